/**
 * What came in with one table or was changed together in a list (导入与批量修改): which records were opened or changed, so that the whole
 * can be looked at later and taken back. Taking back touches nothing that somebody worked on since: what was opened is put away, what
 * was changed is changed back, the rest is counted and named.
 */
import { grantFor } from '../access/access.ts';
import type { Actor } from '../access/actor.ts';
import type { ImportRow, Label } from '../api.ts';
import type { Tx } from '../database/tx.ts';
import * as f from '../field/index.ts';
import { type JobKind, startJob } from '../job/job.ts';
import { defineModule, type Module } from '../module.ts';
import { defineProcess } from '../process/process.ts';
import { assert, Refusal } from '../refusal.ts';
import { defineRegister, type Register } from './register.ts';
import type { RawRow } from './rows.ts';
import { afterWrite, createRecord, difference, findRaw, putAway, readRecord, setColumns } from './write.ts';

export const ImportBatch = defineRegister('import_batch', {
  label: ['导入与批量修改', 'Imports and bulk edits'],
  number: 'DR-{yyyy}{mm}{dd}-{000}',
  fields: {
    target: f.text('台账', 'Register', { max: 60, readonly: true }),
    target_label: f.text('台账名称', 'Name of the register', { max: 120, readonly: true }),
    file_name: f.text('文件或改动', 'File or change', { max: 120, readonly: true }),
    opened: f.integer('新登记', 'Opened', { readonly: true }),
    changed: f.integer('修改', 'Changed', { readonly: true }),
    unchanged: f.integer('无变化', 'Unchanged', { readonly: true }),
    left_out: f.integer('未写入', 'Left out', { readonly: true }),
    imported_by: f.ref('经办人', 'By', 'app_user', { optional: true, readonly: true }),
    taken_back: f.integer('已撤销', 'Taken back', { optional: true, readonly: true }),
    kept: f.integer('已被改动而保留', 'Kept because changed since', { optional: true, readonly: true }),
    kept_numbers: f.longText('保留的记录', 'Records kept', { optional: true, readonly: true }),
  },
  title: ['target_label', 'file_name'],
  list: ['target_label', 'file_name', 'opened', 'changed', 'unchanged', 'left_out', 'imported_by', 'taken_back'],
  sorts: ['-number'],
  indexes: [['imported_by']],
  access: { read: ['administrator', 'auditor'], create: [], own: 'imported_by', ownAside: true },
  empty: ['从表格导入、在列表里批量修改，每一批都记在这里，可以整批撤销。', 'Each table brought into a register and each bulk edit of a list is kept here and can be taken back as a whole.'],
});

interface Row { readonly row: number; readonly record_id: string; readonly what: string; readonly version: number; readonly before: { readonly [column: string]: unknown } | null }

/** In: what became of the rows. Out: the batch, unless nothing was written. */
export async function keepBatch(tx: Tx, register: Register, fileName: string, rows: readonly ImportRow[]): Promise<{ readonly id: string; readonly number: string } | null> {
  if (!rows.some(isWritten)) return null;
  const batch = await openBatch(tx, register, fileName, rows);
  return { id: batch.id, number: batch.number };
}

const isWritten = (r: ImportRow): boolean => r.what === 'create' || r.what === 'change' || r.what === 'restore';
function countsOf(rows: readonly ImportRow[]) {
  const count = (...what: readonly string[]) => rows.filter((r) => what.includes(r.what)).length;
  return { opened: count('create'), changed: count('change', 'restore'), unchanged: count('same'), left_out: count('refused') };
}

/** With the first of its rows; more may follow. */
export async function openBatch(tx: Tx, register: Register, fileName: string, rows: readonly ImportRow[]) {
  const batch = await createRecord(tx, ImportBatch, { target: register.name, target_label: register.label[0], file_name: fileName, ...countsOf(rows), imported_by: tx.actor.id });
  await addRows(tx, batch.id, rows);
  return batch;
}

/** The next rows of a table that comes in portions. */
export async function addToBatch(tx: Tx, id: string, rows: readonly ImportRow[]): Promise<void> {
  await addRows(tx, id, rows);
  const raw = await findRaw(tx, ImportBatch, id, true);
  assert(raw, 'the batch was opened with the first rows');
  const more = countsOf(rows);
  await setColumns(tx, ImportBatch, raw, Object.fromEntries(Object.entries(more).map(([name, n]) => [name, Number(raw[name] ?? 0) + n])));
}

async function addRows(tx: Tx, batch: string, rows: readonly ImportRow[]): Promise<void> {
  await tx.query(
    `insert into import_row (tenant_id, batch_id, row, record_id, what, version, before)
     select $1, $2, x.row, x.id, x.what, x.version, x.before from jsonb_to_recordset($3::jsonb) as x(row int, id uuid, what text, version int, before jsonb)`,
    [tx.tenantId, batch, JSON.stringify(rows.filter(isWritten))]);
}

/** Steps are taken by posts; an import is taken back by whoever made it, whatever post that was, or by the administrator. */
const importProcess = (roles: readonly string[]) => defineProcess(ImportBatch, 'done', {
  done: { label: ['已写入', 'Written'], tone: 'done' },
  undone: { label: ['已撤销', 'Taken back'], tone: 'stopped' },
}, (step) => ({
  take_back: step({
    label: ['撤销这一批', 'Take this batch back'], tone: 'danger', from: ['done'], to: 'undone', by: roles,
    hint: ['新登记的记录归档，修改过的改回原值；此后被人动过的保留不动，并列出编号', 'Records it opened are put away, changes are changed back; what somebody touched since stays as it is and is named'],
    form: { reason: f.text('原因', 'Why', { max: 200 }) },
    ready: ({ record, actor }) => mayTakeBack(record, actor),
    set: () => ({ taken_back: 0, kept: 0 }),
    async effect({ tx, record, input }) {
      const register = tx.kernel.registers.get(record.target);
      assert(register, `register of an import: ${record.target}`);
      if (record.opened > 0 && register.opening?.effect) throw new Refusal('import.effects', EFFECTS);
      const count = record.opened + record.changed;
      if (count > AT_ONCE) await startJob(tx, TakeBack, { batch: record.id, reason: input.reason, count }, [`撤销导入 ${record.number}`, `Take back import ${record.number}`]);
      else await takeBack(tx, record, register, input.reason, null, count);
    },
  }),
}));

/** The module of imports; everybody who holds a post may have brought a table in. */
export const importsModule = (modules: readonly Module[]): Module => defineModule({
  name: 'imports', area: 'system', label: ['导入与批量修改', 'Imports and bulk edits'], roles: {}, registers: [ImportBatch], processes: [importProcess([...new Set(modules.flatMap((m) => Object.keys(m.roles)))])], jobs: [TakeBack],
});

const EFFECTS: Label = ['登记这些记录时还记了别的账，不能整批撤销，请逐条按其步骤处理', 'Opening these records also wrote elsewhere; they cannot be taken back together, only one by one by their own steps'];
const mayTakeBack = (record: { readonly imported_by: string | null }, actor: Actor): Label | null =>
  (record.imported_by === actor.id || actor.kind === 'system' || actor.grants.some((g) => g.role === 'administrator') ? null : ['只有经办人或管理员可以撤销', 'Only the person who did it, or an administrator']);

/** More than this goes on as a job, in portions. */
const AT_ONCE = 5_000;
const PORTION = 500;
const TakeBack: JobKind<{ readonly batch: string; readonly reason: string; readonly count: number }> = {
  name: 'import.take_back', label: ['撤销导入', 'Taking an import back'],
  async run({ input, keep, progress, checkpoint }) {
    let at = checkpoint as { readonly before: number | null; readonly done: number } | null;
    for (let more = true; more;) {
      // Tried again after a conflict, it begins from the same place.
      const from = at;
      await keep(async (tx) => {
        const batch = await readRecord(tx, ImportBatch, input.batch);
        assert(batch, 'a batch stays');
        const { rows, last } = await takeBack(tx, batch, tx.kernel.registers.get(batch.target)!, input.reason, from?.before ?? null, PORTION);
        at = { before: last ?? from?.before ?? null, done: (from?.done ?? 0) + rows };
        more = rows === PORTION;
        return at;
      });
      progress(at!.done, input.count);
    }
    return { said: [`已撤销，共 ${at!.done} 条`, `Taken back, ${at!.done} in all`], href: `/r/import_batch/${input.batch}` };
  },
};

const MOST_NAMED = 200;
/** The last `most` rows before row `before`, and the counts of the batch with them. */
async function takeBack(tx: Tx, batch: { readonly id: string; readonly opened: number }, register: Register, reason: string, before: number | null, most: number): Promise<{ readonly rows: number; readonly last: number | null }> {
  const rows = await tx.query<Row>(
    `select row, record_id, what, version, before from import_row where tenant_id = $1 and batch_id = $2 and ($3::int is null or row < $3) order by row desc limit $4`, [tx.tenantId, batch.id, before, most]);
  const why = `${batch.opened > 0 ? '撤销导入' : '撤销批量修改'}：${reason}`;
  const posts = [...register.access.create, ...(register.access.edit ?? []), 'administrator'];
  const kept: string[] = [];
  for (const r of rows) {
    const raw = await findRaw(tx, register, r.record_id, true);
    // Whoever has left the post by which it was written changes nothing there any more.
    const mayStill = raw && (tx.actor.kind === 'system' || (await grantFor(tx, tx.actor, posts, raw.unit_id)));
    if (!raw || raw.version !== r.version || !mayStill) kept.unshift(raw?.number ?? r.record_id);
    else if (r.what === 'create') await putAway(tx, register, raw, true, why);
    else await changeBack(tx, register, raw, r, why);
  }
  const raw = await findRaw(tx, ImportBatch, batch.id, true);
  const named = [...kept, ...String(raw!['kept_numbers'] ?? '').split('、').filter((number) => number !== '')];
  const columns = {
    taken_back: Number(raw!['taken_back'] ?? 0) + rows.length - kept.length, kept: Number(raw!['kept'] ?? 0) + kept.length,
    kept_numbers: named.length === 0 ? null : `${named.slice(0, MOST_NAMED).join('、')}${named.length > MOST_NAMED ? '…' : ''}`,
  };
  await afterWrite(tx, ImportBatch, await setColumns(tx, ImportBatch, raw!, columns), { what: 'update', ...difference(raw!, columns) });
  return { rows: rows.length, last: rows.at(-1)?.row ?? null };
}

async function changeBack(tx: Tx, register: Register, raw: RawRow, r: Row, reason: string): Promise<void> {
  const columns = r.before ?? {};
  const after = Object.keys(columns).length > 0 ? await setColumns(tx, register, raw, columns) : raw;
  if (after !== raw) await afterWrite(tx, register, after, { what: 'edit', reason, ...difference(raw, columns) });
  if (r.what === 'restore') await putAway(tx, register, after, true, reason);
}
