/** Where every invoice number is, invoices by shift, and the credit of e-invoices. Serves I5, P10, G17. */
import { calendar, defineReport, f, tables, type Tx } from '../../../kernel/index.ts';
import { InvoiceType } from './batch.ts';
import { quotaUsed } from './invoice.ts';
import { InvoiceSheets } from './ledger.ts';
import { HOLDERS, type Holder } from './range.ts';
import { coverageProblem, type Span } from './rules.ts';

const access = ['duty_supervisor', 'vip_manager', 'finance', 'auditor'] as const;
const ACCOUNTS = Object.keys(HOLDERS) as Holder[];

export interface StockProblem { readonly batch: string; readonly problem: string }

/** Batches whose ranges do not cover them exactly, or disagree with the ledger: none, every night (I5). */
export async function stockProblems(tx: Tx): Promise<StockProblem[]> {
  const batches = await tx.query<{ id: string; number: string; first: number; last: number }>('select id, number, first_no as first, last_no as last from invoice_batch where tenant_id = $1 order by number', [tx.tenantId]);
  const ranges = await tx.query<{ batch: string; first: number; last: number }>('select batch, first_no as first, last_no as last from invoice_range where tenant_id = $1 order by batch, first_no', [tx.tenantId]);
  const uncovered = batches.flatMap((b) => {
    const own: Span[] = ranges.filter((r) => r.batch === b.id).map((r) => ({ first: Number(r.first), last: Number(r.last) }));
    const problem = coverageProblem({ first: Number(b.first), last: Number(b.last) }, own);
    return problem ? [{ batch: b.number, problem: problem[0] }] : [];
  });
  const unequal = await tx.query<StockProblem>(
    `with held as (select batch, holder, case when holder = 'shift' then shift else batch end as owner, sum(pieces) as n from invoice_range where tenant_id = $1 group by 1, 2, 3),
       booked as (select dim_a::uuid as batch, account as holder, owner, sum(amount) as n from ledger_entry where tenant_id = $1 and ledger = $2 and account <> 'supplier' group by 1, 2, 3)
     select b.number as batch, concat(coalesce(h.holder, k.holder), ' ', coalesce(h.n, 0), ' ≠ ', coalesce(k.n, 0)) as problem
     from held h full join booked k on k.batch = h.batch and k.holder = h.holder and k.owner = h.owner
     join invoice_batch b on b.tenant_id = $1 and b.id = coalesce(h.batch, k.batch) where coalesce(h.n, 0) <> coalesce(k.n, 0)`, [tx.tenantId, InvoiceSheets.name]);
  return [...uncovered, ...unequal];
}

export const InvoiceStock = defineReport('invoice_stock', {
  label: ['发票库存', 'Invoice stock'],
  access,
  wider: ['发票由财务领发、当班与保险柜保管，交接双方核对同一张库存表；单个号段只有其所在单位的人能打开。', 'Finance hands invoices out, tills and safe keep them, and both sides of a hand-over check the same table; single ranges open only in the unit that holds them.'],
  params: {},
  columns: {
    batch: f.ref('入库批次', 'Batch', 'invoice_batch'), received: f.integer('入库', 'Received'), finance: f.integer('财务', 'Finance'), shift: f.integer('当班', 'Till shifts'),
    safe: f.integer('保险柜', 'Safe'), issued: f.integer('已开具', 'Issued'), voided: f.integer('已作废', 'Voided'), lost: f.integer('遗失', 'Lost'),
  },
  totals: ['received', 'finance', 'shift', 'safe', 'issued', 'voided', 'lost'],
  async rows(tx) {
    const batches = await tx.query<{ id: string; pieces: number }>('select id, pieces from invoice_batch where tenant_id = $1 order by number', [tx.tenantId]);
    const sums = await tx.query<{ batch: string; holder: Holder; n: number }>('select batch, holder, sum(pieces)::int as n from invoice_range where tenant_id = $1 group by 1, 2', [tx.tenantId]);
    const of = (batch: string, holder: Holder) => sums.find((s) => s.batch === batch && s.holder === holder)?.n ?? 0;
    return batches.map((b) => ({
      batch: b.id, received: b.pieces, finance: of(b.id, 'finance'), shift: of(b.id, 'shift'), safe: of(b.id, 'safe'), issued: of(b.id, 'issued'), voided: of(b.id, 'voided'), lost: of(b.id, 'lost'),
    }));
  },
  async proof(tx, _params, rows) {
    const booked = await tx.query<{ account: string; n: number }>(`select account, sum(amount)::int as n from ledger_entry where tenant_id = $1 and ledger = $2 group by account`, [tx.tenantId, InvoiceSheets.name]);
    const ledger = (account: string) => booked.find((b) => b.account === account)?.n ?? 0;
    const sum = (name: Holder | 'received') => rows.reduce((total, r) => total + r[name], 0);
    return [
      { label: ['各处之和 = 入库张数', 'All places = received'], left: ACCOUNTS.reduce((total, a) => total + sum(a), 0), right: -ledger('supplier') },
      ...ACCOUNTS.map((a) => ({ label: [`号段（${HOLDERS[a][0]}）= 账`, `Ranges (${HOLDERS[a][1]}) = ledger`] as const, left: sum(a), right: ledger(a) })),
      { label: ['号码无缺、无重的批次 = 全部批次', 'Batches covered exactly = all batches'], left: rows.length - new Set((await stockProblems(tx)).map((p) => p.batch)).size, right: rows.length },
    ];
  },
  drill: Object.fromEntries(ACCOUNTS.map((a) => [a, (row: { readonly batch: string } | null) => ({
    register: 'invoice_range', filter: row ? { all: [{ field: 'batch', op: 'eq', value: row.batch }, { field: 'holder', op: 'eq', value: a }] } : { field: 'holder', op: 'eq', value: a },
  })])),
  notes: () => [['每个号码在任何时候只在一处；作废的计入“已作废”，不计入“已开具”', 'Every number is in one place at any time; voided ones do not count as issued']],
});

export const InvoicesByShift = defineReport('invoices_by_shift', {
  label: ['开票：按当班', 'Invoices by till shift'],
  access,
  params: { period: f.period('营业日', 'Business days') },
  initial: ({ day }) => ({ period: { from: calendar.addDays(day, -6), to: calendar.addDays(day, 1) } }),
  columns: {
    shift: f.ref('当班', 'Till shift', 'shift'), tickets: f.integer('小票', 'Tickets'), sheets: f.integer('张数', 'Sheets'), amount: f.money('金额', 'Amount'), voided: f.integer('作废', 'Voided'), uncovered: f.money('未能开出', 'Not covered'),
  },
  totals: ['tickets', 'sheets', 'amount', 'voided', 'uncovered'],
  rows: (tx, { period }) => tx.query(
    `select shift, (count(*) filter (where state in ('issued', 'checked', 'filed')))::int as tickets, coalesce(sum(pieces) filter (where state in ('issued', 'checked', 'filed')), 0)::int as sheets,
       coalesce(sum(issued_amount) filter (where state in ('issued', 'checked', 'filed')), 0)::bigint as amount, (count(*) filter (where state in ('voided', 'red')))::int as voided,
       coalesce(sum(uncovered) filter (where state in ('issued', 'checked', 'filed')), 0)::bigint as uncovered
     from invoice where tenant_id = $1 and issued_on >= $2 and issued_on < $3 group by shift order by min(issued_at)`, [tx.tenantId, period.from, period.to]).then((rows) => rows.map(asNumbers)),
  async proof(tx, { period }, rows) {
    const [booked] = await tx.query<{ n: number }>(
      `select coalesce(sum(case j.movement when 'issue' then j.amount else -j.amount end), 0)::int as n from ledger_journal j join invoice i on i.tenant_id = j.tenant_id and i.id = j.record_id
       where j.tenant_id = $1 and j.ledger = $2 and j.movement in ('issue', 'void') and i.issued_on >= $3 and i.issued_on < $4`, [tx.tenantId, InvoiceSheets.name, period.from, period.to]);
    return [{ label: ['开票张数 = 账上开具减作废', 'Sheets = issued less voided on the ledger'], left: rows.reduce((sum, r) => sum + r.sheets, 0), right: Number(booked?.n ?? 0) }];
  },
  drill: { tickets: (row, { period }) => ({ register: 'invoice', filter: { all: [...(row ? [{ field: 'shift', op: 'eq' as const, value: row.shift as unknown }] : []), { field: 'issued_on', op: 'gte' as const, value: period.from }, { field: 'issued_on', op: 'lt' as const, value: period.to }] } }) },
  chart: { kind: 'bar', x: 'shift', y: ['amount'] },
});
type ShiftRow = { readonly shift: string; readonly tickets: number; readonly sheets: number; readonly amount: number; readonly voided: number; readonly uncovered: number };
const asNumbers = (row: unknown): ShiftRow => { const r = row as ShiftRow; return { ...r, amount: Number(r.amount), uncovered: Number(r.uncovered) }; };

export const InvoiceQuota = defineReport('einvoice_quota', {
  label: ['电子发票额度', 'E-invoice credit'],
  access,
  params: { month: f.date('月份中的一天', 'A day of the month') },
  initial: ({ day }) => ({ month: day }),
  columns: { type: f.ref('发票种类', 'Kind', 'invoice_type'), quota: f.money('授信额度', 'Credit', { optional: true }), used: f.money('已用', 'Used'), left: f.money('剩余', 'Left', { optional: true }) },
  totals: ['used'],
  async rows(tx, { month }) {
    const types = await tables(tx, InvoiceType).selectFrom('invoice_type').select(['id', 'monthly_quota']).where('tenant_id', '=', tx.tenantId).where('model', '=', 'electronic').orderBy('number').execute();
    return Promise.all(types.map(async (t) => {
      const used = await quotaUsed(tx, t.id, month);
      const quota = t.monthly_quota === null ? null : Number(t.monthly_quota);
      return { type: t.id, quota, used, left: quota === null ? null : quota - used };
    }));
  },
  async proof(tx, { month }, rows) {
    const [all] = await tx.query<{ n: number }>(
      `select coalesce(sum(case when state = 'red' then 0 else issued_amount end), 0)::bigint as n from invoice where tenant_id = $1 and model = 'electronic' and to_char(issued_on, 'YYYY-MM') = $2 and state <> 'voided'`, [tx.tenantId, month.slice(0, 7)]);
    return [{ label: ['已用 = 当月电子发票减红冲', 'Used = e-invoices of the month less those written off'], left: rows.reduce((sum, r) => sum + r.used, 0), right: Number(all?.n ?? 0) }];
  },
});
