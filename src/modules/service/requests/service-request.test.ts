/** Service requests on PostgreSQL: from the call to the order, merged, refused; who sees them; what stays out. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { recordPage } from '../../../kernel/register/page.ts';
import { runQuery, runReport } from '../../../kernel/report/run.ts';
import { Customer, CustomerProcess } from '../customers/index.ts';
import type { Aspect } from '../equipment/index.ts';
import { ServiceOrder } from '../orders/index.ts';
import { EquipmentRequest, RequestAnswer } from './intake.ts';
import { ServiceRequest, ServiceRequestProcess } from './index.ts';
import { RequestPanel, type RequestBeside } from './panel.ts';
import { RequestsByRegion } from './reports.ts';
import { called, coverOf, pictures, startDesk, type Desk } from './testing-requests.ts';

let d: Desk;
beforeAll(async () => { d = await startDesk(); });
afterAll(() => d.t.close());

type Over = Parameters<typeof called>[1];
const take = (over: Over = {}, who = d.dispatcher) => d.t.create(ServiceRequest, who, called(d, over));
const valid = (id: string, over: object = {}) => d.t.step(ServiceRequestProcess, id, 'validate', d.dispatcher, { customer: d.customer, equipment: d.heater, priority: 'normal', failed_on: '2026-02-09', ...over });
const order = (id: string) => d.t.step(ServiceRequestProcess, id, 'issue_order', d.dispatcher, { region: d.regions['NE']!, service_type: d.maintenance, work: '加热炉盘管渗漏，已停炉' });
async function accepted(over: Over = {}): Promise<string> {
  const { id } = await take(over);
  await valid(id);
  await d.t.step(ServiceRequestProcess, id, 'accept', d.dispatcher, {});
  return id;
}
const beside = (id: string) => d.t.run(d.dispatcher, (tx) => runQuery(tx, RequestPanel, { request: id })) as Promise<RequestBeside | null>;

test('电话申请由联络中心登记：归设备所在区域，时限自接到起算，本人看得到 [SM-20]', async () => {
  const made = await take({ received_at: new Date('2026-02-10T00:40:00Z') }, d.supervisor);
  expect(made).toMatchObject({ state: 'received', unit_id: d.t.unit('FS-NE'), customer: d.customer, site: d.site, failed_on: '2026-02-10', taken_by: d.supervisor.id });
  expect(made.reply_by).toEqual(new Date('2026-02-10T08:40:00Z'));
  expect((await d.t.run(d.supervisor, (tx) => recordPage(tx, ServiceRequest, made.id))).row.number).toBe(made.number);
  const other = await d.t.actor('line_supervisor', 'CC-OB');
  await expect(d.t.run(other, (tx) => recordPage(tx, ServiceRequest, made.id))).rejects.toThrow('not_found');
  expect(await d.t.tasks(d.dispatcher)).toContainEqual(expect.objectContaining({ step: 'validate', recordId: made.id, dueAt: '2026-02-10T08:40:00.000Z' }));
});

test('投诉也是申请的入口', async () => {
  expect(await take({ channel: 'complaint', content: '上次修过又漏了' }, d.supervisor)).toMatchObject({ channel: 'complaint', state: 'received' });
});

test('联络中心登记上门被拒并引用条款，区域可以 [CC-1.4a]', async () => {
  await expect(take({ channel: 'walk_in' }, d.supervisor)).rejects.toMatchObject({ code: 'service_request.walk_in', label: [expect.stringContaining('CC-1.4a'), expect.anything()] });
  expect((await take({ channel: 'walk_in' }, d.branch)).state).toBe('received');
});

test('地点不明的归总部，区域自己登记的归本区域', async () => {
  expect((await take({ equipment: null, content: '要一台小锅炉的保养' }, d.supervisor)).unit_id).toBe(d.t.unit('FS'));
  expect((await take({ equipment: null, channel: 'branch', phone: null, content: '站上来电话要备件' }, d.branch)).unit_id).toBe(d.t.unit('FS-NE'));
  expect((await take({ equipment: null, branch: d.t.unit('FS-XJ'), content: '客户说在新疆' }, d.supervisor)).unit_id).toBe(d.t.unit('FS-XJ'));
});

test('没有回电方式、接到时间在将来的不收', async () => {
  await expect(take({ phone: null })).rejects.toThrow('service_request.no_way_back');
  await expect(take({ received_at: new Date('2026-02-11T00:00:00Z') })).rejects.toThrow('service_request.future');
});

test('核对时判断保修并存下依据：[起, 起+12月)、合同保障、优惠须写原因 [SM-26]', async () => {
  const { id } = await take();
  await valid(id);
  expect(await d.t.read(ServiceRequest, id)).toMatchObject({ state: 'validated', warranty_parts: 'in', warranty_labour: 'in', warranty_travel: 'out' });
  expect((await beside(id))!.basis!.parts.map((l) => l[0])).toContain('保修自投运日 2025-02-10 起 12 个月：[2025-02-10, 2026-02-10)，起日在内，止日不在内');
  await valid(id, { failed_on: '2026-02-10' });
  expect(await d.t.read(ServiceRequest, id)).toMatchObject({ warranty_parts: 'out', warranty_labour: 'in' });
  const goodwill = (aspects: readonly Aspect[], goodwill_reason: string) => d.t.step(ServiceRequestProcess, id, 'grant_goodwill', d.manager, { aspects, goodwill_reason });
  await expect(goodwill(['parts'], '')).rejects.toMatchObject({ code: 'invalid', fields: { goodwill_reason: expect.anything() } });
  await expect(goodwill(['labour'], '老客户')).rejects.toThrow('service_request.covered');
  await goodwill(['parts'], '期满次日，老客户');
  expect(await d.t.read(ServiceRequest, id)).toMatchObject({ state: 'validated', warranty_parts: 'goodwill', goodwill_reason: '期满次日，老客户', warranty_labour: 'in' });
  await coverOf(d, '2026-02-10', '2027-02-09');
  await valid(id, { failed_on: '2026-02-10' });
  expect(await d.t.read(ServiceRequest, id)).toMatchObject({ warranty_parts: 'contract', goodwill_reason: null });
});

test('未指明设备的待定；设备不属于客户的、客户已停止服务的不通过', async () => {
  const { id } = await take({ equipment: null });
  await valid(id, { equipment: null });
  expect(await d.t.read(ServiceRequest, id)).toMatchObject({ warranty_parts: 'undetermined', warranty_basis: null });
  const other = (await d.t.create(Customer, d.dispatcher, { name: '松河采气厂', kind: 'gasfield', branch: d.t.unit('FS-NE') })).id;
  await expect(valid(id, { customer: other })).rejects.toThrow('service_request.foreign_equipment');
  await d.t.step(CustomerProcess, other, 'stop', d.dispatcher, { reason: '合同终止' });
  await expect(valid(id, { customer: other, equipment: null })).rejects.toThrow('service_request.customer_stopped');
  await expect(valid(id, { failed_on: '2026-02-11' })).rejects.toThrow('service_request.future');
});

test('两张照片和文字随申请转入服务指令 [AC-34]', async () => {
  const photos = await pictures(d, d.dispatcher, 2);
  const id = await accepted({ photos, content: '盘管渗漏，照片两张' });
  await order(id);
  const request = await d.t.read(ServiceRequest, id);
  expect(request).toMatchObject({ state: 'ordered', replied_at: d.t.now() });
  const made = await d.t.read(ServiceOrder, request.order!);
  expect(made).toMatchObject({ customer: d.customer, site: d.site, equipment: d.heater, photos, received_at: request.received_at, unit_id: d.t.unit('FS-NE') });
  expect(made.content).toContain('盘管渗漏，照片两张');
  expect(made.content).toContain(request.number);
  const page = await d.t.run(d.technician, (tx) => recordPage(tx, ServiceOrder, made.id));
  expect(page.attachments.map((a) => a.id).sort()).toEqual([...photos].sort());
  expect(page.related).toContainEqual(expect.objectContaining({ register: 'service_request', total: 1 }));
  await expect(order(id)).rejects.toThrow('wrong_state');
});

test('两人同时下指令，只下一份', async () => {
  const id = await accepted();
  const both = await Promise.allSettled([order(id), order(id), order(id)]);
  expect(both.filter((r) => r.status === 'fulfilled')).toHaveLength(1);
  expect(await d.t.sql('select 1 from service_order where tenant_id = $1 and content like $2', [d.t.tenantId, `%${(await d.t.read(ServiceRequest, id)).number}%`])).toHaveLength(1);
});

test('先下的指令事后关联，一份指令只对一份申请，两人同时也一样', async () => {
  const given = await d.t.create(ServiceOrder, d.dispatcher, { customer: d.customer, site: d.site, region: d.regions['NE']!, service_type: d.maintenance, priority: 'urgent', content: '应急' });
  const [a, b] = [await accepted(), await accepted()];
  const link = (id: string) => d.t.step(ServiceRequestProcess, id, 'link_order', d.dispatcher, { order: given.id });
  const both = await Promise.allSettled([link(a), link(b)]);
  expect(both.filter((r) => r.status === 'fulfilled')).toHaveLength(1);
  expect(both.flatMap((r) => (r.status === 'rejected' ? [(r.reason as { code: string }).code] : []))).toEqual(['service_request.order_taken']);
  expect(await d.t.sql('select 1 from service_request where tenant_id = $1 and "order" = $2', [d.t.tenantId, given.id])).toHaveLength(1);
});

test('重复的提示合并并写明原因；并入后互相看得到，照片过去；不能并入自己、已并入的 [SM-20]', async () => {
  const [first, second] = [await take({ equipment: d.burner, content: '燃烧器打不着火' }), await take({ equipment: d.burner, content: '点火失败', photos: await pictures(d, d.dispatcher, 1) })];
  expect((await beside(second.id))!.similar).toEqual([expect.objectContaining({ number: first.number, reason: ['同一台设备，内容相似 0%', expect.anything()] })]);
  const merge = (from: string, into: string) => d.t.step(ServiceRequestProcess, from, 'merge', d.dispatcher, { merged_into: into, told_how: 'phone' });
  await expect(merge(second.id, second.id)).rejects.toThrow('service_request.merge_itself');
  await merge(second.id, first.id);
  expect(await d.t.read(ServiceRequest, second.id)).toMatchObject({ state: 'merged', merged_into: first.id, told_how: 'phone' });
  expect((await d.t.read(ServiceRequest, first.id)).photos).toEqual(second.photos);
  expect((await beside(first.id))!.mergedHere).toEqual([{ id: second.id, number: second.number }]);
  await expect(merge(first.id, second.id)).rejects.toThrow('service_request.merge_closed');
  expect((await beside(first.id))!.similar).toEqual([]);
});

test('互相并入的两人只有一个成功', async () => {
  const [a, b] = [await take({ equipment: d.burner }), await take({ equipment: d.burner })];
  const both = await Promise.allSettled([[a.id, b.id], [b.id, a.id]].map(([from, into]) => d.t.step(ServiceRequestProcess, from!, 'merge', d.dispatcher, { merged_into: into! })));
  expect(both.filter((r) => r.status === 'fulfilled')).toHaveLength(1);
  const states = [(await d.t.read(ServiceRequest, a.id)).state, (await d.t.read(ServiceRequest, b.id)).state];
  expect(states.sort()).toEqual(['merged', 'received']);
});

test('不予受理须写明原因，申请人在答复单和查询页上看得到 [AC-34]', async () => {
  const { id, reply_token: token } = await take({ content: '要求更换他厂阀门' }, d.supervisor);
  const refuse = (refusal: string) => d.t.step(ServiceRequestProcess, id, 'refuse', d.dispatcher, { refusal, told_how: 'phone' });
  await expect(refuse('')).rejects.toMatchObject({ code: 'invalid', fields: { refusal: expect.anything() } });
  await expect(refuse('不行')).rejects.toThrow('service_request.bare_reason');
  const done = await refuse('阀门不是我方供货，请联系原厂');
  expect(done.slips).toHaveLength(1);
  const [slip] = await d.t.sql<{ content: unknown }>('select content from slip where tenant_id = $1 and record_id = $2', [d.t.tenantId, id]);
  expect(JSON.stringify(slip!.content)).toContain('阀门不是我方供货，请联系原厂');
  const found = await d.t.run(d.t.system, (tx) => RequestAnswer.find(tx, token!));
  expect(RequestAnswer.lines!(found).map((l) => l[0]).join('\n')).toContain('原因：阀门不是我方供货，请联系原厂');
  // Whoever took the call reads it too, and calls back.
  expect((await d.t.run(d.supervisor, (tx) => recordPage(tx, ServiceRequest, id))).row['refusal']).toBe('阀门不是我方供货，请联系原厂');
  expect(await d.t.run(d.t.system, (tx) => RequestAnswer.find(tx, 'AAAAAAAAAAAAAAAAAAAAAAAA'))).toBeNull();
});

test('扫码申请只带出铭牌上的字，登记为扫码渠道；补充说明记入申请', async () => {
  const [unit] = await d.t.sql<{ qr_token: string }>('select qr_token from equipment where tenant_id = $1 and id = $2', [d.t.tenantId, d.heater]);
  const found = await d.t.run(d.t.system, (tx) => EquipmentRequest.find(tx, unit!.qr_token));
  expect(EquipmentRequest.lines!(found)).toEqual([['HJ-800　YL25-0001', 'HJ-800  YL25-0001']]);
  const input = { content: '压力忽高忽低', requester: '李工', phone: '13912345678', urgent: true, photos: null };
  const { number } = await d.t.run(d.t.system, (tx) => EquipmentRequest.receive({ tx, found: found as never, input, now: tx.now, day: '2026-02-10' }));
  const [made] = await d.t.sql<{ id: string; reply_token: string }>('select id, reply_token from service_request where tenant_id = $1 and number = $2', [d.t.tenantId, number]);
  expect(await d.t.read(ServiceRequest, made!.id)).toMatchObject({ channel: 'qr', equipment: d.heater, customer: d.customer, priority: 'urgent', unit_id: d.t.unit('FS-NE'), taken_by: null });
  const asked = await d.t.run(d.t.system, (tx) => RequestAnswer.find(tx, made!.reply_token));
  await d.t.run(d.t.system, (tx) => RequestAnswer.receive({ tx, found: asked as never, input: { message: '现在完全熄火了' }, now: tx.now, day: '2026-02-10' }));
  expect((await d.t.read(ServiceRequest, made!.id)).content).toContain('现在完全熄火了');
});

test('汇总：接到 = 指令 + 并入 + 拒绝 + 未结，指令数与台账一致，区域按动态次序 [CG-49]', async () => {
  const page = await d.t.run(d.dispatcher, (tx) => runReport(tx, RequestsByRegion, { from: '2026-02-10', to: '2026-02-10' }));
  expect(page.proof.map((p) => p.ok)).toEqual([true, true]);
  const [n] = await d.t.sql<{ n: number }>('select count(*)::int as n from service_request where tenant_id = $1', [d.t.tenantId]);
  expect(page.totals['received']).toBe(n!.n);
  expect(page.totals).toMatchObject({ ordered: 3, merged: 2, refused: 1 });
  expect(page.rows.length).toBe(7);
  const branch = await d.t.run(d.branch, (tx) => runReport(tx, RequestsByRegion, { from: '2026-02-10', to: '2026-02-10' }));
  expect(Number(branch.totals['received'])).toBeLessThan(n!.n);
});
