/** What the phone shows during a count (盘点页) and which labels wait to be printed (待贴签). Serves LOG-3.2, P24. */
import { defineQuery, f, scopeOf } from '../../../kernel/index.ts';
import { READERS } from './roles.ts';
import type { Outcome } from './rules.ts';

export interface CountSheetLine {
  readonly id: string; readonly version: number; readonly asset: string | null; readonly number: string | null; readonly what: string; readonly outcome: Outcome; readonly place: string | null; readonly seen_at: string | null; readonly custodian: string | null; readonly reason: string | null; readonly value: number | null;
}
export interface CountSheet { readonly id: string; readonly number: string; readonly version: number; readonly department: string; readonly begun_on: string; readonly lines: readonly CountSheetLine[] }
export interface CountRound { readonly counts: readonly { readonly id: string; readonly number: string; readonly department: string }[]; readonly sheet: CountSheet | null; readonly departments: readonly { readonly id: string; readonly name: string; readonly assets: number; readonly last: string | null }[] }

export const CountRoundQuery = defineQuery('asset_count_round', {
  label: ['资产盘点页', 'Count of assets'],
  access: READERS,
  params: { count: f.ref('盘点单', 'Count', 'asset_count', { optional: true }) },
  async run(tx, p): Promise<CountRound> {
    const units = await scopeOf(tx, tx.actor, READERS);
    const counts = await tx.query<{ id: string; number: string; department: string; version: number; begun_on: string }>(
      `select c.id, c.number, c.version, c.begun_on, u.name as department from asset_count c join unit u on u.tenant_id = c.tenant_id and u.id = c.department
       where c.tenant_id = $1 and c.state = 'counting' and c.archived_at is null and ($2::uuid[] is null or c.unit_id = any($2)) order by c.number`, [tx.tenantId, units]);
    const shown = counts.find((c) => c.id === p.count) ?? counts[0];
    const departments = await tx.query<{ id: string; name: string; assets: number; last: string | null }>(
      `select u.id, u.name, count(*)::int as assets, (select max(c.closed_on)::text from asset_count c where c.tenant_id = $1 and c.department = u.id and c.closed_on is not null) as last
       from asset a join unit u on u.tenant_id = a.tenant_id and u.id = coalesce(a.department, a.unit_id)
       where a.tenant_id = $1 and a.left_on is null and a.state <> 'missing' and a.archived_at is null and ($2::uuid[] is null or a.unit_id = any($2)) group by u.id, u.name order by last nulls first, u.name`, [tx.tenantId, units]);
    if (!shown) return { counts: [], sheet: null, departments };
    const lines = await tx.query<CountSheetLine>(
      `select l.id, l.version, l.asset, a.number, l.what, l.outcome, l.place, l.seen_at, e.name as custodian, l.reason, l.value::bigint as value from asset_count_line l
       left join asset a on a.tenant_id = l.tenant_id and a.id = l.asset left join employee e on e.tenant_id = a.tenant_id and e.id = a.custodian
       where l.tenant_id = $1 and l.count = $2 and l.archived_at is null order by l.place nulls last, l.number`, [tx.tenantId, shown.id]);
    return { counts, sheet: { ...shown, lines }, departments };
  },
});

export interface LabelOf { readonly id: string; readonly version: number; readonly number: string; readonly name: string; readonly entered_on: string; readonly source: string | null }
export const LabelsQuery = defineQuery('asset_labels', {
  label: ['待贴签资产', 'Assets to be labelled'],
  access: READERS,
  params: {},
  async run(tx): Promise<readonly LabelOf[]> {
    const units = await scopeOf(tx, tx.actor, READERS);
    return tx.query<LabelOf>(
      `select id, version, number, concat_ws(' ', name, spec) as name, entered_on, source from asset where tenant_id = $1 and state = 'entered' and archived_at is null and ($2::uuid[] is null or unit_id = any($2)) order by number limit 200`, [tx.tenantId, units]);
  },
});
