/**
 * Personal data in a record: it arrives masked. Seeing it in clear asks for a work reason, which the server writes
 * down; after a minute it is masked again, because screens at a counter have two sides.
 */
import { Button } from 'antd';
import { type ReactNode, useEffect, useState } from 'react';
import type { FieldMeta, Row } from '../../kernel/api.ts';
import { useText } from '../i18n/index.tsx';
import { later } from './later.tsx';

const AskReason = later(async () => (await import('./ask-reason.tsx')).AskReason, null);

const SHOWN_FOR_MS = 60_000;

export function Personal({
  register,
  field,
  row,
  masked,
}: {
  readonly register: string;
  readonly field: FieldMeta;
  readonly row: Row;
  readonly masked: ReactNode;
}) {
  const { t } = useText();
  const [asking, setAsking] = useState(false);
  const [clear, setClear] = useState<string | null>(null);
  useEffect(() => {
    if (clear === null) return;
    const timer = setTimeout(() => setClear(null), SHOWN_FOR_MS);
    return () => clearTimeout(timer);
  }, [clear]);
  const name = t(field.label);
  return (
    <span className="w-personal">
      <span>{clear ?? masked}</span>
      {clear === null ? (
        <Button size="small" type="link" onClick={() => setAsking(true)} aria-label={t([`显示${name}`, `Show ${name}`])}>
          {t(['显示', 'Show'])}
        </Button>
      ) : (
        <Button size="small" type="link" onClick={() => setClear(null)} aria-label={t([`隐藏${name}`, `Hide ${name}`])}>
          {t(['隐藏', 'Hide'])}
        </Button>
      )}
      {asking && (
        <AskReason
          register={register}
          field={field}
          row={row}
          onClose={() => setAsking(false)}
          onClear={(value) => {
            setClear(value);
            setAsking(false);
          }}
        />
      )}
    </span>
  );
}
