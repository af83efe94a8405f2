/** What records of the rulebook show instead of stored JSON (守则记录的写法), and the way from a version to its check. Serves SM-1, AC-10. */
import { useText } from '../../../../web/i18n/index.tsx';
import type { Overrides, PanelProps } from '../../../../web/shell/overrides.ts';
import { Go } from '../../../../web/widgets/go.tsx';
import './rulebook.css';

export const overrides: Overrides = {
  panel: { rulebook_version: VersionPanel },
  cell: { 'rulebook_choice.answer': (row) => <>{String(row['said'] ?? '')}</>, 'rulebook_clause.further': () => <Stored /> },
};

function VersionPanel({ page }: PanelProps) {
  const { t } = useText();
  const { id } = page.row;
  return (
    <p className="rb-sum">
      <Go href={`/p/rulebook/check?version=${id}`}>{t(['规章体检', 'Rulebook check'])}</Go>
      <Go href={`/p/rulebook/code?version=${id}`}>{t(['全文', 'The text'])}</Go>
      <Go href={`/r/rulebook_clause?filter=${encodeURIComponent(JSON.stringify({ field: 'rulebook', op: 'eq', value: id }))}`}>{t(['条款', 'Clauses'])}</Go>
      <Go href={`/p/rulebook/print?version=${id}`}>{t(['打印成册', 'Print as a book'])}</Go>
      {['published', 'effective', 'superseded'].includes(page.row.state) && <Go href={`/p/rulebook/signing?version=${id}`}>{t(['签收', 'Signing'])}</Go>}
      <Go href={`/p/discipline/replay?version_b=${id}`}>{t(['规则重演', 'Replay'])}</Go>
    </p>
  );
}

function Stored() {
  const { t } = useText();
  return <span className="w-quiet">{t(['程度对应、豁免、转人事、数额等，随原件', 'Grades, exemptions, legal track and figures, as in the source'])}</span>;
}
