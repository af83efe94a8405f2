/** What work reports draw themselves: bringing an old report from a file, its reading beside the record, a report laid out as a page. */
import type { Overrides } from '../../../../web/shell/overrides.ts';
import { later } from '../../../../web/widgets/later.tsx';

export const overrides: Overrides = {
  field: { 'imported_report.wording': later(async () => (await import('./wording-input.tsx')).WordingInput) },
  panel: { imported_report: later(async () => (await import('./old-report.tsx')).OldReportPanel, null) },
};
