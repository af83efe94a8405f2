/** What the tests on requests begin with: a region with its customer, a site with two units, the contact centre, and pictures that were taken in. */
import { Holiday } from '../../../kernel/access/organisation.ts';
import { calendar, createRecord, newId, type Actor, type Module, type NewOf } from '../../../kernel/index.ts';
import { startTest, type TestKernel } from '../../../kernel/testing.ts';
import { staff } from '../../people/staff/index.ts';
import { contracts } from '../contracts/index.ts';
import { Customer, customers, Site } from '../customers/index.ts';
import { Equipment, equipment, EquipmentCover } from '../equipment/index.ts';
import { orders, ServiceRegion, ServiceType } from '../orders/index.ts';
import { requests, type ServiceRequest } from './index.ts';

const CODES = ['NE', 'XJ', 'NC', 'EC', 'NW', 'SW'] as const;
export interface Desk {
  readonly t: TestKernel;
  readonly dispatcher: Actor;
  readonly manager: Actor;
  readonly branch: Actor;
  readonly technician: Actor;
  readonly supervisor: Actor;
  readonly regions: { readonly [code: string]: string };
  readonly maintenance: string;
  readonly customer: string;
  readonly site: string;
  readonly heater: string;
  readonly burner: string;
}

/** Deadlines of ordinary requests need to know which days are worked. */
export async function startDesk(now = '2026-02-10T01:00:00Z', more: readonly Module[] = []): Promise<Desk> {
  const t = await startTest({ modules: [staff, customers, contracts, equipment, orders, requests, ...more], now });
  const dispatcher = await t.actor('dispatcher', 'FS', '段飞');
  await t.run(t.system, async (tx) => {
    for (const h of calendar.seedHolidays().filter((one) => one.day >= '2025-01-01')) await createRecord(tx, Holiday, { day: h.day, day_kind: h.day_kind, name: h.name });
  });
  const regions: { [code: string]: string } = {};
  for (const [i, code] of CODES.entries()) regions[code] = (await t.create(ServiceRegion, dispatcher, { code, name: code, branch: t.unit(`FS-${code}`), list_order: i + 1 })).id;
  const maintenance = (await t.create(ServiceType, dispatcher, { code: 'MAINT', name: '维服', list_order: 1, earns_points: true })).id;
  const customer = (await t.create(Customer, dispatcher, { name: '北岭采油厂', kind: 'oilfield', branch: t.unit('FS-NE') })).id;
  const site = (await t.create(Site, dispatcher, { customer, name: '一号站', branch: t.unit('FS-NE') })).id;
  const unit = async (serial: string) => (await t.create(Equipment, dispatcher, {
    model: 'HJ-800', serial, product: 'heater', customer, site, shipped_on: '2025-01-05', commissioned_on: '2025-02-10', warranty_from: 'commissioned', parts_months: 12, labour_months: 24, travel_months: 0,
  })).id;
  return {
    t, dispatcher, regions, maintenance, customer, site, heater: await unit('YL25-0001'), burner: await unit('YL25-0002'),
    manager: await t.actor('centre_manager', 'FS', '沈岩'), branch: await t.actor('branch_manager', 'FS-NE', '韩雪'),
    technician: await t.actor('technician', 'FS-NE', '关振国'), supervisor: await t.actor('line_supervisor', 'CC-IN', '苏琳'),
  };
}

export const called = (d: Desk, over: Partial<NewOf<typeof ServiceRequest>> = {}): NewOf<typeof ServiceRequest> =>
  ({ channel: 'phone', requester_kind: 'user', requester: '王建国', phone: '13812345678', equipment: d.heater, content: '加热炉盘管渗漏，已停炉', priority: 'normal', ...over });

export const coverOf = (d: Desk, from_on: string, to_on: string) => d.t.create(EquipmentCover, d.dispatcher, { equipment: d.heater, contract: 'WB-2026-01', from_on, to_on, covers: ['parts'] });

/** Pictures as the file store leaves them in the table. */
export async function pictures(d: Desk, who: Actor, count: number): Promise<string[]> {
  const ids = Array.from({ length: count }, () => newId(d.t.now()));
  await d.t.run(who, async (tx) => {
    for (const [i, id] of ids.entries()) {
      await tx.query('insert into attachment (tenant_id, id, name, type, bytes, sha256, uploaded_by, at) values ($1, $2, $3, $4, 100, $5, $6, $7)', [tx.tenantId, id, `${i}.jpg`, 'image/jpeg', id.replaceAll('-', '').padEnd(64, '0'), who.id, tx.now]);
    }
  });
  return ids;
}
