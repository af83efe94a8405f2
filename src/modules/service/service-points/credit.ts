/**
 * Crediting (计分): a verified order earns its points exactly once, for its technician, region and service type, with the
 * unit points of the day of the work. What changes later is reversed and credited anew; closed months stay as they are.
 * Serves SM-31, FS-2.5, AC-23.
 */
import { assert, dayOf, defineLedger, post, posting, readRecord, reverse, updateRecord, type RowOf, type Tx } from '../../../kernel/index.ts';
import { ServiceOrder, ServiceType } from '../orders/index.ts';
import { creditDay, versionOn, type CatalogueVersion } from './rules.ts';

export const ServicePoints = defineLedger('service_points', {
  label: ['服务积分', 'Service points'],
  unit: ['分', 'points'],
  accounts: {
    earned: { label: ['技术员积分', 'Earned by the technician'], per: 'employee' },
    granted: { label: ['发放', 'Granted'] },
    // Apart from what orders earn, so that those points stay provable by themselves.
    bonus: { label: ['绩效加分', 'Bonus points'], per: 'employee' },
    bonus_granted: { label: ['加分发放', 'Bonus granted'] },
    // From before the orders were kept here; not derived from any.
    opening: { label: ['期初积分（未推算）', 'Opening points, not derived'] },
    opening_source: { label: ['期初来源', 'Where opening points came from'] },
  },
  movements: {
    credit: { label: ['核实计分', 'Credited'], from: 'granted', to: 'earned' },
    bonus: { label: ['绩效加分', 'Bonus points'], from: 'bonus_granted', to: 'bonus' },
    opening: { label: ['期初', 'Opening'], from: 'opening_source', to: 'opening' },
  },
  dimensions: [['区域', 'Region'], ['服务类型', 'Service type']],
  periods: 'month',
  read: ['dispatcher', 'centre_manager', 'branch_manager', 'technician', 'hr'],
});

/** Brings the ledger in line with what one order says now. May be called any number of times. */
export async function settle(tx: Tx, orderId: string): Promise<void> {
  const order = await readRecord(tx, ServiceOrder, orderId, { lock: true });
  assert(order, `no service order ${orderId}`);
  const wanted = await wantedCredit(tx, order);
  const { standing, times } = await creditsOf(tx, orderId);
  if (wanted === null ? standing === null : standing !== null && same(wanted, standing)) return;
  const today = await dayOf(tx, tx.now, order.unit_id);
  if (standing !== null) await reverse(tx, ServicePoints, standing.journal, { because: `${order.number} 冲回 ${times}`, unit: order.unit_id });
  const day = wanted === null ? null : standing === null ? creditDay(wanted.doneOn, today, await closedThrough(tx)) : today;
  if (wanted !== null && day !== null) {
    await post(tx, posting(ServicePoints, 'credit', {
      amount: wanted.points, owner: wanted.technician, dimensions: [wanted.region, wanted.serviceType], because: `${order.number}${times === 0 ? '' : ` 更正 ${times}`}`,
      cause: { register: ServiceOrder.name, id: orderId }, at: tx.now, day,
    }));
  }
  await updateRecord(tx, ServiceOrder, order, { credited_on: day });
}

/** Verified work of a type that has just got unit points. */
export async function settleWaiting(tx: Tx, serviceType: string): Promise<void> {
  const waiting = await tx.query<{ id: string }>(
    `select id from service_order where tenant_id = $1 and service_type = $2 and credited_on is null and state in ('verified', 'closed') order by done_on, id`,
    [tx.tenantId, serviceType]);
  for (const { id } of waiting) await settle(tx, id);
}

/** SQL: this order's work lies within opening points of its region and type (期初), so it has its points already. $1 is the tenant. */
export const inOpening = (order: string): string => `exists (select 1 from points_opening p where p.tenant_id = $1 and p.region = ${order}.region and p.service_type = ${order}.service_type
    and p.state = 'in_force' and p.as_of >= ${order}.done_on)`;

/** The last closed month, `2026-01`; months before it count as closed too. */
export async function closedThrough(tx: Tx): Promise<string | null> {
  const [row] = await tx.query<{ period: string | null }>('select max(period) as period from ledger_period where tenant_id = $1 and ledger = $2', [tx.tenantId, ServicePoints.name]);
  return row?.period ?? null;
}

interface Credit { readonly points: number; readonly technician: string; readonly region: string; readonly serviceType: string }

/** What the order should have in the ledger; null when it is not verified, its type earns nothing, or no unit points were set for its day. */
async function wantedCredit(tx: Tx, order: RowOf<typeof ServiceOrder>): Promise<(Credit & { readonly doneOn: string }) | null> {
  if (!['verified', 'closed'].includes(order.state) || order.done_on === null || order.technician === null) return null;
  const type = await readRecord(tx, ServiceType, order.service_type);
  if (!type?.earns_points || (await tx.query(`select 1 from service_order o where o.tenant_id = $1 and o.id = $2 and ${inOpening('o')}`, [tx.tenantId, order.id])).length > 0) return null;
  const version = versionOn(await versionsOf(tx, order.service_type), order.service_type, order.done_on);
  return version && { points: version.points, technician: order.technician, region: order.region, serviceType: order.service_type, doneOn: order.done_on };
}

async function versionsOf(tx: Tx, serviceType: string): Promise<CatalogueVersion[]> {
  return tx.query<CatalogueVersion>(
    `select service_type, points, effective_from from points_catalogue where tenant_id = $1 and service_type = $2 and state = 'in_force'`, [tx.tenantId, serviceType]);
}

interface Standing extends Credit { readonly journal: string }
async function creditsOf(tx: Tx, orderId: string): Promise<{ readonly standing: Standing | null; readonly times: number }> {
  const all = await tx.query<Standing & { readonly reversed: boolean }>(
    `select j.id as journal, j.amount as points, e.owner as technician, e.dim_a as region, e.dim_b as "serviceType",
       exists (select 1 from ledger_journal r where r.tenant_id = j.tenant_id and r.reverses = j.id) as reversed
     from ledger_journal j join ledger_entry e on e.tenant_id = j.tenant_id and e.journal = j.id and e.account = 'earned'
     where j.tenant_id = $1 and j.ledger = $2 and j.register = $3 and j.record_id = $4 and j.reverses is null`,
    [tx.tenantId, ServicePoints.name, ServiceOrder.name, orderId]);
  return { standing: all.find((c) => !c.reversed) ?? null, times: all.length };
}

const same = (a: Credit, b: Credit): boolean =>
  a.points === b.points && a.technician === b.technician && a.region === b.region && a.serviceType === b.serviceType;
