/**
 * A ledger (账): counted things that only move, never change. Append-only double entry in integers of the smallest unit.
 * All that can happen to the unit is declared as movements between account types; nothing else can.
 */
import type { Label } from '../api.ts';
import type { PlainDate } from '../calendar/plain-date.ts';

export interface AccountType {
  readonly label: Label;
  /** One account for each record of this register; without it there is a single account. */
  readonly per?: string;
  /** Lowest balance allowed. Accounts with a floor have a stored, locked balance; others are derived from their entries. */
  readonly floor?: number;
  /** Stored without a floor: physically counted things whose balance is read often. */
  readonly stored?: true;
  /** What comes in keeps its origin, and its expiry date when the posting gives one; nearest expiry is spent first. */
  readonly lots?: true;
}

export interface Movement<A extends string = string> {
  readonly label: Label;
  readonly from: A;
  readonly to: A;
}

export interface Ledger<A extends string = string, M extends string = string> {
  readonly kind: 'ledger';
  readonly name: string;
  readonly label: Label;
  readonly unit: Label;
  readonly accounts: { readonly [K in A]: AccountType };
  readonly movements: { readonly [K in M]: Movement<A> };
  /** Up to two dimensions by which entries are summed besides the account's owner, e.g. service type. */
  readonly dimensions?: readonly [a: Label, b?: Label];
  /** Months, or business days, can be closed; after that only entries of a later one, reversals too. */
  readonly periods?: 'month' | 'day';
  readonly read: readonly string[];
}

export interface PostingInput {
  /** Positive integer in the ledger's unit. */
  readonly amount: number;
  /** Record that owns the `per` account of either side. */
  readonly owner?: string;
  /** When both sides are `per` accounts with different owners. */
  readonly from?: string;
  readonly to?: string;
  /** What caused it, e.g. the slip's number. One cause is posted once per movement, however often it is sent. */
  readonly because: string;
  /** The record behind it, for drill-down. */
  readonly cause?: { readonly register: string; readonly id: string };
  /** When it happened; its business day decides the period. */
  readonly at: Date;
  readonly day?: PlainDate;
  readonly dimensions?: readonly [a: string, b?: string];
  /** For what comes into an account with lots. */
  readonly expires?: PlainDate;
  /** Spend exactly this lot (the journal that brought it), expired or not: for expiry itself. */
  readonly lot?: string;
  /** Unit whose business day counts; default: the organisation's. */
  readonly unit?: string;
}
export interface Posting extends PostingInput { readonly ledger: Ledger; readonly movement: string }
export interface Posted {
  readonly journal: string;
  /** True when the same cause was posted before: nothing was written again. */
  readonly repeated: boolean;
  /** New balances of the stored accounts touched: key `account/owner`. */
  readonly balances: { readonly [account: string]: number };
}

export function defineLedger<const A extends string, const M extends string>(
  name: string,
  definition: Omit<Ledger<A, M>, 'kind' | 'name' | 'movements'> & { readonly movements: { readonly [K in M]: Movement<NoInfer<A>> } },
): Ledger<A, M> {
  return { kind: 'ledger', name, ...definition } as Ledger<A, M>;
}

/** One posting, to be handed to `post` together with the others of the same step: they are locked in one order. */
export function posting<A extends string, M extends string>(ledger: Ledger<A, M>, movement: M, input: PostingInput): Posting {
  return { ...input, ledger: ledger as unknown as Ledger, movement };
}
