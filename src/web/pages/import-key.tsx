/** By which fields a row of the table is the same record as one that is there already. */
import { Select } from 'antd';
import type { ImportRead, RegisterMeta } from '../../kernel/api.ts';
import { useText } from '../i18n/index.tsx';
import { importedFields } from './import-grid.tsx';

export interface Table extends ImportRead { readonly file: string; readonly source: File; readonly key: readonly string[] | null }

/** The first key that the table holds whole; the printed number goes before the others. */
export function keyFor(register: RegisterMeta, columns: readonly (string | null)[]): readonly string[] | null {
  return register.importKeys?.find((key) => key.every((column) => columns.includes(column))) ?? null;
}

export function KeyChoice({ register, table, onKey }: { readonly register: RegisterMeta; readonly table: Table; readonly onKey: (key: readonly string[] | null) => void }) {
  const { t } = useText();
  const fields = importedFields(register);
  const possible = (register.importKeys ?? []).filter((by) => by.every((column) => table.columns.includes(column)));
  if (possible.length === 0) return null;
  const labelOf = (by: readonly string[]) => by.map((column) => t(fields.find((field) => field.name === column)?.label ?? [column, column])).join(' + ');
  return (
    <label>{t(['已有记录按此核对', 'Find existing records by'])}
      <Select value={table.key?.join() ?? ''} popupMatchSelectWidth={false} onChange={(by) => onKey(by === '' ? null : by.split(','))}
        options={[...possible.map((by) => ({ value: by.join(), label: labelOf(by) })), { value: '', label: t(['不核对，每行都新登记', 'Not at all: every row is new']) }]} />
    </label>
  );
}
