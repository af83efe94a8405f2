/** The director's work on a real database: meetings to tasks, reports, customers, hardware, roster, publicity, the weekly report. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Actor } from '../../../kernel/index.ts';
import { runComposed } from '../../../kernel/report/composed.ts';
import { runQuery, runReport } from '../../../kernel/report/run.ts';
import { cash } from '../../money/cash/index.ts';
import { invoices } from '../../money/invoices/index.ts';
import { pettyCash } from '../../money/petty-cash/index.ts';
import { discipline } from '../../people/discipline/index.ts';
import { PlannedShift, rosters, ShiftRoster, ShiftRosterProcess, ShiftTemplate } from '../../people/rosters/index.ts';
import { rulebook } from '../../people/rulebook/index.ts';
import { bills } from '../bills/index.ts';
import { calls, HotlineCall, MemberGroup } from '../calls/index.ts';
import { campaigns } from '../campaigns/index.ts';
import { complained, startCare, type Care } from '../complaints/complaints.testing.ts';
import { floor } from '../floor/index.ts';
import { handOver, HandOverDesk, type HandOverDeskView } from '../hand-over/index.ts';
import { inspections } from '../inspections/index.ts';
import { DutyPresence, lostProperty } from '../lost-property/index.ts';
import { Member } from '../members/index.ts';
import { opinions } from '../opinions/index.ts';
import { points } from '../points/index.ts';
import { Shift, ShiftProcess, shifts } from '../shifts/index.ts';
import { storedValue } from '../stored-value/index.ts';
import { ClubWeek } from './composed.ts';
import {
  AssignedTask, AssignedTaskProcess, ClubEquipment, ClubMeeting, ClubMeetingProcess, CustomerFile, CustomersByClass, CustomerVisit, CustomerVisitProcess, directorate, DirectorWeekly, DirectorWeeklyProcess, EquipmentCare,
  HardwareCost, PublicityItem, PublicityItemProcess, RosterKept, UpwardReport, UpwardReportProcess,
} from './index.ts';

let c: Care;
let gm: Actor;
beforeAll(async () => {
  c = await startCare([rulebook, discipline, rosters, shifts, cash, storedValue, bills, lostProperty, points, invoices, pettyCash, handOver, calls, floor, inspections, opinions, campaigns, directorate]);
  gm = await c.t.actor('operations_gm', 'YL', '梁振业');
}, 180_000);
afterAll(() => c.t.close());

test('会议有纪要和决定；交办由承办人汇报，退回重办，办结 [VIP-9.3] [VIP-5.9]', async () => {
  const meeting = await c.t.create(ClubMeeting, c.shen, { kind: 'consolidation', held_at: new Date(c.t.now().getTime() + 3_600_000), agenda: '整合各类表单' });
  await expect(c.t.step(ClubMeetingProcess, meeting.id, 'minute', c.shen, { attendees: '全体', minutes: '略', decisions: '略' })).rejects.toThrow('not_ready');
  c.t.later({ hours: 2 });
  await expect(c.t.step(ClubMeetingProcess, meeting.id, 'minute', c.li, { attendees: '全体', minutes: '略', decisions: '略' })).rejects.toMatchObject({ status: 403 });
  await c.t.step(ClubMeetingProcess, meeting.id, 'minute', c.shen, { attendees: '高敏、何强、李妍', minutes: '表单过多', decisions: '三张合一张' });
  const task = await c.t.create(AssignedTask, c.shen, { origin: 'meeting', meeting: meeting.id, matter: '合并三张登记表', assigned_to: c.li.id, due_on: '2026-12-14' });
  await expect(c.t.step(AssignedTaskProcess, task.id, 'report', c.zhou, { report: '代报' })).rejects.toThrow('not_ready');
  await c.t.step(AssignedTaskProcess, task.id, 'report', c.li, { report: '已合并，待试用' });
  await c.t.step(AssignedTaskProcess, task.id, 'send_back', c.shen, { remark: '试用一周再报' });
  await c.t.step(AssignedTaskProcess, task.id, 'report', c.li, { report: '试用一周，无遗漏' });
  await c.t.step(AssignedTaskProcess, task.id, 'accept', c.shen, {});
  expect(await c.t.read(AssignedTask, task.id)).toMatchObject({ state: 'done', returned: 1, meeting: meeting.id });
  const monthly = async () => (await c.t.sql<{ done_at: Date | null; evidence: unknown }>(`select done_at, evidence from duty_occurrence where tenant_id = $1 and duty = 'club_consolidation' and day = '2026-12-28' and unit_id = $2`, [c.t.tenantId, c.t.unit('VIP')]))[0];
  const other = await c.t.create(ClubMeeting, c.shen, { kind: 'department', held_at: new Date('2026-12-20T08:00:00Z'), agenda: '周例会' });
  c.t.at('2026-12-28T08:00:00Z');
  await c.t.step(ClubMeetingProcess, other.id, 'minute', c.shen, { attendees: '全体', minutes: '略', decisions: '略' });
  await c.t.tick();
  expect((await monthly())?.evidence).toEqual({ meeting: meeting.number });
});

test('与其他部门协调的问题写明部门，有承办人和期限，逾期主任看到，解决后由主任确认 [VIP-9.5]', async () => {
  c.t.at('2026-12-07T14:00:00Z');
  const problem = { origin: 'department' as const, matter: '二楼空调报修三次未到', assigned_to: c.he.id, due_on: '2026-12-08' };
  await expect(c.t.create(AssignedTask, c.gao, problem)).rejects.toThrow('assigned_task.department');
  const task = await c.t.create(AssignedTask, c.gao, { ...problem, other_department: '工程部' });
  c.t.at('2026-12-09T00:01:00Z');
  await c.t.tick();
  expect((await c.t.tasks(c.shen)).some((x) => x.recordId === task.id && x.escalated)).toBe(true);
  await c.t.step(AssignedTaskProcess, task.id, 'report', c.he, { report: '工程部已换压缩机，室温 24 度' });
  await expect(c.t.step(AssignedTaskProcess, task.id, 'accept', c.he, {})).rejects.toMatchObject({ status: 403 });
  await c.t.step(AssignedTaskProcess, task.id, 'accept', c.shen, {});
  expect(await c.t.read(AssignedTask, task.id)).toMatchObject({ state: 'done', other_department: '工程部' });
});

test('督导客服：主任交办改进，本人汇报，不到位退回，退回次数留下；客服自己不能交办 [VIP-9.10]', async () => {
  const work = { origin: 'supervision' as const, matter: '来电响铃超过三声，连续两天', assigned_to: c.li.id, due_on: '2026-12-10' };
  await expect(c.t.create(AssignedTask, c.li, work)).rejects.toThrow('not_allowed');
  const task = await c.t.create(AssignedTask, c.shen, work);
  expect((await c.t.tasks(c.li)).map((x) => [x.recordId, x.step])).toContainEqual([task.id, 'report']);
  for (const [report, remark] of [['已注意', '写明怎么改'], ['话机移到手边', '再看三天数据']] as const) {
    await c.t.step(AssignedTaskProcess, task.id, 'report', c.li, { report });
    await c.t.step(AssignedTaskProcess, task.id, 'send_back', c.shen, { remark });
  }
  await c.t.step(AssignedTaskProcess, task.id, 'report', c.li, { report: '三天内全部三声之内接起' });
  await c.t.step(AssignedTaskProcess, task.id, 'accept', c.shen, {});
  expect(await c.t.read(AssignedTask, task.id)).toMatchObject({ state: 'done', returned: 2, origin: 'supervision' });
});

test('口头汇报记日期、听取人、要点；总经理批示 [VIP-9.11]', async () => {
  const oral = { manner: 'oral' as const, reported_on: '2026-12-08', subject: '周末客流' };
  await expect(c.t.create(UpwardReport, c.shen, { ...oral, listener: '梁振业' })).rejects.toThrow('upward_report.oral');
  await expect(c.t.create(UpwardReport, c.shen, { ...oral, manner: 'written' })).rejects.toThrow('upward_report.body');
  await expect(c.t.create(UpwardReport, c.shen, { ...oral, reported_on: '2026-12-30', listener: '梁振业', key_points: '客流增一成' })).rejects.toThrow('directorate.future');
  const report = await c.t.create(UpwardReport, c.shen, { ...oral, listener: '梁振业', key_points: '客流增一成，建议加开大包' });
  await c.t.step(UpwardReportProcess, report.id, 'reply', gm, { reply: '同意试行' });
  expect((await c.t.read(UpwardReport, report.id)).state).toBe('replied');
});

test('客户档案一人一份；答应客户的事自动排回访；客户分析看谁超过间隔 [VIP-9.1] [VIP-9.6]', async () => {
  c.t.at('2026-12-07T12:00:00Z');
  const member = await c.t.create(Member, c.t.system, { name: '王丽', phone: '13800001234', birthday_kind: 'solar', unit_id: c.t.unit('VIP') });
  const file = await c.t.create(CustomerFile, c.li, { member: member.id, worth: 'core', keeper: c.li.id, origin: 'member', visit_every: 30 });
  await expect(c.t.create(CustomerFile, c.li, { member: member.id, worth: 'new', keeper: c.li.id, origin: 'walk_in', visit_every: 30 })).rejects.toMatchObject({ status: 409 });
  const visit = await c.t.create(CustomerVisit, c.li, { file: file.id, kind: 'visit', planned_on: '2026-12-07', purpose: '听取对包厢的意见' });
  const step = (input: object) => c.t.step(CustomerVisitProcess, visit.id, 'visit', c.li, { heard: '希望周三也有优惠', ...input });
  await expect(step({ promised: '问清周三优惠后答复' })).rejects.toThrow('customer_visit.return');
  await expect(step({ promised: '问清周三优惠后答复', return_on: '2026-12-07' })).rejects.toThrow('customer_visit.return_day');
  await step({ promised: '问清周三优惠后答复', return_on: '2026-12-14' });
  const [back] = await c.t.sql<{ kind: string; planned_on: string; return_of: string; purpose: string }>(`select kind, planned_on, return_of, purpose from customer_visit where tenant_id = $1 and state = 'planned'`, [c.t.tenantId]);
  expect(back).toEqual({ kind: 'return_visit', planned_on: '2026-12-14', return_of: visit.id, purpose: '问清周三优惠后答复' });
  const overdue = async (as_of: string) => (await c.t.run(gm, (tx) => runReport(tx, CustomersByClass, { as_of }))).rows.find((r) => r['worth'] === 'core')!['overdue'];
  expect([await overdue('2027-01-06'), await overdue('2027-01-07')]).toEqual([0, 1]);
});

test('电脑和时间钟逐台保养，这一周的定期事项自动完成；更新有费用，超限比价 [VIP-5.11] [VIP-9.8]', async () => {
  c.t.at('2026-12-13T06:00:00Z'); // Sunday
  const [pc, clock] = [await c.t.create(ClubEquipment, c.shen, { kind: 'computer', name: '前台电脑', place: '贵宾台' }), await c.t.create(ClubEquipment, c.shen, { kind: 'time_clock', name: '时间钟', place: '门厅' })];
  const done = async () => (await c.t.sql(`select 1 from duty_occurrence where tenant_id = $1 and duty = 'club_equipment_care' and day = '2026-12-13' and done_at is not null`, [c.t.tenantId])).length;
  await c.t.create(EquipmentCare, c.li, { equipment: pc.id, kind: 'care', condition: 'good', note: '除尘、查杀' });
  await c.t.tick();
  expect(await done()).toBe(0);
  await c.t.create(EquipmentCare, c.li, { equipment: clock.id, kind: 'care', condition: 'worn', note: '校时、擦拭' });
  await c.t.tick();
  expect(await done()).toBe(1);
  await expect(c.t.create(EquipmentCare, c.shen, { equipment: pc.id, kind: 'renewal', condition: 'faulty', note: '换新' })).rejects.toThrow('equipment_care.cost');
  await expect(c.t.create(EquipmentCare, c.shen, { equipment: pc.id, kind: 'renewal', condition: 'faulty', note: '换新', cost: 4_200_00, quotes: 1 })).rejects.toThrow('equipment_care.quotes');
  await c.t.create(EquipmentCare, c.shen, { equipment: pc.id, kind: 'renewal', condition: 'faulty', note: '换新', cost: 4_200_00, quotes: 2 });
  const cost = await c.t.run(gm, (tx) => runReport(tx, HardwareCost, { period: { from: '2026-12-01', to: '2027-01-01' } }));
  expect([cost.totals['cost'], cost.totals['records'], cost.proof.every((p) => p.ok)]).toEqual([4_200_00, 3, true]);
});

test('主任在排班台编下周班表：有班没人时这件事不算完成，每班够人公布后自动完成；别的岗位、别的中心编不了 [VIP-9.4]', async () => {
  c.t.at('2026-12-10T04:00:00Z'); // Thursday
  const vip = c.t.unit('VIP');
  const template = async (code: string, starts: string, ends: string) => (await c.t.create(ShiftTemplate, c.shen, { line: vip, code, name: `${code} 班`, starts, ends, least: 1 })).id;
  const [early, late] = [await template('A', '13:30', '20:30'), await template('B', '19:30', '02:30')];
  const [li, zhou] = [await c.staffNo('V001', c.li), await c.staffNo('V002', c.zhou)];
  const week = { line: vip, from_day: '2026-12-14', to_day: '2026-12-20' };
  await expect(c.t.create(ShiftRoster, c.gao, week)).rejects.toThrow('not_allowed');
  await expect(c.t.create(ShiftRoster, c.shen, { ...week, line: c.t.unit('CC-IN') })).rejects.toThrow('not_allowed');
  const roster = await c.t.create(ShiftRoster, c.shen, week);
  const put = (employee: string, day: number, shift: string, change_reason: string | null = null) => c.t.create(PlannedShift, c.shen, { roster: roster.id, employee, day: `2026-12-${day}`, template: shift, change_reason });
  for (let d = 14; d <= 20; d++) await put(li, d, early);
  for (let d = 14; d <= 19; d++) await put(zhou, d, late);
  const done = async () => (await c.t.sql<{ done_at: Date | null; evidence: unknown }>(`select done_at, evidence from duty_occurrence where tenant_id = $1 and duty = 'club_roster' and day = '2026-12-11' and unit_id = $2`, [c.t.tenantId, vip]))[0]!;
  const publish = { late_reason: '月中才接手排班', conflicts_reason: '人手不足，两人连上七天，次周补休' };
  await c.t.step(ShiftRosterProcess, roster.id, 'publish', c.shen, publish);
  c.t.at('2026-12-11T08:00:00Z');
  await c.t.tick();
  expect((await done()).done_at).toBeNull();
  await put(zhou, 20, late, '补周日晚班');
  await c.t.tick();
  expect((await done()).evidence).toEqual({ monday: '2026-12-14', shifts: 14 });
  expect(c.t.kernel.duties.get('club_roster')!.guard).toThrow('club_roster.by_evidence');
});

test('排班与到岗：开班登记对照已公布的班次，准时、晚到、未见、未排而来逐人分开；交接台写着今天谁上班 [VIP-9.4] [VIP-5.14]', async () => {
  for (const [iso, who] of [['14T13:20', c.li], ['15T13:45', c.li], ['14T19:10', c.zhou]] as const) {
    c.t.at(`2026-12-${iso}:00+08:00`);
    const { id } = await c.t.create(Shift, who, { code: 'a', place: 'middle' });
    await c.t.step(ShiftProcess, id, 'sign_out', who, {});
  }
  c.t.at('2026-12-15T22:00:00+08:00');
  await c.t.create(DutyPresence, c.he, {});
  await c.staffNo('V003', c.he);
  const kept = await c.t.run(c.shen, (tx) => runReport(tx, RosterKept, { period: { from: '2026-12-14', to: '2026-12-21' } }));
  const names = new Map((await c.t.sql<{ id: string; name: string }>('select id, name from employee')).map((e) => [e.id, e.name]));
  expect(kept.rows.map(({ employee, planned, on_time, late, not_seen, unplanned }) => [names.get(String(employee)), planned, on_time, late, not_seen, unplanned])).toEqual([['李妍', 2, 1, 1, 0, 0], ['周宇', 2, 1, 0, 1, 0], ['何强', 0, 0, 0, 0, 1]]);
  expect([kept.proof.every((p) => p.ok), kept.proof[0]!.left]).toEqual([true, 4]);
  const desk = await c.t.run(c.zhou, (tx) => runQuery(tx, HandOverDesk, {})) as HandOverDeskView;
  expect(desk.roster).toEqual([{ code: 'A', starts: '13:30', ends: '20:30', name: '李妍', mine: false }, { code: 'B', starts: '19:30', ends: '02:30', name: '周宇', mine: true }]);
});

test('网络宣传先审核再发布，留链接，评估效果；会员群也是载体 [VIP-9.9]', async () => {
  const group = await c.t.create(MemberGroup, c.shen, { platform: 'wechat', group_no: 'xinghe-vip-2', name: '星河会会员二群', keeper: c.li.id });
  const item = await c.t.create(PublicityItem, c.shen, { outlet: 'website', subject: '冬至会员夜', content: '当晚会员果盘半价', planned_on: '2026-12-20', maker: c.shen.id });
  await expect(c.t.step(PublicityItemProcess, item.id, 'approve', c.shen, {})).rejects.toThrow('not_ready');
  const other = await c.t.create(PublicityItem, c.gao, { outlet: 'website', subject: '冬至会员夜', content: '当晚会员果盘半价', planned_on: '2026-12-20', maker: c.gao.id, member_group: group.id });
  await c.t.step(PublicityItemProcess, other.id, 'approve', c.shen, {});
  await expect(c.t.step(PublicityItemProcess, other.id, 'publish', c.li, {})).rejects.toThrow('publicity_item.link');
  await expect(c.t.step(PublicityItemProcess, other.id, 'publish', c.li, { link: '官网首页' })).rejects.toThrow('publicity_item.address');
  await c.t.step(PublicityItemProcess, other.id, 'publish', c.li, { link: 'https://www.example.com/dongzhi' });
  await c.t.step(PublicityItemProcess, other.id, 'evaluate', c.gao, { reads: 1260, effect: '带来 9 个预约' });
  expect(await c.t.read(PublicityItem, other.id)).toMatchObject({ state: 'evaluated', reads: 1260 });
});

test('周报周一中午前交：两部分必写，数字由记录算出并冻结，逾时总经理看到 [VIP-9.11] [G22]', async () => {
  c.t.at('2026-12-30T14:00:00Z');
  for (const phone of ['13900001111', '13900002222']) await c.t.create(HotlineCall, c.li, { phone });
  await complained(c, { accused_no: '无' });
  const words = { operation: '客流平稳，投诉一起正在处理', expansion: '下周在商场设点，目标办卡十张' };
  await expect(c.t.create(DirectorWeekly, c.shen, { ...words, monday: '2026-12-28', expansion: '照旧' })).rejects.toThrow('director_weekly.thin');
  const report = await c.t.create(DirectorWeekly, c.shen, { ...words, monday: '2026-12-28' });
  const sign = [c.t.sign('director', c.shen)];
  await expect(c.t.step(DirectorWeeklyProcess, report.id, 'submit', c.shen, {}, sign)).rejects.toThrow('not_ready');
  c.t.at('2027-01-04T04:01:00Z'); // Monday 12:01
  await c.t.tick();
  expect((await c.t.tasks(gm)).some((x) => x.recordId === report.id && x.escalated)).toBe(true);
  const duty = async () => (await c.t.sql<{ escalated_at: Date | null; evidence: unknown }>(`select escalated_at, evidence from duty_occurrence where tenant_id = $1 and duty = 'director_weekly' and day = '2027-01-04'`, [c.t.tenantId]))[0]!;
  expect((await duty()).escalated_at).not.toBeNull();
  const sent = await c.t.step(DirectorWeeklyProcess, report.id, 'submit', c.shen, {}, sign);
  expect(await c.t.read(DirectorWeekly, report.id)).toMatchObject({ calls: 2, complaints: 1, complaints_open: 1, late: true, state: 'submitted', due_at: new Date('2027-01-04T04:00:00Z') });
  await c.t.tick();
  expect((await duty()).evidence).toEqual({ report: sent.number, late: true });
  await c.t.step(DirectorWeeklyProcess, report.id, 'send_back', gm, { remark: '写明投诉结果' });
  await c.t.step(DirectorWeeklyProcess, report.id, 'submit', c.shen, {}, sign);
  await c.t.step(DirectorWeeklyProcess, report.id, 'accept', gm, {});
  const week = await c.t.run(gm, (tx) => runComposed(tx, ClubWeek, { monday: '2026-12-28' }));
  expect([week.sections.map((s) => s.name), week.withheld, week.sections[0]!.sentences[0]![0]]).toEqual([['operation', 'expansion'], [], [words.operation, words.operation]]);
  expect([week.sections[0]!.tables[0]!.totals['calls'], week.sections[0]!.tables[1]!.totals['received'], week.sections.flatMap((s) => s.tables.flatMap((x) => x.proof)).every((p) => p.ok)]).toEqual([2, 1, true]);
});
