/** Whole numbers, measured amounts, and money: kept in fen, typed in yuan, read back in Chinese capitals while typing. */
import { InputNumber } from 'antd';
import { useText } from '../../i18n/index.tsx';
import { capitals, fenOf, yuanOf } from '../amount.ts';
import { asText, described, type InputProps, isEmpty, numberOption, unitOf } from '../widget.ts';

// Limits are checked beside the field, not clamped: a figure must never change under the hand that typed it.
export function IntegerInput({ field, value, onChange, id, disabled, status }: InputProps) {
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

export function QuantityInput({ field, value, onChange, id, disabled, status }: InputProps) {
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

export function MoneyInput({ value, onChange, id, disabled, status }: InputProps) {
  return (
    <>
      <InputNumber<string>
        {...described(id, status)}
        className="w-number"
        stringMode
        value={yuanOf(value)}
        precision={2}
        prefix="¥"
        inputMode="decimal"
        controls={false}
        disabled={disabled ?? false}
        {...(status ? { status } : {})}
        formatter={(typed, { userTyping }) => grouped(userTyping ? String(typed ?? '') : (yuanOf(fenOf(typed)) ?? ''))}
        parser={(shown) => String(shown ?? '').replaceAll(',', '')}
        onChange={(next) => onChange(fenOf(next))}
      />
      {typeof value === 'number' && (
        <span className="w-note" aria-hidden>
          {capitals(value)}
        </span>
      )}
    </>
  );
}

const grouped = (yuan: string): string => yuan.replace(/^-?\d+/, (whole) => whole.replace(/\B(?=(\d{3})+$)/g, ','));
