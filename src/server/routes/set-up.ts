/** Setting up over HTTP: only while nobody is there (with the token printed at start) or by the demo's administrator. */
import { timingSafeEqual } from 'node:crypto';
import { rm } from 'node:fs/promises';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { may, notAllowed } from '../../kernel/access/access.ts';
import { Refusal } from '../../kernel/refusal.ts';
import { mayBeBackup } from '../backup/archive.ts';
import { lastRestore, planRestore } from '../backup/plan.ts';
import { shelve } from '../backup/shelf.ts';
import { tenantList } from '../session.ts';
import { createOrganisation, removeDemo } from '../set-up.ts';
import { type Context, read } from './context.ts';

const newOrganisation = z.strictObject({
  code: z.string().trim().regex(/^[A-Za-z][A-Za-z0-9-]{1,19}$/), name: z.string().trim().min(2).max(60), zone: z.string().max(60).default('Asia/Shanghai'),
  login: z.string().trim().min(2).max(40), displayName: z.string().trim().min(1).max(60), password: z.string().max(200), token: z.string().max(100).optional(),
});

export interface SetUp { readonly ownerUrl: string; readonly token: string; readonly dataDir: string; readonly restart: (() => void) | null }
const MOST_BYTES = 64 * 1024 ** 3;

export function setUpRoutes(app: FastifyInstance, { kernel, sessions }: Context, { ownerUrl, token, dataDir, restart }: SetUp): void {
  const isDemoAdministrator = async (request: FastifyRequest): Promise<boolean> => {
    const session = await sessions.of(request).catch(notSignedIn);
    return session?.tenant.demo === true && may(session.actor, ['administrator']);
  };
  app.get('/api/set-up', async (request) => {
    const tenants = await tenantList(kernel);
    return { needed: tenants.length === 0, demo: tenants.some((t) => t.demo), mine: await isDemoAdministrator(request), organisations: tenants.length, restored: tenants.length === 0 ? await lastRestore(dataDir) : null };
  });
  app.post('/api/set-up', { config: { rateLimit: { max: 10, timeWindow: '1 minute' } } }, async (request) => {
    const { token: given, ...organisation } = read(newOrganisation, request.body);
    const tenants = await tenantList(kernel);
    const empty = tenants.length === 0;
    // The demo's password is known to everybody: it opens the door once, not beside an organisation that is at work.
    if (empty ? !same(given ?? '', token) : !(tenants.every((t) => t.demo) && (await isDemoAdministrator(request)))) {
      throw empty ? wrongToken() : notAllowed();
    }
    const tenant = await createOrganisation(kernel, ownerUrl, organisation);
    return { code: tenant.code, name: tenant.name };
  });
  /** A house that moves in from another machine, or comes back after the loss of this one: its backup, before anything is here. */
  app.post<{ Querystring: { token?: string } }>('/api/set-up/restore', { config: { rateLimit: { max: 10, timeWindow: '1 minute' } } }, async (request) => {
    if ((await tenantList(kernel)).length > 0) throw notAllowed();
    if (!same(request.query.token ?? '', token)) throw wrongToken();
    if (!restart) throw new Refusal('house.restore_here', ['请停止程序后在终端执行 npm run dutydesk -- restore', 'Stop the program and run npm run dutydesk -- restore at the terminal']);
    const file = await request.file({ limits: { fileSize: MOST_BYTES } });
    if (!file) throw new Refusal('attachment.none', ['没有收到文件', 'No file came with the request'], 422);
    const path = await shelve(dataDir, kernel.clock.now(), file.file);
    const good = await mayBeBackup(path);
    if (!good || file.file.truncated) {
      await rm(path, { force: true });
      throw new Refusal('backup.not_one', ['这不是值班台的备份文件', 'This is not a backup of Dutydesk'], 422);
    }
    await planRestore(dataDir, path);
    setTimeout(restart, 300);
    return {};
  });
  app.post('/api/set-up/remove-demo', async (request) => {
    if (!(await isDemoAdministrator(request))) throw notAllowed();
    await removeDemo(kernel, ownerUrl);
    return {};
  });
}

const wrongToken = () => new Refusal('set_up.token', ['设置口令不正确，请看启动时显示的地址', 'The set-up token is not right; see the address printed at start'], 403, { token: ['不正确', 'Not right'] });
const notSignedIn = (e: unknown): undefined => {
  if (e instanceof Refusal) return undefined;
  throw e;
};
const same = (a: string, b: string): boolean => Buffer.byteLength(a) === Buffer.byteLength(b) && timingSafeEqual(Buffer.from(a), Buffer.from(b));
