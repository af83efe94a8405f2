/** A time of day (时刻), 'HH:mm'. */
import { TimePicker } from 'antd';
import dayjs from 'dayjs';
import { asText, described, type InputProps, isEmpty, type Widget } from '../widget.ts';

export const time: Widget = { input: TimeInput, text: (value) => asText(value).slice(0, 5) };

function TimeInput({ value, onChange, id, disabled, status }: InputProps) {
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
