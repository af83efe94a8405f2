/** The rules of expenses, as tables; no database. */
import { expect, test } from 'vitest';
import { checkTotal, claimGap, handOverProblem, readItems, receiveProblem, totalProblem, unexplained } from './rules.ts';

const CATEGORIES = [['MAT', '材料及工程安装'], ['VEH', '车辆'], ['TRAVEL', '差旅'], ['COMM', '通讯'], ['BIZ', '业务'], ['OFFICE', '办公'], ['OTHER', '其他']]
  .map(([code, name]) => ({ id: code!, code: code!, name: name!, on_overspend: 'warn', takes_parts: null, centre: 'FS' }));
const TYPED = '车辆费用 29,836\n差旅费：17443 元\n通讯费 ¥9,717.00\n业务费 6660；办公费 1,789.5\nother 2488.50';

test('逐项读出六个科目，合计 67,934.00 元；填报 94,445 相差 26,511.00，缺材料及工程安装 [FS-3.3] [AC-24]', () => {
  const read = readItems(TYPED, CATEGORIES);
  expect(read.unread).toEqual([]);
  expect(read.items).toEqual([
    { category: 'VEH', amount: 2_983_600 }, { category: 'TRAVEL', amount: 1_744_300 }, { category: 'COMM', amount: 971_700 }, { category: 'BIZ', amount: 666_000 },
    { category: 'OFFICE', amount: 178_950 }, { category: 'OTHER', amount: 248_850 },
  ]);
  const checked = checkTotal(read.items, 9_444_500, CATEGORIES);
  expect(checked).toMatchObject({ computed: 6_793_400, difference: 2_651_100 });
  expect(checked.missing.map((c) => c.code)).toEqual(['MAT']);
  expect(totalProblem(checked)?.[0]).toContain('相差 26,511.00 元，请补充未列科目：材料及工程安装');
});
test.each([['总额相符', 6_793_400], ['没有填总额', null]] as const)('%s，可以记账', (_why, stated) => {
  expect(totalProblem(checkTotal(readItems(TYPED, CATEGORIES).items, stated, CATEGORIES))).toBeNull();
});
test('七项俱全而总额仍不符，要求核对金额 [AC-24]', () => {
  const checked = checkTotal(CATEGORIES.map((c) => ({ category: c.id, amount: 100 })), 699, CATEGORIES);
  expect(totalProblem(checked)?.[0]).toContain('请核对各项金额');
});
test.each([['车辆 29836.123'], ['餐费 300'], ['车辆'], ['车辆 -5']])('看不懂“%s”，原样指出', (line) => {
  expect(readItems(line, CATEGORIES)).toEqual({ items: [], unread: [line], twice: [] });
});
test('同一科目列两次，指出', () => { expect(readItems('车辆 1\n车辆费 2', CATEGORIES).twice).toEqual(['车辆']); });

test('26,511.00 中配件成本 23,465.60 可以解释，余 3,045.40 [CG-44]', () => { expect(unexplained(2_651_100, 1_328_060 + 1_018_500)).toBe(304_540); });

test.each([
  [{ invoice_no: null, receipts: null, cost_on: '2026-02-10', today: '2026-02-20' }, '请附票据'], [{ invoice_no: null, receipts: [], cost_on: '2026-02-10', today: '2026-02-20' }, '请附票据'],
  [{ invoice_no: 'A1', receipts: null, cost_on: '2026-02-21', today: '2026-02-20' }, '不能晚于今天'],
] as const)('%j 不得提交', (c, words) => { expect(claimGap(c)?.[0]).toContain(words); });
test.each([['A1', null], [null, ['x']]] as const)('发票 %s 票据 %j，可以提交', (invoice_no, receipts) => {
  expect(claimGap({ invoice_no, receipts, cost_on: '2026-02-20', today: '2026-02-20' })).toBeNull();
});

test.each([
  [{ total: 14_000, spent: 14_000 }, null],
  [{ total: 14_000, spent: 13_999 }, '单据合计 140.00 元，账上支出 139.99 元，不符'],
])('移交财务的文件须等于账上支出：%o', (c, expected) => { expect(handOverProblem(c)?.[0] ?? null).toBe(expected); });
test.each([
  [{ documents: 3 }, false], [{ total: 1 }, false], [{ fingerprint: 'b' }, false], [{ spent: 1 }, false], [{}, true],
])('财务签收：文件与移交时一字不差才签 %o', (change, signs) => {
  const handed = { documents: 2, total: 14_000, fingerprint: 'a' };
  expect(receiveProblem(handed, { ...handed, spent: 14_000, ...change }) === null).toBe(signs);
});
