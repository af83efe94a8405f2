/**
 * When a visit that arrives late no longer fits: what happened meanwhile, and who may settle it how. What the customer signed stands
 * as it was signed; only what could not be done is decided anew. Serves AC-33, SM-21.
 */
import type { Label } from '../../../kernel/index.ts';
import type { PartSource, UsedPart } from './document.rules.ts';

export type ProblemKind = 'cancelled' | 'reassigned' | 'already_reported' | 'not_assigned' | 'part_short' | 'refused';
export interface Problem {
  readonly kind: ProblemKind;
  readonly why: Label;
  /** The part concerned, with what was used and what is there. */
  readonly part?: string;
}

/** As they were kept; words that are no list of problems stand for themselves, so that a record can always be opened. */
export function readProblems(kept: string): readonly Problem[] {
  if (!kept.startsWith('[')) return [{ kind: 'refused', why: [kept, kept] }];
  return JSON.parse(kept) as readonly Problem[];
}

export interface OrderNow { readonly number: string; readonly state: string; readonly technician: string | null; readonly technicianName: string }

const REPORTED = ['done', 'certified', 'returned', 'verified', 'closed'];
const READY = ['assigned', 'en_route', 'on_site', 'on_hold'];

/** Why the order can no longer take this visit; empty when it can. */
export function orderProblems(order: OrderNow, technician: string): readonly Problem[] {
  if (order.state === 'cancelled') return [{ kind: 'cancelled', why: [`指令 ${order.number} 已取消`, `Order ${order.number} has been cancelled`] }];
  if (REPORTED.includes(order.state)) return [{ kind: 'already_reported', why: [`指令 ${order.number} 已经报过完工`, `Order ${order.number} has been reported done already`] }];
  if (order.technician !== technician && order.technician !== null) {
    return [{ kind: 'reassigned', why: [`指令 ${order.number} 已改派给${order.technicianName}`, `Order ${order.number} is now assigned to ${order.technicianName}`] }];
  }
  if (!READY.includes(order.state) || order.technician === null) return [{ kind: 'not_assigned', why: [`指令 ${order.number} 已退回，尚未重新派工`, `Order ${order.number} went back and is not assigned again`] }];
  return [];
}

/** What the van lacks, part by part; the same part on two lines counts together. */
export function partProblems(used: readonly UsedPart[], held: ReadonlyMap<string, number>): readonly Problem[] {
  const needed = new Map<string, { readonly name: string; readonly unit: string; readonly quantity: number }>();
  for (const u of used.filter((one) => one.source === 'van')) needed.set(u.part, { name: u.name, unit: u.unit, quantity: (needed.get(u.part)?.quantity ?? 0) + u.quantity });
  return [...needed].filter(([part, n]) => (held.get(part) ?? 0) < n.quantity).map(([part, n]): Problem => {
    const there = held.get(part) ?? 0;
    return { kind: 'part_short', part, why: [`车上的“${n.name}”只剩 ${there} ${n.unit}，到访中用了 ${n.quantity} ${n.unit}`, `The van holds ${there} ${n.unit} of “${n.name}”; the visit used ${n.quantity}`] };
  });
}

/** The parts as they are booked after somebody decided about those that fell short; the rest stays as signed. */
export function partsAfter(used: readonly UsedPart[], short: readonly string[], decided: PartSource): readonly UsedPart[] {
  return used.map((u) => (short.includes(u.part) ? { ...u, source: decided } : u));
}

/** A moment by the phone's clock as the order keeps it: corrected by what the clocks differed, and never after now or before the order. */
export function momentOf(deviceAt: string, offset: number | null, notBefore: Date | null, now: Date): Date {
  const corrected = Date.parse(deviceAt) + (offset ?? 0);
  return new Date(Math.min(now.getTime(), Math.max(corrected, notBefore?.getTime() ?? corrected)));
}
