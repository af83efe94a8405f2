/**
 * What one kind of field needs in the browser: how it reads as text and, where text is not enough, how it is drawn
 * (`kinds/`, listed in `index.tsx`); how it is typed in (`inputs/`).
 */
import type { ComponentType } from 'react';
import type { FieldMeta, Label, Row, Titles } from '../../kernel/api.ts';
import type { Format } from '../i18n/index.tsx';

export type { Format };
export type Translate = (label: Label) => string;
export interface Words {
  readonly titles: Titles;
  readonly t: Translate;
  readonly format: Format;
}

/**
 * Around an input with id `x` the form keeps `x-label` and `x-help`, so every widget can name and describe itself.
 */
export interface InputProps {
  readonly field: FieldMeta;
  readonly value: unknown;
  onChange(value: unknown): void;
  readonly id?: string | undefined;
  readonly disabled?: boolean | undefined;
  readonly status?: 'error' | undefined;
  /** Titles already known for the ids in the value. */
  readonly titles?: Titles | undefined;
}
export interface CellProps {
  readonly field: FieldMeta;
  readonly value: unknown;
  readonly row: Row | null;
  readonly titles: Titles;
}

export interface Widget {
  text(value: unknown, field: FieldMeta, words: Words): string;
  readonly cell?: ComponentType<CellProps>;
  /** Figures stand right-aligned in columns. */
  readonly figure?: true;
  /** Takes the whole width of a form or description. */
  readonly wide?: true;
}

export const isEmpty = (value: unknown): boolean =>
  value === null || value === undefined || value === '' || (Array.isArray(value) && value.length === 0);
export const asText = (value: unknown): string => (isEmpty(value) ? '' : String(value));
export const asList = (value: unknown): readonly string[] => (Array.isArray(value) ? value.map(String) : isEmpty(value) ? [] : [String(value)]);
export const isLabel = (value: unknown): value is Label =>
  Array.isArray(value) && value.length === 2 && value.every((part) => typeof part === 'string');

/** A unit of measure is a label or plain text. */
export function unitOf(field: FieldMeta, t: Translate): string {
  const unit = field.options['unit'];
  return isLabel(unit) ? t(unit) : typeof unit === 'string' ? unit : '';
}
export const numberOption = (field: FieldMeta, option: string): number | undefined => {
  const value = field.options[option];
  return typeof value === 'number' ? value : undefined;
};

/** What an input says about itself to a screen reader. */
export const described = (
  id: string | undefined,
  status: 'error' | undefined,
): { id?: string; 'aria-describedby'?: string; 'aria-invalid'?: boolean } =>
  id === undefined ? {} : { id, 'aria-describedby': `${id}-help`, ...(status === 'error' ? { 'aria-invalid': true } : {}) };
export const labelled = (id: string | undefined): { 'aria-labelledby'?: string; 'aria-describedby'?: string } =>
  id === undefined ? {} : { 'aria-labelledby': `${id}-label`, 'aria-describedby': `${id}-help` };
