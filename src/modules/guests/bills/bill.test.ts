import { afterAll, beforeAll, expect, test } from 'vitest';
import { balanceOf, type Actor } from '../../../kernel/index.ts';
import { dispatch } from '../../../kernel/events.ts';
import type { TestKernel } from '../../../kernel/testing.ts';
import { cash, ClubCash } from '../../money/cash/index.ts';
import { MemberPoints, PerYuan, points, PointsSlip } from '../points/index.ts';
import { clubTime, startRooms, type RoomsClub } from '../rooms/rooms.testing.ts';
import { Shift, shifts } from '../shifts/index.ts';
import { CardDeposit, storedValue, storedValueOf } from '../stored-value/index.ts';
import { Bill, BillProcess, billByTicket, bills, tendersOf, unpaidBills } from './index.ts';

let club: RoomsClub;
let t: TestKernel;
let n = 0;
beforeAll(async () => {
  club = await startRooms([shifts, cash, storedValue, bills, points], '7 21:00');
  t = club.t;
  await t.answer(PerYuan, 1);
});
afterAll(() => t.close());

const refused = (code: string) => expect.objectContaining({ code });
const billOf = (total: number, more: object = {}) => t.create(Bill, club.zhou, { bill_no: `Z-${++n}`, kind: 'consumption', total, ...more });
const pay = (id: string, amounts: object, by: Actor = club.zhou) => t.step(BillProcess, id, 'pay', by, amounts);
const inTill = (shift: string) => t.run(t.system, (tx) => balanceOf(tx, ClubCash, 'till', shift));
const inBank = () => t.run(t.system, (tx) => balanceOf(tx, ClubCash, 'bank'));
const heard = () => dispatch(t.kernel, t.tenantId, (problem) => { throw problem; });

test('没有开班不能收现金，其他方式可以；账单什么都没变', async () => {
  const bill = await billOf(10_000);
  await expect(pay(bill.id, { cash: 10_000 })).rejects.toMatchObject(refused('shift.none'));
  expect((await t.read(Bill, bill.id)).state).toBe('open');
  expect(await t.run(t.system, (tx) => tendersOf(tx, bill.id))).toEqual([]);
  await pay(bill.id, { mobile: 10_000 });
  expect((await t.read(Bill, bill.id)).state).toBe('paid');
});

test('一步合付：现金入当班钱箱、银行卡入银行、券不动钱；每种的可开票金额，小票与开房单都在账单上 [G18]', async () => {
  const shift = await t.create(Shift, club.zhou, { code: 'a', place: 'first' });
  const before = await inBank();
  const session = await club.switchOn('203', { slip_no: 'KF-A' });
  const bill = await billOf(52_600, { ticket_no: 'XP-0031', session: session.id });
  expect(await t.read(Bill, bill.id)).toMatchObject({ room: '203', session: session.id });
  await pay(bill.id, { cash: 20_000, bank_card: 30_000, voucher: 2_600 });
  expect([await inTill(shift.id), (await inBank()) - before]).toEqual([20_000, 30_000]);
  expect(await t.read(Bill, bill.id)).toMatchObject({ state: 'paid', bonus: 2_600, invoiceable: 50_000, paid_at: clubTime('7 21:00') });
  expect(await t.run(t.system, (tx) => tendersOf(tx, bill.id))).toMatchObject([
    { tender: 'cash', amount: 20_000, invoiceable: 20_000, shift: shift.id }, { tender: 'bank_card', amount: 30_000, invoiceable: 30_000, shift: null }, { tender: 'voucher', amount: 2_600, invoiceable: 0 }]);
  expect(await t.run(club.zhou, (tx) => billByTicket(tx, ' XP-0031 '))).toMatchObject({ id: bill.id });
  expect(await t.run(club.zhou, (tx) => billByTicket(tx, 'XP-9999'))).toBeUndefined();
  await expect(billOf(1, { ticket_no: 'XP-0031' })).rejects.toMatchObject(refused('bill.double'));
});

test('两台终端同时收同一张账单：收一次，钱箱只多一次', async () => {
  const [shift] = await t.sql<{ id: string }>('select id from shift limit 1');
  const before = await inTill(shift!.id);
  const bill = await billOf(8_800);
  const both = await Promise.allSettled([pay(bill.id, { cash: 8_800 }), pay(bill.id, { cash: 8_800 })]);
  expect(both.map((r) => (r.status === 'rejected' ? (r.reason as { code: string }).code : 'paid')).sort()).toEqual(['paid', 'wrong_state']);
  expect((await inTill(shift!.id)) - before).toBe(8_800);
});

test('合计不等、没有卡、零元账单、充值账单挂开房都被拒绝', async () => {
  const bill = await billOf(10_000);
  await expect(pay(bill.id, { mobile: 9_999 })).rejects.toMatchObject(refused('bill.sum'));
  await expect(pay(bill.id, { stored_value: 10_000 })).rejects.toMatchObject(refused('bill.card'));
  await expect(billOf(0)).rejects.toMatchObject(refused('bill.nothing'));
  const session = await club.switchOn('101');
  await expect(billOf(300_000, { kind: 'recharge', session: session.id })).rejects.toMatchObject(refused('bill.recharge'));
  const recharge = await billOf(300_000, { kind: 'recharge' });
  await expect(pay(recharge.id, { stored_value: 300_000, card: await club.card('member') })).rejects.toMatchObject(refused('bill.recharge'));
  await expect(billOf(100, { session: club.room('203') })).rejects.toMatchObject(refused('reference'));
});

test('充值账单的钱由储值入账，这里不重复过账', async () => {
  const before = await inBank();
  const bill = await billOf(300_000, { kind: 'recharge' });
  await pay(bill.id, { mobile: 300_000 });
  expect(await inBank()).toBe(before);
  expect((await t.read(Bill, bill.id)).invoiceable).toBe(300_000);
});

test('当日冲销收款：钱原路退回，已积的分收回；次日不能再冲销；须主管签字 [G20]', async () => {
  const [shift] = await t.sql<{ id: string }>('select id from shift limit 1');
  const card = await club.card('member');
  const before = [await inTill(shift!.id), await inBank()];
  const bill = await billOf(10_000);
  await pay(bill.id, { cash: 4_000, mobile: 6_000 });
  const slip = await t.create(PointsSlip, club.zhou, { slip_no: 'JF-CX', card, bill: bill.id, issued_on: '2026-12-07' });
  expect(await t.run(t.system, (tx) => balanceOf(tx, MemberPoints, 'card', card))).toBe(100);
  const takeBack = (signed = [t.sign('supervisor', club.he)]) => t.step(BillProcess, bill.id, 'take_back', club.he, { cancelled_for: '客人投诉退单' }, signed);
  await expect(takeBack([])).rejects.toMatchObject(refused('signature.missing'));
  await takeBack();
  await heard();
  expect([await inTill(shift!.id), await inBank()]).toEqual(before);
  expect(await t.run(t.system, (tx) => balanceOf(tx, MemberPoints, 'card', card))).toBe(0);
  expect(await t.read(PointsSlip, slip.id)).toMatchObject({ state: 'reversed', reason: '收款已冲销' });
  expect(await t.run(t.system, (tx) => tendersOf(tx, bill.id))).toEqual([]);
  await expect(takeBack()).rejects.toMatchObject(refused('wrong_state'));

  const late = await billOf(1_000);
  await pay(late.id, { mobile: 1_000 });
  t.at(clubTime('8 08:00').toISOString());
  await expect(t.step(BillProcess, late.id, 'take_back', club.he, { cancelled_for: '迟了' }, [t.sign('supervisor', club.he)])).rejects.toMatchObject(refused('bill.not_ready'));
});

test('储值卡付一部分、移动支付付其余；余额不足被拒绝；储值部分不再开票；冲销原样退回卡内 [G18]', async () => {
  t.at(clubTime('7 22:00').toISOString());
  const card = await club.card('stored_value');
  const deposit = { card, amount: 300_000, tender: 'mobile' as const, payer: 'personal' as const };
  await t.create(CardDeposit, club.zhou, deposit);
  const held = async () => t.run(t.system, (tx) => storedValueOf(tx, { id: card, account: null }));
  expect(await held()).toEqual({ principal: 300_000, bonus: 0 });
  const bill = await billOf(120_000);
  await expect(pay(bill.id, { stored_value: 120_000, card: await club.card('stored_value') })).rejects.toMatchObject(refused('stored_value.short'));
  await pay(bill.id, { stored_value: 110_000, mobile: 10_000, card });
  expect(await held()).toEqual({ principal: 190_000, bonus: 0 });
  expect(await t.read(Bill, bill.id)).toMatchObject({ state: 'paid', bonus: 0, invoiceable: 10_000 });
  await t.step(BillProcess, bill.id, 'take_back', club.he, { cancelled_for: '录错' }, [t.sign('supervisor', club.he)]);
  expect(await held()).toEqual({ principal: 300_000, bonus: 0 });
});

test('未结账单到营业日结束成为当班主管的待办，也在交接例外里', async () => {
  t.at(clubTime('8 20:00').toISOString());
  const bill = await billOf(12_300);
  t.at(clubTime('9 08:01').toISOString());
  await t.tick();
  expect((await t.tasks(club.he)).filter((task) => task.recordId === bill.id)).toMatchObject([{ step: 'pay', overdue: true }]);
  expect((await t.run(t.system, (tx) => unpaidBills(tx, t.unit('VIP'), t.now()))).map((b) => b.id)).toContain(bill.id);
  expect(await t.run(t.system, (tx) => unpaidBills(tx, t.unit('VIP'), clubTime('7 20:00')))).toEqual([]);
});

test('停电时手写的账单补录：写明发生时间并标补录；将来的时间被拒', async () => {
  const happened = new Date(t.now().getTime() - 31 * 60_000);
  const bill = await billOf(8_800, { occurred_at: happened.toISOString() });
  expect(await t.read(Bill, bill.id)).toMatchObject({ late: true, occurred_at: happened });
  expect(await t.read(Bill, (await billOf(8_800)).id)).toMatchObject({ late: false });
  await expect(billOf(8_800, { occurred_at: new Date(t.now().getTime() + 60_000).toISOString() })).rejects.toMatchObject(refused('late_entry.future'));
});
