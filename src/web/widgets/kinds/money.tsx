/** Money (金额): kept in fen, typed in yuan, read back in Chinese capitals while typing. */
import { InputNumber } from 'antd';
import { capitals, fenOf, groupedYuan, yuanOf } from '../amount.ts';
import { asText, described, type InputProps, isEmpty, type Widget } from '../widget.ts';

export const money: Widget = {
  input: MoneyInput,
  text: (value) => (isEmpty(value) ? '' : typeof value === 'number' ? groupedYuan(value) : asText(value)),
  figure: true,
};

function MoneyInput({ value, onChange, id, disabled, status }: InputProps) {
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
