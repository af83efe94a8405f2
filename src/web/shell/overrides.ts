/**
 * What a module may replace of the pages that are drawn from its definitions, from least to most: hint, cell, field
 * widget, what stands above a new record, step dialog, detail panel, page, route. A module's `ui/overrides.tsx` exports `overrides` of this type.
 * Keys are `register.field`, `register.step`, `register` or `module.page`, in the words of the definitions.
 */
import type { ComponentType, ReactNode } from 'react';
import type { FieldMeta, Label, RecordPage, RegisterMeta, Row, Titles } from '../../kernel/api.ts';
import type { StepDialogProps } from '../widgets/step-dialog.tsx';

export type { StepDialogProps };

export interface FieldWidgetProps {
  readonly field: FieldMeta;
  readonly value: unknown;
  readonly onChange: (value: unknown) => void;
  readonly id?: string;
  readonly disabled?: boolean;
  readonly status?: 'error';
}
export interface PanelProps { readonly register: RegisterMeta; readonly page: RecordPage }
/** A list page has its register; a page of a module has nothing but its own queries. */
export interface PageProps { readonly register?: RegisterMeta }

export interface Overrides {
  /** Text beside a field or above a step: `lost_item.found_place`, `lost_item.claim`. */
  readonly hint?: { readonly [registerDotName: string]: Label };
  readonly cell?: { readonly [registerDotField: string]: (row: Row, titles: Titles) => ReactNode };
  readonly field?: { readonly [registerDotField: string]: ComponentType<FieldWidgetProps> };
  /** Stands above the form of a new record: what to say while it is filled in. */
  readonly opening?: { readonly [register: string]: ComponentType };
  readonly step?: { readonly [registerDotStep: string]: ComponentType<StepDialogProps> };
  /** Stands above the fields of a record. */
  readonly panel?: { readonly [register: string]: ComponentType<PanelProps> };
  /** Instead of a register's list page (`lost_item`), or of a named page (`guests.room_wall`). */
  readonly page?: { readonly [registerOrPage: string]: ComponentType<PageProps> };
  /** Addresses of its own: `/rooms/wall`. */
  readonly route?: { readonly [path: string]: ComponentType };
}

export const noOverrides: Overrides = {};

/** Later ones win; no two modules may replace the same thing, their keys begin with their own registers. */
export function mergeOverrides(all: readonly Overrides[]): Overrides {
  const parts = ['hint', 'cell', 'field', 'opening', 'step', 'panel', 'page', 'route'] as const;
  return Object.fromEntries(parts.map((part) => [part, Object.assign({}, ...all.map((one) => one[part] ?? {}))])) as Overrides;
}
