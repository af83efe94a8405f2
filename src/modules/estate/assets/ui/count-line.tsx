/** One line of the count: what it is, where it should be, what came of it; a difference is explained on the spot. Serves LOG-3.2. */
import { Button, Input, InputNumber } from 'antd';
import { useState } from 'react';
import type { Label, Written } from '../../../../kernel/api.ts';
import type { CountSheetLine } from '../desk.ts';
import { api, newId } from '../../../../web/client.ts';
import { useText } from '../../../../web/i18n/index.tsx';
import { groupedYuan } from '../../../../web/widgets/amount.ts';
import { RefusalNote } from '../../../../web/widgets/refusal-note.tsx';

export const OUTCOME_WORDS: { readonly [outcome: string]: Label } = { missing: ['未见', 'Not seen'], found: ['账实相符', 'Found'], elsewhere: ['账在别处', 'Booked elsewhere'], gone: ['已注销仍在', 'Struck off, yet here'], surplus: ['盘盈', 'Surplus'] };

export function CountLineCard({ line, onSaved }: { readonly line: CountSheetLine; onSaved(): void }) {
  const { t } = useText();
  const [reason, setReason] = useState(line.reason ?? '');
  const [yuan, setYuan] = useState<number | null>(line.value === null ? null : line.value / 100);
  const [open, setOpen] = useState(false);
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>(null);
  const surplus = line.outcome === 'surplus';
  const save = async () => {
    setBusy(true);
    setError(null);
    try {
      const values = { reason: reason.trim() || null, ...(surplus ? { value: yuan === null ? null : Math.round(yuan * 100) } : {}) };
      await api.patch<Written>(`/records/asset_count_line/${line.id}`, { version: line.version, values, reason: null }, { key: newId() });
      setOpen(false);
      onSaved();
    } catch (failure) {
      setError(failure);
    }
    setBusy(false);
  };
  return (
    <li className="ac-line" data-outcome={line.outcome}>
      <div className="ac-line-head">
        <span><b>{line.what}</b>{line.number !== null && <small className="w-figure">{line.number}</small>}</span>
        <span className="ac-outcome">{t(OUTCOME_WORDS[line.outcome] ?? ['', ''])}</span>
      </div>
      <p className="w-quiet">{[line.place, line.seen_at !== null && line.seen_at !== line.place ? t([`实见 ${line.seen_at}`, `seen at ${line.seen_at}`]) : null, line.custodian].filter((x) => x !== null && x !== '').join(' · ')}</p>
      {line.outcome !== 'found' && !open && (
        <div className="ac-line-why">
          <span>{line.reason ?? ''}{surplus && line.value !== null ? ` · ${groupedYuan(line.value)}` : ''}</span>
          <Button size="small" onClick={() => setOpen(true)} aria-label={`${t(['写明原因', 'Explain'])} ${line.what}`}>{line.reason === null ? t(['写明原因', 'Explain']) : t(['修改', 'Change'])}</Button>
        </div>
      )}
      {open && (
        <div className="ac-line-form">
          <label><span>{t(['差异原因', 'Why it differs'])}</span><Input.TextArea rows={2} autoFocus value={reason} maxLength={200} onChange={(e) => setReason(e.target.value)} /></label>
          {surplus && <label><span>{t(['估价（元）', 'Value (yuan)'])}</span><InputNumber<number> value={yuan} min={0.01} precision={2} inputMode="decimal" onChange={setYuan} /></label>}
          <div><Button type="primary" loading={busy} onClick={() => void save()}>{t(['保存', 'Save'])}</Button> <Button onClick={() => setOpen(false)}>{t(['取消', 'Cancel'])}</Button></div>
        </div>
      )}
      <RefusalNote error={error} />
    </li>
  );
}
