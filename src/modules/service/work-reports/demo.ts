/**
 * Demo of work reports: 59 daily, 9 weekly and 2 monthly reports of the centre for January and February 2026 (FS-2.9); then a pause, and
 * from six days ago the branches report too: most in time, one late, one missing, today's still running.
 */
import { answer, calendar, createRecord, takeStep } from '../../../kernel/index.ts';
import type { Demo } from '../../../kernel/demo.ts';
import { dueTime, expectedReports, type Expected, type Level } from './periods.rules.ts';
import { WhoReports } from './parameters.ts';
import { ImportedReport, ImportedReportProcess } from './imported-report.ts';
import { DAMAGED, FIRST } from './sample-reports.ts';
import { WorkReport, WorkReportProcess } from './work-report.ts';

const ZONE = 'Asia/Shanghai';
const MANAGERS = { NE: 'hanxue', XJ: 'maimaiti', EC: 'guyang', NC: 'tianye', NW: 'baiyun', SW: 'xiangcheng' } as const;
const CENTRE_SAYS = ['各区域工作正常。', '应急优先，其余按计划推进。', '已提醒各区域及时传回服务报告。'];
const BRANCH_SAYS = ['按计划完成，无安全事件。', '一处站点道路结冰，改在下午出车。', '客户要求提前保养，已与调度确认。', '备件库存偏低，已报总部。'];

export async function demo(d: Demo): Promise<void> {
  const started = d.now().toISOString();
  const recently = calendar.addDays(d.today, -6);
  d.at('2025-12-30T02:00:00Z');
  await d.batch(d.actor('admin'), async (tx) => {
    await answer(tx, WhoReports, '2026-01-01', 'centre', '年初先由总部汇总上报（演示）');
    await answer(tx, WhoReports, '2026-03-01', 'none', '系统切换，暂以纸面上报（演示）');
    return { id: await answer(tx, WhoReports, recently, 'all', '区域服务部在系统内逐级上报（演示）') };
  });
  const firstMonths = { from: '2026-01-01', to: '2026-02-28' };
  for (const kind of ['daily', 'weekly', 'monthly'] as const) {
    await d.together(expectedReports(kind, firstMonths).filter((report) => kind !== 'weekly' || report.from >= '2025-12-29'), (report) => sendToGroup(d, report));
  }
  await lately(d, recently, started);
  await oldReports(d);
}

/** One old report kept for reference, and a damaged copy of it that waits for somebody's judgement. */
async function oldReports(d: Demo): Promise<void> {
  d.at('2026-03-04T03:00:00Z');
  await d.batch(d.actor('duanfei'), async (tx) => {
    const { id } = await createRecord(tx, ImportedReport, { title: '2009 年 1、2 月工作总结', wording: FIRST, unit_id: d.unit('FS') });
    await takeStep(tx, ImportedReportProcess, id, 'keep', { reason: null });
    return createRecord(tx, ImportedReport, { title: '工作总结（档案室另一份）', wording: DAMAGED, unit_id: d.unit('FS') });
  });
}

/** The moment so many hours before (or after) a report is due. */
function beforeDue(report: Expected, level: Level, hours: number): Date {
  const { days, time } = dueTime(report.kind, level);
  return new Date(calendar.instantOf(calendar.addDays(report.to, days), time, ZONE).getTime() - hours * 3_600_000);
}

async function sendToGroup(d: Demo, report: Expected): Promise<void> {
  const manager = d.actor('niewenbo');
  d.at(beforeDue(report, 'consolidated', 3 + d.random() * 3).toISOString());
  await d.batch(manager, async (tx) => {
    const { id } = await createRecord(tx, WorkReport, { place: d.unit('FS'), report_kind: report.kind, starts_on: report.from });
    await takeStep(tx, WorkReportProcess, id, 'draft', {});
    await takeStep(tx, WorkReportProcess, id, 'comment', { comment: CENTRE_SAYS[Math.floor(d.random() * CENTRE_SAYS.length)]! });
    await takeStep(tx, WorkReportProcess, id, 'sign_consolidated', {}, { signatures: [d.sign('manager', manager)] });
    return takeStep(tx, WorkReportProcess, id, 'send', {});
  });
}

/** Branch reports of the last days; the day before yesterday Xinjiang was late, Southwest never came, and yesterday's are only drafted in the Northeast. */
async function lately(d: Demo, from: string, started: string): Promise<void> {
  const yesterday = calendar.addDays(d.today, -1);
  for (const report of expectedReports('daily', { from, to: calendar.addDays(yesterday, -1) })) {
    const last = report.to === calendar.addDays(yesterday, -1);
    const codes = (Object.keys(MANAGERS) as (keyof typeof MANAGERS)[]).filter((code) => !last || code !== 'SW');
    await d.together(codes, (code) => handIn(d, code, report, last && code === 'XJ' ? -2 : 1 + d.random() * 12));
    if (!last) await sendToGroup(d, report);
  }
  d.at(started);
  for (const code of ['EC', 'NE'] as const) {
    await d.batch(d.actor(MANAGERS[code]), async (tx) => {
      const { id } = await createRecord(tx, WorkReport, { place: d.unit(`FS-${code}`), report_kind: 'daily', starts_on: yesterday });
      return takeStep(tx, WorkReportProcess, id, 'draft', {});
    });
  }
}

async function handIn(d: Demo, code: keyof typeof MANAGERS, report: Expected, hoursBefore: number): Promise<void> {
  const manager = d.actor(MANAGERS[code]);
  d.at(beforeDue(report, 'branch', Math.min(hoursBefore, 9)).toISOString());
  await d.batch(manager, async (tx) => {
    const { id } = await createRecord(tx, WorkReport, { place: d.unit(`FS-${code}`), report_kind: report.kind, starts_on: report.from });
    await takeStep(tx, WorkReportProcess, id, 'draft', {});
    await takeStep(tx, WorkReportProcess, id, 'comment', { comment: BRANCH_SAYS[Math.floor(d.random() * BRANCH_SAYS.length)]! });
    await takeStep(tx, WorkReportProcess, id, 'sign', {}, { signatures: [d.sign('manager', manager)] });
    return takeStep(tx, WorkReportProcess, id, 'submit', {});
  });
}
