/** Posting a difference: money to a person or to surplus, missing sheets to the lost ones. Serves P11, AS-28, G15. */
import { post, posting, Refusal, updateRecord, type Tx } from '../../../kernel/index.ts';
import { ClubCash } from '../../money/cash/index.ts';
import { batchHeads, InvoiceSheets, rangesOf, takeOut } from '../../money/invoices/index.ts';
import { sequenceOf } from './expected.ts';
import { countedOf, HandOver, inOf, outOf, type HandOverRow } from './hand-over.ts';
import { minus, type Kind } from './rules.ts';

interface Differing { readonly id: string; readonly number: string; readonly kind: Kind; readonly thing: string | null; readonly expected: number; readonly counted_out: number; readonly counted_in: number | null }

export async function postSettlement(tx: Tx, h: HandOverRow, line: Differing, person: string | null): Promise<void> {
  const off = (line.counted_in ?? line.counted_out) - line.expected;
  if (line.kind === 'sheets') await loseSheets(tx, h, line);
  else {
    const short = off < 0;
    if (short && person === null) throw new Refusal('hand_over.no_person', ['短款须写明由谁承担', 'Say who answers for the shortage'], 422, { person: ['必填', 'Required'] });
    const common = { amount: Math.abs(off), because: line.number, cause: { register: 'hand_over', id: h.id }, at: tx.now, unit: h.unit_id };
    const pot = line.kind === 'till' ? 'till' : 'float';
    await post(tx, short ? posting(ClubCash, `${pot}_short`, { ...common, from: h.shift_out!, to: person! }) : posting(ClubCash, `${pot}_over`, { ...common, owner: h.shift_out! }));
  }
  // A settlement is the one thing that may move the books after the cut.
  await updateRecord(tx, HandOver, h, { cut_seq: await sequenceOf(tx, h.shift_out!) });
}

async function loseSheets(tx: Tx, h: HandOverRow, line: Differing): Promise<void> {
  const counted = countedOf(h.night ? outOf(h) : inOf(h)).sheets;
  const held = await rangesOf(tx, { holder: 'shift', shift: h.shift_out! });
  const heads = await batchHeads(tx, [...new Set(held.map((r) => r.batch))]);
  const mine = held.filter((r) => heads.get(r.batch)!.code === line.thing).map((r) => ({ ...r, code: line.thing! }));
  const missing = mine.flatMap((r) => minus([{ code: r.code, first: r.first, last: r.last }], counted).map((m) => ({ batch: r.batch, first: m.first, last: m.last })));
  if (missing.length === 0) throw new Refusal('hand_over.not_missing', ['没有缺号；多出的号码须先查明来历', 'No number is missing; find out first where the surplus comes from']);
  for (const m of missing) {
    const now = (await rangesOf(tx, { holder: 'shift', shift: h.shift_out!, batch: m.batch })).find((r) => r.first <= m.first && m.last <= r.last)!;
    await takeOut(tx, now, m, { holder: 'lost', unit: h.unit_id });
    await post(tx, posting(InvoiceSheets, 'lose', { amount: m.last - m.first + 1, from: h.shift_out!, to: m.batch, because: `${line.number}/${m.first}`, cause: { register: 'hand_over', id: h.id }, at: tx.now, unit: h.unit_id, dimensions: [m.batch] }));
  }
}
