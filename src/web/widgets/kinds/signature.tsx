/** A signature kept in a field of its own (签名), as strokes on the 480 x 160 pad. */
import { useText } from '../../i18n/index.tsx';
import { SignaturePad } from '../signature-pad.tsx';
import { SignatureImage } from '../signature-image.tsx';
import { asText, type CellProps, type InputProps, isEmpty, labelled, type Widget } from '../widget.ts';

export const signature: Widget = {
  input: SignatureInput,
  text: (value, _field, { t }) => (isEmpty(value) ? '' : t(['已签名', 'Signed'])),
  cell: SignatureCell,
  wide: true,
};

function SignatureInput({ value, onChange, id, disabled }: InputProps) {
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

function SignatureCell({ value, field }: CellProps) {
  const { t } = useText();
  // A record keeps the id of the signature; the strokes stand in its list of signatures.
  if (!asText(value).startsWith('M')) return isEmpty(value) ? null : t(['已签名', 'Signed']);
  return <SignatureImage image={asText(value)} alt={`${t(field.label)} ${t(['已签名', 'signed'])}`} />;
}
