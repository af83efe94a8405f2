/** Several of a closed list (多选). */
import { Checkbox, Select, Tag } from 'antd';
import { useText } from '../../i18n/index.tsx';
import { asList, type CellProps, described, type InputProps, labelled, type Widget } from '../widget.ts';
import { choicesOf, choiceText } from './choice.tsx';

export const choices: Widget = {
  input: ChoicesInput,
  text: (value, field, { t }) =>
    asList(value)
      .map((one) => choiceText(field, one, t))
      .join(t(['、', ', '])),
  cell: ChoicesCell,
};

function ChoicesInput({ field, value, onChange, id, disabled, status }: InputProps) {
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

function ChoicesCell({ value, field }: CellProps) {
  const { t } = useText();
  return (
    <>
      {asList(value).map((one) => (
        <Tag key={one}>{choiceText(field, one, t)}</Tag>
      ))}
    </>
  );
}
