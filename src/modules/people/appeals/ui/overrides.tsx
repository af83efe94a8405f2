/** An appeal as one can read it: against what, until when, what it says, what came of it, and what fell with the decision. Serves SM-3. */
import { useQuery } from '@tanstack/react-query';
import type { Label } from '../../../../kernel/api.ts';
import { api, keys } from '../../../../web/client.ts';
import { fill, useFormat, useText } from '../../../../web/i18n/index.tsx';
import type { Overrides, PanelProps } from '../../../../web/shell/overrides.ts';
import { Go, recordHref } from '../../../../web/widgets/go.tsx';
import { Section } from '../../../../web/widgets/section.tsx';
import type { FallenLine } from '../../discipline/index.ts';
import './appeals.css';

export const overrides: Overrides = { panel: { appeal: AppealPanel } };

const NEXT: { readonly [state: string]: Label } = {
  filed: ['下一步：由没有参与过本案的人受理复核。', 'Next: somebody who had no part in the case takes it up.'],
  under_review: ['下一步：复核人作出结论，结论前可以看到会牵动哪些处分。', 'Next: the reviewer decides, seeing beforehand which decisions would fall.'],
  upheld: ['维持：处分不变。', 'Upheld: the sanction stands.'], reduced: ['减轻：新决定从首次送达之日起计。', 'Reduced: the new decision counts from the first service.'], revoked: ['撤销：处分不再计入任何累计。', 'Revoked: the sanction counts no more.'],
  refused_late: ['逾期不受理。', 'Refused as late.'], withdrawn: ['申诉人已撤回。', 'Withdrawn by the person.'], moot: ['处分已另行变更，申诉失去对象。', 'The decision changed in another way; the appeal has lost its object.'],
};
const BECAME: { readonly [state: string]: Label } = { open: ['待重新决定', 'to be decided anew'], unchanged: ['结果不变', 'holds as it was'], decided: ['已重新决定', 'decided anew'], lapsed: ['不再处分', 'no sanction any more'] };

function AppealPanel({ page }: PanelProps) {
  const { t } = useText();
  const format = useFormat();
  const { row } = page;
  const sanction = String(row['sanction']);
  const fallen = useQuery({ queryKey: keys.query('sanction_cascade', { sanction, version: row.version }), queryFn: () => api.get<readonly FallenLine[]>('/queries/sanction_cascade', { params: { sanction } }), retry: false });
  const by = typeof row['decide_by'] === 'string' && ['filed', 'under_review'].includes(row.state) ? row['decide_by'] : null;
  return (
    <>
      <p className="ap-next">{t(NEXT[row.state] ?? [row.state, row.state])}{by && <span> {t(fill(['期限 {day}', 'Due {day}'], { day: format.dateTime(by) }))}</span>}</p>
      <div className="ap-two">
        <Section title={t(['申诉人说', 'The appeal says'])}><p className="w-long">{String(row['grounds'] ?? '')}</p>{row['late'] === true && <p className="w-note">{t(['逾期提出：', 'Filed late: '])}{String(row['late_reason'] ?? '')}</p>}</Section>
        <Section title={t(['复核人说', 'The reviewer says'])}>{row['reasons'] ? <p className="w-long">{String(row['reasons'])}</p> : <p className="w-quiet">{t(['还没有结论', 'Not decided yet'])}</p>}</Section>
      </div>
      {(fallen.data ?? []).length > 0 && (
        <Section title={t(fill(['牵动的处分（{n}）', 'What fell with it ({n})'], { n: fallen.data!.length }))}>
          <ol className="ap-cascade">
            {fallen.data!.map((one) => (
              <li key={one.id} data-state={one.state} style={{ marginInlineStart: `${(one.depth - 1) * 28}px` }}>
                <span className="ap-depth">{t(fill(['第 {n} 层', 'Level {n}'], { n: one.depth }))}</span>
                <Go href={recordHref('incident', one.incident.id)}>{one.sanction.number}</Go>
                <span>{t(one.was)} → <b>{one.comes_to ? t(one.comes_to) : t(['不再处分', 'no sanction'])}</b></span>
                <em>{t(BECAME[one.state] ?? [one.state, one.state])}</em>
              </li>
            ))}
          </ol>
        </Section>
      )}
    </>
  );
}
