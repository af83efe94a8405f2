/** Yes or no (是/否). */
import { isEmpty, type Widget } from '../widget.ts';

export const yesNo: Widget = { text: (value, _field, { t }) => (isEmpty(value) ? '' : value === true ? t(['是', 'Yes']) : t(['否', 'No'])) };
