/** Why somebody wants to see personal data in clear: the server writes the reason down. */
import { useMutation } from '@tanstack/react-query';
import { Input, Modal } from 'antd';
import { useId, useState } from 'react';
import type { FieldMeta, Row } from '../../kernel/api.ts';
import { api } from '../client.ts';
import { useText } from '../i18n/index.tsx';
import { RefusalNote } from './refusal-note.tsx';

export function AskReason({
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
