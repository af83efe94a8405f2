/** A moment (时间), kept as ISO; shown on the centre's clock, wherever the browser stands. */
import { asText, isEmpty, type Widget } from '../widget.ts';

export const dateTime: Widget = { text: (value, _field, { format }) => (isEmpty(value) ? '' : format.dateTime(asText(value))) };
