/** The rules of the director's work, as tables; no database. */
import { expect, test } from 'vitest';
import { cameOf, ownTask, refuseFutureDay, refuseNotMonday, refuseOral, refuseRenewal, refuseThinWeekly } from './rules.ts';

const oral = { manner: 'oral', listener: '梁振业', key_points: '本周办卡 12 张', body: null };
test('口头汇报记下听取人和要点，书面汇报有正文 [VIP-9.11]', () => {
  refuseOral(oral);
  expect(() => refuseOral({ ...oral, listener: null })).toThrow('upward_report.oral');
  expect(() => refuseOral({ ...oral, key_points: ' ' })).toThrow('upward_report.oral');
  expect(() => refuseOral({ ...oral, manner: 'written' })).toThrow('upward_report.body');
  refuseOral({ manner: 'written', listener: null, key_points: null, body: '全文' });
});
const at = (text: string) => new Date(`2026-12-${text}:00+08:00`);
const planned = [{ day: '2026-12-07', from: at('07T13:30') }, { day: '2026-12-08', from: at('08T13:30') }, { day: '2026-12-09', from: at('09T19:30') }];
test.each([
  ['准时：开始那一刻也算', [{ day: '2026-12-07', at: at('07T13:30') }, { day: '2026-12-08', at: at('08T13:05') }, { day: '2026-12-09', at: at('09T19:00') }], { on_time: 3, late: 0, not_seen: 0, unplanned: 0 }],
  ['晚一分钟是晚到，没来是未见', [{ day: '2026-12-07', at: at('07T13:31') }, { day: '2026-12-09', at: at('09T19:00') }], { on_time: 1, late: 1, not_seen: 1, unplanned: 0 }],
  ['没排的日子来了；同一天离岗再回来不多算', [{ day: '2026-12-07', at: at('07T13:00') }, { day: '2026-12-07', at: at('07T18:00') }, { day: '2026-12-11', at: at('11T13:00') }], { on_time: 1, late: 0, not_seen: 2, unplanned: 1 }],
  ['后半夜才到，仍算在班次那个营业日', [{ day: '2026-12-09', at: at('10T01:10') }], { on_time: 0, late: 1, not_seen: 2, unplanned: 0 }],
] as const)('排班与到岗：%s [VIP-9.4]', (_, arrivals, expected) => { expect(cameOf(planned, arrivals)).toEqual({ planned: 3, ...expected }); });
test('一天排两班的，先到的对前一班', () => {
  const two = [{ day: '2026-12-07', from: at('07T19:30') }, { day: '2026-12-07', from: at('07T13:30') }];
  expect(cameOf(two, [{ day: '2026-12-07', at: at('07T19:40') }, { day: '2026-12-07', at: at('07T13:00') }])).toEqual({ planned: 2, on_time: 1, late: 1, not_seen: 0, unplanned: 0 });
});
test('一周从星期一开始', () => {
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
