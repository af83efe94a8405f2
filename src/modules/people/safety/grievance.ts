/**
 * A grievance (员工诉求): raised by an employee, answered by HR within ten working days, never read by the person it is about. Serves the
 * light grievance of issue point 11.
 */
import { calendar, defineProcess, defineRegister, f, readRecord, Refusal } from '../../../kernel/index.ts';
import { Employee } from '../staff/index.ts';

const RAISERS = ['agent', 'line_supervisor', 'centre_manager', 'attendance_clerk', 'technician'] as const;
export const Grievance = defineRegister('grievance', {
  label: ['员工诉求', 'Grievance'],
  number: 'SQ-{yyyy}-{000}',
  fields: {
    subject: f.choice('关于', 'About', { pay: ['薪酬', 'Pay'], schedule: ['排班与休假', 'Shifts and leave'], conduct: ['同事或上级的行为', 'Conduct of a colleague or superior'], conditions: ['工作条件', 'Working conditions'], decision: ['处分或考核', 'A sanction or assessment'], other: ['其他', 'Other'] }),
    about: f.ref('涉及何人', 'About whom', 'employee', { optional: true, hint: ['此人看不到这份诉求', 'This person never sees it'] }),
    text: f.longText('诉求', 'What it is about', { max: 2000 }),
    wish: f.text('希望怎样', 'What you hope for', { max: 300, optional: true }),
    person: f.ref('提出人', 'Raised by', 'app_user', { optional: true, readonly: true }),
    about_user: f.ref('涉及人的登录', 'Sign-in of that person', 'app_user', { optional: true, readonly: true }),
    answer: f.longText('答复', 'Answer', { max: 2000, optional: true, readonly: true }),
  },
  title: ['subject'],
  list: ['subject', 'about', 'text'],
  sorts: ['-number'],
  access: { read: ['hr'], create: RAISERS, own: 'person', notBy: 'about_user' },
  empty: ['没有诉求。有不公或困难可在此提出，人事在十个工作日内答复。', 'No grievances. Raise what is unfair or hard here; HR answers within ten working days.'],
  opening: {
    facts: async ({ tx, input }) => ({ about: input.about === null ? null : await readRecord(tx, Employee, input.about) }),
    guard({ facts, actor }) { if (facts.about && actor.kind === 'user' && facts.about.app_user === actor.id) throw new Refusal('grievance.self', ['不能涉及自己', 'Not about yourself'], 422, { about: ['请选择别人', 'Choose somebody else'] }); },
    set: ({ facts, actor }) => ({ person: actor.kind === 'user' ? actor.id : null, about_user: facts.about?.app_user ?? null }),
  },
});
export const GrievanceProcess = defineProcess(Grievance, 'raised',
  {
    raised: { label: ['已提出', 'Raised'], tone: 'waiting', due: { step: 'answer', at: ({ now, calendar: c }) => calendar.deadlineAfterDays(now, 14, c), escalateTo: 'administrator' } },
    looked_into: { label: ['了解中', 'Looked into'], tone: 'active', due: { step: 'answer', at: ({ record, calendar: c }) => calendar.deadlineAfterDays(record.created_at, 14, c), escalateTo: 'administrator' } },
    answered: { label: ['已答复', 'Answered'], tone: 'active' }, closed: { label: ['已结', 'Closed'], tone: 'done' }, withdrawn: { label: ['已撤回', 'Withdrawn'], tone: 'stopped' },
  },
  (step) => ({
    look_into: step({ label: ['着手了解', 'Look into'], from: ['raised'], to: 'looked_into', by: ['hr'], form: { note: f.text('说明', 'Note', { max: 300, optional: true }) } }),
    answer: step({ label: ['答复', 'Answer'], tone: 'primary', from: ['raised', 'looked_into'], to: 'answered', by: ['hr'], form: { answer: f.longText('答复', 'Answer', { max: 2000 }) } }),
    accept: step({ label: ['接受答复', 'Accept'], tone: 'primary', from: ['answered'], to: 'closed', by: RAISERS, form: {}, guard: mine }),
    object: step({ label: ['仍有异议', 'Object'], from: ['answered'], to: 'looked_into', by: RAISERS, form: { reason: f.text('理由', 'Why', { max: 300 }) }, guard: mine }),
    withdraw: step({ label: ['撤回', 'Withdraw'], from: ['raised', 'looked_into'], to: 'withdrawn', by: RAISERS, form: {}, guard: mine }),
  }),
);
function mine({ record, actor }: { readonly record: { readonly person: string | null }; readonly actor: { readonly kind: string; readonly id: string } }): void {
  if (actor.kind === 'user' && actor.id !== record.person) throw new Refusal('grievance.not_yours', ['只有提出人可以', 'Only whoever raised it'], 403);
}
