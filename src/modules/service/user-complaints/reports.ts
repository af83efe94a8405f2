/** Complaints by branch in a period (投诉统计): how many, how many repeated, where they stand, what the call-back said. Serves SM-24, FS-0.2. */
import { calendar, defineReport, f, scopeOf, type Filter, type Tx } from '../../../kernel/index.ts';
import { servicePlaces } from '../../people/staff/index.ts';
import { READERS } from './user-complaint.ts';

interface Counted { readonly place: string; readonly received: number; readonly repeated: number; readonly open: number; readonly to_call_back: number; readonly closed: number; readonly withdrawn: number; readonly content: number; readonly answered: number }
type Span = { readonly period: { readonly from: string; readonly to: string } };

export const ComplaintsByBranch = defineReport('complaints_by_branch', {
  label: ['用户投诉统计', 'Complaints by branch'],
  access: READERS, params: { period: f.period('受理日期', 'Received between') },
  initial: ({ day }) => ({ period: { from: `${day.slice(0, 4)}-01-01`, to: calendar.addDays(day, 1) } }),
  columns: {
    place: f.unit('区域服务部', 'Branch'), received: f.integer('受理', 'Received'), repeated: f.integer('其中重复', 'Of which repeated'), open: f.integer('处理中', 'In hand'), to_call_back: f.integer('待回访', 'To be called back'),
    closed: f.integer('已回访或办结', 'Called back or closed'), withdrawn: f.integer('撤回', 'Withdrawn'), content: f.quantity('满意率 %', 'Content %', { optional: true, scale: 1 }),
  },
  totals: ['received', 'repeated', 'open', 'to_call_back', 'closed', 'withdrawn'],
  async rows(tx, p) {
    const counts = await countedIn(tx, p);
    const reach = await scopeOf(tx, tx.actor, READERS);
    const zero = { received: 0, repeated: 0, open: 0, to_call_back: 0, closed: 0, withdrawn: 0, content: 0, answered: 0 };
    return (await servicePlaces(tx)).filter((place) => (place.kind === 'branch' || counts.some((c) => c.place === place.id)) && (reach === null || reach.includes(place.id))).map((place) => {
      const { answered, content, ...c } = counts.find((one) => one.place === place.id) ?? { place: place.id, ...zero };
      return { ...c, content: answered === 0 ? null : ((content * 100) / answered).toFixed(1) };
    });
  },
  async proof(tx, p, rows) {
    const [all] = await tx.query<{ n: number }>(
      `select count(*) as n from user_complaint where tenant_id = $1 and archived_at is null and received_on >= $2 and received_on < $3 and ($4::uuid[] is null or unit_id = any($4)) and about_user is distinct from $5`, await spanOf(tx, p));
    const sum = (of: (row: (typeof rows)[number]) => number) => rows.reduce((n, row) => n + of(row), 0);
    return [
      { label: ['各服务部受理之和 = 台账条数', 'Sum of branches = complaints in the register'], left: sum((r) => r.received), right: all?.n ?? 0 },
      { label: ['受理 = 处理中 + 待回访 + 已回访或办结 + 撤回', 'Received = in hand + to be called back + called back or closed + withdrawn'], left: sum((r) => r.received), right: sum((r) => r.open + r.to_call_back + r.closed + r.withdrawn) },
    ];
  },
  drill: {
    received: (row, p) => at(row, p), repeated: (row, p) => at(row, p, { field: 'repeated', op: 'eq', value: true }), open: (row, p) => at(row, p, { field: 'state', op: 'in', value: ['received', 'acknowledged', 'linked'] }),
    to_call_back: (row, p) => at(row, p, { field: 'state', op: 'eq', value: 'resolved' }), closed: (row, p) => at(row, p, { field: 'state', op: 'in', value: ['called_back', 'closed'] }),
    withdrawn: (row, p) => at(row, p, { field: 'state', op: 'eq', value: 'withdrawn' }),
  },
  notes: () => [['满意率 = 回访满意 ÷ 已有回访结果的投诉。涉及本人的投诉不计入本人所见。', 'Content = content ÷ complaints with a call-back. Complaints about the reader are left out of what the reader sees.']],
  chart: { kind: 'bar', x: 'place', y: ['received', 'repeated'] },
});

const at = (row: { readonly place: string } | null, { period }: Span, ...more: readonly Filter[]) => ({ register: 'user_complaint', filter: { all: [
  { field: 'received_on', op: 'gte', value: period.from } as const, { field: 'received_on', op: 'lt', value: period.to } as const, ...(row === null ? [] : [{ field: 'unit_id', op: 'eq', value: row.place } as const]), ...more,
] } });

async function spanOf(tx: Tx, { period }: Span): Promise<unknown[]> {
  return [tx.tenantId, period.from, period.to, await scopeOf(tx, tx.actor, READERS), tx.actor.id];
}

async function countedIn(tx: Tx, p: Span): Promise<Counted[]> {
  return tx.query<Counted>(
    `select unit_id as place, count(*) as received, count(*) filter (where repeated) as repeated, count(*) filter (where state in ('received', 'acknowledged', 'linked')) as open,
       count(*) filter (where state = 'resolved') as to_call_back, count(*) filter (where state in ('called_back', 'closed')) as closed, count(*) filter (where state = 'withdrawn') as withdrawn,
       count(*) filter (where satisfied = 'yes') as content, count(satisfied) as answered
     from user_complaint where tenant_id = $1 and archived_at is null and received_on >= $2 and received_on < $3 and ($4::uuid[] is null or unit_id = any($4)) and about_user is distinct from $5 group by unit_id`, await spanOf(tx, p));
}
