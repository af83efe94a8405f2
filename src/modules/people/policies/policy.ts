/**
 * Governing documents (制度文件) of all areas: plan book, letters, meeting resolutions, the ten special service rules and the management
 * rules that a unit makes and implements; in versions with the day each takes effect. Serves FS-0.3, FS-2.1, P-POLICY.
 */
import { createHash } from 'node:crypto';
import { calendar, createRecord, defineProcess, defineRegister, f, Refusal, takeStep, type RowOf, type Tx } from '../../../kernel/index.ts';
import { APPROVERS, KEEPERS, READERS, REVIEWERS } from './roles.ts';
import { CHECK_EVERY, notYourTurn, refuseChangeOfPublished, refuseManagementRule, refusePublication, refuseRuleNumber, refuseUnapproved, replacedBy, TEN, type InForce } from './rules.ts';

/** Days within which a draft is reviewed, and then approved. */
const REVIEW_DAYS = 7;

export const POLICY_KINDS = {
  plan_book: ['策划书', 'Plan book'], responsibility_letter: ['责任书', 'Responsibility letter'], regional_guarantee: ['区域服务保证书', 'Regional service guarantee'],
  service_system: ['服务运行体系', 'Service system'], resolution: ['会议决议', 'Meeting resolution'], special_rule: ['特别管理制度', 'Special service rule'],
  management_rule: ['管理制度', 'Management rule'],
} as const;

export const Policy = defineRegister('policy', {
  label: ['制度文件', 'Governing document'],
  number: 'ZD-{yyyy}-{000}',
  fields: {
    code: f.text('代码', 'Code', { max: 20, hint: ['同一代码的新版取代旧版', 'A new version of the same code replaces the old one'] }),
    title: f.text('名称', 'Title', { max: 80 }),
    kind: f.choice('类别', 'Kind', POLICY_KINDS),
    rule_no: f.integer('项号', 'Rule number', { min: 1, max: TEN, optional: true, hint: ['十项特别管理制度中的第几项', 'Which of the ten special rules'] }),
    statement: f.text('所落实的条文', 'Sentence it carries out', { max: 12, optional: true, hint: ['职责条文编号，如 LOG-1.6', 'Code of the duty statement, such as LOG-1.6'] }),
    check_every: f.choice('落实检查', 'Checked every', CHECK_EVERY, { optional: true, hint: ['管理制度必填：多久检查一次落实情况', 'Required for a management rule: how often it is checked that it is kept'] }),
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
    reviewed_by: f.ref('审核人', 'Reviewed by', 'app_user', { optional: true, readonly: true }),
    approved_by: f.ref('批准人', 'Approved by', 'app_user', { optional: true, readonly: true }),
  },
  title: ['code', 'title'],
  list: ['code', 'title', 'kind', 'statement', 'version_no', 'effective_from', 'ended_on'],
  sorts: ['code', '-effective_from', '-number'],
  indexes: [['state', 'code'], ['statement', 'state']],
  access: { read: READERS, create: KEEPERS, edit: KEEPERS, archive: KEEPERS, namesOpen: true },
  empty: ['还没有制度文件。在此起草策划书、责任书、会议决议和各项管理制度；管理制度经审核、批准后公布。', 'No documents yet. Draft them here: plan book, letters, resolutions, rules; a management rule is published once it is reviewed and approved.'],
  opening: {
    facts: async ({ tx, id }) => ({ state: id === null ? null : await stateOf(tx, id) }),
    guard({ input, facts }) {
      refuseChangeOfPublished(facts.state);
      refuseRuleNumber(input);
      refuseManagementRule(input);
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
    in_review: { label: ['待审核', 'To be reviewed'], tone: 'active', due: { step: 'review', at: ({ day, calendar: c }) => calendar.endOfBusinessDay(calendar.addDays(day, REVIEW_DAYS), c) } },
    reviewed: { label: ['待批准', 'To be approved'], tone: 'active', due: { step: 'approve', at: ({ day, calendar: c }) => calendar.endOfBusinessDay(calendar.addDays(day, REVIEW_DAYS), c) } },
    approved: { label: ['已批准，待公布', 'Approved'], tone: 'active' },
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
    submit: step({ label: ['送审', 'Submit for review'], tone: 'primary', from: ['draft'], to: 'in_review', by: KEEPERS, form: {} }),
    review: step({
      label: ['审核', 'Review'], tone: 'primary', from: ['in_review'], to: 'reviewed', by: REVIEWERS, form: { opinion: f.longText('审核意见', 'Opinion', { max: 1000 }) },
      ready: ({ record, actor }) => notYourTurn(record, actor.id), set: ({ actor }) => ({ reviewed_by: actor.id }),
    }),
    approve: step({
      label: ['批准', 'Approve'], tone: 'primary', from: ['reviewed'], to: 'approved', by: APPROVERS, form: { opinion: f.longText('批示', 'Decision', { max: 1000, optional: true }) },
      ready: ({ record, actor }) => notYourTurn(record, actor.id), set: ({ actor, day }) => ({ approved_by: actor.id, decided_on: day }),
    }),
    return: step({
      label: ['退回修改', 'Send back'], from: ['in_review', 'reviewed', 'approved'], to: 'draft', by: [...new Set([...REVIEWERS, ...APPROVERS])], form: { reason: f.text('原因', 'Reason', { max: 200 }) },
      set: () => ({ reviewed_by: null, approved_by: null }),
    }),
    revise: step({
      label: ['起草修订版', 'Draft a revision'], from: ['in_force'], to: 'in_force', by: KEEPERS, form: { reason: f.text('为何修订', 'Why', { max: 200 }) },
      facts: async ({ tx, record }) => ({ open: await draftsOf(tx, record.code) }),
      ready: ({ facts }) => (facts.open.length === 0 ? null : [`已有修订稿 ${facts.open.join('、')}`, `There is a draft already: ${facts.open.join(', ')}`]),
      effect: async ({ tx, record }) => { await draftRevision(tx, record); },
    }),
    publish: step({
      label: ['公布', 'Publish'], tone: 'primary', from: ['draft', 'approved'], to: ['in_force', 'published'], by: KEEPERS,
      hint: ['公布后正文不再修改；同一代码的现行版自生效日起失效', 'The text is fixed from now on; the version in force ends when this one begins'],
      form: { effective_from: f.date('生效日期', 'In force from') },
      facts: async ({ tx }) => ({ others: await published(tx) }),
      preview: ({ facts, record, day }) => {
        const old = replacedBy(record, facts.others);
        return { lines: old ? [[`将取代 ${old.number}（第 ${old.version_no} 版，${old.effective_from} 起生效）`, `Replaces ${old.number} (version ${old.version_no}, in force from ${old.effective_from})`]] : [], initial: { effective_from: day } };
      },
      ready: ({ record }) => refuseUnapproved(record),
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
    drop: step({ label: ['作废', 'Drop'], tone: 'danger', from: ['draft', 'in_review', 'reviewed', 'approved'], to: 'dropped', by: KEEPERS, form: { reason: f.text('原因', 'Reason', { max: 200 }) } }),
  }),
);

/** The text as it stands, to be changed: the new version goes through review again. */
export async function draftRevision(tx: Tx, of: RowOf<typeof Policy>): Promise<string> {
  const { code, title, kind, rule_no, statement, check_every, body, decided_by, unit_id } = of;
  // Whoever finds on a check that it no longer fits may send it on its way, also without being a keeper.
  const revised = { ...Policy, access: { ...Policy.access, create: [] } } as typeof Policy;
  return (await createRecord(tx, revised, { code, title, kind, rule_no, statement, check_every, body, decided_by, unit_id })).id;
}
export async function draftsOf(tx: Tx, code: string): Promise<string[]> {
  const rows = await tx.query<{ number: string }>(
    `select number from policy where tenant_id = $1 and code = $2 and archived_at is null and state in ('draft', 'in_review', 'reviewed', 'approved', 'published') order by number`, [tx.tenantId, code]);
  return rows.map((r) => r.number);
}

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
