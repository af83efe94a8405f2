/** Work that nobody has yet, or that has no time: one card each, the most urgent first. Only the cards in sight are drawn. */
import { type DragEvent, memo, useMemo, useState } from 'react';
import type { Label } from '../../../../kernel/api.ts';
import { useFormat, useText } from '../../../../web/i18n/index.tsx';
import type { Board, BoardOrder } from '../board.ts';
import { stepOf, within } from './geometry.ts';
import { mayMove } from './placing.ts';
import type { Hand } from './workbench.tsx';

const CARD = 76;
const HEIGHT = 420;
export const LATE = { response: ['响应超期', 'Response overdue'], repair: ['修复超期', 'Repair overdue'] } as const;
export const PRIORITY = { urgent: ['紧急', 'Urgent'], high: ['优先', 'High'], normal: ['一般', 'Normal'] } as const satisfies { readonly [p: string]: Label };
export const inPool = (o: BoardOrder): boolean => o.technician === null || o.planned_from === null;

interface Props { readonly board: Board; readonly hand: Hand; readonly chosen: string | null; readonly held: string | null }
export const Pool = memo(function Pool({ board, hand, chosen, held }: Props) {
  const { t } = useText();
  const [top, setTop] = useState(0);
  const cards = useMemo(() => board.orders.filter(inPool), [board]);
  const [first, last] = within(cards.map((_, i) => i * CARD), top, HEIGHT);
  return (
    <section className="db-pool" aria-label={t(['待派工', 'To assign'])}>
      <h2>{t(['待派工', 'To assign'])} <span className="w-quiet">{cards.length}</span></h2>
      {cards.length === 0 && <p className="w-quiet">{t(['都已派出。', 'Everything is assigned.'])}</p>}
      <div className="db-cards" style={{ maxHeight: HEIGHT }} onScroll={(e) => setTop(stepOf(e.currentTarget.scrollTop))}>
        <ul style={{ height: cards.length * CARD }}>
          {cards.map((o, i) => ((i < first || i >= last) && o.id !== held ? null : (
            <li key={o.id} style={{ top: i * CARD, height: CARD }}>
              <Card hand={hand} order={o} may={mayMove(board, o)} who={board.technicians.find((x) => x.id === o.technician)?.name} chosen={o.id === chosen} held={o.id === held} />
            </li>
          )))}
        </ul>
      </div>
    </section>
  );
});

interface CardProps { readonly hand: Hand; readonly order: BoardOrder; readonly may: boolean; readonly who: string | undefined; readonly chosen: boolean; readonly held: boolean }
const Card = memo(function Card({ hand, order: o, may, who, chosen, held }: CardProps) {
  const { t } = useText();
  const format = useFormat();
  return (
    <button type="button" className="db-card" data-priority={o.priority} data-chosen={chosen} data-held={held} draggable={may} aria-label={cardLabel(o, t, who)}
      onClick={() => hand.choose(o)} onKeyDown={(e) => hand.keyOn(o, e)} onDragStart={(e) => pickUp(e, o, hand)} onDragEnd={hand.dragEnd}>
      <span className="db-card-head"><b>{o.service_type}</b>{o.priority !== 'normal' && <em>{t(PRIORITY[o.priority])}</em>}{o.late !== null && <strong>{t(LATE[o.late])}</strong>}</span>
      <span className="db-card-place">{o.place}</span>
      <span className="db-card-foot">{o.number}{who ? ` · ${who} · ${t(['未定时间', 'no time yet'])}` : o.respond_by ? ` · ${t([`${format.dateTime(o.respond_by)} 前到场`, `on site by ${format.dateTime(o.respond_by)}`])}` : ''}</span>
    </button>
  );
});

/** A card or a bar taken by the mouse. */
export function pickUp(e: DragEvent<HTMLElement>, order: BoardOrder, hand: Hand): void {
  if (!hand.dragStart(order)) { e.preventDefault(); return; }
  e.dataTransfer.setData('text/plain', order.id);
  e.dataTransfer.effectAllowed = 'move';
}

export function cardLabel(o: BoardOrder, t: (label: Label) => string, who?: string): string {
  return [o.number, o.service_type, t(PRIORITY[o.priority]), o.place, ...(who ? [who] : []), ...(o.late === null ? [] : [t(LATE[o.late])])].join(t(['，', ', ']));
}
