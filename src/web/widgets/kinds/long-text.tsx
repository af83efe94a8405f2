/** Several lines of text (长文本). */
import { asText, type CellProps, type Widget } from '../widget.ts';

export const longText: Widget = { text: (value) => asText(value), cell: LongTextCell, wide: true };

function LongTextCell({ value }: CellProps) {
  return <span className="w-long">{asText(value)}</span>;
}
