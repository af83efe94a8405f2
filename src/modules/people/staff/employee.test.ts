/** The staff register on PostgreSQL: who may write it, one place at a time, headcount as of a day, own record. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Actor } from '../../../kernel/index.ts';
import { listPage } from '../../../kernel/register/list.ts';
import { editRecord } from '../../../kernel/register/write.ts';
import { runReport } from '../../../kernel/report/run.ts';
import { startTest, type TestKernel } from '../../../kernel/testing.ts';
import { StaffByUnit } from './headcount.ts';
import { Employee, EmployeeAssignment, headcountOf, staff, staffOn } from './index.ts';

let t: TestKernel;
let hr: Actor;
beforeAll(async () => {
  t = await startTest({ modules: [staff], now: '2026-03-01T02:00:00Z' });
  hr = await t.actor('hr', 'YL', '罗文');
});
afterAll(() => t.close());

const hire = (staff_no: string, unit: string, more: { readonly hired_on?: string; readonly left_on?: string; readonly app_user?: string } = {}) =>
  t.create(Employee, hr, { staff_no, name: '阿卜杜热合曼·麦麦提依明', hired_on: '2024-01-01', unit_id: t.unit(unit), ...more });
const assign = (employee: string, place: string, takes_calls: boolean, valid_from: string, valid_to?: string) =>
  t.create(EmployeeAssignment, hr, { employee, place: t.unit(place), takes_calls, valid_from, ...(valid_to === undefined ? {} : { valid_to }) });
const head = (code: string, day: string) => t.run(hr, async (tx) => (await headcountOf(tx, [t.unit(code)], day)).get(t.unit(code)));

test('人数按当日在职与当日所在部门计，下级计入上级 [FS-1.1]', async () => {
  await hire('F1', 'FS-NE');
  await hire('F2', 'FS-NE', { hired_on: '2026-02-15' });
  await hire('F3', 'FS-NE', { left_on: '2026-01-31' });
  const moved = await hire('F4', 'FS-NE');
  await assign(moved.id, 'FS-SW', false, '2026-02-01');
  expect([await head('FS-NE', '2026-01-31'), await head('FS-NE', '2026-02-01'), await head('FS-NE', '2026-02-15')]).toEqual([3, 1, 2]);
  expect([await head('FS-SW', '2026-01-31'), await head('FS-SW', '2026-02-01'), await head('FS', '2026-02-15')]).toEqual([0, 1, 3]);
  const page = await t.run(hr, (tx) => runReport(tx, StaffByUnit, { day: '2026-02-15', centre: t.unit('FS') }));
  expect(page.totals.staff).toBe(3);
  expect(page.proof).toMatchObject([{ left: 3, right: 3, ok: true }]);
});

test('接听电话与否按日期：调离话务后不再要求耳麦 [CG-28]', async () => {
  const agent = await hire('1010', 'CC-IN');
  const first = await assign(agent.id, 'CC-IN', true, '2024-01-01');
  await expect(assign(agent.id, 'CC', false, '2026-01-01')).rejects.toThrow('employee_assignment.overlap');
  await t.run(hr, (tx) => editRecord(tx, EmployeeAssignment, first.id, first.version, { valid_to: '2025-12-31' }, null));
  await assign(agent.id, 'CC', false, '2026-01-01');
  const on = async (day: string) => (await t.run(hr, (tx) => staffOn(tx, day))).find((s) => s.id === agent.id)?.takes_calls;
  expect([await on('2025-12-31'), await on('2026-01-01')]).toEqual([true, false]);
});

test('工号不得重复，离职日不得早于入职日，安排不得在任职期外', async () => {
  const one = await hire('2001', 'CC-IN', { left_on: '2025-06-30' });
  await expect(hire('2001', 'CC-IN')).rejects.toMatchObject({ status: 409 });
  await expect(hire('2002', 'CC-IN', { left_on: '2023-12-31' })).rejects.toThrow('employee.dates');
  await expect(assign(one.id, 'CC-IN', true, '2025-07-01')).rejects.toThrow('employee_assignment.not_employed');
  await expect(assign(one.id, 'CC-IN', true, '2025-06-01', '2025-05-01')).rejects.toThrow('employee_assignment.dates');
});

test('主管看得到本线员工，看不到别的中心；没有岗位的人只看到自己', async () => {
  const li = await t.actor('auditor', 'LC', '李四');
  const own = await hire('H1', 'LC', { app_user: li.id });
  const supervisor = await t.actor('line_supervisor', 'CC-IN');
  const seen = async (actor: Actor) => (await t.run(actor, (tx) => listPage(tx, Employee, { page: 1, size: 50 }))).rows.map((r) => r.id);
  expect(await seen(li)).toEqual([own.id]);
  expect(await seen(supervisor)).not.toContain(own.id);
  await expect(t.create(Employee, supervisor, { staff_no: 'X', name: '王五', hired_on: '2026-01-01', unit_id: t.unit('CC-IN') })).rejects.toThrow('not_allowed');
});
