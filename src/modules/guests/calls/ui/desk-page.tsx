/**
 * The hotline desk (热线台): the telephone rings, the number is typed, the time is taken down; only then can anything else be written.
 * What it is about, what to say and what things cost lie side by side; the call ends when something became of it. Serves VIP-7.1, VIP-7.3, VIP-7.4, AS-29.
 */
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Button, Input, type InputRef, InputNumber } from 'antd';
import { type FormEvent, useEffect, useRef, useState } from 'react';
import type { Written } from '../../../../kernel/api.ts';
import type { Desk, DeskCall } from '../desk.ts';
import { api, ApiRefusal, keys, newId } from '../../../../web/client.ts';
import { useFormat, useText } from '../../../../web/i18n/index.tsx';
import { Loading, PageHeading } from '../../../../web/shell/page.tsx';
import { useRegister } from '../../../../web/shell/session.tsx';
import { RefusalNote } from '../../../../web/widgets/refusal-note.tsx';
import { StateTag } from '../../../../web/widgets/state-tag.tsx';
import { CallSheet } from './call-sheet.tsx';
import { SpeakingNotes } from './speaking-notes.tsx';
import './desk.css';

export function DeskPage() {
  const { t } = useText();
  const [call, setCall] = useState<string | null>(null);
  const [occasion, setOccasion] = useState('greet_call');
  const desk = useQuery({ queryKey: keys.query('hotline_desk', {}), queryFn: () => api.get<Desk>('/queries/hotline_desk', { params: {} }), refetchInterval: 60_000 });
  const turnTo = (id: string | null) => { setCall(id); setOccasion('greet_call'); void desk.refetch(); };
  return (
    <div className="hotline">
      <PageHeading title={t(['热线台', 'Hotline desk'])} note={t(['先记号码，时间自动记下；F2 回到号码', 'The number first, the time is taken down; F2 returns to the number'])} />
      <div className="hotline-columns">
        <div className="hotline-work">
          {call === null ? <Ring onRung={turnTo} /> : <CallSheet key={call} id={call} onOccasion={setOccasion} onClose={() => turnTo(null)} />}
          <RefusalNote error={desk.error} />
          {desk.isPending && <Loading />}
          {desk.data && <OpenCalls desk={desk.data} current={call} onOpen={turnTo} />}
        </div>
        <SpeakingNotes occasion={occasion} />
      </div>
    </div>
  );
}

/** Nothing but the number can be typed while there is no call. */
function Ring({ onRung }: { onRung(id: string): void }) {
  const { t } = useText();
  const client = useQueryClient();
  const input = useRef<InputRef>(null);
  const [phone, setPhone] = useState('');
  const [rings, setRings] = useState<number | null>(2);
  const [key, setKey] = useState(newId);
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>(null);
  useEffect(() => {
    const back = (e: KeyboardEvent) => { if (e.key === 'F2') { e.preventDefault(); input.current?.focus({ cursor: 'all' }); } };
    addEventListener('keydown', back);
    return () => removeEventListener('keydown', back);
  }, []);
  const submit = async (e: FormEvent) => {
    e.preventDefault();
    if (busy || phone.trim() === '') return;
    setBusy(true);
    setError(null);
    try {
      const written = await api.post<Written>('/records/hotline_call', { values: { phone: phone.trim(), rings } }, { key });
      await client.invalidateQueries({ queryKey: keys.records('hotline_call') });
      onRung(written.id);
    } catch (failure) {
      setError(failure);
      if (failure instanceof ApiRefusal && failure.status >= 400 && failure.status < 500) setKey(newId());
      setBusy(false);
    }
  };
  const refused = error instanceof ApiRefusal ? error.body.fields?.['phone'] : undefined;
  return (
    <form className="hotline-ring" onSubmit={(e) => void submit(e)} aria-busy={busy}>
      <label><span>{t(['来电号码', 'Caller’s number'])}</span>
        <Input ref={input} size="large" autoFocus inputMode="tel" autoComplete="off" value={phone} onChange={(e) => setPhone(e.target.value)} {...(refused ? { status: 'error' as const } : {})} />
      </label>
      <label className="hotline-rings"><span>{t(['响铃', 'Rings'])}</span><InputNumber size="large" min={0} max={30} value={rings} onChange={setRings} /></label>
      <Button type="primary" size="large" htmlType="submit" loading={busy} disabled={phone.trim() === ''}>{t(['接听，记下时间', 'Answer and take the time'])}</Button>
      {refused ? <p className="w-problem" role="alert">{t(refused)}</p> : <RefusalNote error={error} />}
    </form>
  );
}

function OpenCalls({ desk, current, onOpen }: { readonly desk: Desk; readonly current: string | null; onOpen(id: string): void }) {
  const { t } = useText();
  const others = desk.open.filter((c) => c.id !== current);
  return (
    <section className="hotline-open" aria-label={t(['未结束的来电', 'Calls not ended'])}>
      <h2>{t(['未结束的来电', 'Calls not ended'])}
        <small>{t([`24 小时内 ${desk.today.calls} 个来电，投诉 ${desk.today.complaints} 件`, `${desk.today.calls} calls in 24 hours, ${desk.today.complaints} complaints`])}</small>
      </h2>
      {others.length === 0 && <p className="w-quiet">{t(['都已结束', 'All ended'])}</p>}
      <ul>{others.map((c) => <li key={c.id}><OpenCall call={c} onOpen={() => onOpen(c.id)} /></li>)}</ul>
    </section>
  );
}

function OpenCall({ call, onOpen }: { readonly call: DeskCall; onOpen(): void }) {
  const { t } = useText();
  const format = useFormat();
  const register = useRegister('hotline_call');
  const complaints = useRegister('guest_complaint');
  const kinds = (register?.fields.find((f) => f.name === 'kind')?.options['choices'] ?? {}) as { readonly [kind: string]: readonly [string, string] };
  return (
    <button type="button" onClick={onOpen}>
      <span className="w-figure">{format.time(String(call.began_at))}</span>
      <span className="w-figure">····{call.tail}</span>
      <span>{call.kind ? t(kinds[call.kind] ?? [call.kind, call.kind]) : t(['未记事由', 'Not noted'])}</span>
      <StateTag register={register} state={call.state} />
      {call.complaint_state && <StateTag register={complaints} state={call.complaint_state} />}
    </button>
  );
}
