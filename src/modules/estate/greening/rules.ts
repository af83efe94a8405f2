/** When a site is due, and what must be in hand before anybody works inside a substation. Serves LOG-6.1 to LOG-6.3, G-L9, P29. */
import { calendar, Refusal, type Label } from '../../../kernel/index.ts';

export type SiteKind = 'substation' | 'office' | 'outlet' | 'other';
export interface Permit { readonly permit_no: string | null; readonly permit_from: string | null; readonly permit_to: string | null; readonly guardian: string | null }

/** Inside a substation nobody starts without a work permit that holds on this day and somebody who watches over the work. */
export function notAllowedOnSite(kind: SiteKind, permit: Permit, day: string): Label | null {
  if (kind !== 'substation') return null;
  if (permit.permit_no === null || permit.permit_from === null || permit.permit_to === null) return ['变电站内作业须先登记工作票', 'Work inside a substation needs a work permit'];
  if (permit.guardian === null) return ['变电站内作业须指定监护人', 'Work inside a substation needs somebody who watches over it'];
  if (day < permit.permit_from || day > permit.permit_to) return [`工作票有效期为 ${permit.permit_from} 至 ${permit.permit_to}，今天不在其内`, `The permit holds from ${permit.permit_from} to ${permit.permit_to}, not today`];
  return null;
}

export function refusePermit(p: Permit): void {
  if (p.permit_from !== null && p.permit_to !== null && p.permit_to < p.permit_from) {
    throw new Refusal('green_work.permit', ['工作票的止日早于起日', 'The permit ends before it begins'], 422, { permit_to: ['不早于起日', 'Not before its first day'] });
  }
}

/** The day care is due again: so many days after it was last accepted, or after the site was registered when it never was. */
export function nextCare(site: { readonly care_every_days: number; readonly registered_on: string }, lastDone: string | null): string {
  return calendar.addDays(lastDone ?? site.registered_on, site.care_every_days);
}
/** Days past the due day; 0 while it is not over. */
export const daysOverdue = (due: string, day: string): number => Math.max(0, calendar.daysBetween(due, day));
