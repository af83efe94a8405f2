/** A part of the organisation (部门): branch, line, shift. A reference to the register `unit`. */
import { field, type Field, type Nullable, type Optional, type Options } from '../field.ts';
import { refKind } from '../ref/ref.ts';

export const unit = <P extends Optional = undefined>(zh: string, en: string, options?: Options<P>): Field<Nullable<string, P>> =>
  field<string, P>(unitKind, zh, en, { ...options, register: 'unit' });

export const unitKind: typeof refKind = { ...refKind, name: 'unit' };
