/** Custody on PostgreSQL: issue against a signature, loss with its delay, block, proposal, replacement; things taken out. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Actor } from '../../../kernel/index.ts';
import { startTest, type TestKernel } from '../../../kernel/testing.ts';
import { publishedRulebook } from '../discipline/cases.testing.ts';
import { discipline } from '../discipline/index.ts';
import { rulebook } from '../rulebook/index.ts';
import { Employee, staff } from '../staff/index.ts';
import { custody, CustodyItem, CustodyProcess, TakenOut, TakenOutProcess } from './index.ts';
import { type Kind, proposal, reportDelay } from './rules.ts';

let t: TestKernel;
let sulin: Actor;
let ou: Actor;
let employee: string;
beforeAll(async () => {
  t = await startTest({ modules: [staff, rulebook, discipline, custody], now: '2026-11-02T02:00:00Z' });
  await publishedRulebook(t, await t.actor('centre_manager', 'CC', '秦岚'), '2026-11-02');
  sulin = await t.actor('line_supervisor', 'CC-IN', '苏琳');
  ou = await t.actor('agent', 'CC-IN', '欧阳娜');
  employee = (await t.create(Employee, await t.actor('hr', 'YL'), { staff_no: '1001', name: '欧阳娜', hired_on: '2024-01-01', app_user: ou.id, unit_id: t.unit('CC-IN') })).id;
});
afterAll(() => t.close());

const thing = (kind: Kind, label: string, cost: number | null = null) => t.create(CustodyItem, sulin, { kind, label, line: t.unit('CC-IN'), cost });
const issue = (id: string, signer = '欧阳娜', holder = employee) => t.step(CustodyProcess, id, 'issue', sulin, { holder, circumstances: '完好' }, [t.sign('holder', signer)]);
const lose = (id: string, at: string, actor = ou) => t.step(CustodyProcess, id, 'report_lost', actor, { lost_at: new Date(at), circumstances: '地铁上遗失' });
const settle = (id: string, owed: number, more: { replacement?: string; signer?: string } = {}) => t.step(CustodyProcess, id, 'settle', sulin, { owed, circumstances: '补发', replacement: more.replacement ?? null }, [t.sign('holder', more.signer ?? '欧阳娜')]);

test('门卡 14:00 丢失、16:30 报告：延迟 150 分钟，旧卡停用，建议 30 元并注明 CG-04；换发后了结 [AC-20] [CC-1.14a] [CC-1.14b]', async () => {
  t.at('2026-11-16T01:00:00Z');
  const badge = await thing('badge', 'MK-0101');
  await expect(issue(badge.id, '尉迟琳')).rejects.toThrow('custody.signature');
  expect((await issue(badge.id)).slips).toHaveLength(1);
  t.at('2026-11-16T08:30:00Z');
  await expect(lose(badge.id, '2026-11-16T09:00:00Z')).rejects.toThrow('custody.lost_in_future');
  await lose(badge.id, '2026-11-16T06:00:00Z');
  expect(await t.read(CustodyItem, badge.id)).toMatchObject({ state: 'lost', delay_minutes: 150, blocked: true });
  await t.step(CustodyProcess, badge.id, 'assess', sulin, {});
  const assessed = await t.read(CustodyItem, badge.id);
  expect([assessed.proposed, assessed.proposal]).toEqual([3000, expect.stringContaining('CG-04')]);
  const spare = await thing('badge', 'MK-0102');
  await expect(settle(badge.id, 3001)).rejects.toThrow('custody.above');
  await expect(settle(badge.id, 3000, { replacement: spare.id })).rejects.toThrow('custody.replacement');
  await issue(spare.id);
  await settle(badge.id, 3000, { replacement: spare.id });
  expect(await t.read(CustodyItem, badge.id)).toMatchObject({ state: 'settled', owed: 3000, replacement: spare.id });
  await t.step(CustodyProcess, spare.id, 'take_back', sulin, { circumstances: '完好' });
  expect(await t.read(CustodyItem, spare.id)).toMatchObject({ state: 'in_stock', holder: null });
});

test('储物柜与抽屉钥匙按实际费用；没有凭据不能要求赔偿；耳麦按实际费用 [CC-1.14c] [CG-05]', async () => {
  t.at('2026-11-17T02:00:00Z');
  for (const [kind, cost, expected] of [['locker', 2500, 2500], ['drawer', 1200, 1200], ['headset', 48_000, 48_000]] as const) {
    const key = await thing(kind, `K-${kind}`, cost);
    await issue(key.id);
    await lose(key.id, '2026-11-17T02:00:00Z');
    await t.step(CustodyProcess, key.id, 'assess', sulin, {});
    expect((await t.read(CustodyItem, key.id)).proposed).toBe(expected);
    await settle(key.id, expected);
  }
  const bare = await thing('drawer', 'K-bare');
  await issue(bare.id);
  await lose(bare.id, '2026-11-17T01:00:00Z');
  await t.step(CustodyProcess, bare.id, 'assess', sulin, {});
  await expect(settle(bare.id, 100)).rejects.toThrow('custody.no_amount');
  await t.step(CustodyProcess, bare.id, 'found', sulin, { circumstances: '在抽屉夹层' });
  expect(await t.read(CustodyItem, bare.id)).toMatchObject({ state: 'in_stock', blocked: false, holder: null });
});

test('赔偿按丢失当天生效的守则；守则公布之前没有依据；有凭据的更换费用更低时取低', async () => {
  const versions = await t.run(sulin, async (tx) => (await import('../rulebook/index.ts')).publishedVersions(tx));
  expect(proposal(versions, 'badge', '2026-11-01', null)).toMatchObject({ amountFen: null, conflict: false });
  expect(proposal(versions, 'badge', '2026-11-16', 2000)).toMatchObject({ amountFen: 2000 });
  expect([reportDelay(new Date('2026-11-16T06:00:00Z'), new Date('2026-11-16T06:00:59Z')), reportDelay(new Date('2026-11-16T06:00:00Z'), new Date('2026-11-16T06:01:00Z'))]).toEqual([0, 1]);
});

test('离职的人不能领用；两人同时发出同一件，只有一次成立', async () => {
  const hr = await t.actor('hr', 'YL');
  const gone = (await t.create(Employee, hr, { staff_no: '1098', name: '离职者', hired_on: '2020-01-01', left_on: '2026-10-31', unit_id: t.unit('CC-IN') })).id;
  const one = await thing('headset', 'HS-77');
  await expect(issue(one.id, '离职者', gone)).rejects.toThrow('custody.not_employed');
  expect((await Promise.allSettled([issue(one.id), issue(one.id)])).map((r) => r.status).sort()).toEqual(['fulfilled', 'rejected']);
});

test('办公物品带出要有批准的记录，自己不能批自己，到期未还上报 [CC-1.7]', async () => {
  t.at('2026-11-18T02:00:00Z');
  const ask = (back_by: string, actor: Actor) => t.create(TakenOut, actor, { what: '投影仪', line: t.unit('CC-IN'), employee, why: '分会场培训', back_by });
  await expect(ask('2026-11-17', ou)).rejects.toThrow('item_taken_out.back_by');
  const own = await ask('2026-11-19', sulin);
  await expect(t.step(TakenOutProcess, own.id, 'approve', sulin, {})).rejects.toThrow('item_taken_out.own');
  const request = await ask('2026-11-19', ou);
  await expect(t.step(TakenOutProcess, request.id, 'approve', ou, {})).rejects.toMatchObject({ status: 403 });
  await t.step(TakenOutProcess, request.id, 'approve', sulin, {});
  expect((await t.tasks(sulin)).find((x) => x.recordId === request.id)!.dueAt).toBe('2026-11-19T16:00:00.000Z');
  await t.step(TakenOutProcess, request.id, 'bring_back', sulin, { condition: '完好' });
  expect((await t.read(TakenOut, request.id)).state).toBe('back');
});
