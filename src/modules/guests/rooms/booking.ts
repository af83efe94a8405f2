/**
 * Bookings (预订): who comes when into which room. A room is claimed slot by slot under the room's lock, so that two clerks
 * cannot both have it; the second hears "just taken". Held for a while or confirmed, followed up one time slot before, the
 * room set aside, and in the end arrived, a no-show, or cancelled. Serves P14, VIP-2.6, VIP-2.7, VIP-7.4, AS-31.
 */
import { defineProcess, defineRegister, emit, f, Refusal, takeStep, type RowOf, type Tx } from '../../../kernel/index.ts';
import { assertPlace, claim, giveUp, lockRooms, placeFor, type Place } from './place.ts';
import { DESK, ROOM_READERS, settleRoom } from './room.ts';
import { momentsOf, nextMoment, tick, type Ticking } from './rules.ts';

export const Booking = defineRegister('booking', {
  label: ['包厢预订', 'Booking'],
  number: 'YD{yyyy}{mm}{dd}-{000}',
  fields: {
    guest: f.personName('客人姓氏', 'Guest', { hint: ['前台须熟记姓氏与预约号', 'The desk knows surname and reservation number by heart'] }),
    phone: f.phone('联系电话', 'Phone', { optional: true }),
    room_type: f.ref('包厢类型', 'Room type', 'room_type', { optional: true, hint: ['未定房号时填写', 'When no room is chosen yet'] }),
    room: f.ref('包厢', 'Room', 'room', { optional: true, hint: ['留空则记为待安排', 'Empty: to be arranged'] }),
    starts_at: f.dateTime('开始', 'From', { hint: ['取整到 15 分钟', 'On a full quarter of an hour'] }),
    ends_at: f.dateTime('结束', 'Until', { hint: ['须在凌晨 2 点前结束', 'It must end by 02:00'] }),
    guests: f.integer('人数', 'Guests', { optional: true, min: 1, max: 200 }),
    channel: f.choice('预订渠道', 'Channel', { phone: ['热线电话', 'Hotline'], counter: ['到店', 'At the desk'], online: ['网络', 'Online'], member: ['会员活动', 'Member activity'] }, { initial: 'phone' }),
    purpose: f.choice('事由', 'Occasion', { ordinary: ['普通', 'Ordinary'], birthday: ['会员生日', 'Member birthday'], company: ['公司聚会', 'Company party'] }, { initial: 'ordinary' }),
    card: f.ref('会员卡', 'Card', 'member_card', { optional: true }),
    hold_until: f.dateTime('临时留房至', 'Held until', { optional: true, hint: ['客人未确认时填写，到时自动放房；留空为已确认', 'For guests who have not confirmed: given up at that time; empty: confirmed'] }),
    note: f.text('备注', 'Note', { optional: true, max: 200 }),
    blocked_until: f.dateTime('占用至（含清扫）', 'Taken until, with cleaning', { optional: true, readonly: true }),
    track_at: f.dateTime('前一时段跟进', 'Follow up at', { optional: true, readonly: true }),
    set_aside_at: f.dateTime('预留自', 'Set aside from', { optional: true, readonly: true }),
    no_show_at: f.dateTime('保留至', 'Kept until', { optional: true, readonly: true }),
    tracked_at: f.dateTime('已提醒跟进', 'Follow-up due since', { optional: true, readonly: true }),
    set_aside_on: f.dateTime('已预留', 'Set aside on', { optional: true, readonly: true }),
    cancelled_for: f.text('取消原因', 'Why cancelled', { optional: true, readonly: true, max: 200 }),
  },
  title: ['guest', 'starts_at'],
  list: ['guest', 'room', 'room_type', 'starts_at', 'ends_at', 'purpose', 'channel'],
  sorts: ['-number', '-starts_at', 'starts_at'],
  access: { read: ROOM_READERS, create: DESK },
  empty: ['电话、到店或网络预订登记在这里；同一包厢同一时段只能订一次，含清扫时间。', 'Bookings by phone, at the desk or online; a room is booked once at a time, cleaning included.'],
  opening: {
    facts: ({ tx, input }) => placeFor(tx, input),
    guard: ({ input, facts, now }) => assertPlace(facts, input, now),
    set: ({ input, facts }) => ({
      ...momentsOf({ from: input.starts_at, to: input.ends_at }, facts.timing, facts.hours),
      room_type: facts.room?.room_type ?? input.room_type, ...(facts.room ? { unit_id: facts.room.unit_id } : {}),
    }),
    async effect({ tx, record }) {
      if (record.room === null) return;
      if (record.hold_until === null) await takeStep(tx, BookingProcess, record.id, 'confirm', { room: record.room });
      else await takeStep(tx, BookingProcess, record.id, 'hold', { room: record.room, hold_until: record.hold_until });
    },
  },
});

type Row = RowOf<typeof Booking>;
const timer = { step: 'tick' as const, at: ({ record }: { readonly record: Row }) => nextMoment(ticking(record)) };

export const BookingProcess = defineProcess(Booking, 'requested',
  {
    requested: {
      label: ['待安排', 'To be arranged'], tone: 'waiting',
      due: { step: 'confirm', at: ({ record, now }) => new Date(Math.min(now.getTime() + 3_600_000, record.starts_at.getTime())), escalateTo: 'duty_supervisor' },
    },
    held: { label: ['临时留房', 'Held'], tone: 'waiting', timer },
    confirmed: { label: ['已确认', 'Confirmed'], tone: 'active', timer },
    arrived: { label: ['已到店', 'Arrived'], tone: 'done' },
    no_show: { label: ['未到店', 'No-show'], tone: 'alarm' },
    cancelled: { label: ['已取消', 'Cancelled'], tone: 'stopped' },
  },
  (step) => ({
    hold: step({
      label: ['临时留房', 'Hold'], from: ['requested'], to: 'held', by: DESK,
      form: { room: f.ref('包厢', 'Room', 'room'), hold_until: f.dateTime('临时留房至', 'Held until') },
      facts: ({ tx, record, input }) => placeFor(tx, { ...record, room: input.room ?? record.room, id: record.id }),
      guard({ record, input, facts, now }) {
        assertPlace(facts, record, now);
        if (input.hold_until.getTime() <= now.getTime() || input.hold_until.getTime() > record.starts_at.getTime()) {
          throw new Refusal('booking.hold', ['留房时间须在现在与预订开始之间', 'Hold until a time between now and the beginning'], 422, { hold_until: ['在开始之前', 'Before it begins'] });
        }
      },
      set: ({ record, facts, now }) => placed(facts, record, now),
      effect: ({ tx, record }) => taken(tx, record),
    }),
    confirm: step({
      label: ['确认', 'Confirm'], tone: 'primary', from: ['requested', 'held'], to: 'confirmed', by: DESK,
      form: { room: f.ref('包厢', 'Room', 'room') },
      facts: ({ tx, record, input }) => placeFor(tx, { ...record, room: input.room ?? record.room, id: record.id }),
      preview: ({ record }) => ({ lines: [], initial: { room: record.room } }),
      guard: ({ record, facts, now }) => assertPlace(facts, record, now),
      set: ({ record, facts, now }) => ({ ...placed(facts, record, now), hold_until: null }),
      async effect({ tx, record, before }) {
        await taken(tx, record, before);
        emit(tx, 'booking.confirmed', news(record));
      },
    }),
    change: step({
      label: ['改期或换房', 'Change'], from: ['held', 'confirmed'], to: ['held', 'confirmed'], by: DESK,
      form: { room: f.ref('包厢', 'Room', 'room'), starts_at: f.dateTime('开始', 'From'), ends_at: f.dateTime('结束', 'Until') },
      async facts({ tx, record, input }) {
        await lockRooms(tx, [record.room, input.room]);
        return placeFor(tx, { ...record, ...given(input), id: record.id });
      },
      preview: ({ record }) => ({ lines: [], initial: { room: record.room, starts_at: record.starts_at, ends_at: record.ends_at } }),
      guard({ record, input, facts, now }) {
        assertPlace(facts, input, now);
        if (record.hold_until !== null && input.starts_at.getTime() < record.hold_until.getTime()) {
          throw new Refusal('booking.hold', ['开始时间早于留房截止，请先确认', 'It would begin before the hold ends; confirm it first'], 422, { starts_at: ['不早于留房截止', 'Not before the hold ends'] });
        }
      },
      choose: ({ record }) => record.state as 'held' | 'confirmed',
      set: ({ input, facts, now }) => ({ ...placed(facts, input, now), tracked_at: null }),
      async effect({ tx, record, before }) {
        await taken(tx, record, before);
        emit(tx, 'booking.changed', news(record));
      },
    }),
    cancel: step({
      label: ['取消预订', 'Cancel'], tone: 'danger', from: ['requested', 'held', 'confirmed'], to: 'cancelled', by: DESK,
      form: { cancelled_for: f.text('取消原因', 'Why cancelled', { max: 200 }) },
      effect: ({ tx, record }) => ended(tx, record, 'booking.cancelled'),
    }),
    arrive: step({ label: ['到店', 'Arrived'], from: ['held', 'confirmed'], to: 'arrived', by: [], form: {}, async effect({ tx, record }) { emit(tx, 'booking.arrived', news(record)); } }),
    tick: step({
      label: ['到时处理', 'In time'], from: ['held', 'confirmed'], to: ['held', 'confirmed', 'no_show', 'cancelled'], by: [], form: {},
      choose: ({ record, now }) => tick(ticking(record), now).state,
      set({ record, now }) {
        const t = tick(ticking(record), now);
        return { ...(t.track ? { tracked_at: now } : {}), ...(t.setAside ? { set_aside_on: now } : {}), ...(t.state === 'cancelled' ? { cancelled_for: '留房到时未确认' } : {}) };
      },
      async effect({ tx, record, before, now }) {
        const t = tick(ticking(before), now);
        if (t.state === 'no_show') return ended(tx, record, 'booking.no_show');
        if (t.state === 'cancelled') return ended(tx, record, 'booking.cancelled');
        if (t.track) emit(tx, 'booking.previous_slot', news(record));
        if (t.setAside) await settleRoom(tx, record.room!);
        return undefined;
      },
    }),
  }),
);

const given = (input: { readonly room?: string; readonly starts_at?: Date; readonly ends_at?: Date }) => Object.fromEntries(Object.entries(input).filter(([, v]) => v !== undefined));

function ticking(b: Row): Ticking {
  // Held and confirmed bookings have a room and with it all their moments.
  return { state: b.state, hold_until: b.hold_until, track_at: b.track_at!, set_aside_at: b.set_aside_at!, no_show_at: b.no_show_at!, tracked_at: b.tracked_at, set_aside_on: b.set_aside_on };
}

/** A booking for soon has its room set aside at once, without waiting for the clock. */
function placed(place: Place, at: { readonly starts_at: Date; readonly ends_at: Date }, now: Date) {
  const moments = momentsOf({ from: at.starts_at, to: at.ends_at }, place.timing, place.hours);
  return { ...moments, set_aside_on: moments.set_aside_at.getTime() <= now.getTime() ? now : null, room_type: place.room!.room_type, unit_id: place.room!.unit_id };
}

/** The slots of the new time are claimed and the old ones given up; both rooms show it when their time has come. */
async function taken(tx: Tx, booking: Row, before?: Row): Promise<void> {
  if (before?.room) await giveUp(tx, booking.id);
  await claim(tx, { booking: booking.id, room: booking.room!, from: booking.starts_at, to: booking.blocked_until! });
  for (const room of [...new Set([booking.room!, ...(before?.room ? [before.room] : [])])].sort()) await settleRoom(tx, room);
}

async function ended(tx: Tx, booking: Row, what: string): Promise<void> {
  await lockRooms(tx, [booking.room]);
  await giveUp(tx, booking.id);
  if (booking.room) await settleRoom(tx, booking.room);
  emit(tx, what, news(booking));
}

const news = (b: Row) => ({ booking: b.id, number: b.number, room: b.room, card: b.card, purpose: b.purpose, startsAt: b.starts_at.toISOString() });
