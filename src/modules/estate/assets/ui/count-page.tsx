/**
 * The count on a phone (资产盘点): scan a label or type its number and the line turns green; what has no label is described; what is left is
 * explained, and the sheet is signed at the end. Made for one hand and 390 px. Serves LOG-3.2, P24.
 */
import { useQuery } from '@tanstack/react-query';
import { Button } from 'antd';
import { useState } from 'react';
import type { Written } from '../../../../kernel/api.ts';
import type { CountRound, CountSheet } from '../desk.ts';
import { api, keys, newId } from '../../../../web/client.ts';
import { fill, useFormat, useText } from '../../../../web/i18n/index.tsx';
import { EmptyState, Loading, PageHeading } from '../../../../web/shell/page.tsx';
import { useRegister } from '../../../../web/shell/session.tsx';
import { useDeskStep } from '../../../../web/widgets/desk.tsx';
import { Go, recordHref } from '../../../../web/widgets/go.tsx';
import { RefusalNote } from '../../../../web/widgets/refusal-note.tsx';
import { CountLineCard } from './count-line.tsx';
import { ScanBar } from './scan-bar.tsx';
import './assets.css';

const QUERY = 'asset_count_round';

export function CountPage() {
  const { t } = useText();
  const [chosen, setChosen] = useState<string | null>(null);
  const params = chosen === null ? {} : { count: chosen };
  const found = useQuery({ queryKey: keys.query(QUERY, params), queryFn: () => api.get<CountRound>(`/queries/${QUERY}`, { params }), retry: false });
  const refresh = () => void found.refetch();
  const round = found.data;
  return (
    <div className="ac">
      <PageHeading title={t(['资产盘点', 'Count of assets'])} note={t(['扫标签，或键入编号；没有标签的写明实物', 'Scan the label or type its number; describe what has none'])} />
      <RefusalNote error={found.error} />
      {found.isPending && <Loading />}
      {round && round.counts.length > 1 && (
        <div className="ac-counts" role="group" aria-label={t(['正在盘点', 'Being counted'])}>
          {round.counts.map((c) => <Button key={c.id} type={c.id === round.sheet?.id ? 'primary' : 'default'} aria-pressed={c.id === round.sheet?.id} onClick={() => setChosen(c.id)}>{c.department}</Button>)}
        </div>
      )}
      {round?.sheet && <Sheet key={round.sheet.id} sheet={round.sheet} onChanged={refresh} />}
      {round && <Departments round={round} onBegun={(id) => { setChosen(id); refresh(); }} />}
    </div>
  );
}

function Sheet({ sheet, onChanged }: { readonly sheet: CountSheet; onChanged(): void }) {
  const { t } = useText();
  const format = useFormat();
  const { take, dialog } = useDeskStep(QUERY);
  const sign = useRegister('asset_count')?.steps.find((s) => s.name === 'sign');
  const [onlyOpen, setOnlyOpen] = useState(true);
  const seen = sheet.lines.filter((l) => l.outcome === 'found').length;
  const expected = sheet.lines.filter((l) => l.outcome === 'found' || l.outcome === 'missing').length;
  const unexplained = sheet.lines.filter((l) => l.outcome !== 'found' && ((l.reason ?? '').trim() === '' || (l.outcome === 'surplus' && l.value === null))).length;
  const shown = onlyOpen ? sheet.lines.filter((l) => l.outcome !== 'found') : sheet.lines;
  return (
    <section aria-label={sheet.department}>
      <h2>{sheet.department} <small className="w-figure"><Go href={recordHref('asset_count', sheet.id)}>{sheet.number}</Go> · {format.date(sheet.begun_on)}</small></h2>
      <ScanBar count={sheet.id} lines={sheet.lines} onSaved={onChanged} />
      <div className="ac-progress">
        <progress value={seen} max={Math.max(1, expected)} aria-label={t(['已盘到', 'Found'])} />
        <p role="status">{t(fill(['账面 {all} 件，已盘到 {n} 件', '{n} of {all} found'], { all: expected, n: seen }))}</p>
        <Button size="small" aria-pressed={onlyOpen} onClick={() => setOnlyOpen(!onlyOpen)}>{onlyOpen ? t(['显示全部', 'Show all']) : t(['只看差异', 'Differences only'])}</Button>
      </div>
      <ul className="ac-lines">{shown.map((l) => <CountLineCard key={l.id} line={l} onSaved={onChanged} />)}</ul>
      {shown.length === 0 && <p className="w-quiet">{t(['全部盘到，可以签字。', 'Everything was found; it can be signed.'])}</p>}
      <div className="ac-foot">
        <p role="status">{unexplained > 0 ? t(fill(['还有 {n} 处差异没有写明原因', '{n} differences are not explained yet'], { n: unexplained })) : t(['差异都已写明', 'Every difference is explained'])}</p>
        {sign && <Button type="primary" size="large" disabled={unexplained > 0} onClick={() => take({ register: 'asset_count', id: sheet.id }, sign)}>{t(['签字结束', 'Sign and finish'])}</Button>}
      </div>
      {dialog}
    </section>
  );
}

function Departments({ round, onBegun }: { readonly round: CountRound; onBegun(id: string): void }) {
  const { t } = useText();
  const format = useFormat();
  const [busy, setBusy] = useState<string | null>(null);
  const [error, setError] = useState<unknown>(null);
  const running = new Set(round.counts.map((c) => c.department));
  const rest = round.departments.filter((d) => !running.has(d.name));
  const begin = async (department: string) => {
    setBusy(department);
    setError(null);
    try {
      onBegun((await api.post<Written>('/records/asset_count', { values: { department, witness: null } }, { key: newId() })).id);
    } catch (failure) {
      setError(failure);
    }
    setBusy(null);
  };
  if (round.departments.length === 0) return <EmptyState title={t(['台账里还没有资产', 'No assets in the register yet'])}><Go href="/r/asset/new">{t(['登记资产', 'Register one'])}</Go></EmptyState>;
  return (
    <section aria-label={t(['按部门开始', 'Begin by department'])}>
      <h2>{t(['按部门开始', 'Begin by department'])}</h2>
      <RefusalNote error={error} />
      <ul className="ac-departments">
        {rest.map((d) => (
          <li key={d.id}>
            <div><b>{d.name}</b><small className="w-quiet">{t(fill(['{n} 件', '{n} assets'], { n: d.assets }))} · {d.last === null ? t(['从未盘点', 'never counted']) : t(fill(['上次 {day}', 'last {day}'], { day: format.date(d.last) }))}</small></div>
            <Button loading={busy === d.id} onClick={() => void begin(d.id)} aria-label={`${t(['开始盘点', 'Begin'])} ${d.name}`}>{t(['开始盘点', 'Begin'])}</Button>
          </li>
        ))}
      </ul>
      <p><Go href="/report/asset_counts">{t(['盘点结果', 'Results of counts'])}</Go></p>
    </section>
  );
}
