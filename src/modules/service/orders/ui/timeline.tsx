/** Technicians against time: one row each, planned work as bars in lanes, the present as a line. Only the rows in sight are drawn. */
import { type DragEvent, memo, startTransition, useEffect, useEffectEvent, useMemo, useRef, useState } from 'react';
import { useFormat, useText } from '../../../../web/i18n/index.tsx';
import type { Board, BoardOrder, BoardTechnician } from '../board.ts';
import { lanesOf, shareOf, stepOf, within } from './geometry.ts';
import { mayMove } from './placing.ts';
import { cardLabel, LATE, pickUp } from './pool.tsx';
import type { Hand, Held } from './workbench.tsx';

const LANE = 40;
const HEIGHT = 620;

interface BarOf { readonly order: BoardOrder; readonly lane: number; readonly may: boolean }
interface Row { readonly technician: BoardTechnician; readonly bars: readonly BarOf[]; readonly height: number; readonly top: number }
interface Props { readonly board: Board; readonly hand: Hand; readonly chosen: string | null; readonly held: Held | null }

export function Timeline({ board, hand, chosen, held }: Props) {
  const { t } = useText();
  // By steps, not by pixels: within one step the same rows are drawn.
  const [top, setTop] = useState(0);
  const rows = useMemo(() => rowsOf(board), [board]);
  const { days } = board;
  const now = shareOf(Date.parse(board.now), days);
  const total = rows.reduce((sum, r) => sum + r.height, 0);
  const [first, last] = within(rows.map((r) => r.top), top, HEIGHT);
  const box = useRef<HTMLDivElement>(null);
  // What is moved by keyboard stays in sight: a row that is not drawn could not say where it would come to lie. What is dragged stays under the pointer.
  const keepInSight = useEffectEvent((at: number) => {
    const row = rows[at];
    if (!row || !box.current) return;
    const { scrollTop, clientHeight } = box.current;
    if (row.top < scrollTop) box.current.scrollTop = row.top;
    else if (row.top + row.height > scrollTop + clientHeight) box.current.scrollTop = row.top + row.height - clientHeight;
  });
  const byKeyboard = held === null || held.dragged ? null : held.row;
  useEffect(() => { if (byKeyboard !== null) keepInSight(byKeyboard); }, [byKeyboard]);
  return (
    <section className="db-time" aria-label={t(['技术员时间表', 'Technicians over time'])}>
      <Scale board={board} />
      <div className="db-rows" ref={box} style={{ maxHeight: HEIGHT }} onScroll={(e) => { const next = stepOf(e.currentTarget.scrollTop); startTransition(() => setTop(next)); }}>
        <div style={{ height: total, position: 'relative' }}>
          {rows.map((r, i) => {
            // The row something was picked up from stays, however far it is carried: with it would go the keyboard's focus, or the end of the drag. The row it is over says so.
            const needed = held !== null && (held.row === i || r.technician.id === held.order.technician);
            // So does the row of the chosen order: what was just put down can be shown, wherever it came to lie.
            const here = chosen !== null && r.bars.some((b) => b.order.id === chosen) ? chosen : null;
            if ((i < first || i >= last) && !needed && here === null) return null;
            const region = board.regions.find((x) => x.id === r.technician.region)?.name ?? '';
            return <TechnicianRow key={r.technician.id} row={r} at={i} days={days} now={now} region={region} hand={hand} chosen={here} held={held?.row === i ? held : null} />;
          })}
        </div>
      </div>
    </section>
  );
}

function rowsOf(board: Board): readonly Row[] {
  const of = new Map<string, BoardOrder[]>();
  for (const o of board.orders) if (o.technician !== null && o.planned_from !== null) of.set(o.technician, [...(of.get(o.technician) ?? []), o]);
  let top = 0;
  return board.technicians.map((technician) => {
    const own = of.get(technician.id) ?? [];
    const lanes = lanesOf(own.map((o) => ({ from: Date.parse(o.planned_from!), to: Date.parse(o.planned_to!) })));
    const height = Math.max(1, ...lanes.map((l) => l + 1)) * LANE + 8;
    const row = { technician, bars: own.map((order, i) => ({ order, lane: lanes[i]!, may: mayMove(board, order) })), height, top };
    top += height;
    return row;
  });
}

function Scale({ board }: { readonly board: Board }) {
  const { t } = useText();
  const format = useFormat();
  const marks = board.span === 'week' ? board.days.map((d) => `${t(WEEKDAYS[new Date(`${d.day}T00:00:00Z`).getUTCDay()]!)} ${d.day.slice(5)}`)
    : Array.from({ length: 8 }, (_, i) => format.time(new Date(Date.parse(board.days[0]!.start) + i * 2 * 3_600_000).toISOString()));
  return (
    <div className="db-scale" aria-hidden>
      <span className="db-name" />
      <div className="db-marks">{marks.map((m, i) => <span key={m} style={{ left: `${(i / marks.length) * 100}%` }}>{m}</span>)}</div>
    </div>
  );
}
const WEEKDAYS = [['周日', 'Sun'], ['周一', 'Mon'], ['周二', 'Tue'], ['周三', 'Wed'], ['周四', 'Thu'], ['周五', 'Fri'], ['周六', 'Sat']] as const;

interface RowProps {
  readonly row: Row; readonly at: number; readonly days: Board['days']; readonly now: number; readonly region: string; readonly hand: Hand;
  /** The chosen order, if it lies here; what is held, if it is over this row. */
  readonly chosen: string | null; readonly held: Held | null;
}
const TechnicianRow = memo(function TechnicianRow({ row, at, days, now, region, hand, chosen, held }: RowProps) {
  const { t } = useText();
  const over = (e: DragEvent<HTMLDivElement>) => { if (hand.dragOver(at, shareUnder(e))) e.preventDefault(); };
  const drop = (e: DragEvent<HTMLDivElement>) => { e.preventDefault(); hand.drop(at, shareUnder(e)); };
  return (
    <div className="db-row" style={{ top: row.top, height: row.height }} data-target={held !== null}>
      <span className="db-name"><b>{row.technician.name}</b><small>{region} · {t([`在手 ${row.technician.load} 单`, `${row.technician.load} in hand`])}</small></span>
      <div className="db-track" data-days={days.length} onDragEnter={over} onDragOver={over} onDrop={drop} role="group" aria-label={row.technician.name}>
        {now > 0 && now < 1 && <i className="db-now" style={{ left: `${now * 100}%` }} aria-hidden />}
        {row.bars.map(({ order, lane, may }) => <Bar key={order.id} order={order} lane={lane} may={may} days={days} hand={hand} who={row.technician.name} chosen={order.id === chosen} />)}
        {held !== null && <Ghost held={held} days={days} who={row.technician.name} />}
      </div>
    </div>
  );
});

function shareUnder(e: DragEvent<HTMLDivElement>): number {
  const box = e.currentTarget.getBoundingClientRect();
  return (e.clientX - box.left) / box.width;
}

interface BarProps { readonly order: BoardOrder; readonly lane: number; readonly may: boolean; readonly days: Board['days']; readonly hand: Hand; readonly who: string; readonly chosen: boolean }
const Bar = memo(function Bar({ order: o, lane, may, days, hand, who, chosen }: BarProps) {
  const { t } = useText();
  const format = useFormat();
  const [left, right] = [o.planned_from!, o.planned_to!].map((x) => shareOf(Date.parse(x), days)) as [number, number];
  const when = `${format.time(o.planned_from!)}–${format.time(o.planned_to!)}`;
  return (
    <button type="button" className="db-bar-item" data-order={o.id} data-state={o.state} data-late={o.late !== null} data-chosen={chosen} draggable={may} title={`${when} ${o.place}${o.late ? ` · ${t(LATE[o.late])}` : ''}`}
      style={{ left: `${left * 100}%`, width: `max(${(right - left) * 100}%, 22px)`, top: 4 + lane * LANE, height: LANE - 4 }} aria-label={`${cardLabel(o, t, who)} ${when}`}
      onClick={() => hand.choose(o)} onKeyDown={(e) => hand.keyOn(o, e)} onDragStart={(e) => pickUp(e, o, hand)} onDragEnd={hand.dragEnd}>
      <b>{o.late !== null && <span aria-hidden>! </span>}{o.service_type}</b> {o.place}
    </button>
  );
});

/** Where what is held would come to lie, said aloud for those who do not see it. */
function Ghost({ held, days, who }: { readonly held: Held; readonly days: Board['days']; readonly who: string }) {
  const { t } = useText();
  const format = useFormat();
  const [left, right] = [held.from, held.from + held.length].map((x) => shareOf(x, days)) as [number, number];
  const [a, b] = [held.from, held.from + held.length].map((x) => format.time(new Date(x).toISOString()));
  return (
    <span className="db-ghost" role="status" style={{ left: `${left * 100}%`, width: `max(${(right - left) * 100}%, 22px)` }}>
      <span className="visually-hidden">{t([`放到 ${who}，`, `To ${who}, `])}</span>{a}–{b}
    </span>
  );
}
