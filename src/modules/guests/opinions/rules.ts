/** Rules of opinions (意见与改进): which score asks for an improvement, and who may say that it helped. Serves VIP-3.3, VIP-3.5, G23. */
import { Refusal, type Label } from '../../../kernel/index.ts';

export type Score = '1' | '2' | '3' | '4' | '5';
export interface Scores { readonly operation: Score; readonly service: Score; readonly feedback: Score }
export const isLow = (s: Scores, lowest: number): boolean => [s.operation, s.service, s.feedback].some((score) => Number(score) <= lowest);

/** Average of what was given, in hundredths; null without answers. */
export const averageOf = (sum: number, n: number): string | null => (n === 0 ? null : (Math.round((sum * 100) / n) / 100).toFixed(2));

export interface Wanted { readonly problem: string | null; readonly owner: string | null; readonly due_on: string | null }
/** A problem has an owner and a day, or there is none; a low score is a problem. */
export function refuseNoImprovement(low: boolean, w: Wanted, day: string): void {
  const given = [w.problem, w.owner, w.due_on].filter((x) => x !== null).length;
  if (given === 0 && !low) return;
  if (given < 3) {
    throw new Refusal('opinion_form.improvement', low ? ['有低分：须写明问题、责任人和期限', 'A low score: say the problem, who owns it and by when'] : ['问题须有责任人和期限', 'A problem has an owner and a day'], 422,
      Object.fromEntries((['problem', 'owner', 'due_on'] as const).filter((n) => w[n] === null).map((n) => [n, ['必填', 'Required'] as const])));
  }
  refuseDue(w.due_on!, day);
}
export function refuseDue(dueOn: string, day: string): void {
  if (dueOn < day) throw new Refusal('improvement.due', ['期限早于今天', 'It would be due before today'], 422, { due_on: ['不早于今天', 'Not before today'] });
}
export const ownVerdict = (owner: string, actor: string): Label | null => (owner === actor ? ['由责任人以外的人确认', 'Somebody else than the owner confirms it'] : null);

export function refuseSpan(opens: string, closes: string): void {
  if (closes < opens) throw new Refusal('opinion_round.dates', ['结束早于开始', 'It ends before it begins'], 422, { closes_on: ['不早于开始', 'Not before the first day'] });
}
export const openOn = (r: { readonly opens_on: string; readonly closes_on: string }, day: string): boolean => r.opens_on <= day && day <= r.closes_on;
