import { afterAll, beforeAll, expect, test } from 'vitest';
import { slipPage } from '../../../kernel/document/issue.ts';
import { balanceOf, type Actor } from '../../../kernel/index.ts';
import { recordPage } from '../../../kernel/register/page.ts';
import { openShiftOf, Shift, ShiftProcess } from '../../guests/shifts/index.ts';
import { ClubCash } from '../cash/index.ts';
import { startDesk, type Desk } from '../invoices/testing.ts';
import { PettyFloat, PettyFloatProcess, PettySlip, PettySlipProcess } from './index.ts';

let desk: Desk;
let shift: string;
let float: string;
beforeAll(async () => { desk = await startDesk(); });
afterAll(() => desk.club.t.close());

const held = () => desk.club.t.run(desk.fang, (tx) => balanceOf(tx, ClubCash, 'float', shift));
const pay = (amount: number, over = {}) => desk.club.t.create(PettySlip, desk.club.zhou, { category: 'supplies', purpose: '签字笔', payee: '文具店', amount, receipt_no: 'SJ-1', ...over });
const papers = async (register: typeof PettySlip | typeof PettyFloat, id: string) => {
  const { slips } = await desk.club.t.run(desk.fang, (tx) => recordPage(tx, register, id));
  return desk.club.t.run(desk.fang, (tx) => Promise.all(slips.map(async (s) => ({ label: s.label[0], copies: s.copies.length, cancelled: s.cancelled, page: await slipPage(tx, s.id, '') }))));
};

test('没有向财务签字领到备用金就不能上岗收款：例会、别人的签名都代替不了；领到后才上岗，领用单两联 [VIP-6.1]', async () => {
  const { t, zhou, he } = desk.club;
  const fit = { briefing_heard: true, uniform_ok: true, badge_ok: true, grooming_ok: true };
  shift = (await t.create(Shift, zhou, { code: 'a', place: 'first' })).id;
  const brief = () => t.step(ShiftProcess, shift, 'brief', zhou, fit, [t.sign('supervisor', he)]);
  const working = () => t.run(zhou, (tx) => openShiftOf(tx));
  await expect(brief()).rejects.toMatchObject({ code: 'shift.not_ready', label: [expect.stringContaining('备用金'), expect.anything()] });
  float = (await t.create(PettyFloat, zhou, {})).id;
  await expect(brief()).rejects.toMatchObject({ code: 'shift.not_ready' });
  const draw = (signer: Actor) => t.step(PettyFloatProcess, float, 'draw', desk.fang, {}, [t.sign('clerk', signer)]);
  await expect(t.step(PettyFloatProcess, float, 'draw', desk.fang, {}, [])).rejects.toMatchObject({ code: 'signature.missing' });
  await expect(draw(desk.sun)).rejects.toThrow();
  await expect(t.step(PettyFloatProcess, float, 'draw', zhou, {}, [t.sign('clerk', zhou)])).rejects.toMatchObject({ code: 'not_allowed' });
  await expect(working()).rejects.toMatchObject({ code: 'shift.none' });
  await draw(zhou);
  await expect(working()).rejects.toMatchObject({ code: 'shift.none', label: [expect.stringContaining('例会'), expect.anything()] });
  await brief();
  expect([(await working()).id, await held()]).toEqual([shift, 100_000]);
  expect((await papers(PettyFloat, float)).map((p) => [p.label, p.copies, p.page.signatures.map((s) => s.name)])).toEqual([['备用金领用单', 2, ['周宇']]]);
});

test('支出一笔印一张凭单：金额、大写、凭证号，经手人收款人签字；没有凭证号不能支出 [P12]', async () => {
  const { t, zhou } = desk.club;
  const slip = await pay(1_550);
  expect([(await t.read(PettySlip, slip.id)).state, await held()]).toEqual(['recorded', 98_450]);
  const [paper] = await papers(PettySlip, slip.id);
  expect(paper).toMatchObject({ label: '备用金支出凭单', copies: 2, cancelled: false });
  expect(paper!.page.lines.map((l) => l.value)).toEqual(expect.arrayContaining(['15.50', '人民币壹拾伍元伍角整', 'SJ-1', '文具店']));
  expect(paper!.page.signatureBoxes.map((b) => b[0])).toEqual(['经手人', '收款人']);
  await expect(pay(100, { receipt_no: '' })).rejects.toMatchObject({ fields: { receipt_no: expect.anything() } });
  await expect(t.step(PettySlipProcess, slip.id, 'reverse', zhou, { why: '重复' }, [t.sign('supervisor', zhou)])).rejects.toMatchObject({ code: 'not_allowed' });
});

test('冲销：钱回备用金、凭单作废；同时补足只补一次，多补不行，凭单印出 [P12]', async () => {
  const { t, zhou, he } = desk.club;
  const wrong = await pay(2_000, { purpose: '打车' });
  await t.step(PettySlipProcess, wrong.id, 'reverse', he, { why: '录错' }, [t.sign('supervisor', he)]);
  expect(await held()).toBe(98_450);
  expect((await papers(PettySlip, wrong.id)).map((p) => p.cancelled)).toEqual([true]);
  const refill = (amount_back: number, who = zhou) => t.step(PettyFloatProcess, float, 'replenish', desk.fang, { amount_back }, [t.sign('clerk', who)]);
  await expect(refill(1_551)).rejects.toMatchObject({ code: 'petty_float.not_spent' });
  await expect(refill(1_550, desk.sun)).rejects.toThrow();
  const both = await Promise.allSettled([refill(1_550), refill(1_550)]);
  expect(both.map((r) => r.status).sort()).toEqual(['fulfilled', 'rejected']);
  expect(await held()).toBe(100_000);
  expect((await papers(PettyFloat, float)).map((p) => [p.label, p.copies, p.page.signatures.map((s) => s.name)])).toEqual([['备用金领用单', 2, ['周宇']], ['备用金补足单', 2, ['周宇']]]);
});

test('清点短少由主管记到人头上，平了才能交回财务；截账之后不能再支出，也不能冲销 [P12]', async () => {
  const { t, zhou, he } = desk.club;
  const last = await pay(500);
  const give = (counted: string) => t.step(PettyFloatProcess, float, 'give_back', desk.fang, { counted }, [t.sign('clerk', zhou)]);
  const settle = (counted: string, person: string | null) => t.step(PettyFloatProcess, float, 'settle', he, { counted, person, why: '找零有误' }, [t.sign('supervisor', he)]);
  await expect(give('100×9 50×1 10×4')).rejects.toMatchObject({ code: expect.stringContaining('petty_float') });
  await expect(settle('100×9 50×1 10×4', null)).rejects.toMatchObject({ code: 'petty_float.no_person' });
  await settle('100×9 50×1 10×4', zhou.id);
  await expect(settle('100×9 50×1 10×4', zhou.id)).rejects.toMatchObject({ code: 'petty_float.equal' });
  expect(await t.run(desk.fang, (tx) => balanceOf(tx, ClubCash, 'shortage', zhou.id))).toBe(500);
  await t.step(ShiftProcess, shift, 'cut', t.system, {});
  await expect(pay(100)).rejects.toMatchObject({ code: 'shift.none' });
  await expect(t.step(PettySlipProcess, last.id, 'reverse', he, { why: '晚了' }, [t.sign('supervisor', he)])).rejects.toMatchObject({ code: 'petty_slip.not_ready' });
  await give('100×9 50×1 10×4');
  expect([await held(), (await t.read(PettyFloat, float)).state]).toEqual([0, 'returned']);
});
