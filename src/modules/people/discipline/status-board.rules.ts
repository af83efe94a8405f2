/**
 * Counting the status board (工作状态牌计数): first time in a calendar month logged, second a verbal reminder, third Action, from the
 * fourth a repeat; the next month starts anew. CC-ACT-3, CG-16, CG-17, AC-05, SM-10.
 */
import type { Label } from '../../../kernel/api.ts';
import { monthOf, type PlainDate } from '../../../kernel/calendar/plain-date.ts';
import { above, type Clause, type Level, type Parameters, reading } from '../rulebook/index.ts';

export interface BoardEvent { readonly id: string; readonly on: PlainDate }
export interface BoardCount {
  readonly id: string;
  readonly on: PlainDate;
  readonly nth: number;
  readonly effect: 'logged' | 'reminder' | 'sanction';
  /** What the count alone leads to; from the fifth time a served sanction of the same month may lift it further. */
  readonly level: Level | null;
  readonly text: Label;
}

/** One person's events in any order; answers in order of the days. */
export function countBoard(events: readonly BoardEvent[], clause: Clause, parameters: Parameters): readonly BoardCount[] {
  const { reminder_at: reminderAt = 2, action_at: actionAt = 3 } = clause.figures;
  const base = clause.base ?? 'action';
  const repeats = reading(parameters, 'status_board.fourth') === 'repeat';
  const counts = new Map<string, number>();
  return [...events].sort((a, b) => (a.on === b.on ? (a.id < b.id ? -1 : 1) : a.on < b.on ? -1 : 1)).map(({ id, on }) => {
    const nth = (counts.get(monthOf(on)) ?? 0) + 1;
    counts.set(monthOf(on), nth);
    if (nth < reminderAt) return { id, on, nth, effect: 'logged', level: null, text: [`当月第 ${nth} 次，记录`, `Number ${nth} in the month: logged`] };
    if (nth < actionAt) return { id, on, nth, effect: 'reminder', level: null, text: [`当月第 ${nth} 次，口头提醒`, `Number ${nth} in the month: verbal reminder`] };
    const level = nth > actionAt && repeats ? above(base) : base;
    return { id, on, nth, effect: 'sanction', level, text: [`当月第 ${nth} 次，进入处分`, `Number ${nth} in the month: sanction`] };
  });
}
