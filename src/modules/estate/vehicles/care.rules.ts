/**
 * Rules of vehicles on the road: documents that last for the whole trip, service that is due, readings that only rise, fuel against its norm.
 * Serves LOG-1.1, LOG-1.3, LOG-1.4, AS-33, AS-34.
 */
import { calendar, Refusal, type Label } from '../../../kernel/index.ts';

export const DOCUMENT_KINDS = {
  registration: ['行驶证', 'Registration certificate'], inspection: ['年检', 'Inspection'], compulsory: ['交强险', 'Compulsory insurance'], commercial: ['商业险', 'Commercial insurance'], rental: ['租赁合同', 'Rental contract'],
} as const;
export type DocumentKind = keyof typeof DOCUMENT_KINDS;
export interface PaperOf { readonly kind: DocumentKind; readonly valid_from: string; /** Last day. */ readonly valid_to: string }

/** The last day up to which papers of a kind follow each other without a gap from `first` on; null when the first day is not covered. */
export function coveredUntil(papers: readonly PaperOf[], kind: DocumentKind, first: string): string | null {
  let until: string | null = null;
  for (const p of papers.filter((x) => x.kind === kind).sort((a, b) => (a.valid_from < b.valid_from ? -1 : 1))) {
    const needed: string = until === null ? first : calendar.addDays(until, 1);
    if (p.valid_from <= needed && p.valid_to >= needed) until = p.valid_to;
  }
  return until;
}

/** What is missing or ends before the trip does. */
export function paperProblems(papers: readonly PaperOf[], asked: readonly DocumentKind[], first: string, last: string): Label[] {
  return asked.flatMap((kind): Label[] => {
    const [zh, en] = DOCUMENT_KINDS[kind];
    const until = coveredUntil(papers, kind, first);
    if (until !== null && until >= last) return [];
    const latest = papers.filter((p) => p.kind === kind).reduce((most, p) => (p.valid_to > most ? p.valid_to : most), '');
    const ends = until ?? latest;
    if (ends === '') return [[`没有登记${zh}`, `No ${en.toLowerCase()} on record`]];
    return ends < last ? [[`${zh} ${ends} 到期`, `${en} ends ${ends}`]] : [[`${zh} ${first} 尚未生效`, `${en} is not in force on ${first}`]];
  });
}

export interface Service { readonly next_service_on: string | null; readonly next_service_km: number | null; readonly km: number | null }
/** Due by date on the last day of the trip, or by distance as it stands when it leaves. */
export function serviceProblem({ next_service_on, next_service_km, km }: Service, last: string): Label | null {
  if (next_service_on !== null && next_service_on <= last) return [`${next_service_on} 应保养`, `Service due ${next_service_on}`];
  if (next_service_km !== null && km !== null && km >= next_service_km) return [`已行驶 ${km} 公里，${next_service_km} 公里应保养`, `At ${km} km; service due at ${next_service_km} km`];
  return null;
}

export interface Reading { readonly at: Date; readonly km: number }
/** A reading lies between its neighbours in time: an odometer does not run backwards. */
export function refuseReading(reading: Reading, before: Reading | null, after: Reading | null, now: Date): void {
  if (reading.at.getTime() > now.getTime()) throw new Refusal('odometer.future', ['读数时间在将来', 'The reading lies in the future'], 422, { read_at: ['不能晚于现在', 'Not later than now'] });
  if (before !== null && reading.km < before.km) throw new Refusal('odometer.lower', [`读数 ${reading.km} 低于上次的 ${before.km} 公里`, `${reading.km} is lower than the last reading, ${before.km} km`], 422, { km: [`不低于 ${before.km}`, `At least ${before.km}`] });
  if (after !== null && reading.km > after.km) throw new Refusal('odometer.higher', [`读数 ${reading.km} 高于其后的 ${after.km} 公里`, `${reading.km} is higher than a later reading, ${after.km} km`], 422, { km: [`不高于 ${after.km}`, `At most ${after.km}`] });
}

/** Litres in hundredths, price in fen a litre; the amount in whole fen. */
export const fuelAmount = (litres: string, price: number): number => Math.round((hundredths(litres) * price) / 100);
export const hundredths = (quantity: string): number => Math.round(Number(quantity) * 100);

export interface Fill { readonly km: number; readonly litres: string; readonly full: boolean }
export interface Consumption { readonly distance: number; /** Litres per 100 km in hundredths. */ readonly rate: number; /** Tenths of a per cent above the norm; null without one. */ readonly deviation: number | null; readonly flagged: boolean }
/** From one full tank to the next: everything filled since, over the distance. Nothing can be said in between. */
export function consumption(fill: Fill, since: readonly Fill[], norm: string | null, tolerance: number): Consumption | null {
  const start = since.findLastIndex((f) => f.full);
  if (!fill.full || start < 0) return null;
  const distance = fill.km - since[start]!.km;
  if (distance <= 0) return null;
  const litres = [...since.slice(start + 1), fill].reduce((sum, f) => sum + hundredths(f.litres), 0);
  const rate = Math.round((litres * 100) / distance);
  const normed = norm === null ? null : Math.round(Number(norm) * 10);
  const deviation = normed === null || normed === 0 ? null : Math.round((litres * 10_000) / (distance * normed)) - 1000;
  // Compared without rounding: exactly the norm and its tolerance is still within it.
  const flagged = normed !== null && normed > 0 && litres * 1000 > distance * normed * (100 + tolerance);
  return { distance, rate, deviation, flagged };
}
