/** A state, in the same colour for the same meaning in every module: the word, with a mark so that colour is not alone. */
import type { Label, RegisterMeta, Tone } from '../../kernel/api.ts';
import { useText } from '../i18n/index.tsx';
import { stateOf } from '../shell/session.tsx';
import { toneColor } from '../theme.ts';
import './widgets.css';

export function StateTag({ register, state }: { readonly register: RegisterMeta | undefined; readonly state: string }) {
  const known = stateOf(register, state);
  return known ? <ToneTag tone={known.tone} label={known.label} /> : null;
}

export function ToneTag({ tone, label }: { readonly tone: Tone; readonly label: Label }) {
  const { t } = useText();
  return (
    <span className="w-state" style={{ color: toneColor[tone].text, background: toneColor[tone].wash }}>
      <i aria-hidden />
      {t(label)}
    </span>
  );
}
