/** Three business days of shifts that hand over to each other, with invoices, a difference and sealed nights, and today's open shift. */
import type { Demo } from '../../../kernel/demo.ts';
import { calendar, readRecord, type Actor } from '../../../kernel/index.ts';
import { InvoiceBatch, InvoiceDraw, InvoiceDrawProcess, Invoice, InvoiceProcess, InvoiceType } from '../../money/invoices/index.ts';
import { cashText, DENOMINATIONS, PettyFloat, PettyFloatProcess, PettySlip } from '../../money/petty-cash/index.ts';
import { Bill, BillProcess } from '../bills/index.ts';
import { Room, RoomSession, RoomType } from '../rooms/index.ts';
import { Shift, ShiftProcess } from '../shifts/index.ts';
import { expectedOf } from './expected.ts';
import { HandOver, HandOverProcess, StationKey } from './index.ts';
import { blanksText, type Counted } from './rules.ts';

interface Club { readonly d: Demo; readonly type: string; readonly room: string; readonly sun: Actor; readonly jiang: Actor; readonly he: Actor; readonly fang: Actor; readonly ma: Actor; tickets: number }
const fit = { briefing_heard: true, uniform_ok: true, badge_ok: true, grooming_ok: true, remark: null };
const moment = (d: Demo, ago: number, time: string): string => calendar.instantOf(calendar.addDays(d.today, -ago), time, 'Asia/Shanghai').toISOString();

export async function demo(d: Demo): Promise<void> {
  const loaded = d.now();
  const c = await opened(d);
  let sealed: { readonly id: string; readonly no: string } | null = null;
  for (const ago of [4, 3, 2]) sealed = await day(c, ago, sealed);
  d.at(new Date(loaded.getTime() - 40 * 60_000).toISOString());
  await tonight(c, sealed!);
}

async function opened(d: Demo): Promise<Club> {
  const [fang, gao] = [d.actor('fanghua'), d.actor('gaomin')];
  d.at(moment(d, 5, '10:00'));
  const type = (await d.create(InvoiceType, fang, { name: '定额发票', model: 'denominated' })).id;
  await d.create(InvoiceType, fang, { name: '数电发票', model: 'electronic', monthly_quota: 5_000_000 });
  for (const [face, first] of [[10_000, 123_401], [5_000, 40_001], [2_000, 61_001], [1_000, 90_001]] as const) {
    await d.create(InvoiceBatch, fang, { type, batch_code: `1440025${String(face / 1_000).padStart(2, '0')}`, face, first_no: first, last_no: first + 199, supplier: '税务服务厅' });
  }
  for (const [name, pieces] of [['保险柜钥匙', 1], ['包厢总控卡', 2]] as const) await d.create(StationKey, gao, { name, pieces });
  return { d, type, room: await aRoom(d, gao), sun: d.actor('sunwei'), jiang: d.actor('jiangnan'), he: d.actor('heqiang'), fang, ma: d.actor('mabaoguo'), tickets: 0 };
}

/** A room of the club; where none is registered yet, one is. */
async function aRoom(d: Demo, gao: Actor): Promise<string> {
  const { known } = await d.batch(gao, async (tx) => ({ known: (await tx.query<{ id: string }>('select id from room where tenant_id = $1 order by code desc limit 1', [tx.tenantId]))[0]?.id ?? null }));
  if (known !== null) return known;
  const kind = await d.create(RoomType, gao, { name: '中包', kind: 'medium', seats: 8 });
  return (await d.create(Room, gao, { code: '208', room_type: kind.id })).id;
}

async function day(c: Club, ago: number, sealed: { readonly id: string; readonly no: string } | null): Promise<{ readonly id: string; readonly no: string }> {
  const { d, sun, jiang, he } = c;
  d.at(moment(d, ago, '13:40'));
  const a = (await d.create(Shift, sun, { code: 'a', place: 'first' })).id;
  await (sealed ? unseal(c, sun, sealed) : firstMorning(c, a));
  await d.step(ShiftProcess, a, 'brief', sun, fit, [d.sign('supervisor', he)]);
  d.at(moment(d, ago, '15:10'));
  await issue(c, sun, ago, '12:05', 38_800, '张敏');
  await issue(c, sun, ago, '12:25', 26_000, null);
  if (ago !== 3) await d.create(PettySlip, sun, { category: 'supplies', purpose: '签字笔与胶水', payee: '便民文具店', amount: 1_500, receipt_no: `SJ-${ago}07` });
  d.at(moment(d, ago, '19:50'));
  const b = (await d.create(Shift, jiang, { code: 'b', place: 'last' })).id;
  await d.step(ShiftProcess, b, 'brief', jiang, fit, [d.sign('supervisor', he)]);
  d.at(moment(d, ago, '20:00'));
  await relay(c, a, ago === 3 ? 500 : 0);
  d.at(moment(d, ago, '20:40'));
  await d.step(ShiftProcess, a, 'sign_out', sun, {});
  d.at(moment(d, ago, '22:15'));
  await issue(c, jiang, ago, '12:45', 52_000, '远航贸易有限公司');
  d.at(moment(d, ago - 1, '01:50'));
  const night = await seal(c, b, `045${7 - ago}`);
  await d.step(ShiftProcess, b, 'sign_out', jiang, {});
  return night;
}

async function firstMorning(c: Club, shift: string): Promise<void> {
  const { d, sun, fang } = c;
  const float = await d.create(PettyFloat, sun, {});
  await d.step(PettyFloatProcess, float.id, 'draw', fang, {}, [d.sign('clerk', sun)]);
  const { batches } = await d.batch(fang, async (tx) => ({ batches: await tx.query<{ id: string; first: number }>('select id, first_no::int as first from invoice_batch where tenant_id = $1 order by number', [tx.tenantId]) }));
  for (const batch of batches) {
    const draw = await d.create(InvoiceDraw, fang, { shift, batch: batch.id, first_no: batch.first, last_no: batch.first + 49 });
    await d.step(InvoiceDrawProcess, draw.id, 'draw', fang, {}, [d.sign('clerk', sun)]);
  }
}

async function issue(c: Club, clerk: Actor, ago: number, entered: string, total: number, buyer: string | null): Promise<void> {
  const { d } = c;
  const n = `${calendar.addDays(d.today, -ago).replaceAll('-', '').slice(4)}-${String(++c.tickets).padStart(3, '0')}`;
  const on = new Date(moment(d, ago, entered));
  const session = await d.create(RoomSession, d.actor('linxi'), { room: c.room, guest: '陈', slip_no: `KFD-${n}`, switched_on_at: on, switched_off_at: new Date(on.getTime() + 15 * 60_000) });
  const bill = await d.create(Bill, clerk, { bill_no: `SY-${n}`, ticket_no: `XP-${n}`, kind: 'consumption', total, session: session.id });
  const cash = Math.floor(total / 20_000) * 10_000;
  await d.step(BillProcess, bill.id, 'pay', clerk, { cash, mobile: total - cash, bank_card: null, transfer: null, voucher: null, stored_value: null, card: null });
  const invoice = await d.create(Invoice, clerk, { ticket_no: `XP-${n}`, room_slip_no: `KFD-${n}`, buyer, requested_by: '0231' });
  await d.step(InvoiceProcess, invoice.id, 'issue', clerk, { type: c.type, sheets: null, consent: true, e_number: null });
  await d.step(InvoiceProcess, invoice.id, 'compare', clerk, { right: true });
  await d.step(InvoiceProcess, invoice.id, 'stamp', clerk, { room_written: true, stamped: true, kept: true });
}

async function relay(c: Club, shift: string, short: number): Promise<void> {
  const { d, sun, jiang, he, fang } = c;
  const h = await d.create(HandOver, sun, {});
  const counted = await countOf(c, shift, short);
  await d.step(HandOverProcess, h.id, 'count', sun, as(counted, 'out') as never);
  await d.step(HandOverProcess, h.id, 'verify', jiang, as(counted, 'in') as never);
  if (short > 0) {
    const { line } = await d.batch(he, async (tx) => ({ line: (await tx.query<{ id: string }>(`select id from hand_over_line where tenant_id = $1 and hand_over = $2 and kind = 'float'`, [tx.tenantId, h.id]))[0]!.id }));
    await d.step(HandOverProcess, h.id, 'settle', he, { line, how: 'posted', person: sun.id, why: '找零时多付' }, [d.sign('supervisor', he)]);
  }
  await d.step(HandOverProcess, h.id, 'accept', jiang, {}, [d.sign('outgoing', sun), d.sign('incoming', jiang)]);
  await d.step(HandOverProcess, h.id, 'finance_check', fang, { tickets: counted.tickets, voids: counted.voids, cash: counted.till });
}

async function seal(c: Club, shift: string, no: string): Promise<{ readonly id: string; readonly no: string }> {
  const { d, jiang, ma } = c;
  const h = await d.create(HandOver, jiang, {});
  await d.step(HandOverProcess, h.id, 'count', jiang, as(await countOf(c, shift, 0), 'out') as never);
  await d.step(HandOverProcess, h.id, 'seal', jiang, { no_problem: true, note: '没有问题', seal_no: no }, [d.sign('clerk', jiang), d.sign('guard', ma)]);
  return { id: h.id, no };
}

async function unseal(c: Club, clerk: Actor, sealed: { readonly id: string; readonly no: string }): Promise<void> {
  const { d, ma, fang } = c;
  await d.step(HandOverProcess, sealed.id, 'unseal', clerk, { seal_found: sealed.no }, [d.sign('clerk', clerk), d.sign('guard', ma)]);
  const { h } = await d.batch(fang, async (tx) => ({ h: (await readRecord(tx, HandOver, sealed.id))! }));
  await d.step(HandOverProcess, sealed.id, 'finance_check', fang, { tickets: h.tickets_out ?? 0, voids: h.voids_out ?? 0, cash: h.takings ?? 0 });
}

async function tonight(c: Club, sealed: { readonly id: string; readonly no: string }): Promise<void> {
  const { d, sun, he } = c;
  const shift = await d.create(Shift, sun, { code: 'a', place: 'first' });
  await unseal(c, sun, sealed);
  await d.step(ShiftProcess, shift.id, 'brief', sun, fit, [d.sign('supervisor', he)]);
}

async function countOf(c: Club, shift: string, short: number): Promise<Counted> {
  const { counted } = await c.d.batch(c.fang, async (tx) => ({ counted: await expectedOf(tx, (await readRecord(tx, Shift, shift))!) }));
  return { ...counted, float: counted.float - short };
}

const notes = (fen: number): string => {
  let left = fen;
  return cashText(Object.fromEntries(DENOMINATIONS.map((face) => { const n = Math.floor(left / face); left -= n * face; return [face, n]; })));
};
const as = (n: Counted, s: 'out' | 'in'): object => Object.fromEntries(Object.entries({
  till: notes(n.till), float: notes(n.float), sheets: blanksText(n.sheets), tickets: n.tickets, voids: n.voids, copies: n.copies, gifts: [...n.gifts].map(([sku, k]) => `${sku}×${k}`).join(' ') || null, keys: n.keys, lost: n.lost, unsigned: n.unsigned,
}).map(([name, value]) => [`${name}_${s}`, value]));
