/** Hand-made pages of inspections. */
import { later } from '../../../../web/widgets/later.tsx';

export const pages = { round: later(async () => (await import('./round-page.tsx')).RoundPage, null) };
