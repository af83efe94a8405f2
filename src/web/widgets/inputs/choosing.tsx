/** Chosen from a closed list: one, several, or yes and no. Few choices lie open, many fold into a list. */
import { Checkbox, Radio, Select } from 'antd';
import { useText } from '../../i18n/index.tsx';
import { choicesOf } from '../kinds/choice.tsx';
import { asList, asText, described, type InputProps, isEmpty, labelled } from '../widget.ts';

export function ChoiceInput({ field, value, onChange, id, disabled, status }: InputProps) {
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

export function ChoicesInput({ field, value, onChange, id, disabled, status }: InputProps) {
  const { t } = useText();
  const options = choicesOf(field).map(([name, label]) => ({ value: name, label: t(label) }));
  const chosen = [...asList(value)];
  if (options.length <= 8) {
    return (
      <div role="group" {...labelled(id)}>
        <Checkbox.Group value={chosen} options={options} disabled={disabled ?? false} onChange={(next) => onChange(next)} />
      </div>
    );
  }
  return (
    <Select
      {...described(id, status)}
      {...labelled(id)}
      className="w-full"
      mode="multiple"
      value={chosen}
      options={options}
      disabled={disabled ?? false}
      {...(status ? { status } : {})}
      showSearch={{ optionFilterProp: 'label' }}
      virtual={false}
      onChange={(next) => onChange(next)}
    />
  );
}

/** Nobody has answered until one of the two is ticked, as on paper. */
export function YesNoInput({ value, onChange, id, disabled }: InputProps) {
  const { t } = useText();
  return (
    <Radio.Group
      {...labelled(id)}
      {...(id ? { id } : {})}
      value={value ?? undefined}
      disabled={disabled ?? false}
      onChange={(e) => onChange(e.target.value)}
      options={[
        { value: true, label: t(['是', 'Yes']) },
        { value: false, label: t(['否', 'No']) },
      ]}
    />
  );
}
