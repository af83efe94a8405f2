/**
 * Satisfaction survey (满意度调查): sent when a service report is certified, answered by a link or the code on paper without signing in, or
 * expired; a low score is followed up. Serves SM-34, FS-5.9, AC-37.
 */
import { randomBytes } from 'node:crypto';
import { calendar, createRecord, dayOf, defineIntake, defineProcess, defineRegister, f, parameter, readRecord, tables, takeStep, type Tx } from '../../../kernel/index.ts';
import { ServiceOrder } from '../orders/index.ts';
import { ServiceReport } from '../service-reports/index.ts';
import { AnswerDays, AskWithinDays, LowScore } from './parameters.ts';
import { isLow, worthAsking } from './rules.ts';

export const READERS = ['dispatcher', 'branch_manager', 'centre_manager'];
const FOLLOWERS = ['branch_manager', 'centre_manager', 'dispatcher'];
const SCORES = { '5': ['很满意', 'Very satisfied'], '4': ['满意', 'Satisfied'], '3': ['一般', 'Neither'], '2': ['不满意', 'Dissatisfied'], '1': ['很不满意', 'Very dissatisfied'] } as const;
const score = (zh: string, en: string) => f.choice(zh, en, SCORES);
/** Named apart from the columns: people choose words, the columns keep the points. */
const ANSWER = {
  score_overall: score('总体评价', 'Overall'), score_quality: score('维修质量', 'Quality of the work'), score_attitude: score('服务态度', 'Manner'), score_timeliness: score('是否及时', 'Timeliness'),
  comments: f.longText('意见与建议', 'Comments', { optional: true, max: 1000 }),
};

export const Survey = defineRegister('survey', {
  label: ['满意度调查', 'Survey'],
  number: 'MY-{yyyy}{mm}-{0000}',
  fields: {
    service_order: f.ref('服务指令', 'Service order', 'service_order'),
    customer: f.ref('客户', 'Customer', 'customer'),
    region: f.ref('区域', 'Region', 'service_region'),
    technician: f.ref('技术员', 'Technician', 'employee', { optional: true }),
    issued_on: f.date('指令下达日期', 'Order issued on', { optional: true }),
    expires_on: f.date('答复截止', 'Answer until'),
    token: f.text('答复令牌', 'Token', { max: 64, readBy: [...READERS, 'auditor'] }),
    answered_on: f.date('答复日期', 'Answered on', { optional: true, readonly: true }),
    overall: f.integer('总体评价', 'Overall', { optional: true, readonly: true, min: 1, max: 5 }),
    quality: f.integer('维修质量', 'Quality', { optional: true, readonly: true, min: 1, max: 5 }),
    attitude: f.integer('服务态度', 'Manner', { optional: true, readonly: true, min: 1, max: 5 }),
    timeliness: f.integer('是否及时', 'Timeliness', { optional: true, readonly: true, min: 1, max: 5 }),
    comments: f.longText('意见与建议', 'Comments', { optional: true, readonly: true }),
    follow_up: f.longText('回访结果', 'What came of the follow-up', { optional: true, readonly: true }),
  },
  title: ['service_order'],
  list: ['service_order', 'customer', 'region', 'answered_on', 'overall', 'expires_on'],
  sorts: ['-number', '-answered_on'],
  unique: [['service_order'], ['token']],
  indexes: [['issued_on'], ['region', 'answered_on']],
  access: { read: READERS, create: [] },
  empty: ['用户认证服务报告后，调查自动发出；用户凭链接或二维码答复。', 'A survey goes out by itself when the customer certifies the report; it is answered by link or code.'],
});

const atExpiry = ({ record, calendar: c }: { readonly record: { readonly expires_on: string }; readonly calendar: calendar.CentreCalendar }) => calendar.endOfBusinessDay(record.expires_on, c);
const soon = ({ now, calendar: c }: { readonly now: Date; readonly calendar: calendar.CentreCalendar }) => calendar.deadlineAfterDays(now, 2, c);
const number = (choice: keyof typeof SCORES): number => Number(choice);

export const SurveyProcess = defineProcess(Survey, 'sent',
  {
    sent: { label: ['已发出', 'Sent'], tone: 'waiting', timer: { step: 'expire', at: atExpiry } },
    answered: { label: ['已答复', 'Answered'], tone: 'done' },
    low: { label: ['低分，待回访', 'Low score'], tone: 'alarm', due: { step: 'follow', at: soon, escalateTo: 'centre_manager' } },
    followed: { label: ['已回访', 'Followed up'], tone: 'done' },
    expired: { label: ['未答复', 'Expired'], tone: 'stopped' },
  },
  (step) => ({
    answer: step({
      label: ['录入答复', 'Record the answer'], hint: ['用户在电话或纸上答复时，由区域或中心录入', 'When the customer answers by telephone or on paper'], tone: 'primary',
      from: ['sent'], to: ['answered', 'low'], by: READERS, form: ANSWER,
      facts: async ({ tx, day }) => ({ low: await parameter(tx, LowScore, day) }),
      choose: ({ input, facts }) => (isLow(number(input.score_overall), facts.low) ? 'low' : 'answered'),
      set: ({ input, day }) => ({ answered_on: day, overall: number(input.score_overall), quality: number(input.score_quality), attitude: number(input.score_attitude), timeliness: number(input.score_timeliness) }),
    }),
    follow: step({
      label: ['登记回访', 'Follow up'], tone: 'primary', from: ['low'], to: 'followed', by: FOLLOWERS,
      form: { follow_up: f.longText('回访结果', 'What came of it', { max: 1000 }) },
    }),
    expire: step({ label: ['到期', 'Expire'], from: ['sent'], to: 'expired', by: [], form: {} }),
  }),
);

/** When a report is certified; once for each order, and not long after the work. */
export async function sendSurvey(tx: Tx, reportId: string): Promise<void> {
  const report = await readRecord(tx, ServiceReport, reportId, { lock: true });
  const order = report && await readRecord(tx, ServiceOrder, report.service_order, { lock: true });
  if (!report?.certified_on || !order) return;
  const today = await dayOf(tx, tx.now, order.unit_id);
  if (!worthAsking(report.certified_on, today, await parameter(tx, AskWithinDays, today)) || (await surveyOf(tx, order.id))) return;
  await createRecord(tx, Survey, {
    service_order: order.id, customer: order.customer, region: order.region, technician: order.technician, issued_on: order.issued_on,
    expires_on: calendar.addDays(today, await parameter(tx, AnswerDays, today)), token: randomBytes(18).toString('base64url'), unit_id: order.unit_id,
  });
}

async function surveyOf(tx: Tx, order: string): Promise<string | null> {
  const row = await tables(tx, Survey).selectFrom('survey').select('id').where('tenant_id', '=', tx.tenantId).where('service_order', '=', order).executeTakeFirst();
  return row?.id ?? null;
}

interface Asked { readonly id: string; readonly number: string; readonly order: string; readonly done_on: string | null }
/** Opened by link or code; only while it is neither answered nor expired. */
export const SurveyAnswer = defineIntake('survey_answer', {
  label: ['服务满意度调查', 'How was our service?'],
  hint: ['四个问题，一分钟。您的答复用于改进服务；评价低的我们会回访。', 'Four questions, one minute. Your answer helps us improve; we call back when you were not satisfied.'],
  thanks: ['谢谢您的评价', 'Thank you for your answer'],
  fields: ANSWER,
  async find(tx, token): Promise<Asked | null> {
    const [row] = await tx.query<Asked>(
      `select s.id, s.number, o.number as order, o.done_on from survey s join service_order o on o.tenant_id = s.tenant_id and o.id = s.service_order
       where s.tenant_id = $1 and s.token = $2 and s.state = 'sent' and s.archived_at is null`, [tx.tenantId, token]);
    return row ?? null;
  },
  lines: (asked) => [[`服务指令 ${asked.order}`, `Service order ${asked.order}`], ...(asked.done_on === null ? [] : [[`完成日期 ${asked.done_on}`, `Done on ${asked.done_on}`] as const])],
  async receive({ tx, found, input }) {
    await takeStep(tx, SurveyProcess, found.id, 'answer', input);
    return { number: found.number };
  },
});
