/** The board on a narrow screen: what is to be assigned, then each technician with the work of the days shown. Assigning is done on the order's page. */
import { useFormat, useText } from '../../../../web/i18n/index.tsx';
import { Go, recordHref } from '../../../../web/widgets/go.tsx';
import type { Board, BoardOrder } from '../board.ts';
import { inPool, LATE, PRIORITY } from './pool.tsx';

const SHOWN = 60;

export function BoardList({ board }: { readonly board: Board }) {
  const { t } = useText();
  const pool = board.orders.filter(inPool);
  return (
    <div className="db-list">
      <section>
        <h2>{t(['待派工', 'To assign'])} <span className="w-quiet">{pool.length}</span></h2>
        <ul>{pool.slice(0, SHOWN).map((o) => <Line key={o.id} order={o} />)}</ul>
        {pool.length > SHOWN && <p className="w-quiet">{t([`只列最急的 ${SHOWN} 单。`, `The ${SHOWN} most urgent are listed.`])}</p>}
      </section>
      {board.technicians.map((x) => {
        const own = board.orders.filter((o) => o.technician === x.id && o.planned_from !== null);
        return (
          <section key={x.id}>
            <h2>{x.name} <span className="w-quiet">{t([`在手 ${x.load} 单`, `${x.load} in hand`])}</span></h2>
            {own.length === 0 ? <p className="w-quiet">{t(['没有安排', 'Nothing planned'])}</p> : <ul>{own.map((o) => <Line key={o.id} order={o} />)}</ul>}
          </section>
        );
      })}
    </div>
  );
}

function Line({ order: o }: { readonly order: BoardOrder }) {
  const { t } = useText();
  const format = useFormat();
  return (
    <li>
      <Go href={recordHref('service_order', o.id)}>
        <span className="db-card-head"><b>{o.service_type}</b>{o.priority !== 'normal' && <em>{t(PRIORITY[o.priority])}</em>}{o.late !== null && <strong>{t(LATE[o.late])}</strong>}</span>
        <span className="db-card-place">{o.place}</span>
        <span className="db-card-foot">{o.number}{o.planned_from !== null && o.planned_to !== null ? ` · ${format.dateTime(o.planned_from)}–${format.time(o.planned_to)}` : ''}</span>
      </Go>
    </li>
  );
}
