/** On a unit's page: what is under warranty today and why, and the QR label to print. */
import { useQuery } from '@tanstack/react-query';
import { Button } from 'antd';
import { useState } from 'react';
import { api, keys } from '../../../../web/client.ts';
import { useFormat, useText } from '../../../../web/i18n/index.tsx';
import type { PanelProps } from '../../../../web/shell/overrides.ts';
import { RefusalNote } from '../../../../web/widgets/refusal-note.tsx';
import { Section } from '../../../../web/widgets/section.tsx';
import type { UnitToday } from '../warranty.ts';
import { LabelDialog } from './label-dialog.tsx';
import { WarrantyCards } from './warranty-cards.tsx';
import './equipment.css';

const QUERY = 'equipment_today';

export function UnitTodayPanel({ page }: PanelProps) {
  const { t } = useText();
  const format = useFormat();
  const [printing, setPrinting] = useState(false);
  // The version is part of the key: after a step the warranty is asked for again.
  const found = useQuery({ queryKey: keys.query(QUERY, { equipment: page.row.id, version: page.row.version }), queryFn: () => api.get<UnitToday | null>(`/queries/${QUERY}`, { params: { equipment: page.row.id } }) });
  if (found.error) return <RefusalNote error={found.error} />;
  if (!found.data) return null;
  const { day, warranty, label } = found.data;
  return (
    <Section title={t([`保修（${day}）`, `Warranty on ${format.date(day)}`])} extra={label && <Button size="small" onClick={() => setPrinting(true)}>{t(['打印二维码标签', 'Print the QR label'])}</Button>}>
      <WarrantyCards results={{ parts: warranty.parts.result, labour: warranty.labour.result, travel: warranty.travel.result }}
        basis={{ parts: warranty.parts.explanation, labour: warranty.labour.explanation, travel: warranty.travel.explanation }}
        until={{ parts: warranty.parts.until, labour: warranty.labour.until, travel: warranty.travel.until }} />
      {label && <LabelDialog open={printing} onClose={() => setPrinting(false)} label={label} model={String(page.row['model'] ?? '')} serial={String(page.row['serial'] ?? '')} number={page.row.number} />}
    </Section>
  );
}
