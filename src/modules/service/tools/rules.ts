/**
 * Rules of instruments and tools (仪器工具): what a branch is required to have, what it lacks, who may be custodian, when calibration is
 * overdue. Serves FS-1.4.
 */
import { Refusal } from '../../../kernel/index.ts';

export interface Requirement { readonly branch: string | null; readonly kind: string; readonly quantity: number }
/** What is still there to be used; lost and scrapped pieces are not. */
export const PRESENT = ['in_store', 'in_custody', 'at_calibration'] as const;
export interface Piece { readonly branch: string; readonly kind: string; readonly state: string; readonly custodian: string | null; readonly calibration_due: string | null }

export interface KindLine { readonly kind: string; readonly required: number; readonly present: number; readonly missing: number; readonly withoutCustodian: number; readonly overdue: number }

/** A branch's own line for a kind goes before the one that holds for every branch. Zero = not needed there. */
export function requiredOf(branch: string, requirements: readonly Requirement[]): ReadonlyMap<string, number> {
  const wanted = new Map<string, number>();
  for (const r of requirements) if (r.branch === null) wanted.set(r.kind, r.quantity);
  for (const r of requirements) if (r.branch === branch) wanted.set(r.kind, r.quantity);
  return wanted;
}

/**
 * Branch against required set, kind by kind. A piece whose custodian no longer works at the branch has no custodian; calibration that is
 * due today is not overdue yet.
 */
export function completeness(branch: string, requirements: readonly Requirement[], pieces: readonly Piece[], staff: ReadonlySet<string>, day: string): readonly KindLine[] {
  const wanted = requiredOf(branch, requirements);
  const here = pieces.filter((p) => p.branch === branch && (PRESENT as readonly string[]).includes(p.state));
  const kinds = new Set([...wanted.keys(), ...here.map((p) => p.kind)]);
  return [...kinds].map((kind) => {
    const own = here.filter((p) => p.kind === kind);
    const required = wanted.get(kind) ?? 0;
    return {
      kind, required, present: own.length, missing: Math.max(0, required - own.length),
      withoutCustodian: own.filter((p) => p.custodian === null || !staff.has(p.custodian)).length,
      overdue: own.filter((p) => isOverdue(p.calibration_due, day)).length,
    };
  });
}

export const isOverdue = (due: string | null, day: string): boolean => due !== null && due < day;
export const isComplete = (lines: readonly KindLine[]): boolean => lines.every((l) => l.missing === 0 && l.withoutCustodian === 0 && l.overdue === 0);

export interface HandOver { readonly branch: string; readonly current: { readonly id: string; readonly name: string } | null; readonly next: { readonly id: string; readonly name: string; readonly place: string } | null; readonly actor: string }

/** Both sign in person: who gives it up and who takes it. Out of the store, whoever stands at the store gives it. */
export function refuseHandOver(h: HandOver, signed: { readonly giver: string; readonly receiver: string }): void {
  if (h.next === null) throw new Refusal('tool_item.not_employed', ['接收人不在职', 'The receiver is not employed'], 422, { custodian: ['不在职', 'Not employed'] });
  if (h.next.place !== h.branch) throw new Refusal('tool_item.other_branch', ['保管人须是本服务部的人', 'The custodian must work at this branch'], 422, { custodian: ['请选择本服务部的员工', 'Choose somebody of this branch'] });
  if (h.current?.id === h.next.id) throw new Refusal('tool_item.same_custodian', ['已由此人保管', 'This person has it already'], 422, { custodian: ['与现保管人相同', 'Same as now'] });
  const giver = h.current?.name ?? h.actor;
  if (signed.giver.trim() !== giver) throw new Refusal('tool_item.giver', [`交出人须由${giver}签名`, `${giver} must sign as the giver`], 422, { 'sign.giver': [`请由${giver}签名`, `To be signed by ${giver}`] });
  if (signed.receiver.trim() !== h.next.name) throw new Refusal('tool_item.receiver', [`接收人须由${h.next.name}签名`, `${h.next.name} must sign as the receiver`], 422, { 'sign.receiver': [`请由${h.next.name}签名`, `To be signed by ${h.next.name}`] });
}

/** Calibration is entered on its day, not ahead; the next one lies after it. */
export function refuseCalibration(c: { readonly on: string; readonly due: string }, day: string): void {
  if (c.on > day) throw new Refusal('tool_item.calibrated_in_future', ['检定日期晚于今天', 'Calibrated in the future'], 422, { calibrated_on: ['不晚于今天', 'Not later than today'] });
  if (c.due <= c.on) throw new Refusal('tool_item.due_before', ['下次检定须晚于本次', 'The next one must be later'], 422, { calibration_due: ['晚于检定日期', 'After the day of calibration'] });
}
