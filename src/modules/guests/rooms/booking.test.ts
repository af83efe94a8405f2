import { afterAll, beforeAll, expect, test } from 'vitest';
import { runQuery } from '../../../kernel/report/run.ts';
import { bookRoom, Booking, BookingProcess, CleaningMinutes, Room, RoomProcess } from './index.ts';
import { FreeRooms, type FreeRoom } from './book.ts';
import { clubTime, startRooms, type RoomsClub } from './rooms.testing.ts';

let club: RoomsClub;
beforeAll(async () => { club = await startRooms(); });
afterAll(() => club.t.close());
const refused = (code: string) => expect.objectContaining({ code });

test('两人同时订 203 的 20:00 至 23:00：一人订上，另一人一秒内得知刚被订走；23:15 可接着订，23:00 不行，越过 2 点不行 [AS-31]', async () => {
  const started = performance.now();
  const both = await Promise.allSettled([club.book('203', '7 20:00', '7 23:00'), club.book('203', '7 20:00', '7 23:00', {}, club.zhou)]);
  expect(performance.now() - started).toBeLessThan(1_000);
  expect(both.map((r) => r.status).sort()).toEqual(['fulfilled', 'rejected']);
  expect(both.find((r) => r.status === 'rejected')?.reason).toMatchObject({ code: 'booking.taken', status: 409, label: [expect.stringContaining('刚被订走'), expect.stringContaining('Just taken')] });
  await expect(club.book('203', '7 23:00', '8 01:45')).rejects.toMatchObject(refused('booking.taken'));
  await club.book('203', '7 23:15', '8 01:45');
  await expect(club.book('203', '8 01:00', '8 03:00')).rejects.toMatchObject(refused('booking.closed'));
  const slots = await club.t.sql<{ n: number; bookings: number }>('select count(*)::int as n, count(distinct booking)::int as bookings from room_slot where room = $1 and booking is not null', [club.room('203')]);
  expect(slots).toEqual([{ n: 13 + 11, bookings: 2 }]);
});

test('十六人同时抢两间包厢的交叠时段：没有重叠，没有死锁或服务器错误 [AS-31]', async () => {
  const starts = ['12:00', '12:30', '13:00', '14:00', '15:00', '15:30', '16:00', '17:00'];
  const tries = starts.flatMap((from) => ['101', '301'].map((room) => ({ room, from })));
  const results = await Promise.allSettled(tries.map(({ room, from }, i) => club.book(room, `9 ${from}`, `9 ${String(Number(from.slice(0, 2)) + 3)}:${from.slice(3)}`, {}, [club.lina, club.zhou, club.he][i % 3])));
  const codes = results.filter((r) => r.status === 'rejected').map((r) => (r.reason as { code?: string }).code);
  expect(new Set(codes)).toEqual(new Set(['booking.taken']));
  const [overlap] = await club.t.sql<{ n: number }>(
    `select count(*)::int as n from booking a join booking b on a.room = b.room and a.id < b.id and a.starts_at < b.blocked_until and b.starts_at < a.blocked_until where a.state = 'confirmed' and b.state = 'confirmed'`);
  expect(overlap?.n).toBe(0);
  const perRoom = await club.t.sql<{ room: string; n: number }>(`select r.code as room, count(*)::int as n from booking b join room r on r.id = b.room where b.starts_at::date = '2026-12-09' group by 1 order by 1`);
  expect(perRoom.map((r) => r.room)).toEqual(['101', '301']);
  expect(results).toHaveLength(16);
});

test('两位前台对换两个预订的包厢：不互相等待，两人都得到答复 [AS-31]', async () => {
  const a = await club.book('203', '10 20:00', '10 22:00');
  const b = await club.book('205', '10 20:00', '10 22:00');
  const change = (id: string, room: string) => club.t.step(BookingProcess, id, 'change', club.lina, { room: club.room(room), starts_at: clubTime('10 20:00'), ends_at: clubTime('10 22:00') });
  const results = await Promise.allSettled([change(a.id, '205'), change(b.id, '203')]);
  expect(results.map((r) => (r.status === 'rejected' ? (r.reason as { code: string }).code : 'moved'))).toEqual(['booking.taken', 'booking.taken']);
  await change(a.id, '101');
  await change(b.id, '203');
  expect(await club.t.read(Booking, b.id)).toMatchObject({ room: club.room('203'), state: 'confirmed' });
});

test('改期放出原来的时段；取消后别人可以订 [AS-31]', async () => {
  const first = await club.book('205', '11 20:00', '11 23:00');
  await club.t.step(BookingProcess, first.id, 'change', club.lina, { room: club.room('205'), starts_at: clubTime('11 21:00'), ends_at: clubTime('11 23:30') });
  await club.book('205', '11 18:00', '11 20:45');
  await expect(club.book('205', '11 18:00', '11 21:00')).rejects.toMatchObject(refused('booking.taken'));
  await club.t.step(BookingProcess, first.id, 'cancel', club.lina, { cancelled_for: '客人改日' });
  await club.book('205', '11 21:00', '11 23:30');
});

test('清扫时间按日期取值：改后的预订占更久，以前的不变', async () => {
  await club.t.answer(CleaningMinutes, 30, '2026-12-12');
  await club.book('205', '12 20:00', '12 22:00');
  await expect(club.book('205', '12 22:15', '12 23:00')).rejects.toMatchObject(refused('booking.taken'));
  await club.book('205', '12 22:30', '12 23:00');
});

test('不指定房号时取该类型第一间能订的；都订满则说明', async () => {
  const medium = { guest: '李', room_type: club.type('medium'), starts_at: clubTime('13 20:00'), ends_at: clubTime('13 22:00'), channel: 'member' as const, purpose: 'birthday' as const };
  const got = await Promise.all([1, 2].map(() => club.t.run(club.lina, (tx) => bookRoom(tx, medium))));
  expect(new Set(got.map((b) => b.room))).toEqual(new Set([club.room('203'), club.room('205')]));
  await expect(club.t.run(club.lina, (tx) => bookRoom(tx, medium))).rejects.toMatchObject({ code: 'booking.taken', label: [expect.stringContaining('没有空的包厢'), expect.anything()] });
  const free = await club.t.run(club.lina, (tx) => runQuery(tx, FreeRooms, { from: medium.starts_at.toISOString(), to: medium.ends_at.toISOString() })) as FreeRoom[];
  expect(free.map((r) => r.code)).toEqual(['101', '301']);
});

test('临时留房到时放房；确认的预订先跟进、再预留、过时记未到店 [VIP-2.7]', async () => {
  const own = await startRooms();
  const { t } = own;
  const held = await own.book('101', '7 13:00', '7 15:00', { hold_until: clubTime('7 12:30') });
  expect(await own.state('101')).toBe('held');
  const confirmed = await own.book('203', '7 20:00', '7 23:00');
  expect(await own.state('203')).toBe('free');
  const at = async (time: string) => { t.at(clubTime(time).toISOString()); await t.tick(); };
  await at('7 12:30');
  expect(await t.read(Booking, held.id)).toMatchObject({ state: 'cancelled', cancelled_for: '留房到时未确认' });
  expect(await own.state('101')).toBe('free');
  await at('7 13:59');
  expect((await t.read(Booking, confirmed.id)).tracked_at).toBeNull();
  await at('7 14:00');
  expect((await t.read(Booking, confirmed.id)).tracked_at).toEqual(clubTime('7 14:00'));
  expect(await t.sql('select name, payload->>\'booking\' as booking from event where name = $1', ['booking.previous_slot'])).toEqual([{ name: 'booking.previous_slot', booking: confirmed.id }]);
  await at('7 19:00');
  expect(await own.state('203')).toBe('reserved');
  await at('7 20:30');
  expect((await t.read(Booking, confirmed.id)).state).toBe('no_show');
  expect(await own.state('203')).toBe('free');
  await own.book('203', '7 20:45', '7 23:00');
  await t.close();
});

test('临时留房可确认；待安排的预订排给包厢后才占时段；不合理的留房时间被拒绝', async () => {
  const asked = await club.t.create(Booking, club.lina, { guest: '赵', room_type: club.type('large'), starts_at: clubTime('14 20:00'), ends_at: clubTime('14 22:00'), channel: 'phone', purpose: 'ordinary' });
  expect((await club.t.read(Booking, asked.id)).state).toBe('requested');
  expect((await club.t.tasks(club.zhou)).filter((task) => task.recordId === asked.id)).toMatchObject([{ step: 'confirm' }]);
  await expect(club.t.step(BookingProcess, asked.id, 'hold', club.lina, { room: club.room('301'), hold_until: clubTime('14 21:00') })).rejects.toMatchObject(refused('booking.hold'));
  await club.t.step(BookingProcess, asked.id, 'hold', club.lina, { room: club.room('301'), hold_until: clubTime('14 19:00') });
  await expect(club.book('301', '14 21:00', '14 23:00')).rejects.toMatchObject(refused('booking.taken'));
  await expect(club.t.step(BookingProcess, asked.id, 'change', club.lina, { room: club.room('301'), starts_at: clubTime('14 18:00'), ends_at: clubTime('14 20:00') })).rejects.toMatchObject(refused('booking.hold'));
  await club.t.step(BookingProcess, asked.id, 'confirm', club.lina, { room: club.room('301') });
  expect(await club.t.read(Booking, asked.id)).toMatchObject({ state: 'confirmed', hold_until: null, room: club.room('301') });
});

test('停用的包厢不能订，恢复后可以；停止使用的包厢也不能订', async () => {
  await club.t.step(RoomProcess, club.room('101'), 'take_out', club.he, { out_for: '功放故障', out_until: clubTime('15 12:00') });
  await expect(club.book('101', '15 10:00', '15 11:00')).rejects.toMatchObject(refused('booking.out_of_order'));
  await club.book('101', '15 12:00', '15 13:00');
  await club.t.step(RoomProcess, club.room('101'), 'put_back', club.he, {});
  expect(await club.t.read(Room, club.room('101'))).toMatchObject({ state: 'free', out_for: null, out_until: null });
  await expect(club.t.create(Booking, club.lina, { guest: '王', room: club.t.unit('VIP'), starts_at: clubTime('15 12:00'), ends_at: clubTime('15 13:00'), channel: 'phone', purpose: 'ordinary' })).rejects.toMatchObject(refused('reference'));
});

test('前台能订，财务不能', async () => {
  const fang = await club.t.actor('finance', 'VIP', '方华');
  await expect(club.book('203', '16 20:00', '16 22:00', {}, fang)).rejects.toMatchObject(refused('not_allowed'));
});
