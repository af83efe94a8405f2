/** Repairs on PostgreSQL: the leak of AS-39, times, material at frozen cost, call-back, paid jobs, QR label, construction with several signers. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { balanceOf, type Actor } from '../../../kernel/index.ts';
import { listPage } from '../../../kernel/register/list.ts';
import { runQuery, runReport } from '../../../kernel/report/run.ts';
import { startTest, type TestKernel } from '../../../kernel/testing.ts';
import { Employee, staff } from '../../people/staff/index.ts';
import { Building, buildings } from '../buildings/index.ts';
import { Consumable, ConsumableReceipt, consumables, ConsumableStock } from '../consumables/index.ts';
import { type RepairDesk, RepairDeskQuery } from './desk.ts';
import {
  ConstructionAcceptance, ConstructionAcceptanceProcess, ConstructionLog, ConstructionProcess, ConstructionProject, RepairMaterial, RepairOrder, RepairPrice, RepairProcess, repairs, RepairsByBuilding,
} from './index.ts';
import { BuildingRepair } from './intake.ts';
import type { Party } from './rules.ts';
import { RepairSlip } from './slips.ts';

let t: TestKernel;
let clerk: Actor;
let worker: Actor;
let store: Actor;
let head: Actor;
let building: string;
let man: string;
let valve: string;
beforeAll(async () => {
  t = await startTest({ modules: [staff, buildings, consumables, repairs], now: '2026-03-02T01:00:00Z' });
  clerk = await t.actor('repair_clerk', 'LC', '母春梅');
  worker = await t.actor('repair_worker', 'LC', '呙国栋');
  store = await t.actor('store_clerk', 'LC', '库宝山');
  head = await t.actor('logistics_head', 'LC', '荣升');
  building = (await t.create(Building, await t.actor('estate_clerk', 'LC'), { name: '办公楼', kind: 'office', address: '云岭路 1 号', title_right: 'owned' })).id;
  man = (await t.create(Employee, await t.actor('hr', 'YL'), { staff_no: 'H5', name: '呙国栋', hired_on: '2020-01-01', unit_id: t.unit('LC') })).id;
  valve = (await t.create(Consumable, store, { code: 'F-1', name: '角阀', category: 'repair', measure: '只' })).id;
  await t.create(ConsumableReceipt, store, { item: valve, quantity: 1, unit_cost: 3_000, received_on: '2026-02-01' });
  await t.create(ConsumableReceipt, store, { item: valve, quantity: 20, unit_cost: 3_500, received_on: '2026-02-10' });
});
afterAll(() => t.close());

const at = (time: string, day = '2026-03-02') => t.at(new Date(`${day}T${time}:00+08:00`).toISOString());
const report = (over: object = {}) => t.create(RepairOrder, clerk, { building, place: '3 楼茶水间', content: '水管接头漏水', channel: 'phone', reporter: '秦岚', phone: '13812345678', ...over });
const step = (id: string, name: Parameters<typeof t.step<typeof RepairOrder, typeof RepairProcess.steps, keyof typeof RepairProcess.steps & string>>[2], input: object = {}, signer?: [string, string], by = clerk) =>
  t.step(RepairProcess, id, name, by, input as never, signer ? [t.sign(...signer)] : []);
const onSite = async (over: object = {}, grade: object = {}) => {
  const { id } = await report(over);
  await step(id, 'grade', { grade: 'urgent', charge: 'free', ...grade });
  await step(id, 'issue_slip', { worker: man });
  await step(id, 'take', {}, ['worker', '呙国栋'], worker);
  await step(id, 'arrive', {}, undefined, worker);
  return id;
};
const settled = async (id: string, receipt: string | null = null) => {
  await step(id, 'finish', { work_done: '更换角阀', labour: 2_000 }, undefined, worker);
  await step(id, 'check', { fixed: true, score: 4 }, ['reporter', '秦岚'], worker);
  await step(id, 'call_back', { call_back: 'satisfied', words: '满意', again: false });
  await step(id, 'settle', { receipt });
};

test('谁都能在网页报修并只看自己的：来源记为网页，等级由报修员定；电话登记的仍记为电话 [LOG-2.5] [TEA-1]', async () => {
  at('08:00');
  const [guest, other] = [await t.actor('line_supervisor', 'CC', '苏琳'), await t.actor('technician', 'FS-NE', '关振国')];
  const mine = await t.create(RepairOrder, guest, { building, place: '热线大厅', content: '空调滴水', channel: 'phone', grade: 'urgent', reporter: '苏琳', phone: '13812345670' });
  expect(await t.read(RepairOrder, mine.id)).toMatchObject({ channel: 'page', grade: null, reported_by: guest.id, unit_id: t.unit('LC') });
  const theirs = await t.create(RepairOrder, other, { building, place: '库房', content: '门锁坏', channel: 'page', reporter: '关振国', phone: '13812345671' });
  const seen = (who: Actor) => t.run(who, (tx) => listPage(tx, RepairOrder, { page: 1, size: 50 }));
  expect((await seen(guest)).rows.map((r) => r['id'])).toEqual([mine.id]);
  await expect(step(theirs.id, 'grade', { grade: 'small', charge: 'free' }, undefined, guest)).rejects.toThrow('not_found');
  await expect(step(mine.id, 'grade', { grade: 'small', charge: 'free' }, undefined, guest)).rejects.toThrow('not_allowed');
  expect((await report()).channel).toBe('phone');
});

test('租户 09:00 报漏水：两联单，09:04 接单，09:13 到场即及时；材料先进先出冻结；签字评分 4；次日回访有待办 [AS-39] [TEA-1] [LOG-2.5]', async () => {
  at('09:00');
  const { id } = await report();
  at('09:02');
  await step(id, 'grade', { grade: 'urgent', charge: 'free' });
  expect(await t.read(RepairOrder, id)).toMatchObject({ take_by: new Date('2026-03-02T01:05:00Z'), arrive_by: new Date('2026-03-02T01:15:00Z') });
  const slip = await step(id, 'issue_slip', { worker: man });
  expect(RepairSlip.copies).toHaveLength(2);
  const [paper] = await t.sql<{ kind: string; content: string }>('select kind, content::text as content from slip where tenant_id = $1 and id = $2', [t.tenantId, slip.slips[0]]);
  expect(paper).toMatchObject({ kind: RepairSlip.name, content: expect.stringContaining('水管接头漏水') });
  at('09:04');
  await expect(step(id, 'take', {}, undefined, worker)).rejects.toThrow('signature');
  await step(id, 'take', {}, ['worker', '呙国栋'], worker);
  at('09:13');
  await step(id, 'arrive', {}, undefined, worker);
  expect(await t.read(RepairOrder, id)).toMatchObject({ in_time: true });
  await step(id, 'add_material', { item: valve, quantity: 3 }, undefined, worker);
  await t.create(ConsumableReceipt, store, { item: valve, quantity: 5, unit_cost: 9_900, received_on: '2026-01-01' });
  expect(await t.read(RepairOrder, id)).toMatchObject({ material: 3_000 + 2 * 3_500 });
  at('10:00');
  await step(id, 'finish', { work_done: '更换角阀', labour: 0 }, undefined, worker);
  await expect(step(id, 'check', { fixed: true, score: 4 }, undefined, worker)).rejects.toThrow('signature');
  await expect(step(id, 'check', { fixed: true, score: 2 }, ['reporter', '秦岚'], worker)).rejects.toThrow('repair_order.bare_score');
  await step(id, 'check', { fixed: true, score: 4 }, ['reporter', '秦岚'], worker);
  expect(await t.read(RepairOrder, id)).toMatchObject({ state: 'checked', score: 4, in_time: true });
  const task = (await t.tasks(clerk)).find((x) => x.recordId === id)!;
  expect(new Date(task.dueAt).toISOString()).toBe('2026-03-03T16:00:00.000Z');
});

test('迟到一分钟即不及时；晚登记的电话按报修时刻计；未修好退回维修，回访要求返修也退回', async () => {
  at('09:00', '2026-03-03');
  const { id } = await report({ reported_at: new Date('2026-03-03T00:44:00Z') });
  await step(id, 'grade', { grade: 'small', charge: 'free' });
  await step(id, 'issue_slip', { worker: man });
  await step(id, 'take', {}, ['worker', '呙国栋'], worker);
  await step(id, 'arrive', {}, undefined, worker);
  expect(await t.read(RepairOrder, id)).toMatchObject({ in_time: false });
  await step(id, 'finish', { work_done: '紧固', labour: 0 }, undefined, worker);
  await step(id, 'check', { fixed: false, score: 1, remark: '还在滴' }, ['reporter', '秦岚'], worker);
  expect(await t.read(RepairOrder, id)).toMatchObject({ state: 'on_site', score: null });
  await step(id, 'finish', { work_done: '更换', labour: 0 }, undefined, worker);
  await step(id, 'check', { fixed: true, score: 5 }, ['reporter', '秦岚'], worker);
  await step(id, 'call_back', { call_back: 'not_satisfied', words: '又漏了', again: true });
  expect(await t.read(RepairOrder, id)).toMatchObject({ state: 'on_site', done_at: null });
  await expect(report({ appointed_at: new Date('2026-03-02T00:00:00Z') })).rejects.toThrow('repair_order.appointed');
});

test('有偿须选价目，收费 = 单价 × 数量 + 材料，无收据不结算 [LOG-2.6]', async () => {
  at('11:00', '2026-03-04');
  const price = await t.create(RepairPrice, clerk, { name: '疏通下水', measure: '处', price: 8_000, origin: 'template' });
  const { id: bare } = await report();
  await expect(step(bare, 'grade', { grade: 'odd', charge: 'paid' })).rejects.toThrow('repair_order.unpriced');
  await step(bare, 'refuse', { why: '非本楼' });
  const id = await onSite({}, { grade: 'odd', charge: 'paid', price_item: price.id, price_quantity: 2 });
  await step(id, 'add_material', { item: valve, quantity: 1 }, undefined, worker);
  const { material } = await t.read(RepairOrder, id);
  await expect(settled(id)).rejects.toThrow('repair_order.receipt');
  await step(id, 'settle', { receipt: 'SJ-001' });
  expect(await t.read(RepairOrder, id)).toMatchObject({ state: 'settled', charged: 16_000 + material!, settled_on: '2026-03-04' });
});

test('退料回到原批次，成本原样，一笔只退一次，别单的料不能退', async () => {
  const before = await t.run(store, (tx) => balanceOf(tx, ConsumableStock, 'on_hand', valve));
  const [a, b] = [await onSite(), await onSite()];
  await step(a, 'add_material', { item: valve, quantity: 2 }, undefined, worker);
  const [used] = await t.sql<{ id: string }>('select id from repair_material where tenant_id = $1 and repair = $2', [t.tenantId, a]);
  await expect(step(b, 'return_material', { used: used!.id, why: '多' }, undefined, worker)).rejects.toThrow('repair_order.material');
  const twice = await Promise.allSettled([step(a, 'return_material', { used: used!.id, why: '多领' }, undefined, worker), step(a, 'return_material', { used: used!.id, why: '多领' }, undefined, worker)]);
  expect(twice.filter((x) => x.status === 'fulfilled')).toHaveLength(1);
  expect([await t.run(store, (tx) => balanceOf(tx, ConsumableStock, 'on_hand', valve)), await t.read(RepairOrder, a), await t.read(RepairMaterial, used!.id)]).toMatchObject([before, { material: 0 }, { returned_on: '2026-03-04' }]);
  await expect(step(a, 'add_material', { item: valve, quantity: 999 }, undefined, worker)).rejects.toThrow('consumable.short');
});

test('房屋标签扫码报修：不登录即可，归管房部门，紧急的已标急修 [TEA-1]', async () => {
  const { qr_token } = await t.read(Building, building);
  const outside = { ...t.system, name: '外部填报' };
  const found = await t.run(outside, (tx) => BuildingRepair.find(tx, qr_token!));
  expect(found).toMatchObject({ name: '办公楼' });
  const { number } = await t.run(outside, async (tx) => BuildingRepair.receive({ tx, found, now: tx.now, day: '2026-03-04', input: { place: '大厅', content: '灯管掉落', reporter: '客人', phone: '13900000000', urgent: true, photos: null } }));
  const [row] = await t.sql('select channel, grade, unit_id, state from repair_order where tenant_id = $1 and number = $2', [t.tenantId, number]);
  expect(row).toEqual({ channel: 'qr', grade: 'urgent', unit_id: t.unit('LC'), state: 'reported' });
  expect(await t.run(outside, (tx) => BuildingRepair.find(tx, 'x'.repeat(24)))).toBeNull();
});

const contract = { contractor: '宏建公司', contract_no: 'HT-1', contract_amount: 1_000_000, starts_on: '2026-03-05', ends_on: '2026-03-20', warranty_months: 12, retention_percent: 5 };
async function built(parties: readonly Party[] = ['owner', 'user', 'builder']) {
  at('09:00', '2026-03-05');
  const repair = await onSite();
  await step(repair, 'to_construction', { title: '屋面防水', budget: 1_000_000 });
  const { project } = await t.read(RepairOrder, repair);
  await t.step(ConstructionProcess, project!, 'sign_contract', head, contract);
  await t.step(ConstructionProcess, project!, 'start', clerk, { disclosed: true });
  await t.create(ConstructionLog, clerk, { project: project!, log_day: '2026-03-05', weather: '晴', people: 6, work: '铲除旧防水', safety: '正常' });
  await t.step(ConstructionProcess, project!, 'complete', clerk, { parties });
  const rows = await t.sql<{ id: string; party: string }>('select id, party from construction_acceptance where tenant_id = $1 and project = $2 order by party', [t.tenantId, project]);
  return { repair, project: project!, signers: rows.map((r) => r.id) };
}
const signOff = (id: string) => t.step(ConstructionAcceptanceProcess, id, 'sign_off', clerk, { opinion: '合格' }, [t.sign('signer', '验收人')]);
const settle = { final_amount: 980_000, paid: 300_000, deduction: 0, basis: '审定单' };

test('工程：验收方没有全部签字不能结算，异议要说清；全签后自动验收，结算留质保金，保修期满自动到期 [AS-39] [LOG-2.6]', async () => {
  const { repair, project, signers } = await built();
  await signOff(signers[0]!);
  await expect(t.step(ConstructionProcess, project, 'settle', head, settle)).rejects.toThrow('construction_project.not_ready');
  await t.step(ConstructionAcceptanceProcess, signers[1]!, 'object', clerk, { opinion: '天沟积水' });
  await signOff(signers[2]!);
  await expect(t.step(ConstructionProcess, project, 'settle', head, settle)).rejects.toThrow('construction_project.not_ready');
  await signOff(signers[1]!);
  expect(await t.read(ConstructionProject, project)).toMatchObject({ state: 'accepted', accepted_on: '2026-03-05' });
  await expect(t.step(ConstructionProcess, project, 'settle', head, { ...settle, paid: 950_000 })).rejects.toThrow('construction_project.overpaid');
  await t.step(ConstructionProcess, project, 'settle', head, settle);
  expect(await t.read(ConstructionProject, project)).toMatchObject({ state: 'warranty', retention: 49_000, payable: 631_000, warranty_to: '2027-03-05' });
  expect(await t.read(RepairOrder, repair)).toMatchObject({ state: 'closed' });
  at('23:59', '2027-03-04');
  await t.tick();
  expect(await t.read(ConstructionProject, project)).toMatchObject({ state: 'warranty' });
  at('00:01', '2027-03-05');
  await t.tick();
  expect(await t.read(ConstructionProject, project)).toMatchObject({ state: 'retention_due' });
  await t.step(ConstructionProcess, project, 'pay_retention', head, { defects: '无', voucher: 'PZ-9' });
});

test('最后两方同时签字：验收恰好通过一次', async () => {
  const { project, signers } = await built(['owner', 'builder']);
  await Promise.all(signers.map(signOff));
  expect(await t.read(ConstructionProject, project)).toMatchObject({ state: 'accepted' });
});

test('工程：没有安全交底不开工，没有日志不验收，少了施工方不验收，超预算、倒置日期不签；施工期外不记日志', async () => {
  at('09:00', '2026-03-06');
  const { id } = await t.create(ConstructionProject, clerk, { title: '外墙', building, budget: 100 });
  await expect(t.step(ConstructionProcess, id, 'sign_contract', head, contract)).rejects.toThrow('construction_project.over_budget');
  await expect(t.step(ConstructionProcess, id, 'sign_contract', head, { ...contract, ends_on: '2026-03-01' })).rejects.toThrow('construction_project.span');
  await t.step(ConstructionProcess, id, 'sign_contract', head, { ...contract, over_reason: '材料涨价' });
  const log = (log_day: string) => t.create(ConstructionLog, clerk, { project: id, log_day, weather: '晴', people: 1, work: '搭架', safety: '正常' });
  await expect(log('2026-03-06')).rejects.toThrow('construction_log.not_building');
  await expect(t.step(ConstructionProcess, id, 'start', clerk, { disclosed: false })).rejects.toThrow('construction_project.safety');
  await t.step(ConstructionProcess, id, 'start', clerk, { disclosed: true });
  await expect(t.step(ConstructionProcess, id, 'complete', clerk, { parties: ['owner', 'builder'] })).rejects.toThrow('construction_project.not_ready');
  await expect(log('2026-03-04')).rejects.toThrow('construction_log.day');
  await log('2026-03-06');
  await expect(t.step(ConstructionProcess, id, 'complete', clerk, { parties: ['owner', 'user'] })).rejects.toThrow('construction_project.signers');
  expect(await t.sql('select 1 from construction_acceptance where tenant_id = $1 and project = $2', [t.tenantId, id])).toEqual([]);
  expect((await t.read(ConstructionAcceptance, (await built()).signers[0]!)).state).toBe('waiting');
});

test('按房屋的费用：材料与易耗品台账一致，工程与结算一致；报修台按状态分列', async () => {
  const page = await t.run(head, (tx) => runReport(tx, RepairsByBuilding, { from: '2026-01-01', to: '2026-12-31' }));
  expect(page.proof.map((p) => p.left - p.right)).toEqual([0, 0]);
  expect(page.totals['construction']).toBe(980_000);
  expect(page.totals['material']).toBeGreaterThan(0);
  const desk = (await t.run(clerk, (tx) => runQuery(tx, RepairDeskQuery, {}))) as RepairDesk;
  expect(desk.columns.find((c) => c.state === 'reported')!.rows.map((r) => r.content)).toContain('灯管掉落');
});
