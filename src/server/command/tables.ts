/** Tables in and out from the terminal (表格命令), with the rights of the person named: what they could not do in the page, the command does not do for them. */
import { readFile, writeFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { mayOpen, notAllowed } from '../../kernel/access/access.ts';
import type { Actor } from '../../kernel/access/actor.ts';
import { loadActor } from '../../kernel/access/people.ts';
import { asSystem } from '../../kernel/access/system.ts';
import type { Tenant } from '../../kernel/access/tenant.ts';
import type { ImportRow } from '../../kernel/api.ts';
import { keepBatch } from '../../kernel/register/import-batch.ts';
import { guessFor, importFields, importKeys, importRows, MOST_ROWS } from '../../kernel/register/import.ts';
import type { Register } from '../../kernel/register/register.ts';
import type { Kernel } from '../../kernel/runtime.ts';
import { exportList, FORMATS } from '../exports.ts';
import { readTable } from '../files/read-table.ts';
import { StartProblem } from '../start-problem.ts';

type Say = (line: string) => void;

export async function actorNamed(kernel: Kernel, tenant: Tenant, name: string | undefined): Promise<Actor> {
  const [row] = name === undefined ? [] : await kernel.read(asSystem(tenant.id, 'command'), (tx) => tx.query<{ id: string }>('select id from app_user where tenant_id = $1 and name = $2 and not disabled and archived_at is null', [tx.tenantId, name]));
  const actor = row && await kernel.read(asSystem(tenant.id, 'command'), (tx) => loadActor(tx, row.id));
  if (!actor) throw new StartProblem('as-whom', ['请用 --as 指明以谁的权限办理（登录名）', 'Say with --as whose rights to use (a sign-in name)']);
  return actor;
}

export function registerNamed(kernel: Kernel, name: string): Register {
  const register = kernel.registers.get(name);
  if (!register) throw new StartProblem('no-register', [`没有台账 ${name}`, `There is no register ${name}`]);
  return register;
}

/** All or nothing, or the good rows only. The exit code is 0 when every row came in. */
export async function importTable(kernel: Kernel, actor: Actor, register: Register, path: string, options: { readonly goodOnly: boolean; readonly trial: boolean }, say: Say): Promise<number> {
  if (importFields(register).length === 0) throw new StartProblem('no-import', ['这个台账不能从表格导入', 'This register cannot be filled from a table']);
  const bytes = await readFile(path).catch(() => { throw new StartProblem('no-file', [`没有这个文件：${path}`, `There is no such file: ${path}`]); });
  const { heads, rows } = await readTable(bytes, { mostRows: MOST_ROWS });
  const columns = guessFor(register, heads);
  heads.forEach((head, at) => { say(`${head} → ${columns[at] === null ? '不导入 left out' : columns[at]}`); });
  const key = importKeys(register).find((k) => k.every((column) => columns.includes(column))) ?? null;
  const file = basename(path);
  let done: ImportRow[] = [];
  const nothing = new Error('taken back');
  const { batch } = await kernel.write(actor, async (tx) => {
    done = await importRows(tx, register, { columns, rows, key }, `导入 ${file}`, { trial: options.trial });
    if (options.trial || (!options.goodOnly && done.some((r) => r.what === 'refused'))) throw nothing;
    return { batch: await keepBatch(tx, register, file, done) };
  }).catch((e: unknown) => { if (e !== nothing) throw e; return { batch: null }; });
  const count = (...what: readonly ImportRow['what'][]) => done.filter((r) => what.includes(r.what)).length;
  for (const r of done) if (r.what === 'refused') say(`✗ ${r.row + 2}: ${[r.problem, ...Object.entries(r.cells).map(([at, text]) => [`${heads[Number(at)]} ${text[0]}`, `${heads[Number(at)]} ${text[1]}`] as const)].flatMap((t) => (t ? [`${t[0]} / ${t[1]}`] : [])).join('; ')}`);
  const refused = count('refused');
  const written = options.trial ? ['试算，未写入', 'tried, nothing written'] : batch === null ? ['没有写入', 'nothing written'] : [`已写入，批次 ${batch.number}`, `written as ${batch.number}`];
  say(`${written[0]}：新登记 ${count('create')}，修改 ${count('change', 'restore')}，无变化 ${count('same')}，不能导入 ${refused} / ${written[1]}: ${count('create')} new, ${count('change', 'restore')} changed, ${count('same')} as they are, ${refused} refused`);
  return refused === 0 ? 0 : 1;
}

/** The whole register as that person may read it; the ending of the file says which form. */
export async function exportTable(kernel: Kernel, tenant: Tenant, actor: Actor, register: Register, path: string, lang: 0 | 1, say: Say): Promise<number> {
  const format = FORMATS.find((f) => path.toLowerCase().endsWith(`.${f}`));
  if (!format) throw new StartProblem('which-form', [`文件名须以 ${FORMATS.map((f) => `.${f}`).join('、')} 结尾`, `The file must end in ${FORMATS.map((f) => `.${f}`).join(', ')}`]);
  if (!mayOpen(register, actor)) throw notAllowed();
  let rows = 0;
  const { content } = await exportList(kernel, { actor, tenant }, register, { request: {}, columns: null, format, lang, group: null }, { onRows: (n) => { rows = n; } });
  await writeFile(path, Buffer.isBuffer(content) ? content : content.stream, { mode: 0o600 });
  say(`已导出 ${rows} 行：${path} / ${rows} rows exported`);
  return 0;
}
