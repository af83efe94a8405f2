/** Money (金额): kept in fen, shown in yuan. */
import { groupedYuan } from '../amount.ts';
import { asText, isEmpty, type Widget } from '../widget.ts';

export const money: Widget = {
  text: (value) => (isEmpty(value) ? '' : typeof value === 'number' ? groupedYuan(value) : asText(value)),
  figure: true,
};
