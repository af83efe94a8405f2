/**
 * The round on a phone (现场巡检): choose line and list, then item by item: in order, fault, not applicable; a fault with note, photograph,
 * person, and reported as a breach in the same press. Serves CC-1, CC-2, CC-4.2a, CC-4.2b, AC-18, AC-21.
 */
import { useQuery } from '@tanstack/react-query';
import { Button } from 'antd';
import { useState } from 'react';
import { api, keys, newId } from '../../../../web/client.ts';
import { fill, useText } from '../../../../web/i18n/index.tsx';
import { EmptyState, Loading, PageHeading } from '../../../../web/shell/page.tsx';
import { Go } from '../../../../web/widgets/go.tsx';
import { RefusalNote } from '../../../../web/widgets/refusal-note.tsx';
import type { RoundPage } from '../round.ts';
import { RoundCard } from './round-card.tsx';
import './workplace.css';

export function WorkplaceRoundPage() {
  const { t } = useText();
  const page = useQuery({ queryKey: keys.query('workplace_round_page', {}), queryFn: () => api.get<RoundPage>('/queries/workplace_round_page', { params: {} }), retry: false });
  const refresh = () => void page.refetch();
  return (
    <div className="wk-round">
      <PageHeading title={t(['现场巡检', 'Workplace round'])} note={t(['逐项看过；发现违纪当场拍照报告', 'Item by item; a breach is photographed and reported on the spot'])}>
        <Go className="w-as-button no-print" href="/r/workplace_round">{t(['检查记录', 'Past rounds'])}</Go>
      </PageHeading>
      <RefusalNote error={page.error} />
      {page.isPending && <Loading />}
      {page.data && (page.data.current ? <Current round={page.data.current} onChanged={refresh} /> : <Begin page={page.data} onBegun={refresh} />)}
    </div>
  );
}

function Begin({ page, onBegun }: { readonly page: RoundPage; onBegun(): void }) {
  const { t } = useText();
  const [error, setError] = useState<unknown>(null);
  const begin = (values: object) => { setError(null); api.post('/records/workplace_round', { values }, { key: newId() }).then(onBegun, setError); };
  if (page.lines.length === 0) return <EmptyState title={t(['还没有启用的检查单', 'No checklist is in force'])} text={t(['在“检查单”里开一张，按守则载入后启用。', 'Open a checklist, load the items of the code, put it in force.'])}><Go className="w-as-button" href="/r/workplace_checklist">{t(['检查单', 'Checklists'])}</Go></EmptyState>;
  return (
    <>
      <RefusalNote error={error} />
      {page.lines.map((line) => (
        <section key={line.id} className="wk-section">
          <h2>{line.name}</h2>
          <div className="wk-starts">
            {page.mayWalk && <Button type="primary" size="large" onClick={() => begin({ line: line.id, list: 'round' })}>{t(['开始巡场', 'Begin a round'])}</Button>}
            {page.areas.filter((a) => a.line === line.id).map((a) => <Button key={a.id} size="large" onClick={() => begin({ line: line.id, list: 'end_of_shift', area: a.id })}>{t(fill(['下班检查：{area}（{owner}）', 'End of shift: {area} ({owner})'], { area: a.name, owner: a.owner }))}</Button>)}
          </div>
        </section>
      ))}
    </>
  );
}

function Current({ round, onChanged }: { readonly round: NonNullable<RoundPage['current']>; onChanged(): void }) {
  const { t } = useText();
  const [error, setError] = useState<unknown>(null);
  const left = round.items.filter((i) => i.found.length === 0).length;
  const faults = round.items.flatMap((i) => i.found).filter((l) => l.outcome === 'fault').length;
  return (
    <section>
      <h2>{round.line_name} · {round.list === 'round' ? t(['巡场', 'Round']) : t(['下班检查', 'End of shift'])} <small className="w-figure">{round.number}</small></h2>
      <ol className="wk-cards">{round.items.map((item) => <RoundCard key={item.id} item={item} round={round.id} onSaved={onChanged} />)}</ol>
      <div className="wk-foot">
        <p role="status">{left > 0 ? t(fill(['还有 {n} 项', '{n} items left'], { n: left })) : faults === 0 ? t(['看完了，全部正常', 'Done, all in order']) : t(fill(['看完了，{n} 处问题', 'Done, {n} faults'], { n: faults }))}</p>
        <RefusalNote error={error} />
        <Button type="primary" size="large" disabled={left > 0} onClick={() => api.post(`/records/workplace_round/${round.id}/steps/finish`, { version: round.version, input: {} }, { key: newId() }).then(onChanged, setError)}>{t(['结束检查', 'Finish'])}</Button>
      </div>
    </section>
  );
}
