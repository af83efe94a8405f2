/** From one day to another (起止), both included: {from, to}. */
import { Flex } from 'antd';
import { useText } from '../../i18n/index.tsx';
import { asText, type InputProps, labelled, type Widget } from '../widget.ts';
import { DateInput } from './date.tsx';

export const period: Widget = {
  input: PeriodInput,
  text(value, _field, { t, format }) {
    const { from, to } = partsOf(value);
    return from || to ? `${from ? format.date(asText(from)) : '…'} ${t(['至', 'to'])} ${to ? format.date(asText(to)) : '…'}` : '';
  },
};

function PeriodInput({ value, onChange, id, disabled, status }: InputProps) {
  const { t } = useText();
  const { from, to } = partsOf(value);
  const put = (next: Period) => onChange(next.from || next.to ? next : null);
  const shared = { disabled, status };
  return (
    <Flex role="group" {...labelled(id)} align="center" gap={8}>
      <DateInput {...shared} {...(id ? { id } : {})} label={t(['开始日期', 'From'])} value={from} onChange={(day) => put({ from: day as string | null, to })} />
      <span aria-hidden>{t(['至', 'to'])}</span>
      <DateInput {...shared} label={t(['结束日期', 'To'])} value={to} onChange={(day) => put({ from, to: day as string | null })} />
    </Flex>
  );
}

interface Period { readonly from: string | null; readonly to: string | null }
function partsOf(value: unknown): Period {
  if (typeof value !== 'object' || value === null) return { from: null, to: null };
  const { from = null, to = null } = value as Partial<Period>;
  return { from, to };
}
