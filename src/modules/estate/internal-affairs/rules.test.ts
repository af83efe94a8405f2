/** Rules of internal affairs, as tables. */
import { expect, test } from 'vitest';
import { leaveHalves, notToObject, progressOf, proposals, refusePlan, refuseProgress, scoreOf, SUGGESTED, withoutCare, workedHalves, type Facts } from './rules.ts';

const none: Facts = { duties_done: 0, duties_late: 0, study_missed: 0, unsigned: 0, absent_days: 0, late_times: 0, sanctions: 0, findings: 0 };
test.each([
  ['没有任何事实', {}, 100], ['按时完成四件', { duties_done: 4 }, 104], ['加分以十为限', { duties_done: 40 }, 110], ['加满也照扣', { duties_done: 40, sanctions: 1, late_times: 2 }, 96],
  ['逾期一件、缺席一次、未签一份', { duties_late: 1, study_missed: 1, unsigned: 1 }, 95], ['旷工一天、标准不符合一项', { absent_days: 1, findings: 1 }, 87], ['不低于零', { absent_days: 12 }, 0],
] as const)('绩效得分：%s [LOG-10.1]', (_case, facts, score) => { expect(scoreOf({ ...none, ...facts }, SUGGESTED)).toBe(score); });
test.each([
  ['基础分', { base: 80 }, { duties_done: 1 }, 81], ['加分上限', { most: 3 }, { duties_done: 9 }, 103], ['分值改成不计', { weights: { ...SUGGESTED.weights, late_times: 0 } }, { late_times: 5 }, 100], ['原来扣的改为加', { weights: { ...SUGGESTED.weights, findings: 4 } }, { findings: 1 }, 104],
] as const)('计分按所给的条件：%s [LOG-10.1]', (_case, change, facts, score) => { expect(scoreOf({ ...none, ...facts }, { ...SUGGESTED, ...change })).toBe(score); });
test.each([
  [{ person: 'a', actor: 'a', clerk: false }, true], [{ person: 'a', actor: 'b', clerk: true }, false], [{ person: null, actor: 'b', clerk: true }, true], [{ person: null, actor: 'b', clerk: false }, false],
])('异议由本人提出，没有账号的由劳资员登记：%o', (c, may) => { expect(notToObject(c) === null).toBe(may); });

const days = ['2026-03-02', '2026-03-03', '2026-03-04'];
test.each([
  ['一整天', [{ from_day: '2026-03-03', from_half: 'am', to_day: '2026-03-03', to_half: 'pm' }], 2], ['半天', [{ from_day: '2026-03-03', from_half: 'pm', to_day: '2026-03-03', to_half: 'pm' }], 1],
  ['跨出月外只计月内工作日', [{ from_day: '2026-02-20', from_half: 'am', to_day: '2026-03-02', to_half: 'am' }], 1], ['周末不计', [{ from_day: '2026-03-04', from_half: 'pm', to_day: '2026-03-08', to_half: 'pm' }], 1],
  ['两张假条重叠只计一次', [{ from_day: '2026-03-02', from_half: 'am', to_day: '2026-03-03', to_half: 'am' }, { from_day: '2026-03-03', from_half: 'am', to_day: '2026-03-04', to_half: 'am' }], 5],
] as const)('请假半天数：%s [LOG-10.3]', (_case, spans, halves) => { expect(leaveHalves([...spans], days)).toBe(halves); });
test('实出勤 = 应出勤 − 请假 − 旷工，不低于零 [LOG-10.3]', () => {
  expect([workedHalves({ workdays: 22, leave: 3, absent: 2 }), workedHalves({ workdays: 1, leave: 4, absent: 0 })]).toEqual([39, 0]);
});

const device = (id: string, needs: readonly string[], ...care: readonly (readonly [kind: string, done_on: string, ok: boolean])[]) => ({ id, needs, care: care.map(([kind, done_on, ok]) => ({ kind, done_on, ok })) });
test.each([
  ['做过且成功', [device('a', ['backup'], ['backup', '2026-03-05', true])], []], ['没有成功不算', [device('a', ['backup'], ['backup', '2026-03-05', false])], ['a']], ['期前的不算', [device('a', ['backup'], ['backup', '2026-02-28', true])], ['a']],
  ['别的项目不算', [device('a', ['backup'], ['patch', '2026-03-05', true])], ['a']], ['不须做的不计', [device('a', ['patch'])], []],
] as const)('未做维护的设备：%s [LOG-10.7]', (_case, devices, missing) => { expect(withoutCare('backup', devices, '2026-03-01', '2026-03-07')).toEqual(missing); });

test.each([['year', '2026-03', null, 'period'], ['month', '2026', '2026', 'period'], ['month', '2026-03', null, 'parent'], ['month', '2026-03', '2025', 'parent']] as const)('计划期间不符：%s %s [LOG-10.10]', (kind, period, parentPeriod, code) => {
  expect(() => refusePlan({ kind, period, parentPeriod })).toThrow(`work_plan.${code}`);
});
test('年度、月度都能立 [LOG-10.10]', () => {
  expect([refusePlan({ kind: 'year', period: '2026', parentPeriod: null }), refusePlan({ kind: 'month', period: '2026-03', parentPeriod: '2026' })]).toEqual([undefined, undefined]);
});
test('进度按权重平均，下调须写原因 [LOG-10.10]', () => {
  expect([progressOf([{ weight: 30, percent: 100 }, { weight: 10, percent: 20 }]), progressOf([])]).toEqual([80, 0]);
  expect(() => refuseProgress(60, 40, null)).toThrow('work_plan_item.backwards');
  expect([refuseProgress(60, 40, '招标作废'), refuseProgress(40, 60, null)]).toEqual([undefined, undefined]);
});

test('其他工作：同一句下同一种类满三次才提议，多的在前 [LOG-9.3]', () => {
  const w = (statement: string, kind: string, times: number) => Array.from({ length: times }, () => ({ statement, kind }));
  expect(proposals([...w('LOG-9.3', '搬家协助', 3), ...w('LOG-2.4', '搬家协助', 2), ...w('LOG-1.7', ' 车位管理 ', 4), ...w('LOG-9.3', '借伞', 2)]))
    .toEqual([{ statement: 'LOG-1.7', kind: '车位管理', times: 4 }, { statement: 'LOG-9.3', kind: '搬家协助', times: 3 }]);
});
