/** Rules of satisfaction surveys (满意度): when one is worth sending, what a low score is, and when an average rests on too few answers. Serves SM-34, FS-5.9, AC-37. */
import { calendar } from '../../../kernel/index.ts';

/** Asking long after the work asks about something forgotten. */
export function worthAsking(certifiedOn: string, today: string, withinDays: number): boolean {
  return calendar.daysBetween(certifiedOn, today) <= withinDays;
}

export const isLow = (score: number, lowest: number): boolean => score <= lowest;

export interface Answers { readonly answered: number; readonly of: number; readonly sum: number }
export interface Average { readonly rate: string | null; readonly average: string | null; readonly few: boolean }
/** Response rate beside the average; few answers when fewer than asked for, or less than the share asked for. */
export function averageOf({ answered, of, sum }: Answers, enough: { readonly answers: number; readonly percent: number }): Average {
  const rate = of === 0 ? null : (Math.round((answered * 10_000) / of) / 100).toFixed(2);
  return {
    rate, average: answered === 0 ? null : (Math.round((sum * 100) / answered) / 100).toFixed(2),
    few: answered < enough.answers || rate === null || Number(rate) < enough.percent,
  };
}
