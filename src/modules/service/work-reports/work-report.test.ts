/** Periodic reports on PostgreSQL: they appear by the calendar, are drafted, commented, signed, handed in, consolidated and sent. */
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { runReport, runQuery } from '../../../kernel/report/run.ts';
import { listPage } from '../../../kernel/register/list.ts';
import { archiveRecord } from '../../../kernel/register/write.ts';
import { modules } from '../../../modules.ts';
import { Customer } from '../customers/index.ts';
import { ServiceOrder } from '../orders/index.ts';
import { ReportCalendar, ReportCounts, type ReportCalendarView } from './counts.ts';
import { WhoReports } from './parameters.ts';
import { handIn, open, sent, startOffice, type Office } from './testing.ts';
import { WorkReport, WorkReportProcess } from './work-report.ts';

let o: Office;
beforeAll(async () => { o = await startOffice(modules, '2026-11-24T02:00:00Z'); }, 120_000);
afterAll(() => o.t.close());

const state = async (id: string) => (await o.t.read(WorkReport, id)).state;

describe('区域日报', () => {
  beforeEach(() => o.t.at('2026-11-25T00:30:00Z'));

  test('到期自动出现，期满自动起草；补充说明、签字、上报；总部汇总、报集团 [SM-32] [FS-2.5] [FS-0.4]', async () => {
    o.t.at('2026-11-24T02:00:00Z');
    await o.t.tick();
    await o.t.tick();
    const [report] = await o.t.sql<{ id: string; state: string }>(
      `select id, state from work_report where tenant_id = $1 and place = $2 and report_kind = 'daily' and starts_on = '2026-11-24'`, [o.t.tenantId, o.t.unit('FS-NE')]);
    expect(report!.state).toBe('due');
    o.t.at('2026-11-24T16:01:00Z');
    await o.t.tick();
    expect(await state(report!.id)).toBe('drafted');
    o.t.at('2026-11-25T00:30:00Z');
    await handIn(o, 'NE', report!.id);
    const submitted = await o.t.read(WorkReport, report!.id);
    expect(submitted).toMatchObject({ state: 'submitted', late: false, signed_by: o.of.NE.id, orders_done: 0, points: 0, ends_on: '2026-11-24', level: 'branch' });
    expect(submitted.due_at).toEqual(new Date('2026-11-25T02:00:00Z'));

    const [centre] = await o.t.sql<{ id: string }>(`select id from work_report where tenant_id = $1 and place = $2 and report_kind = 'daily' and starts_on = '2026-11-24'`, [o.t.tenantId, o.t.unit('FS')]);
    await o.t.step(WorkReportProcess, centre!.id, 'draft', o.dispatcher, {});
    expect((await o.t.read(WorkReport, centre!.id)).absent).toBe('华东服务部、华北服务部、西北服务部、西南服务部、新疆服务部');
    await o.t.step(WorkReportProcess, centre!.id, 'comment', o.dispatcher, { comment: '五个区域未报' });
    await o.t.step(WorkReportProcess, centre!.id, 'sign_consolidated', o.manager, {}, [o.t.sign('manager', o.manager)]);
    await o.t.step(WorkReportProcess, centre!.id, 'send', o.dispatcher, {});
    expect([await state(centre!.id), await state(report!.id)]).toEqual(['sent', 'consolidated']);
    expect((await o.t.read(WorkReport, report!.id)).consolidated_in).toBe(centre!.id);
    // Handing in is the evidence of the duty; nobody ticks it off by hand.
    await o.t.tick();
    const [duty] = await o.t.sql<{ evidence: { report: string } }>(
      `select evidence from duty_occurrence where tenant_id = $1 and duty = 'work_report_branch_daily' and unit_id = $2 and day = '2026-11-25'`, [o.t.tenantId, o.t.unit('FS-NE')]);
    expect(duty!.evidence).toEqual({ report: submitted.number });
  });

  test('数字取自记录：下达、完工、在办、应急；完成的工作逐条列出 [FS-0.4]', async () => {
    const [type] = await o.t.sql<{ n: number }>(`select count(*) as n from service_order where tenant_id = $1`, [o.t.tenantId]);
    expect(type!.n).toBe(0);
    await order('EMER', '2026-11-10', '盘管接头更换');
    await order('MAINT', '2026-11-10', '滤芯更换');
    await order('MAINT', null, null);
    const report = await open(o, o.of.XJ, 'FS-XJ', '2026-11-10');
    await o.t.step(WorkReportProcess, report.id, 'draft', o.of.XJ, {});
    const drafted = await o.t.read(WorkReport, report.id);
    expect(drafted).toMatchObject({ orders_done: 2, orders_open: 0, emergencies: 1 });
    expect(drafted.highlights!.split('\n').map((line) => line.replace(/^\S+ /, ''))).toEqual([expect.stringContaining('（应急）：盘管接头更换'), expect.stringContaining('（维服）：滤芯更换')]);
  });

  test('起草之后记录变了，不能签字；重新起草后可以，说明仍在', async () => {
    const report = await open(o, o.of.XJ, 'FS-XJ', '2026-11-09');
    await o.t.step(WorkReportProcess, report.id, 'draft', o.of.XJ, {});
    await o.t.step(WorkReportProcess, report.id, 'comment', o.of.XJ, { comment: '道路结冰' });
    await order('MAINT', '2026-11-09', '校表');
    const sign = () => o.t.step(WorkReportProcess, report.id, 'sign', o.of.XJ, {}, [o.t.sign('manager', o.of.XJ)]);
    await expect(sign()).rejects.toMatchObject({ code: 'work_report.not_ready', label: [expect.stringContaining('完工'), expect.stringContaining('done')] });
    await o.t.step(WorkReportProcess, report.id, 'draft', o.of.XJ, {});
    expect(await o.t.read(WorkReport, report.id)).toMatchObject({ state: 'commented', comment: '道路结冰', orders_done: 1 });
    await sign();
    await order('MAINT', '2026-11-09', '补录');
    expect((await o.t.read(WorkReport, report.id)).orders_done).toBe(1);
  });

  test('过期上报记为迟报；退回后重新签字；未到期末不能签字 [SM-32]', async () => {
    const report = await open(o, o.of.SW, 'FS-SW', '2026-11-12');
    await handIn(o, 'SW', report.id);
    expect((await o.t.read(WorkReport, report.id)).late).toBe(true);
    await o.t.step(WorkReportProcess, report.id, 'send_back', o.dispatcher, { reason: '缺应急情况' });
    expect(await o.t.read(WorkReport, report.id)).toMatchObject({ state: 'commented', signed_by: null, late: null, handed_in_at: null });
    const [weekly] = await o.t.sql<{ id: string }>(`select id from work_report where tenant_id = $1 and place = $2 and report_kind = 'weekly' and starts_on = '2026-11-23'`, [o.t.tenantId, o.t.unit('FS-SW')]);
    const running = weekly!;
    await o.t.step(WorkReportProcess, running.id, 'draft', o.of.SW, {});
    await o.t.step(WorkReportProcess, running.id, 'comment', o.of.SW, { comment: '略' });
    await expect(o.t.step(WorkReportProcess, running.id, 'sign', o.of.SW, {}, [o.t.sign('manager', o.of.SW)])).rejects.toMatchObject({ code: 'work_report.not_ready', label: [expect.stringContaining('还没有结束'), expect.any(String)] });
  });

  test('各写各的：区域经理不写别处与总部的报告，总部不替区域说明', async () => {
    await expect(open(o, o.of.NE, 'FS-EC', '2026-11-24')).rejects.toMatchObject({ code: 'work_report.not_yours', status: 422 });
    await expect(open(o, o.of.NE, 'FS', '2026-11-23')).rejects.toMatchObject({ code: 'work_report.not_yours' });
    await expect(open(o, o.dispatcher, 'LC', '2026-11-23')).rejects.toMatchObject({ code: 'work_report.unit' });
    await expect(open(o, o.of.NE, 'FS-NE', '2026-11-24', 'weekly')).rejects.toMatchObject({ code: 'work_report.start' });
    await expect(open(o, o.of.NE, 'FS-NE', '2026-11-26')).rejects.toMatchObject({ code: 'work_report.future' });
    const report = await open(o, o.of.NC, 'FS-NC', '2026-11-08');
    await o.t.step(WorkReportProcess, report.id, 'draft', o.of.NC, {});
    await expect(o.t.step(WorkReportProcess, report.id, 'comment', o.dispatcher, { comment: '代写' })).rejects.toMatchObject({ code: 'work_report.not_ready' });
    await expect(o.t.step(WorkReportProcess, report.id, 'comment', o.of.SW, { comment: '代写' })).rejects.toMatchObject({ status: 404 });
  });

  test('两个人同时开同一期，只有一份；同时报集团，只报一次', async () => {
    const both = await Promise.allSettled([open(o, o.of.NW, 'FS-NW', '2026-11-07'), open(o, o.of.NW, 'FS-NW', '2026-11-07')]);
    expect(both.map((b) => b.status).sort()).toEqual(['fulfilled', 'rejected']);
    const id = (await open(o, o.manager, 'FS', '2026-11-07')).id;
    await o.t.step(WorkReportProcess, id, 'draft', o.manager, {});
    await o.t.step(WorkReportProcess, id, 'comment', o.manager, { comment: '无' });
    await o.t.step(WorkReportProcess, id, 'sign_consolidated', o.manager, {}, [o.t.sign('manager', o.manager)]);
    const send = await Promise.allSettled([o.t.step(WorkReportProcess, id, 'send', o.dispatcher, {}), o.t.step(WorkReportProcess, id, 'send', o.manager, {})]);
    expect(send.map((s) => s.status).sort()).toEqual(['fulfilled', 'rejected']);
  });
});

describe('报告份数', () => {
  const span = { from: '2009-01-01', to: '2009-02-28' };
  const counts = (params: object = span) => o.t.run(o.dispatcher, (tx) => runReport(tx, ReportCounts, params));
  const figures = async (params?: object) => (await counts(params)).rows.map((r) => [r['expected'], r['there'], r['missing']]);
  beforeAll(async () => {
    o.t.at('2026-11-25T00:30:00Z');
    for (let i = 0; i < 59; i++) await sent(o, 'daily', new Date(Date.UTC(2009, 0, 1 + i)).toISOString().slice(0, 10));
    for (let i = 0; i < 9; i++) await sent(o, 'weekly', new Date(Date.UTC(2008, 11, 29 + 7 * i)).toISOString().slice(0, 10));
    for (const month of ['2009-01-01', '2009-02-01']) await sent(o, 'monthly', month);
  }, 120_000);

  test('日报 59、周报 9、月报 2，已报与台账相符；截至 27 日应报日报 58 [FS-2.9] [AC-29] [CG-41]', async () => {
    expect(await figures()).toEqual([[59, 59, 0], [9, 9, 0], [2, 2, 0]]);
    const page = await counts();
    expect(page.proof).toMatchObject([{ left: 70, right: 70, ok: true }]);
    expect((await figures({ ...span, to: '2009-02-27' }))[0]).toEqual([58, 58, 0]);
    const behind = page.links[0]!['there']!;
    expect(behind.register).toBe('work_report');
    expect((await o.t.run(o.dispatcher, (tx) => listPage(tx, WorkReport, { filter: behind.filter, page: 1, size: 1 }))).total).toBe(59);
  });

  test('抽去 2 月 14 日的日报：58/59，并点名这一天；放回即恢复 [AC-29] [FS-2.9]', async () => {
    const [valentine] = await o.t.sql<{ id: string }>(`select id from work_report where tenant_id = $1 and report_kind = 'daily' and starts_on = '2009-02-14'`, [o.t.tenantId]);
    await o.t.run(o.manager, (tx) => archiveRecord(tx, WorkReport, valentine!.id, true, '试抽一份'));
    expect((await figures())[0]).toEqual([59, 58, 1]);
    const page = await counts();
    expect(page.notes.map((n) => n[0])).toContain('日报 58/59，缺：2009-02-14');
    expect(page.proof).toMatchObject([{ left: 69, right: 69, ok: true }]);
    await o.t.run(o.manager, (tx) => archiveRecord(tx, WorkReport, valentine!.id, false, '放回'));
    expect((await figures())[0]).toEqual([59, 59, 0]);
  });

  test('汇报日历：谁到、谁迟、谁缺；只由总部报的日子不缺区域的报告 [SM-32]', async () => {
    o.t.at('2026-11-25T00:30:00Z');
    const view = await o.t.run(o.dispatcher, (tx) => runQuery(tx, ReportCalendar, { kind: 'daily', from: '2026-11-23', to: '2026-11-25' })) as ReportCalendarView;
    const of = (name: string) => view.rows.find((r) => r.place.name === name)!.cells.map((c) => c.standing);
    expect(view.rows.map((r) => r.place.name)).toEqual(['售后服务总部', '东北服务部', '新疆服务部', '华东服务部', '华北服务部', '西北服务部', '西南服务部']);
    expect(of('东北服务部')).toEqual(['missing', 'in', 'running']);
    expect(of('华东服务部')).toEqual(['missing', 'due', 'running']);
    await o.t.answer(WhoReports, 'centre', '2026-11-23');
    o.t.later({ minutes: 1 });
    const later = await o.t.run(o.dispatcher, (tx) => runQuery(tx, ReportCalendar, { kind: 'daily', from: '2026-11-23', to: '2026-11-25' })) as ReportCalendarView;
    expect(later.rows.find((r) => r.place.name === '华东服务部')!.cells.filter((c) => c.report === null)).toEqual([]);
    expect(later.rows[0]!.cells.map((c) => c.standing)).toEqual(['missing', 'in', 'running']);
  });
});

/** One order of Xinjiang, done on that day; the way there is the business of the orders' own tests. */
async function order(type: string, done_on: string | null, result: string | null): Promise<void> {
  const customer = await o.t.sql<{ id: string }>(`select id from customer where tenant_id = $1 and name = '沙泉采油厂'`, [o.t.tenantId]);
  const { id: of } = customer[0] ?? await o.t.create(Customer, o.dispatcher, { name: '沙泉采油厂', kind: 'oilfield', branch: o.t.unit('FS-XJ') });
  const { id } = await o.t.create(ServiceOrder, o.dispatcher, { customer: of, region: o.regions.XJ, service_type: o.types[type]!, priority: 'normal' });
  await o.t.run(o.t.system, (tx) => tx.query(
    `update service_order set state = $3, issued_on = coalesce($4::date, $5::date), done_on = $4::date, resolved_on = $4::date, result = $6 where tenant_id = $1 and id = $2`,
    [tx.tenantId, id, done_on === null ? 'issued' : 'verified', done_on, '2026-11-25', result]));
}
