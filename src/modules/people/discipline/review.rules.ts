/**
 * What a dismissal needs before anybody may decide it (解除的前置条件). Pure. AC-04, LG-5, LG-6, SM-14.
 */
import type { Label } from '../../../kernel/api.ts';
import { Refusal } from '../../../kernel/refusal.ts';

export interface ReviewFile {
  readonly acknowledged_on: string | null; readonly acknowledged_version: string | null; readonly evidence_note: string | null; readonly evidence: readonly string[] | null; readonly hearing: string | null;
  readonly union_notified_on: string | null; readonly union_reasons: string | null; readonly union_opinion: string | null;
}

/** Every item that is missing, by the field in which it belongs. */
export function missing(file: ReviewFile): { readonly [field: string]: Label } {
  const found: { [field: string]: Label } = {};
  if (file.acknowledged_on === null || file.acknowledged_version === null) found.acknowledged_on = ['员工签收守则的记录', 'that the employee acknowledged the rules'];
  if (file.evidence_note === null && (file.evidence ?? []).length === 0) found.evidence_note = ['证据', 'evidence'];
  if (file.hearing === null) found.hearing = ['申辩记录', 'the hearing'];
  if (file.union_notified_on === null) found.union_notified_on = ['通知工会的记录', 'notice to the union'];
  if (file.union_reasons === null) found.union_reasons = ['通知工会的理由', 'the reasons given to the union'];
  return found;
}

export function missingItems(file: ReviewFile): readonly Label[] {
  const items = Object.values(missing(file));
  return items.length === 0 ? [['案卷齐全，可以作出决定', 'The file is complete; it may be decided']] : items.map(([zh, en]) => [`还缺：${zh}`, `Missing: ${en}`]);
}

export function fileRefusal(file: ReviewFile): Refusal | null {
  const fields = missing(file);
  const items = Object.values(fields);
  if (items.length === 0) return null;
  return new Refusal('dismissal_review.incomplete', [`案卷不齐，还缺：${items.map(([zh]) => zh).join('、')}`, `The file lacks: ${items.map(([, en]) => en).join('; ')}`], 409, fields);
}
