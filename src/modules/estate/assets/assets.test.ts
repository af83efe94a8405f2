/** Fixed assets on PostgreSQL: boundary, purchase, ledger, keeping, clearance, repair, count with differences, scrap, reclassification, reports. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { balanceOf, type Actor } from '../../../kernel/index.ts';
import { runQuery, runReport } from '../../../kernel/report/run.ts';
import { startTest, type TestKernel } from '../../../kernel/testing.ts';
import { custody, heldElsewhere } from '../../people/custody/index.ts';
import { discipline } from '../../people/discipline/index.ts';
import { rulebook } from '../../people/rulebook/index.ts';
import { Employee, staff } from '../../people/staff/index.ts';
import { Consumable, ConsumableReceipt, consumables, ConsumableStock } from '../consumables/index.ts';
import { CountRoundQuery, type CountRound } from './desk.ts';
import { countedThisYear } from './duties.ts';
import {
  Asset, AssetBook, AssetCare, AssetChanges, AssetCount, AssetCountLine, AssetCountProcess, AssetCounts, AssetMinMonths, AssetMinValue, AssetProcess, AssetReclassification, AssetReclassificationProcess, AssetRequest, AssetRequestProcess, assets, AssetScan, custodianOn,
} from './index.ts';

let t: TestKernel;
let store: Actor;
let head: Actor;
let clerk: Actor;
let hr: Actor;
let qin: string;
let duan: string;
beforeAll(async () => {
  t = await startTest({ modules: [staff, rulebook, discipline, custody, consumables, assets], now: '2026-03-02T01:00:00Z' });
  [store, head, clerk, hr] = [await t.actor('store_clerk', 'LC', '库宝山'), await t.actor('logistics_head', 'LC', '荣升'), await t.actor('repair_clerk', 'LC', '母春梅'), await t.actor('hr', 'YL', '罗文')];
  const person = async (staff_no: string, name: string, left_on: string | null = null) => (await t.create(Employee, hr, { staff_no, name, hired_on: '2024-01-01', left_on, unit_id: t.unit('CC') })).id;
  [qin, duan] = [await person('2001', '秦岚'), await person('2002', '段飞')];
});
afterAll(() => t.close());

const ask = async (estimate: number, quantity = 1, actor = clerk) => (await t.create(AssetRequest, actor, { name: '投影仪', category: 'audio', quantity, estimate, months: 60, department: t.unit('CC'), purpose: '培训室' })).id;
const request = (id: string, step: 'approve' | 'purchase' | 'accept' | 'raise', actor: Actor, input: object, signs: Parameters<TestKernel['step']>[5] = []) => t.step(AssetRequestProcess, id, step, actor, input as never, signs);
const boundary = async () => { await t.answer(AssetMinValue, 200_000); await t.answer(AssetMinMonths, 12); };
const register = (name: string, value = 300_000) => t.create(Asset, store, { name, category: 'furniture', value, months: 60, entered_on: '2026-03-01' });
const step = (id: string, name: keyof typeof AssetProcess.steps, actor: Actor, input: object, signs: Parameters<TestKernel['step']>[5] = []) => t.step(AssetProcess, id, name, actor, input as never, signs);
const give = (id: string, custodian: string, signer: string, unit = 'CC') => step(id, 'issue', store, { custodian, department: t.unit(unit), place: '301', condition: '全新' }, [t.sign('taker', signer)]);
const kept = async (name: string, custodian: string, signer: string, unit = 'CC') => { const a = await register(name); await step(a.id, 'label', store, {}); await give(a.id, custodian, signer, unit); return a.id; };
const booked = (id: string, account: 'on_book' | 'pending' = 'on_book') => t.run(store, (tx) => balanceOf(tx, AssetBook, account, id));
const holds = (employee: string) => t.run(store, (tx) => heldElsewhere(tx, employee));

test('界限未答复不能批准购置，也不能登记资产；答复后按界限，易耗品走易耗品采购 [LOG-3.1]', async () => {
  const first = await ask(500_000, 2);
  await expect(request(first, 'approve', head, {})).rejects.toThrow('asset_request.not_ready');
  await expect(register('档案柜')).rejects.toThrow('asset.boundary');
  await boundary();
  await expect(request(await ask(199_999), 'approve', head, {})).rejects.toThrow('asset_request.consumable');
  await expect(request(await ask(500_000, 1, head), 'approve', head, {})).rejects.toThrow('asset_request.own');
  await expect(register('小柜', 199_999)).rejects.toThrow('asset.consumable');
  await expect(t.create(Asset, store, { name: '柜', category: 'furniture', value: 300_000, months: 60, entered_on: '2026-03-03' })).rejects.toThrow('asset.future');
  await request(first, 'approve', head, {});
  await expect(request(first, 'accept', head, { checked: '好' }, [t.sign('department', '秦岚')])).rejects.toThrow('wrong_state');
});

test('购置不高于批准价；经办人不能自己验收；验收后逐件入账 [LOG-3.1] [LOG-3.2]', async () => {
  const id = await ask(500_000, 2);
  await request(id, 'approve', head, {});
  const deal = { price: 510_000, supplier: '恒达', document: 'HT-7' };
  await expect(request(id, 'purchase', store, deal)).rejects.toThrow('asset_request.dearer');
  await expect(request(await ask(500_000, 1, head), 'raise', head, { estimate: 1, why: '涨价' })).rejects.toThrow('wrong_state');
  await request(id, 'raise', head, { estimate: 510_000, why: '厂家调价' });
  await request(id, 'purchase', store, deal);
  await expect(request(id, 'accept', store, { checked: '好' }, [t.sign('department', '秦岚')])).rejects.toThrow('asset_request.own');
  await expect(request(id, 'accept', head, { checked: '好', serials: 'X1' }, [t.sign('department', '秦岚')])).rejects.toThrow('asset_request.serials');
  await expect(request(id, 'accept', head, { checked: '好' })).rejects.toThrow('signature');
  expect((await request(id, 'accept', head, { checked: '好', serials: 'X1\nX2' }, [t.sign('department', '秦岚')])).slips).toHaveLength(1);
  const { number } = await t.read(AssetRequest, id);
  const made = await t.sql<{ id: string; serial: string; value: number; state: string }>('select id, serial, value::int as value, state from asset where tenant_id = $1 and source = $2 order by number', [t.tenantId, number]);
  expect(made.map(({ id: _, ...a }) => a)).toEqual([{ serial: 'X1', value: 510_000, state: 'entered' }, { serial: 'X2', value: 510_000, state: 'entered' }]);
  expect(await booked(made[0]!.id)).toBe(510_000);
});

test('领用、交接由本人签字，某日由谁保管可查；离职清结前须交回 [LOG-3.1] [LOG-3.2]', async () => {
  const desk = await register('办公桌');
  await expect(give(desk.id, qin, '秦岚')).rejects.toThrow('wrong_state');
  await step(desk.id, 'label', store, {});
  await expect(give(desk.id, qin, '段飞')).rejects.toThrow('asset.signature');
  const gone = (await t.create(Employee, hr, { staff_no: '2099', name: '离职者', hired_on: '2020-01-01', left_on: '2026-02-01', unit_id: t.unit('CC') })).id;
  await expect(give(desk.id, gone, '离职者')).rejects.toThrow('asset.not_employed');
  expect((await give(desk.id, qin, '秦岚')).slips).toHaveLength(1);
  expect(await holds(qin)).toEqual([`办公桌 ${desk.number}`]);
  t.at('2026-03-10T01:00:00Z');
  const to = { custodian: duan, department: t.unit('FS'), place: '102', condition: '有划痕' };
  await expect(step(desk.id, 'hand_over', store, { ...to, custodian: qin }, [t.sign('giver', '秦岚'), t.sign('taker', '秦岚')])).rejects.toThrow('asset.same_custodian');
  await expect(step(desk.id, 'hand_over', store, to, [t.sign('giver', '段飞'), t.sign('taker', '段飞')])).rejects.toThrow('asset.signature');
  await step(desk.id, 'hand_over', store, to, [t.sign('giver', '秦岚'), t.sign('taker', '段飞')]);
  expect([await t.run(store, (tx) => custodianOn(tx, desk.id, '2026-03-09')), await t.run(store, (tx) => custodianOn(tx, desk.id, '2026-03-10'))]).toEqual([qin, duan]);
  expect([await holds(qin), await holds(duan)]).toEqual([[], [`办公桌 ${desk.number}`]]);
  await step(desk.id, 'take_back', store, { condition: '完好' }, [t.sign('giver', '段飞')]);
  expect(await holds(duan)).toEqual([]);
  t.at('2026-03-02T01:00:00Z');
});

test('两人同时把同一件领给不同的人，只有一次成立', async () => {
  const lamp = await register('台灯');
  await step(lamp.id, 'label', store, {});
  const answers = await Promise.allSettled([give(lamp.id, qin, '秦岚'), give(lamp.id, duan, '段飞')]);
  expect(answers.map((a) => a.status).sort()).toEqual(['fulfilled', 'rejected']);
  await step(lamp.id, 'take_back', store, { condition: '完好' }, [t.sign('giver', (await t.read(Asset, lamp.id)).custodian === qin ? '秦岚' : '段飞')]);
});

test('送修、修复记入维护；保养写明下次日期；报废须他人批准，残值不高于原值，账户归零 [LOG-3.3]', async () => {
  const chair = await kept('转椅', qin, '秦岚');
  await step(chair, 'to_repair', store, { why: '气杆漏气' });
  await step(chair, 'repaired', store, { done: '换气杆', done_by: '恒达', cost: 8_000 });
  expect(await t.read(Asset, chair)).toMatchObject({ state: 'in_use', custodian: qin });
  const [care] = await t.sql<{ what: string; cost: number }>('select what, cost::int as cost from asset_care where tenant_id = $1 and asset = $2', [t.tenantId, chair]);
  expect(care).toEqual({ what: '气杆漏气 → 换气杆', cost: 8_000 });
  const look = (values: object) => t.create(AssetCare, store, { asset: chair, kind: 'maintenance', done_on: '2026-03-02', what: '紧固', done_by: '自检', cost: 0, ...values });
  await expect(look({ next_on: '2026-03-02' })).rejects.toThrow('asset_care.next');
  await expect(look({ done_on: '2026-03-03' })).rejects.toThrow('asset_care.future');
  await look({ next_on: '2026-09-02' });
  expect((await t.read(Asset, chair)).next_care_on).toBe('2026-09-02');
  // From its day on, and not before, the store keeper is told; once it was cared for, no more.
  const due = () => t.run(store, async (tx) => (await assets.figures![0]!.value(tx))?.value);
  t.at('2026-09-01T01:00:00Z');
  expect(await due()).toBe('0');
  t.at('2026-09-02T01:00:00Z');
  expect(await due()).toBe('1');
  await look({ done_on: '2026-09-02', next_on: '2027-03-02' });
  expect(await due()).toBe('0');
  t.at('2026-03-02T01:00:00Z');
  await step(chair, 'ask_scrap', store, { why: '骨架断裂' });
  await expect(step(chair, 'scrap', store, { residual: 0, disposal: '回收' })).rejects.toMatchObject({ status: 403 });
  await expect(step(chair, 'scrap', head, { residual: 300_001, disposal: '变卖' })).rejects.toThrow('asset.residual');
  await step(chair, 'scrap', head, { residual: 2_000, disposal: '变卖' });
  expect([await booked(chair), await t.read(Asset, chair)]).toMatchObject([0, { state: 'scrapped', residual: 2_000, custodian: null, left_on: '2026-03-02' }]);
  await expect(look({})).rejects.toThrow('asset_care.gone');
});

test('入账后原值不能改；录错红冲，领用过的不能红冲', async () => {
  const wrong = await register('书柜');
  await expect(t.kernel.write(store, async (tx) => (await import('../../../kernel/register/write.ts')).editRecord(tx, Asset, wrong.id, wrong.version, { value: 1 }, null))).rejects.toThrow('asset.entry');
  await step(wrong.id, 'cancel', store, { why: '录错' });
  expect(await booked(wrong.id)).toBe(0);
  const used = await kept('茶几', qin, '秦岚');
  await step(used, 'take_back', store, { condition: '完好' }, [t.sign('giver', '秦岚')]);
  await expect(step(used, 'cancel', store, { why: '录错' })).rejects.toThrow('asset.not_ready');
});

test('年度盘点：扫码或键入，重复无害，未见、盘盈、账在别处都要写明原因，双方签字，他人批准后入账 [LOG-3.2]', async () => {
  const [a, b] = [await kept('沙发', qin, '秦岚', 'VIP'), await kept('屏风', qin, '秦岚', 'VIP')];
  const other = await kept('地毯', qin, '秦岚', 'CC');
  await expect(t.create(AssetCount, store, { department: t.unit('FS-XJ') })).rejects.toThrow('asset_count.nothing');
  const count = await t.create(AssetCount, store, { department: t.unit('VIP'), witness: '方华' });
  await expect(t.create(AssetCount, store, { department: t.unit('VIP') })).rejects.toThrow('asset_count.open');
  const scan = (values: object) => t.create(AssetScan, store, { count: count.id, condition: 'good', ...values });
  await expect(scan({})).rejects.toThrow('asset_scan.nothing');
  await expect(scan({ code: '99999' })).rejects.toThrow('asset_scan.unknown');
  expect(await scan({ code: `https://x/r/asset/${a}`, seen_at: '大厅' })).toMatchObject({ asset: a, outcome: 'found', again: false });
  expect(await scan({ code: (await t.read(Asset, a)).number.toLowerCase() })).toMatchObject({ outcome: 'found', again: true });
  expect(await scan({ code: other })).toMatchObject({ outcome: 'elsewhere' });
  expect(await scan({ code: other })).toMatchObject({ outcome: 'elsewhere', again: true });
  expect(await scan({ what: '无签饮水机' })).toMatchObject({ outcome: 'surplus' });
  const sign = () => t.step(AssetCountProcess, count.id, 'sign', store, {}, [t.sign('counter', store), t.sign('department', '高敏')]);
  await expect(sign()).rejects.toThrow('asset_count.not_ready');
  const { sheet } = (await t.run(store, (tx) => runQuery(tx, CountRoundQuery, { count: count.id }))) as CountRound;
  expect(sheet!.lines.map((l) => [l.what, l.outcome]).sort()).toEqual([['屏风', 'missing'], ['无签饮水机', 'surplus'], ['沙发', 'found'], [expect.stringContaining('地毯'), 'elsewhere']].sort());
  const explain = (outcome: string, values: object) => t.kernel.write(store, async (tx) => { const l = sheet!.lines.find((x) => x.outcome === outcome)!; return (await import('../../../kernel/register/write.ts')).editRecord(tx, AssetCountLine, l.id, l.version, values, null); });
  await explain('missing', { reason: '搬家时遗失' });
  await explain('elsewhere', { reason: '借用未交接' });
  await explain('surplus', { reason: '厂家赠送', value: 60_000 });
  expect((await sign()).slips).toHaveLength(1);
  expect(await t.read(AssetCount, count.id)).toMatchObject({ state: 'signed', expected: 2, found: 1, missing: 1, surplus: 1, elsewhere: 1 });
  await expect(explain('missing', { reason: '改' })).rejects.toThrow();
  await expect(scan({ code: b })).rejects.toThrow('asset_scan.closed');
  await t.step(AssetCountProcess, count.id, 'approve', head, {});
  expect([await booked(b), await booked(b, 'pending'), (await t.read(Asset, b)).state, (await t.read(Asset, a)).counted_on]).toEqual([0, 300_000, 'missing', '2026-03-02']);
  const [extra] = await t.sql<{ name: string; value: number; origin: string }>('select name, value::int as value, origin from asset where tenant_id = $1 and source = $2', [t.tenantId, count.number]);
  expect(extra).toEqual({ name: '无签饮水机', value: 60_000, origin: 'counted' });
  expect(await holds(qin)).toContain(`屏风 ${(await t.read(Asset, b)).number}`);
  await step(b, 'find', store, { place: '仓库' });
  expect([await booked(b), (await t.read(Asset, b)).state]).toEqual([300_000, 'in_use']);
  expect(await t.run(store, (tx) => countedThisYear(tx, t.unit('LC'), '2026-12-20'))).toBeNull();
});

test('盘亏核销由主任决定，保管责任到此了结；签字的盘点人不能批准自己的盘点', async () => {
  const lost = await kept('相机', duan, '段飞', 'FS-NE');
  const both = await t.actor('store_clerk', 'LC', '两职');
  const count = await t.create(AssetCount, both, { department: t.unit('FS-NE') });
  const [line] = await t.sql<{ id: string; version: number }>('select id, version from asset_count_line where tenant_id = $1 and count = $2', [t.tenantId, count.id]);
  await t.kernel.write(both, async (tx) => (await import('../../../kernel/register/write.ts')).editRecord(tx, AssetCountLine, line!.id, line!.version, { reason: '野外作业丢失' }, null));
  await t.step(AssetCountProcess, count.id, 'sign', both, {}, [t.sign('counter', both), t.sign('department', '韩雪')]);
  const promoted = await t.deputy(both, 'logistics_head', 'LC', head);
  await expect(t.step(AssetCountProcess, count.id, 'approve', promoted, {})).rejects.toThrow('asset_count.own');
  await t.step(AssetCountProcess, count.id, 'approve', head, {});
  await step(lost, 'write_off', head, { decision: '意外，不追偿' });
  expect([await booked(lost, 'pending'), await t.read(Asset, lost)]).toMatchObject([0, { state: 'written_off', left_on: '2026-03-02' }]);
  expect(await holds(duan)).toEqual([]);
});

test('重分类：资产转易耗品与易耗品转资产都按成本同时转两本账，须他人批准、落在界限那一侧 [LOG-3.1] [LOG-3.2]', async () => {
  const item = (await t.create(Consumable, store, { code: 'ZF1', name: '电钻', category: 'tools', measure: '把' })).id;
  await t.create(ConsumableReceipt, store, { item, quantity: 2, unit_cost: 250_000, received_on: '2026-02-20' });
  const piece = await register('冲击钻', 250_000);
  await step(piece.id, 'label', store, {});
  const ask = (values: object) => t.create(AssetReclassification, store, { item, reason: '界限调整', ...values } as never);
  const approve = (id: string, actor = head) => t.step(AssetReclassificationProcess, id, 'approve', actor, {});
  await expect(ask({ direction: 'to_consumable' })).rejects.toThrow('asset_reclassification.asset');
  await expect(ask({ direction: 'to_asset' })).rejects.toThrow('asset_reclassification.category');
  const down = await ask({ direction: 'to_consumable', asset: piece.id });
  await expect(approve(down.id)).rejects.toThrow('asset_reclassification.asset');
  await t.answer(AssetMinValue, 300_000, '2026-03-02');
  await approve(down.id);
  expect([await booked(piece.id), (await t.read(Asset, piece.id)).state, await t.run(store, (tx) => balanceOf(tx, ConsumableStock, 'on_hand', item))]).toEqual([0, 'reclassified', 3]);
  const up = await ask({ direction: 'to_asset', category: 'machine', months: 60 });
  await expect(approve(up.id)).rejects.toThrow('asset_reclassification.consumable');
  expect(await t.run(store, (tx) => balanceOf(tx, ConsumableStock, 'on_hand', item))).toBe(3);
  t.later({ minutes: 1 });
  await t.answer(AssetMinValue, 200_000, '2026-03-02');
  await approve(up.id);
  const [made] = await t.sql<{ id: string; value: number }>('select id, value::int as value from asset where tenant_id = $1 and source = $2', [t.tenantId, up.number]);
  expect([made!.value, await booked(made!.id), await t.run(store, (tx) => balanceOf(tx, ConsumableStock, 'on_hand', item))]).toEqual([250_000, 250_000, 2]);
});

test('增减表与盘点表：盘亏、找回、报废、转出、红冲之后仍然平衡 [LOG-3.2]', async () => {
  const changes = await t.run(head, (tx) => runReport(tx, AssetChanges, { from: '2026-03-01', to: '2026-03-31' }));
  expect(changes.proof.map((p) => p.left - p.right)).toEqual([0, 0]);
  expect(changes.proof[0]!.left).toBeGreaterThan(0);
  const counts = await t.run(head, (tx) => runReport(tx, AssetCounts, { from: '2026-03-01', to: '2026-03-31' }));
  expect(counts.proof.map((p) => [p.left, p.right])).toEqual([[3, 3], [1, 1]]);
});
