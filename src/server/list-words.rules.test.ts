/** Filters and orders in words, in both languages: nested groups, states, days, many values, what asks for nothing. */
import { expect, test } from 'vitest';
import type { Filter } from '../kernel/api.ts';
import { filterWords, orderWords, OWN_FIELDS, type Told } from './list-words.rules.ts';

const told = (lang: 0 | 1) => (name: string): Told | undefined => {
  const states: { readonly [state: string]: readonly [string, string] } = { held: ['保管中', 'Held'], gone: ['已领取', 'Claimed'] };
  if (name === 'state') return { ...OWN_FIELDS.state, text: (v) => states[String(v)]![lang] };
  if (name === 'title') return { label: ['名称', 'Title'], kind: 'text', text: String };
  if (name === 'found_at') return { label: ['拾得时间', 'Found'], kind: 'dateTime', text: String };
  if (name === 'paid') return { label: ['金额', 'Paid'], kind: 'money', text: (v) => `¥${Number(v) / 100}` };
  return undefined;
};

test.each<[string, Filter, string, string]>([
  ['一个条件', { field: 'title', op: 'contains', value: '伞' }, '名称 包含 伞', 'Title contains 伞'],
  ['状态', { all: [{ field: 'state', op: 'in', value: ['held', 'gone'] }] }, '状态 是其中之一 保管中、已领取', 'State is one of Held, Claimed'],
  ['只选一个状态', { field: 'state', op: 'in', value: ['held'] }, '状态 等于 保管中', 'State is Held'],
  ['任一', { any: [{ field: 'title', op: 'eq', value: '表' }, { field: 'paid', op: 'gte', value: 5000 }] }, '名称 等于 表 或 金额 不小于 ¥50', 'Title is 表 or Paid at least ¥50'],
  ['组里有组', { all: [{ any: [{ field: 'title', op: 'eq', value: '表' }, { all: [{ field: 'paid', op: 'lt', value: 100 }, { field: 'title', op: 'empty', value: false }] }] }, { field: 'state', op: 'ne', value: 'gone' }] }, '(名称 等于 表 或 (金额 小于 ¥1 且 名称 不为空)) 且 状态 不等于 已领取', '(Title is 表 or (Paid less than ¥1 and Title is not empty)) and State is not Claimed'],
  ['时刻介于两天', { all: [{ all: [{ field: 'found_at', op: 'gte', value: '2026-11-01' }, { field: 'found_at', op: 'lte', value: '2026-11-30' }] }] }, '拾得时间 介于 2026-11-01 – 2026-11-30', 'Found between 2026-11-01 – 2026-11-30'],
  ['时间的比较用时间的话', { field: 'found_at', op: 'lt', value: '2026-11-01' }, '拾得时间 早于 2026-11-01', 'Found before 2026-11-01'],
  ['为空', { field: 'title', op: 'empty' }, '名称 为空', 'Title is empty'],
  ['很多值只列前十二个', { field: 'title', op: 'in', value: Array.from({ length: 30 }, (_, i) => `甲${i}`) }, `名称 是其中之一 ${Array.from({ length: 12 }, (_, i) => `甲${i}`).join('、')} 等 30 项`, `Title is one of ${Array.from({ length: 12 }, (_, i) => `甲${i}`).join(', ')} and others, 30 in all`],
  ['归档与选定', { all: [{ field: 'archived', op: 'eq', value: true }, { field: 'id', op: 'in', value: ['a', 'b'] }] }, '已归档 且 选定的 2 条', 'archived and 2 chosen records'],
  ['空的组什么也不说', { all: [{ any: [] }, { field: 'title', op: 'eq', value: '表' }] }, '名称 等于 表', 'Title is 表'],
  ['不认识的字段只说名字，不说值', { field: 'pay', op: 'eq', value: '机密' }, 'pay', 'pay'],
])('%s', (_, filter, chinese, english) => {
  expect([filterWords(filter, 0, told(0)), filterWords(filter, 1, told(1))]).toEqual([chinese, english]);
});

test('次序', () => {
  expect([orderWords('-found_at', 0, told(0)), orderWords('title', 1, told(1))]).toEqual(['拾得时间 降序', 'Title ascending']);
});
