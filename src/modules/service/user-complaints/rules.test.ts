/** Rules of user complaints as tables; no database. */
import { expect, test } from 'vitest';
import { afterCallBack, noIncidentYet, orderNotDone, ownCallBack, refuseComplaint, refuseLoss, refuseOrder, repeatOf, type Earlier } from './rules.ts';

const at = (day: string) => new Date(`${day}T02:00:00Z`);
const earlier: readonly Earlier[] = [
  { id: 'old', customer: 'A', equipment: 'u', received_at: at('2025-06-01') }, { id: 'unit', customer: 'A', equipment: 'u', received_at: at('2026-01-05') }, { id: 'other', customer: 'A', equipment: 'w', received_at: at('2026-01-20') },
];
test.each([
  ['同一设备优先', { customer: 'A', equipment: 'u', received_at: at('2026-02-01') }, 90, { of: 'unit', kind: 'same_equipment', days: 27 }],
  ['同一客户', { customer: 'A', equipment: 'x', received_at: at('2026-02-01') }, 90, { of: 'other', kind: 'same_customer', days: 12 }],
  ['没有设备时看客户', { customer: 'A', equipment: null, received_at: at('2026-02-01') }, 90, { of: 'other', kind: 'same_customer', days: 12 }],
  ['正好在窗口内', { customer: 'A', equipment: 'u', received_at: at('2026-02-01') }, 27, { of: 'unit', kind: 'same_equipment', days: 27 }],
  ['设备超出窗口，客户仍在', { customer: 'A', equipment: 'u', received_at: at('2026-02-01') }, 26, { of: 'other', kind: 'same_customer', days: 12 }],
  ['都超出窗口', { customer: 'A', equipment: 'u', received_at: at('2026-02-01') }, 5, null],
  ['窗口未定，全部算', { customer: 'A', equipment: 'u', received_at: at('2030-01-01') }, null, { of: 'unit', kind: 'same_equipment', days: 1457 }],
  ['别的客户', { customer: 'B', equipment: null, received_at: at('2026-02-01') }, 90, null],
] as const)('重复投诉：%s [SM-24]', (_what, now, window, wanted) => {
  expect(repeatOf(now, earlier, window)).toEqual(wanted);
});
test.each([[at('2026-02-01'), null, null], [at('2026-02-01'), 'A', null], [at('2026-02-03'), null, 'user_complaint.future'], [at('2026-02-01'), 'B', 'user_complaint.equipment']] as const)('登记 %s，设备属 %s [SM-24]', (occurred_at, ownerOfUnit, code) => {
  expect(codeOf(() => refuseComplaint({ occurred_at, customer: 'A' }, { now: at('2026-02-02'), ownerOfUnit }))).toBe(code);
});
const order = { number: 'ZL-1', customer: 'A', state: 'issued' };
test.each([[order, null], [null, 'user_complaint.order'], [{ ...order, customer: 'B' }, 'user_complaint.order'], [{ ...order, state: 'cancelled' }, 'user_complaint.order_cancelled']] as const)('关联 %j [SM-24]', (o, code) => {
  expect(codeOf(() => refuseOrder(o, 'A'))).toBe(code);
});
test.each([[null, true], [order, false], [{ ...order, state: 'on_site' }, false], [{ ...order, state: 'done' }, true], [{ ...order, state: 'verified' }, true]] as const)('指令 %j 时可报处理完毕：%s [SM-24]', (o, possible) => {
  expect(orderNotDone(o) === null).toBe(possible);
});
test('回访由处理人以外的人进行；不满意退回处理 [SM-24]', () => {
  expect([ownCallBack('a', 'a') !== null, ownCallBack('a', 'b'), ownCallBack(null, 'b')]).toEqual([true, null, null]);
  expect(['yes', 'partly', 'no'].map(afterCallBack)).toEqual(['called_back', 'called_back', 'linked']);
});
test('违纪事件须有涉及的员工、实际损失和证据，且只报一次 [SM-24] [CC-WRIT-7]', () => {
  expect([noIncidentYet({ about: 'e', incident: null }), noIncidentYet({ about: null, incident: null })?.[0], noIncidentYet({ about: 'e', incident: 'i' })?.[0]]).toEqual([null, '没有写明涉及的员工', '已报违纪事件']);
  expect([codeOf(() => refuseLoss(100_00, '更换错误，返工材料单 0231，共 100 元')), codeOf(() => refuseLoss(0, '更换错误，返工材料单 0231')), codeOf(() => refuseLoss(100_00, '有损失'))]).toEqual([null, 'user_complaint.loss', 'user_complaint.evidence']);
});

function codeOf(act: () => void): string | null {
  try { act(); return null; } catch (e) { return (e as { readonly code: string }).code; }
}
