/** Rules of vehicles as tables; no database. */
import { expect, test } from 'vitest';
import { assignedOn, checkStated, refuseAssignment, refuseDay, sentencesOn, type Assignment } from './rules.ts';

const history: readonly Assignment[] = [{ vehicle: 'v', branch: 'NE', valid_from: '2025-01-01', valid_to: '2025-12-31' }, { vehicle: 'v', branch: 'EC', valid_from: '2026-02-01', valid_to: null }];
test.each([['2024-12-31', null], ['2025-12-31', 'NE'], ['2026-01-15', null], ['2026-02-01', 'EC'], ['2030-01-01', 'EC']] as const)('%s 在 %s [FS-1.1]', (day, branch) => {
  expect(assignedOn(history, 'v', day)).toBe(branch);
});
const c = { isBranch: true, since: '2024-06-01', day: '2026-03-01' };
test.each([
  [{ branch: 'XJ', from: '2026-03-01' }, c, null], [{ branch: 'XJ', from: '2026-03-01' }, { ...c, isBranch: false }, 'vehicle.branch'], [{ branch: 'EC', from: '2026-03-01' }, c, 'vehicle.same_branch'],
  [{ branch: 'XJ', from: '2026-02-01' }, c, 'vehicle.overlap'], [{ branch: 'XJ', from: '2026-03-02' }, c, 'vehicle.day'], [{ branch: 'XJ', from: '2024-05-31' }, c, 'vehicle.day'],
] as const)('配属 %j [FS-1.1]', (wanted, context, code) => {
  expect(codeOf(() => refuseAssignment(wanted, history, context))).toBe(code);
});
test('收回须晚于配属起日 [FS-1.1]', () => {
  expect([codeOf(() => refuseDay('2026-02-02', history, c)), codeOf(() => refuseDay('2026-02-01', history, c))]).toEqual([null, 'vehicle.overlap']);
});

const lines = [['FS', 4, null], ['EC', 6, 2], ['XJ', 5, 3], ['NE', 9, 2], ['NC', 2, 1], ['NW', 2, null], ['SW', 1, null]].map(([place, staff, vehicles]) => ({ place: String(place), staff: Number(staff), vehicles: vehicles === null ? null : Number(vehicles) }));
test('来源所报：人员 29 相符；车辆各单位之和 8，总数 9，差一辆 [AC-37] [CG-45]', () => {
  const stated = { staff_total: 29, vehicles_total: 9, lines };
  expect(checkStated(stated)).toEqual({ staffSum: 29, vehiclesSum: 8, staffAgrees: true, vehiclesAgree: false, vehiclesLeft: 1 });
  expect(sentencesOn(stated, 1).map((s) => s[0])).toEqual(['人员：各单位之和 29 = 所报总数 29，相符', '车辆：各单位之和 8 ≠ 所报总数 9，差 1 辆未列单位', '台账另有 1 辆未配属，差额由此说明']);
  expect(sentencesOn(stated, 0)[2]?.[0]).toContain('不足以说明差额');
  expect(sentencesOn({ ...stated, staff_total: 30, vehicles_total: 8 }, 0).map((s) => s[0])).toEqual(['人员：各单位之和 29 ≠ 所报总数 30，差 1', '车辆：各单位之和 8 = 所报总数 8，相符']);
});

function codeOf(act: () => void): string | null {
  try { act(); return null; } catch (e) { return (e as { readonly code: string }).code; }
}
