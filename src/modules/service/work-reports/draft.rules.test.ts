import { expect, test } from 'vitest';
import { highlightsOf, outdated, summed } from './draft.rules.ts';

const done = (n: number) => ({ number: `ZL-${n}`, customer: '望湖采油一厂', service_type: '应急', result: n === 1 ? null : '复压不漏' });
const figures = { orders_issued: 3, orders_done: 2, orders_open: 1, emergencies: 1, points: 170 };

test('完工逐条列出；超过十二条的写明还有几条 [FS-0.4]', () => {
  expect(highlightsOf([])).toBeNull();
  expect(highlightsOf([done(1), done(2)])).toBe('ZL-1 望湖采油一厂（应急）\nZL-2 望湖采油一厂（应急）：复压不漏');
  expect(highlightsOf(Array.from({ length: 15 }, (_, i) => done(i + 1)))!.split('\n').slice(-2)).toEqual(['ZL-12 望湖采油一厂（应急）：复压不漏', '… +3']);
});

test('记录变了，指出哪几项与草稿不同', () => {
  expect(outdated(figures, figures)).toEqual([]);
  expect(outdated({ ...figures, points: 20, orders_open: null }, figures)).toEqual(['orders_open', 'points']);
});

test('各区域报告之和，未起草的按零计', () => {
  expect(summed([figures, figures, { orders_issued: null, orders_done: null, orders_open: null, emergencies: null, points: null }]))
    .toEqual({ orders_issued: 6, orders_done: 4, orders_open: 2, emergencies: 2, points: 340 });
});
