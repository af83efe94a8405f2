import { afterAll, beforeAll, expect, test } from 'vitest';
import { balanceOf } from '../../../kernel/index.ts';
import { recordPage } from '../../../kernel/register/page.ts';
import { runReport } from '../../../kernel/report/run.ts';
import { slipPage } from '../../../kernel/document/issue.ts';
import { startTest } from '../../../kernel/testing.ts';
import { cash, ClubCash } from '../../money/cash/index.ts';
import { cards, GoldThreshold, MemberCard, MemberCardProcess } from '../cards/index.ts';
import { members } from '../members/index.ts';
import { startHouse, type House } from '../joining/joining.testing.ts';
import { shifts } from '../shifts/index.ts';
import { BonusRule, BonusRuleProcess, CardDeposit, CardDepositProcess, CardTier, CardTierProcess, spendFromCard, storedValue, storedValueOf, takeBackSpend, tierOf, TierRule, TierRuleProcess } from './index.ts';
import { CapNamed, LegalProfile } from './parameters.ts';
import { MembersByTier, TierReview } from './reports.ts';
import { tierRulesOn } from './tier-rule.ts';

let h: House;
beforeAll(async () => { h = await startHouse(); });
afterAll(() => h.t.close());

const deposit = (card: string, amount: number, more: object = {}) => h.t.create(CardDeposit, h.zhou, { card, amount, tender: 'cash', payer: 'personal', ...more });
const held = (card: string) => h.t.run(h.t.system, async (tx) => storedValueOf(tx, await h.t.read(MemberCard, card)));
const spend = (card: string, amount: number, because: string) => h.t.run(h.zhou, (tx) => spendFromCard(tx, { card, amount, because, cause: { register: 'member_card', id: card }, at: h.t.now() }));
const tier = (card: string) => h.t.run(h.t.system, async (tx) => tierOf(tx, await h.t.read(MemberCard, card), h.t.now()));
const tiersOf = (card: string) => h.t.sql<{ id: string; tier: string; state: string; because: string; ended_because: string | null }>('select id, tier, state, because, ended_because from card_tier where card = $1 order by number', [card]);
const till = () => h.t.run(h.t.system, (tx) => balanceOf(tx, ClubCash, 'till', h.shift));

test('2,999.99 不是贵宾；3,000.00 立即是贵宾，发贵宾卡并说明，凭单两联；再存 3,000 超限额被拒，写明限额 [AS-09] [VIP-1.14] [VIP-1.15] [VIP-8.4]', async () => {
  const { t, zhou } = h;
  const [below, card] = [await h.card(), await h.card()];
  await deposit(below, 299_999);
  expect([await tier(below), await tiersOf(below)]).toEqual([null, []]);
  const before = await till();
  const row = await deposit(card, 300_000, { received: 310_000 });
  expect(await till() - before).toBe(300_000);
  expect(await tier(card)).toBe('vip');
  expect(await t.read(CardDeposit, row.id)).toMatchObject({ state: 'posted', change_due: 10_000, principal_after: 300_000, bonus_after: 0 });

  const [granted] = await tiersOf(card);
  expect(granted).toMatchObject({ tier: 'vip', state: 'granted', because: `单笔储值 3,000.00（${row.number}），达到贵宾门槛 3,000.00（章程）` });
  await expect(t.step(CardTierProcess, granted!.id, 'issue_card', zhou, { card_no: 'VIP0001', old_taken: false })).rejects.toMatchObject({ code: 'card_tier.old_card' });
  await t.step(CardTierProcess, granted!.id, 'issue_card', zhou, { card_no: 'VIP0001', old_taken: true });
  expect(await t.read(MemberCard, card)).toMatchObject({ card_no: 'VIP0001', state: 'active' });
  await expect(t.step(CardTierProcess, granted!.id, 'explain', zhou, { benefits_told: true, use_told: false })).rejects.toMatchObject({ code: 'card_tier.not_explained' });
  await t.step(CardTierProcess, granted!.id, 'explain', zhou, { benefits_told: true, use_told: true });
  expect(await t.read(CardTier, granted!.id)).toMatchObject({ state: 'explained', explained_by: zhou.id, explained_at: t.now() });

  const { slips } = await t.run(zhou, (tx) => recordPage(tx, CardDeposit, row.id));
  const paper = await t.run(zhou, (tx) => slipPage(tx, slips[0]!.id, '星河会'));
  expect(paper.copies.map(([zh]) => zh)).toEqual(['客户联', '商户联']);
  expect(Object.fromEntries(paper.lines.map((l) => [l.label[0], l.value]))).toMatchObject({ 储值金额: '3,000.00', 找零: '100.00', 卡内本金: '3,000.00', 会员: '王丽', 会员等级: [expect.stringContaining('贵宾'), expect.stringContaining('VIP')] });
  await t.step(CardDepositProcess, row.id, 'confirm', zhou, {}, [t.sign('member', '王丽')]);

  await expect(deposit(card, 300_000)).rejects.toMatchObject({ code: 'card_deposit.cap', label: [expect.stringContaining('5,000.00'), expect.anything()] });
  expect(await held(card)).toEqual({ principal: 300_000, bonus: 0 });
  expect(await till() - before).toBe(300_000);
});

test('赠送按规则和日期；限额和适用地区按日期生效', async () => {
  const { t, gao } = h;
  const rule = await t.create(BonusRule, gao, { name: '岁末', min_amount: 300_000, bonus: 30_000, starts_on: '2026-12-01', ends_on: '2026-12-31' });
  const first = await h.card();
  await deposit(first, 300_000);
  expect((await held(first)).bonus).toBe(0);
  await t.step(BonusRuleProcess, rule.id, 'publish', gao, {});
  const card = await h.card();
  await deposit(card, 300_000);
  expect(await held(card)).toEqual({ principal: 300_000, bonus: 30_000 });
  await t.answer(CapNamed, 800_000, '2026-12-10');
  t.at('2026-12-10T12:00:00Z');
  await deposit(card, 500_000);
  await expect(deposit(card, 1)).rejects.toMatchObject({ code: 'card_deposit.cap' });
  await t.answer(LegalProfile, 'none', '2026-12-11');
  t.at('2026-12-11T12:00:00Z');
  await deposit(card, 5_000_000);
  t.at('2026-12-07T12:00:00Z');
  await t.step(BonusRuleProcess, rule.id, 'end', gao, { reason: '测试结束' });
});

test('单位付款满五千须转账；非现金按金额收；实收不足、没有开班、未激活的卡：都拒绝，什么也没记', async () => {
  const { t, zhou } = h;
  const card = await h.card();
  const before = await till();
  await expect(deposit(card, 500_000, { payer: 'company', tender: 'mobile' })).rejects.toMatchObject({ code: 'card_deposit.transfer_only' });
  await expect(deposit(card, 10_000, { tender: 'mobile', received: 20_000 })).rejects.toMatchObject({ code: 'card_deposit.not_exact' });
  await expect(deposit(card, 10_000, { received: 9_999 })).rejects.toMatchObject({ code: 'card_deposit.short' });
  await expect(t.create(CardDeposit, h.gao, { card, amount: 10_000, tender: 'cash', payer: 'personal' })).rejects.toMatchObject({ code: 'shift.none' });
  await t.step(MemberCardProcess, card, 'suspend', zhou, { suspended_for: '挂失' });
  await expect(deposit(card, 10_000)).rejects.toMatchObject({ code: 'card_deposit.card' });
  await expect(spend(card, 100, 'B-0')).rejects.toMatchObject({ code: 'stored_value.card' });
  expect([await till(), await held(card)]).toEqual([before, { principal: 0, bonus: 0 }]);
  expect(await t.sql('select 1 from card_deposit where card = $1', [card])).toEqual([]);
});

test('经理冲销录错的储值：钱回班次、赠送取消、等级重新计算，已消费的不能冲销', async () => {
  const { t, zhou, gao } = h;
  const card = await h.card();
  const before = await till();
  const row = await deposit(card, 300_000);
  expect(await tier(card)).toBe('vip');
  await expect(t.step(CardDepositProcess, row.id, 'reverse', zhou, { reason: '录错' })).rejects.toMatchObject({ code: 'not_allowed' });
  t.later({ minutes: 5 });
  await t.step(CardDepositProcess, row.id, 'reverse', gao, { reason: '录错卡' });
  expect([await till(), await held(card), await tier(card)]).toEqual([before, { principal: 0, bonus: 0 }, null]);
  expect(await tiersOf(card)).toMatchObject([{ state: 'ended', ended_because: `储值单 ${row.number} 已冲销，不再满足贵宾条件` }]);
  expect((await t.run(gao, (tx) => recordPage(tx, CardDeposit, row.id))).slips.map((s) => [s.label[0], s.cancelled])).toEqual([['储值凭单', true], ['储值冲销单', false]]);
  await expect(t.step(CardDepositProcess, row.id, 'reverse', gao, { reason: '再来' })).rejects.toMatchObject({ code: 'wrong_state' });

  const used = await deposit(card, 200_000);
  await spend(card, 1, 'B-used');
  await expect(t.step(CardDepositProcess, used.id, 'reverse', gao, { reason: '录错' })).rejects.toMatchObject({ code: 'card_deposit.not_ready', label: [expect.stringContaining('消费过'), expect.anything()] });
  t.at('2026-12-07T12:00:00Z');
});

test('金卡按累计储值，门槛未定时没有金卡；升级、降级都写明理由', async () => {
  const { t, gao } = h;
  const card = await h.card();
  t.at('2026-12-12T12:00:00Z');
  for (const n of [1, 2, 3]) {
    await deposit(card, 350_000);
    await spend(card, 340_000, `G-${n}`);
  }
  expect(await tier(card)).toBe('gold');
  expect((await tiersOf(card)).map((x) => [x.tier, x.state])).toEqual([['vip', 'ended'], ['gold', 'granted']]);
  expect((await tiersOf(card))[1]?.because).toContain('累计储值 10,500.00');
  await expect(t.create(TierRule, gao, { name: '常客', tier: 'vip', metric: 'spend', starts_on: '2026-12-01', window_days: 0 })).rejects.toMatchObject({ code: 'tier_rule.no_threshold' });
  const rule = await t.create(TierRule, gao, { name: '常客', tier: 'vip', metric: 'spend', amount: 50_000, starts_on: '2026-12-01', window_days: 30 });
  await t.step(TierRuleProcess, rule.id, 'publish', gao, {});
  const other = await h.card();
  await deposit(other, 60_000);
  await spend(other, 49_999, 'S-1');
  expect(await tier(other)).toBeNull();
  await spend(other, 1, 'S-2');
  expect(await tier(other)).toBe('vip');
  t.later({ minutes: 1 });
  await t.run(h.zhou, async (tx) => takeBackSpend(tx, await t.read(MemberCard, other), 'S-2'));
  expect(await tier(other)).toBeNull();
  await expect(t.run(h.zhou, async (tx) => takeBackSpend(tx, await t.read(MemberCard, other), 'S-2'))).rejects.toThrow();
  await t.step(TierRuleProcess, rule.id, 'end', gao, { reason: '测试结束' });
  t.at('2026-12-07T12:00:00Z');
});

test('每日复核按现在所知：三十天外的消费不再算，等级结束；补跑漏掉的那天，不会收回之后得到的等级 [VIP-1.14]', async () => {
  const { t, gao } = h;
  const review = (day: string) => t.run(t.system, (tx) => TierReview.evidence!({ tx, unit: t.unit('VIP'), day, now: tx.now }));
  // Later than whatever the tests before did to other cards, which are reviewed first.
  t.at('2027-03-01T12:00:00Z');
  const [saver, regular] = [await h.card(), await h.card()];
  await deposit(saver, 300_000);
  const rule = await t.create(TierRule, gao, { name: '常客', tier: 'vip', metric: 'spend', amount: 50_000, starts_on: '2026-12-01', window_days: 30 });
  await t.step(TierRuleProcess, rule.id, 'publish', gao, {});
  await review('2027-03-01');
  await deposit(regular, 60_000);
  await spend(regular, 50_000, 'W-1');
  expect([await tier(saver), await tier(regular)]).toEqual(['vip', 'vip']);
  t.later({ minutes: 1 });
  expect(await review('2027-02-20')).toEqual({ changed: 0 });
  t.later({ days: 29 });
  expect(await review('2027-03-30')).toEqual({ changed: 0 });
  t.later({ days: 1 });
  expect(await review('2027-03-31')).toEqual({ changed: 1 });
  expect([await tier(saver), await tier(regular)]).toEqual(['vip', null]);
  expect((await tiersOf(regular))[0]?.ended_because).toBe('每日复核，不再满足贵宾条件');
  const report = await t.run(gao, (tx) => runReport(tx, MembersByTier, { as_of: '2027-03-31' }));
  expect([report.rows.map((r) => r['tier']), report.proof.map((p) => p.ok)]).toEqual([['gold', 'vip', 'none'], [true]]);
  await t.step(TierRuleProcess, rule.id, 'end', gao, { reason: '测试结束' });
  t.at('2026-12-07T12:00:00Z');
});

test('金卡门槛没有答复：章程规则只有贵宾，自设金卡规则也不能启用；答复后可以', async () => {
  const t = await startTest({ modules: [members, cards, shifts, cash, storedValue], now: '2026-12-07T12:00:00Z' });
  const gao = await t.actor('vip_manager', 'VIP', '高敏');
  const rules = () => t.run(gao, (tx) => tierRulesOn(tx, '2026-12-07'));
  const rule = await t.create(TierRule, gao, { name: '金', tier: 'gold', metric: 'spend', amount: 100, starts_on: '2026-01-01', window_days: 0 });
  await expect(t.step(TierRuleProcess, rule.id, 'publish', gao, {})).rejects.toMatchObject({ code: 'tier_rule.not_ready', label: [expect.stringContaining('金卡门槛'), expect.anything()] });
  expect((await rules()).map((r) => [r.tier, r.threshold])).toEqual([['vip', 300_000]]);
  await t.answer(GoldThreshold, 1_000_000);
  await t.step(TierRuleProcess, rule.id, 'publish', gao, {});
  expect((await rules()).map((r) => [r.tier, r.threshold])).toEqual([['vip', 300_000], ['gold', 1_000_000], ['gold', 100]]);
  await t.close();
});

test('补卡沿用账户：新卡花旧卡存的钱；同一凭据只扣一次', async () => {
  const { t, zhou, gao } = h;
  const card = await h.card();
  await deposit(card, 100_000);
  await t.step(MemberCardProcess, card, 'suspend', zhou, { suspended_for: '丢失' });
  await t.step(MemberCardProcess, card, 'replace', gao, {});
  const [fresh] = await t.sql<{ id: string }>('select id from member_card where replaces = $1', [card]);
  await t.step(MemberCardProcess, fresh!.id, 'activate', zhou, { card_no: '7799001' });
  await expect(spend(card, 100, 'R-0')).rejects.toMatchObject({ code: 'stored_value.card' });
  expect(await spend(fresh!.id, 30_000, 'R-1')).toEqual({ principal: 30_000, bonus: 0 });
  await spend(fresh!.id, 30_000, 'R-1').catch(() => undefined);
  expect(await held(fresh!.id)).toEqual({ principal: 70_000, bonus: 0 });
  await expect(spend(fresh!.id, 70_001, 'R-2')).rejects.toMatchObject({ code: 'stored_value.short' });
  await expect(spend(fresh!.id, 0, 'R-3')).rejects.toMatchObject({ code: 'stored_value.amount' });
});

test('两个柜台同时把同一张卡花光：恰好一笔成功；同时充值到限额：恰好一笔成功', async () => {
  const card = await h.card();
  await deposit(card, 300_000);
  const spends = await Promise.allSettled(['X-1', 'X-2'].map((because) => spend(card, 200_000, because)));
  expect(spends.map((r) => r.status).sort()).toEqual(['fulfilled', 'rejected']);
  expect(await held(card)).toEqual({ principal: 100_000, bonus: 0 });
  const deposits = await Promise.allSettled([deposit(card, 300_000), deposit(card, 300_000)]);
  expect(deposits.map((r) => r.status).sort()).toEqual(['fulfilled', 'rejected']);
  expect((await held(card)).principal).toBe(400_000);
});

test('停电时记在纸上的储值补录：入账在现在的当班与营业日，写明发生时间并标补录，凭单上印出；将来的时间被拒', async () => {
  const { t } = h;
  const card = await h.card();
  const before = await till();
  const happened = new Date(t.now().getTime() - 95 * 60_000);
  const row = await deposit(card, 20_000, { occurred_at: happened.toISOString() });
  expect(await till() - before).toBe(20_000);
  const stored = await t.read(CardDeposit, row.id);
  expect(stored).toMatchObject({ late: true, occurred_at: happened, posted_at: t.now() });
  const [slip] = await t.sql<{ id: string }>('select id from slip where tenant_id = $1 and record_id = $2', [t.tenantId, row.id]);
  expect((await t.run(h.zhou, (tx) => slipPage(tx, slip!.id, '星河会'))).lines.find((l) => l.label[0] === '补录，发生于')?.value).toMatch(/^\d{4}-\d\d-\d\d \d\d:\d\d$/);
  expect(await t.read(CardDeposit, (await deposit(card, 10_000)).id)).toMatchObject({ late: false, occurred_at: t.now() });
  await expect(deposit(card, 10_000, { occurred_at: new Date(t.now().getTime() + 60_000).toISOString() })).rejects.toThrow('late_entry.future');
});
