/** Hand-made pages of the business log. */
import { later } from '../../../../web/widgets/later.tsx';

export const pages = { evening: later(async () => (await import('./evening.tsx')).EveningPage, null) };
