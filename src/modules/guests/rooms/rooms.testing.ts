/** What tests of rooms and of the modules above them start from: a club with a few rooms on the evening of Monday 2026-12-07. */
import type { Actor, Module } from '../../../kernel/index.ts';
import { startTest, type TestKernel } from '../../../kernel/testing.ts';
import { CardProduct, cards, MemberCard, MemberCardProcess } from '../cards/index.ts';
import { Member, members } from '../members/index.ts';
import { Booking, Room, rooms, RoomSession, RoomType } from './index.ts';

export interface RoomsClub {
  readonly t: TestKernel;
  /** Front desk: two clerks. */
  readonly lina: Actor;
  readonly zhou: Actor;
  readonly he: Actor;
  readonly gao: Actor;
  /** Rooms by their code: 101 small, 203 and 205 medium, 301 large. */
  room(code: string): string;
  type(kind: string): string;
  book(code: string, from: string, to: string, more?: object, by?: Actor): Promise<{ readonly id: string; readonly number: string }>;
  switchOn(code: string, more?: object): Promise<{ readonly id: string; readonly number: string }>;
  state(code: string): Promise<string>;
  /** An active card of a product of that kind; answers with its id. */
  card(kind: 'student' | 'member' | 'stored_value'): Promise<string>;
}

const TYPES = [['小包', 'small', 4], ['中包', 'medium', 8], ['大包', 'large', 15]] as const;
const ROOMS = [['101', 'small'], ['203', 'medium'], ['205', 'medium'], ['301', 'large']] as const;

/** A moment of the club's clock: `7 20:00` is 20:00 on 7 December, `8 01:30` the night after. */
export const clubTime = (text: string): Date => {
  const [day = '7', time = '00:00'] = text.split(' ');
  return new Date(`2026-12-${day.padStart(2, '0')}T${time.length === 5 ? `${time}:00` : time}+08:00`);
};

export async function startRooms(more: readonly Module[] = [], now = '7 12:00'): Promise<RoomsClub> {
  const t = await startTest({ modules: [members, cards, rooms, ...more], now: clubTime(now).toISOString() });
  const [lina, zhou, he, gao] = [await t.actor('front_desk', 'VIP', '李娜'), await t.actor('vip_agent', 'VIP', '周宇'), await t.actor('duty_supervisor', 'VIP', '何强'), await t.actor('vip_manager', 'VIP', '高敏')];
  const types: { [kind: string]: string } = {};
  for (const [name, kind, seats] of TYPES) types[kind] = (await t.create(RoomType, gao, { name, kind, seats })).id;
  const known: { [code: string]: string } = {};
  for (const [code, kind] of ROOMS) known[code] = (await t.create(Room, gao, { code, room_type: types[kind]! })).id;
  const products: { [kind: string]: string } = {};
  let n = 0;
  return {
    t, lina, zhou, he, gao,
    room: (code) => known[code] ?? `no room ${code}`,
    type: (kind) => types[kind] ?? `no type ${kind}`,
    book: (code, from, to, extra = {}, by = lina) => t.create(Booking, by, { guest: '王', room: known[code]!, starts_at: clubTime(from), ends_at: clubTime(to), channel: 'phone', purpose: 'ordinary', ...extra }),
    switchOn: (code, extra = {}) => t.create(RoomSession, lina, { room: known[code]!, guest: '王', ...extra }),
    state: async (code) => (await t.read(Room, known[code]!)).state,
    async card(kind) {
      n += 1;
      products[kind] ??= (await t.create(CardProduct, gao, { name: `卡种 ${kind}`, kind, price: 20_000 })).id;
      const member = await t.create(Member, gao, { name: '王丽', phone: '13800001234', birthday_kind: 'solar' });
      const card = await t.create(MemberCard, gao, { member: member.id, product: products[kind] });
      await t.step(MemberCardProcess, card.id, 'activate', gao, { card_no: `6600${String(n).padStart(4, '0')}` });
      return card.id;
    },
  };
}
