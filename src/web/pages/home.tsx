/** 我的工作: what waits for me by deadline, the duties of today, the numbers I answer for. Each line opens its step. */
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { Button } from 'antd';
import { lazy, type ReactNode, Suspense, useState } from 'react';
import type { DutyRow, Home, Label, TaskRow } from '../../kernel/api.ts';
import { fill, type Format, useFormat, useText, words } from '../i18n/index.tsx';
import { EmptyState, Failure, Loading, PageHeading } from '../shell/page.tsx';
import { homeQuery, registerOf, useMe, useMeta } from '../shell/session.tsx';
import { ToneTag } from '../shell/tone-tag.tsx';
import { toneColor } from '../theme.ts';
import { Go } from '../widgets/go.tsx';
import { dueText, dutyTone, isDoable } from './duty-tone.ts';
import { weekdays } from './weekdays.ts';

const DutyDialog = lazy(async () => ({ default: (await import('./duty-dialog.tsx')).DutyDialog }));

export function HomePage() {
  const { t } = useText();
  const format = useFormat();
  const me = useMe();
  const home = useQuery(homeQuery);
  const now = new Date().toISOString();
  return (
    <div className="home">
      <PageHeading title={t(words.home.title)} note={`${t(fill(greeting(format, now), { name: me.displayName }))} · ${format.date(now)} ${t(weekdays[new Date(`${format.day(new Date())}T00:00:00Z`).getUTCDay()]!)}`} />
      {home.data ? <Work home={home.data} /> : home.error ? <Failure error={home.error} onRetry={() => { void home.refetch(); }} /> : <Loading />}
    </div>
  );
}

function Work({ home }: { readonly home: Home }) {
  return (
    <>
      <FirstSteps steps={home.firstSteps} />
      <Figures figures={home.figures} />
      <div className="home-columns">
        <Tasks tasks={home.tasks} />
        <Duties duties={home.duties} />
      </div>
    </>
  );
}

/** What is done is seen from the records; gone when all of it is. */
function FirstSteps({ steps }: { readonly steps: Home['firstSteps'] }) {
  const { t } = useText();
  if (steps.length === 0) return null;
  return (
    <section className="first-steps" aria-labelledby="first-steps">
      <h2 id="first-steps">{t(['从这里开始', 'Begin here'])}<small>{t(fill(['{n} 项中已完成 {m} 项', '{m} of {n} done'], { n: steps.length, m: steps.filter((s) => s.done).length }))}</small></h2>
      <ol>{steps.map((s) => <li key={s.href} data-done={s.done || undefined}><i aria-hidden="true">{s.done ? '✓' : '○'}</i><Go href={s.href}>{t(s.label)}</Go>{s.done && <span className="visually-hidden">{t(['已完成', 'done'])}</span>}</li>)}</ol>
    </section>
  );
}

function Figures({ figures }: Pick<Home, 'figures'>) {
  const { t } = useText();
  if (figures.length === 0) return null;
  return (
    <section aria-label={t(words.home.figures)}>
      <ul className="figures">
        {figures.map((figure) => (
          <li key={figure.label[0]}><Go href={figure.href} className="figure"><span className="figure-value" style={{ color: figure.tone === 'alarm' || figure.tone === 'waiting' ? toneColor[figure.tone].text : 'var(--ink)' }}>{figure.value}</span><span className="figure-label">{t(figure.label)}</span></Go></li>
        ))}
      </ul>
    </section>
  );
}

function Tasks({ tasks }: Pick<Home, 'tasks'>) {
  const { t } = useText();
  const { day } = useFormat();
  const today = day(new Date());
  const byDeadline = [...tasks].sort((a, b) => a.dueAt.localeCompare(b.dueAt));
  const groups: readonly (readonly [Label, readonly TaskRow[]])[] = [
    [words.home.overdue, byDeadline.filter((task) => task.overdue)],
    [words.home.today, byDeadline.filter((task) => !task.overdue && day(new Date(task.dueAt)) === today)],
    [words.home.later, byDeadline.filter((task) => !task.overdue && day(new Date(task.dueAt)) !== today)],
  ];
  return (
    <HomeSection title={words.home.tasks} count={tasks.length}>
      {tasks.length === 0 && <EmptyState icon="check" title={t(words.home.noTasks)} text={t(words.home.noTasksText)} />}
      {groups.filter(([, rows]) => rows.length > 0).map(([label, rows]) => (
        <div key={label[0]} className="task-group" data-late={label === words.home.overdue}>
          <h3>{t(label)}<span>{rows.length}</span></h3>
          <ul>{rows.map((task) => <Task key={task.id} task={task} />)}</ul>
        </div>
      ))}
    </HomeSection>
  );
}

function Task({ task }: { readonly task: TaskRow }) {
  const { t } = useText();
  const format = useFormat();
  const register = registerOf(useMeta(), task.register);
  return (
    <li>
      <Link to="/r/$register/$id" params={{ register: task.register, id: task.recordId }} search={task.step ? { step: task.step } : {}} className="task">
        <span className="task-what"><strong>{t(task.label)}</strong><span className="task-title">{task.title}</span></span>
        <span className="task-from">{register && <span>{t(register.label)}</span>}<span className="w-figure">{task.number}</span></span>
        <span className="task-due" data-late={task.overdue}>
          <span>{format.ago(task.dueAt)}</span>
          <time dateTime={task.dueAt}>{format.day(new Date(task.dueAt)) === format.day(new Date()) ? format.time(task.dueAt) : format.dateTime(task.dueAt)}</time>
          {task.escalated && <ToneTag tone="alarm" label={words.home.escalated} />}
        </span>
      </Link>
    </li>
  );
}

function Duties({ duties }: Pick<Home, 'duties'>) {
  const { t } = useText();
  const format = useFormat();
  const [doing, setDoing] = useState<DutyRow | null>(null);
  return (
    <HomeSection title={words.home.duties} count={duties.filter((duty) => duty.state === 'open').length} more={<Link to="/duties">{t(words.home.allDuties)}</Link>}>
      {duties.length === 0 && <EmptyState icon="duties" title={t(words.home.noDuties)} text={t(words.home.noDutiesText)} />}
      <ul className="duty-list">
        {duties.map((duty) => {
          const { tone, label } = dutyTone(duty, new Date().toISOString());
          return (
            <li key={duty.id} className="duty">
              <span className="duty-what">{t(duty.label)}<small>{t(fill(words.duties.by, { time: dueText(duty, format) }))}</small></span>
              {isDoable(duty, format.day(new Date())) ? <Button size="small" onClick={() => setDoing(duty)} aria-label={`${t(words.duties.fulfil)} ${t(duty.label)}`}>{t(words.duties.fulfil)}</Button> : null}
              <ToneTag tone={tone} label={label} />
            </li>
          );
        })}
      </ul>
      <Suspense fallback={null}>{doing && <DutyDialog duty={doing} onClose={() => setDoing(null)} />}</Suspense>
    </HomeSection>
  );
}

function HomeSection({ title, count, more, children }: { readonly title: Label; readonly count: number; readonly more?: ReactNode; readonly children: ReactNode }) {
  const { t } = useText();
  return (
    <section className="home-section">
      <header><h2>{t(title)}{count > 0 && <span>{count}</span>}</h2>{more}</header>
      {children}
    </section>
  );
}

function greeting(format: Format, now: string): Label {
  const hour = Number(format.time(now).slice(0, 2));
  return hour >= 5 && hour < 12 ? words.home.morning : hour >= 12 && hour < 18 ? words.home.afternoon : words.home.evening;
}
