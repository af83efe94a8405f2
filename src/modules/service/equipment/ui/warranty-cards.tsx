/** Parts, labour and travel side by side: the answer first, the date, then the sentences it follows from. */
import type { Label, Tone } from '../../../../kernel/api.ts';
import { useFormat, useText } from '../../../../web/i18n/index.tsx';
import { ToneTag } from '../../../../web/shell/tone-tag.tsx';
import './equipment.css';

type Aspect = 'parts' | 'labour' | 'travel';
export type Result = 'in' | 'out' | 'contract' | 'undetermined' | 'goodwill';
const ASPECTS: readonly (readonly [Aspect, Label])[] = [['parts', ['配件', 'Parts']], ['labour', ['人工', 'Labour']], ['travel', ['差旅', 'Travel']]];
const RESULTS: { readonly [R in Result]: readonly [Label, Tone] } = {
  in: [['在保', 'In warranty'], 'done'], out: [['出保', 'Out of warranty'], 'stopped'], contract: [['合同保障', 'Covered by contract'], 'active'],
  undetermined: [['待定', 'Undetermined'], 'waiting'], goodwill: [['优惠处理', 'Goodwill'], 'active'],
};

export function WarrantyCards({ results, basis, until }: {
  readonly results: { readonly [A in Aspect]: Result | null };
  readonly basis: { readonly [A in Aspect]: readonly Label[] } | null;
  readonly until?: { readonly [A in Aspect]: string | null };
}) {
  const { t } = useText();
  const format = useFormat();
  return (
    <div className="warranty-cards">
      {ASPECTS.map(([aspect, label]) => {
        const [words, tone] = RESULTS[results[aspect] ?? 'undetermined'];
        const end = until?.[aspect];
        return (
          <section key={aspect} className="warranty-card" aria-label={t(label)}>
            <header>
              <h3>{t(label)}</h3>
              <ToneTag tone={tone} label={words} />
            </header>
            {end && <p className="warranty-end">{t([`至 ${end}（不含）`, `Until ${format.date(end)}, not included`])}</p>}
            <ul>{(basis?.[aspect] ?? []).slice(0, -1).map((line) => <li key={line[0]}>{t(line)}</li>)}</ul>
          </section>
        );
      })}
    </div>
  );
}
