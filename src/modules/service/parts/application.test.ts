/** Applications on PostgreSQL: four steps, who bears it and why, both serial numbers, the old part, the cost, and what the order is told. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { slipPage } from '../../../kernel/document/issue.ts';
import { EquipmentCover } from '../equipment/index.ts';
import { ServiceOrder, ServiceOrderProcess } from '../orders/index.ts';
import { type Orders, startOrders } from '../orders/testing-orders.ts';
import { ReplacementAgreement, ReplacementAgreementProcess, settlements } from '../settlements/index.ts';
import { thawed } from './application-facts.ts';
import { PartApplication, PartApplicationProcess, parts, StockMove } from './index.ts';
import { startStock, type Stock } from './testing-parts.ts';

let s: Orders & Stock;
beforeAll(async () => {
  s = await startStock(await startOrders([settlements, parts]));
  await s.receive(s.nozzle, 60, 32_400);
  await s.receive(s.pump, 20, 100_000);
});
afterAll(() => s.t.close());

const app = (id: string) => s.t.read(PartApplication, id);
const openOrder = async (change: object = {}) => {
  const { id } = await s.t.create(ServiceOrder, s.dispatcher, { customer: s.customer, region: s.regions.NE, service_type: s.maintenance, priority: 'normal', ...change });
  await s.t.step(ServiceOrderProcess, id, 'issue', s.dispatcher, { technician: s.worker });
  return id;
};

test('申报、判定、批准、发放、更换、收旧件、确认走完；依据冻结，成本到分，指令随之 [FS-3.4]', async () => {
  const { t, keeper, technician, dispatcher, warehouse, oldPlace, nozzle } = s;
  const order = await openOrder({ equipment: s.young });
  const before = await s.held(warehouse, nozzle);
  const id = await s.issued({ service_order: order, equipment: null, quantity: 3 });
  expect(await app(id)).toMatchObject({ state: 'issued', equipment: s.young, region: s.regions.NE, technician: s.worker, decision: 'in', side: 'in', applied_on: '2026-02-10', issued_cost: 97_200 });
  expect(thawed((await app(id)).explanation).map((l) => l[0])).toContain('保修自投运日 2025-11-24 起 12 个月：[2025-11-24, 2026-11-24)，起日在内，止日不在内');
  expect((await t.read(ServiceOrder, order)).parts_state).toBe('open');
  await t.step(PartApplicationProcess, id, 'replace', technician, { used: 2, replaced_on: '2026-02-10' });
  expect(await app(id)).toMatchObject({ state: 'replaced', used: 2, cost: 64_800, fitted_by: technician.id });
  expect(await s.held(warehouse, nozzle)).toBe(before - 2);
  await t.step(PartApplicationProcess, id, 'receive_old_part', keeper, { old_place: oldPlace, old_pieces: 2 });
  expect(await s.held(oldPlace, nozzle)).toBe(2);
  await t.step(PartApplicationProcess, id, 'confirm', dispatcher, {});
  expect(await app(id)).toMatchObject({ state: 'confirmed', confirmed_on: '2026-02-10' });
  expect((await t.read(ServiceOrder, order)).parts_state).toBe('confirmed');
});

test('冻结的依据不随设备记录以后的改动而变 [SM-26]', async () => {
  const { t } = s;
  const id = await s.issued();
  const frozen = (await app(id)).explanation;
  await t.run(t.system, (tx) => tx.query('update equipment set parts_months = 1 where tenant_id = $1 and id = $2', [t.tenantId, s.young]));
  expect((await app(id)).explanation).toBe(frozen);
  await t.run(t.system, (tx) => tx.query('update equipment set parts_months = 12 where tenant_id = $1 and id = $2', [t.tenantId, s.young]));
});

test('保修判定单逐句印出冻结的依据；确认后的更换单印出新旧编号、旧件与成本 [SM-26] [SM-25] [AC-32]', async () => {
  const { t, keeper, technician, dispatcher, warehouse, oldPlace, pump } = s;
  const paper = async (done: { readonly slips: readonly string[] }) => t.run(dispatcher, (tx) => slipPage(tx, done.slips[0]!, '云岭'));
  const line = (page: Awaited<ReturnType<typeof paper>>, label: string) => page.lines.find((l) => l.label[0] === label)?.value;
  const id = await s.apply({ part: pump, quantity: 1 });
  const decision = await paper(await t.step(PartApplicationProcess, id, 'check_warranty', keeper, {}));
  expect(decision).toMatchObject({ label: ['保修判定单', 'Warranty decision'], stamps: [], signatureBoxes: [['判定人', 'Decided by'], ['区域经理', 'Branch manager']] });
  expect(decision.number).toMatch(/^BXD-202602-\d{4}$/);
  expect([line(decision, '保修判定'), line(decision, '设备型号与出厂编号'), line(decision, '故障日期'), line(decision, '先行处理')]).toEqual(['保修期内', 'HJ-800，YL-1', '2026-02-09', '已尝试修复；清洗后仍堵']);
  expect(decision.table!.rows).toEqual([['1', '保修自投运日 2025-11-24 起 12 个月：[2025-11-24, 2026-11-24)，起日在内，止日不在内'], ['2', '故障日 2026-02-09 在期内'], ['3', '结论：配件在保']]);
  await t.step(PartApplicationProcess, id, 'approve', keeper, { approved: 1 });
  await t.step(PartApplicationProcess, id, 'issue', keeper, { place: warehouse });
  await t.step(PartApplicationProcess, id, 'replace', technician, { used: 1, replaced_on: '2026-02-10', old_serials: 'B-901', new_serials: 'B-902' });
  await t.step(PartApplicationProcess, id, 'receive_old_part', keeper, { old_place: oldPlace, old_pieces: 1 });
  const sheet = await paper(await t.step(PartApplicationProcess, id, 'confirm', dispatcher, {}));
  expect(sheet.table!.rows).toEqual([['1', 'B-901', 'B-902']]);
  expect([line(sheet, '使用成本'), line(sheet, '旧件'), line(sheet, '收费价格')]).toEqual(['1,000.00 元', '已交回；1 台', undefined]);
});

test('人工判定的单据盖“人工判定”，写明系统判定、理由和整段依据 [SM-26] [AC-32]', async () => {
  const { t, keeper } = s;
  const id = await s.apply({ equipment: s.old });
  const done = await t.step(PartApplicationProcess, id, 'check_warranty', keeper, { override: 'goodwill', decision_reason: '老用户，同批缺陷' });
  const page = await t.run(keeper, (tx) => slipPage(tx, done.slips[0]!, '云岭'));
  expect(page.stamps).toEqual([['人工判定', 'Decided by hand']]);
  expect(page.lines.map((l) => [l.label[0], l.value])).toEqual(expect.arrayContaining([['系统判定', '出保'], ['保修判定', '优惠处理'], ['改变判定的理由', '老用户，同批缺陷']]));
  expect(page.table!.rows.at(-1)![1]).toBe('人工判定：优惠处理；理由：老用户，同批缺陷');
});

test('保内没有“已尝试修复”或“已联系厂家”的登记，不能批准更换；登记后可以 [AC-32] [FS-3.5]', async () => {
  const { t, keeper, technician } = s;
  const id = await s.apply({ remedy: null, remedy_note: null });
  await t.step(PartApplicationProcess, id, 'check_warranty', keeper, {});
  await expect(t.step(PartApplicationProcess, id, 'approve', keeper, { approved: 2 })).rejects.toMatchObject({ code: 'part_application.not_ready', label: [expect.stringContaining('已尝试修复'), expect.anything()] });
  await expect(t.step(PartApplicationProcess, id, 'record_remedy', technician, { remedy: 'manufacturer_contacted', remedy_note: '电话' })).rejects.toThrow('part_application.manufacturer');
  await t.step(PartApplicationProcess, id, 'record_remedy', technician, { remedy: 'manufacturer_contacted', remedy_note: '厂家同意索赔', manufacturer: '华燃', claim_no: 'SQ-17' });
  await t.step(PartApplicationProcess, id, 'approve', keeper, { approved: 2 });
  expect(await app(id)).toMatchObject({ state: 'approved', remedy: 'manufacturer_contacted', claim_no: 'SQ-17' });
});

test('修好了就不更换：申报了结，不出库 [FS-3.5]', async () => {
  const { t, keeper, technician } = s;
  const id = await s.apply({ remedy: null });
  await t.step(PartApplicationProcess, id, 'check_warranty', keeper, {});
  await t.step(PartApplicationProcess, id, 'repaired', technician, { remedy_note: '清洗后恢复' });
  expect(await app(id)).toMatchObject({ state: 'repaired', remedy: 'repair_attempted', issued: null, cost: null });
});

test('合同保障代替出保；出保作优惠处理须写理由；判不出的须人工判定 [AC-32] [SM-26]', async () => {
  const { t, keeper, dispatcher } = s;
  const out = await s.apply({ equipment: s.old });
  await expect(t.step(PartApplicationProcess, out, 'check_warranty', keeper, { override: 'goodwill' })).rejects.toThrow('part_application.reason');
  await t.step(PartApplicationProcess, out, 'check_warranty', keeper, { override: 'goodwill', decision_reason: '老用户，同批缺陷' });
  expect(await app(out)).toMatchObject({ computed: 'out', decision: 'goodwill', side: 'in', decision_reason: '老用户，同批缺陷' });
  await t.create(EquipmentCover, dispatcher, { equipment: s.old, contract: 'WB-2026-1', from_on: '2026-02-01', to_on: '2026-02-05', covers: ['parts'] });
  const covered = await s.apply({ equipment: s.old, failed_on: '2026-02-05' });
  await t.step(PartApplicationProcess, covered, 'check_warranty', keeper, {});
  expect(await app(covered)).toMatchObject({ decision: 'contract', side: 'in' });
  const early = await s.apply({ equipment: s.young, failed_on: '2025-11-01' });
  await expect(t.step(PartApplicationProcess, early, 'check_warranty', keeper, {})).rejects.toThrow('part_application.undetermined');
});

test('保外须有协议或价格才能确认；协议得知已更换，取消的协议不行', async () => {
  const { t, keeper, technician, branch, dispatcher } = s;
  const { id: agreement } = await t.create(ReplacementAgreement, branch, { customer: s.customer, part: '喷嘴', quantity: 2, agreed_on: '2026-02-09' });
  await t.step(ReplacementAgreementProcess, agreement, 'hand_in', branch, {});
  const { id: cancelled } = await t.create(ReplacementAgreement, branch, { customer: s.customer, part: '喷嘴', quantity: 2, agreed_on: '2026-02-09' });
  await t.step(ReplacementAgreementProcess, cancelled, 'cancel', branch, { reason: '用户改主意' });
  const id = await s.issued({ equipment: s.old, remedy: null });
  await t.step(PartApplicationProcess, id, 'replace', technician, { used: 2, replaced_on: '2026-02-10' });
  await t.step(PartApplicationProcess, id, 'no_old_part', technician, { old_part: 'kept', old_note: '用户留作备件' });
  await expect(t.step(PartApplicationProcess, id, 'confirm', dispatcher, {})).rejects.toThrow('part_application.unpriced');
  await expect(t.step(PartApplicationProcess, id, 'confirm', dispatcher, { agreement: cancelled })).rejects.toThrow('part_application.agreement');
  await t.step(PartApplicationProcess, id, 'record_terms', branch, { agreement });
  expect((await t.read(ReplacementAgreement, agreement)).service_done_on).toBe('2026-02-10');
  await t.step(PartApplicationProcess, id, 'confirm', dispatcher, { agreement });
  expect(await app(id)).toMatchObject({ state: 'confirmed', side: 'out', agreement, old_part: 'kept' });
  const inside = await s.apply();
  await t.step(PartApplicationProcess, inside, 'check_warranty', keeper, {});
  await expect(t.step(PartApplicationProcess, inside, 'record_terms', branch, { charge: 100 })).rejects.toMatchObject({ code: 'part_application.not_ready', label: ['保内不收费', expect.anything()] });
});

test('有编号的配件：新旧两头都登记，装过的编号不能再装，两人同时装同一个只有一人成 [FS-3.4]', async () => {
  const { t, technician, branch } = s;
  const ids = [await s.issued({ part: s.pump, quantity: 1 }), await s.issued({ part: s.pump, quantity: 1 })];
  await expect(t.step(PartApplicationProcess, ids[0]!, 'replace', technician, { used: 1, replaced_on: '2026-02-10', new_serials: 'N-1' })).rejects.toThrow('part_application.serials');
  const answers = await Promise.allSettled(ids.map((id, i) => t.step(PartApplicationProcess, id, 'replace', i === 0 ? technician : branch, { used: 1, replaced_on: '2026-02-10', old_serials: `O-${i}`, new_serials: 'N-1' })));
  expect(answers.map((a) => a.status).sort()).toEqual(['fulfilled', 'rejected']);
  expect(answers.filter((a) => a.status === 'rejected').map((a) => (a.reason as { code: string }).code)).toEqual(['part_application.serials']);
});

test('一件没用：全部退回，成本为零，不算更换', async () => {
  const { t, technician, warehouse, nozzle } = s;
  const before = await s.held(warehouse, nozzle);
  const id = await s.issued();
  await t.step(PartApplicationProcess, id, 'replace', technician, { used: 0, replaced_on: '2026-02-10' });
  expect(await app(id)).toMatchObject({ state: 'unused', replaced_on: null, cost: null });
  expect(await s.held(warehouse, nozzle)).toBe(before);
});

test('发错了收回，再发一次，同一批成本', async () => {
  const { t, keeper, warehouse, nozzle } = s;
  const before = await s.held(warehouse, nozzle);
  const id = await s.issued();
  await t.step(PartApplicationProcess, id, 'take_back', keeper, { reason: '拿错型号' });
  expect(await app(id)).toMatchObject({ state: 'approved', issued: null });
  expect(await s.held(warehouse, nozzle)).toBe(before);
  await t.step(PartApplicationProcess, id, 'issue', keeper, { place: warehouse });
  expect(await app(id)).toMatchObject({ state: 'issued', issued_cost: 64_800 });
});

test('技术员可从自己的车发放，不能从别人的库位', async () => {
  const { t, keeper, technician, branch, van, warehouse, nozzle } = s;
  await t.create(StockMove, keeper, { purpose: 'transfer', part: nozzle, from_place: warehouse, to_place: van, quantity: 2, reason: '补充' });
  const stranger = await t.actor('technician', 'FS-NE', '外人');
  const ids = [await s.apply(), await s.apply()];
  for (const id of ids) {
    await t.step(PartApplicationProcess, id, 'check_warranty', keeper, {});
    await t.step(PartApplicationProcess, id, 'approve', keeper, { approved: 1 });
  }
  await expect(t.step(PartApplicationProcess, ids[0]!, 'issue', technician, { place: warehouse })).rejects.toThrow('stock_place.not_yours');
  await expect(t.step(PartApplicationProcess, ids[0]!, 'issue', stranger, { place: van })).rejects.toThrow('part_application.not_your_van');
  await expect(t.step(PartApplicationProcess, ids[0]!, 'issue', keeper, { place: s.oldPlace })).rejects.toThrow('part_application.bad_place');
  await t.step(PartApplicationProcess, ids[0]!, 'issue', s.mate, { place: van });
  await t.step(PartApplicationProcess, ids[1]!, 'issue', branch, { place: van });
  expect(await s.held(van, nozzle)).toBe(0);
});

test('各步的拒绝：自己批、自己确认、超数、旧件去处、保内旧件不留给用户、少交不说明', async () => {
  const { t, keeper, technician, branch, warehouse, oldPlace } = s;
  const own = await s.apply({}, keeper);
  await t.step(PartApplicationProcess, own, 'check_warranty', keeper, {});
  await expect(t.step(PartApplicationProcess, own, 'approve', keeper, { approved: 2 })).rejects.toThrow('part_application.own_application');
  const id = await s.issued();
  await expect(t.step(PartApplicationProcess, id, 'replace', technician, { used: 3, replaced_on: '2026-02-10' })).rejects.toThrow('part_application.too_many');
  await expect(t.step(PartApplicationProcess, id, 'replace', technician, { used: 2, replaced_on: '2026-02-01' })).rejects.toThrow('part_application.replaced_when');
  const both = await t.deputy(branch, 'dispatcher', 'FS', s.dispatcher);
  await t.step(PartApplicationProcess, id, 'replace', both, { used: 2, replaced_on: '2026-02-10' });
  await expect(t.step(PartApplicationProcess, id, 'no_old_part', technician, { old_part: 'kept', old_note: '用户要' })).rejects.toThrow('part_application.kept');
  await expect(t.step(PartApplicationProcess, id, 'receive_old_part', keeper, { old_place: warehouse, old_pieces: 2 })).rejects.toThrow('part_application.old_place');
  await expect(t.step(PartApplicationProcess, id, 'receive_old_part', keeper, { old_place: oldPlace, old_pieces: 1 })).rejects.toThrow('part_application.old_missing');
  await expect(t.step(PartApplicationProcess, id, 'receive_old_part', keeper, { old_place: oldPlace, old_pieces: 3 })).rejects.toThrow('part_application.old_pieces');
  await t.step(PartApplicationProcess, id, 'receive_old_part', keeper, { old_place: oldPlace, old_pieces: 1, old_note: '一件粉碎' });
  await expect(t.step(PartApplicationProcess, id, 'confirm', both, {})).rejects.toThrow('part_application.own');
});

test('申报的拒绝：没有设备、别的区域、已结束的指令、离职的人、将来的故障', async () => {
  const { t, branch, technician } = s;
  await expect(s.apply({ equipment: null })).rejects.toThrow('part_application.equipment');
  const far = await t.actor('technician', 'FS-XJ');
  await expect(s.apply({}, far)).rejects.toThrow('part_application.other_branch');
  await expect(s.apply({ technician: s.gone }, branch)).rejects.toThrow('part_application.not_employed');
  await expect(s.apply({ failed_on: '2026-02-11' }, technician)).rejects.toThrow('part_application.future');
  const order = await openOrder();
  await t.step(ServiceOrderProcess, order, 'cancel', s.dispatcher, { reason: '用户取消' });
  await expect(s.apply({ service_order: order })).rejects.toThrow('part_application.order_over');
});

test('一份指令的两张申报同时了结，指令不会停在“待确认” [SM-21]', async () => {
  const { t, technician } = s;
  const order = await openOrder({ equipment: s.young });
  const ids = [await s.apply({ service_order: order }), await s.apply({ service_order: order })];
  expect((await t.read(ServiceOrder, order)).parts_state).toBe('open');
  await Promise.all(ids.map((id) => t.step(PartApplicationProcess, id, 'withdraw', technician, { reason: '不用了' })));
  expect((await t.read(ServiceOrder, order)).parts_state).toBe('confirmed');
});
