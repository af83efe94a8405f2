/** One field of a form: its label, its input, its hint, and what is wrong with it right beside it. */
import type { FieldMeta, Label, Titles } from '../../kernel/api.ts';
import { useText } from '../i18n/index.tsx';
import { widgetOf } from './index.tsx';
import { inputOf } from './inputs/index.tsx';
import { useOverrides } from './known.ts';

export interface FieldInputProps {
  readonly id: string;
  readonly scope?: string;
  readonly field: FieldMeta;
  readonly value: unknown;
  onChange(value: unknown): void;
  readonly problem?: Label | null;
  readonly disabled?: boolean;
  readonly titles?: Titles;
}

/** Kinds whose input is a group: a label element would point at nothing. */
const GROUPS: ReadonlySet<string> = new Set(['yesNo', 'choice', 'choices', 'period', 'attachment', 'photo', 'signature']);

export function FieldInput({ id, scope, field, value, onChange, problem = null, disabled = false, titles }: FieldInputProps) {
  const { t } = useText();
  const { field: inputs, hint: hints } = useOverrides();
  const Own = inputs?.[`${scope}.${field.name}`];
  const hint = hints?.[`${scope}.${field.name}`] ?? field.hint;
  const status = problem ? { status: 'error' as const } : {};
  const Tag = GROUPS.has(field.kind) ? 'span' : 'label';
  return (
    <div className={widgetOf(field).wide ? 'w-field w-wide' : 'w-field'} data-problem={problem ? true : undefined}>
      <Tag id={`${id}-label`} className="w-label" {...(Tag === 'label' ? { htmlFor: id } : {})}>
        {t(field.label)}
        {field.optional ? <small>{t(['（选填）', ' (optional)'])}</small> : <abbr title={t(['必填', 'required'])}>*</abbr>}
      </Tag>
      {Own ? (
        <Own field={field} id={id} value={value} onChange={onChange} disabled={disabled} {...status} />
      ) : (
        inputOf(field, { id, value, onChange, disabled, titles, ...status })
      )}
      <span id={`${id}-help`} className={problem ? 'w-problem' : 'w-note'}>
        {problem ? t(problem) : hint ? t(hint) : null}
      </span>
    </div>
  );
}
