/** Tools on PostgreSQL: handed over with both signatures, completeness by branch with its arithmetic, calibration, loss. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Actor } from '../../../kernel/index.ts';
import { type Process, stepsOf } from '../../../kernel/process/process.ts';
import { lookAt } from '../../../kernel/process/step.ts';
import { editRecord, findRaw } from '../../../kernel/register/write.ts';
import { runQuery, runReport } from '../../../kernel/report/run.ts';
import { startTest, type TestKernel } from '../../../kernel/testing.ts';
import { Employee, staff } from '../../people/staff/index.ts';
import { ToolItem, ToolItemProcess, ToolKind, ToolRequirement, tools } from './index.ts';
import { CompletenessQuery, incompleteBranches, ToolCompleteness, ToolGaps, type CompletenessPage } from './reports.ts';

let t: TestKernel;
let store: Actor;
let bm: Actor;
let hr: Actor;
const people: { [name: string]: string } = {};
const kinds: { [name: string]: string } = {};

beforeAll(async () => {
  t = await startTest({ modules: [staff, tools], now: '2026-03-01T02:00:00Z' });
  store = await t.actor('storekeeper', 'FS', '宗敏');
  bm = await t.actor('branch_manager', 'FS-NE', '韩雪');
  hr = await t.actor('hr', 'YL', '罗文');
  for (const [name, unit] of [['韩雪', 'FS-NE'], ['关振国', 'FS-NE'], ['顾杨', 'FS-EC']] as const) {
    people[name] = (await t.create(Employee, hr, { staff_no: `F${Object.keys(people).length}`, name, hired_on: '2020-01-01', unit_id: t.unit(unit) })).id;
  }
  for (const [name, category, calibration_months] of [['万用表', 'instrument', 12], ['管钳', 'tool', null]] as const) {
    kinds[name] = (await t.create(ToolKind, store, { name, category, calibration_months })).id;
    await t.create(ToolRequirement, store, { kind: kinds[name]!, quantity: name === '管钳' ? 2 : 1 });
  }
  await t.create(ToolRequirement, store, { kind: kinds['管钳']!, branch: t.unit('FS-SW'), quantity: 1 });
});
afterAll(() => t.close());

const item = (kind: string, serial: string, branch = 'FS-NE', more: object = {}) => t.create(ToolItem, store, { kind: kinds[kind]!, serial, branch: t.unit(branch), ...more } as never);
const hand = (id: string, to: string, giver: string) =>
  t.step(ToolItemProcess, id, 'hand_over', bm, { custodian: people[to]!, condition: '完好' }, [t.sign('giver', giver), t.sign('receiver', to)]);
const table = async (day = '2026-03-01') => t.run(store, (tx) => runReport(tx, ToolCompleteness, { day }));
const north = async (day?: string) => (await table(day)).rows.find((r) => r['branch'] === t.unit('FS-NE'));

test('逐件交接双方签字，配备表按服务部列出缺件、无保管人、检定过期 [FS-1.4]', async () => {
  expect(await north()).toMatchObject({ required: 3, present: 0, missing: 3, complete: false });
  const meter = await item('万用表', 'M-1', 'FS-NE', { calibrated_on: '2025-03-01', calibration_due: '2026-03-01' });
  const [one, two] = [await item('管钳', 'P-1'), await item('管钳', 'P-2')];
  expect(await north()).toMatchObject({ present: 3, missing: 0, without_custodian: 3, overdue: 0 });
  await expect(hand(meter.id, '关振国', '关振国')).rejects.toThrow('tool_item.giver');
  await expect(hand(meter.id, '顾杨', '韩雪')).rejects.toThrow('tool_item.other_branch');
  const done = await hand(meter.id, '关振国', '韩雪');
  expect([done.state, done.slips.length]).toEqual(['in_custody', 1]);
  await hand(one.id, '韩雪', '韩雪');
  await hand(two.id, '关振国', '韩雪');
  expect(await north()).toMatchObject({ missing: 0, without_custodian: 0, overdue: 0, complete: true });
  expect(await north('2026-03-02')).toMatchObject({ overdue: 1, complete: false });
  const page = await table('2026-03-02');
  expect(page.rows).toHaveLength(6);
  expect(page.totals).toMatchObject({ required: 17, present: 3, missing: 14 });
  expect(page.proof).toMatchObject([{ left: 3, right: 3, ok: true }, { left: 1, right: 1, ok: true }]);
  const gaps = await t.run(store, (tx) => runReport(tx, ToolGaps, { day: '2026-03-02' }));
  expect(gaps.rows.filter((r) => r['branch'] === t.unit('FS-NE'))).toMatchObject([{ kind: kinds['万用表'], overdue: 1, missing: 0 }]);
  expect(gaps.proof.every((p) => p.ok)).toBe(true);
  await t.step(ToolItemProcess, meter.id, 'calibrate', bm, { calibrated_on: '2026-03-01', calibration_due: '2027-03-01', certificate: 'JD-88' });
  expect(await north('2026-03-02')).toMatchObject({ overdue: 0, complete: true });
});

test('保管人离职后那件即无保管人；报失的算缺件，找回后重新交接 [FS-1.4]', async () => {
  const [wrench] = await t.sql<{ id: string }>('select id from tool_item where tenant_id = $1 and serial = $2', [t.tenantId, 'P-2']);
  await t.step(ToolItemProcess, wrench!.id, 'report_lost', bm, { condition: '运输途中遗失' });
  expect(await north()).toMatchObject({ missing: 1, complete: false });
  await t.step(ToolItemProcess, wrench!.id, 'found', bm, { condition: '完好' });
  expect(await north()).toMatchObject({ missing: 0, without_custodian: 1 });
  await hand(wrench!.id, '关振国', '韩雪');
  const guan = await t.read(Employee, people['关振国']!);
  await t.run(hr, (tx) => editRecord(tx, Employee, guan.id, guan.version, { left_on: '2026-03-05' }, null));
  expect([(await north('2026-03-05'))?.['without_custodian'], (await north('2026-03-06'))?.['without_custodian']]).toEqual([0, 2]);
});

test('区域经理只看本服务部；各处拒绝有原因 [FS-1.4]', async () => {
  const own = (await t.run(bm, (tx) => runQuery(tx, CompletenessQuery, {}))) as CompletenessPage;
  expect(own.branches.map((b) => b.name)).toEqual(['东北服务部']);
  expect((await t.run(store, (tx) => incompleteBranches.value(tx))).value).toBe('5');
  await expect(t.create(ToolRequirement, store, { kind: kinds['管钳']!, quantity: 9 })).rejects.toThrow('tool_requirement.twice');
  await expect(item('管钳', 'P-1')).rejects.toMatchObject({ status: 409 });
  await expect(item('管钳', 'P-9', 'FS')).rejects.toThrow('tool_item.branch');
  const spare = await item('管钳', 'P-10');
  await expect(t.run(store, (tx) => editRecord(tx, ToolItem, spare.id, spare.version, { branch: t.unit('FS-EC') }, null))).rejects.toThrow('tool_item.moved');
  await expect(t.step(ToolItemProcess, spare.id, 'move', store, { branch: t.unit('CC'), reason: '支援' })).rejects.toThrow('tool_item.branch');
  await t.step(ToolItemProcess, spare.id, 'move', store, { branch: t.unit('FS-SW'), reason: '支援' });
  expect((await t.read(ToolItem, spare.id)).unit_id).toBe(t.unit('FS-SW'));
  await t.step(ToolItemProcess, spare.id, 'scrap', store, { condition: '钳口断裂' });
});

test('两人同时把一件交给不同的人，只有一次成立 [FS-1.4]', async () => {
  const meter = await item('万用表', 'M-9', 'FS-EC');
  const second = (await t.create(Employee, hr, { staff_no: 'F9', name: '钮学勤', hired_on: '2020-01-01', unit_id: t.unit('FS-EC') })).id;
  const give = (custodian: string, name: string) => t.step(ToolItemProcess, meter.id, 'hand_over', store, { custodian, condition: '完好' }, [t.sign('giver', '宗敏'), t.sign('receiver', name)]);
  const outcomes = await Promise.allSettled([give(people['顾杨']!, '顾杨'), give(second, '钮学勤')]);
  expect(outcomes.map((o) => o.status).sort()).toEqual(['fulfilled', 'rejected']);
});

test.each(['hand_over', 'take_back', 'send_to_calibrate', 'report_lost'] as const)('%s 的表单不带出上次的状况和保管人', async (name) => {
  const { id } = await item('万用表', `N-${name}`);
  await hand(id, '关振国', '韩雪');
  const shown = await t.run(bm, async (tx) => {
    const process = ToolItemProcess as unknown as Process;
    const step = stepsOf(process)[name]!;
    return step.preview!(await lookAt(tx, process, step, (await findRaw(tx, ToolItem, id))!));
  });
  expect(shown.initial).toMatchObject({ condition: null });
});
