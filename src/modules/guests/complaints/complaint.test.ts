/** Guest complaints on a real database: the clocks, the levels, who may not see what. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { listPage } from '../../../kernel/register/list.ts';
import { runReport } from '../../../kernel/report/run.ts';
import { ComplaintsByMonth, ComplaintsByTopic, GuestComplaint, GuestComplaintProcess } from './index.ts';
import { complained, FIVE_FIELDS, startCare, type Care } from './complaints.testing.ts';

let c: Care;
beforeAll(async () => {
  c = await startCare();
  await c.staffNo('0231', c.zhou);
  await c.staffNo('V003', c.he);
}, 120_000);
afterAll(() => c.t.close());
const read = (id: string) => c.t.read(GuestComplaint, id);
const at = (iso: string) => c.t.at(iso);

test('先记时间和电话，再填五栏；工号不存在的不收 [VIP-7.2] [AS-29]', async () => {
  at('2026-12-07T14:05:00Z');
  await expect(c.t.create(GuestComplaint, c.li, { via: 'hotline' })).rejects.toThrow('guest_complaint.phone');
  const made = await c.t.create(GuestComplaint, c.li, { phone: '138 0000 1234', via: 'hotline' });
  expect([made.received_at?.toISOString(), made.matter, made.state]).toEqual(['2026-12-07T14:05:00.000Z', null, 'logged']);
  for (const field of ['accused_no', 'happened_on', 'matter', 'room', 'guest'] as const) {
    const { [field]: _left, ...rest } = FIVE_FIELDS;
    await expect(c.t.step(GuestComplaintProcess, made.id, 'classify', c.li, rest as never)).rejects.toMatchObject({ fields: { [field]: expect.anything() as unknown } });
  }
  await expect(c.t.step(GuestComplaintProcess, made.id, 'classify', c.li, { ...FIVE_FIELDS, accused_no: 'X999' })).rejects.toThrow('guest_complaint.staff_no');
  await expect(c.t.step(GuestComplaintProcess, made.id, 'classify', c.li, { ...FIVE_FIELDS, happened_on: '2026-12-08' })).rejects.toThrow('guest_complaint.future');
  await c.t.step(GuestComplaintProcess, made.id, 'classify', c.li, FIVE_FIELDS);
  expect(await read(made.id)).toMatchObject({ ...FIVE_FIELDS, state: 'classified', hidden_from: c.zhou.id });
});

test('上报后主管 22:12 答复；期望未满足须有原因、纠正和答复 [VIP-7.8] [AS-29]', async () => {
  at('2026-12-07T14:05:00Z');
  const id = await complained(c);
  await c.t.step(GuestComplaintProcess, id, 'escalate', c.li, {});
  expect(await read(id)).toMatchObject({ state: 'with_supervisor', level: 'supervisor', passed_up: 1 });
  at('2026-12-07T14:12:00Z');
  await c.t.step(GuestComplaintProcess, id, 'supervisor_takes', c.he, {});
  const taken = await read(id);
  expect([taken.responded_at?.toISOString(), taken.handler, taken.responded_at! <= taken.respond_by!]).toEqual(['2026-12-07T14:12:00.000Z', c.he.id, true]);
  await c.t.step(GuestComplaintProcess, id, 'answer', c.he, { solution: '当面致歉，换服务员' });
  await expect(c.t.step(GuestComplaintProcess, id, 'close', c.he, {})).rejects.toThrow('wrong_state');
  await expect(c.t.step(GuestComplaintProcess, id, 'expectation_not_met', c.he, { cause: '无', corrective: '周末加一人', reply: '再次致歉' })).rejects.toThrow('guest_complaint.thin');
  await c.t.step(GuestComplaintProcess, id, 'expectation_not_met', c.he, { cause: '当晚两人请假', corrective: '周末加一名服务员', reply: '再次致歉并赠送果盘' });
  await c.t.step(GuestComplaintProcess, id, 'close', c.he, {});
  expect(await read(id)).toMatchObject({ state: 'closed', expectation: 'not_met', closed_on: '2026-12-07' });
});

test('无人处理时按营业时钟逐级上报：15 分钟到主管，再到经理、主任 [VIP-5.4] [G22]', async () => {
  at('2026-12-07T17:50:00Z'); // 01:50, ten minutes before closing
  const id = await complained(c, { accused_no: '无' });
  at('2026-12-07T18:30:00Z'); // 02:30: closed, the clock stands still
  await c.t.tick();
  expect((await read(id)).state).toBe('classified');
  at('2026-12-08T06:05:00Z'); // 14:05: five minutes open today
  await c.t.tick();
  expect(await read(id)).toMatchObject({ state: 'with_supervisor', level: 'supervisor' });
  expect((await c.t.tasks(c.he)).filter((x) => x.recordId === id).map((x) => x.step)).toEqual(['supervisor_takes']);
  at('2026-12-08T06:20:00Z');
  await c.t.tick();
  at('2026-12-08T06:35:00Z');
  await c.t.tick();
  expect(await read(id)).toMatchObject({ state: 'with_director', level: 'director', passed_up: 3 });
  await c.t.step(GuestComplaintProcess, id, 'director_takes', c.shen, {});
  await expect(c.t.step(GuestComplaintProcess, id, 'escalate', c.shen, {})).rejects.toThrow('not_ready');
});

test('接手后 24 营业小时未解决，报给上一级', async () => {
  at('2026-12-07T14:05:00Z');
  const id = await complained(c, { accused_no: '无' });
  await c.t.step(GuestComplaintProcess, id, 'escalate', c.li, {});
  await c.t.step(GuestComplaintProcess, id, 'supervisor_takes', c.he, {});
  at('2026-12-09T14:04:00Z');
  await c.t.tick();
  expect((await read(id)).state).toBe('in_work');
  at('2026-12-09T14:05:00Z');
  await c.t.tick();
  expect(await read(id)).toMatchObject({ state: 'with_manager', level: 'manager', handler: null });
});

test('只有被投诉的主管当这一级时，越过他直接报经理', async () => {
  at('2026-12-07T14:05:00Z');
  const id = await complained(c, { accused_no: 'V003' });
  await c.t.step(GuestComplaintProcess, id, 'escalate', c.li, {});
  expect((await read(id)).state).toBe('with_manager');
  await expect(c.t.step(GuestComplaintProcess, id, 'answer', c.he, { solution: '自己答复自己' })).rejects.toMatchObject({ status: 404 });
});

test('当场解决或留下联系方式，客人接受后办结', async () => {
  at('2026-12-07T14:05:00Z');
  const id = await complained(c, { accused_no: '无' });
  await c.t.step(GuestComplaintProcess, id, 'take_contact', c.li, { contact_name: '王丽', contact_phone: '13800001234' });
  await c.t.step(GuestComplaintProcess, id, 'solve', c.li, { solution: '送到并免收果盘' });
  await c.t.step(GuestComplaintProcess, id, 'accept', c.li, { result: '客人满意' });
  await c.t.step(GuestComplaintProcess, id, 'close', c.li, {});
  const done = await read(id);
  expect([done.state, done.expectation, done.responded_at!.getTime(), done.solved_at! <= done.solve_by!]).toEqual(['closed', 'met', c.t.now().getTime(), true]);
  await expect(c.t.step(GuestComplaintProcess, id, 'release', c.gao, {})).rejects.toThrow('not_ready');
});

test('没有填齐五栏的，接手后也不能答复', async () => {
  at('2026-12-07T14:05:00Z');
  const { id } = await c.t.create(GuestComplaint, c.li, { via: 'on_site' });
  await c.t.step(GuestComplaintProcess, id, 'escalate', c.li, {});
  await c.t.step(GuestComplaintProcess, id, 'supervisor_takes', c.he, {});
  await expect(c.t.step(GuestComplaintProcess, id, 'answer', c.he, { solution: '已换房' })).rejects.toThrow('not_ready');
});

test('统计不含对读者保密的；公开后当事人才看得到 [VIP-7.6]', async () => {
  at('2026-11-10T14:05:00Z');
  const id = await complained(c, { happened_on: '2026-11-10' } as never);
  const november = { period: { from: '2026-11-01', to: '2026-12-01' } };
  const counted = async (actor: typeof c.li) => (await c.t.run(actor, (tx) => runReport(tx, ComplaintsByMonth, november))).totals['received'];
  const listed = async (actor: typeof c.li) => (await c.t.run(actor, (tx) => listPage(tx, GuestComplaint, { page: 1, size: 50 }))).rows.some((r) => r.id === id);
  expect([await counted(c.li), await counted(c.zhou), await listed(c.li), await listed(c.zhou)]).toEqual([1, 0, true, false]);
  await c.t.step(GuestComplaintProcess, id, 'solve', c.li, { solution: '已换服务员' });
  await c.t.step(GuestComplaintProcess, id, 'release', c.gao, {});
  expect([await counted(c.zhou), await listed(c.zhou), (await read(id)).released_to]).toEqual([1, true, c.zhou.id]);
  const topics = await c.t.run(c.gao, (tx) => runReport(tx, ComplaintsByTopic, november));
  expect([topics.rows.length, topics.totals['received'], topics.proof.every((p) => p.ok)]).toEqual([8, 1, true]);
});

test('两位上级同时接手，只有一位成功', async () => {
  at('2026-12-07T14:05:00Z');
  const id = await complained(c, { accused_no: '无' });
  await c.t.step(GuestComplaintProcess, id, 'escalate', c.li, {});
  const both = await Promise.allSettled([c.t.step(GuestComplaintProcess, id, 'supervisor_takes', c.he, {}), c.t.step(GuestComplaintProcess, id, 'manager_takes', c.gao, {})]);
  expect(both.map((r) => r.status).sort()).toEqual(['fulfilled', 'rejected']);
});
