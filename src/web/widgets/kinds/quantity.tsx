/** A measured amount (数量): a decimal kept as text, so that nothing is rounded on the way. */
import { InputNumber } from 'antd';
import { useText } from '../../i18n/index.tsx';
import { asText, described, type InputProps, isEmpty, numberOption, unitOf, type Widget } from '../widget.ts';

export const quantity: Widget = {
  input: QuantityInput,
  text(value, field, { t }) {
    if (isEmpty(value)) return '';
    const unit = unitOf(field, t);
    return `${grouped(asText(value))}${unit && ` ${unit}`}`;
  },
  figure: true,
};

function QuantityInput({ field, value, onChange, id, disabled, status }: InputProps) {
  const { t } = useText();
  const scale = numberOption(field, 'scale');
  return (
    <InputNumber<string>
      {...described(id, status)}
      className="w-number"
      stringMode
      value={isEmpty(value) ? null : asText(value)}
      {...(scale === undefined ? {} : { precision: scale })}
      disabled={disabled ?? false}
      {...(status ? { status } : {})}
      suffix={unitOf(field, t) || undefined}
      inputMode="decimal"
      controls={false}
      onChange={(next) => onChange(next === null ? null : String(next))}
    />
  );
}

function grouped(decimal: string): string {
  const [whole = '', rest] = decimal.split('.');
  return `${whole.replace(/\B(?=(\d{3})+$)/g, ',')}${rest === undefined ? '' : `.${rest}`}`;
}
