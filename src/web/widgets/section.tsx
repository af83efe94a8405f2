/** A part of a page under a thin rule, with its heading and what can be done there. */
import { type ReactNode, useId } from 'react';

export function Section({
  title,
  extra,
  children,
  quiet = false,
}: {
  readonly title: string;
  readonly extra?: ReactNode;
  readonly children: ReactNode;
  readonly quiet?: boolean;
}) {
  const id = useId();
  return (
    <section className={quiet ? 'w-section w-section-quiet' : 'w-section'} aria-labelledby={id}>
      <header>
        <h2 id={id}>{title}</h2>
        {extra}
      </header>
      {children}
    </section>
  );
}
