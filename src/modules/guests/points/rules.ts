/**
 * Rules of member points (积分): how many a bill earns, until when a slip and a lot are good, what a redemption needs,
 * and when a shift's copies agree. Serves VIP-1.5 to VIP-1.13, G19, G20.
 */
import { calendar, Refusal, type Label } from '../../../kernel/index.ts';

export interface BillShare {
  readonly kind: 'consumption' | 'recharge';
  readonly total: number;
  /** Paid from bonus, gifts or vouchers: earns nothing. */
  readonly bonus: number | null;
}

/** What earns: money really paid for consumption. A recharge earns nothing, or the same money would earn twice (G19). */
export function earningBase(bill: BillShare): number {
  return bill.kind === 'recharge' ? 0 : Math.max(0, bill.total - (bill.bonus ?? 0));
}

/** Points for each full yuan; cents never add up across bills. */
export function pointsFor(baseFen: number, perYuan: number): number {
  return Math.floor(baseFen / 100) * perYuan;
}

/** The day of issue does not count: a slip of the 1st with seven days is good through the 8th. */
export function slipGoodUntil(issuedOn: string, validDays: number): string {
  return calendar.addDays(issuedOn, validDays);
}

/** Measured in business days; but a slip printed at 01:20 may carry the date on the wall, so that one is not in the future. */
export function assertSlipFresh(issuedOn: string, { day, wall }: { readonly day: string; readonly wall: string }, validDays: number): void {
  const last = slipGoodUntil(issuedOn, validDays);
  if (day > last) throw new Refusal('points_slip.stale', [`积分单有效期至 ${last}，已过期`, `This slip was good until ${last}`], 409, { issued_on: ['已过有效期', 'No longer valid'] });
  if (issuedOn > wall) throw new Refusal('points_slip.future', ['积分单日期晚于今天', 'The slip is dated after today'], 422, { issued_on: ['不能晚于今天', 'Not after today'] });
}

/** The last day on which points earned on `day` can be spent; null when points do not expire. */
export function expiryOf(day: string, months: number): string | null {
  return months === 0 ? null : calendar.addMonths(day, months);
}

export interface Posting { readonly slipNo: string; readonly at: Date; readonly by: string }

/** What the second counter reads: the same slip, when and by whom. */
export function alreadyPosted(posted: Posting, zone: string): Label {
  const { time } = calendar.localParts(posted.at, zone);
  return [`积分单 ${posted.slipNo} 已于 ${time} 由 ${posted.by} 入账`, `Slip ${posted.slipNo} was already posted at ${time} by ${posted.by}`];
}

export interface Offer {
  readonly programme: { readonly name: string; readonly state: string; readonly starts_on: string; readonly ends_on: string };
  readonly offered: boolean;
}

export function offerProblem({ programme, offered }: Offer, day: string): Label | null {
  if (programme.state !== 'published') return [`「${programme.name}」未发布`, `"${programme.name}" is not published`];
  if (day < programme.starts_on || day > programme.ends_on) {
    return [`「${programme.name}」的活动期为 ${programme.starts_on} 至 ${programme.ends_on}`, `"${programme.name}" runs from ${programme.starts_on} to ${programme.ends_on}`];
  }
  return offered ? null : ['该礼品已停止兑换', 'This gift is no longer offered'];
}

/** Not enough points or nothing left: said before the guest agrees. The ledgers' floors hold it once more when posting. */
export function shortage(need: { readonly points: number; readonly pieces: number }, have: { readonly points: number; readonly pieces: number }): Label | null {
  if (have.points < need.points) return [`积分不足：需要 ${need.points}，可用 ${have.points}`, `Not enough points: ${need.points} needed, ${have.points} available`];
  if (have.pieces < need.pieces) return [`礼品库存不足：需要 ${need.pieces}，库存 ${have.pieces}`, `Out of stock: ${need.pieces} needed, ${have.pieces} in store`];
  return null;
}

/** A redemption is taken back on the business day it was made; later it is a complaint, not a correction (P3). */
export function assertSameDay(executedOn: string, day: string): void {
  if (executedOn !== day) throw new Refusal('redemption.closed_day', [`只能在兑换当日（${executedOn}）冲销`, `Can be reversed on the business day it was made (${executedOn}) only`]);
}

/**
 * The end of the shift that `at` lies in: the next of the local times written in the parameter, e.g. `20:00 02:00`.
 * A time on the dot belongs to the shift that begins then.
 */
export function shiftEnd(at: Date, ends: string, zone: string): Date {
  const { date } = calendar.localParts(at, zone);
  const candidates = [0, 1].flatMap((later) => ends.split(/[\s,，、]+/).filter((time) => /^([01]\d|2[0-3]):[0-5]\d$/.test(time)).map((time) => calendar.instantOf(calendar.addDays(date, later), time, zone)));
  const next = candidates.filter((end) => end.getTime() > at.getTime()).sort((a, b) => a.getTime() - b.getTime())[0];
  if (!next) throw new Refusal('points.no_shift_end', ['未设置各班下班时间', 'No end of shift is set'], 422);
  return next;
}

/** Copies counted against postings made: equal, or a note says why not. */
export function assertCopies(counted: number, postings: number, note: string | null): void {
  if (counted !== postings && !note?.trim()) {
    throw new Refusal('points.copies_differ', [`商户联应有 ${postings} 张，清点 ${counted} 张，请写明差异原因`, `${postings} merchant copies expected, ${counted} counted; say why they differ`], 422, {
      note: ['数量不符，须写明原因', 'The counts differ; a reason is needed'],
    });
  }
}

/** Pieces at the weighted average of what was paid for pieces with a known cost; null when no cost is known. */
export function stockValue(pieces: number, bought: { readonly pieces: number; readonly fen: number } | null): number | null {
  return bought === null || bought.pieces === 0 ? null : Math.round((pieces * bought.fen) / bought.pieces);
}
