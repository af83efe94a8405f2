/** Demo of surveys (满意度): 14 answers among the 267 orders of January and February 2026, 5.24 % (FS-5.9, AC-37); one of them low and followed up. */
import { calendar, takeStep, type Tx } from '../../../kernel/index.ts';
import type { Demo } from '../../../kernel/demo.ts';
import { sendSurvey, SurveyProcess } from './survey.ts';

const ANSWERS = 14;
const COMMENTS: readonly (string | null)[] = ['师傅技术好，讲解清楚', null, '到场及时', null, '配件等得久', null, null, '希望增加巡检次数', null, null, '态度好', null, null, null];
const SCORES = ['5', '4', '5', '4', '2', '5', '4', '5', '3', '5', '5', '4', '5', '4'] as const;

export async function demo(d: Demo): Promise<void> {
  const dispatcher = d.actor('duanfei');
  d.at('2026-02-24T02:00:00Z');
  const { reports } = await d.batch(dispatcher, async (tx) => ({ reports: await recent(tx) }));
  for (const [i, report] of reports.entries()) {
    d.at(`${report.certified_on}T08:00:00Z`);
    await d.batch(dispatcher, async (tx) => { await sendSurvey(tx, report.id); return {}; });
    d.at(calendar.instantOf(report.certified_on, '17:30', 'Asia/Shanghai').toISOString());
    await d.batch(dispatcher, async (tx) => ({ state: await answered(tx, report.service_order, i) }));
  }
}

async function answered(tx: Tx, order: string, at: number): Promise<string> {
  const [survey] = await tx.query<{ id: string }>('select id from survey where tenant_id = $1 and service_order = $2', [tx.tenantId, order]);
  const overall = SCORES[at % SCORES.length]!;
  const { state } = await takeStep(tx, SurveyProcess, survey!.id, 'answer', { score_overall: overall, score_quality: overall, score_attitude: '5', score_timeliness: overall, comments: COMMENTS[at % COMMENTS.length] ?? null });
  if (state === 'low') await takeStep(tx, SurveyProcess, survey!.id, 'follow', { follow_up: '已电话说明配件到货时间，用户表示理解' });
  return state;
}

/** Spread evenly over the reports of the period. */
async function recent(tx: Tx): Promise<readonly { readonly id: string; readonly service_order: string; readonly certified_on: string }[]> {
  const all = await tx.query<{ id: string; service_order: string; certified_on: string }>(
    `select id, service_order, certified_on from service_report where tenant_id = $1 and certified_on between '2026-01-01' and '2026-02-26' order by certified_on, number`, [tx.tenantId]);
  const every = Math.floor(all.length / ANSWERS);
  return Array.from({ length: Math.min(ANSWERS, all.length) }, (_, i) => all[i * every]!);
}
