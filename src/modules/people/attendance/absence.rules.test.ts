/** Absence in a row and in a month, and what discipline makes of it under the hardened rulebook. AC-15, AC-16. */
import { expect, test } from 'vitest';
import { decide, type PastDecision } from '../discipline/index.ts';
import { choose, type RulebookVersion, sourceRulebook } from '../rulebook/index.ts';
import { inMonth, reached, runsOf, type Shift } from './absence.rules.ts';

const version: RulebookVersion = { ...choose(sourceRulebook('hardened', '1.0'), { parameter: 'published_at', value: '2020-01-01', by: '秦岚', at: '2019-12-20T02:00:00Z', reason: '公布' }), status: 'effective' };
/** Monday to Friday of November 2026 from the 9th to the 20th. */
const WEEKS = ['09', '10', '11', '12', '13', '16', '17', '18', '19', '20'].map((d) => `2026-11-${d}`);
const shifts = (absent: readonly string[], days: readonly string[] = WEEKS): Shift[] => days.map((day) => ({ day, absent: absent.includes(day) }));
const proposal = (on: string, absence: { readonly consecutive: number; readonly inMonth: number }, history: readonly PastDecision[] = []) =>
  decide([version], { incident: { id: on, occurredOn: on, clauses: ['CC-ORAL-2'], grade: 'ordinary', zone: 'work-area', absence }, history, on, contractTerm: 'HT-1', takesCalls: [] });
const oral = (occurredOn: string, served: string): PastDecision => ({ decision: 'D-1', kind: 'sanction', level: 'oral', clause: 'CC-ORAL-2', family: 'absence', occurredOn, served, contractTerm: 'HT-1', inForceTo: null, revoked: false, consumedBy: null });

test('周四、周五、下周一缺勤：一件，连续 3 个班次，达到除名评议，不自动 [AC-15] [CC-DIS-6]', () => {
  const [one, ...more] = reached(shifts(['2026-11-12', '2026-11-13', '2026-11-16']), 'calendar-month');
  expect([one?.run, one?.consecutive, one?.inMonth, one?.because, more]).toEqual([{ from: '2026-11-12', to: '2026-11-16', days: ['2026-11-12', '2026-11-13', '2026-11-16'] }, 3, 3, 'in_a_row', []]);
  const explained = proposal('2026-11-16', { consecutive: 3, inMonth: 3 });
  expect([explained.review !== null, explained.outcome]).toEqual([true, 'dismissal-review']);
});
test('周五补请病假获准：重算为两件各 1 天；12 日口头警告，16 日视口头警告是否已送达 [AC-15] [CC-ORAL-2]', () => {
  const two = reached(shifts(['2026-11-12', '2026-11-16']), 'calendar-month');
  expect(two.map((r) => [r.run.from, r.run.to, r.consecutive, r.inMonth, r.because])).toEqual([['2026-11-12', '2026-11-12', 1, 1, null], ['2026-11-16', '2026-11-16', 1, 2, null]]);
  expect(proposal('2026-11-12', { consecutive: 1, inMonth: 1 }).result).toBe('oral');
  expect(proposal('2026-11-16', { consecutive: 1, inMonth: 2 }, [oral('2026-11-12', '2026-11-15')]).result).toBe('written');
  expect(proposal('2026-11-16', { consecutive: 1, inMonth: 2 }, [oral('2026-11-12', '2026-11-16')]).result).toBe('oral');
});
test('一个月 6 天含 6 天：第 6 天达到；跨月的按历月不达到，按滚动 30 天达到 [AC-16] [CC-DIS-6]', () => {
  const days = ['03', '04', '05', '06', '09', '10', '11', '12', '17', '18', '19'].map((d) => `2026-11-${d}`);
  const absent = ['2026-11-03', '2026-11-05', '2026-11-09', '2026-11-11', '2026-11-17', '2026-11-19'];
  const all = reached(shifts(absent, days), 'calendar-month');
  expect(all.map((r) => [r.run.to.slice(8), r.inMonth, r.because])).toEqual([['03', 1, null], ['05', 2, null], ['09', 3, null], ['11', 4, null], ['17', 5, null], ['19', 6, 'in_month']]);
  const across = ['2026-10-28', '2026-10-30', '2026-11-03', '2026-11-05', '2026-11-09', '2026-11-11'];
  const worked = ['2026-10-29', '2026-11-02', '2026-11-04', '2026-11-06', '2026-11-10'];
  const rows = shifts(across, [...across, ...worked]);
  expect(inMonth(rows, '2026-11-11', 'calendar-month')).toBe(4);
  expect(reached(rows, 'calendar-month').at(-1)?.because).toBeNull();
  expect(reached(rows, 'rolling-30-days').at(-1)).toMatchObject({ inMonth: 6, because: 'in_month' });
});
test('休息日既不算也不打断；请假的班次不算缺勤，却打断连续 [CG-12]', () => {
  expect(runsOf(shifts(['2026-11-13', '2026-11-16'])).map((r) => r.days.length)).toEqual([2]);
  expect(runsOf(shifts(['2026-11-12', '2026-11-16'])).map((r) => r.days.length)).toEqual([1, 1]);
});
