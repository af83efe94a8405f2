/** Doing a duty: what the rules ask for is filled in and signed, and stays as evidence. */
import { useQueryClient } from '@tanstack/react-query';
import { App, Modal } from 'antd';
import type { DutyRow } from '../../kernel/api.ts';
import { api, keys } from '../client.ts';
import { fill, useFormat, useText, words } from '../i18n/index.tsx';
import { useMe } from '../shell/session.tsx';
import { FieldForm } from '../widgets/field-form.tsx';
import { inputFrom, signaturesFrom } from '../widgets/step-form.tsx';

export function DutyDialog({ duty, onClose }: { readonly duty: DutyRow; readonly onClose: () => void }) {
  const { t } = useText();
  const format = useFormat();
  const me = useMe();
  const client = useQueryClient();
  const { message } = App.useApp();
  return (
    <Modal open onCancel={onClose} footer={null} width={680} title={t(duty.label)} mask={{ closable: false }} destroyOnHidden>
      <FieldForm name={`duty.${duty.id}`} fields={duty.form} sign={duty.sign} signer={me} initial={{}} submitText={words.duties.fulfil} onCancel={onClose}
        submit={async ({ values, signed, key }) => {
          await api.post(`/duties/${duty.id}/done`, { input: inputFrom(duty.form.map((field) => field.name), values), signatures: signaturesFrom(duty.sign, signed, undefined) }, { key });
          void client.invalidateQueries({ queryKey: keys.home });
          void client.invalidateQueries({ queryKey: ['duties'] });
          void message.success(t(fill(words.duties.recorded, { what: duty.label })));
          onClose();
        }}>
        <p className="w-hint">{t(fill(words.duties.by, { time: format.dateTime(duty.dueAt) }))}</p>
      </FieldForm>
    </Modal>
  );
}
