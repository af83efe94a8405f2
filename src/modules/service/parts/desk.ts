/** The store keeper's desk (配件台): every application that waits for somebody, where its part lies, and what runs short. Serves FS-3.4, SM-25. */
import { calendar, dayOf, defineQuery, scopeOf, type Label, type Tx } from '../../../kernel/index.ts';
import { PartApplicationProcess } from './application-process.ts';
import { READERS } from './roles.ts';
import { DECISIONS, GOOD_KINDS, remedyMissing, type Decision } from './rules.ts';

export const DESK_STATES = ['applied', 'decided', 'approved', 'issued', 'from_van', 'replaced', 'old_part_in'] as const;
export type DeskState = (typeof DESK_STATES)[number];
export interface DeskRow {
  readonly id: string; readonly number: string; readonly state: DeskState;
  readonly part: string; readonly measure: string; readonly quantity: number;
  readonly customer: string; readonly unit: string; readonly region: string; readonly technician: string; readonly order: string | null; readonly orderNumber: string | null;
  readonly fault: string; readonly decision: Label | null; readonly out: boolean;
  /** What still has to be recorded before the next step. */
  readonly missing: Label | null;
  readonly days: number;
  readonly shelf: { readonly name: string; readonly held: number } | null;
}
export interface Desk {
  readonly today: string;
  readonly columns: readonly { readonly state: DeskState; readonly label: Label; readonly rows: readonly DeskRow[] }[];
  readonly short: readonly { readonly id: string; readonly name: string; readonly held: number; readonly minimum: number }[];
}

interface Found {
  readonly id: string; readonly number: string; readonly state: DeskState; readonly name: string; readonly measure: string; readonly quantity: number; readonly customer: string | null; readonly unit: string | null; readonly region: string | null;
  readonly technician: string | null; readonly order: string | null; readonly order_number: string | null; readonly fault: string; readonly decision: Decision | null; readonly remedy: string | null; readonly since: string | null;
  readonly place: string | null; readonly held: number | null;
}

export const PartsDesk = defineQuery('parts_desk', {
  label: ['配件台', 'Parts desk'],
  access: READERS,
  params: {},
  async run(tx): Promise<Desk> {
    const units = await scopeOf(tx, tx.actor, READERS);
    const today = await dayOf(tx, tx.now, tx.actor.grants.find((g) => READERS.includes(g.role))?.unitId ?? '');
    const found = await waiting(tx, units);
    return {
      today, short: await short(tx, units),
      columns: DESK_STATES.map((state) => ({ state, label: PartApplicationProcess.states[state]!.label, rows: found.filter((r) => r.state === state).map((r) => shown(r, today)) })),
    };
  },
});

const shown = (r: Found, today: string): DeskRow => ({
  id: r.id, number: r.number, state: r.state, part: r.name, measure: r.measure, quantity: r.quantity, customer: r.customer ?? '', unit: r.unit ?? '', region: r.region ?? '', technician: r.technician ?? '',
  order: r.order, orderNumber: r.order_number, fault: r.fault, decision: r.decision === null ? null : DECISIONS[r.decision], out: r.decision === 'out',
  missing: r.state === 'decided' ? remedyMissing(r.decision, r.remedy) : null, days: r.since === null ? 0 : Math.max(0, calendar.daysBetween(r.since, today)),
  shelf: r.place === null ? null : { name: r.place, held: r.held ?? 0 },
});

/** The longest waiting first. The shelf is the fullest one in reach. */
async function waiting(tx: Tx, units: readonly string[] | null): Promise<readonly Found[]> {
  return tx.query<Found>(
    `select a.id, a.number, a.state, concat_ws(' ', p.name, p.spec) as name, p.measure, coalesce(a.used, a.issued, a.approved, a.quantity) as quantity, c.name as customer, concat_ws(' ', e.model, e.serial) as unit, r.name as region,
       w.name as technician, a.service_order as "order", o.number as order_number, a.fault, a.decision, a.remedy, coalesce(a.old_part_on, a.replaced_on, a.issued_on, a.applied_on) as since, s.name as place, s.held
     from part_application a join part p on p.tenant_id = a.tenant_id and p.id = a.part
     left join customer c on c.tenant_id = a.tenant_id and c.id = a.customer left join equipment e on e.tenant_id = a.tenant_id and e.id = a.equipment
     left join service_region r on r.tenant_id = a.tenant_id and r.id = a.region left join employee w on w.tenant_id = a.tenant_id and w.id = a.technician
     left join service_order o on o.tenant_id = a.tenant_id and o.id = a.service_order
     left join lateral (
       select sp.name, l.balance::int as held from stock_item i join stock_place sp on sp.tenant_id = i.tenant_id and sp.id = i.place
       join ledger_account l on l.tenant_id = i.tenant_id and l.ledger = 'part_stock' and l.account = 'on_hand' and l.owner = i.id
       where i.tenant_id = a.tenant_id and i.part = a.part and sp.kind = any($4) and sp.archived_at is null and l.balance > 0 and ($2::uuid[] is null or sp.unit_id = any($2)) order by l.balance desc, sp.name limit 1
     ) s on a.state in ('applied', 'decided', 'approved')
     where a.tenant_id = $1 and a.state = any($3) and a.archived_at is null and ($2::uuid[] is null or a.unit_id = any($2)) order by since, a.number limit 500`, [tx.tenantId, units, DESK_STATES, GOOD_KINDS]);
}

/** Parts of which the warehouses in reach hold less than the least. */
async function short(tx: Tx, units: readonly string[] | null): Promise<Desk['short']> {
  return tx.query<Desk['short'][number]>(
    `select p.id, concat_ws(' ', p.name, p.spec) as name, coalesce(sum(l.balance), 0)::int as held, p.minimum
     from part p left join stock_item i on i.tenant_id = p.tenant_id and i.part = p.id and exists (select 1 from stock_place s where s.tenant_id = i.tenant_id and s.id = i.place and s.kind = 'warehouse')
     left join ledger_account l on l.tenant_id = i.tenant_id and l.ledger = 'part_stock' and l.account = 'on_hand' and l.owner = i.id
     where p.tenant_id = $1 and p.minimum > 0 and p.archived_at is null and ($2::uuid[] is null or p.unit_id = any($2)) group by p.id, p.name, p.spec, p.minimum having coalesce(sum(l.balance), 0) < p.minimum order by p.name`, [tx.tenantId, units]);
}

/** For the home page: how many wait for the stores, and how many old parts are outstanding. */
export async function countIn(tx: Tx, states: readonly DeskState[]): Promise<number> {
  const [row] = await tx.query<{ n: number }>('select count(*)::int as n from part_application where tenant_id = $1 and state = any($2) and archived_at is null and ($3::uuid[] is null or unit_id = any($3))', [tx.tenantId, states, await scopeOf(tx, tx.actor, READERS)]);
  return row?.n ?? 0;
}
