/** Who is due (劳保应发) and what was issued (劳保发放汇总). Serves LOG-9.2, LOG-10.2, P33, AS-38. */
import { defineReport, f, scopeOf, type Tx } from '../../../kernel/index.ts';
import { termsOf, type IssueRow } from './issue.ts';
import { normsOf } from './norm.ts';
import { READERS } from './roles.ts';
import { DUE_STATES, dueState, normOn, type DueState } from './rules.ts';

const reach = (tx: Tx) => scopeOf(tx, tx.actor, READERS);
export interface DueRow { readonly card: string; readonly employee: string; readonly post: string; readonly item: string; readonly quantity: number; readonly issued_on: string | null; readonly absent: number; readonly due_on: string | null; readonly state: DueState }

/** Every card in use against the norms of its post on the day: one line for each item. */
export async function dueOn(tx: Tx, day: string, units: readonly string[] | null): Promise<DueRow[]> {
  const cards = await tx.query<{ id: string; employee: string; post: string }>(
    `select c.id, c.employee, c.post from protective_card c where c.tenant_id = $1 and c.state = 'open' and c.archived_at is null and ($2::uuid[] is null or c.unit_id = any($2)) order by c.number`, [tx.tenantId, units]);
  const norms = await normsOf(tx);
  const held = await tx.query<IssueRow>(`select * from protective_issue where tenant_id = $1 and outcome = 'held' and issued_on <= $2 and archived_at is null`, [tx.tenantId, day]);
  const terms = await termsOf(tx, held);
  return cards.flatMap((c) => [...new Set(norms.map((n) => n.item))].flatMap((item): DueRow[] => {
    const norm = normOn(norms, c.post, item, day);
    if (norm === null) return [];
    const issue = held.find((i) => i.card === c.id && i.item === item);
    const term = issue && terms.get(issue.id);
    return [{ card: c.id, employee: c.employee, post: c.post, item, quantity: norm.quantity, issued_on: issue?.issued_on ?? null, absent: term?.absent ?? 0, due_on: term?.due ?? null, state: dueState(term?.due ?? null, day) }];
  })).sort((a, b) => ((a.due_on ?? '') < (b.due_on ?? '') ? -1 : 1));
}

export const ProtectiveDue = defineReport('protective_due', {
  label: ['劳保应发', 'Protective supplies due'],
  access: READERS,
  params: { as_of: f.date('截至', 'As of') },
  initial: ({ day }) => ({ as_of: day }),
  columns: {
    employee: f.ref('员工', 'Employee', 'employee'), post: f.text('岗位', 'Post'), item: f.ref('用品', 'Item', 'consumable'), quantity: f.integer('数量', 'Quantity'), issued_on: f.date('上次领用', 'Issued on', { optional: true }),
    absent: f.integer('缺勤顺延（天）', 'Extended by absence (days)'), due_on: f.date('应发日', 'Due on', { optional: true }), state: f.choice('状态', 'State', DUE_STATES),
  },
  totals: ['quantity'],
  rows: async (tx, p) => dueOn(tx, p.as_of, await reach(tx)),
  // The card shows what the person has; what is due was perhaps never issued before.
  drill: { quantity: (row, _p, rows) => ({ register: 'protective_card', filter: { field: 'id', op: 'in', value: [...new Set((row === null ? rows : [row]).map((r) => (r as unknown as DueRow).card))].slice(0, 500) } }) },
  notes: () => [
    ['应发日 = 上次领用日 + 期限 + 期内整天缺勤的天数；半天缺勤不顺延。', 'Due: the day of the last issue, plus the term, plus whole days of absence within it; half days extend nothing.'],
    ['缺勤取已批准的请假，按日历日计。', 'Absence is granted leave, counted in calendar days.'],
  ],
});

export const ProtectiveIssued = defineReport('protective_issued', {
  label: ['劳保发放汇总', 'Protective supplies issued'],
  access: READERS,
  params: { from: f.date('起', 'From'), to: f.date('止', 'To', { hint: ['含当日', 'That day included'] }) },
  initial: ({ day }) => ({ from: `${day.slice(0, 4)}-01-01`, to: day }),
  columns: { item: f.ref('用品', 'Item', 'consumable'), people: f.integer('人数', 'People'), quantity: f.integer('数量', 'Quantity'), cost: f.money('成本', 'Cost'), returned: f.integer('其中已退回', 'Of these returned') },
  totals: ['quantity', 'cost', 'returned'],
  async rows(tx, p) {
    return tx.query(
      `select c.id as item, count(distinct i.employee)::int as people, coalesce(sum(i.quantity), 0)::int as quantity, coalesce(sum(i.cost), 0)::bigint as cost, coalesce(sum(i.quantity) filter (where i.outcome = 'returned'), 0)::int as returned
       from consumable c join (select distinct item from protective_norm where tenant_id = $1 and archived_at is null) n on n.item = c.id
       left join protective_issue i on i.tenant_id = c.tenant_id and i.item = c.id and i.issued_on between $3 and $4 and i.archived_at is null and ($2::uuid[] is null or i.unit_id = any($2))
       where c.tenant_id = $1 group by c.id, c.code order by c.code`, [tx.tenantId, await reach(tx), p.from, p.to]);
  },
  async proof(tx, p, rows) {
    const [moved] = await tx.query<{ pieces: number; cost: number }>(
      `select coalesce(sum(e.amount), 0)::int as pieces, coalesce(sum(e.amount * l.unit_cost), 0)::bigint as cost from ledger_entry e join ledger_journal j on j.tenant_id = e.tenant_id and j.id = e.journal
       join consumable_layer l on l.tenant_id = e.tenant_id and l.id = e.dim_a::uuid join protective_issue i on i.tenant_id = j.tenant_id and i.id = j.record_id
       where e.tenant_id = $1 and e.ledger = 'consumable_stock' and e.account = 'in_hands' and j.movement = 'hand_out' and e.business_day between $3 and $4 and ($2::uuid[] is null or i.unit_id = any($2))`, [tx.tenantId, await reach(tx), p.from, p.to]);
    const total = (key: 'quantity' | 'cost') => rows.reduce((n, r) => n + Number(r[key]), 0);
    return [
      { label: ['发放数量 = 台账中发给个人的件数', 'Issued = pieces handed to persons in the ledger'], left: total('quantity'), right: moved!.pieces },
      { label: ['发放成本 = 台账各批次成本（分）', 'Cost = cost of the layers in the ledger, in fen'], left: total('cost'), right: moved!.cost },
    ];
  },
  drill: { quantity: (row, p) => ({ register: 'protective_issue', filter: { all: [...(row === null ? [] : [{ field: 'item', op: 'eq', value: row.item } as const]), { field: 'issued_on', op: 'between', value: [p.from, p.to] }] } }) },
  notes: () => [['有定额的用品都列出，未发的为 0。', 'Every item with a norm is listed, with 0 when none was issued.']],
  chart: { kind: 'bar', x: 'item', y: ['cost'] },
});

/** For the home page and the monthly duty: how many lines are due or were never issued. */
export const openLines = async (tx: Tx, day: string, units: readonly string[] | null): Promise<number> => (await dueOn(tx, day, units)).filter((r) => r.state !== 'later').length;
