/**
 * Demo of equipment: one or two units on every site, of several ages, so that all four answers of the warranty occur; those on the sites
 * that the source names fit the jobs told there (FS-5.11). Models, serial numbers and dates are invented.
 */
import { calendar, createRecord, tables, type Tx } from '../../../kernel/index.ts';
import type { Demo } from '../../../kernel/demo.ts';
import { Site } from '../customers/index.ts';
import { Equipment } from './equipment.ts';

type Product = 'heater' | 'boiler' | 'separator' | 'burner' | 'skid';
interface Unit { readonly model: string; readonly product: Product; readonly shipped: string; readonly commissioned: string | null; readonly parts?: number | null; readonly notes?: string }

const NAMED: { readonly [site: string]: readonly Unit[] } = {
  三唐湖采油厂: [{ model: 'HWF-1.6 分离器', product: 'separator', shipped: '2025-10-15', commissioned: null, notes: '投产调试指标未达标，待复调后投运' }],
  牙哈装车北站: [{ model: 'HJ-2300 水套加热炉（2300 kW）', product: 'heater', shipped: '2025-06-12', commissioned: '2025-08-20', parts: 18 }],
  扶余采油厂: [{ model: 'HJ-3000J 真空加热炉', product: 'heater', shipped: '2021-05-06', commissioned: '2021-07-15' }],
  采气分公司: [{ model: 'HJ-400 水套加热炉', product: 'heater', shipped: '2022-08-02', commissioned: '2022-10-11' }, { model: 'HJ-400 水套加热炉', product: 'heater', shipped: '2022-08-02', commissioned: '2022-10-12' }],
  采油五厂庆祖中转站: [{ model: 'HJ-1000 水套加热炉', product: 'heater', shipped: '2020-03-18', commissioned: '2020-05-09' }],
  采油一厂文一联: [{ model: 'HJ-1600J 真空加热炉', product: 'heater', shipped: '2025-03-02', commissioned: '2025-04-28' }],
  能源处: [{ model: 'WNS7-1.0 蒸汽锅炉 GL07-01', product: 'boiler', shipped: '2019-09-03', commissioned: '2019-11-01' }, { model: 'WNS7-1.0 蒸汽锅炉 GL07-02', product: 'boiler', shipped: '2019-09-03', commissioned: '2019-11-01' }],
};
const USUAL: readonly (readonly [model: string, product: Product])[] = [
  ['HJ-800 水套加热炉', 'heater'], ['HJ-1200J 真空加热炉', 'heater'], ['HWF-1.2 分离器', 'separator'], ['RQ-60 燃烧器', 'burner'], ['QZ-2 橇装计量装置', 'skid'],
];

export async function demo(d: Demo): Promise<void> {
  d.at('2025-12-01T03:30:00Z');
  await d.batch(d.actor('duanfei'), async (tx) => {
    const sites = await tables(tx, Site).selectFrom('site').select(['id', 'name', 'customer']).where('tenant_id', '=', tx.tenantId).orderBy('number').execute();
    let n = 100;
    for (const [i, site] of sites.entries()) for (const unit of NAMED[site.name] ?? usual(i)) await place(tx, site, unit, ++n);
    return {};
  });
}

/** Every third unit went out lately and is under warranty, every seventh has no terms agreed yet. */
function usual(i: number): readonly Unit[] {
  const of = (k: number): Unit => {
    const [model, product] = USUAL[(i + k * 2) % USUAL.length]!;
    const shipped = calendar.addDays((i + k) % 3 === 0 ? '2025-04-20' : '2019-03-11', (i * 53 + k * 29) % ((i + k) % 3 === 0 ? 160 : 1500));
    return { model, product, shipped, commissioned: calendar.addDays(shipped, 40 + i % 25), ...((i + k) % 7 === 0 ? { parts: null } : {}) };
  };
  return i % 4 === 0 ? [of(0)] : [of(0), of(1)];
}

async function place(tx: Tx, site: { readonly id: string; readonly customer: string }, unit: Unit, n: number): Promise<void> {
  const agreed = unit.parts !== null;
  await createRecord(tx, Equipment, {
    model: unit.model, serial: `YL${unit.shipped.slice(2, 4)}-${String(n).padStart(4, '0')}`, product: unit.product, customer: site.customer, site: site.id,
    shipped_on: unit.shipped, commissioned_on: unit.commissioned, warranty_from: unit.product === 'burner' ? 'shipped' : 'commissioned',
    parts_months: agreed ? unit.parts ?? 12 : null, labour_months: agreed ? 12 : null, travel_months: agreed ? (n % 2 === 0 ? 12 : 0) : null, ...(unit.notes ? { notes: unit.notes } : {}),
  });
}
