/** The rules of the contract ledger, as tables; no database. */
import { expect, test } from 'vitest';
import { countsOf, outsideTheGroups, refuseImpossibleDays, refuseStatusOutOfTurn, type Group, type Standing } from './rules.ts';

const contract = (n: number, counts_as: Group | null, shipped_on: string | null, status = '某状态'): Standing =>
  ({ unit: 'FS-NE', number: `XS-2026-${String(n).padStart(4, '0')}`, units: 2, amount: 100_00, shipped_on, counts_as, status });

const many = (n: number, group: Group, first: number) => Array.from({ length: n }, (_, i) => contract(first + i, group, first + i <= 137 ? '2026-02-27' : null));
const source = [...many(108, 'entered', 1), ...many(3, 'not_to_enter', 109), ...many(36, 'not_entered', 112)];

test('108 + 3 + 36 = 147，137 + 10 = 147 [AC-27]', () => {
  expect(countsOf(source, '2026-02-27')).toEqual({
    contracts: 147, entered: 108, not_to_enter: 3, not_entered: 36, shipped: 137, not_shipped: 10, units: 294, amount: 147 * 100_00,
  });
  expect(outsideTheGroups(source)).toEqual([]);
});

test('前一天都还没有发货', () => {
  expect(countsOf(source, '2026-02-26')).toMatchObject({ shipped: 0, not_shipped: 147 });
});

test('不在三类之内的合同计入总数而不计入任何一类，并被点名 [AC-27]', () => {
  const broken = [...source.slice(1), contract(1, null, '2026-02-27', '待核')];
  const { contracts, entered, not_to_enter, not_entered } = countsOf(broken, '2026-02-27');
  expect([contracts, entered + not_to_enter + not_entered]).toEqual([147, 146]);
  expect(outsideTheGroups(broken)).toEqual([{ number: 'XS-2026-0001', status: '待核' }]);
});

test.each([
  ['签订在将来', { signed_on: '2026-03-02', shipped_on: null }, 'sales_contract.future'],
  ['发货在将来', { signed_on: '2026-02-01', shipped_on: '2026-03-02' }, 'sales_contract.future'],
  ['发货早于签订', { signed_on: '2026-02-01', shipped_on: '2026-01-31' }, 'sales_contract.shipped_before_signed'],
])('%s被拒绝', (_what, written, code) => {
  expect(() => refuseImpossibleDays(written, '2026-03-01')).toThrow(code);
});

test('签订当天发货可以', () => {
  expect(() => refuseImpossibleDays({ signed_on: '2026-03-01', shipped_on: '2026-03-01' }, '2026-03-01')).not.toThrow();
});

const last = { from: '2026-02-10', status: 'pending' };
test.each([
  ['同一状态', { from: '2026-02-20', status: 'pending' }, 'sales_contract.same_status'],
  ['起始日不晚于现状态', { from: '2026-02-10', status: 'entered' }, 'sales_contract.status_order'],
  ['起始日在将来', { from: '2026-03-02', status: 'entered' }, 'sales_contract.status_future'],
])('挂账状态：%s被拒绝', (_what, change, code) => {
  expect(() => refuseStatusOutOfTurn(change, last, '2026-03-01')).toThrow(code);
});
test('挂账状态按先后变动', () => {
  expect(() => refuseStatusOutOfTurn({ from: '2026-02-11', status: 'entered' }, last, '2026-03-01')).not.toThrow();
  expect(() => refuseStatusOutOfTurn({ from: '2026-02-11', status: 'entered' }, null, '2026-03-01')).not.toThrow();
});
