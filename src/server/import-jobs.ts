/**
 * Tables too large to be looked at row by row (大表导入): put down as a file of lines, tried and written in portions beside the page. What was written is
 * written once, whatever happens meanwhile; what is refused comes back as a workbook with the reasons, and the whole can be taken back as one batch.
 */
import { createReadStream } from 'node:fs';
import { mkdir, open, readdir, rm, stat, truncate } from 'node:fs/promises';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { ImportRow, Label } from '../kernel/api.ts';
import { newId } from '../kernel/database/id.ts';
import type { JobEnd, JobKind, JobRun } from '../kernel/job/job.ts';
import { Refusal } from '../kernel/refusal.ts';
import { importRows } from '../kernel/register/import.ts';
import { addToBatch, openBatch } from '../kernel/register/import-batch.ts';
import { writeXlsx } from './files/workbook.ts';

export interface BigImport {
  readonly register: string; readonly upload: string; readonly file: string; readonly heads: readonly string[]; readonly columns: readonly (string | null)[]; readonly key: readonly string[] | null;
  readonly total: number; readonly lang: 0 | 1;
}
const PORTION = 100;
/** What is refused beyond this is counted and not listed: such a table is the wrong one. */
const MOST_LISTED = 20_000;
const DAYS = 3;

const folderOf = (dataDir: string, tenantId: string): string => join(dataDir, 'imports', tenantId);

/** Rows put down as lines while they are read; only whoever brought them can name them. */
export interface PutDown { readonly upload: string; add(rows: readonly (readonly string[])[]): Promise<void>; close(): Promise<void>; drop(): Promise<void> }

export async function putDown(dataDir: string, who: { readonly tenantId: string; readonly id: string }, now: Date): Promise<PutDown> {
  const folder = folderOf(dataDir, who.tenantId);
  await mkdir(folder, { recursive: true, mode: 0o700 });
  await sweepUploads(folder, now);
  const upload = newId(now);
  const path = join(folder, `${who.id}-${upload}`);
  const file = await open(path, 'wx', 0o600);
  return {
    upload,
    async add(rows) { await file.appendFile(rows.map((row) => `${JSON.stringify(row)}\n`).join('')); },
    close: () => file.close(),
    async drop() { await file.close(); await rm(path, { force: true }); },
  };
}

async function sweepUploads(folder: string, now: Date): Promise<void> {
  for (const name of await readdir(folder)) {
    const path = join(folder, name);
    if (now.getTime() - (await stat(path)).mtime.getTime() > DAYS * 86_400_000) await rm(path, { force: true });
  }
}

type Run = JobRun<BigImport>;
interface Counts { readonly create: number; readonly change: number; readonly same: number; readonly refused: number }
const NONE: Counts = { create: 0, change: 0, same: 0, refused: 0 };
const counted = (c: Counts, rows: readonly ImportRow[]): Counts => {
  const count = (...what: readonly ImportRow['what'][]) => rows.filter((r) => what.includes(r.what)).length;
  return { create: c.create + count('create'), change: c.change + count('change', 'restore'), same: c.same + count('same'), refused: c.refused + count('refused') };
};
const told = (c: Counts): Label => [`新登记 ${c.create}，修改 ${c.change}，无变化 ${c.same}，不能导入 ${c.refused}`, `${c.create} new, ${c.change} changed, ${c.same} as they are, ${c.refused} refused`];
const note = (c: Counts): Label => { const [zh, en] = told(c); return [`到目前：${zh}`, `So far: ${en}`]; };

/** Takes the transaction of a trial back. */
class OnlyTried extends Error {}

export function importJobs(dataDir: string): { readonly tryOut: JobKind<BigImport>; readonly bring: JobKind<BigImport> } {
  const pathOf = (c: Run) => join(folderOf(dataDir, c.actor.tenantId), `${c.actor.id}-${c.input.upload}`);
  return {
    tryOut: {
      name: 'import.try', label: ['导入试算', 'Trial of an import'],
      async run(c) {
        const register = registerOf(c);
        const { columns, key, total } = c.input;
        const refused = await openRefused(`${pathOf(c)}.tried`, 0);
        let bytes = 0;
        const seen = new Set<string>();
        let counts = NONE;
        try {
          for await (const { from, rows } of portions(pathOf(c), 0)) {
            c.signal.throwIfAborted();
            let tried: ImportRow[] = [];
            await c.write(async (tx) => { tried = await importRows(tx, tx.kernel.registers.get(register)!, { columns, key, rows }, '', { trial: true, from }); throw new OnlyTried(); }).catch((e: unknown) => { if (!(e instanceof OnlyTried)) throw e; });
            tried = twice(tried, rows, from, c.input, seen);
            bytes = await refused.add(tried, rows, from, c.input.lang, bytes);
            counts = counted(counts, tried);
            c.progress(from + rows.length, total, note(counts));
          }
        } finally { await refused.close(); }
        return ended(c, ['试算', 'Trial'], counts, `${pathOf(c)}.tried`);
      },
    },
    bring: {
      name: 'import.bring', label: ['导入', 'Import'],
      async run(c) {
        const register = registerOf(c);
        const { columns, key, total, file } = c.input;
        let at = (c.checkpoint ?? { from: 0, batch: null, counts: NONE, bytes: 0 }) as { readonly from: number; readonly batch: string | null; readonly counts: Counts; readonly bytes: number };
        const refused = await openRefused(`${pathOf(c)}.refused`, at.bytes);
        try {
          for await (const { from, rows } of portions(pathOf(c), at.from)) {
            // Tried again after a conflict, it begins from the same place.
            const before = at;
            await c.keep(async (tx) => {
              const target = tx.kernel.registers.get(register)!;
              const done = await importRows(tx, target, { columns, key, rows }, `导入 ${file}`, { from });
              let { batch } = before;
              if (batch !== null) await addToBatch(tx, batch, done);
              else if (done.some((r) => r.what !== 'refused' && r.what !== 'same')) batch = (await openBatch(tx, target, file, done)).id;
              const bytes = await refused.add(done, rows, from, c.input.lang, before.bytes);
              at = { from: from + rows.length, batch, counts: counted(before.counts, done), bytes };
              return at;
            });
            c.progress(at.from, total, note(at.counts));
          }
        } finally { await refused.close(); }
        await truncate(`${pathOf(c)}.refused`, at.bytes);
        return { ...await ended(c, ['导入', 'Import'], at.counts, `${pathOf(c)}.refused`), ...(at.batch === null ? {} : { href: `/r/import_batch/${at.batch}` }) };
      },
    },
  };
}

function registerOf(c: Run): string {
  // The register may have gone, or the posts, since it was asked for: importRows asks again for the posts.
  if (!/^[a-z_]+$/.test(c.input.register)) throw new Refusal('import.columns', ['列与栏目对应不正确', 'Columns and fields do not fit together'], 422);
  return c.input.register;
}

/** The same key in an earlier portion: within one, the rows see each other. */
function twice(tried: readonly ImportRow[], rows: readonly (readonly string[])[], from: number, { columns, key }: BigImport, seen: Set<string>): ImportRow[] {
  if (key === null) return [...tried];
  const mine = new Set<string>();
  const out = tried.map((r): ImportRow => {
    const values = key.map((column) => (rows[r.row - from]?.[columns.indexOf(column)] ?? '').trim().toLowerCase());
    const own = values.join('\u0000');
    mine.add(own);
    return r.what !== 'refused' && values.every((v) => v !== '') && seen.has(own) ? { ...r, what: 'refused', problem: ['与前面的行是同一条记录', 'The same record as an earlier row'] } : r;
  });
  for (const own of mine) seen.add(own);
  return out;
}

async function* portions(path: string, from: number): AsyncGenerator<{ readonly from: number; readonly rows: readonly (readonly string[])[] }> {
  await stat(path).catch(() => { throw new Refusal('import.gone', ['上传的表已过保存期，请重新上传', 'The uploaded table is no longer kept; please upload it again'], 410); });
  let at = 0;
  let rows: (readonly string[])[] = [];
  for await (const line of createInterface({ input: createReadStream(path), crlfDelay: Number.POSITIVE_INFINITY })) {
    if (at++ < from) continue;
    rows.push(JSON.parse(line) as readonly string[]);
    if (rows.length === PORTION) { yield { from: at - PORTION, rows }; rows = []; }
  }
  if (rows.length > 0) yield { from: at - rows.length, rows };
}

interface Refused { add(done: readonly ImportRow[], rows: readonly (readonly string[])[], from: number, lang: 0 | 1, position: number): Promise<number>; close(): Promise<void> }

/** What was refused, as lines from a position on: behind what had been counted when the program was stopped, or when the portion is tried again. */
async function openRefused(path: string, bytes: number): Promise<Refused> {
  const file = await open(path, bytes === 0 ? 'w' : 'r+', 0o600);
  if (bytes > 0) await truncate(path, bytes);
  return {
    async add(done, rows, from, lang, position) {
      const lines = done.filter((r) => r.what === 'refused').map((r) => `${JSON.stringify([...rows[r.row - from]!, String(r.row + 2), reasonOf(r, lang)])}\n`).join('');
      const buffer = Buffer.from(lines);
      if (buffer.length > 0) await file.write(buffer, 0, buffer.length, position);
      return position + buffer.length;
    },
    close: () => file.close(),
  };
}

const reasonOf = (r: ImportRow, lang: 0 | 1): string => [r.problem?.[lang], ...Object.values(r.cells).map((label) => label[lang])].filter(Boolean).join(lang === 0 ? '；' : '; ');

async function ended(c: Run, [zh, en]: Label, counts: Counts, path: string): Promise<JobEnd> {
  const [told0, told1] = told(counts);
  const said: Label = [`${zh}完毕：${told0}`, `${en} done: ${told1}`];
  if (counts.refused === 0) return { said };
  const rows: string[][] = [];
  for await (const line of createInterface({ input: createReadStream(path), crlfDelay: Number.POSITIVE_INFINITY })) if (rows.length < MOST_LISTED) rows.push(JSON.parse(line) as string[]);
  const { lang, heads } = c.input;
  const columns = [...heads, lang === 0 ? '行' : 'Row', lang === 0 ? '原因' : 'Reason'].map((label) => ({ label, kind: 'text' as const }));
  const name = lang === 0 ? `${zh}未通过.xlsx` : `${en} refused.xlsx`;
  const body = writeXlsx({ title: lang === 0 ? '未通过' : 'Refused', columns, rows, lang });
  return { said, file: await c.file(name, 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet', body) };
}
