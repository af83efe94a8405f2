/** The papers of a record: slips with their printed copies, signatures as drawn, files. */
import { Button } from 'antd';
import type { AttachmentRef, SignatureView, SlipRef } from '../../kernel/api.ts';
import { api } from '../client.ts';
import { useFormat, useText } from '../i18n/index.tsx';
import { Go, slipHref } from '../widgets/go.tsx';
import { Section } from '../widgets/section.tsx';
import { SignatureImage } from '../widgets/signature-image.tsx';

export function Slips({ slips }: { readonly slips: readonly SlipRef[] }) {
  const { t } = useText();
  const format = useFormat();
  if (slips.length === 0) return null;
  return (
    <Section title={t(['单据', 'Slips'])}>
      <ul className="p-slips">
        {slips.map((slip) => (
          <li key={slip.id} data-cancelled={slip.cancelled || undefined}>
            <Go href={slipHref(slip.id)}>
              <b>{t(slip.label)}</b>
              <span className="w-figure">{slip.number}</span>
            </Go>
            <span className="w-quiet">{slip.copies.map((copy) => t(copy)).join(' / ')}</span>
            <span className="w-quiet">{format.dateTime(slip.at)}</span>
            {slip.cancelled && <span className="w-stamp">{t(['作废', 'VOID'])}</span>}
            {!slip.cancelled && (
              <span className="w-quiet">
                {slip.printed === 0 ? t(['未打印', 'not printed']) : t([`已打印 ${slip.printed} 次`, `printed ${slip.printed}×`])}
              </span>
            )}
          </li>
        ))}
      </ul>
    </Section>
  );
}

export function Signatures({ signatures }: { readonly signatures: readonly SignatureView[] }) {
  const { t } = useText();
  const format = useFormat();
  if (signatures.length === 0) return null;
  return (
    <Section title={t(['签名', 'Signatures'])}>
      <ul className="p-signatures">
        {signatures.map((one) => (
          <li key={one.id}>
            <span className="w-quiet">{t(one.role)}</span>
            {one.kind === 'refused' ? (
              <span className="p-refused">
                {t(['拒绝签名', 'Refused to sign'])}
                <small>
                  {t(['见证：', 'Witnesses: '])}
                  {one.witnesses.join(t(['、', ', ']))}
                </small>
              </span>
            ) : one.image ? (
              <SignatureImage image={one.image} alt={t([`${one.name}的签名`, `Signature of ${one.name}`])} />
            ) : (
              <span className="p-refused">{t(['已签名', 'Signed'])}</span>
            )}
            <span>{one.name}</span>
            <time className="w-quiet" dateTime={one.at}>
              {format.dateTime(one.at)}
            </time>
            <code className="w-quiet" title={t(['所签内容的指纹', 'Fingerprint of what was signed']) + one.contentHash}>
              {one.contentHash.slice(0, 8)}
            </code>
          </li>
        ))}
      </ul>
    </Section>
  );
}

export function Attachments({ attachments }: { readonly attachments: readonly AttachmentRef[] }) {
  const { t } = useText();
  if (attachments.length === 0) return null;
  return (
    <Section title={t(['附件', 'Attachments'])}>
      <ul className="p-files">
        {attachments.map((file) => (
          <li key={file.id}>
            <Button type="link" size="small" onClick={() => void api.download(`/attachments/${file.id}`)}>
              {file.name}
            </Button>
            <span className="w-quiet w-figure">{sizeOf(file.bytes)}</span>
          </li>
        ))}
      </ul>
    </Section>
  );
}

const sizeOf = (bytes: number): string =>
  bytes < 1024 ? `${bytes} B` : bytes < 1_048_576 ? `${Math.round(bytes / 1024)} kB` : `${(bytes / 1_048_576).toFixed(1)} MB`;
