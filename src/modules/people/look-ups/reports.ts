/** Look-ups under review (客户资料查询复核): by person, with what number or only in words, in a call or not, and how the review ended. Serves CC-3.1, SM-12. */
import { defineReport, f, type Tx, unitsOpen } from '../../../kernel/index.ts';
import type { Filter } from '../../../kernel/api.ts';
import { CustomerLookup } from './look-up.ts';

const access = ['centre_manager', 'auditor'];
interface Counted { readonly person: string; readonly looked: number; readonly by_number: number; readonly in_words: number; readonly in_call: number; readonly waiting: number; readonly in_order: number; readonly reported: number; readonly other: number }
const ZONE = `coalesce((select zone from unit where tenant_id = $1 and parent is null limit 1), 'Asia/Shanghai')`;
const WITHIN = `l.tenant_id = $1 and l.archived_at is null and ($4::uuid[] is null or l.unit_id = any($4)) and (l.created_at at time zone ${ZONE})::date between $2 and $3`;

export const LookUpsUnderReview = defineReport('look_ups_review', {
  label: ['客户资料查询复核', 'Look-ups under review'], access,
  params: { from: f.date('起', 'From'), to: f.date('止', 'To') },
  initial: ({ day }) => ({ from: `${day.slice(0, 7)}-01`, to: day }),
  columns: {
    person: f.ref('查询人', 'Looked up by', 'app_user'), looked: f.integer('查询', 'Look-ups'), by_number: f.integer('有单号', 'By number'), in_words: f.integer('只有文字', 'In words only'), in_call: f.integer('通话中', 'During a call'),
    waiting: f.integer('待复核', 'To be reviewed'), in_order: f.integer('复核无问题', 'In order'), reported: f.integer('已报告违纪', 'Reported'), other: f.integer('未抽中', 'Not taken'),
  },
  totals: ['looked', 'by_number', 'in_words', 'in_call', 'waiting', 'in_order', 'reported', 'other'],
  async rows(tx, { from, to }) {
    return tx.query<Counted>(
      `select l.person, count(*)::int as looked, (count(*) filter (where l.reason <> 'other'))::int as by_number, (count(*) filter (where l.reason = 'other'))::int as in_words, (count(*) filter (where l.call_active))::int as in_call,
         (count(*) filter (where l.state = 'to_review'))::int as waiting, (count(*) filter (where l.state = 'reviewed'))::int as in_order, (count(*) filter (where l.state = 'breach'))::int as reported, (count(*) filter (where l.state = 'granted'))::int as other
       from customer_lookup l where ${WITHIN} and l.person is not null group by l.person order by waiting desc, looked desc, l.person`, [tx.tenantId, from, to, await unitsOpen(tx, CustomerLookup)]);
  },
  async proof(tx, { from, to }, rows) {
    const sum = (of: Exclude<keyof Counted, 'person'>) => rows.reduce((n, r) => n + r[of], 0);
    return [
      { label: ['各人之和 = 期间全部查询', 'Sum of people = all look-ups of the period'], left: sum('looked'), right: await logged(tx, from, to) },
      { label: ['有单号 + 只有文字 = 查询', 'By number + in words = look-ups'], left: sum('by_number') + sum('in_words'), right: sum('looked') },
      { label: ['待复核 + 无问题 + 已报告 + 未抽中 = 查询', 'To be reviewed + in order + reported + not taken = look-ups'], left: sum('waiting') + sum('in_order') + sum('reported') + sum('other'), right: sum('looked') },
    ];
  },
  drill: {
    looked: (row, p) => behind(row, p), by_number: (row, p) => behind(row, p, { field: 'reason', op: 'ne', value: 'other' }), in_words: (row, p) => behind(row, p, { field: 'reason', op: 'eq', value: 'other' }),
    in_call: (row, p) => behind(row, p, { field: 'call_active', op: 'eq', value: true }), waiting: (row, p) => behind(row, p, state('to_review')), in_order: (row, p) => behind(row, p, state('reviewed')), reported: (row, p) => behind(row, p, state('breach')), other: (row, p) => behind(row, p, state('granted')),
  },
  notes: () => [
    ['没有单号、没有通话、不在班上的查询排在前面，自动进入复核；复核人不复核自己的查询。', 'Look-ups without a number, without a call or off shift rank first and come to review by themselves; nobody reviews their own.'],
  ],
  chart: { kind: 'bar', x: 'person', y: ['by_number', 'in_words'] },
});
const state = (value: string): Filter => ({ field: 'state', op: 'eq', value });
const behind = (row: { readonly person: string } | null, { from, to }: { readonly from: string; readonly to: string }, ...more: Filter[]) => ({
  register: 'customer_lookup', filter: { all: [{ field: 'created_at', op: 'gte', value: from }, { field: 'created_at', op: 'lte', value: to }, ...(row ? [{ field: 'person', op: 'eq', value: row.person } as Filter] : []), ...more] } as Filter,
});

/** Counted from the history, not from the register. */
async function logged(tx: Tx, from: string, to: string): Promise<number> {
  const [row] = await tx.query<{ n: number }>(
    `select count(*)::int as n from history h where h.tenant_id = $1 and ($4::uuid[] is null or h.unit_id = any($4)) and h.register = 'customer_lookup' and h.what = 'create' and (h.at at time zone ${ZONE})::date between $2 and $3`, [tx.tenantId, from, to, await unitsOpen(tx, CustomerLookup)]);
  return row?.n ?? 0;
}
