/**
 * Demo of parts: the thirty applications of January and February 2026 with the source's pieces and cost (FS-3.6 to FS-3.8), stock in the warehouse and
 * the vans, and what lies on the desk today. Parts, prices of single parts and their split by region out of warranty are invented; the sums are not.
 */
import { calendar, createRecord, tables, takeStep, type Tx } from '../../../kernel/index.ts';
import type { Demo } from '../../../kernel/demo.ts';
import { Employee } from '../../people/staff/index.ts';
import { Equipment, warrantyOn } from '../equipment/index.ts';
import { ReplacementAgreement } from '../settlements/index.ts';
import { ServiceOrder } from '../orders/index.ts';
import { DONE, MANAGERS, PARTS, TODAY, type Made } from './demo-figures.ts';
import { Part, PartApplication, PartApplicationProcess, StockCount, StockCountProcess, StockMove, StockPlace, StockReceipt } from './index.ts';

interface Shelves { readonly parts: { readonly [code: string]: string }; readonly places: { readonly [name: string]: string } }
interface Unit { readonly id: string; readonly customer: string }
interface Ready extends Shelves { readonly units: ReadonlyMap<string, Unit>; readonly technicians: { readonly [region: string]: string } }

export async function demo(d: Demo): Promise<void> {
  const ready = await stock(d);
  for (const [i, made] of DONE.entries()) await carriedOut(d, ready, made, i);
  await afterFebruary(d, ready);
  await onTheDesk(d, ready);
}

async function stock(d: Demo): Promise<Ready> {
  d.at('2025-12-08T02:00:00Z');
  const keeper = d.actor('zongmin');
  const technicians = await byRegion(d);
  const shelves: { parts: { [code: string]: string }; places: { [name: string]: string } } = { parts: {}, places: {} };
  await d.batch(keeper, async (tx) => {
    const place = async (name: string, kind: 'warehouse' | 'van' | 'old_parts' | 'scrap' | 'customer', unit: string, more: object = {}) => { shelves.places[name] = (await createRecord(tx, StockPlace, { name, kind, branch: d.unit(unit), ...more })).id; };
    await place('总部仓库', 'warehouse', 'FS');
    await place('总部旧件库', 'old_parts', 'FS');
    await place('总部报废区', 'scrap', 'FS');
    for (const [code, name] of [['NE', '东北服务车'], ['XJ', '新疆服务车'], ['EC', '华东服务车']] as const) await place(name, 'van', `FS-${code}`, { technician: technicians[code]! });
    for (const p of PARTS) {
      const made = await createRecord(tx, Part, { code: p.code, name: p.name, spec: p.spec, measure: p.measure, serialised: p.serialised ?? false, minimum: p.minimum });
      shelves.parts[p.code] = made.id;
      if (p.first > 0) await createRecord(tx, StockReceipt, { part: made.id, place: shelves.places['总部仓库']!, quantity: p.first, unit_cost: p.cost, received_on: '2025-12-08', supplier: p.supplier });
    }
    return {};
  });
  return { ...shelves, technicians, units: await chooseUnits(d, DONE) };
}

/** The technician who signs in where a branch has one, otherwise whoever has been there longest. */
async function byRegion(d: Demo): Promise<{ [region: string]: string }> {
  const found: { [region: string]: string } = {};
  await d.batch(d.actor('duanfei'), async (tx) => {
    for (const region of Object.keys(MANAGERS)) {
      const here = await tables(tx, Employee).selectFrom('employee').select(['id', 'app_user']).where('tenant_id', '=', tx.tenantId).where('unit_id', '=', d.unit(`FS-${region}`)).where('left_on', 'is', null).orderBy('staff_no').execute();
      const users = ['guanzhenguo', 'yeerken', 'niuxueqin'].map((login) => d.actor(login).id);
      found[region] = (here.find((e) => e.app_user !== null && users.includes(e.app_user)) ?? here[0])!.id;
    }
    return {};
  });
  return found;
}

/** For each application a unit of its region whose parts really are in or out of warranty on the day; entered where the register has none. */
async function chooseUnits(d: Demo, wanted: readonly Made[]): Promise<ReadonlyMap<string, Unit>> {
  const chosen = new Map<string, Unit>();
  await d.batch(d.actor('duanfei'), async (tx) => {
    for (const [i, m] of wanted.entries()) {
      const here = await tx.query<Unit>(
        `select e.id, e.customer from equipment e join customer c on c.tenant_id = e.tenant_id and c.id = e.customer
         where e.tenant_id = $1 and e.unit_id = $2 and ($3::text is null or c.name = $3) order by e.number`, [tx.tenantId, d.unit(`FS-${m.region}`), m.customer ?? null]);
      const covered = m.side === 'in' && !m.goodwill;
      const fitting: Unit[] = [];
      for (const u of here) {
        const { result } = (await warrantyOn(tx, u.id, calendar.addDays(m.applied, -1))).parts;
        if (covered ? result === 'in' || result === 'contract' : result === 'out') fitting.push(u);
      }
      chosen.set(keyOf(m), fitting[i % Math.max(1, fitting.length)] ?? (await enter(d, tx, m, covered)));
    }
    return {};
  });
  return chosen;
}
const keyOf = (m: Made): string => `${m.region}/${m.side}/${m.part}/${m.applied}`;

async function enter(d: Demo, tx: Tx, m: Made, covered: boolean): Promise<Unit> {
  const [site] = await tx.query<{ id: string; customer: string }>(
    `select s.id, s.customer from site s join customer c on c.tenant_id = s.tenant_id and c.id = s.customer where s.tenant_id = $1 and s.unit_id = $2 and ($3::text is null or c.name = $3) order by s.number limit 1`,
    [tx.tenantId, d.unit(`FS-${m.region}`), m.customer ?? null]);
  const commissioned_on = covered ? calendar.addDays(m.applied, -150) : '2019-08-20';
  const made = await createRecord(tx, Equipment, {
    model: 'HJ-630 水套加热炉', serial: `YL${commissioned_on.slice(2, 4)}-${m.region}${m.applied.slice(5).replace('-', '')}${m.part.slice(-2)}`, product: 'heater', customer: site!.customer, site: site!.id, shipped_on: commissioned_on, commissioned_on,
    warranty_from: 'commissioned', parts_months: 12, labour_months: 12, travel_months: 0,
  });
  return { id: made.id, customer: site!.customer };
}

const at = (day: string, time: string): string => calendar.instantOf(day, time, 'Asia/Shanghai').toISOString();
const after = (m: Made, days: number): string => calendar.addDays(m.applied, days);

async function apply(d: Demo, ready: Ready, m: Made, order: string | null = null): Promise<string> {
  d.at(at(m.applied, '09:20'));
  const unit = ready.units.get(keyOf(m))!;
  const { id } = await d.batch(d.actor(MANAGERS[m.region]!), async (tx) => ({ id: (await createRecord(tx, PartApplication, {
    service_order: order, equipment: unit.id, part: ready.parts[m.part]!, quantity: m.pieces, failed_on: calendar.addDays(m.applied, -1), fault: m.fault, technician: ready.technicians[m.region]!,
    ...(m.remedy === undefined ? {} : { remedy: m.remedy, remedy_note: m.note ?? '现场清洗、紧固后仍不能恢复' }),
  })).id }));
  return id;
}

/** Decided, approved and issued by the storekeeper; how far says how many of the three. */
async function handled(d: Demo, ready: Ready, m: Made, id: string, far: 1 | 2 | 3, day = after(m, 1)): Promise<void> {
  d.at(at(day, '10:05'));
  await d.batch(d.actor('zongmin'), async (tx) => {
    const step = <S extends keyof typeof PartApplicationProcess.steps & string>(name: S, input: Parameters<typeof takeStep<typeof PartApplication, typeof PartApplicationProcess.steps, S>>[4]) => takeStep(tx, PartApplicationProcess, id, name, input);
    await step('check_warranty', m.goodwill ? { override: 'goodwill', decision_reason: '出保三个月内同类缺陷，总部批准优惠' } : { override: null, decision_reason: null });
    if (far > 1) await step('approve', { approved: m.pieces });
    if (far > 2) await step('issue', { place: ready.places['总部仓库']! });
    return {};
  });
}

async function replaced(d: Demo, m: Made, id: string, i: number, day = after(m, 3)): Promise<void> {
  d.at(at(day, '16:40'));
  const numbers = (prefix: string) => (PARTS.find((p) => p.code === m.part)!.serialised ? Array.from({ length: m.pieces }, (_, k) => `${prefix}${m.part.slice(-2)}${String(1_000 + i * 7 + k)}`).join('\n') : null);
  await d.batch(d.actor(MANAGERS[m.region]!), async (tx) => {
    await takeStep(tx, PartApplicationProcess, id, 'replace', { used: m.pieces, replaced_on: day, old_serials: numbers('J'), new_serials: numbers('X') });
    if (m.side === 'out') {
      const agreement = m.agreement === undefined ? undefined : await tables(tx, ReplacementAgreement).selectFrom('replacement_agreement').select('id').where('tenant_id', '=', tx.tenantId).where('part', '=', m.agreement).where('agreed_on', '>=', '2026-01-01').executeTakeFirst();
      await takeStep(tx, PartApplicationProcess, id, 'record_terms', { agreement: agreement?.id ?? null, charge: agreement ? null : (m.charge ?? 0) * 100 });
    }
    return {};
  });
}

async function carriedOut(d: Demo, ready: Ready, m: Made, i: number): Promise<void> {
  const id = await apply(d, ready, m);
  await handled(d, ready, m, id, 3);
  await replaced(d, m, id, i);
  if (m.until === 'replaced') return;
  d.at(at(after(m, 6), '11:10'));
  await d.batch(d.actor('zongmin'), async (tx) => {
    await takeStep(tx, PartApplicationProcess, id, 'receive_old_part', { old_place: ready.places['总部旧件库']!, old_pieces: m.pieces, old_note: null });
    return {};
  });
  if (m.until === 'old_part_in') return;
  // The centre confirmed what was left of the period on its last day of account.
  d.at(at(m.applied < '2026-02-01' ? after(m, 8) : '2026-02-27', '15:30'));
  await d.batch(d.actor('duanfei'), async (tx) => {
    const now = await tables(tx, PartApplication).selectFrom('part_application').select(['agreement', 'charge']).where('tenant_id', '=', tx.tenantId).where('id', '=', id).executeTakeFirstOrThrow();
    await takeStep(tx, PartApplicationProcess, id, 'confirm', { agreement: now.agreement, charge: now.charge === null ? null : Number(now.charge) });
    return {};
  });
}

/** Later deliveries at other prices, vans restocked, old parts back to the maker, a count that agreed and one whose difference waits. */
async function afterFebruary(d: Demo, ready: Ready): Promise<void> {
  const [store, old] = [ready.places['总部仓库']!, ready.places['总部旧件库']!];
  d.at('2026-03-03T02:30:00Z');
  await d.batch(d.actor('zongmin'), async (tx) => {
    for (const p of PARTS.filter((one) => one.later !== undefined)) {
      await createRecord(tx, StockReceipt, { part: ready.parts[p.code]!, place: store, quantity: p.later!, unit_cost: Math.round(p.cost * 1.04), received_on: '2026-03-03', supplier: p.supplier });
    }
    for (const van of ['东北服务车', '新疆服务车', '华东服务车']) {
      for (const [code, quantity] of [['RS-101', 3], ['LX-310', 4], ['MF-205', 2], ['DP-601', 6]] as const) await createRecord(tx, StockMove, { purpose: 'transfer', part: ready.parts[code]!, from_place: store, to_place: ready.places[van]!, quantity, reason: '补充随车备件' });
    }
    await createRecord(tx, StockMove, { purpose: 'to_manufacturer', part: ready.parts['HT-412']!, from_place: old, quantity: 4, reason: '同批次故障，返厂分析' });
    await createRecord(tx, StockMove, { purpose: 'dispose', part: ready.parts['LX-310']!, from_place: old, quantity: 6, reason: '一次性滤芯，按废旧物资处置' });
    await createRecord(tx, StockCount, { place: store, part: ready.parts['YB-508']!, counted: PARTS.find((p) => p.code === 'YB-508')!.first - 4 + (PARTS.find((p) => p.code === 'YB-508')!.later ?? 0) });
    return {};
  });
  const { id } = await d.batch(d.actor('zongmin'), async (tx) => ({ id: (await createRecord(tx, StockCount, { place: ready.places['东北服务车']!, part: ready.parts['DP-601']!, counted: 5, reason: '现场借用未登记' })).id }));
  d.at('2026-03-04T01:30:00Z');
  await d.step(StockCountProcess, id, 'approve', d.actor('duanfei'), {});
}

async function onTheDesk(d: Demo, ready: Ready): Promise<void> {
  const today = TODAY.map((m): Made => ({ ...m, applied: calendar.addDays(d.today, -m.ago) }));
  d.at(at(calendar.addDays(d.today, -14), '08:30'));
  const all = { ...ready, units: await chooseUnits(d, today) };
  for (const [i, m] of today.entries()) {
    const id = await apply(d, all, m, m.tarim ? await tarim(d) : null);
    if (m.far === undefined) continue;
    await handled(d, all, m, id, m.far === 4 ? 3 : m.far);
    if (m.far === 4) await replaced(d, m, id, 40 + i);
  }
}

/** The job that the source says is still being handled waits for this part. */
async function tarim(d: Demo): Promise<string | null> {
  let found: string | null = null;
  await d.batch(d.actor('duanfei'), async (tx) => {
    found = (await tables(tx, ServiceOrder).selectFrom('service_order').select('id').where('tenant_id', '=', tx.tenantId).where('content', 'like', '2300 kW%').where('state', 'not in', ['closed', 'cancelled']).executeTakeFirst())?.id ?? null;
    return {};
  });
  return found;
}
