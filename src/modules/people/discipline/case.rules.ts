/**
 * What the decision on a breach is given (违纪事件与历次处分): the incident with its facts, and what the person was served before.
 */
import type { PlainDate } from '../../../kernel/calendar/plain-date.ts';
import type { Grade, Level, Zone } from '../rulebook/index.ts';

export interface Incident {
  readonly id: string;
  readonly occurredOn: PlainDate;
  /** Codes of the clauses cited; rules lead to the offence that sanctions them. */
  readonly clauses: readonly string[];
  readonly grade: Grade;
  readonly zone: Zone;
  /** Harm done, in the reporter's words (CC-0.1). */
  readonly damage?: string;
  /** Why the code applies although the place is outside its scope. */
  readonly scopeReason?: string;
  /** Status board: the how-manieth time in the calendar month. */
  readonly nthInMonth?: number;
  /** Absence: scheduled shifts in a row, and in the month up to and including this one. */
  readonly absence?: { readonly consecutive: number; readonly inMonth: number };
  /** Leaving the post: minutes away, and whether a pause code or leave covers them. */
  readonly away?: { readonly minutes: number; readonly covered: boolean };
  /** Private call taken in the rest area because it was urgent and the line permitted. */
  readonly urgentCall?: true;
  /** Meets the written criterion for "especially serious" (CG-06). */
  readonly especiallySerious?: true;
  /** No clause fits: handled like this one (CC-NOTE-1). */
  readonly analogyTo?: string;
}

/** A decision of the past. A verbal reminder (口头提醒) is kept here too and never counts. */
export interface PastDecision {
  readonly decision: string;
  readonly kind: 'sanction' | 'reminder';
  readonly level: Level | null;
  readonly clause: string;
  readonly family: string;
  /** Day of the act; null when an imported record does not say. */
  readonly occurredOn: PlainDate | null;
  /** null: decided but not served. */
  readonly served: PlainDate | null;
  readonly contractTerm: string;
  /** Last day in force; null = no end. */
  readonly inForceTo: PlainDate | null;
  readonly revoked: boolean;
  /** The decision into which this one was merged by accumulation. */
  readonly consumedBy: string | null;
}

/** From a day on, whether the person takes calls (CG-28). */
export interface TakesCalls { readonly from: PlainDate; readonly value: boolean }

export interface Case {
  readonly incident: Incident;
  /** In any order. */
  readonly history: readonly PastDecision[];
  /** The day of the decision; accumulation looks back from here. */
  readonly on: PlainDate;
  readonly contractTerm: string;
  readonly takesCalls: readonly TakesCalls[];
}

/** Somebody with no record is bound by the headset clause like everyone. */
export function takesCallsOn(periods: readonly TakesCalls[], day: PlainDate): boolean {
  let found: TakesCalls | null = null;
  for (const period of periods) if (period.from <= day && (found === null || period.from >= found.from)) found = period;
  return found?.value ?? true;
}
