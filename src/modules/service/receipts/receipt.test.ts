/** Receipts on PostgreSQL: expected for work that was asked for, signed twice, handed in, accepted or rejected, overdue by the day. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { updateRecord, type Actor } from '../../../kernel/index.ts';
import { runReport } from '../../../kernel/report/run.ts';
import { ServiceOrder, ServiceOrderProcess } from '../orders/index.ts';
import { PAPER, startOrders, type Orders } from '../orders/testing-orders.ts';
import { requests, ServiceRequest } from '../requests/index.ts';
import { expectReceipt, Receipt, receipts, ReceiptProcess, ReceiptsMissing } from './index.ts';

let o: Orders;
let t: Orders['t'];
let dispatcher: Actor;
beforeAll(async () => {
  o = await startOrders([requests, receipts]);
  ({ t, dispatcher } = o);
});
afterAll(() => t.close());

async function done(asked: boolean, done_on = '2026-02-10'): Promise<string> {
  const { id } = await t.create(ServiceOrder, dispatcher, { customer: o.customer, region: o.regions.NE, service_type: o.maintenance, priority: 'normal' });
  const request = await t.create(ServiceRequest, dispatcher, { channel: 'phone', requester_kind: 'user', requester: '王建国', phone: '13812345678', customer: o.customer, content: '熄火', priority: 'normal' });
  await t.run(t.system, (tx) => updateRecord(tx, ServiceRequest, request, { order: asked ? id : null }));
  await t.step(ServiceOrderProcess, id, 'issue', dispatcher, { technician: o.worker });
  await t.step(ServiceOrderProcess, id, 'report_on_paper', o.branch, { ...PAPER, done_on });
  await t.tick();
  return id;
}
const receiptOf = async (order: string) => (await t.sql<{ id: string }>('select id from receipt where tenant_id = $1 and service_order = $2', [t.tenantId, order])).map((r) => r.id);
const handIn = (id: string, input: object = {}) => t.step(ReceiptProcess, id, 'hand_in', o.branch, { returned_on: '2026-02-10', ...input }, [t.sign('branch', o.branch)]);

test('由申请而来的指令完工后应收回执，三天内；其余的不要回执 [SM-22] [FS-5.7]', async () => {
  expect(await receiptOf(await done(false))).toEqual([]);
  const order = await done(true);
  const [id] = await receiptOf(order);
  expect(await t.read(Receipt, id!)).toMatchObject({ state: 'expected', done_on: '2026-02-10', due_on: '2026-02-13', unit_id: t.unit('FS-NE') });
  expect((await t.read(ServiceOrder, order)).receipt_state).toBe('expected');
  await t.run(t.system, (tx) => expectReceipt(tx, order));
  expect(await receiptOf(order)).toHaveLength(1);
});

test('用户在屏上签字，区域签字回传，中心收讫；指令知道 [SM-22] [FS-5.7]', async () => {
  const order = await done(true);
  const id = (await receiptOf(order))[0]!;
  await expect(handIn(id)).rejects.toThrow('receipt.unsigned');
  await t.step(ReceiptProcess, id, 'customer_sign', o.technician, { opinion: '满意' }, [t.sign('customer', '郝建国')]);
  await expect(t.step(ReceiptProcess, id, 'hand_in', o.branch, { returned_on: '2026-02-10' })).rejects.toThrow('signature.missing');
  await expect(handIn(id, { returned_on: '2026-02-11' })).rejects.toThrow('receipt.when');
  await handIn(id);
  await t.step(ReceiptProcess, id, 'accept', dispatcher, {});
  expect(await t.read(Receipt, id)).toMatchObject({ state: 'accepted', signed_by: '郝建国', opinion: '满意', accepted_on: '2026-02-10' });
  expect((await t.read(ServiceOrder, order)).receipt_state).toBe('accepted');
  const names = await t.sql<{ name: string }>(`select name from signature where tenant_id = $1 and record_id = $2 order by name`, [t.tenantId, id]);
  expect(names.map((n) => n.name)).toEqual(['branch', 'customer']);
});

test('退回须写原因，重新签字后再收；两人同时收讫只成一次 [SM-22]', async () => {
  const id = (await receiptOf(await done(true)))[0]!;
  await handIn(id, { signed_on_paper_by: '郝建国' });
  await t.step(ReceiptProcess, id, 'reject', dispatcher, { reject_reason: '签字人不是用户代表' });
  expect(await t.read(Receipt, id)).toMatchObject({ state: 'rejected', signed_by: null, returned_on: null });
  await expect(handIn(id)).rejects.toThrow('receipt.unsigned');
  await handIn(id, { signed_on_paper_by: '曲直' });
  const both = await Promise.allSettled([t.step(ReceiptProcess, id, 'accept', dispatcher, {}), t.step(ReceiptProcess, id, 'accept', o.manager, {})]);
  expect(both.map((r) => r.status).sort()).toEqual(['fulfilled', 'rejected']);
});

test('未收回执按截止日列出超期天数，应收 − 已回传 = 未收 [FS-5.7]', async () => {
  const late = (await receiptOf(await done(true, '2026-02-04')))[0]!;
  const page = await t.run(dispatcher, (tx) => runReport(tx, ReceiptsMissing, { from: '2026-01-01', as_of: '2026-02-10' }));
  expect(page.rows.map((r) => [r['receipt'], r['days_overdue']])).toEqual([[late, 3], [expect.anything(), 0]]);
  expect(page.totals.count).toBe(2);
  expect(page.proof).toMatchObject([{ left: 2, right: 2, ok: true }]);
  const other = await t.actor('branch_manager', 'FS-SW');
  expect((await t.run(other, (tx) => runReport(tx, ReceiptsMissing, { from: '2026-01-01', as_of: '2026-02-10' }))).rows).toEqual([]);
});
