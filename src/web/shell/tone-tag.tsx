/** A word in the colour of its tone: the same colour for the same meaning everywhere. */
import type { Label, Tone } from '../../kernel/api.ts';
import { useText } from '../i18n/index.tsx';
import { toneColor } from '../theme.ts';

export function ToneTag({ tone, label }: { readonly tone: Tone; readonly label: Label }) {
  const { t } = useText();
  return <span className="w-state" style={{ color: toneColor[tone].text, background: toneColor[tone].wash }}>{t(label)}</span>;
}
