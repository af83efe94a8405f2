/**
 * Rules of user complaints (用户投诉): when one counts as repeated, which order it may be linked to, when it is resolved, who calls back,
 * and what a breach by an employee takes. Serves SM-24, FS-0.2, CC-WRIT-7.
 */
import { Refusal, type Label } from '../../../kernel/index.ts';

export interface Earlier { readonly id: string; readonly customer: string; readonly equipment: string | null; readonly received_at: Date }
export interface Repeat { readonly of: string; readonly kind: 'same_equipment' | 'same_customer'; readonly days: number }
const DAY = 86_400_000;

/** The latest earlier complaint about the same unit, otherwise from the same customer, within the window; without a window all of them count. */
export function repeatOf(now: Omit<Earlier, 'id'>, earlier: readonly Earlier[], windowDays: number | null): Repeat | null {
  const near = earlier.filter((e) => e.received_at <= now.received_at && (windowDays === null || now.received_at.getTime() - e.received_at.getTime() <= windowDays * DAY))
    .sort((a, b) => b.received_at.getTime() - a.received_at.getTime());
  const days = (e: Earlier) => Math.floor((now.received_at.getTime() - e.received_at.getTime()) / DAY);
  const unit = now.equipment === null ? undefined : near.find((e) => e.equipment === now.equipment);
  if (unit) return { of: unit.id, kind: 'same_equipment', days: days(unit) };
  const customer = near.find((e) => e.customer === now.customer);
  return customer ? { of: customer.id, kind: 'same_customer', days: days(customer) } : null;
}

/** Past the moment in which the complaint came in, and the unit must be the customer's own. */
export function refuseComplaint(c: { readonly occurred_at: Date; readonly customer: string }, facts: { readonly now: Date; readonly ownerOfUnit: string | null }): void {
  if (c.occurred_at.getTime() > facts.now.getTime()) throw new Refusal('user_complaint.future', ['发生时间晚于现在', 'It lies in the future'], 422, { occurred_at: ['不晚于现在', 'Not later than now'] });
  if (facts.ownerOfUnit !== null && facts.ownerOfUnit !== c.customer) throw new Refusal('user_complaint.equipment', ['设备不属于该客户', 'The equipment belongs to another customer'], 422, { equipment: ['请选择该客户的设备', 'Choose one of this customer'] });
}

export interface Order { readonly number: string; readonly customer: string; readonly state: string }
/** An order of the same customer that is or was really carried out. */
export function refuseOrder(order: Order | null, customer: string): void {
  if (order === null || order.customer !== customer) throw new Refusal('user_complaint.order', ['请选择该客户的服务指令', 'Choose an order of this customer'], 422, { service_order: ['须为同一客户', 'Of the same customer'] });
  if (order.state === 'cancelled') throw new Refusal('user_complaint.order_cancelled', [`${order.number} 已取消`, `${order.number} was cancelled`], 422, { service_order: ['请选择有效的指令', 'Choose an order that stands'] });
}

const WORK_DONE = ['done', 'certified', 'returned', 'verified', 'closed'];
export const orderNotDone = (order: Order | null): Label | null =>
  order === null || WORK_DONE.includes(order.state) ? null : [`${order.number} 尚未完工`, `The work of ${order.number} is not done yet`];

/** Whoever resolved it does not ask the user whether it was resolved. */
export const ownCallBack = (resolvedBy: string | null, actor: string): Label | null =>
  resolvedBy === actor ? ['回访由处理人以外的人进行', 'Somebody else than who resolved it calls back'] : null;

/** Calling back with the user not content opens it again. */
export const afterCallBack = (satisfied: string): 'called_back' | 'linked' => (satisfied === 'no' ? 'linked' : 'called_back');

/** CC-WRIT-7 is about loss of the company: named person, amount, evidence, and only once. */
export function noIncidentYet(c: { readonly about: string | null; readonly incident: string | null }): Label | null {
  if (c.incident !== null) return ['已报违纪事件', 'An incident has been reported already'];
  return c.about === null ? ['没有写明涉及的员工', 'No employee is named'] : null;
}
export function refuseLoss(lossFen: number, evidence: string): void {
  if (lossFen <= 0) throw new Refusal('user_complaint.loss', ['没有造成公司损失的不适用 CC-WRIT-7', 'CC-WRIT-7 does not apply without loss to the company'], 422, { loss: ['大于零', 'More than zero'] });
  if (evidence.trim().length < 10) throw new Refusal('user_complaint.evidence', ['损失须有证据：写明单据、金额和计算', 'The loss needs evidence: papers, amounts, how it was worked out'], 422, { loss_evidence: ['请具体写明', 'Be specific'] });
}
