/** Attendance on PostgreSQL: the day of AC-06 through import, roster and leave; importing again; corrections; the month closed and what comes after. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { listPage } from '../../../kernel/register/list.ts';
import { runReport } from '../../../kernel/report/run.ts';
import { DAY_LOG } from '../phone-log/testing.ts';
import { AttendanceDay, AttendanceDayProcess, AttendanceFindingProcess, AttendanceMonth, AttendanceMonthProcess, AttendanceAdjustmentProcess, AuthorisedTime, computeUnit, PunchCorrection, PunchCorrectionProcess } from './index.ts';
import { AttendanceDayPage, AttendanceSheet, type DayPage, type Sheet } from './queries.ts';
import { AdherenceByLine, AttendanceMonthReport, AttendanceSheetReport, CorrectionsByApprover } from './reports.ts';
import { type Centre, NOS, openCentre, workedDay } from './testing.ts';

let c: Centre;
const DAY = '2026-11-16';
const clock = (at: unknown) => (at instanceof Date ? new Date(at.getTime() + 8 * 3_600_000).toISOString().slice(11, 19) : null);
const correction = async (no: string) => (await c.t.sql<{ id: string; state: string; opened_by_system: boolean; evidence: string; created_at: Date }>('select id, state, opened_by_system, evidence, created_at from punch_correction where tenant_id = $1 and employee = $2 order by created_at desc', [c.t.tenantId, c.people[no]]))[0]!;

beforeAll(async () => {
  c = await openCentre('2026-11-16T11:00:00Z');
  await c.roster(DAY, '2026-11-22', [DAY], NOS);
  await c.away('1005', '年假', DAY);
  await c.send(DAY_LOG);
});
afterAll(() => c.t.close());

test('样例一天：六人的签到、签出、标签与计薪 [AC-06] [CC-5.2a] [CC-5.2b] [CC-5.2c] [CC-5.R1]', async () => {
  const table = [];
  for (const no of NOS) { const d = await c.day(no, DAY); table.push([no, clock(d['sign_in']), clock(d['sign_out']), d['outcome'], d['late_s'], d['early_s'], d['ready_gap_s'], d['printed'], d['pay'], d['state']]); }
  expect(table).toEqual([
    ['1001', '08:54:10', '18:00:30', 'on_time', 0, 0, 0, null, 'full', 'computed'],
    ['1002', '08:57:30', '18:02:00', 'on_time', 0, 0, 150, null, 'full', 'computed'],
    ['1003', '09:04:00', '17:50:00', 'late_or_early', 240, 600, 540, null, 'proven', 'computed'],
    ['1004', null, null, 'incomplete', 0, 0, 0, ['late', 'unpaid_leave'], 'pending', 'exceptions'],
    ['1005', '08:55:02', null, 'on_leave', 0, 0, 0, null, 'paid_leave', 'computed'],
    ['1006', '08:50:00', '18:05:01', 'on_time', 0, 0, 0, null, 'full', 'computed'],
  ]);
  expect(await c.day('1001', DAY)).toMatchObject({ exception_s: 175, shift_s: 32_400, worked_s: 28_235, scheduled_s: 27_900, worked_in_shift_s: 27_855 });
});
test('1004：系统列出补签并附上证据；1003：达到 CC-FINE-1，金额 0.00 [AC-06] [CG-13]', async () => {
  expect(await correction('1004')).toMatchObject({ state: 'open', opened_by_system: true });
  expect((await correction('1004')).evidence).toContain('09:10:00–17:41:12 共 4 行，通话 2 次 372 秒');
  const [late] = await c.findings('late_early');
  expect([late?.employee === c.people['1003'], late?.facts]).toEqual([true, expect.stringMatching(/计 2 \/ 2.*金额未设定.*0\.00 元.*迟到 4 分、早退 10 分/)]);
  expect(late?.facts_en).toMatch(/2 of 2.*amount not configured.*0\.00 yuan.*4 min late, left 10 min early/);
  expect((await c.t.read(PunchCorrection, (await correction('1004')).id)).evidence_en).toContain('09:10:00–17:41:12, 4 lines, 2 calls of 372 s');
});
test('1005：嫌疑写明两人与事实，没有任何违纪或处分 [AC-06] [CC-5.3]', async () => {
  const [proxy, ...more] = await c.findings('proxy');
  expect([proxy?.employee === c.people['1005'], more.length, proxy?.state]).toEqual([true, 0, 'open']);
  expect(proxy?.facts).toMatch(/员工1005 于 08:55:02 在话机 PJSIP\/1001 签到，员工1001 此前 52 秒在同一话机签到；事实：同一话机.*当日请假、没有来电、没有签出。这是嫌疑，不是结论/);
  expect(proxy?.facts_en).toMatch(/员工1005 signed in on PJSIP\/1001 at 08:55:02, 员工1001 on the same device 52 s before; facts: same device.*on leave that day, no call, no sign-out\. A suspicion/);
  expect(await c.t.sql('select 1 from incident where tenant_id = $1', [c.t.tenantId])).toEqual([]);
});
test('再导入同一文件与其前 20 行：没有任何结果改变 [AC-07]', async () => {
  const before = await c.t.sql('select employee, version, state from attendance_day where tenant_id = $1 order by id', [c.t.tenantId]);
  expect(await c.send(DAY_LOG)).toMatchObject({ stored: 0, repeated: 27 });
  expect(await c.send(`${DAY_LOG.split('\n').slice(0, 20).join('\n')}\n`)).toMatchObject({ stored: 0, repeated: 20 });
  expect(await c.t.sql('select employee, version, state from attendance_day where tenant_id = $1 order by id', [c.t.tenantId])).toEqual(before);
});
test('日视图与报表是同一组数字，并验算 [AC-06]', async () => {
  const page = (await c.t.kernel.read(c.wu, (tx) => AttendanceDayPage.run(tx, { day: DAY, unit: null }))) as DayPage;
  expect(page.lines.map((l) => l.staffNo)).toEqual([...NOS]);
  expect([page.lines[0]!.adherence, page.lines[0]!.conformance, page.lines[0]!.conformanceInShift]).toEqual([99.46, 101.2, 99.84]);
  expect([page.lines[3]!.adherence, page.lines[4]!.adherence]).toEqual([null, null]);
  expect(page.lines[0]!.bars.filter((b) => b.kind === 'exception').map((b) => (b.to - b.from) / 1000)).toEqual([5, 20, 60, 90]);
  const month = await c.t.kernel.read(c.wu, (tx) => runReport(tx, AttendanceMonthReport, { month: '2026-11', unit: null }));
  expect(month.proof.map((p) => [p.left, p.right])).toEqual([[6, 6], [6, 6]]);
  expect(month.totals).toMatchObject({ shifts: 6, attended: 5, late: 1, early: 1, not_ready: 1, incomplete: 1, leave: 1, absent: 0 });
  const figures = ['shifts', 'attended', 'late', 'early', 'not_ready', 'incomplete', 'leave', 'absent'] as const;
  const behind = async (figure: (typeof figures)[number]) => { const { filter } = AttendanceMonthReport.drill![figure]!(null, { month: '2026-11', unit: null }, [])!; return (await c.t.run(c.wu, (tx) => listPage(tx, AttendanceDay, { page: 1, size: 50, filter: filter! }))).rows.length; };
  for (const figure of figures) expect([figure, await behind(figure)]).toEqual([figure, month.totals[figure]]);
  const lines = await c.t.kernel.read(c.wu, (tx) => runReport(tx, AdherenceByLine, { month: '2026-11', unit: null }));
  for (const figure of ['days', 'unknown']) expect((await c.t.run(c.wu, (tx) => listPage(tx, AttendanceDay, { page: 1, size: 50, filter: lines.links.at(-1)![figure]!.filter }))).rows.length).toBe(lines.totals[figure]);
  expect([lines.proof.every((p) => p.left === p.right), lines.rows[0]]).toEqual([true, expect.objectContaining({ days: 4, unknown: 1 })]);
  const sheet = await c.t.kernel.read(c.wu, (tx) => runReport(tx, AttendanceSheetReport, { month: '2026-11', unit: null }));
  expect(sheet.rows.map((r) => r['d16'])).toEqual(['on_time', 'on_time', 'late_early', 'incomplete', 'on_leave', 'on_time']);
  const { kind, options } = AttendanceSheetReport.columns['d16']!;
  expect([0, 1].map((lang) => kind.toCell('late_early', options, lang as 0 | 1, 'Asia/Shanghai'))).toEqual(['迟退', 'LE']);
  const outsider = await c.t.actor('line_supervisor', 'FS-NE');
  expect(((await c.t.kernel.read(outsider, (tx) => AttendanceDayPage.run(tx, { day: DAY, unit: null }))) as DayPage).lines).toEqual([]);
});
test('核准的离线另计，原始偏离不变；不能给自己核准 [CC-5.1b]', async () => {
  const span = (from: string, to: string) => ({ from_at: new Date(`${DAY}T${from}:00+08:00`), to_at: new Date(`${DAY}T${to}:00+08:00`) });
  await c.t.create(AuthorisedTime, c.sulin, { employee: c.people['1001']!, ...span('15:30', '15:46'), purpose: 'coaching' });
  expect(await c.day('1001', DAY)).toMatchObject({ exception_s: 175, authorised_s: 120 });
  await expect(c.t.create(AuthorisedTime, c.sulin, { employee: c.people['1001']!, ...span('16:00', '15:00'), purpose: 'coaching' })).rejects.toMatchObject({ code: 'authorised_time.span' });
  const self = await c.t.actor('line_supervisor', 'CC-IN', '自己');
  await c.t.run(c.t.system, (tx) => tx.query('update employee set app_user = $3 where tenant_id = $1 and id = $2', [tx.tenantId, c.people['1006'], self.id]));
  await expect(c.t.create(AuthorisedTime, self, { employee: c.people['1006']!, ...span('16:00', '16:10'), purpose: 'meeting' })).rejects.toMatchObject({ code: 'authorised_time.self' });
});
test('补签：本人说明、主管批准；不能审批自己；日志原样不动 [SM-7] [CG-13]', async () => {
  const { id } = await correction('1004');
  const at = (time: string) => new Date(`${DAY}T${time}:00+08:00`);
  const ask = (actor = c.agents['1004']!, more = {}) => c.t.step(PunchCorrectionProcess, id, 'ask', actor, { sign_in: at('08:54'), sign_out: at('18:00'), reason_code: 'static', statement: '固定座席，没有签到按键。', ...more });
  const waiting = async (actor: typeof c.sulin) => (await c.t.tasks(actor)).filter((one) => one.recordId === id).map((one) => one.step);
  expect([await waiting(c.agents['1004']!), await waiting(c.sulin), await waiting(c.agents['1003']!)]).toEqual([['ask'], ['ask'], []]);
  await expect(ask(c.agents['1003']!)).rejects.toMatchObject({ code: 'not_found' });
  await expect(ask(c.agents['1004']!, { sign_in: null, sign_out: null })).rejects.toMatchObject({ code: 'punch_correction.nothing' });
  await expect(ask(c.agents['1004']!, { sign_out: at('08:00') })).rejects.toMatchObject({ code: 'punch_correction.order' });
  await expect(ask(c.agents['1004']!, { sign_out: at('23:00') })).rejects.toMatchObject({ code: 'punch_correction.future' });
  await ask();
  await expect(c.t.create(PunchCorrection, c.wu, { employee: c.people['1004']!, day: DAY, sign_in: at('08:54') })).rejects.toMatchObject({ code: 'punch_correction.twice' });
  const approve = (actor = c.sulin) => c.t.step(PunchCorrectionProcess, id, 'approve', actor, { sign_in: at('08:54'), sign_out: at('18:00'), decision_note: '通话记录相符' });
  const both = await Promise.allSettled([approve(), approve(c.qinlan)]);
  expect(both.map((r) => r.status).sort()).toEqual(['fulfilled', 'rejected']);
  expect(await c.day('1004', DAY)).toMatchObject({ outcome: 'on_time', printed: null, pay: 'full', pay_minutes: 480, state: 'computed', evidence_from: new Date('2026-11-16T01:10:00Z') });
  expect(await c.t.sql(`select 1 from phone_event where tenant_id = $1 and agent = 'PJSIP/1004'`, [c.t.tenantId])).toHaveLength(4);
  const report = await c.t.kernel.read(c.qinlan, (tx) => runReport(tx, CorrectionsByApprover, { month: '2026-11', unit: null }));
  expect([report.totals, report.proof.every((p) => p.left === p.right)]).toEqual([{ approved: 1, rejected: 0 }, true]);
});
test('补签的其他理由：别人的、没有考勤的、过期的 [SM-7]', async () => {
  const create = (actor = c.agents['1003']!, no = '1003', day = DAY) => c.t.create(PunchCorrection, actor, { employee: c.people[no]!, day, sign_in: new Date(`${day}T08:54:00+08:00`), reason_code: 'device', statement: '话机坏了' });
  await expect(create(c.agents['1002']!)).rejects.toMatchObject({ code: 'punch_correction.other' });
  await expect(create(c.agents['1003']!, '1003', '2026-11-01')).rejects.toMatchObject({ code: 'punch_correction.no_day' });
  c.t.later({ hours: 48 });
  await expect(create()).rejects.toMatchObject({ code: 'punch_correction.late' });
  c.t.at('2026-11-17T02:00:00Z');
  const made = await create();
  await expect(c.t.step(PunchCorrectionProcess, made.id, 'approve', c.agents['1003']!, { sign_in: null, sign_out: null, decision_note: null })).rejects.toMatchObject({ code: 'not_allowed' });
  await c.t.step(PunchCorrectionProcess, made.id, 'reject', c.sulin, { decision_note: '日志显示话机正常' });
  expect(await c.day('1003', DAY)).toMatchObject({ late_s: 240, pay: 'proven' });
});
test('本人确认自己的考勤，别人不能', async () => {
  const { id } = await c.day('1002', DAY);
  await expect(c.t.step(AttendanceDayProcess, id, 'confirm', c.sulin, {})).rejects.toMatchObject({ code: 'attendance_day.not_ready' });
  await c.t.step(AttendanceDayProcess, id, 'confirm', c.agents['1002']!, {});
  expect((await c.day('1002', DAY))['state']).toBe('confirmed');
  await c.t.step(AttendanceDayProcess, id, 'recompute', c.wu, {});
  expect((await c.day('1002', DAY))['state']).toBe('computed');
});
test('疑点由人报告违纪，由别人决定；或写明理由不报告 [CC-5.3] [AC-06]', async () => {
  const [proxy] = await c.findings('proxy');
  await c.t.step(AttendanceFindingProcess, proxy!.id, 'report', c.wu, { remark: '请核实监控' });
  const [incident] = await c.t.sql<{ clause: string; state: string; description: string }>('select clause, state, description from incident where tenant_id = $1', [c.t.tenantId]);
  expect(incident).toMatchObject({ clause: 'CC-WRIT-1', state: 'reported', description: expect.stringContaining('请核实监控') });
  expect(await c.t.sql('select 1 from sanction where tenant_id = $1', [c.t.tenantId])).toEqual([]);
  const [late] = await c.findings('late_early');
  await c.t.step(AttendanceFindingProcess, late!.id, 'put_aside', c.wu, { put_aside: '当日地铁停运，已核实' });
  expect((await c.findings('late_early'))[0]?.state).toBe('aside');
});
test('月份未过完不能结账；结账后补到的记录只作调整，同样的补到只记一次 [AC-07] [SM-6]', async () => {
  const unit = c.t.unit('CC-IN');
  await expect(c.t.create(AttendanceMonth, c.wu, { unit, month: '2026-13' })).rejects.toMatchObject({ code: 'attendance_month.month' });
  await expect(c.t.create(AttendanceMonth, c.wu, { unit, month: '2026-12' })).rejects.toMatchObject({ code: 'attendance_month.future' });
  const month = await c.t.create(AttendanceMonth, c.wu, { unit, month: '2026-11' });
  const close = (unsettled_reason: string | null = null) => c.t.step(AttendanceMonthProcess, month.id, 'close', c.wu, { unsettled_reason });
  await expect(close()).rejects.toMatchObject({ code: 'attendance_month.not_ready' });
  c.t.at('2026-12-01T02:00:00Z');
  await close();
  expect(new Set((await c.t.sql<{ state: string }>('select state from attendance_day where tenant_id = $1', [c.t.tenantId])).map((d) => d.state))).toEqual(new Set(['closed']));
  await expect(c.t.create(PunchCorrection, c.wu, { employee: c.people['1003']!, day: DAY, sign_in: new Date(`${DAY}T08:50:00+08:00`) })).rejects.toMatchObject({ code: 'punch_correction.closed' });
  const before = await c.day('1002', DAY);
  await c.send(`1794823330|x|NONE|1002|AGENTLOGIN|PJSIP/1002-0000002d\n1794823900|x|NONE|1002|AGENTLOGOFF|PJSIP/1002-0000002d|570\n`);
  expect(await c.day('1002', DAY)).toEqual(before);
  const [adjustment, ...more] = await c.t.sql<{ id: string; what: string; what_en: string; minutes: number }>('select id, what, what_en, minutes from attendance_adjustment where tenant_id = $1', [c.t.tenantId]);
  expect([adjustment?.what, adjustment?.what_en, adjustment?.minutes, more.length]).toEqual(['签出：2026-11-16 18:02:00 → 2026-11-16 18:11:40', 'Sign-out: 2026-11-16 18:02:00 → 2026-11-16 18:11:40', 0, 0]);
  await c.t.run(c.t.system, (tx) => computeUnit(tx, unit, DAY, DAY));
  expect(await c.t.sql('select 1 from attendance_adjustment where tenant_id = $1', [c.t.tenantId])).toHaveLength(1);
  await c.t.step(AttendanceAdjustmentProcess, adjustment!.id, 'accept', c.wu, { decision_note: null });
  const sheet = (await c.t.kernel.read(c.wu, (tx) => AttendanceSheet.run(tx, { month: '2026-11', unit }))) as Sheet;
  expect([sheet.days.length, sheet.rows.map((r) => r.cells.find((x) => x.day === DAY)?.outcome), sheet.closed?.state]).toEqual([30, ['on_time', 'on_time', 'late_or_early', 'on_time', 'on_leave', 'on_time'], 'closed']);
});
test('未处理的要写明理由、未决的补签不能结账 [SM-6]', async () => {
  await c.roster('2026-12-01', '2026-12-01', ['2026-12-01'], ['1001']);
  c.t.at('2026-12-02T02:00:00Z');
  await c.send(`${Date.parse('2026-12-01T09:30:00+08:00') / 1000}|y|support|PJSIP/1004|RINGNOANSWER|1000\n${Date.parse('2026-12-01T10:00:00+08:00') / 1000}|z|support|1001|CONNECT|1|2|3\n${Date.parse('2026-12-02T09:30:00+08:00') / 1000}|y|support|PJSIP/1004|RINGNOANSWER|1000\n`);
  expect(await c.day('1001', '2026-12-01')).toMatchObject({ outcome: 'incomplete', pay: 'pending' });
  c.t.at('2027-01-01T02:00:00Z');
  const month = await c.t.create(AttendanceMonth, c.wu, { unit: c.t.unit('CC-IN'), month: '2026-12' });
  const close = (unsettled_reason: string | null) => c.t.step(AttendanceMonthProcess, month.id, 'close', c.wu, { unsettled_reason });
  await expect(close('理由')).rejects.toMatchObject({ code: 'attendance_month.corrections' });
  await c.settle();
  expect((await correction('1001')).state).toBe('lapsed');
  expect(await c.day('1001', '2026-12-01')).toMatchObject({ pay: 'proven' });
  await expect(close(null)).rejects.toMatchObject({ code: 'attendance_month.unsettled' });
  await close('本人已离职');
});

test('缺勤：周四、周五、周一连成一件；补请病假后分为两件，撤回留在历史 [AC-15]', async () => {
  const d = await openCentre('2026-11-17T02:00:00Z');
  await d.roster('2026-11-09', '2026-11-20', ['2026-11-11', '2026-11-12', '2026-11-13', '2026-11-16', '2026-11-17'], ['1001', '1002']);
  await d.send(['11', '12', '13', '16'].map((day) => workedDay('1002', `2026-11-${day}`) + (day === '11' ? workedDay('1001', '2026-11-11') : '')).join(''));
  const [one, ...more] = await d.findings('absence');
  expect([one?.from_day, one?.to_day, one?.days, one?.in_month, one?.review, one?.state, more.length]).toEqual(['2026-11-12', '2026-11-16', 3, 3, true, 'open', 0]);
  expect(await d.t.sql('select 1 from dismissal_review where tenant_id = $1', [d.t.tenantId])).toEqual([]);
  await d.away('1001', '病假', '2026-11-13');
  await d.settle();
  expect((await d.findings('absence')).map((f) => [f.from_day, f.to_day, f.days, f.review, f.state])).toEqual([['2026-11-12', '2026-11-12', 1, false, 'open'], ['2026-11-16', '2026-11-16', 1, false, 'open']]);
  const history = await d.t.sql<{ before: { review?: boolean }; after: { review?: boolean } }>(`select before, after from history where tenant_id = $1 and register = 'attendance_finding' and record_id = $2 and what = 'computed'`, [d.t.tenantId, one!.id]);
  expect(history.some((h) => h.before.review === true && h.after.review === false)).toBe(true);
  const [first] = await d.findings('absence');
  await d.t.step(AttendanceFindingProcess, first!.id, 'report', d.wu, { remark: null });
  expect(await d.t.sql('select clause, absence_consecutive, absence_in_month from incident where tenant_id = $1', [d.t.tenantId])).toEqual([{ clause: 'CC-ORAL-2', absence_consecutive: 1, absence_in_month: 1 }]);
  await d.away('1001', '病假', '2026-11-12');
  await d.settle();
  expect((await d.findings('absence')).map((f) => [f.from_day, f.state, f.changed_after])).toEqual([['2026-11-12', 'reported', true], ['2026-11-16', 'open', null]]);
  await d.t.close();
});
test('一个月第 6 个缺勤班次：达到评议，含第 6 个 [AC-16]', async () => {
  const d = await openCentre('2026-11-20T02:00:00Z');
  const absent = ['03', '05', '09', '11', '17', '19'].map((x) => `2026-11-${x}`);
  const worked = ['04', '06', '10', '12', '18'].map((x) => `2026-11-${x}`);
  await d.roster('2026-11-02', '2026-11-20', [...absent, ...worked, '2026-11-20'].sort(), ['1001']);
  await d.send([...worked.map((day) => workedDay('1001', day)), ...absent.map((day) => workedDay('1002', day)), `${Date.parse('2026-11-20T09:00:00+08:00') / 1000}|x|q|1002|RINGNOANSWER|1\n`].join(''));
  expect((await d.findings('absence')).map((f) => [f.from_day.slice(8), f.in_month, f.review])).toEqual([['03', 1, false], ['05', 2, false], ['09', 3, false], ['11', 4, false], ['17', 5, false], ['19', 6, true]]);
  await d.t.close();
});
test('私自换班：考勤看到谁在班上，两人各得一处标记；补请了假，标记撤回，没有任何处分 [AC-19]', async () => {
  const d = await openCentre('2026-11-17T02:00:00Z');
  await d.roster('2026-11-16', '2026-11-17', ['2026-11-16'], ['1002']);
  await d.send(`${workedDay('1001', '2026-11-16')}${Date.parse('2026-11-17T09:00:00+08:00') / 1000}|x|q|1003|RINGNOANSWER|1\n`);
  const flags = () => d.t.sql<{ employee: string; kind: string; state: string; facts: string }>('select employee, kind, state, facts from schedule_flag where tenant_id = $1 order by kind', [d.t.tenantId]);
  expect((await flags()).map((f) => [f.employee, f.kind, f.state])).toEqual([[d.people['1002'], 'gave_away', 'open'], [d.people['1001'], 'worked', 'open']]);
  expect((await flags())[0]!.facts).toBe('员工1001 上了 员工1002 在 2026-11-16 的班次，没有批准的换班');
  await d.send(`${Date.parse('2026-11-17T09:01:00+08:00') / 1000}|y|q|1003|RINGNOANSWER|1\n`);
  expect(await flags()).toHaveLength(2);
  await d.away('1002', '病假', '2026-11-16');
  await d.send(`${Date.parse('2026-11-17T09:02:00+08:00') / 1000}|z|q|1003|RINGNOANSWER|1\n`);
  expect((await flags()).map((f) => f.state)).toEqual(['withdrawn', 'withdrawn']);
  expect(await d.t.sql('select 1 from sanction where tenant_id = $1', [d.t.tenantId])).toEqual([]);
  await d.t.close();
});
test('补公布的班表：已有考勤的那天照新班表重算；日志没有到的那天不算缺勤 [SM-6] [SM-9]', async () => {
  const d = await openCentre('2026-11-17T02:00:00Z');
  await d.send(`${workedDay('1001', '2026-11-16')}${Date.parse('2026-11-17T09:00:00+08:00') / 1000}|x|q|1003|RINGNOANSWER|1\n`);
  expect((await d.day('1001', '2026-11-16'))['outcome']).toBe('unplanned');
  await d.roster('2026-11-12', '2026-11-16', ['2026-11-12', '2026-11-16'], ['1001', '1002']);
  await d.settle();
  expect([(await d.day('1001', '2026-11-16'))['outcome'], (await d.day('1002', '2026-11-16'))['outcome'], await d.day('1001', '2026-11-12')]).toEqual(['on_time', 'absent', undefined]);
  await d.t.close();
});
