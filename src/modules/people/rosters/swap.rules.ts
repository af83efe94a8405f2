/**
 * Private changes of shifts (私自换班): who worked somebody else's shift without an approved swap, and whose shift it was. Serves AC-19,
 * CC-IIP-1.
 */
export interface Due { readonly id: string; readonly employee: string; readonly day: string; readonly from: Date; readonly to: Date }
export interface Worked { readonly employee: string; readonly from: Date; readonly to: Date }
export interface PrivateChange { readonly shift: string; readonly day: string; readonly owner: string; readonly worker: string }

const overlap = (a: { readonly from: Date; readonly to: Date }, b: { readonly from: Date; readonly to: Date }): number => Math.max(0, Math.min(a.to.getTime(), b.to.getTime()) - Math.max(a.from.getTime(), b.from.getTime()));

/**
 * A shift counts as given away when its owner was not there and somebody without a shift of their own at that time was there for more than
 * half of it. An approved swap has changed the plan already, so nothing is found.
 */
export function privateChanges(plan: readonly Due[], worked: readonly Worked[]): PrivateChange[] {
  const present = (shift: Due, employee: string) => worked.filter((w) => w.employee === employee).reduce((sum, w) => sum + overlap(shift, w), 0);
  return plan.flatMap((shift) => {
    if (present(shift, shift.employee) > 0) return [];
    const half = (shift.to.getTime() - shift.from.getTime()) / 2;
    const others = [...new Set(worked.map((w) => w.employee))].filter((e) => e !== shift.employee && present(shift, e) > half && !plan.some((p) => p.employee === e && overlap(p, shift) > half));
    return others.slice(0, 1).map((worker) => ({ shift: shift.id, day: shift.day, owner: shift.employee, worker }));
  });
}
