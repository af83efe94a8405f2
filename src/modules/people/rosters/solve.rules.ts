/**
 * A roster as a mixed-integer programme (排班求解的模型): who works which shift on which day. Rest, one shift a day, no day after a night and
 * at most 5 days in 6 are hard; coverage, each person's number of days, wishes and the fairness of nights cost. What stays uncovered is
 * named by day and shift, with how many could have been planned. Serves SM-9, P10.
 */
import { calendar, type Label } from '../../../kernel/index.ts';
import { crossesMidnight, isNight, lengthMinutes, minutesOf, type RestRules } from './rules.ts';

export interface ShiftKind { readonly id: string; readonly code: string; readonly starts: string; readonly ends: string; readonly least: number; readonly skill: string | null }
export interface Worker {
  readonly id: string; readonly name: string; readonly skills: ReadonlySet<string>;
  /** Days on which the person cannot be planned, with why. */
  readonly away: ReadonlyMap<string, string>;
  /** Cost of a shift on a day beyond the ordinary: negative is wished for. */
  wish(day: string, shift: string): number;
}
export interface Fixed { readonly employee: string; readonly day: string; readonly shift: string }
export interface Problem {
  readonly days: readonly string[]; readonly shifts: readonly ShiftKind[]; readonly workers: readonly Worker[]; readonly rules: RestRules;
  /** Needed by the calls of an hour: `day hour` → people. */
  readonly need: ReadonlyMap<string, number>;
  /** Planned by hand already, and what was worked in the days before. */
  readonly fixed: readonly Fixed[]; readonly before: readonly Fixed[];
}
export interface Model { readonly lp: string; readonly cells: readonly Cell[]; readonly slack: readonly Slack[] }
interface Cell { readonly name: string; readonly worker: number; readonly day: number; readonly shift: number }
interface Slack { readonly name: string; readonly day: number; readonly shift: number | null; readonly hours: readonly number[] }

const COST = { uncovered: 1000, hour: 400, days: 30, night: 8, ordinary: 10, wish: 4 } as const;

/** Whether the second of two shifts on neighbouring days may follow the first. */
export function mayFollow(first: Pick<ShiftKind, 'starts' | 'ends'>, second: Pick<ShiftKind, 'starts' | 'ends'>, rules: RestRules): boolean {
  const rest = 1440 + minutesOf(second.starts) - minutesOf(first.starts) - lengthMinutes(first);
  return rest >= rules.minRestHours * 60 && !(isNight(first) && !isNight(second));
}

/** Hours of the day (and, beyond 23, of the next) that a shift covers whole. */
export function hoursOf(s: Pick<ShiftKind, 'starts' | 'ends'>): number[] {
  const from = Math.ceil(minutesOf(s.starts) / 60);
  const to = Math.floor((minutesOf(s.starts) + lengthMinutes(s)) / 60);
  return Array.from({ length: Math.max(0, to - from) }, (_, i) => from + i);
}

/** Days somebody is to work in so many days: five in seven, leave taken off in proportion. */
export const daysDue = (days: number, away: number): number => Math.round(((days - away) * 5) / 7);

export function modelOf(p: Problem): Model {
  const cells = cellsOf(p);
  const at = new Map(cells.map((c) => [`${c.worker}/${c.day}/${c.shift}`, c.name]));
  const x = (w: number, d: number, s: number) => at.get(`${w}/${d}/${s}`);
  const rows: string[] = [];
  const objective: string[] = cells.map((c) => term(costOf(p, c), c.name));
  const slack = [...shiftRows(p, x, rows), ...hourRows(p, x, rows)];
  for (const s of slack) objective.push(term(s.shift === null ? COST.hour : COST.uncovered, s.name));
  restRows(p, x, rows);
  for (const [w, worker] of p.workers.entries()) {
    const mine = cells.filter((c) => c.worker === w);
    if (mine.length === 0) continue;
    const away = p.days.filter((d) => worker.away.has(d)).length;
    rows.push(`d${w}: ${mine.map((c) => c.name).join(' + ')} + m${w} - n${w} = ${daysDue(p.days.length, away)}`);
    objective.push(term(COST.days, `m${w}`), term(COST.days, `n${w}`));
    const nights = mine.filter((c) => isNight(p.shifts[c.shift]!));
    if (nights.length === 0) continue;
    rows.push(`f${w}: ${nights.map((c) => c.name).join(' + ')} - N <= 0`);
  }
  if (p.shifts.some(isNight)) objective.push(term(COST.night, 'N'));
  const bounds = p.fixed.flatMap((f) => {
    const name = at.get(`${p.workers.findIndex((w) => w.id === f.employee)}/${p.days.indexOf(f.day)}/${p.shifts.findIndex((s) => s.id === f.shift)}`);
    return name ? [`${name} = 1`] : [];
  });
  const lp = `Minimize\n obj: ${wrapped(objective)}\nSubject To\n${rows.map((r) => ` ${wrapped(r.split(/ (?=[+-] )/))}`).join('\n')}\n${bounds.length > 0 ? `Bounds\n ${bounds.join('\n ')}\n` : ''}Binary\n ${cells.map((c) => c.name).join('\n ')}\nEnd\n`;
  return { lp, cells, slack };
}
const term = (cost: number, name: string): string => `${cost < 0 ? '-' : '+'} ${Math.abs(cost)} ${name}`;
/** Lines of the LP format are kept short. */
const wrapped = (parts: readonly string[]): string => parts.map((part, i) => (i > 0 && i % 12 === 0 ? `\n  ${part}` : part)).join(' ');

function cellsOf(p: Problem): Cell[] {
  const fixed = new Set(p.fixed.map((f) => `${f.employee}/${f.day}/${f.shift}`));
  return p.workers.flatMap((worker, w) => p.days.flatMap((day, d) => p.shifts.flatMap((shift, s) => {
    const byHand = fixed.has(`${worker.id}/${day}/${shift.id}`);
    if (!byHand && (worker.away.has(day) || (shift.skill !== null && !worker.skills.has(shift.skill)))) return [];
    return [{ name: `x${w}_${d}_${s}`, worker: w, day: d, shift: s }];
  })));
}
/** Never free: a relative gap needs something to be relative to. */
const costOf = (p: Problem, c: Cell): number => Math.max(1, COST.ordinary + COST.wish * p.workers[c.worker]!.wish(p.days[c.day]!, p.shifts[c.shift]!.id));

type X = (w: number, d: number, s: number) => string | undefined;
function shiftRows(p: Problem, x: X, rows: string[]): Slack[] {
  return p.days.flatMap((_, d) => p.shifts.flatMap((shift, s) => {
    if (shift.least === 0) return [];
    const name = `u${d}_${s}`;
    rows.push(`c${d}_${s}: ${[...p.workers.flatMap((_w, w) => x(w, d, s) ?? []), name].join(' + ')} >= ${shift.least}`);
    return [{ name, day: d, shift: s, hours: hoursOf(shift) }];
  }));
}

/** Hours covered by the same shifts are one row: the highest need among them counts. */
function hourRows(p: Problem, x: X, rows: string[]): Slack[] {
  const slack: Slack[] = [];
  for (const [d, day] of p.days.entries()) {
    const groups = new Map<string, { readonly shifts: readonly (readonly [day: number, shift: number])[]; hours: number[]; need: number }>();
    for (let hour = 0; hour < 24; hour++) {
      const need = p.need.get(`${day} ${hour}`) ?? 0;
      if (need === 0) continue;
      const over = p.shifts.flatMap((shift, s) => [...(hoursOf(shift).includes(hour) ? [[d, s] as const] : []), ...(d > 0 && crossesMidnight(shift) && hoursOf(shift).includes(hour + 24) ? [[d - 1, s] as const] : [])]);
      const key = over.map(([a, b]) => `${a}/${b}`).join(' ');
      const group = groups.get(key) ?? { shifts: over, hours: [], need: 0 };
      groups.set(key, { ...group, hours: [...group.hours, hour], need: Math.max(group.need, need) });
    }
    for (const [g, group] of [...groups.values()].entries()) {
      // The night before the first day belongs to another roster: its early hours are left to that one.
      if (group.shifts.length === 0 && d === 0) continue;
      const name = `v${d}_${g}`;
      rows.push(`h${d}_${g}: ${[...group.shifts.flatMap(([day2, s]) => p.workers.flatMap((_w, w) => x(w, day2, s) ?? [])), name].join(' + ')} >= ${group.need}`);
      slack.push({ name, day: d, shift: null, hours: group.hours });
    }
  }
  return slack;
}

function restRows(p: Problem, x: X, rows: string[]): void {
  const { mostDays, inDays } = p.rules;
  const pairs = exclusions(p.shifts, p.rules);
  for (const [w, worker] of p.workers.entries()) {
    const worked = p.before.filter((b) => b.employee === worker.id);
    for (const [d, day] of p.days.entries()) {
      const today = p.shifts.flatMap((_, s) => x(w, d, s) ?? []);
      if (today.length > 1) rows.push(`o${w}_${d}: ${today.join(' + ')} <= 1`);
      for (const [i, { today: blocked, tomorrow }] of pairs.entries()) {
        const names = [...blocked.flatMap((n) => x(w, d, n) ?? []), ...tomorrow.flatMap((n) => x(w, d + 1, n) ?? [])];
        if (tomorrow.some((n) => x(w, d + 1, n)) && names.length > 1) rows.push(`r${w}_${d}_${i}: ${names.join(' + ')} <= 1`);
      }
      const yesterday = d === 0 ? worked.find((b) => b.day === calendar.addDays(day, -1)) : undefined;
      const last = p.shifts.find((s) => s.id === yesterday?.shift);
      if (last) for (const [n, next] of p.shifts.entries()) { const name = x(w, 0, n); if (name && !mayFollow(last, next, p.rules)) rows.push(`b${w}_${n}: ${name} <= 0`); }
      const window = Array.from({ length: inDays }, (_, i) => d - i);
      const earlier = worked.filter((b) => window.some((i) => i < 0 && calendar.addDays(p.days[0]!, i) === b.day)).length;
      const names = window.filter((i) => i >= 0).flatMap((i) => p.shifts.flatMap((_, s) => x(w, i, s) ?? []));
      if ((d >= inDays - 1 || earlier > 0) && names.length > mostDays - earlier) rows.push(`k${w}_${d}: ${names.join(' + ')} <= ${mostDays - earlier}`);
    }
  }
}

/** Shifts of two neighbouring days of which one person works at most one: the largest such groups, which bound the programme best. */
function exclusions(shifts: readonly ShiftKind[], rules: RestRules): { readonly today: readonly number[]; readonly tomorrow: readonly number[] }[] {
  const blocked = shifts.map((next) => shifts.flatMap((first, s) => (mayFollow(first, next, rules) ? [] : [s])));
  const found = blocked.filter((today) => today.length > 0).map((today) => ({ today, tomorrow: blocked.flatMap((other, n) => (today.every((s) => other.includes(s)) ? [n] : [])) }));
  return [...new Map(found.map((f) => [JSON.stringify(f), f])).values()];
}

/** Interior point first: these programmes are almost whole in their relaxation, and symmetry of persons costs more than it saves. */
export const SOLVER_OPTIONS = { output_flag: false, solver: 'ipm', mip_detect_symmetry: false } as const;

export interface Solution { readonly [name: string]: number }
export interface Shortage { readonly day: string; readonly shift: string | null; readonly hours: readonly number[]; readonly missing: number; readonly text: Label }

export function shiftsIn(p: Problem, m: Model, values: Solution): Fixed[] {
  return m.cells.filter((c) => (values[c.name] ?? 0) > 0.5).map((c) => ({ employee: p.workers[c.worker]!.id, day: p.days[c.day]!, shift: p.shifts[c.shift]!.id }));
}

/** What stays uncovered, and why: how many could be planned on that day, and how many are away. */
export function shortagesIn(p: Problem, m: Model, values: Solution): Shortage[] {
  return m.slack.filter((s) => (values[s.name] ?? 0) > 0.5).map((s) => {
    const day = p.days[s.day]!;
    const missing = Math.round(values[s.name]!);
    const shift = s.shift === null ? null : p.shifts[s.shift]!;
    const able = p.workers.filter((w) => shift === null || shift.skill === null || w.skills.has(shift.skill));
    const away = able.filter((w) => w.away.has(day)).length;
    const what: Label = shift ? [`${shift.code}班`, `shift ${shift.code}`] : [`${s.hours[0]}–${s.hours.at(-1)! + 1} 时`, `${s.hours[0]}:00–${s.hours.at(-1)! + 1}:00`];
    const text: Label = [
      `${day} ${what[0]}缺 ${missing} 人：能上此班的 ${able.length} 人中 ${away} 人当天不可排${able.length - away > missing ? '，其余受休息时间或天数上限所限' : ''}`,
      `${day} ${what[1]}: ${missing} short; of ${able.length} able to work it ${away} are away${able.length - away > missing ? ', the others are held back by rest or days in a row' : ''}`];
    return { day, shift: shift?.id ?? null, hours: s.hours, missing, text };
  });
}
