/** Attachments over HTTP: taken in by content, handed out as downloads only, to whoever may see a record that uses them. */
import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { actorsWithin, may, mayOpen, notAllowed, notFound } from '../../kernel/access/access.ts';
import type { AttachmentRef } from '../../kernel/api.ts';
import { filesFor } from '../../kernel/register/page.ts';
import { reachRaw } from '../../kernel/register/write.ts';
import { Refusal } from '../../kernel/refusal.ts';
import { asFile } from '../exports.ts';
import { keepAttachment, safeName } from '../files/store.ts';
import { type Context, idOf, jsonOf, read } from './context.ts';

const MOST_BYTES = 25 * 1024 * 1024;

export function fileRoutes(app: FastifyInstance, { kernel, sessions, store }: Context): void {
  app.post('/api/attachments', async (request): Promise<AttachmentRef> => {
    const { actor } = await sessions.of(request);
    const file = await request.file();
    if (!file) throw new Refusal('attachment.none', ['没有收到文件', 'No file came with the request'], 422);
    const stored = await store.put(file.file, { maxBytes: MOST_BYTES, originalName: file.filename });
    return kernel.write(actor, (tx) => keepAttachment(tx, stored));
  });

  app.post<{ Params: { receiver: string }; Querystring: { values?: string } }>('/api/received/:receiver', async (request): Promise<object> => {
    const { actor } = await sessions.of(request);
    const receiver = kernel.modules.flatMap((m) => m.receivers ?? []).find((r) => r.name === request.params.receiver);
    if (!receiver) throw notFound();
    if (!may(actor, receiver.access)) throw notAllowed();
    const values = read(z.record(z.string(), z.unknown()), jsonOf(request.query.values) ?? {});
    const file = await request.file({ limits: { fileSize: receiver.maxBytes } });
    if (!file) throw new Refusal('attachment.none', ['没有收到文件', 'No file came with the request'], 422);
    const received = await receiver.receive({
      actor, values, file: file.file, fileName: safeName(file.filename), now: () => kernel.clock.now(), read: (work) => kernel.read(actor, work), write: (work) => kernel.write(actor, work),
    });
    // What came through is kept; only the rest is missing, and the person must know.
    if (file.file.truncated) throw new Refusal('attachment.too_large', [`文件超过 ${Math.floor(receiver.maxBytes / 1_048_576)} MB，已读入的部分保留`, `The file is larger than ${Math.floor(receiver.maxBytes / 1_048_576)} MB; what was read stays`], 413);
    return received;
  });

  app.get<{ Params: { id: string } }>('/api/attachments/:id', async (request, reply) => {
    const { actor } = await sessions.of(request);
    const id = idOf(request.params.id);
    const found = await kernel.read(actor, async (tx) => {
      const [a] = await tx.query<AttachmentRef & { uploaded_by: string }>('select id, name, type, bytes, sha256, uploaded_by from attachment where tenant_id = $1 and id = $2', [tx.tenantId, id]);
      if (!a) throw notFound();
      if (a.uploaded_by === actor.id) return a;
      const uses = await tx.query<{ register: string; record_id: string }>('select register, record_id from attachment_use where tenant_id = $1 and attachment_id = $2', [tx.tenantId, id]);
      const within = await actorsWithin(tx);
      for (const use of uses) {
        const register = kernel.registers.get(use.register);
        const raw = register && mayOpen(register, actor) ? await reachRaw(tx, register, use.record_id).catch(hidden) : undefined;
        if (register && raw && (filesFor(within(raw.unit_id), register, raw)?.includes(a.id) ?? true)) return a;
      }
      throw notFound();
    });
    const { stream } = await store.open(found.sha256);
    return asFile(reply, stream, found.name, 'application/octet-stream');
  });
}

/** A record out of reach is no reason to fail: another use may be within reach. */
const hidden = (e: unknown): undefined => {
  if (e instanceof Refusal) return undefined;
  throw e;
};
