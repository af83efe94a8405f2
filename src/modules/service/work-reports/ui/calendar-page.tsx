/**
 * The reporting calendar (汇报日历): who owes which report, what is in, late, due or missing, by day, week or month. A cell opens
 * its report; what is missing is named in words as well. Serves SM-32, FS-2.9, AC-29.
 */
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useRouter, useSearch } from '@tanstack/react-router';
import { Button } from 'antd';
import { useState } from 'react';
import type { Label } from '../../../../kernel/api.ts';
import { api, keys } from '../../../../web/client.ts';
import { fill, useFormat, useText } from '../../../../web/i18n/index.tsx';
import { EmptyState, Loading, PageHeading } from '../../../../web/shell/page.tsx';
import { Go, recordHref } from '../../../../web/widgets/go.tsx';
import { DateInput } from '../../../../web/widgets/inputs/index.tsx';
import { RefusalNote } from '../../../../web/widgets/refusal-note.tsx';
import { Section } from '../../../../web/widgets/section.tsx';
import { TabLinks } from '../../../../web/widgets/tab-links.tsx';
import type { CalendarCell, CalendarRow, ReportCalendarView } from '../counts.ts';
import type { ReportKind, Standing } from '../periods.rules.ts';
import './work-reports.css';

const KIND: { readonly [K in ReportKind]: Label } = { daily: ['日报', 'Daily'], weekly: ['周报', 'Weekly'], monthly: ['月报', 'Monthly'] };
const STANDING: { readonly [S in Standing]: Label } = { in: ['按时', 'in time'], late: ['迟报', 'late'], due: ['待报', 'due'], missing: ['缺', 'missing'], running: ['期内', 'running'] };
const MARK: { readonly [S in Standing]: string } = { in: '✓', late: '迟', due: '待', missing: '缺', running: '·' };
const MARK_EN: { readonly [S in Standing]: string } = { in: '✓', late: 'L', due: 'D', missing: 'M', running: '·' };

type Search = { readonly tab?: ReportKind; readonly from?: string; readonly to?: string };

export function CalendarPage() {
  const { t } = useText();
  const search = useSearch({ strict: false }) as Search;
  const kind = search.tab ?? 'daily';
  const params = { kind, ...(search.from ? { from: search.from } : {}), ...(search.to ? { to: search.to } : {}) };
  const view = useQuery({
    queryKey: keys.query('work_report_calendar', params), retry: false, placeholderData: keepPreviousData,
    queryFn: () => api.get<ReportCalendarView>('/queries/work_report_calendar', { params }),
  });
  const data = view.data;
  return (
    <div className="wr-page">
      <PageHeading title={t(['汇报日历', 'Reporting calendar'])} note={t(['报告到期自动出现，由记录起草；区域经理说明、签字、上报，总部汇总后报集团', 'Reports appear by the calendar and are drafted from the records; branches comment, sign and hand in, the centre sends them on'])}>
        <Go className="w-as-button" href="/report/work_report_counts">{t(['报告份数', 'Reports handed in'])}</Go>
      </PageHeading>
      <TabLinks label={t(['报告类别', 'Kind of report'])} active={kind} tabs={(['daily', 'weekly', 'monthly'] as const).map((k) => ({ key: k, label: t(KIND[k]) }))} />
      <RefusalNote error={view.error} />
      {view.isPending && <Loading />}
      {data && (
        <div aria-busy={view.isPlaceholderData}>
          <SpanForm key={`${data.kind}${data.from}${data.to}`} view={data} />
          {data.rows.some((row) => row.cells.length > 0)
            ? <><Grid view={data} /><Legend /><Wanting view={data} /></>
            : <EmptyState title={t(['这段时间没有要交的报告', 'No reports are owed in this period'])} text={t(['“谁按期报告”在规章参数中答复。', 'Who reports by the calendar is answered under Parameters.'])} />}
        </div>
      )}
    </div>
  );
}

/** '26' under its month, '23–29', '11 月'. */
function headOf(cell: CalendarCell, kind: ReportKind): string {
  const day = (date: string) => String(Number(date.slice(8)));
  return kind === 'daily' ? day(cell.from) : kind === 'weekly' ? `${Number(cell.from.slice(5, 7))}/${day(cell.from)}` : cell.from.slice(0, 7);
}

function Grid({ view }: { readonly view: ReportCalendarView }) {
  const { t } = useText();
  const periods = [...new Map(view.rows.flatMap((row) => row.cells).map((cell) => [cell.from, cell])).values()].sort((a, b) => (a.from < b.from ? -1 : 1));
  const months = periods.reduce<{ month: string; count: number }[]>((found, { from }) => {
    const last = found.at(-1);
    if (last?.month === from.slice(0, 7)) last.count += 1;
    else found.push({ month: from.slice(0, 7), count: 1 });
    return found;
  }, []);
  return (
    <div className="w-scroll" tabIndex={0} role="region" aria-label={t(['汇报日历', 'Reporting calendar'])}>
      <table className="w-report wr-grid">
        <caption>{t(KIND[view.kind])}</caption>
        <thead>
          {view.kind !== 'monthly' && <tr><td />{months.map(({ month, count }) => <th key={month} scope="colgroup" colSpan={count}>{month}</th>)}<td /></tr>}
          <tr><th scope="col">{t(['单位', 'Unit'])}</th>{periods.map((p) => <th key={p.from} scope="col" data-today={p.from <= view.today && view.today <= p.to || undefined}>{headOf(p, view.kind)}</th>)}<th scope="col" className="w-num">{t(['已报', 'In'])}</th></tr>
        </thead>
        <tbody>{view.rows.map((row) => <UnitRow key={row.place.id} row={row} periods={periods} />)}</tbody>
      </table>
    </div>
  );
}

function UnitRow({ row, periods }: { readonly row: CalendarRow; readonly periods: readonly CalendarCell[] }) {
  const { t } = useText();
  const byStart = new Map(row.cells.map((cell) => [cell.from, cell]));
  const there = row.cells.filter((cell) => cell.standing === 'in' || cell.standing === 'late').length;
  const owed = row.cells.filter((cell) => cell.standing !== 'running').length;
  return (
    <tr data-level={row.place.level}>
      <th scope="row">{row.place.name}{row.place.level === 'consolidated' && <small> {t(['汇总', 'consolidated'])}</small>}</th>
      {periods.map((p) => <td key={p.from}><Mark cell={byStart.get(p.from)} unit={row.place.name} /></td>)}
      <td className="w-num">{owed === 0 ? '—' : `${there}/${owed}`}</td>
    </tr>
  );
}

function Mark({ cell, unit }: { readonly cell: CalendarCell | undefined; readonly unit: string }) {
  const { t, lang } = useText();
  const format = useFormat();
  if (!cell) return null;
  const words = `${unit} ${cell.from}${cell.to === cell.from ? '' : ` – ${cell.to}`} ${t(STANDING[cell.standing])}`;
  const title = `${words}${t(['，应报 ', ', due '])}${format.dateTime(cell.dueAt)}`;
  const mark = (lang === 0 ? MARK : MARK_EN)[cell.standing];
  return cell.report
    ? <Go className="wr-mark" data-standing={cell.standing} href={recordHref('work_report', cell.report.id)} aria-label={words} title={title}>{mark}</Go>
    : <span className="wr-mark" data-standing={cell.standing} role="img" aria-label={words} title={title}>{mark}</span>;
}

function Legend() {
  const { t, lang } = useText();
  return (
    <p className="wr-legend">
      {(['in', 'late', 'due', 'missing', 'running'] as const).map((s) => <span key={s}><i className="wr-mark" data-standing={s} aria-hidden="true">{(lang === 0 ? MARK : MARK_EN)[s]}</i> {t(STANDING[s])}</span>)}
    </p>
  );
}

/** Missing and late in words: what somebody telephones about. */
function Wanting({ view }: { readonly view: ReportCalendarView }) {
  const { t } = useText();
  const rows = view.rows.map((row) => ({ row, missing: row.cells.filter((c) => c.standing === 'missing'), late: row.cells.filter((c) => c.standing === 'late') })).filter((r) => r.missing.length + r.late.length > 0);
  const named = (cells: readonly CalendarCell[]) => cells.map((c) => (view.kind === 'monthly' ? c.from.slice(0, 7) : c.from.slice(5))).join(t(['、', ', ']));
  return (
    <Section quiet title={t(['缺报与迟报', 'Missing and late'])}>
      {rows.length === 0 && <p className="w-nothing">{t(['没有缺报，也没有迟报', 'Nothing missing, nothing late'])}</p>}
      <ul className="wr-wanting">
        {rows.map(({ row, missing, late }) => (
          <li key={row.place.id}>
            <b>{row.place.name}</b>
            {missing.length > 0 && <span data-standing="missing">{t(fill(['缺 {n} 份：', '{n} missing: '], { n: missing.length }))}{named(missing)}</span>}
            {late.length > 0 && <span data-standing="late">{t(fill(['迟 {n} 份：', '{n} late: '], { n: late.length }))}{named(late)}</span>}
          </li>
        ))}
      </ul>
    </Section>
  );
}

function SpanForm({ view }: { readonly view: ReportCalendarView }) {
  const { t } = useText();
  const { history } = useRouter();
  const [span, setSpan] = useState({ from: view.from, to: view.to });
  const set = (name: 'from' | 'to') => (value: unknown) => setSpan((before) => (typeof value === 'string' ? { ...before, [name]: value } : before));
  return (
    <form className="wr-span no-print" aria-label={t(['期间', 'Period'])} onSubmit={(e) => { e.preventDefault(); history.push(`/p/work-reports/calendar?${new URLSearchParams({ tab: view.kind, ...span })}`); }}>
      <DateInput label={t(['起', 'From'])} value={span.from} onChange={set('from')} />
      <DateInput label={t(['止，含当日', 'To, that day included'])} value={span.to} onChange={set('to')} />
      <Button htmlType="submit">{t(['查看', 'Show'])}</Button>
    </form>
  );
}
