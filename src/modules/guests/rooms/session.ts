/**
 * Sessions (开房): a room switched on for guests, the moment of which is their entry; made longer, moved to another room with
 * its history, switched off. Entered at the desk, later from paper, or imported from the club's own system.
 * Serves P14, VIP-2.11, VIP-6.3, G11.
 */
import { calendar as centre, defineProcess, defineRegister, emit, f, readRecord, Refusal, takeStep, type Label, type RowOf, type SlipContent, type Tx } from '../../../kernel/index.ts';
import { houseWords } from '../scripts/index.ts';
import { Booking, BookingProcess } from './booking.ts';
import { giveUp, lockRooms, refuse } from './place.ts';
import { DESK, Room, ROOM_READERS, RoomProcess, RoomType } from './room.ts';
import { movesOf, recordMove } from './room-move.ts';
import { switchOnProblem } from './rules.ts';
import { RoomSlip } from './slips.ts';
import { stayOf, type Stay } from './stay.ts';

export const RoomSession = defineRegister('room_session', {
  label: ['开房', 'Room session'],
  number: 'KF{yyyy}{mm}{dd}-{000}',
  fields: {
    room: f.ref('包厢', 'Room', 'room'),
    slip_no: f.text('开房单号', 'Room slip number', { optional: true, max: 40, hint: ['纸质开房单上的号码；留空即用本记录编号', 'As on the paper slip; empty: the number of this record'] }),
    guest: f.personName('客人姓氏', 'Guest', { optional: true }),
    guests: f.integer('人数', 'Guests', { optional: true, min: 1, max: 200 }),
    booking: f.ref('预订', 'Booking', 'booking', { optional: true }),
    card: f.ref('会员卡', 'Card', 'member_card', { optional: true }),
    switched_on_at: f.dateTime('开机时间', 'Switched on at', { optional: true, hint: ['即进场时间；留空为现在，补录时填写', 'The time of entry; empty: now. Typed when entered later from paper'] }),
    planned_until: f.dateTime('预计结束', 'Planned until', { optional: true }),
    switched_off_at: f.dateTime('关机时间', 'Switched off at', { optional: true, hint: ['只在补录或导入已结束的开房时填写', 'Only for sessions that are over, entered later or imported'] }),
    room_type: f.ref('包厢类型', 'Room type', 'room_type', { optional: true, readonly: true }),
    late: f.yesNo('补录', 'Entered later', { optional: true, readonly: true }),
    benefit_note: f.text('会员权益', 'Benefit', { optional: true, readonly: true, max: 500 }),
    benefit_note_en: f.text('会员权益（英文）', 'Benefit (English)', { optional: true, readonly: true, max: 500 }),
    free_until: f.dateTime('免费至', 'Free until', { optional: true, readonly: true }),
  },
  title: ['room', 'switched_on_at'],
  list: ['slip_no', 'room', 'room_type', 'guest', 'switched_on_at', 'switched_off_at', 'late'],
  sorts: ['-number', '-switched_on_at'],
  indexes: [['room', 'switched_on_at']],
  unique: [['slip_no']],
  access: { read: ROOM_READERS, create: DESK },
  empty: ['在这里开机，或补录已结束的开房；本店系统可经接口写入。', 'Rooms are switched on here, or entered later; the club’s own system may write through the API.'],
  opening: {
    facts: ({ tx, id, input }) => stayOf(tx, { ...input, session: id }),
    guard: ({ input, facts, now }) => (input.switched_off_at ? assertPast(facts, input.switched_off_at, now) : assertFree(facts, now)),
    set: ({ input, facts }) => ({
      switched_on_at: facts.at, planned_until: input.switched_off_at ?? facts.until, room_type: facts.room.room_type, late: facts.late, unit_id: facts.room.unit_id,
      guest: input.guest ?? facts.booking?.guest ?? null, guests: input.guests ?? facts.booking?.guests ?? null, card: input.card ?? facts.booking?.card ?? null,
    }),
    effect: ({ tx, record, facts }) => begun(tx, record, facts),
  },
});

/** A session that is over: it happened, so it is written down as it was; only what cannot be is refused. */
function assertPast(s: Stay, off: Date, now: Date): void {
  if (off.getTime() <= s.at.getTime()) throw new Refusal('room_session.order', ['关机须晚于开机', 'It was switched off before it was switched on'], 422, { switched_off_at: ['晚于开机时间', 'After switching on'] });
  if (off.getTime() > now.getTime()) throw new Refusal('room_session.future', ['关机时间还没有到', 'It cannot have been switched off yet'], 422, { switched_off_at: ['不晚于现在', 'Not after now'] });
  if (s.closed) throw new Refusal('room_session.closed', ['停止营业时段内不能开机', 'It cannot have been switched on in the closed hours'], 422, { switched_on_at: ['在营业时段内', 'Within opening hours'] });
  assertAlone(s);
}

function assertFree(s: Stay, now: Date): void {
  if (s.at.getTime() > now.getTime()) throw new Refusal('room_session.future', ['开机时间还没有到', 'It cannot have been switched on yet'], 422, { switched_on_at: ['不晚于现在', 'Not after now'] });
  if (s.booking && (!['held', 'confirmed'].includes(s.booking.state) || s.booking.room !== s.room.id)) {
    throw new Refusal('room_session.booking', ['该预订不在这间包厢或已不能使用', 'That booking is not for this room or no longer open'], 409, { booking: ['请核对预订', 'Check the booking'] });
  }
  refuse('room_session', switchOnProblem({ room: { state: s.room.state, name: s.room.code }, booking: s.booking?.id ?? null, coming: s.coming, at: s.at, until: s.until, hours: s.hours, bufferMinutes: s.bufferMinutes }));
  assertAlone(s);
}

function assertAlone(s: Stay): void {
  if (s.other) throw new Refusal('room_session.overlap', [`与开房 ${s.other} 的时间重叠`, `It overlaps session ${s.other}`], 409, { switched_on_at: ['与另一次开房重叠', 'Overlaps another session'] });
}

interface Begun { readonly id: string; readonly room: string; readonly room_type: string | null; readonly card: string | null; readonly booking: string | null; readonly switched_on_at: Date | null; readonly switched_off_at: Date | null; readonly late: boolean | null }
async function begun(tx: Tx, s: Begun, facts: Stay): Promise<void> {
  if (s.switched_off_at) await takeStep(tx, SessionProcess, s.id, 'record', {});
  else {
    if (facts.booking) await takeStep(tx, BookingProcess, facts.booking.id, 'arrive', {});
    await takeStep(tx, RoomProcess, s.room, 'occupy', {});
  }
  emit(tx, 'room.switched_on', {
    session: s.id, room: s.room, roomType: s.room_type, card: s.card, booking: s.booking, late: s.late, at: facts.at.toISOString(),
  });
}

export const SessionProcess = defineProcess(RoomSession, 'on',
  {
    on: { label: ['使用中', 'On'], tone: 'active' },
    off: { label: ['已关机', 'Off'], tone: 'done' },
  },
  (step) => ({
    move: step({
      label: ['换房', 'Move'], from: ['on'], to: 'on', by: DESK,
      form: { to_room: f.ref('新包厢', 'To room', 'room'), reason: f.text('原因', 'Why', { max: 200 }) },
      async facts({ tx, record, input }) {
        await lockRooms(tx, [record.room, input.to_room]);
        return input.to_room ? stayOf(tx, { room: input.to_room, session: record.id, booking: null, switched_on_at: tx.now, planned_until: record.planned_until, switched_off_at: null }) : null;
      },
      guard({ record, input, facts }) {
        if (!facts || input.to_room === record.room) throw new Refusal('room_session.same_room', ['客人已在这间包厢', 'The guests are in that room'], 422, { to_room: ['请另选包厢', 'Choose another room'] });
        const until = facts.until.getTime() > facts.at.getTime() ? facts.until : new Date(facts.at.getTime() + 60_000);
        refuse('room_session', switchOnProblem({ room: { state: facts.room.state, name: facts.room.code }, booking: null, coming: facts.coming, at: facts.at, until, hours: facts.hours, bufferMinutes: facts.bufferMinutes }));
      },
      set: ({ input, facts }) => ({ room: input.to_room, room_type: facts!.room.room_type }),
      async effect({ tx, record, before, input, facts, now }) {
        if (record.booking) await giveUp(tx, record.booking, now);
        await takeStep(tx, RoomProcess, before.room, 'vacate', {});
        await takeStep(tx, RoomProcess, record.room, 'occupy', {});
        await recordMove(tx, {
          session: record.id, from_room: before.room, to_room: record.room, from_type: before.room_type!, to_type: facts!.room.room_type, moved_at: now, reason: input.reason, unit_id: record.unit_id,
        });
        emit(tx, 'room.moved', { session: record.id, from: before.room, to: record.room, fromType: before.room_type, toType: facts!.room.room_type, card: record.card, at: now.toISOString() });
      },
    }),
    extend: step({
      label: ['续时', 'Extend'], from: ['on'], to: 'on', by: DESK,
      form: { planned_until: f.dateTime('预计结束', 'Planned until') },
      facts: ({ tx, record, input }) => stayOf(tx, { room: record.room, session: record.id, booking: record.booking, switched_on_at: tx.now, planned_until: input.planned_until ?? null, switched_off_at: null }),
      preview: ({ record }) => ({ lines: [], initial: { planned_until: record.planned_until } }),
      guard({ record, facts }) {
        refuse('room_session', switchOnProblem({ room: { state: 'free', name: facts.room.code }, booking: record.booking, coming: facts.coming, at: facts.at, until: facts.until, hours: facts.hours, bufferMinutes: facts.bufferMinutes }));
      },
    }),
    name_card: step({
      label: ['登记会员卡', 'Add the card'], from: ['on'], to: 'on', by: DESK,
      form: { card: f.ref('会员卡', 'Card', 'member_card') },
      async effect({ tx, record }) {
        emit(tx, 'room.card_named', { session: record.id, room: record.room, roomType: record.room_type, card: record.card, at: record.switched_on_at!.toISOString() });
      },
    }),
    print_slip: step({
      label: ['打印开房单', 'Print room slip'], from: ['on', 'off'], to: ['on', 'off'], by: DESK, form: {},
      facts: async ({ tx, record }) => ({ room: await readRecord(tx, Room, record.room), type: record.room_type ? await readRecord(tx, RoomType, record.room_type) : null, booking: record.booking ? await readRecord(tx, Booking, record.booking) : null, moves: await movesOf(tx, record.id) }),
      choose: ({ record }) => record.state as 'on' | 'off',
      slip: {
        kind: RoomSlip,
        content: ({ record, facts, calendar }) => paper(record, facts, calendar.zone),
      },
    }),
    switch_off: step({
      label: ['关机结账', 'Switch off'], tone: 'primary', from: ['on'], to: 'off', by: DESK, form: {},
      facts: async ({ tx }) => ({ words: await houseWords(tx, 'farewell') }),
      preview: ({ facts }) => ({ lines: facts.words }),
      set: ({ now }) => ({ switched_off_at: now }),
      async effect({ tx, record, now }) {
        await lockRooms(tx, [record.room]);
        if (record.booking) await giveUp(tx, record.booking, now);
        await takeStep(tx, RoomProcess, record.room, 'check_out', {});
        emit(tx, 'room.switched_off', { session: record.id, room: record.room, at: now.toISOString() });
      },
    }),
    record: step({ label: ['补录', 'Entered later'], from: ['on'], to: 'off', by: [], form: {} }),
  }),
);

interface OnPaper { readonly room: RowOf<typeof Room> | null; readonly type: RowOf<typeof RoomType> | null; readonly booking: RowOf<typeof Booking> | null; readonly moves: Awaited<ReturnType<typeof movesOf>> }
function paper(record: RowOf<typeof RoomSession>, facts: OnPaper, zone: string): SlipContent {
  return {
    lines: [
      { label: ['开房单号', 'Room slip'], value: slipNumber(record) }, { label: ['包厢', 'Room'], value: `${facts.room?.code ?? ''} ${facts.type?.name ?? ''}`.trim() },
      { label: ['客人', 'Guest'], value: record.guest ?? '' }, { label: ['预约号', 'Reservation'], value: facts.booking?.number ?? '' },
      { label: ['开机时间', 'Switched on'], value: clock(record.switched_on_at, zone) }, { label: ['关机时间', 'Switched off'], value: clock(record.switched_off_at, zone) },
      ...(record.benefit_note === null ? [] : [{ label: ['会员权益', 'Benefit'] as const, value: benefitSaid(record) }]),
    ],
    ...(facts.moves.length === 0 ? {} : {
      table: { columns: [['换房时间', 'Moved'], ['从', 'From'], ['到', 'To'], ['原因', 'Why']], rows: facts.moves.map((m) => [clock(m.moved_at, zone), m.from, m.to, m.reason]) },
    }),
  };
}

/** What the benefits decided, in both languages; a note from before there was English stands as it is. */
export const benefitSaid = (s: Pick<RowOf<typeof RoomSession>, 'benefit_note' | 'benefit_note_en'>): Label => [s.benefit_note ?? '', s.benefit_note_en ?? s.benefit_note ?? ''];
/** What stands on the paper: its own number, or the record's where no paper was used. */
export const slipNumber = (s: Pick<RowOf<typeof RoomSession>, 'slip_no' | 'number'>): string => s.slip_no ?? s.number;

function clock(at: Date | null, zone: string): string {
  if (!at) return '';
  const { date, time } = centre.localParts(at, zone);
  return `${date} ${time.slice(0, 5)}`;
}

/** By the number on the paper slip or the record's own; undefined when there is none. */
export async function sessionByNumber(tx: Tx, text: string): Promise<RowOf<typeof RoomSession> | undefined> {
  const [found] = await tx.query<{ id: string }>('select id from room_session where tenant_id = $1 and (slip_no = $2 or number = $2) order by slip_no nulls last limit 1', [tx.tenantId, text.trim()]);
  return found ? ((await readRecord(tx, RoomSession, found.id)) ?? undefined) : undefined;
}
