/** Hand-made pages of the hotline. */
import { later } from '../../../../web/widgets/later.tsx';

export const pages = { desk: later(async () => (await import('./desk-page.tsx')).DeskPage, null) };
