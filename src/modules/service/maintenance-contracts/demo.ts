/**
 * Demo of maintenance contracts: the branch in the north-east renewed with 采气分公司 in January 2026 for one year and 365,000 yuan (FS-4.1);
 * others run, are due for renewal or have lapsed. Visits are made month by month, one skipped with its reason.
 */
import { calendar, createRecord, takeStep, tables, type Actor, type Tx } from '../../../kernel/index.ts';
import type { Demo } from '../../../kernel/demo.ts';
import { Customer } from '../customers/index.ts';
import { Equipment } from '../equipment/index.ts';
import { MaintenanceContract, MaintenanceContractProcess, MaintenanceCover, MaintenanceVisit, MaintenanceVisitProcess } from './index.ts';

interface Contract { readonly customer: string; readonly manager: string; readonly yuan: number; readonly from: string; readonly to: string; readonly signed: string; readonly rule: 'monthly' | 'quarterly'; readonly scope: string }
const CONTRACTS: readonly Contract[] = [
  { customer: '采气分公司', manager: 'hanxue', yuan: 348_000, from: '2025-01-16', to: '2026-01-15', signed: '2025-01-10', rule: 'monthly', scope: '加热炉每月巡检、清灰、校表，故障四小时内到场' },
  { customer: '吐哈油田', manager: 'maimaiti', yuan: 286_000, from: '2026-03-01', to: '2027-02-28', signed: '2026-02-24', rule: 'monthly', scope: '分离器巡检，仪表校验' },
  { customer: '中原油田', manager: 'guyang', yuan: 198_500, from: '2026-01-01', to: '2026-12-31', signed: '2025-12-22', rule: 'quarterly', scope: '每季度保养燃烧器，更换滤芯' },
  { customer: '白沟道供热公司', manager: 'tianye', yuan: 76_000, from: '2025-10-15', to: '2026-04-15', signed: '2025-10-08', rule: 'monthly', scope: '采暖期每月巡检' },
];
const BRANCH: { readonly [manager: string]: string } = { hanxue: 'FS-NE', maimaiti: 'FS-XJ', guyang: 'FS-EC', tianye: 'FS-NC' };
const RENEWED = { from: '2026-01-16', to: '2027-01-15', yuan: 365_000, signed: '2026-01-12' } as const;

export async function demo(d: Demo): Promise<void> {
  const loaded = d.now();
  for (const c of CONTRACTS) {
    const id = await signed(d, c);
    if (c.customer === '采气分公司') await renew(d, id, d.actor(c.manager));
    await runOn(d, id, c.to, d.actor(c.manager));
  }
  d.at(loaded.toISOString());
  for (const c of CONTRACTS) await d.batch(d.actor(c.manager), (tx) => makeVisits(tx, d.today, d.unit(BRANCH[c.manager]!)));
}

async function signed(d: Demo, c: Contract): Promise<string> {
  const manager = d.actor(c.manager);
  d.at(on(c.signed));
  const { id } = await d.batch(manager, async (tx) => {
    const customer = await tables(tx, Customer).selectFrom('customer').select(['id']).where('tenant_id', '=', tx.tenantId).where('name', '=', c.customer).executeTakeFirstOrThrow();
    const units = await tables(tx, Equipment).selectFrom('equipment').select('id').where('tenant_id', '=', tx.tenantId).where('customer', '=', customer.id).orderBy('number').execute();
    const made = await createRecord(tx, MaintenanceContract, {
      customer: customer.id, amount: c.yuan * 100, valid_from: c.from, valid_to: c.to, aspects: ['labour', 'travel'], visit_rule: c.rule, visit_day: 20, scope: c.scope,
    });
    for (const unit of units) await createRecord(tx, MaintenanceCover, { contract: made.id, equipment: unit.id });
    await takeStep(tx, MaintenanceContractProcess, made.id, 'sign', { signed_on: c.signed });
    return { id: made.id };
  });
  return id;
}

async function renew(d: Demo, id: string, manager: Actor): Promise<void> {
  await d.batch(manager, (tx) => takeStep(tx, MaintenanceContractProcess, id, 'activate', {}));
  d.at(on('2025-11-16'));
  await d.batch(manager, (tx) => takeStep(tx, MaintenanceContractProcess, id, 'fall_due', {}));
  d.at(on(RENEWED.signed));
  await d.step(MaintenanceContractProcess, id, 'draft_renewal', manager, { next_from: RENEWED.from, next_to: RENEWED.to, next_amount: RENEWED.yuan * 100 });
  const next = await d.batch(manager, async (tx) => tables(tx, MaintenanceContract).selectFrom('maintenance_contract').select('id').where('tenant_id', '=', tx.tenantId).where('predecessor', '=', id).executeTakeFirstOrThrow());
  await d.step(MaintenanceContractProcess, next.id, 'sign', manager, { signed_on: RENEWED.signed });
  await runOn(d, next.id, RENEWED.to, manager);
}

/** What the timers do on their days; in the past it has to be done by hand. */
async function runOn(d: Demo, id: string, to: string, manager: Actor): Promise<void> {
  const state = await d.batch(manager, async (tx) => tables(tx, MaintenanceContract).selectFrom('maintenance_contract').select(['state', 'valid_from', 'renewal_on']).where('tenant_id', '=', tx.tenantId).where('id', '=', id).executeTakeFirstOrThrow());
  if (state.state !== 'signed') return;
  const steps = [['activate', state.valid_from], ['fall_due', state.renewal_on!], ['lapse', calendar.addDays(to, 1)]] as const;
  for (const [step, day] of steps) {
    if (day > d.today) return;
    d.at(on(day, '00:05'));
    await d.batch(manager, (tx) => takeStep(tx, MaintenanceContractProcess, id, step, {}));
  }
}

/** Every visit whose day has passed was made within three days; two were not. */
async function makeVisits(tx: Tx, today: string, branch: string): Promise<object> {
  const visits = await tables(tx, MaintenanceVisit).selectFrom('maintenance_visit').select(['id', 'planned_on']).where('tenant_id', '=', tx.tenantId).where('unit_id', '=', branch).where('planned_on', '<', calendar.addDays(today, -10)).orderBy('planned_on').orderBy('number').execute();
  for (const [i, visit] of visits.entries()) {
    if (i % 13 === 4) await takeStep(tx, MaintenanceVisitProcess, visit.id, 'skip', { skip_reason: '站内停产检修，与用户商定顺延到下月一并检查' });
    else if (i !== visits.length - 2) await takeStep(tx, MaintenanceVisitProcess, visit.id, 'record_done', { done_on: calendar.addDays(visit.planned_on, i % 3), remark: null });
  }
  return {};
}

const on = (day: string, time = '10:00'): string => calendar.instantOf(day, time, 'Asia/Shanghai').toISOString();
