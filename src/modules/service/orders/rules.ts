/**
 * Rules of service orders (服务指令): who may be sent, when work may start and counts as done, who verifies, what closing needs, and in which
 * order regions are printed. Serves SM-21, FS-0.1, FS-2.4, FS-5.6, FS-5.8, CG-48, CG-49, CG-52, AC-35.
 */
import { Refusal, type Actor, type Label } from '../../../kernel/index.ts';
import { employedOn } from '../../people/staff/index.ts';
import { SAFETY_FORM, type SafetyAnswers } from './safety.ts';

export interface Worker { readonly name: string; readonly app_user: string | null; readonly unit_id: string; readonly hired_on: string; readonly left_on: string | null }

/** `needed`: somebody must have done the work. */
export function refuseAbsentWorker(worker: Worker | null, day: string, needed = false): void {
  if (worker === null) {
    if (needed) throw new Refusal('service_order.nobody', ['请写明由谁完成', 'Say who did the work'], 422, { technician: ['必填', 'Required'] });
    return;
  }
  if (employedOn(worker, day)) return;
  throw new Refusal('service_order.not_employed', [`${worker.name} ${day} 不在职`, `${worker.name} is not employed on ${day}`], 422,
    { technician: ['须为当日在职员工', 'Somebody employed on that day'] });
}

export function refuseFutureWork(doneOn: string, today: string): void {
  if (doneOn <= today) return;
  throw new Refusal('service_order.future', ['完成日期不能晚于今天', 'Work cannot be done in the future'], 422, { done_on: [`不晚于 ${today}`, `Not after ${today}`] });
}

/** Verifying one's own work would give oneself points. */
export function refuseOwnWork(worker: Worker | null, userId: string): void {
  if (worker === null || worker.app_user !== userId) return;
  throw new Refusal('service_order.own_work', ['不能核实自己完成的服务', 'Nobody verifies their own work']);
}

/** A technician works on the orders given to them; a branch manager may act for anybody of the branch. */
export function othersWork(worker: Worker | null, actor: Actor): Label | null {
  if (actor.kind === 'system' || worker?.app_user === actor.id || actor.grants.some((g) => g.role === 'branch_manager')) return null;
  return [`这份指令派给了${worker?.name ?? '别人'}`, `This order is assigned to ${worker?.name ?? 'somebody else'}`];
}

/** The moment something happened: what is sent later says when, and that lies between the order and now. */
export function whenOf(at: Date | null, order: { readonly received_at: Date | null }, now: Date): Date {
  if (at === null) return now;
  if (at > now) throw new Refusal('service_order.not_yet', ['实际时间不能晚于现在', 'It cannot have happened later than now'], 422, { at: ['不晚于现在', 'Not later than now'] });
  if (order.received_at !== null && at < order.received_at) {
    throw new Refusal('service_order.before_order', ['实际时间早于受理时间', 'It cannot have happened before the order was taken down'], 422, { at: ['不早于受理时间', 'Not before it was asked for'] });
  }
  return at;
}

export function safetyMissing(checkedOn: string | null): Label | null {
  return checkedOn === null ? ['开工前请先做安全检查', 'The safety check comes before work'] : null;
}

/** The checklist holds for the day on which it was filled in. */
export function refuseWithoutSafety(checkedOn: string | null, day: string): void {
  if (checkedOn === day) return;
  throw new Refusal('service_order.safety_first', [`开工前请先做 ${day} 的安全检查`, `The safety check of ${day} comes before work`]);
}

export function refuseUnsafe(answers: SafetyAnswers): void {
  const missing = (Object.keys(SAFETY_FORM) as (keyof SafetyAnswers)[]).filter((name) => answers[name] === 'missing');
  if (missing.length === 0) return;
  const names = (lang: 0 | 1) => missing.map((name) => SAFETY_FORM[name].label[lang]);
  throw new Refusal('service_order.unsafe', [`不具备开工条件：${names(0).join('、')}`, `Not safe to work: ${names(1).join('; ')}`], 409,
    Object.fromEntries(missing.map((name) => [name, ['落实后再开工', 'Put right before work']])));
}

export function refuseUnsafePaper(filled: boolean): void {
  if (!filled) throw new Refusal('service_order.paper_safety', ['没有安全检查表的服务不能报完工', 'Work without a safety checklist cannot be reported'], 409, { safety_on_paper: ['请先补齐', 'Needed'] });
}

export function refuseMissingRemainder({ outcome, remainder }: { readonly outcome: 'resolved' | 'unresolved'; readonly remainder: string | null }): void {
  if (outcome === 'resolved' || (remainder ?? '').trim() !== '') return;
  throw new Refusal('service_order.remainder', ['请写明遗留问题', 'Say what remains'], 422, { remainder: ['有遗留问题时必填', 'Needed when something remains'] });
}

export function refuseEarlyResolution(resolvedOn: string, doneOn: string | null, today: string): void {
  if (resolvedOn <= today && (doneOn === null || resolvedOn >= doneOn)) return;
  throw new Refusal('service_order.resolved_when', ['解决日期须在完成日期与今天之间', 'The day lies between the day of the work and today'], 422, { resolved_on: ['完成日期至今天', 'Between the work and today'] });
}

interface Closing { readonly outcome: string | null; readonly receipt_state: string | null; readonly report_state: string | null; readonly parts_state: string | null }
/** What still stands between a verified order and its end; null when nothing does. */
export function closingProblem(order: Closing): Label | null {
  const missing: Label[] = [
    ...(order.outcome === 'unresolved' ? [['遗留问题尚未解决', 'something remains to be resolved'] as const] : []),
    ...(order.report_state === null ? [['缺服务报告', 'the service report is missing'] as const] : []),
    ...(order.report_state === 'certified' ? [['服务报告待审核', 'the service report is not checked'] as const] : []),
    ...(order.receipt_state === 'expected' ? [['回执未收', 'the receipt is missing'] as const] : []),
    ...(order.parts_state === 'open' ? [['配件使用待确认', 'the parts are not confirmed'] as const] : []),
  ];
  return missing.length === 0 ? null : [`不能关闭：${missing.map((m) => m[0]).join('；')}`, `Cannot be closed: ${missing.map((m) => m[1]).join('; ')}`];
}

interface Plan { readonly planned_from: Date | null; readonly planned_to: Date | null }
export function refuseBackwardsPlan({ planned_from, planned_to }: Plan): void {
  if (planned_from === null && planned_to === null) return;
  if (planned_from !== null && planned_to !== null && planned_from < planned_to) return;
  throw new Refusal('service_order.window', ['计划时段须有起有止，起在止前', 'A planned window has a beginning and a later end'], 422, { planned_to: ['晚于计划开始', 'Later than its beginning'] });
}

export function refuseBackwards(input: Plan & { readonly received_at: Date | null }, now: Date): void {
  refuseBackwardsPlan(input);
  if (input.received_at !== null && input.received_at > now) {
    throw new Refusal('service_order.received', ['受理时间不能晚于现在', 'It cannot have been asked for later than now'], 422, { received_at: ['不晚于现在', 'Not later than now'] });
  }
}

interface Placed { readonly customer: string; readonly site: string | null; readonly equipment: string | null }
/** Site and equipment are the customer's own. */
export function refuseForeignPlace(input: Placed, owners: { readonly siteOf: string | null; readonly equipmentOf: string | null }): void {
  if (input.site !== null && owners.siteOf !== input.customer) {
    throw new Refusal('service_order.site', ['该站点不属于这个客户', 'This site belongs to another customer'], 422, { site: ['请选该客户的站点', 'Choose a site of the customer'] });
  }
  if (input.equipment !== null && owners.equipmentOf !== null && owners.equipmentOf !== input.customer) {
    throw new Refusal('service_order.equipment', ['该设备不属于这个客户', 'This equipment belongs to another customer'], 422, { equipment: ['请选该客户的设备', 'Choose equipment of the customer'] });
  }
}

export interface Place { readonly id: string; readonly code: string; readonly name: string; readonly branch: string; readonly list_order: number }
/** Regions as one report prints them: its own order where it has one, the general order for the rest, those last. */
export function inReportOrder<P extends Place>(regions: readonly P[], own: readonly { readonly region: string; readonly list_order: number }[]): readonly P[] {
  const rank = new Map(own.map((o) => [o.region, o.list_order]));
  const key = (p: P) => [rank.has(p.id) ? 0 : 1, rank.get(p.id) ?? p.list_order] as const;
  return [...regions].sort((a, b) => key(a)[0] - key(b)[0] || key(a)[1] - key(b)[1] || (a.code < b.code ? -1 : 1));
}
