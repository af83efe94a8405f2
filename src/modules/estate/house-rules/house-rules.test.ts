/** The ten “make and implement” sentences: each is a rule in force and a duty that only a check of that very rule completes. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Actor } from '../../../kernel/index.ts';
import { startTest, type TestKernel } from '../../../kernel/testing.ts';
import { policies, Policy, PolicyCheck, PolicyCheckProcess, PolicyProcess } from '../../people/policies/index.ts';
import { staff } from '../../people/staff/index.ts';
import { dutyOf } from './duties.ts';
import { houseRules, TEN } from './index.ts';

let t: TestKernel;
let head: Actor;
let writer: Actor;
let manager: Actor;
let affairs: Actor;

beforeAll(async () => {
  t = await startTest({ modules: [staff, policies, houseRules], now: '2026-05-20T02:00:00Z' });
  head = await t.actor('logistics_head', 'LC', '荣升');
  writer = await t.actor('logistics_head', 'LC', '车援朝');
  manager = await t.actor('centre_manager', 'LC', '胡珊');
  affairs = await t.actor('general_affairs', 'YL', '赵宁');
  t.at('2026-06-25T02:00:00Z');
  await t.tick();
});
afterAll(() => t.close());

const done = async () => (await t.sql<{ duty: string }>(`select duty from duty_occurrence where tenant_id = $1 and done_at is not null and day = '2026-06-25' order by duty`, [t.tenantId])).map((r) => r.duty);
async function published(rule: (typeof TEN)[number]): Promise<string> {
  const { id } = await t.create(Policy, writer, { code: rule.code, title: rule.title[0], kind: 'management_rule', statement: rule.statement, check_every: rule.every, body: rule.text, unit_id: t.unit('LC') });
  await t.step(PolicyProcess, id, 'submit', writer, {});
  await t.step(PolicyProcess, id, 'review', affairs, { opinion: '可行' });
  await t.step(PolicyProcess, id, 'approve', manager, { opinion: null });
  await t.step(PolicyProcess, id, 'publish', writer, { effective_from: '2026-06-25' });
  return id;
}

test.each([
  ['[LOG-1.6]', 'quarter'], ['[LOG-1.10]', 'month'], ['[LOG-2.3]', 'quarter'], ['[LOG-2.7]', 'quarter'], ['[LOG-3.4]', 'quarter'],
  ['[LOG-3.8]', 'quarter'], ['[LOG-4.4]', 'quarter'], ['[LOG-5.4]', 'month'], ['[LOG-6.4]', 'quarter'], ['[LOG-8.3]', 'half_year'],
] as const)('%s 制定并落实：经审核批准的制度在册，到期的检查由本制度的检查记录完成，别的制度不算', async (id, every) => {
  const rule = TEN.find((r) => `[${r.statement}]` === id)!;
  const duty = t.kernel.duties.get(dutyOf(rule))!;
  expect([rule.every, duty.statements, duty.owner, duty.deputy]).toEqual([every, [rule.statement], 'logistics_head', 'estate_clerk']);
  const policy = await published(rule);
  await t.tick();
  const before = await done();
  expect(before).not.toContain(duty.name);
  const check = await t.create(PolicyCheck, head, { policy, result: 'kept', looked_at: '抽查单据，均照办' });
  await t.tick();
  expect(await done()).toEqual(before);
  await t.step(PolicyCheckProcess, check.id, 'issue', head, {});
  await t.tick();
  expect(await done()).toEqual([...before, duty.name].sort());
  const [occurrence] = await t.sql<{ evidence: unknown }>(`select evidence from duty_occurrence where tenant_id = $1 and duty = $2 and day = '2026-06-25'`, [t.tenantId, duty.name]);
  expect(occurrence!.evidence).toEqual({ check: check.number, result: 'kept' });
});

test('内部财务流程：检查发现没有照办，算查过但留下整改，由另一人复查才了结；一个季度没有检查，三天后中心经理看到 [LOG-4.4]', async () => {
  const policy = (await t.sql<{ id: string }>(`select id from policy where tenant_id = $1 and code = 'HQ-CW'`, [t.tenantId]))[0]!.id;
  await expect(t.create(PolicyCheck, head, { policy, result: 'not_kept', looked_at: '九月付款单' })).rejects.toThrow('policy_check');
  t.at('2026-09-24T02:00:00Z');
  const check = await t.create(PolicyCheck, head, { policy, result: 'not_kept', looked_at: '九月付款单', finding: '两笔付款后十五日才结算', action: '逐笔补结算', action_due: '2026-09-30' });
  await t.step(PolicyCheckProcess, check.id, 'issue', head, {});
  expect((await t.read(PolicyCheck, check.id)).state).toBe('correcting');
  t.at('2026-09-25T02:00:00Z');
  await t.tick();
  const occurrence = async (day: string) => (await t.sql<{ evidence: { result: string } | null; escalated_at: Date | null }>(`select evidence, escalated_at from duty_occurrence where tenant_id = $1 and duty = 'rule_kept_4_4' and day = $2 and unit_id = $3`, [t.tenantId, day, t.unit('LC')]))[0];
  expect((await occurrence('2026-09-25'))?.evidence).toEqual({ check: check.number, result: 'not_kept' });
  await t.step(PolicyCheckProcess, check.id, 'answer', writer, { answer: '已补齐' });
  await expect(t.step(PolicyCheckProcess, check.id, 'close', writer, { rechecked: '已看' })).rejects.toMatchObject({ label: ['由另一人复查', expect.anything()] });
  await t.step(PolicyCheckProcess, check.id, 'close', head, { rechecked: '抽两笔，已结' });
  t.at('2026-12-20T02:00:00Z');
  await t.tick();
  t.at('2026-12-28T08:59:00Z');
  await t.tick();
  expect((await occurrence('2026-12-25'))?.escalated_at).toBeNull();
  t.at('2026-12-28T09:01:00Z');
  await t.tick();
  expect(await occurrence('2026-12-25')).toMatchObject({ evidence: null, escalated_at: expect.any(Date) });
});

test('十条各占一句，没有重复；检查按月、季、半年到期', async () => {
  expect(new Set(TEN.map((r) => r.statement)).size).toBe(10);
  const due = await t.sql<{ duty: string }>(`select distinct duty from duty_occurrence where tenant_id = $1 and day = '2026-07-25' order by duty`, [t.tenantId]);
  expect(due.map((r) => r.duty)).toEqual(['rule_kept_1_10', 'rule_kept_5_4']);
});
