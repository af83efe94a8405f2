import { afterAll, beforeAll, expect, test } from 'vitest';
import { runQuery, runReport } from '../../../kernel/report/run.ts';
import { InvoiceDesk, type DeskView } from './desk.ts';
import { Invoice, InvoiceBatch, InvoiceDraw, InvoiceDrawProcess, InvoiceProcess, InvoiceStock, InvoiceType, stockProblems } from './index.ts';
import { startDesk, type Desk } from './testing.ts';

let desk: Desk;
let shift: string;
let hundreds: string;
const t = () => desk.club.t;
beforeAll(async () => {
  desk = await startDesk();
  hundreds = await desk.batch(10_000, 123_401, 123_500);
  shift = await desk.onDuty(desk.club.zhou);
  await desk.draw(shift, desk.club.zhou, hundreds, 123_451, 123_500);
});
afterAll(() => desk.club.t.close());
const problems = () => t().run(t().system, stockProblems);

test('号码按顺序取；同一小票第二次被拒，说出号码、时间、开票人 [VIP-6.3] [VIP-6.5] [AS-25]', async () => {
  const papers = await desk.ticket(20_000);
  const { zhou } = desk.club;
  const invoice = await t().create(Invoice, zhou, papers);
  await t().step(InvoiceProcess, invoice.id, 'issue', zhou, { type: desk.type });
  expect(await t().read(Invoice, invoice.id)).toMatchObject({ numbers: '00123451-00123452', issued_amount: 20_000, uncovered: 0, room: '203', issued_by: '周宇' });
  await expect(t().create(Invoice, zhou, papers)).rejects.toMatchObject({ code: 'invoice.twice', label: [expect.stringMatching(/00123451-00123452.*2026-12-07 14:00.*周宇/), expect.anything()] });
  await t().step(InvoiceProcess, invoice.id, 'compare', zhou, { right: true });
  await expect(t().step(InvoiceProcess, invoice.id, 'stamp', zhou, { room_written: true, stamped: false, kept: true })).rejects.toMatchObject({ code: 'invoice.not_stamped' });
  const { slips } = await t().step(InvoiceProcess, invoice.id, 'stamp', zhou, { room_written: true, stamped: true, kept: true });
  expect(slips).toHaveLength(1);
  expect(await problems()).toEqual([]);
});

test('少开须客人同意，超额拒绝；作废后号码在“已作废”，小票可重开 [AS-27] [VIP-6.4]', async () => {
  const { zhou } = desk.club;
  const papers = await desk.ticket(38_800);
  const view = await t().run(zhou, (tx) => runQuery(tx, InvoiceDesk, papers)) as DeskView;
  expect(view).toMatchObject({ amount: 38_800, room: '203', kinds: [{ sheets: '100×3', total: 30_000, uncovered: 8_800 }] });
  const invoice = await t().create(Invoice, zhou, papers);
  const issue = (input: object) => t().step(InvoiceProcess, invoice.id, 'issue', zhou, { type: desk.type, ...input });
  await expect(issue({})).rejects.toMatchObject({ code: 'invoice.consent' });
  await expect(issue({ sheets: '100×4' })).rejects.toMatchObject({ code: 'invoice.above' });
  await expect(issue({ sheets: '50×1' })).rejects.toMatchObject({ code: 'invoice.out_of_stock' });
  await issue({ consent: true });
  await expect(t().step(InvoiceProcess, invoice.id, 'void', zhou, { why: '抬头有误', all_copies: false })).rejects.toMatchObject({ code: 'invoice.copies' });
  await t().step(InvoiceProcess, invoice.id, 'void', zhou, { why: '抬头有误', all_copies: true });
  const again = await t().create(Invoice, zhou, papers);
  await t().step(InvoiceProcess, again.id, 'issue', zhou, { type: desk.type, consent: true });
  expect((await t().read(Invoice, again.id)).numbers).toBe('00123456-00123458');
  const stock = await t().run(desk.fang, (tx) => runReport(tx, InvoiceStock, {}));
  expect(stock.totals).toMatchObject({ received: 100, finance: 50, shift: 42, issued: 5, voided: 3 });
  expect(stock.proof.map((p) => p.ok)).not.toContain(false);
});

test('入库不能重叠；领用只能从财务库存，由当班人签字；退回须还在手中', async () => {
  await expect(t().create(InvoiceBatch, desk.fang, { type: desk.type, batch_code: '1440010000', face: 10_000, first_no: 123_500, last_no: 123_600 })).rejects.toMatchObject({ code: 'invoice_batch.overlap' });
  await expect(t().create(InvoiceDraw, desk.fang, { shift, batch: hundreds, first_no: 123_450, last_no: 123_460 })).rejects.toMatchObject({ code: 'invoice_draw.not_there' });
  const draw = await t().create(InvoiceDraw, desk.fang, { shift, batch: hundreds, first_no: 123_411, last_no: 123_420 });
  await expect(t().step(InvoiceDrawProcess, draw.id, 'draw', desk.fang, {}, [t().sign('clerk', desk.sun)])).rejects.toMatchObject({ code: 'invoice_draw.other_signer' });
  await t().step(InvoiceDrawProcess, draw.id, 'draw', desk.fang, {}, [t().sign('clerk', desk.club.zhou)]);
  const back = (from: number, to: number) => t().step(InvoiceDrawProcess, draw.id, 'take_back', desk.fang, { back_first: from, back_last: to }, [t().sign('clerk', desk.club.zhou)]);
  await expect(back(123_409, 123_412)).rejects.toMatchObject({ code: 'invoice_draw.not_held' });
  await back(123_411, 123_420);
  expect(await problems()).toEqual([]);
});

test('电子发票：没有库存，额度按月，红冲后额度恢复、小票可重开', async () => {
  const { zhou } = desk.club;
  const type = (await t().create(InvoiceType, desk.fang, { name: '数电发票', model: 'electronic', monthly_quota: 50_000 })).id;
  const one = await t().create(Invoice, zhou, await desk.ticket(40_000));
  await expect(t().step(InvoiceProcess, one.id, 'issue', zhou, { type })).rejects.toMatchObject({ code: 'invoice.no_number' });
  await t().step(InvoiceProcess, one.id, 'issue', zhou, { type, e_number: '26442000000000000001' });
  const two = await t().create(Invoice, zhou, await desk.ticket(20_000));
  const second = () => t().step(InvoiceProcess, two.id, 'issue', zhou, { type, e_number: '26442000000000000002' });
  await expect(second()).rejects.toMatchObject({ code: 'invoice.quota' });
  await expect(t().step(InvoiceProcess, one.id, 'void', zhou, { why: '有误', all_copies: true })).rejects.toMatchObject({ code: 'invoice.not_ready' });
  await t().step(InvoiceProcess, one.id, 'write_off', zhou, { red_no: '26442000000000000009', why: '退单' });
  await second();
  expect(await problems()).toEqual([]);
});

test('数据库自己也不让两段从同一号码起', async () => {
  const [r] = await t().sql<{ id: string }>(`select id from invoice_range where holder = 'shift' limit 1`);
  await expect(t().run(t().system, (tx) => tx.query('update invoice_range set first_no = 123401 where id = $1', [r!.id]))).rejects.toMatchObject({ code: 'invoice_range.double' });
});

test('八个终端同时领、开、作废：号码无缺无重，与账相符', async () => {
  const { zhou } = desk.club;
  const papers = await Array.from({ length: 8 }).reduce<Promise<{ readonly ticket_no: string; readonly room_slip_no: string }[]>>(async (before, _x, i) => [...(await before), await desk.ticket(10_000 * (i % 3 + 1))], Promise.resolve([]));
  const work = papers.map(async (p, i) => {
    const draw = await t().create(InvoiceDraw, desk.fang, { shift, batch: hundreds, first_no: 123_401 + i, last_no: 123_401 + i });
    const invoice = await t().create(Invoice, zhou, p);
    await Promise.all([
      t().step(InvoiceDrawProcess, draw.id, 'draw', desk.fang, {}, [t().sign('clerk', zhou)]),
      t().step(InvoiceProcess, invoice.id, 'issue', zhou, { type: desk.type }),
    ]);
    return t().step(InvoiceProcess, invoice.id, 'void', zhou, { why: '试', all_copies: true });
  });
  const done = await Promise.allSettled(work);
  expect(done.filter((d) => d.status === 'rejected').map((d) => String((d as PromiseRejectedResult).reason))).toEqual([]);
  expect(await problems()).toEqual([]);
  const one = await desk.ticket(10_000);
  const twice = await Promise.allSettled([t().create(Invoice, zhou, one), t().create(Invoice, zhou, one)]);
  expect(twice.map((d) => d.status).sort()).toEqual(['fulfilled', 'rejected']);
});
