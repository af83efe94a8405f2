/** A visit on its way or arrived: what has gone, what waits, what was refused and why; and the same button, which adds nothing. */
import { useFormat, useText } from '../../../../../web/i18n/index.tsx';
import type { DayVisit } from '../../day.ts';
import type { VisitDocument } from '../../document.rules.ts';
import { Delivered } from './delivered.tsx';
import type { Draft } from './draft.ts';
import { Paper } from './paper.tsx';
import { Banner } from './parts.tsx';
import type { Phone } from './use-phone.ts';

export function Queued({ draft, phone, arrived }: { readonly draft: Draft; readonly phone: Phone; readonly arrived: DayVisit | undefined }) {
  const { t } = useText();
  const format = useFormat();
  const items = phone.box.items.filter((item) => item.group === draft.id && item.essential);
  const sent = items.filter((item) => item.standing === 'sent').length;
  const refused = items.find((item) => item.standing === 'refused');
  const all = sent === items.length;
  return (
    <>
      {refused && <Banner tone="cinnabar" action={[t(['再发一次', 'Try again']), () => void phone.outbox?.replace(refused.id, { ...refused, standing: 'waiting', notBefore: 0 })]}>{t(refused.refusal?.message ?? ['服务器没有接受', 'The server did not accept it'])}</Banner>}
      {!all && !refused && <Banner tone="amber" action={[t(['现在发送', 'Send now']), () => void phone.outbox?.sendNow()]}>{phone.box.reachable ? t([`待发送：已送出 ${sent} / ${items.length}`, `Waiting: ${sent} of ${items.length} sent`]) : t(['未联网。已存在手机里，联网后自动发送，只送一次。', 'Offline. It is stored on this phone and goes once, by itself, when there is a network.'])}</Banner>}
      {all && !arrived && <Banner tone="bamboo">{t(['已送达', 'Delivered'])}</Banner>}
      {arrived && <Delivered visit={arrived} />}
      <dl className="times">
        <div><dt>{t(['签名时间（手机）', 'Signed (phone)'])}</dt><dd>{draft.signedAt ? format.dateTime(draft.signedAt) : ''}</dd></div>
        <div><dt>{t(['放入待发送（手机）', 'Queued (phone)'])}</dt><dd>{draft.queuedAt ? format.dateTime(draft.queuedAt) : ''}</dd></div>
      </dl>
      {draft.signedText && <Paper document={JSON.parse(draft.signedText) as VisitDocument} />}
    </>
  );
}
