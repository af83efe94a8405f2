/** What the server made of a visit: its numbers, and when it arrived by the server's clock. */
import { useFormat, useText } from '../../../../../web/i18n/index.tsx';
import type { DayVisit } from '../../day.ts';

export function Delivered({ visit }: { readonly visit: DayVisit }) {
  const { t } = useText();
  const format = useFormat();
  return (
    <section className="delivered" data-settled={visit.state !== 'conflict'} aria-label={t(['送达', 'Delivered'])}>
      <h2>{t(visit.stateLabel)}</h2>
      <dl>
        <div><dt>{t(['到访记录', 'Visit'])}</dt><dd>{visit.number}</dd></div>
        {visit.report && <div><dt>{t(['服务报告', 'Service report'])}</dt><dd>{visit.report}</dd></div>}
        {visit.receipt && <div><dt>{t(['回执', 'Receipt'])}</dt><dd>{visit.receipt}</dd></div>}
        <div><dt>{t(['服务器收到', 'Server received'])}</dt><dd>{format.dateTime(visit.receivedAt)}</dd></div>
      </dl>
    </section>
  );
}
