/** What every site costs and whether its care is due, by kind of site. Serves LOG-6.1, LOG-6.2, LOG-6.3. */
import { calendarOf, dayOf, defineReport, f, scopeOf, type Tx } from '../../../kernel/index.ts';
import { READERS, SITE_KINDS } from './greening.ts';
import { daysOverdue, nextCare, type SiteKind } from './rules.ts';

export interface CareRow { readonly site: string; readonly site_kind: SiteKind; readonly area: string; readonly care_every_days: number; readonly registered_on: string; readonly last_done: string | null; readonly orders: number; readonly cost: number }
export async function careOf(tx: Tx, from: string, to: string): Promise<readonly CareRow[]> {
  const { zone } = await calendarOf(tx, tx.actor.grants[0]?.unitId ?? '');
  return tx.query<CareRow>(
    `select s.id as site, s.site_kind, s.area, s.care_every_days, (s.created_at at time zone $5)::date as registered_on, max(w.accepted_on)::date as last_done,
       count(w.id) filter (where w.accepted_on >= $2 and w.accepted_on < $3)::int as orders, coalesce(sum(w.cost) filter (where w.accepted_on >= $2 and w.accepted_on < $3), 0)::bigint as cost
     from green_site s left join green_work w on w.tenant_id = s.tenant_id and w.site = s.id and w.state = 'accepted' and w.archived_at is null
     where s.tenant_id = $1 and s.archived_at is null and ($4::uuid[] is null or s.unit_id = any($4)) group by s.tenant_id, s.id order by s.site_kind, s.number`,
    [tx.tenantId, from, to, await scopeOf(tx, tx.actor, READERS), zone]);
}

export const GreeningReport = defineReport('greening_by_site', {
  label: ['绿化养护与费用', 'Greening: care and cost'],
  access: READERS, params: { period: f.period('验收日期', 'Accepted between') }, initial: ({ day }) => ({ period: { from: `${day.slice(0, 4)}-01-01`, to: `${Number(day.slice(0, 4)) + 1}-01-01` } }),
  columns: {
    site: f.ref('地块', 'Site', 'green_site'), site_kind: f.choice('所在场所', 'Kind', SITE_KINDS), area: f.quantity('面积（平方米）', 'Area (m²)', { scale: 1 }), orders: f.integer('作业次数', 'Times'), cost: f.money('费用', 'Cost'),
    per_m2: f.money('每平方米', 'Per m²', { optional: true }), last_done: f.date('上次养护', 'Last care', { optional: true }), next_due: f.date('下次应养护', 'Next due'), overdue: f.integer('逾期（天）', 'Overdue (days)'),
  },
  totals: ['orders', 'cost'],
  async rows(tx, p) {
    const day = await dayOf(tx, tx.now, tx.actor.grants[0]?.unitId ?? '');
    return (await careOf(tx, p.period.from, p.period.to)).map((r) => {
      const due = nextCare(r, r.last_done);
      return { site: r.site, site_kind: r.site_kind, area: r.area, orders: r.orders, cost: r.cost, per_m2: Number(r.area) > 0 ? Math.round(r.cost / Number(r.area)) : null, last_done: r.last_done, next_due: due, overdue: daysOverdue(due, day) };
    });
  },
  proof: async (tx, p, rows) => {
    const [sum] = await tx.query<{ cost: number }>(
      `select coalesce(sum(cost), 0)::bigint as cost from green_work where tenant_id = $1 and state = 'accepted' and archived_at is null and accepted_on >= $2 and accepted_on < $3 and ($4::uuid[] is null or unit_id = any($4))`,
      [tx.tenantId, p.period.from, p.period.to, await scopeOf(tx, tx.actor, READERS)]);
    return [{ label: ['各地块费用之和 = 已验收作业单的费用', 'Sum over the sites = cost of the accepted orders'], left: rows.reduce((n, r) => n + r.cost, 0), right: sum?.cost ?? 0 }];
  },
  drill: { orders: toOrders, cost: toOrders },
  notes: () => [['下次应养护 = 上次验收日（没有的按登记日）+ 养护周期。', 'Next due = day of the last acceptance (or of registration) + rhythm of care.']],
  chart: { kind: 'bar', x: 'site', y: ['cost'] },
});
function toOrders(row: { readonly site: string } | null, { period }: { readonly period: { readonly from: string; readonly to: string } }) {
  return { register: 'green_work', filter: { all: [{ field: 'state', op: 'eq', value: 'accepted' } as const, { field: 'accepted_on', op: 'gte', value: period.from } as const, { field: 'accepted_on', op: 'lt', value: period.to } as const, ...(row === null ? [] : [{ field: 'site', op: 'eq', value: row.site } as const])] } };
}
