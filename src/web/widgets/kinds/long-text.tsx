/** Several lines of text (长文本). */
import { Input } from 'antd';
import { asText, type CellProps, described, type InputProps, numberOption, type Widget } from '../widget.ts';

export const longText: Widget = { input: LongTextInput, text: (value) => asText(value), cell: LongTextCell, wide: true };

function LongTextInput({ field, value, onChange, id, disabled, status }: InputProps) {
  const max = numberOption(field, 'max');
  return (
    <Input.TextArea
      {...described(id, status)}
      value={asText(value)}
      disabled={disabled ?? false}
      {...(status ? { status } : {})}
      {...(max ? { maxLength: max } : {})}
      autoSize={{ minRows: 3, maxRows: 12 }}
      onChange={(e) => onChange(e.target.value)}
    />
  );
}

function LongTextCell({ value }: CellProps) {
  return <span className="w-long">{asText(value)}</span>;
}
