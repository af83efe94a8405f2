/** The four ways out of the house: a letter, a browser push, a robot, a webhook. Each takes what was claimed together and says what came of it. */
import { createHmac } from 'node:crypto';
import { asSystem } from '../../kernel/access/system.ts';
import { calendarOf } from '../../kernel/access/organisation.ts';
import type { RobotKind } from '../../kernel/api.ts';
import type { Tx } from '../../kernel/database/tx.ts';
import { choicesOf } from './choice.ts';
import type { Batch, Delivering, Outcome } from './deliver.ts';
import { pushKeys, type Subscription } from './push.ts';
import { sealPush, vapidHeader } from './push-encryption.ts';
import { callOf, robotAnswer } from './robots.ts';
import { fitting, retryAfter, ROBOT_LIMITS } from './timing.rules.ts';
import { headline, hrefOf, type NewsBody, outsideLine } from './words.ts';

type Send = (c: Delivering, tenantId: string, batch: Batch) => Promise<Outcome>;
const gone = (said: string): Outcome => ({ ok: false, end: 'dropped', said });
const look = <T>(c: Delivering, tenantId: string, work: (tx: Tx) => Promise<T>): Promise<T> => c.kernel.read(asSystem(tenantId, 'timer'), work);
const newsOf = (batch: Batch): readonly NewsBody[] => batch.rows.map((r) => r.body as unknown as NewsBody);

/** What its reader has read in the app meanwhile is no news any more. */
async function unread(tx: Tx, batch: Batch): Promise<Batch> {
  const read = new Set((await tx.query<{ id: string }>('select id from notice where tenant_id = $1 and id = any($2) and read_at is not null', [tx.tenantId, batch.rows.map((r) => r.notice_id)])).map((r) => r.id));
  return { ...batch, rows: batch.rows.filter((r) => r.notice_id === null || !read.has(r.notice_id)) };
}

export const sendLetter: Send = async (c, tenantId, all) => {
  if (!c.post) return { ok: false, said: '没有设置邮件服务器 / no mail server is set', end: 'dropped' };
  const { batch, chosen } = await look(c, tenantId, async (tx) => ({ batch: await unread(tx, all), chosen: (await choicesOf(tx, [all.target])).get(all.target) }));
  if (!chosen?.mail || chosen.away) return gone('没有邮箱 / no address');
  if (batch.rows.length === 0) return gone('已读 / read meanwhile');
  const { lang, zone } = chosen;
  const lines = newsOf(batch).map((n) => `${outsideLine(c.kernel, n, lang, zone)}${c.publicUrl ? `\n${c.publicUrl}${hrefOf(n)}` : ''}`);
  const foot = ['在“通知设置”里可以选择哪些通知寄到邮箱、何时寄。', 'Under “Notice settings” you choose what comes by mail, and when.'][lang]!;
  try {
    await c.post.send({ to: chosen.mail, subject: headline(lines.length, lang), text: `${lines.join('\n\n')}\n\n${foot}${c.publicUrl ? `\n${c.publicUrl}/notices/settings` : ''}`, id: batch.rows[0]!.id });
    return { ok: true };
  } catch (e) {
    const { responseCode, command, message } = e as { responseCode?: number; command?: string; message: string };
    // The server knows no such box: asking again changes nothing.
    return { ok: false, said: message, ...(responseCode ? { status: responseCode } : {}), ...(command === 'RCPT TO' && (responseCode ?? 0) >= 500 ? { end: 'failed' as const } : {}) };
  }
};

const MOST_PUSHES = 3;
export const sendPush: Send = async (c, tenantId, all) => {
  const found = await look(c, tenantId, async (tx) => {
    const [row] = await tx.query<{ user_id: string; sealed: string }>('select user_id, sealed from push_subscription where tenant_id = $1 and id = $2', [tx.tenantId, all.target]);
    return row && { subscription: JSON.parse(tx.kernel.cipher.open(row.sealed)) as Subscription, batch: await unread(tx, all), chosen: (await choicesOf(tx, [row.user_id])).get(row.user_id)!, keys: await pushKeys(tx) };
  });
  if (!found || found.chosen.away) return gone('浏览器已取消 / the browser is gone');
  const { subscription, batch, chosen, keys } = found;
  if (batch.rows.length === 0) return gone('已读 / read meanwhile');
  const news = newsOf(batch);
  const lines = news.slice(0, MOST_PUSHES).map((n) => outsideLine(c.kernel, n, chosen.lang, chosen.zone));
  const text = JSON.stringify({ title: headline(news.length, chosen.lang), lines, href: news.length === 1 ? hrefOf(news[0]!) : '/notices', tag: batch.rows[0]!.id });
  const now = c.kernel.clock.now();
  const answer = await c.outbound.send({
    url: subscription.endpoint, body: sealPush(text, subscription.keys),
    headers: { authorization: vapidHeader(subscription.endpoint, c.publicUrl ?? 'mailto:nobody@localhost', keys, now), 'content-encoding': 'aes128gcm', 'content-type': 'application/octet-stream', ttl: '86400', urgency: 'normal' },
  });
  const { status } = answer;
  if (status >= 200 && status < 300) return { ok: true, status };
  if (status === 404 || status === 410) {
    await c.kernel.write(asSystem(tenantId, 'timer'), async (tx) => { await tx.query('delete from push_subscription where tenant_id = $1 and id = $2', [tx.tenantId, batch.target]); return {}; });
    return { ...gone('浏览器已取消 / the browser is gone'), status };
  }
  return { ok: false, status, said: answer.text, waitSeconds: retryAfter(answer.headers['retry-after'], now) };
};

const MOST_MENTIONED = 20;
/** Those who are told the same and have not read it, by what they gave for this service. */
const mentionsIn = (tx: Tx, batch: Batch, kind: RobotKind) => tx.query<{ id: string; name: string }>(
  `select d.id, p.mentions ->> $3 as name from delivery d
   join notice_preference p on p.tenant_id = d.tenant_id and p.mentions ->> $3 is not null
   join app_user u on u.tenant_id = d.tenant_id and u.id = p.user_id and not u.disabled and u.archived_at is null
   join notice n on n.tenant_id = d.tenant_id and n.user_id = p.user_id and n.key = d.key and n.read_at is null
   where d.tenant_id = $1 and d.id = any($2) order by d.id, name`, [tx.tenantId, batch.rows.map((r) => r.id), kind]);

export const sendToRobot: Send = async (c, tenantId, batch) => {
  const robot = await look(c, tenantId, async (tx) => {
    const [row] = await tx.query<{ kind: RobotKind; sealed_url: string; sealed_secret: string | null; lang: number; unit_id: string }>('select kind, sealed_url, sealed_secret, lang, unit_id from robot where tenant_id = $1 and id = $2 and off_at is null', [tx.tenantId, batch.target]);
    const { cipher } = tx.kernel;
    return row && { kind: row.kind, mentions: await mentionsIn(tx, batch, row.kind), url: cipher.open(row.sealed_url), secret: row.sealed_secret === null ? null : cipher.open(row.sealed_secret), lang: row.lang === 1 ? 1 as const : 0 as const, zone: (await calendarOf(tx, row.unit_id)).zone };
  });
  if (!robot) return gone('机器人已停用 / the robot is off');
  const limits = ROBOT_LIMITS[robot.kind];
  const lines = newsOf(batch).map((n) => `· ${outsideLine(c.kernel, n, robot.lang, robot.zone)}${c.publicUrl ? ` ${c.publicUrl}${hrefOf(n)}` : ''}`);
  // The rest goes out with the next call.
  const n = fitting(lines, limits.bytes - 64);
  const now = c.kernel.clock.now();
  const taken = batch.rows.slice(0, n).map((r) => r.id);
  const mentions = [...new Set(robot.mentions.filter((m) => taken.includes(m.id)).map((m) => m.name))].slice(0, MOST_MENTIONED);
  const call = callOf(robot, `${headline(n, robot.lang)}\n${lines.slice(0, n).join('\n')}`, now, mentions);
  const answer = await c.outbound.send({ url: call.url, body: call.body, headers: { 'content-type': 'application/json; charset=utf-8' } });
  const verdict = robotAnswer(robot.kind, answer.status, answer.text);
  if (verdict.ok) return { ok: true, status: answer.status, said: answer.text, taken };
  return { ok: false, status: answer.status, said: answer.text, taken, waitSeconds: Math.max(verdict.pauseSeconds, retryAfter(answer.headers['retry-after'], now)) };
};

/** Signed as the Standard Webhooks do: the id, the moment and the body under one HMAC, so that neither can be changed nor used later. */
export const signatureOf = (secret: string, id: string, timestamp: string, body: string): string =>
  `v1,${createHmac('sha256', Buffer.from(secret.replace(/^whsec_/, ''), 'base64')).update(`${id}.${timestamp}.${body}`).digest('base64')}`;

export const sendToWebhook: Send = async (c, tenantId, batch) => {
  const hook = await look(c, tenantId, async (tx) => {
    const [row] = await tx.query<{ sealed_url: string; sealed_secret: string }>('select sealed_url, sealed_secret from webhook where tenant_id = $1 and id = $2 and off_at is null', [tx.tenantId, batch.target]);
    return row && { url: tx.kernel.cipher.open(row.sealed_url), secret: tx.kernel.cipher.open(row.sealed_secret) };
  });
  if (!hook) return gone('已停用 / switched off');
  const [row] = batch.rows;
  const { register, id } = row!.body as { register?: string | null; id?: string | null };
  const path = register && id && register !== 'duty' ? `/api/records/${register}/${id}` : null;
  const now = c.kernel.clock.now();
  const timestamp = String(Math.floor(now.getTime() / 1000));
  const body = JSON.stringify({ ...row!.body, ...(path ? { link: `${c.publicUrl ?? ''}${path}` } : {}) });
  const answer = await c.outbound.send({ url: hook.url, body, headers: { 'content-type': 'application/json; charset=utf-8', 'webhook-id': row!.id, 'webhook-timestamp': timestamp, 'webhook-signature': signatureOf(hook.secret, row!.id, timestamp, body) } });
  const ok = answer.status >= 200 && answer.status < 300;
  return ok ? { ok, status: answer.status, said: answer.text } : { ok, status: answer.status, said: answer.text, waitSeconds: retryAfter(answer.headers['retry-after'], now) };
};
