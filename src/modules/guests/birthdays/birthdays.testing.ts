/** What the tests of birthdays start from: a house with its people, members with cards, and gifts in store. */
import type { Actor, Process } from '../../../kernel/index.ts';
import { stepsOf } from '../../../kernel/process/process.ts';
import { lookAt } from '../../../kernel/process/step.ts';
import { reachRaw } from '../../../kernel/register/write.ts';
import { startTest, type TestKernel } from '../../../kernel/testing.ts';
import { cash } from '../../money/cash/index.ts';
import { Room, rooms, RoomType } from '../rooms/index.ts';
import { shifts } from '../shifts/index.ts';
import { bills } from '../bills/index.ts';
import { CardProduct, cards, MemberCard, MemberCardProcess } from '../cards/index.ts';
import { Member, members } from '../members/index.ts';
import { Gift, GiftReceipt, points } from '../points/index.ts';
import { birthdays, BirthdayVisitProcess, GiftDraw, GiftDrawProcess } from './index.ts';

export interface House {
  readonly t: TestKernel;
  readonly zhou: Actor; readonly gao: Actor; readonly li: Actor; readonly fang: Actor; readonly tian: Actor; readonly luo: Actor; readonly shi: Actor;
  /** A member with an active card. */
  member(name: string, birthday: string, kind?: 'solar' | 'lunar' | 'leap'): Promise<string>;
  gift(pieces: number): Promise<string>;
  visit(member: string): Promise<string>;
  contacted(visit: string, result?: 'will_come' | 'will_not' | 'not_reached'): Promise<void>;
  /** The manager draws, finance posts. */
  drawn(forDay: string, gift: string): Promise<string>;
  readonly type: string;
  room(code: string): string;
  /** A room for the next two hours. */
  held(visit: string, where: { readonly room?: string; readonly room_type?: string }): Promise<void>;
  /** From notified to arrived, at the present moment. */
  arrived(visit: string): Promise<void>;
  /** From arrived to the room switched on. */
  ready(visit: string): Promise<void>;
  give(visit: string, name: string): Promise<void>;
  /** The sentences a person reads before deciding. */
  sentences(process: Pick<Process, 'register' | 'steps'>, id: string, step: string, actor: Actor): Promise<readonly string[]>;
}

export async function startHouse(now: string): Promise<House> {
  const t = await startTest({ modules: [members, cards, shifts, cash, rooms, bills, points, birthdays], now });
  const who = (role: string, name: string, unit = 'VIP') => t.actor(role, unit, name);
  const people = {
    zhou: await who('vip_agent', '周宇'), gao: await who('vip_manager', '高敏'), li: await who('front_desk', '李娜'), fang: await who('finance', '方华', 'YL'),
    tian: await who('service_supervisor', '田蓉'), luo: await who('network_admin', '罗浩'), shi: await who('vip_director', '石磊'),
  };
  const { zhou, gao, li, fang, tian } = people;
  const type = await t.create(RoomType, gao, { name: '中包', kind: 'medium', seats: 8 });
  const codes = new Map<string, string>();
  for (const code of ['203', '205', '207', '209', '211']) codes.set(code, (await t.create(Room, gao, { code, room_type: type.id })).id);
  const product = await t.create(CardProduct, gao, { name: '会员卡', kind: 'member', price: 20_000 });
  let n = 0;
  const house: House = {
    t, ...people, type: type.id,
    room: (code) => codes.get(code) ?? `no room ${code}`,
    async held(visit, where) { await t.step(BirthdayVisitProcess, visit, 'hold_room', li, { slot_start: t.now(), slot_end: new Date(t.now().getTime() + 2 * 3_600_000), ...where }); },
    async member(name, birthday, kind = 'solar') {
      const member = await t.create(Member, gao, { name, phone: '13800001234', birthday, birthday_kind: kind });
      const card = await t.create(MemberCard, gao, { member: member.id, product: product.id });
      await t.step(MemberCardProcess, card.id, 'activate', gao, { card_no: `8800${String(++n).padStart(6, '0')}` });
      return member.id;
    },
    async gift(pieces) {
      const gift = await t.create(Gift, gao, { sku: `SR-${++n}`, name: `生日杯 ${n}` });
      await t.create(GiftReceipt, gao, { gift: gift.id, quantity: pieces, unit_cost: 1_500 });
      return gift.id;
    },
    async visit(member) {
      const [row] = await t.sql<{ id: string }>('select id from birthday_visit where member = $1 order by created_at desc limit 1', [member]);
      return row!.id;
    },
    async contacted(visit, result = 'will_come') { await t.step(BirthdayVisitProcess, visit, 'contact', zhou, { contact_result: result }); },
    async drawn(forDay, gift) {
      const draw = await t.create(GiftDraw, gao, { for_day: forDay, gift });
      await t.step(GiftDrawProcess, draw.id, 'issue', fang, {}, [t.sign('drawer', gao)]);
      return draw.id;
    },
    async arrived(visit) {
      await t.step(BirthdayVisitProcess, visit, 'pass_on', tian, {});
      await house.held(visit, { room_type: type.id });
      await t.step(BirthdayVisitProcess, visit, 'track', zhou, { track_note: '七点到' });
      await t.step(BirthdayVisitProcess, visit, 'arrive', li, { in_person: true });
    },
    async ready(visit) {
      await t.step(BirthdayVisitProcess, visit, 'check_id', li, { id_result: 'matches' });
      await t.step(BirthdayVisitProcess, visit, 'seat', li, { agreed: true, area_told: true });
      await t.step(BirthdayVisitProcess, visit, 'switch_on', li, {});
    },
    async give(visit, name) { await t.step(BirthdayVisitProcess, visit, 'give', gao, {}, [t.sign('guest', name)]); },
    sentences: (process, id, step, actor) => t.run(actor, async (tx) => {
      const p = process as Process;
      const taken = stepsOf(p)[step]!;
      return taken.preview!(await lookAt(tx, p, taken, await reachRaw(tx, p.register, id))).lines.map(([zh]) => zh);
    }),
  };
  return house;
}
