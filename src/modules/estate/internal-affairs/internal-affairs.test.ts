/** Internal affairs on a real database: scores from facts, the sheet to personnel, the programme to file, devices and incidents, standards, plans, other work. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createRecord, type Actor } from '../../../kernel/index.ts';
import { Holiday } from '../../../kernel/access/organisation.ts';
import { doDuty } from '../../../kernel/duty/occurrences.ts';
import type { Filter } from '../../../kernel/api.ts';
import { listPage } from '../../../kernel/register/list.ts';
import { editRecord } from '../../../kernel/register/write.ts';
import { runReport } from '../../../kernel/report/run.ts';
import { startTest, type TestKernel } from '../../../kernel/testing.ts';
import { modules } from '../../../modules.ts';
import { Driver } from '../drivers/index.ts';
import { Vehicle, VehicleDocument } from '../vehicles/index.ts';
import { Employee } from '../../people/staff/index.ts';
import { StudyAttendance, StudyAttendanceProcess, StudySession, StudySessionProcess } from '../../people/training/index.ts';
import {
  type CATCH_ALL, CatchAllReview, DepartmentSheet, DepartmentSheetLine, DepartmentSheetProcess, DeviceCare, ItDevice, ItDeviceProcess, OtherWork, PerformanceMonth, PerformanceMonthProcess, PerformanceScore, PerformanceScoreProcess, SecurityIncident, SecurityIncidentProcess,
  StandardCheck, StandardCheckProcess, StandardTask, StandardTaskProcess, TrainingItem, TrainingItemProcess, TrainingProgramme, TrainingProgrammeProcess, TrainingResult, WorkCategory, WorkCategoryProcess, WorkPlan, WorkPlanItem, WorkPlanItemProcess,
  WorkPlanProcess, WorkStandard, WorkStandardProcess,
} from './index.ts';
import { PapersDue } from './papers-due.ts';
import { performanceParameters } from './terms.ts';
import { PerformanceByPerson, PlanProgress, TrainingHours, TrainingPerHead } from './reports.ts';

let t: TestKernel;
const who: { [role: string]: Actor } = {};
const people: { [name: string]: string } = {};
const lc = () => t.unit('LC');

beforeAll(async () => {
  t = await startTest({ modules, now: '2026-03-02T02:00:00Z' });
  for (const role of ['logistics_head', 'wages_clerk', 'training_clerk', 'info_clerk', 'standards_owner', 'plan_owner', 'centre_manager']) who[role] = await t.actor(role, 'LC', role);
  who['hr'] = await t.actor('hr', 'YL', '罗文');
  for (const [i, [name, user]] of ([['闵捷', who['info_clerk']], ['库宝山', undefined], ['车援朝', undefined]] as const).entries()) {
    people[name] = (await t.create(Employee, who['hr']!, { staff_no: `H${i}`, name, hired_on: '2020-01-01', unit_id: lc(), ...(user ? { app_user: user.id } : {}) })).id;
  }
  await t.run(t.system, async (tx) => { for (const day of ['2026-01-01', '2026-02-17', '2026-03-09', '2026-05-01', '2026-10-01']) await createRecord(tx, Holiday, { day, day_kind: 'rest', name: '假日' }); });
}, 180_000);
afterAll(() => t.close());
const as = (role: string): Actor => who[role]!;
const occurrence = async (duty: string, day: string) => (await t.sql<{ done_at: Date | null; evidence: object | null }>(`select done_at, evidence from duty_occurrence where tenant_id = $1 and duty = $2 and day = $3 and unit_id = $4`, [t.tenantId, duty, day, lc()]))[0];

async function session(subject: 'information' | 'quality', day: string, present: readonly string[]): Promise<string> {
  const clerk = as('training_clerk');
  const { id } = await t.create(StudySession, clerk, { topic: subject, subject, hours: '1.5', held_on: day, place: '会议室', participants: lc(), unit_id: lc() });
  await t.step(StudySessionProcess, id, 'call', clerk, {});
  for (const { id: row, employee } of await t.sql<{ id: string; employee: string }>('select id, employee from study_attendance where tenant_id = $1 and session = $2', [t.tenantId, id])) {
    await Promise.all(present.filter((name) => people[name] === employee).map(() => t.step(StudyAttendanceProcess, row, 'confirm', clerk, {})));
  }
  await t.step(StudySessionProcess, id, 'close', clerk, { summary: '完' });
  return id;
}

describe('教育网员', () => {
  test('培训计划报人事备案后执行：只收同类、已结束的学习会，到会者有成绩才归档，未归档未取消不能办结 [LOG-10.5]', async () => {
    const clerk = as('training_clerk');
    await expect(t.create(TrainingProgramme, clerk, { unit: lc(), year: 26, aim: 'x' })).rejects.toThrow('training_programme.year');
    const { id } = await t.create(TrainingProgramme, clerk, { unit: lc(), year: 2026, aim: '人均 24 学时' });
    await expect(t.step(TrainingProgrammeProcess, id, 'submit', clerk, {})).rejects.toThrow('not_ready');
    const item = (topic: string, subject: 'information' | 'quality', tested: boolean) => t.create(TrainingItem, clerk, { programme: id, month: '2026-03', topic, subject, hours: '1.5', tested });
    await expect(t.create(TrainingItem, clerk, { programme: id, month: '2027-03', topic: 'x', subject: 'quality', hours: '1', tested: false })).rejects.toThrow('training_item.month');
    const [phishing, quality] = [await item('钓鱼邮件', 'information', true), await item('标准宣贯', 'quality', false)];
    const held = await session('information', '2026-03-02', ['闵捷', '库宝山']);
    await expect(t.step(TrainingItemProcess, phishing.id, 'hold', clerk, { session: held })).rejects.toThrow('not_ready');
    await t.step(TrainingProgrammeProcess, id, 'submit', clerk, {});
    await t.step(TrainingProgrammeProcess, id, 'file', as('hr'), {});
    await expect(t.step(TrainingItemProcess, quality.id, 'hold', clerk, { session: held })).rejects.toThrow('training_item.subject');
    await t.step(TrainingItemProcess, phishing.id, 'hold', clerk, { session: held });
    await expect(t.step(TrainingItemProcess, phishing.id, 'archive', clerk, {})).rejects.toMatchObject({ label: [expect.stringContaining('闵捷、库宝山'), expect.anything()] });
    await expect(t.create(TrainingResult, clerk, { item: phishing.id, employee: people['车援朝']!, score: 90 })).rejects.toThrow('training_result.absent');
    await t.create(TrainingResult, clerk, { item: phishing.id, employee: people['闵捷']!, score: 60 });
    await t.create(TrainingResult, clerk, { item: phishing.id, employee: people['库宝山']!, score: 59 });
    await t.step(TrainingItemProcess, phishing.id, 'archive', clerk, {});
    await expect(t.step(TrainingProgrammeProcess, id, 'close', clerk, { summary: '完' })).rejects.toMatchObject({ label: [expect.stringContaining('标准宣贯'), expect.anything()] });
    await t.step(TrainingItemProcess, quality.id, 'drop', clerk, { dropped_because: '并入四季度' });
    expect((await t.step(TrainingProgrammeProcess, id, 'close', clerk, { summary: '完' })).state).toBe('closed');
  });

  test('学时按到会人记：个人表与人均表都与学习会逐场相加一致，缺席不计 [LOG-10.6]', async () => {
    const period = { from: '2026-01-01', to: '2027-01-01' };
    const by = await t.run(as('training_clerk'), (tx) => runReport(tx, TrainingHours, { period }));
    expect(by.rows.map((r) => [r['employee'], r['hours'], r['missed'], r['tests'], r['passed']])).toEqual([[people['闵捷'], '1.5', 0, 1, 1], [people['库宝山'], '1.5', 0, 1, 0], [people['车援朝'], '0.0', 1, 0, 0]]);
    const heads = await t.run(as('hr'), (tx) => runReport(tx, TrainingPerHead, { period }));
    expect(heads.rows.map((r) => [r['unit'], r['headcount'], r['hours'], r['per_head']])).toEqual([[lc(), 3, '3.0', '1.00']]);
    expect([...by.proof, ...heads.proof].map((p) => [p.left, p.right])).toEqual([[3, 3], [3, 3], [3, 3]]);
    const opened = async (who: Actor, link: { readonly filter: Filter }) => (await t.run(who, (tx) => listPage(tx, StudyAttendance, { page: 1, size: 50, filter: link.filter }))).rows.length;
    expect([await opened(as('training_clerk'), by.links[0]!['sessions']!), await opened(as('training_clerk'), by.links.at(-1)!['sessions']!), by.totals['sessions']]).toEqual([1, 2, 2]);
    const before = await t.run(as('training_clerk'), (tx) => runReport(tx, TrainingHours, { period: { from: '2025-01-01', to: '2026-01-01' } }));
    expect([before.rows, await opened(as('training_clerk'), before.links.at(-1)!['sessions']!)]).toEqual([[], 0]);
  });
});

describe('信息员', () => {
  test('补丁、备份、查毒到期：每台须做的在用设备都有成功记录才算完成，失败、送修、停用另论 [LOG-10.7]', async () => {
    const clerk = as('info_clerk');
    const device = (serial: string, needs: readonly ('patch' | 'backup' | 'antivirus')[]) => t.create(ItDevice, clerk, { name: serial, kind: 'computer', serial, place: '二楼', needs: [...needs], unit_id: lc() });
    const [one, two, three] = [await device('PC-1', ['patch', 'antivirus']), await device('PC-2', ['antivirus']), await device('SRV-1', ['backup', 'antivirus'])];
    const care = (id: string, kind: 'patch' | 'antivirus' | 'backup', ok: boolean, finding?: string) => t.create(DeviceCare, clerk, { device: id, kind, ok, ...(finding ? { finding } : {}) });
    await expect(care(two.id, 'backup', true)).rejects.toThrow('device_care.not_needed');
    await expect(care(two.id, 'antivirus', false)).rejects.toThrow('device_care.finding');
    t.at('2026-03-04T02:00:00Z');
    await care(one.id, 'antivirus', true);
    await care(two.id, 'antivirus', false, '有病毒');
    await t.step(ItDeviceProcess, three.id, 'send', clerk, { fault: '电源' });
    await expect(care(three.id, 'antivirus', true)).rejects.toThrow('device_care.not_in_use');
    await t.tick();
    expect((await occurrence('devices_scanned', '2026-03-04'))?.done_at).toBeNull();
    await care(two.id, 'antivirus', true);
    await t.tick();
    expect((await occurrence('devices_scanned', '2026-03-04'))?.evidence).toEqual({ devices: 2 });
    expect(t.kernel.duties.get('devices_patched')?.deputy).toBe('logistics_head');
    await expect(t.step(ItDeviceProcess, three.id, 'retire', clerk, { erased: false, reason: '旧' })).rejects.toThrow('it_device.not_erased');
    await expect(device('PC-1', ['patch'])).rejects.toThrow('it_device.double');
  });

  test('安全事件按等级限时控制，报告原因与防范，主任结案 [LOG-10.7]', async () => {
    const [clerk, head] = [as('info_clerk'), as('logistics_head')];
    const open = (grade: 'serious' | 'grave', noticed: string) => t.create(SecurityIncident, clerk, { what: '勒索提示', grade, noticed_at: new Date(noticed), unit_id: lc() });
    await expect(open('grave', '2026-03-05T02:00:00Z')).rejects.toThrow('security_incident.future');
    const [late, timely] = [await open('grave', '2026-03-04T00:59:00Z'), await open('serious', '2026-03-04T00:59:00Z')];
    for (const row of [late, timely]) await t.step(SecurityIncidentProcess, row.id, 'contain', clerk, { measures: '断网' });
    expect([(await t.read(SecurityIncident, late.id)).in_time, (await t.read(SecurityIncident, timely.id)).in_time]).toEqual([false, true]);
    await t.step(SecurityIncidentProcess, late.id, 'report', clerk, { cause: '附件', prevention: '拦截' });
    await expect(t.step(SecurityIncidentProcess, late.id, 'close', clerk, {})).rejects.toThrow('not_allowed');
    expect((await t.step(SecurityIncidentProcess, late.id, 'close', head, {})).state).toBe('closed');
  });
});

describe('标准化专责', () => {
  test('逐岗按标准检查，不符合限期整改并由另一人复查；每季每条都查过才算完成 [LOG-10.8]', async () => {
    const [owner, head] = [as('standards_owner'), as('logistics_head')];
    const made = await Promise.all(['收发标准', '盘点标准'].map((title) => t.create(WorkStandard, owner, { post: '物资保管员', title, text: '先签字后出库', unit_id: lc() })));
    const check = (i: number, values: { result: 'met' | 'not_met'; finding?: string; correct_by?: string }) => t.create(StandardCheck, owner, { standard: made[i]!.id, employee: people['库宝山']!, looked_at: '跟班', ...values });
    await expect(check(0, { result: 'met' })).rejects.toThrow('standard_check.not_in_force');
    for (const { id } of made) await t.step(WorkStandardProcess, id, 'adopt', head, {});
    await expect(check(0, { result: 'not_met' })).rejects.toThrow('standard_check.finding');
    const poor = await check(0, { result: 'not_met', finding: '先出库后签字', correct_by: '2026-03-20' });
    expect((await t.step(StandardCheckProcess, poor.id, 'issue', owner, {})).state).toBe('correcting');
    await t.step(StandardCheckProcess, poor.id, 'correct', owner, { corrected: '已改' });
    await expect(t.step(StandardCheckProcess, poor.id, 'close', owner, {})).rejects.toThrow('not_ready');
    await t.step(StandardCheckProcess, poor.id, 'close', head, {});
    await t.tick();
    t.at('2026-03-25T02:00:00Z');
    await t.tick();
    expect((await occurrence('standards_checked', '2026-03-25'))?.done_at).toBeNull();
    const good = await check(1, { result: 'met' });
    expect((await t.step(StandardCheckProcess, good.id, 'issue', owner, {})).state).toBe('closed');
    await t.tick();
    expect((await occurrence('standards_checked', '2026-03-25'))?.evidence).toEqual({ standards: 2 });
  });

  test('标准化工作：定期限、交成果、主任验收或退回 [LOG-10.9]', async () => {
    const [owner, head] = [as('standards_owner'), as('logistics_head')];
    await expect(t.create(StandardTask, head, { task: '宣贯', due_on: '2026-03-01' })).rejects.toThrow('standard_task.past');
    const { id } = await t.create(StandardTask, head, { task: '编制绿化标准', due_on: '2026-04-20' });
    await expect(t.step(StandardTaskProcess, id, 'accept', head, {})).rejects.toThrow();
    await t.step(StandardTaskProcess, id, 'finish', owner, { outcome: '成文' });
    await t.step(StandardTaskProcess, id, 'return', head, { reason: '缺监护一节' });
    expect((await t.read(StandardTask, id)).done_on).toBeNull();
    await t.step(StandardTaskProcess, id, 'finish', owner, { outcome: '补齐' });
    await expect(t.step(StandardTaskProcess, id, 'accept', owner, {})).rejects.toThrow('not_allowed');
    expect([(await t.step(StandardTaskProcess, id, 'accept', head, {})).state, (await t.read(StandardTask, id)).done_on]).toEqual(['accepted', '2026-03-25']);
  });
});

describe('计划专责', () => {
  test('月度计划挂在已备案的年度计划下；报进度，完不成的写原因转下期；备案即完成定期事项 [LOG-10.10]', async () => {
    const [planner, head] = [as('plan_owner'), as('logistics_head')];
    const plan = (kind: 'year' | 'month', period: string, parent?: string) => t.create(WorkPlan, planner, { unit: lc(), kind, period, ...(parent ? { parent } : {}) });
    const year = await plan('year', '2026');
    await expect(plan('month', '2026-03', year.id)).rejects.toThrow('work_plan.parent');
    await expect(t.step(WorkPlanProcess, year.id, 'submit', planner, {})).rejects.toThrow('not_ready');
    const item = (p: string, goal: string, due_on: string, year_item?: string) => t.create(WorkPlanItem, planner, { plan: p, goal, owner: people['车援朝']!, due_on, weight: 10, ...(year_item ? { year_item } : {}) });
    await expect(item(year.id, '降油耗', '2027-01-05')).rejects.toThrow('work_plan_item.due');
    const aim = await item(year.id, '降油耗', '2026-12-20');
    const file = async (id: string) => { await t.step(WorkPlanProcess, id, 'submit', planner, {}); await t.step(WorkPlanProcess, id, 'file', head, {}); };
    await file(year.id);
    const [march, april] = [await plan('month', '2026-03', year.id), await plan('month', '2026-04', year.id)];
    const [tyres, tender] = [await item(march.id, '换轮胎', '2026-03-25', aim.id), await item(march.id, '招标', '2026-03-28')];
    await expect(t.step(WorkPlanItemProcess, tyres.id, 'progress', planner, { percent: 10, note: null })).rejects.toThrow('not_ready');
    await file(march.id);
    expect((await t.step(WorkPlanItemProcess, tyres.id, 'progress', planner, { percent: 100, note: null })).state).toBe('done');
    await t.step(WorkPlanItemProcess, tender.id, 'progress', planner, { percent: 60, note: null });
    await expect(t.step(WorkPlanItemProcess, tender.id, 'progress', planner, { percent: 50, note: null })).rejects.toThrow('work_plan_item.backwards');
    await expect(t.step(WorkPlanProcess, march.id, 'close', planner, { review: '完', carry_into: null, carry_reason: null })).rejects.toThrow('not_ready');
    t.at('2026-04-01T02:00:00Z');
    await expect(t.step(WorkPlanProcess, march.id, 'close', planner, { review: '完', carry_into: april.id, carry_reason: null })).rejects.toThrow('work_plan.open_items');
    await expect(t.step(WorkPlanProcess, march.id, 'close', planner, { review: '完', carry_into: year.id, carry_reason: '延期' })).rejects.toThrow('work_plan.carry_into');
    await t.step(WorkPlanProcess, march.id, 'close', planner, { review: '完', carry_into: april.id, carry_reason: '延期' });
    const carried = await t.sql<{ goal: string; carried_from: string; due_on: string; percent: number }>('select goal, carried_from, due_on, percent from work_plan_item where tenant_id = $1 and plan = $2', [t.tenantId, april.id]);
    expect(carried).toEqual([{ goal: '招标', carried_from: tender.id, due_on: '2026-04-30', percent: 0 }]);
    const page = await t.run(planner, (tx) => runReport(tx, PlanProgress, { year: 2026, as_of: '2026-04-01' }));
    expect(page.rows.map((r) => [r['plan'], r['items'], r['done'], r['carried'], r['open'], r['progress']])).toEqual([[year.id, 1, 0, 0, 1, 0], [march.id, 2, 1, 1, 0, 80], [april.id, 1, 0, 0, 1, 0]]);
    expect(page.proof.every((p) => p.ok)).toBe(true);
    t.at('2026-04-05T02:00:00Z');
    await t.tick();
    expect((await occurrence('month_plan_filed', '2026-04-05'))?.done_at).toBeNull();
    await file(april.id);
    await t.tick();
    expect((await occurrence('month_plan_filed', '2026-04-05'))?.evidence).toEqual({ plan: april.number });
  });
});

describe('劳资员', () => {
  test('绩效由事实算出：按时的定期事项、缺席、标准不符合各归其人；异议由主任复核，重算保留调整 [LOG-10.1]', async () => {
    const [clerk, head] = [as('wages_clerk'), as('logistics_head')];
    await expect(t.create(PerformanceMonth, clerk, { unit: lc(), month: '2026-05' })).rejects.toThrow('performance_month.month');
    const [late] = await t.sql<{ id: string }>(`select id from duty_occurrence where tenant_id = $1 and duty = 'devices_patched' and unit_id = $2 and day = '2026-03-20'`, [t.tenantId, lc()]);
    await t.run(as('info_clerk'), (tx) => doDuty(tx, late!.id, { reason: '补丁服务器故障' }, []));
    const { id } = await t.create(PerformanceMonth, clerk, { unit: lc(), month: '2026-03' });
    await t.step(PerformanceMonthProcess, id, 'compute', clerk, {});
    const scores = async () => (await t.run(clerk, (tx) => runReport(tx, PerformanceByPerson, { month: '2026-03' })));
    const of = async (name: string) => (await scores()).rows.find((r) => r['employee'] === people[name]);
    expect([await of('闵捷'), await of('库宝山'), await of('车援朝')]).toMatchObject([{ findings: 0, duties_late: 1, score: 99 }, { findings: 1, study_missed: 0, score: 97 }, { findings: 0, study_missed: 1, score: 98 }]);
    const [row] = await t.sql<{ id: string }>('select id from performance_score where tenant_id = $1 and performance = $2 and employee = $3', [t.tenantId, id, people['车援朝']]);
    // Whoever has a sign-in objects in person; the clerk writes it down only for those without one.
    const [minjie] = await t.sql<{ id: string }>('select id from performance_score where tenant_id = $1 and performance = $2 and employee = $3', [t.tenantId, id, people['闵捷']]);
    await expect(t.step(PerformanceScoreProcess, minjie!.id, 'contest', clerk, { objection: '代提' })).rejects.toMatchObject({ label: ['异议由本人提出', expect.anything()] });
    await expect(t.step(PerformanceScoreProcess, minjie!.id, 'contest', as('training_clerk'), { objection: '旁人' })).rejects.toThrow('not_found');
    await t.step(PerformanceScoreProcess, minjie!.id, 'contest', as('info_clerk'), { objection: '服务器故障不在我' });
    await t.step(PerformanceScoreProcess, minjie!.id, 'decide', head, { adjustment: 0, decision: '维持' });
    await t.step(PerformanceScoreProcess, row!.id, 'contest', clerk, { objection: '当日出车' });
    await expect(t.step(PerformanceMonthProcess, id, 'hand_in', clerk, {})).rejects.toMatchObject({ label: [expect.stringContaining('车援朝'), expect.anything()] });
    await expect(t.step(PerformanceScoreProcess, row!.id, 'decide', clerk, { adjustment: 2, decision: '属实' })).rejects.toThrow('not_allowed');
    await t.step(PerformanceScoreProcess, row!.id, 'decide', head, { adjustment: 2, decision: '属实' });
    await t.step(PerformanceMonthProcess, id, 'compute', clerk, {});
    expect([await t.read(PerformanceScore, row!.id), (await scores()).proof.every((p) => p.ok)]).toMatchObject([{ computed: 98, adjustment: 2, score: 100 }, true]);
    // Weights are dated: one in force from April changes nothing in March, one from before its end does, and the month says what it was reckoned by.
    const findings = performanceParameters.find((p) => p.name === 'performance.findings')!;
    await t.answer(findings, -8, '2026-04-01');
    await t.step(PerformanceMonthProcess, id, 'compute', clerk, {});
    expect([(await of('库宝山'))!['score'], (await t.read(PerformanceMonth, id)).w_findings]).toEqual([97, -3]);
    await t.answer(findings, -5, '2026-03-15');
    await t.step(PerformanceMonthProcess, id, 'compute', clerk, {});
    expect([(await of('库宝山'))!['score'], (await t.read(PerformanceMonth, id)).w_findings, (await scores()).proof.every((p) => p.ok)]).toEqual([95, -5, true]);
    await t.step(PerformanceMonthProcess, id, 'hand_in', clerk, {});
    await expect(t.step(PerformanceMonthProcess, id, 'compute', clerk, {})).rejects.toThrow();
  });

  test('考勤表按节假日、请假逐人填出，说明可补，报出后不改 [LOG-10.3]', async () => {
    const [clerk, hr] = [as('wages_clerk'), as('hr')];
    const { id } = await t.create(DepartmentSheet, clerk, { unit: lc(), month: '2026-03' });
    const kind = await t.run(t.system, async (tx) => (await tx.query<{ id: string }>(
      `insert into leave_kind (tenant_id, id, number, state, unit_id, version, created_at, created_by, name, paid, keeps_balance, needs_proof, retroactive_days) values ($1, gen_random_uuid(), 'JL-T', 'open', $2, 1, $3, $4, '事假', false, false, false, 3) returning id`, [tx.tenantId, lc(), tx.now, hr.id]))[0]!.id);
    await t.run(t.system, async (tx) => tx.query(
      `insert into leave_request (tenant_id, id, number, state, unit_id, version, created_at, created_by, employee, kind, from_day, from_half, to_day, to_half, reason) values ($1, gen_random_uuid(), 'QJ-T', 'taken', $2, 1, $3, $4, $5, $6, '2026-03-05', 'pm', '2026-03-10', 'am', '家事')`, [tx.tenantId, lc(), tx.now, hr.id, people['库宝山'], kind]));
    await t.step(DepartmentSheetProcess, id, 'fill', clerk, {});
    const line = async (name: string) => (await t.sql<{ id: string; workdays: number; leave: number; worked: number; remark: string | null; version: number }>('select id, workdays, leave, worked, remark, version from department_sheet_line where tenant_id = $1 and sheet = $2 and employee = $3', [t.tenantId, id, people[name]]))[0]!;
    // March 2026 has 22 weekdays, one of them a holiday; 5th afternoon, 6th, 10th morning are leave, the 9th is the holiday.
    expect([await line('库宝山'), await line('闵捷')]).toMatchObject([{ workdays: 21, leave: 4, worked: 38 }, { workdays: 21, leave: 0, worked: 42 }]);
    const mine = await line('闵捷');
    await t.run(clerk, (tx) => editRecord(tx, DepartmentSheetLine, mine.id, mine.version, { remark: '值夜班三次' }, null));
    await t.step(DepartmentSheetProcess, id, 'fill', clerk, {});
    expect((await line('闵捷')).remark).toBe('值夜班三次');
    await t.step(DepartmentSheetProcess, id, 'hand_in', clerk, {});
    const now = await line('闵捷');
    await expect(t.run(clerk, (tx) => editRecord(tx, DepartmentSheetLine, now.id, now.version, { remark: '改' }, null))).rejects.toThrow('department_sheet.handed_in');
  });

  test('人事收妥或退回：退回写原因，重报后才收，两份都要经人事 [LOG-10.4]', async () => {
    const [clerk, hr] = [as('wages_clerk'), as('hr')];
    const [sheet] = await t.sql<{ id: string }>('select id from department_sheet where tenant_id = $1', [t.tenantId]);
    const [month] = await t.sql<{ id: string }>('select id from performance_month where tenant_id = $1', [t.tenantId]);
    expect((await t.tasks(hr)).map((task) => task.recordId)).toEqual(expect.arrayContaining([sheet!.id, month!.id]));
    await t.step(DepartmentSheetProcess, sheet!.id, 'return', hr, { returned_because: '缺病假证明' });
    expect(await t.read(DepartmentSheet, sheet!.id)).toMatchObject({ state: 'filled', returned_because: '缺病假证明' });
    await expect(t.step(DepartmentSheetProcess, sheet!.id, 'accept', hr, {})).rejects.toThrow();
    await t.step(DepartmentSheetProcess, sheet!.id, 'hand_in', clerk, {});
    await expect(t.step(DepartmentSheetProcess, sheet!.id, 'accept', clerk, {})).rejects.toThrow('not_allowed');
    expect([(await t.step(DepartmentSheetProcess, sheet!.id, 'accept', hr, {})).state, (await t.step(PerformanceMonthProcess, month!.id, 'accept', hr, {})).state]).toEqual(['accepted', 'accepted']);
    expect((await t.read(DepartmentSheet, sheet!.id)).returned_because).toBeNull();
  });
});

describe('其他工作', () => {
  test.each([['[LOG-1.7]'], ['[LOG-1.12]'], ['[LOG-2.4]'], ['[LOG-2.8]'], ['[LOG-3.5]'], ['[LOG-3.9]'], ['[LOG-9.3]'], ['[LOG-10.11]']] as const)('%s 其他工作：一季三次的种类由季度复核提议单列，责任、代理、频次、凭据齐全才启用', async (tag) => {
    const statement = tag.slice(1, -1) as keyof typeof CATCH_ALL;
    const kind = `${statement} 常做`;
    const unit = t.unit(({ 'LOG-1.7': 'CC', 'LOG-1.12': 'FS', 'LOG-2.4': 'VIP', 'LOG-2.8': 'FS-NE', 'LOG-3.5': 'FS-XJ', 'LOG-3.9': 'FS-EC', 'LOG-9.3': 'FS-NC', 'LOG-10.11': 'LC' } as { [s: string]: string })[statement]!);
    const overall = await t.actor('logistics_head', 'YL');
    for (const done_on of ['2026-01-10', '2026-02-10', '2026-03-10']) await t.create(OtherWork, overall, { statement, kind, what: '做了', done_on, unit_id: unit });
    for (const done_on of ['2025-12-31', '2026-01-02', '2026-03-31']) await t.create(OtherWork, overall, { statement, kind: '偶尔', what: '做了', done_on, unit_id: unit });
    const review = await t.create(CatchAllReview, overall, { unit, quarter: '2026-Q1', conclusion: '已看' });
    expect([review.works, review.proposed]).toEqual([5, 1]);
    const [proposed, ...more] = await t.sql<{ id: string; name: string; state: string }>('select id, name, state from work_category where tenant_id = $1 and statement = $2', [t.tenantId, statement]);
    expect([more, proposed!.name, proposed!.state]).toEqual([[], kind, 'proposed']);
    const activate = (values: object) => t.step(WorkCategoryProcess, proposed!.id, 'activate', overall, { owner_post: '后勤主任', deputy_post: '计划专责', frequency: '每月', evidence: '记录', ...values });
    for (const missing of ['owner_post', 'deputy_post', 'frequency', 'evidence']) await expect(activate({ [missing]: null })).rejects.toMatchObject({ status: 422 });
    await expect(activate({ deputy_post: '后勤主任' })).rejects.toThrow('work_category.deputy');
    await activate({});
    expect(await t.read(WorkCategory, proposed!.id)).toMatchObject({ state: 'active', owner_post: '后勤主任', deputy_post: '计划专责', frequency: '每月', evidence: '记录' });
    expect((await t.create(OtherWork, overall, { statement, kind, what: '又做', done_on: '2026-04-02', unit_id: unit })).own_kind).toBe(proposed!.id);
    expect((await t.create(CatchAllReview, overall, { unit, quarter: '2025-Q4', conclusion: '已看' })).works).toBe(1);
  });

  test('季度复核到期，只由上一季的复核完成 [LOG-10.11]', async () => {
    t.at('2026-04-10T02:00:00Z');
    await t.tick();
    expect((await occurrence('catch_all_reviewed', '2026-04-10'))?.evidence).toMatchObject({ review: expect.stringMatching(/^FH-2026-/) });
    t.at('2026-07-10T02:00:00Z');
    await t.tick();
    expect((await occurrence('catch_all_reviewed', '2026-07-10'))?.done_at).toBeNull();
    await expect(t.create(CatchAllReview, as('logistics_head'), { unit: lc(), quarter: '2026-Q9', conclusion: 'x' })).rejects.toThrow('catch_all_review.quarter');
  });
});

test('到期与逾期证照：车辆、驾驶员（取较早的一日）、房产在一张表里，逾期与将到期分开，合计与三个台账相符', async () => {
  await t.run(t.system, async (tx) => {
    const unit_id = lc();
    const vehicle = await createRecord(tx, Vehicle, { plate: '京A12345', kind: 'car', in_service_since: '2020-01-01', unit_id } as never);
    await createRecord(tx, VehicleDocument, { vehicle: vehicle.id, kind: 'inspection', valid_from: '2025-07-01', valid_to: '2026-06-30', unit_id } as never);
    await createRecord(tx, Driver, { employee: people['车援朝']!, licence_class: 'B1', licence_until: new Date('2030-01-01T00:00:00Z'), medical_until: '2026-08-01', unit_id } as never);
  });
  const page = await t.run(as('logistics_head'), (tx) => runReport(tx, PapersDue, { as_of: '2026-07-10', days: 60 }));
  expect(page.rows.map((r) => [r['kind'], r['what'], r['valid_to'], r['overdue'], r['due'], r['days_left']])).toEqual([['vehicle_document', '京A12345', '2026-06-30', 1, 0, -10], ['driver', '车援朝', '2026-08-01', 0, 1, 22]]);
  expect(page.proof).toMatchObject([{ left: 2, right: 2, ok: true }]);
});
