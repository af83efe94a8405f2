/**
 * A breach as reported (违纪事件): who, what clause, when and where, how serious, what harm, with the facts on which the level of some
 * clauses hangs. Serves CC-0.1, CC-ESC-1, CG-11, CG-12, CG-30, SM-2.
 */
import { calendar, calendarOf, dayOf, defineRegister, f, parameter, readRecord, Refusal, type Tx } from '../../../kernel/index.ts';
import { clauseOf, GRADE_LABELS, LEVEL_LABELS, publishedVersions, versionOn, ZONE_LABELS } from '../rulebook/index.ts';
import { Employee, employedOn } from '../staff/index.ts';
import { codesOf } from './codes.rules.ts';
import { DecisionDays } from './parameters.ts';
import { CASE_READERS, REPORTERS } from './roles.ts';
import { OUTCOME_LABELS } from './sentences.rules.ts';

export const Incident = defineRegister('incident', {
  label: ['违纪事件', 'Incident'],
  number: 'WJ-{yyyy}-{0000}',
  fields: {
    employee: f.ref('员工', 'Employee', 'employee'),
    clause: f.text('条款', 'Clause', { max: 28, hint: ['违反的条款编号', 'Code of the clause'] }),
    occurred_at: f.dateTime('发生时间', 'When'),
    zone: f.choice('区域', 'Where', ZONE_LABELS, { initial: 'work-area' }),
    grade: f.choice('程度', 'Grade', GRADE_LABELS, { initial: 'ordinary' }),
    description: f.longText('经过', 'What happened', { max: 2000 }),
    damage: f.longText('损害情况', 'Damage', { max: 1000, optional: true }),
    evidence: f.attachment('证据', 'Evidence', { optional: true }),
    place: f.text('具体地点', 'Exact place', { max: 60, optional: true }),
    also_clauses: f.text('同时违反', 'Other clauses', { max: 120, optional: true, hint: ['其他条款编号，用空格分开；只作一次处分', 'Further codes, separated by blanks; still one sanction'] }),
    scope_reason: f.text('公司以外适用守则的理由', 'Why the code applies outside', { max: 300, optional: true }),
    analogy_to: f.text('比照条款', 'Compared clause', { max: 28, optional: true, hint: ['没有对应条款时（CC-NOTE-1）比照哪一条', 'When no clause fits (CC-NOTE-1): handled like this one'] }),
    absence_consecutive: f.integer('连续缺勤班次', 'Shifts absent in a row', { max: 60, optional: true }),
    absence_in_month: f.integer('当月缺勤班次', 'Shifts absent in the month', { max: 31, optional: true }),
    away_minutes: f.integer('离岗分钟', 'Minutes away', { max: 720, optional: true }),
    away_covered: f.yesNo('离岗有暂停码或假单', 'A pause code or leave covers it', { optional: true }),
    urgent_call: f.yesNo('休息区急电', 'Urgent call in the rest area', { optional: true }),
    especially_serious: f.yesNo('符合“特别严重”标准', 'Meets “especially serious”', { optional: true }),
    nth_in_month: f.integer('当月第几次', 'Which time in the month', { optional: true, readonly: true }),
    hear_by: f.dateTime('申辩期至', 'Answer by', { optional: true, readonly: true }),
    decide_by: f.dateTime('决定期限', 'Decide by', { optional: true, readonly: true }),
    statement: f.longText('员工陈述', 'Statement', { max: 4000, optional: true, readonly: true }),
    silent: f.yesNo('逾期未陈述', 'No statement in time', { optional: true, readonly: true }),
    proposed_outcome: f.choice('建议结果', 'Proposed outcome', OUTCOME_LABELS, { optional: true, readonly: true }),
    proposed_level: f.choice('建议级别', 'Proposed level', LEVEL_LABELS, { optional: true, readonly: true }),
    proposal: f.longText('建议的依据', 'Why it is proposed', { max: 60_000, optional: true, readonly: true }),
    decided_level: f.choice('决定级别', 'Decided level', LEVEL_LABELS, { optional: true, readonly: true }),
    decided_by: f.ref('决定人', 'Decided by', 'app_user', { optional: true, readonly: true }),
    change_reason: f.longText('与建议不同的理由', 'Why it departs from the proposal', { max: 1000, optional: true, readonly: true }),
    harm_evidence: f.longText('加重所据损害证据', 'Evidence of harm for a heavier level', { max: 1000, optional: true, readonly: true }),
    second_approver: f.ref('第二批准人', 'Second approver', 'app_user', { optional: true, readonly: true }),
    accused_user: f.ref('本人', 'The person', 'app_user', { optional: true, readonly: true }),
    closing_reason: f.longText('结案说明', 'Why it was closed', { max: 1000, optional: true, readonly: true }),
  },
  title: ['employee', 'clause'],
  list: ['employee', 'clause', 'occurred_at', 'grade', 'proposed_level', 'decided_level'],
  sorts: ['-occurred_at', '-created_at', '-number'],
  indexes: [['clause', 'occurred_at']],
  access: { read: CASE_READERS, create: REPORTERS, own: 'accused_user', ownAside: true },
  empty: ['没有违纪事件。发现违反守则的行为时在此报告：员工、条款、时间、经过。', 'No incidents. Report a breach here: who, which clause, when, what happened.'],
  opening: {
    facts: async ({ tx, input, now }) => ({ ...(await reportFacts(tx, input)), decideBy: await decideBy(tx, input.employee, now) }),
    guard({ input, facts, now }) {
      if (input.occurred_at > now) throw new Refusal('incident.future', ['发生时间在将来', 'It lies in the future'], 422, { occurred_at: ['不晚于现在', 'Not later than now'] });
      if (!facts.employed) throw new Refusal('incident.not_employed', ['事发当日该员工不在职', 'This person was not employed on that day'], 422, { employee: ['当日不在职', 'Not employed then'] });
      if (facts.unknown.length > 0) {
        throw new Refusal('incident.no_such_clause', [`当时的守则没有条款 ${facts.unknown.join('、')}`, `The code of that day has no clause ${facts.unknown.join(', ')}`], 422, { clause: ['请从条款中选择', 'Choose a clause'] });
      }
      if (input.zone === 'outside' && !facts.reachesOutside && input.scope_reason === null) {
        throw new Refusal('incident.scope_reason', ['守则只适用于公司范围内；在外适用须写明理由', 'The code binds within the premises; outside it needs a reason'], 422, { scope_reason: ['必填', 'Required'] });
      }
      if (facts.double !== null) throw new Refusal('incident.double', [`同一事件已登记为 ${facts.double}；一次事件只处分一次`, `It is registered as ${facts.double} already; one incident, one sanction`]);
    },
    set: ({ facts }) => ({ decide_by: facts.decideBy }),
  },
});

interface Reported { readonly employee: string; readonly clause: string; readonly also_clauses: string | null; readonly analogy_to: string | null; readonly occurred_at: Date }

async function reportFacts(tx: Tx, input: Reported) {
  const employee = await readRecord(tx, Employee, input.employee);
  const day = employee ? await dayOf(tx, input.occurred_at, employee.unit_id) : '';
  const version = versionOn(await publishedVersions(tx), day);
  const codes = [...codesOf(input), ...(input.analogy_to === null ? [] : [input.analogy_to])];
  const [double] = await tx.query<{ number: string }>(
    `select number from incident where tenant_id = $1 and employee = $2 and clause = $3 and occurred_at = $4 and archived_at is null limit 1`, [tx.tenantId, input.employee, input.clause, input.occurred_at]);
  return {
    employed: employee !== null && employedOn(employee, day),
    unknown: version === null ? [] : codes.filter((code) => !clauseOf(version, code)),
    reachesOutside: version !== null && clauseOf(version, input.clause)?.zones.includes('outside') === true,
    double: double?.number ?? null,
  };
}

/** The deadline runs from the report, on the calendar of the employee's unit. */
async function decideBy(tx: Tx, employeeId: string, now: Date): Promise<Date> {
  const unit = (await readRecord(tx, Employee, employeeId))?.unit_id ?? '';
  const days = await parameter(tx, DecisionDays, await dayOf(tx, now, unit));
  return calendar.deadlineAfterDays(now, days, await calendarOf(tx, unit));
}
