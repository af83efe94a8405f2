/** The grid of the roster board (排班格子): arrows move, digits put in a shift, Delete takes it out, a dragged shift goes where it is dropped. Serves SM-9. */
import { type DragEvent, type KeyboardEvent, useRef, useState } from 'react';
import { fill, useFormat, useText } from '../../../../web/i18n/index.tsx';
import type { BoardShift, Cover } from '../board.ts';
import type { Board, Brush } from './board-page.tsx';

interface GridProps {
  readonly board: Board; readonly brush: Brush; readonly busy: boolean;
  onPut(employee: string, day: string, template: string, old: BoardShift | undefined): void;
  onMove(shift: BoardShift, employee: string, day: string): void;
  onErase(shift: BoardShift): void;
}
const WEEKDAYS = [['日', 'Su'], ['一', 'Mo'], ['二', 'Tu'], ['三', 'We'], ['四', 'Th'], ['五', 'Fr'], ['六', 'Sa']] as const;
const weekdayOf = (day: string): number => new Date(`${day}T00:00:00Z`).getUTCDay();

export function Grid(props: GridProps) {
  const { board } = props;
  const { t } = useText();
  const body = useRef<HTMLTableSectionElement>(null);
  const [at, setAt] = useState<readonly [row: number, column: number]>([0, 0]);
  const focus = (row: number, column: number) => {
    const [r, c] = [Math.max(0, Math.min(board.people.length - 1, row)), Math.max(0, Math.min(board.days.length - 1, column))];
    setAt([r, c]);
    body.current?.rows[r]?.cells[c + 1]?.querySelector<HTMLButtonElement>('button')?.focus();
  };
  const caption = t(fill(['{line} {from} 至 {to} 的班表', 'Roster of {line}, {from} to {to}'], { line: board.roster.line_name, from: board.roster.from_day, to: board.roster.to_day }));
  return (
    <div className="w-scroll ros-scroll" role="region" aria-label={caption} tabIndex={0} aria-busy={props.busy}>
      <table className="ros-grid">
        <caption className="visually-hidden">{caption}</caption>
        <thead>
          <tr><th scope="col">{t(['员工', 'Person'])}</th>{board.days.map((day) => <th key={day} scope="col" data-rest={[0, 6].includes(weekdayOf(day))}><span>{Number(day.slice(5, 7))}/{Number(day.slice(8))}</span><small>{t(WEEKDAYS[weekdayOf(day)]!)}</small></th>)}<th scope="col">{t(['班/夜', 'All/night'])}</th></tr>
        </thead>
        <tbody ref={body}>
          {board.people.map((person, row) => (
            <tr key={person.id}>
              <th scope="row">{person.name} <small>{person.staff_no}</small></th>
              {board.days.map((day, column) => <td key={day} data-rest={[0, 6].includes(weekdayOf(day))}><Cell {...props} person={person} day={day} tab={at[0] === row && at[1] === column ? 0 : -1} onGo={(dr, dc) => focus(row + dr, column + dc)} onHere={() => setAt([row, column])} /></td>)}
              <td className="ros-sum">{person.shifts}<small>/{person.nights}</small></td>
            </tr>
          ))}
        </tbody>
        <tfoot>
          {board.templates.map((s) => <CoverRow key={s.id} code={s.code} cover={board.cover.filter((c) => c.code === s.code)} />)}
          {board.peaks.length > 0 && <tr><th scope="row">{t(['最忙一小时要', 'Busiest hour'])}</th>{board.days.map((day) => { const peak = board.peaks.find((p) => p.day === day); return <td key={day}>{peak ? <span title={`${peak.hour}:00`}>{peak.needed}</span> : '–'}</td>; })}<td /></tr>}
        </tfoot>
      </table>
    </div>
  );
}

function CoverRow({ code, cover }: { readonly code: string; readonly cover: readonly Cover[] }) {
  const { t } = useText();
  return <tr><th scope="row">{t(fill(['{code}班人数', 'On shift {code}'], { code }))}</th>{cover.map((c) => <td key={c.day} data-short={c.planned < c.least}>{c.planned}<small>/{c.least}</small></td>)}<td /></tr>;
}

function Cell({ board, brush, busy, onPut, onMove, onErase, person, day, tab, onGo, onHere }: GridProps & {
  readonly person: Board['people'][number]; readonly day: string; readonly tab: number; onGo(rows: number, columns: number): void; onHere(): void;
}) {
  const { t } = useText();
  const format = useFormat();
  const [over, setOver] = useState(false);
  const shift = board.shifts.find((s) => s.employee === person.id && s.day === day);
  const template = board.templates.find((s) => s.id === shift?.template);
  const away = board.absent.find((a) => a.employee === person.id && a.day === day);
  const wrong = board.conflicts.filter((c) => c.employee === person.id && c.day === day);
  const apply = (chosen: Brush) => {
    if (!board.mayPlan || busy) return;
    if (chosen === null) { if (shift) onErase(shift); } else if (chosen !== shift?.template) onPut(person.id, day, chosen, shift);
  };
  const key = (e: KeyboardEvent) => {
    const go = ({ ArrowUp: [-1, 0], ArrowDown: [1, 0], ArrowLeft: [0, -1], ArrowRight: [0, 1] } as const)[e.key as 'ArrowUp'];
    const chosen = board.templates[Number(e.key) - 1];
    if (go) onGo(go[0], go[1]);
    else if (e.key === 'Delete' || e.key === 'Backspace') apply(null);
    else if (chosen) apply(chosen.id);
    else return;
    e.preventDefault();
  };
  const drop = (e: DragEvent) => {
    e.preventDefault();
    setOver(false);
    const dragged = board.shifts.find((s) => s.id === e.dataTransfer.getData('text/plain'));
    if (dragged && !shift && !busy) onMove(dragged, person.id, day);
  };
  const label = [person.name, format.date(day), template ? t(fill(['{name} {from}–{to}', '{name} {from}–{to}'], { name: template.name, from: template.starts, to: template.ends })) : t(['休', 'off']), away ? t([`不可排 ${away.why}`, `away ${away.why}`]) : '', ...wrong.map((c) => t(c.text))].filter(Boolean).join(t(['，', ', ']));
  return (
    <button type="button" className="ros-cell" tabIndex={tab} aria-label={label} title={label} data-shift={template !== undefined} data-night={template?.night === true} data-away={away !== undefined} data-wrong={wrong.length > 0} data-over={over}
      draggable={board.mayPlan && shift !== undefined} onFocus={onHere} onClick={() => apply(brush)} onKeyDown={key}
      onDragStart={(e) => { if (shift) e.dataTransfer.setData('text/plain', shift.id); }} onDragOver={(e) => { if (!shift) { e.preventDefault(); setOver(true); } }} onDragLeave={() => setOver(false)} onDrop={drop}>
      {template?.code ?? (away ? t(['假', 'L']) : '')}
    </button>
  );
}
