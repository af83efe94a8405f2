/**
 * Computing days (考勤核算): as often as anything changes, and only what changed is written. A closed month is never touched: what would change
 * becomes an adjustment. Registers are asked of the kernel by name, because their steps compute too. Serves SM-6, AC-07, CC-5.2b, CC-5.2c.
 */
import { calendar, createRecord, takeStep, type Tx, updateRecord } from '../../../kernel/index.ts';
import { type DayResult, dayOf } from './day.rules.ts';
import { findingsOf } from './found.ts';
import { type Grounds, groundsFor, inputFor, type Person, planOn } from './looked-up.ts';
import { saidChanges, TOLD } from './said.rules.ts';

/** Twenty columns of a day as stored. */
export type DayColumns = { readonly [column: string]: unknown };
interface Stored { readonly id: string; readonly state: string; readonly outcome: string; readonly unit_id: string }

export async function computeFor(tx: Tx, employees: readonly string[], from: string, to: string): Promise<void> {
  if (employees.length === 0) return;
  // Two computations of the same people come one after the other.
  for (const id of [...employees].sort()) await tx.query('select pg_advisory_xact_lock(hashtextextended($1, 0))', [`attendance ${tx.tenantId} ${id}`]);
  const grounds = await groundsFor(tx, employees, from, to);
  const rows = await tx.query<Stored & { employee: string; day: string; [column: string]: unknown }>('select * from attendance_day where tenant_id = $1 and employee = any($2) and day between $3 and $4', [tx.tenantId, employees, from, to]);
  const stored = new Map(rows.map((r) => [`${r.employee} ${r.day}`, r]));
  for (const person of grounds.people) {
    for (let day = from; day <= to; day = calendar.addDays(day, 1)) {
      if (day < person.hired_on || (person.left_on !== null && day > person.left_on)) continue;
      await settle(tx, grounds, person, day, stored.get(`${person.id} ${day}`));
    }
  }
  await findingsOf(tx, grounds.people, from, to);
}

async function settle(tx: Tx, grounds: Grounds, person: Person, day: string, before: (Stored & { [column: string]: unknown }) | undefined): Promise<void> {
  const input = inputFor(grounds, person, day);
  const result = dayOf(input);
  if (!before && result.outcome === 'rest') return;
  const decided = grounds.corrections.filter((c) => c.employee === person.id && c.day === day);
  const columns = columnsOf(result, { line: planOn(grounds.plans, person.id, day)?.line ?? person.line, leave: input.leave?.kind ?? null, plan: input.plan, refused: decided.some((c) => c.state === 'rejected' || c.state === 'lapsed') && !decided.some((c) => c.state === 'approved') });
  if (before?.state === 'closed') {
    await adjust(tx, grounds.zone, person, day, before, columns);
    return;
  }
  const register = tx.kernel.registers.get('attendance_day')!;
  const process = tx.kernel.processes.get('attendance_day')!;
  if (!before) {
    const { id } = await createRecord(tx, register, { employee: person.id, day, person: person.app_user, unit_id: person.unit_id, ...columns } as never);
    if (result.outcome !== 'planned') await takeStep(tx, process, id, 'settle', {});
  } else {
    const changed = Object.keys(columns).filter((c) => !same(columns[c], before[c]));
    if (changed.length > 0) await updateRecord(tx, register, before, Object.fromEntries(changed.map((c) => [c, columns[c]])), { what: 'computed' });
    if (changed.length > 0 || before.state === 'planned') if (before.state !== 'planned' || result.outcome !== 'planned') await takeStep(tx, process, before.id, 'settle', {});
  }
  if (result.pay === 'pending' && decided.length === 0) await createRecord(tx, tx.kernel.registers.get('punch_correction')!, { employee: person.id, day, opened_by_system: true, unit_id: person.unit_id } as never);
}

function columnsOf(d: DayResult, about: { readonly line: string | null; readonly leave: string | null; readonly plan: { readonly from: number; readonly to: number } | null; readonly refused: boolean }): DayColumns {
  const at = (ms: number | null) => (ms === null ? null : new Date(ms));
  return {
    outcome: d.outcome, plan_from: at(about.plan?.from ?? null), plan_to: at(about.plan?.to ?? null), sign_in: at(d.signIn), sign_out: at(d.signOut), late_s: d.lateS, early_s: d.earlyS, ready_gap_s: d.readyGapS,
    printed: d.printed.length === 0 ? null : d.printed, pay: d.pay === 'pending' && about.refused ? 'proven' : d.pay, pay_minutes: d.payMinutes, evidence_from: at(d.evidenceFrom), evidence_to: at(d.evidenceTo), calls: d.calls, talk_s: d.talkS,
    shift_s: d.shiftS, scheduled_s: d.scheduledS, worked_s: d.workedS, worked_in_shift_s: d.workedInShiftS, exception_s: d.exceptionS, authorised_s: d.authorisedS, flags: d.flags.length === 0 ? null : d.flags, leave_kind: about.leave, line: about.line,
  };
}

const plain = (value: unknown): unknown => (value instanceof Date ? value.toISOString() : Array.isArray(value) ? [...value].sort().join(',') : (value ?? null));
const same = (a: unknown, b: unknown): boolean => plain(a) === plain(b);

/** Once for each state of what counts for pay and record: the same late import twice is one adjustment. */
async function adjust(tx: Tx, zone: string, person: Person, day: string, before: Stored & { [column: string]: unknown }, now: DayColumns): Promise<void> {
  const changed = TOLD.filter((c) => !same(before[c], now[c]));
  const fingerprint = changed.map((c) => `${c}=${String(plain(now[c]))}`).join(';');
  const [last] = await tx.query<{ fingerprint: string }>('select fingerprint from attendance_adjustment where tenant_id = $1 and attendance_day = $2 and archived_at is null order by created_at desc, number desc limit 1', [tx.tenantId, before.id]);
  if ((last?.fingerprint ?? '') === fingerprint) return;
  const minutes = Number(now['pay_minutes'] ?? 0) - Number(before['pay_minutes'] ?? 0);
  const clock = (at: Date) => { const { date, time, second } = calendar.localParts(at, zone); return `${date} ${time}:${String(second).padStart(2, '0')}`; };
  const [what, what_en] = saidChanges(changed.map((column) => ({ column, before: before[column], now: now[column] })), clock);
  await createRecord(tx, tx.kernel.registers.get('attendance_adjustment')!, {
    attendance_day: before.id, employee: person.id, day, fingerprint, minutes, unit_id: before.unit_id,
    what, what_en,
  } as never);
}
