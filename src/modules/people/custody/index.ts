/** Things in custody (物品保管): badges, keys, headsets; losses; things taken out. Front door of the module. */
import { defineModule } from '../../../kernel/index.ts';
import { HeldElsewhere } from './elsewhere.ts';
import { CustodyItem, CustodyProcess } from './item.ts';
import { TakenOut, TakenOutProcess } from './taken-out.ts';

export { freeElsewhere, HeldElsewhere, heldElsewhere, holdElsewhere } from './elsewhere.ts';
export { CustodyItem, CustodyProcess } from './item.ts';
export { TakenOut, TakenOutProcess } from './taken-out.ts';

export const custody = defineModule({
  name: 'custody',
  area: 'people',
  label: ['物品保管', 'Custody'],
  roles: { agent: ['坐席', 'Agent'], line_supervisor: ['线路主管', 'Line supervisor'], centre_manager: ['中心经理', 'Centre manager'], general_affairs: ['总务处', 'General affairs'], hr: ['人事', 'HR'] },
  registers: [CustodyItem, TakenOut, HeldElsewhere],
  processes: [CustodyProcess, TakenOutProcess],
  figures: [{
    label: ['报失未了结的物品', 'Lost things not settled'], roles: ['line_supervisor', 'centre_manager', 'general_affairs'],
    async value(tx) {
      const [row] = await tx.query<{ n: number }>(`select count(*)::int as n from custody_item where tenant_id = $1 and state in ('lost', 'damaged', 'assessed') and archived_at is null`, [tx.tenantId]);
      return { value: String(row?.n ?? 0), href: '/r/custody_item', tone: (row?.n ?? 0) > 0 ? 'alarm' : 'done' };
    },
  }],
});
