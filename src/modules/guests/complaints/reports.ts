/** What complaints show over time (投诉趋势): by month and by subject, in time or not, met or not. Serves VIP-7.6, VIP-9.6, G22. */
import { calendar, defineReport, f, scopeOf, type Filter, type Tx } from '../../../kernel/index.ts';
import { READERS, TOPICS } from './complaint.ts';

interface Counted { readonly received: number; readonly answered_in_time: number; readonly solved_in_time: number; readonly passed_up: number; readonly not_met: number; readonly open: number }
type Span = { readonly period: { readonly from: string; readonly to: string } };
const ZERO: Counted = { received: 0, answered_in_time: 0, solved_in_time: 0, passed_up: 0, not_met: 0, open: 0 };
const COUNTS = `count(*)::int as received, count(*) filter (where responded_at <= respond_by)::int as answered_in_time, count(*) filter (where solved_at <= solve_by)::int as solved_in_time,
  count(*) filter (where passed_up > 0)::int as passed_up, count(*) filter (where expectation = 'not_met')::int as not_met, count(*) filter (where solved_at is null)::int as open`;
const COLUMNS = {
  received: f.integer('接到', 'Received'), answered_in_time: f.integer('按时响应', 'Responded in time'), solved_in_time: f.integer('按时解决', 'Solved in time'),
  passed_up: f.integer('曾上报', 'Passed up'), not_met: f.integer('期望未满足', 'Expectation not met'), open: f.integer('未解决', 'Not solved'),
};
const TOTALS = ['received', 'answered_in_time', 'solved_in_time', 'passed_up', 'not_met', 'open'] as const;
const params = { period: f.period('接到日期', 'Received between') };
const initial = ({ day }: { readonly day: string }) => ({ period: { from: `${day.slice(0, 4)}-01-01`, to: calendar.addDays(day, 1) } });

/** What the reader may not see is not counted for them either. */
async function valuesFor(tx: Tx, p: Span) {
  const zone = 'Asia/Shanghai';
  return [tx.tenantId, calendar.instantOf(p.period.from, '00:00', zone), calendar.instantOf(p.period.to, '00:00', zone), await scopeOf(tx, tx.actor, READERS), tx.actor.id];
}
const SEEN = `tenant_id = $1 and archived_at is null and received_at >= $2 and received_at < $3 and ($4::uuid[] is null or unit_id = any($4)) and hidden_from is distinct from $5`;
const ofPeriod = (p: Span, ...more: readonly Filter[]) => ({ register: 'guest_complaint', filter: { all: [
  { field: 'received_at', op: 'gte', value: calendar.instantOf(p.period.from, '00:00', 'Asia/Shanghai').toISOString() } as const,
  { field: 'received_at', op: 'lt', value: calendar.instantOf(p.period.to, '00:00', 'Asia/Shanghai').toISOString() } as const, ...more] } });
const NOT_MET: Filter = { field: 'expectation', op: 'eq', value: 'not_met' };
const OPEN: Filter = { field: 'solved_at', op: 'empty', value: true };

async function proof(tx: Tx, p: Span, rows: readonly Counted[]) {
  const [all] = await tx.query<{ n: number }>(`select count(*)::int as n from guest_complaint where ${SEEN}`, await valuesFor(tx, p));
  const sum = (of: (r: Counted) => number) => rows.reduce((n, r) => n + of(r), 0);
  return [{ label: ['各行之和 = 台账条数', 'Sum of rows = complaints on record'] as const, left: sum((r) => r.received), right: all?.n ?? 0 }];
}

export const ComplaintsByMonth = defineReport('guest_complaints_by_month', {
  label: ['客人投诉趋势', 'Complaints by month'],
  access: READERS, params, initial, columns: { month: f.text('月份', 'Month'), ...COLUMNS }, totals: TOTALS,
  async rows(tx, p) {
    const found = await tx.query<Counted & { month: string }>(
      `select to_char(received_at at time zone 'Asia/Shanghai', 'YYYY-MM') as month, ${COUNTS} from guest_complaint where ${SEEN} group by 1`, await valuesFor(tx, p));
    const months: string[] = [];
    for (let m = `${p.period.from.slice(0, 7)}-01`; m < p.period.to; m = calendar.addMonths(m, 1)) months.push(m.slice(0, 7));
    return months.map((month) => ({ ...ZERO, ...found.find((c) => c.month === month), month }));
  },
  proof,
  drill: { received: (row, p) => ofPeriod(row === null ? p : monthly(row.month, p)), not_met: (row, p) => ofPeriod(row === null ? p : monthly(row.month, p), NOT_MET), open: (row, p) => ofPeriod(row === null ? p : monthly(row.month, p), OPEN) },
  notes: () => [['响应、解决时限只计营业时间；对您保密的投诉不在其中。', 'Time limits run in opening hours only; complaints hidden from you are not counted.']],
  chart: { kind: 'line', x: 'month', y: ['received', 'not_met'] },
});
function monthly(month: string, p: Span): Span {
  const [from, to] = [`${month}-01`, calendar.addMonths(`${month}-01`, 1)];
  return { period: { from: from > p.period.from ? from : p.period.from, to: to < p.period.to ? to : p.period.to } };
}

export const ComplaintsByTopic = defineReport('guest_complaints_by_topic', {
  label: ['投诉类别统计', 'Complaints by subject'],
  access: READERS, params, initial, columns: { topic: f.choice('类别', 'About', TOPICS), ...COLUMNS }, totals: TOTALS,
  async rows(tx, p) {
    const found = await tx.query<Counted & { topic: string }>(`select coalesce(topic, 'other') as topic, ${COUNTS} from guest_complaint where ${SEEN} group by 1`, await valuesFor(tx, p));
    return (Object.keys(TOPICS) as (keyof typeof TOPICS)[]).map((topic) => ({ ...ZERO, ...found.find((c) => c.topic === topic), topic }));
  },
  proof,
  drill: { received: (row, p) => ofPeriod(p, ...topicOf(row)), not_met: (row, p) => ofPeriod(p, ...topicOf(row), NOT_MET) },
  notes: () => [['没有选类别的计入“其他”。', 'Without a subject it counts as “other”.']],
  chart: { kind: 'bar', x: 'topic', y: ['received'] },
});
const topicOf = (row: { readonly topic: string } | null): readonly Filter[] => {
  if (row === null) return [];
  const same: Filter = { field: 'topic', op: 'eq', value: row.topic };
  return [row.topic === 'other' ? { any: [same, { field: 'topic', op: 'empty', value: true }] } : same];
};
