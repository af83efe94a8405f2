/** On the page of a look-up, whoever asked sees the customer's data as long as it is open (已打开的客户资料). Serves CC-3.1, AC-13. */
import { useQuery } from '@tanstack/react-query';
import { api, keys } from '../../../../web/client.ts';
import { fill, useFormat, useText } from '../../../../web/i18n/index.tsx';
import type { Overrides, PanelProps } from '../../../../web/shell/overrides.ts';
import { useMe } from '../../../../web/shell/session.tsx';
import { RefusalNote } from '../../../../web/widgets/refusal-note.tsx';
import { saidIn } from '../../../../web/widgets/said.tsx';
import { Section } from '../../../../web/widgets/section.tsx';
import type { OpenedCustomer } from '../look-up.ts';

export const overrides: Overrides = { panel: { customer_lookup: OpenedPanel }, cell: { 'customer_lookup.why': saidIn('why') } };

function OpenedPanel({ page }: PanelProps) {
  const { t } = useText();
  const format = useFormat();
  // Whoever reviews it sees why it was asked, not the customer.
  const asked = page.row['person'] === useMe().id;
  const params = { lookup: page.row.id };
  const opened = useQuery({ queryKey: keys.query('opened_customer', params), queryFn: () => api.get<OpenedCustomer>('/queries/opened_customer', { params }), retry: false, enabled: asked });
  const data = opened.data;
  if (!asked) return null;
  return (
    <Section title={t(['客户资料', 'Customer data'])}>
      <RefusalNote error={opened.error} />
      {data && (
        <>
          <p><b>{data.name}</b> {data.contact ?? ''} <span className="w-figure">{data.phone ?? ''}</span></p>
          {data.address && <p>{data.address}</p>}
          <p className="w-quiet">{t(fill(['可看到 {until}', 'Open until {until}'], { until: format.time(data.until) }))}</p>
        </>
      )}
    </Section>
  );
}
