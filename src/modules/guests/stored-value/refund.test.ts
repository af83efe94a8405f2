import { afterAll, beforeAll, expect, test } from 'vitest';
import { recordPage } from '../../../kernel/register/page.ts';
import { slipPage } from '../../../kernel/document/issue.ts';
import { MemberCard } from '../cards/index.ts';
import { startHouse, type House } from '../joining/joining.testing.ts';
import { BonusRule, BonusRuleProcess, CardDeposit, CardRefund, CardRefundProcess, spendFromCard, storedValueOf, tierOf } from './index.ts';

let h: House;
beforeAll(async () => {
  h = await startHouse('2026-12-01T12:00:00Z');
  const rule = await h.t.create(BonusRule, h.gao, { name: '存三千送三百', min_amount: 300_000, bonus: 30_000, starts_on: '2026-12-01', ends_on: '2026-12-31' });
  await h.t.step(BonusRuleProcess, rule.id, 'publish', h.gao, {});
});
afterAll(() => h.t.close());

const deposit = (card: string, amount = 300_000) => h.t.create(CardDeposit, h.zhou, { card, amount, tender: 'mobile', payer: 'personal' });
const held = (card: string) => h.t.run(h.t.system, async (tx) => storedValueOf(tx, await h.t.read(MemberCard, card)));
const spend = (card: string, amount: number, because: string) => h.t.run(h.zhou, (tx) => spendFromCard(tx, { card, amount, because, cause: { register: 'member_card', id: card }, at: h.t.now() }));
const tier = (card: string) => h.t.run(h.t.system, async (tx) => tierOf(tx, await h.t.read(MemberCard, card), h.t.now()));
const ask = (card: string, reason: 'cooling_off' | 'agreed' | 'closing' = 'agreed') => h.t.create(CardRefund, h.zhou, { card, reason });
const step = CardRefundProcess;
const pay = (id: string, more: { pay_by: 'bank' | 'cash'; payment_ref?: string } = { pay_by: 'bank', payment_ref: 'YH-1' }) => h.t.step(step, id, 'pay', h.fang, more, [h.t.sign('member', '王丽'), h.t.sign('finance', h.fang)]);
const slipsOf = async (id: string) => Promise.all((await h.t.run(h.fang, (tx) => recordPage(tx, CardRefund, id))).slips.map((s) => h.t.run(h.fang, (tx) => slipPage(tx, s.id, '星河会'))));
const linesOf = (paper: { readonly lines: readonly { readonly label: readonly string[]; readonly value: unknown }[] }) => Object.fromEntries(paper.lines.map((l) => [l.label[0], l.value]));

test('3,000 + 300，消费 1,100 和 100，退 1,909.09，两个账户都到零；计算书列出每一笔 [AS-10]', async () => {
  const { t, gao, fang, zhou } = h;
  const card = await h.card();
  await deposit(card);
  t.later({ minutes: 30 });
  expect(await spend(card, 110_000, 'B-1')).toEqual({ principal: 100_000, bonus: 10_000 });
  expect(await held(card)).toEqual({ principal: 200_000, bonus: 20_000 });
  t.later({ minutes: 30 });
  await spend(card, 10_000, 'B-2');
  expect(await held(card)).toEqual({ principal: 190_909, bonus: 19_091 });
  const { id } = await ask(card);
  expect(await t.read(CardRefund, id)).toMatchObject({ state: 'computed', principal: 190_909, bonus: 19_091, requested_on: '2026-12-01', due_on: '2026-12-16' });
  const [statement] = await slipsOf(id);
  expect(statement?.table?.rows.map((r) => r.slice(1))).toEqual([
    [['储值', 'Deposit'], expect.stringMatching(/^CZ-/), '3,000.00', '300.00'], [['消费', 'Payment'], 'B-1', '-1,000.00', '-100.00'], [['消费', 'Payment'], 'B-2', '-90.91', '-9.09'],
  ]);
  await expect(t.step(step, id, 'approve', zhou, {})).rejects.toMatchObject({ code: 'not_allowed' });
  await t.step(step, id, 'approve', gao, {});
  expect((await t.read(CardRefund, id)).state).toBe('awaiting_finance');
  await expect(pay(id)).rejects.toMatchObject({ code: 'wrong_state' });
  await t.step(step, id, 'approve_finance', fang, {});
  await expect(pay(id, { pay_by: 'bank' })).rejects.toMatchObject({ code: 'card_refund.no_reference' });
  await pay(id);
  expect(await held(card)).toEqual({ principal: 0, bonus: 0 });
  const papers = await slipsOf(id);
  expect(papers.map((p) => [p.label[0], p.copies.length])).toEqual([['退款计算书', 2], ['退款凭单', 2]]);
  expect(linesOf(papers[1]!)).toMatchObject({ 退还本金: '1,909.09', 作废赠送: '190.91', 卡内余额: ['本金 0.00，赠送 0.00', 'Principal 0.00, bonus 0.00'] });
  expect(await tier(card)).toBeNull();
  t.at('2026-12-01T12:00:00Z');
});

test('冷静期：12-01 储值未用，12-08 全额退 3,000 并取消等级与赠送；12-09 只能按协商退款 [AS-11]', async () => {
  const { t, gao, fang } = h;
  const [first, second] = [await h.card(), await h.card()];
  await deposit(first);
  await deposit(second);
  expect(await tier(first)).toBe('vip');
  t.at('2026-12-08T12:00:00Z');
  const { id } = await ask(first, 'cooling_off');
  await t.step(step, id, 'approve', gao, {});
  await t.step(step, id, 'approve_finance', fang, {});
  await pay(id);
  expect(linesOf((await slipsOf(id))[1]!)).toMatchObject({ 退还本金: '3,000.00', 作废赠送: '300.00' });
  expect([await held(first), await tier(first)]).toEqual([{ principal: 0, bonus: 0 }, null]);
  expect(await t.sql('select ended_because from card_tier where card = $1', [first])).toEqual([{ ended_because: expect.stringContaining('不再满足贵宾条件') }]);
  t.at('2026-12-09T12:00:00Z');
  await expect(ask(second, 'cooling_off')).rejects.toMatchObject({ code: 'card_refund.cooling_over', label: [expect.stringContaining('2026-12-08'), expect.anything()] });
  expect(await t.read(CardRefund, (await ask(second)).id)).toMatchObject({ state: 'computed', principal: 300_000 });
  t.at('2026-12-01T12:00:00Z');
});

test('用过就没有冷静期；退款计算后又消费，付款被拒，重算后批准从头来', async () => {
  const { t, gao, fang, zhou } = h;
  const card = await h.card();
  await deposit(card, 100_000);
  await spend(card, 1_000, 'C-1');
  await expect(ask(card, 'cooling_off')).rejects.toMatchObject({ code: 'card_refund.cooling_over', label: [expect.stringContaining('消费过'), expect.anything()] });
  const { id } = await ask(card);
  await expect(ask(card)).rejects.toMatchObject({ code: 'card_refund.open' });
  await t.step(step, id, 'approve', gao, {});
  expect((await t.read(CardRefund, id)).state).toBe('approved');
  await spend(card, 1_000, 'C-2');
  await expect(pay(id)).rejects.toMatchObject({ code: 'card_refund.changed' });
  await t.step(step, id, 'compute', zhou, {});
  expect(await t.read(CardRefund, id)).toMatchObject({ state: 'computed', principal: 98_000, approved_by: null });
  await t.step(step, id, 'approve', gao, {});
  await expect(t.step(step, id, 'pay', fang, { pay_by: 'bank', payment_ref: 'YH-2' }, [t.sign('member', '王丽')])).rejects.toMatchObject({ code: 'signature.missing' });
  await pay(id);
  expect(await held(card)).toEqual({ principal: 0, bonus: 0 });
  await expect(ask(card)).rejects.toMatchObject({ code: 'card_refund.nothing' });
});

test('销卡退款：付款后卡即关闭；撤回的退款不动账', async () => {
  const { t, gao, zhou } = h;
  const card = await h.card();
  await deposit(card, 50_000);
  const first = await ask(card, 'closing');
  await t.step(step, first.id, 'cancel', zhou, { closed_for: '客人改主意' });
  expect(await held(card)).toEqual({ principal: 50_000, bonus: 0 });
  const { id } = await ask(card, 'closing');
  await t.step(step, id, 'approve', gao, {});
  await pay(id);
  expect((await t.read(MemberCard, card)).state).toBe('closed');
  const page = await t.run(gao, (tx) => recordPage(tx, MemberCard, card));
  expect(page.slips.map((s) => [s.label[0], s.copies.length])).toContainEqual(['会员卡销卡单', 2]);
  await expect(ask(card, 'closing')).rejects.toMatchObject({ code: 'card_refund.card' });
});

test('两位财务同时付同一笔退款：只付一次；到期未付上报经理', async () => {
  const { t, gao } = h;
  const card = await h.card();
  await deposit(card, 80_000);
  const { id } = await ask(card);
  await t.step(step, id, 'approve', gao, {});
  t.at('2026-12-17T00:00:01Z');
  await t.tick();
  expect((await t.tasks(h.fang)).filter((x) => x.recordId === id)).toMatchObject([{ step: 'pay', overdue: true }]);
  const both = await Promise.allSettled([pay(id), pay(id)]);
  expect(both.map((r) => r.status).sort()).toEqual(['fulfilled', 'rejected']);
  expect(await held(card)).toEqual({ principal: 0, bonus: 0 });
  t.at('2026-12-01T12:00:00Z');
});
