/** Hand-made pages of discipline: reporting a breach, replaying the past under another version. Serves SM-2, AC-11. */
import { ReplayVersionsPage } from './replay-page.tsx';
import { ReportBreachPage } from './report-page.tsx';

export const pages = { report: ReportBreachPage, replay: ReplayVersionsPage };
