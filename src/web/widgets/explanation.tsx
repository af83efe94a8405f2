/** Draws why a decision is proposed: the conclusion first, then the clause, the history and the arithmetic behind it. */
import { useText } from '../i18n/index.tsx';
import { explanationParts } from './explanation-parts.ts';

export function Explanation({ of }: { readonly of: unknown }) {
  const { t, lang } = useText();
  const parts = explanationParts(of, lang);
  if (parts.length === 0) return null;
  return (
    <section className="w-why" aria-label={t(['依据', 'Why'])}>
      <dl>
        {parts.map((part) => (
          <div key={part.kind} data-part={part.kind}>
            <dt>{t(part.label)}</dt>
            <dd>
              {part.kind === 'steps' ? (
                <ol>
                  {part.lines.map((line) => (
                    <li key={line.head + line.text}>
                      {line.head && <b>{line.head}</b>} {line.text}
                    </li>
                  ))}
                </ol>
              ) : (
                part.lines.map((line) => (
                  <p key={line.head + line.text}>
                    {line.head && <b>{line.head}</b>} {line.text}
                  </p>
                ))
              )}
            </dd>
          </div>
        ))}
      </dl>
    </section>
  );
}
