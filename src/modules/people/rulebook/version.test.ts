/** Rulebook versions through their real steps: import, answers, publication, next draft. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Actor, Refusal } from '../../../kernel/index.ts';
import { runQuery } from '../../../kernel/report/run.ts';
import { editRecord } from '../../../kernel/register/write.ts';
import { listPage } from '../../../kernel/register/list.ts';
import { startTest, type TestKernel } from '../../../kernel/testing.ts';
import { staff } from '../staff/index.ts';
import { clauseOf, HARDENED, publishedVersions, rulebook, RulebookChoice, RulebookClause, RulebookInterpretation, RulebookVersionProcess, RulebookVersionRegister, SOURCE_CLAUSES, versionById, versionOn } from './index.ts';
import { type CodeText, type RulebookCheck, RulebookLint, RulebookText } from './queries.ts';

let t: TestKernel;
let hr: Actor;
let manager: Actor;
let supervisor: Actor;

beforeAll(async () => {
  t = await startTest({ modules: [staff, rulebook], now: '2026-01-05T02:00:00Z' });
  hr = await t.actor('hr', 'YL', '罗文');
  manager = await t.actor('centre_manager', 'CC', '秦岚');
  supervisor = await t.actor('line_supervisor', 'CC-IN', '苏琳');
});
afterAll(() => t.close());

let made = 0;
async function draft(preset: 'as-printed' | 'hardened' = 'as-printed') {
  made += 1;
  return (await t.create(RulebookVersionRegister, manager, { no: `0.${made}`, title: '工作守则', origin: 'source', preset })).id;
}
const check = (version: string, actor = manager) => t.run(actor, (tx) => runQuery(tx, RulebookLint, { version })) as Promise<RulebookCheck>;
const choose = (version: string, parameter: string, value: unknown, reason = '按历年做法') => t.create(RulebookChoice, manager, { rulebook: version, parameter, answer: JSON.stringify(value), reason });
async function refusalOf(work: Promise<unknown>): Promise<Refusal> {
  const error = await work.then(() => undefined, (e: unknown) => e);
  expect(error).toBeInstanceOf(Refusal);
  return error as Refusal;
}
async function answered(): Promise<string> {
  const id = await draft();
  await t.step(RulebookVersionProcess, id, 'adopt_suggestions', manager, { reason: '照建议从严' });
  await choose(id, 'dress.rostered_days', [1, 2, 3, 4, 5], '周末不排班');
  return id;
}
async function approved(): Promise<string> {
  const id = await answered();
  await t.step(RulebookVersionProcess, id, 'check', manager, {});
  await t.step(RulebookVersionProcess, id, 'consult', hr, { consulted_with: '职工代表十二人' });
  await t.step(RulebookVersionProcess, id, 'approve', manager, { minutes_summary: '十二人参加，两条意见已答复并采纳。' });
  return id;
}

test('照原文公布被拒：每个待定事项都点名 [AC-10]', async () => {
  const id = await draft();
  const give = { effective_from: '2026-01-05', publish_reason: '职代会通过' };
  const refused = await refusalOf(t.step(RulebookVersionProcess, id, 'publish', manager, give));
  expect(refused.code).toBe('rulebook.unpublishable');
  const open = ['CG-04', 'CG-06', 'CG-07', 'CG-11', 'CG-12', 'CG-14', 'CG-15', 'CG-21', 'CG-23'];
  expect(Object.keys(refused.fields ?? {})).toEqual(expect.arrayContaining(open));
  const checked = await refusalOf(t.step(RulebookVersionProcess, id, 'check', manager, {}));
  expect(Object.keys(checked.fields ?? {})).toEqual(expect.arrayContaining([...open, 'CG-27']));
  expect(checked.label[0]).toContain('CG-27');
  const shown = await check(id);
  expect(shown.findings.filter((f) => f.severity === 'error').map((f) => f.id)).toEqual(expect.arrayContaining([...open, 'CG-27']));
  expect(shown.findings.find((f) => f.id === 'CG-23')?.message[0]).toContain('周六');
  expect((await t.read(RulebookVersionRegister, id)).state).toBe('draft');
});

test('选定之后可以公布，每项选择都写着谁、何时、为什么；公布后冻结 [AC-10] [SM-1]', async () => {
  const id = await approved();
  await t.step(RulebookVersionProcess, id, 'publish', manager, { effective_from: '2026-01-05', publish_reason: '职代会通过' });
  const version = await t.run(manager, (tx) => versionById(tx, id));
  expect(version).toMatchObject({ status: 'effective', parameters: { published_at: '2026-01-05', 'badge.loss': { kind: 'amount', fen: 3000 }, 'dress.rostered_days': [1, 2, 3, 4, 5] } });
  const shown = await check(id, supervisor);
  expect(shown.findings.find((f) => f.id === 'CG-14')?.chosen).toMatchObject({ by: '秦岚', at: '2026-01-05T02:00:00.000Z', reason: '照建议从严' });
  expect(shown.findings.find((f) => f.id === 'CG-27')?.chosen).toMatchObject({ by: '秦岚', reason: '职代会通过', said: ['2026-01-05', '2026-01-05'] });
  expect(shown.findings.find((f) => f.id === 'CG-23')).toMatchObject({ severity: 'info', chosen: { by: '秦岚' } });
  expect((await refusalOf(choose(id, 'late.combine', false))).code).toBe('rulebook.not_draft');
  const [clause] = await t.sql<{ id: string; version: number }>('select id, version from rulebook_clause where rulebook = $1 and code = $2', [id, 'CC-IIP-4']);
  const edit = t.run(manager, (tx) => editRecord(tx, RulebookClause, clause!.id, clause!.version, { base: 'action' }, null));
  expect((await refusalOf(edit)).code).toBe('rulebook.not_draft');
  await expect(t.step(RulebookVersionProcess, id, 'reopen', manager, { reason: '想改' })).rejects.toThrow('wrong_state');
});

test('下一版从现行版本复制条文与选择，改级别，公布后替代前一版；各日适用各版 [CC-EFF-2] [CG-27]', async () => {
  const [first] = await t.sql<{ id: string }>(`select id from rulebook_version where state = 'effective'`);
  await t.step(RulebookVersionProcess, first!.id, 'start_next', manager, { next_no: '1.1', next_title: '工作守则' });
  const [next] = await t.sql<{ id: string }>(`select id from rulebook_version where no = '1.1'`);
  const [clause] = await t.sql<{ id: string; version: number }>('select id, version from rulebook_clause where rulebook = $1 and code = $2', [next!.id, 'CC-IIP-4']);
  await t.run(manager, (tx) => editRecord(tx, RulebookClause, clause!.id, clause!.version, { base: 'action' }, '一般情节从轻'));
  const version = await t.run(manager, (tx) => versionById(tx, next!.id));
  expect(version).toMatchObject({ status: 'draft', parameters: { published_at: null, 'repeat.mode': 'chain' } });
  expect([version.clauses.length, clauseOf(version, 'CC-IIP-4')?.base]).toEqual([SOURCE_CLAUSES.length, 'action']);
  expect(version.choices[0]).toMatchObject({ by: '秦岚', reason: '照建议从严' });
  await t.step(RulebookVersionProcess, next!.id, 'check', manager, {});
  await t.step(RulebookVersionProcess, next!.id, 'consult', hr, { consulted_with: '工会' });
  await t.step(RulebookVersionProcess, next!.id, 'approve', manager, { minutes_summary: '工会书面同意，没有异议。' });
  const publish = (effective_from: string) => t.step(RulebookVersionProcess, next!.id, 'publish', hr, { effective_from, publish_reason: '工会同意' });
  expect((await refusalOf(publish('2026-01-04'))).code).toBe('rulebook_version.retroactive');
  expect((await refusalOf(publish('2026-01-05'))).code).toBe('rulebook_version.not_after');
  await publish('2026-03-01');
  expect([(await t.read(RulebookVersionRegister, first!.id)).state, (await t.read(RulebookVersionRegister, next!.id)).state]).toEqual(['effective', 'published']);
  const versions = await t.run(supervisor, (tx) => publishedVersions(tx));
  expect(['2026-01-04', '2026-02-28', '2026-03-01'].map((day) => versionOn(versions, day)?.no ?? null)).toEqual([null, versions[0]!.no, '1.1']);
  expect(versions.map((version) => version.id)).toEqual([first!.id, next!.id]);
  const now = t.now().toISOString();
  t.at('2026-02-28T16:00:00Z');
  await t.tick();
  expect([(await t.read(RulebookVersionRegister, first!.id)).state, (await t.read(RulebookVersionRegister, next!.id)).state]).toEqual(['superseded', 'effective']);
  t.at(now);
});

test('导入即全部条款：与原件逐条相同，可按条文检索', async () => {
  const id = await draft('hardened');
  const version = await t.run(manager, (tx) => versionById(tx, id));
  expect(version.clauses).toEqual(SOURCE_CLAUSES);
  expect(version.parameters).toEqual(HARDENED);
  const found = await t.run(manager, (tx) => listPage(tx, RulebookClause, { q: '着装不合', page: 1, size: 20, filter: { field: 'rulebook', op: 'eq', value: id } }));
  expect(found.rows.map((row) => row.code)).toEqual(['CC-IIP-4', 'CC-ORAL-1']);
});

test.each([
  ['没有理由', 'late.combine', true, ' ', 'invalid'],
  ['不是可选的值', 'repeat.window', 'P0M', '随意', 'rulebook_choice.answer'],
  ['没有这个事项', 'no.such', true, '随意', 'rulebook_choice.question'],
  ['公布日期不在这里填', 'published_at', '2026-01-01', '随意', 'rulebook_choice.published_at'],
] as const)('选择被拒：%s', async (_why, parameter, value, reason, code) => {
  const id = await draft();
  expect((await refusalOf(choose(id, parameter, value, reason))).code).toBe(code);
});

test('同一事项改选多次，下一版里仍以最后一次为准', async () => {
  const id = await draft('hardened');
  for (const minutes of [5, 10, 15, 20, 25, 30, 35, 40]) await choose(id, 'leaving_post.min', minutes);
  await t.create(RulebookVersionRegister, manager, { no: '7.0', title: '工作守则', origin: 'copy', preset: 'hardened', based_on: id });
  const [copy] = await t.sql<{ id: string }>(`select id from rulebook_version where no = '7.0'`);
  const version = await t.run(manager, (tx) => versionById(tx, copy!.id));
  expect(version.parameters['leaving_post.min']).toBe(40);
  expect(version.choices.map((choice) => choice.value)).toEqual([5, 10, 15, 20, 25, 30, 35, 40]);
});

test('没有征求意见记录不能批准，没有批准不能公布 [SM-1]', async () => {
  const id = await answered();
  const publish = () => t.step(RulebookVersionProcess, id, 'publish', manager, { effective_from: '2026-06-01', publish_reason: '急用' });
  expect((await refusalOf(publish())).code).toBe('rulebook_version.not_approved');
  await t.step(RulebookVersionProcess, id, 'check', manager, {});
  await t.step(RulebookVersionProcess, id, 'consult', manager, { consulted_with: '全体员工' });
  expect((await refusalOf(t.step(RulebookVersionProcess, id, 'approve', manager, {}))).code).toBe('rulebook_version.minutes_missing');
  expect((await refusalOf(publish())).code).toBe('rulebook_version.not_approved');
});

test('条款：新增、编号重复、违纪缺级别', async () => {
  const id = await draft();
  const add = (code: string, more: { readonly base?: 'iip'; readonly family?: string }) =>
    t.step(RulebookVersionProcess, id, 'add_clause', manager, { code, clause_kind: 'offence', text_zh: '上班时间玩游戏。', text_en: 'Playing games at work.', ...more });
  await add('CC-IIP-8', { base: 'iip', family: 'idling' });
  expect((await t.run(manager, (tx) => versionById(tx, id))).clauses.at(-1)).toMatchObject({ code: 'CC-IIP-8', base: 'iip', family: 'idling', kind: 'offence' });
  expect((await refusalOf(add('CC-IIP-8', { base: 'iip', family: 'idling' }))).code).toBe('rulebook_clause.double');
  expect((await refusalOf(add('CC-IIP-9', {}))).code).toBe('rulebook_clause.level');
  expect((await refusalOf(add('八', { base: 'iip', family: 'idling' }))).code).toBe('rulebook_clause.code');
});

test('覆盖表列出没有处分的规定；选“只作记录”后不再提醒 [CG-22]', async () => {
  const id = await draft();
  const before = await check(id);
  const open = before.coverage.filter((row) => row.status === 'open').map((row) => row.code);
  expect(open).toContain('CC-1.10');
  await choose(id, 'coverage.record_only', open, '只作现场检查');
  const after = await check(id);
  expect(after.coverage.filter((row) => row.status === 'open')).toEqual([]);
  expect(after.findings.find((f) => f.id === 'CG-22')).toMatchObject({ severity: 'info', chosen: { by: '秦岚', reason: '只作现场检查' } });
  expect(after.sanctionsWithoutRule.map((row) => row.code)).toContain('CC-ORAL-2');
});

test('公司的解释自写明之日起随条款引用，坐席也读得到守则全文 [CC-EFF-1]', async () => {
  const [current] = await t.sql<{ id: string }>(`select id from rulebook_version where state = 'effective'`);
  const give = (clause: string, valid_from: string) => t.create(RulebookInterpretation, hr, { rulebook: current!.id, clause, text_zh: '保温杯也算', text_en: 'A thermos counts too', valid_from });
  await give('CC-1.10', '2026-03-05');
  expect((await refusalOf(give('CC-9.99', '2026-03-05'))).code).toBe('rulebook.no_such_clause');
  expect((await refusalOf(give('CC-1.10', '2025-12-31'))).code).toBe('rulebook_interpretation.retroactive');
  const agent = await t.actor('agent', 'CC-IN');
  const code = await t.run(agent, (tx) => runQuery(tx, RulebookText, {})) as CodeText;
  expect(code.version).toMatchObject({ no: '1.1', state: 'effective' });
  expect(code.interpretations).toMatchObject([{ clause: 'CC-1.10', text: ['保温杯也算', 'A thermos counts too'], by: '罗文', from: '2026-03-05' }]);
  expect(code.versions.map((one) => one.state)).not.toContain('draft');
  expect(code.clauses).toHaveLength(SOURCE_CLAUSES.length);
});
