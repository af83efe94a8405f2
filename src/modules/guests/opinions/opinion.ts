/**
 * Opinions (客户意见): score forms of new and old customers on operation, service and what is given back, on the spot or by a link; collected
 * by agents, handed to the manager, analysed; a low score opens an improvement. Serves VIP-3.3 to VIP-3.5, VIP-5.8, VIP-9.6, G23.
 */
import { randomBytes } from 'node:crypto';
import { calendar, createRecord, defineDuty, defineIntake, defineParameter, defineProcess, defineRegister, f, parameter, unitsBelow } from '../../../kernel/index.ts';
import { Improvement } from './improvement.ts';
import { isLow, openOn, refuseNoImprovement, refuseSpan } from './rules.ts';

export const COLLECTORS = ['vip_agent', 'duty_supervisor', 'vip_manager'] as const;
export const READERS = [...COLLECTORS, 'vip_director', 'operations_gm', 'auditor'] as const;
const LEADERS = ['vip_manager', 'vip_director'] as const;
const SCORES = { '5': ['很满意', 'Very satisfied'], '4': ['满意', 'Satisfied'], '3': ['一般', 'Neither'], '2': ['不满意', 'Dissatisfied'], '1': ['很不满意', 'Very dissatisfied'] } as const;
export const TOPICS = { operation: ['营运情况', 'Operation'], service: ['服务情况', 'Service'], feedback: ['客户回馈', 'What we give back'] } as const;
export const GUESTS = { new: ['新客户', 'New customer'], old: ['老客户', 'Regular customer'] } as const;
const ASKED = {
  guest_kind: f.choice('您是', 'You are', { new: ['第一次来', 'Here for the first time'], old: ['常来的客人', 'A regular guest'] }),
  operation: f.choice('营运情况（环境、设备、营业）', 'Operation: place, equipment, hours', SCORES), service: f.choice('服务情况', 'Service', SCORES),
  feedback: f.choice('客户回馈（会员活动、积分、优惠）', 'What we give back: activities, points, offers', SCORES), comment: f.longText('意见与建议', 'Opinion', { max: 1000, optional: true }),
};

export const LowScore = defineParameter('opinions.low_score', {
  label: ['低分线', 'Low score'], help: ['任一项不高于此分，须开改进项', 'Any score of this or less opens an improvement'], field: f.integer('分', 'Score', { min: 1, max: 4 }), source: 'G23', default: 2, writeBy: [...LEADERS],
});

export const OpinionRound = defineRegister('opinion_round', {
  label: ['满意度调查', 'Survey of guests'],
  number: 'DC-{yyyy}-{000}',
  fields: {
    name: f.text('名称', 'Name', { max: 60 }),
    opens_on: f.date('开始', 'From'),
    closes_on: f.date('结束', 'Until', { hint: ['含当日', 'That day included'] }),
    token: f.text('链接令牌', 'Token of the link', { max: 64, optional: true, readonly: true, readBy: [...COLLECTORS, 'vip_director'] }),
  },
  title: ['name'],
  list: ['name', 'opens_on', 'closes_on'],
  sorts: ['-opens_on', '-number'],
  unique: [['token']],
  access: { read: READERS, create: LEADERS, archive: LEADERS },
  empty: ['没有调查。开一次调查，把链接或二维码放在包厢和会员群里。', 'No surveys. Open one and put its link or code into rooms and groups.'],
  opening: { guard: ({ input }) => refuseSpan(input.opens_on, input.closes_on), set: () => ({ token: randomBytes(18).toString('base64url') }) },
});

export const OpinionForm = defineRegister('opinion_form', {
  label: ['意见评分表', 'Opinion form'],
  number: 'YJ-{yyyy}{mm}-{0000}',
  fields: {
    ...ASKED,
    guest_kind: f.choice('客户', 'Customer', GUESTS),
    via: f.choice('收集方式', 'Collected', { spot: ['现场填写', 'On the spot'], link: ['链接', 'By link'], phone: ['电话', 'By telephone'], group: ['会员群', 'In a group'] }, { initial: 'spot' }),
    room: f.text('房号', 'Room', { max: 20, optional: true }),
    round: f.ref('调查', 'Survey', 'opinion_round', { optional: true }),
    collected_by: f.ref('收集人', 'Collected by', 'app_user', { optional: true, readonly: true }),
    answered_on: f.date('填写日期', 'Answered on', { optional: true, readonly: true }),
    analysis: f.longText('分析', 'Analysis', { max: 1000, optional: true, readonly: true }),
    analysed_by: f.ref('分析人', 'Analysed by', 'app_user', { optional: true, readonly: true }),
  },
  title: ['answered_on', 'guest_kind'],
  list: ['answered_on', 'guest_kind', 'operation', 'service', 'feedback', 'comment', 'via'],
  sorts: ['-answered_on', '-number', 'state'],
  indexes: [['answered_on', 'guest_kind']],
  access: { read: READERS, create: COLLECTORS },
  empty: ['没有评分表。请客人在现场或扫码填写，当班收齐后提交给客服经理。', 'No forms. Guests fill them in here or by the code; the shift hands them to the manager.'],
  opening: { set: ({ actor, day }) => ({ answered_on: day, collected_by: actor.kind === 'user' ? actor.id : null }) },
});

export const OpinionFormProcess = defineProcess(OpinionForm, 'received',
  {
    received: { label: ['已收集', 'Collected'], tone: 'waiting', due: { step: 'submit', at: ({ day, calendar: c }) => calendar.endOfBusinessDay(day, c) } },
    submitted: { label: ['已提交经理', 'With the manager'], tone: 'active', due: { step: 'analyse', at: ({ day, calendar: c }) => calendar.endOfBusinessDay(calendar.addDays(day, 7), c), escalateTo: 'vip_director' } },
    analysed: { label: ['已分析', 'Analysed'], tone: 'done' },
  },
  (step) => ({
    submit: step({ label: ['提交', 'Hand in'], tone: 'primary', from: ['received'], to: 'submitted', by: COLLECTORS, form: {} }),
    analyse: step({
      label: ['分析', 'Analyse'], tone: 'primary', from: ['submitted'], to: 'analysed', by: LEADERS,
      form: {
        analysis: f.longText('分析', 'Analysis', { max: 1000 }), problem: f.longText('问题', 'Problem', { max: 1000, optional: true }),
        owner: f.ref('责任人', 'Owner', 'app_user', { optional: true }), due_on: f.date('期限', 'Due on', { optional: true }),
      },
      facts: async ({ tx, day }) => ({ lowest: await parameter(tx, LowScore, day) }),
      guard: ({ record, input, facts, day }) => refuseNoImprovement(isLow(record, facts.lowest), input, day),
      set: ({ actor }) => ({ analysed_by: actor.id }),
      async effect({ tx, record, input }) {
        if (input.problem === null) return;
        await createRecord(tx, Improvement, { problem: input.problem, owner: input.owner!, due_on: input.due_on!, opinion: record.id, unit_id: record.unit_id });
      },
    }),
  }),
);

interface Found { readonly id: string; readonly name: string; readonly unit_id: string }
export const OpinionIntake = defineIntake('opinion_form', {
  label: ['请您评分', 'How did you like it?'],
  hint: ['三个问题，半分钟；不需要留姓名。您的意见会用来改进服务和设计会员活动。', 'Three questions, half a minute, no name needed. We use your opinion to improve and to plan activities.'],
  thanks: ['谢谢您，祝您欢唱愉快！', 'Thank you, and enjoy your evening!'],
  fields: { ...ASKED, room: f.text('房号', 'Room', { max: 20, optional: true }) },
  async find(tx, token): Promise<Found | null> {
    const [round] = await tx.query<Found & { opens_on: string; closes_on: string }>('select id, name, unit_id, opens_on, closes_on from opinion_round where tenant_id = $1 and token = $2 and archived_at is null', [tx.tenantId, token]);
    if (!round) return null;
    const { date } = calendar.localParts(tx.now, 'Asia/Shanghai');
    return openOn(round, date) ? round : null;
  },
  lines: (found) => [[found.name, found.name]],
  async receive({ tx, found, input }) {
    const byLink = { ...OpinionForm, access: { ...OpinionForm.access, create: READERS } } as typeof OpinionForm;
    const { number } = await createRecord(tx, byLink, { ...input, via: 'link', round: found.id, unit_id: found.unit_id });
    return { number };
  },
});

export const OpinionAnalysis = defineDuty('opinion_analysis', {
  label: ['上月意见全部统计分析', 'Last month’s opinions analysed'],
  statements: ['VIP-3.4', 'VIP-9.6'],
  recurs: { every: 'month', days: [5] }, by: '20:00', unitKind: 'centre', owner: 'vip_manager', deputy: 'vip_director', escalate: { to: 'vip_director', afterMinutes: 120 },
  form: {},
  async evidence({ tx, unit, day }) {
    const month = calendar.monthOf(calendar.addMonths(day, -1));
    const [row] = await tx.query<{ forms: number; left: number }>(
      `select count(*)::int as forms, count(*) filter (where state <> 'analysed')::int as left from opinion_form where tenant_id = $1 and unit_id = any($2) and archived_at is null and to_char(answered_on, 'YYYY-MM') = $3`,
      [tx.tenantId, await unitsBelow(tx, unit), month]);
    return row && row.forms > 0 && row.left === 0 ? { month, forms: row.forms } : null;
  },
});
