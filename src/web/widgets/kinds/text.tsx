/** One line of text (文本); also the fallback for a kind this browser does not know yet. */
import { asText, type Widget } from '../widget.ts';

export const text: Widget = { text: (value) => asText(value) };
