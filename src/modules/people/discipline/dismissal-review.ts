/**
 * Dismissal review (解除审查): opened by a second Written Warning or a clause that names dismissal, decided by people only, and only when rules,
 * evidence, hearing, legal check and the union's part are all on file. Serves CC-ESC-3b, AC-04, LG-5, LG-6, SM-14.
 */
import { createRecord, defineRegister, f, takeStep, type Process, type Tx } from '../../../kernel/index.ts';
import { PROTECTIONS } from './review.rules.ts';
import { CASE_READERS } from './roles.ts';

const later = { readonly: true, optional: true } as const;
export const FILE = {
  acknowledged_on: f.date('员工签收守则日', 'Rules acknowledged on', { optional: true }),
  acknowledged_version: f.text('签收的守则版本', 'Version acknowledged', { max: 12, optional: true }),
  evidence_note: f.longText('证据目录', 'Evidence', { max: 4000, optional: true }),
  evidence: f.attachment('证据文件', 'Files of evidence', { optional: true }),
  hearing: f.longText('申辩记录', 'Hearing', { max: 4000, optional: true }),
} as const;
export const LEGAL = {
  protection: f.choices('特殊保护情形', 'Special protection', PROTECTIONS, { hint: ['逐项核对；都没有选“没有”', 'Check each; choose None when there is none'] }),
  protection_note: f.longText('仍可解除的依据', 'Why it is possible all the same', { max: 1000, optional: true }),
  legal_result: f.choice('法律审查结论', 'Result of the legal check', { clear: ['没有疑问', 'No doubts'], doubtful: ['有疑问', 'Doubtful'] }),
  legal_note: f.longText('法律审查意见', 'Legal opinion', { max: 2000, optional: true }),
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
    protection: f.choices('特殊保护情形', 'Special protection', PROTECTIONS, later),
    protection_note: f.longText('仍可解除的依据', 'Why it is possible all the same', { max: 1000, ...later }),
    legal_result: f.choice('法律审查结论', 'Result of the legal check', { clear: ['没有疑问', 'No doubts'], doubtful: ['有疑问', 'Doubtful'] }, later),
    legal_note: f.longText('法律审查意见', 'Legal opinion', { max: 2000, ...later }),
    legal_by: f.text('法律审查人', 'Legal check by', { max: 60, ...later }),
    union_notified_on: f.date('通知工会日', 'Union notified on', later),
    union_reasons: f.longText('通知工会的理由', 'Reasons given to the union', { max: 4000, ...later }),
    union_by: f.dateTime('工会答复期至', 'Union answers by', later),
    union_opinion: f.longText('工会意见', 'Opinion of the union', { max: 4000, ...later }),
    union_answer: f.longText('对工会意见的书面答复', 'Written answer to the union', { max: 4000, ...later }),
    conclusion: f.longText('结论理由', 'Why so decided', { max: 2000, ...later }),
    ends_on: f.date('劳动合同终止日', 'Employment ends on', later),
    clearance: f.text('离职清结单号', 'Exit clearance', { max: 40, ...later }),
  },
  title: ['employee', 'cause'],
  list: ['employee', 'cause', 'incident', 'legal_result', 'union_notified_on', 'ends_on'],
  sorts: ['-created_at'],
  access: { read: CASE_READERS, create: [] },
  empty: ['没有解除审查。两次书面警告或条款写明开除时在此开案，不会自动解除。', 'No reviews. They open after two Written Warnings or where a clause names dismissal; nothing is automatic.'],
});

interface Opened { readonly employee: string; readonly cause: 'printed' | 'repeat-above-written' | 'two-written'; readonly incident: string; readonly sanction: string | null; readonly unit_id: string }

export async function openReview(tx: Tx, values: Opened): Promise<void> {
  await createRecord(tx, DismissalReview, values);
}

/** When the sanction it rests on is gone, there is nothing left to review; what had been decided is put before people again. */
export async function withdrawReviews(tx: Tx, process: Process, sanctionId: string): Promise<void> {
  const rows = await tx.query<{ id: string; state: string }>(
    `select id, state from dismissal_review where tenant_id = $1 and sanction = $2 and state in ('eligible', 'in_review', 'dismissal_decided', 'served', 'completed')`, [tx.tenantId, sanctionId]);
  for (const { id, state } of rows) await takeStep(tx, process, id, state === 'eligible' || state === 'in_review' ? 'withdraw' : 'lose_ground', {});
}
