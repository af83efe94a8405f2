/** What the tests of points start from: a club with cards, bills and a programme. */
import type { Actor } from '../../../kernel/index.ts';
import { dispatch } from '../../../kernel/events.ts';
import { startTest, type TestKernel } from '../../../kernel/testing.ts';
import { cash } from '../../money/cash/index.ts';
import { rooms } from '../rooms/index.ts';
import { shifts } from '../shifts/index.ts';
import { Bill, BillProcess, bills } from '../bills/index.ts';
import { CardProduct, cards, MemberCard, MemberCardProcess } from '../cards/index.ts';
import { Member, members } from '../members/index.ts';
import { Gift, GiftReceipt, PerYuan, points, PointsSlip, RedemptionItem, RedemptionProgramme, RedemptionProgrammeProcess } from './index.ts';

export interface Club {
  readonly t: TestKernel;
  readonly zhou: Actor;
  readonly he: Actor;
  readonly gao: Actor;
  /** A card that is not activated. */
  issuedCard(name?: string): Promise<string>;
  activeCard(name?: string): Promise<string>;
  bill(fen: number, state?: 'open' | 'paid'): Promise<string>;
  /** Points listen to bills; their turn comes after the writer has gone. */
  heard(): Promise<void>;
  /** A slip for a paid bill: posted in the same moment. */
  earned(card: string, points: number): Promise<string>;
  /** A gift on offer in a published programme, with so many pieces in store. */
  offer(points: number, pieces: number): Promise<{ readonly item: string; readonly gift: string }>;
}

export async function startClub(now = '2026-12-07T12:00:00Z'): Promise<Club> {
  const t = await startTest({ modules: [members, cards, shifts, cash, rooms, bills, points], now });
  const zhou = await t.actor('vip_agent', 'VIP', '周宇');
  const he = await t.actor('duty_supervisor', 'VIP', '何强');
  const gao = await t.actor('vip_manager', 'VIP', '高敏');
  await t.answer(PerYuan, 1);
  const product = await t.create(CardProduct, gao, { name: '会员卡', kind: 'member', price: 20_000 });
  let n = 0;
  const club: Club = {
    t, zhou, he, gao,
    async issuedCard(name = '王丽') {
      const member = await t.create(Member, gao, { name, phone: '13800001234', birthday_kind: 'solar' });
      return (await t.create(MemberCard, gao, { member: member.id, product: product.id })).id;
    },
    async activeCard(name) {
      const card = await club.issuedCard(name);
      await t.step(MemberCardProcess, card, 'activate', gao, { card_no: `8800${String(++n).padStart(6, '0')}` });
      return card;
    },
    async bill(fen, state = 'paid') {
      const bill = await t.create(Bill, zhou, { bill_no: `B-${++n}`, kind: 'consumption', total: fen });
      if (state === 'paid') await t.step(BillProcess, bill.id, 'pay', zhou, { mobile: fen });
      return bill.id;
    },
    async heard() { await dispatch(t.kernel, t.tenantId, (problem) => { throw problem; }); },
    async earned(card, wanted) {
      const slip = await t.create(PointsSlip, zhou, { slip_no: `JF-${++n}`, card, bill: await club.bill(wanted * 100), issued_on: await dayAt(t) });
      return slip.id;
    },
    async offer(cost, pieces) {
      const gift = await t.create(Gift, gao, { sku: `GIFT-${++n}`, name: `果盘 ${n}` });
      if (pieces > 0) await t.create(GiftReceipt, gao, { gift: gift.id, quantity: pieces });
      const programme = await t.create(RedemptionProgramme, gao, { name: '冬季兑换', starts_on: '2026-01-01', ends_on: '2027-12-31' });
      const item = await t.create(RedemptionItem, gao, { programme: programme.id, gift: gift.id, points: cost, offered: true });
      await t.step(RedemptionProgrammeProcess, programme.id, 'publish', gao, {});
      return { item: item.id, gift: gift.id };
    },
  };
  return club;
}

/** The business day of the VIP centre, which begins at 08:00 in Shanghai. */
export async function dayAt(t: TestKernel): Promise<string> {
  return new Date(t.now().getTime()).toISOString().slice(0, 10);
}
