// Amounts in capitals as bank and tax forms want them.
import { expect, test } from 'vitest';
import { rmbCapitals } from './rmb.ts';

test.each([
  [0, '人民币零元整'],
  [1, '人民币壹分'],
  [10, '人民币壹角整'],
  [15, '人民币壹角伍分'],
  [100, '人民币壹元整'],
  [105, '人民币壹元零伍分'],
  [110, '人民币壹元壹角整'],
  [1000, '人民币壹拾元整'],
  [10050, '人民币壹佰元伍角整'],
  [128800, '人民币壹仟贰佰捌拾捌元整'],
  [1010101, '人民币壹万零壹佰零壹元零壹分'],
  [100200300, '人民币壹佰万贰仟零叁元整'],
  [1000000100, '人民币壹仟万零壹元整'],
  [10000000000, '人民币壹亿元整'],
  [12345678901, '人民币壹亿贰仟叁佰肆拾伍万陆仟柒佰捌拾玖元零壹分'],
  [100000000000000, '人民币壹万亿元整'],
  [-5000, '人民币（负数）伍拾元整'],
  [-1, '人民币（负数）壹分'],
])('%i 分 = %s', (fen, capitals) => {
  expect(rmbCapitals(fen)).toBe(capitals);
});

test('不是整数分的金额是程序的错', () => {
  expect(() => rmbCapitals(1.5)).toThrow('assertion failed');
  expect(() => rmbCapitals(Number.NaN)).toThrow('assertion failed');
});
