/** Fixed assets (固定资产): bought, entered, labelled, in somebody's keeping, repaired, counted, scrapped. Front door of the module. */
import { dayOf, defineModule, firstRecord, type Tx } from '../../../kernel/index.ts';
import { Asset, AssetMovement } from './asset.ts';
import { AssetProcess } from './asset-process.ts';
import { AssetCare } from './care.ts';
import { AssetCount, AssetCountLine, AssetCountProcess } from './count.ts';
import { CountRoundQuery, LabelsQuery } from './desk.ts';
import { YearlyAssetCount } from './duties.ts';
import { AssetBook } from './ledger.ts';
import { AlwaysAssets, AssetMinMonths, AssetMinValue } from './parameters.ts';
import { AssetReclassification, AssetReclassificationProcess } from './reclassify.ts';
import { AssetChanges, AssetCounts } from './reports.ts';
import { AssetRequest, AssetRequestProcess } from './request.ts';
import { KEEPERS, READERS, ROLES } from './roles.ts';
import { AssetScan } from './scan.ts';

export { Asset, AssetMovement, custodianOn } from './asset.ts';
export { AssetProcess } from './asset-process.ts';
export { AssetCare } from './care.ts';
export { AssetCount, AssetCountLine, AssetCountProcess } from './count.ts';
export { AssetBook } from './ledger.ts';
export { AssetMinMonths, AssetMinValue } from './parameters.ts';
export { AssetReclassification, AssetReclassificationProcess } from './reclassify.ts';
export { AssetChanges, AssetCounts } from './reports.ts';
export { AssetRequest, AssetRequestProcess } from './request.ts';
export { AssetScan } from './scan.ts';

export const assets = defineModule({
  name: 'assets',
  area: 'estate',
  label: ['固定资产', 'Fixed assets'],
  roles: ROLES,
  registers: [Asset, AssetRequest, AssetCount, AssetCare, AssetReclassification, AssetMovement, AssetCountLine, AssetScan],
  firstSteps: [firstRecord(Asset, ['登记固定资产，可从表格导入', 'Enter the fixed assets, also from a table'])],
  processes: [AssetProcess, AssetRequestProcess, AssetCountProcess, AssetReclassificationProcess],
  ledgers: [AssetBook],
  duties: [YearlyAssetCount],
  reports: [AssetChanges, AssetCounts],
  queries: [CountRoundQuery, LabelsQuery],
  parameters: [AssetMinValue, AssetMinMonths, AlwaysAssets],
  pages: { count: { label: ['资产盘点', 'Count of assets'], access: KEEPERS }, labels: { label: ['资产标签', 'Asset labels'], access: KEEPERS } },
  figures: [{
    label: ['到期保养的资产', 'Assets due for maintenance'], roles: ['store_clerk', 'logistics_head'],
    async value(tx) { const n = await careDue(tx); return { value: String(n), href: '/r/asset?sort=next_care_on', tone: n > 0 ? 'alarm' : 'done' }; },
  }],
});

async function careDue(tx: Tx): Promise<number> {
  const today = await dayOf(tx, tx.now, tx.actor.grants.find((g) => READERS.includes(g.role))?.unitId ?? '');
  const [row] = await tx.query<{ n: number }>('select count(*)::int as n from asset where tenant_id = $1 and next_care_on <= $2 and left_on is null and archived_at is null', [tx.tenantId, today]);
  return row?.n ?? 0;
}
