/**
 * Calendar of vehicles and drivers (车辆与驾驶员日历): rows against time, the requests that wait beside them, and for the chosen one which vehicle and
 * driver can be sent and why the others cannot. A narrow screen gets lists. Serves LOG-1.2, AS-33.
 */
import { keepPreviousData, useQuery, useQueryClient } from '@tanstack/react-query';
import { useRouter, useSearch } from '@tanstack/react-router';
import { Button } from 'antd';
import { useState } from 'react';
import type { Label, Written } from '../../../../kernel/api.ts';
import { api, keys, newId } from '../../../../web/client.ts';
import { fill, useFormat, useText } from '../../../../web/i18n/index.tsx';
import { EmptyState, Loading, PageHeading } from '../../../../web/shell/page.tsx';
import { Go, recordHref, slipHref } from '../../../../web/widgets/go.tsx';
import { DateInput } from '../../../../web/widgets/inputs/index.tsx';
import { RefusalNote } from '../../../../web/widgets/refusal-note.tsx';
import type { BoardTrip, FleetBoard, Offer, Resource, TripOffers } from '../board.ts';
import { lanesOf, shareOf } from './geometry.ts';
import './calendar.css';

export const pages = { calendar: FleetCalendarPage };

interface Search { readonly day?: string; readonly span?: 'day' | 'week'; readonly trip?: string }
const WEEKDAYS = [['周日', 'Sun'], ['周一', 'Mon'], ['周二', 'Tue'], ['周三', 'Wed'], ['周四', 'Thu'], ['周五', 'Fri'], ['周六', 'Sat']] as const;
const STATES: { readonly [state: string]: Label } = { requested: ['待批准', 'to approve'], approved: ['待派车', 'to dispatch'], dispatched: ['已派车', 'dispatched'], out: ['在途', 'out'], returned: ['已收车', 'back'], settled: ['已结算', 'settled'] };

export function FleetCalendarPage() {
  const { t } = useText();
  const { history } = useRouter();
  const search = useSearch({ strict: false }) as Search;
  const params = { ...(search.day ? { day: search.day } : {}), ...(search.span ? { span: search.span } : {}) };
  const found = useQuery({ queryKey: keys.query('fleet_calendar', params), queryFn: () => api.get<FleetBoard>('/queries/fleet_calendar', { params }), placeholderData: keepPreviousData, retry: false });
  const board = found.data;
  const show = (change: Search) => {
    const next = { ...search, ...change };
    history.push(`${location.pathname}?${new URLSearchParams(Object.entries(next).filter((e): e is [string, string] => typeof e[1] === 'string' && e[1] !== ''))}`);
  };
  const waiting = board?.trips.filter((x) => x.state === 'requested' || x.state === 'approved') ?? [];
  const chosen = waiting.find((x) => x.id === search.trip && x.state === 'approved');
  return (
    <div className="fc">
      <PageHeading title={t(['车辆与驾驶员日历', 'Calendar of vehicles and drivers'])} note={board && t(fill(['待派车 {n} 趟，在途 {out} 趟', '{n} to dispatch, {out} out'], { n: waiting.filter((x) => x.state === 'approved').length, out: board.trips.filter((x) => x.state === 'out').length }))}>
        <Go className="w-as-button no-print" href="/r/vehicle_trip/new">{t(['申请用车', 'Ask for a vehicle'])}</Go>
      </PageHeading>
      <RefusalNote error={found.error} />
      {found.isPending && <Loading />}
      {board && <Toolbar board={board} show={show} />}
      {board && (
        <div className="fc-bench">
          <Waiting trips={waiting} chosen={chosen?.id ?? null} choose={(trip) => show({ trip })} mayDispatch={board.mayDispatch} />
          {chosen && board.mayDispatch && <Offers key={chosen.id} trip={chosen} done={() => show({ trip: '' })} />}
          {board.vehicles.length + board.drivers.length === 0
            ? <EmptyState title={t(['车队还没有车和驾驶员', 'The pool has no vehicles or drivers'])}><Go href="/r/vehicle">{t(['车辆', 'Vehicles'])}</Go></EmptyState>
            : (
              <div className="fc-time">
                <Rows title={['车辆', 'Vehicles']} resources={board.vehicles} board={board} of={(trip) => trip.vehicle} other={(trip) => nameOf(board.drivers, trip.driver)} />
                <Rows title={['驾驶员', 'Drivers']} resources={board.drivers} board={board} of={(trip) => trip.driver} other={(trip) => nameOf(board.vehicles, trip.vehicle)} />
              </div>
            )}
        </div>
      )}
    </div>
  );
}
const nameOf = (resources: readonly Resource[], id: string | null): string => resources.find((r) => r.id === id)?.name ?? '';

function Toolbar({ board, show }: { readonly board: FleetBoard; readonly show: (change: Search) => void }) {
  const { t } = useText();
  const move = (days: number) => show({ day: new Date(Date.parse(`${board.day}T00:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10) });
  const step = board.span === 'day' ? 1 : 7;
  return (
    <div className="fc-bar no-print" role="toolbar" aria-label={t(['日历的日期与跨度', 'Day and span of the calendar'])}>
      <Button onClick={() => move(-step)} aria-label={t(['前一段', 'Earlier'])}>‹</Button>
      <DateInput label={t(['日期', 'Day'])} value={board.day} onChange={(day) => { if (typeof day === 'string') show({ day }); }} />
      <Button onClick={() => move(step)} aria-label={t(['后一段', 'Later'])}>›</Button>
      <Button onClick={() => show({ day: board.today })} disabled={board.day === board.today}>{t(['今天', 'Today'])}</Button>
      <span className="segment" role="group" aria-label={t(['跨度', 'Span'])}>
        {(['day', 'week'] as const).map((span) => <Button key={span} type={board.span === span ? 'primary' : 'default'} aria-pressed={board.span === span} onClick={() => show({ span })}>{t(span === 'day' ? ['日', 'Day'] : ['周', 'Week'])}</Button>)}
      </span>
    </div>
  );
}

function Waiting({ trips, chosen, choose, mayDispatch }: { readonly trips: readonly BoardTrip[]; readonly chosen: string | null; readonly choose: (trip: string) => void; readonly mayDispatch: boolean }) {
  const { t } = useText();
  const format = useFormat();
  return (
    <section className="fc-waiting" aria-label={t(['待办申请', 'Requests waiting'])}>
      <h2>{t(['待办申请', 'Requests waiting'])}</h2>
      {trips.length === 0 && <p className="w-quiet">{t(['没有待批准或待派车的申请。', 'Nothing waits for approval or a vehicle.'])}</p>}
      <ul>
        {trips.map((x) => (
          <li key={x.id} data-chosen={x.id === chosen} data-late={x.late}>
            <div><b>{x.to_place}</b> <span>{t(STATES[x.state] ?? ['', ''])}</span></div>
            <small>{format.dateTime(x.from)}–{format.time(x.to)} · {x.department} · {t(fill(['{n} 人', '{n} people'], { n: x.passengers }))}</small>
            <small>{x.purpose}</small>
            <div className="fc-acts">
              <Go href={recordHref('vehicle_trip', x.id)}>{x.number}</Go>
              {mayDispatch && x.state === 'approved' && <Button size="small" aria-pressed={x.id === chosen} onClick={() => choose(x.id)}>{t(['派车', 'Dispatch'])}</Button>}
            </div>
          </li>
        ))}
      </ul>
    </section>
  );
}

function Offers({ trip, done }: { readonly trip: BoardTrip; readonly done: () => void }) {
  const { t } = useText();
  const client = useQueryClient();
  const { history } = useRouter();
  const [vehicle, setVehicle] = useState<string | null>(null);
  const [driver, setDriver] = useState<string | null>(null);
  const [state, setState] = useState<{ readonly busy: boolean; readonly error: unknown }>({ busy: false, error: null });
  const params = { trip: trip.id, ...(vehicle ? { vehicle } : {}) };
  const found = useQuery({ queryKey: keys.query('trip_offers', params), queryFn: () => api.get<TripOffers>('/queries/trip_offers', { params }), placeholderData: keepPreviousData, retry: false });
  const send = async () => {
    setState({ busy: true, error: null });
    try {
      const written = await api.post<Written>(`/records/vehicle_trip/${trip.id}/steps/dispatch`, { version: trip.version, input: { vehicle, driver }, signatures: [] }, { key: newId() });
      await client.invalidateQueries({ queryKey: ['queries'] });
      await client.invalidateQueries({ queryKey: keys.records('vehicle_trip') });
      const [slip] = written.slips;
      if (slip) history.push(slipHref(slip));
      else done();
    } catch (error) {
      setState({ busy: false, error });
      void client.invalidateQueries({ queryKey: ['queries'] });
    }
  };
  return (
    <section className="fc-offers" aria-label={t(['选车选人', 'Vehicle and driver'])}>
      <h2>{trip.number} {trip.to_place}</h2>
      <RefusalNote error={found.error ?? state.error} />
      {found.data && <Choice title={['车辆', 'Vehicle']} offers={found.data.vehicles} chosen={vehicle} choose={setVehicle} />}
      {found.data && <Choice title={['驾驶员', 'Driver']} offers={found.data.drivers} chosen={driver} choose={setDriver} />}
      <div className="fc-acts">
        <Button type="primary" disabled={vehicle === null || driver === null || state.busy} onClick={() => void send()}>{t(['派车并出单', 'Dispatch and print the slip'])}</Button>
        <Button onClick={done}>{t(['先不派', 'Not now'])}</Button>
      </div>
    </section>
  );
}

function Choice({ title, offers, chosen, choose }: { readonly title: Label; readonly offers: readonly Offer[]; readonly chosen: string | null; readonly choose: (id: string) => void }) {
  const { t } = useText();
  return (
    <fieldset>
      <legend>{t(title)}</legend>
      {offers.map((o) => (
        <label key={o.id} data-fit={o.problems.length === 0}>
          <input type="radio" name={title[1]} checked={chosen === o.id} disabled={o.problems.length > 0} onChange={() => choose(o.id)} />
          <span><b>{o.name}</b> <small>{t(o.note)}</small>{o.problems.length > 0 && <small className="fc-why">{t(['不能派：', 'Cannot be sent: '])}{o.problems.map((p) => t(p)).join(t(['，', '; ']))}</small>}</span>
        </label>
      ))}
    </fieldset>
  );
}

function Rows({ title, resources, board, of, other }: { readonly title: Label; readonly resources: readonly Resource[]; readonly board: FleetBoard; readonly of: (trip: BoardTrip) => string | null; readonly other: (trip: BoardTrip) => string }) {
  const { t } = useText();
  const format = useFormat();
  const marks = board.span === 'week' ? board.days.map((d) => `${t(WEEKDAYS[new Date(`${d.day}T00:00:00Z`).getUTCDay()]!)} ${d.day.slice(5)}`)
    : Array.from({ length: 8 }, (_, i) => format.time(new Date(Date.parse(board.days[0]!.start) + i * 2 * 3_600_000).toISOString()));
  const now = shareOf(Date.parse(board.now), board.days);
  return (
    <section aria-label={t(title)}>
      <div className="fc-row fc-head"><h2>{t(title)}</h2><div className="fc-track" aria-hidden>{marks.map((m, i) => <span key={m} style={{ left: `${(i / marks.length) * 100}%` }}>{m}</span>)}</div></div>
      {resources.map((r) => {
        const trips = board.trips.filter((x) => of(x) === r.id);
        const lanes = lanesOf(trips);
        return (
          <div className="fc-row" key={r.id} role="group" aria-label={r.name}>
            <span className="fc-name"><b>{r.name}</b><small>{r.stopped ? <em>{t(r.stopped)}</em> : t(r.note)}</small></span>
            <div className="fc-track" style={{ minHeight: 44 + Math.max(0, ...lanes) * 34 }}>
              {now > 0 && now < 1 && <i className="fc-now" style={{ left: `${now * 100}%` }} aria-hidden />}
              {trips.map((x, i) => {
                const [left, right] = [shareOf(Date.parse(x.from), board.days), shareOf(Date.parse(x.to), board.days)];
                const words = `${x.to_place} ${other(x)}`;
                return (
                  <Go key={x.id} className="fc-trip" data-state={x.state} data-late={x.late} href={recordHref('vehicle_trip', x.id)} style={{ left: `${left * 100}%`, width: `max(${(right - left) * 100}%, 24px)`, top: 5 + lanes[i]! * 34 }}
                    title={`${format.dateTime(x.from)}–${format.time(x.to)} ${words}`} aria-label={`${x.number} ${t(STATES[x.state] ?? ['', ''])} ${format.dateTime(x.from)}–${format.time(x.to)} ${words}`}>{words}</Go>
                );
              })}
            </div>
          </div>
        );
      })}
    </section>
  );
}
