/**
 * What a tile opens: the guests and until when, tonight's bookings with their timers, and what may be done here now: switch on,
 * book, make longer, move, add the card, print the slip, switch off, clear, clean, close. Serves P14, VIP-2.11, VIP-5.13, VIP-7.4.
 */
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Button, Drawer, Grid } from 'antd';
import { useState } from 'react';
import type { RecordPage, Written } from '../../../../kernel/api.ts';
import { api, keys } from '../../../../web/client.ts';
import { useText } from '../../../../web/i18n/index.tsx';
import { useRegister } from '../../../../web/shell/session.tsx';
import { FieldForm } from '../../../../web/widgets/field-form.tsx';
import { Go, recordHref } from '../../../../web/widgets/go.tsx';
import { StateTag } from '../../../../web/widgets/state-tag.tsx';
import { inputFrom } from '../../../../web/widgets/step-form.tsx';
import type { Wall, WallBooking, WallRoom } from '../wall.ts';
import { OneStep, type Taken } from './one-step.tsx';
import { currentOf, ms, type Seen, tileOf } from './tile.rules.ts';

type Opening = { readonly what: 'room_session' | 'booking'; readonly booking: WallBooking | null };

export function RoomSheet({ room, wall, seen, onClose }: { readonly room: WallRoom; readonly wall: Wall; readonly seen: Seen; onClose(): void }) {
  const { t } = useText();
  const wide = Grid.useBreakpoint().md ?? true;
  const [step, setStep] = useState<Taken | null>(null);
  const [opening, setOpening] = useState<Opening | null>(null);
  const register = useRegister('room');
  const type = wall.types.find((one) => one.id === room.type);
  const tile = tileOf(room, seen);
  return (
    <Drawer open onClose={onClose} placement={wide ? 'right' : 'bottom'} size={wide ? 480 : '88%'} className="wall-sheet"
      title={<span className="wall-sheet-title"><b>{room.code}</b><span>{type?.name}{type ? t([`，${type.seats} 人`, `, seats ${type.seats}`]) : ''}</span><StateTag register={register} state={room.state} /></span>}>
      <p className="wall-sheet-figure" data-mood={tile.mood}><b>{t(tile.figure)}</b> <span>{t(tile.about)}</span></p>
      {tile.alarm && <p className="wall-alarm" role="status">{t(tile.alarm)}</p>}
      {opening ? <OpenForm room={room} seen={seen} opening={opening} onDone={() => setOpening(null)} /> : (
        <>
          {room.session && room.state === 'occupied' && <Guests room={room} seen={seen} onStep={setStep} />}
          <RoomSteps room={room} onStep={setStep} onOpen={setOpening} />
          <Bookings room={room} seen={seen} onStep={setStep} onOpen={setOpening} />
        </>
      )}
      {step && <OneStep {...step} onClose={() => setStep(null)} />}
    </Drawer>
  );
}

function Guests({ room, seen, onStep }: { readonly room: WallRoom; readonly seen: Seen; onStep(step: Taken): void }) {
  const { t, lang } = useText();
  const session = room.session!;
  const benefit = lang === 0 ? session.benefit : session.benefitEn;
  return (
    <section aria-label={t(['在场客人', 'Guests'])}>
      <dl className="wall-facts">
        <div><dt>{t(['客人', 'Guest'])}</dt><dd>{session.guest ?? t(['散客', 'Walk-in'])}{session.guests ? t([`，${session.guests} 人`, `, ${session.guests} people`]) : ''}</dd></div>
        <div><dt>{t(['开机', 'Switched on'])}</dt><dd>{seen.clock(session.on)}</dd></div>
        <div><dt>{t(['预计结束', 'Planned until'])}</dt><dd>{seen.clock(session.until)}</dd></div>
        <div><dt>{t(['开房单', 'Room slip'])}</dt><dd><Go href={recordHref('room_session', session.id)}>{session.number}</Go></dd></div>
        {benefit && <div className="wall-wide"><dt>{t(['会员权益', 'Benefit'])}</dt><dd>{benefit}</dd></div>}
      </dl>
      <Allowed register="room_session" id={session.id} primary="switch_off" onStep={onStep} />
    </section>
  );
}

/** Every step that the state and the person's post allow, by the names the process gives them. */
function Allowed({ register: name, id, primary, onStep, only }: { readonly register: Taken['register']; readonly id: string; readonly primary?: string; onStep(step: Taken): void; readonly only?: readonly string[] }) {
  const { t } = useText();
  const register = useRegister(name);
  const page = useQuery({ queryKey: keys.record(name, id), queryFn: () => api.get<RecordPage>(`/records/${name}/${id}`) });
  const allowed = (page.data?.steps ?? []).filter((s) => s.blocked === null && (only === undefined || only.includes(s.name)));
  return (
    <div className="wall-doings">
      {allowed.map((s) => {
        const meta = register?.steps.find((one) => one.name === s.name);
        return meta ? <Button key={s.name} type={s.name === primary ? 'primary' : 'default'} danger={meta.tone === 'danger'} onClick={() => onStep({ register: name, id, step: s.name })}>{t(meta.label)}</Button> : null;
      })}
    </div>
  );
}

function RoomSteps({ room, onStep, onOpen }: { readonly room: WallRoom; onStep(step: Taken): void; onOpen(opening: Opening): void }) {
  const { t } = useText();
  const [sessions, bookings, bills] = [useRegister('room_session'), useRegister('booking'), useRegister('bill')];
  const primary = ({ checkout: 'clear', cleaning: 'cleaned', out_of_order: 'put_back' } as const)[room.state as 'checkout'];
  const current = currentOf(room);
  return (
    <section aria-label={t(['包厢', 'Room'])}>
      <div className="wall-doings">
        {sessions?.mayCreate && room.state === 'free' && <Button type="primary" onClick={() => onOpen({ what: 'room_session', booking: null })}>{t(['开机', 'Switch on'])}</Button>}
        {sessions?.mayCreate && current && <Button type="primary" onClick={() => onOpen({ what: 'room_session', booking: current })}>{t([`${current.guest} 到店，开机`, `${current.guest} is here: switch on`])}</Button>}
        {bookings?.mayCreate && room.state !== 'out_of_order' && <Button onClick={() => onOpen({ what: 'booking', booking: null })}>{t(['预订', 'Book'])}</Button>}
        <Allowed register="room" id={room.id} onStep={onStep} {...(primary ? { primary } : {})} />
        {bills?.mayCreate && room.session && <Go className="w-as-button" href={`/r/bill/new?session=${room.session.id}`}>{t(['登记账单', 'Enter the bill'])}</Go>}
      </div>
    </section>
  );
}

function Bookings({ room, seen, onStep, onOpen }: { readonly room: WallRoom; readonly seen: Seen; onStep(step: Taken): void; onOpen(opening: Opening): void }) {
  const { t } = useText();
  const register = useRegister('booking');
  const sessions = useRegister('room_session');
  return (
    <section aria-label={t(['今晚的预订', 'Bookings tonight'])}>
      <h3>{t(['今晚的预订', 'Bookings tonight'])}</h3>
      {room.bookings.length === 0 && <p className="w-hint">{t(['没有了', 'None'])}</p>}
      <ul className="wall-bookings">
        {room.bookings.map((b) => (
          <li key={b.id}>
            <p><b>{seen.clock(b.from)}–{seen.clock(b.to)}</b> <span>{b.guest}</span> <Go className="w-figure" href={recordHref('booking', b.id)}>{b.number}</Go> <StateTag register={register} state={b.state} /></p>
            <p className="w-quiet">{b.state === 'held' && b.holdUntil ? t([`留房至 ${seen.clock(b.holdUntil)}`, `Held until ${seen.clock(b.holdUntil)}`]) : b.keptUntil ? t([`未到保留至 ${seen.clock(b.keptUntil)}`, `Kept for late guests until ${seen.clock(b.keptUntil)}`]) : ''}
              {t([`，之后清扫到 ${seen.clock(new Date(ms(b.to) + seen.bufferMinutes * 60_000))}`, `; cleaning after it until ${seen.clock(new Date(ms(b.to) + seen.bufferMinutes * 60_000))}`])}</p>
            <div className="wall-doings">
              {sessions?.mayCreate && room.state === 'free' && !b.setAside && <Button size="small" onClick={() => onOpen({ what: 'room_session', booking: b })}>{t(['提前到店，开机', 'Early: switch on'])}</Button>}
              <Allowed register="booking" id={b.id} only={['confirm', 'change', 'cancel']} onStep={onStep} />
            </div>
          </li>
        ))}
      </ul>
    </section>
  );
}

const SESSION_FIELDS = ['guest', 'guests', 'card', 'planned_until', 'slip_no'] as const;
const BOOKING_FIELDS = ['guest', 'phone', 'starts_at', 'ends_at', 'guests', 'channel', 'purpose', 'card', 'hold_until', 'note'] as const;

/** The room is known, and the booking where there is one; what is left is who, how many, and until when. */
function OpenForm({ room, seen, opening, onDone }: { readonly room: WallRoom; readonly seen: Seen; readonly opening: Opening; onDone(): void }) {
  const { t } = useText();
  const client = useQueryClient();
  const register = useRegister(opening.what);
  const names: readonly string[] = opening.what === 'booking' ? BOOKING_FIELDS : SESSION_FIELDS;
  const fields = names.flatMap((name) => register?.fields.filter((f) => f.name === name) ?? []);
  const { booking } = opening;
  const fixed = { room: room.id, ...(booking ? { booking: booking.id } : {}) };
  const quarter = new Date(Math.ceil(seen.now / 900_000) * 900_000);
  const initial = opening.what === 'booking' ? { starts_at: quarter.toISOString(), ends_at: new Date(Math.min(quarter.getTime() + 3 * 3_600_000, seen.closes)).toISOString(), channel: 'counter', purpose: 'ordinary' } : {};
  return (
    <section aria-label={opening.what === 'booking' ? t(['预订', 'Book']) : t(['开机', 'Switch on'])}>
      {booking && <p>{t([`按预订 ${booking.number}（${booking.guest}，${seen.clock(booking.from)}–${seen.clock(booking.to)}）开机`, `For booking ${booking.number} (${booking.guest}, ${seen.clock(booking.from)}–${seen.clock(booking.to)})`])}</p>}
      <FieldForm name={`wall.${opening.what}.${room.id}.${booking?.id ?? ''}`} scope={opening.what} fields={fields} initial={initial} submitText={opening.what === 'booking' ? ['预订', 'Book'] : ['开机', 'Switch on']} onCancel={onDone}
        submit={async ({ values, key }) => {
          await api.post<Written>(`/records/${opening.what}`, { values: { ...inputFrom(names, values), ...fixed } }, { key });
          await client.invalidateQueries({ queryKey: keys.query('room_wall', {}) });
          onDone();
        }} />
    </section>
  );
}
