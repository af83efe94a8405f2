/** Hand-made pages of benefits. */
import { CheckPage } from './check-page.tsx';

export const pages = { check: CheckPage };
