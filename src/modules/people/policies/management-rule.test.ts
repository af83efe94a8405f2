/** Management rules of every area: review, approval, publication, read-and-sign, checks, revision. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Actor } from '../../../kernel/index.ts';
import { runQuery, runReport } from '../../../kernel/report/run.ts';
import { startTest, type TestKernel } from '../../../kernel/testing.ts';
import { Employee, staff } from '../staff/index.ts';
import { PolicyShelf } from './figures.ts';
import { LetterSignatureProcess, policies, Policy, PolicyCheck, PolicyCheckProcess, PolicyProcess, SignatureCampaign, SignatureCampaignProcess } from './index.ts';
import { SignaturesByBranch } from './reports.ts';
import { RulesKept } from './rules-kept.ts';
import { periodStart } from './rules.ts';

let t: TestKernel;
let gm: Actor;
const at: { [unit: string]: { readonly writer: Actor; readonly reader: Actor } } = {};
let affairs: Actor;
let hr: Actor;

beforeAll(async () => {
  t = await startTest({ modules: [staff, policies], now: '2026-01-05T02:00:00Z' });
  gm = await t.actor('operations_gm', 'YL', '严正');
  affairs = await t.actor('general_affairs', 'YL', '赵宁');
  hr = await t.actor('hr', 'YL', '罗文');
  for (const [unit, writer, reader] of [['CC', 'centre_manager', 'agent'], ['FS', 'centre_manager', 'technician'], ['VIP', 'vip_director', 'vip_agent'], ['LC', 'logistics_head', 'driver']] as const) {
    at[unit] = { writer: await t.actor(writer, unit), reader: await t.actor(reader, unit, `${unit}员工`) };
    await t.create(Employee, hr, { staff_no: `S-${unit}`, name: `${unit}员工`, hired_on: '2020-01-01', unit_id: t.unit(unit), app_user: at[unit]!.reader.id });
  }
});
afterAll(() => t.close());

const today = () => t.now().toISOString().slice(0, 10);
const draft = (unit: string, code: string) => t.create(Policy, at[unit]!.writer, { code, title: `${code} 制度`, kind: 'management_rule', check_every: 'quarter', statement: 'LOG-1.6', body: '一、先申请，后用车。', unit_id: t.unit(unit) });
async function inForce(unit: string, code: string): Promise<string> {
  const { id } = await draft(unit, code);
  await t.step(PolicyProcess, id, 'submit', at[unit]!.writer, {});
  await t.step(PolicyProcess, id, 'review', affairs, { opinion: '可行' });
  await t.step(PolicyProcess, id, 'approve', gm, { opinion: null });
  await t.step(PolicyProcess, id, 'publish', at[unit]!.writer, { effective_from: today() });
  return id;
}
const shelfOf = async (who: Actor) => ((await t.run(who, (tx) => runQuery(tx, PolicyShelf, {}))) as { code: string }[]).map((d) => d.code);

describe('管理制度的起草到公布', () => {
  test.each(['CC', 'FS', 'VIP', 'LC'])('%s：未经审核批准不能公布，起草人不审、审核人不批，公布后本单位人人可查，别的中心看不到', async (unit) => {
    const { writer, reader } = at[unit]!;
    const { id } = await draft(unit, `G-${unit}`);
    await expect(t.step(PolicyProcess, id, 'publish', writer, { effective_from: today() })).rejects.toThrow('not_ready');
    await t.step(PolicyProcess, id, 'submit', writer, {});
    await expect(t.step(PolicyProcess, id, 'review', writer, { opinion: '好' })).rejects.toThrow('not_ready');
    await t.step(PolicyProcess, id, 'review', affairs, { opinion: '可行' });
    await t.step(PolicyProcess, id, 'approve', gm, { opinion: null });
    expect(await shelfOf(reader)).not.toContain(`G-${unit}`);
    await t.step(PolicyProcess, id, 'publish', writer, { effective_from: today() });
    const row = await t.read(Policy, id);
    expect([row.state, row.version_no, row.reviewed_by, row.approved_by]).toEqual(['in_force', 1, affairs.id, gm.id]);
    expect(await shelfOf(reader)).toEqual([`G-${unit}`]);
  });

  test('审核人不能再批准；退回后从头再审；没有检查周期的管理制度不能起草', async () => {
    const { id } = await draft('LC', 'G-2');
    await t.step(PolicyProcess, id, 'submit', at['LC']!.writer, {});
    await t.step(PolicyProcess, id, 'review', hr, { opinion: '可行' });
    await expect(t.step(PolicyProcess, id, 'approve', hr, { opinion: null })).rejects.toThrow('not_ready');
    await t.step(PolicyProcess, id, 'return', gm, { reason: '缺责任岗位' });
    const back = await t.read(Policy, id);
    expect([back.state, back.reviewed_by]).toEqual(['draft', null]);
    await expect(t.create(Policy, at['LC']!.writer, { code: 'G-3', title: 'x', kind: 'management_rule', body: 'x' })).rejects.toThrow('policy.check_every');
  });
});

describe('落实', () => {
  test('后勤人员阅签，按单位列出', async () => {
    const id = await inForce('LC', 'HQ-CL');
    const campaign = await t.create(SignatureCampaign, at['LC']!.writer, { title: '阅签', letter: id, who: 'staff', scope: t.unit('LC'), due_on: '2026-01-31', unit_id: t.unit('LC') });
    await t.step(SignatureCampaignProcess, campaign.id, 'open', at['LC']!.writer, {});
    const [mine] = await t.sql<{ id: string }>('select id from letter_signature where tenant_id = $1 and campaign = $2', [t.tenantId, campaign.id]);
    const { content_hash } = await t.read(Policy, id);
    await t.step(LetterSignatureProcess, mine!.id, 'sign', at['LC']!.reader, { content_hash: content_hash! }, [t.sign('signer', 'LC员工')]);
    const page = await t.run(at['LC']!.writer, (tx) => runReport(tx, SignaturesByBranch, { campaign: campaign.id }));
    expect([page.rows.length, page.rows[0]!['place'], page.totals['signed'], page.totals['missing']]).toEqual([1, t.unit('LC'), 1, 0]);
  });

  test('落实的随即办结；未落实须写问题、措施和期限，整改后由另一人复查；每季须查，查过为已检查', async () => {
    const id = await inForce('LC', 'HQ-WX');
    const head = at['LC']!.writer;
    const standing = async () => (await t.run(head, (tx) => runReport(tx, RulesKept, { as_of: today() })));
    const of = async () => (await standing()).rows.find((r) => r['policy'] === id);
    expect(await of()).toMatchObject({ standing: 'due', checks: 0, last: null });
    await expect(t.create(PolicyCheck, head, { policy: id, result: 'partly', looked_at: '十张单' })).rejects.toThrow('policy_check.finding');
    await expect(t.create(PolicyCheck, head, { policy: id, result: 'partly', looked_at: '十张单', finding: '两张没有签字', action: '补签', action_due: '2026-01-01' })).rejects.toThrow('policy_check.action');
    const kept = await t.create(PolicyCheck, head, { policy: id, result: 'kept', looked_at: '十张单，均签字' });
    expect((await t.step(PolicyCheckProcess, kept.id, 'issue', head, {})).state).toBe('closed');
    const poor = await t.create(PolicyCheck, head, { policy: id, result: 'partly', looked_at: '再看十张', finding: '两张没有签字', action: '补签', action_due: '2026-01-20' });
    expect((await t.step(PolicyCheckProcess, poor.id, 'issue', head, {})).state).toBe('correcting');
    await t.step(PolicyCheckProcess, poor.id, 'answer', head, { answer: '已补签' });
    await expect(t.step(PolicyCheckProcess, poor.id, 'close', head, { rechecked: '好' })).rejects.toThrow('not_ready');
    expect(await of()).toMatchObject({ standing: 'checked', checks: 2, open: 1, last: '2026-01-05' });
    await t.step(PolicyCheckProcess, poor.id, 'close', affairs, { rechecked: '相符' });
    const page = await standing();
    expect([page.rows.find((r) => r['policy'] === id)!['open'], page.proof.every((p) => p.ok)]).toEqual([0, true]);
    t.at('2026-04-01T02:00:00Z');
    expect(await of()).toMatchObject({ standing: 'due', checks: 2 });
    await expect(t.create(PolicyCheck, head, { policy: (await draft('LC', 'HQ-X')).id, result: 'kept', looked_at: 'x' })).rejects.toThrow('policy_check.not_in_force');
  });

  test('检查发现制度需修订：自动起草同一代码的新版，只起草一份，公布后取代', async () => {
    const id = await inForce('LC', 'HQ-LH');
    t.later({ days: 1 });
    for (const finding of ['缺监护人', '缺工作票']) await t.create(PolicyCheck, affairs, { policy: id, result: 'partly', looked_at: '现场', finding, action: '修订', action_due: '2026-05-01', revise: true });
    const [revision, ...more] = await t.sql<{ id: string; unit_id: string; statement: string }>(`select id, unit_id, statement from policy where tenant_id = $1 and code = 'HQ-LH' and state = 'draft'`, [t.tenantId]);
    expect([more, revision!.unit_id, revision!.statement]).toEqual([[], t.unit('LC'), 'LOG-1.6']);
    await expect(t.step(PolicyProcess, id, 'revise', at['LC']!.writer, { reason: '再起草' })).rejects.toThrow('not_ready');
    await t.step(PolicyProcess, revision!.id, 'submit', at['LC']!.writer, {});
    await t.step(PolicyProcess, revision!.id, 'review', hr, { opinion: '可行' });
    await t.step(PolicyProcess, revision!.id, 'approve', gm, { opinion: null });
    await t.step(PolicyProcess, revision!.id, 'publish', at['LC']!.writer, { effective_from: today() });
    expect([(await t.read(Policy, id)).state, (await t.read(Policy, revision!.id)).version_no]).toEqual(['superseded', 2]);
    await t.step(PolicyProcess, revision!.id, 'revise', at['LC']!.writer, { reason: '补附表' });
    expect(await t.sql(`select state from policy where tenant_id = $1 and code = 'HQ-LH' order by state`, [t.tenantId])).toEqual([{ state: 'draft' }, { state: 'in_force' }, { state: 'superseded' }]);
  });
});

test.each([['month', '2026-06-25', '2026-06-01'], ['quarter', '2026-06-25', '2026-04-01'], ['half_year', '2026-12-31', '2026-07-01'], ['year', '2026-12-31', '2026-01-01']] as const)(
  '检查周期 %s：%s 所在的一期自 %s 起', (every, day, from) => { expect(periodStart(every, day)).toBe(from); });
