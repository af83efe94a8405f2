/**
 * What a case shows beyond its fields (违纪案件的页面): where it stands, why it is proposed, what the person was served; and clauses picked
 * by their text instead of typed codes. Serves SM-2, AC-01, AC-12.
 */
import type { Label, Row } from '../../../../kernel/api.ts';
import { useText } from '../../../../web/i18n/index.tsx';
import type { Overrides, PanelProps } from '../../../../web/shell/overrides.ts';
import { Explanation } from '../../../../web/widgets/explanation.tsx';
import { later } from '../../../../web/widgets/later.tsx';
import { Section } from '../../../../web/widgets/section.tsx';
import { type FrozenExplanation, readable, thawed } from '../explained.rules.ts';
import { RecordOf } from './record-of.tsx';
import './discipline.css';

const ClauseField = later(async () => (await import('./citing.tsx')).ClauseField);
const EmployeeField = later(async () => (await import('./citing.tsx')).EmployeeField);

export const overrides: Overrides = {
  panel: { incident: CasePanel, sanction: SanctionPanel },
  field: { 'incident.clause': ClauseField, 'incident.employee': EmployeeField, 'incident.analogy_to': ClauseField },
  cell: { 'incident.proposal': aboveText, 'sanction.explanation': aboveText },
};

function aboveText(row: Row) {
  return row['proposal'] || row['explanation'] ? <AboveText /> : null;
}
function AboveText() {
  const { t } = useText();
  return <span className="w-quiet">{t(['见上方“依据”', 'See “Why” above'])}</span>;
}

function CasePanel({ page }: PanelProps) {
  const { t } = useText();
  const { row } = page;
  const proposal = frozen(row['proposal']);
  return (
    <>
      <Progress state={row.state} />
      {proposal && (
        <Section title={t(row['decided_level'] ? ['依据', 'Why'] : ['建议与依据', 'Proposal and why'])}>
          <Explanation of={readable(proposal)} />
        </Section>
      )}
      {typeof row['employee'] === 'string' && <RecordOf employee={row['employee']} />}
    </>
  );
}

function SanctionPanel({ page }: PanelProps) {
  const { t } = useText();
  const explanation = frozen(page.row['explanation']);
  if (!explanation) return null;
  return (
    <Section title={t(['依据（决定当日冻结）', 'Why (frozen on the day of the decision)'])}>
      <Explanation of={readable(explanation)} />
    </Section>
  );
}

const ROAD: readonly (readonly [states: readonly string[], label: Label])[] = [
  [['reported'], ['报告', 'Reported']], [['fact_finding'], ['调查', 'Inquiry']], [['heard'], ['听取', 'Heard']], [['proposed', 'awaiting_second'], ['建议', 'Proposed']],
  [['decided'], ['决定', 'Decided']], [['served', 'review_eligible'], ['送达', 'Served']],
];

/** Side exits end where they left the road, and the state beside the number says which. */
function Progress({ state }: { readonly state: string }) {
  const { t } = useText();
  const at = ROAD.findIndex(([states]) => states.includes(state));
  if (at < 0) return null;
  return (
    <ol className="dc-road" aria-label={t(['进度', 'Progress'])}>
      {ROAD.map(([, label], index) => <li key={label[1]} {...(index === at ? { 'aria-current': 'step' as const } : {})} data-done={index < at}>{t(label)}</li>)}
    </ol>
  );
}

/** A stored text that is no explanation is left to the fields below. */
function frozen(text: unknown): FrozenExplanation | null {
  if (typeof text !== 'string') return null;
  try {
    return thawed(text);
  } catch {
    return null;
  }
}
