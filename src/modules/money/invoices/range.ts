/**
 * Number ranges (号段): every number ever received lies in exactly one range, and each range has one holder. Taking a piece out
 * splits it. Writers take turns, so two never overlap; the night check proves it against batch and ledger. Serves I5, I8, AS-22, G17.
 */
import { createRecord, defineRegister, f, readRecord, Refusal, updateRecord, type NewOf, type Tx } from '../../../kernel/index.ts';
import { contains, sizeOf, spanText, without, type Span } from './rules.ts';

export const HOLDERS = { finance: ['财务', 'Finance'], shift: ['当班', 'A till shift'], safe: ['保险柜', 'The safe'], issued: ['已开具', 'Issued'], voided: ['已作废', 'Voided'], lost: ['遗失', 'Lost'] } as const;
export type Holder = keyof typeof HOLDERS;

export const InvoiceRange = defineRegister('invoice_range', {
  label: ['发票号段', 'Invoice range'],
  number: 'FPHD-{0000000}',
  fields: {
    batch: f.ref('入库批次', 'Batch', 'invoice_batch'),
    first_no: f.integer('起始号', 'First number', { big: true }),
    last_no: f.integer('终止号', 'Last number', { big: true }),
    pieces: f.integer('张数', 'Sheets'),
    holder: f.choice('在谁手中', 'With', HOLDERS),
    shift: f.ref('当班', 'Till shift', 'shift', { optional: true }),
    invoice: f.ref('发票', 'Invoice', 'invoice', { optional: true }),
  },
  title: ['batch', 'first_no', 'last_no'],
  list: ['batch', 'first_no', 'last_no', 'pieces', 'holder', 'shift', 'invoice'],
  sorts: ['-number', 'first_no'],
  indexes: [['shift', 'holder'], ['holder']],
  unique: [['batch', 'first_no'], ['batch', 'last_no']],
  hidden: true,
  // What a clerk should hold is counted blind (P11).
  access: { read: ['duty_supervisor', 'vip_manager', 'finance', 'auditor'], create: [] },
  empty: ['入库、领用、开具时自动记录。', 'Written when invoices are received, drawn and issued.'],
});

export interface Held extends Span { readonly id: string; readonly batch: string; readonly shift: string | null }
interface To { readonly holder: Holder; readonly shift?: string | null; readonly invoice?: string | null; readonly unit: string }

/** Nobody types a range: the steps above write it as whoever took them. */
export async function holdRange(tx: Tx, r: Span & To & { readonly batch: string }): Promise<void> {
  await createRecord(tx, InvoiceRange, { batch: r.batch, first_no: r.first, last_no: r.last, pieces: sizeOf(r), holder: r.holder, shift: r.shift ?? null, invoice: r.invoice ?? null, unit_id: r.unit } satisfies NewOf<typeof InvoiceRange>);
}

/**
 * Ranges with a holder in ascending order. Whoever is about to change ranges waits for the others first: what a split leaves
 * behind is a new row, which a statement that waited for the old one would not see.
 */
export async function rangesOf(tx: Tx, where: { readonly holder: Holder; readonly shift?: string; readonly batch?: string; readonly invoice?: string }): Promise<Held[]> {
  if (!tx.looking) await tx.query('select pg_advisory_xact_lock(hashtextextended($1, 0))', [`invoice_range ${tx.tenantId}`]);
  const rows = await tx.query<Held>(
    `select id, batch, shift, first_no as first, last_no as last from invoice_range
     where tenant_id = $1 and holder = $2 and ($3::uuid is null or shift = $3) and ($4::uuid is null or batch = $4) and ($5::uuid is null or invoice = $5)
     order by batch, first_no`, [tx.tenantId, where.holder, where.shift ?? null, where.batch ?? null, where.invoice ?? null]);
  return rows.map((r) => ({ ...r, first: Number(r.first), last: Number(r.last) }));
}

/** Takes a piece out of a range and gives it to somebody else; what is left on both sides stays where it was. */
export async function takeOut(tx: Tx, range: Held, piece: Span, to: To): Promise<void> {
  const now = await readRecord(tx, InvoiceRange, range.id, { lock: true });
  if (!now || !contains({ first: now.first_no, last: now.last_no }, piece)) throw new Refusal('invoice_range.gone', [`${spanText(piece)} 已不在原处`, `${spanText(piece)} is not there any more`]);
  const { before, after } = without({ first: now.first_no, last: now.last_no }, piece);
  await updateRecord(tx, InvoiceRange, now, { first_no: piece.first, last_no: piece.last, pieces: sizeOf(piece), holder: to.holder, shift: to.shift ?? null, invoice: to.invoice ?? null });
  for (const rest of [before, after]) {
    if (rest) await holdRange(tx, { ...rest, batch: now.batch, holder: now.holder, shift: now.shift, unit: now.unit_id });
  }
}

/** A whole range to another holder. */
export async function giveRange(tx: Tx, range: Held, to: Omit<To, 'unit'>): Promise<void> {
  await updateRecord(tx, InvoiceRange, { id: range.id }, { holder: to.holder, shift: to.shift ?? null, invoice: to.invoice ?? null });
}
