/**
 * Rules of service requests (服务申请): which channels are open to whom, what a request must carry, which open requests ask for the same
 * thing, and what may be merged into what. Serves SM-20, CC-1.4a, CC-1.4b, AC-34.
 */
import { Refusal, type Label } from '../../../kernel/index.ts';

export const CHANNELS = {
  phone: ['电话', 'Telephone'], mail: ['邮件', 'Mail'], branch: ['区域转报', 'Through a branch'], qr: ['扫码', 'QR label'], web: ['网页', 'Web'],
  complaint: ['投诉', 'Complaint'], walk_in: ['上门', 'Walk-in'],
} as const satisfies { readonly [channel: string]: Label };
export type Channel = keyof typeof CHANNELS;
export const REQUESTERS = {
  user: ['用户', 'User'], region: ['区域服务部', 'Regional branch'], representative: ['维修代表', 'Repair representative'], warehouse: ['库房人员', 'Warehouse staff'],
  other: ['其他外部人员', 'Other outsider'], colleague: ['联络中心人员', 'Contact-centre staff'],
} as const satisfies { readonly [kind: string]: Label };
export type RequesterKind = keyof typeof REQUESTERS;

/** Posts that take people in at a counter of their own; everybody else who opens requests sits in the contact centre. */
export const COUNTERS = ['dispatcher', 'branch_manager'];

/** Only contact-centre staff are not external: repair representatives and people from the warehouse are. */
export function refuseWalkIn(channel: string, requester: string, roles: readonly string[]): void {
  if (channel !== 'walk_in' || requester === 'colleague' || roles.some((r) => COUNTERS.includes(r))) return;
  throw new Refusal('service_request.walk_in', [
    '联络中心不受理外部人员上门办理的业务，请通过规定的服务渠道受理（CC-1.4a；外部人员含维修代表、库房人员等，CC-1.4b）',
    'The contact centre takes no business from outsiders who walk in; only the defined channels are open (CC-1.4a; repair representatives and warehouse staff are outsiders too, CC-1.4b)',
  ], 422, { channel: ['请选择规定的服务渠道', 'Choose one of the defined channels'] });
}

/** Somebody must be able to answer; a branch is reached without its number. */
export function refuseNoWayBack(channel: string, phone: string | null, mail: string | null): void {
  if (channel === 'branch' || phone !== null || mail !== null) return;
  throw new Refusal('service_request.no_way_back', ['请留下电话或邮箱，以便答复', 'A telephone number or mail address is needed for the answer'], 422,
    { phone: ['电话或邮箱至少填一项', 'Phone or mail, one of them'] });
}

export function refuseFuture(received: Date | null, now: Date, failed_on: string | null, today: string): void {
  if (received !== null && received.getTime() > now.getTime()) {
    throw new Refusal('service_request.future', ['接到时间晚于现在', 'Received in the future'], 422, { received_at: ['不能晚于现在', 'Not later than now'] });
  }
  if (failed_on !== null && failed_on > today) {
    throw new Refusal('service_request.future', ['故障日期晚于今天', 'Failed in the future'], 422, { failed_on: [`不晚于 ${today}`, `Not after ${today}`] });
  }
}

export interface Places {
  readonly customer: { readonly id: string; readonly state: string } | null;
  readonly site: { readonly customer: string } | null;
  readonly equipment: { readonly customer: string; readonly site: string } | null;
}
/** Customer, site and unit belong together, and the customer is still served. */
export function refuseForeignPlace(wanted: { readonly customer: string | null; readonly site: string | null }, places: Places): void {
  const customer = wanted.customer ?? places.equipment?.customer ?? places.site?.customer ?? null;
  if (places.equipment !== null && (places.equipment.customer !== customer || (wanted.site !== null && places.equipment.site !== wanted.site))) {
    throw new Refusal('service_request.foreign_equipment', ['该设备不在所选客户的站点上', 'This unit does not stand there'], 422, { equipment: ['请选择该站点的设备', 'Choose a unit of this site'] });
  }
  if (places.site !== null && places.site.customer !== customer) {
    throw new Refusal('service_request.foreign_site', ['该站点不属于所选客户', 'This site belongs to another customer'], 422, { site: ['请选择该客户的站点', 'Choose a site of this customer'] });
  }
  if (places.customer !== null && places.customer.state === 'stopped') {
    throw new Refusal('service_request.customer_stopped', ['该客户已停止服务', 'This customer is no longer served'], 409, { customer: ['请先恢复服务', 'Serve it again first'] });
  }
}

export interface Compared { readonly id: string; readonly number: string; readonly equipment: string | null; readonly site: string | null; readonly content: string }
export interface Similar { readonly id: string; readonly number: string; readonly percent: number; readonly reason: Label }

/** Open requests that probably ask for the same: the same unit, or the same site in similar words; surest first. */
export function similarTo(request: Compared, open: readonly Compared[], percentNeeded: number): readonly Similar[] {
  return open.filter((o) => o.id !== request.id).flatMap((o): Similar[] => {
    const percent = Math.round(likeness(request.content, o.content) * 100);
    if (request.equipment !== null && request.equipment === o.equipment) {
      return [{ id: o.id, number: o.number, percent, reason: [`同一台设备，内容相似 ${percent}%`, `Same unit; wording ${percent} % alike`] }];
    }
    if (request.site === null || request.site !== o.site || percent < percentNeeded) return [];
    return [{ id: o.id, number: o.number, percent, reason: [`同一站点，内容相似 ${percent}%`, `Same site; wording ${percent} % alike`] }];
  }).sort((a, b) => Number(b.reason[0].startsWith('同一台')) - Number(a.reason[0].startsWith('同一台')) || b.percent - a.percent || (a.number < b.number ? -1 : 1));
}

/** Dice's measure over pairs of neighbouring characters: works for Chinese without knowing its words, and for English. */
export function likeness(a: string, b: string): number {
  const [left, right] = [pairs(a), pairs(b)];
  const total = left.length + right.length;
  if (total === 0) return plain(a) === plain(b) && plain(a) !== '' ? 1 : 0;
  const rest = [...right];
  let shared = 0;
  for (const pair of left) {
    const at = rest.indexOf(pair);
    if (at < 0) continue;
    rest.splice(at, 1);
    shared++;
  }
  return (2 * shared) / total;
}
const plain = (text: string): string => text.normalize('NFKC').toLowerCase().replace(/[^\p{L}\p{N}]/gu, '');
const pairs = (text: string): string[] => { const chars = [...plain(text)]; return chars.slice(1).map((c, i) => chars[i]! + c); };

export const OPEN_STATES = ['received', 'validated', 'accepted', 'ordered'] as const;

export interface MergeTarget { readonly id: string; readonly number: string; readonly state: string; readonly customer: string | null }
/** A request is merged into one that is still open, of the same customer, and never into itself. */
export function refuseMerge(request: { readonly id: string; readonly customer: string | null }, target: MergeTarget | null): void {
  const wrong = (code: string, label: Label) => new Refusal(`service_request.${code}`, label, 409, { merged_into: label });
  if (target === null) throw wrong('merge_unknown', ['没有这份申请', 'There is no such request']);
  if (target.id === request.id) throw wrong('merge_itself', ['不能并入自己', 'A request cannot be merged into itself']);
  if (!(OPEN_STATES as readonly string[]).includes(target.state)) throw wrong('merge_closed', [`${target.number} 已并入其他申请或不予受理`, `${target.number} was itself merged or refused`]);
  if (request.customer !== null && target.customer !== null && request.customer !== target.customer) throw wrong('merge_customer', [`${target.number} 属于另一个客户`, `${target.number} is of another customer`]);
}

export interface OrderToLink { readonly number: string; readonly state: string; readonly customer: string; readonly request: string | null }
/** One order answers one request: otherwise requests and orders could not be reconciled. */
export function refuseOrder(request: { readonly customer: string | null }, order: OrderToLink | null): void {
  const wrong = (code: string, label: Label) => new Refusal(`service_request.${code}`, label, 409, { order: label });
  if (order === null) throw wrong('order_unknown', ['没有这份指令', 'There is no such order']);
  if (order.request !== null) throw wrong('order_taken', [`${order.number} 已由 ${order.request} 关联`, `${order.number} belongs to ${order.request}`]);
  if (order.state === 'cancelled') throw wrong('order_cancelled', [`${order.number} 已取消`, `${order.number} is cancelled`]);
  if (order.customer !== request.customer) throw wrong('order_customer', [`${order.number} 属于另一个客户`, `${order.number} is of another customer`]);
}
