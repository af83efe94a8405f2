/** The hotline in figures (热线统计): what people call about, how promptly it is answered, what was missed. Serves VIP-5.12, VIP-5.8. */
import { calendar, defineReport, f, scopeOf, type Filter } from '../../../kernel/index.ts';
import { CALL_KINDS, READERS } from './hotline-call.ts';
import { PROMPT_RINGS, share } from './rules.ts';

const KINDS = { ...CALL_KINDS, none: ['未记事由', 'Not noted'] } as const;
type Span = { readonly period: { readonly from: string; readonly to: string } };
const bounds = (p: Span) => [calendar.instantOf(p.period.from, '00:00', 'Asia/Shanghai'), calendar.instantOf(p.period.to, '00:00', 'Asia/Shanghai')] as const;
const SEEN = 'tenant_id = $1 and archived_at is null and began_at >= $2 and began_at < $3 and ($4::uuid[] is null or unit_id = any($4)) and hidden_from is distinct from $5';

export const CallsByKind = defineReport('hotline_calls_by_kind', {
  label: ['热线来电统计', 'Calls by subject'],
  access: READERS,
  params: { period: f.period('来电日期', 'Came between') },
  initial: ({ day }) => ({ period: { from: `${day.slice(0, 7)}-01`, to: calendar.addDays(day, 1) } }),
  columns: {
    kind: f.choice('事由', 'About', KINDS), calls: f.integer('来电', 'Calls'), prompt: f.integer('三声内接起', 'Within three rings'), counted: f.integer('记有响铃', 'Rings noted'),
    prompt_share: f.quantity('及时率 %', 'Prompt %', { optional: true, scale: 1 }), important: f.integer('重要', 'Important'), missed: f.integer('曾漏接', 'Missed at first'), called_back: f.integer('已回拨', 'Called back'),
  },
  totals: ['calls', 'prompt', 'counted', 'important', 'missed', 'called_back'],
  async rows(tx, p) {
    const found = await tx.query<{ kind: keyof typeof KINDS; calls: number; prompt: number; counted: number; important: number; missed: number; called_back: number }>(
      `select coalesce(kind, 'none') as kind, count(*)::int as calls, count(*) filter (where rings <= ${PROMPT_RINGS})::int as prompt, count(rings)::int as counted, count(*) filter (where important)::int as important,
         count(*) filter (where state = 'missed' or called_back_at is not null)::int as missed, count(called_back_at)::int as called_back
       from hotline_call where ${SEEN} group by 1`, [tx.tenantId, ...bounds(p), await scopeOf(tx, tx.actor, READERS), tx.actor.id]);
    return (Object.keys(KINDS) as (keyof typeof KINDS)[]).map((kind) => {
      const c = found.find((x) => x.kind === kind) ?? { calls: 0, prompt: 0, counted: 0, important: 0, missed: 0, called_back: 0 };
      return { ...c, kind, prompt_share: share(c.prompt, c.counted) };
    });
  },
  async proof(tx, p, rows) {
    const [all] = await tx.query<{ n: number }>(`select count(*)::int as n from hotline_call where ${SEEN}`, [tx.tenantId, ...bounds(p), await scopeOf(tx, tx.actor, READERS), tx.actor.id]);
    return [{ label: ['各事由之和 = 来电记录', 'Sum of subjects = calls on record'], left: rows.reduce((n, r) => n + r.calls, 0), right: all?.n ?? 0 }];
  },
  drill: { calls: (row, p) => between(p, ...kindOf(row)), important: (row, p) => between(p, ...kindOf(row), { field: 'important', op: 'eq', value: true }), called_back: (row, p) => between(p, ...kindOf(row), { field: 'called_back_at', op: 'empty', value: false }) },
  notes: (_p, rows) => {
    const [prompt, counted] = [rows.reduce((n, r) => n + r.prompt, 0), rows.reduce((n, r) => n + r.counted, 0)];
    return [[`全部：${prompt} / ${counted} = ${share(prompt, counted) ?? '—'}% 在三声之内接起。`, `All: ${prompt} / ${counted} = ${share(prompt, counted) ?? '—'}% answered within three rings.`]];
  },
  chart: { kind: 'bar', x: 'kind', y: ['calls'] },
});
const kindOf = (row: { readonly kind: string } | null): readonly Filter[] =>
  row === null ? [] : [row.kind === 'none' ? { field: 'kind', op: 'empty', value: true } : { field: 'kind', op: 'eq', value: row.kind }];
const between = (p: Span, ...more: readonly Filter[]) => {
  const [from, to] = bounds(p);
  return { register: 'hotline_call', filter: { all: [{ field: 'began_at', op: 'gte', value: from.toISOString() } as const, { field: 'began_at', op: 'lt', value: to.toISOString() } as const, ...more] } };
};
