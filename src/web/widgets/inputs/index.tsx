/**
 * How each kind of field is typed in. Apart from how it is shown (`../index.tsx`), so that pages which only show
 * records do not fetch calendars and number boxes first. A new kind is one line here and one there.
 */
import type { ComponentType, ReactNode } from 'react';
import type { FieldMeta } from '../../../kernel/api.ts';
import { later } from '../later.tsx';
import type { InputProps } from '../widget.ts';
import { ChoiceInput, ChoicesInput, YesNoInput } from './choosing.tsx';
import { RefInput } from './record.tsx';
import { IdNumberInput, LongTextInput, PersonNameInput, PhoneInput, PlateInput, TextInput } from './typed.tsx';

const numbers = () => import('./numbers.tsx');
const pickers = () => import('./pickers.tsx');
/** A day outside the forms that are drawn from definitions; `label` where no label stands beside it. */
export const DateInput = later<Omit<InputProps, 'field'> & { readonly label?: string }>(async () => (await pickers()).DateInput);

const inputs: { readonly [kind: string]: ComponentType<InputProps> } = {
  text: TextInput,
  longText: LongTextInput,
  integer: later(async () => (await numbers()).IntegerInput),
  quantity: later(async () => (await numbers()).QuantityInput),
  money: later(async () => (await numbers()).MoneyInput),
  yesNo: YesNoInput,
  choice: ChoiceInput,
  choices: ChoicesInput,
  date: later(async () => (await pickers()).DateInput),
  time: later(async () => (await pickers()).TimeInput),
  dateTime: later(async () => (await pickers()).DateTimeInput),
  period: later(async () => (await pickers()).PeriodInput),
  personName: PersonNameInput,
  phone: PhoneInput,
  idNumber: IdNumberInput,
  plate: PlateInput,
  ref: RefInput,
  unit: RefInput,
  attachment: later(async () => (await import('./uploads.tsx')).AttachmentInput),
  photo: later(async () => (await import('./uploads.tsx')).PhotoInput),
  signature: later(async () => (await import('./signature.tsx')).SignatureInput),
};
/** The kinds this browser can take; anything else is typed as text. */
export const inputKinds: readonly string[] = Object.keys(inputs);

export const inputOf = (field: FieldMeta, props: Omit<InputProps, 'field'>): ReactNode => {
  const Input = inputs[field.kind] ?? TextInput;
  return <Input field={field} {...props} />;
};
