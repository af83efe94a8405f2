/**
 * The session that follows signing in, whichever way: a random token in an HttpOnly cookie, its hash in the database.
 * Everything that ends a session (sign-out, disabling, a new password, posts taken away) holds within a second.
 * The ways of signing in stand in `sign-in/`: they prove who somebody is; `openSession` is the door for all of them.
 */
import type { FastifyReply, FastifyRequest } from 'fastify';
import { loadActor } from '../kernel/access/people.ts';
import { tenantsOf, type Tenant } from '../kernel/access/tenant.ts';
import type { Actor } from '../kernel/access/actor.ts';
import { IdleMinutes } from '../kernel/access/signing-in.ts';
import { organisationDay } from '../kernel/audit/history.ts';
import { parameter } from '../kernel/settings/lookup.ts';
import type { SignInNext } from '../kernel/api.ts';
import { isPassing } from '../kernel/database/refusals.ts';
import { Refusal } from '../kernel/refusal.ts';
import type { Kernel } from '../kernel/runtime.ts';
import type { Directory } from './sign-in/directory.ts';
import { afterFirst, isNext } from './sign-in/next.ts';
import { checkPassword, wrong } from './sign-in/password.ts';
import { atTheDoor, joined, newSecret, sha, split } from './sign-in/secret.ts';

const HOURS = 12;
/** How often it is written down that somebody is still there. */
const SEEN_EVERY_SECONDS = 60;

/** What a page asks by itself says for how long nobody has touched it. */
const AT_WORK_SECONDS = 60;
const leftIdle = () => new Refusal('signed_out.idle', ['闲置过久，已自动退出，请重新登录', 'Nobody was here for too long; please sign in again'], 401);
export const signedOut = () => new Refusal('signed_out', ['请先登录', 'Please sign in'], 401);

/** Who stands behind a request, for the log of refused ones: ids, no names. */
export const askedBy = new WeakMap<object, { readonly tenant: string; readonly user: string }>();

export interface Session { readonly actor: Actor; readonly tenant: Tenant; readonly tokenHash: Buffer; readonly since: Date }

export interface Sessions {
  /** By name and password; out: the session, or what is asked next. */
  signIn(request: FastifyRequest, reply: FastifyReply, given: { readonly organisation?: string | undefined; readonly name: string; readonly password: string }): Promise<Session | SignInNext>;
  /** Who has proven who they are: the cookie is set, the session begins. */
  enter(request: FastifyRequest, reply: FastifyReply, tenant: Tenant, userId: string, how: string, idleMinutes?: number): Promise<Session>;
  signOut(request: FastifyRequest, reply: FastifyReply): Promise<void>;
  /** That it is still the same person at the screen: their password once more, counted like signing in; without one here, a session that has just begun. */
  confirm(request: FastifyRequest, session: Session, password: string): Promise<void>;
  /** Who is asking; refused with 401 when nobody is signed in. */
  of(request: FastifyRequest): Promise<Session>;
}

export function openSessions(kernel: Kernel, directory: Directory | null = null): Sessions {
  const kept = new Map<string, { readonly until: number; readonly session: Promise<Found | undefined> }>();
  const look = (token: string): Promise<Found | undefined> => {
    const now = kernel.clock.now().getTime();
    const known = kept.get(token);
    if (known && known.until > now) return known.session;
    if (kept.size > 5_000) kept.clear();
    const session = readSession(kernel, token);
    kept.set(token, { until: now + 900, session });
    session.catch(() => kept.delete(token));
    return session;
  };
  const enter: Sessions['enter'] = async (request, reply, tenant, userId, how, idleMinutes) => {
    const session = await openSession(kernel, tenant, userId, deviceOf(request), how, idleMinutes);
    setCookie(request, reply, session.token);
    return session;
  };
  return {
    enter,
    async signIn(request, reply, given) {
      const tenant = await tenantFor(kernel, given.organisation);
      const person = await checkPassword(kernel, tenant, given.name.trim(), given.password, request.ip, directory);
      const how = person.password_hash === null ? 'directory' : 'password';
      const next = await afterFirst(kernel, tenant, person.id, how);
      return isNext(next) ? next : enter(request, reply, tenant, person.id, how);
    },
    async signOut(request, reply) {
      const token = tokenOf(request);
      if (token) {
        const [tenantId, secret] = split(token);
        kept.delete(token);
        if (tenantId) await kernel.write(atTheDoor(tenantId), async (tx) => {
          await tx.query('delete from session where tenant_id = $1 and token_hash = $2', [tenantId, sha(secret)]);
          return {};
        });
      }
      // Without Secure a browser takes no cookie with this prefix, not even an empty one.
      reply.clearCookie(cookieName(request), { path: '/', secure: request.protocol === 'https' });
    },
    async confirm(request, { actor, tenant, since }, password) {
      const [user] = await kernel.read(actor, (tx) => tx.query<{ name: string; own: boolean }>(
        'select u.name, s.user_id is not null as own from app_user u left join user_secret s on s.tenant_id = u.tenant_id and s.user_id = u.id where u.tenant_id = $1 and u.id = $2', [tx.tenantId, actor.id]));
      if (user && !user.own && !directory) {
        if (kernel.clock.now().getTime() - since.getTime() < FRESH_MINUTES * 60_000) return;
        throw new Refusal('sign_in.fresh', ['请退出并重新登录后再做这一步', 'Please sign out and in again before this step']);
      }
      await checkPassword(kernel, tenant, user?.name ?? '', password, request.ip, directory).catch((e: unknown) => {
        throw e instanceof Refusal && e.code === 'sign_in.wrong' ? new Refusal('password.current', ['当前密码不正确', 'The current password is not right'], 422, { current: ['不正确', 'Not right'] }) : e;
      });
    },
    async of(request) {
      const token = tokenOf(request);
      const found = token ? await look(token) : undefined;
      if (!found) throw signedOut();
      const { session } = found;
      askedBy.set(request, { tenant: session.tenant.id, user: session.actor.id });
      if (found.stale && isAtWork(request)) {
        found.stale = false;
        await kernel.write(atTheDoor(session.tenant.id), async (tx) => { await tx.query('update session set seen_at = $3 where tenant_id = $1 and token_hash = $2', [session.tenant.id, session.tokenHash, tx.now]); return {}; }).catch(mayWait);
      }
      return { ...session, actor: { ...session.actor, lang: langOf(request) } };
    },
  };
}

const FRESH_MINUTES = 10;
export const deviceOf = (request: FastifyRequest): string => String(request.headers['user-agent'] ?? '').slice(0, 200);

/** A file asks by its own parameter, a page by the language it is shown in; nobody asking, Chinese. */
export function langOf(request: FastifyRequest): 0 | 1 {
  const asked = (request.query as { readonly lang?: unknown } | undefined)?.lang;
  if (asked === '0' || asked === '1') return asked === '1' ? 1 : 0;
  return /^en\b/i.test(request.headers['accept-language'] ?? '') ? 1 : 0;
}

/** Over https the cookie has the `__Host-` prefix and is Secure; plain http happens only on the machine itself. */
const cookieName = (request: FastifyRequest): string => (request.protocol === 'https' ? '__Host-dutydesk' : 'dutydesk');
const tokenOf = (request: FastifyRequest): string | undefined => request.cookies[cookieName(request)];

function setCookie(request: FastifyRequest, reply: FastifyReply, token: string): void {
  reply.setCookie(cookieName(request), token, { path: '/', httpOnly: true, sameSite: 'strict', secure: request.protocol === 'https', maxAge: HOURS * 3_600 });
}

/** Whoever only reads is served although this cannot be written down at the moment. */
function mayWait(e: unknown): void {
  if (!isPassing(e)) throw e;
}

/** The stream of changes and what a page reads anew by itself keep nobody signed in. */
function isAtWork(request: FastifyRequest): boolean {
  return request.routeOptions.url !== '/api/changes' && Number(request.headers['dutydesk-idle'] ?? 0) < AT_WORK_SECONDS;
}

interface Found { readonly session: Session; stale: boolean }
async function readSession(kernel: Kernel, token: string): Promise<Found | undefined> {
  const [tenantId, secret] = split(token);
  const tenant = tenantId && (await tenantList(kernel)).find((t) => t.id === tenantId);
  if (!tenant) return undefined;
  const door = atTheDoor(tenant.id);
  return kernel.read(door, async (tx) => {
    const [row] = await tx.query<{ user_id: string; created_at: Date; seen_at: Date; idle: boolean }>(
      `select user_id, created_at, seen_at, coalesce(seen_at + idle_minutes * interval '1 minute' <= $3, false) as idle from session where tenant_id = $1 and token_hash = $2 and expires_at > $3`, [tenant.id, sha(secret), tx.now]);
    if (row?.idle) throw leftIdle();
    const actor = row && (await loadActor(tx, row.user_id));
    return actor ? { session: { actor, tenant, tokenHash: sha(secret), since: row.created_at }, stale: tx.now.getTime() - row.seen_at.getTime() > SEEN_EVERY_SECONDS * 1_000 } : undefined;
  });
}

export const tenantList = (kernel: Kernel): Promise<Tenant[]> => kernel.cached('', 'tenant', () => tenantsOf(kernel.pool));

export async function tenantFor(kernel: Kernel, code: string | undefined): Promise<Tenant> {
  const tenants = await tenantList(kernel);
  const found = code ? tenants.find((t) => t.code === code) : tenants.length === 1 ? tenants[0] : undefined;
  if (found) return found;
  if (code) throw wrong();
  throw new Refusal('sign_in.organisation', ['请填写组织代码', 'Please give the organisation’s code'], 422, { organisation: ['必填', 'Required'] });
}

/** The door for every way of signing in. */
export async function openSession(kernel: Kernel, tenant: Tenant, userId: string, device: string, how = 'password', idleMinutes?: number): Promise<Session & { readonly token: string }> {
  const secret = newSecret();
  return kernel.write(atTheDoor(tenant.id), async (tx) => {
    await tx.query('insert into session (tenant_id, token_hash, user_id, created_at, seen_at, expires_at, device, how, idle_minutes) values ($1, $2, $3, $4, $4, $5, $6, $7, $8)',
      [tenant.id, sha(secret), userId, tx.now, new Date(tx.now.getTime() + HOURS * 3_600_000), device, how, idleMinutes ?? (await parameter(tx, IdleMinutes, await organisationDay(tx)))]);
    const actor = await loadActor(tx, userId);
    if (!actor) throw wrong();
    return { actor, tenant, tokenHash: sha(secret), since: tx.now, token: joined(tenant.id, secret) };
  });
}
