/** Browsers that push for their owner: registered by the browser itself, one row each, the address and keys sealed. */
import type { Tx } from '../../kernel/database/tx.ts';
import { newId } from '../../kernel/database/id.ts';
import { Refusal } from '../../kernel/refusal.ts';
import type { Outbound } from '../outbound/outbound.ts';
import { sha } from '../sign-in/secret.ts';
import { areBrowserKeys, type BrowserKeys, newVapidKeys, type VapidKeys } from './push-encryption.ts';

export interface Subscription { readonly endpoint: string; readonly keys: BrowserKeys }
const MOST_BROWSERS = 10;

/** The organisation's public key, made when it is first asked for. */
export async function pushKeyOf(tx: Tx): Promise<string> {
  return (await pushKeys(tx)).publicKey;
}

export async function pushKeys(tx: Tx): Promise<VapidKeys> {
  const known = async () => (await tx.query<{ public_key: string; sealed: string }>('select public_key, sealed from push_key where tenant_id = $1', [tx.tenantId]))[0];
  const row = await known();
  if (row) return { publicKey: row.public_key, privateKey: tx.kernel.cipher.open(row.sealed) };
  const made = newVapidKeys();
  await tx.query('insert into push_key (tenant_id, public_key, sealed) values ($1, $2, $3) on conflict do nothing', [tx.tenantId, made.publicKey, tx.kernel.cipher.seal(made.privateKey)]);
  const kept = (await known())!;
  return { publicKey: kept.public_key, privateKey: tx.kernel.cipher.open(kept.sealed) };
}

/** The same browser again, also in somebody else's hands, replaces what was there: it belongs to who is signed in now. */
export async function subscribe(tx: Tx, outbound: Outbound, given: Subscription, device: string): Promise<{ id: string }> {
  const problem = given.endpoint.startsWith('https://') || outbound.problemWith(given.endpoint) === null ? outbound.problemWith(given.endpoint) : (['推送地址必须是 https', 'The address of a push service is https'] as const);
  if (problem) throw new Refusal('push.address', problem, 422, { endpoint: problem });
  if (!areBrowserKeys(given.keys)) throw new Refusal('push.keys', ['浏览器给出的密钥不完整', 'The browser’s keys are not complete'], 422);
  // Made here at the latest: whoever pushes later only reads.
  await pushKeys(tx);
  const id = newId(tx.now);
  await tx.query('delete from push_subscription where tenant_id = $1 and address_hash = $2', [tx.tenantId, sha(given.endpoint)]);
  await tx.query('insert into push_subscription (tenant_id, id, user_id, address_hash, sealed, device, created_at) values ($1, $2, $3, $4, $5, $6, $7)',
    [tx.tenantId, id, tx.actor.id, sha(given.endpoint), tx.kernel.cipher.seal(JSON.stringify(given)), device, tx.now]);
  // A browser that was set up anew leaves its old row behind; the oldest go.
  await tx.query(`delete from push_subscription where tenant_id = $1 and user_id = $2 and id not in (select id from push_subscription where tenant_id = $1 and user_id = $2 order by created_at desc, id desc limit ${MOST_BROWSERS})`, [tx.tenantId, tx.actor.id]);
  return { id };
}

export async function unsubscribe(tx: Tx, id: string): Promise<void> {
  await tx.query('delete from push_subscription where tenant_id = $1 and id = $2 and user_id = $3', [tx.tenantId, id, tx.actor.id]);
}
