/**
 * Demo of study and training: the January meeting of everybody, the February sessions of each branch (FS-1.2), and the route of the
 * training from March on with its first stop at 华北大港 (FS-1.5).
 */
import { createRecord, takeStep, type Tx } from '../../../kernel/index.ts';
import type { Demo } from '../../../kernel/demo.ts';
import { type STUDY_SUBJECTS, StudyAttendanceProcess, StudySession, StudySessionProcess, TrainingParticipant, TrainingParticipantProcess, TrainingPlan, TrainingPlanProcess, TrainingStop, TrainingStopProcess } from './index.ts';

const BRANCHES = { 'FS-NE': ['东北', '韩雪'], 'FS-XJ': ['新疆', '买买提·艾山'], 'FS-EC': ['华东', '顾杨'], 'FS-NC': ['华北', '田野'], 'FS-NW': ['西北', '白云'], 'FS-SW': ['西南', '向城'] } as const;
const STOPS = [
  ['华北大港', 'FS-NC', '2026-03-12', '大港油田'], ['东北盘锦', 'FS-NE', '2026-03-26', '松河采气厂'], ['华东东营', 'FS-EC', '2026-04-09', '临滩油田'],
  ['新疆克拉玛依', 'FS-XJ', '2026-04-23', '沙泉采油厂'], ['西北靖边', 'FS-NW', '2026-05-14', '石梁采气厂'], ['西南遂宁', 'FS-SW', '2026-05-28', '云峡采气厂'],
] as const;

export async function demo(d: Demo): Promise<void> {
  await session(d, { topic: '集团制造与服务体系学习', day: '2026-01-10', unit: 'FS', place: '基地会议室', speaker: '聂文博', summary: '学习集团制造与服务体系，逐条对照本岗位职责；各部回去后组织二月学习。', away: ['代建军', '妥生俊'] });
  for (const [i, [unit, [region, head]]] of Object.entries(BRANCHES).entries()) {
    await session(d, { topic: `${region}服务部二月学习`, day: `2026-02-${String(6 + i * 3).padStart(2, '0')}`, unit, place: `${region}服务部驻地`, speaker: head, summary: '学习十项特别管理制度，讨论安全确认与回执返还。', away: unit === 'FS-NE' ? ['兰海波'] : [] });
  }
  const clerk = { unit: 'LC', place: '后勤会议室', by: 'bianxiaoguang' } as const;
  await session(d, { ...clerk, topic: '后勤制度逐条学习', day: '2026-01-16', speaker: '荣升', hours: '3', summary: '学习十项后勤管理制度，各岗签阅。', away: ['操胜利'] });
  await session(d, { ...clerk, topic: '钓鱼邮件与口令', day: '2026-02-11', speaker: '闵捷', hours: '1.5', subject: 'information', summary: '演示钓鱼邮件，更换弱口令。', away: [] });
  await session(d, { ...clerk, topic: '人口与健康知识讲座', day: '2026-03-18', speaker: '席慧', hours: '1.5', subject: 'family', summary: '讲解生育登记办法与常见病预防。', away: ['呙国栋'] });
  await route(d);
}

interface Held { readonly topic: string; readonly day: string; readonly unit: string; readonly place: string; readonly speaker: string; readonly summary: string; readonly away: readonly string[]; readonly by?: string; readonly hours?: string; readonly subject?: keyof typeof STUDY_SUBJECTS }

async function session(d: Demo, s: Held): Promise<void> {
  d.at(`${s.day}T01:00:00Z`);
  await d.batch(d.actor(s.by ?? 'niewenbo'), async (tx) => {
    const { id } = await createRecord(tx, StudySession, { topic: s.topic, subject: s.subject ?? 'rules', hours: s.hours ?? '2', held_on: s.day, place: s.place, participants: d.unit(s.unit), speaker: s.speaker, unit_id: d.unit(s.unit) });
    await takeStep(tx, StudySessionProcess, id, 'call', {});
    for (const person of await listOf(tx, id)) {
      if (s.away.includes(person.name)) await takeStep(tx, StudyAttendanceProcess, person.id, 'excuse', { excuse: '现场应急，未能到会' });
      else await takeStep(tx, StudyAttendanceProcess, person.id, 'sign_in', {}, { signatures: [d.sign('attendee', person.name)] });
    }
    await takeStep(tx, StudySessionProcess, id, 'close', { summary: s.summary });
    return {};
  });
}

function listOf(tx: Tx, session: string) {
  return tx.query<{ id: string; name: string }>(
    `select a.id, e.name from study_attendance a join employee e on e.tenant_id = a.tenant_id and e.id = a.employee where a.tenant_id = $1 and a.session = $2 order by e.staff_no`, [tx.tenantId, session]);
}

async function route(d: Demo): Promise<void> {
  d.at('2026-02-24T02:00:00Z');
  const head = d.actor('niewenbo');
  const stops: string[] = [];
  await d.batch(head, async (tx) => {
    const plan = await createRecord(tx, TrainingPlan, { title: '用户与服务人员集中培训', begins_on: '2026-03-01', purpose: '在各区域集中培训用户操作人员和服务人员：设备操作、日常保养、故障判断与安全确认。', unit_id: d.unit('FS') });
    for (const [place, branch, planned_on] of STOPS) {
      stops.push((await createRecord(tx, TrainingStop, { plan: plan.id, place, branch: d.unit(branch), planned_on, topics: '设备操作与日常保养；安全确认；报修与回执', trainer: '佟丽娟' })).id);
    }
    await takeStep(tx, TrainingPlanProcess, plan.id, 'approve', {});
    return {};
  });
  d.at('2026-03-12T00:30:00Z');
  await d.batch(head, async (tx) => {
    await takeStep(tx, TrainingStopProcess, stops[0]!, 'start', {});
    const staff = await tx.query<{ id: string; name: string }>(`select e.id, e.name from employee e where e.tenant_id = $1 and e.unit_id = $2 order by e.staff_no`, [tx.tenantId, d.unit('FS-NC')]);
    const enter = async (name: string, values: { kind: 'staff' | 'user'; employee?: string; guest_name?: string; organisation?: string }, there: boolean) => {
      const made = await createRecord(tx, TrainingParticipant, { stop: stops[0]!, ...values });
      if (there) await takeStep(tx, TrainingParticipantProcess, made.id, 'attend', {}, { signatures: [d.sign('attendee', name)] });
    };
    for (const person of staff) await enter(person.name, { kind: 'staff', employee: person.id }, true);
    for (const [i, name] of ['王海', '李静波', '赵铁山', '孙宏', '吴桂芝', '周立国', '郑海涛', '冯秀兰'].entries()) await enter(name, { kind: 'user', guest_name: name, organisation: STOPS[0][3] }, i !== 5);
    await takeStep(tx, TrainingStopProcess, stops[0]!, 'finish', { remark: '到训九人，缺席一人；用户要求增加冬季停炉保养一课。' });
    return {};
  });
  d.at('2026-03-20T02:00:00Z');
  await d.step(TrainingStopProcess, stops[4]!, 'postpone', head, { planned_on: '2026-06-04', remark: '用户五月检修' });
}
