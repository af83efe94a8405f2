/** A period of days (起止). It is kept up to, not including, `to`; people read and type its last day. */
import { Flex } from 'antd';
import { addDays } from '../../../kernel/calendar/plain-date.ts';
import { useText } from '../../i18n/index.tsx';
import { type InputProps, labelled, type Widget } from '../widget.ts';
import { DateInput } from './date.tsx';

export const period: Widget = {
  input: PeriodInput,
  text(value, _field, { t, format }) {
    const { from, last } = partsOf(value);
    return from || last ? `${from ? format.date(from) : '…'} ${t(['至', 'to'])} ${last ? format.date(last) : '…'}` : '';
  },
};

function PeriodInput({ value, onChange, id, disabled, status }: InputProps) {
  const { t } = useText();
  const { from, last } = partsOf(value);
  const put = (next: Days) => onChange(next.from || next.last ? { from: next.from, to: next.last && addDays(next.last, 1) } : null);
  const shared = { disabled, status };
  return (
    <Flex role="group" {...labelled(id)} align="center" gap={8}>
      <DateInput
        {...shared}
        {...(id ? { id } : {})}
        label={t(['开始日期', 'From'])}
        value={from}
        onChange={(day) => put({ from: day as string | null, last })}
      />
      <span aria-hidden>{t(['至', 'to'])}</span>
      <DateInput {...shared} label={t(['结束日期', 'To'])} value={last} onChange={(day) => put({ from, last: day as string | null })} />
    </Flex>
  );
}

interface Days {
  readonly from: string | null;
  readonly last: string | null;
}
function partsOf(value: unknown): Days {
  if (typeof value !== 'object' || value === null) return { from: null, last: null };
  const { from = null, to = null } = value as { readonly from?: string | null; readonly to?: string | null };
  return { from, last: to && addDays(to, -1) };
}
