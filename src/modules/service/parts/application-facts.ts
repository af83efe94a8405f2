/** What the steps of a parts application must know: the warranty of the unit, where the part lies, what was fitted before, who pays. Serves SM-25, SM-26, AC-32. */
import { readRecord, Refusal, takeStep, type Actor, type Label, type Tx } from '../../../kernel/index.ts';
import { warrantyOn, type WarrantyDecision } from '../equipment/index.ts';
import { ReplacementAgreement, ReplacementAgreementProcess } from '../settlements/index.ts';
import type { Application } from './application.ts';
import { Part } from './part.ts';
import { findItem, keptPlace, reaches, type Place } from './place.ts';
import { KEEPERS } from './roles.ts';
import { DECISIONS, GOOD_KINDS, sideOf, spendingPlan, type Agreement, type Determined, type Spent } from './rules.ts';
import { lockItems, lotsOf, planFrom } from './stock.ts';

const NO_UNIT: WarrantyDecision = { result: 'undetermined', from: null, until: null, explanation: [['没有登记是哪台设备', 'It is not on record which unit this was']] };
export async function warrantyFor(tx: Tx, equipment: string | null, failed_on: string): Promise<WarrantyDecision> {
  return equipment === null ? NO_UNIT : (await warrantyOn(tx, equipment, failed_on)).parts;
}

/** Columns that freeze a decision as it was made. */
export const frozen = (d: Determined, day: string) => ({ computed: d.computed, decision: d.decision, side: sideOf(d.decision), decided_on: day, explanation: JSON.stringify(d.explanation) });
export const thawed = (kept: string | null): readonly Label[] => (kept === null ? [] : (JSON.parse(kept) as readonly Label[]));
export const decisionLines = (a: Pick<Application, 'decision' | 'explanation'>): readonly Label[] =>
  (a.decision === null ? [] : [[`保修判定：${DECISIONS[a.decision][0]}`, `Warranty decision: ${DECISIONS[a.decision][1]}`], ...thawed(a.explanation)]);

export interface IssueFacts { readonly shelves: readonly Shelf[]; readonly place: Place | null; readonly plan: readonly Spent[]; readonly item: string | null; readonly mine: boolean }
export interface Shelf { readonly place: string; readonly name: string; readonly held: number }
/** Where the part lies among the places the person may issue from; with a place chosen, the lots that go, locked. */
export async function issueFacts(tx: Tx, record: Application, chosen: string | null | undefined, actor: Actor): Promise<IssueFacts> {
  const shelves = await shelvesOf(tx, record.part, actor);
  const wanted = record.approved ?? record.quantity;
  if (!chosen) return { shelves, place: null, plan: [], item: null, mine: false };
  const place = await keptPlace(tx, actor, [...KEEPERS, 'technician'], chosen, 'place');
  if (!GOOD_KINDS.includes(place.kind)) throw new Refusal('part_application.bad_place', ['旧件库和报废区的不能发放', 'Old parts and scrap are not issued'], 422, { place: ['请选仓库或服务车', 'Choose a warehouse or a van'] });
  const item = await findItem(tx, place.id, record.part);
  await lockItems(tx, item === null ? [] : [item]);
  return { shelves, place, item, mine: await keeps(tx, place, actor), plan: await planFrom(tx, 'on_hand', item, wanted, { part: await partName(tx, record.part), place: place.name }) };
}

/** Stock keepers issue from any place of their unit; a technician from the van or stock in his own name. */
async function keeps(tx: Tx, place: Place, actor: Actor): Promise<boolean> {
  if (await reaches(tx, actor, KEEPERS, place.unit_id)) return true;
  const own = await tx.query<{ id: string }>('select id from employee where tenant_id = $1 and app_user = $2', [tx.tenantId, actor.id]);
  return own.some((e) => e.id === place.technician || e.id === place.mate);
}

export async function shelvesOf(tx: Tx, part: string, actor: Actor): Promise<readonly Shelf[]> {
  const found = await tx.query<Shelf & { readonly unit_id: string }>(
    `select p.id as place, p.name, p.unit_id, a.balance::int as held from stock_item i join stock_place p on p.tenant_id = i.tenant_id and p.id = i.place
     join ledger_account a on a.tenant_id = i.tenant_id and a.ledger = 'part_stock' and a.account = 'on_hand' and a.owner = i.id
     where i.tenant_id = $1 and i.part = $2 and a.balance > 0 and p.kind = any($3) and p.archived_at is null order by a.balance desc, p.name`, [tx.tenantId, part, GOOD_KINDS]);
  const reached = await Promise.all(found.map((s) => reaches(tx, actor, [...KEEPERS, 'technician', 'dispatcher', 'centre_manager'], s.unit_id)));
  return found.filter((_, i) => reached[i]);
}

export interface UseFacts { readonly serialised: boolean; readonly used: readonly Spent[]; readonly rest: readonly Spent[]; readonly issued: number; readonly before: readonly { readonly serial: string; readonly number: string }[] }
/** The pieces out on this application, split into what was fitted and what goes back; serial numbers fitted by others. */
export async function useFacts(tx: Tx, record: Application, used: number | undefined, fitted: readonly string[]): Promise<UseFacts> {
  const lots = await lotsOf(tx, 'issued', record.id);
  const issued = lots.reduce((sum, l) => sum + l.remaining, 0);
  const plan = spendingPlan(lots, Math.min(used ?? issued, issued)) ?? [];
  const rest = lots.map((l) => ({ lot: l.lot, layer: l.layer, unit_cost: l.unit_cost, quantity: l.remaining - plan.filter((s) => s.lot === l.lot).reduce((sum, s) => sum + s.quantity, 0) })).filter((s) => s.quantity > 0);
  return { ...(await fittedFacts(tx, record, fitted)), used: plan, rest, issued };
}
export async function fittedFacts(tx: Tx, record: Pick<Application, 'id' | 'part'>, fitted: readonly string[]): Promise<Pick<UseFacts, 'serialised' | 'before'>> {
  const part = await readRecord(tx, Part, record.part);
  // Serial numbers of one part are fitted by one person at a time: the catalogue row is the queue.
  if (fitted.length > 0 && !tx.looking) await tx.query('select id from part where tenant_id = $1 and id = $2 for update', [tx.tenantId, record.part]);
  const before = fitted.length === 0 ? [] : await tx.query<{ serial: string; number: string }>(
    `select s.serial, a.number from part_application a, lateral regexp_split_to_table(a.new_serials, '[\\s,，、;；]+') as s(serial)
     where a.tenant_id = $1 and a.part = $2 and a.id <> $3 and s.serial = any($4) order by a.number limit 3`, [tx.tenantId, record.part, record.id, fitted]);
  return { serialised: part?.serialised ?? false, before };
}

export async function partName(tx: Tx, part: string): Promise<string> {
  return (await readRecord(tx, Part, part))?.name ?? '';
}

export async function agreementFacts(tx: Tx, id: string | null | undefined): Promise<{ readonly agreement: Agreement | null }> {
  return { agreement: id ? await readRecord(tx, ReplacementAgreement, id) : null };
}

/** The agreement learns that the work is done, where it waits for that. */
export async function tellAgreement(tx: Tx, a: Pick<Application, 'agreement' | 'replaced_on'>): Promise<void> {
  if (a.agreement === null || a.replaced_on === null) return;
  const agreement = await readRecord(tx, ReplacementAgreement, a.agreement, { lock: true });
  if (agreement === null || !['price_pending', 'priced'].includes(agreement.state) || agreement.service_done_on !== null || agreement.agreed_on > a.replaced_on) return;
  await takeStep(tx, ReplacementAgreementProcess, agreement.id, 'record_work', { service_done_on: a.replaced_on });
}
