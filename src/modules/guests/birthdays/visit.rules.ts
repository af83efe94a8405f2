/** When finance opens next: a gift that is not collected goes back then. Serves G5, VIP-2.14. */
import { calendar } from '../../../kernel/index.ts';

export function nextOpening(now: Date, opens: string, zone: string): Date {
  const { date } = calendar.localParts(now, zone);
  const today = calendar.instantOf(date, opens, zone);
  return today.getTime() >= now.getTime() ? today : calendar.instantOf(calendar.addDays(date, 1), opens, zone);
}
