/**
 * Rules of buildings (房屋): one space has one user at a time, a hand-over names keys and condition, and what comes back is held against it. Pure.
 * Serves LOG-2.1, LOG-2.2, P22.
 */
import { Refusal } from '../../../kernel/index.ts';

/** Rooms are written "301", "３０１ 室" or "301室"; all of them are one space. */
export const spaceKey = (space: string): string => space.normalize('NFKC').replace(/\s/g, '').replace(/(房间|室|号)$/, '').toUpperCase();

export interface Use { readonly id: string; readonly number: string; readonly space: string; readonly from_on: string; readonly to_on: string | null; readonly vacated_on: string | null }
interface Wanted { readonly id: string | null; readonly space: string; readonly from_on: string; readonly to_on: string | null }
/** The last day of a use: the day it was vacated, else what was agreed, else open. */
const lastDay = (u: Pick<Use, 'to_on' | 'vacated_on'>): string => u.vacated_on ?? u.to_on ?? '9999-12-31';

/** The use that stands in the way; the day on which one leaves is not yet free for the next. */
export function clashOf(wanted: Wanted, uses: readonly Use[]): Use | null {
  const until = wanted.to_on ?? '9999-12-31';
  return uses.find((u) => u.id !== wanted.id && spaceKey(u.space) === spaceKey(wanted.space) && u.from_on <= until && wanted.from_on <= lastDay(u)) ?? null;
}
export function refuseClash(wanted: Wanted, uses: readonly Use[]): void {
  const clash = clashOf(wanted, uses);
  if (clash === null) return;
  throw new Refusal('building_use.taken', [`该处已由 ${clash.number} 使用（${clash.from_on} 起）`, `${clash.number} uses this space from ${clash.from_on}`], 409, { space: [`与 ${clash.number} 重叠`, `Overlaps ${clash.number}`] });
}
export function refuseOddSpan(from: string, to: string | null): void {
  if (to !== null && to < from) throw new Refusal('building_use.span', ['止日早于起日', 'It ends before it begins'], 422, { to_on: [`不早于 ${from}`, `Not before ${from}`] });
}
/** Keys are counted out and counted back; what is missing is explained before the space is free again. */
export function refuseMissingKeys(handed: number | null, returned: number, note: string | null): void {
  const out = handed ?? 0;
  if (returned > out) throw new Refusal('building_use.keys', [`只交出过 ${out} 把钥匙`, `Only ${out} keys were handed out`], 422, { keys_back: [`不超过 ${out}`, `At most ${out}`] });
  if (returned < out && (note ?? '').trim() === '') {
    throw new Refusal('building_use.keys_missing', [`少 ${out - returned} 把钥匙，请写明处理办法`, `${out - returned} keys are missing; say what is done about it`], 422, { inspection: ['钥匙不齐时必填', 'Needed when keys are missing'] });
  }
}
/** A file that is lent must come back; nobody lends it a second time meanwhile, which the state says. */
export function refuseLateReturn(back: string, today: string): void {
  if (back < today) throw new Refusal('building_file.back', ['归还日期早于今天', 'The day of return is past'], 422, { due_back: [`不早于 ${today}`, `Not before ${today}`] });
}
