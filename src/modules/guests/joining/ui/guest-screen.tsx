/**
 * The screen turned to the guest: large, calm, and nothing else in sight or in reach. Notice, form and charter one after the
 * other; at the end it asks to be handed back. Serves VIP-1.2, VIP-1.3, VIP-8.7.
 */
import { Button } from 'antd';
import { useEffect, useRef, useState } from 'react';
import { createPortal } from 'react-dom';
import type { RecordPage, RegisterMeta, Written } from '../../../../kernel/api.ts';
import type { ApplicationView, DeskText } from '../desk.ts';
import { api, newId } from '../../../../web/client.ts';
import { useText } from '../../../../web/i18n/index.tsx';
import { useMe } from '../../../../web/shell/session.tsx';
import { later } from '../../../../web/widgets/later.tsx';
import { RefusalNote } from '../../../../web/widgets/refusal-note.tsx';

const StepForm = later(async () => (await import('../../../../web/widgets/step-form.tsx')).StepForm);

interface Props { readonly view: ApplicationView; readonly register: RegisterMeta; readonly page: RecordPage; onChanged(): void; onBack(): void }

export function GuestScreen(props: Props) {
  const { t, lang, setLang } = useText();
  const me = useMe();
  const box = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const root = document.getElementById('root');
    root?.setAttribute('inert', '');
    box.current?.focus();
    return () => root?.removeAttribute('inert');
  }, []);
  return createPortal(
    <div className="guest-screen" role="dialog" aria-modal="true" aria-label={t(['客人屏', 'Guest screen'])} tabIndex={-1} ref={box}>
      <header><b>{me.organisation.name}</b><Button type="text" onClick={() => setLang(lang ? 0 : 1)}>{lang ? '中文' : 'English'}</Button></header>
      <div className="guest-screen-sheet"><Part {...props} /></div>
      <footer><Button type="text" onClick={props.onBack}>{t(['交还工作人员', 'Hand back to the staff'])}</Button></footer>
    </div>, document.body);
}

function Part({ view, register, page, onChanged, onBack }: Props) {
  const { t } = useText();
  const { row } = page;
  const form = register.steps.find((s) => s.name === 'fill_form');
  if (row.state === 'explained' && view.notice) return <Notice text={view.notice} id={view.id} onAgreed={onChanged} onBack={onBack} />;
  if (row.state === 'consented' && form) {
    const student = view.product?.kind === 'student';
    const step = { ...form, hint: null, form: form.form.filter((f) => student || !['student_proof', 'proof_until'].includes(f.name)) };
    return (
      <>
        <h1>{t(['入会申请', 'Application'])}</h1>
        <p>{t(['请您亲自填写并签名。', 'Please fill this in yourself and sign.'])}</p>
        <StepForm register={register} step={step} row={row} onDone={onChanged} onCancel={onBack} />
      </>
    );
  }
  if (row.state === 'form_filled') return <Charter view={view} register={register} page={page} onChanged={onChanged} onBack={onBack} />;
  return (
    <div className="guest-screen-end" role="status">
      <h1>{t(['谢谢您', 'Thank you'])}</h1>
      <p>{t(['请把屏幕交还给工作人员。', 'Please hand the screen back to the staff.'])}</p>
      <Button type="primary" size="large" onClick={onBack}>{t(['交还', 'Hand back'])}</Button>
    </div>
  );
}

function Notice({ text, id, onAgreed, onBack }: { readonly text: DeskText; readonly id: string; onAgreed(): void; onBack(): void }) {
  const { t } = useText();
  const { send, busy, error } = useStep(id, onAgreed);
  return (
    <>
      <h1>{text.title}</h1>
      <p className="guest-screen-text w-long">{t([text.body, text.body_en ?? text.body])}</p>
      <RefusalNote error={error} />
      <div className="guest-screen-choice">
        <Button type="primary" size="large" loading={busy} onClick={() => void send('consent', { agreed: true })}>{t(['我同意', 'I agree'])}</Button>
        <Button size="large" onClick={onBack}>{t(['不同意', 'I do not agree'])}</Button>
      </div>
    </>
  );
}

/** The text in force is fixed to the application as it is shown; only then can it be signed. */
function Charter({ view, register, page, onChanged, onBack }: Props) {
  const { t } = useText();
  const shown = page.row['charter_hash'] !== null && page.row['charter_hash'] !== undefined;
  const { send, busy, error } = useStep(view.id, onChanged);
  const step = register.steps.find((s) => s.name === 'sign_charter');
  if (!view.charter || !step) return <p>{t(['还没有生效的会员章程', 'There is no charter in force'])}</p>;
  return (
    <>
      <h1>{view.charter.title}</h1>
      <p className="w-quiet">{t([`第 ${view.charter.edition ?? 1} 版`, `Edition ${view.charter.edition ?? 1}`])}</p>
      <p className="guest-screen-text w-long" tabIndex={0}>{t([view.charter.body, view.charter.body_en ?? view.charter.body])}</p>
      <RefusalNote error={error} />
      {shown
        ? <StepForm register={register} step={step} row={page.row} onDone={onChanged} onCancel={onBack} />
        : <Button type="primary" size="large" loading={busy} onClick={() => void send('show_charter', {})}>{t(['我已阅读，去签名', 'I have read it; sign'])}</Button>}
    </>
  );
}

function useStep(id: string, onDone: () => void) {
  const [key, setKey] = useState(newId);
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>(null);
  const send = async (step: string, input: object) => {
    setBusy(true);
    setError(null);
    try {
      await api.post<Written>(`/records/card_application/${id}/steps/${step}`, { input }, { key });
      onDone();
    } catch (failure) {
      setError(failure);
    }
    setKey(newId());
    setBusy(false);
  };
  return { send, busy, error };
}
