/** Robots and webhooks as an administrator of the whole organisation keeps them (对外通知), and the log of what left. Addresses and secrets are sealed and never shown again. */
import { randomBytes } from 'node:crypto';
import { unitsOf } from '../../kernel/access/organisation.ts';
import type { DeliveryRow, DeliveryState, Label, NoticeKind, OutletPage, RobotKind, WebhookEvent } from '../../kernel/api.ts';
import { note } from '../../kernel/audit/history.ts';
import { newId } from '../../kernel/database/id.ts';
import type { Tx } from '../../kernel/database/tx.ts';
import { notFound } from '../../kernel/access/access.ts';
import { Refusal } from '../../kernel/refusal.ts';
import type { Outbound } from '../outbound/outbound.ts';
import { quietProblem } from './choice.ts';
import { enqueue } from './pass-on.ts';
import { KINDS, labelsOf } from './words.ts';

export interface RobotInput {
  readonly kind: RobotKind; readonly label: string; readonly unit: string; readonly url: string | null; readonly secret: string | null; readonly kinds: readonly NoticeKind[]; readonly lang: 0 | 1;
  readonly quietFrom: string | null; readonly quietTo: string | null;
}
export interface WebhookInput { readonly label: string; readonly url: string | null; readonly events: readonly WebhookEvent[]; readonly registers: readonly string[] }
type Kind = 'robot' | 'webhook';

const wrong = (field: string, label: Label) => new Refusal('invalid', ['有内容填写不正确', 'Something is not filled in correctly'], 422, { [field]: label });

/** What may be shown of an address that holds a key. */
function hostOf(outbound: Outbound, url: string): string {
  const problem = outbound.problemWith(url);
  if (problem) throw wrong('url', problem);
  return new URL(url).host;
}

export async function outletPage(tx: Tx): Promise<OutletPage> {
  const units = await unitsOf(tx);
  const [robots, webhooks] = await Promise.all([
    tx.query<{ id: string; kind: RobotKind; label: string; unit_id: string; host: string; signed: boolean; kinds: NoticeKind[]; lang: number; quiet_from: string | null; quiet_to: string | null; off_at: Date | null }>(
      'select id, kind, label, unit_id, host, sealed_secret is not null as signed, kinds, lang, quiet_from, quiet_to, off_at from robot where tenant_id = $1 order by created_at, id', [tx.tenantId]),
    tx.query<{ id: string; label: string; host: string; events: WebhookEvent[]; registers: string[]; off_at: Date | null }>('select id, label, host, events, registers, off_at from webhook where tenant_id = $1 order by created_at, id', [tx.tenantId]),
  ]);
  return {
    robots: robots.map((r) => ({ id: r.id, kind: r.kind, label: r.label, unit: units.get(r.unit_id)?.name ?? '', unitId: r.unit_id, host: r.host, signed: r.signed, kinds: r.kinds, lang: r.lang === 1 ? 1 : 0, quietFrom: r.quiet_from, quietTo: r.quiet_to, off: r.off_at !== null })),
    webhooks: webhooks.map((w) => ({ id: w.id, label: w.label, host: w.host, events: w.events, registers: w.registers, off: w.off_at !== null })),
    units: [...units.values()].map((u) => ({ id: u.id, name: u.name })),
    registers: [...tx.kernel.registers.values()].map((r) => ({ name: r.name, label: r.label })),
  };
}

/** A new robot, or one that is there; a secret or address left out stays as it was. */
export async function keepRobot(tx: Tx, outbound: Outbound, id: string | null, given: RobotInput): Promise<{ id: string }> {
  const before = id === null ? null : await found(tx, 'robot', id);
  if (!(await unitsOf(tx)).has(given.unit)) throw wrong('unit', ['没有这个组织单元', 'There is no such unit']);
  if (given.url === null && !before) throw wrong('url', ['请填写机器人地址', 'The address of the robot is missing']);
  const quiet = quietProblem(given);
  if (quiet) throw wrong('quietFrom', quiet);
  const { cipher } = tx.kernel;
  const own = id ?? newId(tx.now);
  const host = given.url === null ? null : hostOf(outbound, given.url);
  const values = [tx.tenantId, own, given.unit, given.kind, given.label, given.kinds, given.lang, given.quietFrom, given.quietTo, host, given.url === null ? null : cipher.seal(given.url), given.secret === null ? null : cipher.seal(given.secret)];
  await tx.query(before
    ? `update robot set unit_id = $3, kind = $4, label = $5, kinds = $6, lang = $7, quiet_from = $8, quiet_to = $9, host = coalesce($10, host), sealed_url = coalesce($11, sealed_url), sealed_secret = coalesce($12, sealed_secret) where tenant_id = $1 and id = $2`
    : `insert into robot (tenant_id, id, unit_id, kind, label, kinds, lang, quiet_from, quiet_to, host, sealed_url, sealed_secret, created_at) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)`, before ? values : [...values, tx.now]);
  await noted(tx, 'robot', own, before ? 'edit' : 'create', { label: given.label, kind: given.kind, host, kinds: given.kinds, address_changed: given.url !== null, secret_changed: given.secret !== null });
  return { id: own };
}

/** The secret is in the answer once, when it is made. */
export async function keepWebhook(tx: Tx, outbound: Outbound, id: string | null, given: WebhookInput): Promise<{ id: string; secret: string | null }> {
  const before = id === null ? null : await found(tx, 'webhook', id);
  if (given.url === null && !before) throw wrong('url', ['请填写地址', 'The address is missing']);
  const unknown = given.registers.filter((r) => r !== 'duty' && !tx.kernel.registers.has(r));
  if (unknown.length > 0) throw wrong('registers', [`没有这个台账：${unknown.join('、')}`, `There is no such register: ${unknown.join(', ')}`]);
  const own = id ?? newId(tx.now);
  const host = given.url === null ? null : hostOf(outbound, given.url);
  const secret = before ? null : newWebhookSecret();
  const { cipher } = tx.kernel;
  if (before) {
    await tx.query('update webhook set label = $3, events = $4, registers = $5, host = coalesce($6, host), sealed_url = coalesce($7, sealed_url) where tenant_id = $1 and id = $2', [tx.tenantId, own, given.label, given.events, given.registers, host, given.url === null ? null : cipher.seal(given.url)]);
  } else {
    await tx.query('insert into webhook (tenant_id, id, label, events, registers, host, sealed_url, sealed_secret, created_at) values ($1, $2, $3, $4, $5, $6, $7, $8, $9)', [tx.tenantId, own, given.label, given.events, given.registers, host, cipher.seal(given.url!), cipher.seal(secret!), tx.now]);
  }
  await noted(tx, 'webhook', own, before ? 'edit' : 'create', { label: given.label, host, events: given.events, registers: given.registers });
  return { id: own, secret };
}

const newWebhookSecret = (): string => `whsec_${randomBytes(32).toString('base64')}`;

/** Another secret in place of one that got out; what waits is signed with the new one. */
export async function renewSecret(tx: Tx, id: string): Promise<{ secret: string }> {
  await found(tx, 'webhook', id);
  const secret = newWebhookSecret();
  await tx.query('update webhook set sealed_secret = $3 where tenant_id = $1 and id = $2', [tx.tenantId, id, tx.kernel.cipher.seal(secret)]);
  await noted(tx, 'webhook', id, 'edit', { secret_changed: true });
  return { secret };
}

export async function switchOutlet(tx: Tx, kind: Kind, id: string, off: boolean): Promise<void> {
  await found(tx, kind, id);
  await tx.query(`update ${kind} set off_at = $3 where tenant_id = $1 and id = $2`, [tx.tenantId, id, off ? tx.now : null]);
  await noted(tx, kind, id, off ? 'archive' : 'restore', {});
}

/** A message to see whether it arrives; it goes the ordinary way through the queue. */
export async function tryOutlet(tx: Tx, kind: Kind, id: string): Promise<void> {
  await found(tx, kind, id);
  const body = kind === 'robot' ? { kind: 'test', register: null, recordId: null, number: null, what: null, unit: null, dueAt: null } : { event: 'test', at: tx.now };
  await enqueue(tx, [{ channel: kind, target: id, key: `test ${newId(tx.now)}`, notice_id: null, body, next_at: tx.now }]);
}

async function found(tx: Tx, kind: Kind, id: string): Promise<{ id: string }> {
  const [row] = await tx.query<{ id: string }>(`select id from ${kind} where tenant_id = $1 and id = $2 for update`, [tx.tenantId, id]);
  if (!row) throw notFound();
  return row;
}

const noted = (tx: Tx, kind: Kind, id: string, what: string, after: { readonly [name: string]: unknown }): Promise<void> => note(tx, { register: kind, recordId: id, number: '', unitId: null, what, after });

const PAGE = 50;
interface Logged { readonly id: string; readonly channel: DeliveryRow['channel']; readonly label: string | null; readonly body: { readonly [name: string]: unknown }; readonly state: DeliveryState; readonly attempts: number; readonly at: Date; readonly tried_at: Date | null; readonly next_at: Date; readonly status: number | null; readonly said: string | null }

/** What left or is about to, the newest first. To whom a letter went is shown by name only. */
export async function deliveryLog(tx: Tx, asked: { readonly state?: DeliveryState | undefined; readonly channel?: string | undefined; readonly page: number }): Promise<{ rows: readonly DeliveryRow[]; more: boolean }> {
  const rows = await tx.query<Logged>(
    `select d.id, d.channel, coalesce(r.label, w.label, u.display_name, p.display_name) as label, d.body, d.state, d.attempts, d.at, d.tried_at, d.next_at, d.status, d.said from delivery d
     left join robot r on r.tenant_id = d.tenant_id and r.id = d.target left join webhook w on w.tenant_id = d.tenant_id and w.id = d.target left join app_user u on u.tenant_id = d.tenant_id and u.id = d.target
     left join push_subscription s on s.tenant_id = d.tenant_id and s.id = d.target left join app_user p on p.tenant_id = s.tenant_id and p.id = s.user_id
     where d.tenant_id = $1 and ($2::text is null or d.state = $2) and ($3::text is null or d.channel = $3) order by d.at desc, d.id desc limit ${PAGE + 1} offset $4`, [tx.tenantId, asked.state ?? null, asked.channel ?? null, (asked.page - 1) * PAGE]);
  return {
    more: rows.length > PAGE,
    rows: rows.slice(0, PAGE).map((d) => ({
      id: d.id, channel: d.channel, to: d.label ?? '', about: aboutOf(tx, d.body), state: d.state, attempts: d.attempts, at: d.at.toISOString(), triedAt: d.tried_at?.toISOString() ?? null,
      nextAt: d.state === 'waiting' ? d.next_at.toISOString() : null, status: d.status, said: d.said,
    })),
  };
}

const EVENTS: { readonly [event in WebhookEvent | 'test']: Label } = { created: ['登记', 'Opened'], changed: ['修改', 'Changed'], step: ['办理', 'Step'], notice: ['通知', 'Notice'], test: ['试发', 'Trial'] };
function aboutOf(tx: Tx, body: { readonly [name: string]: unknown }): Label {
  const text = (name: string) => (typeof body[name] === 'string' ? body[name] : '');
  const about = { register: text('register') || null, what: text('what') || null };
  const { thing, deed } = labelsOf(tx.kernel, about);
  const first: Label = EVENTS[text('event') as WebhookEvent] ?? KINDS[text('kind') as NoticeKind] ?? EVENTS.test;
  if (about.register === null) return first;
  const at = (l: 0 | 1) => [first[l], `${thing[l]} ${text('number')}`.trim(), ...(deed ? [deed[l]] : [])].join(' · ');
  return [at(0), at(1)];
}

/** Once more, under the same id: a day of trying begins anew. */
export async function sendAgain(tx: Tx, id: string): Promise<void> {
  const [row] = await tx.query<{ state: DeliveryState; claimed: boolean; channel: string }>('select state, channel, coalesce(claimed_until > $3, false) as claimed from delivery where tenant_id = $1 and id = $2 for update', [tx.tenantId, id, tx.now]);
  if (!row) throw notFound();
  if (row.claimed) throw new Refusal('delivery.under_way', ['正在发送，请稍候', 'It is being sent right now; wait a moment']);
  await tx.query(`update delivery set state = 'waiting', attempts = 0, since = $3, next_at = $3, claimed_until = null, done_at = null where tenant_id = $1 and id = $2`, [tx.tenantId, id, tx.now]);
  await note(tx, { register: 'delivery', recordId: id, number: '', unitId: null, what: 'update', after: { again: true, was: row.state } });
}
