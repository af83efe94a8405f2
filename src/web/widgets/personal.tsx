/**
 * Personal data in a record: it arrives masked. Seeing it in clear asks for a work reason, which the server writes
 * down; after a minute it is masked again, because screens at a counter have two sides.
 */
import { Button, Input, Modal } from 'antd';
import { type ReactNode, useEffect, useId, useState } from 'react';
import { useMutation } from '@tanstack/react-query';
import type { FieldMeta, Row } from '../../kernel/api.ts';
import { api } from '../client.ts';
import { useText } from '../i18n/index.tsx';
import { RefusalNote } from './refusal-note.tsx';

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

function AskReason({
  register,
  field,
  row,
  onClose,
  onClear,
}: {
  readonly register: string;
  readonly field: FieldMeta;
  readonly row: Row;
  onClose(): void;
  onClear(value: string): void;
}) {
  const { t } = useText();
  const id = useId();
  const [reason, setReason] = useState('');
  const disclose = useMutation({
    mutationFn: () =>
      api.post<{ readonly value: unknown }>(`/api/records/${register}/${row.id}/disclose`, { field: field.name, reason: reason.trim() }),
    onSuccess: ({ value }) => onClear(String(value ?? '')),
  });
  const ready = reason.trim().length >= 2;
  return (
    <Modal
      open
      title={t([`查看${t(field.label)}`, `See ${t(field.label)}`])}
      onCancel={onClose}
      onOk={() => disclose.mutate()}
      okText={t(['显示', 'Show'])}
      cancelText={t(['取消', 'Cancel'])}
      okButtonProps={{ disabled: !ready, loading: disclose.isPending }}
      width={440}>
      <RefusalNote error={disclose.error} />
      <label htmlFor={id}>{t(['工作原因（会记入审计）', 'Work reason (goes into the audit trail)'])}</label>
      <Input
        id={id}
        autoFocus
        value={reason}
        maxLength={200}
        onChange={(e) => setReason(e.target.value)}
        onPressEnter={(e) => {
          if (ready && !e.nativeEvent.isComposing) disclose.mutate();
        }}
      />
    </Modal>
  );
}
