/** Hand-made pages of scripts and prices. */
import { later } from '../../../../web/widgets/later.tsx';

export const pages = { book: later(async () => (await import('./book.tsx')).BookPage, null) };
