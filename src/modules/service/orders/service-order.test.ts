/** Service orders on PostgreSQL: their steps, who may take them, what is refused, and what modules above are told. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Actor } from '../../../kernel/index.ts';
import { startTest, type TestKernel } from '../../../kernel/testing.ts';
import { Employee, staff } from '../../people/staff/index.ts';
import { orders, regionsFor, ServiceOrder, ServiceOrderProcess, ServiceRegion, ServiceRegionOrder, ServiceType, serviceTypes } from './index.ts';

const CODES = ['NE', 'XJ', 'NC', 'EC', 'NW', 'SW'] as const;
let t: TestKernel;
let dispatcher: Actor;
let manager: Actor;
let workerUser: Actor;
let worker: string;
let gone: string;
const regions: { [code: string]: string } = {};
let maintenance: string;

beforeAll(async () => {
  t = await startTest({ modules: [staff, orders], now: '2026-02-10T01:00:00Z' });
  dispatcher = await t.actor('dispatcher', 'FS', '段飞');
  manager = await t.actor('centre_manager', 'FS', '沈岩');
  workerUser = await t.actor('dispatcher', 'FS', '兼职技术员');
  const hr = await t.actor('hr', 'YL');
  for (const [i, code] of CODES.entries()) regions[code] = (await t.create(ServiceRegion, dispatcher, { code, name: code, branch: t.unit(`FS-${code}`), list_order: i + 1 })).id;
  maintenance = (await t.create(ServiceType, dispatcher, { code: 'MAINT', name: '维服', list_order: 1, earns_points: true })).id;
  const hire = async (staff_no: string, more: object) => (await t.create(Employee, hr, { staff_no, name: '关振国', hired_on: '2020-01-01', unit_id: t.unit('FS-NE'), ...more })).id;
  worker = await hire('F1', { app_user: workerUser.id });
  gone = await hire('F2', { left_on: '2026-01-31' });
});
afterAll(() => t.close());

const draft = () => t.create(ServiceOrder, dispatcher, { customer: '北岭采油厂三号站', region: regions['NE']!, service_type: maintenance, unit_id: t.unit('FS-NE') });
async function done(): Promise<string> {
  const { id } = await draft();
  await t.step(ServiceOrderProcess, id, 'issue', dispatcher, { technician: worker });
  await t.step(ServiceOrderProcess, id, 'report_done', dispatcher, { done_on: '2026-02-09', result: '更换滤芯' });
  return id;
}
const events = async (id: string) => (await t.sql<{ name: string }>(`select name from event where tenant_id = $1 and payload->>'order' = $2 order by id`, [t.tenantId, id])).map((e) => e.name);

test('六个区域服务部，区域是数据，各报表有各自的次序 [FS-0.1] [CG-52]', async () => {
  for (const [i, code] of ['XJ', 'NE', 'EC'].entries()) await t.create(ServiceRegionOrder, dispatcher, { report: 'dynamics', region: regions[code]!, list_order: i + 1 });
  const codes = (report: 'points' | 'dynamics') => t.run(dispatcher, async (tx) => (await regionsFor(tx, report)).map((r) => r.code));
  expect(await codes('points')).toEqual([...CODES]);
  expect(await codes('dynamics')).toEqual(['XJ', 'NE', 'EC', 'NC', 'NW', 'SW']);
  expect(await t.run(dispatcher, async (tx) => (await serviceTypes(tx)).map((x) => x.code))).toEqual(['MAINT']);
});

test('起草、下达、完工、核实、关闭，核实时告知积分 [SM-21] [SM-31]', async () => {
  const id = await done();
  expect(await t.read(ServiceOrder, id)).toMatchObject({ state: 'done', done_on: '2026-02-09', technician: worker, result: '更换滤芯' });
  expect(await t.tasks(dispatcher)).toContainEqual(expect.objectContaining({ step: 'verify', recordId: id }));
  expect(await events(id)).toEqual([]);
  await t.step(ServiceOrderProcess, id, 'verify', dispatcher, {});
  expect(await events(id)).toEqual(['service_order.verified']);
  await t.step(ServiceOrderProcess, id, 'close', manager, {});
  await t.step(ServiceOrderProcess, id, 'correct', manager, { region: regions['XJ']!, service_type: maintenance, technician: worker, reason: '区域登记有误' });
  expect(await t.read(ServiceOrder, id)).toMatchObject({ state: 'closed', region: regions['XJ'] });
  expect(await events(id)).toEqual(['service_order.verified', 'service_order.corrected']);
});

test('退回、撤销核实、取消', async () => {
  const id = await done();
  await t.step(ServiceOrderProcess, id, 'send_back', manager, { reason: '缺少用户签字' });
  await t.step(ServiceOrderProcess, id, 'report_done', dispatcher, { done_on: '2026-02-10' });
  await t.step(ServiceOrderProcess, id, 'verify', manager, {});
  await expect(t.step(ServiceOrderProcess, id, 'reopen', dispatcher, { reason: '误核实' })).rejects.toThrow('not_allowed');
  await t.step(ServiceOrderProcess, id, 'reopen', manager, { reason: '误核实' });
  expect((await t.read(ServiceOrder, id)).state).toBe('done');
  await expect(t.step(ServiceOrderProcess, id, 'cancel', dispatcher, { reason: '不做了' })).rejects.toThrow('wrong_state');
  const other = await draft();
  await t.step(ServiceOrderProcess, other.id, 'cancel', dispatcher, { reason: '用户取消' });
  expect((await t.read(ServiceOrder, other.id)).state).toBe('cancelled');
});

test('离职者不能派工，完成日期不能晚于今天，不能核实自己的服务', async () => {
  const { id } = await draft();
  await expect(t.step(ServiceOrderProcess, id, 'issue', dispatcher, { technician: gone })).rejects.toThrow('service_order.not_employed');
  await t.step(ServiceOrderProcess, id, 'issue', dispatcher, { technician: worker });
  await expect(t.step(ServiceOrderProcess, id, 'report_done', dispatcher, { done_on: '2026-02-11' })).rejects.toThrow('service_order.future');
  await t.step(ServiceOrderProcess, id, 'report_done', dispatcher, { done_on: '2026-02-10' });
  await expect(t.step(ServiceOrderProcess, id, 'verify', workerUser, {})).rejects.toThrow('service_order.own_work');
});

test('区域经理只办本区域的指令；计分日期不能手填', async () => {
  const branch = await t.actor('branch_manager', 'FS-SW');
  const { id } = await draft();
  await expect(t.step(ServiceOrderProcess, id, 'report_done', branch, { done_on: '2026-02-09' })).rejects.toThrow('not_found');
  await expect(t.create(ServiceOrder, dispatcher, { customer: '甲', region: regions['NE']!, service_type: maintenance, credited_on: '2026-02-01' })).rejects.toMatchObject({ status: 422 });
});
