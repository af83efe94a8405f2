/** A day (日期), 'YYYY-MM-DD'. */
import { asText, isEmpty, type Widget } from '../widget.ts';

export const date: Widget = { text: (value, _field, { format }) => (isEmpty(value) ? '' : format.date(asText(value))) };
