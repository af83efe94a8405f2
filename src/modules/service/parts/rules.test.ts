/** Rules of parts, table by table. */
import { describe, expect, test } from 'vitest';
import { determineWarranty, type WarrantyDecision } from '../equipment/index.ts';
import {
  averageOf, costOf, decisionOn, differenceOf, partsStateOf, refuseForeignOrder, refuseFittedBefore, refuseForeignAgreement, refuseFutureFailure, refuseImpossibleUse, refuseOddMove, refuseOwnCount, refuseOwnerlessPlace,
  refuseOwnPart, refuseSerials, refuseUnpriced, refuseWithoutRemedy, serialsIn, sideOf, spendingPlan, type Decision, type Lot, type PlaceKind,
} from './rules.ts';

const lot = (id: string, remaining: number, received_on: string | null, unit_cost: number, layer_number = `PC-${received_on}`): Lot =>
  ({ lot: id, remaining, layer: `layer-${id}`, received_on, layer_number, unit_cost });

describe('先进先出按入库日期', () => {
  test('后来调回的旧批次仍先出；一次跨两批，成本逐批算到分 [CG-50]', () => {
    const plan = spendingPlan([lot('a', 3, '2026-02-01', 1_200), lot('z', 2, '2025-11-05', 999), lot('b', 5, '2026-02-01', 1_300, 'PC-2026-02-02')], 4);
    expect(plan).toEqual([{ lot: 'z', layer: 'layer-z', unit_cost: 999, quantity: 2 }, { lot: 'a', layer: 'layer-a', unit_cost: 1_200, quantity: 2 }]);
    expect(costOf(plan!)).toBe(4_398);
  });
  test.each<[string, readonly Lot[], number, number | null]>([
    ['正好用完', [lot('a', 2, '2026-01-01', 500)], 2, 1_000],
    ['差一件', [lot('a', 2, '2026-01-01', 500)], 3, null],
    ['没有库存', [], 1, null],
    ['用空的批次不算', [lot('a', 0, '2025-01-01', 1), lot('b', 1, '2026-01-01', 700)], 1, 700],
    ['旧件没有成本', [lot('a', 1, null, 0)], 1, 0],
  ])('%s', (_what, lots, quantity, cost) => {
    const plan = spendingPlan(lots, quantity);
    expect(plan === null ? null : costOf(plan)).toBe(cost);
  });
});

describe('保修判定', () => {
  const at = (failed_on: string, cover: Parameters<typeof determineWarranty>[0]['cover'] = []) => determineWarranty({
    terms: { starts: 'commissioned', parts: 12, labour: 12, travel: 12 }, shipped_on: '2025-10-01', commissioned_on: '2025-11-24', cover, failed_on, aspect: 'parts',
  });
  const unknown: WarrantyDecision = { result: 'undetermined', from: null, until: null, explanation: [['投运日期未登记', 'Not on record']] };
  const cover = [{ contract: 'WB-1', from: '2026-11-01', to: '2027-10-31', covers: ['parts' as const] }];

  test.each<[string, WarrantyDecision, 'in' | 'out' | 'goodwill' | null, string | null, Decision]>([
    ['最后一天仍在保', at('2026-11-23'), null, null, 'in'],
    ['满十二个月当天出保', at('2026-11-24'), null, null, 'out'],
    ['合同保障代替出保', at('2026-11-24', cover), null, null, 'contract'],
    ['写明理由可作优惠处理', at('2026-11-24'), 'goodwill', '出保一天', 'goodwill'],
    ['与系统判定相同的不算改变', at('2026-11-23'), 'in', null, 'in'],
    ['无法判定时人工判定', unknown, 'out', '用户确认不在保', 'out'],
  ])('%s', (_what, computed, override, reason, decision) => expect(decisionOn(computed, override, reason).decision).toBe(decision));

  test('改变系统判定没有理由，拒绝；理由写进冻结的依据', () => {
    expect(() => decisionOn(at('2026-11-24'), 'goodwill', ' ')).toThrow('part_application.reason');
    expect(decisionOn(at('2026-11-24'), 'goodwill', '出保一天').explanation.at(-1)).toEqual(['人工判定：优惠处理；理由：出保一天', 'Decided by hand: goodwill; why: 出保一天']);
  });
  test('无法判定又没有人工判定，拒绝', () => expect(() => decisionOn(unknown, null, null)).toThrow('part_application.undetermined'));
  test.each<[Decision, 'in' | 'out']>([['in', 'in'], ['contract', 'in'], ['goodwill', 'in'], ['out', 'out']])('%s 的费用计入保%s', (decision, side) => expect(sideOf(decision)).toBe(side));
});

describe('更换之前', () => {
  test.each<[Decision, string | null]>([['in', null], ['contract', null], ['goodwill', null]])('保内（%s）没有修复或联系厂家的登记，拒绝 [AC-32]', (decision, remedy) =>
    expect(() => refuseWithoutRemedy(decision, remedy)).toThrow('part_application.remedy'));
  test.each<[Decision | null, string | null]>([['in', 'repair_attempted'], ['in', 'manufacturer_contacted'], ['out', null], [null, null]])('%s、%s 可以', (decision, remedy) => {
    expect(refuseWithoutRemedy(decision, remedy)).toBeUndefined();
  });
  test('保外没有协议也没有价格，不能确认；有一样就可以', () => {
    expect(() => refuseUnpriced('out', null, null)).toThrow('part_application.unpriced');
    expect([refuseUnpriced('out', 'XY-1', null), refuseUnpriced('out', null, 0), refuseUnpriced('in', null, null)]).toEqual([undefined, undefined, undefined]);
  });
  test.each<[string, Parameters<typeof refuseForeignAgreement>]>([
    ['别的客户的协议', ['a', { customer: 'x', state: 'priced' }, 'c']], ['已取消的协议', ['a', { customer: 'c', state: 'cancelled' }, 'c']], ['没有这份协议', ['a', null, 'c']],
  ])('%s，拒绝', (_what, args) => expect(() => refuseForeignAgreement(...args)).toThrow('part_application.agreement'));
  test('同一客户的有效协议、或不用协议，可以', () => {
    expect([refuseForeignAgreement('a', { customer: 'c', state: 'price_pending' }, 'c'), refuseForeignAgreement(null, null, 'c')]).toEqual([undefined, undefined]);
  });
  test('自己装的自己不能确认', () => {
    expect(() => refuseOwnPart('u1', 'u1')).toThrow('part_application.own');
    expect(refuseOwnPart('u1', 'u2')).toBeUndefined();
  });
});

describe('编号', () => {
  test('换行、逗号、顿号都可分隔', () => expect(serialsIn('A1\nA2，A3、A4; A5 ')).toEqual(['A1', 'A2', 'A3', 'A4', 'A5']));
  test.each<[string, Parameters<typeof refuseSerials>[0]]>([
    ['旧件编号少一个', { serialised: true, used: 2, old: ['O1'], fitted: ['N1', 'N2'] }],
    ['新件编号多一个', { serialised: true, used: 1, old: ['O1'], fitted: ['N1', 'N2'] }],
    ['编号重复', { serialised: false, used: 2, old: [], fitted: ['N1', 'N1'] }],
    ['新件就是旧件', { serialised: true, used: 1, old: ['X'], fitted: ['X'] }],
  ])('%s，拒绝', (_what, fitted) => expect(() => refuseSerials(fitted)).toThrow('part_application.serials'));
  test('有编号的配件两头编号齐全；没有编号的不要求', () => {
    expect(refuseSerials({ serialised: true, used: 1, old: ['O1'], fitted: ['N1'] })).toBeUndefined();
    expect(refuseSerials({ serialised: false, used: 4, old: [], fitted: [] })).toBeUndefined();
  });
  test('装过的编号不能再装', () => {
    expect(() => refuseFittedBefore([{ serial: 'N1', number: 'SP-1' }])).toThrow('part_application.serials');
    expect(refuseFittedBefore([])).toBeUndefined();
  });
});

describe('更换登记', () => {
  const use = { used: 2, issued: 2, replaced_on: '2026-02-10', issued_on: '2026-02-09', failed_on: '2026-02-08', today: '2026-02-10' };
  test('在发放与今天之间、不多于发出', () => expect(refuseImpossibleUse(use)).toBeUndefined());
  test.each([
    ['比发出的多', { used: 3 }, 'part_application.too_many'], ['早于发放', { replaced_on: '2026-02-08' }, 'part_application.replaced_when'],
    ['早于故障', { issued_on: null, replaced_on: '2026-02-07' }, 'part_application.replaced_when'], ['在将来', { replaced_on: '2026-02-11' }, 'part_application.replaced_when'],
  ])('%s，拒绝', (_what, change, code) => expect(() => refuseImpossibleUse({ ...use, ...change })).toThrow(code));
  test('故障不能在将来', () => {
    expect(() => refuseFutureFailure('2026-02-11', '2026-02-10')).toThrow('part_application.future');
    expect(refuseFutureFailure('2026-02-10', '2026-02-10')).toBeUndefined();
  });
  test.each<[string, Parameters<typeof refuseForeignOrder>, string]>([
    ['指令已关闭', [{ state: 'closed', customer: 'c', equipment: null, number: 'ZL-1' }, null], 'part_application.order_over'],
    ['指令已取消', [{ state: 'cancelled', customer: 'c', equipment: null, number: 'ZL-1' }, null], 'part_application.order_over'],
    ['别的客户的设备', [{ state: 'on_site', customer: 'c', equipment: null, number: 'ZL-1' }, { id: 'e', customer: 'd' }], 'part_application.other_unit'],
    ['指令上是另一台', [{ state: 'on_site', customer: 'c', equipment: 'e1', number: 'ZL-1' }, { id: 'e2', customer: 'c' }], 'part_application.other_unit'],
  ])('%s，拒绝', (_what, args, code) => expect(() => refuseForeignOrder(...args)).toThrow(code));
});

test.each<[readonly string[], 'open' | 'confirmed' | null]>([
  [[], null], [['applied'], 'open'], [['confirmed', 'issued'], 'open'], [['confirmed'], 'confirmed'], [['refused', 'repaired', 'withdrawn', 'unused'], 'confirmed'],
])('指令的配件状态：%j → %s', (states, expected) => expect(partsStateOf(states)).toBe(expected));

describe('盘点、调拨与库位', () => {
  test('有差异须写原因；差异为实盘减账面', () => {
    expect(() => differenceOf({ counted: 4, book: 5, reason: null })).toThrow('stock_count.reason');
    expect([differenceOf({ counted: 4, book: 5, reason: '破损未报' }), differenceOf({ counted: 5, book: 5, reason: null })]).toEqual([-1, 0]);
  });
  test('差异由他人批准', () => expect(() => refuseOwnCount('u1', 'u1')).toThrow('stock_count.own'));
  const place = (id: string, kind: PlaceKind) => ({ id, kind });
  test.each<[string, Parameters<typeof refuseOddMove>[0]]>([
    ['调拨没有去处', { purpose: 'transfer', from: place('a', 'warehouse'), to: null }], ['调到自己', { purpose: 'transfer', from: place('a', 'warehouse'), to: place('a', 'warehouse') }],
    ['处置填了去处', { purpose: 'dispose', from: place('a', 'scrap'), to: place('b', 'scrap') }], ['从仓库直接处置', { purpose: 'dispose', from: place('a', 'warehouse'), to: null }],
    ['从服务车返厂', { purpose: 'to_manufacturer', from: place('a', 'van'), to: null }],
  ])('%s，拒绝', (_what, move) => expect(() => refuseOddMove(move)).toThrow('stock_move.place'));
  test.each<[string, Parameters<typeof refuseOddMove>[0]]>([
    ['仓库到服务车', { purpose: 'transfer', from: place('a', 'warehouse'), to: place('b', 'van') }], ['旧件返厂', { purpose: 'to_manufacturer', from: place('a', 'old_parts'), to: null }],
    ['旧件处置', { purpose: 'dispose', from: place('a', 'old_parts'), to: null }],
  ])('%s，可以', (_what, move) => expect(refuseOddMove(move)).toBeUndefined());
  test.each<[string, Parameters<typeof refuseOwnerlessPlace>[0], string]>([
    ['服务车没有技术员', { kind: 'van', technician: null, mate: null, customer: null }, 'stock_place.owner'], ['客户处没有客户', { kind: 'customer', technician: null, mate: null, customer: null }, 'stock_place.owner'],
    ['同车的是同一人', { kind: 'van', technician: 'e', mate: 'e', customer: null }, 'stock_place.mate'],
  ])('%s，拒绝', (_what, owners, code) => expect(() => refuseOwnerlessPlace(owners)).toThrow(code));
});

test.each([[1_328_060, 41, 32_392], [1_018_500, 38, 26_803], [0, 0, null]])('平均单件成本 %d ÷ %d [AC-25]', (cost, pieces, average) => expect(averageOf(cost, pieces)).toBe(average));
