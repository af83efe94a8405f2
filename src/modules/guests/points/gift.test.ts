import { afterAll, beforeAll, expect, test } from 'vitest';
import { balanceOf, post, posting } from '../../../kernel/index.ts';
import { runReport } from '../../../kernel/report/run.ts';
import { GiftMovements } from './gift-report.ts';
import { Gift, GiftReceipt, GiftStock, handOf } from './index.ts';
import { startClub, type Club } from './points.testing.ts';
import { stockValue } from './rules.ts';

let club: Club;
beforeAll(async () => { club = await startClub(); });
afterAll(() => club.t.close());

const store = (gift: string) => club.t.run(club.t.system, (tx) => balanceOf(tx, GiftStock, 'store', gift));
const held = (hand: string) => club.t.run(club.t.system, (tx) => balanceOf(tx, GiftStock, 'hand', hand));

test.each([[10, { pieces: 40, fen: 88_000 }, 22_000], [3, { pieces: 7, fen: 100 }, 43], [5, null, null], [5, { pieces: 0, fen: 0 }, null]] as const)('%i 件按加权平均进价 → %o = %o', (pieces, bought, fen) => {
  expect(stockValue(pieces, bought)).toBe(fen);
});

test('领用、赠送、退回、遗失：库存与手中各自相抵，进出表按两路核对', async () => {
  const { t, gao } = club;
  const gift = (await t.create(Gift, gao, { sku: 'CUP', name: '保温杯' })).id;
  await t.create(GiftReceipt, gao, { gift, quantity: 40, unit_cost: 2_000 });
  await t.create(GiftReceipt, gao, { gift, quantity: 10, unit_cost: 3_000 });
  const hand = await t.run(gao, (tx) => handOf(tx, gift, gao.id));
  expect(await t.run(gao, (tx) => handOf(tx, gift, gao.id))).toBe(hand);
  const move = (movement: 'draw' | 'give_birthday' | 'hand_back' | 'lose_hand' | 'lose_store' | 'find_store', amount: number, because: string) => {
    const sides = { draw: { from: gift, to: hand }, give_birthday: { from: hand, to: gift }, hand_back: { from: hand, to: gift }, lose_hand: { from: hand, to: gift }, lose_store: { owner: gift }, find_store: { owner: gift } }[movement];
    return t.run(gao, (tx) => post(tx, posting(GiftStock, movement, { ...sides, amount, because, at: t.now(), unit: t.unit('VIP') })));
  };
  await move('draw', 5, 'a');
  await move('give_birthday', 3, 'b');
  await move('hand_back', 1, 'c');
  await move('lose_hand', 1, 'd');
  await move('lose_store', 2, 'e');
  await move('find_store', 1, 'f');
  await expect(move('give_birthday', 1, 'g')).rejects.toThrow('gift_stock.insufficient');
  expect([await store(gift), await held(hand)]).toEqual([45, 0]);
  t.later({ days: 1 });
  await move('draw', 4, 'h');
  const report = await t.run(gao, (tx) => runReport(tx, GiftMovements, { period: { from: '2026-12-01', to: '2026-12-08' } }));
  expect(report.rows.find((r) => r.gift === gift)).toEqual({
    gift, opening: 0, received: 50, redeemed: 0, drawn: 5, returned: 1, missing: 1, closing: 45, given: 3, in_hand: 0, value: 99_000,
  });
  expect(report.proof.map((p) => p.ok)).toEqual([true, true]);
  const next = await t.run(gao, (tx) => runReport(tx, GiftMovements, { period: { from: '2026-12-08', to: '2026-12-09' } }));
  expect(next.rows.find((r) => r.gift === gift)).toMatchObject({ opening: 45, drawn: 4, closing: 41, in_hand: 4, value: 99_000 });
});

test('八个终端同时领用最后五件：恰好五次成功，手中账户只有一个', async () => {
  const { t, gao } = club;
  const gift = (await t.create(Gift, gao, { sku: 'BEAR', name: '小熊' })).id;
  await t.create(GiftReceipt, gao, { gift, quantity: 5 });
  const results = await Promise.allSettled(Array.from({ length: 8 }, (_, n) => t.run(gao, async (tx) => {
    const hand = await handOf(tx, gift, gao.id);
    return post(tx, posting(GiftStock, 'draw', { from: gift, to: hand, amount: 1, because: `race/${n}`, at: t.now(), unit: t.unit('VIP') }));
  })));
  expect(results.filter((r) => r.status === 'fulfilled')).toHaveLength(5);
  const hands = await t.sql<{ id: string }>('select id from gift_hand where gift = $1', [gift]);
  expect(hands).toHaveLength(1);
  expect([await store(gift), await held(hands[0]!.id)]).toEqual([0, 5]);
});
