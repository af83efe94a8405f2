/** Duties, rules, summary or status report of a centre for a period (中心文书), as it will be signed; Word and PDF beside it. Serves TEA-2, TEA-3. */
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useRouter, useSearch } from '@tanstack/react-router';
import { Button, Select } from 'antd';
import { useState } from 'react';
import type { ComposedPage, Label, SentencePart } from '../../../../kernel/api.ts';
import { localParts } from '../../../../kernel/calendar/zone.ts';
import { api, keys } from '../../../../web/client.ts';
import { useFormat, useText } from '../../../../web/i18n/index.tsx';
import { Loading, PageHeading } from '../../../../web/shell/page.tsx';
import { useMe } from '../../../../web/shell/session.tsx';
import { ExportMenu } from '../../../../web/widgets/export-menu.tsx';
import { Go, listHref } from '../../../../web/widgets/go.tsx';
import { DateInput } from '../../../../web/widgets/inputs/index.tsx';
import { RefusalNote } from '../../../../web/widgets/refusal-note.tsx';
import { ReportTable } from '../../../../web/widgets/report-table.tsx';
import './documents.css';

const KINDS: { readonly [name: string]: Label } = { centre_duty_document: ['职责', 'Duties'], centre_rule_document: ['规程', 'Rules'], centre_summary_document: ['总结', 'Summary'], centre_status_document: ['汇报', 'Status report'] };
interface Wanted { readonly kind: string; readonly centre: string; readonly from: string; readonly to: string }
interface Centre { readonly id: string; readonly name: string }

export function DocumentsPage() {
  const { t } = useText();
  const { organisation } = useMe();
  const search = useSearch({ strict: false }) as Partial<Wanted>;
  const centres = useQuery({ queryKey: keys.query('document_centres', {}), queryFn: () => api.get<readonly Centre[]>('/queries/document_centres'), retry: false });
  const today = localParts(new Date(), organisation.zone).date;
  const wanted: Wanted = { kind: search.kind ?? 'centre_summary_document', centre: search.centre ?? centres.data?.[0]?.id ?? '', from: search.from ?? `${today.slice(0, 4)}-01-01`, to: search.to ?? today };
  const { kind, ...params } = wanted;
  const document = useQuery({ queryKey: ['reports', kind, params], retry: false, placeholderData: keepPreviousData, enabled: params.centre !== '', queryFn: () => api.get<ComposedPage>(`/composed-reports/${kind}`, { params }) });
  return (
    <div className="cd-page">
      <PageHeading title={t(['中心文书', 'Documents of a centre'])} note={t(['职责、规程、总结、汇报，按中心和期间由记录生成', 'Duties, rules, summary and status report, made from the records of a centre and period'])}><Exports {...wanted} /></PageHeading>
      {centres.data && <Choose key={JSON.stringify(wanted)} wanted={wanted} centres={centres.data} />}
      <RefusalNote error={centres.error ?? document.error} />
      {document.isPending && <Loading />}
      {document.data && <Paper document={document.data} centre={centres.data?.find((c) => c.id === params.centre)?.name ?? ''} stale={document.isPlaceholderData} />}
    </div>
  );
}

function Choose({ wanted: given, centres }: { readonly wanted: Wanted; readonly centres: readonly Centre[] }) {
  const { t } = useText();
  const { history } = useRouter();
  const [wanted, setWanted] = useState(given);
  const go = (next: Wanted) => history.push(`/p/centre-documents/documents?${new URLSearchParams({ ...next })}`);
  const day = (name: 'from' | 'to') => (value: unknown) => { if (typeof value === 'string') setWanted((before) => ({ ...before, [name]: value })); };
  return (
    <form className="cd-choose no-print" aria-label={t(['文书与期间', 'Document and period'])} onSubmit={(e) => { e.preventDefault(); go(wanted); }}>
      <div role="group" aria-label={t(['文书', 'Document'])}>
        {Object.entries(KINDS).map(([name, label]) => <button key={name} type="button" aria-pressed={wanted.kind === name} onClick={() => go({ ...wanted, kind: name })}>{t(label)}</button>)}
      </div>
      <Select aria-label={t(['中心', 'Centre'])} value={wanted.centre} onChange={(centre: string) => go({ ...wanted, centre })} options={centres.map((c) => ({ value: c.id, label: c.name }))} />
      <DateInput label={t(['起', 'From'])} value={wanted.from} onChange={day('from')} />
      <DateInput label={t(['止，含当日', 'To, that day included'])} value={wanted.to} onChange={day('to')} />
      <Button type="primary" htmlType="submit">{t(['生成', 'Generate'])}</Button>
    </form>
  );
}

function Paper({ document, centre, stale }: { readonly document: ComposedPage; readonly centre: string; readonly stale: boolean }) {
  const { t } = useText();
  const format = useFormat();
  return (
    <article className="cd-paper" aria-busy={stale}>
      <h2>{t(document.label)}</h2>
      <p className="cd-span">{centre} · {format.date(String(document.params['from']))} – {format.date(String(document.params['to']))}</p>
      {document.sections.map((section) => (
        <section key={section.name} aria-labelledby={`cd-${section.name}`}>
          <header><h3 id={`cd-${section.name}`}>{t(section.title)}</h3><span>{t(['截至', 'as of'])} {format.date(section.asOf)}</span></header>
          {section.sentences.map((parts, i) => <p key={i} className="cd-sentence">{parts.map((part, k) => <Piece key={k} part={part} />)}</p>)}
          {section.tables.map((table) => (
            <div key={table.label[0]} className="cd-table">
              <h4>{t(table.label)}</h4>
              <ReportTable {...table} caption={t(table.label)} />
              {table.proof.map((p) => <p key={p.label[0]} className="cd-proof" data-ok={p.ok}>{p.ok ? '✓' : '✗'} {t(p.label)}{t(['：', ': '])}{format.number(p.left)} {p.ok ? '=' : '≠'} {format.number(p.right)}</p>)}
              {table.notes.map((note) => <p key={note[0]} className="cd-note">{t(note)}</p>)}
            </div>
          ))}
        </section>
      ))}
      {document.withheld.length > 0 && <p className="w-quiet">{t(['以下部分您无权查看，未列入：', 'Left out because you may not see them: '])}{document.withheld.map(t).join(t(['、', ', ']))}</p>}
      <div className="cd-signs">{document.signs.map((sign) => <p key={sign[0]}>{t(sign)}{t(['（签字）', ' (signature)'])}</p>)}</div>
    </article>
  );
}

function Piece({ part }: { readonly part: SentencePart }) {
  const { t } = useText();
  if (!('text' in part)) return <>{t(part)}</>;
  return part.link ? <Go className="cd-figure" href={listHref(part.link.register, part.link.filter)}>{t(part.text)}</Go> : <b className="cd-figure">{t(part.text)}</b>;
}

function Exports({ kind, ...params }: Wanted) {
  return <span className="cd-exports no-print"><ExportMenu path={`/composed-reports/${kind}/export`} query={{ params }} disabled={params.centre === ''} /></span>;
}
