/** 定期事项: what had to be done on each day of a month, by whom it was done and when, and which sentences it fulfils. */
import { useQuery } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { Button, Segmented, Switch } from 'antd';
import { lazy, Suspense, useEffect, useState } from 'react';
import type { DutyRow, Label } from '../../kernel/api.ts';
import { addMonths, dateOf, lastOfMonth, monthOf, partsOf } from '../../kernel/calendar/plain-date.ts';
import { api, keys } from '../client.ts';
import { fill, useFormat, useText, words } from '../i18n/index.tsx';
import { Icon } from '../shell/icons.tsx';
import { EmptyState, Failure, Loading, PageHeading } from '../shell/page.tsx';
import { ToneTag } from '../shell/tone-tag.tsx';
import { DutyMonth } from './duty-month.tsx';
import { dutyTone, isDoable } from './duty-tone.ts';
import { weekdays } from './weekdays.ts';
import { actorName } from '../widgets/actor-name.ts';

const DutyDialog = lazy(async () => ({ default: (await import('./duty-dialog.tsx')).DutyDialog }));
interface Address { readonly day?: string; readonly view?: 'month'; readonly mine?: true }

export function DutiesPage() {
  const { t } = useText();
  const { day: dayOf, date } = useFormat();
  const navigate = useNavigate();
  const search = useSearch({ strict: false, select: (given) => given as Address });
  const today = dayOf(new Date());
  const day = search.day && /^\d{4}-\d\d-\d\d$/.test(search.day) ? search.day : today;
  const first = firstOf(day);
  const found = useQuery({ queryKey: keys.duties(first, lastOfMonth(first)), queryFn: ({ signal }) => api.get<readonly DutyRow[]>('/duties', { from: first, to: lastOfMonth(first) }, signal) });
  const rows = (found.data ?? []).filter((duty) => !search.mine || duty.mine);
  const put = (next: Address) => { void navigate({ to: '/duties', search: next, replace: true, resetScroll: false }); };
  const monthly = search.view === 'month';
  return (
    <div className="duties-page">
      <PageHeading title={t(words.duties.title)} note={found.data ? t(fill(words.duties.summary, counts(rows))) : undefined}>
        <label className="switch-label"><Switch size="small" checked={search.mine === true} onChange={(on) => { const { mine: _gone, ...rest } = search; put({ ...rest, ...(on ? { mine: true } : {}) }); }} />{t(words.duties.onlyMine)}</label>
        <Segmented aria-label={t(words.list.display)} value={monthly ? 'month' : 'list'} onChange={(view) => { const { view: _gone, ...rest } = search; put({ ...rest, ...(view === 'month' ? { view: 'month' as const } : {}) }); }} options={[{ value: 'list', label: t(words.duties.list) }, { value: 'month', label: t(words.duties.month) }]} />
      </PageHeading>
      <nav className="month-steps" aria-label={t(words.duties.month)}>
        <Button type="text" aria-label={t(words.duties.previous)} icon={<Icon name="left" />} onClick={() => put({ ...search, day: addMonths(first, -1) })} />
        <strong>{monthly ? monthOf(first) : `${date(first)} – ${date(lastOfMonth(first))}`}</strong>
        <Button type="text" aria-label={t(words.duties.next)} icon={<Icon name="right" />} onClick={() => put({ ...search, day: addMonths(first, 1) })} />
        {monthOf(day) !== monthOf(today) && <Button type="link" onClick={() => { const { day: _gone, ...rest } = search; put(rest); }}>{t(words.common.today)}</Button>}
      </nav>
      {found.error ? <Failure error={found.error} onRetry={() => { void found.refetch(); }} /> : !found.data ? <Loading /> : (
        <>
          {monthly && <DutyMonth first={first} chosen={day} today={today} duties={rows} onDay={(next) => put({ ...search, day: next })} />}
          <Days key={first} duties={monthly ? rows.filter((duty) => duty.day === day) : rows} emptyText={monthly ? words.duties.emptyDay : words.duties.empty} today={monthly ? '' : today} />
        </>)}
    </div>
  );
}

function Days({ duties, emptyText, today }: { readonly duties: readonly DutyRow[]; readonly emptyText: Label; readonly today: string }) {
  const { t } = useText();
  const { date } = useFormat();
  const [doing, setDoing] = useState<DutyRow | null>(null);
  // Today is what people come for; the days before it lie above.
  useEffect(() => { document.getElementById(`day-${today}`)?.scrollIntoView({ block: 'start' }); }, [today]);
  if (duties.length === 0) return <EmptyState icon="duties" title={t(emptyText)} text={t(words.duties.emptyText)} />;
  const days = [...new Set(duties.map((duty) => duty.day))].sort();
  return (
    <div className="duty-days">
      {days.map((day) => (
        <section key={day} className="duty-day" data-today={day === today} aria-labelledby={`day-${day}`}>
          <h2 id={`day-${day}`}>{date(day)}<small>{t(weekdays[new Date(`${day}T00:00:00Z`).getUTCDay()]!)}</small></h2>
          <ul>{duties.filter((duty) => duty.day === day).map((duty) => <DutyLine key={duty.id} duty={duty} onDo={() => setDoing(duty)} />)}</ul>
        </section>
      ))}
      <Suspense fallback={null}>{doing && <DutyDialog duty={doing} onClose={() => setDoing(null)} />}</Suspense>
    </div>
  );
}

function DutyLine({ duty, onDo }: { readonly duty: DutyRow; readonly onDo: () => void }) {
  const { t } = useText();
  const format = useFormat();
  const { tone, label } = dutyTone(duty, new Date().toISOString());
  const doable = isDoable(duty, format.day(new Date()));
  return (
    <li className="duty-line">
      <span className="duty-time">{format.time(duty.dueAt)}{format.day(new Date(duty.dueAt)) !== duty.day && <small>{format.date(duty.dueAt).replace(/^\d{4}-| \d{4}$/, '')}</small>}</span>
      <span className="duty-what">{t(duty.label)}<small>{duty.statements.length > 0 && <>{t(words.duties.statements)} {duty.statements.join('、')}</>}</small></span>
      <span className="duty-proof">
        {duty.doneAt && t(fill(words.duties.doneBy, { name: actorName(duty.doneBy ?? '', t), time: format.dateTime(duty.doneAt) }))}
        {duty.escalatedAt && !duty.doneAt && t(fill(words.duties.escalatedAt, { time: format.dateTime(duty.escalatedAt) }))}
        {!duty.mine && !duty.doneAt && !duty.escalatedAt && t(words.duties.notMine)}
      </span>
      {doable && <Button size="small" onClick={onDo} aria-label={`${t(words.duties.fulfil)} ${t(duty.label)} ${duty.day}`}>{t(words.duties.fulfil)}</Button>}
      <ToneTag tone={tone} label={label} />
    </li>
  );
}

const firstOf = (day: string): string => { const { year, month } = partsOf(day); return dateOf(year, month, 1); };

function counts(duties: readonly DutyRow[]): { readonly done: number; readonly open: number; readonly missed: number } {
  return {
    done: duties.filter((duty) => duty.state === 'done' || duty.state === 'late').length,
    open: duties.filter((duty) => duty.state === 'open').length, missed: duties.filter((duty) => duty.state === 'missed').length,
  };
}
