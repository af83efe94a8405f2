/** The outbox in plain sight: every visit with what it waits for, and a button to try at once. */
import type { ReactNode } from 'react';
import { useFormat, useText } from '../../../../../web/i18n/index.tsx';
import { Tag, Top } from './parts.tsx';
import { Stage } from './today.tsx';
import type { Phone } from './use-phone.ts';

export function OutboxPage({ phone, banners }: { readonly phone: Phone; readonly banners: ReactNode }) {
  const { t } = useText();
  const format = useFormat();
  const queued = phone.drafts.filter((d) => d.queuedAt !== null).sort((a, b) => (a.queuedAt! < b.queuedAt! ? 1 : -1));
  const inHand = phone.drafts.filter((d) => d.queuedAt === null);
  return (
    <>
      <Top phone={phone} title={t(['待发送与已送达', 'Outbox'])} back="#/" />
      <main className="page">
        {banners}
        {queued.length + inHand.length === 0 && <p className="empty">{t(['这里列出放入待发送的到访。现在没有。', 'Visits queued for sending are listed here. There are none.'])}</p>}
        <ul className="group">
          {queued.map((d) => (
            <li key={d.id}><a className="card" href={`#/visit/${d.order.id}`}>
              <span className="card-head"><span className="hours">{d.order.number}</span><Stage draft={d} order={d.order} phone={phone} /></span>
              <strong>{d.order.customer}</strong><span className="soft">{t([`放入待发送 ${format.dateTime(d.queuedAt!)}`, `Queued ${format.dateTime(d.queuedAt!)}`])}</span>
            </a></li>
          ))}
          {inHand.map((d) => (
            <li key={d.id}><a className="card" href={`#/visit/${d.order.id}`}>
              <span className="card-head"><span className="hours">{d.order.number}</span><Tag tone="azurite">{t(['草稿', 'Draft'])}</Tag></span><strong>{d.order.customer}</strong>
            </a></li>
          ))}
        </ul>
        <div className="bar"><button type="button" className="primary" onClick={() => void phone.outbox?.sendNow()}>{t(['现在发送', 'Send now'])}</button></div>
      </main>
    </>
  );
}
