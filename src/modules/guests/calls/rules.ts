/** Rules of the hotline (热线): a call ends only when it is clear what it was about and what became of it. Serves VIP-5.12, VIP-7.1, VIP-7.3, VIP-7.4, AS-29. */
import { Refusal, type Label } from '../../../kernel/index.ts';
import { openEnd } from '../complaints/index.ts';

export interface Call { readonly kind: string | null; readonly content: string | null; readonly reserved_for: Date | null }
export interface ComplaintOfCall { readonly state: string; readonly solution: string | null; readonly contact_name: string | null; readonly contact_phone: string | null }

/** Why the receiver may not be put down yet; null when it may. */
export function notEnded(call: Call, complaint: ComplaintOfCall | null): Label | null {
  if (call.kind === null) return ['请先记下来电事由', 'Write down what the call is about first'];
  return complaint === null ? null : openEnd(complaint);
}

export function refusePast(at: Date, now: Date): void {
  if (at.getTime() < now.getTime()) throw new Refusal('hotline_call.past', ['预约时间已过', 'That time has passed'], 422, { reserved_for: ['请填写以后的时间', 'A time to come'] });
}

/** Quickly means by the third ring. */
export const PROMPT_RINGS = 3;
export const isPrompt = (rings: number | null): boolean => rings !== null && rings <= PROMPT_RINGS;

/** Share in tenths of a percent as text; null when there is nothing to share. */
export const share = (part: number, of: number): string | null => (of === 0 ? null : ((part * 100) / of).toFixed(1));
