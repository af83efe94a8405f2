/** Birthday guests of tonight for the front desk: surname and reservation number large enough to learn by heart, and one press to the checklist. Serves VIP-2.5, VIP-2.6. */
import { useQuery } from '@tanstack/react-query';
import { api, keys } from '../../../../web/client.ts';
import { fill, useFormat, useText } from '../../../../web/i18n/index.tsx';
import { EmptyState, Loading, PageHeading } from '../../../../web/shell/page.tsx';
import { useRegister } from '../../../../web/shell/session.tsx';
import { Go, recordHref } from '../../../../web/widgets/go.tsx';
import { RefusalNote } from '../../../../web/widgets/refusal-note.tsx';
import { StateTag } from '../../../../web/widgets/state-tag.tsx';
import type { BoardRow } from '../board.ts';
import './birthdays.css';

interface Arrivals { readonly today: string; readonly rows: readonly BoardRow[] }

export function BirthdayArrivalsPage() {
  const { t } = useText();
  const format = useFormat();
  const found = useQuery({ queryKey: keys.query('birthday_arrivals', {}), queryFn: () => api.get<Arrivals>('/queries/birthday_arrivals', { params: {} }), retry: false });
  const data = found.data;
  return (
    <div className="bd-page">
      <PageHeading title={t(['今日生日客人', 'Birthday guests today'])} note={data ? t(fill(['{day}，{n} 位', '{day}, {n} guests'], { day: format.date(data.today), n: data.rows.length })) : undefined} />
      <RefusalNote error={found.error} />
      {found.isPending && <Loading />}
      {data && data.rows.length === 0 && <EmptyState title={t(['今天没有生日客人', 'No birthday guests today'])} text={t(['礼品领用后，客人出现在这里。', 'Guests appear here once their gift is drawn.'])} />}
      {data && data.rows.length > 0 && <ul className="bd-guests">{data.rows.map((r) => <Guest key={r.id} row={r} />)}</ul>}
    </div>
  );
}

function Guest({ row }: { readonly row: BoardRow }) {
  const { t } = useText();
  const format = useFormat();
  const register = useRegister('birthday_visit');
  return (
    <li>
      <Go href={recordHref('birthday_visit', row.id)} aria-label={t(fill(['{surname}，预约号 {number}', '{surname}, reservation {number}'], { surname: row.surname, number: row.reservationNo ?? '—' }))}>
        <span className="bd-surname">{row.surname}</span>
        <dl>
          <div><dt>{t(['预约号', 'Reservation'])}</dt><dd>{row.reservationNo ?? t(['待留房', 'no room yet'])}</dd></div>
          <div><dt>{t(['包厢', 'Room'])}</dt><dd>{row.room ?? '—'}</dd></div>
          <div><dt>{t(['时间', 'Time'])}</dt><dd>{row.slotStart ? format.dateTime(String(row.slotStart)).slice(-5) : '—'}</dd></div>
        </dl>
        <StateTag register={register} state={row.state} />
      </Go>
    </li>
  );
}
