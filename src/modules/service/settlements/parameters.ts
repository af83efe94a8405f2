/** When half-years close (半年结算日) and how long supply may take for a price. Serves FS-4.3, SM-30, CG-53. */
import { defineParameter, f, parameter, type Tx } from '../../../kernel/index.ts';
import type { ClosingDays } from './rules.ts';

const help = ['只看月、日，年份不计。协议按此分入半年结算单。', 'Only month and day count. Agreements go to half-year statements by it.'] as const;

export const FirstClosing = defineParameter('settlements.first_closing', {
  label: ['上半年结算日', 'Closing day of the first half-year'], help, field: f.date('结算日', 'Closing day'), source: 'FS-4.3, SM-30', default: '2026-06-30', writeBy: ['finance', 'centre_manager'],
});
export const SecondClosing = defineParameter('settlements.second_closing', {
  label: ['下半年结算日', 'Closing day of the second half-year'], help, field: f.date('结算日', 'Closing day'), source: 'FS-4.3, SM-30', default: '2026-12-31', writeBy: ['finance', 'centre_manager'],
});
export const PricingDays = defineParameter('settlements.pricing_days', {
  label: ['定价期限', 'Days for pricing'],
  help: ['协议交到供应部后多少天内应定价；到期未定只是催办，不影响更换。', 'How many days supply has to set a price; being late is chased, and does not hold up the work.'],
  field: f.integer('天数', 'Days', { min: 1, max: 180, unit: ['天', 'days'] }), source: 'FS-4.3', default: 30, writeBy: ['finance', 'centre_manager'],
});

export async function closingDays(tx: Tx, day: string): Promise<ClosingDays> {
  const both = [await parameter(tx, FirstClosing, day), await parameter(tx, SecondClosing, day)].sort((a, b) => (a.slice(5) < b.slice(5) ? -1 : 1));
  return [both[0]!, both[1]!];
}
