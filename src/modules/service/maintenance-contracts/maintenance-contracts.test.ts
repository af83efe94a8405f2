/** Maintenance contracts on PostgreSQL: the year of AC-30, its renewal linked both ways, visits made, skipped and missed, and who covers what. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Actor } from '../../../kernel/index.ts';
import { addPerson, loadActor } from '../../../kernel/access/people.ts';
import { recordPage } from '../../../kernel/register/page.ts';
import { runReport } from '../../../kernel/report/run.ts';
import { startTest, type TestKernel } from '../../../kernel/testing.ts';
import { Employee, staff } from '../../people/staff/index.ts';
import { contracts } from '../contracts/index.ts';
import { Customer, customers, Site } from '../customers/index.ts';
import { Equipment, equipment } from '../equipment/index.ts';
import { orders, ServiceOrder, ServiceOrderProcess, ServiceRegion, ServiceType } from '../orders/index.ts';
import { coverOf, maintenanceContracts, MaintenanceContract, MaintenanceContractProcess, MaintenanceCover, MaintenanceVisit, MaintenanceVisitProcess } from './index.ts';
import { MaintenanceInForce, MaintenanceVisits } from './reports.ts';

let t: TestKernel;
let han: Actor;
let dispatcher: Actor;
let customer: string;
let site: string;
let type: string;
let serials = 0;

beforeAll(async () => {
  t = await startTest({ modules: [staff, customers, contracts, equipment, orders, maintenanceContracts], now: '2008-01-05T01:00:00Z' });
  han = await since2000('branch_manager', 'FS-NE', '韩雪');
  dispatcher = await since2000('dispatcher', 'FS', '段飞');
  customer = (await t.create(Customer, han, { name: '大庆采气分公司', kind: 'gasfield', branch: t.unit('FS-NE') })).id;
  site = (await t.create(Site, han, { customer, name: '一号集气站', branch: t.unit('FS-NE') })).id;
  await t.create(ServiceRegion, dispatcher, { code: 'NE', name: '东北', branch: t.unit('FS-NE'), list_order: 1, unit_id: t.unit('FS') });
  type = (await t.create(ServiceType, dispatcher, { code: 'MAINT', name: '维服', list_order: 1, earns_points: true, unit_id: t.unit('FS') })).id;
});
afterAll(() => t.close());

/** Somebody who held the post in the years these contracts run. */
async function since2000(role: string, unit: string, displayName: string): Promise<Actor> {
  const id = await t.run(t.system, (tx) => addPerson(tx, { name: role, displayName, posts: [{ role, unit, from: '2000-01-01' }] }));
  return (await t.run(t.system, (tx) => loadActor(tx, id)))!;
}

const heater = async (more: { customer: string; site: string } = { customer, site }) =>
  (await t.create(Equipment, dispatcher, { serial: `SN-2007-${nextSerial()}`, model: '1600J', product: 'heater', warranty_from: 'commissioned', ...more })).id;
function nextSerial(): string {
  serials += 1;
  return String(serials).padStart(3, '0');
}
interface Terms { readonly from: string; readonly to: string; readonly amount?: number; readonly day?: number }
async function draft({ from, to, amount = 365_000_00, day = 10 }: Terms, covered: readonly string[]): Promise<string> {
  const { id } = await t.create(MaintenanceContract, han, { customer, amount, valid_from: from, valid_to: to, aspects: ['parts', 'labour'], visit_rule: 'monthly', visit_day: day });
  for (const e of covered) await t.create(MaintenanceCover, han, { contract: id, equipment: e });
  return id;
}
/** The branch does the work and hands it in on paper; the centre verifies it. */
async function carryOut(order: string): Promise<void> {
  const hr = await since2000('hr', 'YL', '罗文');
  const technician = (await t.create(Employee, hr, { staff_no: 'F401', name: '关振国', hired_on: '2005-01-01', unit_id: t.unit('FS-NE') })).id;
  await t.step(ServiceOrderProcess, order, 'issue', dispatcher, {});
  await t.step(ServiceOrderProcess, order, 'accept', han, {});
  await t.step(ServiceOrderProcess, order, 'report_on_paper', han, { technician, done_on: '2009-05-10', outcome: 'resolved', certified_by: '站长', safety_on_paper: true });
  await t.step(ServiceOrderProcess, order, 'verify', dispatcher, {});
}
const sign = (id: string, signed_on: string) => t.step(MaintenanceContractProcess, id, 'sign', han, { signed_on });
const read = (id: string) => t.read(MaintenanceContract, id);
const visitsOf = (contract: string) => t.sql<{ id: string; planned_on: string; state: string; skip_reason: string | null }>('select id, planned_on, state, skip_reason from maintenance_visit where tenant_id = $1 and contract = $2 order by planned_on', [t.tenantId, contract]);

test('365,000.00 元、2009-01-10 至 2010-01-09，续签自上一份，两边互相链接，到期前 60 天提醒 [FS-4.1] [AC-30] [SM-29]', async () => {
  const units = [await heater(), await heater()];
  const first = await draft({ from: '2008-01-10', to: '2009-01-09', amount: 350_000_00 }, units);
  await sign(first, '2008-01-05');
  t.at('2008-01-10T01:00:00Z');
  await t.tick();
  expect(await read(first)).toMatchObject({ state: 'active', renewal_on: '2008-11-10' });
  t.at('2008-11-09T01:00:00Z');
  await t.tick();
  expect((await t.tasks(han)).filter((task) => task.step === 'draft_renewal')).toEqual([]);
  t.at('2008-11-10T01:00:00Z');
  await t.tick();
  expect((await read(first)).state).toBe('renewal_due');
  expect(await t.tasks(han)).toContainEqual(expect.objectContaining({ step: 'draft_renewal', recordId: first }));

  const prepare = () => t.step(MaintenanceContractProcess, first, 'draft_renewal', han, { next_from: '2009-01-10', next_to: '2010-01-09', next_amount: 365_000_00 });
  const both = await Promise.allSettled([prepare(), prepare()]);
  expect(both.map((b) => b.status).sort()).toEqual(['fulfilled', 'rejected']);
  const second = (await read(first)).successor!;
  expect(await read(second)).toMatchObject({ state: 'draft', predecessor: first, amount: 365_000_00, valid_from: '2009-01-10', valid_to: '2010-01-09' });
  await sign(second, '2008-11-10');
  expect(await read(first)).toMatchObject({ state: 'renewed', successor: second });
  expect(await read(second)).toMatchObject({ predecessor: first, renewal_on: '2009-11-10' });
  const page = await t.run(han, (tx) => recordPage(tx, MaintenanceContract, first));
  expect(page.related.filter((r) => r.register === 'maintenance_contract').map((r) => [r.field, r.rows[0]!.id])).toEqual([['predecessor', second]]);

  t.at('2009-01-10T01:00:00Z');
  await t.tick();
  const inForce = await t.run(han, (tx) => runReport(tx, MaintenanceInForce, { as_of: '2009-01-10' }));
  expect(inForce.totals).toEqual({ contracts: 1, renewals: 1, ending: 0, equipment: 2, amount: 365_000_00 });
  expect(inForce.proof.every((line) => line.ok)).toBe(true);
});

test('每月巡检排出 12 次；跳过的月份连同原因留在计划里，无人过问的变成“当月未做” [AC-30] [SM-29]', async () => {
  t.at('2009-01-10T01:00:00Z');
  const id = await draft({ from: '2009-01-10', to: '2010-01-09' }, [await heater()]);
  await sign(id, '2009-01-10');
  await t.tick();
  const planned = await visitsOf(id);
  expect(planned.map((v) => v.planned_on.slice(0, 7))).toEqual(Array.from({ length: 12 }, (_, i) => `2009-${String(i + 1).padStart(2, '0')}`));
  const take = (v: number, step: 'record_done' | 'skip', input: object) => t.step(MaintenanceVisitProcess, planned[v]!.id, step, han, input as never);
  await take(0, 'record_done', { done_on: '2009-01-10' });
  t.at('2009-02-16T01:00:00Z');
  await take(1, 'skip', { skip_reason: '采气井停产检修' });
  t.at('2009-04-01T01:00:00Z');
  await t.tick();
  expect((await visitsOf(id)).slice(0, 4).map((v) => [v.state, v.skip_reason])).toEqual([['done', null], ['skipped', '采气井停产检修'], ['missed', null], ['planned', null]]);
  await expect(take(2, 'record_done', { done_on: '2009-04-02' })).rejects.toThrow('maintenance_visit.day');
  const page = await t.run(han, (tx) => runReport(tx, MaintenanceVisits, { from: '2009-01-01', to: '2010-01-09' }));
  const [row] = page.rows.filter((r) => r.contract === id);
  expect(row).toMatchObject({ planned: 12, done: 1, skipped: 1, missed: 1, ordered: 0, ahead: 9 });
  expect(page.proof.every((line) => line.ok)).toBe(true);
  await expect(t.create(MaintenanceVisit, han, { contract: id, planned_on: '2009-12-24' })).rejects.toThrow('not_allowed');
});

test('巡检开出服务指令，指令核实即完成；指令取消则回到计划', async () => {
  t.at('2009-05-02T01:00:00Z');
  const id = await draft({ from: '2009-05-01', to: '2009-07-31' }, [await heater()]);
  await sign(id, '2009-05-02');
  await t.tick();
  const [may, june] = await visitsOf(id);
  const order = async (visit: string) => {
    await t.step(MaintenanceVisitProcess, visit, 'issue_order', han, { service_type: type, content: '季度保养' });
    return (await t.read(MaintenanceVisit, visit)).service_order!;
  };
  const first = await order(may!.id);
  expect(await t.read(ServiceOrder, first)).toMatchObject({ customer, unit_id: t.unit('FS-NE') });
  t.at('2009-05-11T01:00:00Z');
  await carryOut(first);
  await t.tick();
  expect(await t.read(MaintenanceVisit, may!.id)).toMatchObject({ state: 'done', done_on: '2009-05-10' });
  const second = await order(june!.id);
  await t.step(ServiceOrderProcess, second, 'cancel', dispatcher, { reason: '用户改期' });
  await t.tick();
  expect(await t.read(MaintenanceVisit, june!.id)).toMatchObject({ state: 'planned', service_order: null });
});

test('同一台设备同一天只由一份合同维保；设备属于别的客户、没有设备、签订在将来，被拒绝', async () => {
  t.at('2009-05-20T01:00:00Z');
  const shared = await heater();
  const one = await draft({ from: '2009-06-01', to: '2009-12-31' }, [shared]);
  const two = await draft({ from: '2009-12-31', to: '2010-06-30' }, [shared]);
  await expect(sign(one, '2009-05-21')).rejects.toThrow('maintenance_contract.future');
  const both = await Promise.allSettled([sign(one, '2009-05-20'), sign(two, '2009-05-20')]);
  expect(both.map((b) => b.status).sort()).toEqual(['fulfilled', 'rejected']);
  const signed = (await read(one)).state === 'signed' ? one : two;
  await expect(t.create(MaintenanceCover, han, { contract: signed, equipment: await heater() })).rejects.toThrow('maintenance_cover.signed');
  await expect(sign(await draft({ from: '2009-06-01', to: '2009-12-31' }, []), '2009-05-20')).rejects.toThrow('maintenance_contract.not_ready');
  await expect(draft({ from: '2009-06-01', to: '2009-05-31' }, [])).rejects.toThrow('maintenance_contract.term');
  const other = (await t.create(Customer, han, { name: '松原采油厂', kind: 'oilfield', branch: t.unit('FS-NE') })).id;
  const foreign = await heater({ customer: other, site: (await t.create(Site, han, { customer: other, name: '二号站', branch: t.unit('FS-NE') })).id });
  await expect(t.create(MaintenanceCover, han, { contract: await draft({ from: '2009-06-01', to: '2009-12-31' }, []), equipment: foreign })).rejects.toThrow('maintenance_cover.other_customer');
});

test('谁在哪些天维保这台设备，按合同读得出来 [SM-29]', async () => {
  t.at('2009-05-20T01:00:00Z');
  const unit = await heater();
  const id = await draft({ from: '2009-06-01', to: '2010-05-31' }, [unit]);
  expect(await t.run(han, (tx) => coverOf(tx, unit))).toEqual([]);
  await sign(id, '2009-05-20');
  const { number } = await read(id);
  expect(await t.run(han, (tx) => coverOf(tx, unit))).toEqual([{ contract: number, from: '2009-06-01', to: '2010-05-31', covers: ['parts', 'labour'] }]);
});

test('到期没有续签即失效；续签草稿作废后原合同又待续签', async () => {
  t.at('2009-06-01T01:00:00Z');
  const id = await draft({ from: '2009-06-01', to: '2009-08-31' }, [await heater()]);
  await sign(id, '2009-06-01');
  await t.tick();
  t.at('2009-07-03T01:00:00Z');
  await t.tick();
  const prepare = (next_from: string) => t.step(MaintenanceContractProcess, id, 'draft_renewal', han, { next_from, next_to: '2009-11-30', next_amount: 90_000_00 });
  await expect(prepare('2009-08-31')).rejects.toThrow('maintenance_contract.renewal_overlap');
  await prepare('2009-09-01');
  const next = (await read(id)).successor!;
  expect((await read(id)).state).toBe('renewing');
  await expect(prepare('2009-09-01')).rejects.toThrow('wrong_state');
  await t.step(MaintenanceContractProcess, next, 'drop', han, { reason: '用户不续' });
  expect(await read(id)).toMatchObject({ state: 'renewal_due', successor: null });
  t.at('2009-09-01T01:00:00Z');
  await t.tick();
  expect((await read(id)).state).toBe('lapsed');
});
