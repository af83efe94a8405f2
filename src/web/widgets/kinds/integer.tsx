/** A whole number (整数). */
import { InputNumber } from 'antd';
import { useText } from '../../i18n/index.tsx';
import { asText, described, type InputProps, isEmpty, unitOf, type Widget } from '../widget.ts';

export const integer: Widget = {
  input: IntegerInput,
  text(value, field, { t, format }) {
    if (isEmpty(value)) return '';
    const unit = unitOf(field, t);
    return `${typeof value === 'number' ? format.number(value) : asText(value)}${unit && ` ${unit}`}`;
  },
  figure: true,
};

// Limits are checked beside the field, not clamped: a figure must never change under the hand that typed it.
function IntegerInput({ field, value, onChange, id, disabled, status }: InputProps) {
  const { t } = useText();
  return (
    <InputNumber
      {...described(id, status)}
      className="w-number"
      value={typeof value === 'number' ? value : null}
      precision={0}
      disabled={disabled ?? false}
      {...(status ? { status } : {})}
      suffix={unitOf(field, t) || undefined}
      inputMode="numeric"
      controls={false}
      onChange={(next) => onChange(next)}
    />
  );
}
