/** Reports of deductions (扣款报表): what was owed, added, taken and is left by person and kind, from the ledger; and the file for payroll. Serves SM-5, LG-1. */
import { defineReport, f, type Tx } from '../../../kernel/index.ts';
import type { Filter } from '../../../kernel/api.ts';
import { KINDS, type Kind, NOT_LEGAL_ADVICE } from './guard.rules.ts';
import { monthOf } from './month.ts';
import { PAYROLL } from './roles.ts';

const access = [...PAYROLL, 'auditor'];
interface Moved { readonly employee: string; readonly kind: Kind; readonly opening: number; readonly added: number; readonly deducted: number; readonly paid: number; readonly waived: number; readonly closing: number }
const MOVED = (what: string) => `coalesce(sum(-e.amount) filter (where e.business_day >= $2 and j.movement like '${what}_%'), 0)::float8`;

export const DeductionsLedger = defineReport('deductions_ledger', {
  label: ['扣款台账', 'Deductions'], access,
  params: { from: f.date('起', 'From'), to: f.date('止', 'To') },
  initial: ({ day }) => ({ from: `${day.slice(0, 4)}-01-01`, to: day }),
  columns: {
    employee: f.ref('员工', 'Employee', 'employee'), kind: f.choice('类别', 'Kind', KINDS), opening: f.money('期初应扣', 'Owed before', { negative: true }), added: f.money('本期列入', 'Put down'), deducted: f.money('工资扣回', 'Deducted'), paid: f.money('自行缴付', 'Paid in'),
    waived: f.money('免除', 'Waived'), closing: f.money('期末未扣', 'Still owed', { negative: true }),
  },
  totals: ['opening', 'added', 'deducted', 'paid', 'waived', 'closing'],
  async rows(tx, { from, to }) {
    return tx.query<Moved>(
      `select e.owner as employee, replace(e.account, 'owed_', '') as kind, coalesce(sum(e.amount) filter (where e.business_day < $2), 0)::float8 as opening,
         coalesce(sum(e.amount) filter (where e.business_day >= $2 and j.movement like 'schedule_%'), 0)::float8 as added, ${MOVED('deduct')} as deducted, ${MOVED('pay')} as paid, ${MOVED('waive')} as waived, sum(e.amount)::float8 as closing
       from ledger_entry e join ledger_journal j on j.tenant_id = e.tenant_id and j.id = e.journal join employee p on p.tenant_id = e.tenant_id and p.id = e.owner
       where e.tenant_id = $1 and e.ledger = 'owed_by_staff' and e.account in ('owed_compensation', 'owed_fine') and e.business_day <= $3 group by 1, 2, p.staff_no order by p.staff_no, 2`, [tx.tenantId, from, to]);
  },
  async proof(tx, { from, to }, rows) {
    const sum = (of: Exclude<keyof Moved, 'employee' | 'kind'>) => rows.reduce((n, r) => n + r[of], 0);
    const [lines] = await tx.query<{ n: number }>(
      `select coalesce(sum(d.amount), 0)::float8 as n from deduction d join deduction_month m on m.tenant_id = d.tenant_id and m.id = d.deduction_month where d.tenant_id = $1 and m.approved_on between $2 and $3`, [tx.tenantId, from, to]);
    const [claims] = await tx.query<{ n: number }>(`select coalesce(sum(amount - coalesce(taken, 0)), 0)::float8 as n from money_claim where tenant_id = $1 and state = 'scheduled' and archived_at is null`, [tx.tenantId]);
    const [later] = await tx.query<{ n: number }>(`select coalesce(sum(amount), 0)::float8 as n from ledger_entry where tenant_id = $1 and ledger = 'owed_by_staff' and account in ('owed_compensation', 'owed_fine') and business_day > $2`, [tx.tenantId, to]);
    return [
      { label: ['期初 + 列入 − 扣回 − 缴付 − 免除 = 期末', 'Before + put down − deducted − paid − waived = still owed'], left: sum('opening') + sum('added') - sum('deducted') - sum('paid') - sum('waived'), right: sum('closing') },
      { label: ['工资扣回 = 已批准月度扣款的明细之和', 'Deducted = lines of the approved months'], left: sum('deducted'), right: lines?.n ?? 0 },
      { label: ['期末 = 扣款中各单未扣之和 − 其后入账', 'Still owed = open of all claims − posted later'], left: sum('closing'), right: (claims?.n ?? 0) - (later?.n ?? 0) },
    ];
  },
  drill: {
    added: (row) => claims(row), closing: (row) => claims(row, { field: 'state', op: 'eq', value: 'scheduled' }), waived: (row) => claims(row, { field: 'state', op: 'eq', value: 'waived' }),
    deducted: (row) => ({ register: 'deduction', filter: { all: [...who(row), { field: 'amount', op: 'gt', value: 0 }] } }),
  },
  notes: () => [NOT_LEGAL_ADVICE, ['列入扣款时记账；告知、答复、异议中的单还不是应扣。未扣的结转到下月。', 'Posted when put down; what is being notified, answered or disputed is not owed yet. What is left is carried over.']],
  chart: { kind: 'bar', x: 'employee', y: ['deducted', 'closing'] },
});
const who = (row: { readonly employee: string; readonly kind: string } | null): Filter[] => (row ? [{ field: 'employee', op: 'eq', value: row.employee }, { field: 'kind', op: 'eq', value: row.kind }] : []);
const claims = (row: { readonly employee: string; readonly kind: string } | null, ...more: Filter[]) => ({ register: 'money_claim', filter: { all: [...who(row), ...more] } });

/** The file that payroll takes over: one line a claim, Excel or CSV. */
export const PayrollFile = defineReport('payroll_file', {
  label: ['工资扣款文件', 'File for payroll'], access, page: 'people/deductions/owed',
  params: { month: f.text('月份', 'Month', { max: 7, hint: ['如 2026-11', 'Such as 2026-11'] }) },
  initial: ({ day }) => ({ month: day.slice(0, 7) }),
  columns: {
    staff_no: f.text('工号', 'Staff number'), employee: f.ref('员工', 'Employee', 'employee'), month: f.text('月份', 'Month'), kind: f.choice('类别', 'Kind', KINDS), claim: f.ref('单号', 'Claim', 'money_claim'), amount: f.money('扣款', 'Deducted'), carried: f.money('结转下月', 'Carried over'), why: f.text('原因', 'Why'),
  },
  totals: ['amount', 'carried'],
  async rows(tx, { month }) {
    return tx.query(
      `select e.staff_no, d.employee, d.month, d.kind, d.claim, d.amount::float8 as amount, d.carried::float8 as carried, d.why from deduction d
       join deduction_month m on m.tenant_id = d.tenant_id and m.id = d.deduction_month and m.state in ('approved', 'handed') join employee e on e.tenant_id = d.tenant_id and e.id = d.employee
       where d.tenant_id = $1 and d.month = $2 and d.open > 0 order by e.staff_no, d.number`, [tx.tenantId, monthOf(month) === null ? '' : month]);
  },
  async proof(tx, { month }, rows) {
    const [stated] = await tx.query<{ n: number }>(`select coalesce(sum(total), 0)::float8 as n from deduction_month where tenant_id = $1 and month = $2 and state in ('approved', 'handed')`, [tx.tenantId, month]);
    return [
      { label: ['明细之和 = 月度扣款所列合计', 'Sum of lines = total of the month'], left: rows.reduce((n, r) => n + r.amount, 0), right: stated?.n ?? 0 },
      { label: ['明细之和 = 账上该月扣回', 'Sum of lines = posted for the month'], left: rows.reduce((n, r) => n + r.amount, 0), right: await posted(tx, month) },
    ];
  },
  drill: { amount: (row, { month }) => ({ register: 'deduction', filter: { all: [{ field: 'month', op: 'eq', value: month }, ...(row ? [{ field: 'claim', op: 'eq', value: row.claim } as Filter] : [])] } }) },
  notes: () => [NOT_LEGAL_ADVICE, ['只含已批准的月份；扣款为零的行写明原因。', 'Approved months only; lines with nothing taken say why.']],
});

async function posted(tx: Tx, month: string): Promise<number> {
  const [row] = await tx.query<{ n: number }>(`select coalesce(sum(e.amount), 0)::float8 as n from ledger_entry e where e.tenant_id = $1 and e.ledger = 'owed_by_staff' and e.account = 'payroll' and e.dim_b = $2`, [tx.tenantId, month]);
  return row?.n ?? 0;
}
