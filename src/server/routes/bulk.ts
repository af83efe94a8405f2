/** One field of many records over HTTP: tried without leaving anything, then written as a batch that can be taken back. */
import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { may, notAllowed } from '../../kernel/access/access.ts';
import type { BulkDone, BulkRow, BulkTried, Filter } from '../../kernel/api.ts';
import { Refusal } from '../../kernel/refusal.ts';
import { tried } from '../../kernel/register/apart.ts';
import { allListed, bulkEdit, MOST_BULK } from '../../kernel/register/bulk.ts';
import { keepBatch } from '../../kernel/register/import-batch.ts';
import { type Context, onceOf, read, registerOf } from './context.ts';

interface At { Params: { register: string } }
const chosen = z.array(z.strictObject({ id: z.uuid(), version: z.number().int() })).min(1).max(MOST_BULK);
const asked = z.strictObject({
  rows: chosen.optional(), field: z.string().max(60), value: z.unknown(),
  /** Instead of rows: all that the list shows. */
  all: z.strictObject({ q: z.string().max(100).optional(), filter: z.record(z.string(), z.unknown()).optional() }).optional(),
});
const written = z.strictObject({ rows: chosen, field: z.string().max(60), value: z.unknown(), reason: z.string().trim().max(200).default(''), goodOnly: z.boolean() });

export function bulkRoutes(app: FastifyInstance, { kernel, sessions }: Context): void {
  const opened = async (request: Parameters<typeof sessions.of>[0] & { params: unknown }) => {
    const { actor } = await sessions.of(request);
    const register = registerOf(kernel, (request.params as At['Params']).register);
    if (!may(actor, register.access.edit ?? [])) throw notAllowed();
    return { actor, register };
  };

  app.post<At>('/api/records/:register/bulk/try', async (request): Promise<BulkTried> => {
    const { actor, register } = await opened(request);
    const { rows, all, field, value } = read(asked, request.body);
    return tried((work) => kernel.write(actor, work), async (tx) => {
      const those = rows ?? await allListed(tx, register, { ...(all?.q ? { q: all.q } : {}), ...(all?.filter ? { filter: all.filter as Filter } : {}) });
      const versions = new Map(those.map((one) => [one.id, one.version]));
      const changed = await bulkEdit(tx, register, those, field, value ?? null, '批量修改试算');
      // Versions as they were found: with these the same is asked for in earnest.
      return counted(changed.map((row) => ({ ...row, version: versions.get(row.id) ?? row.version })));
    });
  });

  app.post<At>('/api/records/:register/bulk', async (request): Promise<BulkDone> => {
    const { actor, register } = await opened(request);
    const { rows, field, value, reason, goodOnly } = read(written, request.body);
    return kernel.write(actor, async (tx) => {
      const changed = await bulkEdit(tx, register, rows, field, value ?? null, reason === '' ? '批量修改' : `批量修改：${reason}`);
      const done = counted(changed);
      if (done.refused > 0 && !goodOnly) throw new Refusal('bulk.refused', [`有 ${done.refused} 条不能修改，什么都没有写入`, `${done.refused} records are refused; nothing was written`], 409);
      const what = `批量修改：${register.fields[field]!.label[0]} → ${done.rows[0]?.becomes[0] || '（空）'}`.slice(0, 120);
      const batch = await keepBatch(tx, register, what, changed.map((row, at) => ({ ...row, row: at, cells: {} })));
      return { ...done, batch: batch?.id ?? null, number: batch?.number ?? null };
    }, onceOf(request, request.body));
  });
}

/** What stood in the field before stays in the batch. */
function counted(rows: readonly BulkRow[]): BulkTried {
  const count = (what: BulkRow['what']) => rows.filter((row) => row.what === what).length;
  return { rows: rows.map((row) => ({ ...row, before: null })), change: count('change'), same: count('same'), refused: count('refused') };
}
