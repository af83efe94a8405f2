/** One open question, answered where it stands: the possible values, the suggestion, the reason. Serves AC-10, CG-04 to CG-32. */
import { useQueryClient } from '@tanstack/react-query';
import { Button, Checkbox, Input, InputNumber, Radio, Select } from 'antd';
import { type FormEvent, useId, useState } from 'react';
import { api } from '../../../../web/client.ts';
import { useText } from '../../../../web/i18n/index.tsx';
import { RefusalNote } from '../../../../web/widgets/refusal-note.tsx';
import type { Question } from '../answers.rules.ts';
import type { CheckQuestion, RulebookCheck } from '../queries.ts';
import { type Dress, DressGrid } from './dress-grid.tsx';

export function Answer({ question, data, open }: { readonly question: CheckQuestion; readonly data: RulebookCheck; readonly open: boolean }) {
  const { t } = useText();
  const [asked, setAsked] = useState(false);
  return (
    <div className="rb-answer">
      <span className="rb-question">{t([`${question.label[0]}：`, `${question.label[1]}: `])}<b data-undecided={question.value === null}>{t(question.said)}</b></span>
      {question.question === null && <span className="w-quiet"> {t(['公布时填写', 'Given when publishing'])}</span>}
      {open && question.question !== null && <Button type="link" size="small" aria-expanded={asked} onClick={() => setAsked(!asked)}>{t(question.value === null ? ['选定', 'Answer'] : ['改选', 'Change'])}</Button>}
      {asked && <AnswerForm question={question} data={data} onDone={() => setAsked(false)} />}
    </div>
  );
}

function AnswerForm({ question, data, onDone }: { readonly question: CheckQuestion; readonly data: RulebookCheck; onDone(): void }) {
  const { t } = useText();
  const client = useQueryClient();
  const id = useId();
  const asked = question.question!;
  const [value, setValue] = useState<unknown>(question.value ?? question.suggestion);
  const [reason, setReason] = useState('');
  const [error, setError] = useState<unknown>(null);
  const [busy, setBusy] = useState(false);
  const save = async (e: FormEvent) => {
    e.preventDefault();
    setBusy(true);
    setError(null);
    try {
      await api.post('/records/rulebook_choice', { values: { rulebook: data.version!.id, parameter: question.parameter, answer: JSON.stringify(value ?? null), reason: reason.trim() || null } });
      await client.invalidateQueries({ queryKey: ['queries'] });
      onDone();
    } catch (failure) {
      setError(failure);
      setBusy(false);
    }
  };
  return (
    <form className="rb-form" onSubmit={(e) => void save(e)} aria-label={t(question.label)}>
      <ValueInput id={`${id}value`} asked={asked} value={value} onChange={setValue} data={data} />
      {question.suggestionSaid && <p className="w-note">{t(['建议：', 'Suggested: '])}{t(question.suggestionSaid)} <Button type="link" size="small" onClick={() => setValue(question.suggestion)}>{t(['采用', 'Use it'])}</Button></p>}
      <label htmlFor={`${id}reason`} className="w-label">{t(['理由', 'Why'])}</label>
      <Input id={`${id}reason`} value={reason} maxLength={400} onChange={(e) => setReason(e.target.value)} placeholder={t(['以后的处分说明会引用', 'Later decisions quote it'])} />
      <RefusalNote error={error} />
      <span className="rb-buttons"><Button type="primary" htmlType="submit" size="small" loading={busy} disabled={reason.trim() === ''}>{t(['选定', 'Answer'])}</Button><Button size="small" onClick={onDone}>{t(['取消', 'Cancel'])}</Button></span>
    </form>
  );
}

interface ValueProps { readonly id: string; readonly asked: Question; readonly value: unknown; onChange(value: unknown): void; readonly data: RulebookCheck }

function ValueInput({ id, asked, value, onChange, data }: ValueProps) {
  const { t } = useText();
  switch (asked.kind) {
    case 'choice': return <Radio.Group value={JSON.stringify(value ?? null)} onChange={(e) => onChange(JSON.parse(String(e.target.value)))} options={asked.options.map((option) => ({ value: JSON.stringify(option.value), label: t(option.label) }))} />;
    case 'number': return <InputNumber id={id} aria-label={t(asked.unit)} min={asked.min} max={asked.max} precision={0} value={typeof value === 'number' ? value : null} onChange={onChange} suffix={t(asked.unit)} />;
    case 'text': return <Input.TextArea id={id} value={typeof value === 'string' ? value : ''} maxLength={2000} autoSize={{ minRows: 2, maxRows: 8 }} onChange={(e) => onChange(e.target.value)} aria-label={t(['内容', 'Text'])} />;
    case 'days': return <Checkbox.Group value={asList(value)} onChange={onChange} options={data.words.weekdays.map((day, index) => ({ value: index + 1, label: t(day) }))} />;
    case 'codes': return <Select id={id} mode="multiple" className="w-full" value={asList(value)} onChange={onChange} showSearch={{ optionFilterProp: 'label' }} aria-label={t(['条款', 'Clauses'])}
      options={Object.entries(data.texts).map(([code, text]) => ({ value: code, label: `${code} ${t(text)}` }))} />;
    case 'dress': return <DressGrid value={value as Dress} onChange={onChange} data={data} />;
    case 'badge': return <BadgeInput value={value} onChange={onChange} />;
    case 'zones': return <ZonesInput value={value} onChange={onChange} data={data} />;
  }
}

/** In yuan on the page, in fen in the answer. */
function BadgeInput({ value, onChange }: { readonly value: unknown; onChange(value: unknown): void }) {
  const { t } = useText();
  const fen = typeof value === 'object' && value !== null && 'fen' in value ? Number(value.fen) : null;
  return <InputNumber aria-label={t(['赔偿额', 'Amount'])} min={0} max={10_000} precision={2} value={fen === null ? null : fen / 100} onChange={(yuan) => onChange(yuan === null ? null : { kind: 'amount', fen: Math.round(yuan * 100) })} suffix={t(['元', 'yuan'])} />;
}

/** Only the clauses that already name places; a clause not named keeps its printed ones. */
function ZonesInput({ value, onChange, data }: { readonly value: unknown; onChange(value: unknown): void; readonly data: RulebookCheck }) {
  const { t } = useText();
  const zones = (value ?? {}) as { readonly [code: string]: readonly string[] };
  const options = Object.entries(data.words.zones).map(([zone, label]) => ({ value: zone, label: t(label) }));
  return (
    <div className="rb-zones">
      {Object.entries(zones).map(([code, chosen]) => (
        <div key={code}><span className="rb-code">{code}</span> <Select mode="multiple" aria-label={code} className="w-full" value={[...chosen]} options={options} onChange={(next: string[]) => onChange({ ...zones, [code]: next })} /></div>
      ))}
      <Select aria-label={t(['增加条款', 'Add a clause'])} className="w-full" value={null} placeholder={t(['增加条款', 'Add a clause'])} showSearch={{ optionFilterProp: 'label' }} options={Object.entries(data.texts).filter(([code]) => !zones[code]).map(([code, text]) => ({ value: code, label: `${code} ${t(text)}` }))}
        onChange={(code: string) => onChange({ ...zones, [code]: ['work-area'] })} />
    </div>
  );
}

const asList = <T,>(value: unknown): T[] => (Array.isArray(value) ? (value as T[]) : []);
