/** Service points (服务积分): catalogue, ledger, months, ranking. Front door of the module. */
import { defineModule, type Tx } from '../../../kernel/index.ts';
import { READERS } from './audience.ts';
import { BonusGrant, BonusGrantProcess, PerformanceRule } from './bonus.ts';
import { MaintenanceMeaning, PointsCatalogue, PointsCatalogueProcess, UnitPointsBasis } from './catalogue.ts';
import { inOpening, ServicePoints, settle, settleWaiting } from './credit.ts';
import { PointsOpening, PointsOpeningProcess, PointsWithOpening } from './opening.ts';
import { PointsPeriod, PointsPeriodProcess } from './points-period.ts';
import { PointsBoard, PointsByMonth, PointsByRegion, PointsByType, PointsMatrix, PointsRanking } from './reports.ts';

export { BonusGrant, BonusGrantProcess, PerformanceRule } from './bonus.ts';
export { PointsCatalogue, PointsCatalogueProcess, UnitPointsBasis } from './catalogue.ts';
export { ServicePoints } from './credit.ts';
export { cellsOf, standings } from './figures.ts';
export { PointsOpening, PointsOpeningProcess, PointsWithOpening } from './opening.ts';
export { PointsPeriod, PointsPeriodProcess } from './points-period.ts';

const settleOrder = (tx: Tx, payload: { readonly [name: string]: unknown }) => settle(tx, String(payload['order']));

export const servicePoints = defineModule({
  name: 'service-points',
  area: 'service',
  label: ['服务积分', 'Service points'],
  roles: {
    dispatcher: ['调度员', 'Dispatcher'], branch_manager: ['区域经理', 'Branch manager'], technician: ['技术员', 'Technician'],
    centre_manager: ['中心经理', 'Centre manager'], hr: ['人事', 'HR'],
  },
  registers: [PointsCatalogue, PointsPeriod, PointsOpening, PerformanceRule, BonusGrant],
  processes: [PointsCatalogueProcess, PointsPeriodProcess, PointsOpeningProcess, BonusGrantProcess],
  ledgers: [ServicePoints],
  parameters: [UnitPointsBasis, MaintenanceMeaning],
  reports: [PointsMatrix, PointsByType, PointsByRegion, PointsRanking, PointsByMonth, PointsWithOpening],
  queries: [PointsBoard],
  pages: {
    board: { label: ['服务积分榜', 'Service points'], access: READERS },
    opening: { label: ['从积分表导入期初', 'Opening points from a table'], access: ['dispatcher', 'centre_manager'] },
  },
  figures: [{
    label: ['待计分的服务指令', 'Orders waiting for points'],
    roles: ['dispatcher', 'centre_manager'],
    async value(tx) {
      const [row] = await tx.query<{ n: number }>(
        `select count(*) as n from service_order o join service_type t on t.tenant_id = o.tenant_id and t.id = o.service_type and t.earns_points
         where o.tenant_id = $1 and o.credited_on is null and o.state in ('verified', 'closed') and not ${inOpening('o')}`, [tx.tenantId]);
      const n = row?.n ?? 0;
      const filter = { all: [{ field: 'credited_on', op: 'empty' }, { field: 'state', op: 'in', value: ['verified', 'closed'] }] };
      return { value: String(n), href: `/r/service_order?filter=${encodeURIComponent(JSON.stringify(filter))}`, tone: n === 0 ? 'done' : 'waiting' };
    },
  }],
  on: {
    'service_order.verified': settleOrder,
    'service_order.corrected': settleOrder,
    'service_order.reopened': settleOrder,
    'points_catalogue.adopted': (tx, payload) => settleWaiting(tx, String(payload['service_type'])),
  },
});
