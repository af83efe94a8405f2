/** Demo of fixed assets: the boundary answered, some dozens of pieces in keeping, a purchase under way, last year's count and one that is being done. Invented. */
import { answer, calendar, createRecord, takeStep } from '../../../kernel/index.ts';
import type { Demo } from '../../../kernel/demo.ts';
import { Asset, AssetCare, AssetCount, AssetMinMonths, AssetMinValue, AssetProcess, AssetRequest, AssetRequestProcess, AssetScan } from './index.ts';

const PIECES = [
  ['会议桌', '2.4 米', 'furniture', 380_000, 'CC', '二楼会议室', '秦岚'], ['投影仪', 'EB-X06', 'audio', 429_900, 'CC', '二楼会议室', '秦岚'], ['复印机', 'MX-2658', 'office', 1_280_000, 'CC', '二楼文印间', '秦岚'], ['服务器机柜', '42U', 'computer', 560_000, 'CC', '机房', '秦岚'],
  ['笔记本电脑', 'T14', 'computer', 699_900, 'FS', '调度室', '段飞'], ['红外测温仪', 'Ti480', 'machine', 2_860_000, 'FS', '器材室', '段飞'], ['相序表', 'PRM-6', 'machine', 328_000, 'FS', '器材室', '段飞'],
  ['档案密集架', '六列', 'furniture', 1_860_000, 'LC', null, null], ['电动叉车', '1.5 吨', 'machine', 4_680_000, 'LC', null, null],
] as const;

export async function demo(d: Demo): Promise<void> {
  d.at('2026-01-05T02:00:00Z');
  await d.batch(d.actor('admin'), async (tx) => {
    await answer(tx, AssetMinValue, '2026-01-01', 200_000, '按本单位财务制度，单价二千元以上');
    return { id: await answer(tx, AssetMinMonths, '2026-01-01', 12, '按本单位财务制度，使用期限一年以上') };
  });
  const store = d.actor('kubaoshan');
  await d.batch(store, async (tx) => {
    for (const [name, spec, category, value, unit, place, custodian] of PIECES) {
      const { id } = await createRecord(tx, Asset, { name, spec, category, value, months: 96, entered_on: '2026-01-05' });
      await takeStep(tx, AssetProcess, id, 'label', {});
      if (custodian === null) continue;
      const [person] = await tx.query<{ id: string }>('select id from employee where tenant_id = $1 and name = $2 and left_on is null limit 1', [tx.tenantId, custodian]);
      if (person) await takeStep(tx, AssetProcess, id, 'issue', { custodian: person.id, department: d.unit(unit), place, condition: '完好' }, { signatures: [d.sign('taker', custodian)] });
    }
    const [copier] = await tx.query<{ id: string }>(`select id from asset where tenant_id = $1 and name = '复印机'`, [tx.tenantId]);
    return createRecord(tx, AssetCare, { asset: copier!.id, kind: 'maintenance', done_on: '2026-01-05', what: '清洁光路，更换定影膜', done_by: '恒达办公', cost: 32_000, next_on: calendar.addDays(d.today, -2) });
  });
  await buying(d);
  d.at(`${calendar.addDays(d.today, -1)}T03:00:00Z`);
  await d.batch(store, async (tx) => {
    const count = await createRecord(tx, AssetCount, { department: d.unit('LC'), witness: '方华' });
    const [rack] = await tx.query<{ number: string }>(`select number from asset where tenant_id = $1 and name = '档案密集架'`, [tx.tenantId]);
    await createRecord(tx, AssetScan, { count: count.id, code: rack!.number, seen_at: '一号库', condition: 'good' });
    return createRecord(tx, AssetScan, { count: count.id, what: '旧式打码机，无标签', seen_at: '一号库', condition: 'label' });
  });
}

/** One purchase accepted and waiting for its labels, one waiting for approval. */
async function buying(d: Demo): Promise<void> {
  d.at(`${calendar.addDays(d.today, -6)}T02:00:00Z`);
  const ask = (name: string, spec: string, category: 'computer' | 'appliance', quantity: number, estimate: number, unit: string, purpose: string) =>
    d.batch(d.actor('muchunmei'), (tx) => createRecord(tx, AssetRequest, { name, spec, category, quantity, estimate, months: 60, department: d.unit(unit), purpose }));
  const { id } = await ask('台式电脑', 'M90t', 'computer', 2, 520_000, 'VIP', '前台收银与卡务');
  await d.batch(d.actor('rongsheng'), (tx) => takeStep(tx, AssetRequestProcess, id, 'approve', {}));
  await d.batch(d.actor('kubaoshan'), (tx) => takeStep(tx, AssetRequestProcess, id, 'purchase', { price: 508_000, supplier: '恒达办公', document: 'HT-1126', warranty_to: calendar.addYears(d.today, 3) }));
  await d.batch(d.actor('rongsheng'), (tx) => takeStep(tx, AssetRequestProcess, id, 'accept', { serials: 'PF3K01\nPF3K02', checked: '数量相符，开机正常', photos: null }, { signatures: [d.sign('department', '高敏')] }));
  await ask('立式空调', '3 匹', 'appliance', 1, 699_900, 'CC', '热线大厅西侧夏季过热');
}
