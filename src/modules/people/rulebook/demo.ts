/**
 * Demo of the rulebook: version 1.0, published a year ago with every open question answered by 秦岚 and the reason written down, and
 * draft 1.1, in which an ordinary breach of the dress code begins at Action. The answers are examples.
 */
import { calendar, createRecord, tables, takeStep, updateRecord, type Tx } from '../../../kernel/index.ts';
import type { Demo } from '../../../kernel/demo.ts';
import { AcknowledgementProcess } from './acknowledgement.ts';
import { RulebookChoice, RulebookInterpretation } from './choice.ts';
import { RulebookClause } from './clause.ts';
import { CommentProcess, RulebookComment, RulebookConsultee } from './consultation.ts';
import { dressMatrix, type DressMatrix, type DressWeek } from './dress.rules.ts';
import { hashOf, versionById } from './library.ts';
import type { Parameters } from './parameters.rules.ts';
import { coverage } from './structure.rules.ts';
import { RulebookVersionProcess, RulebookVersionRegister } from './version.ts';

export async function demo(d: Demo): Promise<void> {
  const published = calendar.addDays(d.today, -366);
  const manager = d.actor('qinlan');
  d.at(`${calendar.addDays(published, -20)}T01:00:00Z`);
  const { id } = await d.create(RulebookVersionRegister, manager, { no: '1.0', title: '服务中心工作守则', origin: 'source', preset: 'as-printed', unit_id: d.unit('CC') });
  d.at(`${calendar.addDays(published, -18)}T02:00:00Z`);
  await d.step(RulebookVersionProcess, id, 'adopt_suggestions', manager, { reason: '与各线路主管讨论后采用建议值' });
  d.at(`${calendar.addDays(published, -17)}T02:00:00Z`);
  await d.batch(manager, async (tx) => {
    for (const [parameter, value, reason] of await answers(tx, id)) {
      await createRecord(tx, RulebookChoice, { rulebook: id, parameter, answer: JSON.stringify(value), reason, unit_id: d.unit('CC') });
    }
    return {};
  });
  d.at(`${calendar.addDays(published, -16)}T02:00:00Z`);
  await d.step(RulebookVersionProcess, id, 'check', manager, {});
  await d.step(RulebookVersionProcess, id, 'consult', d.actor('luowen'), { consulted_with: '职工代表 12 人、工会', answer_until: null });
  await consulted(d, id, published);
  d.at(`${calendar.addDays(published, -3)}T06:00:00Z`);
  await d.step(RulebookVersionProcess, id, 'approve', manager, { minutes: null, minutes_summary: '12 名职工代表到会，工会列席。两条意见：休息区急电应允许接听；仪容要求不宜作为违纪。均已采纳并当场答复。' });
  d.at(`${published}T00:30:00Z`);
  await d.step(RulebookVersionProcess, id, 'publish', manager, { effective_from: published, publish_reason: '职工代表会议通过，工会无异议' });
  await d.create(RulebookInterpretation, d.actor('luowen'), {
    rulebook: id, clause: 'CC-1.10', text_zh: '带密封盖的保温杯视同带盖水杯。', text_en: 'A thermos with a sealing lid counts as a cup with a lid.', valid_from: published, unit_id: d.unit('CC'),
  });
  await signatures(d, id, published);
  await nextDraft(d, id);
}

const NOT_SIGNED: readonly string[] = ['粟倩', '邓思琪', '亓官晓'];

/** Everybody signed within a fortnight but three, who have been reminded. */
async function signatures(d: Demo, version: string, published: string): Promise<void> {
  d.at(`${calendar.addDays(published, 9)}T02:00:00Z`);
  await d.batch(d.actor('luowen'), async (tx) => {
    const people = await tx.query<{ id: string; name: string }>(
      'select a.id, e.name from rulebook_acknowledgement a join employee e on e.tenant_id = a.tenant_id and e.id = a.employee where a.tenant_id = $1 and a.rulebook = $2 order by e.staff_no', [tx.tenantId, version]);
    const content_hash = await hashOf(tx, version);
    for (const { id, name } of people) {
      if (!NOT_SIGNED.includes(name)) await takeStep(tx, AcknowledgementProcess, id, 'sign', { content_hash }, { signatures: [d.sign('employee', name)] });
    }
    return {};
  });
  d.at(`${calendar.addDays(d.today, -3)}T02:00:00Z`);
  await d.step(RulebookVersionProcess, version, 'remind', d.actor('luowen'), {});
}

/** Who was asked, what they said, what came of it. */
async function consulted(d: Demo, rulebook: string, published: string): Promise<void> {
  d.at(`${calendar.addDays(published, -12)}T06:00:00Z`);
  await d.batch(d.actor('luowen'), async (tx) => {
    const asked_on = calendar.addDays(published, -12);
    for (const [who, kind, people, how] of [['职工代表', 'representatives', 12, 'meeting'], ['工会委员会', 'union', 3, 'letter'], ['热线一线、回访组全体', 'staff', 17, 'posted']] as const) {
      await createRecord(tx, RulebookConsultee, { rulebook, who, kind, people, how, asked_on, unit_id: d.unit('CC') });
    }
    for (const [clause, comment, for_whom, adopted, answer] of [
      ['CC-ORAL-13', '休息区接急电应当允许，家里有老人孩子。', '职工代表', 'yes', '采纳：线路允许时，休息区可以接急电。'], ['CC-2.1b', '仪容要求不要作为违纪。', '工会委员会', 'yes', '采纳：只作提示。'], ['CC-1.10', '希望发统一的水杯。', '回访组', 'no', '本年没有预算，自备带盖的即可。'],
    ] as const) {
      const { id } = await createRecord(tx, RulebookComment, { rulebook, clause, comment, for_whom, unit_id: d.unit('CC') });
      await takeStep(tx, CommentProcess, id, 'answer', { adopted, answer });
    }
    return {};
  });
}

async function nextDraft(d: Demo, from: string): Promise<void> {
  d.at(`${calendar.addDays(d.today, -20)}T02:00:00Z`);
  await d.step(RulebookVersionProcess, from, 'start_next', d.actor('qinlan'), { next_no: '1.1', next_title: '服务中心工作守则（修订稿）' });
  await d.batch(d.actor('qinlan'), async (tx) => {
    const clause = await tables(tx, RulebookClause, RulebookVersionRegister).selectFrom('rulebook_clause as c').innerJoin('rulebook_version as v', (join) => join.onRef('v.id', '=', 'c.rulebook').onRef('v.tenant_id', '=', 'c.tenant_id'))
      .select('c.id').where('c.tenant_id', '=', tx.tenantId).where('v.no', '=', '1.1').where('c.code', '=', 'CC-IIP-4').executeTakeFirstOrThrow();
    await updateRecord(tx, RulebookClause, { id: clause.id }, { base: 'action' }, { what: 'edit', reason: '初次着装问题以当场改正为主' });
    return {};
  });
}

type Answer = readonly [parameter: keyof Parameters, value: unknown, reason: string];

/** What the suggestions leave to the centre itself. */
async function answers(tx: Tx, id: string): Promise<readonly Answer[]> {
  const version = await versionById(tx, id);
  const uncertain = version.clauses.filter((clause) => clause.confidence !== 'printed').map((clause) => clause.code);
  return [
    ['dress.matrix', weekendAsFriday(dressMatrix('no-rule', 'undefined')), '周末到岗人数少，着装与周五相同'],
    ['dress.rostered_days', [1, 2, 3, 4, 5, 6, 7], '热线全周有人值守'],
    ['clauses.confirmed', uncertain, '已与公布栏张贴的纸本逐条核对'],
    ['coverage.record_only', coverage(version).rulesWithoutSanction, '现场检查发现即改，不作处分'],
    ['action.definition', '书面提示一次，由线路主管当面说明并留存，不影响绩效。', '与人事核对后写明'],
    ['iip.definition', '改进计划：主管与员工共同写明目标、辅导人和 30 天内的复核日。', '与人事核对后写明'],
  ];
}

function weekendAsFriday(matrix: DressMatrix): DressMatrix {
  return Object.fromEntries(Object.entries(matrix).map(([item, week]) => [item, [...week.slice(0, 5), week[4], week[4]] as unknown as DressWeek])) as unknown as DressMatrix;
}
