/**
 * An edition of the duty statements (职责条文): all sentences of articles 4 and 5 loaded from the module's data, each with its owner; published
 * only when no question it hangs on is open and every sentence has owner, deputy, frequency and evidence, or says what is open. Serves AS-44, G9, G19, G24, G-L4.
 */
import { createRecord, defineProcess, defineRegister, f, parameterOrNull, Refusal, takeStep, type Tx } from '../../../kernel/index.ts';
import { GoldThreshold, StudentPrice } from '../cards/index.ts';
import { PerYuan } from '../points/index.ts';
import { byCode, deputyOf, FREQUENCIES, frequencyOf, lacking, NO_MEANS, notPublishable, sectionOf, type Complete } from './rules.ts';
import { meaningOf } from './meaning.ts';
import { CLUB } from './statements-club.ts';
import { LOGISTICS } from './statements-logistics.ts';

export const READERS = ['vip_director', 'vip_manager', 'operations_gm', 'general_affairs', 'logistics_head', 'auditor'] as const;
const KEEPERS = ['vip_director', 'operations_gm'] as const;
/** What blocks publishing while it has no answer. */
export const QUESTIONS = [GoldThreshold, PerYuan, StudentPrice] as const;

export const DutyStatement = defineRegister('duty_statement', {
  label: ['职责条文', 'Duty statement'],
  number: 'ZT-{00000}',
  fields: {
    edition: f.ref('版本', 'Edition', 'statement_edition'),
    code: f.text('编号', 'Code', { max: 12 }),
    section: f.text('章节', 'Section', { max: 10 }),
    words: f.text('内容', 'Wording', { max: 200 }),
    words_en: f.text('英文', 'Wording in English', { max: 200 }),
    owner_role: f.text('责任岗位', 'Owner’s post', { max: 40, optional: true }),
    deputy_role: f.text('代理岗位', 'Deputy’s post', { max: 40, optional: true }),
    frequency: f.choice('频次', 'Frequency', FREQUENCIES, { optional: true }),
    proofs: f.text('以何为凭', 'Shown by', { max: 300, optional: true, hint: ['台账.步骤，或 duty:定期事项，用空格分开', 'register.step, or duty:name, separated by blanks'] }),
    questions: f.text('待定事项', 'Open questions', { max: 200, optional: true }),
    open_question: f.text('本条待定', 'Open question of this sentence', { max: 200, optional: true, hint: ['四项不全而又要公布时，写明什么待定', 'When it is not complete and the edition goes out all the same: what is open'] }),
    open_question_en: f.text('本条待定（英文）', 'Open question in English', { max: 300, optional: true, hint: ['给英文读者；不填则照中文显示', 'For English readers; without it they see the Chinese'] }),
    remark: f.text('说明', 'Remark', { max: 200, optional: true }),
  },
  title: ['code', 'words'],
  list: ['code', 'words', 'owner_role', 'deputy_role', 'frequency', 'proofs', 'open_question'],
  sorts: ['number', 'section'],
  indexes: [['edition', 'section']],
  unique: [['edition', 'code']],
  access: { read: READERS, create: [], edit: KEEPERS },
  empty: ['还没有职责条文。新建一个版本，条文就装进来。', 'No statements. Open an edition and they are loaded.'],
  opening: {
    facts: async ({ tx, input }) => ({ published: await isPublished(tx, input.edition) }),
    // What is in force stays complete; a draft may be filled in bit by bit.
    guard({ id, input, facts }) {
      const missing = id !== null && facts.published ? lacking(input) : [];
      if (missing.length > 0) throw new Refusal('duty_statement.incomplete', [`现行条文须有${missing.map((m) => m[0]).join('、')}，或写明待定`, `A sentence in force needs ${missing.map((m) => m[1]).join(', ')}, or says what is open`], 422, { open_question: ['或在此写明什么待定', 'Or say here what is open'] });
    },
  },
});

export const StatementEdition = defineRegister('statement_edition', {
  label: ['职责条文版本', 'Edition of the statements'],
  number: 'TB-{yyyy}-{00}',
  fields: { name: f.text('名称', 'Name', { max: 60 }), statements: f.integer('条数', 'Statements', { optional: true, readonly: true }), published_on: f.date('公布日期', 'Published on', { optional: true, readonly: true }) },
  title: ['name'],
  list: ['name', 'statements', 'published_on'],
  sorts: ['-number', 'state'],
  access: { read: READERS, create: KEEPERS },
  empty: ['还没有版本。新建后，第四、五条的全部条文即装入。', 'No editions. Opening one loads all statements of articles 4 and 5.'],
  opening: {
    set: () => ({ statements: CLUB.length + LOGISTICS.length }),
    async effect({ tx, record }) {
      const loaded = { ...DutyStatement, access: { ...DutyStatement.access, create: KEEPERS } } as typeof DutyStatement;
      for (const [code, owner_role, words, words_en, proofs, questions = []] of [...CLUB, ...LOGISTICS].sort((a, b) => byCode(a[0], b[0]))) {
        const known = proofs.some((name) => meaningOf(tx, name).known);
        await createRecord(tx, loaded, {
          edition: record.id, code, section: sectionOf(code), words, words_en, owner_role, deputy_role: deputyOf(owner_role), proofs: proofs.join(' ') || null, questions: questions.join(' ') || null, unit_id: record.unit_id,
          frequency: frequencyOf(proofs.flatMap((name) => { const duty = name.startsWith('duty:') ? tx.kernel.duties.get(name.slice(5)) : undefined; return duty ? [duty.recurs] : []; })),
          open_question: known ? null : NO_MEANS[0], open_question_en: known ? null : NO_MEANS[1],
        });
      }
    },
  },
});

export const StatementEditionProcess = defineProcess(StatementEdition, 'draft',
  { draft: { label: ['草拟', 'Draft'], tone: 'waiting' }, published: { label: ['已公布', 'Published'], tone: 'done' }, superseded: { label: ['已被取代', 'Superseded'], tone: 'stopped' } },
  (step) => ({
    publish: step({
      label: ['公布', 'Publish'], tone: 'primary', from: ['draft'], to: 'published', by: KEEPERS, form: {},
      facts: async ({ tx, record, day }) => ({ open: await openQuestions(tx, day), statements: await completenessOf(tx, record.id) }),
      ready: ({ facts }) => notPublishable(facts.open.map((q) => q.label), facts.statements),
      set: ({ day }) => ({ published_on: day }),
      async effect({ tx, record }) {
        const others = await tx.query<{ id: string }>(`select id from statement_edition where tenant_id = $1 and state = 'published' and id <> $2 and unit_id = $3`, [tx.tenantId, record.id, record.unit_id]);
        for (const other of others) await takeStep(tx, StatementEditionProcess, other.id, 'supersede', {});
      },
    }),
    supersede: step({ label: ['被取代', 'Superseded'], from: ['published'], to: 'superseded', by: [], form: {} }),
  }),
);

export async function openQuestions(tx: Tx, day: string) {
  const open = [];
  for (const question of QUESTIONS) if ((await parameterOrNull<unknown>(tx, question as never, day)) === null) open.push(question);
  return open;
}
async function completenessOf(tx: Tx, edition: string): Promise<readonly Complete[]> {
  const rows = await tx.query<Complete>('select code, owner_role, deputy_role, frequency, proofs, open_question from duty_statement where tenant_id = $1 and edition = $2 and archived_at is null', [tx.tenantId, edition]);
  return [...rows].sort((a, b) => byCode(a.code, b.code));
}
async function isPublished(tx: Tx, edition: string): Promise<boolean> {
  const [row] = await tx.query<{ state: string }>('select state from statement_edition where tenant_id = $1 and id = $2', [tx.tenantId, edition]);
  return row?.state === 'published';
}
