/**
 * Demo of rosters: the hotline's shifts, the fortnight that is running, published; the next one as a draft with gaps and a conflict, wishes,
 * call volumes, and a swap that was offered. All invented.
 */
import { calendar, createRecord } from '../../../kernel/index.ts';
import type { Demo } from '../../../kernel/demo.ts';
import { CallVolume, PlannedShift, ShiftRoster, ShiftRosterProcess, ShiftSwap, ShiftTemplate, ShiftWish } from './index.ts';
import { daysFrom } from './rules.ts';

const SHIFTS = [['早', '早班', '09:00', '18:00', '12:00', '13:00', '15:30', '15:45', 5], ['晚', '晚班', '13:00', '22:00', '17:30', '18:30', '20:00', '20:15', 3], ['夜', '夜班', '22:00', '06:00', '01:00', '01:30', '04:00', '04:15', 1]] as const;
/** Calls an hour from nine o'clock on. */
const CALLS = [42, 58, 61, 47, 39, 52, 55, 49, 40, 31, 26, 18, 9] as const;

export async function demo(d: Demo): Promise<void> {
  const sulin = d.actor('sulin');
  const line = d.unit('CC-IN');
  const [from, to] = [calendar.addDays(d.today, -9), calendar.addDays(d.today, 4)];
  d.at(`${calendar.addDays(from, -10)}T02:00:00Z`);
  const { agents, roster, early, late } = await d.batch(sulin, async (tx) => {
    const people = await tx.query<{ id: string; app_user: string | null }>(`select id, app_user from employee where tenant_id = $1 and line = $2 and staff_no between '1001' and '1016' order by staff_no`, [tx.tenantId, line]);
    const made: string[] = [];
    for (const [code, name, starts, ends, meal_from, meal_to, break_from, break_to, least] of SHIFTS) made.push((await createRecord(tx, ShiftTemplate, { line, code, name, starts, ends, meal_from, meal_to, break_from, break_to, least })).id);
    for (const weekday of ['1', '2', '3', '4', '5', '6', '7'] as const) for (const [i, calls] of CALLS.entries()) await createRecord(tx, CallVolume, { line, valid_from: '2026-01-01', weekday, hour: 9 + i, calls: Number(weekday) > 5 ? Math.round(calls * 0.4) : calls, aht: 240 });
    const now = await createRecord(tx, ShiftRoster, { line, from_day: from, to_day: to });
    for (const day of daysFrom(from, to)) {
      for (const [i, a] of people.entries()) if (calendar.weekday(day) <= 5 || i % 4 === 0) await createRecord(tx, PlannedShift, { roster: now.id, employee: a.id, day, template: i % 3 === 2 ? made[1]! : made[0]! });
    }
    return { agents: people, roster: now.id, early: made[0]!, late: made[1]! };
  });
  await d.step(ShiftRosterProcess, roster, 'publish', sulin, { late_reason: null, conflicts_reason: '周末轮值，次周补休' });
  d.at(`${calendar.addDays(d.today, -1)}T03:00:00Z`);
  await d.batch(sulin, async (tx) => {
    const [first, last] = [calendar.addDays(to, 1), calendar.addDays(to, 14)];
    const next = await createRecord(tx, ShiftRoster, { line, from_day: first, to_day: last, note: '下一个双周，编排中' });
    // Not right behind the days worked before: the planner must still be able to keep five of six.
    for (const day of daysFrom(calendar.addDays(first, 2), calendar.addDays(first, 4))) for (const [i, a] of agents.slice(0, 6).entries()) await createRecord(tx, PlannedShift, { roster: next.id, employee: a.id, day, template: i % 3 === 0 ? late : early });
    for (const [i, wish] of (['day_off', 'avoid', 'prefer'] as const).entries()) await createRecord(tx, ShiftWish, { employee: agents[i + 3]!.id, from_day: first, to_day: calendar.addDays(first, 2), wish, ...(wish === 'day_off' ? { note: '孩子家长会' } : { template: late }) });
    const [mine, theirs] = await tx.query<{ id: string; employee: string }>(
      `select distinct on (employee) id, employee from planned_shift where tenant_id = $1 and roster = $2 and day > $3 and employee = any($4) and state = 'planned' order by employee, day`, [tx.tenantId, roster, d.today, [agents[1]!.id, agents[2]!.id]]);
    if (mine && theirs) await createRecord(tx, ShiftSwap, { shift: mine.id, colleague: theirs.employee, their_shift: theirs.id, reason: '晚上有夜校课程' });
    return {};
  });
}
