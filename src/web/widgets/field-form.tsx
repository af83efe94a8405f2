/**
 * The generated form: fields, signatures, messages beside them, the refusal on top. Nothing typed is lost when the
 * server says no, when the network breaks or when the page is reloaded. Ctrl+Enter sends from anywhere in it.
 */
import { Alert, Button, Flex } from 'antd';
import { type FormEvent, type KeyboardEvent, type ReactNode, useEffect, useId, useRef, useState } from 'react';
import type { FieldMeta, Label, Me, SignMeta, Titles } from '../../kernel/api.ts';
import { ApiRefusal } from '../client.ts';
import { useText } from '../i18n/index.tsx';
import { type Draft, type Signed, useDraft, type Values } from './draft.ts';
import { FieldInput } from './field-input.tsx';
import { type Problems, problemsOf, signKey, signsFor, unsigned } from './problem.ts';
import { RefusalNote } from './refusal-note.tsx';
import { SignBlock } from './sign-block.tsx';

export interface FieldFormProps {
  /** Names the draft: one per record and step. */
  readonly name: string;
  /** Register whose module may replace single inputs and hints. */
  readonly scope?: string;
  readonly fields: readonly FieldMeta[];
  readonly initial: Values;
  readonly titles?: Titles;
  readonly sign?: readonly SignMeta[];
  /** Whose name is filled in where the house signs in a post of theirs. */
  readonly signer?: Pick<Me, 'displayName' | 'posts'>;
  readonly submitText: Label;
  readonly danger?: boolean;
  /** Above the fields: what happens, what to look at first. */
  readonly children?: ReactNode;
  /** After the fields. */
  readonly after?: ReactNode;
  /** Between the refusal and the fields, e.g. what somebody else changed meanwhile. */
  readonly notice?: ReactNode;
  submit(draft: Draft): Promise<void>;
  onCancel?(): void;
}

export function FieldForm(props: FieldFormProps) {
  const { name, scope, fields, initial, titles, sign = [], signer, submitText, danger = false, children, after, notice, onCancel } = props;
  const { t } = useText();
  const form = useRef<HTMLFormElement>(null);
  const prefix = useId();
  const held = useDraft(name, { values: { ...initials(fields), ...initial }, signed: emptySignatures(sign, signer) });
  const { draft } = held;
  useFirstInput(form);
  const { problems, clear, error, busy, send } = useSending(props, held, form);
  return (
    <form
      ref={form}
      className="w-form"
      noValidate
      onSubmit={send}
      onKeyDown={(e) => {
        if (isSendKey(e)) form.current?.requestSubmit();
      }}
      aria-busy={busy}>
      {children}
      <RefusalNote error={error} />
      {notice}
      {held.restored && held.changed && !error && <Restored onRestart={held.restart} />}
      <div className="w-fields">
        {fields.map((field) => (
          <FieldInput
            key={field.name}
            id={`${prefix}${field.name}`}
            {...(scope ? { scope } : {})}
            field={field}
            value={draft.values[field.name]}
            {...(titles ? { titles } : {})}
            problem={problems[field.name] ?? null}
            disabled={busy}
            onChange={(value) => {
              held.setValue(field.name, value);
              clear(field.name);
            }}
          />
        ))}
      </div>
      {after}
      {sign.length > 0 && (
        <div className="w-signs">
          {sign.map((one) => (
            <SignBlock
              key={one.name}
              sign={one}
              signed={draft.signed[one.name] ?? emptySignature(one, signer)}
              problem={problems[signKey(one.name)] ? t(problems[signKey(one.name)]!) : ''}
              onChange={(value) => {
                held.setSigned(one.name, value);
                clear(signKey(one.name));
              }}
            />
          ))}
        </div>
      )}
      <Foot submitText={submitText} danger={danger} busy={busy}
        {...(onCancel ? { onCancel: () => { if (!held.changed) held.finish(); onCancel(); } } : {})} />
    </form>
  );
}

function Restored({ onRestart }: { onRestart(): void }) {
  const { t } = useText();
  const action = <Button size="small" onClick={onRestart}>{t(['重新填写', 'Start over'])}</Button>;
  return <Alert type="info" className="w-refusal" title={t(['已恢复上次没有提交的内容', 'What you had not sent is back'])} action={action} />;
}

function Foot({ submitText, danger, busy, onCancel }: Pick<FieldFormProps, 'submitText' | 'danger' | 'onCancel'> & { readonly busy: boolean }) {
  const { t } = useText();
  return (
    <Flex className="w-form-foot" justify="flex-end" gap={8} align="center">
      <span className="w-note w-keys" aria-hidden>Ctrl + Enter</span>
      {onCancel && <Button onClick={onCancel}>{t(['取消', 'Cancel'])}</Button>}
      <Button type="primary" danger={danger ?? false} htmlType="submit" loading={busy}>{t(submitText)}</Button>
    </Flex>
  );
}

/** A form in a dialog is there to be typed into. Not on a phone, where the keyboard would hide what to read first. */
function useFirstInput(form: { readonly current: HTMLFormElement | null }) {
  useEffect(() => {
    if (matchMedia('(pointer: coarse)').matches) return;
    const timer = setTimeout(() => {
      // Whoever is quicker is already typing, perhaps in another field: what they type must not land in the first.
      if (form.current?.contains(document.activeElement)) return;
      form.current?.querySelector<HTMLElement>('.w-field :is(input, textarea):not([type=file])')?.focus({ preventScroll: true });
    }, 60);
    return () => clearTimeout(timer);
  }, [form]);
}

function useSending(
  { fields, sign = [], submit }: FieldFormProps,
  held: ReturnType<typeof useDraft>,
  form: { readonly current: HTMLFormElement | null },
) {
  const [problems, setProblems] = useState<Problems>({});
  const [error, setError] = useState<unknown>(null);
  const [busy, setBusy] = useState(false);
  const point = () =>
    requestAnimationFrame(() => form.current?.querySelector<HTMLElement>('[data-problem] :is(input, textarea, button, [tabindex])')?.focus());
  const attempt = async () => {
    const found = { ...problemsOf(fields, held.draft.values), ...unsigned(sign, held.draft.signed) };
    setProblems(found);
    setError(null);
    if (Object.keys(found).length > 0) return point();
    setBusy(true);
    held.store();
    try {
      await submit(held.draft);
      held.finish();
    } catch (failure) {
      setError(failure);
      if (failure instanceof ApiRefusal) setProblems(failure.body.fields ?? {});
      if (wroteNothing(failure)) held.renew();
      setBusy(false);
      point();
    }
  };
  return {
    problems,
    error,
    busy,
    clear: (name: string) => setProblems(({ [name]: _gone, ...rest }) => rest),
    send: (e: FormEvent) => {
      e.preventDefault();
      e.stopPropagation();
      if (!busy) void attempt();
    },
  };
}

/** What is sent after a refusal is a new request. After a lost answer the key stays: the first one may have been written. */
const wroteNothing = (failure: unknown): boolean =>
  failure instanceof ApiRefusal && failure.status >= 400 && failure.status < 500 && !failure.body.code.includes('idempotency');
const isSendKey = (e: KeyboardEvent): boolean => e.key === 'Enter' && (e.ctrlKey || e.metaKey) && !e.nativeEvent.isComposing;
const initials = (fields: readonly FieldMeta[]): Values =>
  Object.fromEntries(fields.flatMap((field) => (field.options['initial'] === undefined ? [] : [[field.name, field.options['initial']]])));
const emptySignature = (sign: SignMeta, signer: FieldFormProps['signer']): Signed[string] => ({
  signer: signer && signsFor(sign, signer.posts) ? signer.displayName : '',
  kind: 'drawn',
  strokes: '',
  witnesses: ['', ''],
});
const emptySignatures = (sign: readonly SignMeta[], signer: FieldFormProps['signer']): Signed =>
  Object.fromEntries(sign.map((one) => [one.name, emptySignature(one, signer)]));
