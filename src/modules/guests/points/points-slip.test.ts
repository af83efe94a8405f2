import { afterAll, beforeAll, expect, test } from 'vitest';
import { balanceOf, type Actor } from '../../../kernel/index.ts';
import { doDuty } from '../../../kernel/duty/occurrences.ts';
import { printSlip, slipPage } from '../../../kernel/document/issue.ts';
import { runQuery } from '../../../kernel/report/run.ts';
import { recordPage } from '../../../kernel/register/page.ts';
import { Bill, BillProcess } from '../bills/index.ts';
import { MemberCard, MemberCardProcess } from '../cards/index.ts';
import { CounterCard, CounterSlip, type CounterCardView } from './counter.ts';
import { MemberPoints, PerYuan, PointsSlip, PointsSlipProcess, Redemption, RedemptionProcess } from './index.ts';
import { BelowZero } from './parameters.ts';
import { dayAt, startClub, type Club } from './points.testing.ts';

let club: Club;
beforeAll(async () => { club = await startClub(); });
afterAll(() => club.t.close());

const balance = (card: string) => club.t.run(club.t.system, (tx) => balanceOf(tx, MemberPoints, 'card', card));
const journals = (because: string) => club.t.sql<{ id: string }>('select id from ledger_journal where because = $1', [because]);
const page = (id: string) => club.t.run(club.zhou, (tx) => recordPage(tx, PointsSlip, id));

test('未激活的卡不能积分、不能兑换 [VIP-1.5]', async () => {
  const { t, zhou } = club;
  const card = await club.issuedCard();
  const bill = await club.bill(38_800);
  await expect(t.create(PointsSlip, zhou, { slip_no: 'N-1', card, bill, issued_on: '2026-12-07' })).rejects.toMatchObject({ code: 'points_slip.card', label: [expect.stringContaining('尚未激活'), expect.anything()] });
  const { item } = await club.offer(1, 1);
  await expect(t.create(Redemption, zhou, { card, item, quantity: 1 })).rejects.toMatchObject({ code: 'redemption.card', label: [expect.stringContaining('尚未激活'), expect.anything()] });
});

test('已付账单凭积分单入账，打印积分确认单：单号、金额、前后余额、客户联和商户联 [VIP-1.6] [VIP-1.7] [VIP-1.9]', async () => {
  const { t, zhou } = club;
  const card = await club.activeCard();
  await club.earned(card, 812);
  const slip = await t.create(PointsSlip, zhou, { slip_no: 'JF-A', card, bill: await club.bill(38_899), issued_on: '2026-12-07' });
  expect(await t.read(PointsSlip, slip.id)).toMatchObject({ state: 'posted', points: 388, posted_by: '周宇', posted_on: '2026-12-07' });
  expect(await balance(card)).toBe(1_200);
  const [printed] = (await page(slip.id)).slips;
  const paper = await t.run(zhou, (tx) => slipPage(tx, printed!.id, '星河会'));
  expect(paper.copies.map(([zh]) => zh)).toEqual(['客户联', '商户联']);
  expect(Object.fromEntries(paper.lines.map((l) => [l.label[0], l.value]))).toMatchObject({ 积分单号: 'JF-A', 积分金额: '388.99', 本次积分: '388', 原有积分: '812', 现有积分: '1200', 会员: '王丽' });
  expect(paper.signatureBoxes).toEqual([['会员', 'Member']]);
  expect(paper.stamps.map(([zh]) => zh)).toEqual(['已积分']);
});

test('两台平板同时登记同一张积分单：只入账一次，另一台读到几点、谁入的账 [AS-04]', async () => {
  const { t, zhou } = club;
  t.at('2026-12-07T13:14:00Z');
  const card = await club.activeCard();
  const bill = await club.bill(38_800);
  const tablet = () => t.create(PointsSlip, zhou, { slip_no: 'JF-20261207-0017', card, bill, issued_on: '2026-12-07' });
  const results = await Promise.allSettled([tablet(), tablet()]);
  expect(results.map((r) => r.status).sort()).toEqual(['fulfilled', 'rejected']);
  expect(results.find((r) => r.status === 'rejected')?.reason).toMatchObject({ code: 'points_slip.taken', label: ['积分单 JF-20261207-0017 已于 21:14 由 周宇 入账', expect.anything()] });
  expect(await balance(card)).toBe(388);
  expect(await journals('JF-20261207-0017')).toHaveLength(1);

  const [known] = await t.sql<{ id: string }>('select id from points_slip where slip_no = $1', ['JF-20261207-0017']);
  await expect(t.step(PointsSlipProcess, known!.id, 'post', zhou, {})).rejects.toMatchObject({ code: 'wrong_state', label: [expect.stringContaining('周宇已于 21:14'), expect.anything()] });
  const [ref] = (await page(known!.id)).slips;
  await t.run(zhou, (tx) => printSlip(tx, ref!.id, 'a4'));
  await t.run(zhou, (tx) => printSlip(tx, ref!.id, 'a4'));
  expect((await t.run(zhou, (tx) => slipPage(tx, ref!.id, '星河会'))).printed).toBe(2);
});

test('八台终端同时按“入账”，断网重发同一请求：一笔分录，388 分 [AS-04]', async () => {
  const { t, zhou } = club;
  const card = await club.activeCard();
  const bill = await club.bill(38_800, 'open');
  const slip = await t.create(PointsSlip, zhou, { slip_no: 'JF-8', card, bill, issued_on: await dayAt(t) });
  const key = '0193a1b2-0000-7000-8000-000000000008';
  await t.step(BillProcess, bill, 'pay', zhou, { mobile: 38_800 }, [], key);
  expect(await t.step(BillProcess, bill, 'pay', zhou, { mobile: 38_800 }, [], key)).toMatchObject({ repeated: true });
  await club.heard();
  const results = await Promise.allSettled(Array.from({ length: 8 }, () => t.step(PointsSlipProcess, slip.id, 'post', zhou, {})));
  expect(results.every((r) => r.status === 'rejected' && r.reason.code === 'wrong_state')).toBe(true);
  expect(await balance(card)).toBe(388);
  expect(await journals('JF-8')).toHaveLength(1);
});

test('未付账单先挂账、不可用；付款即入账，取消则作废 [VIP-1.6] [AS-05]', async () => {
  const { t, zhou, he } = club;
  t.at('2026-12-07T15:00:00Z');
  const card = await club.activeCard();
  const bill = await club.bill(38_800, 'open');
  const slip = await t.create(PointsSlip, zhou, { slip_no: 'JF-5', card, bill, issued_on: '2026-12-07' });
  expect(await t.read(PointsSlip, slip.id)).toMatchObject({ state: 'pending', points: 388 });
  expect(await balance(card)).toBe(0);
  const { item } = await club.offer(1, 1);
  await expect(t.create(Redemption, zhou, { card, item, quantity: 1 })).rejects.toThrow('redemption.short');
  await expect(t.step(PointsSlipProcess, slip.id, 'post', zhou, {})).rejects.toThrow('points_slip.not_ready');
  t.at('2026-12-07T15:40:00Z');
  await t.step(BillProcess, bill, 'pay', zhou, { mobile: 38_800 });
  await club.heard();
  expect(await t.read(PointsSlip, slip.id)).toMatchObject({ state: 'posted', points: 388, posted_at: new Date('2026-12-07T15:40:00Z') });
  expect(await balance(card)).toBe(388);

  const other = await club.bill(10_000, 'open');
  const waiting = await t.create(PointsSlip, zhou, { slip_no: 'JF-5b', card, bill: other, issued_on: '2026-12-07' });
  await t.step(BillProcess, other, 'cancel', he, { cancelled_for: '客人换包厢' });
  await club.heard();
  expect(await t.read(PointsSlip, waiting.id)).toMatchObject({ state: 'void', reason: '账单已取消' });
  await expect(t.create(PointsSlip, zhou, { slip_no: 'JF-5c', card, bill: other, issued_on: '2026-12-07' })).rejects.toThrow('points_slip.bill_cancelled');
  expect(await balance(card)).toBe(388);
});

test('卡在付款前挂失：收款照常，积分继续挂账，解挂后可入账', async () => {
  const { t, zhou } = club;
  const card = await club.activeCard();
  const bill = await club.bill(5_000, 'open');
  const slip = await t.create(PointsSlip, zhou, { slip_no: 'JF-6', card, bill, issued_on: await dayAt(t) });
  await t.step(MemberCardProcess, card, 'suspend', zhou, { suspended_for: '客人来电挂失' });
  await t.step(BillProcess, bill, 'pay', zhou, { mobile: 5_000 });
  await club.heard();
  expect((await t.read(PointsSlip, slip.id)).state).toBe('pending');
  await t.step(MemberCardProcess, card, 'restore', zhou, {});
  await t.step(PointsSlipProcess, slip.id, 'post', zhou, {});
  expect(await balance(card)).toBe(50);
});

test('赠送、券支付和充值不积分；同一账单不能凭两张单积分；过期的单不收 [G19]', async () => {
  const { t, zhou } = club;
  const card = await club.activeCard();
  const paid = async (total: number, bonus: number | null, kind: 'consumption' | 'recharge') => {
    const bill = await t.create(Bill, zhou, { bill_no: `X-${total}-${bonus}-${kind}`, kind, total });
    await t.step(BillProcess, bill.id, 'pay', zhou, { mobile: total - (bonus ?? 0), voucher: bonus });
    return bill.id;
  };
  const present = (slip_no: string, bill: string, issued_on = '2026-12-07') => t.create(PointsSlip, zhou, { slip_no, card, bill, issued_on });
  const mixed = await paid(110_000, 10_000, 'consumption');
  await present('JF-7a', mixed);
  expect(await balance(card)).toBe(1_000);
  await expect(present('JF-7b', mixed)).rejects.toThrow('points_slip.taken');
  await expect(present('JF-7c', await paid(300_000, null, 'recharge'))).rejects.toThrow('points_slip.nothing');
  await expect(present('JF-7d', await paid(20_000, null, 'consumption'), '2026-11-29')).rejects.toThrow('points_slip.stale');
});

test('积分率未答复时不能入账：规章待定事项', async () => {
  const other = await startClub();
  await other.t.answer(PerYuan, 2, '2026-12-08');
  const card = await other.activeCard();
  await other.earned(card, 10);
  other.t.at('2026-12-08T12:00:00Z');
  await other.earned(card, 10);
  expect(await other.t.run(other.t.system, (tx) => balanceOf(tx, MemberPoints, 'card', card))).toBe(30);
  await other.t.close();
  const { t, zhou } = club;
  const unanswered = await t.create(Bill, zhou, { bill_no: 'OLD', kind: 'consumption', total: 100 });
  const active = await club.activeCard();
  const now = t.now();
  t.at('2019-06-01T12:00:00Z');
  await expect(t.create(PointsSlip, t.system, { slip_no: 'OLD', card: active, bill: unanswered.id, issued_on: '2019-06-01' })).rejects.toThrow('parameter.open');
  t.at(now.toISOString());
});

test('客人在确认单上签字；到班次结束仍未签字成为例外待办并上报当班主管 [VIP-1.8]', async () => {
  const { t, zhou } = club;
  t.at('2026-12-08T10:00:00Z');
  const card = await club.activeCard();
  const signed = await club.earned(card, 10);
  const unsigned = await club.earned(card, 20);
  await expect(t.step(PointsSlipProcess, signed, 'confirm', zhou, {})).rejects.toThrow('signature.missing');
  await t.step(PointsSlipProcess, signed, 'confirm', zhou, {}, [t.sign('member', '王丽')]);
  expect((await t.read(PointsSlip, signed)).state).toBe('confirmed');
  const open = async () => (await t.tasks(zhou)).filter((task) => task.recordId === unsigned || task.recordId === signed);
  expect(await open()).toEqual([]);
  t.at('2026-12-08T12:00:01Z');
  await t.tick();
  expect(await open()).toMatchObject([{ recordId: unsigned, step: 'confirm', overdue: true, escalated: true }]);
});

test('主管冲销：积分收回、确认单作废，第二次冲销被拒绝；已用掉的按参数决定可否为负', async () => {
  const { t, zhou, he } = club;
  t.at('2026-12-08T12:30:00Z');
  const card = await club.activeCard();
  const slip = await club.earned(card, 100);
  const reversed = () => t.step(PointsSlipProcess, slip, 'reverse', he, { reason: '账单录错' }, [t.sign('supervisor', he)]);
  await expect(t.step(PointsSlipProcess, slip, 'reverse', zhou, { reason: '账单录错' }, [t.sign('supervisor', he)])).rejects.toThrow('not_allowed');
  await reversed();
  expect(await balance(card)).toBe(0);
  expect((await page(slip)).slips.map((s) => s.cancelled).sort()).toEqual([false, true]);
  await expect(reversed()).rejects.toThrow('wrong_state');

  const second = await club.earned(card, 100);
  const { item } = await club.offer(60, 1);
  const redemption = await t.create(Redemption, zhou, { card, item, quantity: 1 });
  await t.step(RedemptionProcess, redemption.id, 'execute', zhou, { agreed: true });
  const takeBack = () => t.step(PointsSlipProcess, second, 'reverse', he, { reason: '退单' }, [t.sign('supervisor', he)]);
  await expect(takeBack()).rejects.toThrow('member_points.insufficient');
  await t.answer(BelowZero, true);
  await takeBack();
  expect(await balance(card)).toBe(-60);
  await expect(t.create(Redemption, zhou, { card, item, quantity: 1 })).rejects.toThrow('redemption.short');
  await t.answer(BelowZero, false, '2026-12-09');
});

test('补卡：新卡沿用原账户，旧卡号不能再用', async () => {
  const { t, zhou } = club;
  const card = await club.activeCard();
  await club.earned(card, 70);
  await t.step(MemberCardProcess, card, 'suspend', zhou, { suspended_for: '丢失' });
  await t.step(MemberCardProcess, card, 'replace', club.gao, {});
  const [fresh] = await t.sql<{ id: string; state: string }>('select id, state from member_card where replaces = $1', [card]);
  expect(fresh?.state).toBe('issued');
  await t.step(MemberCardProcess, fresh!.id, 'activate', zhou, { card_no: '99001' });
  await club.earned(fresh!.id, 30);
  expect(await balance(card)).toBe(100);
  await expect(club.earned(card, 1)).rejects.toThrow('points_slip.card');
});

test('积分台：查卡、查单、预计积分；别的中心查不到 [VIP-1.6]', async () => {
  const { t, zhou } = club;
  const card = await club.activeCard('陈建国');
  await club.earned(card, 60);
  const { item } = await club.offer(50, 2);
  const { card_no } = await t.read(MemberCard, card);
  const look = (actor: Actor) => t.run(actor, (tx) => runQuery(tx, CounterCard, { number: ` ${card_no} ` }));
  const seen = await look(zhou);
  expect(seen).toMatchObject({ member: '陈建国', balance: 60, pending: 0, problem: null });
  expect((seen as CounterCardView).offers.find((o) => o.id === item)).toMatchObject({ points: 50, stock: 2 });
  expect(await look(await t.actor('vip_agent', 'CC'))).toBeNull();
  const slips = await t.sql<{ slip_no: string }>('select slip_no from points_slip where card = $1', [card]);
  const bill = await t.create(Bill, zhou, { bill_no: '台-1', kind: 'consumption', total: 12_345 });
  const both = await t.run(zhou, (tx) => runQuery(tx, CounterSlip, { slip_no: slips[0]!.slip_no, bill_no: '台-1' }));
  expect(both).toMatchObject({ slip: { state: 'posted', posted_by: '周宇' }, bill: { id: bill.id, state: 'open', total: 12_345 }, perYuan: 1, points: 123 });
});

test('商户联清点交接：张数与入账笔数一致，不一致须写原因 [VIP-1.10]', async () => {
  const { t, zhou } = club;
  t.at('2026-12-15T10:00:00Z');
  await t.tick();
  const card = await club.activeCard();
  for (const n of [1, 2, 3]) await club.earned(card, n);
  const [duty] = await t.sql<{ id: string }>(`select id from duty_occurrence where duty = 'points_copies_handed_over' and day = '2026-12-15' and unit_id = $1`, [t.unit('VIP')]);
  const sun = await t.actor('vip_agent', 'VIP', '孙薇');
  const signatures = [t.sign('outgoing', zhou), t.sign('incoming', sun)];
  const handOver = (input: object, signed = signatures) => t.run(zhou, (tx) => doDuty(tx, duty!.id, input, signed));
  await expect(handOver({ copies: 2 })).rejects.toThrow('points.copies_differ');
  await expect(handOver({ copies: 3 }, [signatures[0]!])).rejects.toThrow('signature.missing');
  await handOver({ copies: 2, note: '一张打印机卡纸损坏，已补打' });
  await expect(handOver({ copies: 3 })).rejects.toThrow('duty.done');
  t.at('2026-12-17T01:00:00Z');
  await t.tick();
  const [quiet] = await t.sql<{ evidence: object }>(`select evidence from duty_occurrence where duty = 'points_copies_handed_over' and day = '2026-12-16' and unit_id = $1`, [t.unit('VIP')]);
  expect(quiet?.evidence).toEqual({ copies: 0, postings: 0 });
});
