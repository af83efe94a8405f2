/** Health on PostgreSQL: the list from the staff register, results under seal with their follow-up, an emergency from report to its closing report. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createRecord, type Actor } from '../../../kernel/index.ts';
import { listPage } from '../../../kernel/register/list.ts';
import { runReport } from '../../../kernel/report/run.ts';
import { startTest, type TestKernel } from '../../../kernel/testing.ts';
import { Employee, staff } from '../../people/staff/index.ts';
import { Checkup, CheckupPlan, CheckupPlanProcess, CheckupProcess, CheckupProgress, CheckupResult, CheckupResultProcess, EmergencyNoticeProcess, medical, MedicalEmergency, MedicalEmergencyProcess } from './index.ts';

let t: TestKernel;
let office: Actor;
let doctor: Actor;
let head: Actor;
let plan: string;

beforeAll(async () => {
  t = await startTest({ modules: [staff, medical], now: '2026-12-01T01:00:00Z' });
  [office, doctor, head] = [await t.actor('general_affairs', 'YL', '赵宁'), await t.actor('company_doctor', 'YL', '舒怡'), await t.actor('branch_manager', 'FS-NE', '韩雪')];
  await t.run(t.system, (tx) => Promise.all(Array.from({ length: 121 }, (_, i) => createRecord(tx, Employee, {
    staff_no: `L${String(i).padStart(3, '0')}`, name: `员工${i}`, hired_on: '2020-01-01', left_on: i === 120 ? '2026-11-30' : null, unit_id: t.unit(i < 30 ? 'FS-NE' : 'FS-EC'),
  }))));
  plan = (await t.create(CheckupPlan, office, { title: '2026 年度体检', participants: t.unit('FS'), begins_on: '2026-12-01', ends_on: '2026-12-31', provider: '市一院' })).id;
  await t.step(CheckupPlanProcess, plan, 'list', office, {});
});
afterAll(() => t.close());

const checkups = () => t.sql<{ id: string; state: string }>('select id, state from checkup where tenant_id = $1 and plan = $2 order by number', [t.tenantId, plan]);
const progress = (who: Actor) => t.run(who, (tx) => runReport(tx, CheckupProgress, { plan }));

describe('体检', () => {
  test('在职的 120 人列入名单，已离职的不列；部门负责人只数到自己的人 [AS-41] [LOG-8.1]', async () => {
    expect(await checkups()).toHaveLength(120);
    const all = await progress(office);
    expect([all.totals['total'], all.rows.map((r) => r['total']).sort(), all.proof.every((p) => p.ok)]).toEqual([120, [30, 90], true]);
    const own = await progress(head);
    expect([own.totals['total'], own.proof[0]]).toMatchObject([30, { left: 30, right: 30, ok: true }]);
  });

  test('点开进度的数字，是本次计划的人，不含上一次的 [AS-41] [LOG-8.1]', async () => {
    const { id: other } = await t.create(CheckupPlan, office, { title: '补检', participants: t.unit('FS-NE'), begins_on: '2026-11-01', ends_on: '2026-12-31', provider: '市一院' });
    await t.step(CheckupPlanProcess, other, 'list', office, {});
    const latest = await t.run(office, (tx) => runReport(tx, CheckupProgress, { plan: null }));
    const opened = async (at: number) => (await t.run(office, (tx) => listPage(tx, Checkup, { page: 1, size: 1, filter: latest.links.at(at)!['total']!.filter }))).total;
    expect([latest.totals['total'], await opened(-1), await opened(0)]).toEqual([120, 120, latest.rows[0]!['total']]);
  });

  test('预约在计划的日期之内，体检不晚于今天；没有说法的人都在时不能结束 [LOG-8.1]', async () => {
    const [first, second, third] = await checkups();
    await expect(t.step(CheckupProcess, first!.id, 'book', office, { booked_on: '2027-01-01' })).rejects.toThrow('checkup.booked_on');
    await t.step(CheckupProcess, first!.id, 'book', office, { booked_on: '2026-12-31' });
    await expect(t.step(CheckupProcess, first!.id, 'examine', office, { examined_on: '2026-12-02' })).rejects.toThrow('checkup.examined_on');
    await t.step(CheckupProcess, first!.id, 'examine', office, { examined_on: '2026-12-01' });
    await t.step(CheckupProcess, second!.id, 'excuse', office, { excuse: '产假' });
    await expect(t.step(CheckupPlanProcess, plan, 'close', office, {})).rejects.toMatchObject({ label: ['还有 118 人未体检也未说明原因', expect.anything()] });
    await expect(t.create(CheckupResult, doctor, { checkup: third!.id, outcome: 'normal', findings: '无' })).rejects.toThrow('checkup_result.not_examined');
    await expect(t.create(Checkup, office, { plan, employee: third!.id })).rejects.toThrow('not_allowed');
  });

  test('结果由医生封存，一人一份，不能改；到期随访，只有医生有这件待办 [AS-41] [LOG-8.1]', async () => {
    const [first] = await checkups();
    await expect(t.create(CheckupResult, office, { checkup: first!.id, outcome: 'normal', findings: '无' })).rejects.toThrow('not_allowed');
    const result = await t.create(CheckupResult, doctor, { checkup: first!.id, outcome: 'recheck', findings: '潜血阳性', advice: '一周后复查', follow_up_on: '2026-12-08' });
    await expect(t.create(CheckupResult, doctor, { checkup: first!.id, outcome: 'normal', findings: '无' })).rejects.toMatchObject({ status: 409 });
    expect((await t.read(CheckupResult, result.id)).state).toBe('watched');
    t.at('2026-12-06T01:00:00Z');
    expect((await t.tasks(doctor)).filter((x) => x.register === 'checkup_result').map((x) => x.step)).toEqual(['follow_up']);
    expect([...(await t.tasks(office)), ...(await t.tasks(head))].filter((x) => x.register === 'checkup_result')).toEqual([]);
    await t.step(CheckupResultProcess, result.id, 'follow_up', doctor, { follow_up: '复查阴性' });
    expect(await t.read(CheckupResult, result.id)).toMatchObject({ state: 'followed', follow_up: '复查阴性', findings: '潜血阳性' });
  });
});

describe('突发事件', () => {
  test('接报即列出通知顺序与时限；没有急救记录、没有通知完，不能结案；事后报告在时限内 [LOG-8.2] [G-L11]', async () => {
    t.at('2026-12-10T01:00:00Z');
    await expect(t.create(MedicalEmergency, office, { happened_at: new Date('2026-12-10T01:00:01Z'), place: '仓库', people_count: 1, people: '王强', event: '砸伤' })).rejects.toThrow('medical_emergency.happened_at');
    const e = await t.create(MedicalEmergency, head, { happened_at: new Date('2026-12-10T00:55:00Z'), place: '仓库', people_count: 1, people: '王强', event: '货架滑落砸伤前臂' });
    expect(e.report_due_at).toEqual(new Date('2026-12-11T01:00:00Z'));
    const chain = await t.sql<{ id: string; whom: string; due_at: Date }>('select id, whom, due_at from emergency_notice where tenant_id = $1 and emergency = $2 order by place_in_chain', [t.tenantId, e.id]);
    expect(chain.map((c) => [c.whom, (c.due_at.getTime() - t.now().getTime()) / 60_000])).toEqual([['急救电话 120', 5], ['公司医生', 5], ['总务处', 10], ['所在部门负责人', 15], ['家属', 30]]);
    const afterwards = () => t.step(MedicalEmergencyProcess, e.id, 'report_afterwards', office, { cause: '无挡板', outcome: '挫伤', measures: '加装挡板' }, [t.sign('reporter', office)]);
    await expect(afterwards()).rejects.toThrow();
    await t.step(MedicalEmergencyProcess, e.id, 'give_first_aid', head, { first_aid: '止血', first_aid_by: '韩雪' });
    await expect(t.step(MedicalEmergencyProcess, e.id, 'take_to_hospital', head, { hospital: '市一院', left_at: new Date('2026-12-10T00:50:00Z') })).rejects.toThrow('medical_emergency.left_at');
    t.later({ minutes: 12 });
    await t.step(MedicalEmergencyProcess, e.id, 'take_to_hospital', head, { hospital: '市一院', left_at: t.now() });
    for (const c of chain.slice(0, 4)) await t.step(EmergencyNoticeProcess, c.id, 'tell', head, {});
    await expect(afterwards()).rejects.toMatchObject({ label: ['还没有通知：家属', expect.anything()] });
    await t.step(EmergencyNoticeProcess, chain[4]!.id, 'tell', head, {});
    await afterwards();
    expect((await t.read(MedicalEmergency, e.id)).state).toBe('closed');
    expect((await t.sql<{ late: number }>('select minutes_late as late from emergency_notice where tenant_id = $1 and emergency = $2 order by place_in_chain', [t.tenantId, e.id])).map((r) => r.late)).toEqual([7, 7, 2, 0, 0]);
  });
});
