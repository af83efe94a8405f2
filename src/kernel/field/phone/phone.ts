/**
 * A telephone number (电话): a real number of any country is kept as E.164 (China when no country is given), with its
 * extension behind ';ext='; short internal and service numbers of 3 to 8 digits are kept as they are. Personal.
 */
import { parsePhoneNumberFromString, type PhoneNumber } from 'libphonenumber-js/max';
import { z } from 'zod';
import { field, type Field, type Nullable, type Optional, type Options } from '../field.ts';
import { defineKind, narrow } from '../kind.ts';

export const phone = <P extends Optional = undefined>(zh: string, en: string, options?: Options<P>): Field<Nullable<string, P>> =>
  field<string, P>(phoneKind, zh, en, options);

export const phoneKind = defineKind<string>({
  name: 'phone',
  column: 'text',
  schema: () => z.string().max(60).transform((raw, ctx) => {
    const found = normalised(raw);
    if (found === undefined) ctx.addIssue('not a telephone number');
    return found ?? z.NEVER;
  }),
  jsonSchema: () => ({ type: 'string', minLength: 3, maxLength: 60 }),
  message: () => ['请填写电话号码：手机、带区号的座机或 3 至 8 位内线', 'A telephone number: mobile, landline with area code, or 3 to 8 digits inside the house'],
  toText: (value, _options, lang) => shown(value, lang === 0 ? ' 转 ' : ' ext. '),
  parse: (raw) => normalised(raw),
  mask(value) {
    const digits = shown(value.replace(/;ext=.*/, ''), '').replaceAll('-', '');
    return digits.length > 8 ? `${digits.slice(0, 3)}****${digits.slice(-4)}` : `${digits.slice(0, 1)}****`;
  },
  operators: ['eq', 'contains', 'empty'],
  personal: true,
  searchable: true,
});

function normalised(raw: string): string | undefined {
  const typed = narrow(raw).replace(/[‐-―−]/g, '-').replace(/^tel[:.]?\s*/i, '');
  const parts = /^(.*?\d)\s*(?:;ext=|转|分机号?:?|ext\.?|x|#)\s*(\d{1,8})$/i.exec(typed) ?? /^(0\d{2,3}[- ]\d{7,8})-(\d{1,6})$/.exec(typed);
  const number = parts?.[1] ?? typed;
  const extension = parts ? `;ext=${parts[2]}` : '';
  if (!/^\+?[\d\s()./-]+$/.test(number)) return undefined;
  const known = read(number);
  if (known?.isValid()) return known.number + extension;
  const digits = number.replace(/[\s-]/g, '');
  return /^\d{3,8}$/.test(digits) ? digits + extension : undefined;
}

function read(number: string): PhoneNumber | undefined {
  return parsePhoneNumberFromString(number, { defaultCountry: 'CN', extract: false });
}

/** 13812345678, 021-88886666 转 8001, +1 415 555 2671. */
function shown(value: string, turn: string): string {
  const [number = '', extension] = value.split(';ext=');
  const known = number.startsWith('+') ? read(number) : undefined;
  const plain = known?.country === 'CN' ? known.formatNational().replace(/^(1\d\d) (\d{4}) (\d{4})$/, '$1$2$3').replaceAll(' ', '-') : number;
  return plain + (extension === undefined ? '' : turn + extension);
}
