/**
 * Private visitors (来访): received with approval only; who lets somebody in without it is reported under CC-WRIT-3. Serves CC-WRIT-3.
 */
import { createRecord, defineProcess, defineRegister, f, readRecord, Refusal, updateRecord } from '../../../kernel/index.ts';
import { IncidentRegister } from '../discipline/index.ts';
import { Employee } from '../staff/index.ts';

const LEADERS = ['line_supervisor', 'centre_manager'] as const;
export const PrivateVisitor = defineRegister('private_visitor', {
  label: ['来访', 'Visitor'],
  number: 'LF-{yyyy}-{0000}',
  fields: {
    host: f.ref('接待员工', 'Host', 'employee'),
    visitor: f.personName('来访人', 'Visitor'),
    why: f.text('事由', 'Why', { max: 200 }),
    from_at: f.dateTime('来访时间', 'Coming at'),
    without_approval: f.yesNo('未经批准已入内', 'Already inside without approval', { initial: false }),
    place: f.text('接待地点', 'Received where', { max: 60, optional: true, readonly: true }),
    left_at: f.dateTime('离开时间', 'Left at', { optional: true, readonly: true }),
    person: f.ref('本人', 'The person', 'app_user', { optional: true, readonly: true }),
    incident: f.ref('违纪事件', 'Incident', 'incident', { optional: true, readonly: true }),
  },
  title: ['visitor', 'host'],
  list: ['from_at', 'visitor', 'host', 'why', 'place', 'left_at'],
  sorts: ['-from_at', '-number'],
  access: { read: [...LEADERS, 'hr', 'auditor'], create: ['agent', ...LEADERS], own: 'person' },
  empty: ['没有来访。私人来访先在此申请，批准后在指定地点接待。', 'No visitors. Ask here first; received at the place named once approved.'],
  opening: {
    facts: async ({ tx, input }) => ({ host: await readRecord(tx, Employee, input.host) }),
    guard({ input, actor, now, facts }) {
      const leads = actor.kind !== 'user' || actor.grants.some((g) => (LEADERS as readonly string[]).includes(g.role));
      if (!leads && facts.host?.app_user !== actor.id) throw new Refusal('private_visitor.for_others', ['只能为自己的来访申请', 'Only for your own visitors'], 403, { host: ['请选择自己', 'Choose yourself'] });
      if (input.without_approval && !leads) throw new Refusal('private_visitor.observer', ['未经批准的来访由主管登记', 'Entered by a supervisor'], 403);
      if (input.without_approval && input.from_at > now) throw new Refusal('private_visitor.future', ['时间在将来', 'It lies in the future'], 422, { from_at: ['不晚于现在', 'Not later than now'] });
    },
    set: ({ facts }) => (facts.host ? { person: facts.host.app_user, unit_id: facts.host.line ?? facts.host.unit_id } : {}),
  },
});

export const PrivateVisitorProcess = defineProcess(PrivateVisitor, 'asked',
  {
    asked: { label: ['待批准', 'Asked'], tone: 'waiting' }, approved: { label: ['已批准', 'Approved'], tone: 'active' }, left: { label: ['已离开', 'Left'], tone: 'done' },
    refused: { label: ['未批准', 'Refused'], tone: 'stopped' }, reported: { label: ['已报告违纪', 'Reported'], tone: 'alarm' },
  },
  (step) => ({
    approve: step({
      label: ['批准', 'Approve'], tone: 'primary', from: ['asked'], to: 'approved', by: LEADERS, form: { place: f.text('接待地点', 'Received where', { max: 60, hint: ['不在接线区', 'Not where calls are taken'] }) },
      guard({ record, actor }) {
        if (record.without_approval) throw new Refusal('private_visitor.inside', ['已经入内的不能事后批准', 'Who is inside already cannot be approved afterwards'], 409);
        if (actor.kind === 'user' && actor.id === record.person) throw new Refusal('private_visitor.own', ['不能批准自己的来访', 'Nobody approves their own visitor'], 403);
      },
    }),
    refuse: step({ label: ['不批准', 'Refuse'], tone: 'danger', from: ['asked'], to: 'refused', by: LEADERS, form: { reason: f.text('理由', 'Reason', { max: 200 }) } }),
    leave: step({ label: ['已离开', 'Left'], from: ['approved'], to: 'left', by: ['agent', ...LEADERS], form: {}, set: ({ now }) => ({ left_at: now }) }),
    report: step({
      label: ['报告违纪', 'Report the breach'], tone: 'danger', from: ['asked'], to: 'reported', by: LEADERS, form: { description: f.text('经过', 'What happened', { max: 300 }) },
      guard({ record }) { if (!record.without_approval) throw new Refusal('private_visitor.no_breach', ['只是申请，没有违纪', 'It was only asked for'], 409); },
      async effect({ tx, record, input }) {
        const incident = await createRecord(tx, IncidentRegister, { employee: record.host, clause: 'CC-WRIT-3', occurred_at: record.from_at, zone: 'work-area', grade: 'ordinary', description: `${record.number}：${input.description}`, unit_id: record.unit_id });
        await updateRecord(tx, PrivateVisitor, record, { incident: incident.id });
      },
    }),
  }),
);
