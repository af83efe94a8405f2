/** One's own account: where one is signed in, codes, passkeys, badge and PIN, mail; and the shared tills and locked-out people for administrators. */
import type { FastifyInstance, FastifyRequest } from 'fastify';
import isEmail from 'validator/lib/isEmail.js';
import { z } from 'zod';
import { may, notAllowed } from '../../kernel/access/access.ts';
import { AppUser } from '../../kernel/access/organisation.ts';
import { mustOversee } from '../../kernel/access/people.ts';
import type { Account } from '../../kernel/api.ts';
import { note } from '../../kernel/audit/history.ts';
import type { Tx } from '../../kernel/database/tx.ts';
import { Refusal } from '../../kernel/refusal.ts';
import { updateRecord } from '../../kernel/register/write.ts';
import type { Session } from '../session.ts';
import { dropBadge, keepBadge, makeTill, revokeTill, tillOf, tillsOf } from '../sign-in/badge.ts';
import { dropCodes, keepCodes, newEnrolment, newRecovery, stepOf } from '../sign-in/codes.ts';
import { dropPasskey, keepPasskey, mustHaveSite, startPasskey } from '../sign-in/passkeys.ts';
import { giveTicket, readTicket, takeTicket } from '../sign-in/ticket.ts';
import { type Context, idOf, onceOf, read } from './context.ts';
import { waysOf } from './sign-in.ts';

const TILLS = ['administrator'];
const current = z.string().max(200).default('');
const ticket = z.string().max(200);
const label = z.string().trim().min(1).max(40);

export function accountRoutes(app: FastifyInstance, context: Context): void {
  const { kernel, sessions } = context;
  /** Whoever finds a screen left open must not be able to change how its owner signs in. */
  const sure = async (request: FastifyRequest, given: { readonly current: string }): Promise<Session> => {
    const session = await sessions.of(request);
    await sessions.confirm(request, session, given.current);
    return session;
  };
  app.get('/api/account', async (request): Promise<Account> => {
    const session = await sessions.of(request);
    const till = await tillOf(kernel, request);
    return { ...(await kernel.read(session.actor, (tx) => accountOf(tx, session, till?.id))), ways: await waysOf(context, request) };
  });
  app.post('/api/account/sessions/end', async (request) => {
    const { actor, tokenHash } = await sessions.of(request);
    const { id } = read(z.strictObject({ id: z.string().max(60).nullable().default(null) }), request.body);
    return kernel.write(actor, async (tx) => {
      const gone = await tx.query('delete from session where tenant_id = $1 and user_id = $2 and token_hash <> $3 and ($4::uuid is null or id = $4) returning 1', [tx.tenantId, actor.id, tokenHash, id === null ? null : idOf(id)]);
      await note(tx, { register: 'app_user', recordId: actor.id, number: '', unitId: null, what: 'sessions_ended', after: { sessions: gone.length } });
      return { ended: gone.length };
    });
  });
  app.post('/api/account/mail', async (request) => {
    const given = read(z.strictObject({ current, mail: z.string().trim().max(120).nullable() }), request.body);
    if (given.mail !== null && !isEmail(given.mail)) throw new Refusal('app_user.mail', ['邮箱不正确', 'That is not an e-mail address'], 422, { mail: ['例如 zhang@example.org', 'For example zhang@example.org'] });
    const { actor } = await sure(request, given);
    return kernel.write(actor, async (tx) => { await updateRecord(tx, AppUser, actor, { mail: given.mail }); return {}; }, onceOf(request, given));
  });
  codeRoutes(app, context, sure);
  keyRoutes(app, context, sure);
  administratorRoutes(app, context);
}

type Sure = (request: FastifyRequest, given: { readonly current: string }) => Promise<Session>;

function codeRoutes(app: FastifyInstance, { kernel }: Context, sure: Sure): void {
  app.post('/api/account/codes/start', async (request) => {
    const { actor, tenant } = await sure(request, read(z.strictObject({ current }), request.body));
    return kernel.write(actor, async (tx) => {
      const enrolment = newEnrolment(tenant.name, await nameOf(tx));
      return { ...enrolment, ticket: await giveTicket(tx, 'code_make', 10, actor.id, { sealed: kernel.cipher.seal(enrolment.secret) }) };
    });
  });
  app.post('/api/account/codes', async (request) => {
    const given = read(z.strictObject({ current, ticket, code: z.string().max(20) }), request.body);
    const { actor } = await sure(request, given);
    return kernel.write(actor, async (tx) => {
      const { userId, data } = await readTicket(tx, 'code_make', given.ticket);
      const secret = kernel.cipher.open(String(data['sealed']));
      const step = stepOf(secret, given.code.replace(/\s/g, ''), tx.now);
      if (step === null || userId !== actor.id) throw new Refusal('sign_in.code', ['验证码不正确，请看手机时间是否准确', 'The code is not right; is the clock of the phone correct?'], 422, { code: ['不正确', 'Not right'] });
      await takeTicket(tx, 'code_make', given.ticket);
      return { recovery: await keepCodes(tx, actor.id, secret, step) };
    });
  });
  app.post('/api/account/codes/recovery', async (request) => {
    const { actor } = await sure(request, read(z.strictObject({ current }), request.body));
    return kernel.write(actor, async (tx) => ({ recovery: await newRecovery(tx, actor.id) }));
  });
  app.post('/api/account/codes/remove', async (request) => {
    const { actor } = await sure(request, read(z.strictObject({ current }), request.body));
    return kernel.write(actor, async (tx) => { await dropCodes(tx, actor.id); return {}; });
  });
}

function keyRoutes(app: FastifyInstance, { kernel, sessions }: Context, sure: Sure): void {
  app.post('/api/account/passkeys/start', async (request) => {
    const { actor, tenant } = await sure(request, read(z.strictObject({ current }), request.body));
    const site = mustHaveSite(request);
    return kernel.write(actor, async (tx) => startPasskey(tx, site, { id: actor.id, name: await nameOf(tx), displayName: actor.name, organisation: tenant.name }));
  });
  app.post('/api/account/passkeys', async (request) => {
    const { actor } = await sessions.of(request);
    const given = read(z.strictObject({ ticket, label, response: z.looseObject({ id: z.string().max(2_000) }) }), request.body);
    const site = mustHaveSite(request);
    return kernel.write(actor, async (tx) => { await keepPasskey(tx, site, actor.id, given); return {}; });
  });
  app.post('/api/account/passkeys/remove', async (request) => {
    const given = read(z.strictObject({ current, id: z.string().max(2_000) }), request.body);
    const { actor } = await sure(request, given);
    return kernel.write(actor, async (tx) => { await dropPasskey(tx, actor.id, given.id); return {}; });
  });
  app.post('/api/account/badge', async (request) => {
    const given = read(z.strictObject({ current, badge: z.string().trim().min(1).max(40), pin: z.string().max(8) }), request.body);
    const { actor } = await sure(request, given);
    return kernel.write(actor, async (tx) => { await keepBadge(tx, actor.id, given.badge, given.pin); return {}; });
  });
  app.post('/api/account/badge/remove', async (request) => {
    const { actor } = await sure(request, read(z.strictObject({ current }), request.body));
    return kernel.write(actor, async (tx) => { await dropBadge(tx, actor.id); return {}; });
  });
}

function administratorRoutes(app: FastifyInstance, { kernel, sessions }: Context): void {
  const administrator = async (request: FastifyRequest): Promise<Session> => {
    const session = await sessions.of(request);
    if (!may(session.actor, TILLS)) throw notAllowed();
    return session;
  };
  app.post('/api/tills', async (request, reply) => {
    const { actor } = await administrator(request);
    const given = read(z.strictObject({ label }), request.body);
    return kernel.write(actor, (tx) => makeTill(tx, request, reply, given.label));
  });
  app.post<{ Params: { id: string } }>('/api/tills/:id/revoke', async (request) => {
    const { actor } = await administrator(request);
    return kernel.write(actor, async (tx) => { await revokeTill(tx, idOf(request.params.id)); return {}; });
  });
  /** For somebody whose phone or badge is gone: only the password is left, and nobody is signed in as them. */
  app.post('/api/access/locked-out', async (request) => {
    const { actor } = await administrator(request);
    const { user } = read(z.strictObject({ user: z.string().max(60) }), request.body);
    return kernel.write(actor, async (tx) => {
      const id = idOf(user);
      await mustOversee(tx, id);
      await dropCodes(tx, id);
      await dropBadge(tx, id);
      for (const key of await tx.query<{ id: string }>('select credential as id from passkey where tenant_id = $1 and user_id = $2', [tx.tenantId, id])) await dropPasskey(tx, id, key.id);
      const gone = await tx.query<{ issuer: string }>('delete from outside_identity where tenant_id = $1 and user_id = $2 returning issuer', [tx.tenantId, id]);
      await tx.query('delete from session where tenant_id = $1 and user_id = $2', [tx.tenantId, id]);
      await note(tx, { register: 'app_user', recordId: id, number: '', unitId: null, what: 'sessions_ended', after: { outside: gone.map((g) => g.issuer) } });
      return {};
    });
  });
}

async function nameOf(tx: Tx): Promise<string> {
  const [user] = await tx.query<{ name: string }>('select name from app_user where tenant_id = $1 and id = $2', [tx.tenantId, tx.actor.id]);
  return user?.name ?? '';
}

interface AccountRow { readonly name: string; readonly mail: string | null; readonly changed_at: Date | null; readonly since: Date | null; readonly left: number; readonly badge: string | null }

async function accountOf(tx: Tx, { tokenHash }: Session, till: string | undefined): Promise<Omit<Account, 'ways'>> {
  const id = tx.actor.id;
  const [[own], passkeys, sessions, tills] = await Promise.all([
    tx.query<AccountRow>(
      `select u.name, u.mail, s.changed_at, c.since, b.badge, (select count(*)::int from recovery_code r where r.tenant_id = u.tenant_id and r.user_id = u.id) as left
       from app_user u left join user_secret s on s.tenant_id = u.tenant_id and s.user_id = u.id left join second_factor c on c.tenant_id = u.tenant_id and c.user_id = u.id
       left join badge_pin b on b.tenant_id = u.tenant_id and b.user_id = u.id where u.tenant_id = $1 and u.id = $2`, [tx.tenantId, id]),
    tx.query<{ id: string; label: string; created_at: Date; used_at: Date | null }>('select credential as id, label, created_at, used_at from passkey where tenant_id = $1 and user_id = $2 order by created_at', [tx.tenantId, id]),
    tx.query<{ id: string; device: string; how: string; created_at: Date; seen_at: Date; idle_minutes: number | null; here: boolean }>(
      `select id, device, how, created_at, seen_at, idle_minutes, token_hash = $4 as here from session where tenant_id = $1 and user_id = $2 and expires_at > $3
         and (idle_minutes is null or seen_at + idle_minutes * interval '1 minute' > $3) order by seen_at desc limit 50`, [tx.tenantId, id, tx.now, tokenHash]),
    may(tx.actor, TILLS) ? tillsOf(tx) : null,
  ]);
  return {
    name: own!.name, mail: own!.mail, password: own!.changed_at ? { changedAt: own!.changed_at.toISOString() } : null, codes: own!.since ? { since: own!.since.toISOString(), recoveryLeft: own!.left } : null, badge: own!.badge,
    passkeys: passkeys.map((p) => ({ id: p.id, label: p.label, createdAt: p.created_at.toISOString(), usedAt: p.used_at?.toISOString() ?? null })),
    sessions: sessions.map((s) => ({ id: s.id, device: s.device, how: s.how.split(':')[0]!, createdAt: s.created_at.toISOString(), seenAt: s.seen_at.toISOString(), idleMinutes: s.idle_minutes, here: s.here })),
    tills: tills?.map((t) => ({ id: t.id, label: t.label, since: t.since.toISOString(), here: t.id === till })) ?? null,
  };
}
