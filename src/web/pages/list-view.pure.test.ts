/** What the address of a list and a saved view say to each other. */
import { expect, test } from 'vitest';
import { listSearchOf } from './list-address.ts';
import { isSameState, searchOf, stateOf } from './list-view.ts';

const state = { filter: { all: [{ field: 'kind', op: 'in', value: ['a'] }] }, sort: '-came_on', cols: 'kind,came_on', group: 'kind,came_on.month', density: 'compact', size: 100 } as const;

test('存下再打开：地址与当时一样，只多了视图', () => {
  const search = listSearchOf({ ...state, filter: JSON.stringify(state.filter), size: '100', page: '3' });
  expect(stateOf(search)).toEqual(state);
  expect(listSearchOf(searchOf({ id: 'v1', state: stateOf(search) }) as { readonly [name: string]: unknown })).toEqual({ ...state, view: 'v1' });
});

test('地址里写坏的密度略去；“全部”不是一种筛选', () => {
  expect(listSearchOf({ density: 'tiny', view: 'all' })).toEqual({ view: 'all' });
  expect(stateOf({ view: 'all', page: 2 })).toEqual({});
});

test('改没改动：次序不算，内容算', () => {
  expect(isSameState({ q: 'a', sort: 'x' }, { sort: 'x', q: 'a' })).toBe(true);
  expect(isSameState({ q: 'a', sort: undefined }, { q: 'a' })).toBe(true);
  expect(isSameState({ q: 'a' }, { q: 'b' })).toBe(false);
});
