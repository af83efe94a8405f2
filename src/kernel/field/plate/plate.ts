/** A Chinese number plate (车牌号): 沪A12345, new-energy 沪AD12345, police, trailer, 港澳 and embassy plates. Kept without dot and spaces. */
import { z } from 'zod';
import { field, type Field, type Nullable, type Optional, type Options } from '../field.ts';
import { defineKind, narrow } from '../kind.ts';

export const plate = <P extends Optional = undefined>(zh: string, en: string, options?: Options<P>): Field<Nullable<string, P>> =>
  field<string, P>(plateKind, zh, en, options);

const region = '[京津冀晋蒙辽吉黑沪苏浙皖闽赣鲁豫鄂湘粤桂琼渝川贵云藏陕甘青宁新]';
// I and O are never used. New-energy: six places, a letter first (small cars) or last (large ones).
const pattern = new RegExp(`^(?:${region}[A-HJ-NP-Z](?:[A-HJ-NP-Z0-9]{4}[A-HJ-NP-Z0-9学警港澳挂领]|[A-HJK][A-HJ-NP-Z0-9]\\d{4}|\\d{5}[A-HJK])|使\\d{6}|\\d{6}使)$`);

export const plateKind = defineKind<string>({
  name: 'plate',
  column: 'text',
  schema: () => z.string().transform(normalised).pipe(z.string().regex(pattern)),
  jsonSchema: () => ({ type: 'string', pattern: pattern.source }),
  message: () => ['请填写车牌号，如 沪A12345 或新能源 沪AD12345', 'A number plate such as 沪A12345, or new-energy 沪AD12345'],
  parse(raw) {
    const value = normalised(raw);
    return pattern.test(value) ? value : undefined;
  },
  operators: ['eq', 'ne', 'in', 'contains', 'empty'],
  searchable: true,
});

function normalised(raw: string): string {
  return narrow(raw).toUpperCase().replace(/[\s·•・.-]/g, '');
}
