/** Booking a room from other modules, and which rooms can still be had at a time. Serves VIP-2.6, VIP-7.4, AS-31. */
import { createRecord, defineQuery, f, Refusal, scopeOf, type NewOf, type RowOf, type Tx } from '../../../kernel/index.ts';
import { Booking } from './booking.ts';
import { timingOf } from './place.ts';
import { ROOM_READERS } from './room.ts';
import { blockedUntil, slotsOf } from './rules.ts';

export interface FreeRoom { readonly id: string; readonly code: string; readonly type: string; readonly typeName: string; readonly kind: string; readonly seats: number; readonly priceHour: number | null }

/**
 * Books a room: the one named, or the first of the type that can be had. Held until `hold_until` or confirmed at once.
 * Refuses `booking.taken` when the room, or every room of the type, went to somebody else.
 */
export async function bookRoom(tx: Tx, wanted: NewOf<typeof Booking>): Promise<RowOf<typeof Booking>> {
  const room = wanted.room ?? (await firstFree(tx, wanted.room_type ?? null, wanted.starts_at, wanted.ends_at, wanted.unit_id));
  if (!room) throw new Refusal('booking.taken', ['该时段没有空的包厢', 'No room can be had at that time'], 409, { room_type: ['该时段已订满', 'Fully booked at that time'] });
  return createRecord(tx, Booking, { ...wanted, room });
}

async function firstFree(tx: Tx, type: string | null, from: Date, to: Date, unit: string | undefined): Promise<string | undefined> {
  for (const free of await freeRooms(tx, { type, from, to, unit: unit ?? null })) {
    // Under its lock it may have gone in the meantime; then the next one is tried.
    const [mine] = await tx.query<{ id: string }>('select id from room where tenant_id = $1 and id = $2 for update', [tx.tenantId, free.id]);
    if (mine && (await freeRooms(tx, { type, from, to, unit: unit ?? null })).some((r) => r.id === free.id)) return free.id;
  }
  return undefined;
}

export async function freeRooms(tx: Tx, w: { readonly type: string | null; readonly from: Date; readonly to: Date; readonly unit: string | null }): Promise<FreeRoom[]> {
  const { timing } = await timingOf(tx, w.unit ?? tx.actor.grants[0]?.unitId ?? '', w.from);
  const slots = slotsOf(w.from, blockedUntil(w.to, timing.bufferMinutes));
  const units = await scopeOf(tx, tx.actor, ROOM_READERS);
  return tx.query<FreeRoom>(
    `select r.id, r.code, r.room_type as type, t.name as "typeName", t.kind, t.seats, t.price_hour::int as "priceHour"
     from room r join room_type t on t.tenant_id = r.tenant_id and t.id = r.room_type
     where r.tenant_id = $1 and r.archived_at is null and ($2::uuid is null or r.room_type = $2) and ($3::uuid is null or r.unit_id = $3) and ($7::uuid[] is null or r.unit_id = any($7))
       and not (r.state = 'out_of_order' and (r.out_until is null or r.out_until > $4))
       and not exists (select 1 from room_slot s where s.tenant_id = r.tenant_id and s.room = r.id and s.booking is not null and s.slot_at = any($5))
       and not exists (select 1 from room_session o where o.tenant_id = r.tenant_id and o.room = r.id and o.state = 'on'
         and o.switched_on_at < $8 and greatest(o.planned_until, $6) + make_interval(mins => $9) > $4)
     order by t.seats, r.code`,
    [tx.tenantId, w.type, w.unit, w.from, slots, tx.now, units, blockedUntil(w.to, timing.bufferMinutes), timing.bufferMinutes]);
}

export const FreeRooms = defineQuery('rooms_free', {
  label: ['可订包厢', 'Rooms to be had'],
  access: ROOM_READERS,
  params: { from: f.dateTime('开始', 'From'), to: f.dateTime('结束', 'Until'), type: f.ref('类型', 'Type', 'room_type', { optional: true }) },
  run: (tx, { from, to, type }) => (to.getTime() - from.getTime() > 86_400_000 || to.getTime() <= from.getTime() ? Promise.resolve([]) : freeRooms(tx, { type, from, to, unit: null })),
});
