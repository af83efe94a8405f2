/** Pages of the documents of a centre, loaded when somebody goes there. */
import { later } from '../../../../web/widgets/later.tsx';

export const pages = { documents: later(async () => (await import('./documents-page.tsx')).DocumentsPage, null) };
