/** The desk's other books under eight clients at once: points in lots, gifts, invoice sheets, slips, the audit chain, and who holds what. */
import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Actor, Refusal } from '../../../kernel/index.ts';
import type { TestKernel } from '../../../kernel/testing.ts';
import { Invoice, InvoiceDraw, InvoiceDrawProcess, InvoiceProcess } from '../../money/invoices/index.ts';
import { startDesk, type Desk } from '../../money/invoices/testing.ts';
import { Bill, BillProcess } from '../bills/index.ts';
import { businessLog } from '../business-log/index.ts';
import { HandOver, handOver, HandOverProcess } from '../hand-over/index.ts';
import { Gift, GiftReceipt, PerYuan, PointsSlip, PointsSlipProcess, Redemption, RedemptionItem, RedemptionProcess, RedemptionProgramme, RedemptionProgrammeProcess } from '../points/index.ts';
import { ShiftProcess } from '../shifts/index.ts';
import { checkBooks } from './checks.ts';
import { books } from './index.ts';

let desk: Desk;
let t: TestKernel;
let shift: string;
let batch: string;
let item: string;
let cards: string[];
let n = 0;
beforeAll(async () => {
  desk = await startDesk([handOver, businessLog, books]);
  ({ t } = desk.club);
  const { gao, zhou, card } = desk.club;
  await t.answer(PerYuan, 1);
  const gift = await t.create(Gift, gao, { sku: 'G-1', name: '果盘' });
  await t.create(GiftReceipt, gao, { gift: gift.id, quantity: 25 });
  const programme = await t.create(RedemptionProgramme, gao, { name: '冬季兑换', starts_on: '2026-01-01', ends_on: '2027-12-31' });
  item = (await t.create(RedemptionItem, gao, { programme: programme.id, gift: gift.id, points: 70, offered: true })).id;
  await t.step(RedemptionProgrammeProcess, programme.id, 'publish', gao, {});
  cards = [await card('member'), await card('member')];
  batch = await desk.batch(10_000, 200_001, 200_100);
  shift = await desk.onDuty(zhou);
  await desk.draw(shift, zhou, batch, 200_001, 200_010);
});
afterAll(() => t.close());

const wrong = async () => (await t.run(t.system, (tx) => checkBooks(tx, '2026-12-07'))).map((o) => `${o.invariant} ${o.what}`);

const KINDS = ['points', 'points', 'unpoint', 'redeem', 'return', 'invoice', 'invoice', 'void', 'draw', 'back'] as const;
interface Act { readonly kind: (typeof KINDS)[number]; readonly card: number; readonly amount: number }
const act: fc.Arbitrary<Act> = fc.record({ kind: fc.constantFrom(...KINDS), card: fc.nat(1), amount: fc.integer({ min: 1, max: 300 }) });

/** What was written by whichever client, for the others to take back or to do twice. */
const written = { points: [] as string[], redeemed: [] as string[], invoices: [] as string[], draws: [] as { readonly id: string; readonly at: number }[] };
const pick = <T>(all: readonly T[], amount: number): T | undefined => all[amount % Math.max(1, all.length)];
const missing = () => Promise.reject(new Refusal('nothing_yet', ['还没有', 'Nothing yet']));

const WORK: { readonly [K in Act['kind']]: (a: Act) => Promise<unknown> } = {
  async points({ card, amount }) {
    const { zhou } = desk.club;
    const own = ++n;
    const bill = await t.create(Bill, zhou, { bill_no: `Q-${own}`, kind: 'consumption', total: amount * 100 });
    await t.step(BillProcess, bill.id, 'pay', zhou, { mobile: amount * 100 });
    const slip = { slip_no: `JF-${own}`, card: cards[card]!, bill: bill.id, issued_on: '2026-12-07' };
    const both = await Promise.allSettled([t.create(PointsSlip, zhou, slip), t.create(PointsSlip, zhou, slip)]);
    for (const one of both) if (one.status === 'fulfilled') written.points.push(one.value.id);
    expect(both.map((one) => one.status).sort()).toEqual(['fulfilled', 'rejected']);
  },
  unpoint: ({ amount }) => { const id = pick(written.points, amount); return id ? t.step(PointsSlipProcess, id, 'reverse', desk.club.he, { reason: '录错' }, [t.sign('supervisor', desk.club.he)]) : missing(); },
  async redeem({ card, amount }) {
    const { id } = await t.create(Redemption, desk.club.zhou, { card: cards[card]!, item, quantity: 1 + (amount % 2) });
    await t.step(RedemptionProcess, id, 'execute', desk.club.zhou, { agreed: true });
    written.redeemed.push(id);
  },
  return: ({ amount }) => { const id = pick(written.redeemed, amount); return id ? t.step(RedemptionProcess, id, 'reverse', desk.club.he, { item_back: true, reason: '退回' }, [t.sign('supervisor', desk.club.he)]) : missing(); },
  async invoice({ amount }) {
    const invoice = await t.create(Invoice, desk.club.zhou, await desk.ticket(10_000 * (1 + (amount % 3))));
    await t.step(InvoiceProcess, invoice.id, 'issue', desk.club.zhou, { type: desk.type });
    written.invoices.push(invoice.id);
  },
  void: ({ amount }) => { const id = pick(written.invoices, amount); return id ? t.step(InvoiceProcess, id, 'void', desk.club.zhou, { why: '抬头有误', all_copies: true }) : missing(); },
  async draw({ amount }) {
    const at = 200_011 + (amount % 90);
    const draw = await t.create(InvoiceDraw, desk.fang, { shift, batch, first_no: at, last_no: at });
    await t.step(InvoiceDrawProcess, draw.id, 'draw', desk.fang, {}, [t.sign('clerk', desk.club.zhou)]);
    written.draws.push({ id: draw.id, at });
  },
  back: ({ amount }) => { const d = pick(written.draws, amount); return d ? t.step(InvoiceDrawProcess, d.id, 'take_back', desk.fang, { back_first: d.at, back_last: d.at }, [t.sign('clerk', desk.club.zhou)]) : missing(); },
};

test('八个终端同时积分、兑换、开票、领用、冲销与作废，随机多轮：批次、号段、镜像、单据连号、审计链都相符 [I4] [I5] [I6] [I7] [I10]', { timeout: 120_000 }, async () => {
  let [done, refused] = [0, 0];
  await fc.assert(fc.asyncProperty(fc.array(fc.array(act, { minLength: 2, maxLength: 4 }), { minLength: 8, maxLength: 8 }), async (clients) => {
    await Promise.all(clients.map(async (acts) => {
      for (const one of acts) await WORK[one.kind](one).then(() => { done++; }, (e: unknown) => { if (!(e instanceof Refusal)) throw e; refused++; });
    }));
    await t.tick();
    expect(await wrong()).toEqual([]);
  }), { numRuns: 4, seed: 7, endOnFailure: true });
  expect(done).toBeGreaterThan(40);
  expect(refused).toBeGreaterThan(5);
  expect([written.points, written.redeemed, written.invoices, written.draws].map((all) => all.length > 0)).toEqual([true, true, true, true]);
});

const NOTHING = { till: '0', float: '100×10', tickets: 0, voids: 0, copies: 0, gifts: '', keys: 0, lost: 0, unsigned: 0 };
const suffixed = (count: object, s: 'out' | 'in'): never => Object.fromEntries(Object.entries(count).map(([k, v]) => [`${k}_${s}`, v])) as never;

test('交接时八个终端随机接收、领票，多轮：恰好一次移交，任何时候各物只有一个保管人 [I5] [I8]', { timeout: 120_000 }, async () => {
  const fresh = await startDesk([handOver, businessLog, books]);
  const k = fresh.club.t;
  const all = async () => (await k.run(k.system, (tx) => checkBooks(tx, '2026-12-07'))).map((o) => `${o.invariant} ${o.what}`);
  try {
    const sheets = await fresh.batch(10_000, 300_001, 300_050);
    let [clerk, next]: [Actor, Actor] = [fresh.club.zhou, fresh.sun];
    let from = await fresh.onDuty(clerk);
    await fresh.draw(from, clerk, sheets, 300_001, 300_030);
    let at = 300_030;
    const others = fc.array(fc.constantFrom('accept', 'accept', 'draw'), { minLength: 7, maxLength: 7 });
    const rounds = async (acts: readonly string[], sure: number) => {
      const to = await fresh.waiting(next);
      const { id } = await k.create(HandOver, clerk, {});
      const counted = { ...NOTHING, sheets: '1440010000 00300001-00300030' };
      await k.step(HandOverProcess, id, 'count', clerk, suffixed(counted, 'out'));
      await k.step(HandOverProcess, id, 'verify', next, suffixed(counted, 'in'));
      const accept = () => k.step(HandOverProcess, id, 'accept', next, {}, [k.sign('outgoing', clerk), k.sign('incoming', next)]);
      const steal = async () => {
        const no = ++at;
        const draw = await k.create(InvoiceDraw, fresh.fang, { shift: from, batch: sheets, first_no: no, last_no: no });
        return k.step(InvoiceDrawProcess, draw.id, 'draw', fresh.fang, {}, [k.sign('clerk', clerk)]);
      };
      // One of the eight accepts for sure; the others do as chance has it.
      const all8 = acts.toSpliced(sure, 0, 'accept');
      const outcome = await Promise.allSettled(all8.map((what) => (what === 'accept' ? accept() : steal())));
      expect(all8.flatMap((what, i) => (what === 'accept' && outcome[i]!.status === 'fulfilled' ? [what] : []))).toHaveLength(1);
      expect(await all()).toEqual([]);
      expect(await k.sql(`select distinct shift from invoice_range where holder = 'shift' and first_no <= 300030`)).toEqual([{ shift: to }]);
      await k.step(HandOverProcess, id, 'finance_check', fresh.fang, { tickets: 0, voids: 0, cash: 0 });
      await k.step(ShiftProcess, from, 'sign_out', clerk, {});
      [clerk, next, from] = [next, clerk, to];
    };
    await fc.assert(fc.asyncProperty(others, fc.nat(7), rounds), { numRuns: 4, seed: 3, endOnFailure: true });
    expect(await all()).toEqual([]);
  } finally {
    await k.close();
  }
});
