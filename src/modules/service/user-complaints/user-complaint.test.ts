/** User complaints on PostgreSQL: the whole course, repeated ones, hidden from the employee concerned, an incident only with proven loss. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Actor } from '../../../kernel/index.ts';
import { listPage } from '../../../kernel/register/list.ts';
import { runReport } from '../../../kernel/report/run.ts';
import { startTest, type TestKernel } from '../../../kernel/testing.ts';
import { discipline, IncidentRegister } from '../../people/discipline/index.ts';
import { rulebook } from '../../people/rulebook/index.ts';
import { Employee, staff } from '../../people/staff/index.ts';
import { contracts } from '../contracts/index.ts';
import { Customer, customers, Site } from '../customers/index.ts';
import { Equipment, equipment } from '../equipment/index.ts';
import { orders, ServiceOrder, ServiceOrderProcess, ServiceRegion, ServiceType } from '../orders/index.ts';
import { RepeatWindow, UserComplaint, UserComplaintProcess, userComplaints } from './index.ts';
import { ComplaintsByBranch } from './reports.ts';

let t: TestKernel;
let head: Actor;
let dispatcher: Actor;
let bm: Actor;
let guan: string;
let boss: string;
let customer: string;
let unit: string;
let region: string;
let type: string;

beforeAll(async () => {
  t = await startTest({ modules: [staff, rulebook, discipline, customers, contracts, equipment, orders, userComplaints], now: '2026-02-02T02:00:00Z' });
  head = await t.actor('centre_manager', 'FS', '聂文博');
  dispatcher = await t.actor('dispatcher', 'FS', '段飞');
  bm = await t.actor('branch_manager', 'FS-NE', '韩雪');
  const hr = await t.actor('hr', 'YL', '罗文');
  const hire = async (staff_no: string, name: string, app_user?: string) => (await t.create(Employee, hr, { staff_no, name, hired_on: '2020-01-01', unit_id: t.unit('FS-NE'), ...(app_user ? { app_user } : {}) })).id;
  guan = await hire('F1', '关振国');
  boss = await hire('F2', '韩雪', bm.id);
  region = (await t.create(ServiceRegion, dispatcher, { code: 'NE', name: '东北', branch: t.unit('FS-NE'), list_order: 1 })).id;
  type = (await t.create(ServiceType, dispatcher, { code: 'MAINT', name: '维服', list_order: 1, earns_points: true })).id;
  customer = (await t.create(Customer, dispatcher, { name: '北岭采油厂', kind: 'oilfield', branch: t.unit('FS-NE') })).id;
  const site = (await t.create(Site, dispatcher, { customer, name: '一号站', branch: t.unit('FS-NE') })).id;
  unit = (await t.create(Equipment, dispatcher, { model: 'HJ-200', serial: '0012', product: 'heater', customer, site, warranty_from: 'commissioned' })).id;
});
afterAll(() => t.close());

const receive = (more: object = {}, actor = dispatcher) => t.create(UserComplaint, actor, {
  customer, channel: 'phone', complainant: '郝建国', phone: '13812345678', topic: 'quality', occurred_at: t.now(), content: '季度保养后第三天熄火', ...more,
} as never) as unknown as Promise<{ id: string; unit_id: string; repeated: boolean; repeat_kind: string | null; repeat_of: string | null; repeat_days: number | null }>;
const take = (id: string, step: 'acknowledge' | 'link_order' | 'handle_without_order' | 'resolve' | 'call_back' | 'close', actor: Actor, input: object) => t.step(UserComplaintProcess, id, step, actor, input as never);
const draft = async (of = customer) => (await t.create(ServiceOrder, dispatcher, { customer: of, region, service_type: type, priority: 'normal' })).id;

test('投诉从登记、受理、关联指令、处理、回访到办结；用户不满意则重新处理 [SM-24]', async () => {
  const c = await receive({ equipment: unit }, bm);
  expect([c.unit_id, c.repeated]).toEqual([t.unit('FS-NE'), false]);
  expect((await t.tasks(bm)).map((task) => task.step)).toContain('acknowledge');
  await take(c.id, 'acknowledge', bm, { handler: '韩雪', about_employee: null });
  const order = await draft();
  await take(c.id, 'link_order', bm, { service_order: order });
  await expect(take(c.id, 'resolve', bm, { resolution: '已修好' })).rejects.toMatchObject({ label: [expect.stringContaining('尚未完工'), expect.anything()] });
  await t.step(ServiceOrderProcess, order, 'issue', dispatcher, { technician: guan });
  await t.step(ServiceOrderProcess, order, 'report_on_paper', bm, { done_on: '2026-02-02', outcome: 'resolved', certified_by: '郝建国', safety_on_paper: true });
  await take(c.id, 'resolve', dispatcher, { resolution: '更换火焰探头' });
  await expect(take(c.id, 'call_back', dispatcher, { satisfied: 'yes', call_back_note: '自问自答' })).rejects.toThrow('not_ready');
  expect((await take(c.id, 'call_back', head, { satisfied: 'no', call_back_note: '又熄火' })).state).toBe('linked');
  expect((await t.read(UserComplaint, c.id)).reopened).toBe(1);
  await take(c.id, 'resolve', bm, { resolution: '更换控制器' });
  expect((await take(c.id, 'call_back', dispatcher, { satisfied: 'yes', call_back_note: '正常' })).state).toBe('called_back');
  expect((await take(c.id, 'close', dispatcher, {})).state).toBe('closed');
});

test('售后工作由两处驱动：下达的服务指令，受理的用户投诉；未下达的不能做，未受理的不能办，投诉的活做完指令才算处理 [FS-0.2]', async () => {
  const plain = await draft();
  const done = { done_on: '2026-02-02', outcome: 'resolved', certified_by: '郝建国', safety_on_paper: true } as const;
  await expect(t.step(ServiceOrderProcess, plain, 'report_on_paper', bm, { ...done, technician: guan })).rejects.toThrow('wrong_state');
  await t.step(ServiceOrderProcess, plain, 'issue', dispatcher, { technician: guan });
  await t.step(ServiceOrderProcess, plain, 'report_on_paper', bm, done);
  expect((await t.read(ServiceOrder, plain)).state).toBe('returned');
  expect(await t.sql('select count(*) as n from user_complaint where tenant_id = $1 and service_order = $2', [t.tenantId, plain])).toEqual([{ n: 0 }]);

  const c = await receive({ topic: 'delay' });
  const order = await draft();
  await expect(take(c.id, 'link_order', bm, { service_order: order })).rejects.toThrow('wrong_state');
  await take(c.id, 'acknowledge', bm, { handler: '韩雪', about_employee: null });
  await take(c.id, 'link_order', bm, { service_order: order });
  expect((await t.read(UserComplaint, c.id)).service_order).toBe(order);
  await t.step(ServiceOrderProcess, order, 'issue', dispatcher, { technician: guan });
  await expect(take(c.id, 'resolve', bm, { resolution: '已修好' })).rejects.toMatchObject({ label: [expect.stringContaining('尚未完工'), expect.anything()] });
  await t.step(ServiceOrderProcess, order, 'report_on_paper', bm, done);
  expect((await take(c.id, 'resolve', bm, { resolution: '已修好' })).state).toBe('resolved');
});

test('同一设备或同一客户在时间窗内再次投诉标为重复，写明依据；同时登记的两件互相看见 [SM-24]', async () => {
  await t.answer(RepeatWindow, 90);
  t.later({ days: 10 });
  const again = await receive({ equipment: unit });
  expect([again.repeated, again.repeat_kind, again.repeat_days]).toEqual([true, 'same_equipment', 10]);
  t.later({ days: 91 });
  expect((await receive({ equipment: unit })).repeated).toBe(false);
  const fresh = (await t.create(Customer, dispatcher, { name: '雁窝岭油田', kind: 'oilfield', branch: t.unit('FS-NE') })).id;
  const twins = await Promise.all([receive({ customer: fresh, topic: 'delay' }), receive({ customer: fresh, topic: 'price' })]);
  expect(twins.map((c) => c.repeat_kind).sort()).toEqual([null, 'same_customer'].sort());
  expect(twins.filter((c) => twins.some((o) => o.id === c.repeat_of))).toHaveLength(1);
});

test('涉及本人的投诉本人看不到，也不进本人的统计 [SM-24]', async () => {
  const c = await receive({ about_employee: boss });
  const seen = async (actor: Actor) => (await t.run(actor, (tx) => listPage(tx, UserComplaint, { page: 1, size: 50 }))).rows.map((r) => r.id);
  expect([(await seen(dispatcher)).includes(c.id), (await seen(bm)).includes(c.id)]).toEqual([true, false]);
  await expect(take(c.id, 'acknowledge', bm, { handler: '韩雪', about_employee: null })).rejects.toMatchObject({ status: 404 });
  const span = { period: { from: '2026-01-01', to: '2027-01-01' } };
  const [all, own] = [await t.run(dispatcher, (tx) => runReport(tx, ComplaintsByBranch, span)), await t.run(bm, (tx) => runReport(tx, ComplaintsByBranch, span))];
  expect(all.totals['received']! - own.totals['received']!).toBe(1);
  expect([...all.proof, ...own.proof].every((p) => p.ok)).toBe(true);
  expect(all.rows).toHaveLength(6);
});

test('投诉统计的数字打开的是该期间的投诉，期间以外的不算 [SM-24] [FS-0.2]', async () => {
  const opened = async (from: string, to: string) => {
    const page = await t.run(dispatcher, (tx) => runReport(tx, ComplaintsByBranch, { period: { from, to } }));
    const { total } = await t.run(dispatcher, (tx) => listPage(tx, UserComplaint, { filter: page.links.at(-1)!['received']!.filter, page: 1, size: 1 }));
    return [page.totals['received'], total];
  };
  await receive();
  const today = (await t.sql<{ day: string }>('select max(received_on)::text as day from user_complaint where tenant_id = $1', [t.tenantId]))[0]!.day;
  const [counted, opens] = await opened('2026-01-01', '2027-01-01');
  expect(counted).toBeGreaterThan(0);
  expect(opens).toBe(counted);
  expect(await opened('2026-01-01', today)).not.toEqual([counted, opens]);
  expect(await opened('2027-01-01', '2027-02-01')).toEqual([0, 0]);
});

test('有实际损失和证据才报 CC-WRIT-7，经违纪模块立案，只报一次 [SM-24] [CC-WRIT-7]', async () => {
  const c = await receive({ topic: 'attitude' });
  await take(c.id, 'acknowledge', dispatcher, { handler: '段飞', about_employee: null });
  await take(c.id, 'handle_without_order', dispatcher, { without_order: '不涉及设备' });
  const report = (loss: number, loss_evidence: string) => t.step(UserComplaintProcess, c.id, 'propose_incident', head, { fault: 'error', loss, loss_evidence, files: null });
  await expect(report(8_600_00, '返工材料单 0231 与运费单，共 8,600 元')).rejects.toThrow('not_ready');
  const named = await receive({ topic: 'attitude', about_employee: guan });
  await take(named.id, 'acknowledge', dispatcher, { handler: '段飞', about_employee: guan });
  await take(named.id, 'handle_without_order', dispatcher, { without_order: '不涉及设备' });
  const propose = (loss: number, loss_evidence: string) => t.step(UserComplaintProcess, named.id, 'propose_incident', head, { fault: 'error', loss, loss_evidence, files: null });
  await expect(propose(0, '返工材料单 0231 与运费单')).rejects.toThrow('user_complaint.loss');
  await expect(propose(8_600_00, '有损失')).rejects.toThrow('user_complaint.evidence');
  expect((await propose(8_600_00, '返工材料单 0231 与运费单，共 8,600 元')).state).toBe('linked');
  const complaint = await t.read(UserComplaint, named.id);
  const incident = await t.read(IncidentRegister, complaint.incident!);
  expect([incident.clause, incident.employee, incident.state, complaint.loss]).toEqual(['CC-WRIT-7', guan, 'reported', 8_600_00]);
  expect(incident.damage).toContain('8,600.00');
  await expect(propose(1_00, '返工材料单 0231 与运费单，再报')).rejects.toThrow('not_ready');
});

test('将来的事、别家的设备、别家或已取消的指令，都不予登记 [SM-24]', async () => {
  const other = (await t.create(Customer, dispatcher, { name: '松河采气厂', kind: 'gasfield', branch: t.unit('FS-NE') })).id;
  await expect(receive({ occurred_at: new Date(t.now().getTime() + 60_000) })).rejects.toThrow('user_complaint.future');
  await expect(receive({ customer: other, equipment: unit })).rejects.toThrow('user_complaint.equipment');
  const c = await receive();
  await take(c.id, 'acknowledge', dispatcher, { handler: '段飞', about_employee: null });
  await expect(take(c.id, 'link_order', dispatcher, { service_order: await draft(other) })).rejects.toThrow('user_complaint.order');
  const gone = await draft();
  await t.step(ServiceOrderProcess, gone, 'cancel', dispatcher, { reason: '误下' });
  await expect(take(c.id, 'link_order', dispatcher, { service_order: gone })).rejects.toThrow('user_complaint.order_cancelled');
});
