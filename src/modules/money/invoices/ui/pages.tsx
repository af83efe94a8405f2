/** Hand-made pages of invoices. */
import { later } from '../../../../web/widgets/later.tsx';

export const pages = { desk: later(async () => (await import('./desk.tsx')).DeskPage, null), stock: later(async () => (await import('./stock.tsx')).StockPage, null) };
