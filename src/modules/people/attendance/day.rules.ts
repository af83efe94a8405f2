/**
 * One person's day (考勤日): the plan against the telephone log. Late, early, ready five minutes before, missing sign-in and sign-out with the
 * label the code prints; what it means for pay stands apart and follows the evidence; adherence and conformance, raw and with what was
 * authorised. Pure. Serves CC-5.1b, CC-5.2a to CC-5.2c, CC-5.R1, CG-13, AC-06, SM-6.
 */
import { type Heard, ofKind, type Presence, presenceOf } from './presence.rules.ts';
import { clip, difference, intersection, length, type Span, union } from './span.rules.ts';

export interface Plan extends Span { readonly breaks: readonly (Span & { readonly kind: 'meal' | 'break' })[] }
export interface Leave { readonly part: 'whole' | 'first' | 'second'; readonly kind: string; readonly paid: boolean }
export interface DayRules {
  /** Before the start of the shift: at the seat (CC-5.R1). */
  readonly readyMs: number;
  /** A sign-in without a sign-out is taken to last this long beyond the shift. */
  readonly capMs: number;
  /** A sign-in this long before the shift still belongs to it. */
  readonly earlyMs: number;
  readonly graceMs: number;
  readonly payEffect: 'evidence-based' | 'as-printed';
}
export interface DayInput {
  readonly plan: Plan | null;
  /** Of that calendar day, when there is no plan. */
  readonly dayIs: Span;
  readonly leave: Leave | null;
  readonly events: readonly Heard[];
  readonly logEnd: number;
  /** From an approved correction. */
  readonly corrected: { readonly signIn: number | null; readonly signOut: number | null };
  readonly authorised: readonly Span[];
  readonly rules: DayRules;
}

export type Outcome = 'planned' | 'on_time' | 'late_or_early' | 'incomplete' | 'absent' | 'on_leave' | 'unplanned' | 'rest';
export type Flag = 'missing_in' | 'missing_out' | 'not_ready' | 'late' | 'early' | 'restart' | 'signed_in_on_leave' | 'still_open' | 'corrected' | 'evidence_only';
/** What article 5.2 says of a missing sign-in or sign-out, word for word a label, not yet money. */
export type Printed = 'late' | 'unpaid_leave';
export type Pay = 'full' | 'proven' | 'pending' | 'unpaid' | 'paid_leave' | 'unpaid_leave' | 'none';

export interface DayResult {
  readonly outcome: Outcome;
  readonly signIn: number | null; readonly signOut: number | null;
  readonly evidenceFrom: number | null; readonly evidenceTo: number | null;
  readonly calls: number; readonly talkS: number;
  readonly lateS: number; readonly earlyS: number; readonly readyGapS: number;
  readonly shiftS: number; readonly scheduledS: number; readonly workedS: number; readonly workedInShiftS: number;
  /** Seconds that did not go as planned; null when presence is not known well enough. */
  readonly exceptionS: number | null; readonly authorisedS: number;
  readonly printed: readonly Printed[]; readonly pay: Pay; readonly payMinutes: number;
  readonly flags: readonly Flag[];
  readonly presence: readonly Presence[]; readonly exceptions: readonly Span[];
}

export function dayOf(input: DayInput): DayResult {
  const plan = input.plan && input.leave && input.leave.part !== 'whole' ? half(input.plan, input.leave.part) : input.plan;
  const window = plan ? { from: plan.from - input.rules.earlyMs, to: plan.to + Math.max(input.rules.capMs, input.rules.earlyMs) } : input.dayIs;
  const cap = plan ? plan.to + input.rules.capMs : input.dayIs.to;
  const presence = presenceOf(input.events, { cap, logEnd: input.logEnd }).filter((p) => p.to > window.from && p.from < window.to);
  const seen = seenOf(presence, input.corrected);
  if (input.leave?.part === 'whole') return onLeave(input.leave, seen, presence, input.plan);
  if (!plan) return unplanned(seen, presence);
  return planned(plan, input, seen, presence);
}

/** The other half of a shift on half a day of leave. */
export function half(plan: Plan, leave: 'first' | 'second'): Plan {
  const middle = plan.from + (plan.to - plan.from) / 2;
  const span = leave === 'first' ? { from: middle, to: plan.to } : { from: plan.from, to: middle };
  return { ...span, breaks: plan.breaks.flatMap((b) => clip([b], span).map((s) => ({ ...s, kind: b.kind }))) };
}

interface Seen {
  readonly signIn: number | null; readonly signOut: number | null; readonly evidence: Span | null; readonly calls: readonly Presence[]; readonly logins: readonly Presence[];
  readonly stillOpen: boolean; readonly restarted: boolean; readonly corrected: boolean;
}

function seenOf(presence: readonly Presence[], corrected: DayInput['corrected']): Seen {
  const logins = ofKind(presence, 'login');
  const calls = ofKind(presence, 'call');
  const last = [...logins].sort((a, b) => a.to - b.to).at(-1);
  // What the end of the shift closed is no evidence of having been there until then.
  const proven = presence.flatMap((p) => (p.closedBy === 'cap' ? [p.from] : [p.from, p.to]));
  return {
    logins, calls,
    signIn: corrected.signIn ?? (logins.length === 0 ? null : Math.min(...logins.map((l) => l.from))),
    signOut: corrected.signOut ?? (last?.closedBy === 'event' ? last.to : null),
    evidence: proven.length === 0 ? null : { from: Math.min(...proven), to: Math.max(...proven) },
    stillOpen: last?.closedBy === 'log_end', restarted: last?.closedBy === 'restart', corrected: corrected.signIn !== null || corrected.signOut !== null,
  };
}

const seconds = (ms: number): number => Math.round(ms / 1000);
const talk = (calls: readonly Presence[]): number => seconds(calls.reduce((sum, c) => sum + c.to - c.from, 0));

function blank(seen: Seen, presence: readonly Presence[]): Omit<DayResult, 'outcome' | 'pay' | 'payMinutes' | 'flags'> {
  return {
    signIn: seen.signIn, signOut: seen.signOut, evidenceFrom: seen.evidence?.from ?? null, evidenceTo: seen.evidence?.to ?? null, calls: seen.calls.length, talkS: talk(seen.calls),
    lateS: 0, earlyS: 0, readyGapS: 0, shiftS: 0, scheduledS: 0, workedS: seconds(length(working(presence))), workedInShiftS: 0, exceptionS: null, authorisedS: 0, printed: [], presence, exceptions: [],
  };
}

function onLeave(leave: Leave, seen: Seen, presence: readonly Presence[], plan: Plan | null): DayResult {
  const minutes = plan && leave.paid ? Math.round((plan.to - plan.from - plan.breaks.reduce((sum, b) => sum + (b.kind === 'meal' ? b.to - b.from : 0), 0)) / 60_000) : 0;
  return { ...blank(seen, presence), outcome: 'on_leave', pay: leave.paid ? 'paid_leave' : 'unpaid_leave', payMinutes: minutes, flags: seen.signIn === null ? [] : ['signed_in_on_leave'] };
}

function unplanned(seen: Seen, presence: readonly Presence[]): DayResult {
  const there = seen.signIn !== null || seen.evidence !== null;
  return { ...blank(seen, presence), outcome: there ? 'unplanned' : 'rest', pay: 'none', payMinutes: 0, flags: there && seen.signIn !== null && seen.signOut === null && !seen.stillOpen ? ['missing_out'] : [] };
}

/** Signed in and not paused. */
const working = (presence: readonly Presence[]): Span[] => difference(union(ofKind(presence, 'login')), union(ofKind(presence, 'pause')));

function planned(plan: Plan, input: DayInput, seen: Seen, presence: readonly Presence[]): DayResult {
  const over = input.logEnd >= plan.to;
  const there = seen.signIn !== null || seen.evidence !== null;
  if (!there) {
    const absent = over;
    return { ...blank(seen, presence), ...measures(plan, input, presence, false), outcome: absent ? 'absent' : 'planned', pay: absent ? 'unpaid' : 'none', payMinutes: 0, flags: [] };
  }
  const missingIn = seen.signIn === null;
  const missingOut = seen.signOut === null && !seen.stillOpen && over;
  const lateS = seen.signIn === null ? 0 : seconds(Math.max(0, seen.signIn - plan.from - input.rules.graceMs) === 0 ? 0 : seen.signIn - plan.from);
  const earlyS = seen.signOut === null ? 0 : seconds(Math.max(0, plan.to - seen.signOut - input.rules.graceMs) === 0 ? 0 : plan.to - seen.signOut);
  const readyGapS = seen.signIn === null ? 0 : seconds(Math.max(0, seen.signIn - (plan.from - input.rules.readyMs)));
  const printed: Printed[] = [...(missingIn ? ['late' as const] : []), ...(missingOut ? ['unpaid_leave' as const] : [])];
  const flags = flagsOf({ missingIn, missingOut, lateS, earlyS, readyGapS, seen });
  const outcome: Outcome = !over ? 'planned' : missingIn || missingOut ? 'incomplete' : lateS + earlyS > 0 ? 'late_or_early' : 'on_time';
  return { ...blank(seen, presence), ...measures(plan, input, presence, !missingIn), lateS, earlyS, readyGapS, outcome, printed, flags, ...payOf(plan, input, { missingIn, missingOut, lateS, earlyS, over }, seen) };
}

function flagsOf({ missingIn, missingOut, lateS, earlyS, readyGapS, seen }: { readonly missingIn: boolean; readonly missingOut: boolean; readonly lateS: number; readonly earlyS: number; readonly readyGapS: number; readonly seen: Seen }): Flag[] {
  const all: readonly (readonly [Flag, boolean])[] = [['missing_in', missingIn], ['missing_out', missingOut], ['late', lateS > 0], ['early', earlyS > 0], ['not_ready', readyGapS > 0], ['restart', seen.restarted],
    ['still_open', seen.stillOpen], ['corrected', seen.corrected], ['evidence_only', seen.logins.length === 0 && seen.calls.length > 0]];
  return all.filter(([, there]) => there).map(([flag]) => flag);
}

/** Work and breaks as planned against signed in and paused as told. Without any sign-in nothing is known about the time between calls. */
function measures(plan: Plan, input: DayInput, presence: readonly Presence[], known: boolean) {
  const shift: Span = { from: plan.from, to: plan.to };
  const until = Math.min(plan.to, input.logEnd);
  const passed: Span = { from: plan.from, to: Math.max(plan.from, until) };
  const breaks = union(plan.breaks);
  const scheduled = difference([shift], breaks);
  const worked = working(presence);
  // Signed in by an approved correction counts as worked where the log says nothing.
  const corrected = correctedWork(input.corrected, plan, presence, breaks);
  const actual = union([...worked, ...corrected]);
  const exceptions = known ? union([...clip(difference(scheduled, actual), passed), ...clip(intersection(breaks, actual), passed)]) : [];
  return {
    shiftS: seconds(shift.to - shift.from), scheduledS: seconds(length(scheduled)), workedS: seconds(length(actual)), workedInShiftS: seconds(length(clip(actual, shift))),
    exceptionS: known ? seconds(length(exceptions)) : null, authorisedS: known ? seconds(length(intersection(exceptions, input.authorised))) : 0, exceptions,
  };
}

function correctedWork({ signIn, signOut }: DayInput['corrected'], plan: Plan, presence: readonly Presence[], breaks: readonly Span[]): Span[] {
  const logins = union(ofKind(presence, 'login'));
  if (signIn === null && signOut === null) return [];
  const from = signIn ?? logins[0]?.from ?? plan.from;
  const to = signOut ?? logins.at(-1)?.to ?? plan.to;
  return difference(difference([{ from, to }], union([...logins, ...ofKind(presence, 'pause')])), breaks);
}

/** Time in the shift that is paid: all of it, what is proven, or pending until the correction is decided. Meals are not working time. */
function payOf(plan: Plan, input: DayInput, day: { readonly missingIn: boolean; readonly missingOut: boolean; readonly lateS: number; readonly earlyS: number; readonly over: boolean }, seen: Seen): { readonly pay: Pay; readonly payMinutes: number } {
  const meals = plan.breaks.filter((b) => b.kind === 'meal');
  const payable = (span: Span) => Math.floor(length(difference(clip([span], plan), meals)) / 60_000);
  if (!day.over) return { pay: 'none', payMinutes: 0 };
  if (!day.missingIn && !day.missingOut) {
    return { pay: day.lateS + day.earlyS > 0 ? 'proven' : 'full', payMinutes: payable({ from: Math.max(plan.from, seen.signIn ?? plan.from), to: Math.min(plan.to, seen.signOut ?? plan.to) }) };
  }
  if (input.rules.payEffect === 'as-printed' && day.missingOut) return { pay: 'unpaid', payMinutes: 0 };
  return { pay: 'pending', payMinutes: seen.evidence === null ? 0 : payable(seen.evidence) };
}

/** 99.46: what went as planned, of the shift. Null when it is not known. */
export function adherenceOf(day: Pick<DayResult, 'exceptionS' | 'shiftS' | 'authorisedS'>, authorised = false): number | null {
  if (day.exceptionS === null || day.shiftS === 0) return null;
  return percent(day.shiftS - day.exceptionS + (authorised ? day.authorisedS : 0), day.shiftS);
}
/** Worked against scheduled to work; above 100 when somebody stayed longer. */
export const conformanceOf = (workedS: number, scheduledS: number): number | null => (scheduledS === 0 ? null : percent(workedS, scheduledS));
const percent = (part: number, whole: number): number => Math.round((part / whole) * 10_000) / 100;
