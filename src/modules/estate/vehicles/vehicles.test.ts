/** Vehicles on PostgreSQL: staff and vehicles by branch with the unassigned row, dated assignments, two people assigning at once. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Actor } from '../../../kernel/index.ts';
import { editRecord } from '../../../kernel/register/write.ts';
import { runReport } from '../../../kernel/report/run.ts';
import { startTest, type TestKernel } from '../../../kernel/testing.ts';
import { Employee, staff } from '../../people/staff/index.ts';
import { drivers } from '../drivers/index.ts';
import { StaffAndVehicles, StaffingStatement, StaffingStatementLine, Vehicle, VehicleAssignment, VehicleProcess, vehicles } from './index.ts';

const STATED = [['FS', 4, null], ['FS-EC', 6, 2], ['FS-XJ', 5, 3], ['FS-NE', 9, 2], ['FS-NC', 2, 1], ['FS-NW', 2, null], ['FS-SW', 1, null]] as const;
let t: TestKernel;
let dispatcher: Actor;
const ids: string[] = [];

beforeAll(async () => {
  t = await startTest({ modules: [staff, drivers, vehicles], now: '2026-01-05T02:00:00Z' });
  dispatcher = await t.actor('dispatcher', 'FS', '段飞');
  const hr = await t.actor('hr', 'YL', '罗文');
  let n = 0;
  for (const [unit, people, count] of STATED) {
    for (let i = 0; i < people; i++) await t.create(Employee, hr, { staff_no: `F${++n}`, name: `员工${n}`, hired_on: '2020-01-01', unit_id: t.unit(unit) });
    for (let i = 0; i < (count ?? 0); i++) {
      const { id } = await t.create(Vehicle, dispatcher, { plate: `鲁E${String(10000 + ids.length)}`, kind: 'van', in_service_since: '2024-01-01' });
      await t.step(VehicleProcess, id, 'assign', dispatcher, { to_branch: t.unit(unit), from: '2026-01-05', reason: '配属' });
      ids.push(id);
    }
  }
  ids.push((await t.create(Vehicle, dispatcher, { plate: '京N7Q619', kind: 'suv', in_service_since: '2024-01-01' })).id);
  t.at('2026-02-28T02:00:00Z');
});
afterAll(() => t.close());

const page = (actor = dispatcher, day = '2026-02-28') => t.run(actor, (tx) => runReport(tx, StaffAndVehicles, { day }));

test('按来源录入 FS-1.1：人员 29 相符；配属 8 辆、未配属 1 辆，共 9 辆，所报之差指明 [AC-37] [FS-1.1] [CG-45]', async () => {
  const statement = await t.create(StaffingStatement, dispatcher, { title: '一、二月上报', as_of: '2026-02-28', staff_total: 29, vehicles_total: 9 });
  for (const [i, [unit, people, count]] of STATED.entries()) await t.create(StaffingStatementLine, dispatcher, { statement: statement.id, list_order: i + 1, place: t.unit(unit), staff: people, vehicles: count });
  const table = await page();
  expect(table.rows.map((r) => [r['place'], r['staff'], r['vehicles']])).toEqual([...STATED.map(([unit, people, count]) => [t.unit(unit), people, count ?? 0]), [null, 0, 1]]);
  expect(table.totals).toEqual({ staff: 29, vehicles: 9, stated_staff: 29, stated_vehicles: 8 });
  expect(table.proof.map((p) => [p.left, p.right, p.ok])).toEqual([[29, 29, true], [9, 9, true], [29, 29, true], [8, 9, false], [9, 9, true]]);
  expect(table.notes.map((note) => note[0])).toEqual(expect.arrayContaining(['车辆：各单位之和 8 ≠ 所报总数 9，差 1 辆未列单位', '台账另有 1 辆未配属，差额由此说明']));
});

test('从电子表格粘贴 FS-1.1：明细一次列出，合计行只用来核对；看不懂、重复、合计不符都不收，什么也不留下 [AC-37] [FS-1.1]', async () => {
  const table = ['区域\t人员\t车辆', '服务总部\t4\t', '华东服务部\t6\t2', '新疆\t5\t3', '东北\t9\t2', '华北\t2\t1', 'FS-NW\t2\t–', '西南\t1\t–'].join('\n').replace('服务总部', 'FS');
  const paste = (pasted: string, more: object = {}) => t.create(StaffingStatement, dispatcher, { title: '粘贴的上报', as_of: '2026-02-27', staff_total: 29, vehicles_total: 9, pasted, ...more });
  const lines = (id: string) => t.sql<{ place: string; staff: number; vehicles: number | null }>('select place, staff, vehicles from staffing_statement_line where tenant_id = $1 and statement = $2 order by list_order', [t.tenantId, id]);
  for (const [pasted, words] of [[`${table}\n火星\t1\t1`, '看不懂：火星'], [`${table}\n东北\t9\t2`, '单位重复：东北服务部'], [`${table}\n合计\t28\t9`, '表中合计 28 人 9 辆'], [`${table}\n西北\t二\t1`, '看不懂'], ['区域\t人员\t车辆', '没有单位']] as const) {
    await expect(paste(pasted)).rejects.toMatchObject({ code: 'staffing_statement.table', fields: { pasted: [expect.stringContaining(words), expect.anything()] } });
  }
  expect(await t.sql(`select count(*) as n from staffing_statement where tenant_id = $1 and title = '粘贴的上报'`, [t.tenantId])).toEqual([{ n: 0 }]);
  const { id } = await paste(`${table}\n合计\t29\t9`);
  expect(await lines(id)).toEqual([['FS', 4, null], ['FS-EC', 6, 2], ['FS-XJ', 5, 3], ['FS-NE', 9, 2], ['FS-NC', 2, 1], ['FS-NW', 2, null], ['FS-SW', 1, null]].map(([unit, staff, vehicles]) => ({ place: t.unit(unit as string), staff, vehicles })));
  const csv = await paste(table.replaceAll('\t', ',').replaceAll('\n', '\r\n'), { as_of: '2026-02-26' });
  expect(await lines(csv.id)).toEqual(await lines(id));
  await expect(t.run(dispatcher, (tx) => editRecord(tx, StaffingStatement, id, 1, { pasted: '' }, null))).rejects.toThrow('staffing_statement.pasted');
  const page27 = await page(dispatcher, '2026-02-27');
  expect(page27.totals).toMatchObject({ stated_staff: 29, stated_vehicles: 8 });
});

test('配属有起止：调出前后各按当日所在；收回、停用后不再计入 [FS-1.1]', async () => {
  await t.step(VehicleProcess, ids[0]!, 'assign', dispatcher, { to_branch: t.unit('FS-SW'), from: '2026-02-10', reason: '支援' });
  const at = async (unit: string, day: string) => (await page(dispatcher, day)).rows.find((r) => r['place'] === t.unit(unit))?.['vehicles'];
  expect([await at('FS-EC', '2026-02-09'), await at('FS-EC', '2026-02-10'), await at('FS-SW', '2026-02-10')]).toEqual([2, 1, 1]);
  await t.step(VehicleProcess, ids[0]!, 'unassign', dispatcher, { from: '2026-02-20', reason: '大修' });
  expect((await t.read(Vehicle, ids[0]!)).unit_id).toBe(t.unit('FS'));
  await expect(t.step(VehicleProcess, ids[0]!, 'unassign', dispatcher, { from: '2026-02-21', reason: '再' })).rejects.toThrow('not_ready');
  await t.step(VehicleProcess, ids[0]!, 'withdraw', dispatcher, { withdrawn_on: '2026-02-25', reason: '报废' });
  expect([(await page(dispatcher, '2026-02-24')).totals['vehicles'], (await page(dispatcher, '2026-02-25')).totals['vehicles']]).toEqual([9, 8]);
});

test('两人同时把一辆车配属到不同服务部，只有一次成立 [FS-1.1]', async () => {
  const assign = (unit: string) => t.step(VehicleProcess, ids.at(-1)!, 'assign', dispatcher, { to_branch: t.unit(unit), from: '2026-02-28', reason: '配属' });
  const outcomes = await Promise.allSettled([assign('FS-NW'), assign('FS-SW')]);
  expect(outcomes.map((o) => o.status).sort()).toEqual(['fulfilled', 'rejected']);
  expect(await t.sql('select count(*) as n from vehicle_assignment where tenant_id = $1 and vehicle = $2 and valid_to is null', [t.tenantId, ids.at(-1)])).toEqual([{ n: 1 }]);
});

test('手工补写配属、重复车牌、非服务部都不予登记；区域经理只看本部 [FS-1.1]', async () => {
  await expect(t.create(VehicleAssignment, dispatcher, { vehicle: ids[1]!, branch: t.unit('FS-NW'), valid_from: '2026-02-28' })).rejects.toThrow('vehicle_assignment.by_hand');
  await expect(t.create(Vehicle, dispatcher, { plate: '京N·7Q619', kind: 'suv', in_service_since: '2024-01-01' })).rejects.toMatchObject({ status: 409 });
  await expect(t.step(VehicleProcess, ids[1]!, 'assign', dispatcher, { to_branch: t.unit('CC'), from: '2026-02-28', reason: 'x' })).rejects.toThrow('vehicle.branch');
  const bm = await t.actor('branch_manager', 'FS-XJ', '买买提');
  const own = await page(bm);
  expect(own.rows.map((r) => [r['place'], r['staff'], r['vehicles']])).toEqual([[t.unit('FS-XJ'), 5, 3]]);
  expect(own.proof.every((p) => p.ok)).toBe(true);
});
