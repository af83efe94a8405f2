/** The customer's turn: reads the summary, writes the name, signs. Then one button sends it; pressing it twice sends once. */
import { useRef, useState } from 'react';
import { useText } from '../../../../../web/i18n/index.tsx';
import { sha256 } from '../../../../../web/offline/device.ts';
import { strokeCount } from '../../../../../web/widgets/strokes.ts';
import { documentText, type VisitDocument } from '../../document.rules.ts';
import { documentOf, type Draft } from './draft.ts';
import { Pad } from './pad.tsx';
import { Paper } from './paper.tsx';
import { Banner, Field, Top } from './parts.tsx';
import { Thumbnail } from './photos.tsx';
import { whole } from './sending.ts';
import type { Phone } from './use-phone.ts';

export function Sign({ draft, phone, close }: { readonly draft: Draft; readonly phone: Phone; close(): void }) {
  const { t } = useText();
  const signed = draft.signedText !== null;
  const text = draft.signedText ?? documentText(documentOf(draft, phone.day?.safety ?? []));
  const ready = draft.signer.trim() !== '' && strokeCount(draft.strokes) > 0;
  const confirm = () => void phone.save(draft, { signedText: text, signedAt: new Date().toISOString(), signer: draft.signer.trim() });
  const again = () => void phone.save(draft, { signedText: null, signedAt: null, strokes: '', finishedAt: new Date().toISOString(), clockOffset: phone.offset });
  return (
    <>
      <Top phone={phone} title={t(['客户确认', 'Customer’s confirmation'])} small={draft.order.number} />
      <main className="page">
        <Paper document={JSON.parse(text) as VisitDocument} pictures={<span className="thumbs">{draft.photos.map((f, i) => <Thumbnail key={f.file} file={f.file} name={f.caption || t([`照片 ${i + 1}`, `Photograph ${i + 1}`])} />)}</span>} />
        <section className="signing" aria-label={t(['客户签名', 'Customer’s signature'])}>
          <p>{t(['本人已核对以上内容，确认服务完成情况属实。', 'I have read the above and confirm that it is so.'])}</p>
          <Field label={t(['签名人姓名', 'Name of the person signing'])}><input value={draft.signer} maxLength={40} disabled={signed} autoComplete="off" onChange={(e) => void phone.save(draft, { signer: e.target.value })} /></Field>
          <Pad label={t(['客户签名', 'Customer’s signature'])} strokes={draft.strokes} fixed={signed} onChange={(strokes) => void phone.save(draft, { strokes })} />
        </section>
        <div className="bar">
          {signed ? <Send draft={draft} phone={phone} sent={close} /> : <button type="button" className="primary" disabled={!ready} onClick={confirm}>{t(['确认签名', 'Confirm the signature'])}</button>}
          {signed && <button type="button" className="plain" onClick={again}>{t(['请客户重签', 'Let the customer sign again'])}</button>}
          <button type="button" className="plain" onClick={close}>{t(['返回修改', 'Back'])}</button>
        </div>
      </main>
    </>
  );
}

function Send({ draft, phone, sent }: { readonly draft: Draft; readonly phone: Phone; sent(): void }) {
  const { t } = useText();
  const [problem, setProblem] = useState(false);
  const pressed = useRef(false);
  const send = async () => {
    if (pressed.current) return;
    pressed.current = true;
    try {
      const at = new Date().toISOString();
      const items = whole(draft, await sha256(draft.signedText!), at);
      // The outbox first: if the phone dies between the two, the next tap finds the same keys there and adds nothing.
      await phone.outbox!.add(items);
      await phone.save(draft, { queuedAt: at });
      sent();
    } catch {
      pressed.current = false;
      setProblem(true);
    }
  };
  return (
    <>
      {problem && <Banner tone="cinnabar">{t(['手机没有存下来，可能是空间不足。请清理后再试，内容还在。', 'The phone could not store it; it may be full. Make room and try again: nothing is lost.'])}</Banner>}
      <button type="button" className="primary" onClick={() => void send()}>{phone.box.reachable ? t(['发送', 'Send']) : t(['放入待发送', 'Queue for sending'])}</button>
    </>
  );
}
