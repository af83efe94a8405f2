/** The hand-made page of deductions: what is owed. */
import { OwedPage } from './owed-page.tsx';

export const pages = { owed: OwedPage };
