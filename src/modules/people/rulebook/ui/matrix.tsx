/** Families by level (处分矩阵): at one look, where a kind of breach begins, and where there is a gap between two levels. Serves CG-22. */
import type { Label } from '../../../../kernel/api.ts';
import { useText } from '../../../../web/i18n/index.tsx';
import { familyLabel } from '../families.rules.ts';
import type { RulebookCheck } from '../queries.ts';

const LEVELS = ['action', 'iip', 'oral', 'written', 'dismissal'] as const;

export function SanctionMatrix({ data }: { readonly data: RulebookCheck }) {
  const { t } = useText();
  const caption = t(['同类与首犯级别', 'Families and their first levels']);
  const linked = new Set(data.coverage.flatMap((row) => row.sanctions));
  return (
    <div className="w-scroll" tabIndex={0} role="region" aria-label={caption}>
      <table className="w-report rb-matrix">
        <caption>{caption}</caption>
        <thead><tr><th scope="col">{t(['同类', 'Family'])}</th>{LEVELS.map((level) => <th key={level} scope="col">{t(data.words.levels[level] as Label)}</th>)}</tr></thead>
        <tbody>
          {data.matrix.map((row) => (
            <tr key={row.family}>
              <th scope="row">{t(familyLabel(row.family))}</th>
              {LEVELS.map((level) => <td key={level}>{(row.levels[level] ?? []).map((code) => <span key={code} className="rb-code" data-unruled={!linked.has(code)} title={data.texts[code] ? t(data.texts[code]) : code}>{code}</span>)}</td>)}
            </tr>
          ))}
        </tbody>
      </table>
      <p className="w-note">{t(['带下划点的条款前面没有对应的规定。', 'Dotted: no rule stands before it.'])}</p>
    </div>
  );
}
