/** The week in the centre (一周综合报告): the director's words beside the figures they stand on; every figure opens its records. Serves VIP-9.11. */
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { Button } from 'antd';
import { useState } from 'react';
import type { ComposedPage, SentencePart } from '../../../../kernel/api.ts';
import { addDays } from '../../../../kernel/calendar/plain-date.ts';
import { api } from '../../../../web/client.ts';
import { useFormat, useText } from '../../../../web/i18n/index.tsx';
import { Loading, PageHeading } from '../../../../web/shell/page.tsx';
import { ExportMenu } from '../../../../web/widgets/export-menu.tsx';
import { Go, listHref } from '../../../../web/widgets/go.tsx';
import { RefusalNote } from '../../../../web/widgets/refusal-note.tsx';
import { ReportTable } from '../../../../web/widgets/report-table.tsx';
import './week.css';

export function WeekPage() {
  const { t } = useText();
  const format = useFormat();
  const [monday, setMonday] = useState<string | null>(null);
  const params = monday === null ? {} : { monday };
  const week = useQuery({ queryKey: ['reports', 'club_week', params], retry: false, placeholderData: keepPreviousData, queryFn: () => api.get<ComposedPage>('/composed-reports/club_week', { params }) });
  const shown = week.data ? String(week.data.params['monday']) : null;
  return (
    <div className="week">
      <PageHeading title={t(['一周综合报告', 'The week'])} note={shown ? `${format.date(shown)} – ${format.date(addDays(shown, 6))}` : undefined}>
        {shown && (
          <span className="week-tools no-print">
            <Button onClick={() => setMonday(addDays(shown, -7))}>{t(['上一周', 'Week before'])}</Button>
            <Button onClick={() => setMonday(addDays(shown, 7))}>{t(['下一周', 'Week after'])}</Button>
            <ExportMenu path="/composed-reports/club_week/export" query={{ params: { monday: shown } }} />
          </span>
        )}
      </PageHeading>
      <RefusalNote error={week.error} />
      {week.isPending && <Loading />}
      {week.data?.sections.map((section) => (
        <section key={section.name} aria-label={t(section.title)}>
          <h2>{t(section.title)} <small>{t(['截至', 'as of'])} {format.date(section.asOf)}</small></h2>
          {section.sentences.map((parts, i) => <p key={i} className="week-said">{parts.map((part, k) => <Piece key={k} part={part} />)}</p>)}
          {section.tables.map((table) => (
            <div key={table.label[0]} className="week-table">
              <h3>{t(table.label)}</h3>
              <ReportTable {...table} caption={t(table.label)} />
              {table.proof.map((p) => <p key={p.label[0]} className="week-proof" data-ok={p.ok}>{p.ok ? '✓' : '✗'} {t(p.label)}{t(['：', ': '])}{format.number(p.left)} {p.ok ? '=' : '≠'} {format.number(p.right)}</p>)}
            </div>
          ))}
        </section>
      ))}
      {week.data && week.data.withheld.length > 0 && <p className="w-quiet">{t(['您无权查看，未列入：', 'Left out because you may not see them: '])}{week.data.withheld.map(t).join(t(['、', ', ']))}</p>}
    </div>
  );
}

function Piece({ part }: { readonly part: SentencePart }) {
  const { t } = useText();
  if (!('text' in part)) return <>{t(part)}</>;
  return part.link ? <Go className="w-figure" href={listHref(part.link.register, part.link.filter)}>{t(part.text)}</Go> : <b className="w-figure">{t(part.text)}</b>;
}
