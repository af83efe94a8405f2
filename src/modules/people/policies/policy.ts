/**
 * Governing documents (制度文件): plan book, responsibility letters, service system, meeting resolutions and the ten special service
 * rules, each in versions with the day it takes effect and what it replaces. Serves FS-0.3, FS-2.1.
 */
import { createHash } from 'node:crypto';
import { calendar, defineProcess, defineRegister, f, Refusal, takeStep, type RowOf, type Tx } from '../../../kernel/index.ts';
import { KEEPERS, READERS } from './roles.ts';
import { refuseChangeOfPublished, refusePublication, refuseRuleNumber, replacedBy, TEN, type InForce } from './rules.ts';

export const POLICY_KINDS = {
  plan_book: ['策划书', 'Plan book'], responsibility_letter: ['责任书', 'Responsibility letter'], regional_guarantee: ['区域服务保证书', 'Regional service guarantee'],
  service_system: ['服务运行体系', 'Service system'], resolution: ['会议决议', 'Meeting resolution'], special_rule: ['特别管理制度', 'Special service rule'],
} as const;

export const Policy = defineRegister('policy', {
  label: ['制度文件', 'Governing document'],
  number: 'ZD-{yyyy}-{000}',
  fields: {
    code: f.text('代码', 'Code', { max: 20, hint: ['同一代码的新版取代旧版', 'A new version of the same code replaces the old one'] }),
    title: f.text('名称', 'Title', { max: 80 }),
    kind: f.choice('类别', 'Kind', POLICY_KINDS),
    rule_no: f.integer('项号', 'Rule number', { min: 1, max: TEN, optional: true, hint: ['十项特别管理制度中的第几项', 'Which of the ten special rules'] }),
    body: f.longText('正文', 'Text', { max: 20_000 }),
    decided_by: f.text('制定机构或会议', 'Issued by, or meeting', { max: 60, optional: true }),
    decided_on: f.date('决定日期', 'Decided on', { optional: true }),
    original: f.attachment('原件', 'Original', { optional: true }),
    version_no: f.integer('版次', 'Version', { optional: true, readonly: true }),
    published_on: f.date('公布日期', 'Published on', { optional: true, readonly: true }),
    effective_from: f.date('生效日期', 'In force from', { optional: true, readonly: true }),
    replaces: f.ref('取代', 'Replaces', 'policy', { optional: true, readonly: true }),
    ended_on: f.date('失效日期', 'No longer in force from', { optional: true, readonly: true }),
    content_hash: f.text('文本校验码', 'Hash of the text', { max: 64, optional: true, readonly: true }),
  },
  title: ['code', 'title'],
  list: ['code', 'title', 'kind', 'rule_no', 'version_no', 'effective_from', 'ended_on'],
  sorts: ['code', '-effective_from', '-number'],
  indexes: [['state', 'code']],
  access: { read: READERS, create: KEEPERS, edit: KEEPERS, archive: KEEPERS, namesOpen: true },
  empty: ['还没有制度文件。在此起草策划书、责任书、会议决议和十项特别管理制度，公布后生效。', 'No documents yet. Draft them here: plan book, letters, resolutions, the ten special rules; published, they take effect.'],
  opening: {
    facts: async ({ tx, id }) => ({ state: id === null ? null : await stateOf(tx, id) }),
    guard({ input, facts }) {
      refuseChangeOfPublished(facts.state);
      refuseRuleNumber(input);
    },
  },
});

export const PolicyLink = defineRegister('policy_link', {
  label: ['文件关联', 'Link between documents'],
  number: 'ZG-{0000}',
  fields: {
    document: f.ref('文件', 'Document', 'policy'),
    relation: f.choice('关系', 'Relation', { carries_out: ['贯彻', 'carries out'], details: ['细化', 'details'], cites: ['引用', 'cites'] }),
    other: f.ref('所涉文件', 'Other document', 'policy'),
  },
  title: ['document', 'relation', 'other'],
  list: ['document', 'relation', 'other'],
  unique: [['document', 'other']],
  hidden: true,
  access: { read: READERS, create: KEEPERS, archive: KEEPERS },
  opening: {
    guard({ input }) {
      if (input.document === input.other) throw new Refusal('policy_link.itself', ['文件不与自己关联', 'A document is not linked to itself'], 422, { other: ['请选另一份文件', 'Choose another document'] });
    },
  },
});

export const PolicyProcess = defineProcess(Policy, 'draft',
  {
    draft: { label: ['草稿', 'Draft'], tone: 'waiting' },
    published: {
      label: ['已公布，待生效', 'Published, not yet in force'], tone: 'active',
      timer: { step: 'take_effect', at: ({ record, day, calendar: c }) => calendar.startOfBusinessDay(record.effective_from ?? day, c) },
    },
    in_force: { label: ['现行', 'In force'], tone: 'done' },
    superseded: { label: ['已被取代', 'Superseded'], tone: 'stopped' },
    repealed: { label: ['已废止', 'Repealed'], tone: 'stopped' },
    dropped: { label: ['已作废', 'Dropped'], tone: 'stopped' },
  },
  (step) => ({
    publish: step({
      label: ['公布', 'Publish'], tone: 'primary', from: ['draft'], to: ['in_force', 'published'], by: KEEPERS,
      hint: ['公布后正文不再修改；同一代码的现行版自生效日起失效', 'The text is fixed from now on; the version in force ends when this one begins'],
      form: { effective_from: f.date('生效日期', 'In force from') },
      facts: async ({ tx }) => ({ others: await published(tx) }),
      preview: ({ facts, record, day }) => {
        const old = replacedBy(record, facts.others);
        return { lines: old ? [[`将取代 ${old.number}（第 ${old.version_no} 版，${old.effective_from} 起生效）`, `Replaces ${old.number} (version ${old.version_no}, in force from ${old.effective_from})`]] : [], initial: { effective_from: day } };
      },
      guard: ({ record, input, facts, day }) => refusePublication(record, input.effective_from, day, facts.others),
      choose: ({ input, day }) => (input.effective_from <= day ? 'in_force' : 'published'),
      set({ record, facts, day }) {
        const old = replacedBy(record, facts.others);
        const version_no = (old?.version_no ?? 0) + 1;
        return { version_no, published_on: day, replaces: old?.id ?? null, content_hash: hashOf({ ...record, version_no }) };
      },
      effect: async ({ tx, record }) => { if (record.state === 'in_force') await endReplaced(tx, record); },
    }),
    take_effect: step({
      label: ['生效', 'Take effect'], from: ['published'], to: 'in_force', by: [], form: {},
      effect: ({ tx, record }) => endReplaced(tx, record),
    }),
    supersede: step({ label: ['被取代', 'Superseded'], from: ['in_force', 'published'], to: 'superseded', by: [], form: {}, set: ({ day }) => ({ ended_on: day }) }),
    repeal: step({
      label: ['废止', 'Repeal'], tone: 'danger', from: ['in_force', 'published'], to: 'repealed', by: KEEPERS, form: { reason: f.text('原因', 'Reason', { max: 200 }) },
      set: ({ day }) => ({ ended_on: day }),
    }),
    drop: step({ label: ['作废', 'Drop'], tone: 'danger', from: ['draft'], to: 'dropped', by: KEEPERS, form: { reason: f.text('原因', 'Reason', { max: 200 }) } }),
  }),
);

/** What a signature is bound to: code, version, title and text, so that nothing of them can change unnoticed. */
export function hashOf(d: { readonly code: string; readonly version_no: number | null; readonly title: string; readonly body: string }): string {
  return createHash('sha256').update(JSON.stringify([d.code, d.version_no, d.title, d.body])).digest('hex');
}

async function endReplaced(tx: Tx, record: RowOf<typeof Policy>): Promise<void> {
  const [old] = await tx.query<{ id: string }>(
    `select id from policy where tenant_id = $1 and id = $2 and state in ('in_force', 'published')`, [tx.tenantId, record.replaces]);
  if (old) await takeStep(tx, PolicyProcess, old.id, 'supersede', {});
}

/** Locked against two publications of one code in the same moment: the second one then meets the first. */
async function published(tx: Tx): Promise<InForce[]> {
  await tx.query('select pg_advisory_xact_lock(hashtextextended($1, 0))', [`policy ${tx.tenantId}`]);
  return tx.query<InForce>(
    `select id, number, code, kind, rule_no, version_no, effective_from from policy where tenant_id = $1 and archived_at is null and state in ('in_force', 'published')`, [tx.tenantId]);
}

async function stateOf(tx: Tx, id: string): Promise<string | null> {
  const [row] = await tx.query<{ state: string }>('select state from policy where tenant_id = $1 and id = $2', [tx.tenantId, id]);
  return row?.state ?? null;
}
