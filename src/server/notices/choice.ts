/** What a person chose: which kinds of notice come by which way, when it is quiet, and whether letters are gathered. */
import type { Label, NoticeChoice, NoticeKind, NoticeSettings, NoticeWay, RobotKind } from '../../kernel/api.ts';
import { calendarOf } from '../../kernel/access/organisation.ts';
import type { Tx } from '../../kernel/database/tx.ts';
import { Refusal } from '../../kernel/refusal.ts';
import { pushKeyOf } from './push.ts';
import { MENTIONED_BY, ROBOTS } from './robots.ts';

export const NOTICE_KINDS = ['task', 'duty', 'overdue', 'escalated', 'own', 'told'] as const satisfies readonly NoticeKind[];
export const WAYS = ['app', 'mail', 'push'] as const satisfies readonly NoticeWay[];

const EVERY: readonly NoticeWay[] = ['app', 'mail', 'push'];
const NOBODY: NoticeChoice['mentions'] = { wecom: null, dingtalk: null, feishu: null };
/** Until somebody chooses: the app and their own browsers tell everything, letters only what has gone wrong or was decided, gathered once an hour. */
export const FIRST_CHOICE: NoticeChoice = {
  channels: { task: ['app', 'push'], duty: ['app', 'push'], overdue: EVERY, escalated: EVERY, own: EVERY, told: EVERY },
  quietFrom: '22:00', quietTo: '07:00', digest: 'hourly', digestAt: '08:30', mentions: NOBODY,
};

interface ChoiceRow { readonly user_id: string; readonly lang: number; readonly channels: NoticeChoice['channels']; readonly quiet_from: string | null; readonly quiet_to: string | null; readonly digest: NoticeChoice['digest']; readonly digest_at: string; readonly mentions: Partial<NoticeChoice['mentions']> }
export interface Chosen extends NoticeChoice { readonly lang: 0 | 1; readonly zone: string; readonly mail: string | null; readonly away: boolean }

/** For each of these people: what they chose, where their letters go, in which zone they live. */
export async function choicesOf(tx: Tx, users: readonly string[]): Promise<ReadonlyMap<string, Chosen>> {
  const [people, rows] = await Promise.all([
    tx.query<{ id: string; unit_id: string; mail: string | null; away: boolean }>('select id, unit_id, mail, (disabled or archived_at is not null) as away from app_user where tenant_id = $1 and id = any($2)', [tx.tenantId, users]),
    tx.query<ChoiceRow>('select * from notice_preference where tenant_id = $1 and user_id = any($2)', [tx.tenantId, users]),
  ]);
  const chosen = new Map(rows.map((r) => [r.user_id, r]));
  return new Map(await Promise.all(people.map(async (p): Promise<readonly [string, Chosen]> => {
    const row = chosen.get(p.id);
    const choice = row ? { channels: row.channels, quietFrom: row.quiet_from, quietTo: row.quiet_to, digest: row.digest, digestAt: row.digest_at, mentions: { ...NOBODY, ...row.mentions } } : FIRST_CHOICE;
    return [p.id, { ...choice, lang: row?.lang === 1 ? 1 : 0, zone: (await calendarOf(tx, p.unit_id)).zone, mail: p.mail, away: p.away }];
  })));
}

/** Kinds that this person wants to see in the app. */
export async function shownKinds(tx: Tx): Promise<readonly NoticeKind[]> {
  const chosen = (await choicesOf(tx, [tx.actor.id])).get(tx.actor.id) ?? FIRST_CHOICE;
  return NOTICE_KINDS.filter((kind) => chosen.channels[kind].includes('app'));
}

export async function settingsOf(tx: Tx, mailHere: boolean): Promise<NoticeSettings> {
  const found = (await choicesOf(tx, [tx.actor.id])).get(tx.actor.id)!;
  const { lang: _lang, zone, mail, away: _away, ...choice } = found;
  const devices = await tx.query<{ id: string; device: string; created_at: Date }>('select id, device, created_at from push_subscription where tenant_id = $1 and user_id = $2 order by created_at', [tx.tenantId, tx.actor.id]);
  return { choice, zone, mail: { here: mailHere, to: mail }, push: { key: await pushKeyOf(tx), devices: devices.map((d) => ({ id: d.id, device: d.device, since: d.created_at.toISOString() })) } };
}

/** What is not said of mentions stays. */
export async function choose(tx: Tx, choice: Omit<NoticeChoice, 'mentions'> & { readonly mentions?: NoticeChoice['mentions'] | undefined }, lang: 0 | 1): Promise<void> {
  const problem = quietProblem(choice);
  if (problem) throw new Refusal('notice.quiet', problem, 422, { quietFrom: problem });
  const wrong = Object.entries(choice.mentions ?? {}).flatMap(([kind, name]) => (name === null || MENTIONED_BY[kind as RobotKind].form.test(name) ? [] : [[kind, MENTIONED_BY[kind as RobotKind].label] as const]));
  if (wrong.length > 0) throw new Refusal('notice.mention', [`${wrong.map(([kind, form]) => `${ROBOTS[kind as RobotKind].label[0]}：请填写${form[0]}`).join('；')}`, wrong.map(([kind, form]) => `${ROBOTS[kind as RobotKind].label[1]}: give the ${form[1].charAt(0).toLowerCase()}${form[1].slice(1)}`).join('; ')], 422, Object.fromEntries(wrong));
  await tx.query(
    `insert into notice_preference (tenant_id, user_id, lang, channels, quiet_from, quiet_to, digest, digest_at, mentions) values ($1, $2, $3, $4, $5, $6, $7, $8, coalesce($9::jsonb, '{}'))
     on conflict (tenant_id, user_id) do update set lang = excluded.lang, channels = excluded.channels, quiet_from = excluded.quiet_from, quiet_to = excluded.quiet_to, digest = excluded.digest, digest_at = excluded.digest_at, mentions = coalesce($9::jsonb, notice_preference.mentions)`,
    [tx.tenantId, tx.actor.id, lang, JSON.stringify(choice.channels), choice.quietFrom, choice.quietTo, choice.digest, choice.digestAt, choice.mentions ? JSON.stringify(choice.mentions) : null]);
}

export const quietProblem = (q: { readonly quietFrom: string | null; readonly quietTo: string | null }): Label | null =>
  ((q.quietFrom === null) === (q.quietTo === null) ? null : ['免打扰的起止要么都填，要么都不填', 'Give both ends of the quiet hours, or neither']);
