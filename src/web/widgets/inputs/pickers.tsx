/**
 * Days, moments, times of day and periods, typed or picked. Several usual spellings of a day may be typed. A moment is
 * typed on the centre's clock, wherever the browser stands; a period is kept up to, not including, `to`, but people
 * read and type its last day. A file of its own, because the calendar is the heaviest input there is.
 */
import { DatePicker, Flex, TimePicker } from 'antd';
import dayjs from 'dayjs';
import 'dayjs/locale/zh-cn.js';
import timezone from 'dayjs/plugin/timezone.js';
import utc from 'dayjs/plugin/utc.js';
import { addDays } from '../../../kernel/calendar/plain-date.ts';
import { useFormat, useText } from '../../i18n/index.tsx';
import { type Days, daysOf } from '../kinds/period.tsx';
import { asText, described, type InputProps, isEmpty, labelled } from '../widget.ts';

dayjs.extend(utc);
dayjs.extend(timezone);

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

export function DateTimeInput({ value, onChange, id, disabled, status }: InputProps) {
  const { zone } = useFormat();
  // The picker works on wall time: the centre's, not the browser's.
  const shown = isEmpty(value) ? null : dayjs(dayjs(asText(value)).tz(zone).format('YYYY-MM-DDTHH:mm:ss'));
  return (
    <DatePicker
      {...described(id, status)}
      className="w-full"
      value={shown}
      showTime={{ format: 'HH:mm' }}
      format={['YYYY-MM-DD HH:mm', 'YYYY-M-D H:mm', 'YYYYMMDD HH:mm', 'YYYY/M/D H:mm']}
      needConfirm={false}
      disabled={disabled ?? false}
      {...(status ? { status } : {})}
      onChange={(next) => onChange(next ? dayjs.tz(next.format('YYYY-MM-DDTHH:mm:ss'), zone).toISOString() : null)}
    />
  );
}

export function TimeInput({ value, onChange, id, disabled, status }: InputProps) {
  return (
    <TimePicker
      {...described(id, status)}
      className="w-full"
      format="HH:mm"
      needConfirm={false}
      value={isEmpty(value) ? null : dayjs(`2000-01-01T${asText(value)}`)}
      disabled={disabled ?? false}
      {...(status ? { status } : {})}
      onChange={(next) => onChange(next ? next.format('HH:mm') : null)}
    />
  );
}

export function PeriodInput({ value, onChange, id, disabled, status }: InputProps) {
  const { t } = useText();
  const { from, last } = daysOf(value);
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

const DAY_SPELLINGS = ['YYYY-MM-DD', 'YYYY-M-D', 'YYYYMMDD', 'YYYY/M/D', 'YYYY.M.D', 'YYYY年M月D日'];
