/**
 * What a technician carries (随车库存), and taking it by a signed visit: of two who used the last piece, the second one finds it gone. Each part taken
 * becomes an application that is replaced already and waits to be completed. Serves AC-33, SM-25.
 */
import { createRecord, dayOf, readRecord, takeStep, type Tx } from '../../../kernel/index.ts';
import { ServiceOrder } from '../orders/index.ts';
import { warrantyFor } from './application-facts.ts';
import { followOrder, openingFacts, PartApplication, refuseOpening } from './application.ts';
import { PartApplicationProcess } from './application-process.ts';
import { PartStock } from './ledger.ts';
import { Part } from './part.ts';
import { READERS } from './roles.ts';
import { costOf, isShort, sideOf, spendingPlan, type Spent } from './rules.ts';
import { lockItems, lotsOf, moveLots } from './stock.ts';

interface Carried { readonly item: string; readonly part: string; readonly place: string; readonly number: string; readonly name: string; readonly unit: string; readonly quantity: number }
/** Vans and own stock in which the technician is named, first or second; the van comes first. */
async function carried(tx: Tx, technician: string, parts: readonly string[] | null): Promise<readonly Carried[]> {
  return tx.query<Carried>(
    `select i.id as item, i.part, i.place, p.number, concat_ws(' ', p.name, p.spec) as name, p.measure as unit, coalesce(a.balance, 0)::int as quantity
     from stock_place w join stock_item i on i.tenant_id = w.tenant_id and i.place = w.id join part p on p.tenant_id = i.tenant_id and p.id = i.part
     left join ledger_account a on a.tenant_id = i.tenant_id and a.ledger = $4 and a.account = 'on_hand' and a.owner = i.id
     where w.tenant_id = $1 and w.archived_at is null and w.kind in ('van', 'technician') and $2 in (w.technician, w.mate) and ($3::uuid[] is null or i.part = any($3))
     order by p.name, w.kind desc, w.number`, [tx.tenantId, technician, parts, PartStock.name]);
}

export interface VanStock { readonly part: string; readonly number: string; readonly name: string; readonly unit: string; readonly quantity: number }
export async function vanStock(tx: Tx, technician: string): Promise<readonly VanStock[]> {
  const held = new Map<string, VanStock>();
  for (const { part, number, name, unit, quantity } of await carried(tx, technician, null)) {
    held.set(part, { part, number, name, unit, quantity: quantity + (held.get(part)?.quantity ?? 0) });
  }
  return [...held.values()].filter((h) => h.quantity > 0);
}

/** The same for some parts, locked until the transaction ends. */
export async function lockedVanStock(tx: Tx, technician: string, parts: readonly string[]): Promise<ReadonlyMap<string, number>> {
  if (parts.length === 0) return new Map();
  await lockItems(tx, (await carried(tx, technician, parts)).map((c) => c.item));
  const held = new Map<string, number>();
  for (const c of await carried(tx, technician, parts)) held.set(c.part, (held.get(c.part) ?? 0) + c.quantity);
  return held;
}

export interface VanUse { readonly technician: string; readonly order: string; readonly visit: string; readonly used: readonly { readonly part: string; readonly quantity: number }[] }
/** Takes what a visit used. Whoever calls has locked the stock and found it enough; refuses all the same when it is not. */
export async function useFromVan(tx: Tx, use: VanUse): Promise<void> {
  const wanted = new Map<string, number>();
  for (const u of use.used) wanted.set(u.part, (wanted.get(u.part) ?? 0) + u.quantity);
  for (const [part, quantity] of [...wanted].sort(([a], [b]) => (a < b ? -1 : 1))) await useOne(tx, use, part, quantity);
  if (wanted.size > 0) await followOrder(tx, use.order);
}

async function useOne(tx: Tx, use: VanUse, part: string, quantity: number): Promise<void> {
  const order = (await readRecord(tx, ServiceOrder, use.order))!;
  const today = await dayOf(tx, tx.now, order.unit_id);
  const failed_on = order.received_at === null ? today : await dayOf(tx, order.received_at, order.unit_id);
  const taken = await planned(tx, use.technician, part, quantity);
  const application = await createRecord(tx, FROM_VISIT, {
    service_order: order.id, part, quantity, failed_on, fault: `到访 ${use.visit} 现场更换`, technician: use.technician, from_visit: use.visit,
  });
  const warranty = await warrantyFor(tx, application.equipment, failed_on);
  const replaced_on = order.done_on ?? today;
  await takeStep(tx, PartApplicationProcess, application.id, 'take_from_van', { issued_from: taken[0]!.place, used: quantity, replaced_on, cost: taken.reduce((sum, one) => sum + costOf(one.plan), 0), ...standing(warranty.result) });
  for (const [i, one] of taken.entries()) {
    await moveLots(tx, 'fit_from_van', { from: one.item, plan: one.plan, cause: { register: 'part_application', id: application.id, number: `${application.number}/${i + 1}`, version: 1 }, at: tx.now, day: replaced_on });
  }
}

/** As far as the dates say; the rest is decided when the record is completed. */
const standing = (computed: 'in' | 'out' | 'contract' | 'undetermined') => ({ computed, side: computed === 'undetermined' ? null : sideOf(computed) });

interface Taken { readonly item: string; readonly place: string; readonly plan: readonly Spent[] }
async function planned(tx: Tx, technician: string, part: string, quantity: number): Promise<readonly Taken[]> {
  const taken: Taken[] = [];
  let open = quantity;
  for (const c of (await carried(tx, technician, [part])).filter((one) => one.quantity > 0)) {
    const plan = open === 0 ? null : spendingPlan(await lotsOf(tx, 'on_hand', c.item), Math.min(open, c.quantity));
    if (plan === null) continue;
    taken.push({ item: c.item, place: c.place, plan });
    open -= plan.reduce((sum, s) => sum + s.quantity, 0);
  }
  if (open > 0) throw isShort((await readRecord(tx, Part, part))?.name ?? '', '车上', quantity - open, quantity);
  return taken;
}

/** What a customer has signed is taken down whatever is missing: the unit is asked for afterwards. */
const FROM_VISIT: typeof PartApplication = {
  ...PartApplication, access: { ...PartApplication.access, create: READERS },
  opening: {
    facts: ({ tx, input, actor, now }) => openingFacts(tx, asked(input), actor, now),
    guard: ({ input, facts, day }) => refuseOpening(asked(input), facts as Facts, day),
    set: ({ facts, day }) => ({ equipment: (facts as Facts).unit?.id ?? null, customer: (facts as Facts).customer, region: (facts as Facts).region, unit_id: (facts as Facts).branch, applied_on: day }),
  },
};
type Facts = Awaited<ReturnType<typeof openingFacts>>;
interface Asked { readonly service_order: string | null; readonly equipment: string | null; readonly technician: string | null; readonly failed_on: string }
const asked = (input: object): Asked => input as Asked;
