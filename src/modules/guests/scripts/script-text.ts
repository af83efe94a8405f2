/**
 * The club's texts (话术、章程、告知书), each in editions: what is said to guests on which occasion, the charter they sign, the
 * notice they consent to. Publishing freezes a text with its hash and puts the edition before out of force; a charter is
 * searched for clauses that courts hold void. Serves VIP-1.2, VIP-8.1, VIP-8.7, section 1.10.
 */
import { createHash } from 'node:crypto';
import { createRecord, defineProcess, defineRegister, f, Refusal, tables, takeStep, type RowOf, type Tx } from '../../../kernel/index.ts';
import { clauseWarning, forbiddenClauses } from './clauses.ts';
import { DEFAULT_WORDS, DOCUMENTS, MOMENTS, OCCASIONS, type Moment } from './defaults.ts';
import { refuseStiff } from './rules.ts';

const KEEPERS = ['vip_manager', 'vip_director'] as const;
const written = {
  title: f.text('标题', 'Title', { max: 60 }),
  words: f.longText('正文', 'Words', { max: 8000, hint: ['话术亲切、不生硬', 'What is said is kind, not stiff'] }),
  words_en: f.longText('英文', 'English', { max: 8000, optional: true }),
  remark: f.text('提示', 'Remark', { max: 200, optional: true }),
};

export const ScriptText = defineRegister('script_text', {
  label: ['话术与章程', 'Scripts and charter'],
  number: 'HS-{000}',
  fields: {
    occasion: f.choice('场合', 'Occasion', OCCASIONS),
    ...written,
    place: f.integer('次序', 'Order', { min: 1, max: 99, initial: 1 }),
    series: f.text('系列', 'Series', { optional: true, readonly: true, max: 100, readBy: ['auditor'] }),
    edition: f.integer('版本', 'Edition', { optional: true, readonly: true, min: 1 }),
    text_hash: f.text('正文指纹', 'Fingerprint of the text', { optional: true, readonly: true, max: 64, hint: ['客人的同意和签名与这份正文绑定', 'Consent and signatures of guests are bound to this text'] }),
    published_on: f.date('发布日期', 'Published on', { optional: true, readonly: true }),
    knowingly: f.text('保留存疑条款的理由', 'Why doubtful clauses stay', { optional: true, readonly: true, max: 200 }),
  },
  title: ['title', 'edition'],
  list: ['occasion', 'title', 'words', 'edition', 'published_on'],
  sorts: ['occasion', '-number'],
  // Two published at the same moment cannot both be the next edition.
  unique: [['series', 'edition']],
  access: { read: ['front_desk', 'vip_agent', 'duty_supervisor', 'vip_manager', 'vip_director', 'finance', 'auditor'], create: KEEPERS },
  empty: ['还没有话术。按场合写下怎么对客人说；章程和告知书发布以后，客人才能入会。', 'No texts yet. Write down what is said on which occasion; once charter and notice are published, guests can join.'],
  opening: { guard: ({ input }) => refuseUnkind(input.occasion, input.words) },
});
const isDocument = (occasion: string): boolean => occasion in DOCUMENTS;
/** A charter says what may not be done; that is no script. */
function refuseUnkind(occasion: string, words: string): void {
  if (!isDocument(occasion)) refuseStiff(words);
}

export const ScriptTextProcess = defineProcess(ScriptText, 'draft',
  {
    draft: { label: ['草稿', 'Draft'], tone: 'waiting' },
    in_force: { label: ['生效', 'In force'], tone: 'active' },
    superseded: { label: ['已被取代', 'Superseded'], tone: 'stopped' },
    dropped: { label: ['弃用', 'Dropped'], tone: 'stopped' },
  },
  (step) => ({
    revise: step({ label: ['修改草稿', 'Revise'], from: ['draft'], to: 'draft', by: KEEPERS, form: written, guard: ({ record, input }) => refuseUnkind(record.occasion, input.words) }),
    publish: step({
      label: ['发布', 'Publish'], tone: 'primary', from: ['draft'], to: 'in_force', by: KEEPERS,
      hint: ['发布后不能再改；新版本发布时旧版本自动失效，已签的仍以当时的版本为准', 'Nothing can be changed afterwards; a new edition ends the one before, and what was signed stays bound to its own'],
      form: { knowingly: f.text('保留存疑条款的理由', 'Why doubtful clauses stay', { optional: true, max: 200 }) },
      facts: async ({ tx, record }) => ({ earlier: await editionsOf(tx, record), warnings: isDocument(record.occasion) ? forbiddenClauses(`${record.words}\n${record.words_en ?? ''}`).map(clauseWarning) : [] }),
      preview: ({ record, facts }) => ({
        lines: !isDocument(record.occasion) ? [] : facts.warnings.length === 0 ? [['没有发现排除退款、补卡、转让的条款（供参考，不是法律意见）', 'No clause excludes refund, replacement or transfer (for reference, not legal advice)']] : facts.warnings,
      }),
      guard({ record, facts, input }) {
        if (record.occasion === 'charter' && facts.warnings.length > 0 && input.knowingly === null) {
          throw new Refusal('script_text.void_clauses', [`有 ${facts.warnings.length} 处条款可能无效，请修改，或写明为何保留`, `${facts.warnings.length} clauses may be void; change them, or say why they stay`], 409, { knowingly: ['须写明理由', 'A reason is needed'] });
        }
      },
      set: ({ record, facts, day }) => ({ series: seriesOf(record), edition: Math.max(0, ...facts.earlier.map((e) => e.edition ?? 0)) + 1, text_hash: hashOf(record.words), published_on: day }),
      async effect({ tx, record, facts }) {
        for (const one of facts.earlier) if (one.state === 'in_force' && one.id !== record.id) await takeStep(tx, ScriptTextProcess, one.id, 'supersede', {});
      },
    }),
    renew: step({
      label: ['写新版', 'Write a new edition'], from: ['in_force'], to: 'in_force', by: KEEPERS,
      hint: ['另存为草稿；发布之前仍用现在的版本', 'Kept as a draft; this edition holds until the new one is published'], form: { new_words: f.longText('新的正文', 'New words', { max: 8000 }) },
      preview: ({ record }) => ({ lines: [], initial: { new_words: record.words } }),
      guard: ({ record, input }) => refuseUnkind(record.occasion, input.new_words),
      async effect({ tx, record, input }) {
        await createRecord(tx, ScriptText, { occasion: record.occasion, title: record.title, words: input.new_words, words_en: record.words_en, remark: record.remark, place: record.place, unit_id: record.unit_id });
      },
    }),
    withdraw: step({ label: ['停用', 'Withdraw'], tone: 'danger', from: ['in_force'], to: 'superseded', by: KEEPERS, form: { reason: f.text('原因', 'Why', { max: 200 }) } }),
    supersede: step({ label: ['被新版取代', 'Superseded'], from: ['in_force'], to: 'superseded', by: [], form: {} }),
    drop: step({ label: ['弃用草稿', 'Drop'], tone: 'danger', from: ['draft'], to: 'dropped', by: KEEPERS, form: { reason: f.text('原因', 'Why', { max: 200 }) } }),
  }),
);

export const hashOf = (words: string): string => createHash('sha256').update(words).digest('hex');

/** A document is followed by the next one whatever it is called; a script by one with the same title. */
const seriesOf = ({ occasion, title }: { readonly occasion: string; readonly title: string }): string => (isDocument(occasion) ? occasion : `${occasion}/${title}`);
function editionsOf(tx: Tx, record: { readonly occasion: string; readonly title: string }) {
  return tables(tx, ScriptText).selectFrom('script_text').select(['id', 'state', 'edition']).where('tenant_id', '=', tx.tenantId).where('series', '=', seriesOf(record)).execute();
}

/** The edition of a document in force; undefined when none was published yet. */
export async function textInForce(tx: Tx, occasion: keyof typeof DOCUMENTS): Promise<RowOf<typeof ScriptText> | undefined> {
  return tables(tx, ScriptText).selectFrom('script_text').selectAll().where('tenant_id', '=', tx.tenantId).where('occasion', '=', occasion).where('state', '=', 'in_force').orderBy('edition', 'desc').executeTakeFirst();
}

const MOMENT_NAMES = Object.keys(MOMENTS) as Moment[];
/** What to say at each moment of joining: the house's own words where it published some, the first in its order. */
export async function wordsOfJoining(tx: Tx): Promise<{ readonly [moment in Moment]: readonly [string, string] }> {
  const own = await tables(tx, ScriptText).selectFrom('script_text').select(['occasion', 'words', 'words_en']).where('tenant_id', '=', tx.tenantId).where('state', '=', 'in_force').where('archived_at', 'is', null)
    .where('occasion', 'in', MOMENT_NAMES).orderBy('place', 'desc').orderBy('number', 'desc').execute();
  return { ...DEFAULT_WORDS, ...Object.fromEntries(own.map((o) => [o.occasion, [o.words, o.words_en ?? o.words] as const])) };
}
