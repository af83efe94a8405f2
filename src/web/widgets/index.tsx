/**
 * How every kind of field is shown. Lists, record pages, reports and slips ask here and know no kinds themselves; forms
 * ask `inputs/index.tsx`. A new kind is one file in `kinds/` and one line below.
 */
import type { ReactNode } from 'react';
import type { FieldMeta, Row, Titles } from '../../kernel/api.ts';
import { useFormat, useText } from '../i18n/index.tsx';
import { choice } from './kinds/choice.tsx';
import { choices } from './kinds/choices.tsx';
import { date } from './kinds/date.tsx';
import { dateTime } from './kinds/date-time.tsx';
import { attachment, photo } from './kinds/files.tsx';
import { integer } from './kinds/integer.tsx';
import { longText } from './kinds/long-text.tsx';
import { money } from './kinds/money.tsx';
import { period } from './kinds/period.tsx';
import { idNumber, personName, phone, plate } from './kinds/person.tsx';
import { quantity } from './kinds/quantity.tsx';
import { ref, unit } from './kinds/ref.tsx';
import { signature } from './kinds/signature.tsx';
import { text } from './kinds/text.tsx';
import { time } from './kinds/time.tsx';
import { yesNo } from './kinds/yes-no.tsx';
import { Personal } from './personal.tsx';
import { type CellProps, type Format, isEmpty, type Translate, type Widget } from './widget.ts';
import './widgets.css';

const widgets: { readonly [kind: string]: Widget } = {
  text,
  longText,
  integer,
  quantity,
  money,
  yesNo,
  choice,
  choices,
  date,
  time,
  dateTime,
  period,
  personName,
  phone,
  idNumber,
  plate,
  ref,
  unit,
  attachment,
  photo,
  signature,
};
/** The kinds this browser knows; anything else is shown as text. */
export const knownKinds: readonly string[] = Object.keys(widgets);
export const widgetOf = (field: FieldMeta): Widget => widgets[field.kind] ?? text;

export const textOf = (field: FieldMeta, value: unknown, titles: Titles, t: Translate, format: Format): string =>
  widgetOf(field).text(value, field, { titles, t, format });

/** How a value stands in a list or on a page. With `register`, personal data gets its 'show' button. */
export const cellOf = (field: FieldMeta, row: Row, titles: Titles, register?: string): ReactNode => {
  const value = row[field.name];
  if (isEmpty(value)) return null;
  const shown = <ValueOf field={field} value={value} row={row} titles={titles} />;
  return field.personal && register ? <Personal register={register} field={field} row={row} masked={shown} /> : shown;
};

export function ValueOf({ field, value, row, titles }: CellProps) {
  const { t } = useText();
  const format = useFormat();
  const widget = widgetOf(field);
  const Cell = widget.cell;
  if (Cell) return <Cell field={field} value={value} row={row} titles={titles} />;
  const shown = widget.text(value, field, { titles, t, format });
  return widget.figure ? <span className="w-figure">{shown}</span> : shown;
}
