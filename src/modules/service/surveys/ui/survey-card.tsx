/** One survey as a code to scan, and the same beside a service report and on the survey itself. */
import { useQuery } from '@tanstack/react-query';
import { Button, message } from 'antd';
import { api, keys } from '../../../../web/client.ts';
import { fill, useFormat, useText } from '../../../../web/i18n/index.tsx';
import { QrCode } from '../../../../web/print/qr-code.tsx';
import type { PanelProps } from '../../../../web/shell/overrides.ts';
import { Go, recordHref } from '../../../../web/widgets/go.tsx';
import { Section } from '../../../../web/widgets/section.tsx';
import type { SurveyLink } from '../links.ts';
import './surveys.css';

export function SurveyCard({ survey: s }: { readonly survey: SurveyLink }) {
  const { t } = useText();
  const format = useFormat();
  const [note, holder] = message.useMessage();
  const address = window.location.origin + s.path;
  const copy = async (): Promise<void> => {
    await navigator.clipboard.writeText(address);
    void note.success(t(['已复制，可发给客户', 'Copied; send it to the customer']));
  };
  return (
    <article className="sv-card">
      {holder}
      <QrCode text={address} label={t([`${s.order_number} 满意度调查二维码`, `QR code of the survey on ${s.order_number}`])} />
      <div>
        <b>{s.customer}</b>
        <span><Go href={recordHref('service_order', s.order)}>{s.order_number}</Go>{s.technician ? ` · ${s.technician}` : ''}</span>
        <span className="w-quiet">{s.done_on === null ? '' : t(fill(['{day} 完成，', 'Done on {day}, '], { day: format.date(s.done_on) }))}{t(fill(['{day} 前答复有效', 'to be answered by {day}'], { day: format.date(s.expires_on) }))}</span>
        <Button size="small" className="no-print" onClick={() => void copy()} aria-label={t([`复制 ${s.order_number} 的链接`, `Copy the link of ${s.order_number}`])}>{t(['复制链接', 'Copy the link'])}</Button>
      </div>
    </article>
  );
}

function Waiting({ params }: { readonly params: { readonly report: string } | { readonly survey: string } }) {
  const { t } = useText();
  const found = useQuery({ queryKey: keys.query('survey_links', params), queryFn: () => api.get<{ readonly surveys: readonly SurveyLink[] }>('/queries/survey_links', { params }), retry: false });
  const [survey] = found.data?.surveys ?? [];
  return survey ? <Section quiet title={t(['请客户评价', 'Ask the customer'])}><SurveyCard survey={survey} /></Section> : null;
}

/** On the report it is printed with it, so that the code is on the paper the customer keeps. */
export function ReportSurveyPanel({ page }: PanelProps) {
  return page.row.state === 'draft' ? null : <Waiting params={{ report: page.row.id }} />;
}
export function SurveyPanel({ page }: PanelProps) {
  return page.row.state === 'sent' ? <Waiting params={{ survey: page.row.id }} /> : null;
}
