/**
 * One visit from setting out to the customer's signature. Everything is stored on the device at every change; the page can be closed at
 * any point and goes on where it was. Serves FS-5.8, AC-33.
 */
import { type ReactNode, useState } from 'react';
import { useFormat, useText } from '../../../../../web/i18n/index.tsx';
import { missingFrom } from '../../document.rules.ts';
import type { DayOrder } from '../../day.ts';
import { Arrival, SafetyCheck } from './arrival.tsx';
import { Conflict } from './conflict.tsx';
import { Delivered } from './delivered.tsx';
import { currentDraft, documentOf, type Draft, newDraft, stageOf } from './draft.ts';
import { PartsUsed } from './part-lines.tsx';
import { Banner, Tag, Top } from './parts.tsx';
import { Photos } from './photos.tsx';
import { Queued } from './queued.tsx';
import { Readings } from './readings.tsx';
import { Sign } from './sign.tsx';
import type { Phone } from './use-phone.ts';
import { Work } from './work.tsx';

export interface PartProps { readonly draft: Draft; readonly phone: Phone; change(next: Partial<Draft>): void }

export function Visit({ phone, order: id, banners }: { readonly phone: Phone; readonly order: string; readonly banners: ReactNode }) {
  const { t } = useText();
  const visits = phone.day?.visits ?? [];
  const draft = currentDraft(phone.drafts, id, visits);
  const listed = phone.day?.orders.find((o) => o.id === id);
  const order = listed ?? draft?.order ?? phone.drafts.find((d) => d.order.id === id)?.order;
  // An order that is on the list again was sent back: what was delivered before is over.
  const arrived = visits.find((v) => v.order === id && (v.state === 'conflict' || !listed));
  const [signing, setSigning] = useState(false);
  if (!order && arrived) {
    return (
      <>
        <Top phone={phone} title={arrived.orderNumber} back="#/" small={arrived.customer} />
        <main className="page visit">{banners}{arrived.state === 'conflict' && <Conflict visit={arrived} phone={phone} />}<Delivered visit={arrived} /></main>
      </>
    );
  }
  if (!order) return <><Top phone={phone} title={t(['到访', 'Visit'])} back="#/" /><main className="page">{banners}<p className="empty">{phone.loading ? t(['正在读取…', 'Loading…']) : t(['手机里没有这份指令', 'This order is not on the phone'])}</p></main></>;
  if (signing && draft) return <Sign draft={draft} phone={phone} close={() => setSigning(false)} />;
  return (
    <>
      <Top phone={phone} title={order.number} back="#/" small={order.customer} />
      <main className="page visit">
        {banners}
        {arrived?.state === 'conflict' && <Conflict visit={arrived} phone={phone} />}
        <OrderFacts order={order} />
        {draft?.queuedAt ? <Queued draft={draft} phone={phone} arrived={arrived} /> : arrived && !draft ? <Delivered visit={arrived} /> : <InHand order={order} draft={draft} phone={phone} sign={() => setSigning(true)} />}
      </main>
    </>
  );
}

function InHand({ order, draft, phone, sign }: { readonly order: DayOrder; readonly draft: Draft | undefined; readonly phone: Phone; sign(): void }) {
  const { t } = useText();
  const technician = phone.day?.technician;
  if (!draft) {
    const start = () => void phone.save(newDraft(phone.owner, order, technician?.name ?? '', new Date().toISOString()));
    return <div className="bar"><button type="button" className="primary" disabled={!technician} onClick={start}>{t(['开始这次到访', 'Begin this visit'])}</button></div>;
  }
  const props: PartProps = { draft, phone, change: (next) => void phone.save(draft, next) };
  return (
    <>
      {draft.signedText && <Banner tone="amber">{t([`${draft.signer}已签名。再改内容须重新签名。`, `${draft.signer} has signed. A change now needs a new signature.`])}</Banner>}
      <Arrival {...props} />
      <SafetyCheck {...props} />
      <Work {...props} />
      <Readings {...props} />
      <Photos {...props} />
      <PartsUsed {...props} />
      <Ready {...props} sign={sign} />
    </>
  );
}

/** What is still missing, each leading to its place; then the customer's turn. */
function Ready({ draft, phone, change, sign }: PartProps & { sign(): void }) {
  const { t } = useText();
  const safety = phone.day?.safety ?? [];
  const available = new Map(phone.day?.van.map((p) => [p.part, p.quantity]));
  const missing = missingFrom({ ...documentOf(draft, safety), arrived_at: draft.arrivedAt }, safety, available);
  const begin = () => {
    if (stageOf(draft) !== 'signed') change({ finishedAt: new Date().toISOString(), clockOffset: phone.offset });
    sign();
  };
  return (
    <div className="bar">
      {missing.length > 0 && <ul className="missing">{missing.map((m) => <li key={m.why[0]}><a href={location.hash} onClick={(event) => { event.preventDefault(); document.getElementById(m.section)?.scrollIntoView({ block: 'start' }); }}>{t(m.why)}</a></li>)}</ul>}
      <button type="button" className="primary" disabled={missing.length > 0} onClick={begin}>{stageOf(draft) === 'signed' ? t(['查看签名并发送', 'See the signature and send']) : t(['请客户确认签名', 'Let the customer sign'])}</button>
      <Discard draft={draft} phone={phone} />
    </div>
  );
}

function Discard({ draft, phone }: { readonly draft: Draft; readonly phone: Phone }) {
  const { t } = useText();
  const [sure, setSure] = useState(false);
  if (!sure) return <button type="button" className="plain" onClick={() => setSure(true)}>{t(['放弃这份草稿', 'Discard this draft'])}</button>;
  return (
    <div className="sure" role="alert">
      <p>{t(['草稿、照片和签名都会从手机里删除，不能恢复。', 'The draft, its photographs and the signature leave this phone for good.'])}</p>
      <button type="button" className="danger" onClick={() => void phone.discard(draft)}>{t(['删除', 'Delete'])}</button>
      <button type="button" className="plain" onClick={() => setSure(false)}>{t(['保留', 'Keep'])}</button>
    </div>
  );
}

function OrderFacts({ order }: { readonly order: DayOrder }) {
  const { t } = useText();
  const format = useFormat();
  const [from, to] = [order.plannedFrom, order.plannedTo];
  const sameDay = from && to && format.date(from) === format.date(to);
  const planned = [from, to].flatMap((at, i) => (at ? [i === 1 && sameDay ? format.time(at) : format.dateTime(at)] : []));
  return (
    <section className="facts" aria-label={t(['指令', 'Order'])}>
      <p className="facts-head"><strong>{order.customer}</strong>{order.urgent && <Tag tone="cinnabar">{t(order.priority)}</Tag>}</p>
      <dl>
        {order.site && <div><dt>{t(['站点', 'Site'])}</dt><dd>{order.site}{order.address && <small>{order.address}</small>}</dd></div>}
        {order.contact && <div><dt>{t(['联系人', 'Contact'])}</dt><dd>{order.contact.name} <a className="call" href={`tel:${order.contact.phone}`}>{order.contact.phone}</a></dd></div>}
        {order.equipment && <div><dt>{t(['设备', 'Equipment'])}</dt><dd>{order.equipment}</dd></div>}
        {planned.length > 0 && <div><dt>{t(['计划', 'Planned'])}</dt><dd>{planned.join('–')}</dd></div>}
        <div><dt>{t(['服务', 'Service'])}</dt><dd>{order.type}{order.content && <small>{order.content}</small>}</dd></div>
      </dl>
    </section>
  );
}
