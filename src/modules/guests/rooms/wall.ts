/** The room wall (房态墙): every room with its state, its guests and how long they stay, and who comes next; and how rooms are selling tonight. Serves VIP-5.13, P14. */
import { calendar, calendarOf, defineQuery, dayOf, f, scopeOf, type Tx } from '../../../kernel/index.ts';
import { timingOf } from './place.ts';
import { ROOM_READERS } from './room.ts';
import { openingAround } from './rules.ts';

export interface WallSession { readonly id: string; readonly version: number; readonly number: string; readonly guest: string | null; readonly guests: number | null; readonly card: string | null; readonly on: Date; readonly until: Date; readonly benefit: string | null; readonly benefitEn: string | null; readonly freeUntil: Date | null }
export interface WallBooking { readonly id: string; readonly version: number; readonly number: string; readonly room: string | null; readonly roomType: string | null; readonly guest: string; readonly state: string; readonly purpose: string; readonly from: Date; readonly to: Date; readonly keptUntil: Date | null; readonly holdUntil: Date | null; readonly setAside: boolean; readonly followUp: boolean }
export interface WallRoom {
  readonly id: string;
  readonly version: number;
  readonly code: string;
  readonly type: string;
  readonly floor: string | null;
  readonly state: string;
  readonly outFor: string | null;
  readonly outUntil: Date | null;
  readonly since: Date | null;
  /** In the room now, or just switched off and not gone yet. */
  readonly session: WallSession | null;
  readonly bookings: readonly WallBooking[];
}
export interface WallType { readonly id: string; readonly name: string; readonly kind: string; readonly seats: number; readonly priceHour: number | null }
export interface Wall {
  readonly now: Date;
  readonly day: string;
  /** Of this business day: when the club opens and closes, and the minutes kept for cleaning. */
  readonly opens: Date;
  readonly closes: Date;
  readonly bufferMinutes: number;
  readonly types: readonly WallType[];
  readonly rooms: readonly WallRoom[];
  /** Bookings of this business day that have no room yet. */
  readonly waiting: readonly WallBooking[];
  /** How the day sells: sessions so far, bookings taken up, missed, still to come. */
  readonly selling: { readonly sessions: number; readonly arrived: number; readonly noShow: number; readonly toCome: number };
}

export const RoomWall = defineQuery('room_wall', {
  label: ['房态墙', 'Room wall'],
  access: ROOM_READERS,
  params: { type: f.ref('类型', 'Type', 'room_type', { optional: true }) },
  run: (tx, { type }) => wallOf(tx, type),
});

export async function wallOf(tx: Tx, type: string | null): Promise<Wall> {
  const units = await scopeOf(tx, tx.actor, ROOM_READERS);
  const reach = [tx.tenantId, units];
  const rooms = await tx.query<Omit<WallRoom, 'session' | 'bookings'> & { readonly unit: string }>(
    `select r.id, r.version, r.code, r.room_type as type, r.floor, r.state, r.out_for as "outFor", r.out_until as "outUntil", r.unit_id as unit,
       (select max(h.at) from history h where h.tenant_id = r.tenant_id and h.register = 'room' and h.record_id = r.id and h.what <> 'edit') as since
     from room r where r.tenant_id = $1 and ($2::uuid[] is null or r.unit_id = any($2)) and r.archived_at is null and ($3::uuid is null or r.room_type = $3) order by r.code`, [...reach, type]);
  const unit = rooms[0]?.unit ?? tx.actor.grants[0]?.unitId ?? '';
  const day = await dayOf(tx, tx.now, unit);
  const centre = await calendarOf(tx, unit);
  const [from, to] = [calendar.startOfBusinessDay(day, centre), calendar.endOfBusinessDay(day, centre)];
  const { hours, timing } = await timingOf(tx, unit, tx.now);
  const opening = openingAround(tx.now, hours);
  const sessions = await tx.query<WallSession & { readonly room: string }>(
    `select s.id, s.version, coalesce(s.slip_no, s.number) as number, s.room, s.guest, s.guests, s.card, s.switched_on_at as on, s.planned_until as until, s.benefit_note as benefit, s.benefit_note_en as "benefitEn", s.free_until as "freeUntil"
     from room_session s where s.tenant_id = $1 and ($2::uuid[] is null or s.unit_id = any($2)) 
       and (s.state = 'on' or s.id in (select distinct on (x.room) x.id from room_session x join room r on r.tenant_id = x.tenant_id and r.id = x.room
         where x.tenant_id = $1 and x.state = 'off' and r.state = 'checkout' order by x.room, x.switched_off_at desc))`, reach);
  const bookings = await bookingsOf(tx, reach, from, to);
  const types = await tx.query<WallType>(`select id, name, kind, seats, price_hour::int as "priceHour" from room_type where tenant_id = $1 and archived_at is null order by seats, name`, [tx.tenantId]);
  const open = bookings.filter((b) => b.state === 'held' || b.state === 'confirmed');
  return {
    now: tx.now, day, opens: opening.from, closes: opening.to, bufferMinutes: timing.bufferMinutes, types,
    rooms: rooms.map(({ unit: _, ...r }) => ({ ...r, session: sessions.find((s) => s.room === r.id) ?? null, bookings: open.filter((b) => b.room === r.id) })),
    waiting: bookings.filter((b) => b.state === 'requested' && (type === null || b.roomType === type)),
    selling: {
      sessions: await sessionsBetween(tx, reach, from, to), arrived: bookings.filter((b) => b.state === 'arrived').length,
      noShow: bookings.filter((b) => b.state === 'no_show').length, toCome: open.length,
    },
  };
}

function bookingsOf(tx: Tx, reach: readonly unknown[], from: Date, to: Date): Promise<WallBooking[]> {
  return tx.query<WallBooking>(
    `select b.id, b.version, b.number, b.room, b.room_type as "roomType", b.guest, b.state, b.purpose, b.starts_at as from, b.ends_at as to, b.no_show_at as "keptUntil", b.hold_until as "holdUntil",
       b.set_aside_on is not null as "setAside", b.tracked_at is not null as "followUp"
     from booking b where b.tenant_id = $1 and ($2::uuid[] is null or b.unit_id = any($2)) and b.starts_at < $4 and b.starts_at >= $3 order by b.starts_at, b.number`, [...reach, from, to]);
}

async function sessionsBetween(tx: Tx, reach: readonly unknown[], from: Date, to: Date): Promise<number> {
  const [row] = await tx.query<{ n: number }>(
    `select count(*)::int as n from room_session s where s.tenant_id = $1 and ($2::uuid[] is null or s.unit_id = any($2)) and s.switched_on_at >= $3 and s.switched_on_at < $4`, [...reach, from, to]);
  return row?.n ?? 0;
}
