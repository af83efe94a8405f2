/**
 * Rules of stored value (储值): how a spend is divided between principal and bonus, what a deposit earns and may reach, when
 * it may still be taken back in full, and who approves a refund. Money in fen throughout.
 * Serves VIP-1.14, VIP-8.4, AS-09, AS-10, AS-11, section 1.10 (for reference, not legal advice).
 */
import { calendar, Refusal, type Label, yuan } from '../../../kernel/index.ts';

export interface Holding { readonly principal: number; readonly bonus: number }

/**
 * Principal and bonus burn in proportion, to the fen by the largest remainder; at a tie the bonus goes first. So what is left
 * of the principal is what a refund pays, without a second calculation.
 */
export function splitSpend(amount: number, held: Holding): Holding {
  const total = held.principal + held.bonus;
  if (amount > total) throw new Refusal('stored_value.short', [`卡内余额 ${yuan(total)}，不足以支付 ${yuan(amount)}`, `The card holds ${yuan(total)}, not enough for ${yuan(amount)}`]);
  const exact = BigInt(amount) * BigInt(held.principal);
  const floor = exact / BigInt(total);
  const principal = Number(floor) + ((exact - floor * BigInt(total)) * 2n > BigInt(total) ? 1 : 0);
  return { principal, bonus: amount - principal };
}

export interface BonusRule { readonly min_amount: number; readonly bonus: number; readonly starts_on: string; readonly ends_on: string }

/** The best rule that the deposit reaches on its day; rules do not add up. */
export function bonusFor(amount: number, day: string, rules: readonly BonusRule[]): number {
  return Math.max(0, ...rules.filter((r) => r.min_amount <= amount && r.starts_on <= day && day <= r.ends_on).map((r) => r.bonus));
}

export type Profile = 'national' | 'shanghai' | 'beijing' | 'none';
export const PROFILES: { readonly [profile in Profile]: Label } = {
  national: ['全国', 'National'], shanghai: ['上海', 'Shanghai'], beijing: ['北京', 'Beijing'], none: ['不适用', 'None'],
};

export interface Limits {
  readonly profile: Profile;
  /** Highest principal on a named card; null without a limit. */
  readonly cap: number | null;
  /** From these amounts on only a bank transfer is taken; null without a limit. */
  readonly transferFrom: { readonly personal: number | null; readonly company: number | null };
  readonly coolingDays: number;
  readonly refundDays: number;
  /** Share of the last quarter's outstanding principal to be kept in custody, in percent; null where the profile asks for none. */
  readonly custodyPercent: number | null;
}

export interface Figures { readonly cap: number; readonly transferPersonal: number; readonly transferCompany: number; readonly coolingDays: number; readonly refundDays: number; readonly custodyPercent: number }

/** Which figures hold under which profile. Cooling off and refund days hold everywhere; custody is Beijing's. */
export function limitsOf(profile: Profile, figures: Figures): Limits {
  const limited = profile !== 'none';
  return {
    profile, cap: limited ? figures.cap : null, coolingDays: figures.coolingDays, refundDays: figures.refundDays,
    transferFrom: { personal: limited ? figures.transferPersonal : null, company: limited ? figures.transferCompany : null },
    custodyPercent: profile === 'beijing' ? figures.custodyPercent : null,
  };
}

/** The cap counts the principal after the top-up: bonus is not money paid in. */
export function assertCap(principalAfter: number, limits: Limits): void {
  if (limits.cap === null || principalAfter <= limits.cap) return;
  const [zh, en] = PROFILES[limits.profile];
  throw new Refusal('card_deposit.cap', [
    `记名卡限额（${zh}）${yuan(limits.cap)} 元：存入后本金为 ${yuan(principalAfter)}，超出 ${yuan(principalAfter - limits.cap)}`,
    `Limit for a named card (${en}) ${yuan(limits.cap)} yuan: the principal would be ${yuan(principalAfter)}, ${yuan(principalAfter - limits.cap)} above`,
  ], 409, { amount: [`限额 ${yuan(limits.cap)} 元`, `Limit ${yuan(limits.cap)} yuan`] });
}

export type Payer = 'personal' | 'company';

/** Large payments come by bank transfer, so that they can be traced. */
export function assertTender(amount: number, payer: Payer, tender: string, limits: Limits): void {
  const from = limits.transferFrom[payer];
  if (from === null || amount < from || tender === 'transfer') return;
  throw new Refusal('card_deposit.transfer_only', [`${payer === 'company' ? '单位' : '个人'}一次购卡满 ${yuan(from)} 元须银行转账`, `From ${yuan(from)} yuan a ${payer === 'company' ? 'company' : 'person'} pays by bank transfer`], 409, {
    tender: ['须转账', 'By transfer'],
  });
}

export interface Paid { readonly number: string; readonly on: string }

/** Why the cooling-off does not apply: a deposit before its days, or the card was used. */
export function coolingProblem(deposits: readonly Paid[], used: boolean, day: string, days: number): Label | null {
  if (deposits.length === 0) return ['没有可退的储值', 'There is no deposit to give back'];
  const late = deposits.find((d) => day > calendar.addDays(d.on, days));
  if (late) return [`储值单 ${late.number} 的冷静期至 ${calendar.addDays(late.on, days)}，已过；请按协商退款办理`, `The cooling-off of ${late.number} ended on ${calendar.addDays(late.on, days)}; please use an agreed refund`];
  return used ? ['已消费过同类服务，不适用冷静期；请按协商退款办理', 'The same service was had already, so there is no cooling off; please use an agreed refund'] : null;
}

/** Above the limit finance approves as well. */
export const needsFinance = (amount: number, limit: number): boolean => amount > limit;

/** Between the calculation and the payment nothing may have moved on the card. */
export function assertUnchanged(computed: Holding, held: Holding): void {
  if (computed.principal !== held.principal || computed.bonus !== held.bonus) {
    throw new Refusal('card_refund.changed', [`计算后卡内余额有变动（本金 ${yuan(computed.principal)} → ${yuan(held.principal)}），请重新计算`, `The card moved since the calculation (principal ${yuan(computed.principal)} → ${yuan(held.principal)}); compute again`]);
  }
}

/** What has to lie in custody, rounded up to the fen. */
export const custodyFor = (outstanding: number, percent: number): number => Math.ceil((outstanding * percent) / 100);

/** The last day of the quarter a day lies in, and of the one before. */
export function quarterEnd(day: string): string {
  const { year, month } = calendar.partsOf(day);
  return calendar.dateOf(year, Math.ceil(month / 3) * 3, 31);
}
export function lastQuarterEnd(day: string): string {
  const { year, month } = calendar.partsOf(day);
  return calendar.addDays(calendar.dateOf(year, Math.floor((month - 1) / 3) * 3 + 1, 1), -1);
}

/** Why a card is not replaced: only a lost one is, and a student card whose proof ran out needs its proof, not a new card. */
export function reissueProblem(state: string, suspendedFor: string | null): Label | null {
  if (state === 'active') return ['请先挂失这张卡', 'Suspend the card first'];
  if (state !== 'suspended') return ['这张卡不能补办', 'This card cannot be replaced'];
  return suspendedFor === '学生证明到期' ? ['学生证明到期，请更新证明，不是补卡', 'The student proof ran out; renew it instead'] : null;
}
