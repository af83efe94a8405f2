/**
 * Rules of rooms (包厢): when a booking may lie, what it blocks, what the clock does with it, and when a room may be
 * switched on. Serves P14, VIP-5.13, VIP-2.7, AS-31.
 */
import { calendar, type Label } from '../../../kernel/index.ts';

/** Bookings begin and end on the quarter, so that what a room gives away are slots that can be counted and claimed one by one. */
export const SLOT_MINUTES = 15;
const MINUTE = 60_000;
const SLOT = SLOT_MINUTES * MINUTE;
export const LONGEST_HOURS = 12;

export interface Span { readonly from: Date; readonly to: Date }
/** Closed hours of the club on its clock, `HH:mm`; law allows no business from 02:00 to 08:00. */
export interface Hours { readonly zone: string; readonly closedFrom: string; readonly closedTo: string }
export interface Problem { readonly code: string; readonly label: Label; readonly field: string }
const problem = (code: string, field: string, zh: string, en: string): Problem => ({ code, field, label: [zh, en] });

/** The opening in which a moment lies: from the end of the closed hours to their next beginning. A moment inside the closed hours belongs to the opening before. */
export function openingAround(at: Date, hours: Hours): Span {
  const day = calendar.businessDay(at, { zone: hours.zone, dayStarts: hours.closedTo });
  const last = hours.closedFrom <= hours.closedTo ? calendar.addDays(day, 1) : day;
  return { from: calendar.instantOf(day, hours.closedTo, hours.zone), to: calendar.instantOf(last, hours.closedFrom, hours.zone) };
}

export function isClosed(at: Date, hours: Hours): boolean {
  return at.getTime() >= openingAround(at, hours).to.getTime();
}

/** Why a booking cannot lie there, whatever the room: order, quarter hours, length, past, closed hours. */
export function timeProblem(wanted: Span, now: Date, hours: Hours): Problem | null {
  const length = wanted.to.getTime() - wanted.from.getTime();
  if (length <= 0) return problem('order', 'ends_at', '结束时间须晚于开始时间', 'It must end after it begins');
  if (wanted.from.getTime() % SLOT !== 0) return problem('quarter', 'starts_at', `开始时间请取 ${SLOT_MINUTES} 分钟的整数`, `Begin on a full ${SLOT_MINUTES} minutes`);
  if (wanted.to.getTime() % SLOT !== 0) return problem('quarter', 'ends_at', `结束时间请取 ${SLOT_MINUTES} 分钟的整数`, `End on a full ${SLOT_MINUTES} minutes`);
  if (length > LONGEST_HOURS * 60 * MINUTE) return problem('long', 'ends_at', `预订不超过 ${LONGEST_HOURS} 小时`, `At most ${LONGEST_HOURS} hours`);
  // The slot that is running may still be booked: the guest stands at the desk.
  if (wanted.from.getTime() <= now.getTime() - SLOT) return problem('past', 'starts_at', '开始时间已过', 'It would begin in the past');
  const open = openingAround(wanted.from, hours);
  if (wanted.from.getTime() >= open.to.getTime() || wanted.to.getTime() > open.to.getTime()) {
    const [zh, en] = [`${hours.closedFrom} 至 ${hours.closedTo} 停止营业，须在 ${hours.closedFrom} 前结束`, `Closed from ${hours.closedFrom} to ${hours.closedTo}; it must end by ${hours.closedFrom}`];
    return problem('closed', wanted.from.getTime() >= open.to.getTime() ? 'starts_at' : 'ends_at', zh, en);
  }
  return null;
}

/** Until when the room is taken: the guests' time and the cleaning after it. */
export const blockedUntil = (endsAt: Date, bufferMinutes: number): Date => new Date(endsAt.getTime() + bufferMinutes * MINUTE);

/** The slots a booking claims, in order; the cleaning takes the whole slot it begins. */
export function slotsOf(from: Date, blocked: Date): readonly Date[] {
  const slots: Date[] = [];
  for (let at = Math.floor(from.getTime() / SLOT) * SLOT; at < blocked.getTime(); at += SLOT) slots.push(new Date(at));
  return slots;
}

export const overlaps = (a: Span, b: Span): boolean => a.from.getTime() < b.to.getTime() && b.from.getTime() < a.to.getTime();

export type RoomState = 'free' | 'held' | 'reserved' | 'occupied' | 'checkout' | 'cleaning' | 'out_of_order';

/** Why a room cannot take a booking for that time, apart from other bookings: broken, or guests still in it. */
export function roomProblem(room: { readonly state: string; readonly outUntil: Date | null }, running: Span | null, wanted: Span): Problem | null {
  if (room.state === 'out_of_order' && (room.outUntil === null || wanted.from.getTime() < room.outUntil.getTime())) {
    return problem('out_of_order', 'room', '该包厢停用中', 'The room is out of order');
  }
  if (running && overlaps(running, wanted)) return problem('taken', 'room', '该时段包厢内仍有客人', 'Guests are still in the room at that time');
  return null;
}

export interface Timing { readonly bufferMinutes: number; readonly leadMinutes: number; readonly graceMinutes: number; readonly slots: readonly string[] }
export interface Moments { readonly blocked_until: Date; readonly track_at: Date; readonly set_aside_at: Date; readonly no_show_at: Date }

/** The moments of a booking: when the guest is asked whether they are coming, when the room is set aside, when it is given up. */
export function momentsOf(wanted: Span, timing: Timing, hours: Hours): Moments {
  return {
    blocked_until: blockedUntil(wanted.to, timing.bufferMinutes),
    track_at: previousSlot(wanted.from, timing.slots, hours),
    set_aside_at: new Date(wanted.from.getTime() - timing.leadMinutes * MINUTE),
    no_show_at: new Date(wanted.from.getTime() + timing.graceMinutes * MINUTE),
  };
}

/** The beginning of the time slot before the one a moment lies in (前一时段); in the first slot of the day, when the club opens. */
export function previousSlot(at: Date, slots: readonly string[], hours: Hours): Date {
  const open = openingAround(at, hours);
  const day = calendar.businessDay(at, { zone: hours.zone, dayStarts: hours.closedTo });
  const begun = slots
    .map((time) => calendar.instantOf(time < hours.closedTo ? calendar.addDays(day, 1) : day, time, hours.zone))
    .filter((begins) => begins.getTime() <= at.getTime()).sort((a, b) => a.getTime() - b.getTime());
  return begun.at(-2) ?? open.from;
}

export interface Ticking {
  readonly state: string;
  readonly hold_until: Date | null;
  readonly track_at: Date;
  readonly set_aside_at: Date;
  readonly no_show_at: Date;
  readonly tracked_at: Date | null;
  readonly set_aside_on: Date | null;
}

/** When the clock looks at a booking next. */
export function nextMoment(b: Ticking): Date {
  const coming = [...(b.tracked_at ? [] : [b.track_at]), ...(b.set_aside_on ? [] : [b.set_aside_at]), b.state === 'held' && b.hold_until ? b.hold_until : b.no_show_at];
  return new Date(Math.min(...coming.map((at) => at.getTime())));
}

export interface Tick { readonly state: 'held' | 'confirmed' | 'no_show' | 'cancelled'; readonly track: boolean; readonly setAside: boolean }

/** What has become due by now: several things at once when the program was away. A booking that ends is not tracked any more. */
export function tick(b: Ticking, now: Date): Tick {
  const due = (at: Date) => at.getTime() <= now.getTime();
  if (b.state === 'held' && b.hold_until && due(b.hold_until)) return { state: 'cancelled', track: false, setAside: false };
  if (b.state !== 'held' && due(b.no_show_at)) return { state: 'no_show', track: false, setAside: false };
  return { state: b.state === 'held' ? 'held' : 'confirmed', track: b.tracked_at === null && due(b.track_at), setAside: b.set_aside_on === null && due(b.set_aside_at) };
}

/** What an empty, clean room is: set aside for a booking, or free. */
export function restState(setAside: readonly { readonly state: string }[]): 'free' | 'held' | 'reserved' {
  if (setAside.some((b) => b.state === 'confirmed')) return 'reserved';
  return setAside.some((b) => b.state === 'held') ? 'held' : 'free';
}

export interface Coming extends Span { readonly id: string; readonly guest: string }
export interface SwitchOn {
  readonly room: { readonly state: string; readonly name: string };
  readonly booking: string | null;
  readonly coming: readonly Coming[];
  readonly at: Date;
  readonly until: Date;
  readonly hours: Hours;
  readonly bufferMinutes: number;
}

/** Why a room cannot be switched on now. Guests without a booking may sing until the next booking, less the cleaning. */
export function switchOnProblem(s: SwitchOn): Problem | null {
  if (isClosed(s.at, s.hours)) return problem('closed', 'room', `${s.hours.closedFrom} 至 ${s.hours.closedTo} 停止营业`, `Closed from ${s.hours.closedFrom} to ${s.hours.closedTo}`);
  const busy = BUSY[s.room.state];
  if (busy) return problem('busy', 'room', `${s.room.name} ${busy[0]}，不能开机`, `${s.room.name} ${busy[1]} and cannot be switched on`);
  if (s.until.getTime() <= s.at.getTime()) return problem('order', 'planned_until', '预计结束须晚于开机', 'It must end after it begins');
  if (s.until.getTime() > openingAround(s.at, s.hours).to.getTime()) return problem('closed', 'planned_until', `须在 ${s.hours.closedFrom} 前结束`, `It must end by ${s.hours.closedFrom}`);
  const next = s.coming.find((b) => b.id !== s.booking && overlaps({ from: s.at, to: blockedUntil(s.until, s.bufferMinutes) }, b));
  if (!next) return null;
  const { time } = calendar.localParts(next.from, s.hours.zone);
  return problem('next_booking', 'planned_until', `${time} 有预订，须提前 ${s.bufferMinutes} 分钟结束以便清扫`, `Booked from ${time}; guests must leave ${s.bufferMinutes} minutes before, for cleaning`);
}
const BUSY: { readonly [state: string]: Label | undefined } = {
  occupied: ['已开机', 'is switched on'], checkout: ['正在结账', 'is checking out'], cleaning: ['正在清扫', 'is being cleaned'], out_of_order: ['停用中', 'is out of order'],
};

/** How long guests without a booking may stay: the usual hours, but not into the next booking with its cleaning, nor past closing. */
export function plannedUntil(at: Date, usualMinutes: number, coming: readonly Span[], bufferMinutes: number, hours: Hours): Date {
  const next = Math.min(...coming.filter((b) => b.from.getTime() > at.getTime()).map((b) => b.from.getTime() - bufferMinutes * MINUTE), openingAround(at, hours).to.getTime());
  return new Date(Math.min(at.getTime() + usualMinutes * MINUTE, next));
}

/** Minutes of a session that fall into each hour of the clock, for the report by hour; the parts add up to the whole. */
export function minutesByHour(on: Date, off: Date, zone: string): ReadonlyMap<number, number> {
  const found = new Map<number, number>();
  for (let at = on.getTime(); at < off.getTime();) {
    const next = Math.min((Math.floor(at / 3_600_000) + 1) * 3_600_000, off.getTime());
    const { hour } = calendar.localParts(new Date(at), zone);
    found.set(hour, (found.get(hour) ?? 0) + (next - at) / MINUTE);
    at = next;
  }
  return found;
}
