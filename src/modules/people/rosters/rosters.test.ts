/** Rosters on PostgreSQL: from a draft to the plan that counts, changes with reasons, two hands at once. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { answer, type Actor } from '../../../kernel/index.ts';
import { runQuery } from '../../../kernel/report/run.ts';
import { startTest, type TestKernel } from '../../../kernel/testing.ts';
import { discipline } from '../discipline/index.ts';
import { rulebook } from '../rulebook/index.ts';
import { Employee, staff } from '../staff/index.ts';
import { type RosterBoard, RosterBoardQuery } from './board.ts';
import { MinRestHours } from './parameters.ts';
import { markUnavailable, PlannedShift, PlannedShiftProcess, planOf, rosters, ShiftRoster, ShiftRosterProcess, ShiftTemplate } from './index.ts';

let t: TestKernel;
let sulin: Actor;
const people: { [no: string]: string } = {};
const shifts: { [code: string]: string } = {};

beforeAll(async () => {
  t = await startTest({ modules: [staff, rulebook, discipline, rosters], now: '2026-11-01T02:00:00Z' });
  const hr = await t.actor('hr', 'YL', '罗文');
  sulin = await t.actor('line_supervisor', 'CC-IN', '苏琳');
  for (const no of ['1001', '1002', '1003']) {
    people[no] = (await t.create(Employee, hr, { staff_no: no, name: `员工${no}`, hired_on: '2024-01-01', line: t.unit('CC-IN'), unit_id: t.unit('CC-IN') })).id;
  }
  for (const [code, starts, ends] of [['早', '09:00', '18:00'], ['中', '13:00', '22:00'], ['夜', '22:00', '06:00']] as const) {
    shifts[code] = (await t.create(ShiftTemplate, sulin, { line: t.unit('CC-IN'), code, name: `${code}班`, starts, ends, least: 1, ...(code === '早' ? { meal_from: '12:00', meal_to: '13:00', break_from: '15:30', break_to: '15:45' } : {}) })).id;
  }
});
afterAll(() => t.close());

const open = (from_day: string, to_day: string, actor = sulin) => t.create(ShiftRoster, actor, { line: t.unit('CC-IN'), from_day, to_day });
const put = (roster: string, no: string, day: string, code = '早') => t.create(PlannedShift, sulin, { roster, employee: people[no]!, day, template: shifts[code]! });
const publish = (id: string, more: { late_reason?: string; conflicts_reason?: string } = {}) => t.step(ShiftRosterProcess, id, 'publish', sulin, { late_reason: null, conflicts_reason: null, ...more });
const plan = (from: string, to: string) => t.run(sulin, (tx) => planOf(tx, Object.values(people), from, to));

test('公布之后才是生效的班次；夜班归开始那天 [CC-5.1b] [SM-9]', async () => {
  const roster = await open('2026-11-16', '2026-11-22');
  await put(roster.id, '1001', '2026-11-16');
  await put(roster.id, '1002', '2026-11-17', '夜');
  expect(await plan('2026-11-16', '2026-11-22')).toEqual([]);
  await publish(roster.id);
  const [day, night] = (await plan('2026-11-16', '2026-11-22')).sort((a, b) => a.day.localeCompare(b.day));
  expect(day).toMatchObject({ employee: people['1001'], day: '2026-11-16', from: new Date('2026-11-16T01:00:00Z'), to: new Date('2026-11-16T10:00:00Z'), line: t.unit('CC-IN'), breaks: [{ kind: 'meal' }, { kind: 'break' }] });
  expect(night).toMatchObject({ employee: people['1002'], day: '2026-11-17', night: true, to: new Date('2026-11-17T22:00:00Z') });
  expect(await plan('2026-11-18', '2026-11-22')).toEqual([]);
});

test('公布后的变更要写明原因；改班换成新班次的时间 [SM-9]', async () => {
  const roster = await open('2026-11-23', '2026-11-29');
  const shift = await put(roster.id, '1001', '2026-11-23');
  await publish(roster.id);
  await expect(put(roster.id, '1002', '2026-11-24')).rejects.toThrow('planned_shift.reason');
  const move = (change_reason: string | null) => t.step(PlannedShiftProcess, shift.id, 'move', sulin, { employee: people['1003']!, day: '2026-11-24', template: shifts['中']!, change_reason });
  await expect(move(null)).rejects.toThrow('planned_shift.reason');
  await move('1001 去培训');
  expect(await plan('2026-11-23', '2026-11-29')).toMatchObject([{ employee: people['1003'], day: '2026-11-24', from: new Date('2026-11-24T05:00:00Z') }]);
  await expect(t.step(PlannedShiftProcess, shift.id, 'cancel', sulin, { change_reason: null })).rejects.toThrow('planned_shift.reason');
  await t.step(PlannedShiftProcess, shift.id, 'cancel', sulin, { change_reason: '话务减少' });
  expect(await plan('2026-11-23', '2026-11-29')).toEqual([]);
});

test('提前天数不足或仍有冲突，写明原因才能公布；恰好提前 7 天不必 [SM-9]', async () => {
  const late = await open('2026-11-05', '2026-11-07');
  await expect(publish(late.id)).rejects.toThrow('shift_roster.not_ready');
  await put(late.id, '1001', '2026-11-05', '中');
  await put(late.id, '1001', '2026-11-06', '早');
  await put(late.id, '1001', '2026-11-07', '夜');
  await expect(publish(late.id)).rejects.toThrow('shift_roster.late');
  t.at('2026-11-02T02:00:00Z');
  const six = await open('2026-11-08', '2026-11-08');
  await put(six.id, '1002', '2026-11-08');
  await expect(publish(six.id)).rejects.toThrow('shift_roster.late');
  const seven = await open('2026-11-09', '2026-11-09');
  await put(seven.id, '1002', '2026-11-09');
  expect((await publish(seven.id)).state).toBe('published');
  t.at('2026-11-01T02:00:00Z');
  await publish(late.id, { late_reason: '十一月临时增线' });
  const tight = await open('2026-12-01', '2026-12-03');
  await put(tight.id, '1001', '2026-12-01', '夜');
  await put(tight.id, '1001', '2026-12-02', '早');
  await expect(publish(tight.id)).rejects.toThrow('shift_roster.conflicts');
  await publish(tight.id, { conflicts_reason: '本人同意，次日补休' });
});

test('日期、线路、在职、重叠各有拒绝的理由', async () => {
  const roster = await open('2026-12-07', '2026-12-13');
  await expect(open('2026-12-10', '2026-12-20')).rejects.toThrow('shift_roster.overlap');
  await expect(open('2026-12-20', '2026-12-19')).rejects.toThrow('shift_roster.dates');
  await expect(open('2027-01-01', '2027-02-15')).rejects.toThrow('shift_roster.long');
  await expect(put(roster.id, '1001', '2026-12-14')).rejects.toThrow('planned_shift.day');
  await put(roster.id, '1001', '2026-12-07', '夜');
  await expect(put(roster.id, '1001', '2026-12-07', '夜')).rejects.toThrow('planned_shift.overlap');
  const boss = await t.actor('centre_manager', 'CC', '秦岚');
  const other = await t.create(ShiftTemplate, boss, { line: t.unit('CC-OB'), code: '早', name: '早班', starts: '09:00', ends: '18:00', least: 1 });
  await expect(t.create(PlannedShift, sulin, { roster: roster.id, employee: people['1002']!, day: '2026-12-08', template: other.id })).rejects.toThrow('planned_shift.other_line');
  const left = await t.create(Employee, await t.actor('hr', 'YL'), { staff_no: '1099', name: '离职者', hired_on: '2024-01-01', left_on: '2026-12-01', unit_id: t.unit('CC-IN') });
  await expect(t.create(PlannedShift, sulin, { roster: roster.id, employee: left.id, day: '2026-12-08', template: shifts['早']! })).rejects.toThrow('planned_shift.not_employed');
});

test('班表页：人、天、班次、覆盖、冲突与请假都在；休假日排了班要标出', async () => {
  const roster = await open('2027-01-04', '2027-01-06');
  await t.run(t.system, (tx) => markUnavailable(tx, [{ employee: people['1001']!, day: '2027-01-05', part: 'whole', why: '年假' }], 'QJ-9', t.unit('CC-IN')).then(() => ({})));
  await put(roster.id, '1001', '2027-01-04', '夜');
  await put(roster.id, '1001', '2027-01-05', '夜');
  await put(roster.id, '1002', '2027-01-05', '早');
  const board = (await t.run(sulin, (tx) => runQuery(tx, RosterBoardQuery, { roster: roster.id }))) as RosterBoard;
  expect(board.current).toMatchObject({ days: ['2027-01-04', '2027-01-05', '2027-01-06'], mayPlan: true });
  expect(board.current!.people.map((p) => p.staff_no)).toContain('1003');
  expect(board.current!.conflicts.map((c) => [c.employee, c.day, c.kind])).toEqual([[people['1001'], '2027-01-05', 'leave']]);
  expect(board.current!.cover.filter((c) => c.day === '2027-01-05').map((c) => [c.code, c.planned, c.least]).sort()).toEqual([['中', 0, 1], ['夜', 1, 1], ['早', 1, 1]].sort());
  expect(board.current!.absent).toMatchObject([{ employee: people['1001'], day: '2027-01-05', why: '年假' }]);
  const stranger = await t.actor('line_supervisor', 'CC-OB');
  expect(await t.run(stranger, (tx) => runQuery(tx, RosterBoardQuery, { roster: roster.id }))).toMatchObject({ rosters: [], current: null });
});

test('两人同时给同一人排重叠的班，只有一个成立', async () => {
  const roster = await open('2026-12-21', '2026-12-27');
  const both = await Promise.allSettled([put(roster.id, '1003', '2026-12-22', '早'), put(roster.id, '1003', '2026-12-22', '中')]);
  expect(both.map((b) => b.status).sort()).toEqual(['fulfilled', 'rejected']);
});

test('设定不得擅自更改：没有权限的人改不了，有权限的人改了谁、何时、为何都留在历史里 [CC-1.13b]', async () => {
  const change = (actor: Actor) => t.run(actor, (tx) => answer(tx, MinRestHours, '2027-06-01', 12, '职代会决定'));
  await expect(change(await t.actor('agent', 'CC-IN'))).rejects.toMatchObject({ status: 403 });
  await expect(change(sulin)).rejects.toMatchObject({ status: 403 });
  expect(await t.sql(`select 1 from history where tenant_id = $1 and number = 'rosters.min_rest_hours'`, [t.tenantId])).toEqual([]);
  await change(await t.actor('centre_manager', 'CC', '秦岚'));
  expect(await t.sql(`select reason, actor_name from history where tenant_id = $1 and number = 'rosters.min_rest_hours'`, [t.tenantId])).toEqual([{ reason: '职代会决定', actor_name: '秦岚' }]);
});

test('只能排自己的线路：别线的班表、班次模板、班次都排不了 [SM-9]', async () => {
  const line = t.unit('CC-OB');
  await expect(t.create(ShiftRoster, sulin, { line, from_day: '2026-12-21', to_day: '2026-12-27' })).rejects.toMatchObject({ code: 'not_allowed', status: 403 });
  await expect(t.create(ShiftTemplate, sulin, { line, code: '早', name: '早班', starts: '09:00', ends: '18:00', least: 1 })).rejects.toMatchObject({ code: 'not_allowed' });
  const theirs = await t.create(ShiftRoster, await t.actor('line_supervisor', 'CC-OB', '卫宁'), { line, from_day: '2026-12-21', to_day: '2026-12-27' });
  await expect(put(theirs.id, '1001', '2026-12-21')).rejects.toMatchObject({ code: 'not_allowed' });
});
