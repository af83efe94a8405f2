/** Hand-made pages of duty coverage. */
import { later } from '../../../../web/widgets/later.tsx';

export const pages = { month: later(async () => (await import('./month-page.tsx')).MonthPage, null) };
