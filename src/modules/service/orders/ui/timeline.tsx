/** Technicians against time: one row each, planned work as bars in lanes, the present as a line. Only the rows in sight are drawn. */
import { type DragEvent, useEffect, useEffectEvent, useMemo, useRef, useState } from 'react';
import { useFormat, useText } from '../../../../web/i18n/index.tsx';
import type { Board, BoardOrder, BoardTechnician } from '../board.ts';
import { lanesOf, shareOf, within } from './geometry.ts';
import { cardLabel, LATE } from './pool.tsx';
import type { Hand } from './workbench.tsx';

const LANE = 40;
const HEIGHT = 620;

interface Row { readonly technician: BoardTechnician; readonly bars: readonly { readonly order: BoardOrder; readonly lane: number }[]; readonly height: number; readonly top: number }

export function Timeline({ hand }: { readonly hand: Hand }) {
  const { t } = useText();
  const { board } = hand;
  const [top, setTop] = useState(0);
  const rows = useMemo(() => rowsOf(board), [board]);
  const total = rows.reduce((sum, r) => sum + r.height, 0);
  const [first, last] = within(rows.map((r) => r.top), top, HEIGHT);
  const box = useRef<HTMLDivElement>(null);
  // What is moved by keyboard stays in sight: a row that is not drawn could not say where it would come to lie.
  const keepInSight = useEffectEvent((at: number) => {
    const row = rows[at];
    if (!row || !box.current) return;
    const { scrollTop, clientHeight } = box.current;
    if (row.top < scrollTop) box.current.scrollTop = row.top;
    else if (row.top + row.height > scrollTop + clientHeight) box.current.scrollTop = row.top + row.height - clientHeight;
  });
  const heldRow = hand.held?.row;
  useEffect(() => { if (heldRow !== undefined) keepInSight(heldRow); }, [heldRow]);
  return (
    <section className="db-time" aria-label={t(['技术员时间表', 'Technicians over time'])}>
      <Scale board={board} />
      <div className="db-rows" ref={box} style={{ maxHeight: HEIGHT }} onScroll={(e) => setTop(e.currentTarget.scrollTop)}>
        <div style={{ height: total, position: 'relative' }}>
          {rows.slice(first, last).map((r, i) => <TechnicianRow key={r.technician.id} row={r} at={first + i} hand={hand} />)}
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
    const row = { technician, bars: own.map((order, i) => ({ order, lane: lanes[i]! })), height, top };
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

function TechnicianRow({ row, at, hand }: { readonly row: Row; readonly at: number; readonly hand: Hand }) {
  const { t } = useText();
  const { board, held } = hand;
  const region = board.regions.find((r) => r.id === row.technician.region)?.name ?? '';
  const over = (e: DragEvent<HTMLDivElement>) => {
    if (held === null) return;
    e.preventDefault();
    const box = e.currentTarget.getBoundingClientRect();
    hand.dragOver(at, (e.clientX - box.left) / box.width);
  };
  const now = shareOf(Date.parse(board.now), board.days);
  return (
    <div className="db-row" style={{ top: row.top, height: row.height }} data-target={held?.row === at}>
      <span className="db-name"><b>{row.technician.name}</b><small>{region} · {t([`在手 ${row.technician.load} 单`, `${row.technician.load} in hand`])}</small></span>
      <div className="db-track" data-days={board.days.length} onDragOver={over} onDrop={(e) => { e.preventDefault(); hand.drop(); }} role="group" aria-label={row.technician.name}>
        {now > 0 && now < 1 && <i className="db-now" style={{ left: `${now * 100}%` }} aria-hidden />}
        {row.bars.map(({ order, lane }) => <Bar key={order.id} order={order} lane={lane} hand={hand} who={row.technician.name} />)}
        {held?.row === at && <Ghost hand={hand} />}
      </div>
    </div>
  );
}

function Bar({ order: o, lane, hand, who }: { readonly order: BoardOrder; readonly lane: number; readonly hand: Hand; readonly who: string }) {
  const { t } = useText();
  const format = useFormat();
  const [left, right] = [o.planned_from!, o.planned_to!].map((x) => shareOf(Date.parse(x), hand.board.days)) as [number, number];
  const may = hand.may(o);
  const when = `${format.time(o.planned_from!)}–${format.time(o.planned_to!)}`;
  return (
    <button type="button" className="db-bar-item" data-order={o.id} data-state={o.state} data-late={o.late !== null} data-chosen={hand.chosen === o.id} draggable={may} title={`${when} ${o.place}${o.late ? ` · ${t(LATE[o.late])}` : ''}`}
      style={{ left: `${left * 100}%`, width: `max(${(right - left) * 100}%, 22px)`, top: 4 + lane * LANE, height: LANE - 4 }} aria-label={`${cardLabel(o, t, who)} ${when}`}
      onClick={() => hand.choose(o)} onKeyDown={(e) => hand.keyOn(o, e)}
      onDragStart={(e) => { e.dataTransfer.setData('text/plain', o.id); e.dataTransfer.effectAllowed = 'move'; hand.dragStart(o); }} onDragEnd={hand.dragEnd}>
      <b>{o.late !== null && <span aria-hidden>! </span>}{o.service_type}</b> {o.place}
    </button>
  );
}

/** Where what is held would come to lie, said aloud for those who do not see it. */
function Ghost({ hand }: { readonly hand: Hand }) {
  const { t } = useText();
  const format = useFormat();
  const h = hand.held!;
  const [left, right] = [h.from, h.from + h.length].map((x) => shareOf(x, hand.board.days)) as [number, number];
  const [a, b] = [h.from, h.from + h.length].map((x) => format.time(new Date(x).toISOString()));
  const who = hand.board.technicians[h.row]?.name ?? '';
  return (
    <span className="db-ghost" role="status" style={{ left: `${left * 100}%`, width: `max(${(right - left) * 100}%, 22px)` }}>
      <span className="visually-hidden">{t([`放到 ${who}，`, `To ${who}, `])}</span>{a}–{b}
    </span>
  );
}
