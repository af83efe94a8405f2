/**
 * What a dismissal needs before anybody may decide it (解除的前置条件): every item that is missing by name. Nothing is ever decided here.
 * Pure. AC-04, LG-5, LG-6, SM-14.
 */
import type { Label } from '../../../kernel/api.ts';
import { Refusal } from '../../../kernel/refusal.ts';

export interface ReviewFile {
  readonly acknowledged_on: string | null; readonly acknowledged_version: string | null; readonly evidence_note: string | null; readonly evidence: readonly string[] | null; readonly hearing: string | null;
  readonly legal_result: 'clear' | 'doubtful' | null; readonly protection: readonly Protection[] | null; readonly protection_note: string | null;
  readonly union_notified_on: string | null; readonly union_reasons: string | null; readonly union_opinion: string | null; readonly union_answer: string | null;
}
export interface Around {
  /** The decision or the incident on which the review rests still stands. */
  readonly grounded: boolean;
  /** The time the union has to answer is over. */
  readonly unionTimeOver: boolean;
}

export type Protection = 'none' | 'pregnancy' | 'medical' | 'injury' | 'retirement' | 'union-office';
export const PROTECTIONS: { readonly [kind in Protection]: Label } = {
  none: ['没有', 'None'], pregnancy: ['孕期、产期、哺乳期', 'Pregnancy, birth or nursing'], medical: ['医疗期内', 'Within a medical period'], injury: ['工伤或职业病', 'Work injury or occupational disease'],
  retirement: ['连续工作满 15 年且距退休不足 5 年', '15 years here and less than 5 to retirement'], 'union-office': ['工会职务任期内', 'Holding an office of the union'],
};

export function missing(file: ReviewFile, { grounded, unionTimeOver }: Around): { readonly [field: string]: Label } {
  const found: { [field: string]: Label } = {};
  if (!grounded) found.sanction = ['仍然成立的处分或事件（原依据已撤销）', 'a sanction or incident that stands (the one it rested on is gone)'];
  if (file.acknowledged_on === null || file.acknowledged_version === null) found.acknowledged_on = ['员工签收守则的记录', 'that the employee acknowledged the rules'];
  if (file.evidence_note === null && (file.evidence ?? []).length === 0) found.evidence_note = ['证据', 'evidence'];
  if (file.hearing === null) found.hearing = ['申辩记录', 'the hearing'];
  if (file.protection === null || file.protection.length === 0) found.protection = ['特殊保护情形的核对', 'the check for special protection'];
  else if (!file.protection.includes('none') && file.protection_note === null) found.protection_note = ['有特殊保护情形时仍可解除的依据', 'why dismissal is possible in spite of special protection'];
  if (file.legal_result === null) found.legal_result = ['法律审查', 'the legal check'];
  else if (file.legal_result === 'doubtful') found.legal_result = ['没有疑问的法律审查（现有结论为有疑问）', 'a legal check without doubts (it says doubtful)'];
  if (file.union_notified_on === null) found.union_notified_on = ['通知工会的记录', 'notice to the union'];
  if (file.union_reasons === null) found.union_reasons = ['通知工会的理由', 'the reasons given to the union'];
  if (file.union_notified_on !== null && file.union_opinion === null && !unionTimeOver) found.union_opinion = ['工会的意见（期限未满）', 'the union’s opinion (its time is not over)'];
  if (file.union_opinion !== null && file.union_answer === null) found.union_answer = ['对工会意见的书面答复', 'the written answer to the union’s opinion'];
  return found;
}

export function missingItems(file: ReviewFile, around: Around): readonly Label[] {
  const items = Object.values(missing(file, around));
  return items.length === 0 ? [['案卷齐全，可以作出决定', 'The file is complete; it may be decided']] : items.map(([zh, en]) => [`还缺：${zh}`, `Missing: ${en}`]);
}

export function fileRefusal(file: ReviewFile, around: Around): Refusal | null {
  const fields = missing(file, around);
  const items = Object.values(fields);
  if (items.length === 0) return null;
  return new Refusal('dismissal_review.incomplete', [`案卷不齐，还缺：${items.map(([zh]) => zh).join('、')}`, `The file lacks: ${items.map(([, en]) => en).join('; ')}`], 409, fields);
}
