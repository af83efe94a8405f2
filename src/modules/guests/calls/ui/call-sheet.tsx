/** One call on the line: when, who rang before, what it is about, and the way out that something became of it. Serves VIP-7.1, VIP-7.3, AS-29. */
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Alert, Button } from 'antd';
import { useState } from 'react';
import type { RecordPage, StepMeta, Written } from '../../../../kernel/api.ts';
import type { Earlier } from '../desk.ts';
import { api, keys, newId } from '../../../../web/client.ts';
import { useFormat, useText } from '../../../../web/i18n/index.tsx';
import { Loading } from '../../../../web/shell/page.tsx';
import { useRegister } from '../../../../web/shell/session.tsx';
import { Go, recordHref } from '../../../../web/widgets/go.tsx';
import { cellOf } from '../../../../web/widgets/index.tsx';
import { RefusalNote } from '../../../../web/widgets/refusal-note.tsx';
import { StateTag } from '../../../../web/widgets/state-tag.tsx';
import { StepForm } from '../../../../web/widgets/step-form.tsx';

const WAYS = ['note', 'reserve', 'complain'] as const;
const OCCASION: { readonly [step: string]: string } = { note: 'price', reserve: 'reserve', complain: 'complaint' };
const SETTLES = ['solve', 'take_contact', 'escalate'] as const;

export function CallSheet({ id, onOccasion, onClose }: { readonly id: string; onOccasion(occasion: string): void; onClose(): void }) {
  const { t } = useText();
  const register = useRegister('hotline_call');
  const page = useQuery({ queryKey: keys.record('hotline_call', id), queryFn: () => api.get<RecordPage>(`/records/hotline_call/${id}`) });
  const [way, setWay] = useState<string | null>(null);
  if (page.isPending) return <Loading />;
  if (!page.data || !register) return <RefusalNote error={page.error} />;
  const { row, steps } = page.data;
  const allowed = (name: string): StepMeta | undefined => (steps.some((s) => s.name === name && s.blocked === null) ? register.steps.find((s) => s.name === name) : undefined);
  const chosen = way === null ? undefined : allowed(way);
  const choose = (name: string | null) => { setWay(name); onOccasion(name === null ? 'farewell' : OCCASION[name] ?? 'greet_call'); };
  const done = () => { choose(null); void page.refetch(); };
  return (
    <section className="hotline-sheet" aria-label={t(['当前来电', 'This call'])}>
      <Head page={page.data} />
      {row.state === 'open' && (
        <div className="hotline-ways" role="group" aria-label={t(['来电事由', 'What it is about'])}>
          {WAYS.map((name) => { const step = allowed(name); return step && <Button key={name} type={way === name ? 'primary' : 'default'} danger={name === 'complain'} aria-pressed={way === name} onClick={() => choose(name)}>{t(step.label)}</Button>; })}
        </div>
      )}
      {chosen && <StepForm key={chosen.name} register={register} step={chosen} row={row} onDone={done} onCancel={() => choose(null)} />}
      {typeof row['complaint'] === 'string' && <OfComplaint id={row['complaint']} onChanged={done} />}
      <Foot page={page.data} onEnded={onClose} onChanged={done} />
    </section>
  );
}

function Head({ page }: { readonly page: RecordPage }) {
  const { t } = useText();
  const format = useFormat();
  const register = useRegister('hotline_call');
  const phone = register?.fields.find((f) => f.name === 'phone');
  const earlier = useQuery({ queryKey: keys.query('hotline_calls_before', { call: page.row.id }), queryFn: () => api.get<readonly Earlier[]>('/queries/hotline_calls_before', { params: { call: page.row.id } }) });
  const kinds = (register?.fields.find((f) => f.name === 'kind')?.options['choices'] ?? {}) as { readonly [kind: string]: readonly [string, string] };
  return (
    <header>
      <p><b className="w-figure">{format.time(String(page.row['began_at']))}</b> {phone && cellOf(phone, page.row, page.titles, 'hotline_call')} <StateTag register={register} state={page.row.state} />
        <Go className="w-figure" href={recordHref('hotline_call', page.row.id)}>{page.row.number}</Go></p>
      {earlier.data && earlier.data.length > 0 && (
        <p className="w-quiet">{t(['此号码来过：', 'Rang before: '])}
          {earlier.data.map((e) => <Go key={e.id} href={recordHref('hotline_call', e.id)}>{format.date(String(e.began_at).slice(0, 10))} {e.kind ? t(kinds[e.kind] ?? [e.kind, e.kind]) : ''}</Go>)}
        </p>
      )}
    </header>
  );
}

/** A complaint is not left standing: solved, name and number taken, or passed up. */
function OfComplaint({ id, onChanged }: { readonly id: string; onChanged(): void }) {
  const { t } = useText();
  const register = useRegister('guest_complaint');
  const page = useQuery({ queryKey: keys.record('guest_complaint', id), queryFn: () => api.get<RecordPage>(`/records/guest_complaint/${id}`) });
  const [way, setWay] = useState<string | null>(null);
  if (!page.data || !register) return <RefusalNote error={page.error} />;
  const open = page.data.steps.filter((s) => s.blocked === null && (SETTLES as readonly string[]).includes(s.name)).flatMap((s) => register.steps.filter((m) => m.name === s.name));
  const chosen = open.find((s) => s.name === way);
  return (
    <div className="hotline-complaint">
      <p><Go href={recordHref('guest_complaint', id)}>{page.data.row.number}</Go> <StateTag register={register} state={page.data.row.state} /></p>
      {open.length > 0 && <div className="hotline-ways" role="group" aria-label={t(['怎么处理', 'What becomes of it'])}>{open.map((s) => <Button key={s.name} aria-pressed={way === s.name} type={way === s.name ? 'primary' : 'default'} onClick={() => setWay(s.name)}>{t(s.label)}</Button>)}</div>}
      {chosen && <StepForm key={chosen.name} register={register} step={chosen} row={page.data.row} onDone={() => { setWay(null); void page.refetch(); onChanged(); }} onCancel={() => setWay(null)} />}
    </div>
  );
}

function Foot({ page, onEnded, onChanged }: { readonly page: RecordPage; onEnded(): void; onChanged(): void }) {
  const { t } = useText();
  const client = useQueryClient();
  const [error, setError] = useState<unknown>(null);
  const [busy, setBusy] = useState<string | null>(null);
  const step = (name: string) => page.steps.find((s) => s.name === name);
  const take = async (name: string, then: () => void) => {
    setBusy(name);
    setError(null);
    try {
      await api.post<Written>(`/records/hotline_call/${page.row.id}/steps/${name}`, { version: page.row.version, input: {}, signatures: [] }, { key: newId() });
      await client.invalidateQueries({ queryKey: keys.records('hotline_call') });
      then();
    } catch (failure) {
      setError(failure);
    } finally {
      setBusy(null);
    }
  };
  const end = step('end');
  return (
    <footer>
      {end?.blocked && <Alert type="info" showIcon title={t(end.blocked)} />}
      <RefusalNote error={error} />
      <div>
        {step('call_back') && <Button type="primary" loading={busy === 'call_back'} onClick={() => void take('call_back', onChanged)}>{t(['已回拨接通', 'Called back'])}</Button>}
        {step('missed')?.blocked === null && <Button loading={busy === 'missed'} onClick={() => void take('missed', onEnded)}>{t(['没接到，待回拨', 'Missed, call back later'])}</Button>}
        {end && <Button type="primary" size="large" disabled={end.blocked !== null} loading={busy === 'end'} onClick={() => void take('end', onEnded)}>{t(['结束通话', 'End the call'])}</Button>}
        <Button type="text" onClick={onEnded}>{t(['先放下，接下一个', 'Leave it open, take another'])}</Button>
      </div>
    </footer>
  );
}
