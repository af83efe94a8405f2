/** The rules of the director's work, as tables; no database. */
import { expect, test } from 'vitest';
import { gapsIn, hoursOf, ownTask, refuseFutureDay, refuseNotMonday, refuseOral, refuseRenewal, refuseShift, refuseThinWeekly, weekOf } from './rules.ts';

const oral = { manner: 'oral', listener: '梁振业', key_points: '本周办卡 12 张', body: null };
test('口头汇报记下听取人和要点，书面汇报有正文 [VIP-9.11]', () => {
  refuseOral(oral);
  expect(() => refuseOral({ ...oral, listener: null })).toThrow('upward_report.oral');
  expect(() => refuseOral({ ...oral, key_points: ' ' })).toThrow('upward_report.oral');
  expect(() => refuseOral({ ...oral, manner: 'written' })).toThrow('upward_report.body');
  refuseOral({ manner: 'written', listener: null, key_points: null, body: '全文' });
});
test.each([[{ from: '14:00', to: '22:00' }, 8], [{ from: '20:00', to: '02:30' }, 6.5], [{ from: '08:00', to: '08:00' }, 0]])('班次时长 %o', (shift, hours) => { expect(hoursOf(shift)).toBe(hours); });
test('一班不超过十二小时', () => {
  expect(() => refuseShift({ from: '08:00', to: '21:00' })).toThrow('roster_shift.hours');
  expect(() => refuseShift({ from: '08:00', to: '08:00' })).toThrow('roster_shift.hours');
  refuseShift({ from: '14:00', to: '02:00' });
});
test('每天每班都有人才能公布 [VIP-9.4]', () => {
  const days = weekOf('2026-12-07');
  expect([days[0], days[6]]).toEqual(['2026-12-07', '2026-12-13']);
  const full = days.flatMap((day) => ['A', 'B'].map((code) => ({ day, code })));
  expect(gapsIn(days, ['A', 'B'], full)).toBeNull();
  expect(gapsIn(days, ['A', 'B'], full.slice(1))?.[0]).toContain('2026-12-07 A 班');
  expect(() => refuseNotMonday('2026-12-08')).toThrow('directorate.monday');
  refuseNotMonday('2026-12-07');
});
const renewal = { kind: 'renewal', cost: 300_00, quotes: null, reason: null };
test('更新有费用，超限额比价两家 [VIP-9.8]', () => {
  refuseRenewal(renewal, 2_000_00);
  refuseRenewal({ ...renewal, kind: 'care', cost: null }, 2_000_00);
  expect(() => refuseRenewal({ ...renewal, cost: 0 }, 2_000_00)).toThrow('equipment_care.cost');
  expect(() => refuseRenewal({ ...renewal, cost: 2_000_01, quotes: 1 }, 2_000_00)).toThrow('equipment_care.quotes');
  refuseRenewal({ ...renewal, cost: 2_000_01, quotes: 2 }, 2_000_00);
});
test('周报两部分都写明 [VIP-9.11]', () => {
  refuseThinWeekly({ operation: '客流平稳，投诉两起均已办结', expansion: '下周在商场设点，目标办卡十张' });
  expect(() => refuseThinWeekly({ operation: '客流平稳，投诉两起均已办结', expansion: '照旧' })).toThrow('director_weekly.thin');
});
test('将来的日期不收；任务由承办人汇报', () => {
  expect(() => refuseFutureDay('2026-12-08', '2026-12-07')).toThrow('directorate.future');
  expect([ownTask('a', 'a'), ownTask('a', 'b') !== null]).toEqual([null, true]);
});
