/** How many things were left behind, given back, passed on: by the month they were found. Serves VIP-4.5, VIP-5.10. */
import { calendar, dayOf, defineReport, f, scopeOf, tables, type Tx } from '../../../kernel/index.ts';
import { LostItem } from './lost-item.ts';

const readers = ['vip_agent', 'duty_supervisor', 'vip_manager', 'general_affairs', 'auditor'] as const;

const GROUPS = {
  kept: ['registered', 'for_police', 'kept', 'in_custody'], general_affairs: ['at_general_affairs', 'notice_published'], returned: ['returned'],
  police: ['with_police'], other: ['disposed', 'state_owned'],
} as const;
type Group = keyof typeof GROUPS;
const groups = Object.keys(GROUPS) as Group[];

export const LostPropertyByMonth = defineReport('lost_property_by_month', {
  label: ['遗留物品月报', 'Lost property by month'],
  access: readers,
  params: { period: f.period('拾获日期', 'Found between') },
  initial: ({ day }) => ({ period: { from: `${day.slice(0, 4)}-01-01`, to: calendar.addDays(day, 1) } }),
  columns: {
    month: f.text('月份', 'Month'), found: f.integer('登记', 'Registered'), kept: f.integer('贵宾中心在管', 'Still kept'),
    general_affairs: f.integer('总务处在管', 'At General Affairs'), returned: f.integer('已认领', 'Returned'), police: f.integer('交公安', 'To the police'), other: f.integer('处置或归公', 'Disposed of'),
  },
  totals: ['found', ...groups],
  async rows(tx, { period }) {
    const items = await itemsFound(tx, period);
    const months = [...new Set(items.map((i) => i.month))].sort();
    return months.map((month) => {
      const mine = items.filter((i) => i.month === month);
      const count = (group: Group) => mine.filter((i) => (GROUPS[group] as readonly string[]).includes(i.state)).length;
      return { month, found: mine.length, kept: count('kept'), general_affairs: count('general_affairs'), returned: count('returned'), police: count('police'), other: count('other') };
    });
  },
  proof: async (tx, { period }, rows) => [
    { label: ['登记总数 = 各去向之和', 'Registered = sum over where they are now'], left: sum(rows.map((r) => r.found)), right: sum(rows.flatMap((r) => groups.map((g) => r[g]))) },
    { label: ['登记总数 = 台账条数', 'Registered = entries of the register'], left: sum(rows.map((r) => r.found)), right: (await itemsFound(tx, period)).length },
  ],
  drill: { returned: () => ({ register: 'lost_item', filter: { field: 'state', op: 'eq', value: 'returned' } }) },
  chart: { kind: 'bar', x: 'month', y: ['found', 'returned'] },
});

/** For the home page: what should have gone to General Affairs by now. */
export async function itemsOverdue(tx: Tx) {
  const held = await tables(tx, LostItem).selectFrom('lost_item').select(['keep_until', 'unit_id']).where('tenant_id', '=', tx.tenantId).where('state', '=', 'in_custody').execute();
  const reach = await scopeOf(tx, tx.actor, readers);
  let late = 0;
  for (const item of held.filter((i) => reach === null || reach.includes(i.unit_id))) if (item.keep_until !== null && item.keep_until < (await dayOf(tx, tx.now, item.unit_id))) late += 1;
  return { value: String(late), href: '/r/lost_item', tone: late > 0 ? 'alarm' as const : 'done' as const };
}

/** The month is that of the business day: what is found at 01:20 on the 1st belongs to the month before. */
async function itemsFound(tx: Tx, period: { readonly from: string; readonly to: string }) {
  const rows = await tables(tx, LostItem).selectFrom('lost_item').select(['found_at', 'created_at', 'unit_id', 'state']).where('tenant_id', '=', tx.tenantId)
    .where('found_at', '>=', new Date(`${calendar.addDays(period.from, -2)}T00:00:00Z`)).where('found_at', '<', new Date(`${calendar.addDays(period.to, 2)}T00:00:00Z`)).execute();
  const reach = await scopeOf(tx, tx.actor, readers);
  const found = [];
  for (const row of rows.filter((r) => reach === null || reach.includes(r.unit_id))) {
    const day = await dayOf(tx, row.found_at ?? row.created_at, row.unit_id);
    if (day >= period.from && day < period.to) found.push({ month: day.slice(0, 7), state: row.state });
  }
  return found;
}

const sum = (numbers: readonly number[]): number => numbers.reduce((a, b) => a + b, 0);
