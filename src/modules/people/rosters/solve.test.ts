/** The programme of a roster: small ones solved by HiGHS in this thread, checked against the rules they must keep. */
import highsLoader from 'highs';
import { beforeAll, expect, test } from 'vitest';
import { conflictsOf, daysFrom, isNight, spanOf } from './rules.ts';
import { daysDue, hoursOf, mayFollow, modelOf, type Problem, shiftsIn, shortagesIn, SOLVER_OPTIONS, type Solution, type Worker } from './solve.rules.ts';

const RULES = { minRestHours: 11, mostDays: 5, inDays: 6 };
const E = { id: 'E', code: '早', starts: '08:00', ends: '16:00', least: 2, skill: null };
const L = { id: 'L', code: '中', starts: '14:00', ends: '22:00', least: 1, skill: null };
const N = { id: 'N', code: '夜', starts: '22:00', ends: '06:00', least: 1, skill: null };
const worker = (id: string, more: Partial<Worker> = {}): Worker => ({ id, name: id, skills: new Set(), away: new Map(), wish: () => 0, ...more });
const problem = (more: Partial<Problem> = {}): Problem => ({
  days: daysFrom('2026-12-07', '2026-12-20'), shifts: [E, L, N], workers: Array.from({ length: 8 }, (_, i) => worker(`a${i}`)), rules: RULES, need: new Map(), fixed: [], before: [], ...more,
});
let highs: Awaited<ReturnType<typeof highsLoader>>;
beforeAll(async () => { highs = await highsLoader(); });
const solved = (p: Problem): { readonly shifts: ReturnType<typeof shiftsIn>; readonly shortages: ReturnType<typeof shortagesIn> } => {
  const m = modelOf(p);
  const values = highs.withModel({ format: 'lp', data: m.lp }, (model): Solution => {
    model.options.set({ ...SOLVER_OPTIONS, mip_rel_gap: 0.001, time_limit: 20 });
    model.run();
    return Object.fromEntries(Array.from(model.getSolution().colValue, (v, i) => [model.getColName(i), v] as const));
  });
  return { shifts: shiftsIn(p, m, values), shortages: shortagesIn(p, m, values) };
};
const kinds = { E, L, N } as const;
const of = (id: string) => kinds[id as 'E' | 'L' | 'N'];
const noMeals = { meal_from: null, meal_to: null, break_from: null, break_to: null };

test('人手够时每班都排满，没有休息、夜转日、六天五天的冲突 [CC-5.1b]', () => {
  const p = problem();
  const { shifts, shortages } = solved(p);
  expect(shortages).toEqual([]);
  for (const day of p.days) expect(['E', 'L', 'N'].map((s) => shifts.filter((x) => x.day === day && x.shift === s).length >= of(s).least)).toEqual([true, true, true]);
  const conflicts = p.workers.flatMap((w) => conflictsOf(shifts.filter((s) => s.employee === w.id).map((s) => ({ id: s.day, day: s.day, night: isNight(of(s.shift)), ...spanOf(s.day, { ...of(s.shift), ...noMeals }, 'Asia/Shanghai') })), RULES));
  expect(conflicts).toEqual([]);
  expect(p.workers.map((w) => shifts.filter((s) => s.employee === w.id).length)).toEqual(Array.from({ length: 8 }, () => 10));
  const nights = p.workers.map((w) => shifts.filter((s) => s.employee === w.id && s.shift === 'N').length);
  expect(Math.max(...nights)).toBeLessThanOrEqual(3);
});

test('排不满时按天按班次说明缺几人、为什么', () => {
  const away = new Map([['2026-12-09', '年假']]);
  const p = problem({ days: daysFrom('2026-12-07', '2026-12-11'), shifts: [{ ...E, least: 3 }], workers: [worker('a'), worker('b', { away }), worker('c', { away })] });
  const { shortages } = solved(p);
  expect(shortages).toMatchObject([{ day: '2026-12-09', shift: 'E', missing: 2, text: ['2026-12-09 早班缺 2 人：能上此班的 3 人中 2 人当天不可排', '2026-12-09 shift 早: 2 short; of 3 able to work it 2 are away'] }]);
});

test('技能、不可排的日子、手工已排的班、前一张班表的夜班都算数', () => {
  const p = problem({
    days: daysFrom('2026-12-07', '2026-12-11'), shifts: [{ ...E, least: 1, skill: '英语' }, { ...L, least: 1 }, { ...N, least: 0 }],
    workers: [worker('a', { skills: new Set(['英语']) }), worker('b'), worker('c')], fixed: [{ employee: 'c', day: '2026-12-08', shift: 'N' }], before: [{ employee: 'b', day: '2026-12-06', shift: 'N' }],
  });
  const { shifts } = solved(p);
  expect(new Set(shifts.filter((s) => s.shift === 'E').map((s) => s.employee))).toEqual(new Set(['a']));
  expect(shifts).toContainEqual({ employee: 'c', day: '2026-12-08', shift: 'N' });
  expect(shifts.filter((s) => s.employee === 'b' && s.day === '2026-12-07' && s.shift !== 'N')).toEqual([]);
  expect(shifts.filter((s) => s.employee === 'c' && s.day === '2026-12-09' && s.shift !== 'N')).toEqual([]);
});

test('愿望在够人时照顾：不愿上的班给别人', () => {
  const p = problem({ days: daysFrom('2026-12-07', '2026-12-08'), shifts: [{ ...E, least: 1 }, { ...L, least: 1 }], workers: [worker('a', { wish: (_d, s) => (s === 'L' ? 3 : 0) }), worker('b')] });
  expect(solved(p).shifts.filter((s) => s.shift === 'L').map((s) => s.employee)).toEqual(['b', 'b']);
});

test('话务需求按小时加在班次人数之上', () => {
  const need = new Map([['2026-12-07 10', 3], ['2026-12-07 15', 4]]);
  const p = problem({ days: ['2026-12-07'], shifts: [{ ...E, least: 1 }, { ...L, least: 1 }], workers: Array.from({ length: 6 }, (_, i) => worker(`a${i}`)), need });
  const { shifts, shortages } = solved(p);
  expect(shortages).toEqual([]);
  expect(shifts.filter((s) => s.shift === 'E').length).toBeGreaterThanOrEqual(3);
  expect(shifts.length).toBeGreaterThanOrEqual(4);
});

test('夜班之后不接日班，十一小时休息按分钟算；夜班覆盖到次日 6 时；应上天数按五天算七', () => {
  expect([mayFollow(N, N, RULES), mayFollow(N, L, RULES), mayFollow(L, E, RULES), mayFollow(E, E, RULES)]).toEqual([true, false, false, true]);
  expect(hoursOf(N)).toEqual([22, 23, 24, 25, 26, 27, 28, 29]);
  expect([daysDue(28, 0), daysDue(28, 7), daysDue(7, 0)]).toEqual([20, 15, 5]);
});
