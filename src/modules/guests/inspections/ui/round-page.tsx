/**
 * The round (现场检查) on a phone: which moments were drawn, then item by item in order, fault or not applicable, with a note and
 * photographs; finished when nothing is left. Serves VIP-9.2, P16.
 */
import { useQuery } from '@tanstack/react-query';
import { useRouter } from '@tanstack/react-router';
import { Button } from 'antd';
import { useState } from 'react';
import type { Written } from '../../../../kernel/api.ts';
import type { Round, RoundVisit } from '../round.ts';
import { api, keys, newId } from '../../../../web/client.ts';
import { useFormat, useText } from '../../../../web/i18n/index.tsx';
import { EmptyState, Loading, PageHeading } from '../../../../web/shell/page.tsx';
import { useRegister } from '../../../../web/shell/session.tsx';
import { recordHref } from '../../../../web/widgets/go.tsx';
import { RefusalNote } from '../../../../web/widgets/refusal-note.tsx';
import { RoundItemCard } from './round-item.tsx';
import './round.css';

export const useArea = (): ((area: string) => string) => {
  const { t } = useText();
  const areas = (useRegister('inspection')?.fields.find((f) => f.name === 'area')?.options['choices'] ?? {}) as { readonly [area: string]: readonly [string, string] };
  return (area) => t(areas[area] ?? [area, area]);
};

export function RoundPage() {
  const { t } = useText();
  const round = useQuery({ queryKey: keys.query('inspection_round', {}), queryFn: () => api.get<Round>('/queries/inspection_round', { params: {} }) });
  const refresh = () => void round.refetch();
  return (
    <div className="round">
      <PageHeading title={t(['现场检查', 'Round'])} note={t(['抽中的时间只有您自己看得到', 'Only you see the drawn moments'])} />
      <RefusalNote error={round.error} />
      {round.isPending && <Loading />}
      {round.data?.current && <Current current={round.data.current} onChanged={refresh} />}
      {round.data && !round.data.current && <Begin visits={round.data.visits} onBegun={refresh} />}
    </div>
  );
}

function Begin({ visits, onBegun }: { readonly visits: readonly RoundVisit[]; onBegun(): void }) {
  const { t } = useText();
  const format = useFormat();
  const area = useArea();
  const { busy, error, run } = useWriting(onBegun);
  const areas = useRegister('inspection')?.fields.find((f) => f.name === 'area')?.options['choices'] as { readonly [area: string]: unknown } | undefined;
  return (
    <>
      <RefusalNote error={error} />
      <section aria-label={t(['抽中的检查', 'Drawn inspections'])}>
        <h2>{t(['本月抽中', 'Drawn this month'])}</h2>
        {visits.length === 0 && <EmptyState title={t(['没有待查的', 'Nothing drawn is left'])} text={t(['每月 1 日由系统抽取', 'The system draws on the 1st of a month'])} />}
        <ul className="round-visits">
          {visits.map((v) => (
            <li key={v.id}>
              <b>{area(v.area)}</b><span className="w-figure">{format.dateTime(String(v.planned_at))}</span>
              <Button type="primary" loading={busy === v.id} onClick={() => void run(v.id, `/records/inspection_visit/${v.id}/steps/carry_out`, { version: v.version, input: {}, signatures: [] })}>{t(['开始', 'Begin'])}</Button>
            </li>
          ))}
        </ul>
      </section>
      <section aria-label={t(['临时检查', 'Unplanned'])}>
        <h2>{t(['临时检查', 'At any other time'])}</h2>
        <div className="round-areas">{Object.keys(areas ?? {}).map((a) => <Button key={a} size="large" loading={busy === a} onClick={() => void run(a, '/records/inspection', { values: { area: a } })}>{area(a)}</Button>)}</div>
      </section>
    </>
  );
}

function Current({ current, onChanged }: { readonly current: NonNullable<Round['current']>; onChanged(): void }) {
  const { t } = useText();
  const format = useFormat();
  const area = useArea();
  const { history } = useRouter();
  const [present, setPresent] = useState('');
  const { busy, error, run } = useWriting(() => { onChanged(); history.push(recordHref('inspection', current.id)); });
  const left = current.items.filter((i) => i.line === null).length;
  const faults = current.items.filter((i) => i.line?.outcome === 'fault').length;
  return (
    <section aria-label={area(current.area)}>
      <h2>{area(current.area)} <small className="w-figure">{current.number} · {format.time(String(current.began_at))}</small></h2>
      {current.items.length === 0 && <EmptyState title={t(['这个区域还没有检查项', 'No items for this area yet'])} text={t(['先在“检查项”台账中列出', 'List them in the register of items first'])} />}
      <ol className="round-items">{current.items.map((item) => <RoundItemCard key={item.id} item={item} inspection={current.id} onSaved={onChanged} />)}</ol>
      <div className="round-foot">
        <p role="status">{left > 0 ? t([`还有 ${left} 项未查`, `${left} left`]) : faults > 0 ? t([`查完，${faults} 项有问题`, `Done, ${faults} faults`]) : t(['查完，全部正常', 'Done, all in order'])}</p>
        <label><span>{t(['在场人员（选填）', 'Present (optional)'])}</span><input value={present} maxLength={100} onChange={(e) => setPresent(e.target.value)} /></label>
        <RefusalNote error={error} />
        <Button type="primary" size="large" disabled={left > 0 || current.items.length === 0} loading={busy === 'finish'}
          onClick={() => void run('finish', `/records/inspection/${current.id}/steps/finish`, { version: current.version, input: { present: present.trim() || null, remark: null }, signatures: [] })}>
          {t(['结束检查', 'Finish'])}
        </Button>
      </div>
    </section>
  );
}

/** One write at a time, with what went wrong. */
export function useWriting(onDone: () => void) {
  const [busy, setBusy] = useState<string | null>(null);
  const [error, setError] = useState<unknown>(null);
  const run = async (name: string, path: string, body: unknown) => {
    setBusy(name);
    setError(null);
    try {
      await api.post<Written>(path, body, { key: newId() });
      onDone();
    } catch (failure) {
      setError(failure);
    } finally {
      setBusy(null);
    }
  };
  return { busy, error, run };
}
