/** Hand-made pages of the director's part. */
import { later } from '../../../../web/widgets/later.tsx';

export const pages = { week: later(async () => (await import('./week-page.tsx')).WeekPage, null) };
