/** The post assessment on PostgreSQL: 25 expected, 16 graded, nine names; nobody decides their own grade; history and appeal. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Actor } from '../../../kernel/index.ts';
import { listPage } from '../../../kernel/register/list.ts';
import { runQuery, runReport } from '../../../kernel/report/run.ts';
import { startTest, type TestKernel } from '../../../kernel/testing.ts';
import { Employee, staff } from '../../people/staff/index.ts';
import { contracts } from '../contracts/index.ts';
import { customers } from '../customers/index.ts';
import { equipment } from '../equipment/index.ts';
import { orders, ServiceType, TechnicianSkill } from '../orders/index.ts';
import { AppealDays, EmployeeGrade, GradeAssessment, GradeAssessmentProcess, GradeCampaign, GradeCampaignProcess, grading, skillsOf, type Grade } from './index.ts';
import { GradeProgress, ProgressQuery, type ProgressPage } from './reports.ts';

const BRANCHES = { 'FS-NE': 9, 'FS-XJ': 5, 'FS-EC': 6, 'FS-NC': 2, 'FS-NW': 2, 'FS-SW': 1 } as const;
let t: TestKernel;
let head: Actor;
let dispatcher: Actor;
let hr: Actor;
let tech: Actor;
const bms: { [branch: string]: Actor } = {};
const names: { [id: string]: string } = {};
let campaign: string;

beforeAll(async () => {
  t = await startTest({ modules: [staff, customers, contracts, equipment, orders, grading], now: '2026-02-02T02:00:00Z' });
  head = await t.actor('centre_manager', 'FS', '聂文博');
  dispatcher = await t.actor('dispatcher', 'FS', '段飞');
  hr = await t.actor('hr', 'YL', '罗文');
  tech = await t.actor('technician', 'FS-NE', '关振国');
  const hire = async (unit: string, n: number, name: string, user?: Actor) => {
    const { id } = await t.create(Employee, hr, { staff_no: `${unit}-${n}`, name, hired_on: '2020-01-01', unit_id: t.unit(unit), ...(user ? { app_user: user.id } : {}) });
    names[id] = name;
  };
  for (let n = 0; n < 4; n++) await hire('FS', n, `总部${n}`);
  for (const [unit, count] of Object.entries(BRANCHES)) {
    bms[unit] = await t.actor('branch_manager', unit, `经理${unit}`);
    await hire(unit, 0, `经理${unit}`, bms[unit]);
    for (let n = 1; n < count; n++) await hire(unit, n, unit === 'FS-NE' && n === 1 ? '关振国' : `${unit}员工${n}`, unit === 'FS-NE' && n === 1 ? tech : undefined);
  }
  campaign = (await t.create(GradeCampaign, head, { title: '二月岗位评定', on_day: '2026-02-01', scope: t.unit('FS'), due_on: '2026-02-28', unit_id: t.unit('FS') })).id;
  await t.step(GradeCampaignProcess, campaign, 'open', head, {});
});
afterAll(() => t.close());

interface One { readonly id: string; readonly employee: string; readonly unit: string }
const expected = () => t.sql<One>(
  `select a.id, a.employee, u.code as unit from grade_assessment a join employee e on e.tenant_id = a.tenant_id and e.id = a.employee join unit u on u.tenant_id = a.tenant_id and u.id = a.unit_id
   where a.tenant_id = $1 and a.campaign = $2 order by e.staff_no`, [t.tenantId, campaign]);
const committee = () => [t.sign('chair', head), t.sign('member', dispatcher)];
const self = (one: One) => t.step(GradeAssessmentProcess, one.id, 'assess_self', bms[one.unit]!, { self_grade: 'intermediate', self_text: '独立完成季度保养' }, [t.sign('self', names[one.employee]!)]);
async function gradeWhole(one: One, grade: Grade) {
  await self(one);
  await t.step(GradeAssessmentProcess, one.id, 'recommend', head, { branch_grade: grade, branch_text: '与现场记录相符' });
  await t.step(GradeAssessmentProcess, one.id, 'grade', dispatcher, { grade, committee_text: '同意' }, committee());
  await t.step(GradeAssessmentProcess, one.id, 'publish', head, {});
}

describe('二月岗位评定', () => {
  test('应评 25 人，评出高级工 2、中级工 13、初级工 1：进度 16/25，九人留名；结束须写原因 [AC-36] [FS-2.3]', async () => {
    const all = await expected();
    expect(all).toHaveLength(25);
    const grades: Grade[] = ['senior', 'senior', ...Array.from({ length: 13 }, (): Grade => 'intermediate'), 'junior'];
    for (const [i, grade] of grades.entries()) await gradeWhole(all[i]!, grade);
    await self(all[16]!);
    const page = await t.run(head, (tx) => runReport(tx, GradeProgress, {}));
    expect(page.totals).toEqual({ expected: 25, graded: 16, open: 9, senior: 2, intermediate: 13, junior: 1 });
    expect(page.proof).toMatchObject([{ left: 25, right: 25, ok: true }, { left: 25, right: 25, ok: true }, { left: 16, right: 16, ok: true }]);
    await expect(t.step(GradeCampaignProcess, campaign, 'close', head, { closing_reason: null })).rejects.toThrow('grade_campaign.open_names');
    const closing = await t.step(GradeCampaignProcess, campaign, 'close', head, { closing_reason: '九人在新疆保供，四月补评' });
    expect(closing.state).toBe('closed');
    const record = await t.read(GradeCampaign, campaign);
    expect(record.left_open!.split('、').sort()).toEqual(all.slice(16).map((a) => names[a.employee]!).sort());
    expect(record.result).toBe('16/25：高级工 2，中级工 13，初级工 1');
    await expect(t.step(GradeAssessmentProcess, all[20]!.id, 'assess_self', bms[all[20]!.unit]!, { self_grade: 'junior', self_text: 'x' }, [t.sign('self', names[all[20]!.employee]!)])).rejects.toThrow('wrong_state');
    expect((await t.run(head, (tx) => runReport(tx, GradeProgress, {}))).totals).toMatchObject({ graded: 16, open: 9 });
    await expect(t.create(GradeAssessment, head, { campaign, employee: all[0]!.employee, unit_id: t.unit('FS') })).rejects.toThrow('grade_assessment.not_open');
  });

  test('现等级供派工查询，按日期取值 [SM-33]', async () => {
    const [first] = await expected();
    const type = await t.create(ServiceType, dispatcher, { code: 'COMM', name: '调试', list_order: 1, earns_points: true });
    await t.create(TechnicianSkill, dispatcher, { employee: first!.employee, service_type: type.id, level: 'alone', valid_until: '2026-06-30' });
    const ask = async (day: string) => (await t.run(head, (tx) => skillsOf(tx, [first!.employee], day))).get(first!.employee);
    expect(await ask('2026-02-01')).toEqual({ grade: null, skills: [{ service_type: type.id, name: '调试', level: 'alone' }] });
    expect(await ask('2026-02-02')).toMatchObject({ grade: 'senior' });
    expect(await ask('2026-07-01')).toEqual({ grade: 'senior', skills: [] });
  });
});

describe('评定规矩', () => {
  let second: string;
  let guan: One;
  let boss: One;
  beforeAll(async () => {
    t.at('2026-03-02T02:00:00Z');
    second = (await t.create(GradeCampaign, head, { title: '三月补评', on_day: '2026-03-01', scope: t.unit('FS-NE'), due_on: '2026-03-31', unit_id: t.unit('FS') })).id;
    await t.step(GradeCampaignProcess, second, 'open', head, {});
    const all = await t.sql<One>(`select a.id, a.employee, 'FS-NE' as unit from grade_assessment a where a.tenant_id = $1 and a.campaign = $2`, [t.tenantId, second]);
    guan = all.find((a) => names[a.employee] === '关振国')!;
    boss = all.find((a) => names[a.employee] === '经理FS-NE')!;
  });

  test('自评须本人签名；区域经理不能推荐自己，由总部推荐 [SM-33]', async () => {
    await expect(t.step(GradeAssessmentProcess, guan.id, 'assess_self', tech, { self_grade: 'senior', self_text: 'x' }, [t.sign('self', '别人')])).rejects.toThrow('grade_assessment.in_person');
    await t.step(GradeAssessmentProcess, guan.id, 'assess_self', tech, { self_grade: 'senior', self_text: '带徒两人' }, [t.sign('self', '关振国')]);
    await self(boss);
    await expect(t.step(GradeAssessmentProcess, boss.id, 'recommend', bms['FS-NE']!, { branch_grade: 'senior', branch_text: '自荐' })).rejects.toMatchObject({ label: ['不能评定本人的等级', expect.anything()] });
    await t.step(GradeAssessmentProcess, boss.id, 'recommend', dispatcher, { branch_grade: 'intermediate', branch_text: '总部推荐' });
    await t.step(GradeAssessmentProcess, guan.id, 'recommend', bms['FS-NE']!, { branch_grade: 'junior', branch_text: '须再历练' });
  });

  test('两位评定人同时评定一人，只有一次成立；组长与成员须是两人 [SM-33]', async () => {
    await expect(t.step(GradeAssessmentProcess, guan.id, 'grade', dispatcher, { grade: 'junior', committee_text: '同意' }, [t.sign('chair', head)])).rejects.toThrow('signature.missing');
    const give = (actor: Actor, grade: Grade) => t.step(GradeAssessmentProcess, guan.id, 'grade', actor, { grade, committee_text: '同意' }, committee());
    const outcomes = await Promise.allSettled([give(dispatcher, 'junior'), give(head, 'junior')]);
    expect(outcomes.map((o) => o.status).sort()).toEqual(['fulfilled', 'rejected']);
  });

  test('公布、申诉、改评：等级记录逐段留存 [SM-33]', async () => {
    await t.step(GradeAssessmentProcess, guan.id, 'publish', head, {});
    t.later({ days: 3 });
    await t.step(GradeAssessmentProcess, guan.id, 'appeal', tech, { appeal_text: '带徒未计' }, [t.sign('self', '关振国')]);
    await expect(t.step(GradeAssessmentProcess, guan.id, 'decide_appeal', head, { appeal_outcome: 'changed', grade: 'intermediate', appeal_answer: '属实' })).rejects.toThrow('grade_assessment.took_part');
    await expect(t.step(GradeAssessmentProcess, guan.id, 'decide_appeal', hr, { appeal_outcome: 'changed', grade: null, appeal_answer: '属实' })).rejects.toThrow('grade_assessment.appeal_grade');
    await t.step(GradeAssessmentProcess, guan.id, 'decide_appeal', hr, { appeal_outcome: 'changed', grade: 'intermediate', appeal_answer: '属实' });
    const held = await t.sql('select grade, valid_from, valid_to from employee_grade where tenant_id = $1 and employee = $2 order by valid_from', [t.tenantId, guan.employee]);
    expect(held.slice(-2)).toEqual([{ grade: 'junior', valid_from: '2026-03-02', valid_to: '2026-03-04' }, { grade: 'intermediate', valid_from: '2026-03-05', valid_to: null }]);
    expect((await t.run(head, (tx) => skillsOf(tx, [guan.employee], '2026-03-05'))).get(guan.employee)?.grade).toBe('intermediate');
  });

  test('申诉期过后不能申诉 [SM-33]', async () => {
    await t.step(GradeAssessmentProcess, boss.id, 'grade', head, { grade: 'intermediate', committee_text: '同意' }, committee());
    await t.step(GradeAssessmentProcess, boss.id, 'publish', head, {});
    await t.answer(AppealDays, 5);
    t.later({ days: 6 });
    await expect(t.step(GradeAssessmentProcess, boss.id, 'appeal', bms['FS-NE']!, { appeal_text: 'x' }, [t.sign('self', '经理FS-NE')])).rejects.toThrow('not_ready');
  });

  test('本人的等级由别人登记；无依据、日期颠倒、重叠都不予登记 [SM-33]', async () => {
    const put = (values: object) => t.create(EmployeeGrade, head, { employee: guan.employee, grade: 'senior', valid_from: '2026-03-03', unit_id: t.unit('FS'), ...values } as never);
    await expect(put({})).rejects.toThrow('employee_grade.source');
    await expect(put({ source: '旧证' })).rejects.toThrow('employee_grade.overlap');
    await expect(put({ source: '旧证', valid_from: '2019-02-01', valid_to: '2019-01-01' })).rejects.toThrow('employee_grade.dates');
    expect((await put({ source: '旧证', valid_from: '2018-01-01', valid_to: '2019-01-01' }) as { unit_id: string }).unit_id).toBe(t.unit('FS-NE'));
    const itself = await t.actor('dispatcher', 'FS', '佟丽娟');
    const own = await t.create(Employee, hr, { staff_no: 'own', name: '佟丽娟', hired_on: '2020-01-01', unit_id: t.unit('FS'), app_user: itself.id });
    await expect(t.create(EmployeeGrade, itself, { employee: own.id, grade: 'senior', valid_from: '2020-01-01', source: '自封' })).rejects.toThrow('employee_grade.own');
  });

  test('技术员只看得到自己的评定；区域经理只看本服务部的进度 [SM-33]', async () => {
    const rows = (await t.run(tech, (tx) => listPage(tx, GradeAssessment, { page: 1, size: 50 }))).rows;
    expect(new Set(rows.map((r) => r['employee']))).toEqual(new Set([guan.employee]));
    const page = (await t.run(bms['FS-NE']!, (tx) => runQuery(tx, ProgressQuery, { campaign }))) as ProgressPage;
    expect([page.places.map((p) => p.name), page.all.length]).toEqual([['东北服务部'], 9]);
  });
});
