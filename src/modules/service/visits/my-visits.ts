/**
 * What a technician's phone needs for today and the days ahead, and nothing else: own orders with place and contact, how delivered visits
 * were taken, the safety checklist, what the van holds. Serves FS-5.8, AC-33.
 */
import { calendar, calendarOf, dayOf, defineQuery, readRecord, type Tx } from '../../../kernel/index.ts';
import { Customer, Site } from '../customers/index.ts';
import { Equipment } from '../equipment/index.ts';
import { PRIORITIES, SAFETY_FORM, ServiceOrder, ServiceOrderProcess, ServiceType } from '../orders/index.ts';
import type { DayOrder, DayVisit, MyVisits } from './day.ts';
import { technicianOf, type Technician } from './technician.ts';
import { vanOf } from './van.ts';
import { problemsOf, Visit, VisitProcess } from './visit.ts';

const DAYS_AHEAD = 7;
const DAYS_BACK = 7;
const OPEN = ['assigned', 'en_route', 'on_site', 'on_hold'];

export const MyVisitsQuery = defineQuery('my_visits', {
  label: ['我的到访', 'My visits'],
  access: ['technician'],
  params: {},
  async run(tx): Promise<MyVisits> {
    const technician = await technicianOf(tx, tx.actor.id);
    const unit = technician?.unit_id ?? tx.actor.grants.find((g) => g.role === 'technician')?.unitId ?? '';
    const today = await dayOf(tx, tx.now, unit);
    const until = calendar.addDays(today, DAYS_AHEAD);
    return {
      at: tx.now.toISOString(), today, until, technician: technician && { id: technician.id, name: technician.name },
      orders: technician ? await ordersOf(tx, technician, until) : [],
      visits: await visitsOf(tx),
      safety: Object.entries(SAFETY_FORM).map(([item, f]) => ({ item, label: f.label })),
      answers: Object.entries(Object.values(SAFETY_FORM)[0]!.options.choices ?? {}).map(([answer, label]) => ({ answer, label })),
      van: technician ? await vanOf(tx, technician.id) : [],
    };
  },
});

async function ordersOf(tx: Tx, technician: Technician, until: string): Promise<readonly DayOrder[]> {
  const { zone } = await calendarOf(tx, technician.unit_id);
  const end = calendar.instantOf(calendar.addDays(until, 1), '00:00', zone);
  const rows = await tx.query<{ id: string }>(
    `select id from service_order where tenant_id = $1 and technician = $2 and state = any($3) and archived_at is null and (planned_from is null or planned_from < $4)
     order by planned_from nulls last, number limit 60`, [tx.tenantId, technician.id, OPEN, end]);
  const found: DayOrder[] = [];
  for (const { id } of rows) found.push(await dayOrder(tx, id, zone));
  return found;
}

async function dayOrder(tx: Tx, id: string, zone: string): Promise<DayOrder> {
  const order = (await readRecord(tx, ServiceOrder, id))!;
  const customer = await readRecord(tx, Customer, order.customer);
  const site = order.site === null ? null : await readRecord(tx, Site, order.site);
  const equipment = order.equipment === null ? null : await readRecord(tx, Equipment, order.equipment);
  const type = await readRecord(tx, ServiceType, order.service_type);
  return {
    id, number: order.number, state: order.state, stateLabel: labelOf(order.state), type: type?.name ?? '', priority: PRIORITIES[order.priority], urgent: order.priority === 'urgent',
    customer: customer?.name ?? '', site: site?.name ?? '', address: site?.address ?? customer?.address ?? '', contact: contactOf(site) ?? contactOf(customer),
    equipment: equipment ? `${equipment.model} ${equipment.serial}` : '', content: order.content ?? '',
    plannedFrom: order.planned_from?.toISOString() ?? null, plannedTo: order.planned_to?.toISOString() ?? null, respondBy: order.respond_by?.toISOString() ?? null,
    day: order.planned_from ? calendar.localParts(order.planned_from, zone).date : null,
  };
}
/** The one person to call; a number without a name or a name without a number is of little use. */
const contactOf = (place: { readonly contact: string | null; readonly contact_phone: string | null } | null) =>
  (place?.contact && place.contact_phone ? { name: place.contact, phone: place.contact_phone } : null);
const labelOf = (state: string) => ServiceOrderProcess.states[state]?.label ?? [state, state];

/** Those of the last days, and every one that still waits for somebody. */
async function visitsOf(tx: Tx): Promise<readonly DayVisit[]> {
  const rows = await tx.query<{ id: string; order_number: string; customer: string; report_number: string | null; receipt_number: string | null }>(
    `select v.id, o.number as order_number, c.name as customer, r.number as report_number, q.number as receipt_number from visit v
       join service_order o on o.tenant_id = v.tenant_id and o.id = v.service_order
       join customer c on c.tenant_id = o.tenant_id and c.id = o.customer
       left join service_report r on r.tenant_id = v.tenant_id and r.id = v.report
       left join receipt q on q.tenant_id = v.tenant_id and q.id = v.receipt
     where v.tenant_id = $1 and v.sent_by = $2 and v.received_at is not null and (v.state = 'conflict' or v.received_at > $3) order by v.received_at desc limit 60`,
    [tx.tenantId, tx.actor.id, new Date(tx.now.getTime() - DAYS_BACK * 86_400_000)]);
  const found: DayVisit[] = [];
  for (const row of rows) {
    const visit = (await readRecord(tx, Visit, row.id))!;
    found.push({
      id: visit.id, number: visit.number, order: visit.service_order, orderNumber: row.order_number, customer: row.customer, state: visit.state,
      stateLabel: VisitProcess.states[visit.state]?.label ?? [visit.state, visit.state], receivedAt: visit.received_at!.toISOString(), problems: problemsOf(visit),
      report: row.report_number, receipt: row.receipt_number,
    });
  }
  return found;
}
