/** A moment (时间), kept as ISO; shown and typed on the centre's clock, wherever the browser stands. */
import { DatePicker } from 'antd';
import dayjs from 'dayjs';
import timezone from 'dayjs/plugin/timezone.js';
import utc from 'dayjs/plugin/utc.js';
import { useFormat } from '../../i18n/index.tsx';
import { asText, described, type InputProps, isEmpty, type Widget } from '../widget.ts';

dayjs.extend(utc);
dayjs.extend(timezone);

export const dateTime: Widget = {
  input: DateTimeInput,
  text: (value, _field, { format }) => (isEmpty(value) ? '' : format.dateTime(asText(value))),
};

function DateTimeInput({ value, onChange, id, disabled, status }: InputProps) {
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
