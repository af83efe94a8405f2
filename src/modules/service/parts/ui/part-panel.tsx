/** On a part's page: where it lies now, and the label for its bin. */
import { useQuery } from '@tanstack/react-query';
import { Button, Modal } from 'antd';
import { useState } from 'react';
import { createPortal } from 'react-dom';
import { api, keys } from '../../../../web/client.ts';
import { fill, useText } from '../../../../web/i18n/index.tsx';
import { QrCode } from '../../../../web/print/qr-code.tsx';
import type { PanelProps } from '../../../../web/shell/overrides.ts';
import { Go, recordHref } from '../../../../web/widgets/go.tsx';
import { RefusalNote } from '../../../../web/widgets/refusal-note.tsx';
import { Section } from '../../../../web/widgets/section.tsx';
import type { PartWhere } from '../where.ts';
import './parts.css';

export function PartPanel({ page }: PanelProps) {
  const { t } = useText();
  const [printing, setPrinting] = useState(false);
  const part = page.row.id;
  const found = useQuery({ queryKey: keys.query('part_where', { part }), queryFn: () => api.get<readonly PartWhere[]>('/queries/part_where', { params: { part } }), retry: false });
  const rows = found.data ?? [];
  const sum = rows.reduce((all, r) => all + r.held, 0);
  const measure = String(page.row['measure'] ?? '');
  return (
    <Section title={t(fill(['现有 {n} {unit}', 'On hand: {n} {unit}'], { n: sum, unit: measure }))} extra={<Button size="small" onClick={() => setPrinting(true)}>{t(['打印货位标签', 'Print a bin label'])}</Button>}>
      <RefusalNote error={found.error} />
      {found.data && rows.length === 0 && <p className="w-hint">{t(['您管的库位都没有。', 'None in the places you see.'])}</p>}
      {rows.length > 0 && <ul className="pd-short">{rows.map((r) => <li key={r.item}><Go href={recordHref('stock_item', r.item)}>{r.name}</Go><b className="w-num">{r.held}</b></li>)}</ul>}
      <Modal open={printing} onCancel={() => setPrinting(false)} title={t(['货位标签', 'Bin label'])} width={460} destroyOnHidden footer={<Button type="primary" onClick={() => window.print()}>{t(['打印', 'Print'])}</Button>}>
        <p className="w-hint">{t(['贴在货位上。扫码打开这种配件，看到各处还有多少。', 'Stick it on the bin. Scanning it opens the part and shows how many there are, place by place.'])}</p>
        <OneLabel page={page} />
        {printing && createPortal(<div className="part-label-sheet"><OneLabel page={page} /></div>, document.body)}
      </Modal>
    </Section>
  );
}

function OneLabel({ page: { row } }: Pick<PanelProps, 'page'>) {
  const { t } = useText();
  return (
    <div className="part-label">
      <QrCode text={`${window.location.origin}${recordHref('part', row.id)}`} label={t([`${row.number} 二维码`, `QR code of ${row.number}`])} />
      <div><b>{String(row['name'])}</b><span>{String(row['spec'] ?? '')}</span><span>{String(row['code'])}</span><small>{row.number}</small></div>
    </div>
  );
}
