/** Setting up over HTTP: only while nobody is there (with the token printed at start) or by the demo's administrator. */
import { timingSafeEqual } from 'node:crypto';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { may, notAllowed } from '../../kernel/access/access.ts';
import { Refusal } from '../../kernel/refusal.ts';
import { tenantList } from '../session.ts';
import { createOrganisation, removeDemo } from '../set-up.ts';
import { type Context, read } from './context.ts';

const newOrganisation = z.strictObject({
  code: z.string().trim().regex(/^[A-Za-z][A-Za-z0-9-]{1,19}$/), name: z.string().trim().min(2).max(60), zone: z.string().max(60).default('Asia/Shanghai'),
  login: z.string().trim().min(2).max(40), displayName: z.string().trim().min(1).max(60), password: z.string().max(200), token: z.string().max(100).optional(),
});

export interface SetUp { readonly ownerUrl: string; readonly token: string }

export function setUpRoutes(app: FastifyInstance, { kernel, sessions }: Context, { ownerUrl, token }: SetUp): void {
  const isDemoAdministrator = async (request: FastifyRequest): Promise<boolean> => {
    const session = await sessions.of(request).catch(notSignedIn);
    return session?.tenant.demo === true && may(session.actor, ['administrator']);
  };
  app.get('/api/set-up', async (request) => {
    const tenants = await tenantList(kernel);
    return { needed: tenants.length === 0, demo: tenants.some((t) => t.demo), mine: await isDemoAdministrator(request), organisations: tenants.length };
  });
  app.post('/api/set-up', { config: { rateLimit: { max: 10, timeWindow: '1 minute' } } }, async (request) => {
    const { token: given, ...organisation } = read(newOrganisation, request.body);
    const tenants = await tenantList(kernel);
    const empty = tenants.length === 0;
    // The demo's password is known to everybody: it opens the door once, not beside an organisation that is at work.
    if (empty ? !same(given ?? '', token) : !(tenants.every((t) => t.demo) && (await isDemoAdministrator(request)))) {
      throw empty ? new Refusal('set_up.token', ['设置口令不正确，请看启动时显示的地址', 'The set-up token is not right; see the address printed at start'], 403, { token: ['不正确', 'Not right'] }) : notAllowed();
    }
    const tenant = await createOrganisation(kernel, ownerUrl, organisation);
    return { code: tenant.code, name: tenant.name };
  });
  app.post('/api/set-up/remove-demo', async (request) => {
    if (!(await isDemoAdministrator(request))) throw notAllowed();
    await removeDemo(kernel, ownerUrl);
    return {};
  });
}

const notSignedIn = (e: unknown): undefined => {
  if (e instanceof Refusal) return undefined;
  throw e;
};
const same = (a: string, b: string): boolean => Buffer.byteLength(a) === Buffer.byteLength(b) && timingSafeEqual(Buffer.from(a), Buffer.from(b));
