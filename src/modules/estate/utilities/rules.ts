/**
 * Rules of utilities (水电气与费用): what a meter used, also over its roll-over; when a reading looks wrong; what a bill should come to; and
 * apportioning that adds up to the fen. Pure; integers and decimal texts, never floating point. Serves LOG-3.10, P26, AS-37.
 */
import { calendar, Refusal, yuan } from '../../../kernel/index.ts';

export interface Read { readonly previous: number | null; readonly reading: number; readonly digits: number; readonly factor: number; readonly rolled: boolean }
/** A first reading is where counting begins. Lower than the last one means a roll-over, which somebody says, or a mistake. */
export function usedOf(r: Read): number {
  const all = 10 ** r.digits;
  if (r.reading >= all) throw new Refusal('meter_reading.digits', [`表只有 ${r.digits} 位`, `The meter has ${r.digits} digits`], 422, { reading: [`小于 ${all}`, `Below ${all}`] });
  if (r.previous === null) return 0;
  if (r.reading < r.previous && !r.rolled) {
    throw new Refusal('meter_reading.lower', [`低于上次读数 ${r.previous}；表走满归零时请勾选“已过零”`, `Lower than the last reading, ${r.previous}; tick “rolled over” if the meter went past its end`], 422, { reading: [`不低于 ${r.previous}`, `Not below ${r.previous}`] });
  }
  if (r.reading >= r.previous && r.rolled) throw new Refusal('meter_reading.not_rolled', ['读数没有变小，不是过零', 'It is not lower: it has not rolled over'], 422, { rolled: ['请取消勾选', 'Untick it'] });
  return (r.reading - r.previous + (r.rolled ? all : 0)) * r.factor;
}

export interface Past { readonly used: number; readonly days: number }
/** Compared by the day with the readings before it, without rounding: used / days against their sum / their days. Nothing to compare with: nothing unusual. */
export function isUnusual(now: Past, past: readonly Past[], percent: number): boolean {
  const [used, days] = past.reduce(([u, d], p) => [u + p.used, d + p.days], [0, 0]);
  if (days === 0 || now.days === 0) return false;
  return Math.abs(now.used * days - used * now.days) * 100 > used * now.days * percent;
}
export function refuseUnconfirmed(unusual: boolean, note: string | null): void {
  if (unusual && (note ?? '').trim() === '') throw new Refusal('meter_reading.unusual', ['用量与以往相差过大，请核对后写明原因', 'Far from what is usual; check it and say why'], 422, { note: ['用量异常时必填', 'Needed when it is unusual'] });
}
export function refuseWithoutPhoto(photos: number, note: string | null): void {
  if (photos === 0 && (note ?? '').trim() === '') throw new Refusal('meter_reading.photo', ['请拍表盘照片，拍不了请写明原因', 'Photograph the dial, or say why you cannot'], 422, { photo: ['照片或说明', 'A photograph, or a note'] });
}
export function refuseOddDay(day: string, last: string | null, today: string): void {
  if (day > today) throw new Refusal('meter_reading.future', ['抄表日期晚于今天', 'The day lies in the future'], 422, { read_on: [`不晚于 ${today}`, `Not after ${today}`] });
  if (last !== null && day <= last) throw new Refusal('meter_reading.order', [`上次抄表在 ${last}`, `It was last read on ${last}`], 422, { read_on: [`晚于 ${last}`, `After ${last}`] });
}

/** Quantity with three places times yuan with four, in fen, rounded half up; computed in whole numbers. */
export function priceOf(quantity: string, unitPrice: string): number {
  const scaled = (text: string, places: number): bigint => {
    const [whole, part = ''] = text.split('.');
    return BigInt(`${whole}${part.padEnd(places, '0').slice(0, places)}`);
  };
  // 3 + 4 places of yuan: seven; two of them stay as fen.
  return Number((scaled(quantity, 3) * scaled(unitPrice, 4) + 50_000n) / 100_000n);
}

/** Shares an amount by whole weights. Everybody gets the part rounded down; the fen left over go to the largest remainders, the first named first. The parts add up exactly. */
export function apportion(total: number, weights: readonly number[]): readonly number[] {
  const sum = weights.reduce((n, w) => n + w, 0);
  if (sum <= 0 || weights.some((w) => w < 0)) throw new Refusal('utility_bill.no_shares', ['没有分摊比例', 'There are no shares to go by'], 409);
  const exact = weights.map((w) => BigInt(total) * BigInt(w));
  const parts = exact.map((x) => Number(x / BigInt(sum)));
  const left = total - parts.reduce((n, p) => n + p, 0);
  const order = exact.map((x, i) => ({ i, rest: x % BigInt(sum) })).sort((a, b) => (a.rest === b.rest ? a.i - b.i : a.rest > b.rest ? -1 : 1));
  for (const { i } of order.slice(0, left)) parts[i]! += 1;
  return parts;
}

export interface Matching { readonly billed: string | null; readonly metered: number | null; readonly amount: number; readonly computed: number | null }
/** What the bill says beside the meter and its own arithmetic; each difference is named. */
export function differencesOf(m: Matching): readonly (readonly [string, string])[] {
  const found: (readonly [string, string])[] = [];
  if (m.metered !== null && m.billed !== null && priceOf(m.billed, '1') !== m.metered * 100) found.push([`账单数量 ${Number(m.billed)}，抄表数量 ${m.metered}`, `Billed ${Number(m.billed)}, metered ${m.metered}`]);
  if (m.computed !== null && m.computed !== m.amount) found.push([`账单金额 ${yuan(m.amount)}，数量 × 单价 = ${yuan(m.computed)}`, `Billed ${yuan(m.amount)}, quantity × price = ${yuan(m.computed)}`]);
  return found;
}
export function refuseUnexplained(differences: readonly (readonly [string, string])[], reason: string | null): void {
  if (differences.length > 0 && (reason ?? '').trim() === '') {
    throw new Refusal('utility_bill.differs', [`${differences.map((d) => d[0]).join('；')}，请写明原因`, `${differences.map((d) => d[1]).join('; ')}: say why`], 422, { reason: ['有差异时必填', 'Needed when it differs'] });
  }
}
export const daysOf = (from: string, to: string): number => calendar.daysBetween(from, to);
