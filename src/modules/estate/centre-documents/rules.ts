/** Rules of the documents of a centre (中心文书): the period, what a duty needs to be in force, how duties stand. Serves TEA-2, TEA-3, G-L4. */
import { calendar, Refusal, type Label } from '../../../kernel/index.ts';

export interface Span { readonly centre: string; readonly from: string; readonly to: string }
export function refuseSpan({ from, to }: { readonly from: string; readonly to: string }): void {
  if (from > to) throw new Refusal('centre_document.period', ['止日早于起日', 'The period ends before it begins'], 422, { to: ['不早于起日', 'Not before the first day'] });
  if (calendar.daysBetween(from, to) > 366) throw new Refusal('centre_document.period', ['期间最长一年', 'A period of at most a year'], 422, { from: ['最长一年', 'At most a year'] });
}

interface Duty { readonly owner_role: string | null; readonly deputy_role: string | null; readonly frequency: string | null; readonly evidence: string | null }
const blank = (text: string | null): boolean => (text ?? '').trim() === '';
/** Nothing is in force without owner, deputy, frequency and evidence. */
export function notActive(d: Duty): Label | null {
  const parts: readonly (readonly [string | null, string, string])[] = [[d.owner_role, '责任岗位', 'owner'], [d.deputy_role, '代理岗位', 'deputy'], [d.frequency, '频次', 'frequency'], [d.evidence, '凭据', 'evidence']];
  const missing = parts.filter(([text]) => blank(text));
  if (missing.length > 0) return [`还缺：${missing.map((m) => m[1]).join('、')}`, `Still missing: ${missing.map((m) => m[2]).join(', ')}`];
  return d.owner_role === d.deputy_role ? ['代理岗位不能与责任岗位相同', 'The deputy is somebody else'] : null;
}

export interface Occurrence { readonly due_at: Date; readonly done_at: Date | null }
export interface Stand { readonly due: number; readonly in_time: number; readonly late: number; readonly missed: number; readonly open: number }
/** Each occurrence is exactly one of the four. */
export function standOf(occurrences: readonly Occurrence[], now: Date): Stand {
  const count = (of: (o: Occurrence) => boolean) => occurrences.filter(of).length;
  return {
    due: occurrences.length, in_time: count((o) => o.done_at !== null && o.done_at <= o.due_at), late: count((o) => o.done_at !== null && o.done_at > o.due_at),
    missed: count((o) => o.done_at === null && o.due_at < now), open: count((o) => o.done_at === null && o.due_at >= now),
  };
}
