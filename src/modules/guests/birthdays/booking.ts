/** The room of a birthday: booked with the house's rooms, changed there, given up there. Serves VIP-2.6, AS-31. */
import { readRecord, Refusal, takeStep, updateRecord, type Tx } from '../../../kernel/index.ts';
import { bookRoom, Booking, BookingProcess, Room } from '../rooms/index.ts';
import { BirthdayVisit } from './visit.ts';

interface Visit { readonly id: string; readonly surname: string | null; readonly card: string | null; readonly booking: string | null; readonly room: string | null; readonly unit_id: string }
interface Wanted { readonly slot_start: Date; readonly slot_end: Date; readonly room: string | null; readonly room_type: string | null }

/** Surname and reservation number are what the front desk knows by heart; a change keeps the number. */
export async function bookForVisit(tx: Tx, visit: Visit, wanted: Wanted): Promise<void> {
  const known = visit.booking === null ? null : await readRecord(tx, Booking, visit.booking);
  if (known && ['held', 'confirmed'].includes(known.state)) {
    await takeStep(tx, BookingProcess, known.id, 'change', { room: wanted.room ?? known.room!, starts_at: wanted.slot_start, ends_at: wanted.slot_end });
    await updateRecord(tx, BirthdayVisit, visit, { room: wanted.room ?? known.room }, { what: 'booked' });
    return;
  }
  if (wanted.room === null && wanted.room_type === null) throw new Refusal('birthday_visit.no_room', ['请选择包厢或包厢类型', 'Choose a room or a type of room'], 422, { room: ['请选择', 'Choose one'] });
  const booking = await bookRoom(tx, {
    guest: visit.surname ?? '', ...(wanted.room ? { room: wanted.room } : { room_type: wanted.room_type }), starts_at: wanted.slot_start, ends_at: wanted.slot_end,
    channel: 'member', purpose: 'birthday', card: visit.card, unit_id: visit.unit_id,
  });
  await updateRecord(tx, BirthdayVisit, visit, { booking: booking.id, reservation_no: booking.number, room: booking.room }, { what: 'booked' });
}

/** What is still held for somebody who does not come is given back to the house. */
export async function giveUpRoom(tx: Tx, booking: string | null): Promise<void> {
  const known = booking === null ? null : await readRecord(tx, Booking, booking);
  if (known && ['requested', 'held', 'confirmed'].includes(known.state)) await takeStep(tx, BookingProcess, known.id, 'cancel', { cancelled_for: '生日会员未到店' });
}

export async function roomCode(tx: Tx, room: string | null): Promise<string | null> {
  return room === null ? null : ((await readRecord(tx, Room, room))?.code ?? null);
}
