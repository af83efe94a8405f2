/** Rules of instruments and tools as tables; no database. */
import { expect, test } from 'vitest';
import { completeness, isComplete, isOverdue, refuseCalibration, refuseHandOver, requiredOf, type Piece } from './rules.ts';

const requirements = [{ branch: null, kind: '万用表', quantity: 2 }, { branch: null, kind: '压力表', quantity: 1 }, { branch: 'SW', kind: '万用表', quantity: 1 }, { branch: 'SW', kind: '压力表', quantity: 0 }];
test.each([['NE', { 万用表: 2, 压力表: 1 }], ['SW', { 万用表: 1, 压力表: 0 }]] as const)('%s 应有 %j [FS-1.4]', (branch, wanted) => {
  expect(Object.fromEntries(requiredOf(branch, requirements))).toEqual(wanted);
});

const piece = (more: Partial<Piece> = {}): Piece => ({ branch: 'NE', kind: '万用表', state: 'in_custody', custodian: '关', calibration_due: null, ...more });
const at = (pieces: readonly Piece[], branch = 'NE') => completeness(branch, requirements, pieces, new Set(['关', '韩']), '2026-03-01');
const full = [piece(), piece({ custodian: '韩' }), piece({ kind: '压力表', calibration_due: '2026-03-01' })];
test.each([
  ['齐全', full, { missing: 0, withoutCustodian: 0, overdue: 0 }, true],
  ['缺一件', full.slice(1), { missing: 1, withoutCustodian: 0, overdue: 0 }, false],
  ['丢失不算现有', [piece({ state: 'lost' }), ...full.slice(1)], { missing: 1, withoutCustodian: 0, overdue: 0 }, false],
  ['送检算现有', [piece({ state: 'at_calibration' }), ...full.slice(1)], { missing: 0, withoutCustodian: 0, overdue: 0 }, true],
  ['无保管人', [piece({ state: 'in_store', custodian: null }), ...full.slice(1)], { missing: 0, withoutCustodian: 1, overdue: 0 }, false],
  ['保管人已调离', [piece({ custodian: '走' }), ...full.slice(1)], { missing: 0, withoutCustodian: 1, overdue: 0 }, false],
  ['检定过期', [...full.slice(0, 2), piece({ kind: '压力表', calibration_due: '2026-02-28' })], { missing: 0, withoutCustodian: 0, overdue: 1 }, false],
  ['多出的种类也查保管人', [...full, piece({ kind: '测厚仪', custodian: null })], { missing: 0, withoutCustodian: 1, overdue: 0 }, false],
] as const)('%s [FS-1.4]', (_what, pieces, wanted, complete) => {
  const lines = at(pieces);
  const sum = (of: 'missing' | 'withoutCustodian' | 'overdue') => lines.reduce((n, l) => n + l[of], 0);
  expect({ missing: sum('missing'), withoutCustodian: sum('withoutCustodian'), overdue: sum('overdue') }).toEqual(wanted);
  expect(isComplete(lines)).toBe(complete);
});
test('别的服务部的不算在内 [FS-1.4]', () => {
  expect(at(full, 'SW').reduce((n, l) => n + l.present, 0)).toBe(0);
  expect(isOverdue(null, '2026-03-01')).toBe(false);
});

const handOver = { branch: 'NE', current: { id: 'g', name: '关振国' }, next: { id: 'h', name: '韩雪', place: 'NE' }, actor: '宗敏' };
const signed = { giver: '关振国', receiver: '韩雪' };
test.each([
  [handOver, signed, null], [{ ...handOver, current: null }, { giver: '宗敏', receiver: '韩雪' }, null],
  [{ ...handOver, next: null }, signed, 'tool_item.not_employed'], [{ ...handOver, next: { ...handOver.next, place: 'EC' } }, signed, 'tool_item.other_branch'],
  [{ ...handOver, current: { id: 'h', name: '韩雪' } }, signed, 'tool_item.same_custodian'], [handOver, { ...signed, giver: '宗敏' }, 'tool_item.giver'], [handOver, { ...signed, receiver: '那顺' }, 'tool_item.receiver'],
] as const)('交接 %j，签名 %j [FS-1.4]', (h, s, code) => {
  expect(codeOf(() => refuseHandOver(h, s))).toBe(code);
});
test.each([['2026-02-01', '2027-02-01', null], ['2026-03-02', '2027-03-02', 'tool_item.calibrated_in_future'], ['2026-02-01', '2026-02-01', 'tool_item.due_before']] as const)('检定 %s，下次 %s [FS-1.4]', (on, due, code) => {
  expect(codeOf(() => refuseCalibration({ on, due }, '2026-03-01'))).toBe(code);
});

function codeOf(act: () => void): string | null {
  try { act(); return null; } catch (e) { return (e as { readonly code: string }).code; }
}
