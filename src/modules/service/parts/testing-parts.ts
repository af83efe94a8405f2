/** What the tests on parts begin with: a branch with two technicians, a storekeeper, a warehouse, a van, a place for old parts, two units and three parts. */
import { balanceOf, type Actor } from '../../../kernel/index.ts';
import type { TestKernel } from '../../../kernel/testing.ts';
import { Employee } from '../../people/staff/index.ts';
import { Site } from '../customers/index.ts';
import { Equipment } from '../equipment/index.ts';
import { Part, PartApplication, PartApplicationProcess, StockPlace, StockReceipt } from './index.ts';
import { PartStock } from './ledger.ts';
import { findItem } from './place.ts';

/** What the tests on service orders begin with. */
interface Branch {
  readonly t: TestKernel;
  readonly dispatcher: Actor;
  readonly branch: Actor;
  readonly technician: Actor;
  readonly hr: Actor;
  readonly worker: string;
  readonly customer: string;
}
export interface Stock {
  readonly keeper: Actor;
  readonly mate: Actor;
  readonly mateRecord: string;
  readonly site: string;
  /** Commissioned lately: in warranty; long ago: out of it. */
  readonly young: string;
  readonly old: string;
  readonly warehouse: string;
  readonly van: string;
  readonly oldPlace: string;
  /** Without and with serial numbers. */
  readonly nozzle: string;
  readonly pump: string;
  receive(part: string, quantity: number, unit_cost: number, received_on?: string, place?: string): Promise<string>;
  apply(change?: object, by?: Actor): Promise<string>;
  /** As far as issued from the warehouse. */
  issued(change?: object): Promise<string>;
  held(place: string, part: string): Promise<number>;
}

export async function startStock<B extends Branch>(o: B): Promise<B & Stock> {
  const { t, dispatcher, branch, technician, hr, customer, worker } = o;
  const keeper = await t.actor('storekeeper', 'FS', '宗敏');
  const mate = await t.actor('technician', 'FS-NE', '叶尔肯');
  const mateRecord = (await t.create(Employee, hr, { staff_no: 'F3', name: '叶尔肯', hired_on: '2020-01-01', app_user: mate.id, unit_id: t.unit('FS-NE') })).id;
  const site = (await t.create(Site, dispatcher, { customer, name: '北岭一站', branch: t.unit('FS-NE') })).id;
  const unit = async (serial: string, commissioned_on: string) => (await t.create(Equipment, branch, { model: 'HJ-800', serial, product: 'heater', customer, site, shipped_on: '2019-01-01', commissioned_on, warranty_from: 'commissioned', parts_months: 12 })).id;
  const [young, old] = [await unit('YL-1', '2025-11-24'), await unit('YL-2', '2020-05-01')];
  const warehouse = (await t.create(StockPlace, keeper, { name: '总部仓库', kind: 'warehouse', branch: t.unit('FS') })).id;
  const van = (await t.create(StockPlace, branch, { name: '东北一号车', kind: 'van', branch: t.unit('FS-NE'), technician: worker, mate: mateRecord })).id;
  const oldPlace = (await t.create(StockPlace, keeper, { name: '旧件库', kind: 'old_parts', branch: t.unit('FS') })).id;
  const nozzle = (await t.create(Part, keeper, { code: 'PZ-01', name: '喷嘴', measure: '个', serialised: false })).id;
  const pump = (await t.create(Part, keeper, { code: 'XB-02', name: '循环泵', measure: '台', serialised: true })).id;

  const receive: Stock['receive'] = async (part, quantity, unit_cost, received_on = '2026-01-05', place = warehouse) =>
    (await t.create(StockReceipt, keeper, { part, place, quantity, unit_cost, received_on })).id;
  const apply: Stock['apply'] = async (change = {}, by = technician) =>
    (await t.create(PartApplication, by, { part: nozzle, equipment: young, quantity: 2, failed_on: '2026-02-09', fault: '喷嘴堵塞', remedy: 'repair_attempted', remedy_note: '清洗后仍堵', ...change })).id;
  const issued: Stock['issued'] = async (change) => {
    const id = await apply(change);
    await t.step(PartApplicationProcess, id, 'check_warranty', keeper, {});
    await t.step(PartApplicationProcess, id, 'approve', keeper, { approved: (await t.read(PartApplication, id)).quantity });
    await t.step(PartApplicationProcess, id, 'issue', keeper, { place: warehouse });
    return id;
  };
  const held: Stock['held'] = async (place, part) => t.run(t.system, async (tx) => {
    const item = await findItem(tx, place, part);
    return item === null ? 0 : balanceOf(tx, PartStock, 'on_hand', item);
  });
  return { ...o, keeper, mate, mateRecord, site, young, old, warehouse, van, oldPlace, nozzle, pump, receive, apply, issued, held };
}
