/** Above an application: how far it has come, and the warranty decision with its reasons as they were frozen. Serves SM-25, SM-26. */
import type { Label } from '../../../../kernel/api.ts';
import { useText } from '../../../../web/i18n/index.tsx';
import type { PanelProps } from '../../../../web/shell/overrides.ts';
import { Section } from '../../../../web/widgets/section.tsx';
import './parts.css';

const ROAD: readonly (readonly [states: readonly string[], label: Label])[] = [
  [['applied'], ['申报', 'Applied']], [['decided'], ['判定', 'Decided']], [['approved'], ['批准', 'Approved']], [['issued', 'from_van'], ['发放', 'Issued']], [['replaced'], ['更换', 'Replaced']], [['old_part_in'], ['旧件', 'Old part']], [['confirmed'], ['确认', 'Confirmed']],
];

export function ApplicationPanel({ page }: PanelProps) {
  const { t } = useText();
  const { row } = page;
  const here = ROAD.findIndex(([states]) => states.includes(row.state));
  const lines = typeof row['explanation'] === 'string' ? (JSON.parse(row['explanation']) as readonly Label[]) : [];
  return (
    <>
      {here >= 0 && (
        <ol className="pd-road" aria-label={t(['进度', 'Progress'])}>
          {ROAD.map(([, label], i) => <li key={label[1]} data-at={i < here || row.state === 'confirmed' ? 'past' : i === here ? 'here' : 'ahead'} {...(i === here ? { 'aria-current': 'step' as const } : {})}>{t(label)}</li>)}
        </ol>
      )}
      {lines.length > 0 && (
        <Section title={t([`保修判定（${String(row['decided_on'] ?? '')} 冻结）`, `Warranty decision (frozen on ${String(row['decided_on'] ?? '')})`])}>
          <ol className="w-lines">{lines.map((line) => <li key={line[1]}>{t(line)}</li>)}</ol>
        </Section>
      )}
    </>
  );
}
