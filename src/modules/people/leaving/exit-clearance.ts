/**
 * Exit clearance (离职清结): before somebody leaves, all things and all money are looked at where they are kept; only when nothing is open is it
 * cleared, and only then is the certificate issued. A dismissal opens it by itself. Serves SM-11, SM-14, AC-20.
 */
import { calendar, createRecord, defineProcess, defineRegister, defineSlip, f, readRecord, Refusal, takeStep, type Tx, updateRecord } from '../../../kernel/index.ts';
import { DismissalReview, DismissalReviewProcess } from '../discipline/index.ts';
import { Employee } from '../staff/index.ts';
import { openWith } from './open.ts';
import { CLEARERS, OPENERS, READERS } from './roles.ts';
import { REASONS, stillOpen } from './rules.ts';

const later = { optional: true, readonly: true } as const;
export const TerminationCertificate = defineSlip('termination_certificate', { label: ['解除或终止劳动合同证明书', 'Certificate of termination'], number: 'JZ-{yyyy}-{000}', copies: [['员工联', 'Employee'], ['人事联', 'HR']] });

export const ExitClearance = defineRegister('exit_clearance', {
  label: ['离职清结', 'Exit clearance'],
  number: 'LZ-{yyyy}-{000}',
  fields: {
    employee: f.ref('员工', 'Employee', 'employee'), last_day: f.date('最后工作日', 'Last day'), reason: f.choice('离职原因', 'Reason', REASONS, { initial: 'own' }), note: f.text('说明', 'Note', { max: 200, optional: true }),
    review: f.ref('解除审查', 'Dismissal review', 'dismissal_review', later), person: f.ref('本人', 'The person', 'app_user', later), cleared_on: f.date('清结日', 'Cleared on', later), certified_on: f.date('出具证明日', 'Certified on', later),
  },
  title: ['employee'],
  list: ['employee', 'last_day', 'reason', 'cleared_on', 'certified_on'],
  sorts: ['-last_day', '-number'],
  access: { read: READERS, create: OPENERS, own: 'person' },
  empty: ['没有离职清结。员工离职前在此开单；物品、款项全部了结后才能清结。解除决定送达后自动开单。', 'No clearances. Open one before somebody leaves; it clears once things and money are settled. A dismissal opens it by itself.'],
  opening: {
    facts: async ({ tx, id, input }) => {
      await tx.query('select pg_advisory_xact_lock(hashtextextended($1, 0))', [`exit_clearance ${tx.tenantId} ${input.employee}`]);
      const [other] = await tx.query<{ number: string }>(`select number from exit_clearance where tenant_id = $1 and employee = $2 and archived_at is null and id is distinct from $3::uuid limit 1`, [tx.tenantId, input.employee, id]);
      return { employee: await readRecord(tx, Employee, input.employee), other: other?.number ?? null };
    },
    guard({ input, facts }) {
      if (facts.other !== null) throw new Refusal('exit_clearance.double', [`已有离职清结 ${facts.other}`, `There is a clearance already: ${facts.other}`], 409);
      if (facts.employee && input.last_day < facts.employee.hired_on) throw new Refusal('exit_clearance.last_day', ['最后工作日早于入职日', 'Before the day of hiring'], 422, { last_day: ['不早于入职日', 'Not before the day of hiring'] });
      if (input.reason === 'dismissed' && input.review === null) throw new Refusal('exit_clearance.dismissed', ['单位解除须先经解除审查，送达后自动开单', 'A dismissal goes through its review; the clearance opens by itself once it is served'], 422, { reason: ['须经解除审查', 'Needs a dismissal review'] });
    },
    set: ({ facts }) => (facts.employee ? { unit_id: facts.employee.line ?? facts.employee.unit_id, person: facts.employee.app_user } : {}),
  },
});

export const ExitClearanceProcess = defineProcess(ExitClearance, 'open',
  {
    open: { label: ['待清结', 'Open'], tone: 'waiting', due: { step: 'clear', at: ({ record, calendar: c }) => calendar.endOfBusinessDay(record.last_day, c), escalateTo: 'hr' } },
    cleared: { label: ['已清结，待出具证明', 'Cleared, certificate to be issued'], tone: 'active', due: { step: 'certify', at: ({ now, calendar: c }) => calendar.deadlineAfterDays(now, 15, c), escalateTo: 'centre_manager' } },
    certified: { label: ['已出具证明', 'Certificate issued'], tone: 'done' },
  },
  (step) => ({
    clear: step({
      label: ['清结', 'Clear'], tone: 'primary', from: ['open'], to: 'cleared', by: CLEARERS, form: {},
      hint: ['系统逐项核对保管物品、带出、工具、备用金、车辆、赔偿与扣款，有未了结的不能清结', 'Things in custody or outside, tools, floats, vehicles, claims and deductions are looked at; nothing may be open'],
      facts: async ({ tx, record }) => ({ open: stillOpen(await openWith(tx, record.employee)) }),
      ready: ({ record, facts, actor }) => (actor.id === record.person ? ['不能清结自己的', 'Nobody clears their own'] : facts.open),
      set: ({ day }) => ({ cleared_on: day }),
    }),
    certify: step({
      label: ['出具证明', 'Issue the certificate'], tone: 'primary', from: ['cleared'], to: 'certified', by: ['hr'], form: {},
      facts: async ({ tx, record }) => ({
        open: stillOpen(await openWith(tx, record.employee)), employee: await readRecord(tx, Employee, record.employee), review: record.review === null ? null : await readRecord(tx, DismissalReview, record.review),
      }),
      // What has come up since the clearance stands in the way of the certificate too.
      ready({ record, facts, actor, day }) {
        if (actor.id === record.person) return ['不能给自己出具', 'Nobody certifies their own'];
        if (day < record.last_day) return [`最后工作日 ${record.last_day} 之前不能出具`, `Not before the last day, ${record.last_day}`];
        if (facts.review !== null && facts.review.state !== 'served') return ['解除决定已不再有效', 'The dismissal no longer stands'];
        return facts.open;
      },
      set: ({ day }) => ({ certified_on: day }),
      async effect({ tx, record, facts }) {
        if (record.review !== null) await takeStep(tx, DismissalReviewProcess, record.review, 'certify', { clearance: record.number });
        if (facts.employee && facts.employee.left_on === null) await updateRecord(tx, Employee, facts.employee, { left_on: record.last_day }, { what: 'left' });
      },
      slip: { kind: TerminationCertificate, content: ({ record, facts }) => ({
        lines: [
          { label: ['员工', 'Employee'], value: facts.employee?.name ?? '' }, { label: ['工号', 'Staff number'], value: facts.employee?.staff_no ?? '' }, { label: ['职务', 'Position'], value: facts.employee?.job_title ?? '—' }, { label: ['入职', 'Hired on'], value: facts.employee?.hired_on ?? '' },
          { label: ['终止', 'Ended on'], value: record.last_day }, { label: ['原因', 'Reason'], value: REASONS[record.reason] }, ...(facts.review === null ? [] : [{ label: ['解除审查', 'Dismissal review'] as const, value: facts.review.number }]),
          { label: ['清结单', 'Clearance'], value: [`${record.number}，物品与款项已了结`, `${record.number}; things and money are settled`] },
        ],
        boxes: [['单位盖章', 'Seal of the organisation'], ['员工签收', 'Received by the employee']],
      }) },
    }),
  }),
);

/** The dismissal has been served: what there is to settle is asked for at once. */
export async function clearanceForDismissal(tx: Tx, payload: { readonly [name: string]: unknown }): Promise<void> {
  const review = await readRecord(tx, DismissalReview, String(payload['review']));
  if (review?.state !== 'served') return;
  const values = { last_day: String(payload['ends_on']), reason: 'dismissed' as const, review: review.id };
  const [known] = await tx.query<{ id: string; state: string }>('select id, state from exit_clearance where tenant_id = $1 and employee = $2 and archived_at is null', [tx.tenantId, review.employee]);
  if (known) await updateRecord(tx, ExitClearance, known, values, { what: 'dismissed' });
  else await createRecord(tx, ExitClearance, { employee: review.employee, ...values, unit_id: String(payload['unit']) });
}
