/**
 * A slip (单据): the paper of a step. Numbered without holes per series, printed in the stated copies,
 * reprints marked 补打 n, cancelled numbers kept as 作废. Its content is frozen, and signatures bind to its hash.
 */
import type { Label, Said } from '../api.ts';

export interface SlipKind {
  readonly name: string;
  readonly label: Label;
  /** Pattern of the number, e.g. `QR-{yyyy}{mm}{dd}-{0000}`; the series is what stands before the digits. */
  readonly number: string;
  readonly copies: readonly Label[];
}
/** Words are given in both languages, so that an English copy is English throughout; both are frozen with the paper. */
export interface SlipContent {
  readonly lines: readonly { readonly label: Label; readonly value: Said }[];
  readonly table?: { readonly columns: readonly Label[]; readonly rows: readonly (readonly Said[])[] };
  readonly stamps?: readonly Label[];
  /** Who signs on the paper later than the step that prints it; their signatures appear when they are there. */
  readonly boxes?: readonly Label[];
}
export const defineSlip = (name: string, definition: Omit<SlipKind, 'name'>): SlipKind => ({ name, ...definition });
