/** A link to a record of another register (引用), found by name, pinyin, number or phone tail; `unit` is one to the units. */
import type { FieldMeta } from '../../../kernel/api.ts';
import { Go, recordHref } from '../go.tsx';
import { asText, type CellProps, isEmpty, type Widget } from '../widget.ts';

const words: Widget['text'] = (value, _field, { titles }) => (isEmpty(value) ? '' : (titles[asText(value)] ?? asText(value)));

export const ref: Widget = { text: words, cell: RefCell };
export const unit: Widget = { text: words, cell: RefCell };

export const registerOf = (field: FieldMeta): string => (field.kind === 'unit' ? 'unit' : asText(field.options['register']));

function RefCell({ field, value, titles }: CellProps) {
  if (isEmpty(value)) return null;
  const id = asText(value);
  const title = titles[id] ?? id;
  if (field.kind === 'unit') return <>{title}</>;
  return <Go href={recordHref(registerOf(field), id)}>{title}</Go>;
}
