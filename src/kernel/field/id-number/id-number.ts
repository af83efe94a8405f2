/**
 * Number of an identity document (证件号码): Chinese identity card, passport, permits of Hong Kong, Macao and Taiwan.
 * Encrypted in its column, masked wherever it is shown. Serves G7, VIP-4.7.
 */
import { z } from 'zod';
import { isDate } from '../../calendar/plain-date.ts';
import { field, type Field, type KindOptions, type Nullable, type Optional, type Options } from '../field.ts';
import { defineKind, narrow } from '../kind.ts';

export type DocumentType = keyof typeof documents;
export const idNumber = <P extends Optional = undefined>(
  zh: string, en: string, options?: Options<P, { readonly types?: readonly DocumentType[] }>,
): Field<Nullable<string, P>> =>
  field<string, P>(idNumberKind, zh, en, options);

const documents = {
  /** Also residence permits of Hong Kong, Macao and Taiwan residents and the 18-digit card of foreign residents. */
  identityCard: { label: ['身份证', 'identity card'], pattern: /^\d{17}[\dX]$/ },
  passport: { label: ['护照', 'passport'], pattern: /^(?=.*\d)[A-Z0-9]{6,12}$/ },
  hongKongMacaoPermit: { label: ['港澳通行证', 'Hong Kong or Macao permit'], pattern: /^[HMCW][A-Z0-9]\d{7}(\d{2})?$/ },
  taiwanPermit: { label: ['台胞证', 'Taiwan permit'], pattern: /^(\d{8}|\d{10}|[TL]\d{8})$/ },
} as const;

export const idNumberKind = defineKind<string>({
  name: 'idNumber',
  column: 'text',
  schema: (options) => z.string().max(40).transform((raw, ctx) => {
    const found = normalised(raw, options);
    if (found === undefined) ctx.addIssue('not such a document');
    return found ?? z.NEVER;
  }),
  jsonSchema: () => ({ type: 'string', minLength: 6, maxLength: 40 }),
  message({ types }) {
    const labels = Object.entries(documents).filter(([name]) => types?.includes(name)).map(([, { label }]) => label);
    return labels.length === 0 ? ['请核对证件号码（身份证校验位须正确）', 'Check the document number (the check digit of an identity card must be right)']
      : [`请核对证件号码：${labels.map(([zh]) => zh).join('、')}`, `Check the document number: ${labels.map(([, en]) => en).join(', ')}`];
  },
  toColumn: (value, cipher) => cipher.seal(value),
  fromColumn: (raw, cipher) => cipher.open(String(raw)),
  parse: normalised,
  mask(value) {
    const [head, tail] = value.length >= 12 ? [3, 4] : [2, 2];
    return value.slice(0, head) + '*'.repeat(Math.max(value.length - head - tail, 0)) + value.slice(-tail);
  },
  operators: ['empty'],
  personal: true,
});

function normalised(raw: string, { types }: KindOptions): string | undefined {
  const value = narrow(raw).toUpperCase().replace(/[\s()-]/g, '');
  if (!/^[A-Z0-9]{6,20}$/.test(value)) return undefined;
  if (documents.identityCard.pattern.test(value) && !isIdentityCard(value)) return undefined;
  const fits = !types || Object.entries(documents).some(([name, { pattern }]) => types.includes(name) && pattern.test(value));
  return fits ? value : undefined;
}

/** GB 11643: a real date of birth, and the last sign is the check over the seventeen digits before it. */
export function isIdentityCard(value: string): boolean {
  if (!isDate(`${value.slice(6, 10)}-${value.slice(10, 12)}-${value.slice(12, 14)}`)) return false;
  const sum = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2].reduce((total, weight, at) => total + weight * Number(value[at]), 0);
  return '10X98765432'[sum % 11] === value[17];
}
