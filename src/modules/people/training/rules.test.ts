/** Rules of study and training as tables; no database. */
import { expect, test } from 'vitest';
import { moved, notFinished, notHeldYet, notItsTurn, rate, refuseOtherName, refuseParticipant, type Stop } from './rules.ts';

const stop = (id: string, stop_no: number, state = 'planned'): Stop => ({ id, stop_no, place: id, state });
const route = [stop('大港', 1, 'done'), stop('沙泉', 2), stop('青堤', 3), stop('云峡', 4)];
const order = (stops: readonly Stop[]) => stops.map((s) => `${s.stop_no}${s.id}`).join(' ');

test.each([
  ['云峡', 2, '1大港 2云峡 3沙泉 4青堤'], ['沙泉', 4, '1大港 2青堤 3云峡 4沙泉'], ['青堤', 3, '1大港 2沙泉 3青堤 4云峡'],
] as const)('%s 移到第 %i 站 [FS-1.5]', (id, to, expected) => {
  expect(order(moved(route, id, to))).toBe(expected);
});
test.each([['大港', 2, 'training_stop.fixed'], ['没有', 2, 'training_stop.fixed'], ['云峡', 1, 'training_stop.position'], ['云峡', 5, 'training_stop.position'], ['云峡', 0, 'training_stop.position']] as const)('%s 不能移到 %i [FS-1.5]', (id, to, code) => {
  expect(() => moved(route, id, to)).toThrow(code);
});
test('按次序开训：前一站未结束不能开下一站，取消的站不挡路 [FS-1.5]', () => {
  expect(notItsTurn(route, '沙泉')).toBeNull();
  expect(notItsTurn(route, '青堤')?.[0]).toContain('第 2 站沙泉');
  expect(notItsTurn([stop('大港', 1, 'skipped'), stop('沙泉', 2)], '沙泉')).toBeNull();
  expect(notItsTurn([stop('大港', 1, 'under_way'), stop('沙泉', 2)], '沙泉')?.[0]).toContain('大港');
});
test('各站结束或取消后计划才结束 [FS-1.5]', () => {
  expect(notFinished(route)?.[0]).toBe('还有 3 站未结束：沙泉、青堤、云峡');
  expect(notFinished([stop('大港', 1, 'done'), stop('沙泉', 2, 'skipped')])).toBeNull();
});
test.each([
  [{ kind: 'staff', employee: 'e', guest_name: null, organisation: null }, null], [{ kind: 'staff', employee: null, guest_name: null, organisation: null }, 'training_participant.who'],
  [{ kind: 'user', employee: null, guest_name: '王工', organisation: '大港油田' }, null], [{ kind: 'user', employee: null, guest_name: '王工', organisation: null }, 'training_participant.who'],
  [{ kind: 'user', employee: 'e', guest_name: '王工', organisation: '大港油田' }, 'training_participant.both'],
] as const)('参训人员 %j [FS-1.5]', (p, code) => {
  expect(codeOf(() => refuseParticipant(p))).toBe(code);
});
test('签到须本人 [FS-1.2]', () => {
  expect(codeOf(() => refuseOtherName('韩雪', '关振国'))).toBe('study_attendance.other_person');
  expect([codeOf(() => refuseOtherName('韩雪', ' 韩雪 ')), codeOf(() => refuseOtherName('韩雪', null))]).toEqual([null, null]);
});
test('学习会当日起才能签到 [FS-1.2]', () => {
  expect([notHeldYet('2026-01-10', '2026-01-09')?.[0], notHeldYet('2026-01-10', '2026-01-10')]).toEqual(['学习会定于 2026-01-10', null]);
});
test.each([[27, 29, 2, 100], [25, 29, 2, 92.6], [0, 5, 0, 0], [0, 2, 2, null], [0, 0, 0, null]] as const)('到 %i，应到 %i，请假 %i，到会率 %s [FS-1.2]', (attended, expected, excused, wanted) => {
  expect(rate(attended, expected, excused)).toBe(wanted);
});

function codeOf(act: () => void): string | null {
  try { act(); return null; } catch (e) { return (e as { readonly code: string }).code; }
}
