/** A dismissal review as a checklist: what is on file, what is missing by name. It decides nothing. Serves SM-14, AC-04. */
import { useQuery } from '@tanstack/react-query';
import type { Label, StepPreview } from '../../../../kernel/api.ts';
import { api, keys } from '../../../../web/client.ts';
import { useText } from '../../../../web/i18n/index.tsx';
import type { PanelProps } from '../../../../web/shell/overrides.ts';
import { Section } from '../../../../web/widgets/section.tsx';

const ITEMS: readonly (readonly [fields: readonly string[], label: Label])[] = [
  [['acknowledged_on', 'acknowledged_version'], ['员工签收守则', 'Rules acknowledged']], [['evidence_note', 'evidence'], ['证据', 'Evidence']], [['hearing'], ['申辩记录', 'Hearing']], [['protection'], ['特殊保护核对', 'Special protection checked']],
  [['legal_result'], ['法律审查', 'Legal check']], [['union_notified_on'], ['通知工会', 'Union notified']], [['union_reasons'], ['通知的理由', 'Reasons given']], [['union_opinion', 'union_by'], ['工会意见或期满', 'Union’s opinion, or its time over']],
];

export function ReviewPanel({ page }: PanelProps) {
  const { t } = useText();
  const { row } = page;
  const mayDecide = page.steps.some((step) => step.name === 'decide_dismissal');
  const preview = useQuery({
    queryKey: [...keys.record('dismissal_review', String(row.id)), 'missing', row.version], enabled: mayDecide, retry: false,
    queryFn: () => api.get<StepPreview>(`/records/dismissal_review/${row.id}/steps/decide_dismissal/preview`),
  });
  const has = (field: string) => { const value = row[field]; return value !== null && value !== undefined && (!Array.isArray(value) || value.length > 0); };
  return (
    <Section title={t(['案卷', 'The file'])}>
      <ul className="dc-check">
        {ITEMS.map(([fields, label]) => { const there = has(fields[0]!) || (fields[1] === 'evidence' && has('evidence')); return <li key={label[1]} data-there={there}><span aria-hidden>{there ? '✓' : '○'}</span> {t(label)}<span className="visually-hidden">{there ? t(['，有', ', there']) : t(['，缺', ', missing'])}</span></li>; })}
      </ul>
      {preview.data && <ul className="dc-missing">{preview.data.lines.map((line) => <li key={line[1]}>{t(line)}</li>)}</ul>}
      <p className="w-note">{t(['系统只核对案卷，不作决定；不解除随时可以决定。', 'The system checks the file and decides nothing; keeping the employment may be decided at any time.'])}</p>
    </Section>
  );
}
