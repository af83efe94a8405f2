/** Attachments over HTTP: taken in by content, handed out as downloads only, to whoever may see a record that uses them. Live changes as server-sent events. */
import type { FastifyInstance } from 'fastify';
import { notFound } from '../../kernel/access/access.ts';
import type { AttachmentRef, Change } from '../../kernel/api.ts';
import { asSystem } from '../../kernel/access/system.ts';
import { newId } from '../../kernel/database/id.ts';
import { mayOpen, visible } from '../../kernel/access/access.ts';
import type { Tx } from '../../kernel/database/tx.ts';
import { filesKeptFrom } from '../../kernel/register/page.ts';
import { reachRaw } from '../../kernel/register/write.ts';
import { Refusal } from '../../kernel/refusal.ts';
import { asFile } from '../exports.ts';
import { type Context, idOf } from './context.ts';

const MOST_BYTES = 25 * 1024 * 1024;

export function fileRoutes(app: FastifyInstance, { kernel, sessions, store }: Context): void {
  app.post('/api/attachments', async (request): Promise<AttachmentRef> => {
    const { actor } = await sessions.of(request);
    const file = await request.file();
    if (!file) throw new Refusal('attachment.none', ['没有收到文件', 'No file came with the request'], 422);
    const stored = await store.put(file.file, { maxBytes: MOST_BYTES, originalName: file.filename });
    const id = newId(kernel.clock.now());
    await kernel.write(actor, async (tx) => {
      await tx.query('insert into attachment (tenant_id, id, name, type, bytes, sha256, uploaded_by, at) values ($1, $2, $3, $4, $5, $6, $7, $8)',
        [tx.tenantId, id, stored.name, stored.type, stored.bytes, stored.sha256, actor.id, tx.now]);
      return {};
    });
    return { id, name: stored.name, type: stored.type, bytes: stored.bytes, sha256: stored.sha256 };
  });

  app.get<{ Params: { id: string } }>('/api/attachments/:id', async (request, reply) => {
    const { actor } = await sessions.of(request);
    const id = idOf(request.params.id);
    const found = await kernel.read(actor, async (tx) => {
      const [a] = await tx.query<AttachmentRef & { uploaded_by: string }>('select id, name, type, bytes, sha256, uploaded_by from attachment where tenant_id = $1 and id = $2', [tx.tenantId, id]);
      if (!a) throw notFound();
      if (a.uploaded_by === actor.id) return a;
      const uses = await tx.query<{ register: string; record_id: string }>('select register, record_id from attachment_use where tenant_id = $1 and attachment_id = $2', [tx.tenantId, id]);
      for (const use of uses) {
        const register = kernel.registers.get(use.register);
        const raw = register && mayOpen(register, actor) ? await reachRaw(tx, register, use.record_id).catch(hidden) : undefined;
        if (register && raw && !filesKeptFrom(tx, register, raw).includes(a.id)) return a;
      }
      throw notFound();
    });
    const { stream } = await store.open(found.sha256);
    return asFile(reply, stream, found.name, 'application/octet-stream');
  });

  app.get('/api/changes', async (request, reply) => {
    const { actor } = await sessions.of(request);
    reply.hijack();
    const { raw } = reply;
    raw.writeHead(200, { 'content-type': 'text/event-stream', 'cache-control': 'no-store', 'x-accel-buffering': 'no' });
    raw.write(': open\n\n');
    const system = asSystem(actor.tenantId, 'event');
    let last = (await kernel.read(system, (tx) => tx.query<{ n: number | null }>('select max(id) as n from history where tenant_id = $1', [actor.tenantId])))[0]?.n ?? 0;
    let busy = false;
    const look = async (): Promise<void> => {
      // The session may have ended in the meantime, or its posts may have changed.
      const listener = (await sessions.of(request)).actor;
      const rows = await kernel.read(system, (tx) => tx.query<Change & { n: number }>(
        'select id as n, register, record_id as id, what from history where tenant_id = $1 and id > $2 order by history.id limit 200', [actor.tenantId, last]));
      const told = await kernel.read(listener, (tx) => withinReach(tx, rows));
      for (const row of rows) {
        last = Math.max(last, row.n);
        if (told.has(row.id)) raw.write(`data: ${JSON.stringify({ register: row.register, id: row.id, what: row.what } satisfies Change)}\n\n`);
      }
      raw.write(': \n\n');
    };
    const timer = setInterval(() => {
      if (busy) return;
      busy = true;
      look().catch(() => raw.end()).finally(() => { busy = false; });
    }, 1_000);
    raw.on('close', () => clearInterval(timer));
  });
}

/** Of what changed, only records that the listener may see. */
async function withinReach(tx: Tx, changes: readonly Change[]): Promise<ReadonlySet<string>> {
  const seen = new Set<string>();
  for (const name of new Set(changes.map((c) => c.register))) {
    const register = tx.kernel.registers.get(name);
    if (!register || !mayOpen(register, tx.actor)) continue;
    const reach = await visible(tx, register, 3);
    const rows = await tx.query<{ id: string }>(`select r.id from ${register.name} r where r.tenant_id = $1 and r.id = any($2) and ${reach.sql}`,
      [tx.tenantId, changes.filter((c) => c.register === name).map((c) => c.id), ...reach.values]);
    for (const { id } of rows) seen.add(id);
  }
  return seen;
}

/** A record out of reach is no reason to fail: another use may be within reach. */
const hidden = (e: unknown): undefined => {
  if (e instanceof Refusal) return undefined;
  throw e;
};
