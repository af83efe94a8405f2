/** Bookings of the evening that have no room yet, with the step that gives them one. Serves VIP-2.6, VIP-7.4. */
import { useText } from '../../../../web/i18n/index.tsx';
import { Button } from 'antd';
import { useState } from 'react';
import type { WallBooking } from '../wall.ts';
import { OneStep } from './one-step.tsx';
import type { Seen } from './tile.rules.ts';

export function Waiting({ bookings, seen, types }: { readonly bookings: readonly WallBooking[]; readonly seen: Seen; readonly types: ReadonlyMap<string, string> }) {
  const { t } = useText();
  const [placing, setPlacing] = useState<string | null>(null);
  if (bookings.length === 0) return null;
  return (
    <section className="wall-waiting" aria-label={t(['待安排的预订', 'Bookings without a room'])}>
      <h2>{t([`待安排 ${bookings.length}`, `To be arranged: ${bookings.length}`])}</h2>
      <ul>
        {bookings.map((b) => (
          <li key={b.id}>
            <span><b>{seen.clock(b.from)}–{seen.clock(b.to)}</b> {b.guest} {b.roomType === null ? '' : types.get(b.roomType)}</span>
            <Button size="small" onClick={() => setPlacing(b.id)}>{t(['安排包厢', 'Give a room'])}</Button>
          </li>
        ))}
      </ul>
      {placing && <OneStep register="booking" id={placing} step="confirm" onClose={() => setPlacing(null)} />}
    </section>
  );
}
