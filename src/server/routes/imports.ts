/** Tables into registers over HTTP: read, tried without leaving anything, then written; a template, and a workbook of what was refused with the reasons. */
import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { may, notAllowed } from '../../kernel/access/access.ts';
import type { ImportDone, ImportRead, ImportRow, ImportTried, Label } from '../../kernel/api.ts';
import { startJob } from '../../kernel/job/job.ts';
import { Refusal } from '../../kernel/refusal.ts';
import { tried } from '../../kernel/register/apart.ts';
import { keepBatch } from '../../kernel/register/import-batch.ts';
import { guessFor, importFields, importRows, MOST_ROWS, mustFit } from '../../kernel/register/import.ts';
import type { Register } from '../../kernel/register/register.ts';
import type { Actor } from '../../kernel/access/actor.ts';
import { asFile } from '../exports.ts';
import { type importJobs, type PutDown, putDown } from '../import-jobs.ts';
import { even, MOST_BYTES, type Row, scanTable } from '../files/read-table.ts';
import { writeXlsx } from '../files/workbook.ts';
import { type Context, onceOf, read, registerOf } from './context.ts';

interface At { Params: { register: string } }
/** Rows of a table that is brought in portions, and of those that are shown of it. */
const MOST_LARGE = 200_000;
const SHOWN = 100;
const LARGE = { bodyLimit: 32 * 1024 * 1024 };
const table = z.strictObject({
  columns: z.array(z.string().max(60).nullable()).min(1).max(200), rows: z.array(z.array(z.string().max(20_000)).max(200)).max(MOST_ROWS), key: z.array(z.string().max(60)).min(1).max(6).nullable(),
});
const large = table.omit({ rows: true }).extend({
  what: z.enum(['try', 'bring']), upload: z.uuid(), file: z.string().trim().max(120), heads: z.array(z.string().max(500)).max(200), total: z.number().int().min(1).max(MOST_LARGE), lang: z.union([z.literal(0), z.literal(1)]),
});
const written = table.extend({ file: z.string().trim().max(120), goodOnly: z.boolean() });
const reasons = z.strictObject({ heads: z.array(z.string().max(500)).max(200), rows: z.array(z.array(z.string().max(20_000)).max(201)).max(MOST_ROWS) });

export function importRoutes(app: FastifyInstance, { kernel, sessions }: Context, dataDir: string, jobs: ReturnType<typeof importJobs>): void {
  const opened = async (request: Parameters<typeof sessions.of>[0] & { params: unknown }): Promise<{ readonly actor: Actor; readonly register: Register }> => {
    const { actor } = await sessions.of(request);
    const register = registerOf(kernel, (request.params as At['Params']).register);
    if (!may(actor, register.access.create) || importFields(register).length === 0) throw notAllowed();
    return { actor, register };
  };

  app.get<At & { Querystring: { lang?: string } }>('/api/imports/:register/template', async (request, reply) => {
    const { register } = await opened(request);
    const lang = request.query.lang === '1' ? 1 : 0;
    const columns = importFields(register).map(([, f]) => ({ label: f.optional ? f.label[lang] : `${f.label[lang]}*`, kind: 'text' as const }));
    return asFile(reply, writeXlsx({ title: register.label[lang], columns, rows: [], lang }), `${register.label[lang]}.xlsx`, XLSX);
  });

  app.post<At & { Querystring: { sheet?: string } }>('/api/imports/:register/read', async (request): Promise<ImportRead> => {
    const { actor, register } = await opened(request);
    const file = await request.file({ limits: { fileSize: MOST_BYTES } });
    if (!file) throw new Refusal('attachment.none', ['没有收到文件', 'No file came with the request'], 422);
    const bytes = await file.toBuffer().catch(() => { throw new Refusal('import.large', ['文件超过 20 MB', 'The file is larger than 20 MB'], 413); });
    return takeIn(bytes, request.query.sheet, register, () => putDown(dataDir, actor, kernel.clock.now()));
  });

  /** The whole of a large table, tried or brought in as a job. */
  app.post<At>('/api/imports/:register/large', async (request): Promise<{ readonly id: string }> => {
    const { actor, register } = await opened(request);
    const { what, ...body } = read(large, request.body);
    const kind = what === 'try' ? jobs.tryOut : jobs.bring;
    const title: Label = what === 'try' ? [`试算导入${register.label[0]}：${body.file}`, `Trial of an import of ${register.label[1]}: ${body.file}`] : [`导入${register.label[0]}：${body.file}`, `Import ${register.label[1]}: ${body.file}`];
    return kernel.write(actor, (tx) => { mustFit(tx, register, { ...body, rows: [] }); return startJob(tx, kind, { register: register.name, ...body }, title); }, onceOf(request, request.body));
  });

  app.post<At>('/api/imports/:register/try', LARGE, async (request): Promise<ImportTried> => {
    const { actor, register } = await opened(request);
    const body = read(table, request.body);
    return counted(await tried((work) => kernel.write(actor, work), (tx) => importRows(tx, register, body, '导入试算', { trial: true })));
  });

  app.post<At>('/api/imports/:register', LARGE, async (request): Promise<ImportDone> => {
    const { actor, register } = await opened(request);
    const { file, goodOnly, ...body } = read(written, request.body);
    return kernel.write(actor, async (tx) => {
      const rows = await importRows(tx, register, body, `导入 ${file}`);
      const all = counted(rows);
      if (all.refused > 0 && !goodOnly) throw new Refusal('import.refused', [`有 ${all.refused} 行不能导入，什么都没有写入`, `${all.refused} rows are refused; nothing was written`], 422);
      const batch = await keepBatch(tx, register, file, rows);
      return { ...all, batch: batch?.id ?? null, number: batch?.number ?? null };
    }, onceOf(request, request.body));
  });

  app.post<At & { Querystring: { lang?: string } }>('/api/imports/:register/refused', LARGE, async (request, reply) => {
    const { register } = await opened(request);
    const lang = request.query.lang === '1' ? 1 : 0;
    const { heads, rows } = read(reasons, request.body);
    const columns = [...heads, lang === 0 ? '原因' : 'Reason'].map((label) => ({ label, kind: 'text' as const }));
    return asFile(reply, writeXlsx({ title: register.label[lang], columns, rows, lang }), lang === 0 ? `${register.label[0]}（未导入）.xlsx` : `${register.label[1]} (left out).xlsx`, XLSX);
  });
}

/** The rows themselves; of too many to be looked at one by one only the first, and all of them put down while they are read. */
async function takeIn(bytes: Buffer, sheet: string | undefined, register: Register, lay: () => Promise<PutDown>): Promise<ImportRead> {
  const first: Row[] = [];
  let down: PutDown | undefined;
  let total = 0;
  try {
    const { width, ...found } = await scanTable(bytes, { mostRows: MOST_LARGE, ...(sheet === undefined ? {} : { sheet }) }, async (rows) => {
      total += rows.length;
      if (down) return down.add(rows);
      first.push(...rows);
      if (total <= MOST_ROWS) return;
      down = await lay();
      await down.add(first);
      first.length = SHOWN;
    });
    await down?.close();
    return { ...found, rows: first.map((row) => even(row, width)), columns: guessFor(register, found.heads), large: down ? { upload: down.upload, total } : null };
  } catch (e) {
    await down?.drop();
    throw e;
  }
}

const XLSX = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';

function counted(rows: readonly ImportRow[]): ImportTried {
  const count = (...what: readonly ImportRow['what'][]) => rows.filter((r) => what.includes(r.what)).length;
  // Ids and values of the trial mean nothing outside it.
  return { rows: rows.map((r) => ({ ...r, before: null })), create: count('create'), change: count('change', 'restore'), same: count('same'), refused: count('refused') };
}
