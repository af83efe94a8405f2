/** What the address may ask a list to be grouped by, what the groups are called, and the condition that lists exactly their records. */
import { expect, test } from 'vitest';
import type { FieldMeta, Filter, GroupBy, RegisterMeta } from '../../kernel/api.ts';
import { listSearchOf } from './list-address.ts';
import { groupChoices, groupFilter, groupLabel, groupsOf } from './list-group.ts';

const field = (name: string, kind: string, options = {}): FieldMeta => ({ name, kind, label: [name, name], optional: true, personal: false, options, hint: null, readonly: false });
const register = { name: 'job', label: ['活', 'Job'], states: [{ name: 'open', label: ['待办', 'Open'], tone: 'active' }], groups: ['kind', 'done_on', 'urgent', 'gone', 'state'],
  fields: [field('kind', 'choice', { choices: { fix: ['修', 'Fix'] } }), field('done_on', 'date'), field('urgent', 'yesNo')] } as unknown as RegisterMeta;
const by = (name: string, span: GroupBy['span'] = null): GroupBy => ({ field: name, span });

test('能选的：日期各有日、周、月；定义里已没有的不出现', () => {
  expect(groupChoices(register).map((one) => one.value)).toEqual(['kind', 'done_on.day', 'done_on.week', 'done_on.month', 'urgent', 'state']);
});

test.each<[string, readonly string[]]>([
  ['kind', ['kind']], ['kind,done_on.week', ['kind', 'done_on.week']], ['done_on.week,done_on.day', ['done_on.week']], ['gone,kind', ['kind']], ['kind,state,urgent', ['kind', 'state']], ['done_on', []], ['<b>', []], ['', []],
])('地址里写 %s', (text, found) => expect(groupsOf(register, listSearchOf({ group: text }).group)).toEqual(found));

test.each<[string, GroupBy, string | null, string, Filter]>([
  ['选项', by('kind'), 'fix', '修', { field: 'kind', op: 'eq', value: 'fix' }],
  ['状态', by('state'), 'open', '待办', { field: 'state', op: 'eq', value: 'open' }],
  ['是否', by('urgent'), 'false', '否', { field: 'urgent', op: 'eq', value: false }],
  ['未填', by('kind'), null, '（未填）', { field: 'kind', op: 'empty' }],
  ['二月', by('done_on', 'month'), '2028-02-01', '2028 年 2 月', { all: [{ field: 'done_on', op: 'gte', value: '2028-02-01' }, { field: 'done_on', op: 'lte', value: '2028-02-29' }] }],
  ['跨年的一周', by('done_on', 'week'), '2026-12-28', '2026-12-28 起一周', { all: [{ field: 'done_on', op: 'gte', value: '2026-12-28' }, { field: 'done_on', op: 'lte', value: '2027-01-03' }] }],
  ['一日', by('done_on', 'day'), '2026-11-27', '2026-11-27', { all: [{ field: 'done_on', op: 'gte', value: '2026-11-27' }, { field: 'done_on', op: 'lte', value: '2026-11-27' }] }],
])('%s', (_what, one, key, label, filter) => {
  expect(groupLabel(register, one, key, {})[0]).toBe(label);
  expect(groupFilter(register, one, key)).toEqual(filter);
});
