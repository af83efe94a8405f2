/** The floor on a real database: the nearest is sent, findings reach the team leader, the month is reviewed and filed. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Actor } from '../../../kernel/index.ts';
import { doDuty } from '../../../kernel/duty/occurrences.ts';
import { calls, HotlineCall } from '../calls/index.ts';
import { complained, startCare, type Care } from '../complaints/complaints.testing.ts';
import { GuestComplaint, GuestComplaintProcess } from '../complaints/index.ts';
import { Member } from '../members/index.ts';
import { DutyRecord, DutyRecordProcess, floor, FloorArea, FloorRequest, FloorRequestProcess, FloorStand, GuestPreference, PatrolFinding, PatrolFindingProcess, ServiceReview, ServiceReviewProcess } from './index.ts';

let c: Care;
let leader: Actor;
const place: { [name: string]: string } = {};
const staff: { [name: string]: string } = {};
beforeAll(async () => {
  c = await startCare([calls, floor]);
  leader = await c.t.actor('team_leader', 'VIP', '温如玉');
  for (const [name, storey, along] of [['二楼东', 2, 80], ['二楼西', 2, 10], ['一楼大厅', 1, 0]] as const) place[name] = (await c.t.create(FloorArea, c.he, { name, storey, along })).id;
  for (const [no, name] of [['0231', '阿依'], ['0232', '巴特']] as const) staff[name] = await c.staffNo(no, null, name);
}, 120_000);
afterAll(() => c.t.close());
const stand = (name: string, area: string) => c.t.create(FloorStand, c.he, { employee: staff[name]!, area: place[area]! });
const ask = () => c.t.create(FloorRequest, c.li, { area: place['二楼西']!, room: '203', need: 'service', matter: '客人要加冰' });

test('主管派最近的人；人挪了位置，最近的就变；忙的排后 [VIP-7.5]', async () => {
  await stand('阿依', '二楼东');
  await stand('巴特', '一楼大厅');
  const first = await ask();
  await expect(c.t.step(FloorRequestProcess, first.id, 'dispatch', c.li, { sent: staff['阿依']! })).rejects.toMatchObject({ status: 403 });
  await expect(c.t.step(FloorRequestProcess, first.id, 'dispatch', c.he, { sent: staff['阿依']! })).rejects.toThrow('floor_request.nearest');
  await c.t.step(FloorRequestProcess, first.id, 'dispatch', c.he, { sent: staff['巴特']! });
  expect(await c.t.read(FloorRequest, first.id)).toMatchObject({ state: 'dispatched', sent_why: '最近：约 50 米' });
  await stand('阿依', '二楼西');
  expect(await c.t.sql('select 1 from floor_stand where tenant_id = $1 and employee = $2 and state = $3', [c.t.tenantId, staff['阿依'], 'standing'])).toHaveLength(1);
  const second = await ask();
  await c.t.step(FloorRequestProcess, second.id, 'dispatch', c.he, { sent: staff['阿依']! });
  expect((await c.t.read(FloorRequest, second.id)).sent_why).toBe('最近：约 0 米');
  await c.t.step(FloorRequestProcess, second.id, 'dispatch', c.he, { sent: staff['巴特']!, sent_reason: '客人点名' });
  expect((await c.t.read(FloorRequest, second.id)).sent_why).toBe('客人点名');
});

test('客服协助外场：客人进出由客服本人引领，派到、带到、记下 [VIP-5.7]', async () => {
  const li = await c.staffNo('V001', c.li);
  await c.t.create(FloorStand, c.he, { employee: li, area: place['一楼大厅']! });
  const { id } = await c.t.create(FloorRequest, c.li, { area: place['一楼大厅']!, room: '208', need: 'guide', matter: '带老人的客人找不到电梯' });
  await c.t.step(FloorRequestProcess, id, 'dispatch', c.he, { sent: li, sent_reason: '客服在门口' });
  expect((await c.t.tasks(c.li)).map((x) => [x.recordId, x.step])).toContainEqual([id, 'done']);
  await c.t.step(FloorRequestProcess, id, 'done', c.li, {});
  await c.t.step(FloorRequestProcess, id, 'record', c.li, { surname: '石', solution: '引领至 208', result: '离店时送至门口' });
  expect(await c.t.read(FloorRequest, id)).toMatchObject({ state: 'recorded', need: 'guide', sent: li });
});

test('客服记录时间、房号、情况、解决办法、结果、姓氏 [VIP-7.6]', async () => {
  const { id } = await ask();
  await c.t.step(FloorRequestProcess, id, 'dispatch', c.he, { sent: staff['巴特']!, sent_reason: '正好路过' });
  await c.t.step(FloorRequestProcess, id, 'done', leader, {});
  await expect(c.t.step(FloorRequestProcess, id, 'record', c.li, { solution: '已加冰' } as never)).rejects.toMatchObject({ fields: { surname: expect.anything() as unknown, result: expect.anything() as unknown } });
  await c.t.step(FloorRequestProcess, id, 'record', c.li, { surname: '王', solution: '送冰两桶', result: '客人满意' });
  expect(await c.t.read(FloorRequest, id)).toMatchObject({ state: 'recorded', room: '203', result: '客人满意', recorded_on: '2026-12-07' });
});

test('巡场问题转交领班，半小时未处理主管也看到；处理人不能自己复看 [VIP-7.7]', async () => {
  const found = await c.t.create(PatrolFinding, c.li, { area: place['二楼东']!, matter: '208 门口地面有酒水', passed_to: 'team_leader' });
  await c.t.step(PatrolFindingProcess, found.id, 'pass_on', c.li, {});
  expect((await c.t.tasks(leader)).map((x) => [x.recordId, x.step])).toContainEqual([found.id, 'leader_handles']);
  c.t.later({ minutes: 31 });
  await c.t.tick();
  expect((await c.t.tasks(c.he)).some((x) => x.recordId === found.id && x.escalated)).toBe(true);
  await c.t.step(PatrolFindingProcess, found.id, 'leader_handles', leader, { handled: '已拖净并放提示牌' });
  await expect(c.t.step(PatrolFindingProcess, found.id, 'check', leader, { right: true })).rejects.toThrow('not_ready');
  await c.t.step(PatrolFindingProcess, found.id, 'check', c.li, { right: false });
  await c.t.step(PatrolFindingProcess, found.id, 'supervisor_handles', c.he, { handled: '加派保洁' });
  await c.t.step(PatrolFindingProcess, found.id, 'check', c.li, { right: true });
  expect((await c.t.read(PatrolFinding, found.id)).state).toBe('closed');
});

test('客人的个性、习惯、喜好记在会员名下，不写电话证件 [VIP-7.8]', async () => {
  const member = await c.t.create(Member, c.t.system, { name: '王丽', phone: '13800001234', birthday_kind: 'solar', unit_id: c.t.unit('VIP') });
  await expect(c.t.create(GuestPreference, c.li, { member: member.id, aspect: 'habit', note: '电话 13800001234' })).rejects.toThrow('guest_preference.personal');
  expect((await c.t.create(GuestPreference, c.li, { member: member.id, aspect: 'preference', note: '喜欢靠窗的中包，不要冷气' })).member).toBe(member.id);
});

test('值班记录：写情况，未结事项逐件交代，两人签名交班 [VIP-5.14]', async () => {
  const { id } = await c.t.create(DutyRecord, c.li, { shift_code: 'A' });
  const signs = (incoming: Actor) => [c.t.sign('outgoing', c.li), c.t.sign('incoming', incoming)];
  await expect(c.t.step(DutyRecordProcess, id, 'hand_over', c.li, {}, signs(c.zhou))).rejects.toThrow('not_ready');
  await c.t.step(DutyRecordProcess, id, 'write', c.li, { events: '客流平稳，203 加冰两次' });
  await c.t.create(HotlineCall, c.li, { phone: '13900005678' });
  await expect(c.t.step(DutyRecordProcess, id, 'hand_over', c.li, {}, signs(c.zhou))).rejects.toThrow('duty_record.matters');
  await expect(c.t.step(DutyRecordProcess, id, 'hand_over', c.li, { open_matters: '来电一通未结束' }, signs(c.li))).rejects.toThrow('duty_record.same');
  await c.t.step(DutyRecordProcess, id, 'hand_over', c.li, { open_matters: '来电一通未结束，两件需求未办妥' }, signs(c.zhou));
  expect(await c.t.read(DutyRecord, id)).toMatchObject({ state: 'handed_over', taken_over_by: c.zhou.id, open_calls: 1 });
});

test('每月与部门主管检讨后备案：投诉和现场需求进一张汇总，未公开的只列编号 [VIP-7.6]', async () => {
  c.t.at('2026-12-08T12:00:00Z');
  await c.staffNo('V009', c.zhou);
  const close = async (no: string) => {
    const id = await complained(c, { accused_no: no });
    await c.t.step(GuestComplaintProcess, id, 'solve', c.li, { solution: '当面致歉' });
    await c.t.step(GuestComplaintProcess, id, 'accept', c.li, { result: '客人接受' });
    await c.t.step(GuestComplaintProcess, id, 'close', c.li, {});
    return id;
  };
  const [open, hidden] = [await close('无'), await close('V009')];
  await expect(c.t.create(ServiceReview, c.gao, { month: '2027-01' })).rejects.toThrow('service_review.early');
  const review = await c.t.create(ServiceReview, c.gao, { month: '2026-12' });
  const signed = [c.t.sign('manager', c.gao), c.t.sign('supervisor', c.he)];
  await c.t.step(ServiceReviewProcess, review.id, 'discuss', c.gao, { discussion: '上单慢的两起都在周末', measures: '周末加一名服务员' }, signed);
  const filed = await c.t.step(ServiceReviewProcess, review.id, 'file', c.gao, {});
  expect(await c.t.read(ServiceReview, review.id)).toMatchObject({ state: 'filed', complaints: 2, requests: 2, withheld: 1 });
  expect([(await c.t.read(GuestComplaint, open)).state, (await c.t.read(GuestComplaint, hidden)).state]).toEqual(['reviewed', 'reviewed']);
  const [slip] = await c.t.sql<{ rows: (string | string[])[][] }>(`select content->'table'->'rows' as rows from slip where tenant_id = $1 and id = $2`, [c.t.tenantId, filed.slips[0]]);
  const hiddenNo = (await c.t.read(GuestComplaint, hidden)).number;
  expect(slip!.rows.find((r) => r[0] === hiddenNo)).toEqual([hiddenNo, '', '', ['未公开', 'Not released'], '', '', '']);
  expect(slip!.rows.find((r) => r[2] === '203')?.slice(3)).toEqual(['客人要加冰', '送冰两桶', '客人满意', '王']);
  const again = await c.t.create(ServiceReview, c.gao, { month: '2026-11' });
  await expect(c.t.step(ServiceReviewProcess, again.id, 'discuss', c.gao, { discussion: '没有', measures: '没有' }, signed)).rejects.toThrow('not_ready');
});

test('站点整洁是每天的定期事项，不整齐要写明，过点主管看到 [VIP-5.6]', async () => {
  c.t.at('2026-12-09T06:30:00Z');
  await c.t.tick();
  const [duty] = await c.t.sql<{ id: string; due_at: Date }>(`select id, due_at from duty_occurrence where tenant_id = $1 and duty = 'station_tidy' and day = '2026-12-09'`, [c.t.tenantId]);
  expect(duty!.due_at.toISOString()).toBe('2026-12-09T07:00:00.000Z');
  await expect(c.t.run(c.li, (tx) => doDuty(tx, duty!.id, { articles: false, forms: true }, []))).rejects.toThrow('station.note');
  await c.t.run(c.li, (tx) => doDuty(tx, duty!.id, { articles: true, forms: true }, []));
  expect(await c.t.sql('select 1 from duty_occurrence where id = $1 and done_at is not null', [duty!.id])).toHaveLength(1);
});
