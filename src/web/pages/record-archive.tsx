/** Taking a record out of daily sight, or bringing it back; nothing is deleted. */
import { useQueryClient } from '@tanstack/react-query';
import { Modal } from 'antd';
import type { FieldMeta, RegisterMeta, Row, Written } from '../../kernel/api.ts';
import { api, keys } from '../client.ts';
import { useText } from '../i18n/index.tsx';
import { FieldForm } from '../widgets/field-form.tsx';

const REASON: FieldMeta = {
  name: 'reason',
  kind: 'text',
  label: ['事由', 'Reason'],
  optional: false,
  personal: false,
  options: { max: 200 },
  hint: null,
  readonly: false,
};

export function ArchiveDialog({
  meta,
  row,
  what,
  onClose,
}: {
  readonly meta: RegisterMeta;
  readonly row: Row;
  readonly what: 'archive' | 'restore';
  onClose(): void;
}) {
  const { t } = useText();
  const client = useQueryClient();
  const verb = what === 'archive' ? (['归档', 'Archive'] as const) : (['恢复', 'Restore'] as const);
  return (
    <Modal open footer={null} onCancel={onClose} width={480} title={`${t(verb)} ${row.number}`}>
      <FieldForm
        name={`${meta.name}.${row.id}.${what}`}
        fields={[REASON]}
        initial={{}}
        submitText={verb}
        danger={what === 'archive'}
        onCancel={onClose}
        submit={async ({ values, key }) => {
          await api.post<Written>(`/records/${meta.name}/${row.id}/${what}`, { reason: String(values['reason']).trim() }, { key });
          await client.invalidateQueries({ queryKey: keys.records(meta.name) });
          onClose();
        }}>
        {what === 'archive' && (
          <p className="w-hint">
            {t([
              '归档后不再出现在日常台账里，经过、单据和账目都保留。',
              'An archived record leaves the daily lists; its history, slips and ledger stay.',
            ])}
          </p>
        )}
      </FieldForm>
    </Modal>
  );
}
