/**
 * A register (台账): typed records of one kind, numbered, searchable, printable, with history.
 * Declared once; table, validation, routes, forms, lists, permissions, search and export follow from the declaration.
 */
import type { Label } from '../api.ts';
import type { Fields, InputOf, ValuesOf } from '../field/field.ts';
import type { Actor } from '../access/actor.ts';
import type { PlainDate } from '../calendar/plain-date.ts';
import type { Tx } from '../database/tx.ts';

export interface Register<N extends string = string, F extends Fields = Fields> {
  readonly kind: 'register';
  /** Table name, API name and permission prefix: one word, the same everywhere. */
  readonly name: N;
  readonly label: Label;
  readonly fields: F;
  /** Pattern of the printed number, e.g. `YW-{yyyy}{mm}-{0000}`; year, month and day are those of the business day. */
  readonly number: string;
  /** Numbers without holes, for registers that auditors count; costs waiting on one row. Otherwise a failed attempt may leave a hole. */
  readonly gapless?: true;
  /** What the record is called in one line; default: the first two fields of `list`. */
  readonly title?: readonly string[];
  /** Columns of the list page, in order. */
  readonly list: readonly string[];
  /** Orders the list page offers; each needs an index, created by the migration. First one is the default; `-` means descending. */
  readonly sorts?: readonly string[];
  /** Further indexes that queries need; `tenant_id` is put in front. */
  readonly indexes?: readonly (readonly string[])[];
  readonly unique?: readonly (readonly string[])[];
  /** Texts in which a list of very many records is asked for a part of them; each needs a GIN index over `dd_pairs`, created by the migration. */
  readonly lookedInto?: readonly string[];
  readonly access: RegisterAccess;
  /** Not in the navigation: reached from other records. */
  readonly hidden?: true;
  /** What an empty list says: what belongs here, and the first step. */
  readonly empty?: Label;
  readonly opening?: Opening;
}

export interface RegisterAccess {
  readonly read: readonly string[];
  readonly create: readonly string[];
  readonly edit?: readonly string[];
  readonly archive?: readonly string[];
  /** Visible only to people whose own record this is: column that holds the user's id, beside those who may read. */
  readonly own?: string;
  /** Those who see only their own find them where they come from, not in the navigation. */
  readonly ownAside?: true;
  /** Everybody signed in may pick one by its title (units, people of the house); the rest stays with `read`. */
  readonly namesOpen?: true;
  /** Never visible to the person named in these columns (a complaint to the employee concerned). */
  readonly notBy?: string;
}

/** What happens when a record is opened or edited: facts first, then a pure guard, computed values, effects. */
export interface Opening<F extends Fields = Fields, Facts = unknown> {
  /** `id` is the record's own on edit and null on opening, so that a rule about overlaps does not meet itself. */
  facts?(c: { readonly tx: Tx; readonly id: string | null; readonly input: ValuesOf<F>; readonly actor: Actor; readonly now: Date }): Promise<Facts>;
  /** Throws a Refusal. Pure. Also run on edit, with the values as they would become. */
  guard?(c: { readonly id: string | null; readonly input: ValuesOf<F>; readonly facts: Facts; readonly actor: Actor; readonly now: Date; readonly day: PlainDate }): void;
  /** Computed values when the record is opened; `unit_id` puts it into another unit than the one it was written down in. */
  set?(c: { readonly input: ValuesOf<F>; readonly facts: Facts; readonly actor: Actor; readonly now: Date; readonly day: PlainDate }): Partial<ValuesOf<F>> & { readonly unit_id?: string };
  /** Where `set` names a unit, its opener must hold a post that reaches it, unless this says that anybody who may open one files it with whoever is concerned. */
  readonly elsewhere?: true;
  effect?(c: { readonly tx: Tx; readonly record: ValuesOf<F> & KernelColumns; readonly facts: Facts; readonly actor: Actor; readonly now: Date; readonly day: PlainDate }): Promise<void>;
}

export interface KernelColumns {
  readonly id: string;
  readonly number: string;
  readonly state: string;
  readonly unit_id: string;
  readonly version: number;
  readonly created_at: Date;
  readonly created_by: string;
  readonly archived_at: Date | null;
}
export type RowOf<R extends Register> = R extends Register<string, infer F> ? ValuesOf<F> & KernelColumns : never;
/** What a caller gives to open a record: optional fields may be left out. */
export type NewOf<R extends Register> = R extends Register<string, infer F> ? InputOf<F> & { unit_id?: string } : never;

type Definition<N extends string, F extends Fields, Facts> = Omit<Register<N, F>, 'kind' | 'name' | 'list' | 'sorts' | 'title' | 'lookedInto' | 'opening'> & {
  // Checked against the fields here, and only here: in the interface it would make Register invariant.
  readonly list: readonly (keyof F & string)[];
  readonly title?: readonly (keyof F & string)[];
  readonly sorts?: readonly Sort<keyof F & string>[];
  readonly lookedInto?: readonly (keyof F & string)[];
  readonly opening?: Opening<F, Facts>;
};
type Sort<K extends string> = K | `-${K}` | 'number' | '-number' | 'created_at' | '-created_at' | 'state' | '-state';

export function defineRegister<const N extends string, F extends Fields, Facts = unknown>(name: N, definition: Definition<N, F, Facts>): Register<N, F> {
  return { kind: 'register', name, ...definition } as unknown as Register<N, F>;
}

export const titleFields = (r: Register): readonly string[] => r.title ?? r.list.slice(0, 2);
export const sortsOf = (r: Register): readonly string[] => r.sorts ?? ['-number'];
