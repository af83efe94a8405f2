/** One application on the desk: what, how many, for whom, who bears it, what is missing, where it lies. */
import type { ReactNode } from 'react';
import { fill, useText } from '../../../../web/i18n/index.tsx';
import { Go, recordHref } from '../../../../web/widgets/go.tsx';
import { ToneTag } from '../../../../web/widgets/state-tag.tsx';
import type { DeskRow } from '../desk.ts';

const LATE = 7;

export function Card({ row, children }: { readonly row: DeskRow; readonly children: ReactNode }) {
  const { t } = useText();
  const enough = row.shelf !== null && row.shelf.held >= row.quantity;
  return (
    <article className="w-desk-card" aria-label={`${row.number} ${row.part}`}>
      <header>
        <h2>{row.part} <span className="w-desk-pieces">× {row.quantity} {row.measure}</span></h2>
        {row.decision && <ToneTag tone={row.out ? 'waiting' : 'done'} label={row.decision} />}
      </header>
      <p className="pd-whose"><Go href={recordHref('part_application', row.id)}>{row.number}</Go> {row.customer} · {row.unit === '' ? t(['设备未登记', 'unit not on record']) : row.unit}</p>
      <p className="w-quiet">
        {row.region} {row.technician}
        {row.order && <> · <Go href={recordHref('service_order', row.order)}>{row.orderNumber}</Go></>}
        {' · '}<span data-late={row.days > LATE} className="pd-days">{row.days === 0 ? t(['今天', 'today']) : t(fill(['已等 {n} 天', row.days === 1 ? 'waiting one day' : 'waiting {n} days'], { n: row.days }))}</span>
      </p>
      <p className="pd-fault">{row.fault}</p>
      {row.missing && <p className="pd-missing" role="note">{t(row.missing)}</p>}
      {['applied', 'decided', 'approved'].includes(row.state) && (
        <p className="pd-shelf" data-enough={enough}>{row.shelf === null ? t(['库里没有', 'None in stock']) : t(fill(['{place} 有 {n} {unit}', '{place}: {n} {unit}'], { place: row.shelf.name, n: row.shelf.held, unit: row.measure }))}</p>
      )}
      {children}
    </article>
  );
}
