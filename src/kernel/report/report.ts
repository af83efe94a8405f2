/**
 * A report (报表): figures computed from records and ledgers, never typed. It states period and as-of, prints its
 * arithmetic, and every figure opens the records behind it. A query is the same without the arithmetic, for hand-made pages.
 */
import type { Filter, Label } from '../api.ts';
import type { Tx } from '../database/tx.ts';
import type { Fields, ValuesOf } from '../field/field.ts';

export interface ProofLine { readonly label: Label; readonly left: number; readonly right: number }

export interface Report<P extends Fields = Fields, C extends Fields = Fields> {
  readonly kind: 'report';
  readonly name: string;
  readonly label: Label;
  readonly access: readonly string[];
  readonly params: P;
  /** Parameter values when the page opens; from the business day. */
  initial?(c: { readonly day: string }): Partial<ValuesOf<P>>;
  readonly columns: C;
  /** Columns that are added up. */
  readonly totals: readonly string[];
  rows(tx: Tx, params: ValuesOf<P>): Promise<readonly ValuesOf<C>[]>;
  /** Both sides of each line must agree, or the report says that it does not add up. */
  proof?(tx: Tx, params: ValuesOf<P>, rows: readonly ValuesOf<C>[]): Promise<readonly ProofLine[]>;
  /** The records behind a figure; `row` is null for the total, which may ask all rows where its records stand. Null: no one list holds them. */
  readonly drill?: { readonly [column: string]: (row: ValuesOf<C> | null, params: ValuesOf<P>, rows: readonly ValuesOf<C>[]) => { readonly register: string; readonly filter: Filter } | null };
  /** Why its figures are for more readers than the records behind them; without it they are made of what the reader may open. */
  readonly wider?: Label;
  notes?(params: ValuesOf<P>, rows: readonly ValuesOf<C>[]): readonly Label[];
  readonly chart?: { readonly kind: 'bar' | 'line' | 'heat' | 'pie'; readonly x: keyof C & string; readonly y: readonly (keyof C & string)[] };
  /** Name of a hand-made page `<area>/<module>/<page>` that shows this report better. */
  readonly page?: string;
}

export function defineReport<P extends Fields, C extends Fields>(
  name: string,
  definition: Omit<Report<P, C>, 'kind' | 'name' | 'totals' | 'drill'> & {
    readonly totals: readonly (keyof C & string)[];
    readonly drill?: { readonly [K in keyof C]?: NonNullable<Report<P, C>['drill']>[string] };
  },
): Report {
  return { kind: 'report', name, ...definition } as unknown as Report;
}

export interface Query<P extends Fields = Fields> {
  readonly kind: 'query';
  readonly name: string;
  readonly label: Label;
  readonly access: readonly string[];
  readonly params: P;
  run(tx: Tx, params: ValuesOf<P>): Promise<unknown>;
}
export function defineQuery<P extends Fields>(name: string, definition: Omit<Query<P>, 'kind' | 'name'>): Query {
  return { kind: 'query', name, ...definition } as unknown as Query;
}
