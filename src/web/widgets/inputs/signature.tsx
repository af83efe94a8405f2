/** Signing into a field of its own, on the 480 x 160 pad. */
import { useText } from '../../i18n/index.tsx';
import { SignaturePad } from '../signature-pad.tsx';
import { asText, type InputProps, labelled } from '../widget.ts';

export function SignatureInput({ value, onChange, id, disabled }: InputProps) {
  const { t } = useText();
  return (
    <div role="group" {...labelled(id)}>
      <SignaturePad
        label={t(['签名区', 'Signature area'])}
        strokes={asText(value)}
        onChange={(strokes) => onChange(strokes || null)}
        disabled={disabled ?? false}
      />
    </div>
  );
}
