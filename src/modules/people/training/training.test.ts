/** Study and training on PostgreSQL: the list of those expected, attendance by signature or confirmed, a route kept in order while two people move its stops. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Actor } from '../../../kernel/index.ts';
import { editRecord } from '../../../kernel/register/write.ts';
import { runReport } from '../../../kernel/report/run.ts';
import { startTest, type TestKernel } from '../../../kernel/testing.ts';
import { policies } from '../policies/index.ts';
import { Employee, staff } from '../staff/index.ts';
import { StudyAttendance, StudyAttendanceProcess, StudySession, StudySessionProcess, training, TrainingParticipant, TrainingParticipantProcess, TrainingPlan, TrainingPlanProcess, TrainingStop, TrainingStopProcess } from './index.ts';
import { StudyAttendanceReport, TrainingRoute } from './reports.ts';
import { routeOf } from './training-plan.ts';

let t: TestKernel;
let head: Actor;
let bm: Actor;
let tech: Actor;
const people: { [name: string]: string } = {};

beforeAll(async () => {
  t = await startTest({ modules: [staff, policies, training], now: '2026-01-08T02:00:00Z' });
  head = await t.actor('centre_manager', 'FS', '聂文博');
  bm = await t.actor('branch_manager', 'FS-NE', '韩雪');
  tech = await t.actor('technician', 'FS-NE', '关振国');
  const hr = await t.actor('hr', 'YL', '罗文');
  for (const [name, unit, user] of [['韩雪', 'FS-NE', bm], ['关振国', 'FS-NE', tech], ['那顺', 'FS-NE', null], ['逄伟', 'FS-NE', null], ['芮国平', 'FS-EC', null]] as const) {
    people[name] = (await t.create(Employee, hr, { staff_no: `F${Object.keys(people).length}`, name, hired_on: '2020-01-01', unit_id: t.unit(unit), ...(user ? { app_user: user.id } : {}) })).id;
  }
});
afterAll(() => t.close());

const rowOf = async (table: string, column: string, of: string, name: string) =>
  (await t.sql<{ id: string }>(`select id from ${table} where tenant_id = $1 and ${column} = $2 and employee = $3`, [t.tenantId, of, people[name]]))[0]!.id;

describe('学习会', () => {
  test('通知后列出应到人员；签名、确认、请假、缺席分别计数 [FS-1.2]', async () => {
    const s = await t.create(StudySession, bm, { topic: '制造与服务体系学习', held_on: '2026-01-09', place: '会议室', participants: t.unit('FS-NE') });
    await t.step(StudySessionProcess, s.id, 'call', bm, {});
    const mine = await rowOf('study_attendance', 'session', s.id, '关振国');
    await expect(t.step(StudyAttendanceProcess, mine, 'sign_in', tech, {}, [t.sign('attendee', '关振国')])).rejects.toThrow('not_ready');
    await expect(t.step(StudySessionProcess, s.id, 'close', bm, { summary: '提前' })).rejects.toThrow('not_ready');
    t.later({ days: 1 });
    await expect(t.step(StudyAttendanceProcess, mine, 'sign_in', tech, {}, [t.sign('attendee', '韩雪')])).rejects.toThrow('study_attendance.other_person');
    await t.step(StudyAttendanceProcess, mine, 'sign_in', tech, {}, [t.sign('attendee', '关振国')]);
    await t.step(StudyAttendanceProcess, await rowOf('study_attendance', 'session', s.id, '那顺'), 'confirm', bm, {});
    await expect(t.step(StudyAttendanceProcess, await rowOf('study_attendance', 'session', s.id, '韩雪'), 'confirm', bm, {})).rejects.toThrow('not_ready');
    await t.step(StudyAttendanceProcess, await rowOf('study_attendance', 'session', s.id, '韩雪'), 'excuse', bm, { excuse: '出差' });
    await t.step(StudySessionProcess, s.id, 'close', bm, { summary: '学完第一至三章' });
    const page = await t.run(head, (tx) => runReport(tx, StudyAttendanceReport, { period: { from: '2026-01-01', to: '2026-02-01' } }));
    expect(page.rows).toMatchObject([{ session: s.id, expected: 4, attended: 2, excused: 1, absent: 1, open: 0, rate: '66.7' }]);
    expect(page.proof).toMatchObject([{ left: 4, right: 4, ok: true }]);
    await expect(t.create(StudyAttendance, bm, { session: s.id, employee: people['芮国平']! })).rejects.toThrow('study_attendance.not_called');
  });

  test('区域经理不能替别的区域列名单；参加单位无人不能通知 [FS-1.2]', async () => {
    const s = await t.create(StudySession, bm, { topic: '越界', held_on: '2026-01-09', place: '会议室', participants: t.unit('FS') });
    await expect(t.step(StudySessionProcess, s.id, 'call', bm, {})).rejects.toThrow('not_allowed');
    const empty = await t.create(StudySession, head, { topic: '无人', held_on: '2026-01-09', place: '会议室', participants: t.unit('FS-SW') });
    await expect(t.step(StudySessionProcess, empty.id, 'call', head, {})).rejects.toThrow('not_ready');
  });
});

describe('培训路线', () => {
  const plan = async (...places: string[]) => {
    const { id } = await t.create(TrainingPlan, head, { title: '用户与服务人员集中培训', begins_on: '2026-03-01', purpose: '操作与保养' });
    const stops = [];
    for (const place of places) stops.push(await t.create(TrainingStop, head, { plan: id, place, branch: t.unit('FS-NE'), planned_on: '2026-03-05', topics: '操作与保养' }));
    return { id, stops };
  };
  const route = async (id: string) => (await t.run(head, (tx) => routeOf(tx, id))).map((s) => `${s.stop_no}${s.place}`).join(' ');

  test('自三月起逐站培训用户和服务人员，首站华北大港，按次序开训，缺席留名 [FS-1.5]', async () => {
    const { id, stops } = await plan('华北大港', '沙泉', '青堤');
    await expect(t.step(TrainingStopProcess, stops[0]!.id, 'start', bm, {})).rejects.toThrow('not_ready');
    await t.step(TrainingPlanProcess, id, 'approve', head, {});
    await expect(t.step(TrainingStopProcess, stops[1]!.id, 'start', bm, {})).rejects.toMatchObject({ label: [expect.stringContaining('第 1 站华北大港'), expect.anything()] });
    await t.step(TrainingStopProcess, stops[0]!.id, 'start', bm, {});
    const enter = (values: object) => t.create(TrainingParticipant, bm, { stop: stops[0]!.id, ...values } as never);
    const user = await enter({ kind: 'user', guest_name: '王海', organisation: '大港油田', phone: '13812345678' });
    await enter({ kind: 'staff', employee: people['那顺'] });
    await expect(enter({ kind: 'staff', employee: people['那顺'] })).rejects.toThrow('training_participant.twice');
    await expect(t.step(TrainingParticipantProcess, user.id, 'attend', bm, {}, [t.sign('attendee', '李四')])).rejects.toThrow('other_person');
    await t.step(TrainingParticipantProcess, user.id, 'attend', bm, {}, [t.sign('attendee', '王海')]);
    await t.step(TrainingStopProcess, stops[0]!.id, 'finish', bm, { remark: '顺利' });
    await expect(enter({ kind: 'staff', employee: people['逄伟'] })).rejects.toThrow('training_participant.stop_over');
    await t.step(TrainingStopProcess, stops[1]!.id, 'postpone', bm, { planned_on: '2026-04-02', remark: '用户检修' });
    await expect(t.step(TrainingPlanProcess, id, 'finish', head, {})).rejects.toThrow('not_ready');
    await t.step(TrainingStopProcess, stops[1]!.id, 'skip', head, { remark: '并入青堤' });
    expect((await t.step(TrainingStopProcess, stops[2]!.id, 'start', bm, {})).state).toBe('under_way');
    const page = await t.run(head, (tx) => runReport(tx, TrainingRoute, { plan: id }));
    expect(page.rows).toMatchObject([
      { stop_no: 1, stop: stops[0]!.id, state: 'done', staff: 1, users: 1, attended: 1, absent: 1, rate: '50.0' }, { stop_no: 2, state: 'skipped', rate: null }, { stop_no: 3, state: 'under_way', rate: null },
    ]);
    expect(page.proof).toMatchObject([{ left: 2, right: 2, ok: true }]);
  });

  test('调整次序后编号连续；两人同时调整，一先一后，不乱 [FS-1.5]', async () => {
    const { id, stops } = await plan('甲', '乙', '丙', '丁');
    await t.step(TrainingStopProcess, stops[3]!.id, 'move', head, { to_position: 1 });
    expect(await route(id)).toBe('1丁 2甲 3乙 4丙');
    await Promise.all([t.step(TrainingStopProcess, stops[0]!.id, 'move', head, { to_position: 4 }), t.step(TrainingStopProcess, stops[2]!.id, 'move', head, { to_position: 1 })]);
    expect((await t.run(head, (tx) => routeOf(tx, id))).map((s) => s.stop_no)).toEqual([1, 2, 3, 4]);
    await expect(t.step(TrainingStopProcess, stops[1]!.id, 'move', head, { to_position: 9 })).rejects.toThrow('training_stop.position');
    await expect(t.run(head, async (tx) => editRecord(tx, TrainingStop, stops[1]!.id, (await t.read(TrainingStop, stops[1]!.id)).version, { plan: (await plan('别处')).id }, null))).rejects.toThrow('training_stop.other_plan');
  });

  test('没有站点的计划不能批准；结束的计划不再加站 [FS-1.5]', async () => {
    const empty = await t.create(TrainingPlan, head, { title: '空', begins_on: '2026-03-01', purpose: '无' });
    await expect(t.step(TrainingPlanProcess, empty.id, 'approve', head, {})).rejects.toThrow('not_ready');
    const { id, stops } = await plan('独站');
    await t.step(TrainingPlanProcess, id, 'approve', head, {});
    await t.step(TrainingStopProcess, stops[0]!.id, 'skip', head, { remark: '不办' });
    await t.step(TrainingPlanProcess, id, 'finish', head, {});
    await expect(t.create(TrainingStop, head, { plan: id, place: '再加', branch: t.unit('FS-NE'), planned_on: '2026-05-01', topics: 'x' })).rejects.toThrow('training_stop.plan_over');
  });
});
