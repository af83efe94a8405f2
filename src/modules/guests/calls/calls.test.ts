/** The hotline on a real database: number and time first, no end with nothing, complaints hidden from whom they are about. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { runReport } from '../../../kernel/report/run.ts';
import { FIVE_FIELDS, startCare, type Care } from '../complaints/complaints.testing.ts';
import { GuestComplaint, GuestComplaintProcess } from '../complaints/index.ts';
import { Booking, Room, RoomType } from '../rooms/index.ts';
import { PriceItem } from '../scripts/index.ts';
import { CallsBefore, HotlineDesk } from './desk.ts';
import { calls, GroupAnswer, HotlineCall, HotlineCallProcess, MemberGroup } from './index.ts';
import { CallsByKind } from './reports.ts';

let c: Care;
beforeAll(async () => {
  c = await startCare([calls]);
  await c.staffNo('0231', c.zhou);
}, 120_000);
afterAll(() => c.t.close());
const ring = (phone = '13900005678') => c.t.create(HotlineCall, c.li, { phone, rings: 2 });
const read = (id: string) => c.t.read(HotlineCall, id);

test('来电先记时间和号码；其余都在通话中再填 [VIP-7.1]', async () => {
  await expect(c.t.create(HotlineCall, c.li, {} as never)).rejects.toMatchObject({ fields: { phone: expect.anything() as unknown } });
  await expect(c.t.create(HotlineCall, c.li, { phone: '13900005678', content: '抢先填的内容' })).rejects.toMatchObject({ fields: { content: expect.anything() as unknown } });
  const call = await ring();
  expect([call.phone, call.began_at, call.answered_by, call.kind, call.content]).toEqual(['+8613900005678', c.t.now(), c.li.id, null, null]);
});

test('投诉来电：既未解决、未留联系、又未上报，不能结束；上报后可以 [VIP-7.3] [AS-29]', async () => {
  const call = await ring();
  await expect(c.t.step(HotlineCallProcess, call.id, 'end', c.li, {})).rejects.toThrow('not_ready');
  await c.t.step(HotlineCallProcess, call.id, 'complain', c.li, FIVE_FIELDS);
  const { complaint, hidden_from } = await read(call.id);
  expect(await c.t.read(GuestComplaint, complaint!)).toMatchObject({ ...FIVE_FIELDS, phone: '+8613900005678', via: 'hotline', state: 'classified', hidden_from: c.zhou.id });
  expect(hidden_from).toBe(c.zhou.id);
  await expect(c.t.step(HotlineCallProcess, call.id, 'end', c.li, {})).rejects.toThrow('not_ready');
  await c.t.step(GuestComplaintProcess, complaint!, 'escalate', c.li, {});
  await c.t.step(HotlineCallProcess, call.id, 'end', c.li, {});
  expect((await read(call.id)).state).toBe('ended');
  await expect(c.t.step(HotlineCallProcess, call.id, 'end', c.zhou, {})).rejects.toMatchObject({ status: 404 });
});

test('留下姓名和电话后可以结束；一次来电只立一件投诉 [VIP-7.3]', async () => {
  const call = await ring();
  await c.t.step(HotlineCallProcess, call.id, 'complain', c.li, { ...FIVE_FIELDS, accused_no: '无' });
  await expect(c.t.step(HotlineCallProcess, call.id, 'complain', c.li, FIVE_FIELDS)).rejects.toThrow('not_ready');
  const complaint = (await read(call.id)).complaint!;
  await c.t.step(GuestComplaintProcess, complaint, 'take_contact', c.li, { contact_name: '王丽', contact_phone: '13800001234' });
  await c.t.step(HotlineCallProcess, call.id, 'end', c.li, {});
  await c.t.step(GuestComplaintProcess, complaint, 'classify', c.li, FIVE_FIELDS);
  await c.t.tick();
  expect((await read(call.id)).hidden_from).toBe(c.zhou.id);
  await c.t.step(GuestComplaintProcess, complaint, 'solve', c.li, { solution: '已致歉' });
  await c.t.step(GuestComplaintProcess, complaint, 'release', c.gao, {});
  await c.t.tick();
  expect((await read(call.id)).hidden_from).toBeNull();
});

test('电话预约和价格咨询 [VIP-7.4]', async () => {
  const price = await c.t.create(PriceItem, c.gao, { item_kind: 'room', name: '中包', price: 128_00, per: '小时', valid_from: '2026-01-01' });
  const asked = await ring();
  await c.t.step(HotlineCallProcess, asked.id, 'note', c.li, { kind: 'price', content: '问周末中包价格，已报 128 元', price_item: price.id, important: false });
  await c.t.step(HotlineCallProcess, asked.id, 'end', c.li, {});
  const booked = await ring('13700001111');
  const medium = (await c.t.create(RoomType, c.gao, { name: '中包', kind: 'medium', seats: 8 })).id;
  const room = (await c.t.create(Room, c.gao, { code: '203', room_type: medium })).id;
  const wish = { caller: '赵', room_type: medium, reserved_for: new Date('2026-12-08T12:00:00Z'), reserved_until: new Date('2026-12-08T15:00:00Z'), party: 6 };
  await expect(c.t.step(HotlineCallProcess, booked.id, 'reserve', c.li, { ...wish, reserved_for: new Date(c.t.now().getTime() - 1) })).rejects.toThrow('hotline_call.past');
  await c.t.step(HotlineCallProcess, booked.id, 'reserve', c.li, wish);
  const call = await read(booked.id);
  expect(call).toMatchObject({ kind: 'reservation', party: 6, caller: '赵' });
  expect(await c.t.read(Booking, call.booking!)).toMatchObject({ room, state: 'confirmed', guests: 6, phone: '+8613700001111', channel: 'phone' });
  await expect(c.t.step(HotlineCallProcess, booked.id, 'reserve', c.li, wish)).rejects.toThrow('not_ready');
  const late = await ring('13700002222');
  await expect(c.t.step(HotlineCallProcess, late.id, 'reserve', c.li, wish)).rejects.toThrow('booking.taken');
  expect((await read(late.id)).kind).toBeNull();
  expect(await read(asked.id)).toMatchObject({ kind: 'price', price_item: price.id, state: 'ended' });
});

test('漏接的十五分钟内回拨，逾时主管也看到；及时率按三声计 [VIP-5.12]', async () => {
  c.t.at('2026-10-10T14:00:00Z');
  const call = await ring();
  await c.t.step(HotlineCallProcess, call.id, 'missed', c.li, {});
  expect((await c.t.tasks(c.li)).find((x) => x.recordId === call.id)).toMatchObject({ step: 'call_back', dueAt: '2026-10-10T14:15:00.000Z' });
  c.t.later({ minutes: 16 });
  await c.t.tick();
  expect((await c.t.tasks(c.he)).find((x) => x.recordId === call.id)).toMatchObject({ escalated: true });
  await c.t.step(HotlineCallProcess, call.id, 'call_back', c.li, {});
  await c.t.step(HotlineCallProcess, call.id, 'note', c.li, { kind: 'activity', content: '问生日活动', important: true });
  await expect(c.t.step(HotlineCallProcess, call.id, 'missed', c.li, {})).rejects.toThrow('not_ready');
  await c.t.create(HotlineCall, c.li, { phone: '13900005678', rings: 7 });
  const page = await c.t.run(c.gao, (tx) => runReport(tx, CallsByKind, { period: { from: '2026-10-01', to: '2026-11-01' } }));
  expect([page.totals['calls'], page.totals['prompt'], page.totals['missed'], page.totals['important'], page.proof.every((p) => p.ok), page.rows.length]).toEqual([2, 1, 1, 1, true, 9]);
});

test('热线台列出未结束的来电，认得此号码以前来过；对当事人不列 [VIP-5.12]', async () => {
  c.t.at('2026-12-07T15:00:00Z');
  const first = await ring('13600002222');
  const second = await ring('13600002222');
  const before = await c.t.run(c.li, (tx) => CallsBefore.run(tx, { call: second.id } as never)) as { id: string }[];
  expect(before.map((b) => b.id)).toEqual([first.id]);
  await c.t.step(HotlineCallProcess, first.id, 'complain', c.li, FIVE_FIELDS);
  const open = async (actor: typeof c.li) => ((await c.t.run(actor, (tx) => HotlineDesk.run(tx, {} as never))) as { open: { id: string }[] }).open.map((x) => x.id);
  expect([(await open(c.li)).includes(first.id), (await open(c.zhou)).includes(first.id), (await open(c.zhou)).includes(second.id)]).toEqual([true, false, true]);
  expect(await c.t.run(c.zhou, (tx) => CallsBefore.run(tx, { call: second.id } as never))).toEqual([]);
});

test('会员群有群号和群主，群内解说记下等了几分钟 [VIP-5.3] [VIP-9.9]', async () => {
  await expect(c.t.create(MemberGroup, c.li, { platform: 'qq', group_no: '608112233', name: '星河会会员一群', keeper: c.li.id })).rejects.toThrow('not_allowed');
  const group = await c.t.create(MemberGroup, c.shen, { platform: 'qq', group_no: '608112233', name: '星河会会员一群', keeper: c.li.id, people: 486 });
  await expect(c.t.create(MemberGroup, c.shen, { platform: 'qq', group_no: '608112233', name: '重复的群', keeper: c.li.id })).rejects.toMatchObject({ status: 409 });
  const asked = { member_group: group.id, asker: '小星星', subject: 'points' as const, question: '积分可以换什么？', answer: '本季可换果盘和欢唱券，到贵宾中心出示会员卡即可。' };
  await expect(c.t.create(GroupAnswer, c.li, { ...asked, asked_at: new Date(c.t.now().getTime() + 60_000) })).rejects.toThrow('group_answer.future');
  const answer = await c.t.create(GroupAnswer, c.li, { ...asked, asked_at: new Date(c.t.now().getTime() - 7 * 60_000) });
  expect([answer.minutes, answer.answered_by]).toEqual([7, c.li.id]);
});
