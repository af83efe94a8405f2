/**
 * Rules of the floor (外场): who is nearest and why, what a duty record must pass on, when a month may be reviewed.
 * Serves VIP-5.7, VIP-5.14, VIP-7.5, VIP-7.6, VIP-7.7, P15.
 */
import { Refusal, type Label } from '../../../kernel/index.ts';

export interface Place { readonly storey: number; readonly along: number }
export interface Standing extends Place { readonly employee: string; readonly name: string; readonly area: string; readonly busy: boolean; readonly free_since: Date }
export interface Ranked { readonly employee: string; readonly name: string; readonly metres: number; readonly busy: boolean; readonly reason: Label }

/** A flight of stairs costs as much as so many metres of corridor. */
const STAIRS = 40;
export const metresBetween = (a: Place, b: Place): number => Math.abs(a.along - b.along) + STAIRS * Math.abs(a.storey - b.storey);

/** Who is free before who is busy, then the nearest, then whoever has been free longest. */
export function nearestFirst(to: Place, staff: readonly Standing[]): readonly Ranked[] {
  return staff.map((s) => ({ s, metres: metresBetween(s, to) }))
    .sort((a, b) => Number(a.s.busy) - Number(b.s.busy) || a.metres - b.metres || a.s.free_since.getTime() - b.s.free_since.getTime())
    .map(({ s, metres }) => ({
      employee: s.employee, name: s.name, metres, busy: s.busy,
      reason: s.busy ? [`${s.name}在${s.area}，约 ${metres} 米，正在处理别的需求`, `${s.name} at ${s.area}, about ${metres} m, is on another request`] : [`${s.name}在${s.area}，约 ${metres} 米，空闲`, `${s.name} at ${s.area}, about ${metres} m, is free`],
    }));
}

/** Sending somebody else than the nearest is allowed, and says why. */
export function refuseFurther(ranked: readonly Ranked[], chosen: string, reason: string | null): void {
  const nearest = ranked[0];
  if (nearest === undefined || nearest.employee === chosen || (reason ?? '').trim().length >= 2) return;
  throw new Refusal('floor_request.nearest', [`最近的是${nearest.name}，改派他人请写明原因`, `${nearest.name} is nearest; say why somebody else is sent`], 422, { sent_reason: ['请写明原因', 'Say why'] });
}

export interface Open { readonly calls: number; readonly complaints: number; readonly requests: number; readonly findings: number }
export const openTotal = (o: Open): number => o.calls + o.complaints + o.requests + o.findings;
/** What is open is passed on in words, and nobody hands over to themselves. */
export function refuseHandOver(open: Open, matters: string | null, outgoing: string | null, incoming: string | null): void {
  if (outgoing !== null && outgoing === incoming) throw new Refusal('duty_record.same', ['交班人和接班人不能是同一人', 'Nobody hands over to themselves'], 422, { 'sign.incoming': ['请接班人签名', 'The next clerk signs'] });
  if (openTotal(open) > 0 && (matters ?? '').trim().length < 4) {
    throw new Refusal('duty_record.matters', [`还有 ${openTotal(open)} 件未结事项，请逐件交代`, `${openTotal(open)} matters are open; say what becomes of each`], 422, { open_matters: ['请写明未结事项', 'Write them down'] });
  }
}

export function refuseMonth(month: string, today: string): void {
  if (!/^\d{4}-(0[1-9]|1[0-2])$/.test(month)) throw new Refusal('service_review.month', ['月份写作 2026-11', 'A month reads 2026-11'], 422, { month: ['例如 2026-11', 'For example 2026-11'] });
  if (month > today.slice(0, 7)) throw new Refusal('service_review.early', ['这个月还没有开始', 'That month has not begun'], 422, { month: ['不晚于本月', 'Not after this month'] });
}

/** What is not in order is written down. */
export function refuseUntidy(input: { readonly articles: boolean; readonly forms: boolean; readonly note: string | null }): void {
  if (input.articles && input.forms) return;
  if ((input.note ?? '').trim().length < 2) throw new Refusal('station.note', ['不整齐的写明是什么、怎么处理', 'Say what is not in order and what is done about it'], 422, { note: ['必填', 'Required'] });
}
