/** The four rates and the reports beside them on PostgreSQL: small figures, every one counted twice and opened. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { ReportPage } from '../../../kernel/api.ts';
import { createRecord, updateRecord, type Actor } from '../../../kernel/index.ts';
import { listPage } from '../../../kernel/register/list.ts';
import { runReport } from '../../../kernel/report/run.ts';
import { ServiceOrder, ServiceOrderProcess, ServiceRegionOrder, ServiceType } from '../orders/index.ts';
import { PAPER, startOrders, type Orders } from '../orders/testing-orders.ts';
import { receipts, Receipt, ReceiptProcess } from '../receipts/index.ts';
import { requests, ServiceRequest } from '../requests/index.ts';
import { DeadlinesKept, Emergencies, FailureKind, FailuresByProduct, FourRates, RegionByContent, serviceReports, ServiceReport, ServiceReportProcess } from './index.ts';

const SPAN = { from: '2026-01-01', as_of: '2026-02-10' };
let o: Orders;
let t: Orders['t'];
let dispatcher: Actor;
let emergency: string;
let leak: string;

/** Five orders: four done, three of them from a request; two receipts back; four reports; one done with a remainder. A sixth was cancelled. */
beforeAll(async () => {
  o = await startOrders([requests, receipts, serviceReports]);
  ({ t, dispatcher } = o);
  for (const [i, code] of (['XJ', 'NE', 'EC', 'NC', 'NW', 'SW'] as const).entries()) await t.create(ServiceRegionOrder, dispatcher, { report: 'dynamics', region: o.regions[code], list_order: i + 1 });
  emergency = (await t.create(ServiceType, dispatcher, { code: 'EMER', name: '应急', list_order: 2, earns_points: true })).id;
  leak = (await t.create(FailureKind, dispatcher, { code: 'LEAK', name: '盘管渗漏', list_order: 1 })).id;
  const made = [await order({ service_type: emergency, content: '加热炉渗漏' }), await order(), await order(), await order(), await order(), await order()];
  for (const id of made.slice(0, 3)) await asked(id);
  await asked(null);
  for (const [i, id] of made.slice(0, 4).entries()) {
    await t.step(ServiceOrderProcess, id, 'report_on_paper', o.branch, { ...PAPER, done_on: '2026-02-09', ...(i === 0 ? { outcome: 'unresolved', remainder: '待换盘管' } : {}) });
    const report = await t.create(ServiceReport, o.branch, { service_order: id, work_done: '按纸质报告', product: 'heater', ...(i < 2 ? { failure: leak } : {}) });
    await t.step(ServiceReportProcess, report.id, 'file_paper', o.branch, { certified_by: '郝建国', certified_on: '2026-02-09' });
  }
  await t.step(ServiceOrderProcess, made[0]!, 'highlight', dispatcher, {});
  await t.step(ServiceOrderProcess, made[5]!, 'cancel', dispatcher, { reason: '用户取消' });
  await t.tick();
  const due = await t.sql<{ id: string }>('select id from receipt where tenant_id = $1 order by number limit 2', [t.tenantId]);
  for (const { id } of due) await t.step(ReceiptProcess, id, 'hand_in', o.branch, { returned_on: '2026-02-10', signed_on_paper_by: '郝建国' }, [t.sign('branch', o.branch)]);
}, 60_000);
afterAll(() => t.close());

async function order(more: object = {}): Promise<string> {
  const { id } = await t.create(ServiceOrder, dispatcher, { customer: o.customer, region: o.regions.NE, service_type: o.maintenance, priority: 'normal', ...more });
  await t.step(ServiceOrderProcess, id, 'issue', dispatcher, { technician: o.worker });
  return id;
}
async function asked(id: string | null): Promise<void> {
  const request = await t.create(ServiceRequest, dispatcher, { channel: 'phone', requester_kind: 'user', requester: '王建国', phone: '13812345678', customer: o.customer, content: '报修', priority: 'normal' });
  const state = id === null ? 'accepted' : 'ordered';
  await t.run(t.system, (tx) => tx.query('update service_request set state = $3, "order" = $4 where tenant_id = $1 and id = $2', [tx.tenantId, request.id, state, id]));
}
const run = (report: Parameters<typeof runReport>[1], params: object = SPAN, who: Actor = dispatcher): Promise<ReportPage> => t.run(who, (tx) => runReport(tx, report, params));
const REGISTERS = { service_order: ServiceOrder, receipt: Receipt, service_report: ServiceReport, service_request: ServiceRequest };
const behind = (link: ReportPage['links'][number][string]) =>
  t.run(dispatcher, async (tx) => (await listPage(tx, REGISTERS[link.register as keyof typeof REGISTERS], { filter: link.filter, page: 1, size: 1 })).total);

test('四率：四个问题四个分母，有遗留问题的不算完成 [FS-5.6] [FS-5.7] [CG-48] [CG-49]', async () => {
  const page = await run(FourRates);
  expect(page.rows.map((r) => [r['rate'], r['part'], r['whole'], r['missing'], r['percent']])).toEqual([
    ['issue', 3, 4, 1, '75.00'], ['receipt', 2, 3, 1, '66.67'], ['report', 4, 4, 0, '100.00'], ['completion', 3, 5, 2, '60.00'],
  ]);
  expect(page.proof.every((p) => p.ok)).toBe(true);
  expect(page.notes).toHaveLength(4);
});

test('四率的每个数字都打开其背后的记录 [FS-5.6] [FS-5.7]', async () => {
  const page = await run(FourRates);
  for (const [i, row] of page.rows.entries()) {
    const found: number[] = [];
    for (const column of ['part', 'whole', 'missing'] as const) found.push(await behind(page.links[i]![column]!));
    expect([row['rate'], ...found]).toEqual([row['rate'], row['part'], row['whole'], row['missing']]);
  }
});

test('截止日之前解决的才算完成', async () => {
  const [open] = await t.sql<{ id: string }>(`select id from service_order where tenant_id = $1 and outcome = 'unresolved'`, [t.tenantId]);
  t.later({ days: 2 });
  await t.step(ServiceOrderProcess, open!.id, 'resolve', o.branch, { resolved_on: '2026-02-12', how: '更换盘管' });
  expect((await run(FourRates)).rows[3]).toMatchObject({ part: 3, whole: 5 });
  expect((await run(FourRates, { ...SPAN, as_of: '2026-02-12' })).rows[3]).toMatchObject({ part: 4, whole: 5 });
  t.later({ days: -2 });
});

test('区域 × 内容按服务动态的区域次序，零行也列；行、列、登记三者相符 [FS-5.12] [CG-52]', async () => {
  const page = await run(RegionByContent);
  expect(page.rows.map((r) => [page.titles[String(r['region'])], r['emer'], r['maint'], r['orders'], r['open']])).toEqual([
    ['XJ', 0, 0, 0, 0], ['NE', 1, 4, 5, 2], ['EC', 0, 0, 0, 0], ['NC', 0, 0, 0, 0], ['NW', 0, 0, 0, 0], ['SW', 0, 0, 0, 0],
  ]);
  expect(page.rows[1]!['content']).toContain('（仍在处理）');
  expect(page.proof.every((p) => p.ok)).toBe(true);
  for (const [column, n] of [['emer', 1], ['maint', 4], ['orders', 5], ['open', 2]] as const) expect(await behind(page.links[1]![column]!)).toBe(n);
});

test('应急与重点按区域列出，未完的标明 [FS-5.11]', async () => {
  for (const which of ['highlights', 'emergencies']) {
    const page = await run(Emergencies, { ...SPAN, which });
    expect(page.rows).toMatchObject([{ mark: 'open', content: '加热炉渗漏', result: '待换盘管' }]);
    expect(page.proof).toMatchObject([{ left: 1, right: 1, ok: true }]);
    expect(await behind(page.links.at(-1)!['orders']!)).toBe(1);
  }
});

test('产品质量报告：产品 × 故障，未解决的列明 [FS-5.10]', async () => {
  const page = await run(FailuresByProduct);
  expect(page.rows).toMatchObject([{ product: 'heater', failure: leak, cases: 2, share: '100.00', unresolved: 1 }]);
  expect(page.proof).toMatchObject([{ left: 2, right: 2, ok: true }]);
  expect(await behind(page.links[0]!['cases']!)).toBe(2);
  expect(await behind(page.links[0]!['unresolved']!)).toBe(1);
  expect(await behind(page.links.at(-1)!['unresolved']!)).toBe(1);
});

test('及时率只算时限已知的完工指令', async () => {
  const page = await run(DeadlinesKept);
  expect(page.rows[1]).toMatchObject({ orders: 4, responded: 4, response_rate: '100.00', repaired: 4, unknown: 0 });
  expect(page.proof).toMatchObject([{ left: 4, right: 4, ok: true }]);
  expect(await behind(page.links[1]!['responded']!)).toBe(4);
});

test('区域经理只看到本区域的数字；没有岗位的人看不到', async () => {
  const branch = await t.actor('branch_manager', 'FS-SW');
  expect((await run(FourRates, SPAN, branch)).rows.map((r) => r['whole'])).toEqual([0, 0, 0, 0]);
  const outsider = await t.actor('hr', 'YL');
  await expect(run(FourRates, SPAN, outsider)).rejects.toThrow('not_allowed');
});

test('补充说明与更正不动报告：产品类别写错也只能补充 [SM-23]', async () => {
  const [report] = await t.sql<{ id: string }>('select id from service_report where tenant_id = $1 limit 1', [t.tenantId]);
  const before = await t.read(ServiceReport, report!.id);
  await expect(t.run(o.branch, (tx) => createRecord(tx, ServiceReport, { service_order: before.service_order, work_done: '再写一份' }, { typed: true }))).rejects.toMatchObject({ status: 409 });
  await t.run(t.system, (tx) => updateRecord(tx, ServiceOrder, { id: before.service_order }, { content: '改了指令' }));
  expect(await t.read(ServiceReport, report!.id)).toEqual(before);
});

test('产品质量报告只计认证过的、写明故障的报告；没写故障的不列，另一产品另起一行，截至日以后下达的不计 [FS-5.10]', async () => {
  const before = await run(FailuresByProduct);
  const flame = (await t.create(FailureKind, dispatcher, { code: 'FLAME', name: '火焰探测失灵', list_order: 2 })).id;
  const job = await order();
  await t.step(ServiceOrderProcess, job, 'report_on_paper', o.branch, { ...PAPER, done_on: '2026-02-10' });
  const report = await t.create(ServiceReport, o.branch, { service_order: job, work_done: '更换火焰探测器', product: 'boiler', failure: flame });
  expect((await run(FailuresByProduct)).rows).toEqual(before.rows);
  await t.step(ServiceReportProcess, report.id, 'file_paper', o.branch, { certified_by: '郝建国', certified_on: '2026-02-10' });
  const after = await run(FailuresByProduct);
  expect(after.rows.map((r) => [r['product'], r['failure'], r['cases'], r['share'], r['unresolved']])).toEqual([['heater', leak, 2, '66.67', 1], ['boiler', flame, 1, '33.33', 0]]);
  expect(after.proof).toMatchObject([{ left: 3, right: 3, ok: true }]);
  expect((await run(FailuresByProduct, { ...SPAN, as_of: '2026-02-09' })).rows).toEqual([]);
  const paths = after.links.map((link) => link['cases']!);
  expect([await behind(paths[0]!), await behind(paths[1]!), await behind(paths[2]!)]).toEqual([2, 1, 3]);
});
