/** Planning on PostgreSQL: the solver's run from asking to the draft, cancelled or short; swaps; private changes. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Actor, stopJob } from '../../../kernel/index.ts';
import { runQuery } from '../../../kernel/report/run.ts';
import { startTest, type TestKernel } from '../../../kernel/testing.ts';
import { discipline, IncidentRegister } from '../discipline/index.ts';
import { rulebook } from '../rulebook/index.ts';
import { Employee, EmployeeAssignment, staff } from '../staff/index.ts';
import {
  CallVolume, flagPrivateChanges, markUnavailable, PlannedShift, planOf, RosterRun, RosterRunProcess, rosters, ScheduleFlagProcess, SeenWorking, ShiftRoster, ShiftRosterProcess, ShiftSwap, ShiftSwapProcess, ShiftTemplate, ShiftWish,
} from './index.ts';
import { type HourNeed, StaffingNeed } from './demand.ts';
import { RosterRunProgress, type RunProgress } from './run.ts';

let t: TestKernel;
let sulin: Actor;
const agents: { [no: string]: Actor } = {};
const people: { [no: string]: string } = {};
const shifts: { [code: string]: string } = {};
const NOS = ['1001', '1002', '1003', '1004', '1005'];

beforeAll(async () => {
  t = await startTest({ modules: [staff, rulebook, discipline, rosters], now: '2026-11-01T02:00:00Z' });
  const hr = await t.actor('hr', 'YL', '罗文');
  sulin = await t.actor('line_supervisor', 'CC-IN', '苏琳');
  for (const no of NOS) {
    agents[no] = await t.actor('agent', 'CC-IN', `员工${no}`);
    people[no] = (await t.create(Employee, hr, { staff_no: no, name: `员工${no}`, hired_on: '2024-01-01', app_user: agents[no]!.id, line: t.unit('CC-IN'), unit_id: t.unit('CC-IN') })).id;
    await t.create(EmployeeAssignment, hr, { employee: people[no]!, place: t.unit('CC-IN'), takes_calls: true, valid_from: '2024-01-01' });
  }
  for (const [code, starts, ends, least] of [['早', '09:00', '18:00', 2], ['晚', '13:00', '22:00', 1]] as const) {
    shifts[code] = (await t.create(ShiftTemplate, sulin, { line: t.unit('CC-IN'), code, name: `${code}班`, starts, ends, least })).id;
  }
});
afterAll(() => t.close());

const open = (from_day: string, to_day: string) => t.create(ShiftRoster, sulin, { line: t.unit('CC-IN'), from_day, to_day });
const put = (roster: string, no: string, day: string, code = '早') => t.create(PlannedShift, sulin, { roster, employee: people[no]!, day, template: shifts[code]! });
const publish = (id: string) => t.step(ShiftRosterProcess, id, 'publish', sulin, { late_reason: null, conflicts_reason: null });
const progress = (run: string) => t.run(sulin, (tx) => runQuery(tx, RosterRunProgress, { run })) as Promise<RunProgress>;
const ended = async (run: string): Promise<RunProgress> => { for (;;) { const now = await progress(run); if (now.state !== 'solving') return now; await new Promise((go) => { setTimeout(go, 100); }); } };
const planned = (roster: string) => t.sql<{ employee: string; day: string; template: string; by_solver: boolean | null }>(`select employee, day, template, by_solver from planned_shift where tenant_id = $1 and roster = $2 and state = 'planned' order by day`, [t.tenantId, roster]);

test('自动排班写入草稿：手工排的保留，休假的人不排，每班够人 [CC-5.1b]', async () => {
  const roster = await open('2026-11-16', '2026-11-20');
  await put(roster.id, '1005', '2026-11-16', '晚');
  await t.run(t.system, (tx) => markUnavailable(tx, [{ employee: people['1001']!, day: '2026-11-18', part: 'whole', why: '年假' }], 'QJ-1', t.unit('CC-IN')).then(() => ({})));
  await t.create(ShiftWish, agents['1002']!, { employee: people['1002']!, from_day: '2026-11-16', to_day: '2026-11-20', wish: 'avoid', template: shifts['晚']! });
  const run = await t.create(RosterRun, sulin, { roster: roster.id, seconds: 30 });
  await expect(t.create(RosterRun, sulin, { roster: roster.id, seconds: 30 })).rejects.toThrow('roster_run.running');
  await t.jobs();
  expect(await ended(run.id)).toMatchObject({ state: 'done', shortages: null, problem: null });
  const all = await planned(roster.id);
  expect(all).toContainEqual({ employee: people['1005'], day: '2026-11-16', template: shifts['晚'], by_solver: null });
  expect(all.filter((s) => s.employee === people['1001'] && s.day === '2026-11-18')).toEqual([]);
  expect(all.filter((s) => s.employee === people['1002'] && s.template === shifts['晚'])).toEqual([]);
  for (const day of ['2026-11-16', '2026-11-17', '2026-11-18', '2026-11-19', '2026-11-20']) {
    expect(all.filter((s) => s.day === day && s.template === shifts['早']).length).toBeGreaterThanOrEqual(2);
    expect(all.filter((s) => s.day === day && s.template === shifts['晚']).length).toBeGreaterThanOrEqual(1);
  }
  await publish(roster.id);
  await expect(t.create(RosterRun, sulin, { roster: roster.id, seconds: 30 })).rejects.toThrow('roster_run.published');
});

test('排不满时说明哪天哪班缺几人；可以中途停止，停止后不写入', async () => {
  const short = await open('2026-12-01', '2026-12-02');
  await t.run(t.system, (tx) => markUnavailable(tx, NOS.slice(0, 4).map((no) => ({ employee: people[no]!, day: '2026-12-01', part: 'whole' as const, why: '团建' })), 'TJ-1', t.unit('CC-IN')).then(() => ({})));
  const run = await t.create(RosterRun, sulin, { roster: short.id, seconds: 30 });
  await t.jobs();
  const end = await ended(run.id);
  expect(end).toMatchObject({ state: 'short', problem: null });
  expect(end.shortages).toMatch(/2026-12-01 早班缺 [12] 人：能上此班的 5 人中 4 人当天不可排/);
  const stopped = await open('2026-12-03', '2026-12-06');
  const second = await t.create(RosterRun, sulin, { roster: stopped.id, seconds: 30 });
  const solving = t.jobs();
  await expect.poll(async () => (await t.sql(`select 1 from job where tenant_id = $1 and state = 'running'`, [t.tenantId])).length).toBe(1);
  await t.step(RosterRunProcess, second.id, 'cancel', sulin, {});
  await solving;
  expect(await ended(second.id)).toMatchObject({ state: 'cancelled' });
  expect(await planned(stopped.id)).toEqual([]);
});

test('没有班次模板的线路排不了，并说明原因；在后台任务里停下的记为未完成', async () => {
  const boss = await t.actor('centre_manager', 'CC', '秦岚');
  const other = await t.create(ShiftRoster, boss, { line: t.unit('CC-OB'), from_day: '2026-12-01', to_day: '2026-12-02' });
  const run = await t.create(RosterRun, boss, { roster: other.id, seconds: 30 });
  const [job] = await t.sql<{ id: string }>(`select id from job where tenant_id = $1 and state = 'waiting'`, [t.tenantId]);
  await t.run(boss, (tx) => stopJob(tx, job!.id, true));
  expect(await t.read(RosterRun, run.id)).toMatchObject({ state: 'failed', problem: '任务被停止' });
  const tight = await open('2027-02-01', '2027-02-06');
  for (const day of ['01', '02', '03', '04', '05', '06']) await put(tight.id, '1005', `2027-02-${day}`);
  const wrong = await t.create(RosterRun, sulin, { roster: tight.id, seconds: 30 });
  await t.jobs();
  expect((await ended(wrong.id)).problem?.[0]).toMatch(/手工排入的班次互相冲突/);
  const again = await t.create(RosterRun, boss, { roster: other.id, seconds: 30 });
  await t.jobs();
  expect(await t.read(RosterRun, again.id)).toMatchObject({ state: 'failed', problem: '本线还没有班次模板' });
});

test('话务需求按小时测算 [AC-22]', async () => {
  await t.create(CallVolume, sulin, { line: t.unit('CC-IN'), valid_from: '2026-11-01', weekday: '1', hour: 10, calls: 250, aht: 330 });
  const rows = (await t.run(sulin, (tx) => runQuery(tx, StaffingNeed, { line: t.unit('CC-IN'), from: '2026-11-16', to: '2026-11-22' }))) as HourNeed[];
  expect(rows).toMatchObject([{ day: '2026-11-16', hour: 10, agents: 28, planned: 28 }]);
  expect(rows[0]!.serviceLevel * 100).toBeCloseTo(85.7, 1);
  expect(await t.run(await t.actor('line_supervisor', 'CC-OB'), (tx) => runQuery(tx, StaffingNeed, { line: t.unit('CC-IN'), from: '2026-11-16', to: '2026-11-22' }))).toEqual([]);
});

test('换班：同事接受、主管批准，双方班表才改，考勤再也找不出私自换班 [AC-19]', async () => {
  const roster = await open('2026-11-23', '2026-11-29');
  const [late, early] = [await put(roster.id, '1002', '2026-11-24', '晚'), await put(roster.id, '1001', '2026-11-26')];
  const draft = t.create(ShiftSwap, agents['1002']!, { shift: late.id, colleague: people['1001']!, their_shift: early.id, reason: '家长会' });
  await expect(draft).rejects.toThrow('shift_swap.not_planned');
  await publish(roster.id);
  const swap = await t.create(ShiftSwap, agents['1002']!, { shift: late.id, colleague: people['1001']!, their_shift: early.id, reason: '家长会' });
  const lateDay = { employee: people['1001']!, from: new Date('2026-11-24T05:00:00Z'), to: new Date('2026-11-24T14:00:00Z') };
  await expect(t.step(ShiftSwapProcess, swap.id, 'approve', sulin, { decision_note: null })).rejects.toThrow();
  await expect(t.step(ShiftSwapProcess, swap.id, 'accept', agents['1003']!, {})).rejects.toThrow('shift_swap.colleague');
  await t.step(ShiftSwapProcess, swap.id, 'accept', agents['1001']!, {});
  await t.step(ShiftSwapProcess, swap.id, 'approve', sulin, { decision_note: null });
  const plan = await t.run(sulin, (tx) => planOf(tx, [people['1001']!, people['1002']!], '2026-11-23', '2026-11-29'));
  expect(plan.map((p) => [p.employee, p.day]).sort()).toEqual([[people['1001'], '2026-11-24'], [people['1002'], '2026-11-26']].sort());
  expect(await t.run(t.system, (tx) => flagPrivateChanges(tx, [people['1001']!, people['1002']!], '2026-11-24', '2026-11-24', [lateDay]))).toBe(0);
  expect((await t.read(PlannedShift, late.id)).person).toBe(agents['1001']!.id);
});

test('没有批准的换班：两人各一处标记，各自报告为 CC-IIP-1，系统自己不处分 [AC-19] [CC-IIP-1]', async () => {
  const roster = await open('2026-12-07', '2026-12-13');
  const late = await put(roster.id, '1002', '2026-12-08', '晚');
  await publish(roster.id);
  t.at('2026-12-08T14:30:00Z');
  const worked = [{ employee: people['1001']!, from: new Date('2026-12-08T05:00:00Z'), to: new Date('2026-12-08T14:00:00Z') }];
  const mark = () => t.run(t.system, (tx) => flagPrivateChanges(tx, [people['1001']!, people['1002']!], '2026-12-08', '2026-12-08', worked));
  expect([await mark(), await mark()]).toEqual([2, 0]);
  const flags = await t.sql<{ id: string; employee: string; kind: string }>('select id, employee, kind from schedule_flag where tenant_id = $1 and shift = $2 order by kind', [t.tenantId, late.id]);
  expect(flags.map((f) => [f.employee, f.kind])).toEqual([[people['1002'], 'gave_away'], [people['1001'], 'worked']]);
  expect(await t.sql('select 1 from incident where tenant_id = $1', [t.tenantId])).toEqual([]);
  for (const flag of flags) await t.step(ScheduleFlagProcess, flag.id, 'report', sulin, { explanation: '两人都承认没有申请' });
  const incidents = await t.sql<{ employee: string; clause: string; state: string }>('select employee, clause, state from incident where tenant_id = $1', [t.tenantId]);
  expect(incidents.map((i) => `${i.employee} ${i.clause} ${i.state}`).sort()).toEqual([`${people['1001']} CC-IIP-1 reported`, `${people['1002']} CC-IIP-1 reported`].sort());
  expect(await t.sql('select 1 from sanction where tenant_id = $1', [t.tenantId])).toEqual([]);
  expect(IncidentRegister.name).toBe('incident');
});

test('主管亲眼看到也可登记；说明后销记；自己的班不算', async () => {
  const roster = await open('2026-12-14', '2026-12-20');
  const late = await put(roster.id, '1003', '2026-12-15', '晚');
  const see = (worker: string) => t.create(SeenWorking, sulin, { shift: late.id, worker: people[worker]!, remark: '巡场见其坐在座席' });
  await expect(see('1004')).rejects.toThrow('shift_observation.not_planned');
  await publish(roster.id).catch(() => t.step(ShiftRosterProcess, roster.id, 'publish', sulin, { late_reason: '补公布', conflicts_reason: null }));
  await expect(see('1003')).rejects.toThrow('shift_observation.owner');
  await see('1004');
  const [flag] = await t.sql<{ id: string }>(`select id from schedule_flag where tenant_id = $1 and shift = $2 and kind = 'worked'`, [t.tenantId, late.id]);
  await t.step(ScheduleFlagProcess, flag!.id, 'explain', sulin, { explanation: '主管当场口头同意，补办手续' });
});

test('换班的各种拒绝：不是自己的班、跨线、与自己、别人的班、当事人自己批、班次已被改动', async () => {
  t.at('2026-12-16T02:00:00Z');
  const roster = await open('2026-12-28', '2027-01-03');
  shifts['晨'] = (await t.create(ShiftTemplate, sulin, { line: t.unit('CC-IN'), code: '晨', name: '晨班', starts: '06:30', ends: '14:30', least: 0 })).id;
  const [a, b, c] = [await put(roster.id, '1001', '2026-12-29'), await put(roster.id, '1002', '2026-12-30', '晨'), await put(roster.id, '1003', '2026-12-29', '晚')];
  await publish(roster.id);
  const offer = (actor: Actor, shift: string, colleague: string, their_shift: string | null) => t.create(ShiftSwap, actor, { shift, colleague, their_shift, reason: '私事' });
  await expect(offer(agents['1002']!, a.id, people['1003']!, null)).rejects.toThrow('shift_swap.not_yours');
  await expect(offer(agents['1001']!, a.id, people['1001']!, null)).rejects.toThrow('shift_swap.same');
  await expect(offer(agents['1001']!, a.id, people['1003']!, b.id)).rejects.toThrow('shift_swap.not_theirs');
  const outside = await t.create(Employee, await t.actor('hr', 'YL'), { staff_no: '2001', name: '外线', hired_on: '2024-01-01', line: t.unit('CC-OB'), unit_id: t.unit('CC-OB') });
  await expect(offer(agents['1001']!, a.id, outside.id, null)).rejects.toThrow('shift_swap.other_line');
  const clash = await offer(agents['1001']!, a.id, people['1003']!, null);
  await t.step(ShiftSwapProcess, clash.id, 'accept', agents['1003']!, {});
  await expect(t.step(ShiftSwapProcess, clash.id, 'approve', sulin, { decision_note: null })).rejects.toThrow('shift_swap.overlap');
  await expect(t.step(ShiftSwapProcess, clash.id, 'withdraw', agents['1003']!, {})).rejects.toThrow('shift_swap.not_offerer');
  await t.step(ShiftSwapProcess, clash.id, 'withdraw', agents['1001']!, {});
  const gift = await offer(agents['1002']!, b.id, people['1003']!, null);
  await t.step(ShiftSwapProcess, gift.id, 'accept', agents['1003']!, {});
  await expect(t.step(ShiftSwapProcess, gift.id, 'approve', sulin, { decision_note: null })).rejects.toThrow('shift_swap.conflicts');
  const standsIn = await t.deputy(agents['1003']!, 'line_supervisor', 'CC-IN', sulin);
  await expect(t.step(ShiftSwapProcess, gift.id, 'approve', standsIn, { decision_note: '同意' })).rejects.toThrow('shift_swap.own');
  await t.step(ShiftSwapProcess, gift.id, 'approve', sulin, { decision_note: '本人自愿' });
  await expect(offer(agents['1003']!, c.id, people['1004']!, null).then((s) => t.step(ShiftSwapProcess, s.id, 'refuse', sulin, { decision_note: '人手不足' }))).resolves.toMatchObject({ state: 'refused' });
  t.at('2026-12-29T06:00:00Z');
  await expect(offer(agents['1003']!, c.id, people['1004']!, null)).rejects.toThrow('shift_swap.begun');
});
