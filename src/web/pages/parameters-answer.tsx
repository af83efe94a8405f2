/** Answering one question of the rulebook: from which day, what, and why; the answer carries the name of who gave it. */
import { useQueryClient } from '@tanstack/react-query';
import { Modal } from 'antd';
import type { FieldMeta, ParameterRow, Written } from '../../kernel/api.ts';
import { api } from '../client.ts';
import { useFormat, useText } from '../i18n/index.tsx';
import { useMe } from '../shell/session.tsx';
import { FieldForm } from '../widgets/field-form.tsx';
import { inputFrom } from '../widgets/step-form.tsx';

const plain = { optional: false, personal: false, readonly: false } as const;
const FROM: FieldMeta = {
  ...plain,
  name: 'from',
  kind: 'date',
  label: ['自哪天起', 'From'],
  options: {},
  hint: ['按业务发生的日期取值，以前的事不受影响', 'Looked up by the day of the event; what happened before stays as it was'],
};
const REASON: FieldMeta = { ...plain, name: 'reason', kind: 'longText', label: ['理由', 'Reason'], options: { max: 500 }, hint: null };

export function ParameterAnswer({ row, onClose }: { readonly row: ParameterRow; onClose(): void }) {
  const { t } = useText();
  const me = useMe();
  const format = useFormat();
  const client = useQueryClient();
  const fields = [{ ...row.field, name: 'value', label: ['取值', 'Value'] as const, optional: false, readonly: false }, FROM, REASON];
  return (
    <Modal open footer={null} onCancel={onClose} width={560} className="w-dialog" title={t(row.label)} mask={{ closable: false }}>
      <FieldForm
        name={`parameter.${row.name}`}
        fields={fields}
        initial={{ value: row.current ?? row.suggestion?.value, from: format.day(new Date()) }}
        submitText={['确定', 'Answer']}
        onCancel={onClose}
        submit={async ({ values, key }) => {
          await api.post<Written>(`/parameters/${row.name}`, inputFrom(['from', 'value', 'reason'], values), { key });
          await client.invalidateQueries({ queryKey: ['parameters'] });
          onClose();
        }}>
        <p className="w-hint">{t(row.help)}</p>
        {row.suggestion && (
          <p className="w-hint">
            {t(['建议：', 'Suggestion: '])}
            {t(row.suggestion.why)}
          </p>
        )}
        <p className="w-quiet">{t([`以 ${me.displayName} 的名义作答`, `Answered in the name of ${me.displayName}`])}</p>
      </FieldForm>
    </Modal>
  );
}
