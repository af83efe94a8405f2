/** One of a closed list (单选). Few choices lie open, many fold into a list. */
import { Radio, Select } from 'antd';
import type { FieldMeta, Label } from '../../../kernel/api.ts';
import { useText } from '../../i18n/index.tsx';
import { asText, described, type InputProps, isEmpty, isLabel, labelled, type Translate, type Widget } from '../widget.ts';

export const choice: Widget = {
  input: ChoiceInput,
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

function ChoiceInput({ field, value, onChange, id, disabled, status }: InputProps) {
  const { t } = useText();
  const options = choicesOf(field).map(([name, label]) => ({ value: name, label: t(label) }));
  const width = options.reduce((sum, option) => sum + option.label.length + 3, 0);
  if (!field.optional && width <= 30) {
    return (
      <Radio.Group
        {...labelled(id)}
        {...(id ? { id } : {})}
        value={value ?? undefined}
        options={options}
        disabled={disabled ?? false}
        onChange={(e) => onChange(e.target.value)}
      />
    );
  }
  return (
    <Select
      {...described(id, status)}
      {...labelled(id)}
      className="w-full"
      value={isEmpty(value) ? null : asText(value)}
      options={options}
      disabled={disabled ?? false}
      {...(status ? { status } : {})}
      allowClear={field.optional}
      showSearch={options.length > 7 ? { optionFilterProp: 'label' } : false}
      virtual={false}
      placeholder={t(['请选择', 'Choose'])}
      onChange={(next) => onChange(next ?? null)}
    />
  );
}
