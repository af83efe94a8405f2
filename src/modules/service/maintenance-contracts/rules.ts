/**
 * Rules of maintenance contracts (维保合同): how long they run, on which days visits fall, when renewal is due, and that nothing
 * is covered twice. Serves FS-4.1, SM-29, AC-30.
 */
import { calendar, Refusal } from '../../../kernel/index.ts';

export const RULES = {
  none: ['不定期', 'No fixed visits'], monthly: ['每月', 'Every month'], quarterly: ['每季度', 'Every quarter'], half_yearly: ['每半年', 'Every half-year'], yearly: ['每年', 'Every year'],
} as const;
export type VisitRule = keyof typeof RULES;
const MONTHS: { readonly [R in VisitRule]: number } = { none: 0, monthly: 1, quarterly: 3, half_yearly: 6, yearly: 12 };

/** Days on which visits fall, first and last day of the contract included; the 31st is the last day of a shorter month. */
export function visitDays(rule: VisitRule, dayOfMonth: number, from: string, to: string): readonly string[] {
  const step = MONTHS[rule];
  if (step === 0) return [];
  const every = calendar.occurrences({ every: 'month', days: [dayOfMonth] }, from, calendar.addDays(to, 1));
  return every.filter((_day, i) => i % step === 0);
}

/** Renewal is due so many days before the contract's last day. */
export const renewalDueOn = (validTo: string, days: number): string => calendar.addDays(validTo, -days);

/** The term that follows, just as long: 2009-01-10 to 2010-01-09 is followed by 2010-01-10 to 2011-01-09. */
export function nextTerm(validFrom: string, validTo: string): { readonly valid_from: string; readonly valid_to: string } {
  const start = calendar.addDays(validTo, 1);
  for (const months of [1, 2, 3, 6, 12, 18, 24, 36, 60]) {
    if (calendar.addMonths(validFrom, months) === start) return { valid_from: start, valid_to: calendar.addDays(calendar.addMonths(start, months), -1) };
  }
  return { valid_from: start, valid_to: calendar.addDays(start, calendar.daysBetween(validFrom, validTo)) };
}

export function refuseImpossibleTerm(validFrom: string, validTo: string): void {
  if (validTo >= validFrom) return;
  throw new Refusal('maintenance_contract.term', ['止日早于起日', 'It ends before it begins'], 422, { valid_to: [`不早于 ${validFrom}`, `Not before ${validFrom}`] });
}

export function refuseGap(predecessorTo: string, validFrom: string): void {
  if (validFrom > predecessorTo) return;
  throw new Refusal('maintenance_contract.renewal_overlap', [`续签须从原合同止日 ${predecessorTo} 之后开始`, `A renewal begins after the earlier contract ends on ${predecessorTo}`], 422, { valid_from: [`晚于 ${predecessorTo}`, `After ${predecessorTo}`] });
}

export interface Term { readonly contract: string; readonly equipment: string; readonly from: string; readonly to: string }
/** Two contracts that pay for the same equipment on the same day would leave open which one does. */
export function refuseDoubleCover(wanted: readonly Term[], others: readonly Term[]): void {
  for (const w of wanted) {
    const clash = others.find((o) => o.equipment === w.equipment && o.from <= w.to && w.from <= o.to);
    if (clash) throw new Refusal('maintenance_contract.covered_twice', [`${w.equipment} 在 ${clash.from} 至 ${clash.to} 已由 ${clash.contract} 维保`, `${w.equipment} is covered by ${clash.contract} from ${clash.from} to ${clash.to}`]);
  }
}

export function refuseVisitOutside(doneOn: string, c: { readonly valid_from: string; readonly valid_to: string }, today: string): void {
  if (doneOn >= c.valid_from && doneOn <= today) return;
  throw new Refusal('maintenance_visit.day', [`完成日期须在 ${c.valid_from} 至 ${today} 之间`, `It was done between ${c.valid_from} and ${today}`], 422, { done_on: [`${c.valid_from} 至 ${today}`, `${c.valid_from} to ${today}`] });
}
