/** The month sheet (考勤表): people by days, one sign a day, printed landscape and exported to Excel; the month is closed from here. Serves SM-6. */
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useRouter, useSearch } from '@tanstack/react-router';
import { Button, Select } from 'antd';
import { useState } from 'react';
import type { Written } from '../../../../kernel/api.ts';
import { addMonths } from '../../../../kernel/calendar/plain-date.ts';
import { api, keys } from '../../../../web/client.ts';
import { useFormat, useText } from '../../../../web/i18n/index.tsx';
import { EmptyState, Loading, PageHeading } from '../../../../web/shell/page.tsx';
import { useRegister } from '../../../../web/shell/session.tsx';
import { ExportMenu } from '../../../../web/widgets/export-menu.tsx';
import { Go, recordHref } from '../../../../web/widgets/go.tsx';
import { RefusalNote } from '../../../../web/widgets/refusal-note.tsx';
import type { Sheet, SheetCell, SheetRow } from '../queries.ts';
import { type Mark, MARK_NAMES, MARKS, markOf } from '../mark.rules.ts';
import { minutes, OUTCOMES } from './words.ts';
import './attendance.css';

const WEEKDAYS = ['一', '二', '三', '四', '五', '六', '日'] as const;
const WEEKDAYS_EN = ['M', 'T', 'W', 'T', 'F', 'S', 'S'] as const;

export function AttendanceSheetPage() {
  const { t, lang } = useText();
  const search = useSearch({ strict: false }) as { readonly month?: string; readonly unit?: string };
  const params = { ...(search.month ? { month: search.month } : {}), ...(search.unit ? { unit: search.unit } : {}) };
  const sheet = useQuery({ queryKey: keys.query('attendance_sheet', params), retry: false, placeholderData: keepPreviousData, queryFn: () => api.get<Sheet>('/queries/attendance_sheet', { params }) });
  const [failed, setFailed] = useState<unknown>(null);
  const { data } = sheet;
  return (
    <div className="at at-sheet-page">
      <PageHeading title={t(['考勤表', 'Attendance sheet'])} note={data ? `${data.month} · ${data.unitName}` : undefined}>
        {data && <Tools sheet={data} fail={setFailed} lang={lang} />}
      </PageHeading>
      <RefusalNote error={failed ?? sheet.error} />
      {sheet.isPending && <Loading />}
      {data?.rows.length === 0 && <EmptyState title={t(['这个月没有考勤', 'No attendance in this month'])} />}
      {data && data.rows.length > 0 && <><Table sheet={data} /><Legend /><p className="at-signatures print-only">{t(['制表：', 'Made by: '])}<i />{t(['　主管：', '  Supervisor: '])}<i />{t(['　日期：', '  Date: '])}<i /></p></>}
    </div>
  );
}

function Tools({ sheet, fail, lang }: { readonly sheet: Sheet; readonly fail: (error: unknown) => void; readonly lang: 0 | 1 }) {
  const { t } = useText();
  const { history } = useRouter();
  const month = useRegister('attendance_month');
  const show = (to: { readonly month?: string; readonly unit?: string | null }) => {
    const unit = to.unit === undefined ? sheet.unit : to.unit;
    history.push(`${location.pathname}?${new URLSearchParams({ month: to.month ?? sheet.month, ...(unit ? { unit } : {}) })}`);
  };
  const move = (by: number) => show({ month: addMonths(`${sheet.month}-01`, by).slice(0, 7) });
  const closing = () => {
    if (sheet.closed) { history.push(recordHref('attendance_month', sheet.closed.id)); return; }
    fail(null);
    api.post<Written>('/records/attendance_month', { values: { unit: sheet.unit, month: sheet.month } }).then((w) => history.push(recordHref('attendance_month', w.id)), fail);
  };
  return (
    <span className="at-tools no-print">
      {sheet.units.length > 0 && <Select aria-label={t(['部门或线路', 'Unit or line'])} value={sheet.unit ?? ''} onChange={(unit: string) => show({ unit: unit === '' ? null : unit })} options={[{ value: '', label: t(['全部', 'All']) }, ...sheet.units.map((u) => ({ value: u.id, label: u.name }))]} />}
      <Button aria-label={t(['上个月', 'Month before'])} onClick={() => move(-1)}>‹</Button><b>{sheet.month}</b><Button aria-label={t(['下个月', 'Month after'])} onClick={() => move(1)}>›</Button>
      <Button onClick={() => print()}>{t(['打印', 'Print'])}</Button>
      <ExportMenu path="/reports/attendance_sheet_report/export" query={{ params: { month: sheet.month, unit: sheet.unit } }} />
      {month?.mayCreate && sheet.unit !== null && <Button type="primary" onClick={closing}>{t(sheet.closed?.state === 'closed' ? ['已结账', 'Closed'] : ['结账…', 'Close the month…'])}</Button>}
      {sheet.unit === null && sheet.units.length > 0 && <small>{t(['选定线路后可结账', 'Choose a line to close its month'])}</small>}
    </span>
  );
}

function Table({ sheet }: { readonly sheet: Sheet }) {
  const { t, lang } = useText();
  const format = useFormat();
  const count = (row: SheetRow, of: (c: SheetCell) => boolean) => row.cells.filter(of).length;
  const columns = [[['出勤', 'In'], (c: SheetCell) => ['on_time', 'late_or_early', 'incomplete', 'unplanned'].includes(c.outcome)], [['迟到', 'Late'], (c: SheetCell) => c.lateS > 0], [['早退', 'Early'], (c: SheetCell) => c.earlyS > 0], [['漏签', 'Miss'], (c: SheetCell) => c.outcome === 'incomplete'],
    [['请假', 'Leave'], (c: SheetCell) => c.outcome === 'on_leave'], [['缺勤', 'Abs.'], (c: SheetCell) => c.outcome === 'absent']] as const;
  return (
    <div className="w-scroll" tabIndex={0} role="region" aria-label={t(['考勤表', 'Attendance sheet'])}>
      <table className="at-sheet">
        <caption className="print-only">{sheet.unitName} {sheet.month} {t(['考勤表', 'attendance sheet'])}</caption>
        <thead>
          <tr><th scope="col" className="at-name">{t(['姓名', 'Name'])}</th>{sheet.days.map((d) => <th key={d.day} scope="col" data-rest={d.weekday > 5}><span>{Number(d.day.slice(8))}</span><small>{lang === 0 ? WEEKDAYS[d.weekday - 1] : WEEKDAYS_EN[d.weekday - 1]}</small></th>)}
            {columns.map(([label]) => <th key={label[1]} scope="col" className="at-sum">{t(label)}</th>)}<th scope="col" className="at-sum">{t(['计薪时', 'Hours'])}</th></tr>
        </thead>
        <tbody>
          {sheet.rows.map((row) => (
            <tr key={row.employee}>
              <th scope="row" className="at-name">{row.name}<small>{row.staffNo}</small></th>
              {sheet.days.map((d) => <Cell key={d.day} cell={row.cells.find((c) => c.day === d.day)} rest={d.weekday > 5} />)}
              {columns.map(([label, of]) => <td key={label[1]} className="at-sum">{count(row, of) || ''}</td>)}
              <td className="at-sum">{format.number(Math.round(row.minutes / 6) / 10)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function Cell({ cell, rest }: { readonly cell: SheetCell | undefined; readonly rest: boolean }) {
  const { t, lang } = useText();
  if (!cell) return <td data-rest={rest} />;
  const said = [t(OUTCOMES[cell.outcome] ?? ['', '']), cell.leave ?? '', cell.lateS > 0 ? `${t(['迟到', 'late'])} ${minutes(cell.lateS, lang)}` : '', cell.earlyS > 0 ? `${t(['早退', 'early'])} ${minutes(cell.earlyS, lang)}` : ''].filter((x) => x !== '').join(' ');
  return <td data-rest={rest} data-outcome={cell.outcome}><Go href={recordHref('attendance_day', cell.id)} title={`${cell.day} ${said}`} aria-label={`${cell.day} ${said}`}>{t(MARKS[markOf(cell)])}</Go></td>;
}

function Legend() {
  const { t } = useText();
  return <ul className="at-legend" aria-label={t(['图例', 'Legend'])}>{(Object.keys(MARKS) as Mark[]).filter((mark) => mark !== 'rest').map((mark) => <li key={mark}><b data-outcome={mark}>{t(MARKS[mark])}</b> {t(MARK_NAMES[mark])}</li>)}</ul>;
}
