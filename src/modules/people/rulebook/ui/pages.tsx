/** Hand-made pages of the rulebook: the code for everybody, and the check for those who keep it. Serves AC-10, CC-EFF-2, CG-22. */
import { CheckPage } from './check-page.tsx';
import { CodePage } from './code-page.tsx';
import { RulebookPrintPage } from './print-page.tsx';
import { RulebookSigningPage } from './signing-page.tsx';

export const pages = { code: CodePage, check: CheckPage, signing: RulebookSigningPage, print: RulebookPrintPage };
