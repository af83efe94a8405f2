/**
 * The ledger of consumables (易耗品台账), in pieces, and moving them: every posting spends one lot and names its cost layer, so a piece leaves, and
 * comes back, at exactly what it cost. Items are locked before they are looked at: of two who want the last piece one gets it. Serves LOG-3.7, P25.
 */
import { assert, defineLedger, journalOf, post, posting, reverse, type Tx } from '../../../kernel/index.ts';
import { layerFor, type Item } from './item.ts';
import { READERS } from './roles.ts';
import { costOf, heldIn, isShort, returningPlan, spendingPlan, type Lot, type Spent } from './rules.ts';

export const ConsumableStock = defineLedger('consumable_stock', {
  label: ['易耗品台账', 'Consumables ledger'],
  unit: ['件', 'pieces'],
  accounts: {
    supplier: { label: ['累计购入', 'Bought'] },
    on_hand: { label: ['结存', 'On hand'], per: 'consumable', floor: 0, lots: true },
    issued: { label: ['已领用', 'Issued'], per: 'consumable_request', floor: 0, lots: true },
    in_hands: { label: ['个人在手', 'In personal keeping'], per: 'employee', floor: 0, lots: true },
    used: { label: ['累计耗用', 'Used'] },
    difference: { label: ['盘点差异', 'Differences of counts'] },
  },
  movements: {
    receive: { label: ['入库', 'Received'], from: 'supplier', to: 'on_hand' },
    issue: { label: ['领用', 'Issued'], from: 'on_hand', to: 'issued' },
    give_back: { label: ['退库', 'Given back'], from: 'issued', to: 'on_hand' },
    use_up: { label: ['耗用', 'Used up'], from: 'issued', to: 'used' },
    spend: { label: ['直接耗用', 'Spent on work'], from: 'on_hand', to: 'used' },
    hand_out: { label: ['发给个人', 'Handed to a person'], from: 'on_hand', to: 'in_hands' },
    hand_back: { label: ['个人退回', 'Handed back'], from: 'in_hands', to: 'on_hand' },
    wear_out: { label: ['个人用完', 'Worn out'], from: 'in_hands', to: 'used' },
    count_more: { label: ['盘盈', 'Count: more'], from: 'difference', to: 'on_hand' },
    count_less: { label: ['盘亏', 'Count: fewer'], from: 'on_hand', to: 'difference' },
  },
  read: READERS,
});
type Movement = keyof typeof ConsumableStock.movements;
export interface Cause { readonly register: string; readonly id: string; readonly number: string; readonly version: number }
interface When { readonly at: Date; readonly day: string }

export async function lockItem(tx: Tx, item: string): Promise<void> {
  if (!tx.looking) await tx.query('select id from consumable where tenant_id = $1 and id = $2 for update', [tx.tenantId, item]);
}

export async function lotsOf(tx: Tx, account: 'on_hand' | 'issued' | 'in_hands', owner: string): Promise<readonly Lot[]> {
  return tx.query<Lot>(
    `select l.id as lot, l.remaining::int as remaining, e.dim_a as layer, c.received_on, c.number as layer_number, c.unit_cost::bigint as unit_cost
     from ledger_lot l join ledger_entry e on e.tenant_id = l.tenant_id and e.journal = l.id and e.account = l.account and e.owner = l.owner
     join consumable_layer c on c.tenant_id = l.tenant_id and c.id = e.dim_a::uuid
     where l.tenant_id = $1 and l.ledger = $2 and l.account = $3 and l.owner = $4 and l.remaining > 0`, [tx.tenantId, ConsumableStock.name, account, owner]);
}

/** What issuing so many would spend; refuses when there are fewer. The item must be locked. */
export async function planOut(tx: Tx, item: Item, quantity: number): Promise<readonly Spent[]> {
  const lots = await lotsOf(tx, 'on_hand', item.id);
  const plan = spendingPlan(lots, quantity);
  if (plan === null) throw isShort(item.name, heldIn(lots), quantity);
  return plan;
}
/** What comes back of an issue, last spent first; null when fewer are out. */
export const planBack = async (tx: Tx, request: string, quantity: number): Promise<readonly Spent[] | null> => returningPlan(await lotsOf(tx, 'issued', request), quantity);

export async function moveLots(tx: Tx, movement: Exclude<Movement, 'receive' | 'count_more'>, m: { readonly from: string; readonly to?: string; readonly plan: readonly Spent[]; readonly cause: Cause } & When): Promise<number> {
  const done = await post(tx, ...m.plan.map((s, i) => posting(ConsumableStock, movement, {
    amount: s.quantity, from: m.from, ...(m.to === undefined ? {} : { to: m.to }), lot: s.lot, dimensions: [s.layer], because: becauseOf(m.cause, i), cause: { register: m.cause.register, id: m.cause.id }, at: m.at, day: m.day,
  })));
  assert(done.every((d) => !d.repeated), `${m.cause.number} moved consumables twice`);
  return costOf(m.plan);
}

export async function bringIn(tx: Tx, movement: 'receive' | 'count_more', m: { readonly item: Item; readonly quantity: number; readonly unit_cost: number; readonly received_on: string; readonly cause: Cause } & When): Promise<void> {
  const layer = await layerFor(tx, { item: m.item.id, unit_cost: m.unit_cost, quantity: m.quantity, received_on: m.received_on, source: m.cause.number, unit_id: m.item.unit_id });
  const [done] = await post(tx, posting(ConsumableStock, movement, { amount: m.quantity, to: m.item.id, dimensions: [layer], because: becauseOf(m.cause, 0), cause: { register: m.cause.register, id: m.cause.id }, at: m.at, day: m.day }));
  assert(done && !done.repeated, `${m.cause.number} was posted twice`);
}

/** Takes back what a version of a document posted, journal by journal: the same lots, the same layers, the same cost. */
export async function undo(tx: Tx, movement: Movement, cause: Cause, why: string, day: string): Promise<number> {
  let n = 0;
  for (;;) {
    const journal = await journalOf(tx, ConsumableStock, movement, becauseOf(cause, n));
    if (journal === undefined) return n;
    await reverse(tx, ConsumableStock, journal, { because: `${cause.number}/${why}/${n + 1}`, day });
    n++;
  }
}
const becauseOf = (c: Pick<Cause, 'number' | 'version'>, i: number): string => `${c.number}/${c.version}/${i + 1}`;

/** Material taken for work that another document stands for, such as a repair. Frozen at the cost of its layers. */
export async function spendOn(tx: Tx, m: { readonly item: Item; readonly quantity: number; readonly cause: Cause } & When): Promise<number> {
  await lockItem(tx, m.item.id);
  return moveLots(tx, 'spend', { from: m.item.id, plan: await planOut(tx, m.item, m.quantity), cause: m.cause, at: m.at, day: m.day });
}
/** Brings that material back into the layers it came from. */
export async function giveBack(tx: Tx, item: string, cause: Cause, day: string): Promise<void> {
  await lockItem(tx, item);
  assert((await undo(tx, 'spend', cause, 'back', day)) > 0, `${cause.number} spent nothing`);
}

/** Company stock into the keeping of a person, at the cost of its layers; one ledger with two scopes (G-L2). */
export async function handOut(tx: Tx, m: { readonly item: Item; readonly quantity: number; readonly employee: string; readonly cause: Cause } & When): Promise<number> {
  await lockItem(tx, m.item.id);
  return moveLots(tx, 'hand_out', { from: m.item.id, to: m.employee, plan: await planOut(tx, m.item, m.quantity), cause: m.cause, at: m.at, day: m.day });
}
interface Handed { readonly item: string; readonly employee: string; /** The record that handed it out. */ readonly issued: string; readonly cause: Cause }
/** Exactly what that record handed out comes back, into the layers it came from. */
export const handBack = async (tx: Tx, m: Handed & When): Promise<number> => moveLots(tx, 'hand_back', { from: m.employee, to: m.item, plan: await handedOut(tx, m), cause: m.cause, at: m.at, day: m.day });
export const wearOut = async (tx: Tx, m: Handed & When): Promise<number> => moveLots(tx, 'wear_out', { from: m.employee, plan: await handedOut(tx, m), cause: m.cause, at: m.at, day: m.day });
async function handedOut(tx: Tx, m: Handed): Promise<readonly Spent[]> {
  await lockItem(tx, m.item);
  const own = new Set((await tx.query<{ id: string }>(`select id from ledger_journal where tenant_id = $1 and register = $3 and record_id = $2 and movement = 'hand_out'`, [tx.tenantId, m.issued, m.cause.register])).map((j) => j.id));
  return (await lotsOf(tx, 'in_hands', m.employee)).filter((l) => own.has(l.lot)).map((l) => ({ lot: l.lot, layer: l.layer, unit_cost: l.unit_cost, quantity: l.remaining }));
}
