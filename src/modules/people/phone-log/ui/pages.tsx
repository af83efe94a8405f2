/** Hand-made page of the telephone log. Serves CC-5.2a, AC-07. */
import { PhoneLogDesk } from './log-page.tsx';

export const pages = { log: PhoneLogDesk };
