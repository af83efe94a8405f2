/**
 * The roster board (排班表): people down, days across. A shift is put in by choosing it and pressing a cell, moved by dragging or by keys,
 * taken out with the eraser; what is wrong is marked at once. Automatic planning runs beside it and can be stopped. Serves SM-9, CC-5.1b.
 */
import { keepPreviousData, useQuery, useQueryClient } from '@tanstack/react-query';
import { useRouter, useSearch } from '@tanstack/react-router';
import { Input } from 'antd';
import { useState } from 'react';
import { api, keys } from '../../../../web/client.ts';
import { fill, useFormat, useText } from '../../../../web/i18n/index.tsx';
import { EmptyState, Loading, PageHeading } from '../../../../web/shell/page.tsx';
import { Go, recordHref } from '../../../../web/widgets/go.tsx';
import { RefusalNote } from '../../../../web/widgets/refusal-note.tsx';
import type { BoardShift, RosterBoard } from '../board.ts';
import { Grid } from './grid.tsx';
import { Solving } from './solving.tsx';
import './rosters.css';

export type Board = NonNullable<RosterBoard['current']>;
/** `null` erases. */
export type Brush = string | null;

export function RosterBoardPage() {
  const { t } = useText();
  const search = useSearch({ strict: false }) as { readonly roster?: string };
  const params = search.roster ? { roster: search.roster } : {};
  const board = useQuery({ queryKey: keys.query('roster_board', params), queryFn: () => api.get<RosterBoard>('/queries/roster_board', { params }), placeholderData: keepPreviousData, retry: false });
  const data = board.data;
  return (
    <div className="ros-page">
      <PageHeading title={t(['排班表', 'Roster board'])} note={t(['先选班次再点格子；拖动可以换人换天；红点是冲突', 'Choose a shift, then press a cell; drag to another person or day; a red mark is a conflict'])}>
        <Go className="w-as-button no-print" href="/r/shift_swap">{t(['换班', 'Swaps'])}</Go>
        <Go className="w-as-button no-print" href="/r/shift_roster">{t(['全部班表', 'All rosters'])}</Go>
      </PageHeading>
      <RefusalNote error={board.error} />
      {board.isPending && <Loading />}
      {data && data.rosters.length === 0 && (
        <EmptyState title={t(['还没有班表', 'No rosters yet'])} text={t(['先登记班次模板，再开一张班表。', 'First enter the shifts of the line, then open a roster.'])}>
          <Go className="w-as-button" href="/r/shift_roster/new">{t(['新班表', 'New roster'])}</Go>
        </EmptyState>
      )}
      {data?.current && <Current key={data.current.roster.id} board={data.current} rosters={data.rosters} />}
    </div>
  );
}

function Current({ board, rosters }: { readonly board: Board; readonly rosters: RosterBoard['rosters'] }) {
  const { t } = useText();
  const format = useFormat();
  const { history } = useRouter();
  const change = useShiftChanges(board);
  const [brush, setBrush] = useState<Brush>(board.templates[0]?.id ?? null);
  const { roster, mayPlan } = board;
  return (
    <>
      <div className="ros-bar no-print">
        <label className="ros-pick">{t(['班表', 'Roster'])}
          <select value={roster.id} onChange={(e) => history.push(`${location.pathname}?roster=${e.target.value}`)}>
            {rosters.map((r) => <option key={r.id} value={r.id}>{r.line_name} {format.date(r.from_day)} – {format.date(r.to_day)}{r.state === 'draft' ? t(['（编排中）', ' (draft)']) : ''}</option>)}
          </select>
        </label>
        <Go className="w-as-button" href={recordHref('shift_roster', roster.id)}>{roster.state === 'draft' ? t(['公布……', 'Publish…']) : t(['已公布', 'Published'])}</Go>
      </div>
      {mayPlan && <Brushes board={board} brush={brush} onChoose={setBrush} reason={change.reason} onReason={change.setReason} />}
      {mayPlan && roster.state === 'draft' && <Solving roster={roster.id} last={board.run} onSettled={change.reload} />}
      <RefusalNote error={change.error} />
      <Grid board={board} brush={brush} busy={change.busy} onPut={change.put} onMove={change.move} onErase={change.erase} />
      {mayPlan && <Conflicts board={board} />}
    </>
  );
}

function Brushes({ board, brush, onChoose, reason, onReason }: { readonly board: Board; readonly brush: Brush; onChoose(b: Brush): void; readonly reason: string; onReason(text: string): void }) {
  const { t } = useText();
  return (
    <div className="ros-bar no-print">
      <div className="ros-brushes" role="radiogroup" aria-label={t(['要排的班次', 'Shift to put in'])}>
        {board.templates.map((s, i) => (
          <label key={s.id} className="ros-brush" data-on={brush === s.id} data-night={s.night}>
            <input type="radio" name="brush" className="visually-hidden" checked={brush === s.id} onChange={() => onChoose(s.id)} />
            <b>{s.code}</b> {s.starts}–{s.ends} <kbd>{i + 1}</kbd>
          </label>
        ))}
        <label className="ros-brush" data-on={brush === null}>
          <input type="radio" name="brush" className="visually-hidden" checked={brush === null} onChange={() => onChoose(null)} />
          {t(['擦除', 'Eraser'])} <kbd>Del</kbd>
        </label>
      </div>
      {board.roster.state === 'published' && (
        <label className="ros-pick">{t(['变更原因', 'Reason of the change'])}
          <Input value={reason} maxLength={200} onChange={(e) => onReason(e.target.value)} placeholder={t(['公布后的变更必填', 'Required after publication'])} />
        </label>
      )}
    </div>
  );
}

function Conflicts({ board }: { readonly board: Board }) {
  const { t } = useText();
  const format = useFormat();
  const short = board.cover.filter((c) => c.planned < c.least);
  return (
    <section className="ros-wrong">
      <h2>{board.conflicts.length + short.length === 0 ? t(['没有冲突，每班够人', 'No conflicts, every shift covered']) : t(fill(['{n} 处冲突，{m} 个班次不够人', '{n} conflicts, {m} shifts short'], { n: board.conflicts.length, m: short.length }))}</h2>
      <ul>
        {board.conflicts.slice(0, 12).map((c) => <li key={`${c.shift}${c.kind}`}><b>{c.name}</b> {format.date(c.day)} {t(c.text)}</li>)}
        {short.slice(0, 12).map((c) => <li key={`${c.day}${c.code}`}>{format.date(c.day)} {t(fill(['{code}班 {n}/{m}', 'shift {code} {n}/{m}'], { code: c.code, n: c.planned, m: c.least }))}</li>)}
      </ul>
    </section>
  );
}

/** Every change is one call; the board is read again afterwards, so that marks and coverage are the server's. */
function useShiftChanges(board: Board) {
  const client = useQueryClient();
  const [error, setError] = useState<unknown>(null);
  const [busy, setBusy] = useState(false);
  const [reason, setReason] = useState('');
  const reload = () => client.invalidateQueries({ queryKey: ['queries', 'roster_board'] });
  const change_reason = board.roster.state === 'published' && reason.trim() !== '' ? reason.trim() : null;
  const run = async (work: () => Promise<unknown>) => {
    setBusy(true);
    setError(null);
    try {
      await work();
    } catch (e) {
      setError(e);
    }
    await reload();
    setBusy(false);
  };
  const step = (shift: BoardShift, name: string, input: object) => api.post(`/records/planned_shift/${shift.id}/steps/${name}`, { version: shift.version, input });
  return {
    error, busy, reason, setReason, reload: () => void reload(),
    put: (employee: string, day: string, template: string, old: BoardShift | undefined) => run(() => (old
      ? step(old, 'move', { employee, day, template, change_reason })
      : api.post('/records/planned_shift', { values: { roster: board.roster.id, employee, day, template, change_reason } }))),
    move: (shift: BoardShift, employee: string, day: string) => run(() => step(shift, 'move', { employee, day, template: shift.template, change_reason })),
    erase: (shift: BoardShift) => run(() => step(shift, 'cancel', { change_reason })),
  };
}
