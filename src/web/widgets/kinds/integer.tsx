/** A whole number (整数). */
import { asText, isEmpty, unitOf, type Widget } from '../widget.ts';

export const integer: Widget = {
  text(value, field, { t, format }) {
    if (isEmpty(value)) return '';
    const unit = unitOf(field, t);
    return `${typeof value === 'number' && field.options['grouped'] !== false ? format.number(value) : asText(value)}${unit && ` ${unit}`}`;
  },
  figure: true,
};
