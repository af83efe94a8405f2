/** Who has which sheets (发票去向): every batch with its ranges in order, whose hands each lies in and who that is. Not for clerks: they count blind. Serves I5, I8, P10, G17. */
import { defineQuery } from '../../../kernel/index.ts';
import type { MODELS } from './batch.ts';
import { numberText, type Span } from './rules.ts';
import type { HOLDERS } from './range.ts';

export interface StockPiece { readonly holder: keyof typeof HOLDERS; readonly first: string; readonly last: string; readonly pieces: number; readonly shift: string | null; readonly shift_no: string | null; readonly clerk: string | null; readonly invoice: string | null; readonly invoice_no: string | null }
export interface StockBatch { readonly id: string; readonly code: string; readonly type: string; readonly model: keyof typeof MODELS; readonly face: number | null; readonly first: string; readonly last: string; readonly pieces: number; readonly ranges: readonly StockPiece[] }
export interface StockView { readonly batches: readonly StockBatch[] }

interface Row extends Omit<StockPiece, 'first' | 'last'> { readonly batch: string; readonly first: number; readonly last: number }

/** Neighbouring numbers in the same hands are one piece. */
export function joined<R extends Span & { readonly holder: string; readonly shift: string | null; readonly invoice: string | null; readonly pieces: number }>(ranges: readonly R[]): readonly R[] {
  const out: R[] = [];
  for (const r of ranges) {
    const before = out.at(-1);
    if (before && before.last + 1 === r.first && before.holder === r.holder && before.shift === r.shift && before.invoice === r.invoice) out[out.length - 1] = { ...before, last: r.last, pieces: before.pieces + r.pieces };
    else out.push(r);
  }
  return out;
}

export const InvoiceStockView = defineQuery('invoice_stock_view', {
  label: ['发票去向', 'Who has which sheets'],
  access: ['duty_supervisor', 'vip_manager', 'finance'],
  params: {},
  async run(tx): Promise<StockView> {
    const batches = await tx.query<Omit<StockBatch, 'ranges' | 'first' | 'last'> & { first: string; last: string }>(
      `select b.id, b.batch_code as code, t.name as type, t.model, b.face::int as face, b.first_no as first, b.last_no as last, b.pieces::int as pieces
       from invoice_batch b join invoice_type t on t.tenant_id = b.tenant_id and t.id = b.type where b.tenant_id = $1 and b.archived_at is null order by t.name, b.face desc nulls last, b.first_no`, [tx.tenantId]);
    const rows = await tx.query<Row>(
      `select r.batch, r.holder, r.first_no as first, r.last_no as last, r.pieces::int as pieces, r.shift, s.number as shift_no, u.display_name as clerk, r.invoice, i.number as invoice_no
       from invoice_range r left join shift s on s.tenant_id = r.tenant_id and s.id = r.shift left join app_user u on u.tenant_id = s.tenant_id and u.id = s.clerk
         left join invoice i on i.tenant_id = r.tenant_id and i.id = r.invoice where r.tenant_id = $1 order by r.batch, r.first_no`, [tx.tenantId]);
    const pieces = rows.map((r) => ({ ...r, first: Number(r.first), last: Number(r.last) }));
    return {
      batches: batches.map((b) => ({
        ...b, first: numberText(Number(b.first)), last: numberText(Number(b.last)),
        ranges: joined(pieces.filter((p) => p.batch === b.id)).map(({ batch: _batch, first, last, ...rest }) => ({ ...rest, first: numberText(first), last: numberText(last) })),
      })),
    };
  },
});
