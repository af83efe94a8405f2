/** Policies on PostgreSQL: versions that replace each other, campaigns with everybody expected, signatures bound to a text, assessments by branch and rule. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Actor } from '../../../kernel/index.ts';
import { listPage } from '../../../kernel/register/list.ts';
import { editRecord } from '../../../kernel/register/write.ts';
import { runQuery, runReport } from '../../../kernel/report/run.ts';
import { startTest, type TestKernel } from '../../../kernel/testing.ts';
import { Employee, staff } from '../staff/index.ts';
import { PolicyShelf, SigningQuery, toSign, type SigningPage } from './figures.ts';
import { LetterSignature, LetterSignatureProcess, policies, Policy, PolicyLink, PolicyProcess, RuleAssessment, RuleAssessmentProcess, SignatureCampaign, SignatureCampaignProcess } from './index.ts';
import { AssessmentMatrix, LetterUnsigned, SignaturesByBranch } from './reports.ts';

let t: TestKernel;
let head: Actor;
let hr: Actor;
let dispatcher: Actor;
let tech: Actor;
let bm: Actor;
const people: { [name: string]: string } = {};

beforeAll(async () => {
  t = await startTest({ modules: [staff, policies], now: '2026-01-05T02:00:00Z' });
  head = await t.actor('centre_manager', 'FS', '聂文博');
  hr = await t.actor('hr', 'YL', '罗文');
  dispatcher = await t.actor('dispatcher', 'FS', '段飞');
  tech = await t.actor('technician', 'FS-NE', '关振国');
  bm = await t.actor('branch_manager', 'FS-NE', '韩雪');
  for (const [name, unit, user] of [['聂文博', 'FS', head], ['韩雪', 'FS-NE', bm], ['关振国', 'FS-NE', tech], ['那顺', 'FS-NE', null], ['芮国平', 'FS-EC', null]] as const) {
    people[name] = (await t.create(Employee, hr, { staff_no: `F${Object.keys(people).length}`, name, hired_on: '2020-01-01', unit_id: t.unit(unit), ...(user ? { app_user: user.id } : {}) })).id;
  }
});
afterAll(() => t.close());

async function published(code: string, more: { readonly kind?: 'special_rule' | 'responsibility_letter' | 'regional_guarantee'; readonly rule_no?: number; readonly body?: string } = {}) {
  const { id } = await t.create(Policy, head, { code, title: `${code} 文本`, kind: more.kind ?? 'responsibility_letter', rule_no: more.rule_no ?? null, body: more.body ?? '一、到场先查安全。', unit_id: t.unit('FS') });
  await t.step(PolicyProcess, id, 'publish', head, { effective_from: t.now().toISOString().slice(0, 10) });
  return t.read(Policy, id);
}
async function opened(letter: string, who: 'staff' | 'branches' = 'staff') {
  const { id } = await t.create(SignatureCampaign, head, { title: '年度签署', letter, who, scope: t.unit('FS'), due_on: '2026-01-31', unit_id: t.unit('FS') });
  return { id, open: () => t.step(SignatureCampaignProcess, id, 'open', head, {}) };
}
const signatureOf = async (campaign: string, name: string) =>
  (await t.sql<{ id: string }>('select id from letter_signature where tenant_id = $1 and campaign = $2 and employee = $3', [t.tenantId, campaign, people[name]]))[0]!.id;

describe('制度文件', () => {
  test('新版公布后生效日取代旧版，旧版留存 [FS-0.3]', async () => {
    const first = await published('FWTX');
    expect([first.state, first.version_no, first.content_hash?.length]).toEqual(['in_force', 1, 64]);
    t.later({ days: 1 });
    const { id } = await t.create(Policy, head, { code: 'FWTX', title: '服务运行体系', kind: 'service_system', body: '新文本', unit_id: t.unit('FS') });
    await expect(t.step(PolicyProcess, id, 'publish', head, { effective_from: '2026-01-05' })).rejects.toThrow('policy.backdated');
    await t.step(PolicyProcess, id, 'publish', head, { effective_from: '2026-01-08' });
    expect([(await t.read(Policy, id)).state, (await t.read(Policy, first.id)).state]).toEqual(['published', 'in_force']);
    t.at('2026-01-07T16:00:01Z');
    await t.tick();
    t.at('2026-01-08T02:00:00Z');
    const [now, before] = [await t.read(Policy, id), await t.read(Policy, first.id)];
    expect([now.state, now.version_no, now.replaces, before.state, before.ended_on]).toEqual(['in_force', 2, first.id, 'superseded', '2026-01-08']);
    expect(now.content_hash).not.toBe(before.content_hash);
  });

  test('公布后不能改正文；两人同时公布同一代码的两份草稿，只有一份成为新版 [FS-0.3]', async () => {
    const doc = await published('HYJY');
    await expect(t.run(head, (tx) => editRecord(tx, Policy, doc.id, doc.version, { body: '改过' }, null))).rejects.toThrow('policy.published');
    t.later({ days: 1 });
    const today = t.now().toISOString().slice(0, 10);
    const drafts = await Promise.all([1, 2].map((n) => t.create(Policy, head, { code: 'HYJY', title: `草稿${n}`, kind: 'resolution', body: `文本${n}`, unit_id: t.unit('FS') })));
    const outcomes = await Promise.allSettled(drafts.map((d) => t.step(PolicyProcess, d.id, 'publish', head, { effective_from: today })));
    expect(outcomes.map((o) => o.status).sort()).toEqual(['fulfilled', 'rejected']);
    const inForce = await t.sql('select version_no from policy where tenant_id = $1 and code = $2 and state = $3', [t.tenantId, 'HYJY', 'in_force']);
    expect(inForce).toEqual([{ version_no: 2 }]);
  });

  test('文件互相关联：会议决议贯彻策划书，责任书细化服务运行体系；从两头都查得到，同一关联只立一次，不与自己关联 [FS-0.3]', async () => {
    const [plan, letter, system, meeting] = await Promise.all(([['CHS', 'plan_book'], ['ZRS', 'responsibility_letter'], ['FWTX2', 'service_system'], ['BJHY', 'resolution']] as const).map(([code, kind]) =>
      t.create(Policy, head, { code, title: code, kind, body: '正文', unit_id: t.unit('FS') })));
    const link = (document: string, relation: 'carries_out' | 'details', other: string) => t.create(PolicyLink, head, { document, relation, other, unit_id: t.unit('FS') });
    await link(meeting!.id, 'carries_out', plan!.id);
    await link(letter!.id, 'details', system!.id);
    const links = async (field: 'document' | 'other', id: string) => (await t.run(head, (tx) => listPage(tx, PolicyLink, { page: 1, size: 10, filter: { field, op: 'eq', value: id } }))).rows.map((r) => [r['document'], r['relation'], r['other']]);
    expect(await links('document', meeting!.id)).toEqual([[meeting!.id, 'carries_out', plan!.id]]);
    expect(await links('other', system!.id)).toEqual([[letter!.id, 'details', system!.id]]);
    await expect(link(meeting!.id, 'details', plan!.id)).rejects.toThrow('policy_link.double');
    await expect(link(plan!.id, 'details', plan!.id)).rejects.toThrow('policy_link.itself');
  });

  test('十项特别管理制度各占一项，现行制度人人可查 [FS-2.1]', async () => {
    for (let n = 1; n <= 10; n++) await published(`TB-${n}`, { kind: 'special_rule', rule_no: n });
    const twin = await t.create(Policy, head, { code: 'TB-11', title: '重号', kind: 'special_rule', rule_no: 4, body: '文本', unit_id: t.unit('FS') });
    await expect(t.step(PolicyProcess, twin.id, 'publish', head, { effective_from: t.now().toISOString().slice(0, 10) })).rejects.toThrow('policy.number_taken');
    const shelf = (await t.run(tech, (tx) => runQuery(tx, PolicyShelf, {}))) as { rule_no: number | null }[];
    expect(shelf.flatMap((d) => (d.rule_no === null ? [] : [d.rule_no]))).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10]);
    await expect(t.create(Policy, tech, { code: 'X', title: 'X', kind: 'plan_book', body: 'x' })).rejects.toThrow('not_allowed');
  });
});

describe('责任书签署', () => {
  test('发起后列出每名员工；签名绑定所示版本；未签者按名列出 [FS-1.3]', async () => {
    const letter = await published('ZRS');
    const { id, open } = await opened(letter.id);
    await open();
    const mine = await signatureOf(id, '关振国');
    await expect(t.step(LetterSignatureProcess, mine, 'sign', tech, { content_hash: 'a'.repeat(64) }, [t.sign('signer', '关振国')])).rejects.toThrow('letter_signature.other_text');
    await expect(t.step(LetterSignatureProcess, mine, 'sign', tech, { content_hash: letter.content_hash! }, [t.sign('signer', '韩雪')])).rejects.toThrow('letter_signature.other_person');
    const done = await t.step(LetterSignatureProcess, mine, 'sign', tech, { content_hash: letter.content_hash! }, [t.sign('signer', '关振国')]);
    expect([done.state, done.slips.length]).toEqual(['signed', 1]);
    await t.step(LetterSignatureProcess, await signatureOf(id, '那顺'), 'sign', bm, { content_hash: letter.content_hash! }, [t.refuse('signer', '那顺', ['韩雪', '关振国'])]);
    await t.step(LetterSignatureProcess, await signatureOf(id, '芮国平'), 'waive', hr, { waived_because: '已办离职' });
    const page = await t.run(head, (tx) => runReport(tx, SignaturesByBranch, { campaign: id }));
    expect(page.totals).toMatchObject({ expected: 5, signed: 1, refused: 1, waived: 1, missing: 2 });
    expect(page.proof.every((p) => p.ok)).toBe(true);
    const names = await t.run(head, (tx) => runReport(tx, LetterUnsigned, { campaign: id }));
    expect(names.rows.map((r) => [names.titles[String(r['employee'])]?.split(' ')[0], r['state']])).toEqual([['聂文博', 'waiting'], ['韩雪', 'waiting'], ['那顺', 'refused']]);
    expect(names.proof).toMatchObject([{ left: 3, right: 3, ok: true }]);
    const own = (await t.run(bm, (tx) => runQuery(tx, SigningQuery, { campaign: id }))) as SigningPage;
    expect([own.places.map((p) => p.name), own.mine]).toEqual([['东北服务部'], await signatureOf(id, '韩雪')]);
    const elsewhere = (await t.run(await t.actor('centre_manager', 'CC'), (tx) => runQuery(tx, SigningQuery, { campaign: id }))) as SigningPage;
    expect([elsewhere.campaigns, elsewhere.campaign]).toEqual([[], null]);
    expect((await t.run(bm, (tx) => toSign.value(tx))).value).toBe('1');
    expect((await t.run(tech, (tx) => toSign.value(tx))).value).toBe('0');
  });

  test('有人未签而结束须写原因，结束后不能再签；取代后的旧版不能签 [FS-1.3]', async () => {
    const letter = await published('ZRS-2');
    const { id, open } = await opened(letter.id);
    await open();
    await expect(t.step(SignatureCampaignProcess, id, 'close', head, { closing_reason: null })).rejects.toThrow('signature_campaign.missing');
    await t.step(SignatureCampaignProcess, id, 'close', head, { closing_reason: '改用新文本' });
    expect((await t.read(SignatureCampaign, id)).left_unsigned).toContain('关振国');
    await expect(t.step(LetterSignatureProcess, await signatureOf(id, '关振国'), 'sign', tech, { content_hash: letter.content_hash! }, [t.sign('signer', '关振国')])).rejects.toThrow('not_ready');
    await expect(t.create(LetterSignature, head, { campaign: id, employee: people['那顺']!, unit_id: t.unit('FS') })).rejects.toThrow('letter_signature.not_open');
  });

  test('新到人员补列；不在职者不列 [FS-1.3]', async () => {
    const letter = await published('ZRS-3');
    const { id, open } = await opened(letter.id);
    await open();
    await expect(t.step(SignatureCampaignProcess, id, 'complete_list', head, {})).rejects.toThrow('not_ready');
    people['新人'] = (await t.create(Employee, hr, { staff_no: 'F99', name: '新人', hired_on: '2026-01-01', unit_id: t.unit('FS-EC') })).id;
    const gone = await t.create(Employee, hr, { staff_no: 'F98', name: '旧人', hired_on: '2020-01-01', left_on: '2025-12-31', unit_id: t.unit('FS-EC') });
    await t.step(SignatureCampaignProcess, id, 'complete_list', head, {});
    expect(await t.sql('select count(*) as n from letter_signature where tenant_id = $1 and campaign = $2', [t.tenantId, id])).toEqual([{ n: 6 }]);
    await expect(t.create(LetterSignature, head, { campaign: id, employee: gone.id, unit_id: t.unit('FS') })).rejects.toThrow('letter_signature.not_employed');
  });

  test('区域服务保证书由每个服务部的区域经理签；缺经理不能发起 [FS-1.3]', async () => {
    const letter = await published('BZS', { kind: 'regional_guarantee' });
    const { id, open } = await opened(letter.id, 'branches');
    await expect(open()).rejects.toMatchObject({ label: [expect.stringContaining('没有区域经理：华东服务部、华北服务部、西北服务部、西南服务部、新疆服务部'), expect.anything()] });
    for (const code of ['FS-EC', 'FS-NC', 'FS-NW', 'FS-SW', 'FS-XJ']) {
      const user = await t.actor('branch_manager', code, `经理${code}`);
      await t.create(Employee, hr, { staff_no: code, name: `经理${code}`, hired_on: '2020-01-01', unit_id: t.unit(code), app_user: user.id });
    }
    await open();
    expect(await t.sql('select count(*) as n, count(distinct unit_id) as units from letter_signature where tenant_id = $1 and campaign = $2', [t.tenantId, id])).toEqual([{ n: 6, units: 6 }]);
  });

  test('技术员只看得到自己的签署 [FS-1.3]', async () => {
    const rows = (await t.run(tech, (tx) => listPage(tx, LetterSignature, { page: 1, size: 50 }))).rows;
    expect(new Set(rows.map((r) => r['employee']))).toEqual(new Set([people['关振国']]));
  });
});

describe('制度考核', () => {
  const ruleNo = async (n: number) => (await t.sql<{ id: string }>(`select id from policy where tenant_id = $1 and rule_no = $2 and state = 'in_force'`, [t.tenantId, n]))[0]!.id;
  const assess = async (branch: string, n: number, score: number) => t.create(RuleAssessment, dispatcher, {
    branch: t.unit(branch), month: '2026-01', rule: await ruleNo(n), score, evidence: '抽查十份报告', unit_id: t.unit('FS'),
    ...(score < 100 ? { finding: '两份缺照片', action: '补齐照片', action_due: '2026-02-10' } : {}),
  });

  test('按服务部与制度考核，得分表两边相符，服务部说明后办结 [FS-2.2]', async () => {
    const low = await assess('FS-NE', 2, 85);
    await t.step(RuleAssessmentProcess, low.id, 'issue', dispatcher, {});
    const full = await assess('FS-EC', 2, 100);
    expect((await t.step(RuleAssessmentProcess, full.id, 'issue', dispatcher, {})).state).toBe('closed');
    await expect(assess('FS-NE', 2, 90)).rejects.toMatchObject({ status: 409 });
    await expect(t.run(dispatcher, (tx) => editRecord(tx, RuleAssessment, low.id, low.version + 1, { score: 99 }, null))).rejects.toThrow('rule_assessment.issued');
    const table = await t.run(dispatcher, (tx) => runReport(tx, AssessmentMatrix, { month: '2026-01' }));
    expect(table.rows.find((r) => r['place'] === t.unit('FS-NE'))).toMatchObject({ r2: 85, r1: null, assessed: 1, average: '85.0' });
    expect(table.rows).toHaveLength(6);
    expect(table.proof).toMatchObject([{ left: 185, right: 185, ok: true }, { left: 2, right: 2, ok: true }]);
    await t.step(RuleAssessmentProcess, low.id, 'answer', bm, { answer: '已补齐并复训' });
    await t.step(RuleAssessmentProcess, low.id, 'return', dispatcher, { reason: '仍缺一份' });
    await t.step(RuleAssessmentProcess, low.id, 'answer', bm, { answer: '全部补齐' });
    expect((await t.step(RuleAssessmentProcess, low.id, 'close', dispatcher, { checked: '复查相符' })).state).toBe('closed');
  });

  test('未下发的可改，但不能换服务部 [FS-2.2]', async () => {
    const one = await assess('FS-NE', 3, 90);
    await expect(t.run(dispatcher, (tx) => editRecord(tx, RuleAssessment, one.id, one.version, { branch: t.unit('FS-EC') }, null))).rejects.toThrow('rule_assessment.moved');
    expect((await t.run(dispatcher, (tx) => editRecord(tx, RuleAssessment, one.id, one.version, { score: 95 }, null))).score).toBe(95);
  });
});
