/**
 * What a tile of the room wall says at a moment: the figure that matters most in its state, what comes next, what somebody must
 * look at; and the strip of the evening with guests, cleaning and bookings. Pure, so that the wall can count down without asking.
 * Serves VIP-5.13, P14.
 */
import type { Label } from '../../../../kernel/api.ts';
import type { Wall, WallBooking, WallRoom } from '../wall.ts';

const MINUTE = 60_000;
/** From then on a tile asks for attention. */
export const SOON_MINUTES = 15;

export type Mood = 'free' | 'waiting' | 'active' | 'soon' | 'over' | 'leaving' | 'cleaning' | 'stopped';
export interface Tile {
  readonly mood: Mood;
  /** Largest on the tile. */
  readonly figure: Label;
  /** What the figure is about. */
  readonly about: Label;
  readonly next: Label | null;
  /** Somebody should do something. */
  readonly alarm: Label | null;
}
export interface Seen { readonly now: number; readonly closes: number; readonly bufferMinutes: number; clock(at: Date | string): string }

export const ms = (at: Date | string): number => new Date(at).getTime();

/** 1:05, or 12 分 under an hour; minutes begun count, so that nothing says 0 before its time. */
export function span(minutes: number): Label {
  const whole = Math.max(0, Math.ceil(minutes));
  if (whole < 60) return [`${whole} 分`, `${whole} min`];
  const text = `${Math.floor(whole / 60)}:${String(whole % 60).padStart(2, '0')}`;
  return [text, `${text} h`];
}

export function tileOf(room: WallRoom, seen: Seen): Tile {
  const comes = room.bookings.find((b) => ms(b.to) > seen.now && b.id !== currentOf(room)?.id);
  const next = nextWords(comes, seen);
  const since = room.since === null ? 0 : (seen.now - ms(room.since)) / MINUTE;
  switch (room.state) {
    case 'occupied': return occupied(room, comes, next, seen);
    case 'held': case 'reserved': return setAside(room, next, seen);
    case 'checkout': return { mood: 'leaving', figure: span(since), about: ['已关机，待客人离场', 'Switched off; guests are leaving'], next, alarm: null };
    case 'cleaning': {
      const late = since > seen.bufferMinutes;
      return { mood: 'cleaning', figure: span(since), about: [`清扫中，规定 ${seen.bufferMinutes} 分钟`, `Being cleaned; ${seen.bufferMinutes} minutes allowed`], next, alarm: late ? ['清扫超时', 'Cleaning takes too long'] : null };
    }
    case 'out_of_order': return { mood: 'stopped', figure: ['停用', 'Out of order'], about: [room.outFor ?? '', room.outFor ?? ''], next: room.outUntil === null ? next : [`预计 ${seen.clock(room.outUntil)} 恢复`, `Expected back ${seen.clock(room.outUntil)}`], alarm: null };
    default: return free(comes, next, seen);
  }
}

/** The booking for which a room is set aside now. */
export const currentOf = (room: WallRoom): WallBooking | undefined => (room.state === 'held' || room.state === 'reserved' ? room.bookings.find((b) => b.setAside) : undefined);

function occupied(room: WallRoom, comes: WallBooking | undefined, next: Label | null, seen: Seen): Tile {
  const { session } = room;
  if (session === null) return { mood: 'active', figure: ['使用中', 'Occupied'], about: ['', ''], next, alarm: null };
  const left = (ms(session.until) - seen.now) / MINUTE;
  const about: Label = left > 0 ? [`剩余，至 ${seen.clock(session.until)}`, `left, until ${seen.clock(session.until)}`] : [`已超时，应 ${seen.clock(session.until)} 结束`, `over; should have ended ${seen.clock(session.until)}`];
  const clash = comes !== undefined && Math.max(ms(session.until), seen.now) + seen.bufferMinutes * MINUTE > ms(comes.from);
  return {
    mood: left <= 0 ? 'over' : left <= SOON_MINUTES ? 'soon' : 'active', figure: span(Math.abs(left)), about, next,
    alarm: clash ? [`清扫后赶不上 ${seen.clock(comes.from)} 的预订`, `No time to clean before the booking at ${seen.clock(comes.from)}`] : null,
  };
}

/** Until when the room is kept: a hold that was not confirmed, or late guests. */
function setAside(room: WallRoom, next: Label | null, seen: Seen): Tile {
  const booking = currentOf(room);
  if (!booking) return { mood: 'waiting', figure: ['已留', 'Kept'], about: ['', ''], next, alarm: null };
  const kept = booking.state === 'held' ? booking.holdUntil : booking.keptUntil;
  const late = seen.now > ms(booking.from);
  const left = kept === null ? null : (ms(kept) - seen.now) / MINUTE;
  const words: Label = booking.state === 'held'
    ? [`临时留房，${kept ? seen.clock(kept) : ''} 未确认即放房`, `Held; given up at ${kept ? seen.clock(kept) : ''} unless confirmed`]
    : [`${booking.guest}，保留至 ${kept ? seen.clock(kept) : ''}`, `${booking.guest}, kept until ${kept ? seen.clock(kept) : ''}`];
  return {
    mood: 'waiting', figure: [seen.clock(booking.from), seen.clock(booking.from)], about: words, next,
    alarm: late && left !== null && left > 0 ? [`未到，${span(left)[0]}后放房`, `Not here yet; given up in ${span(left)[1]}`] : null,
  };
}

function free(comes: WallBooking | undefined, next: Label | null, seen: Seen): Tile {
  const until = comes === undefined ? seen.closes : Math.min(ms(comes.from) - seen.bufferMinutes * MINUTE, seen.closes);
  const minutes = (until - seen.now) / MINUTE;
  if (seen.now >= seen.closes) return { mood: 'free', figure: ['空闲', 'Free'], about: ['停止营业时段', 'Closed hours'], next, alarm: null };
  if (minutes <= 0) return { mood: 'free', figure: ['空闲', 'Free'], about: ['预订前来不及再开', 'No time before the next booking'], next, alarm: null };
  return { mood: 'free', figure: span(minutes), about: [`可用至 ${seen.clock(new Date(until))}`, `free until ${seen.clock(new Date(until))}`], next, alarm: null };
}

const nextWords = (comes: WallBooking | undefined, seen: Seen): Label | null => (comes === undefined ? null : [`${seen.clock(comes.from)} ${comes.guest}`, `${seen.clock(comes.from)} ${comes.guest}`]);

export interface Piece { readonly kind: 'guests' | 'cleaning' | 'booked'; readonly from: number; readonly to: number }
/** The rest of the evening from now to closing, as shares of 0 to 1: guests, the cleaning after them, bookings with theirs. */
export function stripOf(room: WallRoom, seen: Seen): readonly Piece[] {
  const whole = seen.closes - seen.now;
  if (whole <= 0) return [];
  const share = (at: number) => Math.min(1, Math.max(0, (at - seen.now) / whole));
  const buffer = seen.bufferMinutes * MINUTE;
  const pieces: Piece[] = [];
  const add = (kind: Piece['kind'], from: number, to: number) => { if (share(to) > share(from)) pieces.push({ kind, from: share(from), to: share(to) }); };
  if (room.session && room.state === 'occupied') {
    const until = Math.max(ms(room.session.until), seen.now);
    add('guests', seen.now, until);
    add('cleaning', until, until + buffer);
  }
  for (const b of room.bookings) {
    add('booked', ms(b.from), ms(b.to));
    add('cleaning', ms(b.to), ms(b.to) + buffer);
  }
  return pieces;
}

export interface TypeCount { readonly id: string; readonly name: string; readonly free: number; readonly all: number }
/** How many of each type could be had at once. */
export const countsOf = (wall: Pick<Wall, 'types' | 'rooms'>): readonly TypeCount[] => wall.types.map(({ id, name }) => {
  const rooms = wall.rooms.filter((r) => r.type === id);
  return { id, name, free: rooms.filter((r) => r.state === 'free').length, all: rooms.length };
}).filter((c) => c.all > 0);

export type Filter = 'all' | 'free' | 'occupied' | 'booked' | 'attend';
/** Which tiles a choice above the wall leaves. */
export function passes(filter: Filter, room: WallRoom, tile: Tile): boolean {
  if (filter === 'free') return room.state === 'free';
  if (filter === 'occupied') return room.state === 'occupied';
  if (filter === 'booked') return room.bookings.length > 0;
  return filter === 'all' || tile.alarm !== null || ['soon', 'over', 'leaving', 'cleaning'].includes(tile.mood);
}

/** Where an arrow key leads in a grid of tiles. */
export function neighbour(key: string, at: number, columns: number, all: number): number {
  const step = ({ ArrowLeft: -1, ArrowRight: 1, ArrowUp: -columns, ArrowDown: columns } as const)[key as 'ArrowLeft'] ?? 0;
  if (key === 'Home') return 0;
  if (key === 'End') return all - 1;
  const to = at + step;
  return to < 0 || to >= all ? at : to;
}
