/** The parts that every form of the way in is made of: a field with its problem, and a form that sends, waits, and says what went wrong. */
import { useMutation } from '@tanstack/react-query';
import { Button } from 'antd';
import { type FormEvent, type ReactNode, useId } from 'react';
import type { Label } from '../../kernel/api.ts';
import { ApiRefusal, messageOf } from '../client.ts';
import { useText } from '../i18n/index.tsx';

export function SignInField({ id, label, problem, hint, children }: { readonly id: string; readonly label: Label; readonly problem?: Label | undefined; readonly hint?: Label; readonly children: ReactNode }) {
  const { t } = useText();
  return (
    <div className="sign-in-field">
      <label htmlFor={id}>{t(label)}</label>
      {children}
      {(problem ?? hint) && <span id={`${id}-help`} className={problem ? 'w-problem' : 'w-note'}>{t((problem ?? hint)!)}</span>}
    </div>
  );
}

export interface Sending { readonly problem: (name: string) => Label | undefined; readonly busy: boolean }

/** `ready`: what is missing, in words, or null. */
export function SignInStep({ submit, submitText, ready = null, before, children }: {
  readonly submit: () => Promise<unknown>; readonly submitText: Label; readonly ready?: Label | null; readonly before?: ReactNode; readonly children: (sending: Sending) => ReactNode;
}) {
  const { t } = useText();
  const form = useId();
  const sending = useMutation({ mutationFn: async () => { if (ready) throw new ApiRefusal(422, { code: 'incomplete', message: ready }); await submit(); } });
  const fields = sending.error instanceof ApiRefusal ? (sending.error.body.fields ?? {}) : {};
  const send = (event: FormEvent) => { event.preventDefault(); sending.mutate(); };
  return (
    <form id={form} onSubmit={send} noValidate aria-busy={sending.isPending} className="sign-in-form">
      {sending.error && <p role="alert" className="sign-in-error">{t(messageOf(sending.error))}</p>}
      {before}
      {children({ problem: (name) => fields[name], busy: sending.isPending })}
      <Button type="primary" size="large" htmlType="submit" block loading={sending.isPending}>{t(submitText)}</Button>
    </form>
  );
}
