/** What identifies a person or a car: name (姓名), phone (电话), ID number (证件号), plate (车牌). Hints appear while typing. */
import { Input } from 'antd';
import type { Label } from '../../../kernel/api.ts';
import { useText } from '../../i18n/index.tsx';
import { idNumberHint, phoneHint, plateHint, plateOf } from '../identity.ts';
import { asText, described, type InputProps, numberOption, type Widget } from '../widget.ts';

const plain = (value: unknown): string => asText(value);

export const personName: Widget = { input: (props) => <Typed {...props} hint={() => null} />, text: plain };
export const phone: Widget = { input: (props) => <Typed {...props} mode="tel" hint={phoneHint} />, text: plain };
export const idNumber: Widget = {
  input: (props) => <Typed {...props} hint={idNumberHint} clean={(typed) => typed.toUpperCase().replace(/\s/g, '')} />,
  text: plain,
};
export const plate: Widget = { input: (props) => <Typed {...props} hint={plateHint} clean={plateOf} />, text: plain };

interface TypedProps extends InputProps {
  hint(value: string): Label | null;
  clean?(typed: string): string;
  readonly mode?: 'tel';
}

// Cleaning waits until the input method has finished composing, or the half-typed syllable would be mangled.
function Typed({ field, value, onChange, id, disabled, status, hint, clean = (typed) => typed, mode }: TypedProps) {
  const { t } = useText();
  const shown = asText(value);
  const note = hint(shown);
  return (
    <>
      <Input
        {...described(id, status)}
        value={shown}
        disabled={disabled ?? false}
        {...(status ? { status } : {})}
        maxLength={numberOption(field, 'max') ?? 60}
        autoComplete="off"
        {...(mode ? { inputMode: mode } : {})}
        onChange={(e) => onChange((e.nativeEvent as InputEvent).isComposing ? e.target.value : clean(e.target.value))}
        onCompositionEnd={(e) => onChange(clean(e.currentTarget.value))}
      />
      {note && <span className="w-note">{t(note)}</span>}
    </>
  );
}
