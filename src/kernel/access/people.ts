/** People who sign in: making them, giving them posts, and loading who is acting now with the posts held today. */
import type { Tx } from '../database/tx.ts';
import { organisationDay } from '../audit/history.ts';
import { createRecord } from '../register/write.ts';
import { assert } from '../refusal.ts';
import { notAllowed, scopeOf } from './access.ts';
import type { Actor, Grant } from './actor.ts';
import { AppUser, unitsOf } from './organisation.ts';

export interface NewPerson { readonly name: string; readonly displayName: string; readonly posts: readonly { readonly role: string; readonly unit: string; readonly from?: string }[] }

/** A user with posts; `unit` is a unit's code. */
export async function addPerson(tx: Tx, person: NewPerson): Promise<string> {
  const user = await createRecord(tx, AppUser, { name: person.name, display_name: person.displayName, disabled: false });
  for (const post of person.posts) await givePost(tx, user.id, post);
  return user.id;
}

export async function givePost(tx: Tx, userId: string, post: NewPerson['posts'][number], deputyFor: string | null = null): Promise<void> {
  const unit = [...(await unitsOf(tx)).values()].find((u) => u.code === post.unit);
  const register = tx.kernel.registers.get('role_grant');
  assert(unit && register, `there is no unit ${post.unit}`);
  await createRecord(tx, register, { holder: userId, role: post.role, valid_from: post.from ?? '2020-01-01', valid_to: null, deputy_for: deputyFor, unit_id: unit.id } as never);
}

/**
 * Whoever sets somebody's password could sign in as them. Refused unless the actor, as administrator, reaches where that
 * person is kept and every post they hold, now or later.
 */
export async function mustOversee(tx: Tx, userId: string): Promise<void> {
  const scope = await scopeOf(tx, tx.actor, ['administrator']);
  if (scope === null) return;
  const rows = await tx.query<{ unit_id: string }>(
    `select unit_id from app_user where tenant_id = $1 and id = $2
     union select unit_id from role_grant where tenant_id = $1 and holder = $2 and archived_at is null and (valid_to is null or valid_to >= $3)`, [tx.tenantId, userId, await organisationDay(tx)]);
  if (rows.some((r) => !scope.includes(r.unit_id))) throw notAllowed();
}

interface GrantRow { readonly id: string; readonly name: string; readonly role: string | null; readonly unit_id: string | null; readonly valid_to: string | null; readonly deputy_for: string | null }

/** Posts held on this business day; undefined when the person does not exist or is disabled. */
export const GRANTS_OF = `select u.id, u.display_name as name, g.role, g.unit_id, g.valid_to, d.display_name as deputy_for
  from app_user u left join role_grant g on g.tenant_id = u.tenant_id and g.holder = u.id and g.archived_at is null and g.valid_from <= $3 and (g.valid_to is null or g.valid_to >= $3)
  left join app_user d on d.tenant_id = g.tenant_id and d.id = g.deputy_for
  where u.tenant_id = $1 and u.id = $2 and not u.disabled and u.archived_at is null`;

export async function loadActor(tx: Tx, userId: string): Promise<Actor | undefined> {
  const rows = await tx.query<GrantRow>(GRANTS_OF, [tx.tenantId, userId, await organisationDay(tx)]);
  const [first] = rows;
  if (!first) return undefined;
  const grants = rows.flatMap((r): Grant[] => (r.role && r.unit_id ? [{ role: r.role, unitId: r.unit_id, deputyFor: r.deputy_for, until: r.valid_to }] : []));
  return { kind: 'user', id: first.id, name: first.name, tenantId: tx.tenantId, grants };
}
