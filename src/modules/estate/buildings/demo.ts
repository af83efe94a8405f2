/** Demo of buildings: five houses of the group with their papers, and who uses which space. Names and numbers are invented. */
import { createRecord, takeStep } from '../../../kernel/index.ts';
import type { Demo } from '../../../kernel/demo.ts';
import { Building, BuildingFile, BuildingUse, BuildingUseProcess } from './index.ts';

const HOUSES = [
  ['总部办公楼', 'office', '云岭路 18 号', 'owned', '云房权证字第 0018 号', '8640.50', 9], ['星河会', 'club', '滨河大道 66 号', 'rented', null, '5210.00', 4], ['职工食堂', 'canteen', '云岭路 18 号院内', 'owned', '云房权证字第 0021 号', '1180.00', 2],
  ['南门营业网点', 'outlet', '南门街 3 号', 'rented', null, '320.00', 1], ['物资仓库', 'warehouse', '工业路 7 号', 'owned', '云房权证字第 0035 号', '2400.00', 1],
] as const;

export async function demo(d: Demo): Promise<void> {
  d.at('2026-01-05T01:30:00Z');
  await d.batch(d.actor('ouhuifang'), async (tx) => {
    for (const [name, kind, address, title_right, title_no, area, floors] of HOUSES) {
      const { id } = await createRecord(tx, Building, { name, kind, address, title_right, title_no, area, floors });
      await createRecord(tx, BuildingFile, title_right === 'owned' ? { building: id, kind: 'title', title: `${name}产权证`, document_no: title_no, issued_on: '2012-06-01', kept_at: 'A 柜 1 盒' }
        : { building: id, kind: 'lease', title: `${name}租赁合同`, document_no: 'ZL-2024-07', issued_on: '2024-07-01', valid_to: '2027-06-30', kept_at: 'A 柜 2 盒' });
      if (name === '总部办公楼') await createRecord(tx, BuildingFile, { building: id, kind: 'fire', title: '消防验收意见书', document_no: '云消验 2012-44', issued_on: '2012-08-15', kept_at: 'A 柜 1 盒' });
    }
    return {};
  });
  const [hall] = await d.batch(d.actor('ouhuifang'), async (tx) => tx.query<{ id: string }>('select id from building where tenant_id = $1 order by number limit 1', [tx.tenantId]));
  await use(d, hall!.id, '3 层东区', 'CC', '热线与回访座席', 'in_use');
  await use(d, hall!.id, '5 层', 'FS', '售后服务总部办公', 'in_use');
  await use(d, hall!.id, '201', 'LC', '报修与值班', 'requested');
}

async function use(d: Demo, building: string, space: string, unit: string, purpose: string, until: 'in_use' | 'requested'): Promise<void> {
  const { id } = await d.batch(d.actor('ouhuifang'), (tx) => createRecord(tx, BuildingUse, { building, space, user_unit: d.unit(unit), purpose, from_on: '2026-01-08', to_on: null }));
  if (until === 'requested') return;
  await d.batch(d.actor('rongsheng'), (tx) => takeStep(tx, BuildingUseProcess, id, 'approve', {}));
  await d.batch(d.actor('ouhuifang'), async (tx) => {
    await takeStep(tx, BuildingUseProcess, id, 'hand_over', { keys: 12, meters: '电 20,115；水 3,402', condition: '墙面、地面完好；一扇窗执手松动，已登记维修', photos: null }, { signatures: [d.sign('giver', d.actor('ouhuifang')), d.sign('taker', '秦岚')] });
    return takeStep(tx, BuildingUseProcess, id, 'move_in', { note: null });
  });
}
