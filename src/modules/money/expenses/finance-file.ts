/**
 * The file for the finance office (财务月报文件): every booked claim, reversal and payment of a span, line by line, proven against the ledger;
 * saved as Excel it is what the finance office takes. Serves LOG-4.5, P27.
 */
import { defineReport, f, scopeOf, type Tx } from '../../../kernel/index.ts';
import { Budget, centreFor } from '../budgets/index.ts';

const OFFICE = ['finance', 'centre_manager', 'logistics_head', 'auditor'];
const loss = { negative: true } as const;

export interface FileLine { readonly booked_on: string; readonly document: string; readonly what: string; readonly category: string; readonly unit: string; readonly purpose: string; readonly payee: string | null; readonly invoice_no: string | null; readonly amount: number }

/** The documents of a span, in the order of the file; `units` null for all of the centre. */
export const fileLines = (tx: Tx, p: { readonly from: string; readonly to: string; readonly centre: string | null; readonly units: readonly string[] | null }) => tx.query<FileLine & { what: 'claim' | 'reversal' | 'payment' }>(
  `select d.* from (
     select booked_on, number as document, 'claim' as what, category, unit_id as unit, purpose, null as payee, invoice_no, amount from expense_claim where tenant_id = $1
     union all select reversed_on, number, 'reversal', category, unit_id, purpose, null, null, -amount from expense_claim where tenant_id = $1
     union all select p.booked_on, p.number, 'payment', p.category, p.unit_id, u.purpose, p.payee, p.invoice_no, p.amount from fund_payment p join fund_use u on u.tenant_id = p.tenant_id and u.id = p.fund_use where p.tenant_id = $1) d
   join budget_category c on c.tenant_id = $1 and c.id = d.category
   where d.booked_on between $2 and $3 and ($4::uuid[] is null or d.unit = any($4)) and c.unit_id = $5 order by d.booked_on, d.document, d.what`, [tx.tenantId, p.from, p.to, p.units, p.centre]);
/** What the ledger says was spent in the span. */
export async function spentIn(tx: Tx, p: { readonly from: string; readonly to: string; readonly centre: string | null; readonly units: readonly string[] | null }): Promise<number> {
  const [row] = await tx.query<{ n: number }>(
    `select coalesce(sum(e.amount), 0)::bigint as n from ledger_entry e join budget_category c on c.tenant_id = e.tenant_id and c.id = e.owner
     where e.tenant_id = $1 and e.ledger = $2 and e.account = 'spent' and e.business_day between $3 and $4 and c.unit_id = $5 and ($6::text[] is null or e.dim_a = any($6))`, [tx.tenantId, Budget.name, p.from, p.to, p.centre, p.units]);
  return row?.n ?? 0;
}

export const FinanceFile = defineReport('finance_file', {
  label: ['财务月报文件', 'File for the finance office'],
  access: OFFICE,
  params: {
    from: f.date('起', 'From'), to: f.date('截至', 'As of', { hint: ['含当日', 'That day included'] }),
    centre: f.unit('中心', 'Centre', { optional: true, hint: ['有预算的中心；不选为第一个', 'A centre with a budget; without one, the first'] }),
  },
  initial: ({ day }) => ({ from: `${day.slice(0, 7)}-01`, to: day, centre: null }),
  columns: {
    booked_on: f.date('记账日', 'Booked on'), document: f.text('单据号', 'Document', { max: 40 }), what: f.choice('类别', 'Kind', { claim: ['报销', 'Claim'], reversal: ['冲销', 'Reversal'], payment: ['付款', 'Payment'] }),
    category: f.ref('费用科目', 'Category', 'budget_category'), unit: f.unit('部门', 'Unit'), purpose: f.text('摘要', 'Summary', { max: 200 }), payee: f.text('收款人', 'Payee', { max: 80, optional: true }),
    invoice_no: f.text('发票号码', 'Invoice number', { max: 40, optional: true }), amount: f.money('金额', 'Amount', loss),
  },
  totals: ['amount'],
  rows: async (tx, p) => fileLines(tx, await spanOf(tx, p)),
  proof: async (tx, p, rows) => [{ label: ['各单据之和 = 预算账支出（分）', 'Sum of documents = spent in the ledger, in fen'], left: rows.reduce((sum, r) => sum + r.amount, 0), right: await spentIn(tx, await spanOf(tx, p)) }],
  notes: () => [['每张已记账的单据一行，冲销另列一行；存为 Excel 即交财务处的文件。', 'A line for each booked document, reversals on lines of their own; saved as Excel it is the file for the finance office.']],
});
const spanOf = async (tx: Tx, p: { readonly from: string; readonly to: string; readonly centre: string | null }) => ({ ...p, centre: await centreFor(tx, p.centre, OFFICE), units: await scopeOf(tx, tx.actor, OFFICE) });
