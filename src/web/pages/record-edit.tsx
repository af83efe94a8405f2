/** Changing the fields of a record: only what was changed is sent, with the version it was changed from. */
import { useQueryClient } from '@tanstack/react-query';
import { Modal } from 'antd';
import { useState } from 'react';
import type { FieldMeta, RegisterMeta, Row, Titles, Written } from '../../kernel/api.ts';
import { api, keys } from '../client.ts';
import { useText } from '../i18n/index.tsx';
import { conflictWith, type Difference, DifferencesNote } from '../widgets/conflict.tsx';
import type { Values } from '../widgets/draft.ts';
import { FieldForm } from '../widgets/field-form.tsx';
import { inputFrom } from '../widgets/step-form.tsx';

const REASON: FieldMeta = {
  name: '$reason',
  kind: 'text',
  label: ['修改原因', 'Reason for the change'],
  optional: true,
  personal: false,
  options: { max: 200 },
  hint: ['会写进这条记录的经过', 'Goes into the record’s history'],
  readonly: false,
};

export function EditDialog({
  meta,
  row,
  titles,
  onClose,
}: {
  readonly meta: RegisterMeta;
  readonly row: Row;
  readonly titles: Titles;
  onClose(): void;
}) {
  const { t } = useText();
  const client = useQueryClient();
  const [base, setBase] = useState(row);
  const [differences, setDifferences] = useState<readonly Difference[]>([]);
  const fields = meta.fields.filter((field) => !field.readonly).map((field) => (field.personal ? maskedField(field, row) : field));
  return (
    <Modal
      open
      footer={null}
      onCancel={onClose}
      width={{ xs: '100%', md: 860 }}
      className="w-dialog"
      mask={{ closable: false }}
      title={
        <>
          {t([`修改${meta.label[0]}`, `Edit ${meta.label[1]}`])} <span className="w-figure w-quiet">{row.number}</span>
        </>
      }>
      <FieldForm
        scope={meta.name}
        name={`${meta.name}.${row.id}.edit`}
        fields={[...fields, REASON]}
        initial={editable(fields, row)}
        titles={titles}
        submitText={['保存', 'Save']}
        onCancel={onClose}
        notice={<DifferencesNote differences={differences} />}
        submit={async ({ values, key }) => {
          try {
            const reason = String(values['$reason'] ?? '').trim();
            await api.patch<Written>(
              `/records/${meta.name}/${row.id}`,
              { version: base.version, values: changed(fields, row, values), ...(reason ? { reason } : {}) },
              { key },
            );
            await client.invalidateQueries({ queryKey: keys.records(meta.name) });
            onClose();
          } catch (failure) {
            const conflict = await conflictWith(failure, meta, base, t);
            if (conflict) {
              setBase(conflict.now);
              setDifferences(conflict.differences);
            }
            throw failure;
          }
        }}
      />
    </Modal>
  );
}

/** Personal data is not here in clear: the input starts empty, and empty means unchanged. */
function maskedField(field: FieldMeta, row: Row): FieldMeta {
  const masked = row[field.name];
  if (masked === null || masked === undefined) return field;
  return { ...field, optional: true, hint: [`现为 ${String(masked)}，不改请留空`, `Now ${String(masked)}; leave empty to keep it`] };
}
const editable = (fields: readonly FieldMeta[], row: Row): Values =>
  Object.fromEntries(fields.map((field) => [field.name, field.personal ? undefined : row[field.name]]));

function changed(fields: readonly FieldMeta[], row: Row, values: Values): Values {
  const input = inputFrom(
    fields.map((field) => field.name),
    values,
  );
  return Object.fromEntries(
    fields
      .filter((field) =>
        field.personal ? input[field.name] !== null : JSON.stringify(input[field.name] ?? null) !== JSON.stringify(row[field.name] ?? null),
      )
      .map((field) => [field.name, input[field.name]]),
  );
}
