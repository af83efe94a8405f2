/** The rules of out-of-warranty work, as tables; no database. */
import { expect, test } from 'vitest';
import { amountOf, closingBefore, closingFor, invoiceObstacle, reasonFor, refuseImpossibleWork, refuseWrongClosing, type ClosingDays } from './rules.ts';

const HALVES: ClosingDays = ['2026-06-30', '2026-12-31'];

test.each([
  ['2026-01-05', '2026-06-30', '2025-12-31'], ['2026-06-30', '2026-06-30', '2025-12-31'], ['2026-07-01', '2026-12-31', '2026-06-30'], ['2026-12-31', '2026-12-31', '2026-06-30'], ['2027-01-01', '2027-06-30', '2026-12-31'],
])('%s 属于 %s 的结算单 [FS-4.3]', (day, closing, before) => {
  expect(closingFor(day, HALVES)).toBe(closing);
  expect(closingBefore(closing, HALVES)).toBe(before);
});

test('结算日可改：5 月 31 日与 11 月 30 日 [FS-4.3]', () => {
  const own: ClosingDays = ['2020-05-31', '2020-11-30'];
  expect(closingFor('2026-06-30', own)).toBe('2026-11-30');
  expect(closingFor('2026-12-01', own)).toBe('2027-05-31');
});

test('不是结算日、离结算还早，不能开结算单', () => {
  expect(() => refuseWrongClosing('2026-06-29', HALVES, '2026-07-01')).toThrow('settlement_statement.not_closing_day');
  expect(() => refuseWrongClosing('2026-12-31', HALVES, '2026-07-01')).toThrow('settlement_statement.too_early');
  expect(() => refuseWrongClosing('2026-06-30', HALVES, '2026-05-01')).not.toThrow();
});

const open = { state: 'price_pending', agreed_on: '2026-01-20', service_done_on: null, amount: null, accrued_on: null };
test.each([
  ['未定价', open, 'unpriced'],
  ['已更换但未定价', { ...open, service_done_on: '2026-02-01' }, 'unpriced'],
  ['已定价未更换', { ...open, state: 'priced', amount: 5000 }, 'not_performed'],
  ['已计应收', { ...open, state: 'accrued', amount: 5000, service_done_on: '2026-02-01', accrued_on: '2026-06-30' }, 'on_statement'],
  ['结算日后才计', { ...open, state: 'accrued', amount: 5000, service_done_on: '2026-02-01', accrued_on: '2026-07-01' }, 'accrued_later'],
])('%s [AC-31]', (_what, candidate, reason) => {
  expect(reasonFor(candidate, '2026-06-30')).toBe(reason);
});

test.each([['agreed', '定价'], ['price_pending', '尚未定价'], ['priced', '尚未完成'], ['accrued', '结算单']])('%s 不能开票，原因写明 [AC-31]', (state, why) => {
  expect(invoiceObstacle(state)?.[0]).toContain(why);
});
test('列入结算单后可以开票；金额 = 单价 × 数量', () => {
  expect(invoiceObstacle('stated')).toBeNull();
  expect(amountOf(1_250_00, 3)).toBe(3_750_00);
});

test('更换日期在协议之后、今天之前', () => {
  expect(() => refuseImpossibleWork('2026-01-20', '2026-01-19', '2026-02-01')).toThrow('replacement_agreement.work_day');
  expect(() => refuseImpossibleWork('2026-01-20', '2026-02-02', '2026-02-01')).toThrow('replacement_agreement.work_day');
  expect(() => refuseImpossibleWork('2026-01-20', '2026-01-20', '2026-02-01')).not.toThrow();
});
