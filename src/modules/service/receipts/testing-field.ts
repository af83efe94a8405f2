/** What the tests of this module begin with: six regions, one service type, a customer, a branch with its technician, and the two forms every test fills in. */
import { Holiday } from '../../../kernel/access/organisation.ts';
import { calendar, createRecord, type Actor, type Module } from '../../../kernel/index.ts';
import { startTest, type TestKernel } from '../../../kernel/testing.ts';
import { Employee, staff } from '../../people/staff/index.ts';
import { contracts } from '../contracts/index.ts';
import { Customer, customers } from '../customers/index.ts';
import { equipment } from '../equipment/index.ts';
import { orders, ServiceRegion, ServiceType } from '../orders/index.ts';

const CODES = ['NE', 'XJ', 'NC', 'EC', 'NW', 'SW'] as const;
export type RegionCode = (typeof CODES)[number];
export const PAPER = { outcome: 'resolved', certified_by: '郝建国', safety_on_paper: true } as const;

export interface Orders {
  readonly t: TestKernel;
  readonly dispatcher: Actor;
  readonly manager: Actor;
  readonly branch: Actor;
  readonly technician: Actor;
  readonly hr: Actor;
  /** Employee ids. */
  readonly worker: string;
  readonly gone: string;
  readonly regions: { readonly [R in RegionCode]: string };
  readonly maintenance: string;
  readonly customer: string;
}

/** Holidays are not entered: deadlines of ordinary orders would be unknown, so those of 2026 are. */
export async function startOrders(more: readonly Module[] = [], now = '2026-02-10T01:00:00Z'): Promise<Orders> {
  const t = await startTest({ modules: [staff, customers, contracts, equipment, orders, ...more], now });
  const dispatcher = await t.actor('dispatcher', 'FS', '段飞');
  const manager = await t.actor('centre_manager', 'FS', '沈岩');
  const branch = await t.actor('branch_manager', 'FS-NE', '韩雪');
  const technician = await t.actor('technician', 'FS-NE', '关振国');
  const hr = await t.actor('hr', 'YL', '罗文');
  await enterHolidays(t);
  const regions: { [code: string]: string } = {};
  for (const [i, code] of CODES.entries()) regions[code] = (await t.create(ServiceRegion, dispatcher, { code, name: code, branch: t.unit(`FS-${code}`), list_order: i + 1 })).id;
  const maintenance = (await t.create(ServiceType, dispatcher, { code: 'MAINT', name: '维服', list_order: 1, earns_points: true })).id;
  const hire = async (staff_no: string, extra: object) => (await t.create(Employee, hr, { staff_no, name: '关振国', hired_on: '2020-01-01', unit_id: t.unit('FS-NE'), ...extra })).id;
  const worker = await hire('F1', { app_user: technician.id });
  const gone = await hire('F2', { left_on: '2026-01-31' });
  const customer = (await t.create(Customer, dispatcher, { name: '北岭采油厂', kind: 'oilfield', branch: t.unit('FS-NE') })).id;
  return { t, dispatcher, manager, branch, technician, hr, worker, gone, maintenance, customer, regions: regions as { readonly [R in RegionCode]: string } };
}

export async function enterHolidays(t: TestKernel): Promise<void> {
  await t.run(t.system, async (tx) => {
    for (const h of calendar.seedHolidays().filter((one) => one.day >= '2025-01-01')) await createRecord(tx, Holiday, { day: h.day, day_kind: h.day_kind, name: h.name });
  });
}
