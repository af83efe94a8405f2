/** A day (日期), 'YYYY-MM-DD'; several usual spellings may be typed. */
import { DatePicker } from 'antd';
import dayjs from 'dayjs';
import 'dayjs/locale/zh-cn.js';
import { asText, described, type InputProps, isEmpty, type Widget } from '../widget.ts';

export const date: Widget = {
  input: DateInput,
  text: (value, _field, { format }) => (isEmpty(value) ? '' : format.date(asText(value))),
};

export const DAY_SPELLINGS = ['YYYY-MM-DD', 'YYYY-M-D', 'YYYYMMDD', 'YYYY/M/D', 'YYYY.M.D', 'YYYY年M月D日'];

export function DateInput({ value, onChange, id, disabled, status, label }: Omit<InputProps, 'field'> & { readonly label?: string }) {
  return (
    <DatePicker
      {...described(id, status)}
      {...(label ? { 'aria-label': label } : {})}
      className="w-full"
      value={isEmpty(value) ? null : dayjs(asText(value))}
      format={DAY_SPELLINGS}
      disabled={disabled ?? false}
      {...(status ? { status } : {})}
      onChange={(next) => onChange(next ? next.format('YYYY-MM-DD') : null)}
    />
  );
}
