/** One input outside the forms that are drawn from definitions, with a label that only a screen reader hears. */
import { useId } from 'react';
import type { FieldMeta } from '../../../kernel/api.ts';
import { inputOf } from './index.tsx';

export function NamedInput({ field, label, value, onChange }: { readonly field: FieldMeta; readonly label: string; readonly value: unknown; readonly onChange: (value: unknown) => void }) {
  const id = useId();
  return <span className="filter-named"><label id={`${id}-label`} htmlFor={id} className="visually-hidden">{label}</label><span id={`${id}-help`} hidden />{inputOf(field, { id, value, onChange })}</span>;
}
