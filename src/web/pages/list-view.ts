/** A saved view and the address of a list: one as the other. */
import type { SavedView, ViewState } from '../../kernel/api.ts';
import type { ListSearch } from './list-address.ts';

export const searchOf = (view: Pick<SavedView, 'id' | 'state'>): ListSearch => ({ ...view.state, view: view.id }) as ListSearch;

/** What of the address a view keeps: not the page, nor which view it came from. */
export function stateOf({ page: _page, view: _view, ...state }: ListSearch): ViewState {
  return state;
}

/** The order in which an address names its parts means nothing. */
export const isSameState = (a: ViewState, b: ViewState): boolean => sorted(a) === sorted(b);
const sorted = (state: ViewState) => JSON.stringify(Object.entries(state).filter(([, value]) => value !== undefined).toSorted(([a], [b]) => a.localeCompare(b)));
