/** What issuing needs to know and does: stock of the shift by denomination, the sheets chosen, numbers taken in order. Serves VIP-6.4, P10, G17, AS-22, AS-27. */
import { post, posting, readRecord, Refusal, type Tx } from '../../../kernel/index.ts';
import { batchHeads, InvoiceType, type BatchHead } from './batch.ts';
import { quotaUsed } from './invoice.ts';
import { InvoiceSheets } from './ledger.ts';
import { rangesOf, takeOut, type Held } from './range.ts';
import { contains, parseSheets, proposeSheets, sizeOf, spanText, takeInOrder, type Model, type Proposal, type Sheets, type Span } from './rules.ts';

export interface Stock { readonly ranges: readonly Held[]; readonly heads: ReadonlyMap<string, BatchHead> }

export async function stockOf(tx: Tx, shift: string): Promise<Stock> {
  const ranges = await rangesOf(tx, { holder: 'shift', shift });
  return { ranges, heads: await batchHeads(tx, [...new Set(ranges.map((r) => r.batch))]) };
}

/** Sheets by denomination of one kind of invoice. */
export function heldOf(stock: Stock, type: string): Sheets {
  const held: { [fen: number]: number } = {};
  for (const r of stock.ranges) {
    const head = stock.heads.get(r.batch)!;
    if (head.type === type && head.face !== null) held[head.face] = (held[head.face] ?? 0) + sizeOf(r);
  }
  return held;
}

export interface Plan { readonly model: Model; readonly quota: number | null; readonly used: number; readonly held: Sheets; readonly proposal: Proposal; readonly stock: Stock }

export async function planFor(tx: Tx, i: { readonly type: string | null; readonly shift: string; readonly amount: number; readonly day: string }): Promise<Plan | null> {
  const type = i.type === null ? null : await readRecord(tx, InvoiceType, i.type, { lock: true });
  if (!type) return null;
  const stock = await stockOf(tx, i.shift);
  const held = heldOf(stock, type.id);
  return { model: type.model, quota: type.monthly_quota, used: type.model === 'electronic' ? await quotaUsed(tx, type.id, i.day) : 0, held, proposal: proposeSheets(i.amount, held), stock };
}

export interface Pick { readonly batch: string; readonly code: string; readonly range: Held; readonly span: Span }

/** The numbers that this invoice takes, in order; refuses when the shift does not hold enough. */
export function picksFor(plan: Plan, type: string, typed: string | null): { readonly sheets: Sheets; readonly picks: readonly Pick[] } {
  if (plan.model === 'electronic') return { sheets: {}, picks: [] };
  const sheets = plan.model === 'numbered' ? { 0: 1 } : typed === null ? plan.proposal.sheets : parseSheets(typed);
  const picks = Object.entries(sheets).flatMap(([face, n]) => {
    const mine = plan.stock.ranges.filter((r) => plan.stock.heads.get(r.batch)!.type === type && (plan.model === 'numbered' || plan.stock.heads.get(r.batch)!.face === Number(face)));
    const perBatch = [...new Set(mine.map((r) => r.batch))].sort((a, b) => plan.stock.heads.get(a)!.code.localeCompare(plan.stock.heads.get(b)!.code) || mine.find((r) => r.batch === a)!.first - mine.find((r) => r.batch === b)!.first);
    let need = n;
    const taken = perBatch.flatMap((batch) => {
      const ranges = mine.filter((r) => r.batch === batch);
      const spans = takeInOrder(ranges, Math.min(need, ranges.reduce((sum, r) => sum + sizeOf(r), 0))) ?? [];
      need -= spans.reduce((sum, s) => sum + sizeOf(s), 0);
      return spans.map((span) => ({ batch, code: plan.stock.heads.get(batch)!.code, range: ranges.find((r) => contains(r, span))!, span }));
    });
    if (need > 0) throw outOfStock(plan.model, Number(face), n - need);
    return taken;
  });
  return { sheets: plan.model === 'numbered' ? {} : sheets, picks };
}

const outOfStock = (model: Model, face: number, left: number) => new Refusal('invoice.out_of_stock',
  model === 'numbered' ? ['本班没有这种空白发票，请向财务领用', 'This shift holds no blanks of this kind; draw some from finance'] : [`面额 ${face / 100} 的发票只剩 ${left} 张`, `Only ${left} sheets of ${face / 100} are left`],
  409, { sheets: ['张数不足', 'Not enough sheets'] });

export const numbersOf = (picks: readonly Pick[]): string => picks.map((p) => spanText(p.span)).join('、');
export const piecesOf = (picks: readonly Pick[]): number => picks.reduce((sum, p) => sum + sizeOf(p.span), 0);

interface Issued { readonly id: string; readonly number: string; readonly shift: string | null; readonly unit_id: string }

export async function tearOff(tx: Tx, invoice: Issued, picks: readonly Pick[]): Promise<void> {
  for (const p of picks) await takeOut(tx, p.range, p.span, { holder: 'issued', invoice: invoice.id, unit: invoice.unit_id });
  for (const [batch, n] of byBatch(picks)) {
    await post(tx, posting(InvoiceSheets, 'issue', { amount: n, from: invoice.shift!, to: batch, because: `${invoice.number}/${batch}`, cause: { register: 'invoice', id: invoice.id }, at: tx.now, unit: invoice.unit_id, dimensions: [batch] }));
  }
}

export async function voidSheets(tx: Tx, invoice: Issued): Promise<void> {
  const ranges = await rangesOf(tx, { holder: 'issued', invoice: invoice.id });
  for (const r of ranges) await takeOut(tx, r, r, { holder: 'voided', invoice: invoice.id, unit: invoice.unit_id });
  for (const [batch, n] of byBatch(ranges.map((r) => ({ batch: r.batch, span: r })))) {
    await post(tx, posting(InvoiceSheets, 'void', { amount: n, from: batch, to: batch, because: `${invoice.number}/${batch}`, cause: { register: 'invoice', id: invoice.id }, at: tx.now, unit: invoice.unit_id, dimensions: [batch] }));
  }
}

function byBatch(picks: readonly { readonly batch: string; readonly span: Span }[]): ReadonlyMap<string, number> {
  const sums = new Map<string, number>();
  for (const p of picks) sums.set(p.batch, (sums.get(p.batch) ?? 0) + sizeOf(p.span));
  return sums;
}
