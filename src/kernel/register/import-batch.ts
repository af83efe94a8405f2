/**
 * What came in with one table (导入批次): which rows were opened or changed, so that the whole can be looked at later and taken back.
 * Taking back opens nothing that somebody worked on since: what was opened is put away, what was changed is changed back, the rest is counted.
 */
import type { Actor } from '../access/actor.ts';
import type { ImportRow, Label } from '../api.ts';
import type { Tx } from '../database/tx.ts';
import * as f from '../field/index.ts';
import { defineModule, type Module } from '../module.ts';
import { defineProcess } from '../process/process.ts';
import { assert, Refusal } from '../refusal.ts';
import { defineRegister, type Register } from './register.ts';
import type { RawRow } from './rows.ts';
import { afterWrite, createRecord, difference, findRaw, putAway, setColumns } from './write.ts';

export const ImportBatch = defineRegister('import_batch', {
  label: ['导入批次', 'Import'],
  number: 'DR-{yyyy}{mm}{dd}-{000}',
  fields: {
    target: f.text('台账', 'Register', { max: 60, readonly: true }),
    target_label: f.text('台账名称', 'Name of the register', { max: 120, readonly: true }),
    file_name: f.text('文件', 'File', { max: 120, readonly: true }),
    opened: f.integer('新登记', 'Opened', { readonly: true }),
    changed: f.integer('修改', 'Changed', { readonly: true }),
    unchanged: f.integer('无变化', 'Unchanged', { readonly: true }),
    left_out: f.integer('未导入', 'Left out', { readonly: true }),
    imported_by: f.ref('导入人', 'Imported by', 'app_user', { optional: true, readonly: true }),
    taken_back: f.integer('已撤销', 'Taken back', { optional: true, readonly: true }),
    kept: f.integer('已被改动而保留', 'Kept because changed since', { optional: true, readonly: true }),
    kept_numbers: f.longText('保留的记录', 'Records kept', { optional: true, readonly: true }),
  },
  title: ['target_label', 'file_name'],
  list: ['target_label', 'file_name', 'opened', 'changed', 'unchanged', 'left_out', 'imported_by', 'taken_back'],
  sorts: ['-number'],
  indexes: [['imported_by']],
  access: { read: ['administrator', 'auditor'], create: [], own: 'imported_by', ownAside: true },
  empty: ['从表格导入台账后，每一批都记在这里，可以整批撤销。', 'Each table that is brought into a register is kept here and can be taken back as a whole.'],
});

interface Row { readonly row: number; readonly record_id: string; readonly what: string; readonly version: number; readonly before: { readonly [column: string]: unknown } | null }

/** In: what became of the rows. Out: the batch, unless nothing was written. */
export async function keepBatch(tx: Tx, register: Register, fileName: string, rows: readonly ImportRow[]): Promise<{ readonly id: string; readonly number: string } | null> {
  const written = rows.filter((r) => r.what === 'create' || r.what === 'change' || r.what === 'restore');
  if (written.length === 0) return null;
  const count = (...what: readonly string[]) => rows.filter((r) => what.includes(r.what)).length;
  const batch = await createRecord(tx, ImportBatch, {
    target: register.name, target_label: register.label[0], file_name: fileName, opened: count('create'), changed: count('change', 'restore'), unchanged: count('same'), left_out: count('refused'), imported_by: tx.actor.id,
  });
  await tx.query(
    `insert into import_row (tenant_id, batch_id, row, record_id, what, version, before)
     select $1, $2, x.row, x.id, x.what, x.version, x.before from jsonb_to_recordset($3::jsonb) as x(row int, id uuid, what text, version int, before jsonb)`,
    [tx.tenantId, batch.id, JSON.stringify(written)]);
  return { id: batch.id, number: batch.number };
}

/** Steps are taken by posts; an import is taken back by whoever made it, whatever post that was, or by the administrator. */
const importProcess = (roles: readonly string[]) => defineProcess(ImportBatch, 'done', {
  done: { label: ['已导入', 'Imported'], tone: 'done' },
  undone: { label: ['已撤销', 'Taken back'], tone: 'stopped' },
}, (step) => ({
  take_back: step({
    label: ['撤销这批导入', 'Take this import back'], tone: 'danger', from: ['done'], to: 'undone', by: roles,
    hint: ['新登记的记录归档，修改过的改回原值；此后被人动过的保留不动', 'Records it opened are put away, changes are changed back; what somebody touched since stays as it is'],
    form: { reason: f.text('原因', 'Why', { max: 200 }) },
    ready: ({ record, actor }) => mayTakeBack(record, actor),
    set: () => ({ taken_back: 0, kept: 0 }),
    async effect({ tx, record, input }) {
      const register = tx.kernel.registers.get(record.target);
      assert(register, `register of an import: ${record.target}`);
      if (register.opening?.effect) throw new Refusal('import.effects', EFFECTS);
      const { back, kept } = await takeBack(tx, register, record.id, input.reason);
      const raw = await findRaw(tx, ImportBatch, record.id, true);
      const columns = { taken_back: back, kept };
      await afterWrite(tx, ImportBatch, await setColumns(tx, ImportBatch, raw!, columns), { what: 'update', ...difference(raw!, columns) });
    },
  }),
}));

/** The module of imports; everybody who holds a post may have brought a table in. */
export const importsModule = (modules: readonly Module[]): Module => defineModule({
  name: 'imports', area: 'system', label: ['导入', 'Imports'], roles: {}, registers: [ImportBatch], processes: [importProcess([...new Set(modules.flatMap((m) => Object.keys(m.roles)))])],
});

const EFFECTS: Label = ['登记这些记录时还记了别的账，不能整批撤销，请逐条按其步骤处理', 'Opening these records also wrote elsewhere; they cannot be taken back together, only one by one by their own steps'];
const mayTakeBack = (record: { readonly imported_by: string | null }, actor: Actor): Label | null =>
  (record.imported_by === actor.id || actor.kind === 'system' || actor.grants.some((g) => g.role === 'administrator') ? null : ['只有导入人或管理员可以撤销', 'Only the person who imported, or an administrator']);

async function takeBack(tx: Tx, register: Register, batch: string, reason: string): Promise<{ readonly back: number; readonly kept: number }> {
  const rows = await tx.query<Row>('select row, record_id, what, version, before from import_row where tenant_id = $1 and batch_id = $2 order by row desc', [tx.tenantId, batch]);
  const why = `撤销导入：${reason}`;
  let back = 0;
  for (const r of rows) {
    const raw = await findRaw(tx, register, r.record_id, true);
    if (!raw || raw.version !== r.version) continue;
    if (r.what === 'create') await putAway(tx, register, raw, true, why);
    else await changeBack(tx, register, raw, r, why);
    back++;
  }
  return { back, kept: rows.length - back };
}

async function changeBack(tx: Tx, register: Register, raw: RawRow, r: Row, reason: string): Promise<void> {
  const columns = r.before ?? {};
  const after = Object.keys(columns).length > 0 ? await setColumns(tx, register, raw, columns) : raw;
  if (after !== raw) await afterWrite(tx, register, after, { what: 'edit', reason, ...difference(raw, columns) });
  if (r.what === 'restore') await putAway(tx, register, after, true, reason);
}
