/**
 * Answers to the open questions of a version (待定事项的选择) and how the company reads a clause (解释): who, when and why, quoted in
 * later decisions. Serves CG-04 to CG-32, CC-EFF-1, AC-10.
 */
import { defineRegister, f, Refusal, tables, type Tx } from '../../../kernel/index.ts';
import { isAnswerable, labelOf, readAnswer, sayAnswer } from './answers.rules.ts';
import { KEEPERS, READERS, refuseUnlessDraft, stateOfVersion } from './clause.ts';
import type { Choice, Interpretation } from './rules.ts';

export const RulebookChoice = defineRegister('rulebook_choice', {
  label: ['待定事项的选择', 'Choice'],
  number: 'XZ-{000000}',
  fields: {
    rulebook: f.ref('版本', 'Version', 'rulebook_version'),
    parameter: f.text('事项代码', 'Question', { max: 60 }),
    answer: f.longText('选定值', 'Value', { max: 20_000, hint: ['JSON；请在“规章体检”页上选择', 'JSON; choose on the page Rulebook check'] }),
    reason: f.text('理由', 'Why', { max: 400 }),
    question: f.text('事项', 'What was open', { max: 200, optional: true, readonly: true }),
    said: f.text('选择', 'Chosen', { max: 2200, optional: true, readonly: true }),
    chosen_by: f.text('选定人', 'Chosen by', { max: 60, optional: true, readonly: true }),
    chosen_at: f.dateTime('选定时间', 'Chosen at', { optional: true, readonly: true }),
  },
  title: ['question', 'said'],
  list: ['rulebook', 'question', 'said', 'reason', 'chosen_by', 'chosen_at'],
  sorts: ['-created_at'],
  access: { read: READERS, create: KEEPERS },
  empty: ['在“规章体检”页上回答待定事项，选择连同姓名、时间和理由记在这里。', 'Open questions are answered on the page Rulebook check; each answer is kept here with name, time and reason.'],
  opening: {
    facts: async ({ tx, input }) => ({ state: await stateOfVersion(tx, input.rulebook) }),
    guard({ input, facts }) {
      refuseUnlessDraft(facts.state);
      if (input.parameter === 'published_at') throw new Refusal('rulebook_choice.published_at', ['公布日期在公布时填写', 'The day of publication is given when publishing'], 422, { parameter: ['公布时填写', 'Given when publishing'] });
      if (!isAnswerable(input.parameter)) throw new Refusal('rulebook_choice.question', ['没有这个待定事项', 'There is no such question'], 422, { parameter: ['没有这个事项', 'No such question'] });
      if (readAnswer(input.parameter, jsonOf(input.answer)) === undefined) {
        throw new Refusal('rulebook_choice.answer', ['不是这个事项可选的值', 'Not a possible answer to this question'], 422, { answer: ['不是可选的值', 'Not a possible value'] });
      }
      if (input.reason.trim().length < 2) throw new Refusal('rulebook.choice_reason_missing', ['请写明为什么这样选', 'Say why this was chosen'], 422, { reason: ['请写明理由', 'Say why'] });
    },
    set({ input, actor, now }) {
      const said = isAnswerable(input.parameter) ? sayAnswer(input.parameter, jsonOf(input.answer)) : (['', ''] as const);
      return {
        question: labelOf(input.parameter)[0], said: said[0] === '' ? '（空）' : said[0].slice(0, 2000),
        chosen_by: input.chosen_by ?? actor.name, chosen_at: input.chosen_at ?? now,
      };
    },
  },
});

export const RulebookInterpretation = defineRegister('rulebook_interpretation', {
  label: ['条款解释', 'Interpretation'],
  number: 'JS-{0000}',
  fields: {
    rulebook: f.ref('版本', 'Version', 'rulebook_version'),
    clause: f.text('条款编号', 'Clause', { max: 28 }),
    text_zh: f.text('解释', 'Interpretation in Chinese', { max: 600 }),
    text_en: f.text('英文解释', 'Interpretation in English', { max: 1000 }),
    valid_from: f.date('自何日起', 'From'),
    given_by: f.text('解释人', 'Given by', { max: 60, optional: true, readonly: true }),
  },
  title: ['clause', 'text_zh'],
  list: ['rulebook', 'clause', 'text_zh', 'valid_from', 'given_by'],
  sorts: ['-created_at'],
  access: { read: READERS, create: KEEPERS },
  empty: ['公司对条款的解释，自写明之日起在处分说明中引用。', 'How the company reads a clause; quoted in decisions from its day on.'],
  opening: {
    facts: async ({ tx, input }) => {
      const found = await tx.query<{ code: string }>('select code from rulebook_clause where tenant_id = $1 and rulebook = $2 and code = $3', [tx.tenantId, input.rulebook, input.clause]);
      return { known: found.length > 0, state: await stateOfVersion(tx, input.rulebook) };
    },
    guard({ facts, input, day }) {
      if (!facts.known) throw new Refusal('rulebook.no_such_clause', ['这个版本没有这一条', 'This version has no such clause'], 422, { clause: ['没有这一条', 'No such clause'] });
      // A draft governs nothing yet: what is said about it reaches no further back than its publication.
      if (facts.state !== 'draft' && input.valid_from < day) throw new Refusal('rulebook_interpretation.retroactive', ['解释不能溯及既往', 'An interpretation cannot reach back'], 422, { valid_from: ['不早于今天', 'Not before today'] });
    },
    set: ({ input, actor }) => ({ given_by: input.given_by ?? actor.name }),
    effect: ({ tx }) => { tx.kernel.forget(tx.tenantId, 'rulebook'); return Promise.resolve(); },
  },
});

/** In the order in which they were given: the last answer to a question holds. Ids of one moment have no order; numbers have. */
export async function choicesOf(tx: Tx, versionId: string): Promise<Choice[]> {
  const rows = await tables(tx, RulebookChoice).selectFrom('rulebook_choice').selectAll()
    .where('tenant_id', '=', tx.tenantId).where('rulebook', '=', versionId).where('archived_at', 'is', null).orderBy('number').execute();
  return rows.map((row) => ({
    parameter: row.parameter as Choice['parameter'], value: jsonOf(row.answer) as Choice['value'], by: row.chosen_by ?? '', at: (row.chosen_at ?? row.created_at).toISOString(), reason: row.reason,
  }));
}

export async function interpretationsIn(tx: Tx, versionId: string): Promise<Interpretation[]> {
  const rows = await tables(tx, RulebookInterpretation).selectFrom('rulebook_interpretation').selectAll()
    .where('tenant_id', '=', tx.tenantId).where('rulebook', '=', versionId).where('archived_at', 'is', null).orderBy('number').execute();
  return rows.map((row) => ({ id: row.number, clause: row.clause, text: [row.text_zh, row.text_en], by: row.given_by ?? '', from: row.valid_from }));
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
