/** Every duty of the product names owner, deputy, frequency and evidence; every sentence of articles 4 and 5 has its process or an open question. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Duty } from '../../src/kernel/duty/duty.ts';
import type { Actor } from '../../src/kernel/index.ts';
import { checkDefinitions } from '../../src/kernel/definitions.ts';
import type { Kernel } from '../../src/kernel/runtime.ts';
import { startTest, type TestKernel } from '../../src/kernel/testing.ts';
import { type Coverage, DutyCoverage } from '../../src/modules/guests/coverage/coverage.ts';
import { StatementEdition } from '../../src/modules/guests/coverage/index.ts';
import { modules } from '../../src/modules.ts';

let t: TestKernel;
let director: Actor;
let page: Coverage;

beforeAll(async () => {
  t = await startTest({ modules, now: '2026-03-20T02:00:00Z' });
  director = await t.actor('vip_director', 'YL', '柳青');
  await t.create(StatementEdition, director, { name: '2026 版', unit_id: t.unit('YL') });
  page = (await t.run(director, (tx) => DutyCoverage.run(tx, { month: '2026-03' } as never))) as Coverage;
}, 180_000);
afterAll(() => t.close());

const withDuty = (change: Partial<Duty>): Kernel => ({ ...t.kernel, duties: new Map([['one', { ...t.kernel.duties.get('canteen_hygiene')!, name: 'one', ...change }]]) });
test('程序里的定期事项：责任岗位、另一代理岗位、频次、凭据缺一项，程序就不启动 [AS-44]', () => {
  expect(t.kernel.duties.size).toBeGreaterThan(40);
  expect(() => checkDefinitions(withDuty({}))).not.toThrow();
  const deficient: readonly (readonly [Partial<Duty>, string])[] = [
    [{ owner: '' }, 'has no owner'], [{ deputy: '' }, 'has no deputy'], [{ deputy: 'canteen_keeper' }, 'has no deputy other than its owner'],
    [{ recurs: { every: 'week', on: [] } }, 'has no frequency'], [{ recurs: { every: 'month', days: [31], months: [] } }, 'has no frequency'], [{ by: '' }, 'has no frequency'], [{ by: '24:30' }, 'has no frequency'],
    [{ form: {}, evidence: undefined } as unknown as Partial<Duty>, 'has no evidence'],
  ];
  for (const [change, problem] of deficient) expect(() => checkDefinitions(withDuty(change))).toThrow(`duty one: ${problem}`);
});

test('第四、五条每一句都写明流程或待定事项；后勤内部事务、制度、其他工作各句都有流程 [AS-44]', () => {
  expect(page.statements.length).toBe(159);
  const bare = page.statements.filter((s) => !s.proofs.some((p) => p.known) && s.questions.length === 0);
  expect([bare.map((s) => s.code), page.statements.filter((s) => s.standing === 'no_means').map((s) => s.code)]).toEqual([[], []]);
  const without = page.statements.filter((s) => /^LOG-(10|7)\./.test(s.code) && s.proofs.some((p) => !p.known)).map((s) => s.code);
  expect(without.filter((code) => code !== 'LOG-10.2')).toEqual([]);
  const rules = page.statements.filter((s) => s.proofs.some((p) => p.name === `rule:${s.code}`));
  expect([rules.length, rules.every((s) => s.proofs.every((p) => p.known))]).toEqual([10, true]);
  expect(page.statements.filter((s) => s.proofs.some((p) => p.name === 'duty:catch_all_reviewed')).map((s) => s.code)).toEqual(['LOG-1.7', 'LOG-1.12', 'LOG-2.4', 'LOG-2.8', 'LOG-3.5', 'LOG-3.9', 'LOG-9.3', 'LOG-10.11']);
});

test('各句都有责任岗位和另一代理岗位，频次按所凭定期事项建议 [AS-44]', () => {
  expect(page.statements.filter((s) => s.owner[0] === '' || s.deputy === null || s.deputy[1] === s.owner[1] || s.frequency === null).map((s) => s.code)).toEqual([]);
  const frequency = (code: string) => page.statements.find((s) => s.code === code)!.frequency![1];
  expect([frequency('LOG-10.7'), frequency('LOG-10.8'), frequency('LOG-8.3'), frequency('LOG-7.2'), frequency('LOG-2.2')]).toEqual(['Weekly', 'Quarterly', 'Half-yearly', 'Half-yearly', 'Each time']);
});
