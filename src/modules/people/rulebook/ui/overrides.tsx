/** What records of the rulebook show instead of stored JSON (守则记录的写法), and the way from a version to its check. Serves SM-1, AC-10. */
import type { Row } from '../../../../kernel/api.ts';
import { useText } from '../../../../web/i18n/index.tsx';
import type { Overrides, PanelProps } from '../../../../web/shell/overrides.ts';
import { Go } from '../../../../web/widgets/go.tsx';
import { isAnswerable, labelOf, sayAnswer } from '../answers.rules.ts';
import { familyLabel } from '../families.rules.ts';
import './rulebook.css';

/** Question and answer are kept as code and value; the words come from the list of questions, in the reader's language. */
const chosen = (row: Row) => <Chosen parameter={String(row['parameter'])} answer={String(row['answer'] ?? '')} said={String(row['said'] ?? '')} />;

/** Clauses and the decisions under them name the family by its key. */
const family = (row: Row) => (row['family'] ? <Family family={String(row['family'])} /> : null);

export const overrides: Overrides = {
  panel: { rulebook_version: VersionPanel },
  cell: { 'rulebook_choice.answer': chosen, 'rulebook_choice.said': chosen, 'rulebook_choice.question': (row) => <Asked parameter={String(row['parameter'])} />, 'rulebook_clause.further': () => <Stored />, 'rulebook_clause.family': family, 'sanction.family': family },
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

function Asked({ parameter }: { readonly parameter: string }) {
  const { t } = useText();
  return <>{t(labelOf(parameter))}</>;
}
function Chosen({ parameter, answer, said }: { readonly parameter: string; readonly answer: string; readonly said: string }) {
  const { t } = useText();
  return <>{isAnswerable(parameter) ? t([said, sayAnswer(parameter, jsonOf(answer))[1] || said]) : said}</>;
}
function jsonOf(text: string): unknown {
  try { return JSON.parse(text); } catch { return text; }
}

function Family({ family }: { readonly family: string }) {
  const { t } = useText();
  return <>{t(familyLabel(family))}</>;
}

function Stored() {
  const { t } = useText();
  return <span className="w-quiet">{t(['程度对应、豁免、转人事、数额等，随原件', 'Grades, exemptions, legal track and figures, as in the source'])}</span>;
}
