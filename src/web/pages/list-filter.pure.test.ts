/** The filters of lists: what is built, written into the address and read back is the same. */
import { describe, expect, test } from 'vitest';
import type { FieldMeta, Filter, RegisterMeta } from '../../kernel/api.ts';
import { listSearchOf } from './list-address.ts';
import { chosenOf, comparisonsOf, filterFields, filterFrom, groupOf, newCondition, withChosen } from './list-filter.ts';

const field = (name: string, kind: string, personal = false): FieldMeta => ({ name, kind, label: [name, name], optional: true, personal, options: {}, hint: null, readonly: false });
const fields = [field('title', 'text'), field('found_at', 'dateTime'), field('day', 'date'), field('category', 'choice')];
const register: RegisterMeta = {
  name: 'lost_item', label: ['遗留物品', 'Lost items'], module: 'lost_property', fields: [...fields, field('phone', 'phone', true)], list: [], filters: ['title', 'phone', 'state', 'gone'], sorts: [], groups: [], bulk: [],
  states: [{ name: 'held', label: ['保管中', 'Held'], tone: 'active' }], steps: [], mayCreate: false, mayEdit: false, mayArchive: false, importKeys: null, hidden: false, empty: null,
};

describe('组合筛选', () => {
  test.each<[string, Filter]>([
    ['一组', { all: [{ field: 'title', op: 'contains', value: '手表' }] }],
    ['组里有组', { all: [{ any: [{ field: 'category', op: 'in', value: ['a', 'b'] }, { field: 'title', op: 'empty', value: false }] }, { field: 'day', op: 'between', value: ['2026-11-01', '2026-11-30'] }] }],
    ['时刻介于两天', { all: [{ all: [{ field: 'found_at', op: 'gte', value: '2026-11-01' }, { field: 'found_at', op: 'lte', value: '2026-11-30' }] }] }],
  ])('%s:打开再应用不变', (_, filter) => {
    expect(filterFrom(groupOf(filter), fields)).toEqual(filter);
  });

  test('时刻介于两天显示为一个条件', () => {
    const group = groupOf({ all: [{ all: [{ field: 'found_at', op: 'gte', value: '2026-11-01' }, { field: 'found_at', op: 'lte', value: '2026-11-30' }] }] });
    expect(group.items).toMatchObject([{ kind: 'condition', op: 'between', value: ['2026-11-01', '2026-11-30'] }]);
  });

  test('没有填值的条件不算', () => {
    expect(filterFrom({ kind: 'group', key: 1, match: 'all', items: [newCondition(fields[0]!)] }, fields)).toBeUndefined();
  });

  test('只填一头的区间是单边比较', () => {
    const group = { kind: 'group', key: 1, match: 'all', items: [{ ...newCondition(fields[2]!), op: 'between' as const, value: [null, '2026-11-30'] }] } as const;
    expect(filterFrom(group, fields)).toEqual({ all: [{ field: 'day', op: 'lte', value: '2026-11-30' }] });
  });
});

test('个人资料与不认识的字段不能用来筛选', () => {
  expect(filterFields(register).map(({ name }) => name)).toEqual(['title', 'state']);
});

test('状态不提供“为空”', () => {
  const state = filterFields(register).find(({ name }) => name === 'state')!;
  expect(comparisonsOf(state)).not.toContain('empty');
});

test('点选状态保留其他条件,取消后还原', () => {
  const before: Filter = { all: [{ field: 'title', op: 'contains', value: '伞' }] };
  const chosen = withChosen(before, 'state', ['held']);
  expect(chosenOf(chosen, 'state')).toEqual(['held']);
  expect(withChosen(chosen, 'state', [])).toEqual(before);
});

test('地址里看不懂的部分忽略,不出错', () => {
  expect(listSearchOf({ q: 138, filter: '{"field":', page: 'x', size: 1e9, sort: '' })).toEqual({ q: '138' });
});

test('地址里的筛选可以是文字也可以是对象', () => {
  const filter: Filter = { any: [{ field: 'title', op: 'contains', value: '伞' }] };
  expect(listSearchOf({ filter: JSON.stringify(filter) })).toEqual(listSearchOf({ filter }));
});
