/**
 * A slip (单据): the paper of a step. Numbered without holes per series, printed in the stated copies,
 * reprints marked 补打 n, cancelled numbers kept as 作废. Its content is frozen, and signatures bind to its hash.
 */
import type { Label } from '../api.ts';

export interface SlipKind {
  readonly name: string;
  readonly label: Label;
  /** Pattern of the number, e.g. `QR-{yyyy}{mm}{dd}-{0000}`; the series is what stands before the digits. */
  readonly number: string;
  readonly copies: readonly Label[];
}
export interface SlipContent {
  readonly lines: readonly { readonly label: Label; readonly value: string }[];
  readonly table?: { readonly columns: readonly Label[]; readonly rows: readonly (readonly string[])[] };
  readonly stamps?: readonly Label[];
  /** Who signs on the paper later than the step that prints it; their signatures appear when they are there. */
  readonly boxes?: readonly Label[];
}
export const defineSlip = (name: string, definition: Omit<SlipKind, 'name'>): SlipKind => ({ name, ...definition });
