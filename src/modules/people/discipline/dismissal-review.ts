/**
 * Dismissal review (解除审查), in its smallest honest form: opened by a second Written Warning or a clause that names dismissal, decided by
 * people only, and only when rules, evidence, hearing and union notice are all on file. Serves CC-ESC-3b, AC-04, LG-5, LG-6, SM-14.
 */
import { calendar, createRecord, defineProcess, defineRegister, f, takeStep, type Tx } from '../../../kernel/index.ts';
import { APPROVERS, CASE_READERS } from './roles.ts';
import { fileRefusal, type ReviewFile, missingItems } from './review.rules.ts';

const later = { readonly: true, optional: true } as const;
const FILE = {
  acknowledged_on: f.date('员工签收守则日', 'Rules acknowledged on', { optional: true }),
  acknowledged_version: f.text('签收的守则版本', 'Version acknowledged', { max: 12, optional: true }),
  evidence_note: f.longText('证据目录', 'Evidence', { max: 4000, optional: true }),
  evidence: f.attachment('证据文件', 'Files of evidence', { optional: true }),
  hearing: f.longText('申辩记录', 'Hearing', { max: 4000, optional: true }),
  union_notified_on: f.date('通知工会日', 'Union notified on', { optional: true }),
  union_reasons: f.longText('通知工会的理由', 'Reasons given to the union', { max: 4000, optional: true }),
  union_opinion: f.longText('工会意见及答复', 'Union opinion and the answer', { max: 4000, optional: true }),
} as const;

export const DismissalReview = defineRegister('dismissal_review', {
  label: ['解除审查', 'Dismissal review'],
  number: 'JC-{yyyy}-{000}',
  fields: {
    employee: f.ref('员工', 'Employee', 'employee', { readonly: true }),
    cause: f.choice('起因', 'Cause', {
      printed: ['条款写明开除', 'The clause names dismissal'], 'repeat-above-written': ['书面警告后同类再犯', 'The same kind after a Written Warning'], 'two-written': ['两次书面警告', 'Two Written Warnings'],
    }, { readonly: true }),
    incident: f.ref('违纪事件', 'Incident', 'incident', { readonly: true }),
    sanction: f.ref('处分决定', 'Sanction', 'sanction', later),
    ...FILE,
    conclusion: f.longText('结论理由', 'Why so decided', { max: 2000, ...later }),
  },
  title: ['employee', 'cause'],
  list: ['employee', 'cause', 'incident', 'union_notified_on'],
  sorts: ['-created_at'],
  access: { read: CASE_READERS, create: [] },
  empty: ['没有解除审查。两次书面警告或条款写明开除时在此开案，不会自动解除。', 'No reviews. They open after two Written Warnings or where a clause names dismissal; nothing is automatic.'],
});

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
    dismissal_decided: { label: ['决定解除', 'Dismissal decided'], tone: 'stopped' },
    withdrawn: { label: ['已撤回', 'Withdrawn'], tone: 'stopped' },
  },
  (step) => ({
    complete_file: step({
      label: ['补全案卷', 'Complete the file'], tone: 'primary', from: ['eligible', 'in_review'], to: 'in_review', by: APPROVERS, form: FILE,
      preview: ({ record }) => ({ lines: missingItems(record), initial: fileOf(record) }),
    }),
    decide_dismissal: step({
      label: ['决定', 'Decide'], tone: 'danger', from: ['eligible', 'in_review'], to: ['kept', 'dismissal_decided'], by: ['centre_manager'],
      hint: ['决定解除须案卷齐全；不解除随时可以决定', 'Dismissal needs a complete file; keeping the employment may be decided at any time'],
      form: {
        verdict: f.choice('决定', 'Decision', { keep: ['不解除', 'Employment continues'], dismiss: ['解除劳动合同', 'Dismiss'] }),
        conclusion: f.longText('结论理由', 'Why so decided', { max: 2000 }),
      },
      preview: ({ record }) => ({ lines: missingItems(record) }),
      guard({ input, record }) {
        const refusal = input.verdict === 'dismiss' ? fileRefusal(record) : null;
        if (refusal) throw refusal;
      },
      choose: ({ input }) => (input.verdict === 'dismiss' ? 'dismissal_decided' : 'kept'),
    }),
    withdraw: step({ label: ['撤回', 'Withdraw'], from: ['eligible', 'in_review'], to: 'withdrawn', by: [], form: {} }),
  }),
);

interface Opened { readonly employee: string; readonly cause: 'printed' | 'repeat-above-written' | 'two-written'; readonly incident: string; readonly sanction: string | null; readonly unit_id: string }

export async function openReview(tx: Tx, values: Opened): Promise<void> {
  await createRecord(tx, DismissalReview, values);
}

/** When the sanction it rests on is revoked, there is nothing left to review. */
export async function withdrawReviews(tx: Tx, sanctionId: string): Promise<void> {
  const open = await tx.query<{ id: string }>(`select id from dismissal_review where tenant_id = $1 and sanction = $2 and state in ('eligible', 'in_review')`, [tx.tenantId, sanctionId]);
  for (const { id } of open) await takeStep(tx, DismissalReviewProcess, id, 'withdraw', {});
}

function fileOf(record: ReviewFile): { readonly [field: string]: unknown } {
  return Object.fromEntries(Object.keys(FILE).map((name) => [name, record[name as keyof ReviewFile] ?? null]));
}
