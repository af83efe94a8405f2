import { afterAll, beforeAll, expect, test } from 'vitest';
import { balanceOf } from '../../../kernel/index.ts';
import { ClubCash } from '../../money/cash/index.ts';
import { MemberCard, MemberCardProcess, ReissueFee } from '../cards/index.ts';
import { startHouse, type House } from '../joining/joining.testing.ts';
import { CardDeposit, CardReissue, CardReissueProcess, storedValueOf } from './index.ts';
import { reissueProblem } from './rules.ts';

let h: House;
beforeAll(async () => { h = await startHouse(); });
afterAll(() => h.t.close());
const till = () => h.t.run(h.t.system, (tx) => balanceOf(tx, ClubCash, 'till', h.shift));
const reissue = (card: string, new_no: string, more: object = {}) => h.t.create(CardReissue, h.zhou, { card, new_no, id_seen: true, tender: 'cash', ...more });
const lose = (card: string) => h.t.step(MemberCardProcess, card, 'suspend', h.zhou, { suspended_for: '丢失' });

test.each([
  ['active', null, '请先挂失这张卡'], ['suspended', '丢失', undefined], ['suspended', '学生证明到期', '学生证明到期，请更新证明，不是补卡'], ['replaced', null, '这张卡不能补办'], ['closed', null, '这张卡不能补办'], ['issued', null, '这张卡不能补办'],
] as const)('能不能补：%s，停用原因 %s', (state, why, words) => {
  expect(reissueProblem(state, why)?.[0]).toBe(words);
});

test('挂失后补卡：收工本费入钱箱，旧卡号作废，新卡号用原账户，补卡单两联并签字 [VIP-5.1] [G25]', async () => {
  const { t, zhou } = h;
  const card = await h.card();
  await t.create(CardDeposit, zhou, { card, amount: 100_000, tender: 'mobile', payer: 'personal' });
  await expect(reissue(card, '9900001')).rejects.toMatchObject({ code: 'card_reissue.card' });
  await lose(card);
  await expect(reissue(card, '9900001', { id_seen: false })).rejects.toMatchObject({ code: 'card_reissue.identity' });
  const before = await till();
  const row = await reissue(card, '9900001');
  expect(await till() - before).toBe(1_000);
  const done = await t.read(CardReissue, row.id);
  expect(done).toMatchObject({ state: 'issued', fee: 1_000 });
  expect(await t.read(MemberCard, card)).toMatchObject({ state: 'replaced' });
  const fresh = await t.read(MemberCard, done.new_card!);
  expect(fresh).toMatchObject({ state: 'active', card_no: '9900001', account: card });
  expect(await t.run(t.system, (tx) => storedValueOf(tx, fresh))).toEqual({ principal: 100_000, bonus: 0 });
  await expect(t.create(CardDeposit, zhou, { card, amount: 100, tender: 'mobile', payer: 'personal' })).rejects.toMatchObject({ code: 'card_deposit.card' });
  await t.step(CardReissueProcess, row.id, 'confirm', zhou, {}, [t.sign('member', '王丽')]);
  const [slip] = await t.sql<{ copies: unknown[]; content: { lines: { label: string[]; value: string }[] } }>(`select content from slip where record_id = $1`, [row.id]);
  expect(Object.fromEntries(slip!.content.lines.map((l) => [l.label[0], l.value]))).toMatchObject({ 新卡号: '9900001', 工本费: ['10.00（现金）', '10.00 (Cash)'], 卡内本金: '1,000.00' });
});

test('两个柜台同时补同一张卡：一张新卡，收一次费', async () => {
  const { t } = h;
  const card = await h.card();
  await lose(card);
  const before = await till();
  const both = await Promise.allSettled([reissue(card, '9900011'), reissue(card, '9900012')]);
  expect(both.map((r) => (r.status === 'rejected' ? (r.reason as { code: string }).code : 'done')).sort()).toEqual(['card_reissue.card', 'done']);
  expect(await till() - before).toBe(1_000);
  expect(await t.sql('select 1 from member_card where replaces = $1', [card])).toHaveLength(1);
});

test('工本费按日期，非现金不进钱箱，为零则免收；同一新卡号不能用两次', async () => {
  const { t } = h;
  const [a, b, c] = [await h.card(), await h.card(), await h.card()];
  for (const card of [a, b, c]) await lose(card);
  const before = await till();
  await reissue(a, '9900002', { tender: 'mobile' });
  await expect(reissue(b, '9900002')).rejects.toMatchObject({ code: 'member_card.double' });
  expect((await t.read(MemberCard, b)).state).toBe('suspended');
  await t.answer(ReissueFee, 0, t.now().toISOString().slice(0, 10));
  const free = await reissue(c, '9900003');
  expect(await t.read(CardReissue, free.id)).toMatchObject({ fee: 0, shift: null });
  expect(await till()).toBe(before);
});
