/** What utilities cost by building and kind (水电气等费用), proven against the parts that departments bear. Serves LOG-3.10, P26. */
import { defineReport, f, type Filter, scopeOf } from '../../../kernel/index.ts';
import { READERS } from './meter.ts';

interface Row { readonly building: string; readonly kind: string; readonly bills: number; readonly amount: number; readonly shared: number }
export const UtilityCosts = defineReport('utility_costs', {
  label: ['水电气等费用', 'Utilities by building'],
  access: READERS,
  params: { from: f.date('起', 'From'), to: f.date('止', 'To', { hint: ['按抄表日，含当日', 'By the day of reading, that day included'] }) },
  initial: ({ day }) => ({ from: `${day.slice(0, 4)}-01-01`, to: day }),
  columns: { building: f.ref('房屋', 'Building', 'building'), kind: f.ref('种类', 'Kind', 'utility_kind'), bills: f.integer('账单', 'Bills'), amount: f.money('金额', 'Amount'), shared: f.money('已分摊', 'Apportioned') },
  totals: ['bills', 'amount', 'shared'],
  rows: async (tx, p) => tx.query<Row>(
    `select b.building, b.kind, count(*)::int as bills, sum(b.amount)::bigint as amount, coalesce(sum(b.amount) filter (where b.state in ('apportioned', 'settled')), 0)::bigint as shared
     from utility_bill b join building h on h.tenant_id = b.tenant_id and h.id = b.building join utility_kind k on k.tenant_id = b.tenant_id and k.id = b.kind
     where b.tenant_id = $1 and b.archived_at is null and b.to_on between $3 and $4 and ($2::uuid[] is null or b.unit_id = any($2))
     group by b.building, h.number, b.kind, k.number order by h.number, k.number`, [tx.tenantId, await scopeOf(tx, tx.actor, READERS), p.from, p.to]),
  async proof(tx, p, rows) {
    const [lines] = await tx.query<{ n: number }>(
      `select coalesce(sum(l.amount), 0)::bigint as n from utility_bill_line l join utility_bill b on b.tenant_id = l.tenant_id and b.id = l.bill
       where l.tenant_id = $1 and b.archived_at is null and b.to_on between $3 and $4 and ($2::uuid[] is null or b.unit_id = any($2))`, [tx.tenantId, await scopeOf(tx, tx.actor, READERS), p.from, p.to]);
    return [{ label: ['已分摊账单之和 = 各部门分摊之和（分）', 'Apportioned bills = what the departments bear, in fen'], left: rows.reduce((n, r) => n + r.shared, 0), right: lines!.n }];
  },
  drill: { bills: (row, p) => billsOf(row, p), amount: (row, p) => billsOf(row, p), shared: (row, p) => billsOf(row, p, { field: 'state', op: 'in', value: ['apportioned', 'settled'] }) },
  notes: () => [['金额按账单；分摊的余分给余数最大的部门，合计分毫不差。', 'Amounts are those of the bills; odd fen go to the largest remainders, so the parts add up exactly.']],
  chart: { kind: 'bar', x: 'kind', y: ['amount'] },
});
function billsOf(row: Row | null, p: { readonly from: string; readonly to: string }, ...more: readonly Filter[]) {
  const own: readonly Filter[] = row === null ? [] : [{ field: 'building', op: 'eq', value: row.building }, { field: 'kind', op: 'eq', value: row.kind }];
  return { register: 'utility_bill', filter: { all: [...own, { field: 'to_on', op: 'between', value: [p.from, p.to] }, ...more] } satisfies Filter };
}
