/** The arithmetic of a report, printed: what was added up, and whether both sides agree. */
import type { ReportPage } from '../../kernel/api.ts';
import { useFormat, useText } from '../i18n/index.tsx';

export function Proof({ lines }: { readonly lines: ReportPage['proof'] }) {
  const { t } = useText();
  const format = useFormat();
  if (lines.length === 0) return null;
  const sound = lines.every((line) => line.ok);
  return (
    <section className="w-proof" data-ok={sound} aria-label={t(['核对', 'Check'])}>
      <h2>
        {t(['核对', 'Check'])} {sound ? t(['账平', 'it adds up']) : t(['对不上', 'does not add up'])}
      </h2>
      <ul>
        {lines.map((line) => (
          <li key={line.label[0]} data-ok={line.ok}>
            <span>{t(line.label)}</span>
            <span className="w-figure">
              {format.number(line.left)} {line.ok ? '=' : '≠'} {format.number(line.right)}
            </span>
            <b aria-label={line.ok ? t(['相符', 'agrees']) : t(['不符', 'differs'])} role="img">
              {line.ok ? '✓' : '✗'}
            </b>
          </li>
        ))}
      </ul>
    </section>
  );
}
