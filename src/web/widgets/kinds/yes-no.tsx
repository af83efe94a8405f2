/** Yes or no (是/否). Nobody has answered until one of the two is ticked, as on paper. */
import { Radio } from 'antd';
import { useText } from '../../i18n/index.tsx';
import { type InputProps, isEmpty, labelled, type Widget } from '../widget.ts';

export const yesNo: Widget = {
  input: YesNoInput,
  text: (value, _field, { t }) => (isEmpty(value) ? '' : value === true ? t(['是', 'Yes']) : t(['否', 'No'])),
};

function YesNoInput({ value, onChange, id, disabled }: InputProps) {
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
