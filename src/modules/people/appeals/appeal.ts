/**
 * An appeal against a sanction (申诉): filed by the person within five working days of service, or handed in on paper; reviewed by somebody
 * who had no part in the case; upheld, reduced or revoked. Serves SM-3.
 */
import { calendar, calendarOf, dayOf, defineRegister, f, parameter, type Tx } from '../../../kernel/index.ts';
import { CASE_READERS, holidaysOf } from '../discipline/index.ts';
import { type Level, LEVEL_LABELS } from '../rulebook/index.ts';
import { AppealDays, ReviewDays } from './parameters.ts';
import { filingRefusal } from './rules.ts';
import { ENTER_FOR_OTHERS, FILERS } from './roles.ts';

export const OUTCOMES = { upheld: ['维持', 'Upheld'], reduced: ['减轻', 'Reduced'], revoked: ['撤销', 'Revoked'] } as const;
export const LIGHTER = { action: LEVEL_LABELS.action, iip: LEVEL_LABELS.iip, oral: LEVEL_LABELS.oral } as const;
const later = { readonly: true, optional: true } as const;

export const Appeal = defineRegister('appeal', {
  label: ['申诉', 'Appeal'],
  number: 'SS-{yyyy}-{000}',
  fields: {
    sanction: f.ref('处分决定', 'Sanction', 'sanction'),
    grounds: f.longText('申诉理由', 'Grounds', { max: 4000, hint: ['哪里不对：事实、证据、条款、程序还是轻重', 'What is wrong: facts, evidence, clause, procedure or weight'] }),
    wants: f.choice('请求', 'What is asked for', { revoke: ['撤销', 'Revoke it'], reduce: ['减轻', 'Reduce it'] }, { initial: 'revoke' }),
    material: f.attachment('材料', 'Material', { optional: true }),
    late_reason: f.text('逾期的理由', 'Why it comes late', { max: 300, optional: true, hint: ['送达后 5 个工作日内不用填', 'Not needed within 5 working days of service'] }),
    employee: f.ref('员工', 'Employee', 'employee', later),
    incident: f.ref('违纪事件', 'Incident', 'incident', later),
    level_before: f.choice('原级别', 'Level decided', LEVEL_LABELS, later),
    deadline: f.dateTime('申诉期至', 'To be filed by', later),
    late: f.yesNo('逾期', 'Late', later),
    handed_in: f.choice('提出方式', 'How handed in', { person: ['本人', 'By the person'], paper: ['书面，由他人录入', 'On paper, entered by a colleague'] }, later),
    decide_by: f.dateTime('复核期限', 'Decide by', later),
    accused_user: f.ref('本人', 'The person', 'app_user', later),
    reviewer: f.ref('复核人', 'Reviewer', 'app_user', later),
    outcome: f.choice('结论', 'Finding', OUTCOMES, later),
    to_level: f.choice('减为', 'Reduced to', LIGHTER, later),
    reasons: f.longText('结论理由', 'Reasons', { max: 4000, ...later }),
    decided_on: f.date('结论日', 'Decided on', later),
  },
  title: ['employee', 'sanction'],
  list: ['employee', 'sanction', 'level_before', 'wants', 'outcome', 'to_level', 'decide_by'],
  sorts: ['-number', '-decided_on'],
  unique: [['sanction']],
  access: { read: [...CASE_READERS, 'operations_gm'], create: FILERS, own: 'accused_user' },
  empty: ['没有申诉。不服处分的员工在送达后 5 个工作日内提出；也可以交书面材料，由人事录入。', 'No appeals. Whoever disagrees files within 5 working days of service, here or on paper through HR.'],
  opening: {
    facts: async ({ tx, input, now }) => filingFacts(tx, input.sanction, now),
    guard({ input, facts, now, actor }) {
      const refusal = filingRefusal({
        sanctionState: facts.sanction?.state ?? '', now, deadline: facts.deadline, lateReason: input.late_reason, byThePerson: facts.sanction?.accused_user === actor.id,
        mayEnterForOthers: actor.kind === 'system' || actor.grants.some((grant) => (ENTER_FOR_OTHERS as readonly string[]).includes(grant.role)),
      });
      if (refusal) throw refusal;
    },
    set: ({ facts, now, actor }) => ({
      employee: facts.sanction!.employee, incident: facts.sanction!.incident, level_before: facts.sanction!.level, deadline: facts.deadline, late: now >= facts.deadline, decide_by: facts.decideBy,
      handed_in: facts.sanction!.accused_user === actor.id ? ('person' as const) : ('paper' as const), accused_user: facts.sanction!.accused_user, unit_id: facts.sanction!.unit_id,
    }),
  },
});

interface Against { readonly state: string; readonly employee: string; readonly incident: string; readonly level: Level; readonly unit_id: string; readonly accused_user: string | null; readonly served_on: string | null }

async function filingFacts(tx: Tx, id: string, now: Date) {
  const [sanction] = await tx.query<Against>(
    'select state, employee, incident, level, unit_id, accused_user, served_on from sanction where tenant_id = $1 and id = $2', [tx.tenantId, id]);
  if (!sanction) return { sanction: null, deadline: now, decideBy: now };
  const [centre, holidays, day] = [await calendarOf(tx, sanction.unit_id), await holidaysOf(tx), await dayOf(tx, now, sanction.unit_id)];
  const served = calendar.startOfBusinessDay(sanction.served_on ?? day, centre);
  return {
    sanction, deadline: calendar.deadlineAfterWorkingDays(served, await parameter(tx, AppealDays, day), centre, holidays), decideBy: calendar.deadlineAfterWorkingDays(now, await parameter(tx, ReviewDays, day), centre, holidays),
  };
}
