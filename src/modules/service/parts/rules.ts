/**
 * Rules of parts (配件): which cost layers are spent first, who bears a part, what must be on record before one is replaced, issued or
 * confirmed, and what a count means. Pure. Serves FS-3.4, FS-3.5, FS-3.7, FS-3.8, SM-25, SM-26, AC-25, AC-32, CG-50.
 */
import { Refusal, type Label } from '../../../kernel/index.ts';
import type { WarrantyDecision, WarrantyResult } from '../equipment/index.ts';

export const PLACE_KINDS = {
  warehouse: ['仓库', 'Warehouse'], van: ['服务车', 'Van'], technician: ['技术员', 'Technician'], customer: ['客户处', 'At the customer'], old_parts: ['旧件库', 'Old parts'], scrap: ['报废区', 'Scrap'],
} as const satisfies { readonly [kind: string]: Label };
export type PlaceKind = keyof typeof PLACE_KINDS;
/** What is taken from here may be fitted: good parts only. */
export const GOOD_KINDS: readonly PlaceKind[] = ['warehouse', 'van', 'technician', 'customer'];

interface PlaceOwners { readonly kind: PlaceKind; readonly technician: string | null; readonly mate: string | null; readonly customer: string | null }
/** A van and a technician's stock have somebody who answers for them, a stock at the customer's has its customer. */
export function refuseOwnerlessPlace({ kind, technician, mate, customer }: PlaceOwners): void {
  const field = kind === 'van' || kind === 'technician' ? (technician === null ? 'technician' : null) : kind === 'customer' && customer === null ? 'customer' : null;
  if (field !== null) throw new Refusal('stock_place.owner', ['请写明由谁保管', 'Say whose it is'], 422, { [field]: ['这类库位必填', 'Needed for this kind of place'] });
  if (mate !== null && mate === technician) throw new Refusal('stock_place.mate', ['同车技术员不能是同一人', 'The second technician is somebody else'], 422, { mate: ['另选一人', 'Choose another'] });
}

/** A lot in stock with the cost layer it came from; old parts have none, and cost nothing. */
export interface Lot { readonly lot: string; readonly remaining: number; readonly layer: string; readonly received_on: string | null; readonly layer_number: string; readonly unit_cost: number }
export interface Spent { readonly lot: string; readonly layer: string; readonly unit_cost: number; readonly quantity: number }

/** First received, first spent: by the day of receipt, then by the layer's number, however often the pieces moved since. Null when there is not enough. */
export function spendingPlan(lots: readonly Lot[], quantity: number): readonly Spent[] | null {
  const key = (l: Lot): string => `${l.received_on ?? ''}/${l.layer_number}/${l.lot}`;
  const plan: Spent[] = [];
  let open = quantity;
  for (const l of [...lots].filter((one) => one.remaining > 0).sort((a, b) => (key(a) < key(b) ? -1 : 1))) {
    if (open === 0) break;
    const taken = Math.min(open, l.remaining);
    plan.push({ lot: l.lot, layer: l.layer, unit_cost: l.unit_cost, quantity: taken });
    open -= taken;
  }
  return open === 0 ? plan : null;
}
export const costOf = (plan: readonly Spent[]): number => plan.reduce((sum, s) => sum + s.quantity * s.unit_cost, 0);

export const DECISIONS = {
  in: ['保修期内', 'In warranty'], contract: ['合同保障', 'Covered by contract'], goodwill: ['优惠处理', 'Goodwill'], out: ['保修期外', 'Out of warranty'],
} as const satisfies { readonly [decision: string]: Label };
export type Decision = keyof typeof DECISIONS;
export const SIDES = { in: ['保内', 'In warranty'], out: ['保外', 'Out of warranty'] } as const satisfies { readonly [side: string]: Label };
export type Side = keyof typeof SIDES;
/** Contract cover and goodwill are borne by the company as the warranty is; only the rest is charged. */
export const sideOf = (decision: Decision): Side => (decision === 'out' ? 'out' : 'in');

export interface Determined { readonly decision: Decision; readonly computed: WarrantyResult; readonly explanation: readonly Label[] }
/** The computed result stands unless somebody overrides it with a reason; what could not be computed must be decided by somebody. */
export function decisionOn(computed: WarrantyDecision, override: Exclude<Decision, 'contract'> | null, reason: string | null): Determined {
  const { result, explanation } = computed;
  if (override === null || override === result) {
    if (result === 'undetermined') {
      throw new Refusal('part_application.undetermined', ['保修无法按日期判定，请补登记设备日期与保修月数，或说明理由后人工判定', 'The warranty cannot be computed: complete the dates of the unit, or decide with a reason'], 409,
        { override: ['请人工判定', 'Decide by hand'] });
    }
    return { decision: result, computed: result, explanation };
  }
  const why = (reason ?? '').trim();
  if (why === '') throw new Refusal('part_application.reason', ['改变系统判定须写明理由', 'Departing from the computed result needs a reason'], 422, { decision_reason: ['必填', 'Required'] });
  const [zh, en] = DECISIONS[override];
  return { decision: override, computed: result, explanation: [...explanation, [`人工判定：${zh}；理由：${why}`, `Decided by hand: ${en.toLowerCase()}; why: ${why}`]] };
}

export const REMEDIES = {
  repair_attempted: ['已尝试修复', 'Repair attempted'], manufacturer_contacted: ['已联系厂家', 'Manufacturer contacted'],
} as const satisfies { readonly [remedy: string]: Label };
export type Remedy = keyof typeof REMEDIES;
/** What the company pays for is repaired or claimed from the manufacturer first; without an entry nothing is replaced. */
export function remedyMissing(decision: Decision | null, remedy: string | null): Label | null {
  if (decision === null || sideOf(decision) === 'out' || remedy !== null) return null;
  return ['保内更换前须登记“已尝试修复”或“已联系厂家”', 'Before an in-warranty replacement, record that a repair was attempted or the manufacturer contacted'];
}
export function refuseWithoutRemedy(decision: Decision | null, remedy: string | null): void {
  const missing = remedyMissing(decision, remedy);
  if (missing) throw new Refusal('part_application.remedy', missing, 409, { remedy: ['保内必填', 'Needed in warranty'] });
}

/** A claim is made to somebody. */
export function refuseClaimWithout(remedy: Remedy, manufacturer: string | null): void {
  if (remedy !== 'manufacturer_contacted' || (manufacturer ?? '').trim() !== '') return;
  throw new Refusal('part_application.manufacturer', ['请写明联系的厂家', 'Say which manufacturer was contacted'], 422, { manufacturer: ['联系厂家时必填', 'Needed when the manufacturer was contacted'] });
}

/** Not more than was applied for, and not by whoever applied. */
export function refuseApproval(approved: number, applied: number, applicant: string, userId: string): void {
  if (approved > applied) throw new Refusal('part_application.approved', [`申报 ${applied} 件`, `${applied} were applied for`], 422, { approved: [`不多于 ${applied}`, `At most ${applied}`] });
  if (applicant === userId) throw new Refusal('part_application.own_application', ['自己申报的由他人批准', 'Somebody else approves what one applied for'], 403);
}

/** Technicians issue to themselves from their own van, never from somebody else's place. */
export function refuseForeignVan(mine: boolean): void {
  if (!mine) throw new Refusal('part_application.not_your_van', ['技术员只能从自己的服务车发放', 'A technician issues from their own van only'], 403, { place: ['请选自己的服务车', 'Choose your own van'] });
}

/** Old parts go where old parts lie; fewer than were taken out is explained. */
export function refuseOldPieces(pieces: number, used: number, kind: PlaceKind | null, note: string | null): void {
  if (kind !== 'old_parts') throw new Refusal('part_application.old_place', ['旧件须入旧件库', 'Old parts go to a place for old parts'], 422, { old_place: ['请选旧件库', 'Choose a place for old parts'] });
  if (pieces > used) throw new Refusal('part_application.old_pieces', [`只更换了 ${used} 件`, `Only ${used} were replaced`], 422, { old_pieces: [`不多于 ${used}`, `At most ${used}`] });
  if (pieces < used && (note ?? '').trim() === '') throw new Refusal('part_application.old_missing', [`少交 ${used - pieces} 件，请说明`, `${used - pieces} are missing: say why`], 422, { old_note: ['少交时必填', 'Needed when pieces are missing'] });
}
/** In warranty the old part belongs to the company. */
export function refuseKept(side: string | null, old: 'kept' | 'destroyed'): void {
  if (side !== 'out' && old === 'kept') throw new Refusal('part_application.kept', ['保内旧件归公司，不能留给用户', 'In warranty the old part belongs to the company'], 422, { old_part: ['请交回旧件', 'Return it'] });
}

/** Out of warranty somebody has agreed to pay, or a price is set, before the centre confirms. */
export function refuseUnpriced(decision: Decision | null, agreement: string | null, charge: number | null): void {
  if (decision !== 'out' || agreement !== null || charge !== null) return;
  throw new Refusal('part_application.unpriced', ['保外更换须有协议或收费价格才能确认', 'Out of warranty, an agreement or a price is needed before it is confirmed'], 409, { charge: ['填写价格，或选择协议', 'Enter the price, or choose the agreement'] });
}

export interface Agreement { readonly customer: string; readonly state: string }
/** The agreement is one of the same customer and stands. */
export function refuseForeignAgreement(chosen: string | null, agreement: Agreement | null, customer: string | null): void {
  if (chosen === null || (agreement !== null && agreement.customer === customer && agreement.state !== 'cancelled')) return;
  throw new Refusal('part_application.agreement', ['该协议不属于这个客户，或已取消', 'This agreement is another customer’s, or cancelled'], 422, { agreement: ['请选该客户的有效协议', 'Choose a standing agreement of the customer'] });
}

/** Serial numbers as typed: one a line, or separated by commas or spaces. */
export const serialsIn = (text: string | null): readonly string[] => (text ?? '').split(/[\s,，、;；]+/).filter((s) => s !== '');

export interface Fitted { readonly serialised: boolean; readonly used: number; readonly old: readonly string[]; readonly fitted: readonly string[] }
/** A part with serial numbers is traced both ways: as many went in as came out, none twice, none the same. */
export function refuseSerials({ serialised, used, old, fitted }: Fitted): void {
  for (const [field, serials] of [['old_serials', old], ['new_serials', fitted]] as const) {
    if (new Set(serials).size !== serials.length) throw wrongSerials(field, ['有重复的编号', 'A serial number stands twice']);
    if (serialised && serials.length !== used) throw wrongSerials(field, [`须填 ${used} 个编号，现有 ${serials.length} 个`, `${used} serial numbers are needed; there are ${serials.length}`]);
  }
  const same = fitted.find((s) => old.includes(s));
  if (same !== undefined) throw wrongSerials('new_serials', [`${same} 是拆下的旧件`, `${same} is the part that was taken out`]);
}
/** The same piece is fitted once. */
export function refuseFittedBefore(earlier: readonly { readonly serial: string; readonly number: string }[]): void {
  const [first] = earlier;
  if (first) throw wrongSerials('new_serials', [`${first.serial} 已在 ${first.number} 装上`, `${first.serial} was fitted by ${first.number}`]);
}
const wrongSerials = (field: string, why: Label) => new Refusal('part_application.serials', ['编号不符', 'The serial numbers do not fit'], 422, { [field]: why });

interface Replaced { readonly used: number; readonly issued: number; readonly replaced_on: string; readonly issued_on: string | null; readonly failed_on: string; readonly today: string }
export function refuseImpossibleUse({ used, issued, replaced_on, issued_on, failed_on, today }: Replaced): void {
  if (used > issued) throw new Refusal('part_application.too_many', [`只发出 ${issued} 件`, `Only ${issued} were issued`], 422, { used: [`不多于 ${issued}`, `At most ${issued}`] });
  const from = issued_on !== null && issued_on > failed_on ? issued_on : failed_on;
  if (replaced_on < from || replaced_on > today) {
    throw new Refusal('part_application.replaced_when', ['更换日期须在发放之后、今天之前', 'It is replaced after it was issued and not in the future'], 422, { replaced_on: [`${from} 至 ${today}`, `${from} to ${today}`] });
  }
}

export function refuseFutureFailure(failed_on: string, today: string): void {
  if (failed_on > today) throw new Refusal('part_application.future', ['故障日期不能晚于今天', 'It cannot have failed in the future'], 422, { failed_on: [`不晚于 ${today}`, `Not after ${today}`] });
}

interface Belongs { readonly state: string; readonly customer: string; readonly equipment: string | null; readonly number: string }
/** An application on an order is for that order's own unit, and the order is still open. */
export function refuseForeignOrder(order: Belongs | null, unit: { readonly id: string; readonly customer: string } | null): void {
  if (order === null) return;
  if (order.state === 'closed' || order.state === 'cancelled') throw new Refusal('part_application.order_over', [`指令 ${order.number} 已结束`, `Order ${order.number} is over`], 409, { service_order: ['请选未结束的指令', 'Choose an open order'] });
  if (unit !== null && (unit.customer !== order.customer || (order.equipment !== null && order.equipment !== unit.id))) {
    throw new Refusal('part_application.other_unit', ['这台设备不属于该指令', 'This unit is not the one of the order'], 422, { equipment: ['请选指令上的设备', 'Choose the unit of the order'] });
  }
}

/** Nobody confirms what they fitted themselves. */
export function refuseOwnPart(fittedBy: string | null, userId: string): void {
  if (fittedBy === userId) throw new Refusal('part_application.own', ['不能确认自己更换的配件', 'Nobody confirms the parts they fitted themselves'], 403);
}

/** How an order stands with its parts: open while one application is, confirmed when all have ended, nothing without any. */
const ENDED = ['confirmed', 'refused', 'repaired', 'withdrawn', 'unused'];
export const partsStateOf = (states: readonly string[]): 'open' | 'confirmed' | null =>
  states.length === 0 ? null : states.every((s) => ENDED.includes(s)) ? 'confirmed' : 'open';

export interface Counted { readonly counted: number; readonly book: number; readonly reason: string | null }
/** A difference is explained before anybody approves it. */
export function differenceOf({ counted, book, reason }: Counted): number {
  if (counted !== book && (reason ?? '').trim() === '') {
    throw new Refusal('stock_count.reason', [`账面 ${book}，实盘 ${counted}：请写明差异原因`, `On the books ${book}, counted ${counted}: say why they differ`], 422, { reason: ['有差异时必填', 'Needed when there is a difference'] });
  }
  return counted - book;
}
export function refuseOwnCount(counter: string, userId: string): void {
  if (counter === userId) throw new Refusal('stock_count.own', ['盘点差异须由他人批准', 'Somebody other than the counter approves a difference'], 403);
}

export const PURPOSES = {
  transfer: ['调拨', 'Transfer'], to_manufacturer: ['返厂', 'Back to the manufacturer'], dispose: ['报废处置', 'Disposal'],
} as const satisfies { readonly [purpose: string]: Label };
export type Purpose = keyof typeof PURPOSES;
interface Moving { readonly purpose: Purpose; readonly from: { readonly id: string; readonly kind: PlaceKind } | null; readonly to: { readonly id: string; readonly kind: PlaceKind } | null }
/** A transfer has another place to go to; only scrap and old parts leave the house, and an old part becomes a good one only after repair. */
export function refuseOddMove({ purpose, from, to }: Moving): void {
  if (purpose === 'transfer') {
    if (to === null || to.id === from?.id) throw odd('to_place', ['请选另一个库位', 'Choose another place']);
    return;
  }
  if (to !== null) throw odd('to_place', ['离开本单位的不填调入库位', 'Leave this empty for what leaves the house']);
  const leaves: readonly PlaceKind[] = purpose === 'dispose' ? ['scrap', 'old_parts'] : ['old_parts', 'scrap', 'warehouse'];
  if (from !== null && !leaves.includes(from.kind)) {
    throw odd('from_place', purpose === 'dispose' ? ['只有报废区和旧件库的可以处置', 'Only scrap and old parts are disposed of'] : ['只能从仓库、旧件库或报废区返厂', 'Only from a warehouse, old parts or scrap']);
  }
}
const odd = (field: string, why: Label) => new Refusal('stock_move.place', ['库位不符', 'The places do not fit'], 422, { [field]: why });

export const isShort = (name: string, place: string, there: number, wanted: number): Refusal =>
  new Refusal('part_stock.short', [`“${name}”在${place}只有 ${there} 件，需要 ${wanted} 件`, `There are ${there} of “${name}” in ${place}; ${wanted} are needed`], 409);

/** Cost per piece in fen, rounded half up; null without pieces. */
export const averageOf = (cost: number, pieces: number): number | null => (pieces === 0 ? null : Math.floor((cost * 2 + pieces) / (pieces * 2)));
