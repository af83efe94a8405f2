/** Improvements (改进项): every problem found has an owner and a day, and somebody else says whether it helped. Serves VIP-3.5, P17. */
import { calendar, defineProcess, defineRegister, f } from '../../../kernel/index.ts';
import { ownVerdict, refuseDue } from './rules.ts';

const OWNERS = ['vip_agent', 'duty_supervisor', 'vip_manager', 'vip_director', 'team_leader'] as const;
const LEADERS = ['vip_manager', 'vip_director'] as const;

export const Improvement = defineRegister('improvement', {
  label: ['改进项', 'Improvement'],
  number: 'GJ-{yyyy}-{0000}',
  fields: {
    problem: f.longText('问题', 'Problem', { max: 1000 }),
    owner: f.ref('责任人', 'Owner', 'app_user'),
    due_on: f.date('期限', 'Due on'),
    opinion: f.ref('来自意见', 'From the opinion', 'opinion_form', { optional: true }),
    campaign_no: f.text('来自活动', 'From the campaign', { max: 30, optional: true, readonly: true }),
    solution: f.longText('解决办法', 'Solution', { max: 1000, optional: true, readonly: true }),
    done_on: f.date('完成日期', 'Done on', { optional: true, readonly: true }),
    verdict: f.text('效果', 'What it did', { max: 300, optional: true, readonly: true }),
    verified_by: f.ref('确认人', 'Confirmed by', 'app_user', { optional: true, readonly: true }),
  },
  title: ['problem'],
  list: ['problem', 'owner', 'due_on', 'campaign_no', 'done_on', 'verdict'],
  sorts: ['due_on', '-number', 'state'],
  indexes: [['campaign_no']],
  access: { read: [...OWNERS, 'auditor'], create: LEADERS },
  empty: ['没有改进项。分析意见或评估活动时，每个问题开一项，定责任人和期限。', 'No improvements. Each problem found gets one, with owner and day.'],
  opening: { guard: ({ input, day }) => refuseDue(input.due_on, day) },
});
const byDue = ({ record, calendar: c }: { readonly record: { readonly due_on: string }; readonly calendar: calendar.CentreCalendar }) => calendar.endOfBusinessDay(record.due_on, c);

export const ImprovementProcess = defineProcess(Improvement, 'open',
  {
    open: { label: ['改进中', 'In hand'], tone: 'active', due: { step: 'solve', at: byDue, escalateTo: 'vip_director' } },
    done: { label: ['待确认效果', 'To be confirmed'], tone: 'waiting', due: { step: 'confirm', at: ({ day, calendar: c }) => calendar.endOfBusinessDay(calendar.addDays(day, 7), c) } },
    confirmed: { label: ['有效', 'It helped'], tone: 'done' },
  },
  (step) => ({
    solve: step({
      label: ['已解决', 'Solved'], tone: 'primary', from: ['open'], to: 'done', by: OWNERS, form: { solution: f.longText('解决办法', 'Solution', { max: 1000 }) },
      ready: ({ record, actor }) => (record.owner === actor.id ? null : ['由责任人填写', 'The owner fills it in']),
      set: ({ day }) => ({ done_on: day }),
    }),
    confirm: step({
      label: ['确认效果', 'Confirm'], tone: 'primary', from: ['done'], to: ['confirmed', 'open'], by: LEADERS, form: { helped: f.yesNo('有效', 'It helped'), verdict: f.text('效果', 'What it did', { max: 300 }) },
      ready: ({ record, actor }) => ownVerdict(record.owner, actor.id),
      choose: ({ input }) => (input.helped ? 'confirmed' : 'open'),
      set: ({ actor }) => ({ verified_by: actor.id }),
    }),
  }),
);
