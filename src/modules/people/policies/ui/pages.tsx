/** Hand-made pages of policies: the shelf of documents in force, and the signing of a letter with those who are missing. Serves FS-0.3, FS-1.3, FS-2.1. */
import { ShelfPage } from './shelf-page.tsx';
import { SigningPageView } from './signing-page.tsx';

export const pages = { shelf: ShelfPage, signing: SigningPageView };
