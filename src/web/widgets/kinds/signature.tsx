/** A signature kept in a field of its own (签名), as strokes on the 480 x 160 pad. */
import { useText } from '../../i18n/index.tsx';
import { SignatureImage } from '../signature-image.tsx';
import { asText, type CellProps, isEmpty, type Widget } from '../widget.ts';

export const signature: Widget = {
  text: (value, _field, { t }) => (isEmpty(value) ? '' : t(['已签名', 'Signed'])),
  cell: SignatureCell,
  wide: true,
};

function SignatureCell({ value, field }: CellProps) {
  const { t } = useText();
  // A record keeps the id of the signature; the strokes stand in its list of signatures.
  if (!asText(value).startsWith('M')) return isEmpty(value) ? null : t(['已签名', 'Signed']);
  return <SignatureImage image={asText(value)} alt={`${t(field.label)} ${t(['已签名', 'signed'])}`} />;
}
