/** How a complaint goes on (投诉处理): solved at once, taken down, passed up by hand or by the clock, answered, closed, released. Serves P13, VIP-7.3, VIP-7.8, G22, AS-29. */
import { defineProcess, emit, f, holdersOf, type RowOf, type Tx } from '../../../kernel/index.ts';
import { classified, FIVE, GuestComplaint, HANDLERS, HEARERS, namedBy, TOPICS } from './complaint.ts';
import { clocksOf } from './parameters.ts';
import { afterOpenMinutes, levelAbove, missingFields, nextAlarm, notReleasable, refuseThinAnswer, WAITING_AT, type Level } from './rules.ts';

type Row = RowOf<typeof GuestComplaint>;
const WITH_CLERK = ['logged', 'classified', 'contact_taken'] as const;
const WITH_SOMEBODY = ['with_supervisor', 'with_manager', 'with_director'] as const;
const OPEN = [...WITH_CLERK, ...WITH_SOMEBODY, 'in_work'] as const;
const SETTLED = ['answered', 'accepted', 'not_met', 'closed', 'reviewed'] as const;
type Open = (typeof OPEN)[number];
type Settled = (typeof SETTLED)[number];
const alarm = ({ record, now }: { readonly record: Row; readonly now: Date }): Date => record.alarm_at ?? now;
const late = { step: 'late', at: alarm } as const;
const dueBy = <S extends string>(step: S) => ({ step, at: ({ record, now }: { readonly record: Row; readonly now: Date }) => (record.responded_at === null ? record.respond_by : record.solve_by) ?? now });

/** Who is there to hear it at each level, without the person it is about. */
async function above(tx: Tx, record: Row, now: Date) {
  const others = async (role: string) => (await holdersOf(tx, role, record.unit_id)).filter((h) => h.id !== record.hidden_from).length;
  const { limits, hours } = await clocksOf(tx, record.unit_id, now);
  return {
    hearers: { clerk: 0, supervisor: await others('duty_supervisor'), manager: await others('vip_manager'), director: await others('vip_director') },
    // At the top there is nobody further: a reminder once in the time a solution may take.
    later: afterOpenMinutes(now, record.level === 'director' ? limits.solveHours * 60 : limits.nextMinutes, hours),
  };
}
type Above = Awaited<ReturnType<typeof above>>;
const upFrom = (record: Row, facts: Above) => levelAbove((record.level ?? 'clerk') as Level, facts.hearers);
const limitsOf = (record: Row) => ({ respond_by: record.respond_by ?? record.created_at, solve_by: record.solve_by ?? record.created_at, responded_at: record.responded_at });
const passed = (record: Row, facts: Above, now: Date) => ({
  level: upFrom(record, facts), passed_up: (record.passed_up ?? 0) + 1, handler: null, alarm_at: nextAlarm(limitsOf(record), true, now, facts.later),
});
const taken = (record: Row, level: Exclude<Level, 'clerk'>, handler: string, facts: Above, now: Date) => {
  const responded_at = record.responded_at ?? now;
  return { level, handler, responded_at, alarm_at: nextAlarm({ ...limitsOf(record), responded_at }, false, now, facts.later) };
};

export const GuestComplaintProcess = defineProcess(GuestComplaint, 'logged',
  {
    logged: { label: ['已登记', 'Logged'], tone: 'waiting', due: dueBy('classify'), timer: late },
    classified: { label: ['待解决', 'To be solved'], tone: 'waiting', due: dueBy('escalate'), timer: late },
    contact_taken: { label: ['已留联系方式', 'Name and number taken'], tone: 'waiting', due: dueBy('solve'), timer: late },
    with_supervisor: { label: ['待主管接手', 'With the supervisor'], tone: 'alarm', due: dueBy('supervisor_takes'), timer: late },
    with_manager: { label: ['待经理接手', 'With the manager'], tone: 'alarm', due: dueBy('manager_takes'), timer: late },
    with_director: { label: ['待主任接手', 'With the director'], tone: 'alarm', due: dueBy('director_takes'), timer: late },
    in_work: { label: ['处理中', 'In hand'], tone: 'active', due: dueBy('answer'), timer: late },
    answered: { label: ['已答复', 'Answered'], tone: 'active' },
    accepted: { label: ['客人接受', 'Accepted by the guest'], tone: 'done' },
    not_met: { label: ['期望未满足', 'Expectation not met'], tone: 'stopped' },
    closed: { label: ['已办结', 'Closed'], tone: 'done' },
    reviewed: { label: ['已检讨备案', 'Reviewed and filed'], tone: 'done' },
  },
  (step) => ({
    classify: step({
      label: ['填写五栏', 'Enter the five fields'], tone: 'primary', from: [...OPEN], to: [...OPEN], by: HANDLERS,
      form: { ...FIVE, topic: f.choice('类别', 'About', TOPICS, { optional: true }) },
      facts: async ({ tx, input }) => ({ found: await namedBy(tx, input.accused_no ?? '') }),
      guard: ({ input, facts, day }) => void classified(input, facts.found, day),
      choose: ({ record }) => (record.state === 'logged' ? 'classified' : (record.state as Open)),
      set: ({ input, facts, day }) => classified(input, facts.found, day),
      async effect({ tx, record }) { emit(tx, 'guest_complaint.classified', { complaint: record.id, hidden_from: record.hidden_from }); },
    }),
    solve: step({
      label: ['当场解决', 'Solved at once'], tone: 'primary', from: ['classified', 'contact_taken'], to: 'answered', by: HANDLERS,
      form: { solution: f.longText('解决办法', 'Solution', { max: 2000 }) },
      set: ({ record, actor, now }) => ({ handler: actor.id, responded_at: record.responded_at ?? now, solved_at: now }),
    }),
    take_contact: step({
      label: ['留下联系方式', 'Take name and number'], from: ['classified'], to: 'contact_taken', by: HANDLERS, hint: ['一时不能解决的：记下姓名和电话，不要拖延', 'When it cannot be solved at once: take name and number, without delay'],
      form: { contact_name: f.personName('联系人', 'Person to call'), contact_phone: f.phone('联系电话', 'Number to call') },
    }),
    escalate: step({
      label: ['上报', 'Pass up'], from: [...WITH_CLERK, 'in_work'], to: [...WITH_SOMEBODY], by: HANDLERS, form: { note: f.text('说明', 'Note', { max: 300, optional: true }) },
      facts: ({ tx, record, now }) => above(tx, record, now),
      ready: ({ record }) => (record.level === 'director' ? ['已到最高一级', 'It is at the top already'] : null),
      choose: ({ record, facts }) => WAITING_AT[upFrom(record, facts)],
      set: ({ record, facts, now }) => passed(record, facts, now),
    }),
    late: step({
      label: ['逾时自动上报', 'Passed up by the clock'], from: [...OPEN], to: [...WITH_SOMEBODY], by: [], form: {},
      facts: ({ tx, record, now }) => above(tx, record, now),
      choose: ({ record, facts }) => WAITING_AT[upFrom(record, facts)],
      set: ({ record, facts, now }) => passed(record, facts, now),
    }),
    supervisor_takes: step({
      label: ['主管接手', 'Supervisor takes it'], tone: 'primary', from: ['with_supervisor'], to: 'in_work', by: ['duty_supervisor'], form: {},
      facts: ({ tx, record, now }) => above(tx, record, now), set: ({ record, facts, actor, now }) => taken(record, 'supervisor', actor.id, facts, now),
    }),
    manager_takes: step({
      label: ['经理接手', 'Manager takes it'], tone: 'primary', from: ['with_supervisor', 'with_manager'], to: 'in_work', by: ['vip_manager'], form: {},
      facts: ({ tx, record, now }) => above(tx, record, now), set: ({ record, facts, actor, now }) => taken(record, 'manager', actor.id, facts, now),
    }),
    director_takes: step({
      label: ['主任接手', 'Director takes it'], tone: 'primary', from: [...WITH_SOMEBODY], to: 'in_work', by: ['vip_director'], form: {},
      facts: ({ tx, record, now }) => above(tx, record, now), set: ({ record, facts, actor, now }) => taken(record, 'director', actor.id, facts, now),
    }),
    answer: step({
      label: ['答复客人', 'Answer the guest'], tone: 'primary', from: ['in_work'], to: 'answered', by: HEARERS, form: { solution: f.longText('解决办法', 'Solution', { max: 2000 }) },
      ready: ({ record }) => missingFields(record),
      set: ({ now }) => ({ solved_at: now }),
    }),
    accept: step({
      label: ['客人接受', 'The guest accepts'], tone: 'primary', from: ['answered'], to: 'accepted', by: HANDLERS, form: { result: f.text('结果', 'Result', { max: 300 }) }, set: () => ({ expectation: 'met' as const }),
    }),
    expectation_not_met: step({
      label: ['期望未能满足', 'Expectation not met'], from: ['answered'], to: 'not_met', by: HANDLERS,
      hint: ['分析原因，采取纠正措施，给客人满意的答复', 'Find the cause, correct it, and give the guest a proper answer'],
      form: { cause: f.longText('原因分析', 'Cause', { max: 2000 }), corrective: f.longText('纠正措施', 'Corrective action', { max: 2000 }), reply: f.longText('给客人的答复', 'Reply to the guest', { max: 2000 }) },
      guard: ({ input }) => refuseThinAnswer(input),
      set: () => ({ expectation: 'not_met' as const }),
    }),
    close: step({ label: ['办结', 'Close'], tone: 'primary', from: ['accepted', 'not_met'], to: 'closed', by: HANDLERS, form: {}, set: ({ day }) => ({ closed_on: day }) }),
    release: step({
      label: ['向当事员工公开', 'Release to the employee'], from: [...SETTLED], to: [...SETTLED], by: ['vip_manager', 'vip_director'],
      hint: ['公开之前，当事员工在任何地方都看不到这条投诉', 'Until then the employee sees this complaint nowhere'], form: {},
      ready: ({ record }) => notReleasable(record),
      choose: ({ record }) => record.state as Settled,
      set: ({ record, now }) => ({ released_to: record.hidden_from, hidden_from: null, released_at: now }),
      async effect({ tx, record }) { emit(tx, 'guest_complaint.released', { complaint: record.id }); },
    }),
    file: step({ label: ['检讨备案', 'Reviewed and filed'], from: ['closed'], to: 'reviewed', by: [], form: {} }),
  }),
);
