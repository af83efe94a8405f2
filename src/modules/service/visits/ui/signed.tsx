/** A visit at the desk (到访记录): what the customer signed on the left, how the order stands now and why it did not fit on the right. Serves AC-33. */
import { useQuery } from '@tanstack/react-query';
import type { RecordPage } from '../../../../kernel/api.ts';
import { api, keys } from '../../../../web/client.ts';
import { useFormat, useText } from '../../../../web/i18n/index.tsx';
import { useRegister } from '../../../../web/shell/session.tsx';
import type { PanelProps } from '../../../../web/shell/overrides.ts';
import { Go, recordHref } from '../../../../web/widgets/go.tsx';
import { Section } from '../../../../web/widgets/section.tsx';
import type { Problem } from '../conflict.rules.ts';
import type { VisitDocument } from '../document.rules.ts';
import { Paper } from './phone/paper.tsx';
import './signed.css';

export function SignedVisit({ page: { row } }: PanelProps) {
  const { t } = useText();
  const document = parsed<VisitDocument>(row['document']);
  const problems = parsed<readonly Problem[]>(row['problems']) ?? [];
  if (!document) return <p className="w-quiet">{t(['手机还在发送，客户签过的内容尚未到。', 'The phone is still sending; what was signed has not arrived.'])}</p>;
  return (
    <div className="signed-visit">
      <Section title={t(['客户签名的内容', 'What the customer signed'])} quiet><Paper document={document} /></Section>
      <Section title={problems.length > 0 ? t(['为什么办不成', 'Why it could not be taken']) : t(['指令现状', 'The order now'])} quiet>
        {problems.length > 0 && <ul className="signed-problems">{problems.map((p) => <li key={p.why[0]}>{t(p.why)}</li>)}</ul>}
        <OrderNow id={String(row['service_order'])} document={document} />
      </Section>
    </div>
  );
}

/** Line by line, as signed and as it stands. */
function OrderNow({ id, document }: { readonly id: string; readonly document: VisitDocument }) {
  const { t } = useText();
  const format = useFormat();
  const states = useRegister('service_order')?.states ?? [];
  const order = useQuery({ queryKey: keys.record('service_order', id), queryFn: () => api.get<RecordPage>(`/records/service_order/${id}`), retry: false });
  if (!order.data) return null;
  const { row, titles } = order.data;
  const named = (field: string) => titles[String(row[field])] ?? '—';
  const lines = [
    [t(['状态', 'State']), t(['在现场办完', 'Done on site']), t(states.find((s) => s.name === row.state)?.label ?? [row.state, row.state])],
    [t(['技术员', 'Technician']), document.technician, named('technician')],
    [t(['完工', 'Finished']), format.dateTime(document.finished_at), row['finished_at'] ? format.dateTime(String(row['finished_at'])) : '—'],
    [t(['结果', 'Outcome']), document.outcome === 'resolved' ? t(['已解决', 'Resolved']) : t(['有遗留问题', 'Remainder left']), row['outcome'] ? (row['outcome'] === 'resolved' ? t(['已解决', 'Resolved']) : t(['有遗留问题', 'Remainder left'])) : '—'],
  ] as const;
  return (
    <div className="w-scroll">
      <table className="w-report">
        <caption>{t(['签名时与现在', 'As signed and now'])}</caption>
        <thead><tr><th scope="col"><Go href={recordHref('service_order', id)}>{row.number}</Go></th><th scope="col">{t(['签名时', 'As signed'])}</th><th scope="col">{t(['现在', 'Now'])}</th></tr></thead>
        <tbody>{lines.map(([what, signed, now]) => <tr key={what}><th scope="row">{what}</th><td>{signed}</td><td>{now}</td></tr>)}</tbody>
      </table>
    </div>
  );
}

function parsed<T>(text: unknown): T | null {
  try {
    return typeof text === 'string' ? JSON.parse(text) as T : null;
  } catch {
    return null;
  }
}
