/** Rules of internal affairs: months, performance, the attendance sheet, training results, devices, incidents, plans. Serves LOG-10.1 to LOG-10.11, P34 to P38. */
import { Refusal, type Label } from '../../../kernel/index.ts';

export const isMonth = (m: string): boolean => /^\d{4}-(0[1-9]|1[0-2])$/.test(m);
/** A month that is over, or the one under way. */
export function refuseMonth(register: string, month: string, day: string): void {
  if (!isMonth(month) || month > day.slice(0, 7)) throw new Refusal(`${register}.month`, ['月份写作 2026-02，不晚于本月', 'A month reads 2026-02 and is not to come'], 422, { month: ['例如 2026-02', 'For example 2026-02'] });
}

/** What counts for and against, each a number the system already has. */
export const ITEMS = {
  duties_done: ['按时完成的定期事项', 'Duties done in time'], duties_late: ['逾期完成的定期事项', 'Duties done late'], study_missed: ['缺席的学习会', 'Sessions missed'], unsigned: ['逾期未签的责任书与制度', 'Letters unsigned after their day'],
  absent_days: ['旷工天数', 'Days absent'], late_times: ['迟到次数', 'Times late'], sanctions: ['处分', 'Sanctions'], findings: ['标准检查不符合项', 'Findings against a standard'],
} as const satisfies { readonly [item: string]: Label };
export type Item = keyof typeof ITEMS;
export type Facts = { readonly [I in Item]: number };
/** What a month is reckoned by: where everybody begins, how much can be added at most, and what one of each kind counts. The organisation decides it, from a day on. */
export interface Terms { readonly base: number; readonly most: number; readonly weights: Facts }
/** Suggested; the source names no figures. */
export const SUGGESTED: Terms = { base: 100, most: 10, weights: { duties_done: 1, duties_late: -1, study_missed: -2, unsigned: -2, absent_days: -10, late_times: -2, sanctions: -10, findings: -3 } };

/** Base and facts by their weights; what counts for a person adds so much at most, and nobody falls below nothing. */
export function scoreOf(facts: Facts, { base, most, weights }: Terms): number {
  const of = (sign: 1 | -1) => (Object.keys(ITEMS) as Item[]).filter((i) => Math.sign(weights[i]) === sign).reduce((n, i) => n + facts[i] * weights[i], 0);
  return Math.max(0, base + Math.min(most, of(1)) + of(-1));
}
/** Who may object: the person; for somebody without a sign-in the wages clerk writes it down. Null when this is them. */
export function notToObject(c: { readonly person: string | null; readonly actor: string; readonly clerk: boolean }): Label | null {
  if (c.person === null) return c.clerk ? null : ['本人没有登录账号，由劳资员登记', 'They have no sign-in; the wages clerk enters it'];
  return c.person === c.actor ? null : ['异议由本人提出', 'Only the person concerned objects'];
}

export interface Span { readonly from_day: string; readonly from_half: 'am' | 'pm'; readonly to_day: string; readonly to_half: 'am' | 'pm' }
/** Halves of the working days given that a leave covers. */
export function leaveHalves(spans: readonly Span[], workdays: readonly string[]): number {
  const covered = (day: string, half: 'am' | 'pm') => spans.some((s) => `${s.from_day}${s.from_half}` <= `${day}${half}` && `${day}${half}` <= `${s.to_day}${s.to_half}`);
  return workdays.reduce((n, day) => n + Number(covered(day, 'am')) + Number(covered(day, 'pm')), 0);
}
/** Half days worked: what was planned less leave and absence; two halves a day. */
export function workedHalves(line: { readonly workdays: number; readonly leave: number; readonly absent: number }): number {
  return Math.max(0, line.workdays * 2 - line.leave - line.absent);
}

export const PASS = 60;

export const CARE = { patch: ['补丁更新', 'Patches'], backup: ['数据备份', 'Backup'], antivirus: ['病毒查杀', 'Antivirus scan'] } as const;
export type Care = keyof typeof CARE;
export interface Cared { readonly id: string; readonly needs: readonly string[]; readonly care: readonly { readonly kind: string; readonly done_on: string; readonly ok: boolean }[] }
/** Devices that need this care and have had none that succeeded since the day given. */
export function withoutCare(kind: Care, devices: readonly Cared[], from: string, to: string): readonly string[] {
  return devices.filter((d) => d.needs.includes(kind) && !d.care.some((c) => c.kind === kind && c.ok && c.done_on >= from && c.done_on <= to)).map((d) => d.id);
}

/** Hours within which an incident is contained, by how grave it is. Suggestions; the source names no time. */
export const CONTAIN_HOURS = { minor: 24, serious: 4, grave: 1 } as const;

/** A plan item only moves forward; going back is said with its reason. */
export function refuseProgress(before: number, after: number, note: string | null): void {
  if (after < before && (note ?? '').trim().length < 2) throw new Refusal('work_plan_item.backwards', [`原报 ${before}%，下调须写明原因`, `It stood at ${before} %; going back needs a reason`], 422, { note: ['必填', 'Required'] });
}
/** A month belongs to its year; the period is written 2026 or 2026-03. */
export function refusePlan(p: { readonly kind: 'year' | 'month'; readonly period: string; readonly parentPeriod: string | null }): void {
  const ok = p.kind === 'year' ? /^\d{4}$/.test(p.period) : isMonth(p.period);
  if (!ok) throw new Refusal('work_plan.period', ['年度计划写作 2026，月度计划写作 2026-03', 'A year reads 2026, a month 2026-03'], 422, { period: ['格式不符', 'Not in this form'] });
  if (p.kind === 'month' && p.parentPeriod !== p.period.slice(0, 4)) throw new Refusal('work_plan.parent', ['月度计划须挂在本年度已备案的年度计划下', 'A month stands under the filed plan of its own year'], 422, { parent: [`请选择 ${p.period.slice(0, 4)} 年度计划`, `Choose the plan of ${p.period.slice(0, 4)}`] });
}
/** How far a plan has come: the mean of its items by weight. */
export function progressOf(items: readonly { readonly weight: number; readonly percent: number }[]): number {
  const weight = items.reduce((n, i) => n + i.weight, 0);
  return weight === 0 ? 0 : Math.round(items.reduce((n, i) => n + i.weight * i.percent, 0) / weight);
}

/** How often the same kind of other work must come up in a quarter before it is proposed as a kind of its own. */
export const PROMOTE_FROM = 3;
export function proposals(works: readonly { readonly statement: string; readonly kind: string }[]): readonly { readonly statement: string; readonly kind: string; readonly times: number }[] {
  const counts = new Map<string, { statement: string; kind: string; times: number }>();
  for (const w of works) {
    const key = `${w.statement} ${w.kind.trim()}`;
    const found = counts.get(key) ?? { statement: w.statement, kind: w.kind.trim(), times: 0 };
    counts.set(key, { ...found, times: found.times + 1 });
  }
  return [...counts.values()].filter((p) => p.times >= PROMOTE_FROM).sort((a, b) => b.times - a.times || (a.kind < b.kind ? -1 : 1));
}
