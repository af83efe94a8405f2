/** From the report to the proposal (调查与建议): facts, evidence, the employee's statement or silence, the engine's proposal. Serves SM-2. */
import { calendar, f, parameter, readRecord, type RowOf, type SlipContent } from '../../../kernel/index.ts';
import { Employee } from '../staff/index.ts';
import { caseFile } from './case-file.ts';
import { mustSignInPerson, outdated, proposedColumns, shownProposal } from './case-facts.ts';
import { holidaysOf } from './holidays.ts';
import type { Incident } from './incident.ts';
import { HearingDays } from './parameters.ts';
import { ACCUSED, INVESTIGATORS } from './roles.ts';
import { HearingRecord } from './slips.ts';
import type { Take } from './take.ts';

export function inquiry(step: Take) {
  return {
    start_inquiry: step({
      label: ['开始调查', 'Begin the inquiry'], tone: 'primary', from: ['reported'], to: 'fact_finding', by: INVESTIGATORS, form: {},
      hint: ['申辩期从现在起算，到期没有陈述即记录', 'The time to answer runs from now; silence is recorded when it ends'],
      facts: async ({ tx, record, day }) => ({ days: await parameter(tx, HearingDays, day), holidays: await holidaysOf(tx), accused: (await readRecord(tx, Employee, record.employee))?.app_user ?? null }),
      // From now on the person may read what is held against them, and answer.
      set: ({ facts, now, calendar: c }) => ({ hear_by: calendar.deadlineAfterWorkingDays(now, facts.days, c, facts.holidays), accused_user: facts.accused }),
    }),
    record_statement: step({
      label: ['录入陈述', 'Record the statement'], tone: 'primary', from: ['fact_finding'], to: 'heard', by: INVESTIGATORS,
      form: { statement: f.longText('员工陈述', 'Statement', { max: 4000, hint: ['按员工原话', 'In the employee’s own words'] }) },
      sign: [{ name: 'employee', label: ['员工', 'Employee'], by: 'guest', refusable: true }],
      facts: async ({ tx, record, day }) => ({ employee: (await caseFile(tx, record, day)).employee.name }),
      guard({ facts, signers }) { mustSignInPerson(signers.employee!.name, facts.employee); },
      slip: { kind: HearingRecord, content: ({ record, input, facts }) => heardContent(record, facts.employee, input.statement) },
    }),
    answer: step({
      label: ['陈述申辩', 'Give my statement'], tone: 'primary', from: ['fact_finding'], to: 'heard', by: ACCUSED,
      hint: ['由当事人自己填写并签名；也可以当面向主管陈述', 'By the person concerned, signed; one may also speak to the supervisor instead'],
      form: { statement: f.longText('我的陈述', 'My statement', { max: 4000, hint: ['经过、理由、可以证明的人和材料', 'What happened, why, who and what can prove it'] }) },
      sign: [{ name: 'employee', label: ['本人', 'The person'], by: 'guest' }],
      facts: async ({ tx, record }) => ({ employee: (await readRecord(tx, Employee, record.employee))?.name ?? '' }),
      ready: ({ record, actor }) => (actor.id === record.accused_user ? null : ['只有当事人自己可以陈述', 'Only the person concerned answers here']),
      guard({ facts, signers }) { mustSignInPerson(signers.employee!.name, facts.employee); },
      slip: { kind: HearingRecord, content: ({ record, input, facts }) => heardContent(record, facts.employee, input.statement) },
    }),
    record_silence: step({
      label: ['记录未陈述', 'Record silence'], from: ['fact_finding'], to: 'heard', by: INVESTIGATORS, form: {},
      ready: ({ record, now }) => (record.hear_by !== null && now >= record.hear_by ? null : ['申辩期还没有结束', 'The time to answer has not ended']),
      set: () => ({ silent: true }),
    }),
    propose: step({
      label: ['形成建议', 'Propose'], tone: 'primary', from: ['heard'], to: 'proposed', by: INVESTIGATORS, form: {},
      hint: ['依据为当日的守则与送达记录', 'From the rulebook and the record of today'],
      facts: async ({ tx, record, day }) => caseFile(tx, record, day),
      preview: ({ facts }) => shownProposal(facts.explanation), set: ({ facts }) => proposedColumns(facts.explanation),
    }),
    propose_again: step({
      label: ['重新形成建议', 'Propose again'], from: ['proposed', 'awaiting_second'], to: 'proposed', by: INVESTIGATORS, form: {},
      hint: ['建议之后又有处分送达、撤销或届满时重新形成', 'When a sanction was served, revoked or has expired since'],
      facts: async ({ tx, record, day }) => caseFile(tx, record, day),
      ready: ({ facts, record }) => (outdated(facts, record) ? null : ['记录没有变化，建议仍然有效', 'Nothing has changed; the proposal stands']),
      preview: ({ facts }) => shownProposal(facts.explanation), set: ({ facts }) => proposedColumns(facts.explanation),
    }),
  };
}

function heardContent(record: RowOf<typeof Incident>, employee: string, statement: string): SlipContent {
  return { lines: [
    { label: ['事件', 'Incident'], value: record.number }, { label: ['员工', 'Employee'], value: employee },
    { label: ['经过', 'What happened'], value: record.description }, { label: ['陈述', 'Statement'], value: statement },
  ] };
}
