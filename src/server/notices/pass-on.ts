/** From what people were told to what leaves the house: each notice goes into the queue once for every way its reader chose, for the robots of its unit, and for webhooks that ask for notices. */
import { unitsOf } from '../../kernel/access/organisation.ts';
import { asSystem } from '../../kernel/access/system.ts';
import type { Label, NoticeKind } from '../../kernel/api.ts';
import { newId } from '../../kernel/database/id.ts';
import type { Tx } from '../../kernel/database/tx.ts';
import { keptFrom } from '../../kernel/notice/notice.ts';
import type { Kernel } from '../../kernel/runtime.ts';
import { choicesOf } from './choice.ts';
import { afterQuiet, sendAt } from './timing.rules.ts';
import type { NewsBody } from './words.ts';

export interface Waiting {
  readonly id: string; readonly user_id: string; readonly kind: NoticeKind; readonly key: string; readonly unit_id: string | null; readonly register: string | null; readonly record_id: string | null;
  readonly number: string | null; readonly what: string | null; readonly words: Label | null; readonly urgent: boolean; readonly at: Date; readonly due_at: Date | null; readonly read_at: Date | null;
}
interface NewDelivery { readonly channel: string; readonly target: string; readonly key: string; readonly notice_id: string | null; readonly body: NewsBody | object; readonly next_at: Date }

export const bodyOf = (n: Waiting): NewsBody => ({ kind: n.kind, register: n.register, recordId: n.record_id, number: n.number, what: n.what, unit: n.unit_id, dueAt: n.due_at?.toISOString() ?? null });

export async function passOn(kernel: Kernel, tenantId: string): Promise<number> {
  const { n } = await kernel.write(asSystem(tenantId, 'timer'), async (tx) => {
    const waiting = await tx.query<Waiting>('select * from notice where tenant_id = $1 and not passed_on order by at limit 500 for update skip locked', [tenantId]);
    if (waiting.length === 0) return { n: 0 };
    await enqueue(tx, [...await forPeople(tx, waiting), ...await forRobots(tx, waiting), ...await forWebhooks(tx, waiting)]);
    await tx.query('update notice set passed_on = true where tenant_id = $1 and id = any($2)', [tenantId, waiting.map((w) => w.id)]);
    return { n: waiting.length };
  });
  return n;
}

export async function enqueue(tx: Tx, rows: readonly NewDelivery[]): Promise<void> {
  if (rows.length === 0) return;
  await tx.query(
    `insert into delivery (tenant_id, id, channel, target, key, notice_id, body, at, since, next_at)
     select $1, id, channel, target, key, notice_id, body, $3, next_at, next_at from jsonb_to_recordset($2) as x(id uuid, channel text, target uuid, key text, notice_id uuid, body jsonb, next_at timestamptz) on conflict do nothing`,
    [tx.tenantId, JSON.stringify(rows.map((r) => ({ id: newId(tx.now), ...r }))), tx.now]);
}

async function forPeople(tx: Tx, waiting: readonly Waiting[]): Promise<NewDelivery[]> {
  const users = [...new Set(waiting.map((w) => w.user_id))];
  const [choices, browsers] = await Promise.all([
    choicesOf(tx, users),
    tx.query<{ id: string; user_id: string }>('select id, user_id from push_subscription where tenant_id = $1 and user_id = any($2)', [tx.tenantId, users]),
  ]);
  return waiting.flatMap((n): NewDelivery[] => {
    const chosen = choices.get(n.user_id);
    if (!chosen || chosen.away || n.read_at) return [];
    const ways = chosen.channels[n.kind] ?? [];
    const quiet = chosen.quietFrom !== null && chosen.quietTo !== null ? { from: chosen.quietFrom, to: chosen.quietTo } : null;
    const common = { key: n.key, notice_id: n.id, body: bodyOf(n) };
    return [
      ...(ways.includes('mail') && chosen.mail ? [{ ...common, channel: 'mail', target: n.user_id, next_at: sendAt(tx.now, { quiet, digest: chosen.digest, digestAt: chosen.digestAt, zone: chosen.zone }, n.urgent) }] : []),
      // A push is a tap on the shoulder: quiet hours hold it back, a digest does not.
      ...(ways.includes('push') ? browsers.filter((b) => b.user_id === n.user_id).map((b) => ({ ...common, channel: 'push', target: b.id, next_at: sendAt(tx.now, { quiet, digest: 'at_once', digestAt: '', zone: chosen.zone }, n.urgent) })) : []),
    ];
  });
}

interface RobotTarget { readonly id: string; readonly unit_id: string; readonly kinds: readonly string[]; readonly quiet_from: string | null; readonly quiet_to: string | null }

/** A group hears what concerns its unit, never what is about one person or kept from somebody. */
async function forRobots(tx: Tx, waiting: readonly Waiting[]): Promise<NewDelivery[]> {
  const robots = await tx.query<RobotTarget>('select id, unit_id, kinds, quiet_from, quiet_to from robot where tenant_id = $1 and off_at is null', [tx.tenantId]);
  if (robots.length === 0) return [];
  const units = await unitsOf(tx);
  const open: Waiting[] = [];
  for (const n of waiting) if (n.kind !== 'own' && n.unit_id !== null && !(n.record_id && (await keptFrom(tx, tx.kernel.registers.get(n.register ?? ''), n.record_id)).size > 0)) open.push(n);
  return robots.flatMap((robot) => open.filter((n) => robot.kinds.includes(n.kind) && units.get(n.unit_id!)?.path.includes(robot.unit_id)).map((n): NewDelivery => {
    const quiet = robot.quiet_from !== null && robot.quiet_to !== null ? { from: robot.quiet_from, to: robot.quiet_to } : null;
    return { channel: 'robot', target: robot.id, key: n.key, notice_id: null, body: bodyOf(n), next_at: n.urgent ? tx.now : afterQuiet(tx.now, quiet, units.get(robot.unit_id)!.calendar.zone) };
  }));
}

/** Only that there is a piece of news, not whom it is for. */
async function forWebhooks(tx: Tx, waiting: readonly Waiting[]): Promise<NewDelivery[]> {
  const hooks = await tx.query<{ id: string; registers: readonly string[] }>(`select id, registers from webhook where tenant_id = $1 and off_at is null and 'notice' = any(events)`, [tx.tenantId]);
  return hooks.flatMap((hook) => waiting.filter((n) => n.kind !== 'own' && n.register !== null && hook.registers.includes(n.register)).map((n): NewDelivery => ({
    channel: 'webhook', target: hook.id, key: n.key, notice_id: null, next_at: tx.now,
    body: { event: 'notice', kind: n.kind, register: n.register, id: n.record_id, number: n.number, what: n.what, unit: n.unit_id, due_at: n.due_at, at: n.at },
  })));
}
