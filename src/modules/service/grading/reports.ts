/** How far the assessment is (评定进度): by branch, with grades; and everything the hand-made page shows. Serves FS-2.3, AC-36, CG-46. */
import { defineQuery, defineReport, f, scopeOf, type Filter, type Tx } from '../../../kernel/index.ts';
import { colleaguesAt, servicePlaces } from '../../people/staff/index.ts';
import { standingsOf, type AssessmentView } from './grade-campaign.ts';
import { READERS } from './roles.ts';
import { expectedOf, progressOf } from './rules.ts';

const campaign = f.ref('评定活动', 'Campaign', 'grade_campaign', { optional: true, hint: ['留空为最近发起的一次', 'Empty: the latest one'] });

export interface CampaignView { readonly id: string; readonly number: string; readonly title: string; readonly state: string; readonly on_day: string; readonly due_on: string; readonly closing_reason: string | null }
function campaigns(tx: Tx): Promise<CampaignView[]> {
  return tx.query<CampaignView>(`select id, number, title, state, on_day, due_on, closing_reason from grade_campaign where tenant_id = $1 and archived_at is null and state <> 'draft' order by on_day desc, number desc`, [tx.tenantId]);
}
async function inView(tx: Tx, wanted: string | null): Promise<{ readonly campaign: CampaignView | undefined; readonly all: readonly AssessmentView[] }> {
  const list = await campaigns(tx);
  const found = wanted === null ? list[0] : list.find((c) => c.id === wanted);
  const reach = await scopeOf(tx, tx.actor, READERS);
  return { campaign: found, all: found ? (await standingsOf(tx, found.id)).filter((a) => reach === null || reach.includes(a.place)) : [] };
}

const within = (row: { readonly place: string } | null, p: { readonly campaign: string | null }, ...more: readonly Filter[]) => ({ register: 'grade_assessment', filter: { all: [
  ...(p.campaign === null ? [] : [{ field: 'campaign', op: 'eq', value: p.campaign } as const]), ...(row === null ? [] : [{ field: 'unit_id', op: 'eq', value: row.place } as const]), ...more,
] } });

export const GradeProgress = defineReport('grade_progress', {
  label: ['岗位评定进度', 'Progress of the assessment'],
  access: READERS, params: { campaign },
  columns: {
    place: f.unit('区域服务部', 'Branch'), expected: f.integer('应评', 'Expected'), graded: f.integer('已评', 'Graded'), open: f.integer('未评', 'Open'),
    senior: f.integer('高级工', 'Senior'), intermediate: f.integer('中级工', 'Intermediate'), junior: f.integer('初级工', 'Junior'),
  },
  totals: ['expected', 'graded', 'open', 'senior', 'intermediate', 'junior'],
  async rows(tx, p) {
    const { all } = await inView(tx, p.campaign);
    const places = await servicePlaces(tx);
    return places.filter((place) => all.some((a) => a.place === place.id)).map((place) => {
      const { expected, graded, open, senior, intermediate, junior } = progressOf(all.filter((a) => a.place === place.id));
      return { place: place.id, expected, graded, open: open.length, senior, intermediate, junior };
    });
  },
  async proof(tx, p, rows) {
    const { campaign: found } = await inView(tx, p.campaign);
    const sum = (of: (row: (typeof rows)[number]) => number) => rows.reduce((n, row) => n + of(row), 0);
    const reach = await scopeOf(tx, tx.actor, READERS);
    const places = (await servicePlaces(tx)).filter((place) => reach === null || reach.includes(place.id));
    const employed = found ? expectedOf(await colleaguesAt(tx, places.map((place) => place.id), found.on_day), places).length : 0;
    return [
      { label: ['应评 = 基准日总部以外在岗人数', 'Expected = people outside head office on the day'], left: sum((r) => r.expected), right: employed },
      { label: ['应评 = 已评 + 未评', 'Expected = graded + open'], left: sum((r) => r.expected), right: sum((r) => r.graded + r.open) },
      { label: ['已评 = 高级工 + 中级工 + 初级工', 'Graded = senior + intermediate + junior'], left: sum((r) => r.graded), right: sum((r) => r.senior + r.intermediate + r.junior) },
    ];
  },
  drill: {
    expected: (row, p) => within(row, p), graded: (row, p) => within(row, p, { field: 'grade', op: 'empty', value: false }), open: (row, p) => within(row, p, { field: 'grade', op: 'empty', value: true }),
    senior: (row, p) => within(row, p, { field: 'grade', op: 'eq', value: 'senior' }), intermediate: (row, p) => within(row, p, { field: 'grade', op: 'eq', value: 'intermediate' }), junior: (row, p) => within(row, p, { field: 'grade', op: 'eq', value: 'junior' }),
  },
  notes: () => [['应评名单为基准日在岗的全部区域服务部人员，不含总部。', 'Expected are all who were at work in a branch on the day of reference; head office is not.']],
  chart: { kind: 'bar', x: 'place', y: ['graded', 'open'] },
  page: 'service/grading/progress',
});

export interface ProgressPage {
  readonly campaigns: readonly CampaignView[];
  readonly campaign: CampaignView | null;
  readonly all: readonly AssessmentView[];
  readonly places: readonly { readonly id: string; readonly name: string }[];
}
export const ProgressQuery = defineQuery('grading_progress', {
  label: ['岗位评定进度', 'Progress of the assessment'], access: READERS, params: { campaign },
  async run(tx, p): Promise<ProgressPage> {
    const { campaign: found, all } = await inView(tx, p.campaign);
    return { campaigns: await campaigns(tx), campaign: found ?? null, all, places: (await servicePlaces(tx)).filter((place) => all.some((a) => a.place === place.id)).map(({ id, name }) => ({ id, name })) };
  },
});
