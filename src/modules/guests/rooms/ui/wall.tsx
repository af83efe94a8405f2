/**
 * The room wall (房态墙): every room as a tile with what matters now, counting down by itself and redrawn with every change; the
 * evening's bookings without a room above it. A tile opens what can be done there. Arrow keys walk the tiles, typing a room
 * number jumps to it. Serves VIP-5.13, P14, VIP-2.6.
 */
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { Segmented } from 'antd';
import { type KeyboardEvent, useEffect, useMemo, useRef, useState } from 'react';
import type { Label } from '../../../../kernel/api.ts';
import { api, keys } from '../../../../web/client.ts';
import { fill, useFormat, useText } from '../../../../web/i18n/index.tsx';
import { EmptyState, Loading, PageHeading } from '../../../../web/shell/page.tsx';
import { useRegister } from '../../../../web/shell/session.tsx';
import { later } from '../../../../web/widgets/later.tsx';
import { RefusalNote } from '../../../../web/widgets/refusal-note.tsx';
import type { Wall } from '../wall.ts';
import { RoomTile } from './room-tile.tsx';
import { countsOf, ms, neighbour, passes, type Filter, type Seen, span, tileOf } from './tile.rules.ts';
import { Waiting } from './waiting.tsx';
import './wall.css';

const RoomSheet = later(async () => (await import('./room-sheet.tsx')).RoomSheet, null);
const FILTERS: readonly (readonly [Filter, Label])[] = [['all', ['全部', 'All']], ['free', ['空闲', 'Free']], ['occupied', ['使用中', 'Occupied']], ['booked', ['有预订', 'Booked']], ['attend', ['要留意', 'Look at']]];

export function WallPage() {
  const { t } = useText();
  const found = useQuery({ queryKey: keys.query('room_wall', {}), queryFn: () => api.get<Wall>('/queries/room_wall'), placeholderData: keepPreviousData, refetchInterval: 60_000 });
  const wall = found.data;
  const seen = useSeen(wall, found.dataUpdatedAt);
  return (
    <div className="wall">
      <PageHeading title={t(['房态墙', 'Room wall'])} note={wall && seen ? <Selling wall={wall} seen={seen} /> : undefined} />
      <RefusalNote error={found.error} />
      {found.isPending && <Loading />}
      {wall && seen && (wall.rooms.length === 0
        ? <EmptyState title={t(['还没有包厢', 'No rooms yet'])} text={t(['客服经理先登记包厢类型和包厢。', 'The VIP manager registers room types and rooms first.'])} />
        : <Tiles wall={wall} seen={seen} />)}
    </div>
  );
}

/** The server's time, going on by this screen's clock, so that a tablet with a wrong clock counts down rightly. */
function useSeen(wall: Wall | undefined, readAt: number): Seen | null {
  const format = useFormat();
  const [tick, setTick] = useState(() => Date.now());
  useEffect(() => {
    const timer = setInterval(() => setTick(Date.now()), 5_000);
    return () => clearInterval(timer);
  }, []);
  return useMemo(() => (wall ? { now: ms(wall.now) + Math.max(0, tick - readAt), closes: ms(wall.closes), bufferMinutes: wall.bufferMinutes, clock: (at: Date | string) => format.time(new Date(at).toISOString()) } : null), [wall, tick, readAt, format]);
}

function Selling({ wall, seen }: { readonly wall: Wall; readonly seen: Seen }) {
  const { t } = useText();
  const { selling: s } = wall;
  const closing = (seen.closes - seen.now) / 60_000;
  return (
    <>
      {t(fill(['今晚开房 {sessions}，预订到店 {arrived}，未到 {noShow}，待到 {toCome}', 'Tonight: {sessions} sessions; bookings: {arrived} came, {noShow} missed, {toCome} to come'], s))}
      {t(['；', '; '])}
      {closing <= 0 ? <b className="wall-closed">{t([`停止营业，${seen.clock(wall.opens)} 开门`, `closed; opens at ${seen.clock(wall.opens)}`])}</b>
        : <span className={closing <= 60 ? 'wall-closed' : undefined}>{t([`${seen.clock(wall.closes)} 停止营业，还有 ${span(closing)[0]}`, `closes at ${seen.clock(wall.closes)}, in ${span(closing)[1]}`])}</span>}
    </>
  );
}

function Tiles({ wall, seen }: { readonly wall: Wall; readonly seen: Seen }) {
  const { t } = useText();
  const [type, setType] = useState<string | null>(null);
  const [filter, setFilter] = useState<Filter>('all');
  const [open, setOpen] = useState<string | null>(null);
  const register = useRegister('room');
  const grid = useRef<HTMLOListElement>(null);
  const shown = wall.rooms.filter((r) => (type === null || r.type === type) && passes(filter, r, tileOf(r, seen)));
  const types = new Map(wall.types.map((one) => [one.id, one.name]));
  const room = wall.rooms.find((r) => r.id === open);
  useJump(grid);
  return (
    <>
      <div className="wall-bar">
        <div className="wall-types" role="group" aria-label={t(['包厢类型，现在空闲', 'Room types, free now'])}>
          {countsOf(wall).map((c) => (
            <button key={c.id} type="button" aria-pressed={type === c.id} onClick={() => setType(type === c.id ? null : c.id)}>
              <span>{c.name}</span><b>{c.free}</b><small>{t([`空 / ${c.all} 间`, `free of ${c.all}`])}</small>
            </button>
          ))}
        </div>
        <Segmented aria-label={t(['显示哪些', 'Which to show'])} value={filter} onChange={setFilter} options={FILTERS.map(([value, label]) => ({ value, label: t(label) }))} />
      </div>
      <Waiting bookings={wall.waiting.filter((b) => type === null || b.roomType === type)} seen={seen} types={types} />
      {shown.length === 0 && <p className="w-hint">{t(['没有符合的包厢', 'No such rooms'])}</p>}
      <ol className="wall-grid" ref={grid} aria-label={t(['包厢', 'Rooms'])} onKeyDown={(e) => walk(e, grid.current)}>
        {shown.map((r) => <li key={r.id}><RoomTile room={r} seen={seen} typeName={types.get(r.type) ?? ''} register={register} onOpen={() => setOpen(r.id)} /></li>)}
      </ol>
      <p className="wall-legend"><i data-kind="guests" />{t(['客人', 'Guests'])}<i data-kind="cleaning" />{t(['清扫', 'Cleaning'])}<i data-kind="booked" />{t(['预订', 'Booked'])}<span className="wall-keys">{t(['方向键移动，回车打开，键入房号直达', 'Arrow keys to move, Enter to open, type a room number to go there'])}</span></p>
      {room && <RoomSheet key={room.id} room={room} wall={wall} seen={seen} onClose={() => setOpen(null)} />}
    </>
  );
}

function walk(e: KeyboardEvent<HTMLElement>, grid: HTMLElement | null): void {
  const tiles = [...(grid?.querySelectorAll<HTMLButtonElement>('li > button') ?? [])];
  const at = tiles.findIndex((tile) => tile === document.activeElement);
  if (at < 0 || !['ArrowLeft', 'ArrowRight', 'ArrowUp', 'ArrowDown', 'Home', 'End'].includes(e.key)) return;
  e.preventDefault();
  const top = tiles[0]!.getBoundingClientRect().top;
  const columns = tiles.filter((tile) => tile.getBoundingClientRect().top === top).length;
  tiles[neighbour(e.key, at, columns, tiles.length)]?.focus();
}

/** Typing a room number goes to its tile; a pause begins a new number. */
function useJump(grid: { readonly current: HTMLElement | null }): void {
  useEffect(() => {
    let typed = '';
    let last = 0;
    const jump = (e: globalThis.KeyboardEvent) => {
      if (e.ctrlKey || e.metaKey || e.altKey || !/^[0-9A-Za-z]$/.test(e.key) || (e.target instanceof Element && e.target.closest('input, textarea, select, [contenteditable], [role=dialog]'))) return;
      if (!/\d/.test(e.key) && typed === '') return;
      typed = e.timeStamp - last > 1_200 ? e.key : typed + e.key;
      last = e.timeStamp;
      const tile = [...(grid.current?.querySelectorAll<HTMLButtonElement>('li > button') ?? [])].find((one) => one.dataset.code?.toLowerCase().startsWith(typed.toLowerCase()));
      tile?.focus();
    };
    addEventListener('keydown', jump);
    return () => removeEventListener('keydown', jump);
  }, [grid]);
}
