/** What a stretch of days is computed from (核算的依据): people, shifts, leave, telephone log, decided corrections, authorised time. Serves SM-6. */
import { calendar, calendarOf, parameter, type Tx } from '../../../kernel/index.ts';
import { type LeaveDay, leaveOf } from '../leave/index.ts';
import { type AliasPeriod, aliasesOf, eventsOf, logReaches, type SourceEvent } from '../phone-log/index.ts';
import { type PlanShift, planOf } from '../rosters/index.ts';
import { HARDENED, type Parameters, publishedVersions, versionOn } from '../rulebook/index.ts';
import type { DayInput, DayRules, Plan } from './day.rules.ts';
import { CapMinutes, ReadyMinutes } from './parameters.ts';

export interface Person { readonly id: string; readonly name: string; readonly unit_id: string; readonly line: string | null; readonly app_user: string | null; readonly hired_on: string; readonly left_on: string | null }
export interface Correction { readonly employee: string; readonly day: string; readonly state: string; readonly sign_in: Date | null; readonly sign_out: Date | null }
export interface Grounds {
  readonly people: readonly Person[];
  readonly plans: readonly PlanShift[];
  readonly leaves: readonly LeaveDay[];
  readonly aliases: readonly AliasPeriod[];
  readonly events: readonly SourceEvent[];
  readonly corrections: readonly Correction[];
  readonly authorised: readonly { readonly employee: string; readonly day: string; readonly from_at: Date; readonly to_at: Date }[];
  readonly logEnd: number;
  readonly zone: string;
  readonly rulesOn: (day: string) => DayRules;
}
const HOUR = 3_600_000;
/** A sign-in this long before a shift belongs to it. */
const EARLY = 4 * HOUR;

export async function groundsFor(tx: Tx, employees: readonly string[], from: string, to: string): Promise<Grounds> {
  const people = await tx.query<Person>('select id, name, unit_id, line, app_user, hired_on, left_on from employee where tenant_id = $1 and id = any($2) and archived_at is null order by staff_no', [tx.tenantId, employees]);
  const centre = await calendarOf(tx, people[0]?.unit_id ?? '');
  const [before, after] = [calendar.addDays(from, -1), calendar.addDays(to, 1)];
  const ids = people.map((p) => p.id);
  const aliases = await aliasesOf(tx, ids, before, after);
  const names = [...new Set(aliases.map((a) => a.alias))];
  const start = calendar.startOfBusinessDay(from, centre);
  const end = calendar.startOfBusinessDay(calendar.addDays(to, 2), centre);
  return {
    people, aliases, zone: centre.zone, plans: await planOf(tx, ids, before, after), leaves: await leaveOf(tx, ids, from, to),
    events: names.length === 0 ? [] : await eventsOf(tx, names, new Date(start.getTime() - 12 * HOUR), end),
    corrections: await tx.query<Correction>(`select employee, day, state, sign_in, sign_out from punch_correction where tenant_id = $1 and employee = any($2) and day between $3 and $4 and archived_at is null order by created_at`, [tx.tenantId, ids, from, to]),
    authorised: await tx.query<Grounds['authorised'][number]>('select employee, day, from_at, to_at from authorised_time where tenant_id = $1 and employee = any($2) and day between $3 and $4 and archived_at is null', [tx.tenantId, ids, from, to]),
    logEnd: (await logReaches(tx))?.getTime() ?? 0,
    rulesOn: await rulesFor(tx, from, to),
  };
}

async function rulesFor(tx: Tx, from: string, to: string): Promise<(day: string) => DayRules> {
  const by = new Map<string, DayRules>();
  for (let day = from; day <= to; day = calendar.addDays(day, 1)) {
    const [ready, cap, code] = [await parameter(tx, ReadyMinutes, day), await parameter(tx, CapMinutes, day), await codeOn(tx, day)];
    by.set(day, { readyMs: ready * 60_000, capMs: cap * 60_000, earlyMs: EARLY, graceMs: (code['late.grace_minutes'] ?? 0) * 60_000, payEffect: code.pay_effect ?? 'evidence-based' });
  }
  return (day) => by.get(day)!;
}

/** The code's parameters on a day; before any version is published, the careful readings. */
export async function codeOn(tx: Tx, day: string): Promise<Parameters> {
  return versionOn(await publishedVersions(tx), day)?.parameters ?? HARDENED;
}

/** Two shifts on one day are one plan with the time between them free. */
export function planOn(plans: readonly PlanShift[], employee: string, day: string): (Plan & { readonly line: string }) | null {
  const mine = plans.filter((p) => p.employee === employee && p.day === day).sort((a, b) => a.from.getTime() - b.from.getTime());
  if (mine.length === 0) return null;
  const between = mine.slice(1).map((p, i) => ({ from: mine[i]!.to.getTime(), to: p.from.getTime(), kind: 'meal' as const }));
  return {
    from: mine[0]!.from.getTime(), to: mine.at(-1)!.to.getTime(), line: mine[0]!.line,
    breaks: [...mine.flatMap((p) => p.breaks.map((b) => ({ from: b.from.getTime(), to: b.to.getTime(), kind: b.kind }))), ...between].filter((b) => b.to > b.from),
  };
}

/** What one day of one person is computed from. Each event counts to one shift: the time between two shifts is halved. */
export function inputFor(grounds: Grounds, person: Person, day: string): DayInput {
  const plan = planOn(grounds.plans, person.id, day);
  const before = planOn(grounds.plans, person.id, calendar.addDays(day, -1));
  const after = planOn(grounds.plans, person.id, calendar.addDays(day, 1));
  const starts = calendar.instantOf(day, '00:00', grounds.zone).getTime();
  const ends = calendar.instantOf(calendar.addDays(day, 1), '00:00', grounds.zone).getTime();
  const from = plan ? Math.max(plan.from - EARLY, before ? (before.to + plan.from) / 2 : 0) : Math.max(starts, before ? before.to + EARLY : 0);
  const to = plan ? Math.min(plan.to + EARLY, after ? (plan.to + after.from) / 2 : Infinity) : Math.min(ends, after ? after.from - EARLY : Infinity);
  const names = new Set(grounds.aliases.filter((a) => a.employee === person.id && a.valid_from <= day && (a.valid_to === null || a.valid_to >= day)).map((a) => a.alias));
  const leave = grounds.leaves.find((l) => l.employee === person.id && l.day === day);
  const decided = grounds.corrections.findLast((c) => c.employee === person.id && c.day === day && c.state === 'approved');
  return {
    plan, dayIs: { from: starts, to: Math.max(starts, to) }, leave: leave ? { part: leave.part, kind: leave.kind, paid: leave.paid } : null,
    events: grounds.events.filter((e) => e.at >= from && e.at < to && (names.has(e.agent) || e.event === 'QUEUESTART')),
    logEnd: grounds.logEnd, rules: grounds.rulesOn(day), corrected: { signIn: decided?.sign_in?.getTime() ?? null, signOut: decided?.sign_out?.getTime() ?? null },
    authorised: grounds.authorised.filter((a) => a.employee === person.id && a.day === day).map((a) => ({ from: a.from_at.getTime(), to: a.to_at.getTime() })),
  };
}
