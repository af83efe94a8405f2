/** What must be known before guests get a room: the room and booking locked, what comes next there, how long they may stay. Serves P14. */
import { parameter, dayOf, readRecord, type RowOf, type Tx } from '../../../kernel/index.ts';
import { Booking } from './booking.ts';
import { UsualMinutes } from './parameters.ts';
import { roomOf, timingOf, type PlacedRoom } from './place.ts';
import { isClosed, plannedUntil, type Coming, type Hours } from './rules.ts';

export interface Stay {
  readonly room: PlacedRoom;
  readonly booking: RowOf<typeof Booking> | null;
  readonly at: Date;
  readonly until: Date;
  readonly late: boolean;
  readonly closed: boolean;
  readonly coming: readonly Coming[];
  readonly hours: Hours;
  readonly bufferMinutes: number;
  /** Another session in the same room at the same time. */
  readonly other: string | null;
}

interface Asked { readonly room: string; readonly session: string | null; readonly booking: string | null; readonly switched_on_at: Date | null; readonly planned_until: Date | null; readonly switched_off_at: Date | null }
const LATE = 10 * 60_000;

export async function stayOf(tx: Tx, asked: Asked): Promise<Stay> {
  // The booking before the room, as everywhere: whoever locks both does it in this order.
  const booking = asked.booking ? await readRecord(tx, Booking, asked.booking, { lock: true }) : null;
  const room = await roomOf(tx, asked.room);
  const at = asked.switched_on_at ?? tx.now;
  const { hours, timing } = await timingOf(tx, room.unit_id, at);
  const coming = await comingTo(tx, room.id, at);
  const usual = await parameter(tx, UsualMinutes, await dayOf(tx, at, room.unit_id));
  const rest = coming.filter((b) => b.id !== booking?.id);
  const until = asked.planned_until ?? booking?.ends_at ?? plannedUntil(at, usual, rest, timing.bufferMinutes, hours);
  return {
    room, booking, at, until, late: tx.now.getTime() - at.getTime() > LATE, closed: isClosed(at, hours), coming, hours, bufferMinutes: timing.bufferMinutes,
    other: await otherSession(tx, room.id, at, asked.switched_off_at, asked.session),
  };
}

/** Bookings of a room that have not been taken up, from a moment on. */
export function comingTo(tx: Tx, room: string, from: Date): Promise<Coming[]> {
  return tx.query<Coming>(
    `select id, guest, starts_at as from, blocked_until as to from booking where tenant_id = $1 and room = $2 and state in ('held', 'confirmed') and blocked_until > $3 order by starts_at`, [tx.tenantId, room, from]);
}

/** A running session ends where the new one begins only when it was switched off. */
async function otherSession(tx: Tx, room: string, on: Date, off: Date | null, own: string | null): Promise<string | null> {
  const [other] = await tx.query<{ number: string }>(
    `select coalesce(slip_no, number) as number from room_session where tenant_id = $1 and room = $2 and id is distinct from $5
       and switched_on_at < coalesce($4, 'infinity'::timestamptz) and coalesce(switched_off_at, 'infinity'::timestamptz) > $3 limit 1`, [tx.tenantId, room, on, off, own]);
  return other?.number ?? null;
}
