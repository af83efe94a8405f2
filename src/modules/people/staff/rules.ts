/**
 * Rules of the staff register (员工台账): who is employed on a day, where somebody works, and whether that place takes calls.
 * Serves FS-1.1 (headcount by branch) and CG-28 (who need not wear a headset).
 */
import { Refusal } from '../../../kernel/index.ts';

export interface Employment { readonly unit_id: string; readonly hired_on: string; /** Last day at work. */ readonly left_on: string | null }
export interface Assignment { readonly place: string; readonly takes_calls: boolean; readonly valid_from: string; /** Last day there. */ readonly valid_to: string | null }

export function employedOn(e: Employment, day: string): boolean {
  return e.hired_on <= day && (e.left_on === null || day <= e.left_on);
}

/** The assignment in force on a day; null when none is written down. */
export function assignmentOn<A extends Assignment>(assignments: readonly A[], day: string): A | null {
  return assignments.find((a) => a.valid_from <= day && (a.valid_to === null || day <= a.valid_to)) ?? null;
}

/** Where somebody works on a day: as assigned, otherwise in the unit of the staff record. */
export function placeOn(e: Employment, assignments: readonly Assignment[], day: string): string {
  return assignmentOn(assignments, day)?.place ?? e.unit_id;
}

/** Null when nothing is written down: whoever asks must not take that for a "no". */
export function takesCallsOn(assignments: readonly Assignment[], day: string): boolean | null {
  return assignmentOn(assignments, day)?.takes_calls ?? null;
}

export function refuseWrongEmployment({ hired_on, left_on }: { readonly hired_on: string; readonly left_on: string | null }): void {
  if (left_on !== null && left_on < hired_on) {
    throw new Refusal('employee.dates', ['离职日早于入职日', 'Left before being hired'], 422, { left_on: ['不早于入职日', 'Not before the day of hiring'] });
  }
}

/** Somebody works in one place at a time: dates in order, within the employment, and no overlap with another assignment. */
export function refuseWrongAssignment(wanted: Assignment, employment: Employment, others: readonly Assignment[]): void {
  const last = wanted.valid_to ?? endless;
  if (last < wanted.valid_from) {
    throw new Refusal('employee_assignment.dates', ['止日早于起日', 'It ends before it begins'], 422, { valid_to: ['不早于起日', 'Not before the first day'] });
  }
  if (wanted.valid_from < employment.hired_on || (employment.left_on !== null && wanted.valid_from > employment.left_on)) {
    throw new Refusal('employee_assignment.not_employed', ['起日不在任职期内', 'The first day lies outside the employment'], 422,
      { valid_from: [`须在 ${employment.hired_on} 至 ${employment.left_on ?? '今'} 之间`, `Between ${employment.hired_on} and ${employment.left_on ?? 'now'}`] });
  }
  const clash = others.find((o) => o.valid_from <= last && wanted.valid_from <= (o.valid_to ?? endless));
  if (clash) {
    throw new Refusal('employee_assignment.overlap', [
      `与 ${clash.valid_from} 起的安排重叠，请先填写其止日`, `It overlaps the assignment from ${clash.valid_from}; give that one its last day first`]);
  }
}

const endless = '9999-12-31';
