/** Everything a record page shows: the row, steps with the reason why not yet, timeline in sentences, papers, related records, accounts. */
import { actorsWithin, grantFor, may, mayOpen, mayRead, scopeOf, visible } from '../access/access.ts';
import type { Actor } from '../access/actor.ts';
import { calendarOf } from '../access/organisation.ts';
import type { AllowedStep, Label, RecordPage, TaskRow, TimelineEntry } from '../api.ts';
import type { Tx } from '../database/tx.ts';
import { signaturesOf, slipsOf } from '../document/issue.ts';
import { accountsOf } from '../ledger/read.ts';
import { stepsOf, type Process } from '../process/process.ts';
import { lookAt } from '../process/step.ts';
import { Refusal } from '../refusal.ts';
import type { Register } from './register.ts';
import { refersTo, shownRow, textOf, titlesFor, titlesOf, type RawRow } from './rows.ts';
import { readIn, titleIn } from './title.ts';
import { reachRaw } from './write.ts';

export async function recordPage(tx: Tx, register: Register, id: string): Promise<RecordPage> {
  const raw = await reachRaw(tx, register, id);
  const process = tx.kernel.processes.get(register.name);
  const actor = (await actorsWithin(tx))(raw.unit_id);
  const row = shownRow(tx.kernel, register, raw, actor);
  return {
    row,
    titles: await titlesFor(tx, register, [{ ...row, unit: raw.unit_id }]),
    steps: process ? await allowedSteps(tx, process, raw) : [],
    timeline: await timelineOf(tx, register, raw, actor),
    slips: await slipsOf(tx, register.name, id),
    signatures: (await signaturesOf(tx, register.name, id)).map((s) => s.view),
    attachments: await tx.query(
      `select a.id, a.name, a.type, a.bytes, a.sha256 from attachment_use u join attachment a on a.tenant_id = u.tenant_id and a.id = u.attachment_id
       where u.tenant_id = $1 and u.register = $2 and u.record_id = $3 and ($4::uuid[] is null or a.id = any($4)) order by a.at`, [tx.tenantId, register.name, id, filesFor(actor, register, raw)]),
    tasks: await tasksWhere(tx, 't.register = $2 and t.record_id = $3', [register.name, id]),
    related: await relatedTo(tx, register, id),
    accounts: await accountsOf(tx, actor, register.name, id),
  };
}

/**
 * Files of a record that this person (as its unit is concerned) is shown and handed; null = all it ever had. Who may not read one of
 * its fields with files gets what stands in the others now: a file taken out again may have stood in the one that is not for them.
 */
export function filesFor(actor: Actor, register: Register, raw: RawRow): string[] | null {
  const fields = Object.entries(register.fields).filter(([, f]) => f.kind.name === 'attachment' || f.kind.name === 'photo');
  if (fields.every(([, f]) => mayRead(f, actor))) return null;
  return fields.filter(([, f]) => mayRead(f, actor)).flatMap(([name]) => (raw[name] as string[] | null) ?? []);
}

async function allowedSteps(tx: Tx, process: Process, raw: RawRow): Promise<AllowedStep[]> {
  const allowed: AllowedStep[] = [];
  if (raw.archived_at) return allowed;
  for (const [name, step] of Object.entries(stepsOf(process))) {
    if (!step.from.includes(raw.state)) continue;
    if (tx.actor.kind !== 'system' && !(await grantFor(tx, tx.actor, step.by, raw.unit_id))) continue;
    allowed.push({ name, blocked: step.ready ? await obstacle(async () => step.ready!(await lookAt(tx, process, step, raw))) : null });
  }
  return allowed;
}

/** What the step needs may itself be refused (an open question of the rulebook): a reason why not yet, never a page that cannot be opened. */
async function obstacle(look: () => Promise<Label | null>): Promise<Label | null> {
  try {
    return await look();
  } catch (e) {
    if (e instanceof Refusal) return e.label;
    throw e;
  }
}

interface HistoryRow { readonly what: string; readonly at: Date; readonly actor_name: string; readonly on_behalf_of: string | null; readonly reason: string | null; readonly before: { [c: string]: unknown } | null; readonly after: { [c: string]: unknown } | null }

async function timelineOf(tx: Tx, register: Register, raw: RawRow, actor: Actor): Promise<TimelineEntry[]> {
  const rows = await tx.query<HistoryRow>(
    'select what, at, actor_name, on_behalf_of, reason, before, after from history where tenant_id = $1 and register = $2 and record_id = $3 order by id desc limit 200', [tx.tenantId, register.name, raw.id]);
  const { zone } = await calendarOf(tx, raw.unit_id);
  const titles = await titlesOf(tx, rows.flatMap((h) => Object.entries({ ...h.before, ...h.after }).flatMap(([c, v]) => (register.fields[c] && refersTo(register.fields[c]) !== null && typeof v === 'string' ? [v] : []))),
    Object.values(register.fields).flatMap((f) => refersTo(f) ?? []));
  return rows.map((h) => ({
    at: h.at.toISOString(), actor: h.actor_name, onBehalfOf: h.on_behalf_of, what: h.what, sentence: sentenceOf(tx, register, h), reason: h.reason,
    changes: Object.keys(h.after ?? {}).filter((c) => register.fields[c] && mayRead(register.fields[c], actor))
      .map((c) => {
        const f = register.fields[c]!;
        const text = (v: unknown) => clipped(safeText(() => textOf(tx.kernel, f, v instanceof Date ? v : revive(f.kind.column, v), readIn(tx), zone, titles)));
        return { field: c, label: f.label, before: text(h.before?.[c]), after: text(h.after?.[c]) };
      }),
  }));
}

/** A timeline is read at a glance; the whole text stands in the record and in the history itself. */
const clipped = (text: string): string => (text.length > 240 ? `${text.slice(0, 240)}…` : text);
/** JSON holds moments as text. */
const revive = (column: string, v: unknown): unknown => (column === 'timestamp with time zone' && typeof v === 'string' ? new Date(v) : v);
/** An old value of a kind that has changed since is shown as nothing rather than failing the page. */
const safeText = (read: () => string): string => {
  try { return read(); } catch (e) { return e instanceof Error ? '' : String(e); }
};

const WORDS: { readonly [what: string]: Label } = {
  create: ['登记', 'opened'], edit: ['修改', 'edited'], update: ['更新', 'updated'], archive: ['归档', 'archived'], restore: ['取消归档', 'restored'],
  disclose: ['查看了个人信息', 'looked at personal data of'], print: ['打印了单据', 'printed a slip of'], reprint: ['补打了单据', 'reprinted a slip of'], answer: ['答复了参数', 'answered the parameter'],
  password: ['设置了密码', 'set the password of'], second_factor: ['开启了两步验证', 'set up two-step sign-in for'], second_factor_off: ['关闭了两步验证', 'switched off two-step sign-in for'],
  recovery_code: ['用恢复码登录', 'signed in with a recovery code as'], passkey: ['添加了通行密钥', 'added a passkey to'], passkey_off: ['移除了通行密钥', 'removed a passkey from'],
  outside_identity: ['绑定了统一登录', 'bound single sign-on to'], badge: ['登记了工牌与 PIN', 'registered badge and PIN of'], badge_off: ['取消了工牌与 PIN', 'withdrew badge and PIN of'],
  reset_sent: ['寄出了重设密码的链接', 'sent a link to set a new password to'], sessions_ended: ['结束了登录', 'ended the sessions of'],
  verify: ['校验了审计链', 'verified the audit chain of'], done: ['完成', 'completed'], export: ['导出', 'exported'],
  share_view: ['共享了列表视图：', 'shared a list view of'], unshare_view: ['收回了列表视图：', 'no longer shares a list view of'],
  default_view: ['设为本单元的默认视图：', 'made a list view the unit’s default:'], undefault_view: ['取消了本单元的默认视图：', 'no longer the unit’s default:'],
};

/** Who did what to which record, as a sentence. */
export function sentenceOf(tx: Tx, register: Register | undefined, h: Pick<HistoryRow, 'what' | 'actor_name' | 'on_behalf_of'> & { readonly number?: string }): Label {
  const process = register && tx.kernel.processes.get(register.name);
  const step = process ? stepsOf(process)[h.what] : undefined;
  const who = h.on_behalf_of ? [`${h.actor_name}（代${h.on_behalf_of}）`, `${h.actor_name} (for ${h.on_behalf_of})`] : [h.actor_name, h.actor_name];
  const thing = [register?.label[0] ?? '', (register?.label[1] ?? '').toLowerCase()];
  const number = h.number ? ` ${h.number}` : '';
  if (step) return [`${who[0]}办理“${step.label[0]}”${number}`, `${who[1]}: ${step.label[1]}${number}`];
  // What a module calls a change of its own is a key and no word: to the reader it is an update, and what changed stands below.
  const word = WORDS[h.what] ?? WORDS['update']!;
  return [`${who[0]}${word[0]}${thing[0]}${number}`, `${who[1]} ${word[1]} ${thing[1]}${number}`];
}

export async function tasksWhere(tx: Tx, where: string, values: readonly unknown[]): Promise<TaskRow[]> {
  const rows = await tx.query<{ id: string; register: string; record_id: string; number: string; title: string; step: string; due_at: Date; escalated_at: Date | null }>(
    `select t.id, t.register, t.record_id, t.number, t.title, t.step, t.due_at, t.escalated_at from task t where t.tenant_id = $1 and t.done_at is null and ${where} order by t.due_at limit 200`, [tx.tenantId, ...values]);
  const hidden = await hiddenAmong(tx, rows);
  return rows.filter((t) => !hidden.has(t.record_id)).map((t) => {
    const process = tx.kernel.processes.get(t.register);
    return {
      id: t.id, register: t.register, recordId: t.record_id, number: t.number, title: titleIn(readIn(tx), tx.kernel, t.register, t.title), step: t.step,
      label: (process && stepsOf(process)[t.step]?.label) ?? [t.step, t.step], dueAt: t.due_at.toISOString(), overdue: t.due_at < tx.now, escalated: t.escalated_at !== null,
    };
  });
}

/** Where people see their own records only, or not the ones that name them, a task is shown to those who may open its record. */
async function hiddenAmong(tx: Tx, rows: readonly { readonly register: string; readonly record_id: string }[]): Promise<ReadonlySet<string>> {
  const hidden = new Set<string>();
  for (const name of new Set(rows.map((t) => t.register))) {
    const register = tx.kernel.registers.get(name);
    if (!register || (!register.access.own && !register.access.notBy)) continue;
    const [ids, reach] = [rows.filter((t) => t.register === name).map((t) => t.record_id), await visible(tx, register, 3)];
    const seen = new Set((await tx.query<{ id: string }>(`select r.id from ${name} r where r.tenant_id = $1 and r.id = any($2) and ${reach.sql}`, [tx.tenantId, ids, ...reach.values])).map((r) => r.id));
    for (const id of ids) if (!seen.has(id)) hidden.add(id);
  }
  return hidden;
}

/** What points here; of its own module also what does not yet and may be begun from here. */
async function relatedTo(tx: Tx, register: Register, id: string): Promise<RecordPage['related']> {
  const found = [];
  const own = tx.kernel.modules.find((m) => m.registers.includes(register))?.registers ?? [];
  for (const other of tx.kernel.registers.values()) {
    if (!mayOpen(other, tx.actor)) continue;
    for (const [name, f] of Object.entries(other.fields)) {
      if (f.kind.name !== 'ref' || f.options.register !== register.name || !mayRead(f, tx.actor)) continue;
      const readable = f.options.readBy ? await scopeOf(tx, tx.actor, f.options.readBy) : null;
      const reach = await visible(tx, other, 5);
      const rows = await tx.query<{ id: string; number: string; title: string | null; state: string; n: number }>(
        `select r.id, r.number, r.state, w.title, count(*) over ()::int as n from ${other.name} r left join search_word w on w.tenant_id = r.tenant_id and w.register = $3 and w.record_id = r.id
         where r.tenant_id = $1 and r.${name} = $2 and ($4::uuid[] is null or r.unit_id = any($4)) and ${reach.sql} order by r.number desc limit 10`, [tx.tenantId, id, other.name, readable, ...reach.values]);
      const first = other !== register && own.includes(other) && !other.hidden && f.options.readonly !== true && may(tx.actor, other.access.create);
      if (rows.length > 0 || first) found.push({ register: other.name, label: other.label, field: name, total: rows[0]?.n ?? 0, rows: rows.map((r) => ({ id: r.id, title: `${r.number} ${titleIn(readIn(tx), tx.kernel, other.name, r.title ?? '')}`.trim(), state: r.state })) });
    }
  }
  return found;
}
