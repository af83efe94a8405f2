/**
 * The queue of what leaves the house (发送队列). A worker claims what is due for a target, hands it over outside any transaction, and writes
 * down what came of it. A worker that dies meanwhile leaves its claim to run out, and the same goes out again under the same
 * id: at least once, and never again once the answer was written down. Several workers never claim the same.
 */
import { asSystem } from '../../kernel/access/system.ts';
import type { RobotKind } from '../../kernel/api.ts';
import { newId } from '../../kernel/database/id.ts';
import type { Tx } from '../../kernel/database/tx.ts';
import type { Kernel } from '../../kernel/runtime.ts';
import type { Post } from '../mail/mail.ts';
import { type Outbound, OutboundProblem } from '../outbound/outbound.ts';
import { sendLetter, sendPush, sendToRobot, sendToWebhook } from './senders.ts';
import { nextTry, ROBOT_LIMITS } from './timing.rules.ts';

export interface Delivering { readonly kernel: Kernel; readonly post: Post | null; readonly outbound: Outbound; readonly publicUrl: string | null }
export type Channel = 'mail' | 'push' | 'robot' | 'webhook';
export interface Claimed { readonly id: string; readonly body: { readonly [name: string]: unknown }; readonly notice_id: string | null; readonly attempts: number; readonly since: Date; readonly at: Date }
export interface Batch { readonly channel: Channel; readonly target: string; readonly message: string; readonly rows: readonly Claimed[] }
/** What came of it. `taken`: ids handed over, when a message held only some. `drop`: it will never be wanted again. */
export type Outcome =
  | { readonly ok: true; readonly status?: number; readonly said?: string; readonly taken?: readonly string[] }
  | { readonly ok: false; readonly said: string; readonly status?: number; readonly waitSeconds?: number; readonly end?: 'failed' | 'dropped'; readonly taken?: readonly string[] };

const CLAIM_SECONDS = 120;
const MOST_TARGETS = 20;
/** Webhooks get each piece of news by itself, others what is due together. */
const MOST_ROWS: { readonly [channel in Channel]: number } = { mail: 200, push: 50, robot: 100, webhook: 5 };
const MOST_SAID = 300;

/** Hands over everything that is due; how many targets were served. `busy`: those that this process is waiting for already; they hold up nobody else. */
export async function deliver(c: Delivering, tenantId: string, busy: Set<string> = new Set()): Promise<number> {
  const system = asSystem(tenantId, 'timer');
  const due = await c.kernel.read(system, (tx) => tx.query<{ channel: Channel; target: string }>(
    `select channel, target from delivery where tenant_id = $1 and state = 'waiting' and next_at <= $2 and (claimed_until is null or claimed_until < $2) and target <> all($3) group by channel, target order by min(next_at) limit ${MOST_TARGETS}`, [tenantId, tx.now, [...busy]]));
  for (const { target } of due) busy.add(target);
  await Promise.all(due.map(({ channel, target }) => serve(c, tenantId, channel, target).finally(() => busy.delete(target))));
  return due.length;
}

async function serve(c: Delivering, tenantId: string, channel: Channel, target: string): Promise<void> {
  const system = asSystem(tenantId, 'timer');
  const { batch } = await c.kernel.write(system, async (tx) => ({ batch: await claim(tx, channel, target) }));
  if (!batch) return;
  for (const part of channel === 'webhook' ? batch.rows.map((row) => ({ ...batch, rows: [row] })) : [batch]) {
    const outcome = await hand(c, tenantId, part);
    await c.kernel.write(system, async (tx) => { await writeDown(tx, part, outcome); return {}; });
  }
}

async function claim(tx: Tx, channel: Channel, target: string): Promise<Batch | null> {
  if (channel === 'robot' && !(await mayCall(tx, target))) return null;
  const message = newId(tx.now);
  const rows = await tx.query<Claimed>(
    `update delivery set claimed_until = $4, attempts = attempts + 1, message = $5, tried_at = $3 where tenant_id = $1 and id in (
       select id from delivery where tenant_id = $1 and target = $2 and channel = $6 and state = 'waiting' and next_at <= $3 and (claimed_until is null or claimed_until < $3) order by at, id limit ${MOST_ROWS[channel]} for update skip locked)
     returning id, body, notice_id, attempts, since, at`, [tx.tenantId, target, tx.now, new Date(tx.now.getTime() + CLAIM_SECONDS * 1000), message, channel]);
  return rows.length === 0 ? null : { channel, target, message, rows: rows.sort((a, b) => a.at.getTime() - b.at.getTime() || (a.id < b.id ? -1 : 1)) };
}

/** One call of a robot at a time, and not more in a minute than it takes; what is too much waits a little. */
async function mayCall(tx: Tx, robotId: string): Promise<boolean> {
  const [robot] = await tx.query<{ kind: RobotKind }>('select kind from robot where tenant_id = $1 and id = $2 for update skip locked', [tx.tenantId, robotId]);
  if (!robot) return false;
  const [calls] = await tx.query<{ n: number; under_way: boolean }>(
    `select count(distinct message)::int as n, coalesce(bool_or(claimed_until > $3), false) as under_way from delivery where tenant_id = $1 and target = $2 and tried_at > $4`, [tx.tenantId, robotId, tx.now, new Date(tx.now.getTime() - 60_000)]);
  if (calls!.under_way) return false;
  if (calls!.n < ROBOT_LIMITS[robot.kind].aMinute) return true;
  await tx.query(`update delivery set next_at = $3 where tenant_id = $1 and target = $2 and state = 'waiting' and next_at < $3`, [tx.tenantId, robotId, new Date(tx.now.getTime() + 5_000)]);
  return false;
}

/** Whatever goes wrong on the way is an outcome; only the database being away is not. */
async function hand(c: Delivering, tenantId: string, batch: Batch): Promise<Outcome> {
  try {
    const send = { mail: sendLetter, push: sendPush, robot: sendToRobot, webhook: sendToWebhook }[batch.channel];
    return await send(c, tenantId, batch);
  } catch (e) {
    return { ok: false, said: e instanceof OutboundProblem ? e.label.join(' / ') : e instanceof Error ? e.message : String(e) };
  }
}

async function writeDown(tx: Tx, batch: Batch, outcome: Outcome): Promise<void> {
  const taken = batch.rows.filter((r) => outcome.taken === undefined || outcome.taken.includes(r.id));
  const left = batch.rows.filter((r) => !taken.includes(r));
  // The other side says what it likes, characters that cannot be stored among it.
  const said = (outcome.said ?? '').slice(0, MOST_SAID).replaceAll(/\p{Cc}+|\p{Cs}/gu, ' ').trim() || null;
  // A claim that ran out may be somebody else's by now: only what is still this message's is written.
  const mine = `tenant_id = $1 and message = $2 and id = any($3) and state = 'waiting'`;
  if (left.length > 0) await tx.query(`update delivery set claimed_until = null, attempts = attempts - 1 where ${mine}`, [tx.tenantId, batch.message, left.map((r) => r.id)]);
  for (const row of taken) {
    const next = outcome.ok || outcome.end ? null : nextTry(row.attempts, row.since, tx.now, outcome.waitSeconds);
    const state = outcome.ok ? 'sent' : outcome.end ?? (next ? 'waiting' : 'failed');
    await tx.query(`update delivery set state = $4, claimed_until = null, next_at = coalesce($5, next_at), done_at = $6, status = $7, said = $8 where ${mine}`,
      [tx.tenantId, batch.message, [row.id], state, next, state === 'waiting' ? null : tx.now, outcome.status ?? null, said]);
  }
  // What a robot was asked too much for holds for everything that waits for it.
  if (!outcome.ok && outcome.waitSeconds && batch.channel === 'robot') await tx.query(`update delivery set next_at = $3 where tenant_id = $1 and target = $2 and state = 'waiting' and next_at < $3`, [tx.tenantId, batch.target, new Date(tx.now.getTime() + outcome.waitSeconds * 1000)]);
}

const KEEP_DAYS = { delivery: 30, notice: 180 } as const;
/** What was sent, read or given up long ago is taken away. */
export async function clearOld(kernel: Kernel, tenantId: string): Promise<void> {
  await kernel.write(asSystem(tenantId, 'timer'), async (tx) => {
    const before = (days: number) => new Date(tx.now.getTime() - days * 86_400_000);
    await tx.query(`delete from delivery where tenant_id = $1 and at < $2 and state <> 'waiting'`, [tenantId, before(KEEP_DAYS.delivery)]);
    await tx.query('delete from notice where tenant_id = $1 and at < $2', [tenantId, before(KEEP_DAYS.notice)]);
    return {};
  });
}
