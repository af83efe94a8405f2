/** The club's rooms, the sessions of the past two weeks, and this evening as it stands: guests, a late one, a hold, cleaning, a room out of order. */
import type { Demo } from '../../../kernel/demo.ts';
import { calendar, createRecord, takeStep, type Actor } from '../../../kernel/index.ts';
import { Booking, BookingProcess, Room, RoomProcess, RoomSession, RoomType, SessionProcess } from './index.ts';
import { openingAround } from './rules.ts';

const TYPES = [['小包', 'small', 4, 8_800], ['中包', 'medium', 8, 12_800], ['大包', 'large', 15, 19_800], ['豪包', 'luxury', 25, 38_800]] as const;
const ROOMS = [['101', 0], ['102', 0], ['103', 0], ['104', 0], ['203', 1], ['205', 1], ['206', 1], ['208', 1], ['209', 1], ['301', 2], ['302', 2], ['305', 2], ['501', 3]] as const;
const GUESTS = ['陈', '周', '吴', '郑', '冯', '褚', '卫', '蒋', '沈', '韩', '杨', '朱', '秦', '许', '何', '吕', '施', '张'] as const;
const HOURS = { zone: 'Asia/Shanghai', closedFrom: '02:00', closedTo: '08:00' } as const;
const MINUTE = 60_000;
const QUARTER = 15 * MINUTE;

interface Tonight { readonly d: Demo; readonly lin: Actor; readonly rooms: ReadonlyMap<string, string>; readonly now: number; readonly open: { readonly from: Date; readonly to: Date } }

export async function demo(d: Demo): Promise<void> {
  const [gao, lin, loaded] = [d.actor('gaomin'), d.actor('linxi'), d.now()];
  const { rooms, medium } = await built(d, gao);
  // After midnight the evening is still the one before: the club's day begins at eight.
  const evening = calendar.businessDay(loaded, { zone: HOURS.zone, dayStarts: HOURS.closedTo });
  await d.together(Array.from({ length: 14 }, (_, i) => i + 1), (ago) => pastEvening(d, lin, rooms, { evening, ago }));
  await tonight({ d, lin, rooms, now: loaded.getTime(), open: openingAround(loaded, HOURS) }, medium, d.actor('heqiang'));
  d.at(loaded.toISOString());
}

async function built(d: Demo, gao: Actor): Promise<{ readonly rooms: ReadonlyMap<string, string>; readonly medium: string }> {
  d.at(calendar.instantOf(calendar.addDays(d.today, -90), '10:00', HOURS.zone).toISOString());
  return d.batch(gao, async (tx) => {
    const types = await Promise.all(TYPES.map(([name, kind, seats, price_hour]) => createRecord(tx, RoomType, { name, kind, seats, price_hour })));
    const made = await Promise.all(ROOMS.map(([code, type]) => createRecord(tx, Room, { code, room_type: types[type]!.id, floor: `${code[0]} 楼` })));
    return { rooms: new Map(made.map((r) => [r.code, r.id])), medium: types[1]!.id };
  });
}

/** Entered from paper when they were over; Fridays and Saturdays are full. */
async function pastEvening(d: Demo, lin: Actor, rooms: ReadonlyMap<string, string>, { evening, ago }: { readonly evening: string; readonly ago: number }): Promise<void> {
  const day = calendar.addDays(evening, -ago);
  const full = calendar.weekday(day) === 5 || calendar.weekday(day) === 6;
  d.at(calendar.instantOf(calendar.addDays(day, 1), '01:40', HOURS.zone).toISOString());
  const plan = [['101', '14:10', 150], ['203', '19:05', 170], ['302', '19:30', 200], ['205', '20:15', 180], ...(full ? [['102', '18:40', 120], ['206', '19:20', 210], ['301', '20:00', 240], ['103', '22:05', 130]] as const : [])] as const;
  await d.batch(lin, async (tx) => {
    await Promise.all(plan.map(([code, from, minutes], i) => {
      const on = calendar.instantOf(day, from, HOURS.zone).getTime() + ((ago * 7 + i * 11) % 20) * MINUTE;
      return createRecord(tx, RoomSession, {
        room: rooms.get(code)!, guest: GUESTS[(ago * 5 + i) % GUESTS.length]!, guests: 2 + ((ago + i * 3) % 9), switched_on_at: new Date(on), switched_off_at: new Date(on + minutes * MINUTE),
      });
    }));
    return {};
  });
}

/** What fits into the opening; loaded at four in the morning the house is dark. */
async function tonight(t: Tonight, medium: string, he: Actor): Promise<void> {
  const { d, lin, rooms } = t;
  d.at(new Date(t.now - 26 * 60 * MINUTE).toISOString());
  await d.step(RoomProcess, rooms.get('104')!, 'take_out', he, { out_for: '空调漏水，等维修', out_until: null });
  if (t.now >= t.open.to.getTime()) return;
  await missed(t);
  await guests(t, '203', 95, 180, { guest: '欧阳', guests: 6 });
  await guests(t, '205', 170, 180, { guest: '钱', guests: 8 });
  await guests(t, '101', 130, 120, { guest: '孙', guests: 3 });
  await guests(t, '305', 60, 240, { guest: '李', guests: 12 }, 6);
  await guests(t, '102', 140, 180, { guest: '马', guests: 2 }, 22, 9);
  await booked(t, '302', 120, 150, { guest: '方', guests: 14, purpose: 'company' });
  await guests(t, '302', 40, 75, { guest: '赵', guests: 10 });
  await booked(t, '206', -6, 120, { guest: '诸葛', guests: 5 });
  await booked(t, '301', 35, 180, { guest: '高', guests: 11 }, 20);
  await booked(t, '208', 150, 120, { guest: '曹', guests: 7 });
  const from = quarter(t.now + 100 * MINUTE);
  if (from + 2 * 60 * MINUTE <= t.open.to.getTime()) {
    d.at(new Date(t.now - 3 * MINUTE).toISOString());
    await d.create(Booking, lin, { guest: '罗', phone: '13900000377', room_type: medium, starts_at: new Date(from), ends_at: new Date(from + 2 * 60 * MINUTE), guests: 6, channel: 'online', purpose: 'ordinary' });
  }
}

const quarter = (at: number): number => Math.round(at / QUARTER) * QUARTER;

/** Switched on so many minutes ago; off and cleared since, where it says so. */
async function guests(t: Tonight, code: string, ago: number, minutes: number, who: { readonly guest: string; readonly guests: number }, offAgo?: number, clearedAgo?: number): Promise<void> {
  const { d, lin, rooms } = t;
  const on = t.now - ago * MINUTE;
  const until = on + minutes * MINUTE;
  if (on < t.open.from.getTime() || until > t.open.to.getTime()) return;
  d.at(new Date(on).toISOString());
  const session = await d.create(RoomSession, lin, { room: rooms.get(code)!, ...who, planned_until: new Date(until) });
  if (offAgo === undefined) return;
  d.at(new Date(t.now - offAgo * MINUTE).toISOString());
  await d.step(SessionProcess, session.id, 'switch_off', lin, {});
  if (clearedAgo === undefined) return;
  d.at(new Date(t.now - clearedAgo * MINUTE).toISOString());
  await d.step(RoomProcess, rooms.get(code)!, 'clear', lin, {});
}

/** Written down an hour before it begins or now; held where the guests have not confirmed. */
async function booked(t: Tonight, code: string, inMinutes: number, minutes: number, who: { readonly guest: string; readonly guests: number; readonly purpose?: 'company' }, holdMinutes?: number): Promise<void> {
  const from = quarter(t.now + inMinutes * MINUTE);
  const to = from + minutes * MINUTE;
  const made = Math.min(t.now - 50 * MINUTE, from - 55 * MINUTE);
  if (made < t.open.from.getTime() || to > t.open.to.getTime()) return;
  t.d.at(new Date(made).toISOString());
  await t.d.create(Booking, t.lin, {
    room: t.rooms.get(code)!, guest: who.guest, phone: '13900000366', guests: who.guests, starts_at: new Date(from), ends_at: new Date(to), channel: 'phone', purpose: who.purpose ?? 'ordinary',
    hold_until: holdMinutes === undefined ? null : new Date(t.now + holdMinutes * MINUTE),
  });
}

/** Somebody who did not come: the room went back half an hour after the time. */
async function missed(t: Tonight): Promise<void> {
  const from = quarter(t.now - 150 * MINUTE);
  if (from - 60 * MINUTE < t.open.from.getTime()) return;
  t.d.at(new Date(from - 60 * MINUTE).toISOString());
  const { id } = await t.d.create(Booking, t.lin, { room: t.rooms.get('209')!, guest: '贺', guests: 4, starts_at: new Date(from), ends_at: new Date(from + 120 * MINUTE), channel: 'phone', purpose: 'ordinary' });
  t.d.at(new Date(from + 31 * MINUTE).toISOString());
  await t.d.batch(t.lin, (tx) => takeStep(tx, BookingProcess, id, 'tick', {}));
}
