/** Service orders on PostgreSQL: their steps, who may take them, clocks and holds, what is refused, and what modules above are told. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { newId, updateRecord, type Actor } from '../../../kernel/index.ts';
import { listPage } from '../../../kernel/register/list.ts';
import { Employee } from '../../people/staff/index.ts';
import { Customer, Site } from '../customers/index.ts';
import { regionsFor, ServiceOrder, ServiceOrderHold, ServiceOrderProcess, ServiceRegionOrder, ServiceType, serviceTypes, TechnicianSkill } from './index.ts';
import { PAPER, SAFE, startOrders, type Orders } from './testing-orders.ts';

let o: Orders;
let t: Orders['t'];
let dispatcher: Actor;
let manager: Actor;
beforeAll(async () => {
  o = await startOrders();
  ({ t, dispatcher, manager } = o);
});
afterAll(() => t.close());

const step = ServiceOrderProcess;
const draft = (more: object = {}) => t.create(ServiceOrder, dispatcher, { customer: o.customer, region: o.regions.NE, service_type: o.maintenance, priority: 'normal', ...more });
const state = async (id: string) => (await t.read(ServiceOrder, id)).state;
const events = async (id: string) => (await t.sql<{ name: string }>(`select name from event where tenant_id = $1 and payload->>'order' = $2 order by id`, [t.tenantId, id])).map((e) => e.name.replace('service_order.', ''));
async function assigned(more: object = {}): Promise<string> {
  const { id } = await draft(more);
  await t.step(step, id, 'issue', dispatcher, { technician: o.worker });
  return id;
}
async function onSite(): Promise<string> {
  const id = await assigned();
  await t.step(step, id, 'check_safety', o.technician, SAFE);
  await t.step(step, id, 'arrive', o.technician, {});
  return id;
}
async function returned(): Promise<string> {
  const id = await assigned();
  await t.step(step, id, 'report_on_paper', o.branch, { ...PAPER, done_on: '2026-02-09' });
  return id;
}

test('六个区域服务部，区域是数据，各报表有各自的次序 [FS-0.1] [CG-52]', async () => {
  for (const [i, code] of (['XJ', 'NE', 'EC'] as const).entries()) await t.create(ServiceRegionOrder, dispatcher, { report: 'dynamics', region: o.regions[code], list_order: i + 1 });
  const codes = (report: 'points' | 'dynamics') => t.run(dispatcher, async (tx) => (await regionsFor(tx, report)).map((r) => r.code));
  expect(await codes('points')).toEqual(['NE', 'XJ', 'NC', 'EC', 'NW', 'SW']);
  expect(await codes('dynamics')).toEqual(['XJ', 'NE', 'EC', 'NC', 'NW', 'SW']);
  expect(await t.run(dispatcher, async (tx) => (await serviceTypes(tx)).map((x) => x.code))).toEqual(['MAINT']);
});

test('服务指令走完全程：下达、接单、派工、出发、安全检查、到场、完工、认证、回传、核实、关闭 [SM-21] [FS-5.8]', async () => {
  const { id } = await draft();
  expect((await t.read(ServiceOrder, id)).unit_id).toBe(t.unit('FS-NE'));
  await t.step(step, id, 'issue', dispatcher, {});
  expect(await t.read(ServiceOrder, id)).toMatchObject({ state: 'issued', issued_on: '2026-02-10', technician: null });
  await t.step(step, id, 'accept', o.branch, {});
  await t.step(step, id, 'assign', o.branch, { technician: o.worker, planned_from: new Date('2026-02-10T02:00:00Z'), planned_to: new Date('2026-02-10T04:00:00Z') });
  expect(await t.tasks(o.technician)).toContainEqual(expect.objectContaining({ step: 'arrive', recordId: id }));
  await t.step(step, id, 'depart', o.technician, {});
  await t.step(step, id, 'check_safety', o.technician, SAFE);
  await t.step(step, id, 'arrive', o.technician, {});
  await t.step(step, id, 'report_done', o.technician, { done_on: '2026-02-10', result: '更换滤芯', outcome: 'resolved' });
  expect(await t.read(ServiceOrder, id)).toMatchObject({ state: 'done', done_on: '2026-02-10', technician: o.worker, result: '更换滤芯', resolved_on: '2026-02-10', responded_at: t.now(), finished_at: t.now() });
  await t.step(step, id, 'certify', o.branch, { certified_by: '郝建国' });
  await t.step(step, id, 'hand_in', o.technician, {});
  expect(await t.tasks(dispatcher)).toContainEqual(expect.objectContaining({ step: 'verify', recordId: id }));
  await t.step(step, id, 'verify', manager, {});
  await expect(t.step(step, id, 'close', manager, {})).rejects.toMatchObject({ code: 'service_order.not_ready', label: ['不能关闭：缺服务报告', expect.any(String)] });
  await t.run(t.system, (tx) => updateRecord(tx, ServiceOrder, { id }, { report_state: 'checked' }));
  await t.step(step, id, 'close', manager, {});
  expect(await state(id)).toBe('closed');
  expect(await events(id)).toEqual(['issued', 'assigned', 'done', 'verified', 'closed']);
});

test('短路径：下达时指定技术员，区域服务部按纸质报告一次登记完工、认证与回传 [SM-21] [SM-31]', async () => {
  const id = await returned();
  expect(await t.read(ServiceOrder, id)).toMatchObject({ state: 'returned', done_on: '2026-02-09', resolved_on: '2026-02-09', safety_on: '2026-02-09' });
  await t.step(step, id, 'verify', dispatcher, {});
  await t.step(step, id, 'correct', manager, { region: o.regions.XJ, service_type: o.maintenance, technician: o.worker, reason: '区域登记有误' });
  expect(await t.read(ServiceOrder, id)).toMatchObject({ state: 'verified', region: o.regions.XJ, unit_id: t.unit('FS-XJ') });
  expect(await events(id)).toEqual(['issued', 'done', 'verified', 'corrected']);
});

test('有建议时派给别人须写理由，理由留在指令上；照建议派则不留 [SM-21]', async () => {
  const other = await t.create(Employee, o.hr, { staff_no: 'F8', name: '初明远', hired_on: '2018-01-01', unit_id: t.unit('FS-NE') });
  const commissioning = (await t.create(ServiceType, dispatcher, { code: 'COMM', name: '调试', list_order: 2, earns_points: true })).id;
  for (const [employee, level] of [[o.worker, 'leads'], [other.id, 'assists']] as const) await t.create(TechnicianSkill, dispatcher, { employee, service_type: commissioning, level, unit_id: t.unit('FS-NE') });
  const { id } = await draft({ service_type: commissioning });
  await expect(t.step(step, id, 'issue', dispatcher, { technician: other.id })).rejects.toMatchObject({ code: 'service_order.override_reason', fields: { override_reason: expect.anything() } });
  await t.step(step, id, 'issue', dispatcher, { technician: other.id, override_reason: '他就在站上' });
  expect(await t.read(ServiceOrder, id)).toMatchObject({ state: 'assigned', technician: other.id, override_reason: '他就在站上' });
  await t.step(step, id, 'assign', o.branch, { technician: o.worker });
  expect(await t.read(ServiceOrder, id)).toMatchObject({ technician: o.worker, override_reason: null });
});

test.each([['RECV', '接收'], ['ACC', '验收'], ['DEBUG', '试运'], ['EMER', '应急'], ['INSP', '巡检']] as const)('%s %s：由本区域经理接单、派工，别的区域经理看不到；安全检查不全不能开工 [FS-2.4]', async (code, name) => {
  const type = (await t.create(ServiceType, dispatcher, { code, name, list_order: 10, earns_points: code !== 'INSP' })).id;
  const other = await t.actor('branch_manager', 'FS-EC', '曹颖');
  const { id } = await draft({ service_type: type });
  await t.step(step, id, 'issue', dispatcher, {});
  await expect(t.step(step, id, 'accept', other, {})).rejects.toMatchObject({ status: 404 });
  await t.step(step, id, 'accept', o.branch, {});
  await expect(t.step(step, id, 'assign', other, { technician: o.worker })).rejects.toMatchObject({ status: 404 });
  await expect(t.step(step, id, 'assign', o.technician, { technician: o.worker })).rejects.toMatchObject({ status: 403 });
  await t.step(step, id, 'assign', o.branch, { technician: o.worker });
  await expect(t.step(step, id, 'arrive', o.technician, {})).rejects.toThrow('service_order.not_ready');
  await expect(t.step(step, id, 'check_safety', o.technician, { ...SAFE, permit: 'missing' })).rejects.toThrow('service_order.unsafe');
  await t.step(step, id, 'check_safety', o.technician, SAFE);
  await t.step(step, id, 'arrive', o.technician, {});
  expect(await state(id)).toBe('on_site');
});

test('没有安全检查表不能开工，当天没做的也不行；纸面报工同样 [AC-35]', async () => {
  const id = await assigned();
  await expect(t.step(step, id, 'arrive', o.technician, {})).rejects.toMatchObject({ code: 'service_order.not_ready', label: ['开工前请先做安全检查', expect.any(String)] });
  await expect(t.step(step, id, 'check_safety', o.technician, { ...SAFE, gas_test: 'missing' })).rejects.toMatchObject({ code: 'service_order.unsafe', fields: { gas_test: expect.anything() } });
  await t.step(step, id, 'check_safety', o.technician, SAFE);
  t.later({ days: 1 });
  await expect(t.step(step, id, 'arrive', o.technician, {})).rejects.toThrow('service_order.safety_first');
  expect(await state(id)).toBe('assigned');
  await t.step(step, id, 'check_safety', o.technician, SAFE);
  await t.step(step, id, 'arrive', o.technician, {});
  expect(await state(id)).toBe('on_site');
  const paper = await assigned();
  await expect(t.step(step, paper, 'report_on_paper', o.branch, { ...PAPER, done_on: '2026-02-09', safety_on_paper: false })).rejects.toThrow('service_order.paper_safety');
  t.later({ days: -1 });
});

test('等配件停修复时钟，不停响应时钟；恢复后回到原状态 [AC-35] [SM-21]', async () => {
  const id = await assigned({ priority: 'high' });
  const before = await t.read(ServiceOrder, id);
  t.later({ hours: 2 });
  await t.step(step, id, 'hold', o.technician, { hold_reason: 'waiting_parts', note: '等燃烧器喷嘴' });
  expect(await t.read(ServiceOrder, id)).toMatchObject({ state: 'on_hold', hold_reason: 'waiting_parts', held_from: 'assigned' });
  t.later({ days: 1 });
  await t.step(step, id, 'resume', o.branch, {});
  const after = await t.read(ServiceOrder, id);
  expect(after).toMatchObject({ state: 'assigned', hold_reason: null, held_at: null, respond_by: before.respond_by });
  expect(after.repair_by!.getTime() - before.repair_by!.getTime()).toBe(86_400_000);
  const [hold] = await t.sql<{ id: string }>('select id from service_order_hold where tenant_id = $1 and service_order = $2', [t.tenantId, id]);
  expect(await t.read(ServiceOrderHold, hold!.id)).toMatchObject({ reason: 'waiting_parts', stops: ['repair'], resumed_at: t.now() });
  t.later({ days: -1, hours: -2 });
});

test('天气暂停两个时钟都停；现场暂停后回到现场；两人同时恢复只成一次 [SM-21]', async () => {
  const id = await onSite();
  const before = await t.read(ServiceOrder, id);
  await t.step(step, id, 'hold', o.technician, { hold_reason: 'weather' });
  t.later({ days: 2 });
  const both = await Promise.allSettled([t.step(step, id, 'resume', o.technician, {}), t.step(step, id, 'resume', o.branch, {})]);
  expect(both.map((r) => r.status).sort()).toEqual(['fulfilled', 'rejected']);
  const after = await t.read(ServiceOrder, id);
  expect(after.state).toBe('on_site');
  expect(after.respond_by).toEqual(before.respond_by);
  expect(after.repair_by!.getTime()).toBeGreaterThan(before.repair_by!.getTime());
  t.later({ days: -2 });
});

test('断网时办的，事后补传实际时间 [SM-21]', async () => {
  const id = await assigned();
  t.later({ days: 1 });
  const at = new Date('2026-02-10T03:00:00Z');
  await t.step(step, id, 'depart', o.technician, { at });
  await t.step(step, id, 'check_safety', o.technician, { ...SAFE, at });
  await t.step(step, id, 'arrive', o.technician, { at });
  expect(await t.read(ServiceOrder, id)).toMatchObject({ state: 'on_site', responded_at: at, safety_on: '2026-02-10' });
  await expect(t.step(step, id, 'report_done', o.technician, { done_on: '2026-02-10', outcome: 'resolved', at: new Date('2026-02-12T03:00:00Z') })).rejects.toThrow('service_order.not_yet');
  await t.step(step, id, 'report_done', o.technician, { done_on: '2026-02-10', outcome: 'resolved', at });
  expect((await t.read(ServiceOrder, id)).finished_at).toEqual(at);
  t.later({ days: -1 });
});

test('有遗留问题可核实、计分，但不能关闭；解决后可以 [CG-48] [CG-49] [FS-5.11]', async () => {
  const id = await onSite();
  await expect(t.step(step, id, 'report_done', o.technician, { done_on: '2026-02-10', outcome: 'unresolved' })).rejects.toThrow('service_order.remainder');
  await t.step(step, id, 'report_done', o.technician, { done_on: '2026-02-10', outcome: 'unresolved', remainder: '盘管渗漏，待换管' });
  await t.step(step, id, 'certify', o.branch, { certified_by: '郝建国' });
  await t.step(step, id, 'hand_in', o.branch, {});
  await t.step(step, id, 'verify', dispatcher, {});
  await t.run(t.system, (tx) => updateRecord(tx, ServiceOrder, { id }, { report_state: 'checked' }));
  expect(await events(id)).toContain('verified');
  await expect(t.step(step, id, 'close', manager, {})).rejects.toMatchObject({ code: 'service_order.not_ready', label: ['不能关闭：遗留问题尚未解决', expect.any(String)] });
  await expect(t.step(step, id, 'resolve', o.branch, { resolved_on: '2026-02-11', how: '换管' })).rejects.toThrow('service_order.resolved_when');
  await t.step(step, id, 'resolve', o.branch, { resolved_on: '2026-02-10', how: '换管' });
  expect(await t.read(ServiceOrder, id)).toMatchObject({ state: 'verified', outcome: 'resolved', resolved_on: '2026-02-10', remainder: '盘管渗漏，待换管' });
  await expect(t.step(step, id, 'resolve', o.branch, { resolved_on: '2026-02-10', how: '换管' })).rejects.toThrow('service_order.not_ready');
  await t.step(step, id, 'close', manager, {});
});

test('退回、撤销核实、拒接、取消', async () => {
  const id = await returned();
  await t.step(step, id, 'send_back', manager, { reason: '缺少用户签字' });
  expect(await t.read(ServiceOrder, id)).toMatchObject({ state: 'assigned', outcome: null, resolved_on: null });
  await t.step(step, id, 'report_on_paper', dispatcher, { ...PAPER, done_on: '2026-02-10' });
  await t.step(step, id, 'verify', manager, {});
  await expect(t.step(step, id, 'reopen', dispatcher, { reason: '误核实' })).rejects.toThrow('not_allowed');
  await t.step(step, id, 'reopen', manager, { reason: '误核实' });
  expect(await state(id)).toBe('returned');
  await expect(t.step(step, id, 'cancel', dispatcher, { reason: '不做了' })).rejects.toThrow('wrong_state');
  const other = await draft();
  await t.step(step, other.id, 'issue', dispatcher, {});
  await t.step(step, other.id, 'decline', o.branch, { reason: '人手不足' });
  await t.step(step, other.id, 'issue', dispatcher, { technician: o.worker });
  await t.step(step, other.id, 'hold', o.branch, { hold_reason: 'customer' });
  await t.step(step, other.id, 'cancel', dispatcher, { reason: '用户取消' });
  expect(await state(other.id)).toBe('cancelled');
  expect(await t.sql('select count(*) as n from service_order_hold where tenant_id = $1 and service_order = $2 and resumed_at is null', [t.tenantId, other.id])).toEqual([{ n: 0 }]);
});

test('离职者不能派工，完成日期不能晚于今天，不能核实自己的服务，别人的指令不能办', async () => {
  const { id } = await draft();
  await expect(t.step(step, id, 'issue', dispatcher, { technician: o.gone })).rejects.toThrow('service_order.not_employed');
  await t.step(step, id, 'issue', dispatcher, {});
  await t.step(step, id, 'accept', o.branch, {});
  await expect(t.step(step, id, 'report_on_paper', o.branch, { ...PAPER, done_on: '2026-02-09' })).rejects.toThrow('service_order.nobody');
  await t.step(step, id, 'assign', o.branch, { technician: o.worker });
  const other = await t.actor('technician', 'FS-NE');
  for (const one of ['depart', 'arrive'] as const) await expect(t.step(step, id, one, other, {})).rejects.toMatchObject({ code: 'service_order.not_ready', label: [expect.stringContaining('派给了'), expect.any(String)] });
  await expect(t.step(step, id, 'report_on_paper', o.branch, { ...PAPER, done_on: '2026-02-11' })).rejects.toThrow('service_order.future');
  await t.step(step, id, 'report_on_paper', o.branch, { ...PAPER, done_on: '2026-02-10' });
  const self = await t.deputy(o.technician, 'dispatcher', 'FS', dispatcher);
  await expect(t.step(step, id, 'verify', self, {})).rejects.toThrow('service_order.own_work');
});

test('区域经理只办本区域的指令；计分日期不能手填；站点须属于客户，区域须存在', async () => {
  const branch = await t.actor('branch_manager', 'FS-SW');
  const id = await assigned();
  await expect(t.step(step, id, 'report_on_paper', branch, { ...PAPER, done_on: '2026-02-09' })).rejects.toThrow('not_found');
  await expect(draft({ credited_on: '2026-02-01' })).rejects.toMatchObject({ status: 422 });
  await expect(draft({ planned_from: new Date('2026-02-12T02:00:00Z'), planned_to: new Date('2026-02-12T01:00:00Z') })).rejects.toThrow('service_order.window');
  await expect(draft({ received_at: new Date('2026-02-12T02:00:00Z') })).rejects.toThrow('service_order.received');
  const elsewhere = await t.create(Customer, dispatcher, { name: '别家油田', kind: 'oilfield', branch: t.unit('FS-NE') });
  const site = await t.create(Site, dispatcher, { customer: elsewhere.id, name: '别家站', branch: t.unit('FS-NE') });
  await expect(draft({ site: site.id })).rejects.toThrow('service_order.site');
});

test('指令的名称说清客户与站点，一个名字不说两遍', async () => {
  const site = await t.create(Site, dispatcher, { customer: o.customer, name: '二号站', branch: t.unit('FS-NE') });
  const same = await t.create(Site, dispatcher, { customer: o.customer, name: '北岭采油厂', branch: t.unit('FS-NE') });
  const made = [await draft(), await draft({ site: site.id }), await draft({ site: same.id })];
  const titles = await t.sql<{ record_id: string; title: string }>('select record_id, title from search_word where tenant_id = $1 and record_id = any($2)', [t.tenantId, made.map((one) => one.id)]);
  expect(made.map((one) => titles.find((x) => x.record_id === one.id)?.title)).toEqual(['北岭采油厂', '北岭采油厂 二号站', '北岭采油厂']);
});

test('人员表里没有登录账号的技术员也能派工 [FS-1.1]', async () => {
  const paperOnly = await t.create(Employee, o.hr, { staff_no: 'F9', name: '老郭', hired_on: '2015-01-01', unit_id: t.unit('FS-NE') });
  const { id } = await draft();
  await t.step(step, id, 'issue', dispatcher, { technician: paperOnly.id });
  await t.step(step, id, 'report_on_paper', o.branch, { ...PAPER, done_on: '2026-02-10' });
  expect((await t.read(ServiceOrder, id)).technician).toBe(paperOnly.id);
});

test('服务内容里的任何一段都查得到，通配符不算通配，大小写不论；别的组织查不到 [FS-5.1]', async () => {
  const texts = ['加热炉盘管漏，压力 100%', '加热炉盘管漏，压力 1000', 'GL07-01 锅炉烟道 a_b', 'GL07-01 锅炉烟道 acb'];
  for (const content of texts) await draft({ content });
  const found = (value: string) => t.kernel.read(dispatcher, async (tx) => (await listPage(tx, ServiceOrder, { page: 1, size: 50, filter: { field: 'content', op: 'contains', value } })).rows.map((r) => String(r['content'])).sort());
  expect(await found('盘管')).toEqual([texts[0], texts[1]]);
  expect(await found('压力 100%')).toEqual([texts[0]]);
  expect(await found('A_B')).toEqual([texts[2]]);
  expect(await found('gl07-01 锅炉')).toEqual([texts[2], texts[3]]);
  expect(await found('漏')).toEqual([texts[0], texts[1]]);
  expect(await found('管盘')).toEqual([]);
  const asOther = `select found from (select set_config('dutydesk.tenant', $1, true) as tenant offset 0) as o cross join lateral dd_containing('service_order', 'content', left(o.tenant, 0) || '盘管') as found`;
  expect(await t.sql(asOther, [t.tenantId])).toHaveLength(2);
  expect(await t.sql(asOther, [newId(t.now())])).toEqual([]);
});
