/** Work that nobody has yet, or that has no time: one card each, the most urgent first. Only the cards in sight are drawn. */
import { useState } from 'react';
import type { Label } from '../../../../kernel/api.ts';
import { useFormat, useText } from '../../../../web/i18n/index.tsx';
import type { BoardOrder } from '../board.ts';
import { within } from './geometry.ts';
import type { Hand } from './workbench.tsx';

const CARD = 76;
const HEIGHT = 420;
export const LATE = { response: ['响应超期', 'Response overdue'], repair: ['修复超期', 'Repair overdue'] } as const;
export const PRIORITY = { urgent: ['紧急', 'Urgent'], high: ['优先', 'High'], normal: ['一般', 'Normal'] } as const satisfies { readonly [p: string]: Label };
export const inPool = (o: BoardOrder): boolean => o.technician === null || o.planned_from === null;

export function Pool({ hand }: { readonly hand: Hand }) {
  const { t } = useText();
  const [top, setTop] = useState(0);
  const cards = hand.board.orders.filter(inPool);
  const [first, last] = within(cards.map((_, i) => i * CARD), top, HEIGHT);
  return (
    <section className="db-pool" aria-label={t(['待派工', 'To assign'])}>
      <h2>{t(['待派工', 'To assign'])} <span className="w-quiet">{cards.length}</span></h2>
      {cards.length === 0 && <p className="w-quiet">{t(['都已派出。', 'Everything is assigned.'])}</p>}
      <div className="db-cards" style={{ maxHeight: HEIGHT }} onScroll={(e) => setTop(e.currentTarget.scrollTop)}>
        <ul style={{ height: cards.length * CARD }}>
          {cards.slice(first, last).map((o, i) => <li key={o.id} style={{ top: (first + i) * CARD, height: CARD }}><Card hand={hand} order={o} /></li>)}
        </ul>
      </div>
    </section>
  );
}

function Card({ hand, order: o }: { readonly hand: Hand; readonly order: BoardOrder }) {
  const { t } = useText();
  const format = useFormat();
  const who = hand.board.technicians.find((x) => x.id === o.technician)?.name;
  const may = hand.may(o);
  return (
    <button type="button" className="db-card" data-priority={o.priority} data-chosen={hand.chosen === o.id} data-held={hand.held?.order.id === o.id} draggable={may} aria-label={cardLabel(o, t, who)}
      onClick={() => hand.choose(o)} onKeyDown={(e) => hand.keyOn(o, e)}
      onDragStart={(e) => { e.dataTransfer.setData('text/plain', o.id); e.dataTransfer.effectAllowed = 'move'; hand.dragStart(o); }} onDragEnd={hand.dragEnd}>
      <span className="db-card-head"><b>{o.service_type}</b>{o.priority !== 'normal' && <em>{t(PRIORITY[o.priority])}</em>}{o.late !== null && <strong>{t(LATE[o.late])}</strong>}</span>
      <span className="db-card-place">{o.place}</span>
      <span className="db-card-foot">{o.number}{who ? ` · ${who} · ${t(['未定时间', 'no time yet'])}` : o.respond_by ? ` · ${t([`${format.dateTime(o.respond_by)} 前到场`, `on site by ${format.dateTime(o.respond_by)}`])}` : ''}</span>
    </button>
  );
}

export function cardLabel(o: BoardOrder, t: (label: Label) => string, who?: string): string {
  return [o.number, o.service_type, t(PRIORITY[o.priority]), o.place, ...(who ? [who] : []), ...(o.late === null ? [] : [t(LATE[o.late])])].join(t(['，', ', ']));
}
