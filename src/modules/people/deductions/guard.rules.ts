/**
 * How much of what somebody owes may be taken from one month's wage (扣款上限): a jurisdiction profile sets the bounds, the rest is carried to
 * the next month. Defaults, not legal advice. Serves LG-1 to LG-4, SM-5, CC-FINE-1 to CC-FINE-5, AC-08, AC-09.
 */
import type { Label } from '../../../kernel/api.ts';
import { yuan } from '../../../kernel/field/money/yuan.ts';

export const PROFILES = { national: ['全国通行', 'National'], guangdong: ['广东（CN-GD）', 'Guangdong (CN-GD)'], none: ['不设限', 'None'] } as const;
export type ProfileName = keyof typeof PROFILES;
export interface Profile {
  /** Of that month's wage, in percent; null = no share laid down. */
  readonly sharePercent: number | null;
  readonly keepsMinimumWage: boolean;
  /** What a fine meets: forbidden whatever is set, or only where the organisation has switched fines on. */
  readonly fines: 'forbidden' | 'switch';
  /** The sentence on which a missing notice stops the month; null = not asked for. */
  readonly notice: string | null;
  /** Compensation rests on a clause of the contract and on evidence of the loss. */
  readonly needsContract: boolean;
}
export const PROFILE: { readonly [name in ProfileName]: Profile } = {
  national: { sharePercent: 20, keepsMinimumWage: true, fines: 'switch', notice: 'SM-5', needsContract: true },
  guangdong: { sharePercent: 20, keepsMinimumWage: true, fines: 'forbidden', notice: 'LG-4', needsContract: true },
  none: { sharePercent: null, keepsMinimumWage: false, fines: 'switch', notice: null, needsContract: false },
};
export const NOT_LEGAL_ADVICE: Label = ['系统按所选口径的默认值计算，不构成法律意见；启用前请由律师确认', 'Computed from the defaults of the profile chosen; this is not legal advice. Have a lawyer confirm it before use'];

export interface Month { readonly profile: ProfileName; /** Fen; null where nobody has answered. */ readonly minimumWage: number | null; /** Notices must be dated before this day. */ readonly cutOff: string }
export const KINDS = { compensation: ['赔偿', 'Compensation'], fine: ['罚款', 'Fine'] } as const;
export type Kind = keyof typeof KINDS;
export interface Claim {
  readonly id: string; readonly number: string; readonly kind: Kind; readonly state: string; readonly happenedOn: string; readonly notifiedOn: string | null;
  /** What is still open of it, fen. */
  readonly open: number;
  /** False while the decision it follows from is suspended, to be decided anew. */
  readonly standing: boolean;
}
export interface Person { readonly employee: string; /** That month's wage, fen; null = payroll has none on record. */ readonly wage: number | null; readonly claims: readonly Claim[] }
export interface Line { readonly claim: string; readonly employee: string; readonly kind: Kind; readonly open: number; readonly cap: number; readonly amount: number; readonly carried: number; readonly why: Label }

/** `min(20 % of the wage, wage − minimum wage, open)`, never below zero. */
export function monthlyCap(profile: Profile, wage: number, minimumWage: number | null): number {
  const share = profile.sharePercent === null ? wage : Math.floor((wage * profile.sharePercent) / 100);
  const above = profile.keepsMinimumWage ? wage - (minimumWage ?? wage) : wage;
  return Math.max(0, Math.min(share, above));
}

/** Oldest first until the cap is used up; what may not be taken this month says why and stays. */
export function planPerson(person: Person, month: Month): readonly Line[] {
  const profile = PROFILE[month.profile];
  const cap = person.wage === null ? 0 : monthlyCap(profile, person.wage, month.minimumWage);
  let left = cap;
  return [...person.claims].filter((c) => c.open > 0).sort((a, b) => (`${a.happenedOn} ${a.number}` < `${b.happenedOn} ${b.number}` ? -1 : 1)).map((claim): Line => {
    const stopped = whyNot(claim, profile, month, person.wage);
    const amount = stopped === null ? Math.min(claim.open, left) : 0;
    left -= amount;
    const carried = claim.open - amount;
    return { claim: claim.id, employee: person.employee, kind: claim.kind, open: claim.open, cap, amount, carried, why: stopped ?? taken(profile, cap, claim.open, amount) };
  });
}

const WAITING: { readonly [state: string]: Label } = {
  to_assess: ['金额尚未评估', 'The amount has not been assessed'],
  assessed: ['尚未书面告知', 'Not notified in writing yet'], notified: ['答复期未满', 'The time to answer is running'], disputed: ['员工有异议，未决', 'Disputed, not decided'], agreed: ['尚未列入扣款', 'Not put down for deduction yet'],
};
/** Null = it may be taken this month. */
export function whyNot(claim: Pick<Claim, 'kind' | 'state' | 'notifiedOn' | 'standing'>, profile: Profile, month: Month, wage: number | null): Label | null {
  if (claim.kind === 'fine' && profile.fines === 'forbidden') return ['本地口径不得罚款，不扣（LG-3）', 'No fines under this profile; nothing taken (LG-3)'];
  if (!claim.standing) return ['所依据的处分决定待重新作出，不扣', 'The decision it follows from is to be taken anew; nothing taken'];
  if (profile.notice !== null && (claim.notifiedOn === null || claim.notifiedOn >= month.cutOff)) {
    const when: Label = claim.notifiedOn === null ? ['没有书面告知', 'No written notice'] : [`书面告知于 ${claim.notifiedOn}，不在截止日 ${month.cutOff} 之前`, `Notified on ${claim.notifiedOn}, not before the cut-off ${month.cutOff}`];
    return [`${when[0]}，本月不扣（${profile.notice}）`, `${when[1]}; nothing taken this month (${profile.notice})`];
  }
  if (claim.state !== 'scheduled') return WAITING[claim.state] ?? [`状态为 ${claim.state}`, `State ${claim.state}`];
  if (wage === null) return ['没有当月工资记录，不扣', 'No wage of the month on record; nothing taken'];
  return null;
}

function taken(profile: Profile, cap: number, open: number, amount: number): Label {
  if (amount === open) return ['本月扣清', 'Taken in full this month'];
  const bound: Label = profile.keepsMinimumWage ? ['不超过工资的 20%，且余下不低于最低工资（LG-1）', 'at most 20 % of the wage, and the minimum wage stays (LG-1)'] : ['不超过当月工资', 'at most the wage of the month'];
  const carried: Label = [`结转下月 ${yuan(open - amount)} 元`, `${yuan(open - amount)} yuan carried over`];
  return cap === 0 ? [`本月可扣为 0：${bound[0]}；${carried[0]}`, `Nothing may be taken: ${bound[1]}; ${carried[1]}`] : [`本月合计至多 ${yuan(cap)} 元：${bound[0]}；${carried[0]}`, `At most ${yuan(cap)} yuan this month: ${bound[1]}; ${carried[1]}`];
}

/** How the coming months would go at the same wage: [240, 240, 30] yuan for 510. Empty when nothing can be taken. */
export function forecast(open: number, cap: number, most = 24): readonly number[] {
  const months: number[] = [];
  for (let left = open; cap > 0 && left > 0 && months.length < most; left -= months.at(-1)!) months.push(Math.min(cap, left));
  return months;
}

