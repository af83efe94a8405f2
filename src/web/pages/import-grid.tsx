/** The table that is brought along, as it will be read: above each column the field it fills, beside each row what it will do; refused rows can be corrected in place. */
import { Checkbox, Input, Pagination, Select } from 'antd';
import { useState } from 'react';
import type { FieldMeta, ImportRead, ImportRow, ImportTried, Label, RegisterMeta } from '../../kernel/api.ts';
import { useText } from '../i18n/index.tsx';

interface GridProps {
  readonly register: RegisterMeta;
  readonly table: ImportRead;
  readonly tried: ImportTried | undefined;
  readonly onMap: (at: number, field: string | null) => void;
  readonly onEdit: (row: number, column: number, text: string) => void;
}
const ON_A_PAGE = 50;
const FILES = ['attachment', 'photo', 'signature'];

/** What a table can fill, with the number and the unit that every record has. */
export function importedFields(register: RegisterMeta): readonly Pick<FieldMeta, 'name' | 'label' | 'optional'>[] {
  const own = register.fields.filter((field) => !field.readonly && !FILES.includes(field.kind));
  return [...own, { name: 'unit_id', label: ['部门', 'Unit'], optional: true }, { name: 'number', label: ['编号', 'Number'], optional: true }];
}

export function ImportGrid({ register, table, tried, onMap, onEdit }: GridProps) {
  const { t } = useText();
  const [page, setPage] = useState(1);
  const [onlyRefused, setOnlyRefused] = useState(false);
  const byRow = new Map(tried?.rows.map((row) => [row.row, row]));
  const only = onlyRefused && (tried?.refused ?? 0) > 0;
  const shown = table.rows.map((_, at) => at).filter((at) => !only || byRow.get(at)?.what === 'refused');
  const current = Math.min(page, Math.max(1, Math.ceil(shown.length / ON_A_PAGE)));
  return (
    <section className="p-import-table">
      {(tried?.refused ?? 0) > 0 && <Checkbox checked={onlyRefused} onChange={(event) => { setOnlyRefused(event.target.checked); setPage(1); }}>{t(['只看有问题的行', 'Only the refused rows'])}</Checkbox>}
      <div className="list-scroll" role="region" aria-label={t(['表格内容', 'The table'])} tabIndex={0}>
        <table className="list-table">
          <Heads register={register} table={table} onMap={onMap} />
          <tbody>{shown.slice((current - 1) * ON_A_PAGE, current * ON_A_PAGE).map((at) => <RowOf key={at} at={at} cells={table.rows[at]!} columns={table.columns} heads={table.heads} row={byRow.get(at)} onEdit={onEdit} />)}</tbody>
        </table>
      </div>
      {shown.length > ON_A_PAGE && <Pagination current={current} pageSize={ON_A_PAGE} total={shown.length} showSizeChanger={false} onChange={setPage} />}
    </section>
  );
}

function Heads({ register, table, onMap }: Pick<GridProps, 'register' | 'table' | 'onMap'>) {
  const { t } = useText();
  const fields = importedFields(register);
  const missing = fields.filter((field) => !field.optional && !table.columns.includes(field.name));
  return (
    <thead>
      <tr>
        <th scope="col">{t(['行', 'Row'])}</th>
        <th scope="col">{t(['结果', 'Result'])}{missing.length > 0 && <small className="p-import-missing">{t([`缺：${missing.map((field) => field.label[0]).join('、')}`, `Missing: ${missing.map((field) => field.label[1]).join(', ')}`])}</small>}</th>
        {table.heads.map((head, at) => (
          <th key={at} scope="col" data-unused={table.columns[at] === null}>
            <span>{head}</span>
            <Select size="small" aria-label={t([`“${head}”是哪一栏`, `Which field is “${head}”`])} value={table.columns[at] ?? ''} popupMatchSelectWidth={false} onChange={(name) => onMap(at, name === '' ? null : name)}
              options={[{ value: '', label: t(['不导入', 'Leave out']) }, ...fields.map((field) => ({ value: field.name, label: `${t(field.label)}${field.optional ? '' : ' *'}` }))]} />
          </th>
        ))}
      </tr>
    </thead>
  );
}

const RESULT: { readonly [what in ImportRow['what']]: readonly [Label, string] } = {
  create: [['新登记', 'New'], 'done'], change: [['修改', 'Changed'], 'active'], restore: [['恢复', 'Restored'], 'active'], same: [['无变化', 'As it is'], 'stopped'], refused: [['有问题', 'Refused'], 'alarm'],
};

interface RowProps { readonly at: number; readonly cells: readonly string[]; readonly columns: readonly (string | null)[]; readonly heads: readonly string[]; readonly row: ImportRow | undefined; readonly onEdit: GridProps['onEdit'] }
function RowOf({ at, cells, columns, heads, row, onEdit }: RowProps) {
  const { t } = useText();
  const [label, tone] = row ? RESULT[row.what] : [['', ''] as Label, 'stopped'];
  return (
    <tr>
      <td className="w-num">{at + 1}</td>
      <td><span className="p-import-result" data-tone={tone}>{t(label)}</span>{row?.problem && <small className="p-import-wrong">{t(row.problem)}</small>}</td>
      {cells.map((cell, column) => (
        <td key={column} data-unused={columns[column] === null}>
          {row?.what === 'refused' && columns[column] !== null
            ? <Input size="small" value={cell} aria-label={t([`第 ${at + 1} 行 ${heads[column]}`, `Row ${at + 1}, ${heads[column]}`])} {...(row.cells[column] ? { status: 'error' as const } : {})} onChange={(event) => onEdit(at, column, event.target.value)} />
            : cell}
          {row?.cells[column] && <small className="p-import-wrong">{t(row.cells[column])}</small>}
        </td>
      ))}
    </tr>
  );
}
