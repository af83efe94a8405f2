/**
 * The way of a dismissal review (解除审查流程): file, legal check, union with reasons, its opinion answered, decision by the manager, service, exit
 * clearance, certificate. No step is taken by the system except to stop. Serves SM-14, AC-04, LG-5.
 */
import { calendar, defineProcess, defineSlip, emit, f, parameter, Refusal, type SlipContent, type Tx } from '../../../kernel/index.ts';
import { DismissalReview, FILE, LEGAL } from './dismissal-review.ts';
import { thawed } from './explained.rules.ts';
import { holidaysOf } from './holidays.ts';
import { tellMoney } from './money.ts';
import { UnionDays } from './parameters.ts';
import { fileRefusal, missingItems, type Around, type ReviewFile } from './review.rules.ts';
import { APPROVERS } from './roles.ts';

export const UnionNotice = defineSlip('union_notice', { label: ['解除劳动合同通知工会函', 'Notice of an intended dismissal to the union'], number: 'GH-{yyyy}-{000}', copies: [['工会联', 'Union'], ['案卷联', 'File']] });
export const TerminationNotice = defineSlip('termination_notice', { label: ['解除劳动合同通知书', 'Notice of dismissal'], number: 'JT-{yyyy}-{000}', copies: [['员工联', 'Employee'], ['工会联', 'Union'], ['人事联', 'HR']] });

const BEFORE = ['eligible', 'in_review'] as const;
const DECIDABLE = [...BEFORE, 'ground_lost'] as const;

export const DismissalReviewProcess = defineProcess(DismissalReview, 'eligible',
  {
    eligible: {
      label: ['可进入解除审查', 'Eligible for dismissal review'], tone: 'alarm',
      due: { step: 'complete_file', at: ({ now, calendar: c }) => calendar.deadlineAfterDays(now, 10, c), escalateTo: 'centre_manager' },
    },
    in_review: {
      label: ['审查中', 'Under review'], tone: 'waiting',
      due: { step: 'decide_dismissal', at: ({ now, calendar: c }) => calendar.deadlineAfterDays(now, 30, c), escalateTo: 'hr' },
    },
    kept: { label: ['不解除', 'Employment continues'], tone: 'done' },
    dismissal_decided: { label: ['决定解除，待送达', 'Dismissal decided, to be served'], tone: 'stopped', due: { step: 'serve_notice', at: ({ now, calendar: c }) => calendar.deadlineAfterDays(now, 5, c), escalateTo: 'hr' } },
    served: { label: ['已送达，待清结', 'Served, exit clearance open'], tone: 'stopped' },
    completed: { label: ['已清结并出具证明', 'Cleared, certificate issued'], tone: 'stopped' },
    ground_lost: { label: ['依据已撤销，须重新审查', 'Its ground is gone, to be reviewed again'], tone: 'alarm', due: { step: 'decide_dismissal', at: ({ now, calendar: c }) => calendar.deadlineAfterDays(now, 5, c), escalateTo: 'hr' } },
    withdrawn: { label: ['已撤回', 'Withdrawn'], tone: 'stopped' },
  },
  (step) => ({
    complete_file: step({
      label: ['补全案卷', 'Complete the file'], tone: 'primary', from: [...BEFORE], to: 'in_review', by: APPROVERS, form: FILE,
      hint: ['已有的签收、证据和陈述已经填好，请核对', 'What is on record already is filled in: acknowledgement, evidence, statement; check it'],
      facts: onRecord,
      preview: ({ record, facts }) => ({ lines: missingItems(record, facts), initial: { ...facts.known, ...given(record) } }),
    }),
    check_law: step({
      label: ['法律审查', 'Legal check'], from: [...BEFORE], to: 'in_review', by: ['hr'], form: LEGAL,
      guard({ input }) {
        if (input.protection.length > 1 && input.protection.includes('none')) throw new Refusal('dismissal_review.protection', ['“没有”不能与其他情形同选', 'None excludes the others'], 422, { protection: ['二者选一', 'One or the other'] });
      },
      set: ({ actor }) => ({ legal_by: actor.name }),
    }),
    notify_union: step({
      label: ['通知工会', 'Notify the union'], from: [...BEFORE], to: 'in_review', by: APPROVERS,
      hint: ['解除之前须把理由通知工会', 'The union is told the reasons before any dismissal'],
      form: { union_reasons: f.longText('通知工会的理由', 'Reasons given to the union', { max: 4000 }) },
      facts: async ({ tx, record, day }) => ({ ...(await caseNames(tx, record)), days: await parameter(tx, UnionDays, day), holidays: await holidaysOf(tx) }),
      ready: ({ record }) => (record.union_notified_on === null ? null : ['已经通知', 'Notified already']),
      set: ({ day, now, facts, calendar: c }) => ({ union_notified_on: day, union_by: calendar.deadlineAfterWorkingDays(now, facts.days, c, facts.holidays) }),
      slip: { kind: UnionNotice, content: ({ record, facts, input }) => ({
        lines: [{ label: ['员工', 'Employee'], value: facts.employee }, { label: ['案卷', 'File'], value: record.number }, { label: ['拟解除的理由', 'Reasons'], value: input.union_reasons }, { label: ['答复期', 'Answer within'], value: [`${facts.days} 个工作日`, `${facts.days} working days`] }],
        boxes: [['工会签收', 'Received by the union']],
      }) },
    }),
    record_union: step({
      label: ['录入工会意见', 'Record the union’s opinion'], from: [...BEFORE], to: 'in_review', by: APPROVERS,
      form: { union_opinion: f.longText('工会意见', 'Opinion of the union', { max: 4000 }), union_answer: f.longText('书面答复', 'Written answer', { max: 4000, hint: ['研究了意见，结果怎样', 'How it was weighed and what came of it'] }) },
      ready: ({ record }) => (record.union_notified_on === null ? ['先通知工会', 'Notify the union first'] : null),
    }),
    decide_dismissal: step({
      label: ['决定', 'Decide'], tone: 'danger', from: [...DECIDABLE], to: ['kept', 'dismissal_decided'], by: ['centre_manager'],
      hint: ['决定解除须案卷齐全；不解除随时可以决定', 'Dismissal needs a complete file; keeping the employment may be decided at any time'],
      form: {
        verdict: f.choice('决定', 'Decision', { keep: ['不解除', 'Employment continues'], dismiss: ['解除劳动合同', 'Dismiss'] }),
        conclusion: f.longText('结论理由', 'Why so decided', { max: 2000 }),
      },
      facts: onRecord,
      preview: ({ record, facts }) => ({ lines: missingItems(record, facts) }),
      guard({ input, record, facts, actor }) {
        if (actor.id === facts.accused) throw new Refusal('dismissal_review.own', ['不能决定自己的事', 'Nobody decides their own case'], 403);
        const refusal = input.verdict === 'dismiss' ? fileRefusal(record, facts) : null;
        if (refusal) throw refusal;
      },
      choose: ({ input }) => (input.verdict === 'dismiss' ? 'dismissal_decided' : 'kept'),
      // Where a sanction was decided, its decision has told of the money already.
      effect: async ({ tx, record, facts }) => { if (record.state === 'dismissal_decided' && record.sanction === null && facts.proposal !== null) tellMoney(tx, record.incident, null, thawed(facts.proposal)); },
    }),
    serve_notice: step({
      label: ['送达解除通知', 'Serve the notice'], tone: 'danger', from: ['dismissal_decided'], to: 'served', by: APPROVERS, form: { ends_on: f.date('劳动合同终止日', 'Employment ends on') },
      sign: [{ name: 'employee', label: ['员工', 'Employee'], by: 'guest', refusable: true }],
      facts: ({ tx, record }) => caseNames(tx, record),
      preview: ({ day }) => ({ lines: [], initial: { ends_on: day } }),
      guard({ facts, signers, input, day }) {
        if (signers.employee!.name !== facts.employee) throw new Refusal('dismissal_review.signer', [`须由 ${facts.employee} 本人签字`, `${facts.employee} must sign in person`], 422, { 'sign.employee': ['须本人签字', 'In person'] });
        if (input.ends_on < day) throw new Refusal('dismissal_review.ends_on', ['终止日不能早于送达', 'It cannot end before service'], 422, { ends_on: ['不早于今天', 'Not before today'] });
      },
      effect: async ({ tx, record, input }) => emit(tx, 'discipline.dismissal_served', { review: record.id, employee: record.employee, ends_on: input.ends_on, unit: record.unit_id }),
      slip: { kind: TerminationNotice, content: ({ record, facts, input, signers }) => noticeOf(record, facts, input.ends_on, signers.employee!.refused) },
    }),
    // Taken by the exit clearance, which looks at things and money itself; nobody types that all is settled.
    certify: step({ label: ['已清结并出具证明', 'Cleared and certified'], from: ['served'], to: 'completed', by: [], form: { clearance: f.text('离职清结单号', 'Exit clearance', { max: 40 }) } }),
    withdraw: step({ label: ['撤回', 'Withdraw'], from: [...BEFORE], to: 'withdrawn', by: [], form: {} }),
    lose_ground: step({ label: ['依据已撤销', 'Ground gone'], from: ['dismissal_decided', 'served', 'completed'], to: 'ground_lost', by: [], form: {} }),
  }),
);

interface Decided { readonly number: string; readonly conclusion: string | null; readonly union_opinion: string | null; readonly union_answer: string | null }
function noticeOf(record: Decided, names: { readonly employee: string; readonly incident: string }, endsOn: string, refused: boolean): SlipContent {
  return {
    lines: [
      { label: ['员工', 'Employee'], value: names.employee }, { label: ['案卷', 'File'], value: record.number }, { label: ['事件', 'Incident'], value: names.incident }, { label: ['理由', 'Reasons'], value: record.conclusion ?? '' },
      { label: ['工会意见及答复', 'Union'], value: record.union_opinion === null ? ['期限内未提出意见', 'No opinion was given in time'] : [`${record.union_opinion}；答复：${record.union_answer ?? ''}`, `${record.union_opinion}; answered: ${record.union_answer ?? ''}`] }, { label: ['终止日', 'Ends on'], value: endsOn },
      { label: ['救济', 'Remedy'], value: ['不服可依法申请劳动争议仲裁', 'Labour arbitration may be applied for under the law'] },
    ],
    stamps: refused ? [['拒签，两人见证', 'Refused before two witnesses']] : [['已签收', 'Signed']],
  };
}

interface Review { readonly id: string; readonly employee: string; readonly incident: string; readonly sanction: string | null; readonly union_by: Date | null }

async function caseNames(tx: Tx, record: Review) {
  const [row] = await tx.query<{ name: string; staff_no: string; hired_on: string; app_user: string | null; incident: string }>(
    `select e.name, e.staff_no, e.hired_on, e.app_user, i.number as incident from employee e join incident i on i.tenant_id = e.tenant_id and i.id = $3 where e.tenant_id = $1 and e.id = $2`, [tx.tenantId, record.employee, record.incident]);
  return { employee: row?.name ?? '', staffNo: row?.staff_no ?? '', hiredOn: row?.hired_on ?? '', accused: row?.app_user ?? null, incident: row?.incident ?? '' };
}

/** What the rulebook, the case and the calendar already say. */
async function onRecord({ tx, record, now }: { readonly tx: Tx; readonly record: Review; readonly now: Date }): Promise<Around & { readonly accused: string | null; readonly proposal: string | null; readonly known: { readonly [field: string]: unknown } }> {
  const [row] = await tx.query<{ statement: string | null; silent: boolean | null; incident_state: string; sanction_state: string | null; app_user: string | null; proposal: string | null; pieces: number; shows: string | null; signed_on: string | null; signed_no: string | null }>(
    `select i.statement, i.silent, i.state as incident_state, s.state as sanction_state, e.app_user, i.proposal,
       (select count(*) from case_evidence v where v.tenant_id = i.tenant_id and v.incident = i.id and v.state = 'on_file') as pieces,
       (select string_agg(v.number || ' ' || v.shows, '；' order by v.number) from case_evidence v where v.tenant_id = i.tenant_id and v.incident = i.id and v.state = 'on_file') as shows,
       a.signed_on, a.no as signed_no
     from incident i join employee e on e.tenant_id = i.tenant_id and e.id = i.employee left join sanction s on s.tenant_id = i.tenant_id and s.id = $3
     left join lateral (select k.signed_on, v.no from rulebook_acknowledgement k join rulebook_version v on v.tenant_id = k.tenant_id and v.id = k.rulebook
       where k.tenant_id = i.tenant_id and k.employee = i.employee and k.state = 'signed' and v.effective_from <= i.occurred_at::date order by v.effective_from desc limit 1) a on true
     where i.tenant_id = $1 and i.id = $2`, [tx.tenantId, record.incident, record.sanction]);
  const gone = ['revoked', 'replaced', 'suspended'];
  return {
    grounded: record.sanction === null ? !['annulled', 'dismissed'].includes(row?.incident_state ?? '') : !gone.includes(row?.sanction_state ?? 'revoked'),
    unionTimeOver: record.union_by !== null && now >= record.union_by, accused: row?.app_user ?? null, proposal: row?.proposal ?? null,
    known: {
      acknowledged_on: row?.signed_on ?? null, acknowledged_version: row?.signed_no ?? null, evidence_note: row?.shows ?? null,
      hearing: row?.statement ?? (row?.silent ? '申辩期内没有陈述（已记录）' : null),
    },
  };
}

function given(record: ReviewFile): { readonly [field: string]: unknown } {
  return Object.fromEntries(Object.keys(FILE).flatMap((name) => { const value = record[name as keyof ReviewFile]; return value === null ? [] : [[name, value]]; }));
}
