import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { balanceOf, post, posting, reverse } from '../../../kernel/index.ts';
import { slipPage } from '../../../kernel/document/issue.ts';
import { runReport } from '../../../kernel/report/run.ts';
import { expireLots } from './duties.ts';
import { GiftStock, MemberPoints, Redemption, RedemptionItem, RedemptionProcess, RedemptionProgramme, RedemptionProgrammeProcess } from './index.ts';
import { ExpiryNoticeProcess } from './notice.ts';
import { ExpiryMonths, NeedsNotice } from './parameters.ts';
import { PointsByMonth, PointsExpiring, PointsStatement } from './reports.ts';
import { startClub, type Club } from './points.testing.ts';

let club: Club;
beforeAll(async () => { club = await startClub(); });
afterAll(() => club.t.close());

const balance = (card: string) => club.t.run(club.t.system, (tx) => balanceOf(tx, MemberPoints, 'card', card));
const stock = (gift: string) => club.t.run(club.t.system, (tx) => balanceOf(tx, GiftStock, 'store', gift));
const lots = (card: string) => club.t.sql<{ expires: string | null; remaining: number }>('select expires, remaining::int from ledger_lot where owner = $1 order by expires', [card]);
const quoted = async (card: string, item: string, quantity = 1) => (await club.t.create(Redemption, club.zhou, { card, item, quantity })).id;
const execute = (id: string) => club.t.step(RedemptionProcess, id, 'execute', club.zhou, { agreed: true });

test('征得同意后扣分并交付，兑换单两联，客人签字 [VIP-1.12] [VIP-1.13]', async () => {
  const { t, zhou } = club;
  const card = await club.activeCard();
  await club.earned(card, 1_200);
  const { item, gift } = await club.offer(500, 3);
  const id = await quoted(card, item, 2);
  await expect(t.step(RedemptionProcess, id, 'execute', zhou, { agreed: false })).rejects.toThrow('redemption.not_agreed');
  expect([await balance(card), await stock(gift)]).toEqual([1_200, 3]);
  const done = await execute(id);
  expect([await balance(card), await stock(gift)]).toEqual([200, 1]);
  const paper = await t.run(zhou, (tx) => slipPage(tx, done.slips[0]!, '星河会'));
  expect(paper.copies.map(([zh]) => zh)).toEqual(['客户联', '商户联']);
  expect(Object.fromEntries(paper.lines.map((l) => [l.label[0], l.value]))).toMatchObject({ 扣除积分: '1000', 原有积分: '1200', 现有积分: '200' });
  await t.step(RedemptionProcess, id, 'confirm', zhou, {}, [t.sign('member', '王丽')]);
  expect(await t.read(Redemption, id)).toMatchObject({ state: 'confirmed', executed_by: '周宇' });
});

test('未签字的兑换到班次结束成为例外 [VIP-1.13]', async () => {
  const { t, zhou } = club;
  t.at('2026-12-07T17:00:00Z');
  const card = await club.activeCard();
  await club.earned(card, 10);
  const id = await quoted(card, (await club.offer(10, 1)).item);
  await execute(id);
  t.at('2026-12-07T18:00:01Z');
  await t.tick();
  expect((await t.tasks(zhou)).find((task) => task.recordId === id)).toMatchObject({ step: 'confirm', overdue: true, escalated: true });
  t.at('2026-12-08T12:00:00Z');
});

test('不在现行活动内的礼品不能兑换；没有礼品的活动不能发布 [VIP-1.11]', async () => {
  const { t, gao, zhou } = club;
  const card = await club.activeCard();
  await club.earned(card, 1_000);
  const { item, gift } = await club.offer(10, 5);
  const past = await t.create(RedemptionProgramme, gao, { name: '秋季兑换', starts_on: '2026-09-01', ends_on: '2026-11-30' });
  await expect(t.step(RedemptionProgrammeProcess, past.id, 'publish', gao, {})).rejects.toThrow('redemption_programme.not_ready');
  const old = await t.create(RedemptionItem, gao, { programme: past.id, gift, points: 5, offered: true });
  await expect(quoted(card, old.id)).rejects.toThrow('redemption.not_offered');
  await t.step(RedemptionProgrammeProcess, past.id, 'publish', gao, {});
  await expect(quoted(card, old.id)).rejects.toMatchObject({ code: 'redemption.not_offered', label: [expect.stringContaining('2026-11-30'), expect.anything()] });
  const open = await quoted(card, item);
  await t.step(RedemptionProgrammeProcess, (await t.read(RedemptionItem, item)).programme, 'end', gao, { reason: '提前结束' });
  await expect(execute(open)).rejects.toThrow('redemption.not_offered');
  await expect(t.create(RedemptionProgramme, zhou, { name: 'x', starts_on: '2026-12-01', ends_on: '2026-12-02' })).rejects.toThrow('not_allowed');
  await expect(t.create(RedemptionProgramme, gao, { name: 'x', starts_on: '2026-12-02', ends_on: '2026-12-01' })).rejects.toThrow('redemption_programme.dates');
});

test('最后一件礼品两个柜台同时兑换：恰好一笔成功，另一位会员分文未动 [VIP-1.12] [AS-06]', async () => {
  const members = [await club.activeCard('王丽'), await club.activeCard('刘芳')];
  for (const card of members) await club.earned(card, 1_200);
  const { item, gift } = await club.offer(500, 1);
  const slips = [await quoted(members[0]!, item), await quoted(members[1]!, item)];
  const results = await Promise.allSettled(slips.map(execute));
  expect(results.map((r) => r.status).sort()).toEqual(['fulfilled', 'rejected']);
  const lost = results.findIndex((r) => r.status === 'rejected');
  expect(results[lost]).toMatchObject({ reason: { code: expect.stringMatching(/^(gift_stock\.insufficient|redemption\.short)$/), label: [expect.stringContaining('库存'), expect.anything()] } });
  expect(await stock(gift)).toBe(0);
  expect([await balance(members[lost]!), await balance(members[1 - lost]!)]).toEqual([1_200, 700]);
  expect((await club.t.read(Redemption, slips[lost]!)).state).toBe('quoted');
});

test('八个终端抢五件礼品、同一张卡只够四次：恰好四笔，分录平衡 [AS-06]', async () => {
  const card = await club.activeCard();
  await club.earned(card, 450);
  const { item, gift } = await club.offer(100, 5);
  const slips = await Promise.all(Array.from({ length: 8 }, () => quoted(card, item)));
  const results = await Promise.allSettled(slips.map(execute));
  expect(results.filter((r) => r.status === 'fulfilled')).toHaveLength(4);
  expect([await balance(card), await stock(gift)]).toEqual([50, 1]);
  const sums = await club.t.sql<{ ledger: string; sum: number }>('select ledger, sum(amount)::int as sum from ledger_entry group by ledger');
  expect(sums.every((s) => s.sum === 0)).toBe(true);
});

test('近期先用；一月一日清理后过期 20、余额 50；当日冲销退回原批次、第二次冲销被拒绝 [AS-07] [AS-08]', async () => {
  const other = await startClub('2026-08-31T12:00:00Z');
  const { t, zhou, he } = other;
  await t.answer(ExpiryMonths, 4, '2026-08-01');
  await t.answer(ExpiryMonths, 6, '2026-12-01');
  const card = await other.activeCard();
  const read = () => t.sql<{ expires: string; remaining: number }>('select expires, remaining::int from ledger_lot where owner = $1 order by expires', [card]);
  const points = () => t.run(t.system, (tx) => balanceOf(tx, MemberPoints, 'card', card));
  await other.earned(card, 100);
  t.at('2026-12-30T12:00:00Z');
  await other.earned(card, 50);
  const { item, gift } = await other.offer(80, 1);
  t.later({ minutes: 5 });
  const first = await t.create(Redemption, zhou, { card, item, quantity: 1 });
  await t.step(RedemptionProcess, first.id, 'execute', zhou, { agreed: true });
  expect(await read()).toEqual([{ expires: '2026-12-31', remaining: 20 }, { expires: '2027-06-30', remaining: 50 }]);

  const takeBack = (back = true) => t.step(RedemptionProcess, first.id, 'reverse', he, { item_back: back, reason: '客人改选' }, [t.sign('supervisor', he)]);
  await expect(takeBack(false)).rejects.toThrow('redemption.item_out');
  t.later({ minutes: 5 });
  await takeBack();
  expect(await read()).toEqual([{ expires: '2026-12-31', remaining: 100 }, { expires: '2027-06-30', remaining: 50 }]);
  expect([await points(), await t.run(t.system, (tx) => balanceOf(tx, GiftStock, 'store', gift))]).toEqual([150, 1]);
  await expect(takeBack()).rejects.toThrow('wrong_state');

  t.later({ minutes: 5 });
  const second = await t.create(Redemption, zhou, { card, item, quantity: 1 });
  await t.step(RedemptionProcess, second.id, 'execute', zhou, { agreed: true });
  expect((await t.run(zhou, (tx) => runReport(tx, PointsExpiring, { until: '2026-12-31' }))).rows).toMatchObject([{ expires: '2026-12-31', points: 20 }]);
  await t.tick();
  const [notice] = await t.sql<{ id: string; points: number; expires_on: string }>('select id, points, expires_on from points_expiry_notice where card = $1', [card]);
  expect(notice).toMatchObject({ points: 20, expires_on: '2026-12-31' });
  t.at('2027-01-01T02:00:00Z');
  await t.tick();
  // Nobody told the member yet: the points stay, and so does the duty.
  expect(await points()).toBe(70);
  await expect(t.step(ExpiryNoticeProcess, notice!.id, 'tell', zhou, { channel: 'phone', proof: '' })).rejects.toThrow('invalid');
  await t.step(ExpiryNoticeProcess, notice!.id, 'tell', zhou, { channel: 'phone', proof: '12-31 10:20 通话三分钟，本人知悉' });
  await t.tick();
  await t.tick();
  expect(await points()).toBe(50);
  expect(await t.run(t.system, (tx) => balanceOf(tx, MemberPoints, 'expired'))).toBe(20);
  const [done] = await t.sql<{ evidence: object }>(`select evidence from duty_occurrence where duty = 'points_expiry' and day = '2027-01-01' and unit_id = $1`, [t.unit('VIP')]);
  expect(done?.evidence).toEqual({ lots: 1, points: 20 });
  await expect(t.step(RedemptionProcess, second.id, 'reverse', he, { item_back: true, reason: '迟了' }, [t.sign('supervisor', he)])).rejects.toThrow('redemption.closed_day');

  const month = await t.run(zhou, (tx) => runReport(tx, PointsByMonth, { period: { from: '2026-08-01', to: '2027-02-01' } }));
  expect(month.rows).toEqual([
    { month: '2026-08', earned: 100, redeemed: 0, expired: 0, outstanding: 100 }, { month: '2026-12', earned: 50, redeemed: 80, expired: 0, outstanding: 70 },
    { month: '2027-01', earned: 0, redeemed: 0, expired: 20, outstanding: 50 },
  ]);
  expect(month.proof.every((p) => p.ok)).toBe(true);
  const statement = await t.run(zhou, (tx) => runReport(tx, PointsStatement, { card }));
  expect(statement.rows.map((r) => [r.what, r.amount, r.balance])).toEqual([
    ['earn', 100, 100], ['earn', 50, 150], ['redeem', -80, 70], ['reversal', 80, 150], ['redeem', -80, 70], ['expire', -20, 50],
  ]);
  expect(statement.proof.every((p) => p.ok)).toBe(true);
  await t.close();
});

interface Lot { readonly expires: string | null; remaining: number }
type Move = { readonly kind: 'earn'; readonly points: number; readonly months: number | null } | { readonly kind: 'redeem'; readonly points: number } | { readonly kind: 'take_back' } | { readonly kind: 'next_day'; readonly days: number };

const moves: fc.Arbitrary<readonly Move[]> = fc.array(fc.oneof(
  fc.record({ kind: fc.constant('earn' as const), points: fc.integer({ min: 1, max: 50 }), months: fc.option(fc.integer({ min: 1, max: 40 })) }),
  fc.record({ kind: fc.constant('redeem' as const), points: fc.integer({ min: 1, max: 80 }) }),
  fc.record({ kind: fc.constant('take_back' as const) }),
  fc.record({ kind: fc.constant('next_day' as const), days: fc.integer({ min: 1, max: 20 }) }),
), { minLength: 4, maxLength: 14 });

/** What lots should do, in a few lines: nearest expiry first, expired ones not at all, reversal puts back where it came from. */
function model() {
  const all: Lot[] = [];
  const spent: { lot: Lot; points: number }[][] = [];
  const usable = (day: string) => all.filter((l) => l.remaining > 0 && (l.expires === null || l.expires >= day)).sort((a, b) => (a.expires ?? '9') < (b.expires ?? '9') ? -1 : 1);
  return {
    all, spent,
    earn: (points: number, expires: string | null) => { all.push({ expires, remaining: points }); },
    redeem(points: number, day: string): boolean {
      if (usable(day).reduce((sum, l) => sum + l.remaining, 0) < points) return false;
      let need = points;
      spent.push(usable(day).flatMap((lot) => {
        const take = Math.min(need, lot.remaining);
        need -= take;
        lot.remaining -= take;
        return take > 0 ? [{ lot, points: take }] : [];
      }));
      return true;
    },
    takeBack: () => { for (const { lot, points } of spent.pop() ?? []) lot.remaining += points; },
    expire: (day: string) => { for (const lot of all) if (lot.expires !== null && lot.expires < day) lot.remaining = 0; },
    balance: () => all.reduce((sum, l) => sum + l.remaining, 0),
  };
}

test('任意的积分、兑换、冲销、过期次序：各批次余量之和等于余额，与规则逐笔一致 [AS-07] [AS-08]', async () => {
  const { t, zhou } = club;
  await t.answer(NeedsNotice, false);
  let run = 0;
  await fc.assert(fc.asyncProperty(moves, async (sequence) => {
    run += 1;
    const card = await club.activeCard();
    const expected = model();
    const journals: string[] = [];
    let day = '2028-01-01';
    for (const [at, move] of sequence.entries()) {
      const common = { owner: card, because: `${run}/${at}`, at: t.now(), day };
      await {
        async earn(m: Extract<Move, { kind: 'earn' }>) {
          const expires = m.months === null ? null : new Date(Date.parse(day) + m.months * 86_400_000).toISOString().slice(0, 10);
          expected.earn(m.points, expires);
          await t.run(zhou, (tx) => post(tx, posting(MemberPoints, 'earn', { ...common, amount: m.points, ...(expires === null ? {} : { expires }) })));
        },
        async redeem(m: Extract<Move, { kind: 'redeem' }>) {
          const possible = expected.redeem(m.points, day);
          const result = await t.run(zhou, (tx) => post(tx, posting(MemberPoints, 'redeem', { ...common, amount: m.points }))).catch((e: unknown) => e);
          expect(Array.isArray(result)).toBe(possible);
          journals.push(...(Array.isArray(result) ? [result[0]!.journal] : []));
        },
        async take_back() {
          const journal = journals.pop();
          expected.takeBack();
          await t.run(zhou, async (tx) => (journal ? reverse(tx, MemberPoints, journal, { because: common.because }) : undefined));
        },
        async next_day(m: Extract<Move, { kind: 'next_day' }>) {
          day = new Date(Date.parse(day) + m.days * 86_400_000).toISOString().slice(0, 10);
          expected.expire(day);
          await t.run(t.system, (tx) => expireLots(tx, t.unit('VIP'), day));
        },
      }[move.kind](move as never);
      expect(await balance(card)).toBe(expected.balance());
    }
    const real = await lots(card);
    expect(real.reduce((sum, l) => sum + l.remaining, 0)).toBe(await balance(card));
    // Lots of one last day are alike: which of them is spent first does not matter to anybody.
    const byExpiry = (list: readonly Lot[]) => {
      const sums = new Map<string, number>();
      for (const l of list) sums.set(l.expires ?? '-', (sums.get(l.expires ?? '-') ?? 0) + l.remaining);
      return Object.fromEntries(sums);
    };
    expect(byExpiry(real)).toEqual(byExpiry(expected.all));
  }), { numRuns: 20 });
});
