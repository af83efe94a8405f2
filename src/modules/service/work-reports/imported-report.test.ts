/** Old reports on PostgreSQL: what is stored of a reading, near-duplicates, and that no total moves. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { runComposed } from '../../../kernel/report/composed.ts';
import { runQuery } from '../../../kernel/report/run.ts';
import { modules } from '../../../modules.ts';
import { ANOTHER, DAMAGED, FIRST } from './sample-reports.ts';
import { ImportedReport, ImportedReportProcess, OldReport, type OldReportView } from './imported-report.ts';
import { startOffice, type Office } from './testing.ts';
import { WorkSummary } from './summary.ts';

let o: Office;
let first: string;
let damaged: string;
beforeAll(async () => {
  o = await startOffice(modules, '2026-03-05T02:00:00Z');
  first = (await bring('2009 年 1、2 月工作总结', FIRST)).id;
}, 120_000);
afterAll(() => o.t.close());

const bring = (title: string, wording: string) => o.t.create(ImportedReport, o.dispatcher, { title, wording });
const stored = (report: string, key: string) => o.t.sql<{ raw: string; figure: string | null; day: string | null; status: string; difference: string | null }>(
  'select raw, figure, day, status, difference from imported_figure where tenant_id = $1 and report = $2 and field_key = $3', [o.t.tenantId, report, key]).then((rows) => rows[0]);
const computed = async () => (await o.t.run(o.dispatcher, (tx) => runComposed(tx, WorkSummary, { from: '2009-01-01', to: '2009-02-28' }))).sections.map((s) => [s.name, s.tables.map((table) => table.totals)]);

test('手填合计 94,445 不采用：不存数值，存差额 26,511；车辆 9 台同样 [AC-24] [AC-37]', async () => {
  expect(await stored(first, 'cost.total')).toMatchObject({ raw: '94445元', figure: null, status: 'refused_total', difference: '26511.00' });
  expect(await stored(first, 'vehicles.total')).toMatchObject({ raw: '9台', figure: null, status: 'refused_total', difference: '1.00' });
  expect(await stored(first, 'staff.total')).toMatchObject({ figure: '29.00', status: 'read', difference: null });
  expect(await o.t.read(ImportedReport, first)).toMatchObject({ state: 'read', similar_to: null, doubtful: 3 });
});

test('再交损坏的一份：认出近似，列出差异，未识读的日期存原文，合计丝毫不动 [FS-IMP-1] [FS-IMP-2] [AC-38] [CG-56]', async () => {
  const before = await computed();
  damaged = (await bring('工作总结（另一份）', DAMAGED)).id;
  const record = await o.t.read(ImportedReport, damaged);
  expect(record.similar_to).toBe(first);
  expect(record.similarity).toBeGreaterThanOrEqual(90);
  expect(await stored(damaged, 'cost.as_of')).toMatchObject({ raw: '09220', day: null, figure: null, status: 'unparsed' });
  const view = await o.t.run(o.dispatcher, (tx) => runQuery(tx, OldReport, { report: damaged })) as OldReportView;
  expect(view.similar).toMatchObject({ id: first, percent: record.similarity });
  expect(view.similar!.differences.find((d) => d.key === 'quota.year')).toMatchObject({ before: '2010年', after: '2012年', kind: 'changed' });
  expect(await computed()).toEqual(before);
});

test('近似的要写明原因才能留存；不采用的不再作比较', async () => {
  await expect(o.t.step(ImportedReportProcess, damaged, 'keep', o.dispatcher, {})).rejects.toMatchObject({ code: 'imported_report.duplicate', status: 422 });
  await o.t.step(ImportedReportProcess, damaged, 'keep', o.dispatcher, { reason: '留作对照' });
  await o.t.step(ImportedReportProcess, first, 'keep', o.dispatcher, {});
  await o.t.step(ImportedReportProcess, damaged, 'discard', o.manager, { reason: '重复' });
  expect((await bring('又一份', FIRST)).similar_to).toBe(first);
});

test('另一期的报告不算重复；不是报告的文字被拒绝；数字不能手填', async () => {
  expect((await bring('2011 年工作总结', ANOTHER)).similar_to).toBeNull();
  await expect(bring('闲话', '今天天气很好')).rejects.toMatchObject({ code: 'imported_report.nothing', status: 422 });
  await expect(o.t.create(ImportedReport, o.of.NE, { title: '区域经理', wording: FIRST })).rejects.toMatchObject({ status: 403 });
  await expect(o.t.create(ImportedReport, o.dispatcher, { title: '手填', wording: FIRST, figures_read: 1 } as never)).rejects.toMatchObject({ status: 422 });
});
