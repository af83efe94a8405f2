/**
 * Demo of arrival acceptance: 19 units arrive in January and February 2026 and 19 are accepted; two heaters for 辽河油田 and two boilers for
 * 延长管道公司 come without inspection reports and are with both departments (FS-5.4, FS-5.5). One more is on its way today.
 */
import { calendar, createRecord, takeStep, tables, type Tx } from '../../../kernel/index.ts';
import type { Demo } from '../../../kernel/demo.ts';
import { SalesContract } from '../contracts/index.ts';
import { Shipment, ShipmentLine, ShipmentLineProcess, ShipmentProcess } from './index.ts';

interface Arrival { readonly product: string; readonly shipped: string; readonly arrived: string; readonly manager: string; readonly place: string; readonly user: string; readonly without?: true; readonly split?: readonly number[] }
const ARRIVALS: readonly Arrival[] = [
  { product: '600J 水套加热炉', shipped: '2026-01-08', arrived: '2026-01-13', manager: 'hanxue', place: '盘锦联合站', user: '靳占魁', without: true },
  { product: '1.4 t 蒸汽锅炉', shipped: '2026-01-15', arrived: '2026-01-20', manager: 'baiyun', place: '延安首站', user: '呼守义', without: true },
  { product: '1600J 真空加热炉', shipped: '2026-01-19', arrived: '2026-01-22', manager: 'guyang', place: '望湖联合站', user: '翁启明', split: [4, 2] },
  { product: '800 kW 水套加热炉', shipped: '2026-01-23', arrived: '2026-01-29', manager: 'hanxue', place: '北岭二号站', user: '迟海峰' },
  { product: '分离器 DN1200', shipped: '2026-02-03', arrived: '2026-02-05', manager: 'tianye', place: '长洼五号站', user: '鞠秀兰', split: [2, 1] },
  { product: '橇装计量装置', shipped: '2026-02-06', arrived: '2026-02-13', manager: 'maimaiti', place: '沙泉联合站', user: '古海龙' },
];

export async function demo(d: Demo): Promise<void> {
  const today = d.today;
  for (const [i, arrival] of ARRIVALS.entries()) await receive(d, arrival, i + 1);
  await onItsWay(d, today);
}

async function receive(d: Demo, a: Arrival, n: number): Promise<void> {
  const dispatcher = d.actor('duanfei');
  const manager = d.actor(a.manager);
  // The demo's contracts were entered together at the end of February; what belongs to them is entered when it happened.
  d.at(calendar.instantOf(a.shipped, '16:30', 'Asia/Shanghai').toISOString());
  const made = await d.batch(dispatcher, async (tx) => {
    const contract = await contractOf(tx, a);
    const shipment = await createRecord(tx, Shipment, { contract: contract.id, shipped_on: a.shipped, waybill: `YD26${String(1040 + n * 37)}`, place: a.place });
    const lines = [];
    for (const [i, units] of (a.split ?? [contract.units]).entries()) {
      lines.push((await createRecord(tx, ShipmentLine, { shipment: shipment.id, product: a.product, units, serials: serialsOf(n * 10 + i * 5, units) })).id);
    }
    return { shipment: shipment.id, lines };
  });
  d.at(calendar.instantOf(a.arrived, '10:20', 'Asia/Shanghai').toISOString());
  await d.batch(manager, async (tx) => {
    await takeStep(tx, ShipmentProcess, made.shipment, 'arrive', { arrived_on: a.arrived, place: a.place });
    for (const line of made.lines) {
      if (a.without) await takeStep(tx, ShipmentLineProcess, line, 'note_missing', { missing: ['inspection_report', 'certificate'], finding: '外观完好，随箱未见检验报告与合格证' });
      else await takeStep(tx, ShipmentLineProcess, line, 'accept', { finding: '与装箱单相符，外观完好' });
    }
    await takeStep(tx, ShipmentProcess, made.shipment, 'inspect', {});
    return {};
  });
  d.at(calendar.instantOf(a.arrived, '15:40', 'Asia/Shanghai').toISOString());
  await d.step(ShipmentProcess, made.shipment, 'accept', manager, {}, [d.sign('user', a.user), d.sign('branch', manager)]);
  if (!a.without) await d.step(ShipmentProcess, made.shipment, 'close', manager, { remark: null });
}

async function contractOf(tx: Tx, a: Arrival) {
  return tables(tx, SalesContract).selectFrom('sales_contract').select(['id', 'units'])
    .where('tenant_id', '=', tx.tenantId).where('product', '=', a.product).where('shipped_on', '=', a.shipped).orderBy('number').executeTakeFirstOrThrow();
}

/** Part of a larger contract, so that the contract itself is not shipped yet. */
async function onItsWay(d: Demo, today: string): Promise<void> {
  const shipped_on = calendar.addDays(today, -4);
  d.at(calendar.instantOf(shipped_on, '17:10', 'Asia/Shanghai').toISOString());
  await d.batch(d.actor('duanfei'), async (tx) => {
    const contract = await tables(tx, SalesContract).selectFrom('sales_contract').select(['id', 'product', 'units'])
      .where('tenant_id', '=', tx.tenantId).where('shipped_on', 'is', null).where('units', '>', 1).orderBy('number').executeTakeFirstOrThrow();
    const shipment = await createRecord(tx, Shipment, { contract: contract.id, shipped_on, waybill: 'YD261577', place: null });
    await createRecord(tx, ShipmentLine, { shipment: shipment.id, product: contract.product, units: contract.units - 1, serials: serialsOf(90, contract.units - 1) });
    return {};
  });
}

const serialsOf = (first: number, units: number): string => Array.from({ length: units }, (_, i) => `YL25-${String(2000 + first + i)}`).join('、');
