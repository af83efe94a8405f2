/** When a signature under the code counts (签收的条件). Pure. SM-1, LG-5. */
import { Refusal } from '../../../kernel/refusal.ts';

export interface Signing {
  readonly state: string; readonly shown: string; readonly hash: string; readonly signer: string; readonly employee: string;
  /** The person signs at an own sign-in; `onlyOwn`: somebody without a leading post. */
  readonly own: boolean; readonly onlyOwn: boolean;
}

export function signingRefusal({ state, shown, hash, signer, employee, own, onlyOwn }: Signing): Refusal | null {
  if (!['published', 'effective'].includes(state)) return new Refusal('rulebook_acknowledgement.superseded', ['这个版本已被替代，不再签收', 'This version has been superseded and is no longer signed for']);
  if (onlyOwn && !own) return new Refusal('rulebook_acknowledgement.not_yours', ['只能签收自己的', 'One signs for oneself only'], 403);
  if (shown !== hash) return new Refusal('rulebook_acknowledgement.text', ['所签文本与现在的守则不符，请重新打开', 'The text shown is not the code as it stands; open it again'], 409, { content_hash: ['请重新打开', 'Open it again'] });
  if (signer !== employee) return new Refusal('rulebook_acknowledgement.signer', [`须由 ${employee} 本人签名`, `${employee} must sign in person`], 422, { 'sign.employee': [`须由 ${employee} 本人签名`, `${employee} must sign in person`] });
  return null;
}
