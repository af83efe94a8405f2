/** The summary as the customer reads it before signing, and as it stands afterwards: drawn from the very text that is signed. */
import type { ReactNode } from 'react';
import { useFormat, useText } from '../../../../../web/i18n/index.tsx';
import type { VisitDocument } from '../../document.rules.ts';

export function Paper({ document: d, pictures }: { readonly document: VisitDocument; readonly pictures?: ReactNode }) {
  const { t } = useText();
  const format = useFormat();
  return (
    <article className="paper">
      <header><h2>{t(['服务报告与回执', 'Service report and receipt'])}</h2><p>{d.number}</p></header>
      <dl>
        <div><dt>{t(['客户', 'Customer'])}</dt><dd>{d.customer}</dd></div>
        {d.equipment && <div><dt>{t(['设备', 'Equipment'])}</dt><dd>{d.equipment}</dd></div>}
        <div><dt>{t(['技术员', 'Technician'])}</dt><dd>{d.technician}</dd></div>
        <div><dt>{t(['到场', 'Arrived'])}</dt><dd>{format.dateTime(d.arrived_at)}</dd></div>
        <div><dt>{t(['完工', 'Finished'])}</dt><dd>{format.dateTime(d.finished_at)}</dd></div>
        {d.found && <div><dt>{t(['现场情况', 'Found'])}</dt><dd className="long">{d.found}</dd></div>}
        <div><dt>{t(['完成工作', 'Work done'])}</dt><dd className="long">{d.work}</dd></div>
        <div><dt>{t(['结果', 'Outcome'])}</dt><dd>{d.outcome === 'resolved' ? t(['已解决', 'Resolved']) : t([`有遗留问题：${d.remainder}`, `Remainder left: ${d.remainder}`])}</dd></div>
        {d.readings.length > 0 && <div><dt>{t(['读数', 'Readings'])}</dt><dd><ul>{d.readings.map((r, i) => <li key={i}>{r.what} <b>{r.value}</b> {r.unit}</li>)}</ul></dd></div>}
        {d.parts.length > 0 && <div><dt>{t(['配件', 'Parts'])}</dt><dd><ul>{d.parts.map((p, i) => <li key={i}>{p.name} × {p.quantity} {p.unit}{p.source === 'not_from_stock' && t(['（客户自备）', ' (customer’s own)'])}</li>)}</ul></dd></div>}
        <div><dt>{t(['安全检查', 'Safety'])}</dt><dd>{t([`${d.safety.length} 项，均具备或不涉及`, `${d.safety.length} checks, all in order or not applicable`])}</dd></div>
        {d.photos.length > 0 && <div><dt>{t(['照片', 'Photographs'])}</dt><dd>{t([`${d.photos.length} 张`, String(d.photos.length)])}{pictures}</dd></div>}
      </dl>
    </article>
  );
}
