/** Kinds of invoice (发票种类) and the batches finance received (发票入库). Serves G17, I5. */
import { defineRegister, f, post, posting, Refusal, type Tx } from '../../../kernel/index.ts';
import { InvoiceSheets } from './ledger.ts';
import { holdRange } from './range.ts';
import { overlaps, sizeOf, spanText } from './rules.ts';

export const MODELS = { denominated: ['定额发票', 'Fixed denominations'], numbered: ['机打或手写发票', 'Numbered forms'], electronic: ['电子发票', 'E-invoice'] } as const;

export const InvoiceType = defineRegister('invoice_type', {
  label: ['发票种类', 'Kind of invoice'],
  number: 'FPZ{000}',
  fields: {
    name: f.text('名称', 'Name', { max: 60 }),
    model: f.choice('方式', 'Model', MODELS),
    monthly_quota: f.money('每月授信额度', 'Credit a month', { optional: true, hint: ['只用于电子发票；空着表示不限', 'For e-invoices only; empty: no limit'] }),
  },
  title: ['name'],
  list: ['name', 'model', 'monthly_quota'],
  sorts: ['name'],
  unique: [['name']],
  access: { read: ['vip_agent', 'duty_supervisor', 'vip_manager', 'finance', 'auditor'], create: ['finance'], edit: ['finance'], archive: ['finance'] },
  empty: ['先登记使用的发票种类：定额、机打或电子。', 'First the kinds of invoice in use: fixed denominations, forms, or electronic.'],
  opening: {
    guard({ input }) {
      if (input.monthly_quota !== null && input.model !== 'electronic') throw new Refusal('invoice_type.quota', ['只有电子发票有授信额度', 'Only e-invoices have a credit'], 422, { monthly_quota: ['只用于电子发票', 'For e-invoices only'] });
    },
  },
});

export const InvoiceBatch = defineRegister('invoice_batch', {
  label: ['发票入库', 'Invoice batch'],
  number: 'FPR-{yyyy}-{0000}',
  gapless: true,
  fields: {
    type: f.ref('发票种类', 'Kind', 'invoice_type'),
    batch_code: f.text('发票代码', 'Invoice code', { max: 20 }),
    face: f.money('面额', 'Denomination', { optional: true, min: 1, hint: ['定额发票必填', 'Needed for fixed denominations'] }),
    first_no: f.integer('起始号', 'First number', { big: true, min: 1, max: 99_999_999 }),
    last_no: f.integer('终止号', 'Last number', { big: true, min: 1, max: 99_999_999 }),
    pieces: f.integer('张数', 'Sheets', { optional: true, readonly: true }),
    received_on: f.date('入库日期', 'Received on', { optional: true, readonly: true }),
    supplier: f.text('领自', 'Received from', { optional: true, max: 60 }),
  },
  title: ['batch_code', 'face'],
  list: ['type', 'batch_code', 'face', 'first_no', 'last_no', 'pieces', 'received_on'],
  sorts: ['-number', '-received_on'],
  indexes: [['batch_code', 'first_no']],
  access: { read: ['vip_agent', 'duty_supervisor', 'vip_manager', 'finance', 'auditor'], create: ['finance'] },
  empty: ['从税务机关领回的发票在这里入库，再由当班领用。', 'Invoices brought from the tax office are entered here; shifts draw from them.'],
  opening: {
    async facts({ tx, input }) {
      await tx.query('select pg_advisory_xact_lock(hashtextextended($1, 0))', [`invoice_batch ${tx.tenantId} ${input.batch_code}`]);
      const [type] = await tx.query<{ model: keyof typeof MODELS }>('select model from invoice_type where tenant_id = $1 and id = $2', [tx.tenantId, input.type]);
      const others = await tx.query<{ number: string; first: number; last: number }>('select number, first_no as first, last_no as last from invoice_batch where tenant_id = $1 and batch_code = $2', [tx.tenantId, input.batch_code]);
      return { model: type?.model ?? null, others: others.map((o) => ({ number: o.number, first: Number(o.first), last: Number(o.last) })) };
    },
    guard({ input, facts }) {
      const span = { first: input.first_no, last: input.last_no };
      if (facts.model === 'electronic') throw new Refusal('invoice_batch.electronic', ['电子发票没有库存，不入库', 'E-invoices have no stock'], 422, { type: ['电子发票不入库', 'No stock'] });
      if ((facts.model === 'denominated') !== (input.face !== null)) throw new Refusal('invoice_batch.face', ['定额发票须填面额，其他种类不填', 'A denomination is needed for fixed denominations and for nothing else'], 422, { face: ['与发票种类不符', 'Does not fit the kind'] });
      if (span.last < span.first) throw new Refusal('invoice_batch.order', ['终止号小于起始号', 'The last number is below the first'], 422, { last_no: ['不小于起始号', 'Not below the first'] });
      const other = facts.others.find((o) => overlaps(o, span));
      if (other) throw new Refusal('invoice_batch.overlap', [`与 ${other.number} 的 ${spanText(other)} 重叠`, `It overlaps ${spanText(other)} of ${other.number}`], 409, { first_no: ['号码重叠', 'Numbers overlap'] });
    },
    set: ({ input, day }) => ({ pieces: input.last_no - input.first_no + 1, received_on: day }),
    async effect({ tx, record, now }) {
      const span = { first: record.first_no, last: record.last_no };
      await holdRange(tx, { batch: record.id, ...span, holder: 'finance', unit: record.unit_id });
      await post(tx, posting(InvoiceSheets, 'receive', { amount: sizeOf(span), owner: record.id, because: record.number, cause: { register: 'invoice_batch', id: record.id }, at: now, unit: record.unit_id, dimensions: [record.id] }));
    },
  },
});

export interface BatchHead { readonly id: string; readonly type: string; readonly model: keyof typeof MODELS; readonly code: string; readonly face: number | null }
export async function batchHeads(tx: Tx, ids: readonly string[]): Promise<ReadonlyMap<string, BatchHead>> {
  const rows = await tx.query<BatchHead>(
    `select b.id, b.type, t.model, b.batch_code as code, b.face::bigint as face from invoice_batch b join invoice_type t on t.tenant_id = b.tenant_id and t.id = b.type where b.tenant_id = $1 and b.id = any($2)`, [tx.tenantId, ids]);
  return new Map(rows.map((r) => [r.id, { ...r, face: r.face === null ? null : Number(r.face) }]));
}
