/** Passwords: Argon2id, a look at how easily one is guessed, and the directory (LDAP) for those who have none here. */
import { randomBytes } from 'node:crypto';
import { hash, verify } from '@node-rs/argon2';
import { ZxcvbnFactory } from '@zxcvbn-ts/core';
import { adjacencyGraphs, dictionary } from '@zxcvbn-ts/language-common';
import { notFound } from '../../kernel/access/access.ts';
import type { Tenant } from '../../kernel/access/tenant.ts';
import { note } from '../../kernel/audit/history.ts';
import type { Tx } from '../../kernel/database/tx.ts';
import { Refusal } from '../../kernel/refusal.ts';
import type { Kernel } from '../../kernel/runtime.ts';
import { counted, succeeded } from './attempts.ts';
import { askDirectory, type Directory } from './directory.ts';

/** OWASP's smallest recommended setting for Argon2id: 19 MiB, two passes. */
const ARGON = { memoryCost: 19_456, timeCost: 2, parallelism: 1 };

export const wrong = () => new Refusal('sign_in.wrong', ['用户名或密码不正确', 'Name or password is not right'], 401);
export const hashed = (secret: string): Promise<string> => hash(secret, ARGON);
/** The same work whether there is something to compare with or not. */
export const matches = async (kept: string | undefined, given: string): Promise<boolean> => {
  const right = await verify(kept ?? (await nobody()), given).catch(() => false);
  return right && kept !== undefined;
};
let nobodyHash: Promise<string> | undefined;
const nobody = (): Promise<string> => (nobodyHash ??= hashed(randomBytes(16).toString('hex')));

export interface Known { readonly id: string; readonly password_hash: string | null; readonly changed_at: Date | null }

/** Who has this name and this password; constant work whether the name exists or not; every attempt is counted, on every path. */
export async function checkPassword(kernel: Kernel, tenant: Tenant, name: string, password: string, address: string, directory: Directory | null): Promise<Known> {
  const found = await counted(kernel, tenant, name, address, async (tx) => {
    const [user] = await tx.query<Known>(
      `select u.id, s.password_hash, s.changed_at from app_user u left join user_secret s on s.tenant_id = u.tenant_id and s.user_id = u.id
       where u.tenant_id = $1 and u.name = $2 and not u.disabled and u.archived_at is null`, [tenant.id, name]);
    return user;
  });
  const here = await matches(found?.password_hash ?? undefined, password);
  // Whoever has a password here is not asked of the directory: one of the two counts, never either.
  const right = here || (found !== undefined && found.password_hash === null && directory !== null && (await askDirectory(directory, name, password)));
  if (!right || !found) throw wrong();
  await succeeded(kernel, tenant, name, address);
  return found;
}

const guesser = new ZxcvbnFactory({ dictionary: { ...dictionary }, graphs: adjacencyGraphs });
/** Out of 4. From 3 on it takes an attacker with the hash years, below it hours. */
const GOOD_ENOUGH = 3;

/** Refuses what is short, and what is guessed soon; `known` are words that belong to the person or the organisation. */
export function checkPasswordStrength(password: string, known: readonly string[] = []): void {
  if ([...password].length < 10 || password.length > 200) throw new Refusal('password.short', ['密码至少 10 个字符', 'A password has at least 10 characters'], 422, { password: ['至少 10 个字符', 'At least 10 characters'] });
  if (guesser.check(password.slice(0, 100), [...known, 'dutydesk']).score < GOOD_ENOUGH) {
    throw new Refusal('password.weak', ['这个密码太容易被猜到，请换几个不相干的词连在一起', 'This password is guessed too easily; put some unrelated words together'], 422, { password: ['太容易被猜到', 'Guessed too easily'] });
  }
}

/**
 * Sets a password; all sessions of that person end, and links sent to them lose their force. Refuses short and easily guessed ones.
 * `byOther`: whoever set it knows it, so the person sets another before their next session begins.
 */
export async function setPassword(tx: Tx, userId: string, password: string, byOther = false): Promise<void> {
  const [person] = await tx.query<{ id: string; name: string; display_name: string }>('select id, name, display_name from app_user where tenant_id = $1 and id = $2', [tx.tenantId, userId]);
  if (!person) throw notFound();
  checkPasswordStrength(password, [person.name, person.display_name]);
  await tx.query(
    `insert into user_secret (tenant_id, user_id, password_hash, changed_at, must_change) values ($1, $2, $3, $4, $5)
     on conflict (tenant_id, user_id) do update set password_hash = excluded.password_hash, changed_at = excluded.changed_at, must_change = excluded.must_change`, [tx.tenantId, userId, await hashed(password), tx.now, byOther]);
  await tx.query('delete from session where tenant_id = $1 and user_id = $2', [tx.tenantId, userId]);
  await tx.query('delete from sign_in_ticket where tenant_id = $1 and user_id = $2', [tx.tenantId, userId]);
  await note(tx, { register: 'app_user', recordId: userId, number: '', unitId: null, what: 'password' });
}
