/** One line of text (文本); also the fallback for a kind this browser does not know yet. */
import { Input } from 'antd';
import { asText, described, type InputProps, numberOption, type Widget } from '../widget.ts';

export const text: Widget = { input: TextInput, text: (value) => asText(value) };

function TextInput({ field, value, onChange, id, disabled, status }: InputProps) {
  const max = numberOption(field, 'max');
  return (
    <Input
      {...described(id, status)}
      value={asText(value)}
      disabled={disabled ?? false}
      {...(status ? { status } : {})}
      {...(max ? { maxLength: max } : {})}
      autoComplete="off"
      onChange={(e) => onChange(e.target.value)}
    />
  );
}
