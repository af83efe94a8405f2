/** A small dialog that changes how somebody signs in: their password once more, and what else it needs. Nothing typed here enters a draft. */
import { useMutation } from '@tanstack/react-query';
import { Input, Modal } from 'antd';
import { type FormEvent, type ReactNode, useId, useState } from 'react';
import type { Label } from '../../kernel/api.ts';
import { ApiRefusal } from '../client.ts';
import { useText } from '../i18n/index.tsx';
import { RefusalNote } from '../widgets/refusal-note.tsx';

export interface AskedField { readonly name: string; readonly label: Label; readonly hint?: Label; readonly secret?: true; readonly complete?: string; readonly numeric?: true; readonly initial?: string }
export type Given = { readonly [name: string]: string };

export const CURRENT: AskedField = { name: 'current', label: ['当前密码', 'Current password'], secret: true, complete: 'current-password' };

/** `submit` may refuse; what it says about a field stands at that field. */
export function AccountDialog({ title, submitText, fields, before, danger = false, submit, onClose }: {
  readonly title: Label; readonly submitText: Label; readonly fields: readonly AskedField[]; readonly before?: ReactNode; readonly danger?: boolean; readonly submit: (given: Given) => Promise<unknown>; readonly onClose: () => void;
}) {
  const { t } = useText();
  const form = useId();
  const [given, setGiven] = useState<Given>(Object.fromEntries(fields.map((f) => [f.name, f.initial ?? ''])));
  const sending = useMutation({ mutationFn: () => submit(given) });
  const problems = sending.error instanceof ApiRefusal ? (sending.error.body.fields ?? {}) : {};
  const send = (event: FormEvent) => { event.preventDefault(); sending.mutate(); };
  return (
    <Modal open title={t(title)} width={440} onCancel={onClose} okText={t(submitText)} cancelText={t(['取消', 'Cancel'])} okButtonProps={{ htmlType: 'submit', form, loading: sending.isPending, danger }}>
      <form id={form} onSubmit={send} noValidate>
        <RefusalNote error={sending.error} />
        {before}
        {fields.map(({ name, label, hint, secret, complete = 'off', numeric }, at) => {
          const id = `${form}${name}`;
          const problem = problems[name];
          const Box = secret ? Input.Password : Input;
          return (
            <div className="w-field" key={name} data-problem={problem ? '' : undefined}>
              <label className="w-label" htmlFor={id}>{t(label)}</label>
              <Box id={id} autoFocus={at === 0} autoComplete={complete} value={given[name] ?? ''} aria-describedby={`${id}-help`} {...(numeric ? { inputMode: 'numeric' as const } : {})} {...(problem ? { status: 'error' as const, 'aria-invalid': true } : {})}
                onChange={(event) => { sending.reset(); setGiven((was) => ({ ...was, [name]: event.target.value })); }} />
              <span id={`${id}-help`} className={problem ? 'w-problem' : 'w-note'}>{(problem ?? hint) && t((problem ?? hint)!)}</span>
            </div>
          );
        })}
      </form>
    </Modal>
  );
}
