/** Labels to print (资产标签): what was entered and has no label yet; printed together, then put into the store one by one as they are stuck on. Serves LOG-3.2. */
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Button } from 'antd';
import { useState } from 'react';
import type { Written } from '../../../../kernel/api.ts';
import type { LabelOf } from '../desk.ts';
import { api, keys, newId } from '../../../../web/client.ts';
import { useFormat, useText } from '../../../../web/i18n/index.tsx';
import { EmptyState, Loading, PageHeading } from '../../../../web/shell/page.tsx';
import { Go, listHref, recordHref } from '../../../../web/widgets/go.tsx';
import { RefusalNote } from '../../../../web/widgets/refusal-note.tsx';
import { AssetLabel, LabelSheet } from './label.tsx';
import './assets.css';

export function LabelsPage() {
  const { t } = useText();
  const format = useFormat();
  const client = useQueryClient();
  const found = useQuery({ queryKey: keys.query('asset_labels', {}), queryFn: () => api.get<readonly LabelOf[]>('/queries/asset_labels') });
  const [busy, setBusy] = useState<string | null>(null);
  const [error, setError] = useState<unknown>(null);
  const stick = async (a: LabelOf) => {
    setBusy(a.id);
    setError(null);
    try {
      await api.post<Written>(`/records/asset/${a.id}/steps/label`, { version: a.version, input: {}, signatures: [] }, { key: newId() });
    } catch (failure) {
      setError(failure);
    }
    setBusy(null);
    await client.invalidateQueries({ queryKey: keys.query('asset_labels', {}) });
  };
  const assets = found.data ?? [];
  return (
    <div className="al">
      <PageHeading title={t(['资产标签', 'Asset labels'])} note={t(['打印后贴在实物上，贴好一件按一次“已贴”', 'Print, stick on, and press “Stuck on” for each'])}>
        {assets.length > 0 && <Button type="primary" onClick={() => window.print()}>{t([`打印 ${assets.length} 张`, `Print ${assets.length}`])}</Button>}
      </PageHeading>
      <RefusalNote error={found.error ?? error} />
      {found.isPending && <Loading />}
      {found.data && assets.length === 0 && <EmptyState title={t(['没有待贴签的资产', 'Nothing waits for a label'])}><Go href={listHref('asset')}>{t(['看全部资产', 'See all assets'])}</Go></EmptyState>}
      <ul className="al-list">
        {assets.map((a) => (
          <li key={a.id}>
            <AssetLabel asset={a} />
            <div className="al-side">
              <span className="w-quiet"><Go href={recordHref('asset', a.id)}>{a.number}</Go> · {format.date(a.entered_on)}{a.source === null ? '' : ` · ${a.source}`}</span>
              <Button loading={busy === a.id} onClick={() => void stick(a)} aria-label={`${t(['已贴', 'Stuck on'])} ${a.number}`}>{t(['已贴', 'Stuck on'])}</Button>
            </div>
          </li>
        ))}
      </ul>
      <LabelSheet assets={assets} />
    </div>
  );
}
