/**
 * The day of a unit (考勤日视图): for each person the plan, the telephone, pauses and calls on one line of time, and beside it what that makes: sign-in
 * and sign-out, adherence, what the code prints and what it means for pay, apart. Serves SM-6, AC-06, CC-5.2a to CC-5.R1.
 */
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useRouter, useSearch } from '@tanstack/react-router';
import { Button, Select } from 'antd';
import { addDays } from '../../../../kernel/calendar/plain-date.ts';
import { api, keys } from '../../../../web/client.ts';
import { fill, useFormat, useText } from '../../../../web/i18n/index.tsx';
import { EmptyState, Loading, PageHeading } from '../../../../web/shell/page.tsx';
import { Go, recordHref } from '../../../../web/widgets/go.tsx';
import { DateInput } from '../../../../web/widgets/inputs/index.tsx';
import { RefusalNote } from '../../../../web/widgets/refusal-note.tsx';
import { Section } from '../../../../web/widgets/section.tsx';
import type { DayLine, DayPage } from '../queries.ts';
import { Facts } from './facts.tsx';
import { Track } from './track.tsx';
import './attendance.css';

export function AttendanceDayDesk() {
  const { t } = useText();
  const search = useSearch({ strict: false }) as { readonly day?: string; readonly unit?: string };
  const params = { ...(search.day ? { day: search.day } : {}), ...(search.unit ? { unit: search.unit } : {}) };
  const page = useQuery({ queryKey: keys.query('attendance_day_page', params), retry: false, placeholderData: keepPreviousData, queryFn: () => api.get<DayPage>('/queries/attendance_day_page', { params }) });
  const { data } = page;
  return (
    <div className="at">
      <PageHeading title={t(['考勤日视图', 'Attendance day'])} note={data ? <Standing page={data} /> : undefined}>{data && <Tools page={data} />}</PageHeading>
      <RefusalNote error={page.error} />
      {page.isPending && <Loading />}
      {data?.lines.length === 0 && <EmptyState title={t(['这一天没有班次，也没有电话记录', 'No shifts and no telephone records that day'])} text={t(['排班公布、电话日志读入之后，这里自动出现。', 'It fills when rosters are published and the telephone log is read.'])} />}
      {data && data.lines.length > 0 && <><Findings page={data} /><Key /><ol className="at-lines" aria-label={t(['各人的一天', 'Everybody’s day'])}>{data.lines.map((line) => <Line key={line.employee} line={line} page={data} />)}</ol></>}
    </div>
  );
}

function Standing({ page }: { readonly page: DayPage }) {
  const { t } = useText();
  const format = useFormat();
  const count = (of: (l: DayLine) => boolean) => page.lines.filter(of).length;
  const trouble = count((l) => l.record?.state === 'exceptions');
  return <>{format.date(page.day)} · {t(fill(['{n} 人', '{n} people'], { n: String(page.lines.length) }))}{trouble > 0 && <> · {t(fill(['待处理 {n}', '{n} to settle'], { n: String(trouble) }))}</>}{page.logEnd > 0 && <> · {t(['日志至', 'log up to'])} {format.dateTime(new Date(page.logEnd).toISOString())}</>}</>;
}

function Tools({ page }: { readonly page: DayPage }) {
  const { t } = useText();
  const { history } = useRouter();
  const show = (to: { readonly day?: string; readonly unit?: string | null }) => {
    const unit = to.unit === undefined ? page.unit : to.unit;
    history.push(`${location.pathname}?${new URLSearchParams({ day: to.day ?? page.day, ...(unit ? { unit } : {}) })}`);
  };
  return (
    <span className="at-tools no-print">
      {page.units.length > 1 && <Select aria-label={t(['部门或线路', 'Unit or line'])} value={page.unit ?? ''} onChange={(unit: string) => show({ unit: unit === '' ? null : unit })} options={[{ value: '', label: t(['全部', 'All']) }, ...page.units.map((u) => ({ value: u.id, label: u.name }))]} />}
      <Button aria-label={t(['前一天', 'Day before'])} onClick={() => show({ day: addDays(page.day, -1) })}>‹</Button>
      <DateInput label={t(['日期', 'Day'])} value={page.day} onChange={(value) => { if (typeof value === 'string') show({ day: value }); }} />
      <Button aria-label={t(['后一天', 'Day after'])} onClick={() => show({ day: addDays(page.day, 1) })}>›</Button>
      <Go href={`/p/attendance/sheet?month=${page.day.slice(0, 7)}${page.unit ? `&unit=${page.unit}` : ''}`}>{t(['考勤表', 'Month sheet'])}</Go>
    </span>
  );
}

function Findings({ page }: { readonly page: DayPage }) {
  const { t } = useText();
  if (page.findings.length === 0) return null;
  return (
    <Section title={t(['要人看的事', 'For people to look at'])}>
      <ul className="at-findings">
        {page.findings.map((f) => <li key={f.id} data-state={f.state}><Go href={recordHref('attendance_finding', f.id)}>{f.number}</Go><span>{t([f.facts, f.factsEn])}</span>{f.state !== 'open' && <small>{t(f.state === 'reported' ? ['已报告', 'reported'] : ['不报告', 'put aside'])}</small>}</li>)}
      </ul>
    </Section>
  );
}

function Key() {
  const { t } = useText();
  const parts = [['plan', ['班次', 'Shift']], ['rest', ['计划用餐、休息', 'Meal and break as planned']], ['login', ['已签到', 'Signed in']], ['pause', ['暂停', 'Paused']], ['call', ['通话', 'On a call']], ['exception', ['与计划不符', 'Not as planned']]] as const;
  return <ul className="at-key" aria-label={t(['图例', 'Legend'])}>{parts.map(([kind, label]) => <li key={kind}><i data-kind={kind} />{t(label)}</li>)}</ul>;
}

function Line({ line, page }: { readonly line: DayLine; readonly page: DayPage }) {
  const { t } = useText();
  return (
    <li className="at-line">
      <div className="at-who"><b>{line.record ? <Go href={recordHref('attendance_day', line.record.id)}>{line.name}</Go> : line.name}</b><small>{line.staffNo}{line.line ? ` · ${line.line}` : ''}</small></div>
      <Track line={line} from={page.from} to={page.to} label={t(fill(['{name} 的一天', '{name}’s day'], { name: line.name }))} />
      <Facts line={line} />
    </li>
  );
}
