/**
 * The club's texts (章程、告知书、话术), each in versions: the charter that guests sign, the notice they consent to, what is
 * said to them. Publishing freezes the text with its hash, puts the version before out of force, and warns of clauses that
 * courts hold void. Serves VIP-1.2, VIP-8.1, VIP-8.7, section 1.10.
 */
import { createHash } from 'node:crypto';
import { defineProcess, defineRegister, f, Refusal, tables, takeStep, type RowOf, type Tx } from '../../../kernel/index.ts';
import { clauseWarning, forbiddenClauses } from './clauses.ts';
import { DEFAULT_SCRIPTS, MOMENTS, type Moment } from './scripts.ts';

const kinds = { charter: ['会员章程', 'Charter'], consent: ['个人信息告知书', 'Notice on personal data'], ...MOMENTS } as const;

export const ClubText = defineRegister('club_text', {
  label: ['章程与话术', 'Charter and scripts'],
  number: 'WB{0000}',
  fields: {
    kind: f.choice('类别', 'Kind', kinds),
    title: f.text('标题', 'Title', { max: 60 }),
    body: f.longText('正文', 'Text', { max: 8000 }),
    body_en: f.longText('英文', 'English', { optional: true, max: 8000 }),
    edition: f.integer('版本', 'Version', { optional: true, readonly: true, min: 1 }),
    text_hash: f.text('正文指纹', 'Fingerprint of the text', { optional: true, readonly: true, max: 64, hint: ['客人签名与这份正文绑定', 'Guests’ signatures are bound to this text'] }),
    published_on: f.date('发布日期', 'Published on', { optional: true, readonly: true }),
    knowingly: f.text('保留存疑条款的理由', 'Why doubtful clauses stay', { optional: true, readonly: true, max: 200 }),
  },
  title: ['title', 'edition'],
  list: ['kind', 'title', 'edition', 'published_on'],
  sorts: ['-number', 'kind'],
  unique: [['kind', 'edition']],
  access: { read: ['front_desk', 'vip_agent', 'duty_supervisor', 'vip_manager', 'finance', 'auditor'], create: ['vip_manager'] },
  empty: ['先写好章程和告知书并发布，客人才能入会。', 'Charter and notice come first: once published, guests can join.'],
});

export const ClubTextProcess = defineProcess(ClubText, 'draft',
  {
    draft: { label: ['草稿', 'Draft'], tone: 'waiting' },
    in_force: { label: ['生效', 'In force'], tone: 'active' },
    superseded: { label: ['已被取代', 'Superseded'], tone: 'stopped' },
    dropped: { label: ['弃用', 'Dropped'], tone: 'stopped' },
  },
  (step) => ({
    revise: step({
      label: ['修改草稿', 'Revise'], from: ['draft'], to: 'draft', by: ['vip_manager'],
      form: { title: f.text('标题', 'Title', { max: 60 }), body: f.longText('正文', 'Text', { max: 8000 }), body_en: f.longText('英文', 'English', { optional: true, max: 8000 }) },
    }),
    publish: step({
      label: ['发布', 'Publish'], tone: 'primary', from: ['draft'], to: 'in_force', by: ['vip_manager'],
      hint: ['发布后不能再改；新版本发布时旧版本自动失效，已签的仍以当时的版本为准', 'Nothing can be changed afterwards; a new version ends the one before, and what was signed stays bound to its own version'],
      form: { knowingly: f.text('保留存疑条款的理由', 'Why doubtful clauses stay', { optional: true, max: 200 }) },
      facts: async ({ tx, record }) => ({ earlier: await versionsOf(tx, record.kind), warnings: forbiddenClauses(`${record.body}\n${record.body_en ?? ''}`).map(clauseWarning) }),
      preview: ({ facts }) => ({
        lines: facts.warnings.length === 0 ? [['没有发现排除退款、补卡、转让的条款（供参考，不是法律意见）', 'No clause excludes refund, replacement or transfer (for reference, not legal advice)']] : facts.warnings,
      }),
      guard({ record, facts, input }) {
        if (record.kind === 'charter' && facts.warnings.length > 0 && input.knowingly === null) {
          throw new Refusal('club_text.void_clauses', [`有 ${facts.warnings.length} 处条款可能无效，请修改，或写明为何保留`, `${facts.warnings.length} clauses may be void; change them, or say why they stay`], 409, { knowingly: ['须写明理由', 'A reason is needed'] });
        }
      },
      set: ({ record, facts, day }) => ({ edition: Math.max(0, ...facts.earlier.map((e) => e.edition ?? 0)) + 1, text_hash: hashOf(record.body), published_on: day }),
      async effect({ tx, record, facts }) {
        for (const one of facts.earlier) if (one.state === 'in_force' && one.id !== record.id) await takeStep(tx, ClubTextProcess, one.id, 'supersede', {});
      },
    }),
    supersede: step({ label: ['被新版取代', 'Superseded'], from: ['in_force'], to: 'superseded', by: [], form: {} }),
    drop: step({ label: ['弃用草稿', 'Drop'], tone: 'danger', from: ['draft'], to: 'dropped', by: ['vip_manager'], form: { reason: f.text('原因', 'Why', { max: 200 }) } }),
  }),
);

export const hashOf = (body: string): string => createHash('sha256').update(body).digest('hex');

function versionsOf(tx: Tx, kind: RowOf<typeof ClubText>['kind']) {
  return tables(tx, ClubText).selectFrom('club_text').select(['id', 'state', 'edition']).where('tenant_id', '=', tx.tenantId).where('kind', '=', kind).where('edition', 'is not', null).execute();
}

/** The version in force; undefined when none was published yet. */
export async function textInForce(tx: Tx, kind: RowOf<typeof ClubText>['kind']): Promise<RowOf<typeof ClubText> | undefined> {
  return tables(tx, ClubText).selectFrom('club_text').selectAll().where('tenant_id', '=', tx.tenantId).where('kind', '=', kind).where('state', '=', 'in_force').orderBy('edition', 'desc').executeTakeFirst();
}

const MOMENT_KINDS = Object.keys(MOMENTS) as Moment[];

/** What to say at each moment: the house's own words where it published some. */
export async function scriptsInForce(tx: Tx): Promise<{ readonly [moment in Moment]: readonly [string, string] }> {
  const own = await tables(tx, ClubText).selectFrom('club_text').select(['kind', 'body', 'body_en']).where('tenant_id', '=', tx.tenantId).where('state', '=', 'in_force').where('kind', 'in', MOMENT_KINDS).execute();
  return { ...DEFAULT_SCRIPTS, ...Object.fromEntries(own.map((o) => [o.kind, [o.body, o.body_en ?? o.body] as const])) };
}
