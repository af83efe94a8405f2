/**
 * The work summary (工作总结报告) on the screen: the document as it will be signed, with every figure opening its records and a
 * verdict on each section's totals; Word and PDF beside it. Serves FS-0.4, CG-40, CG-41.
 */
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useRouter, useSearch } from '@tanstack/react-router';
import { Button } from 'antd';
import { useState } from 'react';
import type { ComposedPage, ReportPage, SentencePart } from '../../../../kernel/api.ts';
import { api } from '../../../../web/client.ts';
import { useFormat, useText } from '../../../../web/i18n/index.tsx';
import { Loading, PageHeading } from '../../../../web/shell/page.tsx';
import { ExportMenu } from '../../../../web/widgets/export-menu.tsx';
import { Go, listHref } from '../../../../web/widgets/go.tsx';
import { DateInput } from '../../../../web/widgets/inputs/index.tsx';
import { RefusalNote } from '../../../../web/widgets/refusal-note.tsx';
import { ReportTable } from '../../../../web/widgets/report-table.tsx';
import './work-reports.css';

const NAME = 'service_work_summary';
type Section = ComposedPage['sections'][number];

export function SummaryPage() {
  const { t } = useText();
  const search = useSearch({ strict: false }) as { readonly from?: string; readonly to?: string };
  const params = search.from && search.to ? { from: search.from, to: search.to } : {};
  const report = useQuery({
    queryKey: ['reports', NAME, params], retry: false, placeholderData: keepPreviousData,
    queryFn: () => api.get<ComposedPage>(`/composed-reports/${NAME}`, { params }),
  });
  const data = report.data;
  const span = data ? { from: String(data.params['from']), to: String(data.params['to']) } : null;
  return (
    <div className="wr-page">
      <PageHeading title={t(['工作总结报告', 'Work summary'])} note={t(['期间只选一次；数字都由记录算出，点开即见', 'The period is chosen once; every figure is computed and opens its records'])}>
        {span && <Exports {...span} />}
      </PageHeading>
      <PeriodForm key={JSON.stringify(span)} span={span ?? { from: search.from ?? '', to: search.to ?? '' }} />
      <RefusalNote error={report.error} />
      {report.isPending && <Loading />}
      {data && <Paper report={data} stale={report.isPlaceholderData} />}
    </div>
  );
}

function Paper({ report, stale }: { readonly report: ComposedPage; readonly stale: boolean }) {
  const { t } = useText();
  const format = useFormat();
  const sums = report.sections.flatMap((s) => s.tables.flatMap((table) => table.proof));
  const wrong = sums.filter((p) => !p.ok).length;
  return (
    <div className="wr-sheet" aria-busy={stale}>
      <nav className="wr-contents no-print" aria-label={t(['目录', 'Contents'])}>
        <ol>{report.sections.map((s) => <li key={s.name}><a href={`#${s.name}`}>{t(s.title)}</a></li>)}</ol>
        <p data-ok={wrong === 0}>{wrong === 0 ? t([`${sums.length} 处合计全部核对相符`, `All ${sums.length} sums agree`]) : t([`${wrong} 处合计对不上`, wrong === 1 ? '1 sum does not agree' : `${wrong} sums do not agree`])}</p>
      </nav>
      <article className="wr-paper">
        <h2 className="wr-title">{t(report.label)}</h2>
        <p className="wr-period">{format.date(String(report.params['from']))} – {format.date(String(report.params['to']))}</p>
        {report.sections.map((section, at) => <SectionView key={section.name} section={section} at={at} />)}
        {report.withheld.length > 0 && <p className="w-quiet">{t(['以下部分您无权查看，未列入：', 'Left out because you may not see them: '])}{report.withheld.map(t).join(t(['、', ', ']))}</p>}
        <div className="wr-signs">{report.signs.map((sign) => <p key={sign[0]}>{t(sign)}{t(['（签字）', ' (signature)'])}</p>)}</div>
      </article>
    </div>
  );
}

const DIGITS = '〇一二三四五六七八九十';
const chinese = (n: number): string => (n <= 10 ? DIGITS[n]! : `十${n % 10 === 0 ? '' : DIGITS[n % 10]}`);

function SectionView({ section, at }: { readonly section: Section; readonly at: number }) {
  const { t, lang } = useText();
  const format = useFormat();
  return (
    <section id={section.name} className="wr-section" aria-labelledby={`${section.name}-title`}>
      <header>
        <h3 id={`${section.name}-title`}>{lang === 0 ? `${chinese(at + 1)}、` : `${at + 1}. `}{t(section.title)}</h3>
        <span>{t(['截至', 'as of'])} {format.date(section.asOf)}</span>
      </header>
      {section.sentences.map((parts, i) => <p key={i} className="wr-sentence">{parts.map((part, k) => <Piece key={k} part={part} />)}</p>)}
      {section.tables.map((table) => <TableView key={table.label[0]} table={table} />)}
    </section>
  );
}

function Piece({ part }: { readonly part: SentencePart }) {
  const { t } = useText();
  if (!('text' in part)) return <>{t(part)}</>;
  return part.link ? <Go className="wr-figure" href={listHref(part.link.register, part.link.filter)}>{t(part.text)}</Go> : <b className="wr-figure">{t(part.text)}</b>;
}

function TableView({ table }: { readonly table: ReportPage }) {
  const { t } = useText();
  const format = useFormat();
  return (
    <div className="wr-table">
      <h4>{t(table.label)}</h4>
      <ReportTable {...table} caption={t(table.label)} />
      {table.proof.map((p) => <p key={p.label[0]} className="wr-proof" data-ok={p.ok}>{p.ok ? '✓' : '✗'} {t(p.label)}{t(['：', ': '])}{format.number(p.left)} {p.ok ? '=' : '≠'} {format.number(p.right)}</p>)}
      {table.notes.map((note) => <p key={note[0]} className="wr-note">{t(note)}</p>)}
    </div>
  );
}

function PeriodForm({ span: given }: { readonly span: { readonly from: string; readonly to: string } }) {
  const { t } = useText();
  const { history } = useRouter();
  const [span, setSpan] = useState(given);
  const set = (name: 'from' | 'to') => (value: unknown) => setSpan((before) => (typeof value === 'string' ? { ...before, [name]: value } : before));
  return (
    <form className="wr-span no-print" aria-label={t(['期间', 'Period'])} onSubmit={(e) => { e.preventDefault(); history.push(`/p/work-reports/summary?${new URLSearchParams(span)}`); }}>
      <DateInput label={t(['起', 'From'])} value={span.from} onChange={set('from')} />
      <DateInput label={t(['止，含当日', 'To, that day included'])} value={span.to} onChange={set('to')} />
      <Button type="primary" htmlType="submit">{t(['生成', 'Generate'])}</Button>
    </form>
  );
}

function Exports(params: { readonly from: string; readonly to: string }) {
  return <span className="wr-exports no-print"><ExportMenu path={`/composed-reports/${NAME}/export`} query={{ params }} /></span>;
}
