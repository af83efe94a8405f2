/** Rooms (包厢): types, rooms, bookings, sessions, the room wall. Serves P14, VIP-5.13, VIP-2.6, VIP-2.7, VIP-2.11, VIP-7.4, AS-31. */
import { defineModule, firstRecord } from '../../../kernel/index.ts';
import { FreeRooms } from './book.ts';
import { Booking, BookingProcess } from './booking.ts';
import { CleaningMinutes, ClosedFrom, ClosedTo, GraceMinutes, LeadMinutes, TimeSlots, UsualMinutes } from './parameters.ts';
import { BookingsKept, RoomOccupancy } from './reports.ts';
import { Room, ROOM_READERS, RoomProcess, RoomType } from './room.ts';
import { RoomMove } from './room-move.ts';
import { RoomSession, SessionProcess } from './session.ts';
import { RoomWall } from './wall.ts';

export { bookRoom, freeRooms, type FreeRoom } from './book.ts';
export { Booking, BookingProcess } from './booking.ts';
export { CleaningMinutes } from './parameters.ts';
export { BookingsKept, RoomOccupancy } from './reports.ts';
export { Room, RoomProcess, RoomType } from './room.ts';
export { RoomMove } from './room-move.ts';
export { benefitSaid, RoomSession, sessionByNumber, SessionProcess, slipNumber } from './session.ts';

export const rooms = defineModule({
  name: 'rooms',
  area: 'guests',
  label: ['包厢', 'Rooms'],
  roles: {
    front_desk: ['前台', 'Front desk'], vip_agent: ['客服专员', 'VIP agent'], duty_supervisor: ['当班主管', 'Supervisor on duty'], vip_manager: ['客服经理', 'VIP manager'],
    service_supervisor: ['服务部主管', 'Service supervisor'], finance: ['财务', 'Finance'],
  },
  registers: [RoomSession, Booking, Room, RoomType, RoomMove],
  firstSteps: [firstRecord(RoomType, ['写下房型', 'Write down the types of room']), firstRecord(Room, ['录入包厢', 'Enter the rooms'])],
  processes: [SessionProcess, BookingProcess, RoomProcess],
  reports: [RoomOccupancy, BookingsKept],
  queries: [RoomWall, FreeRooms],
  pages: { wall: { label: ['房态墙', 'Room wall'], access: ROOM_READERS } },
  parameters: [CleaningMinutes, ClosedFrom, ClosedTo, LeadMinutes, GraceMinutes, TimeSlots, UsualMinutes],
});
