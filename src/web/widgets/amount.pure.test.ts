import { expect, test } from 'vitest';
import { capitals, fenOf, groupedYuan, yuanOf } from './amount.ts';

test('输入的元一分不差地变成分，不经过浮点数', () => {
  expect(['0.07', '1.10', '4.35', '1,234.5', '-3', '9999999999999.99'].map(fenOf)).toEqual([7, 110, 435, 123450, -300, 999999999999999]);
  expect(['', 'abc', '1.2.3', '--1', null].map(fenOf)).toEqual([null, null, null, null, null]);
});

test('分写成元，带千分位', () => {
  expect([0, 7, 123450, -300, 100000000].map(groupedYuan)).toEqual(['0.00', '0.07', '1,234.50', '-3.00', '1,000,000.00']);
  expect(yuanOf(128050)).toBe('1280.50');
  expect(yuanOf(null)).toBe(null);
});

test('金额大写：零、万、亿、角、分、整', () => {
  const written: { readonly [capital: string]: number } = {
    零元整: 0,
    柒分: 7,
    伍角整: 50,
    壹元零伍分: 105,
    壹拾元整: 1000,
    壹佰零伍元整: 10500,
    壹仟贰佰捌拾元伍角整: 128050,
    壹万零捌元整: 1000800,
    壹拾万元整: 10000000,
    壹佰万零伍佰元贰角叁分: 100050023,
    壹亿零壹拾元整: 10000001000,
    负叁元整: -300,
  };
  expect(Object.values(written).map(capitals)).toEqual(Object.keys(written));
});
