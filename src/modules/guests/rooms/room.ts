/**
 * Rooms (包厢) and their types, each with its real-time state: free, held or reserved for a booking, occupied, checking out,
 * being cleaned, out of order. Serves P14, VIP-5.13.
 */
import { defineProcess, defineRegister, f, takeStep, type Tx } from '../../../kernel/index.ts';
import { restState } from './rules.ts';

export const ROOM_READERS = ['front_desk', 'vip_agent', 'duty_supervisor', 'vip_manager', 'service_supervisor', 'finance', 'auditor'] as const;
export const DESK = ['front_desk', 'vip_agent', 'duty_supervisor', 'vip_manager'] as const;

export const RoomType = defineRegister('room_type', {
  label: ['包厢类型', 'Room type'],
  number: 'BX{00}',
  fields: {
    name: f.text('名称', 'Name', { max: 20 }),
    kind: f.choice('级别', 'Class', { small: ['小包', 'Small'], medium: ['中包', 'Medium'], large: ['大包', 'Large'], luxury: ['豪包', 'Luxury'] }),
    seats: f.integer('容纳人数', 'Seats', { min: 1, max: 200 }),
    price_hour: f.money('每小时标价', 'Price per hour', { optional: true, hint: ['电话询价时告知；留空表示另议', 'Told on the phone; empty: on request'] }),
  },
  title: ['name'],
  list: ['name', 'kind', 'seats', 'price_hour'],
  sorts: ['name'],
  unique: [['name']],
  access: { read: ROOM_READERS, create: ['vip_manager'], edit: ['vip_manager'], archive: ['vip_manager'] },
  empty: ['先登记包厢类型，再登记包厢。', 'Register the types first, then the rooms.'],
});

export const Room = defineRegister('room', {
  label: ['包厢', 'Room'],
  number: 'BF{000}',
  fields: {
    code: f.text('房号', 'Room', { max: 20 }),
    room_type: f.ref('类型', 'Type', 'room_type'),
    floor: f.text('楼层', 'Floor', { optional: true, max: 20 }),
    out_for: f.text('停用原因', 'Why out of order', { optional: true, readonly: true, max: 200 }),
    out_until: f.dateTime('预计恢复', 'Expected back', { optional: true, readonly: true }),
  },
  title: ['code'],
  list: ['code', 'room_type', 'floor', 'out_for'],
  sorts: ['code'],
  unique: [['code']],
  access: { read: ROOM_READERS, create: ['vip_manager'], edit: ['vip_manager'], archive: ['vip_manager'] },
  empty: ['包厢登记在这里，开房、预订时选用。', 'Rooms are registered here and chosen for bookings and sessions.'],
});

export const RoomProcess = defineProcess(Room, 'free',
  {
    free: { label: ['空闲', 'Free'], tone: 'done' },
    held: { label: ['临时留房', 'Held'], tone: 'waiting' },
    reserved: { label: ['已预留', 'Reserved'], tone: 'waiting' },
    occupied: { label: ['使用中', 'Occupied'], tone: 'active' },
    checkout: { label: ['结账中', 'Checking out'], tone: 'alarm' },
    cleaning: { label: ['清扫中', 'Cleaning'], tone: 'stopped' },
    out_of_order: { label: ['停用', 'Out of order'], tone: 'stopped' },
  },
  (step) => ({
    // Holding, reserving and giving free follow the bookings; occupying and checking out follow the session.
    hold: step({ label: ['留房', 'Hold'], from: ['free', 'reserved'], to: 'held', by: [], form: {} }),
    reserve: step({ label: ['预留', 'Reserve'], from: ['free', 'held'], to: 'reserved', by: [], form: {} }),
    release: step({ label: ['放房', 'Release'], from: ['held', 'reserved'], to: 'free', by: [], form: {} }),
    occupy: step({ label: ['开机', 'Switch on'], from: ['free', 'held', 'reserved'], to: 'occupied', by: [], form: {} }),
    check_out: step({ label: ['关机结账', 'Switch off'], from: ['occupied'], to: 'checkout', by: [], form: {} }),
    vacate: step({ label: ['客人换房', 'Guests moved'], from: ['occupied'], to: 'cleaning', by: [], form: {} }),
    clear: step({ label: ['客人离场，开始清扫', 'Guests left: clean'], tone: 'primary', from: ['checkout'], to: 'cleaning', by: DESK, form: {} }),
    cleaned: step({
      label: ['清扫完毕', 'Cleaned'], tone: 'primary', from: ['cleaning'], to: ['free', 'held', 'reserved'], by: [...DESK, 'service_supervisor'], form: {},
      facts: ({ tx, record }) => setAsideFor(tx, record.id), choose: ({ facts }) => restState(facts),
    }),
    take_out: step({
      label: ['停用', 'Take out of order'], tone: 'danger', from: ['free', 'held', 'reserved', 'checkout', 'cleaning', 'occupied'], to: 'out_of_order', by: ['duty_supervisor', 'vip_manager'],
      form: { out_for: f.text('停用原因', 'Why out of order', { max: 200 }), out_until: f.dateTime('预计恢复', 'Expected back', { optional: true }) },
      ready: ({ record }) => (record.state === 'occupied' ? ['请先为客人换房或关机', 'Move the guests or switch off first'] : null),
    }),
    put_back: step({
      label: ['恢复使用', 'Back in use'], tone: 'primary', from: ['out_of_order'], to: ['free', 'held', 'reserved'], by: ['duty_supervisor', 'vip_manager'], form: {},
      facts: ({ tx, record }) => setAsideFor(tx, record.id), choose: ({ facts }) => restState(facts), set: () => ({ out_for: null, out_until: null }),
    }),
  }),
);

/** Bookings for which the room is set aside at this moment. */
function setAsideFor(tx: Tx, room: string): Promise<{ state: string }[]> {
  return tx.query(`select state from booking where tenant_id = $1 and room = $2 and state in ('held', 'confirmed') and set_aside_on is not null`, [tx.tenantId, room]);
}

/** Brings an empty room's state in line with its bookings; a room with guests, or being cleaned, is left alone. */
export async function settleRoom(tx: Tx, room: string): Promise<void> {
  const [now] = await tx.query<{ state: string }>('select state from room where tenant_id = $1 and id = $2 for update', [tx.tenantId, room]);
  const wanted = restState(await setAsideFor(tx, room));
  if (!now || now.state === wanted || !['free', 'held', 'reserved'].includes(now.state)) return;
  await takeStep(tx, RoomProcess, room, ({ free: 'release', held: 'hold', reserved: 'reserve' } as const)[wanted], {});
}
