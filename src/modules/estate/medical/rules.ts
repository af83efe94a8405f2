/** What must be there before a check-up plan closes, a result is sealed, an emergency is over. Serves LOG-8.1, LOG-8.2, G-L11, AS-41. */
import { Refusal, type Label } from '../../../kernel/index.ts';

export interface Progress { readonly listed: number; readonly booked: number; readonly examined: number; readonly excused: number }

/** A plan closes when everybody on it was examined or excused; otherwise the sentence says how many are left. */
export function notClosed(p: Progress): Label | null {
  const left = p.listed + p.booked;
  return left === 0 ? null : [`还有 ${left} 人未体检也未说明原因`, `${left} people were neither examined nor excused`];
}

/** In percent of those who were to come; null when nobody was. */
export function doneRate(p: Progress): string | null {
  const wanted = p.listed + p.booked + p.examined;
  return wanted === 0 ? null : ((p.examined * 100) / wanted).toFixed(1);
}

export type Outcome = 'normal' | 'watch' | 'recheck' | 'treat';
/** What asks for more than a note names the day on which the doctor looks again; a normal result has none. */
export function refuseResult(r: { readonly outcome: Outcome; readonly follow_up_on: string | null; readonly advice: string | null }, examined: string | null): void {
  if (examined === null) throw new Refusal('checkup_result.not_examined', ['此人还没有体检', 'This person was not examined yet'], 422, { checkup: ['请选择已体检的人', 'Choose somebody who was examined'] });
  const needs = r.outcome === 'recheck' || r.outcome === 'treat';
  if (needs && r.follow_up_on === null) throw new Refusal('checkup_result.follow_up', ['需复查或就医的，请写明随访日期', 'Give the day of the follow-up'], 422, { follow_up_on: ['请填写随访日期', 'Fill in the day'] });
  if (r.outcome === 'normal' && r.follow_up_on !== null) throw new Refusal('checkup_result.no_follow_up', ['结果正常的不安排随访', 'A normal result has no follow-up'], 422, { follow_up_on: ['请清空', 'Leave empty'] });
  if (r.follow_up_on !== null && r.follow_up_on < examined) throw new Refusal('checkup_result.follow_up_early', ['随访日期早于体检日期', 'The follow-up is before the check-up'], 422, { follow_up_on: ['不早于体检日期', 'Not before the check-up'] });
  if (needs && (r.advice ?? '').trim() === '') throw new Refusal('checkup_result.advice', ['请写明建议', 'Write the advice'], 422, { advice: ['请填写', 'Fill in'] });
}

export interface Link { readonly whom: string; readonly within: number }
/** Who is told of an emergency, in this order, each within so many minutes of the report; later steps of the chain never come earlier. */
export function chainOf(text: string): readonly Link[] {
  const links = text.split(/[;；\n]/).map((part) => part.trim()).filter((part) => part !== '').map((part) => {
    const match = /^(.+?)\s*[:：]\s*(\d{1,4})$/.exec(part);
    if (!match) throw new Refusal('medical_emergency.chain', [`“${part}”写法不对，应为“谁：几分钟”`, `“${part}” should read “whom: minutes”`], 422);
    return { whom: match[1]!, within: Number(match[2]) };
  });
  if (links.length === 0) throw new Refusal('medical_emergency.chain', ['通知顺序不能为空', 'The chain names nobody'], 422);
  if (links.some((l, i) => i > 0 && l.within < links[i - 1]!.within)) throw new Refusal('medical_emergency.chain', ['通知顺序中，后通知的时限不能更短', 'Whoever is told later cannot have less time'], 422);
  return links;
}

/** Why an emergency cannot be closed yet: somebody of the chain was not told, or first aid stands nowhere. */
export function notOver(e: { readonly first_aid: string | null; readonly untold: readonly string[] }): Label | null {
  if (e.first_aid === null) return ['还没有记录急救措施', 'First aid is not recorded'];
  if (e.untold.length > 0) return [`还没有通知：${e.untold.join('、')}`, `Not told yet: ${e.untold.join(', ')}`];
  return null;
}

/** Told in time, or how many minutes late. */
export const minutesLate = (due: Date, told: Date): number => Math.max(0, Math.ceil((told.getTime() - due.getTime()) / 60_000));
