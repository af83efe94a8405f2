/** The time line of a disputed evening (一晚的时间线): whose shift it was, and everything that left a trace, by hour; narrowed to a room or a card. Serves section 5.3, AS-43. */
import { useQuery } from '@tanstack/react-query';
import { Input } from 'antd';
import { useState } from 'react';
import type { Evening, Happened, OnShift } from '../evening.ts';
import { api, keys } from '../../../../web/client.ts';
import { useFormat, useText } from '../../../../web/i18n/index.tsx';
import { EmptyState, Loading, PageHeading } from '../../../../web/shell/page.tsx';
import { Go, recordHref } from '../../../../web/widgets/go.tsx';
import { DateInput } from '../../../../web/widgets/inputs/index.tsx';
import { RefusalNote } from '../../../../web/widgets/refusal-note.tsx';
import './evening.css';

const SOURCES: { readonly [source in Happened['source']]: readonly [string, string] } = {
  log: ['营业日志', 'Log'], call: ['来电', 'Call'], complaint: ['投诉', 'Complaint'], request: ['现场需求', 'Request'], points: ['积分单', 'Points slip'], redemption: ['兑换', 'Redemption'], deposit: ['储值', 'Deposit'], lost: ['遗留物品', 'Lost property'], slip: ['单据', 'Slip'],
};

export function EveningPage() {
  const { t } = useText();
  const [asked, setAsked] = useState<{ readonly day: string | null; readonly room: string; readonly card: string }>({ day: null, room: '', card: '' });
  const params = { day: asked.day, room: asked.room.trim() || null, card: asked.card.trim() || null };
  const evening = useQuery({ queryKey: keys.query('evening', params), queryFn: () => api.get<Evening>('/queries/evening', { params }), staleTime: 0 });
  return (
    <div className="evening">
      <PageHeading title={t(['一晚的时间线', 'Time line of an evening'])} note={t(['卡、包厢、单据、来电、交接，按发生时间排', 'Card, room, slips, calls and hand-overs in the order they happened'])} />
      <div className="evening-ask">
        <label htmlFor="evening-day"><span>{t(['营业日', 'Business day'])}</span><DateInput id="evening-day" value={asked.day ?? evening.data?.day ?? null} onChange={(day) => setAsked({ ...asked, day: day === null ? null : String(day) })} /></label>
        <label><span>{t(['包厢', 'Room'])}</span><Input allowClear maxLength={20} value={asked.room} onChange={(e) => setAsked({ ...asked, room: e.target.value })} /></label>
        <label><span>{t(['卡号', 'Card'])}</span><Input allowClear maxLength={40} value={asked.card} onChange={(e) => setAsked({ ...asked, card: e.target.value })} /></label>
      </div>
      <RefusalNote error={evening.error} />
      {evening.isPending && <Loading />}
      {evening.data && <Shifts shifts={evening.data.shifts} />}
      {evening.data && (evening.data.events.length === 0 ? <EmptyState title={t(['没有留下记录', 'Nothing was recorded'])} text={t(['换一个营业日，或去掉包厢、卡号', 'Choose another day, or leave room and card out'])} /> : <Hours events={evening.data.events} />)}
    </div>
  );
}

function Shifts({ shifts }: { readonly shifts: readonly OnShift[] }) {
  const { t } = useText();
  const format = useFormat();
  if (shifts.length === 0) return null;
  return (
    <ul className="evening-shifts" aria-label={t(['谁在岗', 'On duty'])}>
      {shifts.map((s) => <li key={s.id}><Go className="w-figure" href={recordHref('shift', s.id)}>{t([`${s.code.toUpperCase()} 班`, `Shift ${s.code.toUpperCase()}`])}</Go> {s.clerk} <span className="w-figure">{format.time(String(s.opened_at))}–{s.until === null ? t(['在岗', 'still on']) : format.time(String(s.until))}</span></li>)}
    </ul>
  );
}

function Hours({ events }: { readonly events: readonly Happened[] }) {
  const { t } = useText();
  const format = useFormat();
  const hours = [...new Set(events.map((e) => format.time(String(e.at)).slice(0, 2)))];
  return (
    <>
      {hours.map((hour) => (
        <section key={hour} className="evening-hour" aria-label={t([`${hour} 时`, `${hour}:00`])}>
          <h2>{hour}</h2>
          <ol>
            {events.filter((e) => format.time(String(e.at)).startsWith(hour)).map((e, i) => (
              <li key={`${e.register}${e.id}${String(e.at)}${i}`}>
                <time className="w-figure" dateTime={String(e.at)}>{format.time(String(e.at))}</time>
                <span>{t(SOURCES[e.source])}</span>
                <span>{t(e.what)} {e.late && <small>{t(['补录', 'entered later'])}</small>} <small>{[e.room, e.card].filter((x) => x !== null && !t(e.what).includes(x)).join(' · ')}</small></span>
                <span>{e.who} <Go className="w-figure" href={recordHref(e.register, e.id)}>{e.record}</Go></span>
              </li>
            ))}
          </ol>
        </section>
      ))}
    </>
  );
}
