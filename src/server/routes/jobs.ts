/** Jobs over HTTP: what I asked for and how far it is, stopping it, fetching what came of it; who answers for all of it sees everybody's. */
import { createReadStream } from 'node:fs';
import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { notFound } from '../../kernel/access/access.ts';
import type { JobRow } from '../../kernel/api.ts';
import { jobFileOf, jobsOf, labelsOf, stopJob } from '../../kernel/job/job.ts';
import { Refusal } from '../../kernel/refusal.ts';
import { asFile } from '../exports.ts';
import { resultPath } from '../job-runner.ts';
import { type Context, idOf, read } from './context.ts';
import { answersForAll } from './house.ts';

interface One { Params: { id: string } }
const listed = z.strictObject({ all: z.enum(['1']).optional() });

export function jobRoutes(app: FastifyInstance, { kernel, sessions, jobKinds }: Context, { dataDir }: { readonly dataDir: string }): void {
  const labels = labelsOf(jobKinds);
  app.get('/api/jobs', async (request): Promise<{ readonly rows: readonly JobRow[]; readonly mayAll: boolean }> => {
    const { actor } = await sessions.of(request);
    const { all } = read(listed, request.query);
    return kernel.read(actor, async (tx) => {
      const mayAll = await answersForAll(tx);
      return { rows: await jobsOf(tx, labels, { any: all === '1' && mayAll }), mayAll };
    });
  });
  app.get<One>('/api/jobs/:id', async (request): Promise<JobRow> => {
    const { actor } = await sessions.of(request);
    const id = idOf(request.params.id);
    const [row] = await kernel.read(actor, async (tx) => jobsOf(tx, labels, { any: await answersForAll(tx), id }));
    if (!row) throw notFound();
    return row;
  });
  app.post<One>('/api/jobs/:id/stop', async (request) => {
    const { actor } = await sessions.of(request);
    const id = idOf(request.params.id);
    await kernel.write(actor, async (tx) => {
      const any = await answersForAll(tx);
      if ((await jobsOf(tx, labels, { any, id })).length === 0) throw notFound();
      await stopJob(tx, id, any);
      return {};
    });
    return {};
  });
  /** Whoever asked, and nobody else: the rows were chosen by their rights. */
  app.get<One>('/api/jobs/:id/file', async (request, reply) => {
    const { actor } = await sessions.of(request);
    const id = idOf(request.params.id);
    const file = await kernel.read(actor, (tx) => jobFileOf(tx, id));
    if (file === undefined) throw notFound();
    if (file === null) throw new Refusal('job.file_gone', ['结果文件已过保存期，请重新办理', 'The result is no longer kept; please ask for it again'], 410);
    return asFile(reply, createReadStream(resultPath(dataDir, actor.tenantId, id)), file.name, file.type);
  });
}
