/**
 * Rules of the contract ledger (合同台账): how contracts are counted on a day, which break the count, and what may be written.
 * Serves FS-5.1, FS-5.2, FS-5.3, AC-27, CG-51.
 */
import { Refusal } from '../../../kernel/index.ts';

export type Group = 'entered' | 'not_to_enter' | 'not_entered';
export interface Standing {
  readonly unit: string;
  readonly number: string;
  readonly units: number;
  readonly amount: number;
  readonly shipped_on: string | null;
  /** What the contract's status on the day counts as; null when the word belongs to none of the three groups. */
  readonly counts_as: Group | null;
  readonly status: string | null;
}
export interface Counts {
  readonly contracts: number; readonly entered: number; readonly not_to_enter: number; readonly not_entered: number;
  readonly shipped: number; readonly not_shipped: number; readonly units: number; readonly amount: number;
}

export function countsOf(contracts: readonly Standing[], asOf: string): Counts {
  const n = (fits: (c: Standing) => boolean): number => contracts.filter(fits).length;
  const group = (g: Group) => n((c) => c.counts_as === g);
  return {
    contracts: contracts.length, entered: group('entered'), not_to_enter: group('not_to_enter'), not_entered: group('not_entered'),
    shipped: n((c) => shippedBy(c, asOf)), not_shipped: n((c) => !shippedBy(c, asOf)),
    units: sum(contracts.map((c) => c.units)), amount: sum(contracts.map((c) => c.amount)),
  };
}

export const shippedBy = (c: { readonly shipped_on: string | null }, asOf: string): boolean => c.shipped_on !== null && c.shipped_on <= asOf;

/** Contracts in none of the three groups, with the word they carry: they are why the count does not add up. */
export function outsideTheGroups(contracts: readonly Standing[]): readonly { readonly number: string; readonly status: string | null }[] {
  return contracts.filter((c) => c.counts_as === null).map(({ number, status }) => ({ number, status }));
}

export interface Written { readonly signed_on: string; readonly shipped_on: string | null }
export function refuseImpossibleDays(c: Written, today: string): void {
  if (c.signed_on > today) throw new Refusal('sales_contract.future', ['签订日期不能晚于今天', 'A contract cannot be signed in the future'], 422, { signed_on: [`不晚于 ${today}`, `Not after ${today}`] });
  if (c.shipped_on === null) return;
  if (c.shipped_on < c.signed_on) throw new Refusal('sales_contract.shipped_before_signed', ['发货日期早于签订日期', 'Shipped before the contract was signed'], 422, { shipped_on: [`不早于 ${c.signed_on}`, `Not before ${c.signed_on}`] });
  if (c.shipped_on > today) throw new Refusal('sales_contract.future', ['发货日期不能晚于今天', 'Goods cannot be shipped in the future'], 422, { shipped_on: [`不晚于 ${today}`, `Not after ${today}`] });
}

/** A new status begins after the one before it, and not in the future: otherwise a count of the past would change unnoticed. */
export function refuseStatusOutOfTurn(change: { readonly from: string; readonly status: string }, last: { readonly from: string; readonly status: string } | null, today: string): void {
  if (change.from > today) throw new Refusal('sales_contract.status_future', ['起始日不能晚于今天', 'The day cannot lie in the future'], 422, { status_from: [`不晚于 ${today}`, `Not after ${today}`] });
  if (last === null) return;
  if (change.status === last.status) throw new Refusal('sales_contract.same_status', ['合同已是这个挂账状态', 'The contract has this status already'], 422, { ledger_status: ['请选择另一个', 'Choose another one'] });
  if (change.from <= last.from) {
    throw new Refusal('sales_contract.status_order', [`须晚于现状态的起始日 ${last.from}`, `It must begin after the present status did, on ${last.from}`], 422, { status_from: [`晚于 ${last.from}`, `After ${last.from}`] });
  }
}

const sum = (numbers: readonly number[]): number => numbers.reduce((a, b) => a + b, 0);
