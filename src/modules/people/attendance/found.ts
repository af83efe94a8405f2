/**
 * What days add up to (考勤疑点): absence in a row or in a month, late and early past the threshold, proxy sign-in. Each is
 * kept up to date, withdrawn when its facts go, and reported to discipline by a person, never by itself. Private changes of shift
 * are marked in rosters from who was there. Serves CC-5.3, CG-11, CG-12, AC-15, AC-16, AC-19.
 */
import { calendar, createRecord, emit, parameter, takeStep, type Tx, updateRecord } from '../../../kernel/index.ts';
import type { Label } from '../../../kernel/api.ts';
import { flagPrivateChanges } from '../rosters/index.ts';
import { lateCount } from '../rulebook/index.ts';
import { reached, type Shift } from './absence.rules.ts';
import { dayOf } from './day.rules.ts';
import { codeOn, type Grounds, inputFor, type Person, planOn } from './looked-up.ts';
import { ProxyMinutes } from './parameters.ts';
import { ofKind } from './presence.rules.ts';
import { saidAbsence, saidLateness, saidProxy } from './said.rules.ts';
import { proxySignIns } from './suspicion.rules.ts';

export interface Found {
  readonly kind: 'absence' | 'late_early' | 'proxy'; readonly key: string; readonly employee: string; readonly other: string | null;
  readonly from_day: string; readonly to_day: string; readonly days: number; readonly in_month: number | null; readonly review: boolean; readonly facts: string; readonly facts_en: string;
}

const both = ([facts, facts_en]: Label) => ({ facts, facts_en });

interface DayRow { readonly employee: string; readonly day: string; readonly outcome: string; readonly planned: boolean; readonly late_s: number; readonly early_s: number }

/** Absence and lateness of these people around the days. */
export async function findingsOf(tx: Tx, people: readonly Person[], from: string, to: string): Promise<void> {
  // An absence that ended a little before may have been cut off by what changed; its month reaches back thirty days more.
  const recent = calendar.addDays(from, -10);
  const [first, last] = [calendar.addDays(from, -45), calendar.addDays(to, 40)];
  const rows = await tx.query<DayRow>(
    `select employee, day, outcome, plan_from is not null as planned, coalesce(late_s, 0) as late_s, coalesce(early_s, 0) as early_s from attendance_day
     where tenant_id = $1 and employee = any($2) and day between $3 and $4 and archived_at is null order by employee, day`, [tx.tenantId, people.map((p) => p.id), first, last]);
  for (const person of people) {
    const mine = rows.filter((r) => r.employee === person.id);
    const found = [...(await absences(tx, person, mine)), ...(await lateness(tx, person, mine))].filter((f) => (f.kind === 'absence' ? f.to_day >= recent : calendar.monthOf(f.to_day) >= calendar.monthOf(from)));
    await keep(tx, person, found, { kinds: ['absence', 'late_early'], from, to });
  }
}

async function absences(tx: Tx, person: Person, rows: readonly DayRow[]): Promise<Found[]> {
  const shifts: Shift[] = rows.filter((r) => (r.planned && r.outcome !== 'planned') || r.outcome === 'on_leave').map((r) => ({ day: r.day, absent: r.outcome === 'absent' }));
  if (!shifts.some((s) => s.absent)) return [];
  const month = (await codeOn(tx, shifts.at(-1)!.day))['absence.month'] ?? 'calendar-month';
  return reached(shifts, month).map(({ run, consecutive, inMonth, because }) => ({
    kind: 'absence', key: `absence/${person.id}/${run.from}`, employee: person.id, other: null, from_day: run.from, to_day: run.to, days: consecutive, in_month: inMonth, review: because !== null,
    ...both(saidAbsence(run.days, consecutive, inMonth, because !== null)),
  }));
}

async function lateness(tx: Tx, person: Person, rows: readonly DayRow[]): Promise<Found[]> {
  const months = new Set(rows.filter((r) => r.late_s + r.early_s > 0).map((r) => calendar.monthOf(r.day)));
  const found: Found[] = [];
  for (const month of months) {
    const days = rows.filter((r) => calendar.monthOf(r.day) === month && r.late_s + r.early_s > 0);
    const last = days.at(-1)!.day;
    const count = lateCount(await codeOn(tx, last), days.map((d) => ({ on: d.day, lateMinutes: d.late_s / 60, earlyMinutes: d.early_s / 60 })), last);
    if (!count.reached) continue;
    found.push({
      kind: 'late_early', key: `late/${person.id}/${month}`, employee: person.id, other: null, from_day: days[0]!.day, to_day: last, days: days.length, in_month: count.late + count.early, review: false,
      ...both(saidLateness(count.text, count.charge?.amountFen ?? 0, days.map((d) => ({ day: d.day, lateS: d.late_s, earlyS: d.early_s })))),
    });
  }
  return found;
}

/** Proxy sign-in and private changes need everybody of the unit side by side. */
export async function suspicionsOf(tx: Tx, grounds: Grounds, day: string): Promise<void> {
  const days = grounds.people.map((person) => ({ person, plan: planOn(grounds.plans, person.id, day), result: dayOf(inputFor(grounds, person, day)) }));
  const name = (id: string) => grounds.people.find((p) => p.id === id)?.name ?? '';
  const time = (ms: number) => { const { time: clock, second } = calendar.localParts(new Date(ms), grounds.zone); return `${clock}:${String(second).padStart(2, '0')}`; };
  const proxies = proxySignIns(days.map(({ person, result }) => ({
    employee: person.id, onLeave: result.outcome === 'on_leave', calls: result.calls,
    signIns: ofKind(result.presence, 'login').map((l) => ({ employee: person.id, at: l.from, device: l.device, until: l.to, signedOut: l.closedBy === 'event' })),
  })), (await parameter(tx, ProxyMinutes, day)) * 60_000);
  const single = { from_day: day, to_day: day, days: 1, in_month: null, review: false };
  const found: Found[] = [
    ...proxies.map((p): Found => ({ ...single, kind: 'proxy', key: `proxy/${p.signed}/${day}`, employee: p.signed, other: p.by,
      ...both(saidProxy(p, name(p.signed), name(p.by), time(p.at))) })),
  ];
  for (const person of grounds.people) await keep(tx, person, found.filter((f) => f.employee === person.id), { kinds: ['proxy'], from: day, to: day });
  // Whoever is on leave gave nothing away, and a shift under way may still be worked by its owner.
  const over = days.filter(({ result }) => result.outcome !== 'on_leave' && result.outcome !== 'planned');
  const worked = over.flatMap(({ person, result }) => [...ofKind(result.presence, 'login'), ...ofKind(result.presence, 'call')].map((p) => ({ employee: person.id, from: new Date(p.from), to: new Date(p.to) })));
  await flagPrivateChanges(tx, over.map(({ person }) => person.id), day, day, worked, grounds.people.map((p) => p.id));
}

interface Kept { readonly id: string; readonly state: string; readonly finding_key: string; readonly to_day: string; readonly days: number; readonly in_month: number | null; readonly review: boolean; readonly facts: string; readonly facts_en: string | null }

/** Writes what is new or different, withdraws what no longer holds. One already reported keeps its report and says that its facts changed. */
async function keep(tx: Tx, person: Person, found: readonly Found[], within: { readonly kinds: readonly string[]; readonly from: string; readonly to: string }): Promise<void> {
  const register = tx.kernel.registers.get('attendance_finding')!;
  const process = tx.kernel.processes.get('attendance_finding')!;
  const rows = await tx.query<Kept>(
    `select id, state, finding_key, to_day, days, in_month, review, facts, facts_en from attendance_finding where tenant_id = $1 and employee = $2 and finding_kind = any($3) and (finding_key = any($6) or (to_day >= $4 and from_day <= $5)) and archived_at is null`,
    [tx.tenantId, person.id, within.kinds, within.from, within.to, found.map((f) => f.key)]);
  for (const f of found) {
    const known = rows.find((r) => r.finding_key === f.key);
    const values = { to_day: f.to_day, days: f.days, in_month: f.in_month, review: f.review, facts: f.facts, facts_en: f.facts_en };
    if (!known) await createRecord(tx, register, { finding_kind: f.kind, finding_key: f.key, employee: f.employee, other: f.other, from_day: f.from_day, ...values, unit_id: person.unit_id } as never);
    else if (known.facts !== f.facts || known.facts_en !== f.facts_en || known.review !== f.review) {
      await updateRecord(tx, register, known, { ...values, ...(known.state === 'reported' ? { changed_after: true } : {}) }, { what: 'computed' });
      if (known.state === 'withdrawn') await takeStep(tx, process, known.id, 'return', {});
      if (known.state === 'reported') emit(tx, 'attendance_finding.changed', { finding: known.id, employee: person.id });
    } else if (known.state === 'withdrawn') await takeStep(tx, process, known.id, 'return', {});
  }
  for (const gone of rows.filter((r) => !found.some((f) => f.key === r.finding_key))) {
    if (gone.state === 'open') await takeStep(tx, process, gone.id, 'withdraw', {});
    else if (gone.state === 'reported') {
      await updateRecord(tx, register, gone, { changed_after: true, review: false }, { what: 'facts_gone' });
      emit(tx, 'attendance_finding.changed', { finding: gone.id, employee: person.id });
    }
  }
}
