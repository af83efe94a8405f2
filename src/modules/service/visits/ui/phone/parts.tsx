/** What the phone's pages are made of: large targets, few colours, one line that says how sending stands. */
import type { ReactNode } from 'react';
import { useText } from '../../../../../web/i18n/index.tsx';
import type { Label } from '../../../../../kernel/api.ts';
import { countGroups } from '../../../../../web/offline/outbox.rules.ts';
import type { Phone } from './use-phone.ts';

type Tone = 'amber' | 'azurite' | 'bamboo' | 'cinnabar' | 'grey';

export function Banner({ tone, children, action }: { readonly tone: Tone; readonly children: ReactNode; readonly action?: readonly [string, () => void] }) {
  return (
    <div className="banner" data-tone={tone} role="status">
      <span>{children}</span>
      {action && <button type="button" onClick={action[1]}>{action[0]}</button>}
    </div>
  );
}

export function Tag({ tone, children }: { readonly tone: Tone; readonly children: ReactNode }) {
  return <span className="tag" data-tone={tone}>{children}</span>;
}

/** 未联网 / 待发送 n / 已送达: always in sight, opens the outbox. */
export function Standing({ phone }: { readonly phone: Phone }) {
  const { t } = useText();
  const { box } = phone;
  const { waiting, refused, sent } = countGroups(box.items);
  const attention = refused > 0;
  const say = (): readonly [Tone, Label] => {
    if (attention) return ['cinnabar', [`${refused} 份未被接受`, `${refused} not accepted`]];
    if (!box.reachable) return ['amber', waiting > 0 ? [`未联网 · 待发送 ${waiting}`, `Offline · ${waiting} to send`] : ['未联网', 'Offline']];
    if (box.sending) return ['azurite', ['正在发送…', 'Sending…']];
    if (waiting > 0) return ['amber', [`待发送 ${waiting}`, `${waiting} to send`]];
    return ['bamboo', sent > 0 ? ['已送达', 'All delivered'] : ['已联网', 'Online']];
  };
  const [tone, label] = say();
  return <a className="standing" data-tone={tone} href="#/outbox"><span aria-hidden className="dot" /><span role="status">{t(label)}</span></a>;
}

export function Top({ phone, title, back, small }: { readonly phone: Phone; readonly title: string; readonly back?: string; readonly small?: string }) {
  const { t } = useText();
  return (
    <header className="top">
      {back && <a className="back" href={back}><span className="unseen">{t(['返回', 'Back'])}</span><svg viewBox="0 0 24 24" width="24" height="24" aria-hidden="true"><path d="M15 5l-7 7 7 7" fill="none" stroke="currentColor" strokeWidth="2.4" strokeLinecap="round" strokeLinejoin="round" /></svg></a>}
      <div className="top-title"><h1>{title}</h1>{small && <p>{small}</p>}</div>
      <Standing phone={phone} />
    </header>
  );
}

export function Field({ label, children, hint }: { readonly label: string; readonly children: ReactNode; readonly hint?: string | undefined }) {
  return <label className="field"><span>{label}</span>{children}{hint && <small>{hint}</small>}</label>;
}

interface ChoiceProps<V extends string> { readonly label: string; readonly value: V | undefined; readonly options: readonly (readonly [V, string, Tone?])[]; readonly disabled?: boolean; onChange(value: V): void }

export function Choice<V extends string>({ label, value, options, disabled, onChange }: ChoiceProps<V>) {
  return (
    <div className="choice" role="radiogroup" aria-label={label}>
      {options.map(([one, text, tone]) => (
        <button key={one} type="button" role="radio" aria-checked={value === one} data-tone={tone ?? 'azurite'} disabled={disabled} onClick={() => onChange(one)}>{text}</button>
      ))}
    </div>
  );
}

export interface SectionProps { readonly id: string; readonly title: string; readonly done: boolean; readonly note?: string | undefined; readonly children: ReactNode }
export function Section({ id, title, done, note, children }: SectionProps) {
  const { t } = useText();
  return (
    <section id={id} className="part" aria-labelledby={`${id}-title`}>
      <h2 id={`${id}-title`}><span className="tick" data-done={done} role="img" aria-label={done ? t(['已填', 'Filled in']) : t(['未填', 'Not yet'])} />{title}{note && <small>{note}</small>}</h2>
      {children}
    </section>
  );
}
