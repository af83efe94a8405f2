/** What the opinions say (满意度分析): by topic for new and old customers, and from month to month. Serves VIP-3.4, VIP-3.5, VIP-9.6. */
import { calendar, defineReport, f, scopeOf, type Filter, type Tx } from '../../../kernel/index.ts';
import { GUESTS, READERS, TOPICS } from './opinion.ts';
import { averageOf } from './rules.ts';

type Topic = keyof typeof TOPICS;
type Span = { readonly period: { readonly from: string; readonly to: string } };
interface Sums { readonly answers: number; readonly operation: number; readonly service: number; readonly feedback: number }
const SUMS = `count(*)::int as answers, coalesce(sum(operation::int), 0)::int as operation, coalesce(sum(service::int), 0)::int as service, coalesce(sum(feedback::int), 0)::int as feedback`;
const SEEN = 'tenant_id = $1 and archived_at is null and answered_on >= $2 and answered_on < $3 and ($4::uuid[] is null or unit_id = any($4))';
const valuesFor = async (tx: Tx, p: Span) => [tx.tenantId, p.period.from, p.period.to, await scopeOf(tx, tx.actor, READERS)];
const params = { period: f.period('填写日期', 'Answered between') };
const initial = ({ day }: { readonly day: string }) => ({ period: { from: `${day.slice(0, 4)}-01-01`, to: calendar.addDays(day, 1) } });
const inPeriod = (p: Span, ...more: readonly Filter[]) => ({ register: 'opinion_form', filter: { all: [{ field: 'answered_on', op: 'gte', value: p.period.from } as const, { field: 'answered_on', op: 'lt', value: p.period.to } as const, ...more] } });

export const OpinionsByTopic = defineReport('opinions_by_topic', {
  label: ['满意度按项目', 'Satisfaction by topic'],
  access: READERS, params, initial,
  columns: {
    topic: f.choice('项目', 'Topic', TOPICS), new_answers: f.integer('新客户份数', 'Forms, new'), new_average: f.quantity('新客户平均', 'Average, new', { optional: true }),
    old_answers: f.integer('老客户份数', 'Forms, regular'), old_average: f.quantity('老客户平均', 'Average, regular', { optional: true }), average: f.quantity('全部平均', 'Average, all', { optional: true }), low: f.integer('二分及以下', 'Two or less'),
  },
  totals: ['low'],
  async rows(tx, p) {
    const sums = await tx.query<Sums & { guest_kind: string }>(`select guest_kind, ${SUMS} from opinion_form where ${SEEN} group by 1`, await valuesFor(tx, p));
    const [low] = await tx.query<{ [T in Topic]: number }>(
      `select ${(Object.keys(TOPICS) as Topic[]).map((topic) => `count(*) filter (where ${topic}::int <= 2)::int as ${topic}`).join(', ')} from opinion_form where ${SEEN}`, await valuesFor(tx, p));
    const zero: Sums = { answers: 0, operation: 0, service: 0, feedback: 0 };
    const [fresh, old] = (Object.keys(GUESTS) as (keyof typeof GUESTS)[]).map((kind) => sums.find((s) => s.guest_kind === kind) ?? zero);
    return (Object.keys(TOPICS) as Topic[]).map((topic) => ({
      topic, new_answers: fresh!.answers, new_average: averageOf(fresh![topic], fresh!.answers), old_answers: old!.answers, old_average: averageOf(old![topic], old!.answers),
      average: averageOf(fresh![topic] + old![topic], fresh!.answers + old!.answers), low: low?.[topic] ?? 0,
    }));
  },
  async proof(tx, p, rows) {
    const [all] = await tx.query<{ n: number }>(`select count(*)::int as n from opinion_form where ${SEEN}`, await valuesFor(tx, p));
    return [{ label: ['新客户 + 老客户 = 评分表份数', 'New + regular = forms on record'], left: (rows[0]?.new_answers ?? 0) + (rows[0]?.old_answers ?? 0), right: all?.n ?? 0 }];
  },
  drill: { new_answers: (_row, p) => inPeriod(p, { field: 'guest_kind', op: 'eq', value: 'new' }), old_answers: (_row, p) => inPeriod(p, { field: 'guest_kind', op: 'eq', value: 'old' }), low: (row, p) => (row === null ? null : inPeriod(p, { field: row.topic, op: 'in', value: ['1', '2'] })) },
  notes: () => [['五分制，5 为很满意；同一份表三项各计一次。', 'Five is best; each form counts once for every topic.']],
});

export const OpinionTrend = defineReport('opinion_trend', {
  label: ['满意度趋势', 'Satisfaction from month to month'],
  access: READERS, params, initial,
  columns: { month: f.text('月份', 'Month'), answers: f.integer('份数', 'Forms'), operation: f.quantity('营运', 'Operation', { optional: true }), service: f.quantity('服务', 'Service', { optional: true }), feedback: f.quantity('回馈', 'Given back', { optional: true }) },
  totals: ['answers'],
  async rows(tx, p) {
    const found = await tx.query<Sums & { month: string }>(`select to_char(answered_on, 'YYYY-MM') as month, ${SUMS} from opinion_form where ${SEEN} group by 1`, await valuesFor(tx, p));
    const months: string[] = [];
    for (let m = `${p.period.from.slice(0, 7)}-01`; m < p.period.to; m = calendar.addMonths(m, 1)) months.push(m.slice(0, 7));
    return months.map((month) => {
      const s = found.find((x) => x.month === month);
      return { month, answers: s?.answers ?? 0, operation: s ? averageOf(s.operation, s.answers) : null, service: s ? averageOf(s.service, s.answers) : null, feedback: s ? averageOf(s.feedback, s.answers) : null };
    });
  },
  async proof(tx, p, rows) {
    const [all] = await tx.query<{ n: number }>(`select count(*)::int as n from opinion_form where ${SEEN}`, await valuesFor(tx, p));
    return [{ label: ['各月之和 = 评分表份数', 'Sum of months = forms on record'], left: rows.reduce((n, r) => n + r.answers, 0), right: all?.n ?? 0 }];
  },
  drill: { answers: (row, p) => inPeriod(row === null ? p : { period: { from: `${row.month}-01`, to: calendar.addMonths(`${row.month}-01`, 1) } }) },
  chart: { kind: 'line', x: 'month', y: ['operation', 'service', 'feedback'] },
});
