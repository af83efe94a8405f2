/**
 * Medical emergencies (突发事件医疗处置) from one template: report, people, first aid, hospital, who was told and when, and the report afterwards.
 * Serves LOG-8.2, G-L11.
 */
import { createRecord, dayOf, defineParameter, defineProcess, defineRegister, f, parameter, readRecord, Refusal, type Tx } from '../../../kernel/index.ts';
import { DOCTORS, ORGANISERS, REPORTERS } from './roles.ts';
import { chainOf, minutesLate, notOver } from './rules.ts';

const writeBy = ['general_affairs', 'company_doctor'];
export const Chain = defineParameter('medical.chain', {
  label: ['突发事件通知顺序', 'Whom to tell of an emergency'], help: ['每行或用分号隔开，写作“谁：几分钟内”。出厂值不是原文规定，只是建议', 'One per line or divided by semicolons, “whom: minutes”. What is shipped is a suggestion, not from the source'],
  field: f.longText('通知顺序', 'Chain', { max: 500 }), source: 'G-L11', default: '急救电话 120：5；公司医生：5；总务处：10；所在部门负责人：15；家属：30', writeBy,
});
export const ReportHours = defineParameter('medical.report_hours', {
  label: ['事后报告时限（小时）', 'Hours until the report afterwards'], help: ['自接报时起算。出厂值不是原文规定，只是建议', 'From the report of the event. What is shipped is a suggestion, not from the source'],
  field: f.integer('小时', 'Hours', { min: 1, max: 240 }), source: 'G-L11', default: 24, writeBy,
});

export const MedicalEmergency = defineRegister('medical_emergency', {
  label: ['突发事件医疗处置', 'Medical emergency'],
  number: 'TF-{yyyy}-{000}',
  gapless: true,
  fields: {
    happened_at: f.dateTime('发生时间', 'Happened at'),
    place: f.text('地点', 'Place', { max: 100 }),
    people_count: f.integer('涉及人数', 'People concerned', { min: 1, max: 999 }),
    people: f.longText('人员', 'Who', { max: 500, hint: ['姓名或可辨认的特征', 'Names, or what they are recognised by'] }),
    event: f.longText('经过', 'What happened', { max: 2000 }),
    reported_by: f.ref('接报人', 'Reported by', 'app_user', { optional: true, readonly: true }),
    report_due_at: f.dateTime('事后报告期限', 'Report due', { optional: true, readonly: true }),
    first_aid: f.longText('急救措施', 'First aid', { max: 1000, optional: true, readonly: true }),
    first_aid_by: f.text('施救人', 'Given by', { max: 60, optional: true, readonly: true }),
    hospital: f.text('送往医院', 'Hospital', { max: 80, optional: true, readonly: true }),
    left_at: f.dateTime('送医时间', 'Taken there at', { optional: true, readonly: true }),
    cause: f.longText('原因', 'Cause', { max: 2000, optional: true, readonly: true }),
    outcome: f.longText('结果', 'Outcome', { max: 2000, optional: true, readonly: true }),
    measures: f.longText('改进', 'What will be done', { max: 2000, optional: true, readonly: true }),
  },
  title: ['place', 'happened_at'],
  list: ['happened_at', 'place', 'people_count', 'hospital', 'report_due_at'],
  sorts: ['-happened_at', '-number', 'state'],
  access: { read: REPORTERS, create: REPORTERS },
  empty: ['没有突发事件记录。', 'No emergencies on record.'],
  opening: {
    async facts({ tx, now, actor }) {
      const day = await dayOf(tx, now, actor.grants[0]?.unitId ?? '');
      return { hours: await parameter(tx, ReportHours, day), chain: await parameter(tx, Chain, day) };
    },
    guard({ input, facts, now }) {
      if (input.happened_at > now) throw new Refusal('medical_emergency.happened_at', ['发生时间还没有到', 'That moment has not come yet'], 422, { happened_at: ['不晚于现在', 'Not after now'] });
      chainOf(facts.chain);
    },
    set: ({ facts, actor, now }) => ({ reported_by: actor.id, report_due_at: new Date(now.getTime() + facts.hours * 3_600_000) }),
    async effect({ tx, record, facts, now }) {
      for (const [i, link] of chainOf(facts.chain).entries()) {
        await createRecord(tx, EmergencyNotice, { emergency: record.id, place_in_chain: i + 1, whom: link.whom, due_at: new Date(now.getTime() + link.within * 60_000), unit_id: record.unit_id });
      }
    },
  },
});

export const EmergencyNotice = defineRegister('emergency_notice', {
  label: ['通知记录', 'Who was told'],
  number: 'TFT-{yyyy}-{0000}',
  fields: {
    emergency: f.ref('突发事件', 'Emergency', 'medical_emergency'),
    place_in_chain: f.integer('次序', 'Order', { min: 1 }),
    whom: f.text('通知谁', 'Whom', { max: 60 }),
    due_at: f.dateTime('应在此前通知', 'To be told by'),
    told_at: f.dateTime('通知时间', 'Told at', { optional: true, readonly: true }),
    told_by: f.ref('通知人', 'Told by', 'app_user', { optional: true, readonly: true }),
    minutes_late: f.integer('晚（分钟）', 'Minutes late', { optional: true, readonly: true }),
    remark: f.text('备注', 'Remark', { max: 200, optional: true, readonly: true }),
  },
  title: ['whom', 'emergency'],
  list: ['emergency', 'place_in_chain', 'whom', 'due_at', 'told_at', 'minutes_late'],
  sorts: ['-number', 'due_at'],
  unique: [['emergency', 'place_in_chain']],
  hidden: true,
  access: { read: REPORTERS, create: [] },
  empty: ['没有通知记录。', 'Nobody to be told.'],
});

export const MedicalEmergencyProcess = defineProcess(MedicalEmergency, 'reported',
  {
    reported: { label: ['已接报', 'Reported'], tone: 'alarm', due: { step: 'give_first_aid', at: ({ now }) => new Date(now.getTime() + 5 * 60_000), escalateTo: 'general_affairs' } },
    cared: { label: ['处置中', 'Being handled'], tone: 'active', due: { step: 'report_afterwards', at: ({ record, now }) => record.report_due_at ?? now, escalateTo: 'general_affairs' } },
    closed: { label: ['已报告结案', 'Closed with its report'], tone: 'done' },
  },
  (step) => ({
    give_first_aid: step({
      label: ['记录急救', 'Record first aid'], tone: 'primary', from: ['reported', 'cared'], to: 'cared', by: REPORTERS,
      form: { first_aid: f.longText('急救措施', 'First aid', { max: 1000 }), first_aid_by: f.text('施救人', 'Given by', { max: 60 }) },
    }),
    take_to_hospital: step({
      label: ['送医', 'To hospital'], from: ['reported', 'cared'], to: ['reported', 'cared'], by: REPORTERS,
      form: { hospital: f.text('送往医院', 'Hospital', { max: 80 }), left_at: f.dateTime('送医时间', 'Taken there at') },
      guard({ record, input, now }) {
        if (input.left_at > now || input.left_at < record.happened_at) throw new Refusal('medical_emergency.left_at', ['送医时间应在发生之后、现在之前', 'Between the event and now'], 422, { left_at: ['请核对时间', 'Check the time'] });
      },
      choose: ({ record }) => record.state as 'reported' | 'cared',
    }),
    report_afterwards: step({
      label: ['事后报告', 'Report afterwards'], tone: 'primary', from: ['cared'], to: 'closed', by: [...ORGANISERS, ...DOCTORS],
      form: { cause: f.longText('原因', 'Cause', { max: 2000 }), outcome: f.longText('结果', 'Outcome', { max: 2000 }), measures: f.longText('改进', 'What will be done', { max: 2000 }) },
      sign: [{ name: 'reporter', label: ['报告人', 'Reporter'], by: 'guest' }],
      facts: async ({ tx, record }) => ({ untold: await untoldOf(tx, record.id) }),
      ready: ({ record, facts }) => notOver({ first_aid: record.first_aid, untold: facts.untold }),
    }),
  }),
);

export const EmergencyNoticeProcess = defineProcess(EmergencyNotice, 'open',
  {
    open: { label: ['未通知', 'Not told'], tone: 'alarm', due: { step: 'tell', at: ({ record }) => record.due_at } },
    told: { label: ['已通知', 'Told'], tone: 'done' },
  },
  (step) => ({
    tell: step({
      label: ['已通知', 'Told'], tone: 'primary', from: ['open'], to: 'told', by: REPORTERS, form: { remark: f.text('备注', 'Remark', { max: 200, optional: true }) },
      facts: async ({ tx, record }) => ({ emergency: await readRecord(tx, MedicalEmergency, record.emergency) }),
      set: ({ record, actor, now }) => ({ told_at: now, told_by: actor.id, minutes_late: minutesLate(record.due_at, now) }),
    }),
  }),
);

async function untoldOf(tx: Tx, emergency: string): Promise<string[]> {
  const rows = await tx.query<{ whom: string }>(`select whom from emergency_notice where tenant_id = $1 and emergency = $2 and state = 'open' and archived_at is null order by place_in_chain`, [tx.tenantId, emergency]);
  return rows.map((r) => r.whom);
}
