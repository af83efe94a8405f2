/**
 * Rules of repairs (报修): the times a grade allows, whether they were kept, what is charged, and when a construction job may be settled. Pure.
 * Serves LOG-2.5, LOG-2.6, TEA-1, P23, AS-39.
 */
import { calendar, Refusal, type Label } from '../../../kernel/index.ts';

export const GRADES = { urgent: ['急修', 'Urgent'], small: ['小修', 'Small'], odd: ['零修', 'Odd job'] } as const satisfies { readonly [grade: string]: Label };
export type Grade = keyof typeof GRADES;
export const CHARGES = { free: ['免费', 'Free'], paid: ['有偿', 'Paid'] } as const satisfies { readonly [charge: string]: Label };

/** Minutes to be picked up and to be on site, working days of the centre to be finished. */
export interface Terms { readonly take: number; readonly arrive: number; readonly days: number }
export interface Times { readonly take_by: Date; readonly arrive_by: Date; readonly finish_by: Date }
const MINUTE = 60_000;

/** Runs from the report, not from when somebody graded it; where a time was appointed, that is when to be there. */
export function timesOf(reported: Date, appointed: Date | null, terms: Terms, centre: calendar.CentreCalendar): Times {
  const after = (minutes: number) => new Date(reported.getTime() + minutes * MINUTE);
  const arrive = appointed ?? after(terms.arrive);
  const from = appointed ?? reported;
  return { take_by: after(terms.take), arrive_by: arrive, finish_by: calendar.deadlineAfterDays(from, terms.days, centre) };
}
/** At the minute itself is still in time. Null while it has neither happened nor passed. */
export function inTime(by: Date | null, at: Date | null, now: Date): boolean | null {
  if (by === null) return null;
  if (at !== null) return at.getTime() <= by.getTime();
  return now.getTime() > by.getTime() ? false : null;
}

/** What a requester pays: the listed price by its quantity, and the material at what it cost. */
export function chargeOf(c: { readonly charge: keyof typeof CHARGES; readonly price: number | null; readonly quantity: number | null; readonly material: number }): number {
  return c.charge === 'free' ? 0 : (c.price ?? 0) * (c.quantity ?? 1) + c.material;
}
export function refuseUnpriced(charge: keyof typeof CHARGES, price: string | null): void {
  if (charge === 'paid' && price === null) throw new Refusal('repair_order.unpriced', ['有偿维修须选价目', 'A paid repair needs an item of the price list'], 422, { price_item: ['从价目表选择', 'Choose from the price list'] });
}
export function refuseLateAppointment(appointed: Date | null, reported: Date): void {
  if (appointed !== null && appointed.getTime() < reported.getTime()) throw new Refusal('repair_order.appointed', ['约定时间早于报修时间', 'The appointment lies before the report'], 422, { appointed_at: ['请写以后的时间', 'A time to come'] });
}
/** A low score is not left standing without a word about why. */
export function refuseBareScore(score: number, remark: string | null): void {
  if (score <= 2 && (remark ?? '').trim() === '') throw new Refusal('repair_order.bare_score', ['评分 2 分及以下请写明意见', 'Say why the score is 2 or lower'], 422, { remark: ['低分必填', 'Needed for a low score'] });
}

export const PARTIES = {
  owner: ['建设方', 'Owner'], user: ['使用部门', 'User'], builder: ['施工方', 'Builder'], supervision: ['监理', 'Supervision'], fire: ['消防安全', 'Fire safety'], finance: ['财务', 'Finance'],
} as const satisfies { readonly [party: string]: Label };
export type Party = keyof typeof PARTIES;
/** Somebody who builds does not accept alone: owner and builder are always among the signers. */
export function refuseFewSigners(parties: readonly Party[]): void {
  const missing = (['owner', 'builder'] as const).filter((p) => !parties.includes(p));
  if (missing.length > 0) throw new Refusal('construction_project.signers', [`验收方须包括${missing.map((p) => PARTIES[p][0]).join('、')}`, `Signers must include: ${missing.map((p) => PARTIES[p][1]).join(', ')}`], 422, { parties: ['建设方和施工方必选', 'Owner and builder are needed'] });
}
export interface Signer { readonly party: Party; readonly state: string }
/** Who has not signed yet, or objects; null when acceptance is complete. */
export function openAcceptance(signers: readonly Signer[]): Label | null {
  const names = (state: string, lang: 0 | 1) => signers.filter((s) => s.state === state).map((s) => PARTIES[s.party][lang]).join(lang === 0 ? '、' : ', ');
  if (signers.length === 0) return ['还没有确定验收方', 'No signers have been named'];
  if (names('objected', 0) !== '') return [`${names('objected', 0)} 有异议，整改后再签`, `${names('objected', 1)} objects; put it right first`];
  return names('waiting', 0) === '' ? null : [`尚未签字：${names('waiting', 0)}`, `Not signed yet: ${names('waiting', 1)}`];
}

export interface Settlement { readonly final: number; readonly paid: number; readonly deduction: number; readonly retention_percent: number }
export interface Settled { readonly retention: number; readonly payable: number }
/** Retention is a share of the final amount, rounded half up to the fen; what is payable now is the rest. */
export function settle(s: Settlement): Settled {
  const retention = Math.floor((s.final * s.retention_percent + 50) / 100);
  const payable = s.final - s.deduction - s.paid - retention;
  if (payable < 0) throw new Refusal('construction_project.overpaid', ['已付、扣款与质保金之和超过结算金额', 'Payments, deduction and retention exceed the final amount'], 422, { deduction: ['请核对', 'Please check'] });
  return { retention, payable };
}
/** The day after the last day of warranty. */
export const warrantyEnds = (accepted: string, months: number): string => calendar.addMonths(accepted, months);
