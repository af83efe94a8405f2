/** The label of an asset: its QR code holds the address of its record, so that any phone opens it and a count knows it. Serves LOG-3.2, P24. */
import { Button } from 'antd';
import { createPortal } from 'react-dom';
import { useText } from '../../../../web/i18n/index.tsx';
import { QrCode } from '../../../../web/print/qr-code.tsx';
import type { PanelProps } from '../../../../web/shell/overrides.ts';
import { recordHref } from '../../../../web/widgets/go.tsx';
import { Section } from '../../../../web/widgets/section.tsx';
import './assets.css';

export interface Labelled { readonly id: string; readonly number: string; readonly name: string }

export function AssetLabel({ asset }: { readonly asset: Labelled }) {
  const { t } = useText();
  return (
    <div className="asset-label">
      <QrCode text={`${window.location.origin}${recordHref('asset', asset.id)}`} label={t([`${asset.number} 的二维码`, `QR code of ${asset.number}`])} />
      <div><b>{asset.number}</b><span>{asset.name}</span><small>{t(['固定资产，请勿撕下', 'Fixed asset, do not remove'])}</small></div>
    </div>
  );
}

/** On paper there is nothing but the labels. */
export function LabelSheet({ assets }: { readonly assets: readonly Labelled[] }) {
  return createPortal(<div className="asset-label-sheet" aria-hidden="true">{assets.map((a) => <AssetLabel key={a.id} asset={a} />)}</div>, document.body);
}

export function LabelPanel({ page }: PanelProps) {
  const { t } = useText();
  const asset = { id: page.row.id, number: page.row.number, name: [page.row['name'], page.row['spec']].filter((x) => typeof x === 'string').join(' ') };
  return (
    <Section title={t(['标签', 'Label'])} extra={<Button size="small" onClick={() => window.print()}>{t(['打印标签', 'Print the label'])}</Button>}>
      <AssetLabel asset={asset} />
      <LabelSheet assets={[asset]} />
    </Section>
  );
}
