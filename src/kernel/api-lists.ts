/** What browser and server say to each other about lists beyond their rows: groups, saved views, bulk edits. Types only, like the rest of `api.ts`. */
import type { Filter, Label, Titles } from './api.ts';

/** A list put into groups: how many records, and sums of the figures shown, of each group over the whole list, not the page. */
export interface ListGroups { readonly by: readonly GroupBy[]; readonly sums: readonly string[]; readonly all: ListGroup; readonly titles: Titles }
export type GroupSpan = 'day' | 'week' | 'month';
export interface GroupBy { readonly field: string; readonly span: GroupSpan | null }
/** `key`: the value as it stands in a filter, of days the first of the span; null for those without. `sums` in the order of `ListGroups.sums`; null: nothing to add. */
export interface ListGroup { readonly key: string | null; readonly count: number; readonly sums: readonly (number | null)[]; readonly groups: readonly ListGroup[] }

/** How a list stands, as the address of its page says it. */
export interface ViewState {
  readonly q?: string | undefined; readonly filter?: Filter | undefined; readonly sort?: string | undefined; readonly size?: number | undefined; readonly cols?: string | undefined; readonly group?: string | undefined;
  readonly density?: 'comfortable' | 'compact' | undefined;
}
export interface SavedView {
  readonly id: string; readonly register: string; readonly name: string; readonly state: ViewState;
  /** Conditions, columns and the like that are gone or not for this reader, and therefore left out of `state`. */
  readonly left: number;
  readonly mine: boolean; readonly owner: string;
  /** Shared with this unit and everything below it. */
  readonly unit: { readonly id: string; readonly name: string } | null;
  /** The unit's lists open with it, for whoever chose nothing else; `opens`: mine do. */
  readonly opensUnit: boolean; readonly opens: boolean; readonly mayRemove: boolean;
  /** Whether I lead its unit, and so say with what the unit's lists open. */
  readonly mayLead: boolean;
}
export interface SavedViews { readonly views: readonly SavedView[]; readonly units: readonly { readonly id: string; readonly name: string }[] }

/** One record of a bulk edit, tried or done. `was` and `becomes`: the field in words. */
export interface BulkRow {
  readonly id: string; readonly number: string | null; readonly title: string; readonly version: number; readonly what: 'change' | 'same' | 'refused';
  readonly was: Label; readonly becomes: Label; readonly problem: Label | null;
  /** The column as it was, when it was changed. */
  readonly before: { readonly [column: string]: unknown } | null;
}
export interface BulkTried { readonly rows: readonly BulkRow[]; readonly change: number; readonly same: number; readonly refused: number }
export interface BulkDone extends BulkTried { readonly batch: string | null; readonly number: string | null; readonly repeated?: boolean }
