import { afterEach, beforeEach, expect, test } from 'vitest';
import { balanceOf, type Actor } from '../../../kernel/index.ts';
import { recordPage } from '../../../kernel/register/page.ts';
import { listPage } from '../../../kernel/register/list.ts';
import { runQuery, runReport } from '../../../kernel/report/run.ts';
import { ClubCash } from '../../money/cash/index.ts';
import { FloatPosition, PettySlip } from '../../money/petty-cash/index.ts';
import { Invoice, InvoiceProcess, InvoiceRange, stockProblems } from '../../money/invoices/index.ts';
import { startDesk, type Desk } from '../../money/invoices/testing.ts';
import { clubTime } from '../rooms/rooms.testing.ts';
import { Shift, ShiftProcess } from '../shifts/index.ts';
import { HandOverDesk } from './desk.ts';
import { CustodyAt, custodyProblems, DeskIncident, HandOver, handOver, HandOverLine, HandOverProcess } from './index.ts';

let desk: Desk;
let zhou: Actor;
let sun: Actor;
let he: Actor;
let a: string;
const t = () => desk.club.t;
beforeEach(async () => {
  desk = await startDesk([handOver]);
  ({ zhou, he } = desk.club);
  sun = desk.sun;
  a = await desk.onDuty(zhou);
});
afterEach(() => desk.club.t.close());

const nothing = { till: '0', float: '100×10', sheets: '', tickets: 0, voids: 0, copies: 0, gifts: '', keys: 0, lost: 0, unsigned: 0 };
const suffixed = (count: object, s: 'out' | 'in'): never => Object.fromEntries(Object.entries({ ...nothing, ...count }).map(([k, v]) => [`${k}_${s}`, v])) as never;
const count = (h: string, by: Actor, c: object = {}) => t().step(HandOverProcess, h, 'count', by, suffixed(c, 'out'));
const verify = (h: string, by: Actor, c: object = {}) => t().step(HandOverProcess, h, 'verify', by, suffixed(c, 'in'));
const accept = (h: string) => t().step(HandOverProcess, h, 'accept', sun, {}, [t().sign('outgoing', zhou), t().sign('incoming', sun)]);
const check = (h: string, found: object) => t().step(HandOverProcess, h, 'finance_check', desk.fang, { tickets: 0, voids: 0, cash: 0, ...found });
const signOut = (shift: string, by: Actor) => t().step(ShiftProcess, shift, 'sign_out', by, {});
const bad = () => t().run(t().system, async (tx) => [...(await stockProblems(tx)), ...(await custodyProblems(tx))]);
const inFloat = (shift: string) => t().run(t().system, (tx) => balanceOf(tx, ClubCash, 'float', shift));
/** Eleven tickets and one voided invoice from fifty sheets, as in AS-22. */
async function evening(): Promise<void> {
  const batch = await desk.batch(10_000, 123_451, 123_500);
  await desk.draw(a, zhou, batch, 123_451, 123_500);
  for (let i = 1; i <= 12; i++) {
    const invoice = await desk.issue(zhou, 10_000);
    await (i === 5 ? t().step(InvoiceProcess, invoice, 'void', zhou, { why: '抬头有误', all_copies: true }) : Promise.resolve());
  }
}

test('开出十二张、作废一张：应剩 38 张；接班数错首号被拒并点名；找到后一次移交 [VIP-6.6] [AS-22]', { timeout: 60_000 }, async () => {
  await evening();
  const b = await desk.waiting(sun);
  const h = (await t().create(HandOver, zhou, {})).id;
  await expect(desk.ticket(10_000).then((p) => t().create(Invoice, sun, p))).rejects.toMatchObject({ code: 'shift.none' });
  const right = { tickets: 11, voids: 1, sheets: '1440010000 00123463-00123500' };
  await count(h, zhou, right);
  await verify(h, sun, { ...right, sheets: '1440010000 00123464-00123500' });
  await expect(accept(h)).rejects.toMatchObject({ code: 'hand_over.differs', label: [expect.stringContaining('缺 00123463'), expect.anything()] });
  await verify(h, sun, right);
  const { slips } = await accept(h);
  expect((await t().sql<{ content: { copies: unknown[]; table: { rows: string[][] } } }>('select content from slip where id = $1', slips))[0]!.content).toMatchObject({ copies: [['交班联', expect.anything()], ['接班联', expect.anything()]] });
  expect(await t().sql(`select first_no::int as first, last_no::int as last, shift from invoice_range where holder = 'shift'`)).toEqual([{ first: 123_463, last: 123_500, shift: b }]);
  expect([(await t().read(Shift, a)).state, (await t().read(Shift, b)).state]).toEqual(['handed', 'open']);
  expect(await bad()).toEqual([]);
  expect((await t().read(Invoice, await desk.issue(sun, 10_000))).numbers).toBe('00123463');
});

test('十张小票对十一份发票：未核对不能下班，差异留着；补齐后办结，可以下班 [VIP-6.7] [AS-23]', { timeout: 60_000 }, async () => {
  await evening();
  await desk.waiting(sun);
  const h = (await t().create(HandOver, zhou, {})).id;
  const right = { tickets: 11, voids: 1, sheets: '1440010000 00123463-00123500' };
  await count(h, zhou, right);
  await verify(h, sun, right);
  await accept(h);
  await expect(signOut(a, zhou)).rejects.toMatchObject({ code: 'shift.not_ready', label: [expect.stringContaining('财务'), expect.anything()] });
  await check(h, { tickets: 10, voids: 1 });
  expect(await t().read(HandOver, h)).toMatchObject({ state: 'finance_open', finance_problem: '发票 11 份，小票 10 张' });
  await expect(signOut(a, zhou)).rejects.toMatchObject({ code: 'shift.not_ready' });
  await check(h, { tickets: 11, voids: 1 });
  await signOut(a, zhou);
  expect((await t().read(Shift, a)).state).toBe('closed');
});

test('备用金 1,000、支出 15、盲点 980：短 5.00 记周宇名下，孙薇接 980，财务三处合计 1,000 [AS-28]', async () => {
  await t().create(PettySlip, zhou, { category: 'supplies', purpose: '签字笔', payee: '文具店', amount: 1_500, receipt_no: 'SJ-1' });
  await expect(t().create(PettySlip, zhou, { category: 'supplies', purpose: '打印机', payee: '电脑城', amount: 20_001, receipt_no: 'SJ-2' })).rejects.toMatchObject({ code: 'petty_slip.above_limit' });
  const b = await desk.waiting(sun);
  const h = (await t().create(HandOver, zhou, {})).id;
  const counted = { float: '100×9 50×1 10×3' };
  await count(h, zhou, counted);
  await verify(h, sun, counted);
  await expect(accept(h)).rejects.toMatchObject({ code: 'hand_over.differs' });
  const [line] = await t().sql<{ id: string; difference: string }>(`select id, difference from hand_over_line where kind = 'float' and difference is not null`);
  expect(line!.difference).toBe('备用金差 -5.00');
  const settle = (input: object) => t().step(HandOverProcess, h, 'settle', he, { line: line!.id, how: 'posted', person: zhou.id, why: '找零有误', ...input }, [t().sign('supervisor', he)]);
  await expect(settle({ how: 'explained' })).rejects.toMatchObject({ code: 'hand_over.must_post' });
  await expect(settle({ person: null })).rejects.toMatchObject({ code: 'hand_over.no_person' });
  await settle({});
  await accept(h);
  expect([await inFloat(a), await inFloat(b), await t().run(t().system, (tx) => balanceOf(tx, ClubCash, 'shortage', zhou.id))]).toEqual([0, 98_000, 500]);
  const view = await t().run(desk.fang, (tx) => runReport(tx, FloatPosition, { day: '2026-12-07' }));
  expect(Object.fromEntries(view.rows.map((r) => [r['place'], r['amount']]))).toMatchObject({ hands: 98_000, slips: 1_500, claims: 500 });
  expect(view.totals).toEqual({ amount: 100_000 });
  expect(view.proof.map((p) => p.ok)).toEqual([true, true]);
});

test('清点提交之前，任何回答里都没有账面数 [VIP-6.6]', { timeout: 60_000 }, async () => {
  await desk.ticket(77_700, { cash: 77_700 });
  const h = (await t().create(HandOver, zhou, {})).id;
  const seen = await t().run(zhou, async (tx) => JSON.stringify([
    await recordPage(tx, HandOver, h), await recordPage(tx, Shift, a), await listPage(tx, HandOverLine, { page: 1, size: 50 }), await listPage(tx, HandOver, { page: 1, size: 50 }), await listPage(tx, Shift, { page: 1, size: 50 }),
  ]));
  expect(seen).not.toContain('77700');
  expect(seen).not.toContain('100000');
  await expect(t().run(zhou, (tx) => listPage(tx, InvoiceRange, { page: 1, size: 50 }))).rejects.toMatchObject({ code: 'not_allowed' });
  await expect(t().run(zhou, (tx) => runReport(tx, CustodyAt, { day: '2026-12-07', time: '14:00' }))).rejects.toMatchObject({ code: 'not_allowed' });
  await desk.waiting(sun);
  await count(h, zhou, { till: '100×7 50×1 20×1 5×1 1×2' });
  await verify(h, sun, { till: '100×7 50×1 20×1 5×1 1×2' });
  const after = await t().run(zhou, (tx) => listPage(tx, HandOverLine, { page: 1, size: 50 }));
  expect(JSON.stringify(after)).toContain('77700');
});

test('末班封存：留言、保安签字、封条；次日首班与保安启封，连同备用金和号码 [VIP-6.8] [VIP-6.9] [AS-24]', { timeout: 60_000 }, async () => {
  await t().step(ShiftProcess, a, 'cut', t().system, {}).then(() => t().step(ShiftProcess, a, 'resume', t().system, {}));
  const ma = await t().actor('guard', 'VIP', '马保国');
  const last = await night(ma);
  expect(await t().sql(`select h.sealed_at is not null as sealed, h.seal_no, s.signer_name from hand_over h join signature s on s.record_id = h.id and s.name = 'guard' where h.id = $1`, [last.h])).toEqual([{ sealed: true, seal_no: '0457', signer_name: '马保国' }]);
  await signOut(last.shift, zhou);
  t().at(clubTime('8 14:00').toISOString());
  const first = await t().create(Shift, sun, { code: 'a', place: 'first' });
  const unseal = (seal_found: string) => t().step(HandOverProcess, last.h, 'unseal', sun, { seal_found }, [t().sign('clerk', sun), t().sign('guard', ma)]);
  await expect(t().step(HandOverProcess, last.h, 'unseal', sun, { seal_found: '0457' }, [t().sign('clerk', sun)])).rejects.toMatchObject({ code: 'signature.missing' });
  await unseal('0458');
  expect((await t().read(HandOver, last.h)).state).toBe('broken');
  expect(await t().sql('select what, state from desk_incident')).toEqual([{ what: '封条号应为 0457，实际为 0458', state: 'open' }]);
  expect(await t().sql(`select holder from invoice_range where holder in ('shift', 'safe')`)).toEqual([{ holder: 'safe' }]);
  await expect(unseal('0457')).rejects.toMatchObject({ code: 'wrong_state' });
  await t().step(HandOverProcess, last.h, 'clear', he, { seal_no: '0460', why: '清点无误，封条登记有误' }, [t().sign('supervisor', he)]);
  await unseal('0460');
  expect([await inFloat(first.id), (await t().read(Shift, first.id)).state]).toEqual([100_000, 'ready']);
  expect(await t().sql(`select holder, shift from invoice_range where holder in ('shift', 'safe')`)).toEqual([{ holder: 'shift', shift: first.id }]);
  expect(await bad()).toEqual([]);
  await check(last.h, {});
  expect((await t().read(HandOver, last.h)).state).toBe('closed');
  expect((await t().read(DeskIncident, (await t().sql<{ id: string }>('select id from desk_incident'))[0]!.id)).what).toContain('0457');
});

async function night(guard: Actor): Promise<{ readonly h: string; readonly shift: string }> {
  // The evening's clerk is the last one: the first shift is handed over to itself by closing it through finance.
  await t().run(t().system, (tx) => tx.query(`update shift set place = 'last' where id = $1`, [a]));
  const batch = await desk.batch(10_000, 1, 10);
  await desk.draw(a, zhou, batch, 1, 10);
  const h = (await t().create(HandOver, zhou, {})).id;
  await count(h, zhou, { sheets: '1440010000 1-10' });
  const seal = (input: object, signers: readonly Parameters<Desk['club']['t']['sign']>[]) => t().step(HandOverProcess, h, 'seal', zhou, { no_problem: true, note: '没问题', seal_no: '0457', ...input } as never, signers.map(([n, w]) => t().sign(n, w)));
  await expect(seal({ note: null }, [['clerk', zhou], ['guard', guard]])).rejects.toMatchObject({ code: 'invalid' });
  await expect(seal({ no_problem: false, note: '少' }, [['clerk', zhou], ['guard', guard]])).rejects.toMatchObject({ code: 'hand_over.note' });
  await expect(seal({}, [['clerk', zhou]])).rejects.toMatchObject({ code: 'signature.missing' });
  await seal({}, [['clerk', zhou], ['guard', guard]]);
  expect(await t().read(HandOver, h)).toMatchObject({ state: 'sealed', seal_no: '0457', note: '没问题' });
  return { h, shift: a };
}

test('财务不在：值班经理临时放行，次日清晨自动上报', async () => {
  await desk.waiting(sun);
  const h = (await t().create(HandOver, zhou, {})).id;
  await count(h, zhou);
  await verify(h, sun);
  await accept(h);
  await t().step(HandOverProcess, h, 'release', he, { release_reason: '财务已下班' }, [t().sign('supervisor', he)]);
  await signOut(a, zhou);
  t().at(clubTime('8 09:00').toISOString());
  await t().tick();
  expect(await t().sql(`select step, escalate_to, escalated_at is not null as up from task where register = 'hand_over' and done_at is null`)).toEqual([{ step: 'finance_check', escalate_to: 'vip_manager', up: true }]);
  await check(h, {});
  expect((await t().read(HandOver, h)).state).toBe('closed');
});

test('收银款随接班走，财务向持有人收；23:17 由谁负责是一次查询 [VIP-6.6]', async () => {
  await desk.ticket(50_000, { cash: 50_000 });
  const b = await desk.waiting(sun);
  t().at(clubTime('7 20:00').toISOString());
  const h = (await t().create(HandOver, zhou, {})).id;
  await count(h, zhou, { till: '100×5' });
  await verify(h, sun, { till: '100×5' });
  await accept(h);
  const at = (time: string) => t().run(he, (tx) => runReport(tx, CustodyAt, { day: '2026-12-07', time }));
  expect((await at('23:17')).rows).toEqual([{ shift: b, clerk: '孙薇', thing: 'float', amount: 100_000 }, { shift: b, clerk: '孙薇', thing: 'till', amount: 50_000 }]);
  expect((await at('19:59')).rows.map((r) => [r['clerk'], r['thing']])).toEqual([['周宇', 'float'], ['周宇', 'till']]);
  expect((await at('23:17')).proof.map((p) => p.ok)).toEqual([true]);
  await check(h, { cash: 49_900 });
  expect((await t().read(HandOver, h)).finance_problem).toBe('收银款 500.00，收到 499.00');
  await check(h, { cash: 50_000 });
  expect(await t().run(t().system, (tx) => balanceOf(tx, ClubCash, 'till', b))).toBe(0);
});

test('两块平板同时签收：一次；撤销后恢复当班', async () => {
  await desk.waiting(sun);
  const first = (await t().create(HandOver, zhou, {})).id;
  await t().step(HandOverProcess, first, 'give_up', he, { why: '客人又来开票' });
  expect((await t().read(Shift, a)).state).toBe('open');
  const h = (await t().create(HandOver, zhou, {})).id;
  await expect(count(h, sun)).rejects.toMatchObject({ code: 'hand_over.not_yours' });
  await count(h, zhou);
  await expect(verify(h, zhou)).rejects.toMatchObject({ code: 'hand_over.not_ready' });
  await verify(h, sun);
  await expect(t().step(HandOverProcess, h, 'accept', sun, {}, [t().sign('outgoing', sun), t().sign('incoming', sun)])).rejects.toMatchObject({ code: 'hand_over.other_signer' });
  const both = await Promise.allSettled([accept(h), accept(h)]);
  expect(both.map((r) => r.status).sort()).toEqual(['fulfilled', 'rejected']);
  expect(await bad()).toEqual([]);
});

test('交接台告诉各人下一步：交班人清点，接班人在清点之后复点', async () => {
  const view = (who: Actor) => t().run(who, (tx) => runQuery(tx, HandOverDesk, {}));
  await desk.waiting(sun);
  const h = (await t().create(HandOver, zhou, {})).id;
  expect(await view(zhou)).toMatchObject({ shift: { state: 'cut' }, handOvers: [{ id: h, state: 'cut', mine: 'out' }] });
  expect(await view(sun)).toMatchObject({ shift: { state: 'preparing' }, handOvers: [] });
  await count(h, zhou);
  expect(await view(sun)).toMatchObject({ handOvers: [{ id: h, state: 'counted', mine: 'in', out: '周宇' }] });
  expect(await view(await t().actor('vip_agent', 'VIP'))).toEqual({ shift: null, handOvers: [], roster: [] });
});
