import { afterEach, beforeEach, expect, test } from 'vitest';
import { slipPage } from '../../../kernel/document/issue.ts';
import { runQuery } from '../../../kernel/report/run.ts';
import { Booking, RoomProcess, RoomSession, sessionByNumber, SessionProcess } from './index.ts';
import { clubTime, startRooms, type RoomsClub } from './rooms.testing.ts';
import { RoomWall, type Wall } from './wall.ts';

let club: RoomsClub;
beforeEach(async () => { club = await startRooms([], '7 18:00'); });
afterEach(() => club.t.close());
const refused = (code: string) => expect.objectContaining({ code });
const wall = async () => await club.t.run(club.lina, (tx) => runQuery(tx, RoomWall, {})) as Wall;
const tile = async (code: string) => (await wall()).rooms.find((r) => r.code === code)!;

test('房态墙实时显示：预留、使用中与剩余时间、结账、清扫、空闲，以及下一个预订 [VIP-5.13]', async () => {
  const { t, lina } = club;
  const booking = await club.book('203', '7 18:15', '7 21:00', { guest: '欧阳' });
  await club.book('203', '7 22:00', '8 01:00', { guest: '赵' });
  expect(await tile('203')).toMatchObject({ state: 'reserved', session: null, bookings: [{ guest: '欧阳', setAside: true }, { guest: '赵', setAside: false }] });
  const session = await club.switchOn('203', { booking: booking.id, guest: null });
  expect(await tile('203')).toMatchObject({ state: 'occupied', session: { guest: '欧阳', on: clubTime('7 18:00'), until: clubTime('7 21:00') }, bookings: [{ guest: '赵' }] });
  expect((await wall()).selling).toEqual({ sessions: 1, arrived: 1, noShow: 0, toCome: 1 });
  t.at(clubTime('7 20:30').toISOString());
  await t.step(SessionProcess, session.id, 'switch_off', lina, {});
  expect((await tile('203')).state).toBe('checkout');
  await t.step(RoomProcess, club.room('203'), 'clear', lina, {});
  expect((await tile('203')).state).toBe('cleaning');
  await t.step(RoomProcess, club.room('203'), 'cleaned', lina, {});
  expect((await tile('203')).state).toBe('free');
  t.at(clubTime('7 21:00').toISOString());
  await t.tick();
  expect((await tile('203')).state).toBe('reserved');
  expect(await t.read(RoomSession, session.id)).toMatchObject({ state: 'off', switched_off_at: clubTime('7 20:30') });
});

test('清扫到预订时间才完：直接成为预留', async () => {
  const { t, lina } = club;
  const session = await club.switchOn('205');
  await club.book('205', '7 21:15', '7 23:00');
  t.at(clubTime('7 20:50').toISOString());
  await t.tick();
  await t.step(SessionProcess, session.id, 'switch_off', lina, {});
  await t.step(RoomProcess, club.room('205'), 'clear', lina, {});
  await t.step(RoomProcess, club.room('205'), 'cleaned', lina, {});
  expect(await club.state('205')).toBe('reserved');
});

test('两位前台同时给一间包厢开机：只有一次', async () => {
  const both = await Promise.allSettled([club.switchOn('205'), club.switchOn('205')]);
  expect(both.map((r) => r.status).sort()).toEqual(['fulfilled', 'rejected']);
  expect(both.find((r) => r.status === 'rejected')?.reason).toMatchObject({ code: 'room_session.busy', label: ['205 已开机，不能开机', expect.anything()] });
  expect(await club.t.sql('select 1 from room_session')).toHaveLength(1);
});

test('开机时间即进场时间，并告知上层：会员卡、类型、时刻', async () => {
  const card = await club.card('stored_value');
  const session = await club.switchOn('205', { card, slip_no: 'K-0088' });
  expect(await club.t.sql(`select payload from event where name = 'room.switched_on'`)).toEqual([
    { payload: { session: session.id, room: club.room('205'), roomType: club.type('medium'), card, booking: null, late: false, at: '2026-12-07T10:00:00.000Z' } }]);
  expect(await club.t.run(club.lina, (tx) => sessionByNumber(tx, ' K-0088 '))).toMatchObject({ id: session.id });
  expect(await club.t.run(club.lina, (tx) => sessionByNumber(tx, session.number))).toMatchObject({ id: session.id });
  expect(await club.t.run(club.lina, (tx) => sessionByNumber(tx, 'nothing'))).toBeUndefined();
  await expect(club.switchOn('203', { slip_no: 'K-0088' })).rejects.toMatchObject(refused('room_session.double'));
});

test('散客默认唱到下一个预订之前；续时不能碰到预订；别人的预订不能用来开机', async () => {
  const { t, lina } = club;
  const booking = await club.book('203', '7 20:00', '7 22:00');
  const session = await club.switchOn('203');
  expect((await t.read(RoomSession, session.id)).planned_until).toEqual(clubTime('7 19:45'));
  await expect(t.step(SessionProcess, session.id, 'extend', lina, { planned_until: clubTime('7 20:00') })).rejects.toMatchObject(refused('room_session.next_booking'));
  await t.step(SessionProcess, session.id, 'extend', lina, { planned_until: clubTime('7 19:30') });
  expect((await t.read(RoomSession, session.id)).planned_until).toEqual(clubTime('7 19:30'));
  await expect(club.switchOn('205', { booking: booking.id })).rejects.toMatchObject(refused('room_session.booking'));
});

test('换房：原房去清扫，新房使用中，类型与原因留有记录；目标被占或同一间被拒绝', async () => {
  const { t, lina } = club;
  const card = await club.card('member');
  const session = await club.switchOn('203', { card });
  await club.switchOn('205');
  const move = (room: string) => t.step(SessionProcess, session.id, 'move', lina, { to_room: club.room(room), reason: '人数增加' });
  await expect(move('205')).rejects.toMatchObject(refused('room_session.busy'));
  await expect(move('203')).rejects.toMatchObject(refused('room_session.same_room'));
  t.at(clubTime('7 18:40').toISOString());
  await move('301');
  expect([await club.state('203'), await club.state('301')]).toEqual(['cleaning', 'occupied']);
  expect(await t.sql('select from_room, to_room, from_type, to_type, moved_at, reason from room_move')).toEqual([
    { from_room: club.room('203'), to_room: club.room('301'), from_type: club.type('medium'), to_type: club.type('large'), moved_at: clubTime('7 18:40'), reason: '人数增加' }]);
  expect(await t.sql(`select payload->>'fromType' as a, payload->>'toType' as b, payload->>'card' as c from event where name = 'room.moved'`)).toEqual([{ a: club.type('medium'), b: club.type('large'), c: card }]);
  expect(await t.read(RoomSession, session.id)).toMatchObject({ room: club.room('301'), room_type: club.type('large'), switched_on_at: clubTime('7 18:00') });
});

test('两批客人同时换进同一间空房：一批换成，另一批被告知', async () => {
  const { t, lina, zhou } = club;
  const [a, b] = [await club.switchOn('203'), await club.switchOn('205')];
  const into = (id: string, by: typeof lina) => t.step(SessionProcess, id, 'move', by, { to_room: club.room('301'), reason: '音响杂音' });
  const both = await Promise.allSettled([into(a.id, lina), into(b.id, zhou)]);
  expect(both.map((r) => (r.status === 'rejected' ? (r.reason as { code: string }).code : 'moved')).sort()).toEqual(['moved', 'room_session.busy']);
});

test('补录已结束的开房：照实记入，不动房态；重叠、将来、停业时段被拒绝', async () => {
  const { t } = club;
  const past = (on: string, off: string, more = {}) => club.switchOn('203', { switched_on_at: clubTime(on), switched_off_at: clubTime(off), ...more });
  const session = await past('7 13:00', '7 15:30', { slip_no: 'OLD-1' });
  expect(await t.read(RoomSession, session.id)).toMatchObject({ state: 'off', late: true, switched_off_at: clubTime('7 15:30') });
  expect(await club.state('203')).toBe('free');
  await expect(past('7 15:00', '7 16:00')).rejects.toMatchObject({ code: 'room_session.overlap', label: ['与开房 OLD-1 的时间重叠', expect.anything()] });
  await expect(past('7 17:00', '7 16:00')).rejects.toMatchObject(refused('room_session.order'));
  await expect(past('7 17:00', '7 19:00')).rejects.toMatchObject(refused('room_session.future'));
  await expect(past('7 03:00', '7 04:00')).rejects.toMatchObject(refused('room_session.closed'));
  await expect(club.switchOn('203', { switched_on_at: clubTime('7 18:30') })).rejects.toMatchObject(refused('room_session.future'));
});

test('有客人的包厢不能停用；开房单可打印两联', async () => {
  const { t, he, lina } = club;
  const booking = await club.book('203', '7 18:00', '7 20:00');
  const session = await club.switchOn('203', { booking: booking.id });
  await expect(t.step(RoomProcess, club.room('203'), 'take_out', he, { out_for: '漏水' })).rejects.toMatchObject(refused('room.not_ready'));
  const { slips } = await t.step(SessionProcess, session.id, 'print_slip', lina, {});
  expect(slips).toHaveLength(1);
  expect((await t.read(Booking, booking.id)).state).toBe('arrived');
  t.later({ minutes: 10 });
  await t.step(SessionProcess, session.id, 'move', lina, { to_room: club.room('301'), reason: '客人加人' });
  const again = await t.step(SessionProcess, session.id, 'print_slip', lina, {});
  const paper = await t.run(lina, (tx) => slipPage(tx, again.slips[0]!, ''));
  expect([paper.copies.length, paper.table?.rows.map((r) => r.slice(1))]).toEqual([2, [['203', '301', '客人加人']]]);
});

test('后来才出示会员卡：登记到开房并告知上层', async () => {
  const card = await club.card('stored_value');
  const session = await club.switchOn('203');
  await club.t.step(SessionProcess, session.id, 'name_card', club.lina, { card });
  expect((await club.t.read(RoomSession, session.id)).card).toBe(card);
  expect(await club.t.sql(`select payload->>'card' as card from event where name = 'room.card_named'`)).toEqual([{ card }]);
});
