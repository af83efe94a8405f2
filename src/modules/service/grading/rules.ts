/**
 * Rules of the post assessment (岗位评定): who is expected, who may not decide, how far it is, when it may close, which grade holds on a
 * day. Serves FS-2.3, SM-33, CG-46.
 */
import { Refusal, type Label } from '../../../kernel/index.ts';
import type { Grade } from './progress.rules.ts';

export { DECIDED, type Grade, GRADES, type Progress, progressOf, type Standing } from './progress.rules.ts';

export interface Person { readonly id: string; readonly place: string }
export interface Place { readonly id: string; readonly kind: 'head_office' | 'branch' }

/** Everybody at work in a branch on the day; head office is not graded. */
export function expectedOf<P extends Person>(staff: readonly P[], places: readonly Place[]): readonly P[] {
  const branches = new Set(places.filter((p) => p.kind === 'branch').map((p) => p.id));
  return staff.filter((s) => branches.has(s.place));
}

/** Nobody decides their own grade, at no stage and in no post. */
export function ownGrade(assessed: string | null, actor: string): Label | null {
  return assessed !== null && assessed === actor ? ['不能评定本人的等级', 'Nobody decides their own grade'] : null;
}

/** The committee is somebody else than whoever recommended, and its signatures are of two people, neither of them the one assessed. */
export function refuseCommittee(c: { readonly assessed: string | null; readonly recommendedBy: string | null }, signers: readonly { readonly userId: string | null; readonly name: string }[]): void {
  if (signers.some((s) => s.userId !== null && s.userId === c.assessed)) throw new Refusal('grade_assessment.own', ['本人不能在自己的评定上签字', 'Nobody signs their own assessment']);
  if (new Set(signers.map((s) => s.userId ?? s.name)).size < signers.length) throw new Refusal('grade_assessment.two_people', ['评定组须两人签字', 'Two people of the committee sign']);
  if (signers.length > 0 && signers.every((s) => s.userId !== null && s.userId === c.recommendedBy)) throw new Refusal('grade_assessment.two_people', ['评定组须有推荐人以外的人', 'The committee needs somebody besides whoever recommended']);
}

/** The appeal is decided by somebody who had no part in the grade. */
export function refuseAppealDecider(c: { readonly assessed: string | null; readonly before: readonly (string | null)[] }, actor: string): void {
  if (ownGrade(c.assessed, actor) || c.before.includes(actor)) throw new Refusal('grade_assessment.took_part', ['申诉由未参与评定的人决定', 'An appeal is decided by somebody who took no part in the grade']);
}

/** A decision on an appeal either keeps the grade or changes it. */
export function refuseAppealOutcome(outcome: string, now: string | null, to: string | null): void {
  if (outcome === 'changed' && (to === null || to === now)) throw new Refusal('grade_assessment.appeal_grade', ['改评须写明新的等级', 'Changing it needs another grade'], 422, { grade: ['与现等级不同', 'Different from now'] });
  if (outcome === 'upheld' && to !== null && to !== now) throw new Refusal('grade_assessment.appeal_grade', ['维持原评定时等级不变', 'Upheld, the grade stays'], 422, { grade: ['请留空', 'Leave empty'] });
}

/** With names open it closes only for a reason, and the names stay on record. */
export function refuseClosing(open: readonly string[], reason: string | null): void {
  if (open.length > 0 && (reason ?? '').trim().length < 2) {
    throw new Refusal('grade_campaign.open_names', [`还有 ${open.length} 人未评定：${open.join('、')}；结束须写明原因`, `${open.length} are not graded: ${open.join(', ')}; closing needs a reason`], 422, { closing_reason: ['必填', 'Required'] });
  }
}

export interface Held { readonly grade: Grade; readonly valid_from: string; readonly valid_to: string | null }
/** The grade on a day; `valid_to` is its last day. */
export function gradeOn(history: readonly Held[], day: string): Grade | null {
  return history.filter((h) => h.valid_from <= day && (h.valid_to === null || day <= h.valid_to)).sort((a, b) => (a.valid_from < b.valid_from ? 1 : -1))[0]?.grade ?? null;
}
