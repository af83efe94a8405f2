/** One item of the round: three large buttons; a fault opens what is asked about it. What is chosen is kept at once. Serves CC-1, CC-2. */
import { Button, Checkbox, Input } from 'antd';
import { useId, useState } from 'react';
import { api, newId } from '../../../../web/client.ts';
import { useText } from '../../../../web/i18n/index.tsx';
import { useRegister } from '../../../../web/shell/session.tsx';
import { Go, recordHref } from '../../../../web/widgets/go.tsx';
import { FieldInput } from '../../../../web/widgets/field-input.tsx';
import { RefusalNote } from '../../../../web/widgets/refusal-note.tsx';
import type { RoundPage } from '../round.ts';

type Item = NonNullable<RoundPage['current']>['items'][number];
const OUTCOMES = [['ok', ['正常', 'In order']], ['fault', ['有问题', 'Fault']], ['na', ['不适用', 'N/A']]] as const;

export function RoundCard({ item, round, onSaved }: { readonly item: Item; readonly round: string; onSaved(): void }) {
  const { t } = useText();
  const [open, setOpen] = useState(false);
  const [error, setError] = useState<unknown>(null);
  const done = item.found[0]?.outcome;
  const save = async (values: object) => {
    setError(null);
    try {
      await api.post('/records/round_line', { values: { round, item: item.id, report: false, ...values } }, { key: newId() });
      setOpen(false);
      onSaved();
    } catch (e) {
      setError(e);
    }
  };
  return (
    <li className="wk-card" data-outcome={done ?? 'none'}>
      <p className="wk-what"><b>{t([item.text, item.text_en ?? item.text])}</b> <small>{item.rule}{item.advice && t([' 建议', ' advice'])}</small></p>
      <div className="wk-buttons">
        {OUTCOMES.map(([outcome, label]) => (
          <Button key={outcome} size="large" type={done === outcome && outcome !== 'fault' ? 'primary' : 'default'} danger={outcome === 'fault'} aria-pressed={done === outcome}
            disabled={done !== undefined && outcome !== 'fault'} onClick={() => { if (outcome === 'fault') setOpen(true); else void save({ outcome }); }}>{t(label)}</Button>
        ))}
      </div>
      <RefusalNote error={error} />
      {item.found.filter((l) => l.outcome === 'fault').map((l) => (
        <p key={`${l.who}${l.note}`} className="wk-found">{l.who && <b>{l.who} </b>}{l.note} <small>{l.verdict && t([l.verdict, l.verdict_en ?? l.verdict])}</small>{l.incident && <> <Go href={recordHref('incident', l.incident)}>{t(['违纪事件', 'Incident'])}</Go></>}</p>
      ))}
      {open && <Fault item={item} onSave={save} onCancel={() => setOpen(false)} />}
    </li>
  );
}

function Fault({ item, onSave, onCancel }: { readonly item: Item; onSave(values: object): Promise<void>; onCancel(): void }) {
  const { t } = useText();
  const id = useId();
  const meta = useRegister('round_line');
  const [note, setNote] = useState('');
  const [report, setReport] = useState(false);
  const [more, setMore] = useState<{ readonly [name: string]: unknown }>({});
  const names = ['photos', ...(item.subject === 'person' ? ['employee'] : []), ...(item.rule === 'CC-2.3' ? ['dress'] : []), ...(report ? ['zone', 'grade'] : [])];
  return (
    <div className="wk-fault">
      <label htmlFor={`${id}note`}>{t(['看到什么', 'What you see'])}</label>
      <Input id={`${id}note`} value={note} maxLength={200} onChange={(e) => setNote(e.target.value)} />
      {names.flatMap((name) => meta?.fields.filter((f) => f.name === name) ?? []).map((field) => (
        <FieldInput key={field.name} id={`${id}${field.name}`} field={field} value={more[field.name] ?? null} onChange={(value: unknown) => setMore((m) => ({ ...m, [field.name]: value }))} />
      ))}
      {item.offence !== null && <Checkbox checked={report} onChange={(e) => setReport(e.target.checked)}>{t([`报告违纪（${item.offence}）`, `Report as a breach (${item.offence})`])}</Checkbox>}
      <div className="wk-buttons">
        <Button type="primary" size="large" onClick={() => void onSave({ outcome: 'fault', note: note.trim() === '' ? null : note.trim(), ...more, report })}>{t(['记下', 'Save'])}</Button>
        <Button size="large" onClick={onCancel}>{t(['取消', 'Cancel'])}</Button>
      </div>
    </div>
  );
}
