/** A badge and a PIN at a shared till. A PIN is short, so it counts only at a device that an administrator named, and the session ends when nobody touches it. */
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Tenant } from '../../kernel/access/tenant.ts';
import { note } from '../../kernel/audit/history.ts';
import { newId } from '../../kernel/database/id.ts';
import type { Tx } from '../../kernel/database/tx.ts';
import { Refusal } from '../../kernel/refusal.ts';
import type { Kernel } from '../../kernel/runtime.ts';
import { counted, succeeded } from './attempts.ts';
import { hashed, matches } from './password.ts';
import { atTheDoor, joined, newSecret, sha, split } from './secret.ts';

export const IDLE_MINUTES = 10;
/** Over https with the prefix that ties it to this host, like the session's. */
const cookieName = (request: FastifyRequest): string => (request.protocol === 'https' ? '__Host-dutydesk-till' : 'dutydesk-till');
const YEAR = 400 * 86_400;
const wrong = () => new Refusal('sign_in.badge', ['工牌或 PIN 不正确', 'Badge or PIN is not right'], 401);

export interface Till { readonly id: string; readonly label: string; readonly tenantId: string }

/** The till this browser is, unless it was taken out of service. */
export async function tillOf(kernel: Kernel, request: FastifyRequest): Promise<Till | null> {
  const [tenantId, secret] = split(request.cookies[cookieName(request)] ?? '');
  if (!tenantId) return null;
  const [till] = await kernel.read(atTheDoor(tenantId), (tx) => tx.query<{ id: string; label: string }>('select id, label from till where tenant_id = $1 and token_hash = $2 and revoked_at is null', [tenantId, sha(secret)]));
  return till ? { ...till, tenantId } : null;
}

/** Makes this browser a shared till. */
export async function makeTill(tx: Tx, request: FastifyRequest, reply: FastifyReply, label: string): Promise<{ readonly id: string }> {
  const secret = newSecret();
  const id = newId(tx.now);
  await tx.query('insert into till (tenant_id, id, label, token_hash, created_at, created_by) values ($1, $2, $3, $4, $5, $6)', [tx.tenantId, id, label, sha(secret), tx.now, tx.actor.id]);
  await note(tx, { register: 'till', recordId: id, number: label, unitId: null, what: 'create', after: { label } });
  reply.setCookie(cookieName(request), joined(tx.tenantId, secret), { path: '/', httpOnly: true, sameSite: 'strict', secure: request.protocol === 'https', maxAge: YEAR });
  return { id };
}

export const tillsOf = (tx: Tx) => tx.query<{ id: string; label: string; since: Date }>('select id, label, created_at as since from till where tenant_id = $1 and revoked_at is null order by label', [tx.tenantId]);

/** Out of service: sessions that began there with a badge end too. */
export async function revokeTill(tx: Tx, id: string): Promise<void> {
  const gone = await tx.query<{ label: string }>('update till set revoked_at = $3 where tenant_id = $1 and id = $2 and revoked_at is null returning label', [tx.tenantId, id, tx.now]);
  if (gone.length === 0) return;
  await tx.query('delete from session where tenant_id = $1 and how = $2', [tx.tenantId, `badge:${id}`]);
  await note(tx, { register: 'till', recordId: id, number: gone[0]!.label, unitId: null, what: 'archive' });
}

/** One's own badge and PIN. Refuses a badge that somebody else carries, and PINs that everybody tries first. */
export async function keepBadge(tx: Tx, userId: string, badge: string, pin: string): Promise<void> {
  const steps = new Set([...pin].slice(1).map((d, i) => Number(d) - Number(pin[i])));
  if (!/^\d{4,8}$/.test(pin) || (steps.size === 1 && [0, 1, -1].includes([...steps][0]!))) {
    throw new Refusal('badge.pin', ['PIN 为 4 至 8 位数字，不能全同或连号', 'A PIN has 4 to 8 digits, not all the same and not in a row'], 422, { pin: ['4 至 8 位数字，不全同、不连号', '4 to 8 digits, not all the same, not in a row'] });
  }
  const [other] = await tx.query<{ user_id: string }>('select user_id from badge_pin where tenant_id = $1 and badge = $2 and user_id <> $3', [tx.tenantId, badge, userId]);
  if (other) throw new Refusal('badge.taken', ['这个工牌号已由别人登记', 'Somebody else has this badge'], 409, { badge: ['已由别人登记', 'Somebody else has it'] });
  await tx.query(
    `insert into badge_pin (tenant_id, user_id, badge, pin_hash, since) values ($1, $2, $3, $4, $5)
     on conflict (tenant_id, user_id) do update set badge = excluded.badge, pin_hash = excluded.pin_hash, since = excluded.since`, [tx.tenantId, userId, badge, await hashed(pin), tx.now]);
  await note(tx, { register: 'app_user', recordId: userId, number: '', unitId: null, what: 'badge' });
}

export async function dropBadge(tx: Tx, userId: string): Promise<void> {
  const gone = await tx.query('delete from badge_pin where tenant_id = $1 and user_id = $2 returning 1', [tx.tenantId, userId]);
  if (gone.length > 0) await note(tx, { register: 'app_user', recordId: userId, number: '', unitId: null, what: 'badge_off' });
}

/** Whose badge and PIN these are; guesses are counted by badge and by till. */
export async function acceptBadge(kernel: Kernel, tenant: Tenant, till: Till, badge: string, pin: string): Promise<string> {
  const [name, place] = [`badge:${badge}`, `till:${till.id}`];
  const found = await counted(kernel, tenant, name, place, async (tx) => {
    const [row] = await tx.query<{ user_id: string; pin_hash: string }>(
      `select b.user_id, b.pin_hash from badge_pin b join app_user u on u.tenant_id = b.tenant_id and u.id = b.user_id and not u.disabled and u.archived_at is null
       where b.tenant_id = $1 and b.badge = $2`, [tenant.id, badge]);
    return row;
  });
  if (!(await matches(found?.pin_hash, pin)) || !found) throw wrong();
  await succeeded(kernel, tenant, name, place);
  return found.user_id;
}
