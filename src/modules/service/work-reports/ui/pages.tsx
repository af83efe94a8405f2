/** Pages of work reports, each loaded when somebody goes there. */
import { later } from '../../../../web/widgets/later.tsx';

export const pages = {
  calendar: later(async () => (await import('./calendar-page.tsx')).CalendarPage, null),
  summary: later(async () => (await import('./summary-page.tsx')).SummaryPage, null),
};
