/** Two months of a club's points: bills, slips, gifts, redemptions, and what is still open today. */
import type { Demo } from '../../../kernel/demo.ts';
import { answer, calendar, tables, type Actor } from '../../../kernel/index.ts';
import { Bill, BillProcess } from '../bills/index.ts';
import { MemberCard } from '../cards/index.ts';
import { Member } from '../members/index.ts';
import { Gift, GiftReceipt, PerYuan, PointsSlip, PointsSlipProcess, Redemption, RedemptionItem, RedemptionProcess, RedemptionProgramme, RedemptionProgrammeProcess } from './index.ts';

interface Staff { readonly d: Demo; readonly zhou: Actor; readonly li: Actor; readonly he: Actor; readonly gao: Actor; readonly fang: Actor }
interface Holder { readonly card: string; readonly name: string }

const GIFTS = [['GIFT-01', '果盘一份', 300, 40], ['GIFT-02', '保温杯', 800, 20], ['GIFT-07', '蓝牙音箱', 3_000, 12], ['GIFT-09', '小包厢欢唱券', 1_500, 15], ['GIFT-11', '红酒一支', 5_000, 1]] as const;

export async function demo(d: Demo): Promise<void> {
  const s: Staff = { d, zhou: d.actor('zhouyu'), li: d.actor('liyan'), he: d.actor('heqiang'), gao: d.actor('gaomin'), fang: d.actor('fanghua') };
  const loaded = d.now();
  d.at(at(d, 62, '15:00'));
  await d.batch(s.gao, async (tx) => ({ id: await answer(tx, PerYuan, calendar.addDays(d.today, -62), 1, '经营会议决定：每满一元积一分') }));
  const holders = await cardsOf(s);
  const items = await programmeOf(s);
  await nights(s, holders, items);
  await tonight(s, holders, loaded);
}

/** The cards that are there already, with their holders' names. */
async function cardsOf(s: Staff): Promise<readonly Holder[]> {
  const { holders } = await s.d.batch(s.zhou, async (tx) => ({
    holders: await tables(tx, MemberCard, Member).selectFrom('member_card as c').innerJoin('member as m', (j) => j.onRef('m.tenant_id', '=', 'c.tenant_id').onRef('m.id', '=', 'c.member'))
      .select(['c.id as card', 'm.name']).where('c.tenant_id', '=', tx.tenantId).where('c.state', '=', 'active').where('c.card_no', 'like', '8800 1%').orderBy('c.card_no').execute(),
  }));
  return holders;
}

async function programmeOf(s: Staff): Promise<readonly { readonly id: string; readonly points: number }[]> {
  s.d.at(at(s.d, 49, '15:30'));
  const programme = await s.d.create(RedemptionProgramme, s.gao, {
    name: '岁末积分礼', starts_on: calendar.addDays(s.d.today, -49), ends_on: calendar.addDays(s.d.today, 60), terms: '每人每样不限次，礼品兑完为止；积分扣除后当场交付，请在兑换单上签字。',
  });
  const items: { id: string; points: number }[] = [];
  for (const [sku, name, cost, pieces] of GIFTS) {
    const gift = await s.d.create(Gift, s.gao, { sku, name });
    await s.d.create(GiftReceipt, s.fang, { gift: gift.id, quantity: pieces, supplier: '晨光礼品', unit_id: s.d.unit('VIP') });
    const item = await s.d.create(RedemptionItem, s.gao, { programme: programme.id, gift: gift.id, points: cost, offered: true });
    items.push({ id: item.id, points: cost });
  }
  await s.d.step(RedemptionProgrammeProcess, programme.id, 'publish', s.gao, {});
  return items;
}

/** Past nights: everything posted and signed; now and then a gift, once a posting taken back. */
async function nights(s: Staff, holders: readonly Holder[], items: readonly { readonly id: string; readonly points: number }[]): Promise<void> {
  const earned = new Map<string, number>();
  for (let ago = 48; ago >= 8; ago -= 1) {
    for (let n = 0; n < (ago % 3 === 0 ? 2 : 1); n += 1) {
      const holder = holders[Math.floor(s.d.random() * holders.length)]!;
      const amount = 8_800 + Math.floor(s.d.random() * 160_000);
      s.d.at(at(s.d, ago, n === 0 ? '21:14' : '23:40'));
      const slip = await earn(s, holder, amount, `JF-${calendar.addDays(s.d.today, -ago).replaceAll('-', '')}-${String(11 + n).padStart(4, '0')}`);
      await s.d.step(PointsSlipProcess, slip, 'confirm', s.zhou, {}, [s.d.sign('member', holder.name)]);
      earned.set(holder.card, (earned.get(holder.card) ?? 0) + Math.floor(amount / 100));
      if (ago === 30 && n === 0) {
        await s.d.step(PointsSlipProcess, slip, 'reverse', s.he, { reason: '账单录入金额有误，重新开单' }, [s.d.sign('supervisor', s.he)]);
        earned.set(holder.card, (earned.get(holder.card) ?? 0) - Math.floor(amount / 100));
      }
      const item = items[(ago >> 2) % 4]!;
      if (ago % 4 === 1 && (earned.get(holder.card) ?? 0) >= item.points) {
        earned.set(holder.card, earned.get(holder.card)! - item.points);
        await redeem(s, holder, item.id);
      }
    }
  }
}

/** Today: one slip posted and not signed, one waiting for payment, and a paid bill whose slip has not come yet. */
async function tonight(s: Staff, holders: readonly Holder[], loaded: Date): Promise<void> {
  const minutesAgo = (n: number) => new Date(loaded.getTime() - n * 60_000).toISOString();
  s.d.at(minutesAgo(90));
  await earn(s, holders[0]!, 38_800, 'JF-0017');
  s.d.at(minutesAgo(40));
  const open = await s.d.create(Bill, s.li, { bill_no: 'B208-0031', kind: 'consumption', total: 52_600, room: '208' });
  await s.d.create(PointsSlip, s.li, { slip_no: 'JF-0018', card: holders[1]!.card, bill: open.id, issued_on: dayOfClub(s.d) });
  s.d.at(minutesAgo(20));
  const paid = await s.d.create(Bill, s.li, { bill_no: 'B305-0032', kind: 'consumption', total: 88_000, room: '305' });
  await s.d.step(BillProcess, paid.id, 'pay', s.li, { ...NO_TENDER, mobile: 88_000 });
}

async function earn(s: Staff, holder: Holder, fen: number, slipNo: string): Promise<string> {
  const bill = await s.d.create(Bill, s.zhou, { bill_no: `B-${slipNo}`, kind: 'consumption', total: fen });
  await s.d.step(BillProcess, bill.id, 'pay', s.zhou, { ...NO_TENDER, mobile: fen });
  return (await s.d.create(PointsSlip, s.zhou, { slip_no: slipNo, card: holder.card, bill: bill.id, issued_on: dayOfClub(s.d) })).id;
}

async function redeem(s: Staff, holder: Holder, item: string): Promise<void> {
  const slip = await s.d.create(Redemption, s.zhou, { card: holder.card, item, quantity: 1 });
  await s.d.step(RedemptionProcess, slip.id, 'execute', s.zhou, { agreed: true });
  await s.d.step(RedemptionProcess, slip.id, 'confirm', s.zhou, {}, [s.d.sign('member', holder.name)]);
}

const NO_TENDER = { cash: null, bank_card: null, mobile: null, transfer: null, voucher: null, stored_value: null, card: null } as const;
const at = (d: Demo, daysAgo: number, time: string): string => calendar.instantOf(calendar.addDays(d.today, -daysAgo), time, 'Asia/Shanghai').toISOString();
const dayOfClub = (d: Demo): string => calendar.businessDay(d.now(), { zone: 'Asia/Shanghai', dayStarts: '08:00' });
