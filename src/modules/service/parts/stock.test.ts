/** Stock on PostgreSQL: first received first spent wherever pieces went, nothing below zero, counts with their difference. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { importRows } from '../../../kernel/register/import.ts';
import { archiveRecord } from '../../../kernel/register/write.ts';
import { type Orders, startOrders } from '../orders/testing-orders.ts';
import { settlements } from '../settlements/index.ts';
import { Part, PartApplication, PartApplicationProcess, parts, StockCount, StockCountProcess, StockMove, StockPlace, StockReceipt } from './index.ts';
import { startStock, type Stock } from './testing-parts.ts';

let s: Orders & Stock;
beforeAll(async () => { s = await startStock(await startOrders([settlements, parts])); });
afterAll(() => s.t.close());

test('入库即一层成本；调到服务车再收回仍按入库日期先出，成本到分 [CG-50]', async () => {
  const { t, keeper, nozzle, warehouse, van } = s;
  await s.receive(nozzle, 3, 1_234, '2026-01-05');
  expect(await t.read(StockReceipt, await s.receive(nozzle, 10, 1_300, '2026-01-20'))).toMatchObject({ amount: 13_000, unit_id: t.unit('FS') });
  const out = await t.create(StockMove, keeper, { purpose: 'transfer', part: nozzle, from_place: warehouse, to_place: van, quantity: 5, reason: '补充服务车' });
  expect(await t.read(StockMove, out.id)).toMatchObject({ cost: 3 * 1_234 + 2 * 1_300, moved_on: '2026-02-10' });
  await t.create(StockMove, keeper, { purpose: 'transfer', part: nozzle, from_place: van, to_place: warehouse, quantity: 4, reason: '收回' });
  expect([await s.held(warehouse, nozzle), await s.held(van, nozzle)]).toEqual([12, 1]);
  const used = await s.issued({ quantity: 4 });
  expect(await t.read(PartApplication, used)).toMatchObject({ issued_cost: 3 * 1_234 + 1_300 });
});

test('不够就拒绝，什么也没动', async () => {
  const { t, keeper, pump, warehouse, van } = s;
  await s.receive(pump, 1, 50_000);
  await expect(t.create(StockMove, keeper, { purpose: 'transfer', part: pump, from_place: warehouse, to_place: van, quantity: 2, reason: '补充' })).rejects.toThrow('part_stock.short');
  await expect(t.create(StockMove, keeper, { purpose: 'dispose', part: pump, from_place: warehouse, quantity: 1, reason: '处置' })).rejects.toThrow('stock_move.place');
  expect([await s.held(warehouse, pump), await s.held(van, pump)]).toEqual([1, 0]);
});

test('最后一件，两人同时要：一人得到，一人被告知，库存不为负 [SM-25]', async () => {
  const { t, keeper, branch, pump, warehouse, van } = s;
  const [a, b] = [await s.apply({ part: pump, quantity: 1 }), await s.apply({ part: pump, quantity: 1, equipment: s.old, remedy: null }, branch)];
  for (const id of [a, b]) {
    await t.step(PartApplicationProcess, id, 'check_warranty', keeper, {});
    await t.step(PartApplicationProcess, id, 'approve', keeper, { approved: 1 });
  }
  const answers = await Promise.allSettled([
    t.step(PartApplicationProcess, a, 'issue', keeper, { place: warehouse }), t.step(PartApplicationProcess, b, 'issue', keeper, { place: warehouse }),
    t.create(StockMove, keeper, { purpose: 'transfer', part: pump, from_place: warehouse, to_place: van, quantity: 1, reason: '补充' }),
  ]);
  expect(answers.filter((x) => x.status === 'fulfilled')).toHaveLength(1);
  expect(answers.filter((x) => x.status === 'rejected').map((x) => (x.reason as { code: string }).code)).toEqual(['part_stock.short', 'part_stock.short']);
  expect(await s.held(warehouse, pump)).toBe(0);
});

test('头一次有这种配件的两笔入库同时到：一个库存户，两笔都在', async () => {
  const { t, keeper, pump } = s;
  const place = (await t.create(StockPlace, keeper, { name: '二号仓库', kind: 'warehouse', branch: t.unit('FS') })).id;
  await Promise.all([s.receive(pump, 1, 100, '2026-01-01', place), s.receive(pump, 2, 200, '2026-01-02', place)]);
  expect(await s.held(place, pump)).toBe(3);
  expect(await t.sql('select 1 from stock_item where tenant_id = $1 and place = $2', [t.tenantId, place])).toHaveLength(1);
});

test('送货清单从表格导入：每行一层成本，按入库日期先出；看不懂、日期在将来、入旧件库的行各自说明，其余照收 [CG-50]', async () => {
  const { t, keeper, nozzle, warehouse } = s;
  const [part, place] = [await t.read(Part, nozzle), (await t.create(StockPlace, keeper, { name: '四号仓库', kind: 'warehouse', branch: t.unit('FS') })).id];
  const columns = ['part', 'place', 'quantity', 'unit_cost', 'received_on', 'document'];
  const line = (...cells: readonly string[]) => [part.number, '四号仓库', ...cells];
  const rows = [line('3', '20.50', '2026-01-20', 'S-2'), line('2', '18.00', '2026-01-05', 'S-1'), line('0', '1', '2026-01-05', 'S-3'), line('1', '1.005', '2026-01-05', 'S-4'), line('1', '1', '2027-01-01', 'S-5'),
    [part.number, (await t.read(StockPlace, s.oldPlace)).name, '1', '1', '2026-01-05', 'S-6'], ['没有的件', '四号仓库', '1', '1', '2026-01-05', 'S-7']];
  const done = await t.run(keeper, (tx) => importRows(tx, StockReceipt, { columns, rows, key: null }, '导入送货清单'));
  expect(done.map((r) => r.what)).toEqual(['create', 'create', 'refused', 'refused', 'refused', 'refused', 'refused']);
  expect(done.slice(2).map((r) => Object.keys(r.cells))).toEqual([['2'], ['3'], ['4'], ['1'], ['0']]);
  expect(await s.held(place, nozzle)).toBe(5);
  const out = await t.create(StockMove, keeper, { purpose: 'transfer', part: nozzle, from_place: place, to_place: warehouse, quantity: 3, reason: '调拨' });
  expect((await t.read(StockMove, out.id)).cost).toBe(2 * 1_800 + 2_050);
});

test('盘点：相符自动了结；盘亏、盘盈须写原因、他人批准后入账，金额按先进先出和最近成本', async () => {
  const { t, keeper, dispatcher, nozzle } = s;
  const place = (await t.create(StockPlace, keeper, { name: '三号仓库', kind: 'warehouse', branch: t.unit('FS') })).id;
  await s.receive(nozzle, 5, 700, '2026-01-01', place);
  await s.receive(nozzle, 5, 900, '2026-01-02', place);
  const same = await t.create(StockCount, keeper, { place, part: nozzle, counted: 10 });
  expect(await t.read(StockCount, same.id)).toMatchObject({ state: 'agreed', book: 10, difference: 0 });
  await expect(t.create(StockCount, keeper, { place, part: nozzle, counted: 4 })).rejects.toThrow('stock_count.reason');
  const fewer = await t.create(StockCount, keeper, { place, part: nozzle, counted: 4, reason: '受潮报废未登记' });
  expect(await s.held(place, nozzle)).toBe(10);
  const deputy = await t.deputy(keeper, 'dispatcher', 'FS', dispatcher);
  await expect(t.step(StockCountProcess, fewer.id, 'approve', deputy, {})).rejects.toThrow('stock_count.own');
  await t.step(StockCountProcess, fewer.id, 'approve', dispatcher, {});
  expect(await t.read(StockCount, fewer.id)).toMatchObject({ state: 'posted', difference: -6, value: -(5 * 700 + 900) });
  const more = await t.create(StockCount, keeper, { place, part: nozzle, counted: 6, reason: '找回两件' });
  await t.step(StockCountProcess, more.id, 'approve', dispatcher, {});
  const [latest] = await t.sql<{ unit_cost: number }>('select unit_cost::int from cost_layer where tenant_id = $1 and part = $2 and source <> $3 order by received_on desc, number desc limit 1', [t.tenantId, nozzle, more.number]);
  expect(await t.read(StockCount, more.id)).toMatchObject({ state: 'posted', difference: 2, value: 2 * latest!.unit_cost });
  expect(await s.held(place, nozzle)).toBe(6);
  const again = await t.create(StockCount, keeper, { place, part: nozzle, counted: 5, reason: '再点一次' });
  await t.step(StockCountProcess, again.id, 'count_again', dispatcher, { why: '数量可疑' });
  expect(await t.read(StockCount, again.id)).toMatchObject({ state: 'rejected' });
  expect(await s.held(place, nozzle)).toBe(6);
});

test('盘盈批准之前库位被归档：说明库位已归档，不入账；恢复后照常批准', async () => {
  const { t, keeper, dispatcher, nozzle } = s;
  const place = await t.create(StockPlace, keeper, { name: '临时库', kind: 'warehouse', branch: t.unit('FS') });
  const more = await t.create(StockCount, keeper, { place: place.id, part: nozzle, counted: 3, reason: '找到三件' });
  await t.run(t.system, (tx) => archiveRecord(tx, StockPlace, place.id, true, '撤销临时库'));
  await expect(t.step(StockCountProcess, more.id, 'approve', dispatcher, {})).rejects.toThrow('stock_place.archived');
  expect(await t.read(StockCount, more.id)).toMatchObject({ state: 'counted' });
  await t.run(t.system, (tx) => archiveRecord(tx, StockPlace, place.id, false, '恢复'));
  await t.step(StockCountProcess, more.id, 'approve', dispatcher, {});
  expect(await s.held(place.id, nozzle)).toBe(3);
});

test('入库和库位的拒绝：将来的日期、旧件库、别的部门', async () => {
  const { t, branch, keeper, nozzle, warehouse, oldPlace } = s;
  await expect(s.receive(nozzle, 1, 100, '2026-02-11')).rejects.toThrow('stock_receipt.future');
  await expect(s.receive(nozzle, 1, 100, '2026-02-01', oldPlace)).rejects.toThrow('stock_receipt.place');
  await expect(t.create(StockReceipt, branch, { part: nozzle, place: warehouse, quantity: 1, unit_cost: 1, received_on: '2026-02-01' })).rejects.toThrow('stock_place.not_yours');
  await expect(t.create(StockPlace, branch, { name: '别处仓库', kind: 'warehouse', branch: t.unit('FS-XJ') })).rejects.toThrow('stock_place.other_unit');
  await expect(t.create(StockPlace, keeper, { name: '无人车', kind: 'van', branch: t.unit('FS-NE') })).rejects.toThrow('stock_place.owner');
});
