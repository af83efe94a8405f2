/** The board itself: the pool on the left, the timeline on the right, and what is picked up by keyboard between them. */
import { type KeyboardEvent, useEffect, useEffectEvent, useRef, useState } from 'react';
import { useText } from '../../../../web/i18n/index.tsx';
import { Go, recordHref } from '../../../../web/widgets/go.tsx';
import type { Board, BoardOrder } from '../board.ts';
import { momentAt, moved, shareOf, SNAP, USUAL } from './geometry.ts';
import { mayMove, type Placing, type Target } from './placing.ts';
import { Pool } from './pool.tsx';
import { SuggestionList } from './suggestions.tsx';
import { Timeline } from './timeline.tsx';

/** What is being moved: where it would come to lie. */
export interface Held { readonly order: BoardOrder; readonly row: number; readonly from: number; readonly length: number }
export interface Hand {
  readonly held: Held | null;
  readonly chosen: string | null;
  readonly board: Board;
  may(order: BoardOrder): boolean;
  choose(order: BoardOrder): void;
  keyOn(order: BoardOrder, e: KeyboardEvent): void;
  dragStart(order: BoardOrder): void;
  dragOver(row: number, share: number): void;
  drop(): void;
  dragEnd(): void;
}

export function Workbench({ board, placing }: { readonly board: Board; readonly placing: Placing }) {
  const { t } = useText();
  const [chosen, setChosen] = useState<string | null>(null);
  const [held, setHeld] = useState<Held | null>(null);
  const order = board.orders.find((o) => o.id === chosen);
  const placed = useRef<string | null>(null);
  const bench = useRef<HTMLDivElement>(null);
  const put = (h: Held) => {
    const technician = board.technicians[h.row]?.id;
    setHeld(null);
    placed.current = h.order.id;
    if (technician !== undefined) void placing.place(targetOf(h, technician));
  };
  const look = useEffectEvent((shown: Board) => {
    if (held === null || shown.orders.find((o) => o.id === held.order.id)?.version === held.order.version) return;
    setHeld(null);
    placing.lose(held.order);
  });
  useEffect(() => look(board), [board]);
  // The card that was put down is gone from where it was: who works by keyboard goes on where it lies now.
  const follow = useEffectEvent((said: Placing['said']) => {
    if (said !== null && placed.current !== null && (document.activeElement === null || document.activeElement === document.body)) bench.current?.querySelector<HTMLElement>(`[data-order="${placed.current}"]`)?.focus();
  });
  const { said } = placing;
  useEffect(() => follow(said), [said]);
  const hand: Hand = {
    held, chosen, board,
    may: (o) => mayMove(board, o) && !placing.busy,
    choose: (o) => setChosen(o.id),
    keyOn: (o, e) => onKey(e, { board, held, pick: () => { if (mayMove(board, o)) { setChosen(o.id); setHeld(pickedUp(board, o)); } }, set: setHeld, put, choose: () => setChosen(o.id) }),
    dragStart: (o) => { setChosen(o.id); setHeld(pickedUp(board, o)); },
    dragOver: (row, share) => setHeld((h) => (h === null ? null : { ...h, row, from: Math.min(momentAt(share, board.days), Date.parse(board.days.at(-1)!.end) - SNAP) })),
    drop: () => { if (held !== null) put(held); },
    dragEnd: () => setHeld(null),
  };
  const pick = (technician: string) => {
    if (order) void placing.place(targetOf(pickedUp(board, order), technician));
  };
  return (
    <div className="db-bench" ref={bench}>
      <div className="db-left">
        <Pool hand={hand} />
        {order && (
          <section className="db-chosen" aria-label={t(['派工建议', 'Whom to send'])}>
            <h2>{t(['派工建议', 'Whom to send'])} <Go href={recordHref('service_order', order.id)}>{order.number}</Go></h2>
            {mayMove(board, order) ? <SuggestionList order={order.id} onPick={pick} /> : <p className="w-quiet">{t(['这份指令现在不能改派。', 'This order cannot be reassigned now.'])}</p>}
          </section>
        )}
      </div>
      <Timeline hand={hand} />
      <p className="db-keys">{t(['键盘：选中一单按回车拿起，方向键换人、换时间，回车放下，Esc 取消。', 'Keyboard: Enter picks an order up, arrows change person and time, Enter puts it down, Esc cancels.'])}</p>
    </div>
  );
}

const targetOf = (h: Held, technician: string): Target => ({ order: h.order, technician, from: h.from, to: h.from + h.length });

/** From where it lies, or for work without a time at the next half hour that is shown. */
function pickedUp(board: Board, order: BoardOrder): Held {
  const row = Math.max(0, board.technicians.findIndex((x) => x.id === order.technician || (order.technician === null && x.region === order.region)));
  if (order.planned_from !== null && order.planned_to !== null) return { order, row, from: Date.parse(order.planned_from), length: Date.parse(order.planned_to) - Date.parse(order.planned_from) };
  const now = Date.parse(board.now);
  const from = now > Date.parse(board.days[0]!.start) && now < Date.parse(board.days.at(-1)!.end) ? Math.ceil(now / SNAP) * SNAP : Date.parse(board.days[0]!.start) + 4 * SNAP;
  return { order, row, from: momentAt(shareOf(from, board.days), board.days), length: USUAL };
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
    ArrowUp: () => ({ ...held, row: Math.max(0, held.row - 1) }), ArrowDown: () => ({ ...held, row: Math.min(last, held.row + 1) }),
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
