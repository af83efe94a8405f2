/** Consultation, publication for a day to come, signatures with the list of who has not, and the rulebook as one file into an empty organisation. */
import { Readable } from 'node:stream';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Actor, Refusal } from '../../../kernel/index.ts';
import { runQuery, runReport } from '../../../kernel/report/run.ts';
import { startTest, type TestKernel } from '../../../kernel/testing.ts';
import { Employee, staff } from '../staff/index.ts';
import { AskNewcomers, AcknowledgementsByUnit, NotSigned, RulebookSigning, type SigningPage, toSign } from './signing.ts';
import { type ExportedRulebook, RulebookExport, RulebookImport } from './file.ts';
import { AcknowledgementProcess, CommentProcess, RulebookAcknowledgement, RulebookChoice, RulebookComment, RulebookConsultee, RulebookInterpretation, RulebookVersionProcess, RulebookVersionRegister, rulebook, versionById } from './index.ts';
import { hashOf } from './library.ts';

let t: TestKernel;
let hr: Actor;
let manager: Actor;
let supervisor: Actor;
let agent: Actor;
let version: string;

beforeAll(async () => {
  t = await startTest({ modules: [staff, rulebook], now: '2026-01-05T02:00:00Z' });
  [hr, manager, supervisor, agent] = [await t.actor('hr', 'YL', '罗文'), await t.actor('centre_manager', 'CC', '秦岚'), await t.actor('line_supervisor', 'CC-IN', '苏琳'), await t.actor('agent', 'CC-IN', '欧阳娜')];
  const hire = (staff_no: string, name: string, unit: string, more: object = {}) => t.create(Employee, hr, { staff_no, name, hired_on: '2024-01-01', unit_id: t.unit(unit), ...more });
  await hire('1001', '欧阳娜', 'CC-IN', { app_user: agent.id });
  await hire('1002', '尉迟琳', 'CC-IN');
  await hire('1003', '冼慧敏', 'CC-OB');
  await hire('1004', '离职人', 'CC-OB', { left_on: '2025-12-31' });
  await hire('9001', '别处人', 'FS');
}, 120_000);
afterAll(() => t.close());

async function refusalOf(work: Promise<unknown>): Promise<Refusal> {
  const error = await work.then(() => undefined, (e: unknown) => e);
  expect(error).toBeInstanceOf(Refusal);
  return error as Refusal;
}
const step = (name: 'check' | 'consult' | 'approve' | 'publish' | 'remind' | 'ask_to_sign' | 'adopt_suggestions', who: Actor, input: object = {}) => t.step(RulebookVersionProcess, version, name, who, input as never);
const ackOf = async (name: string) => (await t.sql<{ id: string }>('select a.id from rulebook_acknowledgement a join employee e on e.tenant_id = a.tenant_id and e.id = a.employee where a.rulebook = $1 and e.name = $2', [version, name]))[0]!.id;
const comment = (who: Actor, more: object = {}) => t.create(RulebookComment, who, { rulebook: version, clause: 'CC-1.10', comment: '保温杯算不算带盖的杯子？', ...more } as never);

test('征求意见：问了谁登记在案，每条意见都要答复，截止之前不能批准 [SM-1]', async () => {
  version = (await t.create(RulebookVersionRegister, manager, { no: '1.0', title: '工作守则', origin: 'source', preset: 'hardened', unit_id: t.unit('CC') })).id;
  await t.create(RulebookChoice, manager, { rulebook: version, parameter: 'dress.rostered_days', answer: '[1,2,3,4,5]', reason: '周末不排班' });
  expect((await refusalOf(comment(agent))).code).toBe('rulebook_comment.closed');
  const ask = (more: object = {}) => t.create(RulebookConsultee, hr, { rulebook: version, who: '热线一线全体', kind: 'staff', people: 13, asked_on: '2026-01-05', how: 'meeting', ...more } as never);
  expect((await refusalOf(ask())).code).toBe('rulebook_consultee.state');
  await step('check', manager);
  expect((await refusalOf(step('consult', hr, { consulted_with: '全体', answer_until: '2026-01-04' }))).code).toBe('rulebook_version.answer_until');
  await step('consult', hr, { consulted_with: '全体员工与工会', answer_until: '2026-01-09' });
  await ask();
  expect((await refusalOf(ask({ asked_on: '2026-01-06' }))).code).toBe('rulebook_consultee.future');
  const first = await comment(agent);
  expect(first).toMatchObject({ state: 'open', from_user: agent.id });
  expect((await refusalOf(comment(agent, { clause: 'CC-9.9' }))).code).toBe('rulebook_comment.clause');
  expect(await comment(hr, { for_whom: '工会', clause: null })).toMatchObject({ from_user: null, for_whom: '工会' });
  const approve = () => step('approve', manager, { minutes_summary: '工会列席，两条意见都已答复。' });
  expect((await refusalOf(approve())).code).toBe('rulebook_version.still_asking');
  t.at('2026-01-10T02:00:00Z');
  const open = await refusalOf(approve());
  expect([open.code, open.label[0]]).toEqual(['rulebook_version.comments_open', '还有意见没有答复：YJ-2026-001、YJ-2026-002']);
  for (const [id, adopted] of [[first.id, 'yes'], [(await t.sql<{ id: string }>(`select id from rulebook_comment where state = 'open' and for_whom = '工会'`))[0]!.id, 'no']] as const) await t.step(CommentProcess, id, 'answer', hr, { adopted, answer: '已研究' });
  expect(await t.read(RulebookComment, first.id)).toMatchObject({ state: 'answered', adopted: 'yes', answered_by: '罗文' });
  await approve();
  expect((await t.read(RulebookVersionRegister, version)).state).toBe('approved');
});

test('公布即发起签收：本中心在职的每一个人，离职的和别的中心不在其内；将来生效的版本到日生效', async () => {
  await step('publish', hr, { effective_from: '2026-02-01', publish_reason: '职代会通过' });
  expect((await t.read(RulebookVersionRegister, version)).state).toBe('published');
  const page = await t.run(manager, (tx) => runQuery(tx, RulebookSigning, {})) as SigningPage;
  expect(page.signers.map((one) => [one.name, one.unit, one.state])).toEqual([['欧阳娜', '热线一线', 'waiting'], ['尉迟琳', '热线一线', 'waiting'], ['冼慧敏', '回访组', 'waiting']]);
  expect((await t.run(agent, (tx) => runQuery(tx, RulebookSigning, {})) as SigningPage)).toMatchObject({ signers: [], mine: { state: 'waiting' } });
  expect((await t.run(supervisor, (tx) => runQuery(tx, RulebookSigning, {})) as SigningPage).signers.map((one) => one.name)).toEqual(['欧阳娜', '尉迟琳']);
});

test('本人签名，与所示文本绑定；不能替别人签，拒签须两名见证人', async () => {
  const hash = await t.run(hr, (tx) => hashOf(tx, version));
  const mine = await ackOf('欧阳娜');
  const other = await ackOf('尉迟琳');
  const sign = (id: string, who: Actor, signer: string, content_hash = hash) => t.step(AcknowledgementProcess, id, 'sign', who, { content_hash }, [t.sign('employee', signer)]);
  expect((await refusalOf(sign(mine, agent, '欧阳娜', 'f'.repeat(64)))).code).toBe('rulebook_acknowledgement.text');
  expect((await refusalOf(sign(mine, supervisor, '别人'))).code).toBe('rulebook_acknowledgement.signer');
  expect((await refusalOf(sign(other, agent, '尉迟琳'))).status).toBe(404);
  expect((await sign(mine, agent, '欧阳娜')).slips).toHaveLength(1);
  expect(await t.read(RulebookAcknowledgement, mine)).toMatchObject({ state: 'signed', signed_on: '2026-01-10', content_hash: hash });
  const refuse = (witnesses: readonly string[]) => t.step(AcknowledgementProcess, other, 'sign', supervisor, { content_hash: hash }, [t.refuse('employee', '尉迟琳', witnesses)]);
  expect((await refusalOf(refuse(['苏琳']))).code).toBe('signature.witnesses');
  await refuse(['苏琳', '吴静']);
  expect(await t.read(RulebookAcknowledgement, other)).toMatchObject({ state: 'refused', signed_on: null });
  const twice = await Promise.allSettled([sign(other, supervisor, '尉迟琳'), sign(other, manager, '尉迟琳')]);
  expect(twice.map((r) => r.status).sort()).toEqual(['fulfilled', 'rejected']);
});

test('未签名单与提醒：每人每天一次，本人首页变红；新员工第二天也在名单上；合计相符', async () => {
  await step('remind', hr);
  await step('remind', manager);
  expect(await t.read(RulebookAcknowledgement, await ackOf('冼慧敏'))).toMatchObject({ reminders: 1, reminded_on: '2026-01-10' });
  const list = await t.run(manager, (tx) => runReport(tx, NotSigned, {}));
  expect(list.rows.map((row) => [row.name, row.reminders])).toEqual([['冼慧敏', 1]]);
  const newcomer = await t.actor('agent', 'CC-IN', '新来的');
  await t.create(Employee, hr, { staff_no: '1010', name: '新来的', hired_on: '2026-01-08', unit_id: t.unit('CC-IN'), app_user: newcomer.id });
  await AskNewcomers.run({ tenantId: t.tenantId, folder: '', now: t.now, read: (work) => t.kernel.read(t.system, work), write: (work) => t.kernel.write(t.system, work) });
  await AskNewcomers.run({ tenantId: t.tenantId, folder: '', now: t.now, read: (work) => t.kernel.read(t.system, work), write: (work) => t.kernel.write(t.system, work) });
  expect(await t.run(newcomer, (tx) => toSign.value(tx))).toMatchObject({ value: '1', tone: 'waiting' });
  await step('remind', hr);
  expect(await t.run(newcomer, (tx) => toSign.value(tx))).toMatchObject({ value: '1', tone: 'alarm' });
  const table = await t.run(manager, (tx) => runReport(tx, AcknowledgementsByUnit, {}));
  expect(table.totals).toMatchObject({ expected: 4, signed: 2, refused: 0, missing: 2 });
  expect(table.proof.map((line) => line.ok)).toEqual([true, true]);
});

test('导出为一个文件，导入空的组织后再导出：逐字节相同；草稿由接手的人公布', async () => {
  await t.create(RulebookInterpretation, hr, { rulebook: version, clause: 'CC-1.10', text_zh: '保温杯也算', text_en: 'A thermos counts too', valid_from: '2026-02-01' });
  const out = await t.run(hr, (tx) => runQuery(tx, RulebookExport, { version })) as ExportedRulebook;
  expect(out.name).toBe('rulebook-1.0.json');
  const empty = await startTest({ modules: [staff, rulebook], now: '2027-06-01T02:00:00Z' });
  try {
    const clerk = await empty.actor('hr', 'YL', '别处的人事');
    const take = (text: string, values: object = {}) => RulebookImport.receive({
      actor: clerk, file: Readable.from([Buffer.from(text)]), fileName: 'x.json', values: values as never, now: empty.now, read: (work) => empty.kernel.read(clerk, work), write: (work) => empty.kernel.write(clerk, work),
    }) as Promise<{ readonly id: string }>;
    expect((await refusalOf(take(out.text.replace('抽烟', '吸烟')))).code).toBe('rulebook.file');
    expect(await empty.sql('select id from rulebook_version')).toEqual([]);
    const { id } = await take(out.text);
    const there = await empty.run(clerk, (tx) => versionById(tx, id));
    const here = await t.run(hr, (tx) => versionById(tx, version));
    expect(there.clauses).toEqual(here.clauses);
    expect(there.status).toBe('draft');
    expect({ ...there.parameters, published_at: null }).toEqual({ ...here.parameters, published_at: null });
    expect(await empty.run(clerk, (tx) => runQuery(tx, RulebookExport, { version: id }))).toEqual(out);
    expect((await refusalOf(take(out.text))).code).toBe('rulebook.file_no');
    const second = await take(out.text, { no: '2.0' });
    expect(await empty.read(RulebookVersionRegister, second.id)).toMatchObject({ no: '2.0', origin: 'file', state: 'draft' });
  } finally {
    await empty.close();
  }
});
