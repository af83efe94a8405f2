/**
 * Rules of cash in hand (备用金): denominations as they are counted, what one slip may take, and what the supervisor decides
 * about a difference. Serves VIP-6.1, P12, AS-28.
 */
import { Refusal, type Label, yuan } from '../../../kernel/index.ts';

/** Notes and coins in use, in fen, largest first. */
export const DENOMINATIONS = [10_000, 5_000, 2_000, 1_000, 500, 100, 50, 10] as const;
export type CashCount = { readonly [fen: number]: number };

const shortYuan = (fen: number): string => (fen % 100 === 0 ? String(fen / 100) : String(fen / 100));

/** `100×9 50×1 10×3`: pieces by denomination in yuan. `0` is an empty drawer. The same denomination twice adds up. */
export function parseCash(text: string): CashCount {
  const count: { [fen: number]: number } = {};
  const words = text.trim().split(/[\s,，;；]+/).filter((w) => w !== '' && w !== '0');
  for (const word of words) {
    const [, note = '', pieces = ''] = /^(\d+(?:\.\d)?)[×xX*](\d{1,6})$/.exec(word) ?? [];
    const fen = Math.round(Number(note) * 100);
    if (note === '' || !(DENOMINATIONS as readonly number[]).includes(fen)) throw unreadable(word);
    count[fen] = (count[fen] ?? 0) + Number(pieces);
  }
  return count;
}
const unreadable = (word: string) => new Refusal('cash.unreadable', [`“${word}”不是面额与张数，例如 100×9 50×1`, `“${word}” is not a denomination and a number of pieces, e.g. 100×9 50×1`], 422);

export const sumCash = (count: CashCount): number => Object.entries(count).reduce((sum, [fen, pieces]) => sum + Number(fen) * pieces, 0);
export const cashText = (count: CashCount): string =>
  DENOMINATIONS.filter((d) => (count[d] ?? 0) > 0).map((d) => `${shortYuan(d)}×${count[d]}`).join(' ') || '0';

export function assertSlip(amount: number, limit: number): void {
  if (amount > limit) {
    throw new Refusal('petty_slip.above_limit', [`单笔上限 ${yuan(limit)} 元，超出的费用走报销`, `One slip may take ${yuan(limit)} at most; larger costs are claimed as expenses`], 409, { amount: [`不超过 ${yuan(limit)}`, `At most ${yuan(limit)}`] });
  }
}

/** Only receipts that finance has not refunded yet are made good. */
export function assertReplenish(amount: number, unrefunded: number): void {
  if (amount > unrefunded) throw new Refusal('petty_float.not_spent', [`尚未补足的支出只有 ${yuan(unrefunded)}`, `Only ${yuan(unrefunded)} was spent and not made good yet`], 409, { amount: [`不超过 ${yuan(unrefunded)}`, `At most ${yuan(unrefunded)}`] });
}

/** Counted against the books: equal, or the sentence that names the difference. */
export function differenceOf(counted: number, booked: number): Label | null {
  if (counted === booked) return null;
  const amount = yuan(Math.abs(counted - booked));
  return counted < booked ? [`短款 ${amount} 元`, `${amount} short`] : [`长款 ${amount} 元`, `${amount} over`];
}

export function assertCounted(counted: number, booked: number): void {
  const difference = differenceOf(counted, booked);
  if (difference) throw new Refusal('petty_float.differs', [`清点与账面不符，${difference[0]}；须由当班主管处理差异后再交回`, `The count differs from the books, ${difference[1]}; the supervisor on duty settles it first`]);
}

/** The clerk whose float it is signs, nobody else. */
export function assertOwnSignature(clerk: string | null, signer: { readonly userId: string | null; readonly name: string }, name: string): void {
  if (signer.userId !== clerk) throw new Refusal('petty_float.other_signer', [`须由领用人 ${name} 本人签字`, `${name}, who draws it, must sign in person`]);
}
