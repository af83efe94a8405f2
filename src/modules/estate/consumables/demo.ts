/** Demo of consumables: what the stores hold, two months of receipts and issues, a quota, and what waits on the desk. Invented. */
import { calendar, createRecord, takeStep } from '../../../kernel/index.ts';
import type { Demo } from '../../../kernel/demo.ts';
import { Consumable, ConsumableCount, ConsumablePurchase, ConsumableQuota, ConsumableReceipt, ConsumableRequest, ConsumableRequestProcess } from './index.ts';

const ITEMS = [
  ['B-01', '复印纸', 'A4 70 克', 'office', '包', 20, 'A1', 60, 2_350], ['B-02', '签字笔', '0.5 黑', 'office', '支', 50, 'A1', 200, 180], ['Q-01', '垃圾袋', '90×110', 'cleaning', '卷', 20, 'B1', 80, 960], ['Q-02', '洗手液', '500 毫升', 'cleaning', '瓶', 12, 'B1', 36, 1_450],
  ['D-01', '灯管', 'LED 18 瓦', 'electric', '支', 15, 'C1', 40, 1_980], ['D-02', '空气开关', '2P 32A', 'electric', '只', 5, 'C2', 8, 4_600], ['W-01', '角阀', 'DN15', 'repair', '只', 10, 'C3', 25, 3_200], ['W-02', '水龙头', '陶瓷芯', 'repair', '只', 6, 'C3', 12, 5_800],
  ['W-03', '生料带', '20 米', 'repair', '卷', 10, 'C3', 30, 250], ['T-01', '手电钻', '12 伏', 'tools', '把', null, 'D1', 2, 38_900],
] as const;

export async function demo(d: Demo): Promise<void> {
  const store = d.actor('kubaoshan');
  d.at('2026-01-06T01:30:00Z');
  const ids = await d.batch(store, async (tx) => {
    const made: { [code: string]: string } = {};
    for (const [code, name, spec, category, measure, minimum, shelf, quantity, unit_cost] of ITEMS) {
      const { id } = await createRecord(tx, Consumable, { code, name, spec, category, measure, minimum, shelf });
      made[code] = id;
      await createRecord(tx, ConsumableReceipt, { item: id, quantity, unit_cost, received_on: '2026-01-06', supplier: '恒达商贸', document: 'HD-0106' });
    }
    return made;
  });
  await d.batch(d.actor('rongsheng'), async (tx) => {
    await createRecord(tx, ConsumableQuota, { department: d.unit('CC'), item: ids['B-01']!, monthly: 15, reason: '2026 年办公用品定额', unit_id: d.unit('LC') });
    return createRecord(tx, ConsumableQuota, { department: d.unit('VIP'), item: ids['Q-01']!, monthly: 20, reason: '2026 年清洁用品定额', unit_id: d.unit('LC') });
  });
  d.at('2026-02-03T02:00:00Z');
  await d.batch(store, async (tx) => {
    await createRecord(tx, ConsumableReceipt, { item: ids['B-01']!, quantity: 40, unit_cost: 2_480, received_on: '2026-02-03', supplier: '恒达商贸', document: 'HD-0203' });
    return createRecord(tx, ConsumableReceipt, { item: ids['W-01']!, quantity: 20, unit_cost: 3_450, received_on: '2026-02-03', supplier: '兴达五金', document: 'XD-118' });
  });
  const issues = [['2026-01-12', 'B-01', 12, 'CC', '秦岚', '热线办公'], ['2026-01-15', 'Q-01', 16, 'VIP', '田蓉', '包厢清洁'], ['2026-01-20', 'B-02', 60, 'FS', '段飞', '办公'], ['2026-02-09', 'B-01', 15, 'CC', '秦岚', '热线办公'], ['2026-02-11', 'Q-02', 26, 'VIP', '田蓉', '洗手间']] as const;
  for (const [day, code, n, unit, taker, purpose] of issues) await issue(d, ids[code]!, day, n, unit, taker, purpose);
  await waiting(d, ids);
}

async function issue(d: Demo, item: string, day: string, n: number, unit: string, taker: string, purpose: string): Promise<void> {
  d.at(`${day}T02:00:00Z`);
  const { id } = await d.batch(d.actor('muchunmei'), (tx) => createRecord(tx, ConsumableRequest, { item, quantity: n, department: d.unit(unit), taker, purpose }));
  await d.batch(d.actor('kubaoshan'), async (tx) => {
    await takeStep(tx, ConsumableRequestProcess, id, 'approve', { approved: n, over_reason: null });
    return takeStep(tx, ConsumableRequestProcess, id, 'issue', {}, { signatures: [d.sign('taker', taker)] });
  });
}

/** As the desk looks in the morning. */
async function waiting(d: Demo, ids: { readonly [code: string]: string }): Promise<void> {
  d.at(`${calendar.addDays(d.today, -1)}T02:00:00Z`);
  const ask = (code: string, quantity: number, unit: string, taker: string, purpose: string) =>
    d.batch(d.actor('muchunmei'), (tx) => createRecord(tx, ConsumableRequest, { item: ids[code]!, quantity, department: d.unit(unit), taker, purpose }));
  await ask('B-01', 10, 'CC', '秦岚', '质检表格');
  const ready = await ask('D-01', 6, 'VIP', '田蓉', '走廊灯更换');
  await d.batch(d.actor('kubaoshan'), (tx) => takeStep(tx, ConsumableRequestProcess, ready.id, 'approve', { approved: 6, over_reason: null }));
  await d.batch(d.actor('kubaoshan'), async (tx) => {
    await createRecord(tx, ConsumableCount, { item: ids['W-03']!, counted: 27, reason: '零星抢修未及时登记' });
    return createRecord(tx, ConsumablePurchase, { item: ids['Q-02']!, quantity: 48, estimate: 1_400, purpose: '低于最低库存，补库' });
  });
}
