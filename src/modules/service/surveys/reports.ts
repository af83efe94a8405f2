/** What the surveys say (满意度): response rate beside every average, with the mark "few answers". Serves SM-34, FS-5.9, AC-37. */
import { defineReport, f, parameter, scopeOf, type Filter, type Tx } from '../../../kernel/index.ts';
import { regionsFor } from '../orders/index.ts';
import { EnoughAnswers, EnoughPercent } from './parameters.ts';
import { averageOf } from './rules.ts';
import { READERS } from './survey.ts';

interface Span { readonly from: string; readonly as_of: string }
const answered = ({ from, as_of }: Span, ...more: readonly Filter[]) => ({
  register: 'survey', filter: { all: [{ field: 'issued_on', op: 'between', value: [from, as_of] } as const, { field: 'answered_on', op: 'lte', value: as_of } as const, ...more] },
});
const inRegion = (row: { readonly region: string } | null): readonly Filter[] => (row === null ? [] : [{ field: 'region', op: 'eq', value: row.region }]);
const MARKS = { few: ['样本少', 'Few answers'], enough: ['样本足够', 'Enough answers'] } as const;

interface Cell { readonly region: string; readonly certified: number; readonly answered: number; readonly sum: number; readonly low: number }
async function cells(tx: Tx, { from, as_of }: Span): Promise<readonly Cell[]> {
  return tx.query<Cell>(
    `select b.region, count(*) as certified, count(s.id) filter (where s.answered_on <= $3) as answered, coalesce(sum(s.overall) filter (where s.answered_on <= $3), 0)::int as sum,
       count(*) filter (where s.answered_on <= $3 and s.state in ('low', 'followed')) as low
     from service_report b left join survey s on s.tenant_id = b.tenant_id and s.service_order = b.service_order and s.archived_at is null
     where b.tenant_id = $1 and b.archived_at is null and b.issued_on between $2 and $3 and b.certified_on <= $3 and ($4::uuid[] is null or b.unit_id = any($4)) group by b.region`,
    [tx.tenantId, from, as_of, await scopeOf(tx, tx.actor, READERS)]);
}

export const SurveyPanel = defineReport('survey_panel', {
  label: ['满意度', 'Satisfaction'],
  access: READERS,
  params: { from: f.date('起', 'From'), as_of: f.date('截至', 'As of') },
  initial: ({ day }) => ({ from: `${day.slice(0, 4)}-01-01`, as_of: day }),
  columns: {
    region: f.ref('区域', 'Region', 'service_region'), certified: f.integer('认证的服务', 'Services certified'), answered: f.integer('答复份数', 'Answers'),
    rate: f.quantity('回收率（%）', 'Response rate (%)', { optional: true }), average: f.quantity('平均分', 'Average', { optional: true }), mark: f.choice('样本', 'Sample', MARKS), low: f.integer('低分', 'Low scores'),
  },
  totals: ['certified', 'answered', 'low'],
  async rows(tx, p) {
    const found = await cells(tx, p);
    const enough = { answers: await parameter(tx, EnoughAnswers, p.as_of), percent: await parameter(tx, EnoughPercent, p.as_of) };
    return (await regionsFor(tx, 'dynamics')).map((r) => {
      const c = found.find((x) => x.region === r.id) ?? { certified: 0, answered: 0, sum: 0, low: 0 };
      const { rate, average, few } = averageOf({ answered: c.answered, of: c.certified, sum: c.sum }, enough);
      return { region: r.id, certified: c.certified, answered: c.answered, rate, average, mark: few ? 'few' as const : 'enough' as const, low: c.low };
    });
  },
  async proof(tx, p, rows) {
    const [counted] = await tx.query<{ n: number }>(
      'select count(*) as n from survey where tenant_id = $1 and archived_at is null and issued_on between $2 and $3 and answered_on <= $3 and ($4::uuid[] is null or unit_id = any($4))',
      [tx.tenantId, p.from, p.as_of, await scopeOf(tx, tx.actor, READERS)]);
    return [{ label: ['各区域之和 = 收到的答复', 'Sum of regions = answers on record'], left: rows.reduce((sum, r) => sum + r.answered, 0), right: counted?.n ?? 0 }];
  },
  drill: {
    certified: (row, p) => ({ register: 'service_report', filter: { all: [...inRegion(row), { field: 'issued_on', op: 'between', value: [p.from, p.as_of] }, { field: 'certified_on', op: 'lte', value: p.as_of }] } }),
    answered: (row, p) => answered(p, ...inRegion(row)), low: (row, p) => answered(p, ...inRegion(row), { field: 'state', op: 'in', value: ['low', 'followed'] }),
  },
  notes: (_p, rows) => {
    const [n, of] = [rows.reduce((s, r) => s + r.answered, 0), rows.reduce((s, r) => s + r.certified, 0)];
    const share = averageOf({ answered: n, of, sum: 0 }, { answers: 0, percent: 0 }).rate ?? '—';
    return [
      [`全部区域：${n} / ${of} = ${share}%。回收率 = 答复份数 ÷ 经用户认证的服务。`, `All regions: ${n} / ${of} = ${share}%. Response rate = answers ÷ services certified by the customer.`],
      ['标有“样本少”的平均分只供参考，不作排名。', 'An average marked “few answers” is a hint and no ranking.'],
    ];
  },
});
