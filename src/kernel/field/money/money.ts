/** An amount of money (金额): whole fen everywhere in the program, yuan wherever a person reads or types it. Not below zero unless `negative`. */
import { z } from 'zod';
import { scaled } from '../decimal.ts';
import { field, type Field, type Kind, type KindOptions, type Nullable, type Optional, type Options } from '../field.ts';
import { defineKind, narrow } from '../kind.ts';
import { yuan } from './yuan.ts';

/** `min` and `max` in fen. */
interface Own { readonly min?: number; readonly max?: number; readonly negative?: true }
export const money = <P extends Optional = undefined>(zh: string, en: string, options?: Options<P, Own>): Field<Nullable<number, P>> =>
  field<number, P>(moneyKind, zh, en, options);

export const moneyKind: Kind<number> = defineKind<number>({
  name: 'money',
  column: 'bigint',
  schema,
  jsonSchema: (options) => ({ type: 'integer', minimum: least(options), maximum: options.max ?? Number.MAX_SAFE_INTEGER, description: '分 (fen)' }),
  message(options) {
    const [from, to] = [least(options), options.max];
    return to !== undefined ? [`请填写 ${yuan(from)} 至 ${yuan(to)} 元的金额`, `An amount from ${yuan(from)} to ${yuan(to)} yuan`]
      : options.negative ? ['请填写金额，最多两位小数', 'An amount with at most two decimal places']
        : [`请填写不小于 ${yuan(from)} 元的金额，最多两位小数`, `An amount of at least ${yuan(from)} yuan, at most two decimal places`];
  },
  fromColumn: Number,
  toText: yuan,
  toCell: (fen) => fen / 100,
  parse(raw, options) {
    const fen = scaled(narrow(raw).replace(/^([+-]?)[¥￥]\s*/, '$1').replace(/^(?:CNY|RMB)\s*|\s*元$/gi, ''), 2);
    return fen === undefined ? undefined : moneyKind.schema(options).safeParse(Number(fen)).data;
  },
  operators: ['eq', 'ne', 'lt', 'lte', 'gt', 'gte', 'between', 'empty'],
});

function least({ min, negative }: KindOptions): number {
  return min ?? (negative ? -Number.MAX_SAFE_INTEGER : 0);
}

function schema(options: KindOptions): z.ZodType<number> {
  return z.int().min(least(options)).max(options.max ?? Number.MAX_SAFE_INTEGER).transform((n) => n + 0);
}
