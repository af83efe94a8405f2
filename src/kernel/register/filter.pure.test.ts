/** Which parts of texts a filter asks to be looked up beforehand: only of fields that declare an index, from two characters on, however deep they stand. */
import { expect, test } from 'vitest';
import type { Filter } from '../api.ts';
import * as f from '../field/index.ts';
import { partsAsked } from './filter.ts';
import { defineRegister } from './register.ts';

const Job = defineRegister('job', {
  label: ['活', 'Job'], number: 'H{000}', fields: { content: f.longText('内容', 'Content'), remark: f.longText('备注', 'Remark') },
  list: ['content'], lookedInto: ['content'], access: { read: [], create: [] },
});
const content = (value: unknown, op = 'contains') => ({ field: 'content', op, value }) as Filter;

test.each<[string, Filter, readonly string[]]>([
  ['单独一条', content('盘管'), ['盘管']],
  ['各层之中', { all: [{ field: 'state', op: 'eq', value: 'open' }, { any: [content('盘管'), content('烟道')] }] }, ['盘管', '烟道']],
  ['一个字不值得查', content('漏'), []],
  ['一个字占两个编码单元的也是一个字', content('𠮷'), []],
  ['没有索引的栏目', { field: 'remark', op: 'contains', value: '盘管' }, []],
  ['别的条件', content('盘管', 'ne'), []],
  ['过长的留给筛选去拒绝', content('长'.repeat(101)), []],
  ['不成样子的留给筛选去拒绝', { all: 'x' } as never, []],
])('%s', (_what, filter, parts) => expect(partsAsked(Job, filter).map((one) => one.part)).toEqual(parts));
