import { expect, test } from 'vitest';
import { assertBriefed, briefingProblem, notOnDuty, signOutProblem } from './rules.ts';

const fit = { briefing_heard: true, uniform_ok: true, badge_ok: true, grooming_ok: true };
test('例会与仪容逐项达标才能上岗 [VIP-6.2]', () => {
  expect(() => assertBriefed(fit)).not.toThrow();
});
test.each(['briefing_heard', 'uniform_ok', 'badge_ok', 'grooming_ok'] as const)('%s 未达标：说明是哪一项 [VIP-6.2]', (name) => {
  expect(() => assertBriefed({ ...fit, [name]: false })).toThrow(expect.objectContaining({ code: 'shift.not_fit', fields: { [name]: expect.anything() } }));
});

test('首班先领备用金再开例会；接班的人先开例会 [VIP-6.2]', () => {
  expect(briefingProblem('first', null)?.[0]).toContain('备用金');
  expect(briefingProblem('first', new Date(0))).toBeNull();
  expect(briefingProblem('middle', null)).toBeNull();
});

test.each([
  ['open', true, '截账'], ['open', false, null], ['cut', true, '交接'], ['handed', true, '财务'], ['released', true, null], ['sealed', true, null], ['checked', true, null], ['preparing', true, null],
] as const)('%s 状态能否下班（有交接 %s） [VIP-6.7]', (state, handedOver, said) => {
  expect(signOutProblem(state, handedOver)?.[0] ?? null).toEqual(said === null ? null : expect.stringContaining(said));
});

test.each([[null, '领取备用金'], ['preparing', '还没有上岗'], ['ready', '例会'], ['cut', '已截账'], ['handed', '已交接'], ['sealed', '已交接']] as const)('%s：说明为什么不能收款', (state, said) => {
  expect(notOnDuty(state)[0]).toContain(said);
});
