/** What is typed as text: lines, paragraphs, and what identifies a person or a car, with hints while typing. */
import { Input } from 'antd';
import type { Label } from '../../../kernel/api.ts';
import { useText } from '../../i18n/index.tsx';
import { idNumberHint, phoneHint, plateHint, plateOf } from '../identity.ts';
import { asText, described, type InputProps, numberOption } from '../widget.ts';

export const PersonNameInput = (props: InputProps) => <Typed {...props} hint={() => null} />;
export const PhoneInput = (props: InputProps) => <Typed {...props} mode="tel" hint={phoneHint} />;
export const IdNumberInput = (props: InputProps) => <Typed {...props} hint={idNumberHint} clean={(typed) => typed.toUpperCase().replace(/\s/g, '')} />;
export const PlateInput = (props: InputProps) => <Typed {...props} hint={plateHint} clean={plateOf} />;

export function TextInput({ field, value, onChange, id, disabled, status }: InputProps) {
  const max = numberOption(field, 'max');
  return (
    <Input
      {...described(id, status)}
      value={asText(value)}
      disabled={disabled ?? false}
      {...(status ? { status } : {})}
      {...(max ? { maxLength: max } : {})}
      autoComplete="off"
      onChange={(e) => onChange(e.target.value)}
    />
  );
}

export function LongTextInput({ field, value, onChange, id, disabled, status }: InputProps) {
  const max = numberOption(field, 'max');
  return (
    <Input.TextArea
      {...described(id, status)}
      value={asText(value)}
      disabled={disabled ?? false}
      {...(status ? { status } : {})}
      {...(max ? { maxLength: max } : {})}
      autoSize={{ minRows: 3, maxRows: 12 }}
      onChange={(e) => onChange(e.target.value)}
    />
  );
}

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
