/** Receipts that are missing as of a day, with the days they are late. Serves FS-5.7, AC-26. */
import { dayOf, defineReport, f, type Filter, type HomeFigure, organisationDay, scopeOf, tables, type Tx } from '../../../kernel/index.ts';
import { READERS, Receipt } from './receipt.ts';
import { daysOverdue } from './rules.ts';

interface Params { readonly from: string; readonly as_of: string }
/** Not back by that day, among the orders issued since the first. */
const missing = ({ from, as_of }: Params): Filter => ({ all: [
  { field: 'issued_on', op: 'between', value: [from, as_of] },
  { any: [{ field: 'returned_on', op: 'empty' }, { field: 'returned_on', op: 'gt', value: as_of }] },
] });

export const ReceiptsMissing = defineReport('receipts_missing', {
  label: ['未收回执', 'Receipts missing'],
  access: READERS,
  params: { from: f.date('指令下达起', 'Orders issued from'), as_of: f.date('截至', 'As of') },
  initial: ({ day }) => ({ from: `${day.slice(0, 4)}-01-01`, as_of: day }),
  columns: {
    receipt: f.ref('回执', 'Receipt', 'receipt'), service_order: f.ref('服务指令', 'Service order', 'service_order'), customer: f.ref('客户', 'Customer', 'customer'),
    region: f.ref('区域', 'Region', 'service_region'), technician: f.ref('技术员', 'Technician', 'employee', { optional: true }),
    done_on: f.date('完成日期', 'Done on'), due_on: f.date('应收日期', 'Due on'), days_overdue: f.integer('超期天数', 'Days overdue'), count: f.integer('份数', 'Receipts'),
  },
  totals: ['count'],
  async rows(tx, p) {
    const rows = await awaited(tx, p);
    return rows.filter((r) => r.returned_on === null || r.returned_on > p.as_of)
      .map(({ id, returned_on, ...r }) => ({ ...r, receipt: id, days_overdue: daysOverdue({ due_on: r.due_on, returned_on }, p.as_of), count: 1 }))
      .sort((a, b) => b.days_overdue - a.days_overdue || (a.due_on < b.due_on ? -1 : 1));
  },
  async proof(tx, p, rows) {
    const all = await awaited(tx, p);
    const units = await scopeOf(tx, tx.actor, READERS);
    const [back] = await tx.query<{ n: number }>(
      `select count(*) as n from receipt where tenant_id = $1 and archived_at is null and issued_on between $2 and $3 and done_on <= $3 and returned_on <= $3
       and ($4::uuid[] is null or unit_id = any($4))`, [tx.tenantId, p.from, p.as_of, units]);
    return [{ label: ['应收 − 已回传 = 未收', 'Expected − returned = missing'], left: all.length - (back?.n ?? 0), right: rows.length }];
  },
  drill: { count: (row, p) => ({ register: 'receipt', filter: row === null ? missing(p) : { field: 'service_order', op: 'eq', value: row.service_order } }) },
  notes: ({ as_of }) => [[`超期天数 = ${as_of} − 应收日期；尚在期限内的为 0。`, `Days overdue = ${as_of} − due date; 0 while there is still time.`]],
});

/** Of the actor's own units only, as in the list that a figure opens. */
async function awaited(tx: Tx, { from, as_of }: Params) {
  const units = await scopeOf(tx, tx.actor, READERS);
  const all = tables(tx, Receipt).selectFrom('receipt').select(['id', 'service_order', 'customer', 'region', 'technician', 'done_on', 'due_on', 'returned_on'])
    .where('tenant_id', '=', tx.tenantId).where('archived_at', 'is', null).where('issued_on', '>=', from).where('issued_on', '<=', as_of).where('done_on', '<=', as_of);
  return (units === null ? all : all.where('unit_id', 'in', [...units])).execute();
}

export async function receiptsOverdue(tx: Tx): ReturnType<HomeFigure['value']> {
  const units = await scopeOf(tx, tx.actor, READERS);
  const home = tx.actor.grants.find((g) => READERS.includes(g.role))?.unitId;
  const today = home === undefined ? await organisationDay(tx) : await dayOf(tx, tx.now, home);
  const [row] = await tx.query<{ n: number }>(
    `select count(*) as n from receipt where tenant_id = $1 and archived_at is null and state in ('expected', 'rejected') and due_on < $2 and ($3::uuid[] is null or unit_id = any($3))`,
    [tx.tenantId, today, units]);
  const n = row?.n ?? 0;
  return { value: String(n), href: '/report/receipts_missing', tone: n === 0 ? 'done' : 'alarm' };
}
