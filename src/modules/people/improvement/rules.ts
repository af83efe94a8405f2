/**
 * Improvement plans (改进计划，IIP): what a plan needs before it runs, what a review may come to, what follows a failed plan. Pure. SM-4, CG-18.
 */
import type { Label } from '../../../kernel/api.ts';
import type { PlainDate } from '../../../kernel/calendar/plain-date.ts';
import { Refusal } from '../../../kernel/refusal.ts';

export type Verdict = 'passed' | 'extended' | 'failed';
export type Met = 'met' | 'partly' | 'missed';

export interface Draft {
  readonly concern: string | null;
  readonly coach: string | null;
  readonly employee: string;
  readonly goals: number;
  readonly reviewOn: PlainDate;
  readonly day: PlainDate;
}

/** Everything still missing, by the field in which it belongs. */
export function missing({ concern, coach, employee, goals, reviewOn, day }: Draft): { readonly [field: string]: Label } {
  const found: { [field: string]: Label } = {};
  if (concern === null) found.concern = ['要改进什么', 'what has to improve'];
  if (coach === null) found.coach = ['辅导人', 'a coach'];
  else if (coach === employee) found.coach = ['辅导人不能是本人', 'a coach other than the person'];
  if (goals === 0) found.goals = ['至少一个目标', 'at least one goal'];
  if (reviewOn <= day) found.review_on = ['复核日须在今天之后', 'a review day after today'];
  return found;
}

export function draftRefusal(draft: Draft): Refusal | null {
  const fields = missing(draft);
  const items = Object.values(fields);
  if (items.length === 0) return null;
  return new Refusal('improvement_plan.incomplete', [`计划还缺：${items.map(([zh]) => zh).join('、')}`, `The plan lacks: ${items.map(([, en]) => en).join('; ')}`], 422, fields);
}

export interface Review {
  readonly verdict: Verdict;
  readonly goals: readonly { readonly goal: string; readonly met: Met | null }[];
  readonly extendedBefore: boolean;
  readonly nextReview: PlainDate | null;
  readonly day: PlainDate;
  readonly grade: 'light' | 'serious' | null;
}

export function reviewRefusal({ verdict, goals, extendedBefore, nextReview, day, grade }: Review): Refusal | null {
  const open = goals.filter((one) => one.met === null);
  if (open.length > 0) return new Refusal('improvement_plan.goals_open', [`先评定目标：${open.map((one) => one.goal).join('、')}`, `Assess the goals first: ${open.map((one) => one.goal).join('; ')}`]);
  const missed = goals.filter((one) => one.met === 'missed');
  if (verdict === 'passed' && missed.length > 0) return new Refusal('improvement_plan.missed', [`未达到的目标：${missed.map((one) => one.goal).join('、')}；不能通过`, `Goals missed: ${missed.map((one) => one.goal).join('; ')}; it cannot pass`], 422, { verdict: ['有目标未达到', 'A goal was missed'] });
  if (verdict === 'extended' && extendedBefore) return new Refusal('improvement_plan.extended_once', ['只能延长一次', 'It may be extended once'], 422, { verdict: ['已经延长过', 'Extended before'] });
  if (verdict === 'extended' && (nextReview === null || nextReview <= day)) return new Refusal('improvement_plan.next_review', ['延长须定下一次复核日', 'An extension needs the next review day'], 422, { next_review: ['晚于今天', 'Later than today'] });
  if (verdict === 'failed' && goals.every((one) => one.met === 'met')) return new Refusal('improvement_plan.all_met', ['目标都已达到，不能判为未通过', 'Every goal is met; it cannot fail'], 422, { verdict: ['目标都已达到', 'Every goal is met'] });
  if (verdict === 'failed' && grade === null) return new Refusal('improvement_plan.grade', ['未通过须写明程度', 'A failed plan needs the grade'], 422, { grade: ['必填', 'Required'] });
  return null;
}

/** A failed plan is a new incident of quality at its own first level, never a level by itself (SM-4). */
export function clauseAfterFailure(grade: 'light' | 'serious'): string {
  return grade === 'light' ? 'CC-ACT-4' : 'CC-IIP-6';
}
