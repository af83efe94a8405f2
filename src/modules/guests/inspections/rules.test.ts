/** The rules of inspections, as tables; no database. */
import { expect, test } from 'vitest';
import { afterFailedRecheck, drawTimes, missingItems, notAllNoticed, notInspector, notResponsible, outcomeOf, ownRecheck, refuseDue, refuseSilentFault, tooEarly } from './rules.ts';

const window = { from: '15:00', to: '01:00' };
const instant = (d: { day: string; time: string }) => new Date(`${d.day}T${d.time}:00+08:00`);

test('抽查时间随机而可由种子复算，落在窗口内，前后半月各一次 [VIP-9.2] [G22]', () => {
  for (let n = 0; n < 300; n++) {
    const drawn = drawTimes(`seed-${n}`, '2026-12-01', '2027-01-01', 2, window);
    expect(drawn).toEqual(drawTimes(`seed-${n}`, '2026-12-01', '2027-01-01', 2, window));
    expect(drawn).toHaveLength(2);
    for (const d of drawn) expect(d.time >= '15:00' || d.time < '01:00').toBe(true);
    expect(instant(drawn[0]!) < new Date('2026-12-16T01:00:00+08:00')).toBe(true);
    expect(instant(drawn[1]!) >= new Date('2026-12-16T15:00:00+08:00')).toBe(true);
    expect(instant(drawn[1]!) < new Date('2027-01-01T01:00:00+08:00')).toBe(true);
  }
});

test('不同种子抽出不同时间：三百次里重复的不到一成，各小时都有', () => {
  const all = Array.from({ length: 300 }, (_, n) => drawTimes(`s${n}`, '2026-12-01', '2027-01-01', 2, window).map((d) => `${d.day} ${d.time}`).join());
  expect(new Set(all).size).toBeGreaterThan(270);
  expect(new Set(all.flatMap((x) => x.split(',').map((d) => d.slice(11, 13)))).size).toBe(10);
});

test('月末才开始时，剩几天抽几次', () => {
  expect(drawTimes('x', '2026-12-31', '2027-01-01', 2, window)).toHaveLength(1);
});

test('早于抽中时间一刻钟以上不能开始，别人不能代查', () => {
  const at = new Date('2026-12-03T20:00:00Z');
  expect(tooEarly(at, new Date('2026-12-03T19:44:59Z'))).not.toBeNull();
  expect(tooEarly(at, new Date('2026-12-03T19:45:00Z'))).toBeNull();
  expect([notInspector('a', 'a'), notInspector('a', 'b') !== null]).toEqual([null, true]);
});

const items = [{ id: '1', name: '灭火器' }, { id: '2', name: '疏散通道' }];
const line = (item: string, outcome: string, noticed = false) => ({ item, outcome, note: null, noticed });
test('检查项不能有空，有问题的都要开通知书', () => {
  expect(missingItems([], [])).not.toBeNull();
  expect(missingItems(items, [line('1', 'ok')])?.[0]).toContain('疏散通道');
  expect(missingItems(items, [line('1', 'ok'), line('2', 'na')])).toBeNull();
  expect([outcomeOf([line('1', 'ok'), line('2', 'na')]), outcomeOf([line('1', 'ok'), line('2', 'fault')])]).toEqual(['ok', 'faults']);
  expect([notAllNoticed([line('2', 'fault')]) !== null, notAllNoticed([line('2', 'fault', true), line('1', 'ok')])]).toEqual([true, null]);
  expect(() => refuseSilentFault({ outcome: 'fault', note: null })).toThrow('inspection_line.note');
  refuseSilentFault({ outcome: 'ok', note: null });
});

const notice = { corrected_by: 'ma', responsible: 'zhou', issued_by: 'shen' };
test.each([
  ['整改人自己', 'ma', 'not_corrector', true], ['责任人自己', 'zhou', 'not_corrector', true], ['检查人', 'shen', 'not_corrector', false],
  ['检查人，从严', 'shen', 'not_inspector_either', true], ['另一人', 'he', 'not_inspector_either', false],
] as const)('复查须由另一人：%s [AS-32]', (_case, actor, rule, refused) => {
  expect(ownRecheck(notice, actor, rule) !== null).toBe(refused);
});

test('期限不早于今天；签收的是责任人；复查不过而已逾期的直接到总经理', () => {
  expect(() => refuseDue('2026-12-02', '2026-12-03')).toThrow('rectification_notice.due');
  refuseDue('2026-12-03', '2026-12-03');
  expect(() => notResponsible('zhou', 'li')).toThrow('rectification_notice.not_responsible');
  notResponsible('zhou', 'zhou');
  expect([afterFailedRecheck('2026-12-10', '2026-12-10'), afterFailedRecheck('2026-12-10', '2026-12-11')]).toEqual(['acknowledged', 'escalated']);
});
