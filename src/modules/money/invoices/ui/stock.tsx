/** Who has which sheets (发票去向): each batch as a strip of its numbers, and below it whose hands every piece lies in. Serves I5, I8, P10. */
import { useQuery } from '@tanstack/react-query';
import type { StockBatch, StockPiece, StockView } from '../stock-view.ts';
import { api, keys } from '../../../../web/client.ts';
import { useFormat, useText } from '../../../../web/i18n/index.tsx';
import { EmptyState, Failure, Loading, PageHeading } from '../../../../web/shell/page.tsx';
import { useRegister } from '../../../../web/shell/session.tsx';
import { Go, recordHref } from '../../../../web/widgets/go.tsx';
import './invoices.css';

export function StockPage() {
  const { t } = useText();
  const stock = useQuery({ queryKey: keys.query('invoice_stock_view', {}), queryFn: () => api.get<StockView>('/queries/invoice_stock_view') });
  if (stock.error) return <Failure error={stock.error} onRetry={() => void stock.refetch()} />;
  if (!stock.data) return <Loading />;
  return (
    <div className="stock">
      <PageHeading title={t(['发票去向', 'Who has which sheets'])} note={t(['每个号码只在一处；已开具的合并显示', 'Every number lies in one place; issued ones are shown together'])}>
        <Go className="w-as-button" href="/report/invoice_stock">{t(['库存核对', 'Prove the stock'])}</Go>
      </PageHeading>
      {stock.data.batches.length === 0 && <EmptyState title={t(['还没有入库的发票', 'No invoices received'])} text={t(['财务在“发票入库”登记从税务机关领回的发票', 'Finance enters what comes from the tax office'])} />}
      {stock.data.batches.map((batch) => <Batch key={batch.id} batch={batch} />)}
    </div>
  );
}

function useHolders(): (holder: string) => string {
  const { t } = useText();
  const holders = (useRegister('invoice_range')?.fields.find((f) => f.name === 'holder')?.options['choices'] ?? {}) as { readonly [holder: string]: readonly [string, string] };
  return (holder) => t(holders[holder] ?? [holder, holder]);
}

function Batch({ batch }: { readonly batch: StockBatch }) {
  const { t } = useText();
  const format = useFormat();
  const holder = useHolders();
  const blanks = batch.ranges.filter((r) => !['issued', 'voided'].includes(r.holder));
  const used = batch.ranges.filter((r) => ['issued', 'voided'].includes(r.holder));
  const total = (of: 'issued' | 'voided') => used.filter((r) => r.holder === of).reduce((n, r) => n + r.pieces, 0);
  return (
    <section className="stock-batch" aria-label={`${batch.type} ${batch.code}`}>
      <h2><span>{batch.type}{batch.face === null ? '' : ` ${format.money(batch.face)}`}</span> <Go className="w-figure" href={recordHref('invoice_batch', batch.id)}>{batch.code}</Go></h2>
      <p className="w-quiet w-figure">{t([`${batch.first}–${batch.last}，共 ${batch.pieces} 张`, `${batch.first}–${batch.last}, ${batch.pieces} sheets`])}</p>
      <div className="stock-strip" aria-hidden="true">{batch.ranges.map((r) => <i key={r.first} data-holder={r.holder} style={{ flexGrow: r.pieces }} title={`${r.first}–${r.last} ${holder(r.holder)}`} />)}</div>
      <table className="stock-table">
        <thead><tr><th>{t(['在谁手中', 'With'])}</th><th>{t(['号码', 'Numbers'])}</th><th className="stock-n">{t(['张数', 'Sheets'])}</th></tr></thead>
        <tbody>
          {blanks.map((r) => <tr key={r.first}><td><Who piece={r} name={holder(r.holder)} /></td><td>{span(r)}</td><td className="stock-n">{r.pieces}</td></tr>)}
          {(['issued', 'voided'] as const).filter((of) => total(of) > 0).map((of) => (
            <tr key={of}><td><span className="stock-key" data-holder={of}>{holder(of)}</span></td><td><Issued pieces={used.filter((r) => r.holder === of)} /></td><td className="stock-n">{total(of)}</td></tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

const span = (r: StockPiece): string => (r.first === r.last ? r.first : `${r.first}–${r.last}`);

function Who({ piece, name }: { readonly piece: StockPiece; readonly name: string }) {
  return <span className="stock-key" data-holder={piece.holder}>{name} {piece.shift !== null && <><Go className="w-figure" href={recordHref('shift', piece.shift)}>{piece.shift_no}</Go> {piece.clerk}</>}</span>;
}

/** The last few, each opening its invoice; the rest is in the register. */
function Issued({ pieces }: { readonly pieces: readonly StockPiece[] }) {
  const { t } = useText();
  const shown = pieces.slice(-3);
  return (
    <>
      {pieces.length > shown.length && <span className="w-quiet">{t(['… ', '… '])}</span>}
      {shown.map((r, i) => <span key={r.first}>{i > 0 && t(['、', ', '])}{r.invoice === null ? span(r) : <Go href={recordHref('invoice', r.invoice)}>{span(r)}</Go>}</span>)}
    </>
  );
}
