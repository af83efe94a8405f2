/**
 * Out-of-warranty agreements by branch, and receivables by customer; both as of a day, both proven against a second source.
 * Serves FS-4.2, FS-4.3, AC-31.
 */
import { defineReport, f, scopeOf, type Filter, type Tx } from '../../../kernel/index.ts';
import { READERS, Receivables } from './receivables.ts';

const n = (zh: string, en: string) => f.integer(zh, en);
interface Span { readonly from: string; readonly to: string }

interface ByBranch { readonly unit: string; readonly agreements: number; readonly unpriced: number; readonly priced: number; readonly done: number; readonly invoiced: number; readonly paid: number; readonly amount: number }
export const AgreementsByBranch = defineReport('replacement_agreements', {
  label: ['保外更换协议情况', 'Replacement agreements by branch'],
  access: READERS,
  params: { from: f.date('协议自', 'Agreed from'), to: f.date('截至', 'As of', { hint: ['含当日', 'That day included'] }) },
  initial: ({ day }) => ({ from: `${day.slice(0, 4)}-01-01`, to: day }),
  columns: {
    unit: f.unit('区域服务部', 'Branch'), agreements: n('协议', 'Agreements'), unpriced: n('未定价', 'Not priced'), priced: n('已定价', 'Priced'),
    done: n('已更换', 'Work done'), invoiced: n('已开票', 'Invoiced'), paid: n('已收款', 'Paid'), amount: f.money('已定价金额', 'Amount priced'),
  },
  totals: ['agreements', 'unpriced', 'priced', 'done', 'invoiced', 'paid', 'amount'],
  rows: (tx, p) => byBranch(tx, p),
  async proof(tx, p, rows) {
    const [all] = await tx.query<{ n: number }>(
      `select count(*)::int as n from replacement_agreement where tenant_id = $1 and agreed_on between $2 and $3 and state <> 'cancelled' and archived_at is null and ($4::uuid[] is null or unit_id = any($4))`,
      [tx.tenantId, p.from, p.to, await scopeOf(tx, tx.actor, READERS)]);
    return [{ label: ['未定价 + 已定价 = 协议数', 'Not priced + priced = agreements'], left: rows.reduce((sum, r) => sum + r.unpriced + r.priced, 0), right: all?.n ?? 0 }];
  },
  drill: {
    agreements: (row, p) => agreements(p, row), unpriced: (row, p) => agreements(p, row, { any: [{ field: 'priced_on', op: 'empty' }, { field: 'priced_on', op: 'gt', value: p.to }] }),
    priced: (row, p) => agreements(p, row, until('priced_on', p)), amount: (row, p) => agreements(p, row, until('priced_on', p)), done: (row, p) => agreements(p, row, until('service_done_on', p)),
    invoiced: (row, p) => agreements(p, row, until('invoiced_on', p)), paid: (row, p) => agreements(p, row, until('paid_on', p)),
  },
  notes: () => [['价格由供应部确定，未定价时不能开票，但更换可以照常进行；每半年结款一次。', 'Supply sets the price. Without one there is no invoice, but the work goes on; settled every half-year.']],
  chart: { kind: 'bar', x: 'unit', y: ['unpriced', 'priced'] },
  page: 'service/settlements/half_year',
});

const until = (field: string, p: Span): Filter => ({ field, op: 'lte', value: p.to });
function agreements(p: Span, row: { readonly unit: string } | null, ...more: readonly Filter[]) {
  return { register: 'replacement_agreement', filter: { all: [
    ...(row === null ? [] : [{ field: 'unit_id', op: 'eq', value: row.unit } as const]),
    { field: 'agreed_on', op: 'between', value: [p.from, p.to] } as const, { field: 'state', op: 'ne', value: 'cancelled' } as const, ...more,
  ] } };
}

async function byBranch(tx: Tx, p: Span): Promise<ByBranch[]> {
  return tx.query<ByBranch>(
    `select u.id as unit, count(a.id)::int as agreements, (count(a.id) - count(a.id) filter (where a.priced_on <= $3))::int as unpriced, (count(a.id) filter (where a.priced_on <= $3))::int as priced,
       (count(a.id) filter (where a.service_done_on <= $3))::int as done, (count(a.id) filter (where a.invoiced_on <= $3))::int as invoiced, (count(a.id) filter (where a.paid_on <= $3))::int as paid,
       coalesce(sum(a.amount) filter (where a.priced_on <= $3), 0)::bigint as amount
     from unit u left join replacement_agreement a on a.tenant_id = u.tenant_id and a.unit_id = u.id and a.agreed_on between $2 and $3 and a.state <> 'cancelled' and a.archived_at is null
     where u.tenant_id = $1 and u.archived_at is null and ($4::uuid[] is null or u.id = any($4)) and (u.unit_kind = 'branch' or a.id is not null)
     group by u.id, u.number order by u.number`, [tx.tenantId, p.from, p.to, await scopeOf(tx, tx.actor, READERS)]);
}

interface ByCustomer { readonly customer: string; readonly accrued: number; readonly invoiced: number; readonly received: number; readonly outstanding: number }
const wide = { negative: true } as const;
export const ReceivablesByCustomer = defineReport('replacement_receivables_by_customer', {
  label: ['保外应收', 'Receivables, out of warranty'],
  access: ['finance', 'supply', 'centre_manager', 'branch_manager', 'auditor'],
  params: { as_of: f.date('截至', 'As of', { hint: ['含当日', 'That day included'] }) },
  initial: ({ day }) => ({ as_of: day }),
  columns: {
    customer: f.ref('客户', 'Customer', 'customer'), accrued: f.money('累计应计', 'Accrued', wide), invoiced: f.money('累计开票', 'Invoiced', wide),
    received: f.money('累计收款', 'Received', wide), outstanding: f.money('应收余额', 'Outstanding', wide),
  },
  totals: ['accrued', 'invoiced', 'received', 'outstanding'],
  rows: (tx, { as_of }) => byCustomer(tx, as_of),
  async proof(tx, { as_of }, rows) {
    const sum = (of: (r: ByCustomer) => number) => rows.reduce((total, r) => total + of(r), 0);
    const units = await scopeOf(tx, tx.actor, READERS);
    const [earned] = await tx.query<{ fen: number }>(
      `select coalesce(-sum(amount), 0)::bigint as fen from ledger_entry where tenant_id = $1 and ledger = $2 and account = 'earned' and business_day <= $3 and ($4::text[] is null or dim_a = any($4))`, [tx.tenantId, Receivables.name, as_of, units]);
    const [open] = await tx.query<{ fen: number }>(
      `select coalesce(sum(amount), 0)::bigint as fen from replacement_agreement where tenant_id = $1 and state in ('accrued', 'stated', 'invoiced') and ($2::uuid[] is null or unit_id = any($2))`, [tx.tenantId, units]);
    const [later] = await tx.query<{ fen: number }>(
      `select coalesce(sum(amount), 0)::bigint as fen from ledger_entry where tenant_id = $1 and ledger = $2 and account in ('accrued', 'invoiced') and business_day > $3 and ($4::text[] is null or dim_a = any($4))`, [tx.tenantId, Receivables.name, as_of, units]);
    return [
      { label: ['累计应计 = 账上另一方“累计应计”', 'Accrued = the other side of the ledger'], left: sum((r) => r.accrued), right: Number(earned?.fen ?? 0) },
      { label: ['应收余额 + 之后的变动 = 未收款协议的金额之和', 'Outstanding + later movements = amounts of unpaid agreements'], left: sum((r) => r.outstanding) + Number(later?.fen ?? 0), right: Number(open?.fen ?? 0) },
    ];
  },
  drill: { outstanding: (row) => ({ register: 'replacement_agreement', filter: { all: [...(row === null ? [] : [{ field: 'customer', op: 'eq', value: row.customer } as const]), { field: 'state', op: 'in', value: ['accrued', 'stated', 'invoiced'] }] } }) },
  notes: () => [['单位为元。冲回计入原科目的净额。点开应收余额看到的是目前未收款的协议。', 'In yuan; reversals reduce what they reverse. Opening the outstanding amount shows the agreements unpaid at present.']],
});

/** Net of reversals: a reversal counts against the movement it reverses. */
async function byCustomer(tx: Tx, asOf: string): Promise<ByCustomer[]> {
  const rows = await tx.query<ByCustomer>(
    `select e.owner as customer,
       coalesce(sum(e.amount) filter (where e.account = 'accrued' and coalesce(o.movement, j.movement) = 'accrue'), 0)::bigint as accrued,
       coalesce(sum(e.amount) filter (where e.account = 'invoiced' and coalesce(o.movement, j.movement) = 'invoice'), 0)::bigint as invoiced,
       coalesce(-sum(e.amount) filter (where e.account = 'invoiced' and coalesce(o.movement, j.movement) = 'pay'), 0)::bigint as received,
       coalesce(sum(e.amount), 0)::bigint as outstanding
     from ledger_entry e join ledger_journal j on j.tenant_id = e.tenant_id and j.id = e.journal left join ledger_journal o on o.tenant_id = j.tenant_id and o.id = j.reverses
     where e.tenant_id = $1 and e.ledger = $2 and e.account in ('accrued', 'invoiced') and e.business_day <= $3 and ($4::text[] is null or e.dim_a = any($4))
     group by e.owner order by outstanding desc, e.owner`, [tx.tenantId, Receivables.name, asOf, await scopeOf(tx, tx.actor, READERS)]);
  return rows.map((r) => ({ customer: r.customer, accrued: Number(r.accrued), invoiced: Number(r.invoiced), received: Number(r.received), outstanding: Number(r.outstanding) }));
}
