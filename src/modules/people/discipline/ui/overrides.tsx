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
import { Appealing, CascadeOf, Dossier } from './dossier.tsx';
import { ReviewPanel } from './review-panel.tsx';
import { RecordOf } from './record-of.tsx';
import './discipline.css';

const ClauseField = later(async () => (await import('./citing.tsx')).ClauseField);
const EmployeeField = later(async () => (await import('./citing.tsx')).EmployeeField);

export const overrides: Overrides = {
  panel: { incident: CasePanel, sanction: SanctionPanel, dismissal_review: ReviewPanel, sanction_recheck: RecheckPanel },
  field: { 'incident.clause': ClauseField, 'incident.employee': EmployeeField, 'incident.analogy_to': ClauseField },
  cell: { 'sanction_recheck.explanation': aboveText, 'incident.proposal': aboveText, 'sanction.explanation': aboveText },
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
      <Next row={row} />
      <Voices row={row} />
      <Dossier incident={String(row.id)} state={row.state} />
      {proposal && (
        <Section title={t(row['decided_level'] ? ['依据', 'Why'] : ['建议与依据', 'Proposal and why'])}>
          <Explanation of={readable(proposal)} />
        </Section>
      )}
      {typeof row['employee'] === 'string' && <RecordOf employee={row['employee']} />}
    </>
  );
}

const NEXT: { readonly [state: string]: Label } = {
  reported: ['下一步：主管开始调查，收集证据；从那时起计申辩期。', 'Next: a supervisor begins the inquiry and gathers evidence; the time to answer runs from then.'],
  fact_finding: ['下一步：听取当事人陈述；到期没有陈述，系统如实记录。', 'Next: the person is heard; when the time ends without a statement, that is recorded.'],
  heard: ['下一步：形成建议。系统依据守则和送达记录计算，并写明每一步。', 'Next: the proposal. It is computed from the code and the record, every step in words.'],
  proposed: ['下一步：由没有参与报告的人决定；口头警告及以上由中心经理决定，须有证据在案。', 'Next: somebody who did not report it decides; Oral Warnings and above are the centre manager’s and need evidence on file.'],
  awaiting_second: ['下一步：与本案无关的第二人同意或退回。', 'Next: a second person not involved agrees or sends it back.'],
  decided: ['下一步：送达。本人签收，或拒签由两人见证；送达后 5 个工作日内可以申诉。', 'Next: service, signed or refused before two witnesses; an appeal is possible within 5 working days.'],
  served: ['已送达。5 个工作日内可以申诉；到期自动届满。', 'Served. An appeal is possible within 5 working days; it expires by itself.'],
  review_eligible: ['已送达，另有解除审查。解除只能由人逐项核对后决定。', 'Served, and a dismissal review is open. Only people decide it, item by item.'],
  annulled: ['处分已撤销，不再计入任何累计；以它为依据的处分见下方。', 'The sanction is revoked and counts no more; what was built on it stands below.'],
};

/** What is said to have happened, and what the person says. */
function Voices({ row }: { readonly row: Row }) {
  const { t } = useText();
  const answer = typeof row['statement'] === 'string' ? row['statement'] : null;
  return (
    <div className="dc-two">
      <Section title={t(['经过', 'What happened'])}>
        <p className="w-long">{String(row['description'] ?? '')}</p>
        {row['damage'] ? <p className="w-note">{t(['损害：', 'Damage: '])}{String(row['damage'])}</p> : null}
      </Section>
      <Section title={t(['当事人说', 'The person says'])}>
        {answer ? <p className="w-long">{answer}</p> : <p className="w-quiet">{t(row['silent'] === true ? ['申辩期内没有陈述', 'No statement within the time given'] : ['还没有陈述', 'Not heard yet'])}</p>}
      </Section>
    </div>
  );
}

/** What comes next, in one sentence. */
function Next({ row }: { readonly row: Row }) {
  const { t } = useText();
  const next = NEXT[row.state];
  return next ? <p className="dc-next">{t(next)}</p> : null;
}

function SanctionPanel({ page }: PanelProps) {
  const { t } = useText();
  const explanation = frozen(page.row['explanation']);
  if (!explanation) return null;
  return (
    <>
      <Appealing row={page.row} />
      <Section title={t(['依据（决定当日冻结）', 'Why (frozen on the day of the decision)'])}>
        <Explanation of={readable(explanation)} />
      </Section>
      <CascadeOf sanction={String(page.row.id)} />
    </>
  );
}

function RecheckPanel({ page }: PanelProps) {
  const { t } = useText();
  const explanation = frozen(page.row['explanation']);
  return explanation ? <Section title={t(['重新计算的依据', 'Why it comes to that'])}><Explanation of={readable(explanation)} /></Section> : null;
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
