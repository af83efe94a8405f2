/** Product quality from service reports (产品质量): cases by product line and kind of failure. Serves FS-5.10. */
import { defineReport, f, scopeOf, type Filter } from '../../../kernel/index.ts';
import type { Span } from './figures.ts';
import { PRODUCTS, READERS, type Product } from './lists.ts';
import { percent } from './rules.ts';

interface Row { readonly product: Product | null; readonly failure: string }
const certified = (p: Span, ...more: readonly Filter[]) => ({
  register: 'service_report', filter: { all: [{ field: 'issued_on', op: 'between', value: [p.from, p.as_of] } as const, { field: 'certified_on', op: 'lte', value: p.as_of } as const, { field: 'failure', op: 'empty', value: false } as const, ...more] },
});
const same = (field: 'product' | 'failure', value: string | null): Filter => (value === null ? { field, op: 'empty' } : { field, op: 'eq', value });
/** The reports without a cure in one run of the report: a report cannot be asked whether its order was resolved, and drilling may not ask the database. */
const unresolvedInRun = new WeakMap<Span, readonly { readonly id: string; readonly product: Product | null; readonly failure: string }[]>();
const unresolved = (row: Row | null, p: Span) => ({
  register: 'service_report', filter: { field: 'id', op: 'in', value: (unresolvedInRun.get(p) ?? []).filter((r) => row === null || (r.product === row.product && r.failure === row.failure)).map((r) => r.id) } as const,
});
const behind = (row: Row | null, p: Span) => (row === null ? certified(p) : certified(p, same('product', row.product), same('failure', row.failure)));

export const FailuresByProduct = defineReport('failures_by_product', {
  label: ['产品质量报告（产品 × 故障）', 'Failures by product'],
  access: READERS,
  params: { from: f.date('起', 'From'), as_of: f.date('截至', 'As of') },
  initial: ({ day }) => ({ from: `${day.slice(0, 4)}-01-01`, as_of: day }),
  columns: {
    product: f.choice('产品类别', 'Product', PRODUCTS, { optional: true }), failure: f.ref('故障类别', 'Kind of failure', 'failure_kind'),
    cases: f.integer('起数', 'Cases'), share: f.quantity('占比（%）', 'Share (%)', { optional: true }), unresolved: f.integer('未解决', 'Unresolved'),
  },
  totals: ['cases', 'unresolved'],
  async rows(tx, p) {
    const rows = await tx.query<Row & { readonly cases: number; readonly unresolved: number }>(
      `select b.product, b.failure, count(*) as cases, count(*) filter (where o.resolved_on is null or o.resolved_on > $3) as unresolved
       from service_report b join service_order o on o.tenant_id = b.tenant_id and o.id = b.service_order
       join failure_kind k on k.tenant_id = b.tenant_id and k.id = b.failure
       where b.tenant_id = $1 and b.archived_at is null and b.failure is not null and b.issued_on between $2 and $3 and b.certified_on <= $3 and ($4::uuid[] is null or b.unit_id = any($4))
       group by b.product, b.failure, k.list_order order by array_position($5::text[], b.product) nulls last, count(*) desc, k.list_order`, [tx.tenantId, p.from, p.as_of, await scopeOf(tx, tx.actor, READERS), Object.keys(PRODUCTS)]);
    const open = await tx.query<{ id: string; product: Product | null; failure: string }>(
      `select b.id, b.product, b.failure from service_report b join service_order o on o.tenant_id = b.tenant_id and o.id = b.service_order
       where b.tenant_id = $1 and b.archived_at is null and b.failure is not null and b.issued_on between $2 and $3 and b.certified_on <= $3 and ($4::uuid[] is null or b.unit_id = any($4)) and (o.resolved_on is null or o.resolved_on > $3)`,
      [tx.tenantId, p.from, p.as_of, await scopeOf(tx, tx.actor, READERS)]);
    unresolvedInRun.set(p, open);
    const total = rows.reduce((sum, r) => sum + r.cases, 0);
    return rows.map((r) => ({ ...r, share: percent(r.cases, total) }));
  },
  async proof(tx, p, rows) {
    const [other] = await tx.query<{ n: number }>(
      `select count(*) as n from service_report where tenant_id = $1 and archived_at is null and failure is not null and issued_on between $2 and $3 and certified_on <= $3 and ($4::uuid[] is null or unit_id = any($4))`,
      [tx.tenantId, p.from, p.as_of, await scopeOf(tx, tx.actor, READERS)]);
    return [{ label: ['各行之和 = 有故障的服务报告', 'Sum of rows = reports with a failure'], left: rows.reduce((sum, r) => sum + r.cases, 0), right: other?.n ?? 0 }];
  },
  drill: { cases: behind, unresolved },
  notes: () => [['只计写明故障类别、经用户认证的服务报告；接收、验收、例行保养等没有故障的服务不计。', 'Certified reports that name a failure; work without one, such as receiving, acceptance or routine upkeep, is left out.']],
  chart: { kind: 'bar', x: 'failure', y: ['cases'] },
});
