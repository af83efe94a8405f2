/** Service orders brought in from a table, on PostgreSQL: through the same doors as an order typed by hand, one wrong row leaves the others alone, and the batch can be taken back. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Actor } from '../../../kernel/index.ts';
import { guessFor, importKeys, importRows } from '../../../kernel/register/import.ts';
import { Customer, Site } from '../customers/index.ts';
import { ServiceOrder, ServiceOrderProcess } from './index.ts';
import { startOrders, type Orders } from './testing-orders.ts';

let o: Orders;
beforeAll(async () => { o = await startOrders(); });
afterAll(() => o.t.close());

const HEADS = ['客户', '站点', '区域', '服务类型', '紧急程度', '服务内容', '受理时间'];
const bring = (who: Actor, rows: readonly (readonly string[])[], key: readonly string[] | null = null, heads = HEADS) =>
  o.t.run(who, (tx) => importRows(tx, ServiceOrder, { columns: guessFor(ServiceOrder, heads), rows, key }, '导入'));
const count = async () => Number((await o.t.sql<{ n: string }>('select count(*) as n from service_order where tenant_id = $1', [o.t.tenantId]))[0]!.n);

test('表头按中文栏目认出；每行一份草稿指令，部门随区域，时限照算，随后照常下达 [FS-5.1]', async () => {
  expect(guessFor(ServiceOrder, HEADS)).toEqual(['customer', 'site', 'region', 'service_type', 'priority', 'content', 'received_at']);
  await o.t.create(Site, o.dispatcher, { customer: o.customer, name: '北岭一站', branch: o.t.unit('FS-NE') });
  const rows = await bring(o.dispatcher, [
    ['北岭采油厂', '北岭一站', 'NE', '维服', '一般', '锅炉季度保养', '2026-02-10 08:00'],
    ['北岭采油厂', '', 'XJ', 'MAINT', '紧急', '加热炉熄火', ''],
  ]);
  expect(rows.map((r) => [r.what, r.problem, r.cells])).toEqual([['create', null, {}], ['create', null, {}]]);
  const [first, second] = [await o.t.read(ServiceOrder, rows[0]!.id!), await o.t.read(ServiceOrder, rows[1]!.id!)];
  expect(first).toMatchObject({ state: 'drafted', customer: o.customer, region: o.regions.NE, service_type: o.maintenance, priority: 'normal', unit_id: o.t.unit('FS-NE'), content: '锅炉季度保养' });
  expect(first.received_at!.toISOString()).toBe('2026-02-10T00:00:00.000Z');
  expect(first.respond_by).not.toBeNull();
  expect(second).toMatchObject({ region: o.regions.XJ, unit_id: o.t.unit('FS-XJ'), priority: 'urgent' });
  expect(second.repair_by!.getTime()).toBeLessThan(first.repair_by!.getTime());
  await o.t.step(ServiceOrderProcess, first.id, 'issue', o.dispatcher, { technician: o.worker });
  expect((await o.t.read(ServiceOrder, first.id)).state).toBe('assigned');
});

test('有错的行各写明原因，不写入；其余照样写入', async () => {
  const other = (await o.t.create(Customer, o.dispatcher, { name: '沙泉采油厂', kind: 'oilfield', branch: o.t.unit('FS-XJ') })).id;
  await o.t.create(Site, o.dispatcher, { customer: other, name: '沙泉站', branch: o.t.unit('FS-XJ') });
  const before = await count();
  const rows = await bring(o.dispatcher, [
    ['没有的客户', '', 'NE', '维服', '一般', '', ''], ['北岭采油厂', '', '', '维服', '一般', '', ''], ['北岭采油厂', '沙泉站', 'NE', '维服', '一般', '', ''],
    ['北岭采油厂', '', 'NE', '维服', '马上', '', ''], ['北岭采油厂', '', 'NE', '维服', '一般', '', '昨天'], ['沙泉采油厂', '沙泉站', 'XJ', '维服', '一般', '好的一行', ''],
  ]);
  expect(rows.map((r) => r.what)).toEqual(['refused', 'refused', 'refused', 'refused', 'refused', 'create']);
  expect(rows[0]!.cells[0]![0]).toBe('找不到“没有的客户”');
  expect(rows[1]!.cells[2]![0]).toBe('必填');
  expect(rows[2]!.problem ?? rows[2]!.cells[1]).not.toBeNull();
  expect(Object.keys(rows[3]!.cells)).toEqual(['4']);
  expect(Object.keys(rows[4]!.cells)).toEqual(['6']);
  expect(await count()).toBe(before + 1);
});

test('区域经理只能带入本区域的指令；技术员不能导入', async () => {
  const rows = await bring(o.branch, [['北岭采油厂', '', 'NE', '维服', '一般', '本区域', ''], ['北岭采油厂', '', 'EC', '维服', '一般', '别的区域', '']]);
  expect(rows.map((r) => r.what)).toEqual(['create', 'refused']);
  expect(rows[1]!.cells[2]![0]).toBe('请选本部门的区域');
  await expect(bring(o.technician, [['北岭采油厂', '', 'NE', '维服', '一般', '', '']])).rejects.toMatchObject({ status: 403 });
});

test('再导入时按编号找到原来的指令，不另立一份；完工日期、积分之类不能从表格填', async () => {
  expect(importKeys(ServiceOrder)).toContainEqual(['number']);
  const [made] = await bring(o.dispatcher, [['北岭采油厂', '', 'NE', '维服', '一般', '原文', '']]);
  const { number } = await o.t.read(ServiceOrder, made!.id!);
  const before = await count();
  const again = await bring(o.dispatcher, [[number, '原文']], ['number'], ['编号', '服务内容']);
  expect(again.map((r) => [r.what, r.id])).toEqual([['same', made!.id]]);
  expect(await count()).toBe(before);
  await expect(o.t.run(o.dispatcher, (tx) => importRows(tx, ServiceOrder, { columns: ['customer', 'done_on'], rows: [['北岭采油厂', '2026-02-01']], key: null }, '导入'))).rejects.toThrow('import.columns');
  expect(guessFor(ServiceOrder, ['完成日期', '计分日期', '状态'])).toEqual([null, null, null]);
});
