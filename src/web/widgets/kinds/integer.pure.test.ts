import { expect, test } from 'vitest';
import type { FieldMeta } from '../../../kernel/api.ts';
import { integer } from './integer.tsx';

const field = (options: FieldMeta['options']): FieldMeta => ({ name: 'n', kind: 'integer', label: ['数', 'Number'], optional: false, personal: false, options, hint: null, readonly: false });
const words = { titles: {}, t: (label: readonly [string, string]) => label[0], format: { number: (n: number) => n.toLocaleString('en-US') } } as never;

test('整数按千位分开；年度这样的数不分', () => {
  expect(integer.text(12026, field({}), words)).toBe('12,026');
  expect(integer.text(2026, field({ grouped: false }), words)).toBe('2026');
  expect(integer.text(2026, field({ grouped: false, unit: ['年', ''] }), words)).toBe('2026 年');
});
