/** Notices over HTTP: one's own list, what one chose, one's browsers; and for an administrator of the whole organisation robots, webhooks and the log of what left. */
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { notAllowed } from '../../kernel/access/access.ts';
import type { Actor } from '../../kernel/access/actor.ts';
import type { NoticePage, NoticeSettings, OutletPage } from '../../kernel/api.ts';
import { unitsOf } from '../../kernel/access/organisation.ts';
import type { Tx } from '../../kernel/database/tx.ts';
import { deviceOf, langOf } from '../session.ts';
import { choose, NOTICE_KINDS, settingsOf, shownKinds, WAYS } from '../notices/choice.ts';
import { deliveryLog, keepRobot, keepWebhook, outletPage, renewSecret, sendAgain, switchOutlet, tryOutlet } from '../notices/outlets.ts';
import type { Waiting } from '../notices/pass-on.ts';
import { subscribe, unsubscribe } from '../notices/push.ts';
import { hrefOf, textOf } from '../notices/words.ts';
import { type Context, idOf, onceOf, read } from './context.ts';
import { answersForAll } from './house.ts';

const time = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/);
const quiet = { quietFrom: time.nullable(), quietTo: time.nullable() };
const kind = z.enum(NOTICE_KINDS);
const mention = z.string().trim().min(1).max(80).nullable();
const choice = z.strictObject({ channels: z.strictObject(Object.fromEntries(NOTICE_KINDS.map((k) => [k, z.array(z.enum(WAYS)).max(3)])) as { [k in (typeof NOTICE_KINDS)[number]]: z.ZodArray<z.ZodEnum<{ app: 'app'; mail: 'mail'; push: 'push' }>> }), ...quiet, digest: z.enum(['at_once', 'hourly', 'daily']), digestAt: time, mentions: z.strictObject({ wecom: mention, dingtalk: mention, feishu: mention }).optional() });
const url = z.string().trim().max(1_000).nullable().default(null);
const label = z.string().trim().min(1).max(40);
const robot = z.strictObject({ kind: z.enum(['wecom', 'dingtalk', 'feishu']), label, unit: z.string().max(60), url, secret: z.string().trim().min(1).max(200).nullable().default(null), kinds: z.array(kind).min(1).max(6), lang: z.union([z.literal(0), z.literal(1)]).default(0), ...quiet });
const webhook = z.strictObject({ label, url, events: z.array(z.enum(['created', 'changed', 'step', 'notice'])).min(1).max(4), registers: z.array(z.string().max(60)).min(1).max(200) });
const PAGE = 50;

export function noticeRoutes(app: FastifyInstance, context: Context): void {
  const { kernel, sessions, outbound, post } = context;
  app.get('/api/notices', async (request): Promise<NoticePage> => {
    const { actor } = await sessions.of(request);
    const query = read(z.strictObject({ page: z.coerce.number().int().min(1).max(1_000).default(1), unread: z.enum(['1']).optional() }), request.query);
    return kernel.read(actor, (tx) => noticePage(tx, query.page, query.unread === '1'));
  });
  app.post('/api/notices/read', async (request) => {
    const { actor } = await sessions.of(request);
    const { ids } = read(z.strictObject({ ids: z.array(z.string().max(60)).max(200).nullable() }), request.body);
    return kernel.write(actor, async (tx) => {
      await tx.query('update notice set read_at = $3 where tenant_id = $1 and user_id = $2 and read_at is null and ($4::uuid[] is null or id = any($4))', [tx.tenantId, actor.id, tx.now, ids?.map(idOf) ?? null]);
      return { unread: await unreadOf(tx) };
    });
  });
  const settings = (actor: Actor) => kernel.write(actor, (tx) => settingsOf(tx, post !== null));
  app.get('/api/notices/settings', async (request): Promise<NoticeSettings> => settings((await sessions.of(request)).actor));
  app.post('/api/notices/settings', async (request): Promise<NoticeSettings> => {
    const { actor } = await sessions.of(request);
    const given = read(choice, request.body);
    await kernel.write(actor, async (tx) => { await choose(tx, given, langOf(request)); return {}; });
    return settings(actor);
  });
  app.post('/api/notices/push', async (request) => {
    const { actor } = await sessions.of(request);
    const given = read(z.strictObject({ endpoint: z.string().max(1_000), keys: z.strictObject({ p256dh: z.string().max(200), auth: z.string().max(60) }) }), request.body);
    return kernel.write(actor, (tx) => subscribe(tx, outbound, given, deviceOf(request)));
  });
  app.post('/api/notices/push/remove', async (request) => {
    const { actor } = await sessions.of(request);
    const { id } = read(z.strictObject({ id: z.string().max(60) }), request.body);
    return kernel.write(actor, async (tx) => { await unsubscribe(tx, idOf(id)); return {}; });
  });
  outletRoutes(app, context);
}

function outletRoutes(app: FastifyInstance, { kernel, sessions, outbound }: Context): void {
  const administrator = async (request: FastifyRequest): Promise<Actor> => {
    const { actor } = await sessions.of(request);
    if (!(await kernel.read(actor, answersForAll))) throw notAllowed();
    return actor;
  };
  app.get('/api/outlets', async (request): Promise<OutletPage> => kernel.read(await administrator(request), outletPage));
  app.get('/api/outlets/deliveries', async (request) => {
    const actor = await administrator(request);
    const query = read(z.strictObject({ state: z.enum(['waiting', 'sent', 'failed', 'dropped']).optional(), channel: z.enum(['mail', 'push', 'robot', 'webhook']).optional(), page: z.coerce.number().int().min(1).max(1_000).default(1) }), request.query);
    return kernel.read(actor, (tx) => deliveryLog(tx, query));
  });
  app.post<{ Params: { id: string } }>('/api/outlets/deliveries/:id/again', async (request) => {
    const actor = await administrator(request);
    return kernel.write(actor, async (tx) => { await sendAgain(tx, idOf(request.params.id)); return {}; });
  });
  app.post('/api/outlets/robots', async (request) => {
    const actor = await administrator(request);
    const given = read(robot, request.body);
    return kernel.write(actor, (tx) => keepRobot(tx, outbound, null, given), onceOf(request, given));
  });
  app.post<{ Params: { id: string } }>('/api/outlets/robots/:id', async (request) => {
    const actor = await administrator(request);
    const given = read(robot, request.body);
    return kernel.write(actor, (tx) => keepRobot(tx, outbound, idOf(request.params.id), given));
  });
  // Without an idempotency key: the answer holds a secret, and answers that are kept for a repetition stand in the database in clear.
  app.post('/api/outlets/webhooks', async (request) => {
    const actor = await administrator(request);
    const given = read(webhook, request.body);
    return kernel.write(actor, (tx) => keepWebhook(tx, outbound, null, given));
  });
  app.post<{ Params: { id: string } }>('/api/outlets/webhooks/:id', async (request) => {
    const actor = await administrator(request);
    const given = read(webhook, request.body);
    return kernel.write(actor, (tx) => keepWebhook(tx, outbound, idOf(request.params.id), given));
  });
  app.post<{ Params: { id: string } }>('/api/outlets/webhooks/:id/secret', async (request) => {
    const actor = await administrator(request);
    return kernel.write(actor, (tx) => renewSecret(tx, idOf(request.params.id)));
  });
  for (const kind_ of ['robot', 'webhook'] as const) {
    app.post<{ Params: { id: string } }>(`/api/outlets/${kind_}s/:id/off`, async (request) => {
      const actor = await administrator(request);
      const { off } = read(z.strictObject({ off: z.boolean() }), request.body);
      return kernel.write(actor, async (tx) => { await switchOutlet(tx, kind_, idOf(request.params.id), off); return {}; });
    });
    app.post<{ Params: { id: string } }>(`/api/outlets/${kind_}s/:id/try`, async (request) => {
      const actor = await administrator(request);
      return kernel.write(actor, async (tx) => { await tryOutlet(tx, kind_, idOf(request.params.id)); return {}; });
    });
  }
}

async function noticePage(tx: Tx, page: number, unread: boolean): Promise<NoticePage> {
  const units = await unitsOf(tx);
  const rows = await tx.query<Waiting>(
    `select * from notice where tenant_id = $1 and user_id = $2 and kind = any($3) and (not $4 or read_at is null) order by at desc, id desc limit ${PAGE + 1} offset $5`, [tx.tenantId, tx.actor.id, await shownKinds(tx), unread, (page - 1) * PAGE]);
  return {
    unread: await unreadOf(tx), more: rows.length > PAGE,
    rows: rows.slice(0, PAGE).map((n) => {
      const about = { kind: n.kind, register: n.register, recordId: n.record_id, number: n.number, what: n.what };
      return { id: n.id, kind: n.kind, text: textOf(tx.kernel, { ...about, words: n.words }), href: hrefOf(about), unit: units.get(n.unit_id ?? '')?.name ?? '', at: n.at.toISOString(), dueAt: n.due_at?.toISOString() ?? null, read: n.read_at !== null, urgent: n.urgent };
    }),
  };
}

const MOST_COUNTED = 100;
/** Up to a hundred: more is written as 99+. */
export async function unreadOf(tx: Tx): Promise<number> {
  const [row] = await tx.query<{ n: number }>(
    `select count(*)::int as n from (select 1 from notice n left join notice_preference c on c.tenant_id = n.tenant_id and c.user_id = n.user_id
     where n.tenant_id = $1 and n.user_id = $2 and n.read_at is null and coalesce(c.channels->n.kind ? 'app', true) limit ${MOST_COUNTED}) x`, [tx.tenantId, tx.actor.id]);
  return row!.n;
}
