/** One of a closed list (单选). */
import type { FieldMeta, Label } from '../../../kernel/api.ts';
import { asText, isLabel, type Translate, type Widget } from '../widget.ts';

export const choice: Widget = {
  text: (value, field, { t }) => choiceText(field, asText(value), t),
};

export function choicesOf(field: FieldMeta): readonly (readonly [value: string, label: Label])[] {
  const choices = field.options['choices'];
  if (typeof choices !== 'object' || choices === null) return [];
  return Object.entries(choices).flatMap(([value, label]) => (isLabel(label) ? [[value, label] as const] : []));
}
export const choiceText = (field: FieldMeta, value: string, t: Translate): string => {
  const found = choicesOf(field).find(([name]) => name === value);
  return found ? t(found[1]) : value;
};
