/** A measured amount (数量): a decimal kept as text, so that nothing is rounded on the way. */
import { asText, isEmpty, unitOf, type Widget } from '../widget.ts';

export const quantity: Widget = {
  text(value, field, { t }) {
    if (isEmpty(value)) return '';
    const unit = unitOf(field, t);
    return `${grouped(asText(value))}${unit && ` ${unit}`}`;
  },
  figure: true,
};

function grouped(decimal: string): string {
  const [whole = '', rest] = decimal.split('.');
  return `${whole.replace(/\B(?=(\d{3})+$)/g, ',')}${rest === undefined ? '' : `.${rest}`}`;
}
