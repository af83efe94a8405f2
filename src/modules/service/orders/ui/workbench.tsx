/** The board itself: the pool on the left, the timeline on the right, and what is picked up by keyboard between them. */
import { type KeyboardEvent, type RefObject, useEffect, useEffectEvent, useLayoutEffect, useMemo, useRef, useState } from 'react';
import { useText } from '../../../../web/i18n/index.tsx';
import { Go, recordHref } from '../../../../web/widgets/go.tsx';
import type { Board, BoardOrder } from '../board.ts';
import { momentAt, moved, shareOf, SNAP, USUAL } from './geometry.ts';
import { mayMove, type Placing, type Target } from './placing.ts';
import { Pool } from './pool.tsx';
import { SuggestionList } from './suggestions.tsx';
import { Timeline } from './timeline.tsx';

/** What is being moved and where it would come to lie; dragged work lies nowhere until it is over a row. */
export interface Held { readonly order: BoardOrder; readonly row: number | null; readonly from: number; readonly length: number; readonly dragged: boolean }
/** What cards and bars can do. Always the same object, so that nothing is drawn again because of it. */
export interface Hand {
  choose(order: BoardOrder): void;
  keyOn(order: BoardOrder, e: KeyboardEvent): void;
  /** False: this one cannot be dragged now. */
  dragStart(order: BoardOrder): boolean;
  dragOver(row: number, share: number): boolean;
  drop(row: number, share: number): void;
  dragEnd(): void;
  /** The chosen order to the person suggested. */
  pick(technician: string): void;
}

export function Workbench({ board: live, placing }: { readonly board: Board; readonly placing: Placing }) {
  const { t } = useText();
  const [chosen, setChosen] = useState<string | null>(null);
  const [held, setHeld] = useState<Held | null>(null);
  // Under a dragged order nothing may move: what others change meanwhile is drawn when it has been put down.
  const board = useStill(live, held?.dragged === true);
  const order = board.orders.find((o) => o.id === chosen);
  const placed = useRef<string | null>(null);
  const bench = useRef<HTMLDivElement>(null);
  // Events of one drag come faster than the page is drawn: they go by what is held now, not by what was drawn last.
  const now = useRef<Held | null>(null);
  const hold = (h: Held | null) => { now.current = h; setHeld(h); };
  const put = (h: Held) => {
    const technician = h.row === null ? undefined : board.technicians[h.row]?.id;
    hold(null);
    placed.current = h.order.id;
    if (technician !== undefined) void placing.place(targetOf(h, technician));
  };
  const look = useEffectEvent((shown: Board) => {
    const h = now.current;
    if (h === null || shown.orders.find((o) => o.id === h.order.id)?.version === h.order.version) return;
    hold(null);
    placing.lose(h.order);
  });
  useEffect(() => look(live), [live]);
  useFollow(bench, placed, placing.said);
  const may = (o: BoardOrder) => mayMove(board, o) && !placing.busy;
  const over = (h: Held, row: number, share: number): Held => ({ ...h, row, from: Math.min(momentAt(share, board.days), Date.parse(board.days.at(-1)!.end) - SNAP) });
  const hand = useSame<Hand>({
    choose: (o) => setChosen(o.id),
    keyOn: (o, e) => onKey(e, { board, held: now.current, pick: () => { if (may(o)) { setChosen(o.id); hold(pickedUp(board, o)); } }, set: hold, put, choose: () => setChosen(o.id) }),
    dragStart: (o) => {
      if (!may(o)) return false;
      setChosen(o.id);
      hold({ ...pickedUp(board, o), row: null, dragged: true });
      return true;
    },
    dragOver: (row, share) => {
      const h = now.current;
      if (h === null) return false;
      const next = over(h, row, share);
      if (next.row !== h.row || next.from !== h.from) hold(next);
      return true;
    },
    drop: (row, share) => { if (now.current !== null) put(over(now.current, row, share)); },
    dragEnd: () => hold(null),
    pick: (technician) => { if (order) void placing.place(targetOf(pickedUp(board, order), technician)); },
  });
  return (
    <div className="db-bench" ref={bench}>
      <div className="db-left">
        <Pool board={board} hand={hand} chosen={chosen} held={held?.order.id ?? null} />
        {order && (
          <section className="db-chosen" aria-label={t(['派工建议', 'Whom to send'])}>
            <h2>{t(['派工建议', 'Whom to send'])} <Go href={recordHref('service_order', order.id)}>{order.number}</Go></h2>
            {mayMove(board, order) ? <SuggestionList order={order.id} onPick={hand.pick} /> : <p className="w-quiet">{t(['这份指令现在不能改派。', 'This order cannot be reassigned now.'])}</p>}
          </section>
        )}
      </div>
      <Timeline board={board} hand={hand} chosen={chosen} held={held} />
      <p className="db-keys">{t(['键盘：选中一单按回车拿起，方向键换人、换时间，回车放下，Esc 取消。', 'Keyboard: Enter picks an order up, arrows change person and time, Enter puts it down, Esc cancels.'])}</p>
    </div>
  );
}

/** The card that was put down is gone from where it was: it is shown where it lies now, and who works by keyboard goes on there. */
function useFollow(bench: RefObject<HTMLDivElement | null>, placed: RefObject<string | null>, said: Placing['said']): void {
  const follow = useEffectEvent((now: Placing['said']) => {
    if (now === null || placed.current === null) return;
    const lies = bench.current?.querySelector<HTMLElement>(`.db-time [data-order="${placed.current}"]`);
    if (document.activeElement === null || document.activeElement === document.body) lies?.focus({ preventScroll: true });
    lies?.scrollIntoView({ block: 'nearest', inline: 'nearest' });
  });
  useEffect(() => follow(said), [said]);
}

/** The last board from before it was to hold still; the newest again afterwards. */
function useStill(board: Board, still: boolean): Board {
  const [kept, setKept] = useState(board);
  if (!still && kept !== board) setKept(board);
  return still ? kept : board;
}

/** One object for as long as the page stands, whose methods do what those of the latest drawing do. */
function useSame<T extends { readonly [K in keyof T]: (...given: never[]) => unknown }>(latest: T): T {
  const ref = useRef(latest);
  useLayoutEffect(() => { ref.current = latest; });
  return useMemo(() => forwarding(ref), []);
}
function forwarding<T extends object>(ref: RefObject<T>): T {
  return Object.fromEntries(Object.keys(ref.current).map((name) => [name, (...given: unknown[]) => (Reflect.get(ref.current, name) as (...all: unknown[]) => unknown)(...given)])) as T;
}

const targetOf = (h: Held, technician: string): Target => ({ order: h.order, technician, from: h.from, to: h.from + h.length });

/** From where it lies, or for work without a time at the next half hour that is shown. */
function pickedUp(board: Board, order: BoardOrder): Held {
  const row = Math.max(0, board.technicians.findIndex((x) => x.id === order.technician || (order.technician === null && x.region === order.region)));
  if (order.planned_from !== null && order.planned_to !== null) return { order, row, from: Date.parse(order.planned_from), length: Date.parse(order.planned_to) - Date.parse(order.planned_from), dragged: false };
  const now = Date.parse(board.now);
  const from = now > Date.parse(board.days[0]!.start) && now < Date.parse(board.days.at(-1)!.end) ? Math.ceil(now / SNAP) * SNAP : Date.parse(board.days[0]!.start) + 4 * SNAP;
  return { order, row, from: momentAt(shareOf(from, board.days), board.days), length: USUAL, dragged: false };
}

interface Keys { readonly board: Board; readonly held: Held | null; pick(): void; set(h: Held | null): void; put(h: Held): void; choose(): void }
function onKey(e: KeyboardEvent, { board, held, pick, set, put, choose }: Keys): void {
  const last = board.technicians.length - 1;
  if (held === null) {
    if (e.key === 'Enter') { e.preventDefault(); pick(); }
    if (e.key === ' ') { e.preventDefault(); choose(); }
    return;
  }
  const moves: { readonly [key: string]: () => Held | null } = {
    ArrowUp: () => ({ ...held, row: Math.max(0, (held.row ?? 0) - 1) }), ArrowDown: () => ({ ...held, row: Math.min(last, (held.row ?? -1) + 1) }),
    ArrowLeft: () => ({ ...held, from: moved(held.from, -1, board.days) }), ArrowRight: () => ({ ...held, from: moved(held.from, 1, board.days) }),
    Escape: () => null,
  };
  if (e.key === 'Enter') { e.preventDefault(); put(held); return; }
  const move = moves[e.key];
  if (!move) return;
  e.preventDefault();
  e.stopPropagation();
  set(move());
}
