/**
 * An emergency (突发事件): reported at once, the superior informed within minutes, the procedure walked step by step, closed and reviewed.
 * Serves CC-5.R2, SM-13.
 */
import { createRecord, defineParameter, defineProcess, defineRegister, f, notify, parameter, type Tx } from '../../../kernel/index.ts';
import { KINDS, notAllDone, PROCEDURES, refuseFuture, timing } from './rules.ts';

export const InformMinutes = defineParameter('safety.inform_minutes', {
  label: ['上级须在几分钟内知悉', 'Superior informed within (minutes)'], help: ['突发事件发生后上级最迟知悉的分钟数', 'Minutes after the event by which the superior must know'],
  field: f.integer('分钟', 'Minutes', { min: 1, max: 120 }), source: 'SM-13', default: 10, writeBy: ['centre_manager'],
});
const EVERYBODY = ['agent', 'line_supervisor', 'centre_manager', 'attendance_clerk'] as const;
const LEADERS = ['line_supervisor', 'centre_manager'] as const;
const READERS = ['line_supervisor', 'centre_manager', 'hr', 'auditor', 'general_affairs'] as const;

export const Emergency = defineRegister('emergency', {
  label: ['突发事件', 'Emergency'],
  number: 'TF-{yyyy}-{000}',
  fields: {
    kind: f.choice('类别', 'Kind', KINDS),
    line: f.unit('线路或部门', 'Line or unit'),
    occurred_at: f.dateTime('发生时间', 'When'),
    place: f.text('地点', 'Where', { max: 60 }),
    what: f.longText('情况', 'What happened', { max: 1000 }),
    informed: f.text('已告知的上级', 'Superior informed', { max: 40, optional: true, hint: ['已口头告知的写姓名', 'Name, when told by word of mouth'] }),
    informed_at: f.dateTime('上级知悉时间', 'Superior knew at', { optional: true, readonly: true }),
    minutes: f.integer('知悉用时（分钟）', 'Minutes until known', { optional: true, readonly: true }),
    late: f.yesNo('超时', 'Late', { optional: true, readonly: true }),
    review: f.longText('复盘', 'Review', { max: 2000, optional: true, readonly: true }),
    person: f.ref('报告人', 'Reported by', 'app_user', { optional: true, readonly: true }),
  },
  title: ['kind', 'place'],
  list: ['occurred_at', 'kind', 'line', 'place', 'minutes', 'late'],
  sorts: ['-occurred_at', '-number'],
  access: { read: READERS, create: EVERYBODY, own: 'person' },
  empty: ['没有突发事件。遇到紧急情况立即在此报告，上级随即收到。', 'No emergencies. Report here at once; the superior is told immediately.'],
  opening: {
    elsewhere: true,
    facts: async ({ tx, now }) => ({ limit: await parameter(tx, InformMinutes, now.toISOString().slice(0, 10)) }),
    guard: ({ input, now }) => refuseFuture(input.occurred_at, now),
    set: ({ input, facts, actor, now }) => {
      const known = input.informed === null ? null : timing({ occurredAt: input.occurred_at, reportedAt: now, informedAt: now, now }, facts.limit);
      return { unit_id: input.line, person: actor.kind === 'user' ? actor.id : null, ...(known ? { informed_at: now, minutes: known.toSuperior, late: known.late } : {}) };
    },
    async effect({ tx, record }) {
      await notify(tx, Emergency, record, { to: { posts: LEADERS }, words: [`突发事件：${KINDS[record.kind][0]}，${record.place}`, `Emergency: ${KINDS[record.kind][1]}, ${record.place}`], urgent: true });
      for (const [i, text] of PROCEDURES[record.kind].entries()) await createRecord(tx, EmergencyStep, { emergency: record.id, step_no: i + 1, text, done_at: null, unit_id: record.unit_id });
    },
  },
});

export const EmergencyStep = defineRegister('emergency_step', {
  label: ['处理步骤', 'Step of the procedure'],
  number: 'TFB-{yyyy}-{0000}',
  hidden: true,
  fields: {
    emergency: f.ref('突发事件', 'Emergency', 'emergency'), step_no: f.integer('序', 'No.', { min: 1 }), text: f.text('步骤', 'Step', { max: 100 }),
    done_at: f.dateTime('完成时间', 'Done at', { optional: true, readonly: true }), remark: f.text('说明', 'Remark', { max: 200, optional: true, readonly: true }),
  },
  title: ['step_no', 'text'],
  list: ['emergency', 'step_no', 'text', 'done_at', 'remark'],
  sorts: ['step_no'],
  indexes: [['emergency']],
  access: { read: READERS, create: [] },
});
export const EmergencyStepProcess = defineProcess(EmergencyStep, 'to_do',
  { to_do: { label: ['待做', 'To do'], tone: 'waiting' }, done: { label: ['已做', 'Done'], tone: 'done' } },
  (step) => ({ tick: step({ label: ['已做', 'Done'], tone: 'primary', from: ['to_do'], to: 'done', by: LEADERS, form: { remark: f.text('说明', 'Remark', { max: 200, optional: true }) }, set: ({ now }) => ({ done_at: now }) }) }),
);

const stepsOf = (tx: Tx, emergency: string) => tx.query<{ text: string; done: boolean }>(`select text, state = 'done' as done from emergency_step where tenant_id = $1 and emergency = $2 order by step_no`, [tx.tenantId, emergency]);

export const EmergencyProcess = defineProcess(Emergency, 'reported',
  {
    reported: { label: ['已报告', 'Reported'], tone: 'alarm', due: { step: 'acknowledge', at: ({ record, now }) => new Date(Math.max(now.getTime(), record.occurred_at.getTime() + 10 * 60_000)), escalateTo: 'centre_manager' } },
    under_way: { label: ['处理中', 'Under way'], tone: 'active' },
    closed: { label: ['已处理', 'Closed'], tone: 'waiting' },
    reviewed: { label: ['已复盘', 'Reviewed'], tone: 'done' },
  },
  (step) => ({
    acknowledge: step({
      label: ['知悉并接手', 'Take charge'], tone: 'primary', from: ['reported'], to: 'under_way', by: LEADERS, form: {},
      facts: async ({ tx, day }) => ({ limit: await parameter(tx, InformMinutes, day) }),
      preview: ({ record, facts, now }) => ({ lines: [timing({ occurredAt: record.occurred_at, reportedAt: record.created_at, informedAt: record.informed_at, now }, facts.limit).text] }),
      set({ record, facts, now }) {
        const known = timing({ occurredAt: record.occurred_at, reportedAt: record.created_at, informedAt: record.informed_at ?? now, now }, facts.limit);
        return { informed_at: record.informed_at ?? now, minutes: known.toSuperior, late: known.late };
      },
    }),
    close: step({ label: ['处理完毕', 'Close'], tone: 'primary', from: ['under_way'], to: 'closed', by: LEADERS, form: {}, facts: async ({ tx, record }) => ({ left: notAllDone(await stepsOf(tx, record.id)) }), ready: ({ facts }) => facts.left }),
    review: step({ label: ['复盘', 'Review'], from: ['closed'], to: 'reviewed', by: ['centre_manager'], form: { review: f.longText('复盘', 'Review', { max: 2000 }) } }),
  }),
);
