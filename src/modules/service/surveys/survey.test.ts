/** Surveys on PostgreSQL: sent when a report is certified, answered once by the token, refused when used or expired, the answer on its order; who gets the link. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Actor } from '../../../kernel/index.ts';
import { asSystem } from '../../../kernel/access/system.ts';
import { readFields } from '../../../kernel/field/validate.ts';
import { runQuery, runReport } from '../../../kernel/report/run.ts';
import { Employee } from '../../people/staff/index.ts';
import { ServiceOrder, ServiceOrderProcess, ServiceRegionOrder } from '../orders/index.ts';
import { PAPER, startOrders, type Orders } from '../orders/testing-orders.ts';
import { serviceReports, ServiceReport, ServiceReportProcess } from '../service-reports/index.ts';
import { type SurveyLink, SurveyLinks } from './links.ts';
import { Survey, SurveyAnswer, SurveyPanel, SurveyProcess, surveys } from './index.ts';

let o: Orders;
let t: Orders['t'];
beforeAll(async () => {
  o = await startOrders([serviceReports, surveys]);
  ({ t } = o);
  for (const [i, code] of (['XJ', 'NE', 'EC', 'NC', 'NW', 'SW'] as const).entries()) await t.create(ServiceRegionOrder, o.dispatcher, { report: 'dynamics', region: o.regions[code], list_order: i + 1 });
});
afterAll(() => t.close());

/** A finished order whose report the customer certified on paper on that day. */
async function certified(certified_on = '2026-02-10', technician = o.worker): Promise<{ readonly order: string; readonly report: string }> {
  const { id: order } = await t.create(ServiceOrder, o.dispatcher, { customer: o.customer, region: o.regions.NE, service_type: o.maintenance, priority: 'normal' });
  await t.step(ServiceOrderProcess, order, 'issue', o.dispatcher, { technician });
  await t.step(ServiceOrderProcess, order, 'report_on_paper', o.branch, { ...PAPER, done_on: certified_on });
  const { id: report } = await t.create(ServiceReport, o.branch, { service_order: order, work_done: '清灰、校表' });
  await t.step(ServiceReportProcess, report, 'file_paper', o.branch, { certified_by: '郝建国', certified_on });
  await t.tick();
  return { order, report };
}
const surveyOf = async (order: string) => {
  const [row] = await t.sql<{ id: string; token: string }>('select id, token from survey where tenant_id = $1 and service_order = $2', [t.tenantId, order]);
  return row;
};
/** As somebody outside does it: the token opens the form or nothing, and what is written goes through the same check as over HTTP. */
const outside = () => ({ ...asSystem(t.tenantId, 'intake'), name: '外部填报' });
const opened = (token: string) => t.run(outside(), (tx) => SurveyAnswer.find(tx, token));
async function answer(token: string, overall: '1' | '5' = '5'): Promise<string> {
  return t.run(outside(), async (tx) => {
    const found = await SurveyAnswer.find(tx, token);
    if (found === null) return 'unknown';
    const input = readFields(SurveyAnswer.fields, { score_overall: overall, score_quality: '4', score_attitude: '5', score_timeliness: '3', comments: '师傅讲得清楚' });
    expect(input.ok).toBe(true);
    return (await SurveyAnswer.receive({ tx, found, input: (input as unknown as { readonly values: never }).values, now: tx.now, day: '2026-02-10' })).number;
  });
}
const links = (who: Actor, params: object = {}) => t.run(who, (tx) => runQuery(tx, SurveyLinks, params)) as Promise<{ readonly surveys: readonly SurveyLink[] }>;

test('报告经客户认证即发出调查，一份指令一份；答复记在这份指令上，数进满意度 [SM-34] [FS-5.9]', async () => {
  const { order } = await certified();
  const survey = (await surveyOf(order))!;
  expect(await t.read(Survey, survey.id)).toMatchObject({ state: 'sent', service_order: order, customer: o.customer, technician: o.worker, expires_on: '2026-02-24' });
  expect(survey.token).toMatch(/^[\w-]{24}$/);
  const number = await answer(survey.token);
  expect(await t.read(Survey, survey.id)).toMatchObject({ number, state: 'answered', service_order: order, answered_on: '2026-02-10', overall: 5, quality: 4, attitude: 5, timeliness: 3, comments: '师傅讲得清楚' });
  const page = await t.run(o.dispatcher, (tx) => runReport(tx, SurveyPanel, { from: '2026-01-01', as_of: '2026-02-10' }));
  expect(page.totals).toMatchObject({ certified: 1, answered: 1 });
  expect(page.rows[1]).toMatchObject({ rate: '100.00', average: '5.00', mark: 'few' });
  expect(page.proof).toMatchObject([{ left: 1, right: 1, ok: true }]);
});

test('一个链接只答一次：答过的打不开，两人同时答只记一份 [SM-34] [FS-5.9]', async () => {
  const used = (await surveyOf((await certified()).order))!;
  await answer(used.token);
  expect(await opened(used.token)).toBeNull();
  expect(await answer(used.token, '1')).toBe('unknown');
  expect(await t.read(Survey, used.id)).toMatchObject({ state: 'answered', overall: 5 });
  const fresh = (await surveyOf((await certified()).order))!;
  const found = await opened(fresh.token);
  const both = await Promise.allSettled((['5', '1'] as const).map((score_overall) => t.run(outside(), (tx) =>
    SurveyAnswer.receive({ tx, found, input: { score_overall, score_quality: '3', score_attitude: '3', score_timeliness: '3', comments: null } as never, now: tx.now, day: '2026-02-10' }))));
  expect(both.map((r) => r.status).sort()).toEqual(['fulfilled', 'rejected']);
  expect(both.find((r) => r.status === 'rejected')).toMatchObject({ reason: { code: 'wrong_state' } });
});

test('过期的、猜的都打不开，说法与不存在的一样 [SM-34]', async () => {
  const survey = (await surveyOf((await certified()).order))!;
  expect(await opened(survey.token)).toMatchObject({ id: survey.id });
  expect(await opened(`${survey.token.slice(0, -1)}${survey.token.endsWith('A') ? 'B' : 'A'}`)).toBeNull();
  t.later({ days: 15 });
  await t.tick();
  expect((await t.read(Survey, survey.id)).state).toBe('expired');
  expect(await opened(survey.token)).toBeNull();
  expect(await answer(survey.token)).toBe('unknown');
  t.later({ days: -15 });
});

test('低分须回访；认证已久的不再发 [SM-34]', async () => {
  const low = (await surveyOf((await certified()).order))!;
  await answer(low.token, '1');
  expect((await t.read(Survey, low.id)).state).toBe('low');
  expect(await t.tasks(o.branch)).toContainEqual(expect.objectContaining({ step: 'follow', recordId: low.id }));
  await t.step(SurveyProcess, low.id, 'follow', o.branch, { follow_up: '已登门说明' });
  t.later({ days: 20 });
  expect(await surveyOf((await certified('2026-02-10')).order)).toBeUndefined();
  t.later({ days: -20 });
});

test('链接给经手的人：技术员只见自己的，区域经理见本区域的，别的区域看不到；答过就不再给 [SM-34] [FS-5.9]', async () => {
  const { order, report } = await certified();
  const other = await t.create(Employee, o.hr, { staff_no: 'F7', name: '老郭', hired_on: '2015-01-01', unit_id: t.unit('FS-NE') });
  const colleagues = await certified('2026-02-10', other.id);
  const survey = (await surveyOf(order))!;
  const [code] = await t.sql<{ code: string }>('select code from tenant where id = $1', [t.tenantId]);
  const own = (await links(o.technician)).surveys;
  expect(own.map((s) => s.order)).toContain(order);
  expect(own.map((s) => s.order)).not.toContain(colleagues.order);
  expect(own.find((s) => s.order === order)!.path).toBe(`/intake/${code!.code}/survey_answer/${survey.token}`);
  expect((await links(o.branch)).surveys.map((s) => s.order)).toEqual(expect.arrayContaining([order, colleagues.order]));
  expect((await links(o.branch, { report })).surveys.map((s) => s.id)).toEqual([survey.id]);
  expect((await links(o.dispatcher, { survey: survey.id })).surveys.map((s) => s.id)).toEqual([survey.id]);
  expect((await links(await t.actor('branch_manager', 'FS-SW'))).surveys).toEqual([]);
  expect((await links(await t.actor('technician', 'FS-NE'))).surveys).toEqual([]);
  await expect(links(o.hr)).rejects.toThrow('not_allowed');
  await answer(survey.token);
  expect((await links(o.technician)).surveys.map((s) => s.order)).not.toContain(order);
});
