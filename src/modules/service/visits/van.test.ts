/** The van on PostgreSQL: parts used by a signed visit come out of stock, the last piece once, and what could not be taken stays as it was signed. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { modules } from '../../../modules.ts';
import type { Actor } from '../../../kernel/index.ts';
import { Part, PartApplication, PartApplicationProcess, StockPlace, StockReceipt } from '../parts/index.ts';
import { ServiceOrder } from '../orders/index.ts';
import { Visit, VisitProcess } from './index.ts';
import { startField, type Field } from './testing-visits.ts';
import { vanOf } from './van.ts';
import { problemsOf } from './visit.ts';

let f: Field;
let keeper: Actor;
let van: string;
let count = 0;
beforeAll(async () => {
  f = await startField(modules, '2026-02-27T04:00:00Z');
  keeper = await f.t.actor('storekeeper', 'FS', '宗敏');
  van = (await f.t.create(StockPlace, f.branch, { name: '一号车', kind: 'van', branch: f.t.unit('FS-NE'), technician: f.guanRecord, mate: f.otherRecord })).id;
});
afterAll(() => f.t.close());

const earlier = async (technician?: string) => { f.t.at('2026-02-27T02:00:00Z'); const order = await f.order(technician); f.t.at('2026-02-27T04:00:00Z'); return order; };
async function stocked(quantity: number, unit_cost = 4_550): Promise<string> {
  const { id } = await f.t.create(Part, keeper, { code: `LX-${++count}`, name: '滤芯', spec: `${count} 号`, measure: '个', serialised: false });
  await f.t.create(StockReceipt, keeper, { part: id, place: van, quantity, unit_cost, received_on: '2026-02-01' });
  return id;
}
const used = (part: string, quantity = 1) => ({ parts: [{ part, name: '滤芯', quantity, unit: '个', source: 'van' as const }] });
const inVan = async (part: string) => (await f.t.run(f.guan, (tx) => vanOf(tx, f.guanRecord))).find((p) => p.part === part)?.quantity ?? 0;
const applications = (order: string) => f.t.sql<{ id: string }>('select id from part_application where tenant_id = $1 and service_order = $2', [f.t.tenantId, order]);

test('到访用掉随车配件：出库、成本冻结、生成待补录的申报单；补齐先行处理后才算更换 [SM-25] [AC-32]', async () => {
  const part = await stocked(3);
  const order = await earlier();
  const id = await f.send(f.guan, order, used(part, 2));
  expect(await f.t.read(Visit, id)).toMatchObject({ state: 'delivered' });
  expect(await inVan(part)).toBe(1);
  expect((await f.t.read(ServiceOrder, order.id)).parts_state).toBe('open');
  const [made] = await applications(order.id);
  const application = await f.t.read(PartApplication, made!.id);
  expect(application).toMatchObject({ state: 'from_van', used: 2, cost: 9_100, replaced_on: '2026-02-27', issued_from: van, computed: 'undetermined', decision: null, technician: f.guanRecord });
  await expect(f.t.step(PartApplicationProcess, application.id, 'complete', f.guan, {})).rejects.toThrow('part_application.undetermined');
  await expect(f.t.step(PartApplicationProcess, application.id, 'complete', f.guan, { override: 'in', decision_reason: '新机' })).rejects.toThrow('part_application.override');
  await expect(f.t.step(PartApplicationProcess, application.id, 'complete', f.branch, { override: 'in', decision_reason: '新机' })).rejects.toThrow('part_application.remedy');
  await f.t.step(PartApplicationProcess, application.id, 'complete', f.branch, { override: 'in', decision_reason: '新机', remedy: 'repair_attempted', remedy_note: '清洗无效' });
  expect(await f.t.read(PartApplication, application.id)).toMatchObject({ state: 'replaced', decision: 'in', side: 'in', cost: 9_100 });
});

test('车上最后一件，两名技术员都在断网时用了：先到的出库，后到的成为冲突；签过的内容一字不少 [SM-25]', async () => {
  const part = await stocked(1);
  const orders = [await earlier(), await earlier(f.otherRecord)];
  const ids = await Promise.all([f.send(f.guan, orders[0]!, used(part)), f.send(f.other, orders[1]!, { ...used(part), technician: '叶尔肯' })]);
  const visits = await Promise.all(ids.map((id) => f.t.read(Visit, id)));
  expect(visits.map((v) => v.state).sort()).toEqual(['conflict', 'delivered']);
  const late = visits.find((v) => v.state === 'conflict')!;
  expect(problemsOf(late)).toEqual([{ kind: 'part_short', part, why: ['车上的“滤芯”只剩 0 个，到访中用了 1 个', 'The van holds 0 个 of “滤芯”; the visit used 1'] }]);
  expect(late.document).toContain('更换滤芯');
  expect(await f.t.sql('select 1 from signature where tenant_id = $1 and record_id = $2', [f.t.tenantId, late.id])).toHaveLength(1);
  expect(await inVan(part)).toBe(0);
  expect([...await applications(orders[0]!.id), ...await applications(orders[1]!.id)]).toHaveLength(1);
  await f.t.create(StockReceipt, keeper, { part, place: van, quantity: 1, unit_cost: 5_000, received_on: '2026-02-26' });
  await f.t.step(VisitProcess, late.id, 'deliver', late.technician === f.guanRecord ? f.guan : f.other, { short_parts: 'van', settlement: '车上已补' });
  expect(await f.t.read(Visit, late.id)).toMatchObject({ state: 'delivered', document: late.document });
  expect(await inVan(part)).toBe(0);
});

test('同一名技术员两台手机各用一件，车上只有一件：只出一件', async () => {
  const part = await stocked(1);
  const orders = [await earlier(), await earlier()];
  const ids = await Promise.all(orders.map((order) => f.send(f.guan, order, used(part))));
  expect((await Promise.all(ids.map((id) => f.t.read(Visit, id)))).map((v) => v.state).sort()).toEqual(['conflict', 'delivered']);
  expect(await inVan(part)).toBe(0);
});
