/**
 * The rectification notice (整改通知书), series ZG, two copies: signed by the director, acknowledged by whoever answers for it, corrected with
 * evidence, rechecked by somebody else; with the operations general manager as soon as its day has passed. Serves VIP-9.2, P16, G22, AS-32.
 */
import { calendar, cancelSlip, dayOf, defineProcess, defineRegister, defineSlip, f, holdersOf, parameter, readRecord, Refusal, type SlipContent, type Tx } from '../../../kernel/index.ts';
import { AREAS, Inspection, INSPECTORS, InspectionLine } from './inspection.ts';
import { DueDays, RecheckBy } from './parameters.ts';
import { afterFailedRecheck, notResponsible, ownRecheck, refuseDue } from './rules.ts';

/** Posts whose holders may be made to answer for a fault. */
export const ANSWERABLE = ['vip_agent', 'duty_supervisor', 'vip_manager', 'team_leader', 'general_affairs'] as const;
export const NOTICE_READERS = [...INSPECTORS, ...ANSWERABLE, 'auditor'] as const;
const RECHECKERS = [...INSPECTORS, 'vip_manager', 'duty_supervisor', 'general_affairs'] as const;

export const NoticeSlip = defineSlip('rectification_notice', { label: ['整改通知书', 'Rectification notice'], number: 'ZGD-{yyyy}-{0000}', copies: [['责任部门联', 'Responsible department'], ['检查部门联', 'Inspecting department']] });

export const RectificationNotice = defineRegister('rectification_notice', {
  label: ['整改通知书', 'Rectification notice'],
  number: 'ZG-{yyyy}-{0000}',
  gapless: true,
  fields: {
    inspection: f.ref('检查记录', 'Inspection', 'inspection'),
    line: f.ref('检查结果', 'Outcome', 'inspection_line', { optional: true }),
    area: f.choice('区域', 'Area', AREAS, { optional: true, readonly: true }),
    fault: f.longText('存在的问题', 'Fault', { max: 1000 }),
    demand: f.longText('整改要求', 'What is demanded', { max: 1000 }),
    responsible: f.ref('责任人', 'Responsible', 'app_user'),
    due_on: f.date('整改期限', 'Due on', { optional: true, hint: ['留空即按规定天数', 'Empty: the usual number of days'] }),
    photos: f.photo('问题照片', 'Photographs', { optional: true }),
    issued_by: f.ref('签发人', 'Issued by', 'app_user', { optional: true, readonly: true }),
    issued_at: f.dateTime('签发时间', 'Issued at', { optional: true, readonly: true }),
    acknowledged_at: f.dateTime('签收时间', 'Acknowledged at', { optional: true, readonly: true }),
    correction: f.longText('整改情况', 'What was done', { max: 1000, optional: true, readonly: true }),
    evidence: f.photo('整改照片', 'Evidence', { optional: true, readonly: true }),
    corrected_by: f.ref('整改人', 'Corrected by', 'app_user', { optional: true, readonly: true }),
    corrected_at: f.dateTime('整改时间', 'Corrected at', { optional: true, readonly: true }),
    rechecked_by: f.ref('复查人', 'Rechecked by', 'app_user', { optional: true, readonly: true }),
    rechecked_at: f.dateTime('复查时间', 'Rechecked at', { optional: true, readonly: true }),
    recheck_note: f.text('复查意见', 'Recheck', { max: 300, optional: true, readonly: true }),
    sent_back: f.integer('退回次数', 'Times sent back', { optional: true, readonly: true }),
    escalated_at: f.dateTime('上报总经理时间', 'To the general manager at', { optional: true, readonly: true }),
    instruction: f.text('总经理批示', 'Instruction', { max: 300, optional: true, readonly: true }),
  },
  title: ['area', 'due_on'],
  list: ['area', 'fault', 'responsible', 'due_on', 'issued_at', 'corrected_at', 'rechecked_by'],
  sorts: ['-number', 'due_on', 'state'],
  indexes: [['state', 'due_on'], ['area', 'issued_at']],
  access: { read: NOTICE_READERS, create: INSPECTORS },
  empty: ['没有整改通知书。检查发现问题时由主任开具，一式两份。', 'No notices. The director issues one in two copies when an inspection finds a fault.'],
  opening: {
    async facts({ tx, input, now }) {
      const inspection = await readRecord(tx, Inspection, input.inspection);
      const unit = inspection?.unit_id ?? '';
      const line = input.line === null ? null : await readRecord(tx, InspectionLine, input.line);
      const day = await dayOf(tx, now, unit);
      return { inspection, line, answerable: await mayAnswer(tx, input.responsible, unit), dueDays: await parameter(tx, DueDays, day) };
    },
    guard({ input, facts, day }) {
      if (input.due_on !== null) refuseDue(input.due_on, day);
      if (!facts.answerable) throw new Refusal('rectification_notice.responsible', ['责任人在本单位没有可签收的岗位', 'That person holds no post here by which to sign for it'], 422, { responsible: ['请选择本单位的人', 'Choose somebody of this unit'] });
      if (facts.line !== null && facts.line.inspection !== input.inspection) throw new Refusal('rectification_notice.line', ['检查结果不属于这次检查', 'The outcome belongs to another inspection'], 422, { line: ['请重新选择', 'Choose again'] });
    },
    set: ({ input, facts, day }) => ({ area: facts.inspection?.area ?? null, due_on: input.due_on ?? calendar.addDays(day, facts.dueDays), sent_back: 0, ...(facts.inspection ? { unit_id: facts.inspection.unit_id } : {}) }),
  },
});

async function mayAnswer(tx: Tx, person: string, unit: string): Promise<boolean> {
  for (const role of ANSWERABLE) if ((await holdersOf(tx, role, unit)).some((h) => h.id === person)) return true;
  return false;
}

const endOfDue = ({ record, day, calendar: c }: { readonly record: { readonly due_on: string | null }; readonly day: string; readonly calendar: calendar.CentreCalendar }) => calendar.endOfBusinessDay(record.due_on ?? day, c);
const overdue = { step: 'escalate', at: endOfDue } as const;

export const RectificationNoticeProcess = defineProcess(RectificationNotice, 'drafted',
  {
    drafted: { label: ['待签发', 'To be signed'], tone: 'waiting', due: { step: 'issue', at: ({ now }) => new Date(now.getTime() + 3_600_000) } },
    issued: { label: ['待签收', 'To be acknowledged'], tone: 'waiting', due: { step: 'acknowledge', at: ({ day, calendar: c }) => calendar.endOfBusinessDay(day, c) }, timer: overdue },
    acknowledged: { label: ['整改中', 'Being corrected'], tone: 'active', due: { step: 'correct', at: endOfDue, escalateTo: 'operations_gm' }, timer: overdue },
    corrected: { label: ['待复查', 'To be rechecked'], tone: 'waiting', due: { step: 'recheck', at: ({ day, calendar: c }) => calendar.endOfBusinessDay(calendar.addDays(day, 2), c), escalateTo: 'operations_gm' } },
    escalated: { label: ['逾期，已报总经理', 'Overdue, with the general manager'], tone: 'alarm', due: { step: 'instruct', at: ({ day, calendar: c }) => calendar.endOfBusinessDay(day, c) } },
    closed: { label: ['已销项', 'Closed'], tone: 'done' },
    void: { label: ['作废', 'Void'], tone: 'stopped' },
  },
  (step) => ({
    issue: step({
      label: ['签发', 'Sign and issue'], tone: 'primary', from: ['drafted'], to: 'issued', by: INSPECTORS, form: {},
      sign: [{ name: 'director', label: ['中心主任', 'Director'], by: 'user', role: 'vip_director' }],
      facts: async ({ tx, record }) => ({ responsible: await nameOf(tx, record.responsible) }),
      set: ({ actor, now }) => ({ issued_by: actor.id, issued_at: now }),
      slip: { kind: NoticeSlip, content: ({ record, facts }) => paper(record, facts.responsible) },
    }),
    acknowledge: step({
      label: ['签收', 'Acknowledge'], tone: 'primary', from: ['issued', 'escalated'], to: ['acknowledged', 'escalated'], by: ANSWERABLE, form: {},
      sign: [{ name: 'responsible', label: ['责任人签收', 'Responsible'], by: 'user' }],
      ready: ({ record, actor }) => (record.acknowledged_at !== null ? ['已签收', 'Acknowledged already'] : record.responsible === actor.id ? null : ['由责任人本人签收', 'The person responsible signs for it']),
      guard: ({ record, signers }) => notResponsible(record.responsible, signers.responsible!.userId),
      choose: ({ record }) => (record.state === 'escalated' ? 'escalated' : 'acknowledged'),
      set: ({ now }) => ({ acknowledged_at: now }),
    }),
    correct: step({
      label: ['报告整改完成', 'Report it corrected'], tone: 'primary', from: ['acknowledged', 'escalated'], to: 'corrected', by: [...ANSWERABLE, 'vip_director'],
      form: { correction: f.longText('整改情况', 'What was done', { max: 1000 }), evidence: f.photo('整改照片', 'Evidence') },
      ready: ({ record }) => (record.acknowledged_at === null ? ['请责任人先签收', 'It must be acknowledged first'] : null),
      set: ({ actor, now }) => ({ corrected_by: actor.id, corrected_at: now }),
    }),
    recheck: step({
      label: ['复查', 'Recheck'], tone: 'primary', from: ['corrected'], to: ['closed', 'acknowledged', 'escalated'], by: RECHECKERS,
      form: { passed: f.yesNo('整改合格', 'It is right now'), recheck_note: f.text('复查意见', 'Recheck', { max: 300 }) },
      facts: async ({ tx, day }) => ({ rule: await parameter(tx, RecheckBy, day) }),
      ready: ({ record, actor, facts }) => ownRecheck(record, actor.id, facts.rule),
      choose: ({ record, input, day }) => (input.passed ? 'closed' : afterFailedRecheck(record.due_on ?? day, day)),
      set: ({ record, input, actor, now }) => ({ rechecked_by: actor.id, rechecked_at: now, sent_back: (record.sent_back ?? 0) + (input.passed ? 0 : 1) }),
    }),
    escalate: step({ label: ['逾期上报总经理', 'Overdue: to the general manager'], from: ['issued', 'acknowledged'], to: 'escalated', by: [], form: {}, set: ({ now }) => ({ escalated_at: now }) }),
    instruct: step({
      label: ['总经理批示', 'Instruct'], tone: 'primary', from: ['escalated'], to: ['acknowledged', 'issued'], by: ['operations_gm'],
      form: { instruction: f.text('批示', 'Instruction', { max: 300 }), due_on: f.date('新的期限', 'New day') },
      guard: ({ input, day }) => refuseDue(input.due_on, day),
      choose: ({ record }) => (record.acknowledged_at === null ? 'issued' : 'acknowledged'),
    }),
    cancel: step({
      label: ['作废', 'Void'], tone: 'danger', from: ['drafted', 'issued'], to: 'void', by: ['vip_director'], form: { reason: f.text('原因', 'Why', { max: 200 }) },
      async effect({ tx, record, input, before }) {
        if (before.state === 'issued') await cancelSlip(tx, { register: 'rectification_notice', recordId: record.id, kind: NoticeSlip }, input.reason);
      },
    }),
  }),
);

interface Paper { readonly number: string; readonly area: keyof typeof AREAS | null; readonly fault: string; readonly demand: string; readonly due_on: string | null }
function paper(n: Paper, responsible: string): SlipContent {
  return {
    lines: [
      { label: ['通知书编号', 'Notice'], value: n.number }, { label: ['检查区域', 'Area'], value: n.area === null ? '' : AREAS[n.area] }, { label: ['存在的问题', 'Fault'], value: n.fault },
      { label: ['整改要求', 'Demanded'], value: n.demand }, { label: ['责任人', 'Responsible'], value: responsible }, { label: ['整改期限', 'Due on'], value: n.due_on ?? '' },
    ],
    boxes: [['责任人签收', 'Responsible'], ['复查人', 'Rechecked by']],
  };
}
async function nameOf(tx: Tx, user: string): Promise<string> {
  const [row] = await tx.query<{ display_name: string }>('select display_name from app_user where tenant_id = $1 and id = $2', [tx.tenantId, user]);
  return row?.display_name ?? '';
}
