/** The sheets of a slip, one per copy, on A4 or on an 80 mm roll. Paper is white in every theme. */
import { useLayoutEffect, useRef, useState } from 'react';
import type { Label, Said, SignatureView, SlipPage } from '../../kernel/api.ts';
import { styleOf } from '../../kernel/document/slip-style.rules.ts';
import { useFormat, useText } from '../i18n/index.tsx';
import { SignatureImage } from '../widgets/signature-image.tsx';
import { QrCode } from './qr-code.tsx';
import './paper.css';

export type PaperSize = 'a4' | '80mm';

export function Paper({ slip, size }: { readonly slip: SlipPage; readonly size: PaperSize }) {
  const { t } = useText();
  const box = useRef<HTMLDivElement>(null);
  const [height, setHeight] = useState(200);
  const copies: readonly (Label | null)[] = slip.copies.length > 0 ? slip.copies : [null];
  // A roll has no pages: each copy is a page as long as its own text, so the cutter cuts between copies.
  useLayoutEffect(() => {
    const tallest = Math.max(0, ...[...(box.current?.children ?? [])].map((sheet) => sheet.getBoundingClientRect().height));
    setHeight(Math.ceil((tallest * 25.4) / 96) + 8);
  });
  return (
    <div className="slip-papers w-scroll" role="region" tabIndex={0} aria-label={t(['单据预览', 'Preview of the slip'])}>
      <style>{size === 'a4' ? '@page { size: A4 portrait; margin: 9mm }' : `@page { size: 80mm ${height}mm; margin: 3mm }`}</style>
      <div ref={box} className="slip-sheets" data-size={size}>
        {copies.map((copy) => (
          <Sheet key={copy?.[0] ?? ''} slip={slip} copy={copy} />
        ))}
      </div>
    </div>
  );
}

function Sheet({ slip, copy }: { readonly slip: SlipPage; readonly copy: Label | null }) {
  const { t } = useText();
  const format = useFormat();
  const { note, shows } = styleOf(slip);
  const stamps = [
    ...slip.stamps.map(t),
    ...(slip.cancelled ? [t(['作废', 'VOID'])] : []),
    ...(slip.printed > 1 ? [t([`补打 ${slip.printed - 1}`, `REPRINT ${slip.printed - 1}`])] : []),
  ];
  return (
    <article className="slip-sheet" data-cancelled={slip.cancelled || undefined} aria-label={copy ? t(copy) : t(slip.label)}>
      {copy && <p className="slip-copy">{t(copy)}</p>}
      <header>
        <p className="slip-org">
          {slip.style.logo && shows('logo') && <img src={slip.style.logo} alt="" />}
          {t(slip.style.name) || slip.organisation}
        </p>
        {shows('address') && t(slip.style.address) && <p className="slip-small">{t(slip.style.address)}</p>}
        <h2>{t(slip.label)}</h2>
        <p className="slip-number">
          <span>№ {slip.number}</span>
          <time dateTime={slip.at}>{format.dateTime(slip.at)}</time>
        </p>
      </header>
      <dl className="slip-lines">
        {slip.lines.map((line) => (
          <div key={line.label[0]} {...(said(line.value, t).length > 24 ? { className: 'slip-long' } : {})}>
            <dt>{t(line.label)}</dt>
            <dd>{said(line.value, t)}</dd>
          </div>
        ))}
      </dl>
      {slip.table && <SlipTable table={slip.table} />}
      <Signing slip={slip} />
      {slip.cancelled && slip.cancelledReason && (
        <p className="slip-void">
          {t(['作废原因：', 'Cancelled because: '])}
          {slip.cancelledReason}
        </p>
      )}
      {t(note) && <p className="slip-note">{t(note)}</p>}
      {shows('footer') && t(slip.style.footer) && <p className="slip-note slip-small">{t(slip.style.footer)}</p>}
      <footer>
        {slip.qr && shows('qr') && <QrCode text={slip.qr} label={t([`单据 ${slip.number} 的二维码`, `QR code of slip ${slip.number}`])} />}
        <p>
          {shows('qr') && t(['扫码核对本单', 'Scan to verify this slip'])}
          {shows('qr') && shows('check') && <br />}
          {shows('check') && <code>{slip.contentHash.slice(0, 16)}</code>}
        </p>
      </footer>
      {stamps.length > 0 && (
        <ul className="slip-stamps" aria-label={t(['印章', 'Stamps'])}>
          {stamps.map((stamp) => (
            <li key={stamp}>{stamp}</li>
          ))}
        </ul>
      )}
    </article>
  );
}

const said = (value: Said, t: (label: Label) => string): string => (typeof value === 'string' ? value : t(value));

function SlipTable({ table }: { readonly table: NonNullable<SlipPage['table']> }) {
  const { t } = useText();
  return (
    <table className="slip-table">
      <thead>
        <tr>
          {table.columns.map((column) => (
            <th key={column[0]} scope="col">
              {t(column)}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {table.rows.map((row, at) => (
          <tr key={at}>
            {row.map((one) => said(one, t)).map((cell, place) => (
              <td key={place} className={/^[-+¥\d.,%\s]+$/.test(cell) ? 'w-num' : undefined}>
                {cell}
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

/** Who has signed on glass stands as drawn; the other boxes stay open for ink. */
function Signing({ slip }: { readonly slip: SlipPage }) {
  const { t } = useText();
  const signedFor = (box: Label) => slip.signatures.find((one) => one.role[0] === box[0]);
  const boxes = slip.signatureBoxes.filter((box) => !signedFor(box));
  if (slip.signatures.length + boxes.length === 0) return null;
  return (
    <ul className="slip-signing">
      {slip.signatures.map((one) => (
        <Signed key={one.id} one={one} />
      ))}
      {boxes.map((box) => (
        <li key={box[0]}>
          <span>{t(box)}</span>
          <i aria-hidden />
        </li>
      ))}
    </ul>
  );
}

function Signed({ one }: { readonly one: SignatureView }) {
  const { t } = useText();
  const format = useFormat();
  return (
    <li>
      <span>{t(one.role)}</span>
      {one.kind === 'refused' ? (
        <b>
          {t(['拒绝签名', 'Refused to sign'])}
          <small>
            {t(['见证：', 'Witnesses: '])}
            {one.witnesses.join(t(['、', ', ']))}
          </small>
        </b>
      ) : one.image ? (
        <SignatureImage image={one.image} alt={t([`${one.name}的签名`, `Signature of ${one.name}`])} />
      ) : (
        <b>{one.name}</b>
      )}
      <small>
        {one.name} {format.dateTime(one.at)}
      </small>
    </li>
  );
}
