/**
 * Rulebook versions (守则版本): begun from the source document or as a copy, changed while a draft, checked, consulted, approved and
 * published; from then on frozen. Serves SM-1, CG-27, CC-EFF-2, AC-10.
 */
import { calendar, createRecord, dayOf, defineProcess, defineRegister, f, Refusal, takeStep, type Process, type Tx } from '../../../kernel/index.ts';
import { askToSign, remind, unsigned } from './acknowledgement.ts';
import { RulebookChoice, RulebookInterpretation } from './choice.ts';
import { consultationOf } from './consultation.ts';
import { addClauses, CLAUSE_KINDS, clausesOf, KEEPERS, READERS } from './clause.ts';
import { type Clause, LEVEL_LABELS } from './clause.rules.ts';
import { type StoredVersion, versionById } from './library.ts';
import { errorsOf, lintRulebook } from './lint.rules.ts';
import { approvalRefusal, consultationLines, stillOpen, toPublish } from './publish.rules.ts';
import { adopt, type Choice } from './rules.ts';
import { SOURCE_CLAUSES } from './source-rulebook.ts';

export const RulebookVersionRegister = defineRegister('rulebook_version', {
  label: ['守则版本', 'Rulebook version'],
  number: 'SZ-{0000}',
  fields: {
    no: f.text('版本号', 'Version', { max: 12, hint: ['如 0.1、1.0', 'Such as 0.1 or 1.0'] }),
    title: f.text('名称', 'Title', { max: 60 }),
    origin: f.choice('来自', 'Made from', { source: ['原件（全部条款）', 'The source document'], copy: ['已有版本', 'An existing version'], file: ['导入的文件', 'An imported file'] }, { initial: 'source' }),
    preset: f.choice('待定事项', 'Open questions', { 'as-printed': ['照原文，逐项待定', 'As printed, all open'], hardened: ['先填建议值', 'Suggested values filled in'] }, { initial: 'as-printed' }),
    based_on: f.ref('依据版本', 'Based on', 'rulebook_version', { optional: true, hint: ['来自已有版本时填写', 'When made from an existing version'] }),
    effective_from: f.date('公布生效日', 'In force from', { optional: true, readonly: true }),
    published_by: f.text('公布人', 'Published by', { max: 60, optional: true, readonly: true }),
    published_time: f.dateTime('公布时间', 'Published at', { optional: true, readonly: true }),
    publish_reason: f.text('公布依据', 'Published because', { max: 400, optional: true, readonly: true }),
    answer_until: f.date('意见截止', 'Comments until', { optional: true, readonly: true }),
    consulted_with: f.text('征求意见对象', 'Consulted with', { max: 200, optional: true, readonly: true }),
    minutes: f.attachment('征求意见记录', 'Minutes of the consultation', { optional: true, readonly: true }),
    minutes_summary: f.longText('意见及答复', 'Opinions and answers', { max: 4000, optional: true, readonly: true }),
  },
  title: ['no', 'title'],
  list: ['no', 'title', 'preset', 'effective_from', 'published_by'],
  sorts: ['-created_at', 'no'],
  unique: [['no']],
  access: { read: READERS, create: KEEPERS },
  empty: ['还没有守则。登记 0.1 版，选“原件”，全部条款即成草稿。', 'No rulebook yet. Open version 0.1 from the source document: all its clauses become a draft.'],
  opening: {
    guard({ input }) {
      if (!/^\d+(\.\d+){1,2}$/.test(input.no)) throw new Refusal('rulebook_version.no', ['版本号不正确', 'Not a version'], 422, { no: ['如 1.0', 'Such as 1.0'] });
      if (input.origin === 'copy' && input.based_on === null) {
        throw new Refusal('rulebook_version.based_on', ['请选择依据的版本', 'Choose the version it is based on'], 422, { based_on: ['必填', 'Required'] });
      }
    },
    effect: async ({ tx, record }): Promise<void> => {
      if (record.origin === 'copy' && record.based_on !== null) await copyInto(tx, record, record.based_on);
      if (record.origin === 'source') await addClauses(tx, record, SOURCE_CLAUSES);
    },
  },
});

interface Version { readonly id: string; readonly unit_id: string }
const stored = async ({ tx, record }: { readonly tx: Tx; readonly record: { readonly id: string } }): Promise<{ readonly version: StoredVersion }> => ({ version: await versionById(tx, record.id) });

export const RulebookVersionProcess = defineProcess(RulebookVersionRegister, 'draft',
  {
    draft: { label: ['草稿', 'Draft'], tone: 'waiting' },
    linted: { label: ['已体检', 'Checked'], tone: 'active' },
    consultation: { label: ['征求意见', 'In consultation'], tone: 'active' },
    approved: { label: ['已批准', 'Approved'], tone: 'active' },
    published: {
      label: ['已公布，待生效', 'Published, not yet in force'], tone: 'active',
      timer: { step: 'take_effect', at: ({ record, day, calendar: c }) => calendar.startOfBusinessDay(record.effective_from ?? day, c) },
    },
    effective: { label: ['现行', 'In force'], tone: 'done' },
    superseded: { label: ['已被替代', 'Superseded'], tone: 'stopped' },
  },
  (step) => ({ ...drafting(step), ...publication(step), ...published(step) }),
);

type StateName = 'draft' | 'linted' | 'consultation' | 'approved' | 'published' | 'effective' | 'superseded';
type Take = Parameters<Parameters<typeof defineProcess<typeof RulebookVersionRegister, { readonly [s in StateName]: Process['states'][string] }, Process['steps']>>[3]>[0];

/** While the text is being written. */
function drafting(step: Take) {
  return {
    check: step({
      label: ['体检通过', 'Pass the check'], tone: 'primary', from: ['draft'], to: 'linted', by: KEEPERS, form: {},
      hint: ['待定事项都已选定，条文冻结，进入征求意见', 'Every open question is answered; the text is frozen and goes into consultation'],
      facts: stored,
      preview: ({ facts }) => ({ lines: summary(facts.version) }),
      guard({ facts }) {
        const refusal = stillOpen(facts.version);
        if (refusal) throw refusal;
      },
    }),
    adopt_suggestions: step({
      label: ['采用建议值', 'Adopt the suggestions'], from: ['draft'], to: 'draft', by: KEEPERS,
      hint: ['把与建议不同的事项都改为建议值，每一项都记上您的姓名和理由', 'Sets every question that differs to its suggestion, each with your name and reason'],
      form: { reason: f.text('理由', 'Why', { max: 400 }) },
      facts: stored,
      effect: async ({ tx, record, facts, input, actor, now }) => {
        const before = facts.version.choices.length;
        const adopted = adopt(facts.version, 'hardened', actor.name, now.toISOString(), input.reason).choices.slice(before);
        await keepChoices(tx, record, adopted);
      },
    }),
    add_clause: step({
      label: ['增加条款', 'Add a clause'], from: ['draft'], to: 'draft', by: KEEPERS,
      form: {
        code: f.text('编号', 'Code', { max: 28, hint: ['如 CC-IIP-8', 'Such as CC-IIP-8'] }), clause_kind: f.choice('类别', 'Kind', CLAUSE_KINDS, { initial: 'offence' }),
        text_zh: f.text('条文', 'Text in Chinese', { max: 400 }), text_en: f.text('英文条文', 'Text in English', { max: 800 }),
        family: f.text('同类', 'Family', { max: 40, optional: true }), base: f.choice('首犯级别', 'First-offence level', LEVEL_LABELS, { optional: true }),
      },
      facts: stored,
      guard({ input, facts }) {
        if (!/^[A-Z]{2}-[\w.-]+$/.test(input.code)) throw new Refusal('rulebook_clause.code', ['条款编号不正确', 'Not a clause code'], 422, { code: ['如 CC-IIP-8', 'Such as CC-IIP-8'] });
        if (facts.version.clauses.some((clause) => clause.code === input.code)) throw new Refusal('rulebook_clause.double', ['这个编号已有条款', 'There is a clause with this code'], 409, { code: ['已存在', 'Exists already'] });
      },
      effect: async ({ tx, record, facts, input }) => {
        const clause: Clause = { ...blankClause, code: input.code, kind: input.clause_kind, text: [input.text_zh, input.text_en], family: input.family, base: input.base };
        await addClauses(tx, record, [clause], facts.version.clauses.length + 1);
      },
    }),
  };
}

/** From the check to publication, and on to the next version. */
function publication(step: Take) {
  return {
    reopen: step({
      label: ['退回草稿', 'Back to draft'], from: ['linted', 'consultation', 'approved'], to: 'draft', by: KEEPERS,
      form: { reason: f.text('原因', 'Why', { max: 200 }) },
    }),
    consult: step({
      label: ['开始征求意见', 'Begin the consultation'], tone: 'primary', from: ['linted'], to: 'consultation', by: KEEPERS,
      hint: ['此后每个人都可以在“守则全文”页提意见，逐条答复后才能批准', 'From now on everybody may comment on the page “The code”; every comment is answered before approval'],
      form: {
        consulted_with: f.text('征求意见对象', 'Consulted with', { max: 200, hint: ['职工代表、工会或全体员工', 'Representatives, the union or all staff'] }),
        answer_until: f.date('意见截止', 'Comments until', { optional: true }),
      },
      guard({ input, day }) {
        if (input.answer_until !== null && input.answer_until < day) throw new Refusal('rulebook_version.answer_until', ['截止日已过', 'That day is past'], 422, { answer_until: ['不早于今天', 'Not before today'] });
      },
    }),
    approve: step({
      label: ['批准', 'Approve'], tone: 'primary', from: ['consultation'], to: 'approved', by: ['centre_manager'],
      form: {
        minutes: f.attachment('征求意见记录', 'Minutes of the consultation', { optional: true }),
        minutes_summary: f.longText('意见及答复', 'Opinions and answers', { max: 4000, optional: true, hint: ['没有文件时在此写明经过与答复', 'Without a file, write down what was said and answered'] }),
      },
      facts: ({ tx, record }) => consultationOf(tx, record.id),
      preview: ({ facts }) => ({ lines: consultationLines(facts) }),
      guard({ input, facts, record, day }) {
        const refusal = approvalRefusal({ open: facts.open, until: record.answer_until, day });
        if (refusal) throw refusal;
        if (input.minutes === null && (input.minutes_summary ?? '').length < 10) {
          throw new Refusal('rulebook_version.minutes_missing', ['须附征求意见记录', 'The minutes of the consultation are missing'], 422, { minutes: ['附文件，或在下面写明', 'Attach a file or write them below'] });
        }
      },
    }),
    publish: step({
      label: ['公布', 'Publish'], tone: 'primary', from: ['draft', 'linted', 'consultation', 'approved'], to: ['published', 'effective'], by: KEEPERS,
      hint: ['公布后条文与选择冻结；公布前发生的事件仍按原版本', 'From then on text and choices are frozen; earlier incidents stay under the earlier version'],
      form: { effective_from: f.date('公布生效日', 'In force from'), publish_reason: f.text('公布依据', 'Published because', { max: 400 }) },
      facts: async ({ tx, record }) => {
        const [newest] = await tx.query<{ effective_from: string }>(
          `select effective_from from rulebook_version where tenant_id = $1 and state in ('published', 'effective', 'superseded') order by effective_from desc limit 1`, [tx.tenantId]);
        return { ...(await stored({ tx, record })), newest: newest?.effective_from ?? null };
      },
      preview: ({ facts, record, day }) => ({ lines: publishLines(facts.version, record.state), initial: { effective_from: day } }),
      guard({ facts, input, record, day, actor, now }) {
        toPublish(facts.version, { from: input.effective_from, by: actor.name, at: now.toISOString(), reason: input.publish_reason });
        if (record.state !== 'approved') throw new Refusal('rulebook_version.not_approved', ['还没有征求意见并批准', 'It has not been consulted on and approved']);
        if (input.effective_from < day) throw new Refusal('rulebook_version.retroactive', ['不能溯及既往', 'It cannot reach back'], 422, { effective_from: ['不早于今天', 'Not before today'] });
        if (facts.newest !== null && input.effective_from <= facts.newest) {
          throw new Refusal('rulebook_version.not_after', [`上一版自 ${facts.newest} 起生效，须晚于该日`, `The version before is in force from ${facts.newest}; this one must come later`], 422, { effective_from: [`晚于 ${facts.newest}`, `After ${facts.newest}`] });
        }
      },
      choose: ({ input, day }) => (input.effective_from <= day ? 'effective' : 'published'),
      set: ({ actor, now }) => ({ published_by: actor.name, published_time: now }),
      effect: async ({ tx, record }) => {
        if (record.state === 'effective') await supersedeOthers(tx, record.id);
        tx.kernel.forget(tx.tenantId, 'rulebook');
        await askToSign(tx, record);
      },
    }),
    take_effect: step({ label: ['生效', 'Take effect'], from: ['published'], to: 'effective', by: [], form: {}, effect: ({ tx, record }) => supersedeOthers(tx, record.id) }),
  };
}

/** Of a published version: its signatures, and the next one. */
function published(step: Take) {
  return {
    ask_to_sign: step({
      label: ['请新员工签收', 'Ask newcomers to sign'], from: ['published', 'effective'], to: ['published', 'effective'], by: KEEPERS, form: {},
      hint: ['公布之后入职的人加入签收名单；系统每天也会自动加入', 'Whoever was hired since the publication joins the list; the system does it every day too'],
      choose: ({ record }) => (record.state === 'published' ? 'published' : 'effective'),
      effect: async ({ tx, record }) => { await askToSign(tx, record); },
    }),
    remind: step({
      label: ['提醒未签收的人', 'Remind those who have not signed'], from: ['published', 'effective'], to: ['published', 'effective'], by: KEEPERS, form: {},
      hint: ['本人首页出现提醒；每人每天一次，次数记在签收记录里', 'It shows on their home page; once a day each, counted in the record'],
      facts: async ({ tx, record, day }) => ({ missing: await unsigned(tx, record.id, day) }),
      ready: ({ facts }) => (facts.missing.length > 0 ? null : ['全部已签', 'Everybody has signed']),
      preview: ({ facts }) => ({ lines: [[`未签 ${facts.missing.length} 人：${facts.missing.map((one) => one.name).join('、')}`, `${facts.missing.length} have not signed: ${facts.missing.map((one) => one.name).join(', ')}`]] }),
      choose: ({ record }) => (record.state === 'published' ? 'published' : 'effective'),
      effect: ({ tx, record, day }) => remind(tx, record, day),
    }),
    supersede: step({ label: ['被替代', 'Superseded'], from: ['effective'], to: 'superseded', by: [], form: {} }),
    start_next: step({
      label: ['起草下一版', 'Draft the next version'], from: ['published', 'effective', 'superseded'], to: ['published', 'effective', 'superseded'], by: KEEPERS,
      form: { next_no: f.text('新版本号', 'New version', { max: 12 }), next_title: f.text('名称', 'Title', { max: 60 }) },
      choose: ({ record }) => (record.state === 'effective' ? 'effective' : record.state === 'published' ? 'published' : 'superseded'),
      preview: ({ record }) => ({ lines: [], initial: { next_title: record.title } }),
      effect: async ({ tx, record, input }) => {
        await createRecord(tx, RulebookVersionRegister, { no: input.next_no, title: input.next_title, origin: 'copy', preset: record.preset, based_on: record.id, unit_id: record.unit_id });
      },
    }),
  };
}

const blankClause = {
  grade: null, grades: null, zones: [], exempt: null, legalTrack: null, lines: [0, 0], confidence: 'printed', weight: 'duty', sanctions: [], consequence: null, money: [], moneyKind: null, figures: {},
} as const satisfies Partial<Clause>;

async function supersedeOthers(tx: Tx, published: string): Promise<void> {
  const before = await tx.query<{ id: string }>(`select id from rulebook_version where tenant_id = $1 and state = 'effective' and id <> $2`, [tx.tenantId, published]);
  for (const { id } of before) await takeStep(tx, RulebookVersionProcess, id, 'supersede', {});
  tx.kernel.forget(tx.tenantId, 'rulebook');
}

/** Text, answers and interpretations of the other version; the day of publication is not taken over. */
async function copyInto(tx: Tx, version: Version, from: string): Promise<void> {
  const other = await versionById(tx, from);
  await addClauses(tx, version, await clausesOf(tx, from));
  await keepChoices(tx, version, other.choices.filter((choice) => choice.parameter !== 'published_at'));
  const today = await dayOf(tx, tx.now, version.unit_id);
  for (const note of other.interpretations) {
    const from = note.from < today ? today : note.from;
    await createRecord(tx, RulebookInterpretation, { rulebook: version.id, clause: note.clause, text_zh: note.text[0], text_en: note.text[1], valid_from: from, given_by: note.by, unit_id: version.unit_id });
  }
}

async function keepChoices(tx: Tx, version: Version, choices: readonly Choice[]): Promise<void> {
  for (const { parameter, value, by, at, reason } of choices) {
    await createRecord(tx, RulebookChoice, { rulebook: version.id, parameter, answer: JSON.stringify(value), reason, chosen_by: by, chosen_at: new Date(at), unit_id: version.unit_id });
  }
}

function summary(version: StoredVersion): readonly (readonly [string, string])[] {
  const findings = lintRulebook(version);
  const count = (severity: string) => findings.filter((finding) => finding.severity === severity).length;
  return [[`${count('error')} 项待定，${count('warning')} 项提醒（公布日期在公布时填写）`, `${count('error')} open questions, ${count('warning')} warnings (the day of publication is given when publishing)`]];
}

function publishLines(version: StoredVersion, state: string): readonly (readonly [string, string])[] {
  const open = errorsOf(version).filter((finding) => finding.id !== 'CG-27');
  return [
    ...open.map((finding): readonly [string, string] => [`${finding.id} 待定：${finding.message[0]}`, `${finding.id} is open: ${finding.message[1]}`]),
    ...(state === 'approved' ? [] : [['还没有征求意见并批准', 'Not yet consulted on and approved'] as const]),
  ];
}
