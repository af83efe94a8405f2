/**
 * A room at a time: what is known before it is given away, and the claim on its slots. Whoever wants a room locks its row
 * first, so that nobody waits crosswise; the slots' key then holds even against code that forgets the lock. Serves AS-31.
 */
import { calendarOf, dayOf, parameter, Refusal, type Tx } from '../../../kernel/index.ts';
import { CleaningMinutes, ClosedFrom, ClosedTo, GraceMinutes, LeadMinutes, TimeSlots } from './parameters.ts';
import { blockedUntil, momentsOf, roomProblem, slotsOf, timeProblem, type Hours, type Problem, type Span, type Timing } from './rules.ts';

export interface Wanted { readonly id?: string; readonly room: string | null; readonly starts_at: Date; readonly ends_at: Date }
export interface PlacedRoom { readonly id: string; readonly code: string; readonly state: string; readonly unit_id: string; readonly room_type: string; readonly out_until: Date | null; readonly archived_at: Date | null }
export interface Place {
  readonly room: PlacedRoom | null;
  readonly hours: Hours;
  readonly timing: Timing;
  readonly running: Span | null;
  /** Somebody else has one of the slots. */
  readonly taken: boolean;
}

export const justTaken = () => new Refusal('booking.taken', ['刚被订走，请另选包厢或时间', 'Just taken; choose another room or time'], 409, { room: ['该时段已有预订（含清扫）', 'Booked at that time, cleaning included'] });

export async function placeFor(tx: Tx, w: Wanted): Promise<Place> {
  const room = w.room === null ? null : await roomOf(tx, w.room);
  const { hours, timing } = await timingOf(tx, room?.unit_id ?? tx.actor.grants[0]?.unitId ?? '', w.starts_at);
  if (!room) return { room, hours, timing, running: null, taken: false };
  const slots = slotsOf(w.starts_at, momentsOf({ from: w.starts_at, to: w.ends_at }, timing, hours).blocked_until);
  const [clash] = await tx.query(
    'select 1 from room_slot where tenant_id = $1 and room = $2 and slot_at >= $3 and slot_at <= $4 and booking is not null and booking is distinct from $5 limit 1',
    [tx.tenantId, room.id, slots[0] ?? w.starts_at, slots.at(-1) ?? w.starts_at, w.id ?? null]);
  return { room, hours, timing, running: await runningIn(tx, room.id, timing.bufferMinutes), taken: clash !== undefined };
}

/** Refuses what the rules refuse; the code says which: order, quarter, long, past, closed, out_of_order, taken. */
export function assertPlace(place: Place, w: { readonly starts_at: Date; readonly ends_at: Date }, now: Date): void {
  const wanted = { from: w.starts_at, to: w.ends_at };
  refuse('booking', timeProblem(wanted, now, place.hours));
  if (!place.room) return;
  if (place.room.archived_at) throw new Refusal('booking.archived', ['该包厢已停止使用', 'The room is no longer in use'], 409, { room: ['请另选', 'Choose another'] });
  refuse('booking', roomProblem({ state: place.room.state, outUntil: place.room.out_until }, place.running, { from: wanted.from, to: blockedUntil(wanted.to, place.timing.bufferMinutes) }));
  if (place.taken) throw justTaken();
}

export function refuse(register: string, p: Problem | null): void {
  if (p) throw new Refusal(`${register}.${p.code}`, p.label, p.field === 'room' ? 409 : 422, { [p.field]: p.label });
}

export async function timingOf(tx: Tx, unit: string, at: Date): Promise<{ readonly hours: Hours; readonly timing: Timing }> {
  const day = await dayOf(tx, at, unit);
  const { zone } = await calendarOf(tx, unit);
  return {
    hours: { zone, closedFrom: await parameter(tx, ClosedFrom, day), closedTo: await parameter(tx, ClosedTo, day) },
    timing: {
      bufferMinutes: await parameter(tx, CleaningMinutes, day), leadMinutes: await parameter(tx, LeadMinutes, day), graceMinutes: await parameter(tx, GraceMinutes, day),
      slots: (await parameter(tx, TimeSlots, day)).split(/\s+/).filter((time) => /^\d\d:\d\d$/.test(time)),
    },
  };
}

/** The room, locked for whoever is about to give it away. */
export async function roomOf(tx: Tx, id: string): Promise<PlacedRoom> {
  const [room] = await tx.query<PlacedRoom>(
    `select id, code, state, unit_id, room_type, out_until, archived_at from room where tenant_id = $1 and id = $2${tx.looking ? '' : ' for update'}`, [tx.tenantId, id]);
  if (!room) throw new Refusal('reference', ['没有这间包厢', 'There is no such room'], 422, { room: ['请从列表中选择', 'Choose from the list'] });
  return room;
}

/** Several rooms are always locked in one order, so that two clerks who exchange their guests do not wait for each other. */
export async function lockRooms(tx: Tx, rooms: readonly (string | null | undefined)[]): Promise<void> {
  const wanted = rooms.filter((room): room is string => typeof room === 'string');
  if (wanted.length > 0 && !tx.looking) await tx.query('select id from room where tenant_id = $1 and id = any($2) order by id for update', [tx.tenantId, wanted]);
}

/** The guests who are in the room now, and until when with the cleaning; those who stay on keep it from whoever comes next. */
async function runningIn(tx: Tx, room: string, bufferMinutes: number): Promise<Span | null> {
  const [session] = await tx.query<{ from: Date; to: Date }>(
    `select switched_on_at as from, greatest(planned_until, $3) as to from room_session where tenant_id = $1 and room = $2 and state = 'on' limit 1`, [tx.tenantId, room, tx.now]);
  return session ? { from: session.from, to: blockedUntil(session.to, bufferMinutes) } : null;
}

/** Claims every slot or refuses: a slot that somebody has is not given, whatever was read before. */
export async function claim(tx: Tx, c: { readonly booking: string; readonly room: string; readonly from: Date; readonly to: Date }): Promise<void> {
  const slots = slotsOf(c.from, c.to);
  const got = await tx.query(
    `insert into room_slot as s (tenant_id, room, slot_at, booking) select $1, $2, at, $4 from unnest($3::timestamptz[]) as at order by at
     on conflict (tenant_id, room, slot_at) do update set booking = excluded.booking where s.booking is null or s.booking = excluded.booking returning 1`,
    [tx.tenantId, c.room, slots, c.booking]);
  if (got.length < slots.length) throw justTaken();
}

/** Gives the slots back: all of them, or those that lie ahead. */
export async function giveUp(tx: Tx, booking: string, from: Date = new Date(0)): Promise<void> {
  await tx.query('update room_slot set booking = null where tenant_id = $1 and booking = $2 and slot_at >= $3', [tx.tenantId, booking, from]);
}
