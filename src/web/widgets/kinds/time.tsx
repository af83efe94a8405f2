/** A time of day (时刻), 'HH:mm'. */
import { asText, type Widget } from '../widget.ts';

export const time: Widget = { text: (value) => asText(value).slice(0, 5) };
