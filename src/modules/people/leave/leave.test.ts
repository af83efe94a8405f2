/** Leave on PostgreSQL: staffing shown to the approver, balance as a ledger, HR for long leave, effects on the roster, races. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { balanceOf, type Actor } from '../../../kernel/index.ts';
import { startTest, type TestKernel } from '../../../kernel/testing.ts';
import { discipline } from '../discipline/index.ts';
import { PlannedShift, rosters, ShiftRoster, ShiftRosterProcess, ShiftTemplate } from '../rosters/index.ts';
import { rulebook } from '../rulebook/index.ts';
import { Employee, staff } from '../staff/index.ts';
import { leave, LeaveBalance, LeaveEntitlement, LeaveEntitlementProcess, LeaveKind, leaveOf, LeaveRequest, LeaveRequestProcess } from './index.ts';
import { staffingDuring } from './staffing.ts';

let t: TestKernel;
let hr: Actor;
let sulin: Actor;
const agents: { [no: string]: Actor } = {};
const people: { [no: string]: string } = {};
const kinds: { [name: string]: string } = {};

beforeAll(async () => {
  t = await startTest({ modules: [staff, rulebook, discipline, rosters, leave], now: '2026-11-02T02:00:00Z' });
  hr = await t.actor('hr', 'YL', '罗文');
  sulin = await t.actor('line_supervisor', 'CC-IN', '苏琳');
  for (const no of ['1001', '1002', '1003', '1004']) {
    agents[no] = await t.actor('agent', 'CC-IN', `员工${no}`);
    people[no] = (await t.create(Employee, hr, { staff_no: no, name: `员工${no}`, hired_on: '2024-01-01', app_user: agents[no]!.id, line: t.unit('CC-IN'), unit_id: t.unit('CC-IN') })).id;
  }
  kinds['年假'] = (await t.create(LeaveKind, hr, { name: '年假', paid: true, keeps_balance: true, needs_proof: false, retroactive_days: 0 })).id;
  kinds['事假'] = (await t.create(LeaveKind, hr, { name: '事假', paid: false, keeps_balance: false, needs_proof: false, hr_from: 6, retroactive_days: 3 })).id;
  kinds['病假'] = (await t.create(LeaveKind, hr, { name: '病假', paid: true, keeps_balance: false, needs_proof: true, retroactive_days: 5 })).id;
});
afterAll(() => t.close());

const grant = (no: string, half_days: number) => t.create(LeaveEntitlement, hr, { employee: people[no]!, kind: kinds['年假']!, year: 2026, half_days });
const ask = (no: string, kind: string, from_day: string, to_day = from_day, more: object = {}, actor = agents[no]!) =>
  t.create(LeaveRequest, actor, { employee: people[no]!, kind: kinds[kind]!, from_day, from_half: 'am', to_day, to_half: 'pm', reason: '家中有事', ...more });
const approve = (id: string, actor = sulin, below_reason: string | null = null) => t.step(LeaveRequestProcess, id, 'approve', actor, { decision_note: null, below_reason });
const left = (entitlement: string) => t.run(hr, (tx) => balanceOf(tx, LeaveBalance, 'balance', entitlement));
const granted = (no: string) => t.run(hr, (tx) => leaveOf(tx, [people[no]!], '2026-11-01', '2026-12-31'));

test('额度是一本账：批准扣减，销假退回，不够不能请 [CC-5.1a]', async () => {
  const e = await grant('1001', 10);
  const request = await ask('1001', '年假', '2026-11-16', '2026-11-18');
  expect([request.half_days, request.entitlement, await left(e.id)]).toEqual([6, e.id, 10]);
  await approve(request.id);
  expect(await left(e.id)).toBe(4);
  expect(await granted('1001')).toMatchObject([{ day: '2026-11-16', part: 'whole', kind: '年假', paid: true }, { day: '2026-11-17' }, { day: '2026-11-18' }]);
  await expect(ask('1001', '年假', '2026-11-23', '2026-11-25')).rejects.toThrow('leave_request.balance');
  await t.step(LeaveRequestProcess, request.id, 'cancel', sulin, { decision_note: '行程取消' });
  expect([await left(e.id), await granted('1001')]).toEqual([10, []]);
  await t.step(LeaveEntitlementProcess, e.id, 'adjust', hr, { by: -10, reason: '核减' });
  await expect(ask('1001', '年假', '2026-11-16')).rejects.toThrow('leave_request.balance');
  await t.step(LeaveEntitlementProcess, e.id, 'adjust', hr, { by: 4, reason: '补发' });
  expect(await left(e.id)).toBe(4);
  await expect(t.step(LeaveEntitlementProcess, e.id, 'adjust', hr, { by: 0, reason: '无' })).rejects.toThrow('leave_entitlement.zero');
  await expect(t.create(LeaveEntitlement, hr, { employee: people['1001']!, kind: kinds['事假']!, year: 2026, half_days: 2 })).rejects.toThrow('leave_entitlement.no_balance');
});

test('两张请假单同时批准，额度只够一张，只有一张成立 [CC-5.1a]', async () => {
  const e = await grant('1002', 2);
  const [one, two] = [await ask('1002', '年假', '2026-11-16'), await ask('1002', '年假', '2026-11-17')];
  const both = await Promise.allSettled([approve(one.id), approve(two.id)]);
  expect(both.map((b) => b.status).sort()).toEqual(['fulfilled', 'rejected']);
  expect(await left(e.id)).toBe(0);
});

test('审批前看到当天人手；低于最少人数须写明理由 [CC-5.1a]', async () => {
  const early = (await t.create(ShiftTemplate, sulin, { line: t.unit('CC-IN'), code: '早', name: '早班', starts: '09:00', ends: '18:00', least: 3 })).id;
  const roster = await t.create(ShiftRoster, sulin, { line: t.unit('CC-IN'), from_day: '2026-12-14', to_day: '2026-12-20' });
  for (const no of ['1001', '1002', '1003', '1004']) await t.create(PlannedShift, sulin, { roster: roster.id, employee: people[no]!, day: '2026-12-14', template: early });
  await t.step(ShiftRosterProcess, roster.id, 'publish', sulin, { late_reason: null, conflicts_reason: null });
  const first = await ask('1003', '事假', '2026-12-14', '2026-12-15');
  expect(first.half_days).toBe(2);
  const look = (request: typeof first) => t.run(sulin, (tx) => staffingDuring(tx, request.employee, request));
  expect(await look(first)).toEqual([{ day: '2026-12-14', planned: 4, away: 0, after: 3, least: 3 }]);
  await approve(first.id);
  const second = await ask('1004', '事假', '2026-12-14');
  expect(await look(second)).toEqual([{ day: '2026-12-14', planned: 4, away: 1, after: 2, least: 3 }]);
  await expect(approve(second.id)).rejects.toThrow('leave_request.below');
  expect((await approve(second.id, sulin, '直系亲属手术')).state).toBe('approved');
  await expect(ask('1004', '事假', '2026-12-16')).rejects.toThrow('leave_request.no_work');
});

test('本人与代填人不能批；本人的代理也不能；别人可以 [SM-8]', async () => {
  const boss = await t.actor('centre_manager', 'CC', '秦岚');
  const own = (await t.create(Employee, hr, { staff_no: 'C1', name: '苏琳', hired_on: '2020-01-01', app_user: sulin.id, unit_id: t.unit('CC-IN') })).id;
  const request = await t.create(LeaveRequest, sulin, { employee: own, kind: kinds['事假']!, from_day: '2026-11-09', from_half: 'am', to_day: '2026-11-09', to_half: 'pm', reason: '搬家' });
  await expect(approve(request.id)).rejects.toThrow('leave_request.own');
  const deputy = await t.deputy(await t.actor('agent', 'CC-IN', '代理人'), 'line_supervisor', 'CC-IN', sulin);
  await expect(approve(request.id, deputy)).rejects.toThrow('leave_request.deputy');
  expect((await approve(request.id, boss, '已安排代班')).state).toBe('approved');
  const written = await ask('1003', '事假', '2026-11-10', '2026-11-10', {}, sulin);
  await expect(approve(written.id)).rejects.toThrow('leave_request.own');
  await expect(ask('1003', '事假', '2026-11-11', '2026-11-11', {}, agents['1004'])).rejects.toThrow('leave_request.for_others');
});

test('长假再经人事确认；提前返岗退回余下的假；到期自动假满 [SM-8]', async () => {
  const long = await ask('1004', '事假', '2026-11-16', '2026-11-20');
  await approve(long.id, sulin, '项目空档');
  expect((await t.read(LeaveRequest, long.id)).state).toBe('with_hr');
  expect((await granted('1004')).filter((d) => d.day < '2026-12-01')).toEqual([]);
  await t.step(LeaveRequestProcess, long.id, 'confirm', hr, { decision_note: null });
  t.at('2026-11-18T02:00:00Z');
  await expect(t.step(LeaveRequestProcess, long.id, 'cancel', sulin, { decision_note: '回来了' })).rejects.toThrow('leave_request.begun');
  await expect(t.step(LeaveRequestProcess, long.id, 'back_early', sulin, { to_day: '2026-11-20', decision_note: null })).rejects.toThrow('leave_request.back');
  await t.step(LeaveRequestProcess, long.id, 'back_early', sulin, { to_day: '2026-11-17', decision_note: null });
  expect(await t.read(LeaveRequest, long.id)).toMatchObject({ state: 'taken', half_days: 4, to_day: '2026-11-17' });
  const away = await t.sql<{ day: string }>('select day from unavailable_day where tenant_id = $1 and cause = $2 and not lifted order by day', [t.tenantId, long.number]);
  expect(away.map((d) => d.day)).toEqual(['2026-11-16', '2026-11-17']);
  const short = await ask('1003', '事假', '2026-11-19');
  await approve(short.id, sulin, '家事');
  t.at('2026-11-19T16:00:00Z');
  await t.tick();
  expect((await t.read(LeaveRequest, short.id)).state).toBe('taken');
});

test('病假须附证明，补请有天数限制，也须证明；重叠不予登记 [SM-8]', async () => {
  t.at('2026-11-24T02:00:00Z');
  await expect(ask('1001', '病假', '2026-11-25')).rejects.toThrow('leave_request.proof');
  await expect(ask('1001', '事假', '2026-11-20')).rejects.toThrow('leave_request.too_late');
  await expect(ask('1001', '事假', '2026-11-23')).rejects.toThrow('leave_request.late_proof');
  const plain = await ask('1001', '事假', '2026-11-26');
  await expect(ask('1001', '事假', '2026-11-26')).rejects.toThrow('leave_request.overlap');
  await expect(ask('1001', '年假', '2026-12-31', '2027-01-04')).rejects.toThrow('leave_request.two_years');
  await expect(t.step(LeaveRequestProcess, plain.id, 'withdraw', agents['1002']!, {})).rejects.toMatchObject({ status: 404 });
  await t.step(LeaveRequestProcess, plain.id, 'withdraw', agents['1001']!, {});
  await ask('1001', '事假', '2026-11-26');
  const refused = await ask('1001', '事假', '2026-11-27');
  await t.step(LeaveRequestProcess, refused.id, 'refuse', sulin, { decision_note: '当天全员培训' });
  expect((await t.read(LeaveRequest, refused.id)).state).toBe('refused');
});
