/** What somebody was given (劳保发放): from company stock at the cost of its layers into personal keeping, and how it ended. Serves LOG-9.2, LOG-10.2, P33. */
import { calendar, createRecord, defineRegister, f, updateRecord, type RowOf, type Tx } from '../../../kernel/index.ts';
import { leaveOf } from '../../people/leave/index.ts';
import { handBack, handOut, itemOf, wearOut } from '../consumables/index.ts';
import { READERS } from './roles.ts';
import { OUTCOMES, termOf, type Norm, type Term } from './rules.ts';

export const ProtectiveIssue = defineRegister('protective_issue', {
  label: ['劳保发放', 'Protective issue'],
  number: 'LF-{yyyy}{mm}-{0000}',
  fields: {
    card: f.ref('劳保卡', 'Card', 'protective_card'),
    employee: f.ref('员工', 'Employee', 'employee'),
    item: f.ref('用品', 'Item', 'consumable'),
    quantity: f.integer('数量', 'Quantity', { min: 1, max: 1000 }),
    issued_on: f.date('领用日', 'Issued on'),
    period_days: f.integer('期限', 'Term', { min: 1, unit: ['天', 'days'], hint: ['领用时的定额', 'The norm of that day'] }),
    cost: f.money('成本', 'Cost', { min: 0 }),
    outcome: f.choice('现状', 'Now', OUTCOMES),
    ended_on: f.date('了结日', 'Ended on', { optional: true }),
    person: f.ref('本人', 'The person', 'app_user', { optional: true, readonly: true }),
  },
  title: ['employee', 'item'],
  list: ['employee', 'item', 'quantity', 'issued_on', 'period_days', 'cost', 'outcome', 'ended_on'],
  sorts: ['-issued_on', '-number'],
  indexes: [['card', 'item'], ['item', 'issued_on']],
  access: { read: READERS, create: [], own: 'person', ownAside: true },
  empty: ['还没有发放。在员工的“劳保卡”上发放，本人签字。', 'Nothing issued yet. Issue on the card of the employee, who signs.'],
});
export type IssueRow = RowOf<typeof ProtectiveIssue>;
const causeOf = (i: Pick<IssueRow, 'id' | 'number' | 'version'>) => ({ register: 'protective_issue', id: i.id, number: i.number, version: i.version });

export interface Giving { readonly card: string; readonly employee: string; readonly person: string | null; readonly norm: Norm; readonly quantity: number; readonly unit_id: string; readonly at: Date; readonly day: string }
export async function give(tx: Tx, g: Giving): Promise<void> {
  const item = await itemOf(tx, g.norm.item);
  const issue = await createRecord(tx, ProtectiveIssue, {
    card: g.card, employee: g.employee, item: item.id, quantity: g.quantity, issued_on: g.day, period_days: g.norm.period_days, cost: 0, outcome: 'held', person: g.person, unit_id: g.unit_id,
  });
  const cost = await handOut(tx, { item, quantity: g.quantity, employee: g.employee, cause: causeOf(issue), at: g.at, day: g.day });
  await updateRecord(tx, ProtectiveIssue, issue, { cost }, { what: 'cost' });
}
/** Back into company stock at its own cost, or used up; all of an issue ends at once. */
export async function end(tx: Tx, issue: IssueRow, outcome: 'returned' | 'replaced' | 'worn' | 'kept', when: { readonly at: Date; readonly day: string }): Promise<void> {
  const move = outcome === 'returned' ? handBack : wearOut;
  await move(tx, { item: issue.item, employee: issue.employee, issued: issue.id, cause: causeOf(issue), ...when });
  await updateRecord(tx, ProtectiveIssue, issue, { outcome, ended_on: when.day }, { what: outcome });
}

export const heldOn = (tx: Tx, card: string): Promise<IssueRow[]> =>
  tx.query<IssueRow>(`select * from protective_issue where tenant_id = $1 and card = $2 and outcome = 'held' and archived_at is null order by number`, [tx.tenantId, card]);

/** The days somebody was away for the whole day, by granted leave; every calendar day of it counts. */
export async function absences(tx: Tx, employees: readonly string[], from: string, to: string): Promise<ReadonlyMap<string, ReadonlySet<string>>> {
  const days = new Map<string, Set<string>>(employees.map((e) => [e, new Set<string>()]));
  for (const l of await leaveOf(tx, employees, from, to)) if (l.part === 'whole') days.get(l.employee)?.add(l.day);
  return days;
}
/** Absence granted ahead counts as well: two years reach beyond every term that matters. */
export async function termsOf(tx: Tx, issues: readonly Pick<IssueRow, 'id' | 'employee' | 'issued_on' | 'period_days'>[]): Promise<ReadonlyMap<string, Term>> {
  if (issues.length === 0) return new Map();
  const first = issues.reduce((least, i) => (i.issued_on < least ? i.issued_on : least), issues[0]!.issued_on);
  const last = issues.reduce((most, i) => { const e = calendar.addDays(i.issued_on, i.period_days + 730); return e > most ? e : most; }, first);
  const away = await absences(tx, [...new Set(issues.map((i) => i.employee))], first, last);
  return new Map(issues.map((i) => [i.id, termOf(i.issued_on, i.period_days, away.get(i.employee) ?? new Set())]));
}
