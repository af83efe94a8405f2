/** The director's desk: customers and visits, meetings and tasks, reports upwards, the weekly reports, rosters, hardware and its care, publicity. */
import type { Demo } from '../../../kernel/demo.ts';
import { calendar, createRecord, tables, takeStep, type Tx } from '../../../kernel/index.ts';
import { PlannedShift, ShiftRoster, ShiftRosterProcess, ShiftTemplate } from '../../people/rosters/index.ts';
import { Member } from '../members/index.ts';
import {
  AssignedTask, AssignedTaskProcess, ClubEquipment, ClubMeeting, ClubMeetingProcess, CustomerFile, CustomerVisit, CustomerVisitProcess, DirectorWeekly, DirectorWeeklyProcess, EquipmentCare,
  PublicityItem, PublicityItemProcess, UpwardReport, UpwardReportProcess,
} from './index.ts';

interface Desk { readonly d: Demo; readonly loaded: Date; at(ago: number, time: string): void }

export async function demo(d: Demo): Promise<void> {
  const loaded = d.now();
  const at = (ago: number, time: string) => d.at(new Date(Math.min(calendar.instantOf(calendar.addDays(d.today, -ago), time, 'Asia/Shanghai').getTime(), loaded.getTime() - 60_000)).toISOString());
  await d.together([customers, meetings, weeklies, rosters, hardware, publicity], (part) => part({ d, loaded, at }));
  d.at(loaded.toISOString());
}

const FILES = [['陈建国', 'core', 'gaomin', 'walk_in', 60, '做建材生意，每月两次接待客户，要安静的大包'], ['张伟', 'core', 'liyan', 'member', 90, '公司行政，年会和部门聚会都由他订'], ['刘芳', 'regular', 'liyan', 'campaign', 90, '周末与朋友小聚，对花生过敏'],
  ['孙悦', 'regular', 'zhouyu', 'group', 90, null], ['仇军', 'dormant', 'zhouyu', 'walk_in', 45, '三个月没有来过'], ['单小雨', 'new', 'zhouyu', 'campaign', 120, null]] as const;
async function customers({ d, at }: Desk): Promise<void> {
  at(58, '15:00');
  const files = await d.batch(d.actor('gaomin'), async (tx) => {
    const members = await tables(tx, Member).selectFrom('member').select(['id', 'name']).where('tenant_id', '=', tx.tenantId).where('name', 'in', FILES.map(([name]) => name)).execute();
    const made: { [name: string]: string } = {};
    for (const [name, worth, keeper, origin, visit_every, profile] of FILES) made[name] = (await createRecord(tx, CustomerFile, { member: members.find((m) => m.name === name)!.id, worth, keeper: d.actor(keeper).id, origin, visit_every, profile })).id;
    return made;
  });
  const visit = (ago: number, who: string, name: string, purpose: string, heard: string, promised: string | null, back: number | null) => async () => {
    at(ago, '15:30');
    await d.batch(d.actor(who), async (tx) => {
      const { id } = await createRecord(tx, CustomerVisit, { file: files[name]!, kind: 'visit', planned_on: calendar.addDays(d.today, -ago), purpose });
      return takeStep(tx, CustomerVisitProcess, id, 'visit', { heard, promised, return_on: back === null ? null : calendar.addDays(d.today, back) });
    });
  };
  await d.together([
    visit(24, 'gaomin', '陈建国', '了解接待需求', '大包隔音可以，希望固定一位服务员', '安排固定服务员', 2), visit(16, 'liyan', '张伟', '谈年会方案', '六十人，预算两万，想要包层', '本周给书面方案', 1), visit(6, 'liyan', '刘芳', '节前问候', '满意，建议小吃标注过敏原', null, null),
  ], (one) => one());
  at(2, '11:00');
  await d.create(CustomerVisit, d.actor('zhouyu'), { file: files['仇军']!, kind: 'visit', planned_on: calendar.addDays(d.today, 4), purpose: '沉睡客户唤醒，带周一欢唱方案' });
}

async function meetings({ d, at }: Desk): Promise<void> {
  const [liu, yan] = [d.actor('liuqing'), d.actor('yanzheng')];
  const held = async (ago: number, kind: 'operation' | 'department' | 'administration', agenda: string, attendees: string, minutes: string, decisions: string) => {
    at(ago, '14:00');
    return (await d.batch(liu, async (tx) => {
      const { id } = await createRecord(tx, ClubMeeting, { kind, held_at: tx.now, place: '三楼会议室', agenda });
      await takeStep(tx, ClubMeetingProcess, id, 'minute', { attendees, minutes, decisions });
      return { id };
    })).id;
  };
  const operation = await held(13, 'operation', '冬季营销与客流', '严正、柳青、高敏、各部门经理', '客流周一最低，储值会员反映下午场中包不够', '周一下午加开中包；贵宾中心出方案，营运部配合');
  await held(6, 'department', '投诉检讨、话术演练', '柳青、高敏、何强、当班客服', '上酒水动作不到位，等位解释不统一', '班前示范托盘动作；等位话术写进话术本');
  at(2, '10:00');
  await d.create(ClubMeeting, liu, { kind: 'administration', held_at: calendar.instantOf(calendar.addDays(d.today, 2), '10:00', 'Asia/Shanghai'), place: '总部二楼', agenda: '年度安全检查安排' });
  const task = async (ago: number, origin: 'meeting' | 'department' | 'supervision' | 'director', to: string, matter: string, due: number, other: string | null, report: string | null) => {
    at(ago, '15:30');
    const { id } = await d.create(AssignedTask, liu, { origin, meeting: origin === 'meeting' ? operation : null, other_department: other, matter, assigned_to: d.actor(to).id, due_on: calendar.addDays(d.today, due) });
    if (report === null) return;
    at(ago - 3, '17:00');
    await d.step(AssignedTaskProcess, id, 'report', d.actor(to), { report });
    at(ago - 4, '11:00');
    await d.step(AssignedTaskProcess, id, 'accept', liu, { remark: null });
  };
  await task(13, 'meeting', 'gaomin', '周一欢唱日方案', -4, null, '方案已交，引用客户意见一条，待批准');
  await task(12, 'department', 'heqiang', '与厨房协调：小吃二十分钟内上齐', -5, '厨房', '厨房高峰加一名帮厨，连续五天平均十六分钟');
  await task(6, 'supervision', 'gaomin', '抽听每名客服两通来电，逐人反馈', 3, null, null);
  await task(2, 'director', 'liyan', '年会客户张伟的书面方案', 1, null, null);
  at(9, '17:30');
  const oral = await d.create(UpwardReport, liu, { manner: 'oral', reported_on: calendar.addDays(d.today, -9), subject: '消防检查发现灭火器过期', listener: '严正', key_points: '12 号灭火器过期，整改通知书已开，何强负责，期限已过未完成', body: null, files: null });
  await d.step(UpwardReportProcess, oral.id, 'reply', yan, { reply: '本周内全楼核对，费用走应急' });
}

async function weeklies({ d, at }: Desk): Promise<void> {
  const [liu, yan] = [d.actor('liuqing'), d.actor('yanzheng')];
  const monday = calendar.addDays(d.today, 1 - calendar.weekday(d.today));
  const since = calendar.daysBetween(monday, d.today);
  for (const weeks of [2, 1]) {
    at(since + (weeks - 1) * 7, '10:20');
    const { id } = await d.batch(liu, async (tx) => ({ id: (await createRecord(tx, DirectorWeekly, {
      monday: calendar.addDays(monday, -7 * weeks),
      operation: weeks === 2 ? '周末满房，等位最长四十分钟；点歌服务器重启一次。投诉集中在上酒水速度。' : '周五周六满房，周一下午场中包不够；307 话筒更换完毕，空调三楼偏冷已报修。',
      expansion: weeks === 2 ? '冬日办卡月启动，以到店和电话为主，本周重点两家写字楼。' : '商铺渠道转化好于街头，下周增加商场两场，街头减为一场；跟进年会客户。', problems: weeks === 2 ? null : '建议周一下午加开四间中包',
    })).id }));
    await d.step(DirectorWeeklyProcess, id, 'submit', liu, {}, [d.sign('director', liu)]);
    if (weeks === 2) await d.step(DirectorWeeklyProcess, id, 'accept', yan, { remark: '街头渠道算清成本再定' });
  }
}

const SHIFTS = [['A', 'A 班', '13:30', '20:30'], ['B', 'B 班', '19:30', '02:30']] as const;
/** This week and the next, published: the two clerks take turns on A, two colleagues on B. */
async function rosters({ d, at }: Desk): Promise<void> {
  const monday = calendar.addDays(d.today, 1 - calendar.weekday(d.today));
  const [liu, vip] = [d.actor('liuqing'), d.unit('VIP')];
  at(10, '16:00');
  const { id } = await d.batch(liu, async (tx) => {
    const staff = await tx.query<{ id: string; staff_no: string }>(`select id, staff_no from employee where tenant_id = $1 and staff_no in ('V001', 'V002', 'V006', 'V007') order by staff_no`, [tx.tenantId]);
    const made = await Promise.all(SHIFTS.map(async ([code, name, starts, ends]) => (await createRecord(tx, ShiftTemplate, { line: vip, code, name, starts, ends, least: 1 })).id));
    const roster = await createRecord(tx, ShiftRoster, { line: vip, from_day: monday, to_day: calendar.addDays(monday, 13), note: '周五周六晚班加一人' });
    await Promise.all(Array.from({ length: 28 }, (_, n) => {
      const [day, shift] = [n >> 1, n & 1];
      return createRecord(tx, PlannedShift, { roster: roster.id, employee: staff[shift * 2 + (day % 2)]!.id, day: calendar.addDays(monday, day), template: made[shift]! });
    }));
    return { id: roster.id };
  });
  await d.step(ShiftRosterProcess, id, 'publish', liu, { late_reason: '本周起改用统一排班', conflicts_reason: null });
}

const DEVICES = [['computer', '前台电脑', '一楼前台', 'PC-0317'], ['computer', '贵宾中心电脑', '贵宾中心', 'PC-0318'], ['time_clock', '一楼时间钟', '一楼大厅', 'TC-01'], ['time_clock', '二楼时间钟', '二楼走廊', 'TC-02'], ['printer', '小票打印机', '贵宾中心', 'PR-08'], ['card_reader', '读卡器', '一楼前台', 'RD-02']] as const;
async function hardware({ d, at }: Desk): Promise<void> {
  at(60, '11:00');
  const { ids } = await d.batch(d.actor('liuqing'), async (tx) => ({
    ids: await Promise.all(DEVICES.map(async ([kind, name, place, serial], i) => (await createRecord(tx, ClubEquipment, { kind, name, place, serial, bought_on: calendar.addDays(d.today, -900 + i * 90), renew_on: i === 1 ? calendar.addDays(d.today, 120) : null })).id)),
  }));
  const care = (tx: Tx, n: number, note: string, kind: 'care' | 'repair' | 'renewal' = 'care', cost: number | null = null, quotes: number | null = null) =>
    createRecord(tx, EquipmentCare, { equipment: ids[n]!, kind, condition: 'good', note, photos: null, cost, quotes });
  for (const ago of [17, 10, 3]) {
    at(ago, '14:20');
    await d.batch(d.actor('zhouyu'), async (tx) => ({ n: (await Promise.all([0, 1, 2, 3].map((n) => care(tx, n, n < 2 ? '除尘、杀毒、查网线' : '擦拭、对时、打卡试验')))).length }));
  }
  at(14, '15:00');
  await d.batch(d.actor('heqiang'), (tx) => care(tx, 4, '打印头清洗，换胶辊', 'repair', 16_000));
  at(8, '15:00');
  await d.batch(d.actor('gaomin'), (tx) => care(tx, 5, '旧读卡器报废，更换新机', 'renewal', 68_000, 2));
}

async function publicity({ d, at }: Desk): Promise<void> {
  const [liu, gao] = [d.actor('liuqing'), d.actor('gaomin')];
  const item = async (ago: number, outlet: 'website' | 'wechat' | 'group', subject: string, content: string, planned: number, until: 'planned' | 'approved' | 'published' | 'evaluated') => {
    at(ago, '11:30');
    const { id } = await d.create(PublicityItem, gao, { outlet, subject, content, member_group: null, planned_on: calendar.addDays(d.today, planned), maker: gao.id });
    if (until === 'planned') return;
    await d.step(PublicityItemProcess, id, 'approve', liu, {});
    if (until === 'approved') return;
    at(-planned, '18:00');
    await d.step(PublicityItemProcess, id, 'publish', gao, { link: outlet === 'group' ? null : 'https://xinghehui.example/winter' });
    if (until === 'published') return;
    at(-planned - 5, '15:00');
    await d.step(PublicityItemProcess, id, 'evaluate', gao, { reads: 1_286, effect: '咨询电话比上周多十一个，办卡三张' });
  };
  await d.together([
    () => item(16, 'wechat', '冬日办卡月开始了', '办会员卡送中包一小时，带朋友同办各加五百分。', -13, 'evaluated'), () => item(6, 'website', '会员活动专页更新', '更新冬季活动、积分礼品和周一下午场说明。', -2, 'published'),
    () => item(2, 'group', '周一欢唱日预告', '储值会员周一下午加开四间中包。', 5, 'approved'), () => item(1, 'wechat', '年末答谢文章', '一年来客人和我们的故事。', 20, 'planned'),
  ], (one) => one());
}
