/** What was found, what was done, and whether something remains. */
import { useText } from '../../../../../web/i18n/index.tsx';
import type { Outcome } from '../../document.rules.ts';
import { Choice, Field, Section } from './parts.tsx';
import type { PartProps } from './visit.tsx';

export function Work({ draft, change }: PartProps) {
  const { t } = useText();
  const done = draft.work.trim() !== '' && (draft.outcome === 'resolved' || draft.remainder.trim() !== '');
  return (
    <Section id="work" title={t(['作业', 'Work'])} done={done}>
      <Field label={t(['现场情况', 'What was found'])}><textarea rows={2} maxLength={1000} value={draft.found} onChange={(e) => change({ found: e.target.value })} /></Field>
      <Field label={t(['做了什么', 'What was done'])}><textarea rows={4} maxLength={2000} value={draft.work} onChange={(e) => change({ work: e.target.value })} /></Field>
      <Choice<Outcome> label={t(['结果', 'Outcome'])} value={draft.outcome} onChange={(outcome) => change({ outcome })}
        options={[['resolved', t(['已解决', 'Resolved']), 'bamboo'], ['unresolved', t(['有遗留问题', 'Remainder left']), 'amber']]} />
      {draft.outcome === 'unresolved' && <Field label={t(['遗留什么问题', 'What remains'])}><textarea rows={2} maxLength={1000} value={draft.remainder} onChange={(e) => change({ remainder: e.target.value })} /></Field>}
    </Section>
  );
}
