/**
 * Moving pieces (出入库): lots of a place in the order in which they were received, one posting for each so that it keeps its cost layer.
 * Whoever takes locks first, in one order; of two who want the last piece one gets it. Serves FS-3.4, SM-25, AC-33, CG-50.
 */
import { assert, post, posting, type Tx } from '../../../kernel/index.ts';
import { PartStock } from './ledger.ts';
import { costOf, isShort, spendingPlan, type Lot, type Spent } from './rules.ts';

export type Holding = 'on_hand' | 'issued';
type Movement = keyof typeof PartStock.movements;

/** Locks what is held in several places, always in the order of their ids. */
export async function lockItems(tx: Tx, items: readonly string[]): Promise<void> {
  if (!tx.looking && items.length > 0) await tx.query('select id from stock_item where tenant_id = $1 and id = any($2) order by id for update', [tx.tenantId, items]);
}

export async function lotsOf(tx: Tx, account: Holding, owner: string): Promise<readonly Lot[]> {
  return tx.query<Lot>(
    `select l.id as lot, l.remaining::int as remaining, e.dim_a as layer, c.received_on, coalesce(c.number, '') as layer_number, coalesce(c.unit_cost, 0)::bigint as unit_cost
     from ledger_lot l join ledger_entry e on e.tenant_id = l.tenant_id and e.journal = l.id and e.account = l.account and e.owner = l.owner
     left join cost_layer c on c.tenant_id = l.tenant_id and c.id = nullif(e.dim_a, '')::uuid
     where l.tenant_id = $1 and l.ledger = $2 and l.account = $3 and l.owner = $4 and l.remaining > 0`, [tx.tenantId, PartStock.name, account, owner]);
}

/** What taking so many would spend; refuses when there are fewer. Lock first, or it may be outdated when it is posted. */
export async function planFrom(tx: Tx, account: Holding, owner: string | null, quantity: number, names: { readonly part: string; readonly place: string }): Promise<readonly Spent[]> {
  const lots = owner === null ? [] : await lotsOf(tx, account, owner);
  const plan = spendingPlan(lots, quantity);
  if (plan === null) throw isShort(names.part, names.place, lots.reduce((sum, l) => sum + l.remaining, 0), quantity);
  return plan;
}

export interface Cause { readonly number: string; readonly version: number; readonly id: string; readonly register: string }
interface Move { readonly from: string; readonly to?: string; readonly plan: readonly Spent[]; readonly cause: Cause; readonly at: Date; readonly day: string }

/** Posts a plan lot by lot; the cost of what moved. */
export async function moveLots(tx: Tx, movement: Movement, m: Move): Promise<number> {
  const done = await post(tx, ...m.plan.map((s, i) => posting(PartStock, movement, {
    amount: s.quantity, from: m.from, ...(m.to === undefined ? {} : { to: m.to }), lot: s.lot, dimensions: [s.layer], because: becauseOf(m.cause, i), cause: { register: m.cause.register, id: m.cause.id }, at: m.at, day: m.day,
  })));
  assert(done.every((d) => !d.repeated), `${m.cause.number} moved parts twice`);
  return costOf(m.plan);
}

/** Brings new pieces in: bought, found in a count, or old ones without a layer. */
export async function bringIn(tx: Tx, movement: 'receive' | 'count_more' | 'old_part', m: { readonly to: string; readonly quantity: number; readonly layer: string; readonly cause: Cause; readonly at: Date; readonly day: string }): Promise<void> {
  const [done] = await post(tx, posting(PartStock, movement, {
    amount: m.quantity, to: m.to, dimensions: [m.layer], because: becauseOf(m.cause, 0), cause: { register: m.cause.register, id: m.cause.id }, at: m.at, day: m.day,
  }));
  assert(done && !done.repeated, `${m.cause.number} was posted twice`);
}
const becauseOf = (c: Cause, i: number): string => `${c.number}/${c.version}/${i + 1}`;
