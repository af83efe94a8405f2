/** Coming in, by whichever way: password and what is asked after it, passkey, identity provider, badge at a till, a new password by mail; and going out. */
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import type { SignedIn, SignInNext, SignInWays } from '../../kernel/api.ts';
import type { Tenant } from '../../kernel/access/tenant.ts';
import { Refusal } from '../../kernel/refusal.ts';
import { type Session, langOf, tenantFor, tenantList } from '../session.ts';
import { acceptBadge, IDLE_MINUTES, tillOf } from '../sign-in/badge.ts';
import { giveCode, giveFirstCode, giveNewPassword, isNext, type Arrived } from '../sign-in/next.ts';
import { acceptPasskey, askPasskey, mustHaveSite, siteOf } from '../sign-in/passkeys.ts';
import { matches } from '../sign-in/password.ts';
import { leaveForProvider, returnFromProvider } from '../sign-in/provider.ts';
import { giveNewByMail, sendReset } from '../sign-in/reset.ts';
import { atTheDoor } from '../sign-in/secret.ts';
import { expired, tenantOf } from '../sign-in/ticket.ts';
import { type Context, read } from './context.ts';
import { meOf } from './desk.ts';

const organisation = z.string().trim().max(40).optional();
const password = z.string().max(200);
const ticket = z.string().max(200);
const byPassword = z.strictObject({ organisation, name: z.string().max(60), password });
const byCode = z.strictObject({ ticket, code: z.string().max(40) });
const byPasskey = z.strictObject({ ticket, response: z.looseObject({ id: z.string().max(2_000) }) });
/** Thirty a minute from one address; each way counts its guesses besides. */
const FEW = { config: { rateLimit: { max: 30, timeWindow: '1 minute' } } };
/** It holds for one path, so over https it has the prefix for that. */
const stateCookie = (request: FastifyRequest): string => (request.protocol === 'https' ? '__Secure-dutydesk-provider' : 'dutydesk-provider');
const CALLBACK = '/api/sign-in/provider/return';

export async function waysOf({ kernel, signingIn, post }: Context, request: FastifyRequest): Promise<SignInWays> {
  return { passkey: siteOf(request) !== null, provider: signingIn.provider?.name ?? null, till: (await tillOf(kernel, request))?.label ?? null, mail: post !== null };
}

export function signInRoutes(app: FastifyInstance, context: Context): void {
  const { kernel, sessions } = context;
  const tenantById = async (id: string): Promise<Tenant> => {
    const tenant = (await tenantList(kernel)).find((t) => t.id === id);
    if (!tenant) throw expired();
    return tenant;
  };
  const arrive = async (session: Session, recovery?: readonly string[]): Promise<SignedIn> => ({ ...(await meOf(kernel, session)), ...(recovery ? { recovery } : {}) });
  const go = async (request: FastifyRequest, reply: FastifyReply, tenant: Tenant, to: SignInNext | Arrived, recovery?: readonly string[]): Promise<SignInNext | SignedIn> =>
    (isNext(to) ? to : arrive(await sessions.enter(request, reply, tenant, to.userId, to.how), recovery));

  app.get('/api/sign-in/ways', async (request): Promise<SignInWays> => waysOf(context, request));
  app.post('/api/sign-in', FEW, async (request, reply): Promise<SignedIn | SignInNext> => {
    const to = await sessions.signIn(request, reply, read(byPassword, request.body));
    return isNext(to) ? to : arrive(to);
  });
  app.post('/api/sign-in/code', FEW, async (request, reply) => {
    const given = read(byCode, request.body);
    const tenant = await tenantById(tenantOf(given.ticket));
    return go(request, reply, tenant, await giveCode(kernel, tenant, given.ticket, given.code, request.ip));
  });
  app.post('/api/sign-in/enrol', FEW, async (request, reply) => {
    const given = read(byCode, request.body);
    const tenant = await tenantById(tenantOf(given.ticket));
    const { to, recovery } = await giveFirstCode(kernel, tenant, given.ticket, given.code);
    return go(request, reply, tenant, to, recovery);
  });
  app.post('/api/sign-in/new-password', FEW, async (request, reply) => {
    const given = read(z.strictObject({ ticket, password }), request.body);
    const tenant = await tenantById(tenantOf(given.ticket));
    const isOld = async (userId: string) => {
      const [kept] = await kernel.read(atTheDoor(tenant.id), (tx) => tx.query<{ password_hash: string }>('select password_hash from user_secret where tenant_id = $1 and user_id = $2', [tx.tenantId, userId]));
      return matches(kept?.password_hash, given.password);
    };
    return go(request, reply, tenant, await giveNewPassword(kernel, tenant, given.ticket, given.password, isOld));
  });
  app.post('/api/sign-out', async (request, reply) => {
    await sessions.signOut(request, reply);
    return {};
  });
  app.post('/api/sign-in/badge', FEW, async (request, reply) => {
    const given = read(z.strictObject({ badge: z.string().trim().min(1).max(40), pin: z.string().max(8) }), request.body);
    const till = await tillOf(kernel, request);
    if (!till) throw new Refusal('sign_in.till', ['这台设备不是共用终端，请用密码登录', 'This device is not a shared till; please use your password'], 403);
    const tenant = await tenantById(till.tenantId);
    return arrive(await sessions.enter(request, reply, tenant, await acceptBadge(kernel, tenant, till, given.badge, given.pin), `badge:${till.id}`, IDLE_MINUTES));
  });
  passkeyRoutes(app, context, tenantById, arrive);
  mailRoutes(app, context, tenantById);
  providerRoutes(app, context, tenantById);
}

type ById = (id: string) => Promise<Tenant>;

function passkeyRoutes(app: FastifyInstance, { kernel, sessions }: Context, tenantById: ById, arrive: (session: Session) => Promise<SignedIn>): void {
  app.post('/api/sign-in/passkey/start', FEW, async (request) => {
    const { organisation: code } = read(z.strictObject({ organisation }), request.body);
    const site = mustHaveSite(request);
    return kernel.write(atTheDoor((await tenantFor(kernel, code)).id), (tx) => askPasskey(tx, site));
  });
  app.post('/api/sign-in/passkey', FEW, async (request, reply) => {
    const given = read(byPasskey, request.body);
    const tenant = await tenantById(tenantOf(given.ticket));
    const site = mustHaveSite(request);
    const { userId } = await kernel.write(atTheDoor(tenant.id), async (tx) => ({ userId: await acceptPasskey(tx, site, given) }));
    return arrive(await sessions.enter(request, reply, tenant, userId, 'passkey'));
  });
}

function mailRoutes(app: FastifyInstance, { kernel, post, signingIn }: Context, tenantById: ById): void {
  /** The same answer whoever asks: it must not say who works here. */
  app.post('/api/sign-in/forgotten', { config: { rateLimit: { max: 10, timeWindow: '1 minute' } } }, async (request) => {
    const given = read(z.strictObject({ organisation, name: z.string().trim().min(1).max(60) }), request.body);
    if (!post || !signingIn.publicUrl) throw new Refusal('sign_in.no_mail', ['这里没有设置邮件，请联系管理员重设密码', 'There is no mail server here; please ask the administrator'], 409);
    await sendReset(kernel, post, { tenant: await tenantFor(kernel, given.organisation), name: given.name, publicUrl: signingIn.publicUrl, lang: langOf(request), failed: (e) => request.log.error({ err: e }, 'a letter could not be sent') });
    return {};
  });
  app.post('/api/sign-in/reset', FEW, async (request) => {
    const given = read(z.strictObject({ ticket, password }), request.body);
    await giveNewByMail(kernel, await tenantById(tenantOf(given.ticket)), given.ticket, given.password);
    return {};
  });
}

function providerRoutes(app: FastifyInstance, { kernel, sessions, signingIn }: Context, tenantById: ById): void {
  const { provider, publicUrl } = signingIn;
  if (!provider || !publicUrl) return;
  app.get('/api/sign-in/provider', FEW, async (request, reply) => {
    const given = read(z.strictObject({ organisation, next: z.string().max(500).default('/') }), request.query);
    try {
      const { url, state } = await leaveForProvider(kernel, provider, await tenantFor(kernel, given.organisation), `${publicUrl}${CALLBACK}`, given.next);
      // Lax: it must come along when the provider sends the browser back. It ties the answer to this browser.
      return reply.setCookie(stateCookie(request), state, { path: CALLBACK, httpOnly: true, sameSite: 'lax', secure: request.protocol === 'https', maxAge: 600 }).redirect(url);
    } catch (e) {
      return reply.redirect(withProblem(e));
    }
  });
  app.get(CALLBACK, FEW, async (request, reply) => {
    const state = request.cookies[stateCookie(request)] ?? '';
    reply.clearCookie(stateCookie(request), { path: CALLBACK, secure: request.protocol === 'https' });
    try {
      if (state === '') throw expired();
      const { tenantId, userId, next } = await returnFromProvider(kernel, provider, new URL(`${publicUrl}${request.url}`), state);
      await sessions.enter(request, reply, await tenantById(tenantId), userId, 'provider');
      return reply.redirect(/^\/(?![/\\])/.test(next) ? next : '/');
    } catch (e) {
      return reply.redirect(withProblem(e));
    }
  });
}

/** Back to the sign-in page, which says what went wrong; a bug of ours stays one. */
function withProblem(e: unknown): string {
  if (!(e instanceof Refusal)) throw e;
  return `/sign-in?problem=${encodeURIComponent(e.code)}`;
}
