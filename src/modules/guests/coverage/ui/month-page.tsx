/** Which sentence was fulfilled this month, and by what (职责落实); open questions stand on top. Serves AS-44. */
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { Alert, Button } from 'antd';
import { useState } from 'react';
import type { Label, Tone } from '../../../../kernel/api.ts';
import { addMonths } from '../../../../kernel/calendar/plain-date.ts';
import { localParts } from '../../../../kernel/calendar/zone.ts';
import type { Coverage, Covered } from '../coverage.ts';
import { SECTIONS } from '../rules.ts';
import { api, keys } from '../../../../web/client.ts';
import { useText } from '../../../../web/i18n/index.tsx';
import { EmptyState, Loading, PageHeading } from '../../../../web/shell/page.tsx';
import { useMe } from '../../../../web/shell/session.tsx';
import { ToneTag } from '../../../../web/shell/tone-tag.tsx';
import { Go, listHref, recordHref } from '../../../../web/widgets/go.tsx';
import { RefusalNote } from '../../../../web/widgets/refusal-note.tsx';
import './month.css';

const STANDING: { readonly [S in Covered['standing']]: { readonly label: Label; readonly tone: Tone } } = {
  fulfilled: { label: ['已落实', 'Fulfilled'], tone: 'done' }, not_yet: { label: ['本月尚无', 'Not yet this month'], tone: 'waiting' },
  open_question: { label: ['待定事项', 'Open question'], tone: 'alarm' }, no_means: { label: ['尚无手段', 'No means yet'], tone: 'stopped' },
};

export function MonthPage() {
  const { t } = useText();
  const { organisation } = useMe();
  const [month, setMonth] = useState(() => localParts(new Date(), organisation.zone).date.slice(0, 7));
  const [only, setOnly] = useState<Covered['standing'] | null>(null);
  const found = useQuery({ queryKey: keys.query('duty_coverage', { month }), placeholderData: keepPreviousData, queryFn: () => api.get<Coverage>('/queries/duty_coverage', { params: { month } }) });
  const data = found.data;
  const move = (by: number) => setMonth(addMonths(`${month}-01`, by).slice(0, 7));
  return (
    <div className="coverage">
      <PageHeading title={t(['职责落实', 'Duty coverage'])} note={t([`${month}：凭据取自真正办过的事`, `${month}: evidence is what was really done`])}>
        <span className="coverage-tools no-print"><Button onClick={() => move(-1)}>{t(['上月', 'Month before'])}</Button><Button onClick={() => move(1)}>{t(['下月', 'Month after'])}</Button></span>
      </PageHeading>
      <RefusalNote error={found.error} />
      {found.isPending && <Loading />}
      {data && data.open.length > 0 && <Alert type="warning" showIcon title={t([`规章待定事项：${data.open.map((q) => q[0]).join('、')}。答复之前不能公布。`, `Open questions: ${data.open.map((q) => q[1]).join(', ')}. Nothing is published until they are answered.`])} />}
      {data && !data.edition && <EmptyState title={t(['还没有职责条文', 'No statements yet'])} text={t(['在“职责条文版本”中新建，条文即装入', 'Open an edition and the statements are loaded'])}><Go href="/r/statement_edition">{t(['职责条文版本', 'Editions'])}</Go></EmptyState>}
      {data?.edition && <Filters data={data} only={only} onOnly={setOnly} />}
      {data?.edition && <Sections statements={data.statements.filter((s) => only === null || s.standing === only)} />}
    </div>
  );
}

function Filters({ data, only, onOnly }: { readonly data: Coverage; readonly only: Covered['standing'] | null; onOnly(only: Covered['standing'] | null): void }) {
  const { t } = useText();
  return (
    <div className="coverage-filters" role="group" aria-label={t(['只看', 'Show only'])}>
      <button type="button" aria-pressed={only === null} onClick={() => onOnly(null)}>{t(['全部', 'All'])} <b>{data.statements.length}</b></button>
      {(Object.keys(STANDING) as Covered['standing'][]).map((s) => (
        <button key={s} type="button" aria-pressed={only === s} onClick={() => onOnly(s)}>{t(STANDING[s].label)} <b>{data.statements.filter((x) => x.standing === s).length}</b></button>
      ))}
      {data.edition && <Go href={recordHref('statement_edition', data.edition.id)}>{data.edition.name}</Go>}
    </div>
  );
}

function Sections({ statements }: { readonly statements: readonly Covered[] }) {
  const { t } = useText();
  return (
    <>
      {[...new Set(statements.map((s) => s.section))].map((section) => (
        <section key={section} aria-label={section}>
          <h2>{section} {t(SECTIONS[section] ?? ['', ''])}</h2>
          <ul>{statements.filter((s) => s.section === section).map((s) => <StatementRow key={s.id} statement={s} />)}</ul>
        </section>
      ))}
    </>
  );
}

function StatementRow({ statement: s }: { readonly statement: Covered }) {
  const { t } = useText();
  const { label, tone } = STANDING[s.standing];
  const shown = s.proofs.filter((p) => p.known);
  return (
    <li>
      <Go className="w-figure" href={recordHref('duty_statement', s.id)}>{s.code}</Go>
      <div>
        <p>{t(s.words)} <small>{t(s.owner)}{s.deputy && t([`，代理 ${s.deputy[0]}`, `, deputy ${s.deputy[1]}`])}{s.frequency && t([` · ${s.frequency[0]}`, ` · ${s.frequency[1]}`])}</small></p>
        <p className="coverage-proofs">
          {s.questions.map((q) => <span key={q[0]} data-open>{t(q)}</span>)}
          {shown.map((p) => <span key={p.name} data-count={p.count}>{p.register ? <Go href={listHref(p.register)}>{t(p.label)}</Go> : t(p.label)} × {p.count}</span>)}
        </p>
      </div>
      <ToneTag tone={tone} label={label} />
    </li>
  );
}
