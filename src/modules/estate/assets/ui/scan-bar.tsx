/** Where labels are scanned (扫码栏): by camera when the phone can read codes, by a scanner or by hand otherwise; what was seen last is said aloud. Serves LOG-3.2. */
import { Button, Input, type InputRef } from 'antd';
import { useRef, useState } from 'react';
import type { RecordPage, Written } from '../../../../kernel/api.ts';
import type { CountSheetLine } from '../desk.ts';
import { api, newId } from '../../../../web/client.ts';
import { useText } from '../../../../web/i18n/index.tsx';
import { useScans } from '../../../../web/shell/scanning.ts';
import { Camera, hasCamera } from '../../../../web/widgets/camera.tsx';
import { RefusalNote } from '../../../../web/widgets/refusal-note.tsx';
import { OUTCOME_WORDS } from './count-line.tsx';

export function ScanBar({ count, lines, onSaved }: { readonly count: string; readonly lines: readonly CountSheetLine[]; onSaved(): void }) {
  const { t } = useText();
  const [code, setCode] = useState('');
  const [place, setPlace] = useState('');
  const [what, setWhat] = useState<string | null>(null);
  const [camera, setCamera] = useState(false);
  const [error, setError] = useState<unknown>(null);
  const [last, setLast] = useState<{ readonly text: string; readonly outcome: string } | null>(null);
  const box = useRef<InputRef>(null);
  const send = async (values: { readonly code?: string; readonly what?: string }) => {
    setError(null);
    try {
      const { id } = await api.post<Written>('/records/asset_scan', { values: { count, code: null, what: null, condition: 'good', photo: null, ...values, seen_at: place.trim() || null } }, { key: newId() });
      const { row } = await api.get<RecordPage>(`/records/asset_scan/${id}`);
      const outcome = String(row['outcome'] ?? '');
      const line = lines.find((l) => l.asset !== null && l.asset === row['asset']);
      setLast({ outcome, text: `${line?.what ?? values.what ?? values.code?.split('/').at(-1) ?? ''}：${t(OUTCOME_WORDS[outcome] ?? ['', ''])}${row['again'] === true ? t(['（已扫过）', ' (seen before)']) : ''}` });
      setCode('');
      setWhat(null);
      onSaved();
    } catch (failure) {
      setLast(null);
      setError(failure);
    }
    box.current?.focus();
  };
  // A handheld scanner works wherever the focus is.
  useScans((seen) => void send({ code: seen }));
  const typed = () => { if (code.trim() !== '') void send({ code: code.trim() }); };
  return (
    <div className="ac-scan no-print">
      <div className="ac-scan-row">
        <Input ref={box} size="large" value={code} inputMode="text" autoComplete="off" aria-label={t(['标签或编号', 'Label or number'])} placeholder={t(['扫码，或键入编号', 'Scan, or type the number'])} onChange={(e) => setCode(e.target.value)} onPressEnter={typed} />
        <Button size="large" type="primary" onClick={typed}>{t(['记下', 'Record'])}</Button>
      </div>
      <div className="ac-scan-row">
        <Input value={place} maxLength={60} aria-label={t(['现在所在地点', 'Where you are'])} placeholder={t(['现在所在地点（选填）', 'Where you are (optional)'])} onChange={(e) => setPlace(e.target.value)} />
        {hasCamera && <Button aria-pressed={camera} onClick={() => setCamera(!camera)}>{camera ? t(['关闭相机', 'Close camera']) : t(['相机扫码', 'Camera'])}</Button>}
        <Button aria-expanded={what !== null} onClick={() => setWhat(what === null ? '' : null)}>{t(['没有标签', 'No label'])}</Button>
      </div>
      {what !== null && (
        <div className="ac-scan-row">
          <Input value={what} maxLength={120} autoFocus aria-label={t(['没有标签的实物', 'Thing without a label'])} placeholder={t(['名称、型号、样子', 'Name, model, what it looks like'])} onChange={(e) => setWhat(e.target.value)} />
          <Button type="primary" disabled={what.trim() === ''} onClick={() => void send({ what: what.trim() })}>{t(['记为盘盈', 'Record as surplus'])}</Button>
        </div>
      )}
      {camera && <Camera onCode={(seen) => void send({ code: seen })} onFailed={() => setCamera(false)} />}
      <p className="ac-last" role="status" data-outcome={last?.outcome ?? ''}>{last?.text ?? ''}</p>
      <RefusalNote error={error} />
    </div>
  );
}
