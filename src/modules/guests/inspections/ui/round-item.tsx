/** One item of the round: three large buttons, then what was found. What is chosen is kept at once. */
import { Button, Input } from 'antd';
import { useState } from 'react';
import type { Written } from '../../../../kernel/api.ts';
import type { RoundItem } from '../round.ts';
import { api, newId } from '../../../../web/client.ts';
import { useText } from '../../../../web/i18n/index.tsx';
import { useRegister } from '../../../../web/shell/session.tsx';
import { inputOf } from '../../../../web/widgets/inputs/index.tsx';
import { RefusalNote } from '../../../../web/widgets/refusal-note.tsx';

const OUTCOMES = [['ok', ['正常', 'In order']], ['fault', ['有问题', 'Fault']], ['na', ['不适用', 'N/A']]] as const;

export function RoundItemCard({ item, inspection, onSaved }: { readonly item: RoundItem; readonly inspection: string; onSaved(): void }) {
  const { t } = useText();
  const photos = useRegister('inspection_line')?.fields.find((f) => f.name === 'photos');
  const [open, setOpen] = useState<string | null>(null);
  const [note, setNote] = useState(item.line?.note ?? '');
  const [pictures, setPictures] = useState<unknown>(item.line?.photos ?? null);
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>(null);
  const chosen = open ?? item.line?.outcome ?? null;
  const save = async (outcome: string) => {
    setBusy(true);
    setError(null);
    const values = { outcome, note: note.trim() === '' ? null : note.trim(), photos: Array.isArray(pictures) && pictures.length > 0 ? pictures : null };
    try {
      if (item.line) await api.patch<Written>(`/records/inspection_line/${item.line.id}`, { version: item.line.version, values, reason: null }, { key: newId() });
      else await api.post<Written>('/records/inspection_line', { values: { inspection, item: item.id, ...values } }, { key: newId() });
      setOpen(null);
      onSaved();
    } catch (failure) {
      setError(failure);
    } finally {
      setBusy(false);
    }
  };
  const press = (outcome: string) => { if (outcome === 'fault') setOpen('fault'); else void save(outcome); };
  const writing = open === 'fault' || (open === null && item.line?.outcome === 'fault');
  return (
    <li className="round-item" data-outcome={item.line?.outcome ?? 'none'} aria-busy={busy}>
      <p><b>{item.name}</b>{item.standard && <small>{item.standard}</small>}</p>
      <div className="round-outcomes" role="group" aria-label={item.name}>
        {OUTCOMES.map(([outcome, label]) => <button key={outcome} type="button" data-outcome={outcome} aria-pressed={chosen === outcome} disabled={busy} onClick={() => press(outcome)}>{t(label)}</button>)}
      </div>
      {writing && (
        <div className="round-fault">
          <label><span>{t(['发现什么问题', 'What is wrong'])}</span><Input.TextArea rows={2} value={note} maxLength={300} onChange={(e) => setNote(e.target.value)} /></label>
          {photos && inputOf(photos, { id: `photos-${item.id}`, value: pictures, onChange: setPictures })}
          <span id={`photos-${item.id}-label`} className="round-hidden">{t(['照片', 'Photographs'])}</span>
          <Button type="primary" loading={busy} onClick={() => void save('fault')}>{item.line?.outcome === 'fault' ? t(['更新', 'Update']) : t(['记下问题', 'Keep the fault'])}</Button>
        </div>
      )}
      <RefusalNote error={error} />
    </li>
  );
}
