/** Duties as they fall due: occurrences made ahead, done with evidence, or by evidence the system already has, or passed on. */
import { grantFor, notAllowed, notFound, scopeOf } from '../access/access.ts';
import { calendarOf, type UnitNode, unitsOf } from '../access/organisation.ts';
import { asSystem } from '../access/system.ts';
import type { DutyRow, SignatureInput } from '../api.ts';
import { note } from '../audit/history.ts';
import { businessDay } from '../calendar/business-day.ts';
import { holidayData, type HolidayData } from '../calendar/holidays.ts';
import { addDays, type PlainDate } from '../calendar/plain-date.ts';
import { occurrences } from '../calendar/recurrence.ts';
import { instantOf } from '../calendar/zone.ts';
import { newId } from '../database/id.ts';
import type { Tx } from '../database/tx.ts';
import { checkSignatures, keepSignatures } from '../document/signatures.ts';
import { readFields } from '../field/validate.ts';
import { columnsOf } from '../register/rows.ts';
import { invalid } from '../register/write.ts';
import { Refusal } from '../refusal.ts';
import type { Kernel } from '../runtime.ts';
import { fieldsMeta, signMeta } from '../meta.ts';
import type { Duty } from './duty.ts';

export function holidaysOf(tx: Tx): Promise<HolidayData> {
  return tx.kernel.cached(tx.tenantId, 'holiday', async () =>
    holidayData(await tx.query('select day, day_kind, name from holiday where tenant_id = $1 and archived_at is null order by day', [tx.tenantId])));
}

/** Makes the occurrences from a week back to five weeks ahead that do not exist yet. */
export async function planDuties(kernel: Kernel, tenantId: string): Promise<number> {
  const { n } = await kernel.write(asSystem(tenantId, 'duty'), async (tx) => {
    const rows = [];
    for (const duty of kernel.duties.values()) {
      for (const unit of await unitsFor(tx, duty)) {
        const today = businessDay(tx.now, unit.calendar);
        for (const day of daysOf(duty, today, await holidaysOf(tx))) {
          const sameDay = duty.by >= unit.calendar.dayStarts;
          rows.push({ id: newId(tx.now), duty: duty.name, unit_id: unit.id, day, due_at: instantOf(sameDay ? day : addDays(day, 1), duty.by, unit.calendar.zone) });
        }
      }
    }
    const made = await tx.query<{ id: string }>(
      `insert into duty_occurrence (tenant_id, id, duty, unit_id, day, due_at)
       select $1, id, duty, unit_id, day, due_at from jsonb_to_recordset($2) as x(id uuid, duty text, unit_id uuid, day date, due_at timestamptz)
       on conflict do nothing returning id`, [tenantId, JSON.stringify(rows)]);
    return { n: made.length };
  });
  return n;
}

/** Days of a rule that minds rest days end where the holiday register does: what is unknown is not planned. */
function daysOf(duty: Duty, today: PlainDate, holidays: HolidayData): readonly PlainDate[] {
  const from = addDays(today, -7);
  for (let ahead = 35; ahead >= 0; ahead -= 7) {
    try {
      return occurrences(duty.recurs, from, addDays(today, ahead), holidays);
    } catch (e) {
      if (!(e instanceof Refusal)) throw e;
    }
  }
  return [];
}

interface Occurrence { readonly id: string; readonly duty: string; readonly unit_id: string; readonly day: string; readonly due_at: Date; readonly done_at: Date | null; readonly done_by_name: string | null; readonly escalated_at: Date | null }

/** Done by evidence that the system already has; overdue ones passed on. Each in a transaction of its own, so that one cannot hold up the rest. */
export async function tendDuties(kernel: Kernel, tenantId: string, report: (e: unknown) => void = () => undefined): Promise<void> {
  const system = asSystem(tenantId, 'duty');
  const named = (wanted: (d: Duty) => unknown) => [...kernel.duties.values()].filter(wanted).map((d) => d.name);
  // Only what something can still happen to; the newest first, so that what was missed long ago cannot crowd them out.
  const open = await kernel.read(system, (tx) => tx.query<Occurrence>(
    `select * from duty_occurrence where tenant_id = $1 and done_at is null and day between $2 and $3
       and (duty = any($4) or (duty = any($5) and escalated_at is null)) order by due_at desc limit 5000`,
    [tenantId, addDays(tx.now.toISOString().slice(0, 10), -40), addDays(tx.now.toISOString().slice(0, 10), 1), named((d) => d.evidence), named((d) => d.escalate)]));
  for (const o of open) {
    const duty = kernel.duties.get(o.duty);
    if (!duty) continue;
    await kernel.write(system, async (tx) => { await tend(tx, duty, o); return {}; }).catch(report);
  }
}

async function tend(tx: Tx, duty: Duty, o: Occurrence): Promise<void> {
  if (o.day > businessDay(tx.now, await calendarOf(tx, o.unit_id))) return;
  const [waiting] = await tx.query<{ id: string }>('select id from duty_occurrence where tenant_id = $1 and id = $2 and done_at is null for update skip locked', [tx.tenantId, o.id]);
  if (!waiting) return;
  const evidence = duty.evidence ? await duty.evidence({ tx, unit: o.unit_id, day: o.day, now: tx.now }) : null;
  if (evidence) await complete(tx, o, evidence, null);
  else if (duty.escalate && !o.escalated_at && tx.now.getTime() >= o.due_at.getTime() + duty.escalate.afterMinutes * 60_000) {
    await tx.query('update duty_occurrence set escalated_at = $3 where tenant_id = $1 and id = $2', [tx.tenantId, o.id, tx.now]);
  }
}

/** Units of the duty's kind where its owner's post is held, there or below; when it is only held above, all of the kind. */
async function unitsFor(tx: Tx, duty: Duty): Promise<UnitNode[]> {
  const units = await unitsOf(tx);
  const held = await tx.query<{ unit_id: string }>('select distinct unit_id from role_grant where tenant_id = $1 and role = $2 and archived_at is null', [tx.tenantId, duty.owner]);
  const ofKind = [...units.values()].filter((u) => u.kind === duty.unitKind);
  const manned = ofKind.filter((u) => held.some((h) => units.get(h.unit_id)?.path.includes(u.id)));
  return manned.length > 0 ? manned : held.length > 0 ? ofKind : [];
}

async function complete(tx: Tx, o: Occurrence, evidence: object, onBehalfOf: string | null): Promise<void> {
  await tx.query('update duty_occurrence set done_at = $3, done_by = $4, done_by_name = $5, evidence = $6 where tenant_id = $1 and id = $2',
    [tx.tenantId, o.id, tx.now, tx.actor.id, tx.actor.name, JSON.stringify(evidence)]);
  tx.pending.settle.push({ register: 'duty', record_id: o.id });
  await note(tx, { register: 'duty', recordId: o.id, number: `${o.duty} ${o.day}`, unitId: o.unit_id, what: 'done', onBehalfOf, after: { duty: o.duty, day: o.day }, form: { ...evidence } });
}

/** A person does a duty: owner or deputy, with what the form asks and the signatures. Refuses twice, and before its day. */
export async function doDuty(tx: Tx, id: string, input: unknown, signatures: readonly SignatureInput[]): Promise<{ id: string }> {
  const [o] = await tx.query<Occurrence>('select * from duty_occurrence where tenant_id = $1 and id = $2 for update', [tx.tenantId, id]);
  const duty = o && tx.kernel.duties.get(o.duty);
  if (!o || !duty) throw notFound();
  const grant = await grantFor(tx, tx.actor, [duty.owner, duty.deputy], o.unit_id);
  if (!grant) throw notAllowed();
  if (o.done_at) throw new Refusal('duty.done', [`已由${o.done_by_name}完成`, `Already done by ${o.done_by_name}`]);
  if (o.day > businessDay(tx.now, await calendarOf(tx, o.unit_id))) throw new Refusal('duty.early', ['还没到日子', 'Its day has not come yet']);
  const read = readFields(duty.form, input);
  if (!read.ok) throw invalid(read.fields);
  const signers = await checkSignatures(tx, duty.sign ?? [], signatures, o.unit_id);
  duty.guard?.({ input: read.values as never, actor: tx.actor, day: o.day, now: tx.now });
  await complete(tx, o, columnsOf(tx.kernel, duty.form, read.values), grant.deputyFor);
  keepSignatures(tx, duty.sign ?? [], signatures, signers, { register: 'duty', recordId: o.id, step: duty.name, hash: o.id });
  await duty.effect?.({ tx, input: read.values as never, actor: tx.actor, unit: o.unit_id, day: o.day, now: tx.now });
  return { id };
}

/** Occurrences in a span of days that concern the actor: own duties, those passed on to them, and what they oversee. */
export async function dutyRows(tx: Tx, from: string, to: string): Promise<DutyRow[]> {
  const rows: DutyRow[] = [];
  for (const duty of tx.kernel.duties.values()) {
    const owners = [duty.owner, duty.deputy];
    const units = await scopeOf(tx, tx.actor, [...owners, ...(duty.escalate ? [duty.escalate.to] : [])]);
    if (units !== null && units.length === 0) continue;
    const found = await tx.query<Occurrence>(
      `select * from duty_occurrence where tenant_id = $1 and duty = $2 and day between $3 and $4 and ($5::uuid[] is null or unit_id = any($5)) order by day`, [tx.tenantId, duty.name, from, to, units]);
    for (const o of found) {
      const late = o.due_at < tx.now;
      rows.push({
        id: o.id, duty: o.duty, label: duty.label, statements: duty.statements, unit: (await unitsOf(tx)).get(o.unit_id)?.name ?? '', day: o.day, dueAt: o.due_at.toISOString(),
        state: o.done_at ? (o.done_at > o.due_at ? 'late' : 'done') : late ? 'missed' : 'open', doneAt: o.done_at?.toISOString() ?? null, doneBy: o.done_by_name, escalatedAt: o.escalated_at?.toISOString() ?? null,
        form: fieldsMeta(duty.form), sign: signMeta(duty.sign ?? []), mine: (await grantFor(tx, tx.actor, owners, o.unit_id)) !== undefined,
      });
    }
  }
  return rows.sort((a, b) => (a.dueAt < b.dueAt ? -1 : 1));
}
