/** What parts draw themselves: the road of an application and why it was decided so; where a part lies and its label. Serves SM-25, SM-26, AC-32. */
import type { Row } from '../../../../kernel/api.ts';
import { useText } from '../../../../web/i18n/index.tsx';
import type { Overrides } from '../../../../web/shell/overrides.ts';
import { later } from '../../../../web/widgets/later.tsx';

export const overrides: Overrides = {
  panel: {
    part_application: later(async () => (await import('./application-panel.tsx')).ApplicationPanel, null),
    part: later(async () => (await import('./part-panel.tsx')).PartPanel, null),
  },
  cell: { 'part_application.explanation': (row: Row) => (row['explanation'] ? <AboveText /> : null) },
};

function AboveText() {
  const { t } = useText();
  return <span className="w-quiet">{t(['见上方“保修判定”', 'See “Warranty decision” above'])}</span>;
}
