/** Today and the days ahead: where to go, when, what for, and how each visit stands. */
import type { ReactNode } from 'react';
import { useFormat, useText } from '../../../../../web/i18n/index.tsx';
import type { Label } from '../../../../../kernel/api.ts';
import { addDays } from '../../../../../kernel/calendar/plain-date.ts';
import { clockWarning } from '../../clock.rules.ts';
import type { DayOrder } from '../../day.ts';
import { currentDraft, type Draft, stageOf } from './draft.ts';
import { Banner, Tag, Top } from './parts.tsx';
import type { Person } from './person.ts';
import type { Phone } from './use-phone.ts';

export function Today({ phone, person, banners }: { readonly phone: Phone; readonly person: Person; readonly banners: ReactNode }) {
  const { t } = useText();
  const format = useFormat();
  const { day } = phone;
  const warning = clockWarning(phone.offset);
  const groups = day ? inGroups(phone, day.today, (one) => (one === addDays(day.today, 1) ? ['明天', 'Tomorrow'] : [format.date(one), format.date(one)])) : [];
  return (
    <>
      <Top phone={phone} title={t(['我的到访', 'My visits'])} small={person.name} />
      <main className="page">
        {banners}
        {warning && <Banner tone="amber">{t(warning)}</Banner>}
        {phone.refused && <Banner tone="cinnabar">{t(phone.refused.body.message)}</Banner>}
        {day && day.technician === null && <Banner tone="amber">{t(['您的登录没有关联员工档案，请联系人事。', 'Your sign-in is not linked to a staff record; please ask HR.'])}</Banner>}
        {groups.map(([title, orders]) => (
          <section key={title[0]} className="group" aria-label={t(title)}>
            <h2>{t(title)}</h2>
            {orders.length === 0 && <p className="soft">{t(['没有到访', 'No visits'])}</p>}
            <ul>{orders.map((order) => <li key={order.id}><OrderCard order={order} phone={phone} /></li>)}</ul>
          </section>
        ))}
        {day && <Arrived phone={phone} />}
        {!day && !phone.loading && !phone.refused && (
          <p className="empty">{t(['手机里还没有今天的安排。有网络时打开一次，之后没有网络也能用。', 'Nothing is on this phone yet. Open it once with a network; after that it works without.'])}</p>
        )}
        {!day && phone.loading && <p className="empty">{t(['正在读取…', 'Loading…'])}</p>}
        <footer className="foot">
          <p className="soft">{phone.readAt ? t([`安排读取于 ${format.dateTime(phone.readAt)}`, `Read ${format.dateTime(phone.readAt)}`]) : ''}</p>
          <div><button type="button" className="plain" onClick={() => void phone.refresh()}>{t(['刷新', 'Reload'])}</button><a className="plain" href="#/me">{t(['设置与退出', 'Settings'])}</a></div>
        </footer>
      </main>
    </>
  );
}

/** What is late stands with today, what nobody has planned last. An order that has left the list stays while its visit is in hand. */
function inGroups(phone: Phone, today: string, shown: (day: string) => Label): readonly (readonly [Label, readonly DayOrder[]])[] {
  const listed = phone.day?.orders ?? [];
  const inHand = phone.drafts.filter((d) => d.queuedAt === null && !listed.some((o) => o.id === d.order.id)).map((d) => d.order);
  const all = [...listed, ...inHand];
  const days = [...new Set(all.flatMap((o) => (o.day !== null && o.day > today ? [o.day] : [])))].sort();
  const unplanned = all.filter((o) => o.day === null);
  return [
    [['今天', 'Today'], all.filter((o) => o.day !== null && o.day <= today)],
    ...(unplanned.length > 0 ? [[['未排时间', 'Not planned'], unplanned] as const] : []),
    ...days.map((day) => [shown(day), all.filter((o) => o.day === day)] as const),
  ];
}

/** What has arrived in the last days, conflicts first; those that still stand in the list above are not said twice. */
function Arrived({ phone }: { readonly phone: Phone }) {
  const { t } = useText();
  const format = useFormat();
  const listed = new Set(phone.day?.orders.map((o) => o.id));
  const visits = (phone.day?.visits ?? []).filter((v) => !listed.has(v.order)).sort((a, b) => Number(b.state === 'conflict') - Number(a.state === 'conflict'));
  if (visits.length === 0) return null;
  return (
    <section className="group" aria-label={t(['近日送达', 'Delivered lately'])}>
      <h2>{t(['近日送达', 'Delivered lately'])}</h2>
      <ul>
        {visits.map((v) => (
          <li key={v.id}>
            <a className="card" href={`#/visit/${v.order}`}>
              <span className="card-head"><span className="hours">{v.orderNumber}</span><Tag tone={v.state === 'conflict' ? 'cinnabar' : v.state === 'kept' ? 'grey' : 'bamboo'}>{t(v.stateLabel)}</Tag></span>
              <strong>{v.customer}</strong>
              <span className="soft">{t([`服务器收到 ${format.dateTime(v.receivedAt)}`, `Received ${format.dateTime(v.receivedAt)}`])}</span>
            </a>
          </li>
        ))}
      </ul>
    </section>
  );
}

function OrderCard({ order, phone }: { readonly order: DayOrder; readonly phone: Phone }) {
  const { t } = useText();
  const format = useFormat();
  const draft = currentDraft(phone.drafts, order.id, phone.day?.visits ?? []);
  const hours = order.plannedFrom ? [order.plannedFrom, order.plannedTo].flatMap((at) => (at ? [format.time(at)] : [])).join('–') : '';
  return (
    <a className="card" href={`#/visit/${order.id}`}>
      <span className="card-head"><span className="hours">{hours || t(['时间待定', 'No time yet'])}</span>{order.urgent && <Tag tone="cinnabar">{t(order.priority)}</Tag>}<Stage draft={draft} order={order} phone={phone} /></span>
      <strong>{order.customer}</strong>
      {order.site && <span>{order.site}</span>}
      {order.address && <span className="soft">{order.address}</span>}
      <span className="soft">{[order.type, order.equipment].filter((x) => x !== '').join(' · ')}</span>
    </a>
  );
}

export function Stage({ draft, order, phone }: { readonly draft: Draft | undefined; readonly order: DayOrder; readonly phone: Phone }) {
  const { t } = useText();
  if (phone.day?.visits.some((v) => v.order === order.id && v.state === 'conflict')) return <Tag tone="cinnabar">{t(['有冲突', 'Conflict'])}</Tag>;
  const stage = stageOf(draft);
  if (stage === 'queued') {
    const items = phone.box.items.filter((item) => item.group === draft!.id && item.essential);
    if (items.some((item) => item.standing === 'refused')) return <Tag tone="cinnabar">{t(['未被接受', 'Not accepted'])}</Tag>;
    return items.every((item) => item.standing === 'sent') ? <Tag tone="bamboo">{t(['已送达', 'Delivered'])}</Tag> : <Tag tone="amber">{t(['待发送', 'To be sent'])}</Tag>;
  }
  if (stage === 'signed') return <Tag tone="amber">{t(['已签名，未发送', 'Signed, not sent'])}</Tag>;
  if (stage === 'underway') return <Tag tone="azurite">{draft!.arrivedAt ? t(['在现场', 'On site']) : t(['进行中', 'In hand'])}</Tag>;
  return <Tag tone="grey">{t(order.stateLabel)}</Tag>;
}
