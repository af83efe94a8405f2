/** Lists and records as files over HTTP (导出): at once, or as a job where they are long. */
import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { mayOpen, notAllowed } from '../../kernel/access/access.ts';
import { type JobKind, startJob } from '../../kernel/job/job.ts';
import type { BigExport } from '../export-jobs.ts';
import { exportList, FORMATS, sendFile, watching } from '../exports.ts';
import { exportRecord } from '../record-file.ts';
import { type Context, idOf, listQuery, listWish, onceOf, read, registerOf } from './context.ts';

interface At { Params: { register: string; id: string } }
const recordFileQuery = z.strictObject({ format: z.enum(FORMATS).default('pdf'), lang: z.enum(['0', '1']).default('0'), history: z.enum(['0', '1']).default('0') });
const largeExport = listQuery.extend({ total: z.number().int().min(0).max(1_000_000_000).optional() });

export function exportRoutes(app: FastifyInstance, { kernel, sessions }: Context, largeList: JobKind<BigExport>): void {
  app.get<At>('/api/records/:register/export', async (request, reply) => {
    const session = await sessions.of(request);
    return sendFile(reply, await exportList(kernel, session, registerOf(kernel, request.params.register), listWish(read(listQuery, request.query)), watching(request, reply)));
  });

  /** The same as a job, for a list that takes longer than somebody waits. */
  app.post<At>('/api/records/:register/export', async (request): Promise<{ readonly id: string }> => {
    const { actor } = await sessions.of(request);
    const register = registerOf(kernel, request.params.register);
    if (!mayOpen(register, actor)) throw notAllowed();
    const { total, ...query } = read(largeExport, request.body);
    const wish = listWish(query);
    return kernel.write(actor, (tx) => startJob(tx, largeList, { register: register.name, wish, total: total ?? null }, [`导出${register.label[0]}`, `Export ${register.label[1]}`]), onceOf(request, request.body));
  });

  app.get<At>('/api/records/:register/:id/export', async (request, reply) => {
    const session = await sessions.of(request);
    const query = read(recordFileQuery, request.query);
    return sendFile(reply, await exportRecord(kernel, session, registerOf(kernel, request.params.register), idOf(request.params.id), { format: query.format, lang: query.lang === '1' ? 1 : 0, history: query.history === '1' }));
  });
}
