/** The warranty as a table, written from AC-32 and SM-26 first; no database. */
import { expect, test } from 'vitest';
import { determineWarranty, refuseDouble, refuseEmptySpan, refuseForeignSite, refuseOddDates, serialKey, type WarrantyQuestion } from './rules.ts';

const unit: WarrantyQuestion = {
  terms: { starts: 'commissioned', parts: 12, labour: 6, travel: 0 }, shipped_on: '2025-10-31', commissioned_on: '2025-11-24', cover: [], failed_on: '2026-11-23', aspect: 'parts',
};
const decided = (over: Partial<WarrantyQuestion>) => { const { result, from, until } = determineWarranty({ ...unit, ...over }); return [result, from, until]; };
const WB = { contract: 'WB-2026-003', from: '2026-11-24', to: '2027-11-23', covers: ['parts', 'labour'] } as const;

test.each([
  ['投运当日', { failed_on: '2025-11-24' }, ['in', '2025-11-24', '2026-11-24']],
  ['最后一天', { failed_on: '2026-11-23' }, ['in', '2025-11-24', '2026-11-24']],
  ['满期日', { failed_on: '2026-11-24' }, ['out', '2025-11-24', '2026-11-24']],
  ['满期日有合同', { failed_on: '2026-11-24', cover: [WB] }, ['contract', '2026-11-24', '2027-11-24']],
  ['合同最后一天', { failed_on: '2027-11-23', cover: [WB] }, ['contract', '2026-11-24', '2027-11-24']],
  ['合同满后', { failed_on: '2027-11-24', cover: [WB] }, ['out', '2025-11-24', '2026-11-24']],
  ['在保时合同不替代', { failed_on: '2026-11-23', cover: [{ ...WB, from: '2026-01-01' }] }, ['in', '2025-11-24', '2026-11-24']],
  ['合同不保该项', { failed_on: '2026-11-24', aspect: 'travel', cover: [WB] }, ['out', '2025-11-24', '2025-11-24']],
] as const)('保修边界 [start, start+12m)：%s [SM-26]', (_what, over, expected) => {
  expect(decided(over)).toEqual(expected);
});

test('配件、人工、差旅各有月数 [SM-26]', () => {
  expect(decided({ aspect: 'labour', failed_on: '2026-05-23' })).toEqual(['in', '2025-11-24', '2026-05-24']);
  expect(decided({ aspect: 'labour', failed_on: '2026-05-24' })).toEqual(['out', '2025-11-24', '2026-05-24']);
  expect(decided({ aspect: 'parts', failed_on: '2026-05-24' })[0]).toBe('in');
  expect(decided({ aspect: 'travel', failed_on: '2025-11-24' })[0]).toBe('out');
});

test.each([
  ['2025-08-31', 6, '2026-02-28'], ['2024-02-29', 12, '2025-02-28'], ['2025-03-31', 1, '2025-04-30'], ['2025-12-31', 2, '2026-02-28'], ['2023-08-31', 6, '2024-02-29'],
] as const)('%s 起 %i 个月，月末取当月最后一天 %s', (commissioned_on, parts, until) => {
  expect(decided({ commissioned_on, terms: { ...unit.terms, parts }, failed_on: commissioned_on })).toEqual(['in', commissioned_on, until]);
});

test('自发运起算的按发运日', () => {
  expect(decided({ terms: { ...unit.terms, starts: 'shipped' }, failed_on: '2026-10-30' })).toEqual(['in', '2025-10-31', '2026-10-31']);
  expect(decided({ terms: { ...unit.terms, starts: 'shipped' }, failed_on: '2026-10-31' })[0]).toBe('out');
  expect(decided({ terms: { ...unit.terms, starts: 'shipped' }, commissioned_on: null, failed_on: '2026-10-30' })[0]).toBe('in');
});

test.each([
  ['没有投运日期', { commissioned_on: null }, '投运日期未登记', 'the date of commissioning is not on record'],
  ['没有发运日期', { shipped_on: null, terms: { ...unit.terms, starts: 'shipped' } }, '发运日期未登记', 'the date of shipment is not on record'],
  ['没有约定月数', { terms: { ...unit.terms, parts: null } }, '保修月数未约定', 'No warranty months are agreed'],
  ['故障早于投运', { failed_on: '2025-11-23' }, '早于起算日', 'before the start'],
] as const)('%s则待定，说明缺什么 [SM-26]', (_what, over, zh, en) => {
  const { result, explanation } = determineWarranty({ ...unit, ...over });
  expect(result).toBe('undetermined');
  expect(explanation.map((l) => l[0]).join('\n')).toContain(zh);
  expect(explanation.map((l) => l[1]).join('\n')).toContain(en);
});

test('待定而合同保障当日，按合同', () => {
  expect(decided({ commissioned_on: null, failed_on: '2026-12-01', cover: [WB] })).toEqual(['contract', '2026-11-24', '2027-11-24']);
});

test('说明里印出规则与结论，两种语言 [SM-26]', () => {
  const { explanation } = determineWarranty({ ...unit, failed_on: '2026-11-24', cover: [{ ...WB, from: '2026-12-01' }] });
  expect(explanation).toEqual([
    ['保修自投运日 2025-11-24 起 12 个月：[2025-11-24, 2026-11-24)，起日在内，止日不在内', 'The warranty runs 12 months from commissioning on 2025-11-24: [2025-11-24, 2026-11-24), the first day included, the last not'],
    ['故障日 2026-11-24 不早于 2026-11-24，已在期外', 'The failure on 2026-11-24 is not before 2026-11-24: outside'],
    ['合同 WB-2026-003 保障期 2026-12-01 至 2027-11-23，不含故障日', 'Contract WB-2026-003 covers 2026-12-01 to 2027-11-23, not the day of the failure'],
    ['结论：配件出保', 'Result: parts out of warranty'],
  ]);
});

test.each([['SN-2025 0113', 'sn-20250113'], ['ＳＮ２０２５－0113', 'SN2025–0113']])('出厂编号 %s 与 %s 相同', (a, b) => {
  expect(serialKey(a)).toBe(serialKey(b));
});
test('只差一个连字符的可能是两台，不合并', () => expect(serialKey('24-1')).not.toBe(serialKey('241')));

test('拒绝：重号、日期颠倒、未来日期、他人站点、空保障期', () => {
  expect(() => refuseDouble({ number: 'SB-00001' })).toThrow('equipment.double');
  expect(() => refuseDouble(null)).not.toThrow();
  expect(() => refuseOddDates('2026-01-02', '2026-01-01', '2026-02-01')).toThrow('equipment.order_of_dates');
  expect(() => refuseOddDates('2026-02-02', null, '2026-02-01')).toThrow('equipment.future');
  expect(() => refuseOddDates(null, '2026-02-02', '2026-02-01')).toThrow('equipment.future');
  expect(() => refuseOddDates('2026-01-01', '2026-01-01', '2026-02-01')).not.toThrow();
  expect(() => refuseForeignSite({ customer: 'a' }, 'b')).toThrow('equipment.foreign_site');
  expect(() => refuseForeignSite({ customer: 'a' }, 'a')).not.toThrow();
  expect(() => refuseEmptySpan('2026-01-02', '2026-01-01')).toThrow('equipment_cover.span');
});
