/** What the club decides about complaints: its opening hours, and how long a guest waits. Serves G22. */
import { calendarOf, dayOf, defineParameter, f, parameter, type Tx } from '../../../kernel/index.ts';
import { openingHours, type Limits } from './rules.ts';

const writeBy = ['vip_manager', 'vip_director'];
export const OpensAt = defineParameter('complaints.opens_at', {
  label: ['开始营业', 'Opens at'], help: ['投诉时限只在营业时间内走', 'The clocks of complaints run while the club is open'], field: f.time('时间', 'Time'), source: 'G22', default: '14:00', writeBy,
});
export const ClosesAt = defineParameter('complaints.closes_at', {
  label: ['结束营业', 'Closes at'], help: ['早于开始时间的，指次日', 'Earlier than the opening: the next day'], field: f.time('时间', 'Time'), source: 'G22', default: '02:00', writeBy,
});
export const RespondMinutes = defineParameter('complaints.respond_minutes', {
  label: ['响应时限（分钟）', 'Minutes to respond'], help: ['从接到投诉起，营业时间内', 'From when it comes in, in opening hours'], field: f.integer('分钟', 'Minutes', { min: 1, max: 600 }), source: 'G22', default: 15, writeBy,
});
export const SolveHours = defineParameter('complaints.solve_hours', {
  label: ['解决时限（小时）', 'Hours to solve'], help: ['从接到投诉起，营业时间内', 'From when it comes in, in opening hours'], field: f.integer('小时', 'Hours', { min: 1, max: 240 }), source: 'G22', default: 24, writeBy,
});
export const NextMinutes = defineParameter('complaints.next_minutes', {
  label: ['逐级上报间隔（分钟）', 'Minutes until the next level'], help: ['上报后仍无人接手，再过多久报上一级', 'After being passed up: how long until the level above is told'], field: f.integer('分钟', 'Minutes', { min: 1, max: 600 }), source: 'G22', default: 15, writeBy,
});
export const complaintParameters = [OpensAt, ClosesAt, RespondMinutes, SolveHours, NextMinutes];

/** The clocks in force now in a unit. */
export async function clocksOf(tx: Tx, unit: string, now: Date) {
  const [centre, day] = [await calendarOf(tx, unit), await dayOf(tx, now, unit)];
  const limits: Limits = { respondMinutes: await parameter(tx, RespondMinutes, day), solveHours: await parameter(tx, SolveHours, day), nextMinutes: await parameter(tx, NextMinutes, day) };
  return { limits, hours: openingHours(await parameter(tx, OpensAt, day), await parameter(tx, ClosesAt, day), centre.zone) };
}
