/** On a building's page: the label to put up, for those who may print it. */
import { useQuery } from '@tanstack/react-query';
import { Button } from 'antd';
import { createPortal } from 'react-dom';
import { api, keys } from '../../../../web/client.ts';
import { useFormat, useText } from '../../../../web/i18n/index.tsx';
import { QrCode } from '../../../../web/print/qr-code.tsx';
import type { PanelProps } from '../../../../web/shell/overrides.ts';
import { RefusalNote } from '../../../../web/widgets/refusal-note.tsx';
import { Section } from '../../../../web/widgets/section.tsx';
import type { BuildingLabel } from '../label.ts';
import './buildings.css';

const QUERY = 'building_label';

export function LabelPanel({ page }: PanelProps) {
  const { t } = useText();
  const format = useFormat();
  // The version is part of the key: a renewed label is asked for again.
  const found = useQuery({ queryKey: keys.query(QUERY, { building: page.row.id, version: page.row.version }), queryFn: () => api.get<BuildingLabel | null>(`/queries/${QUERY}`, { params: { building: page.row.id } }), retry: false });
  if (found.error) return <RefusalNote error={found.error} />;
  if (!found.data) return null;
  const label = found.data;
  return (
    <Section title={t(['报修二维码', 'Label to report faults'])} extra={<Button size="small" onClick={() => window.print()}>{t(['打印标签', 'Print the label'])}</Button>}>
      <p className="w-hint">{t([`贴在门厅、茶水间。谁都能扫码报修，不用登录；更换标签后旧标签立即失效。启用于 ${format.dateTime(label.since)}。`, `Put it up in the hall and the pantry. Anybody can scan it without signing in; renewing it stops the old one at once. Valid since ${format.dateTime(label.since)}.`])}</p>
      <OneLabel page={page} path={label.path} />
      {createPortal(<div className="building-label-sheet" aria-hidden="true"><OneLabel page={page} path={label.path} /></div>, document.body)}
    </Section>
  );
}

function OneLabel({ page: { row }, path }: Pick<PanelProps, 'page'> & { readonly path: string }) {
  const { t } = useText();
  return (
    <div className="building-label">
      <QrCode text={`${window.location.origin}${path}`} label={t([`${row.number} 报修二维码`, `QR code to report a fault in ${row.number}`])} />
      <div><b>{t(['扫码报修', 'Scan to report a fault'])}</b><span>{String(row['name'])}</span><span>{String(row['address'] ?? '')}</span><small>{row.number}</small></div>
    </div>
  );
}
