/**
 * Signing in with a password, and the session that follows: a random token in an HttpOnly cookie, its hash in the database.
 * Everything that ends a session (sign-out, disabling, a new password, posts taken away) holds within a second.
 * Other ways of signing in enter at `openSession`: they prove who somebody is, the session is the same.
 */
import { createHash, randomBytes } from 'node:crypto';
import { hash, verify } from '@node-rs/argon2';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { notFound } from '../kernel/access/access.ts';
import { loadActor } from '../kernel/access/people.ts';
import { asSystem } from '../kernel/access/system.ts';
import { tenantsOf, type Tenant } from '../kernel/access/tenant.ts';
import type { Actor } from '../kernel/access/actor.ts';
import { note } from '../kernel/audit/history.ts';
import { isId, newId } from '../kernel/database/id.ts';
import type { Tx } from '../kernel/database/tx.ts';
import { Refusal } from '../kernel/refusal.ts';
import type { Kernel } from '../kernel/runtime.ts';

const HOURS = 12;
const WINDOW_MINUTES = 15;
const MOST_BY_NAME = 8;
const MOST_BY_ADDRESS = 40;
/** OWASP's smallest recommended setting for Argon2id: 19 MiB, two passes. */
const ARGON = { memoryCost: 19_456, timeCost: 2, parallelism: 1 };

export const signedOut = () => new Refusal('signed_out', ['请先登录', 'Please sign in'], 401);
const wrong = () => new Refusal('sign_in.wrong', ['用户名或密码不正确', 'Name or password is not right'], 401);

export interface Session { readonly actor: Actor; readonly tenant: Tenant; readonly tokenHash: Buffer }

export interface Sessions {
  signIn(request: FastifyRequest, reply: FastifyReply, given: { readonly organisation?: string | undefined; readonly name: string; readonly password: string }): Promise<Session>;
  signOut(request: FastifyRequest, reply: FastifyReply): Promise<void>;
  /** That it is still the same person at the screen: their password once more, counted like signing in. */
  confirm(request: FastifyRequest, session: Session, password: string): Promise<void>;
  /** Who is asking; refused with 401 when nobody is signed in. */
  of(request: FastifyRequest): Promise<Session>;
}

export function openSessions(kernel: Kernel): Sessions {
  const kept = new Map<string, { readonly until: number; readonly session: Promise<Session | undefined> }>();
  const look = (token: string): Promise<Session | undefined> => {
    const now = kernel.clock.now().getTime();
    const known = kept.get(token);
    if (known && known.until > now) return known.session;
    if (kept.size > 5_000) kept.clear();
    const session = readSession(kernel, token);
    kept.set(token, { until: now + 900, session });
    session.catch(() => kept.delete(token));
    return session;
  };
  return {
    async signIn(request, reply, given) {
      const tenant = await tenantFor(kernel, given.organisation);
      const userId = await checkPassword(kernel, tenant, given.name.trim(), given.password, request.ip);
      const session = await openSession(kernel, tenant, userId, String(request.headers['user-agent'] ?? '').slice(0, 200));
      setCookie(request, reply, session.token);
      return session;
    },
    async signOut(request, reply) {
      const token = tokenOf(request);
      if (token) {
        const [tenantId, secret] = split(token);
        kept.delete(token);
        if (tenantId) await kernel.write(asSystem(tenantId, 'sign-in'), async (tx) => {
          await tx.query('delete from session where tenant_id = $1 and token_hash = $2', [tenantId, sha(secret)]);
          return {};
        });
      }
      reply.clearCookie(cookieName(request), { path: '/' });
    },
    async confirm(request, { actor, tenant }, password) {
      const [user] = await kernel.read(actor, (tx) => tx.query<{ name: string }>('select name from app_user where tenant_id = $1 and id = $2', [tx.tenantId, actor.id]));
      await checkPassword(kernel, tenant, user?.name ?? '', password, request.ip).catch((e: unknown) => {
        throw e instanceof Refusal && e.code === 'sign_in.wrong' ? new Refusal('password.current', ['当前密码不正确', 'The current password is not right'], 422, { current: ['不正确', 'Not right'] }) : e;
      });
    },
    async of(request) {
      const token = tokenOf(request);
      const session = token ? await look(token) : undefined;
      if (!session) throw signedOut();
      return { ...session, actor: { ...session.actor, lang: langOf(request) } };
    },
  };
}

/** A file asks by its own parameter, a page by the language it is shown in; nobody asking, Chinese. */
function langOf(request: FastifyRequest): 0 | 1 {
  const asked = (request.query as { readonly lang?: unknown } | undefined)?.lang;
  if (asked === '0' || asked === '1') return asked === '1' ? 1 : 0;
  return /^en\b/i.test(request.headers['accept-language'] ?? '') ? 1 : 0;
}

const sha = (secret: string): Buffer => createHash('sha256').update(secret).digest();
const split = (token: string): [string | undefined, string] => {
  const [tenantId, secret] = token.split('.');
  return isId(tenantId) && secret ? [tenantId, secret] : [undefined, ''];
};

/** Over https the cookie has the `__Host-` prefix and is Secure; plain http happens only on the machine itself. */
const cookieName = (request: FastifyRequest): string => (request.protocol === 'https' ? '__Host-dutydesk' : 'dutydesk');
const tokenOf = (request: FastifyRequest): string | undefined => request.cookies[cookieName(request)];

function setCookie(request: FastifyRequest, reply: FastifyReply, token: string): void {
  reply.setCookie(cookieName(request), token, { path: '/', httpOnly: true, sameSite: 'strict', secure: request.protocol === 'https', maxAge: HOURS * 3_600 });
}

async function readSession(kernel: Kernel, token: string): Promise<Session | undefined> {
  const [tenantId, secret] = split(token);
  const tenant = tenantId && (await tenantList(kernel)).find((t) => t.id === tenantId);
  if (!tenant) return undefined;
  return kernel.read(asSystem(tenant.id, 'sign-in'), async (tx) => {
    const [row] = await tx.query<{ user_id: string }>('select user_id from session where tenant_id = $1 and token_hash = $2 and expires_at > $3', [tenant.id, sha(secret), tx.now]);
    const actor = row && (await loadActor(tx, row.user_id));
    return actor ? { actor, tenant, tokenHash: sha(secret) } : undefined;
  });
}

export const tenantList = (kernel: Kernel): Promise<Tenant[]> => kernel.cached('', 'tenant', () => tenantsOf(kernel.pool));

async function tenantFor(kernel: Kernel, code: string | undefined): Promise<Tenant> {
  const tenants = await tenantList(kernel);
  const found = code ? tenants.find((t) => t.code === code) : tenants.length === 1 ? tenants[0] : undefined;
  if (found) return found;
  if (code) throw wrong();
  throw new Refusal('sign_in.organisation', ['请填写组织代码', 'Please give the organisation’s code'], 422, { organisation: ['必填', 'Required'] });
}

/** Constant work whether the name exists or not; every attempt is counted, on every path. */
async function checkPassword(kernel: Kernel, tenant: Tenant, name: string, password: string, address: string): Promise<string> {
  const system = asSystem(tenant.id, 'sign-in');
  const { found } = await kernel.write(system, async (tx) => {
    // One after the other, and counted before the password is looked at: a hundred guesses at once are a hundred guesses.
    await tx.query('select pg_advisory_xact_lock(hashtextextended($1, 0))', [`sign-in ${tenant.id}`]);
    const since = new Date(tx.now.getTime() - WINDOW_MINUTES * 60_000);
    const [count] = await tx.query<{ by_name: number; by_address: number }>(
      `select (select coalesce(sum(case when ok then -1 else 1 end), 0)::int from sign_in_attempt where tenant_id = $1 and name = $2 and at > $4) as by_name,
         (select coalesce(sum(case when ok then -1 else 1 end), 0)::int from sign_in_attempt where tenant_id = $1 and address = $3 and at > $4) as by_address`, [tenant.id, name.slice(0, 60), address, since]);
    if (count!.by_name >= MOST_BY_NAME || count!.by_address >= MOST_BY_ADDRESS) {
      throw new Refusal('sign_in.too_many', [`尝试次数过多,请 ${WINDOW_MINUTES} 分钟后再试`, `Too many attempts; try again in ${WINDOW_MINUTES} minutes`], 429);
    }
    await attempt(tx, name, address, false);
    const [user] = await tx.query<{ id: string; password_hash: string }>(
      `select u.id, s.password_hash from app_user u join user_secret s on s.tenant_id = u.tenant_id and s.user_id = u.id
       where u.tenant_id = $1 and u.name = $2 and not u.disabled and u.archived_at is null`, [tenant.id, name]);
    return { found: user };
  });
  const right = await verify(found?.password_hash ?? (await nobody()), password).catch(() => false);
  if (!right || !found) throw wrong();
  await kernel.write(system, async (tx) => { await attempt(tx, name, address, true); return {}; });
  return found.id;
}

/** Every attempt is written down as a failure first; a success makes up for one. */
const attempt = (tx: Tx, name: string, address: string, ok: boolean) =>
  tx.query('insert into sign_in_attempt (tenant_id, id, name, address, at, ok) values ($1, $2, $3, $4, $5, $6)', [tx.tenantId, newId(tx.now), name.slice(0, 60), address, tx.now, ok]);

let nobodyHash: Promise<string> | undefined;
const nobody = (): Promise<string> => (nobodyHash ??= hash(randomBytes(16), ARGON));

/** The door for every way of signing in. */
export async function openSession(kernel: Kernel, tenant: Tenant, userId: string, device: string): Promise<Session & { readonly token: string }> {
  const secret = randomBytes(32).toString('base64url');
  const actor = await kernel.write(asSystem(tenant.id, 'sign-in'), async (tx) => {
    await tx.query('insert into session (tenant_id, token_hash, user_id, created_at, seen_at, expires_at, device) values ($1, $2, $3, $4, $4, $5, $6)',
      [tenant.id, sha(secret), userId, tx.now, new Date(tx.now.getTime() + HOURS * 3_600_000), device]);
    const who = await loadActor(tx, userId);
    if (!who) throw wrong();
    return who;
  });
  return { actor, tenant, tokenHash: sha(secret), token: `${tenant.id}.${secret}` };
}

export function checkPasswordStrength(password: string): void {
  if ([...password].length < 10 || password.length > 200) throw new Refusal('password.short', ['密码至少 10 个字符', 'A password has at least 10 characters'], 422, { password: ['至少 10 个字符', 'At least 10 characters'] });
}

/** Sets a password; all sessions of that person end. Refuses short ones. */
export async function setPassword(tx: Tx, userId: string, password: string): Promise<void> {
  checkPasswordStrength(password);
  const [person] = await tx.query<{ id: string }>('select id from app_user where tenant_id = $1 and id = $2', [tx.tenantId, userId]);
  if (!person) throw notFound();
  await tx.query(
    `insert into user_secret (tenant_id, user_id, password_hash, changed_at) values ($1, $2, $3, $4)
     on conflict (tenant_id, user_id) do update set password_hash = excluded.password_hash, changed_at = excluded.changed_at`, [tx.tenantId, userId, await hash(password, ARGON), tx.now]);
  await tx.query('delete from session where tenant_id = $1 and user_id = $2', [tx.tenantId, userId]);
  await note(tx, { register: 'app_user', recordId: userId, number: '', unitId: null, what: 'password' });
}
