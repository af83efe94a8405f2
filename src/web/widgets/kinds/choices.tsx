/** Several of a closed list (多选). */
import { Tag } from 'antd';
import { useText } from '../../i18n/index.tsx';
import { asList, type CellProps, type Widget } from '../widget.ts';
import { choiceText } from './choice.tsx';

export const choices: Widget = {
  text: (value, field, { t }) =>
    asList(value)
      .map((one) => choiceText(field, one, t))
      .join(t(['、', ', '])),
  cell: ChoicesCell,
};

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
