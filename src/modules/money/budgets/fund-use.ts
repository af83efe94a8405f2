/**
 * Use of funds (用款): asked for with a purpose, held when approved, committed when ordered, paid, settled with what it really cost;
 * the rest of the hold goes back. Above the budget the centre manager approves once more. Serves P27, LOG-4.2, LOG-4.3, AS-35.
 */
import { defineRegister, f, type RowOf } from '../../../kernel/index.ts';

export const HEADS = ['logistics_head', 'centre_manager'];
/** Everybody whose work costs money of a centre: the modules above ask in their name. */
export const ASKERS = ['vehicle_dispatcher', 'repair_clerk', 'estate_clerk', 'store_clerk', 'general_affairs', 'dispatcher', 'branch_manager', 'finance', ...HEADS];

export const FundUse = defineRegister('fund_use', {
  label: ['用款', 'Use of funds'],
  number: 'YK-{yyyy}{mm}-{0000}',
  fields: {
    category: f.ref('费用科目', 'Category', 'budget_category'),
    purpose: f.text('用途', 'Purpose', { max: 120 }),
    amount: f.money('申请金额', 'Amount asked for', { min: 1, hint: ['报价或估算，含税', 'As quoted or estimated, tax included'] }),
    cost_on: f.date('预计付款日', 'To be paid on', { hint: ['占用这一天所在月份的预算', 'The budget of this day’s month is used'] }),
    payee: f.text('收款单位', 'Payee', { max: 80, optional: true }),
    quote: f.attachment('报价或合同', 'Quote or contract', { optional: true }),
    held: f.money('预留', 'Held', { optional: true, readonly: true }),
    over_by: f.money('批准的超额', 'Approved above the budget', { optional: true, readonly: true }),
    over_reason: f.text('超额批准理由', 'Why above the budget', { max: 200, optional: true, readonly: true }),
    committed: f.money('订货金额', 'Ordered for', { optional: true, readonly: true }),
    paid: f.money('已付', 'Paid', { optional: true, readonly: true }),
    released: f.money('释放', 'Released', { optional: true, readonly: true }),
    settled_on: f.date('结算日', 'Settled on', { optional: true, readonly: true }),
    origin_register: f.text('来源类别', 'Comes from', { max: 40, optional: true, readonly: true, readBy: ['auditor'] }),
    origin_id: f.text('来源记录', 'Record', { max: 40, optional: true, readonly: true, readBy: ['auditor'] }),
    origin_number: f.text('来源单号', 'Number there', { max: 40, optional: true, readonly: true }),
  },
  title: ['purpose', 'amount'],
  list: ['category', 'purpose', 'amount', 'paid', 'over_by', 'cost_on', 'payee'],
  sorts: ['-number', '-cost_on'],
  indexes: [['category', 'cost_on'], ['origin_id']],
  access: { read: [...ASKERS, 'auditor'], create: ASKERS },
  empty: ['采购、维修、租赁等用款在这里申请：选科目，写用途和金额。', 'Money for purchases, repairs and rents is asked for here: category, purpose, amount.'],
});

/** One payment, or money that came back (付款): the document finance files and the month's file lists. */
export const FundPayment = defineRegister('fund_payment', {
  label: ['付款', 'Payment'],
  number: 'FKD-{yyyy}{mm}-{0000}',
  fields: {
    fund_use: f.ref('用款', 'Use of funds', 'fund_use'),
    category: f.ref('费用科目', 'Category', 'budget_category'),
    amount: f.money('金额', 'Amount', { negative: true }),
    payee: f.text('收款单位', 'Payee', { max: 80, optional: true }),
    paid_on: f.date('付款日', 'Paid on'),
    booked_on: f.date('记账日', 'Booked on'),
    invoice_no: f.text('发票号码', 'Invoice number', { max: 40, optional: true }),
  },
  title: ['payee', 'amount'],
  list: ['fund_use', 'category', 'amount', 'payee', 'paid_on', 'booked_on', 'invoice_no'],
  sorts: ['-number', '-booked_on'],
  indexes: [['fund_use'], ['category', 'booked_on']],
  unique: [['invoice_no']],
  access: { read: [...ASKERS, 'auditor'], create: [] },
  hidden: true,
});

export type Use = RowOf<typeof FundUse>;
