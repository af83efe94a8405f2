/** What the club decides about its rooms: cleaning, closed hours, how long rooms are held, when guests are asked, usual length. Serves P14, AS-31. */
import { defineParameter, f } from '../../../kernel/index.ts';

const writeBy = ['vip_manager'] as const;

export const CleaningMinutes = defineParameter('rooms.cleaning_minutes', {
  label: ['清扫时间（分钟）', 'Cleaning (minutes)'],
  help: ['两批客人之间留给清扫的时间；已订的预订保留当时的规定', 'Kept between two parties; bookings made before keep what held then'],
  field: f.integer('分钟', 'Minutes', { max: 240 }), source: 'P14', default: 15, writeBy,
});
export const ClosedFrom = defineParameter('rooms.closed_from', {
  label: ['停止营业起', 'Closed from'],
  help: ['娱乐场所每日 2 时至 8 时不得营业', 'Places of entertainment may not trade from 02:00 to 08:00'],
  field: f.time('时间', 'Time'), source: 'AS-31', default: '02:00', writeBy,
});
export const ClosedTo = defineParameter('rooms.closed_to', {
  label: ['停止营业止', 'Closed until'],
  help: ['娱乐场所每日 2 时至 8 时不得营业', 'Places of entertainment may not trade from 02:00 to 08:00'],
  field: f.time('时间', 'Time'), source: 'AS-31', default: '08:00', writeBy,
});
export const LeadMinutes = defineParameter('rooms.lead_minutes', {
  label: ['提前留房（分钟）', 'Set aside before (minutes)'],
  help: ['预订开始前多久起包厢显示为预留，不再给散客', 'From then on the room is shown as reserved and not given to walk-in guests'],
  field: f.integer('分钟', 'Minutes', { max: 720 }), source: 'P14', default: 60, writeBy,
});
export const GraceMinutes = defineParameter('rooms.grace_minutes', {
  label: ['未到店保留（分钟）', 'Kept for late guests (minutes)'],
  help: ['过预订时间多久未到即记为未到店并放房', 'After that the booking is a no-show and the room is free again'],
  field: f.integer('分钟', 'Minutes', { max: 720 }), source: 'P14', default: 30, writeBy,
});
export const TimeSlots = defineParameter('rooms.time_slots', {
  label: ['时段起点', 'Time slots begin'],
  help: ['以空格分开；会员预订在前一时段开始时提醒跟进', 'Separated by spaces; members with a booking are followed up when the slot before theirs begins'],
  field: f.text('时间', 'Times', { max: 60 }), source: 'VIP-2.7', default: '08:00 14:00 19:00 23:00', writeBy,
});
export const UsualMinutes = defineParameter('rooms.usual_minutes', {
  label: ['散客默认时长（分钟）', 'Usual stay (minutes)'],
  help: ['开机时预计结束的默认值；不会越过下一个预订', 'Preset for the planned end when a room is switched on; never into the next booking'],
  field: f.integer('分钟', 'Minutes', { min: 30, max: 720 }), source: 'P14', default: 180, writeBy,
});
