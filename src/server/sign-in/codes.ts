/** One-time codes of an authenticator app (TOTP, RFC 6238), and recovery codes for the day the phone is gone. */
import { randomInt } from 'node:crypto';
import { Secret, TOTP } from 'otpauth';
import { note } from '../../kernel/audit/history.ts';
import type { Tx } from '../../kernel/database/tx.ts';
import { sha } from './secret.ts';

const PERIOD = 30;
const RECOVERY_CODES = 10;
/** 118 bits of chance: guessing needs no slow hash to be hopeless. Those given out before were shorter and hold until they are used or renewed. */
const RECOVERY_SIGNS = 24;
/** Without signs that look alike. */
const SIGNS = '23456789abcdefghjkmnpqrstuvwxyz';

const totpOf = (base32: string, issuer = 'Dutydesk', label = '') => new TOTP({ issuer, label, algorithm: 'SHA1', digits: 6, period: PERIOD, secret: Secret.fromBase32(base32) });

export interface Enrolment { readonly secret: string; readonly uri: string }
export function newEnrolment(organisation: string, name: string): Enrolment {
  const secret = new Secret({ size: 20 }).base32;
  return { secret, uri: totpOf(secret, organisation, name).toString() };
}

/** The step of time that a code belongs to, one step early or late allowed; null when it is none. */
export function stepOf(base32: string, code: string, now: Date): number | null {
  const timestamp = now.getTime();
  const delta = /^\d{6}$/.test(code) ? totpOf(base32).validate({ token: code, timestamp, window: 1 }) : null;
  return delta === null ? null : Math.floor(timestamp / 1_000 / PERIOD) + delta;
}

export async function hasCodes(tx: Tx, userId: string): Promise<boolean> {
  const rows = await tx.query('select 1 from second_factor where tenant_id = $1 and user_id = $2', [tx.tenantId, userId]);
  return rows.length > 0;
}

/** A code counts once: the row is locked, and its step moves on. A recovery code is used up. */
export async function acceptCode(tx: Tx, userId: string, given: string): Promise<boolean> {
  const code = given.replace(/[\s-]/g, '').toLowerCase();
  const [row] = await tx.query<{ sealed: string; last_step: number }>('select sealed, last_step from second_factor where tenant_id = $1 and user_id = $2 for update', [tx.tenantId, userId]);
  if (!row) return false;
  const step = stepOf(tx.kernel.cipher.open(row.sealed), code, tx.now);
  if (step !== null) {
    if (step <= row.last_step) return false;
    await tx.query('update second_factor set last_step = $3 where tenant_id = $1 and user_id = $2', [tx.tenantId, userId, step]);
    return true;
  }
  const used = await tx.query('delete from recovery_code where tenant_id = $1 and user_id = $2 and code_hash = $3 returning 1', [tx.tenantId, userId, sha(code)]);
  if (used.length === 0) return false;
  await note(tx, { register: 'app_user', recordId: userId, number: '', unitId: null, what: 'recovery_code' });
  return true;
}

/** From now on the codes of this secret are asked for. Out: recovery codes, shown this once. */
export async function keepCodes(tx: Tx, userId: string, secret: string, step: number): Promise<readonly string[]> {
  await tx.query(
    `insert into second_factor (tenant_id, user_id, sealed, since, last_step) values ($1, $2, $3, $4, $5)
     on conflict (tenant_id, user_id) do update set sealed = excluded.sealed, since = excluded.since, last_step = excluded.last_step`, [tx.tenantId, userId, tx.kernel.cipher.seal(secret), tx.now, step]);
  await note(tx, { register: 'app_user', recordId: userId, number: '', unitId: null, what: 'second_factor' });
  return newRecovery(tx, userId);
}

export async function newRecovery(tx: Tx, userId: string): Promise<readonly string[]> {
  const codes = Array.from({ length: RECOVERY_CODES }, () => Array.from({ length: RECOVERY_SIGNS }, () => SIGNS[randomInt(SIGNS.length)]).join(''));
  await tx.query('delete from recovery_code where tenant_id = $1 and user_id = $2', [tx.tenantId, userId]);
  await tx.query('insert into recovery_code (tenant_id, user_id, code_hash) select $1, $2, h from unnest($3::bytea[]) as h', [tx.tenantId, userId, codes.map(sha)]);
  return codes.map((c) => c.match(/.{6}/g)!.join('-'));
}

export async function dropCodes(tx: Tx, userId: string): Promise<void> {
  await tx.query('delete from second_factor where tenant_id = $1 and user_id = $2', [tx.tenantId, userId]);
  await tx.query('delete from recovery_code where tenant_id = $1 and user_id = $2', [tx.tenantId, userId]);
  await note(tx, { register: 'app_user', recordId: userId, number: '', unitId: null, what: 'second_factor_off' });
}
