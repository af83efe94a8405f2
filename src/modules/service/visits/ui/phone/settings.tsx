/** Language, look, what the device promises, and signing out: which wipes what was read, and never loses what is not sent. */
import { type ReactNode, useEffect, useState } from 'react';
import { useText } from '../../../../../web/i18n/index.tsx';
import { keepData } from '../../../../../web/offline/device.ts';
import { unsent } from '../../../../../web/offline/leaving.ts';
import type { Appearance } from './app.tsx';
import { Choice, Top } from './parts.tsx';
import { type Person, signOut } from './person.ts';
import type { Phone } from './use-phone.ts';

interface Props { readonly phone: Phone; readonly person: Person; readonly appearance: Appearance; leave(): void; readonly banners: ReactNode }

export function Settings({ phone, person, appearance, leave, banners }: Props) {
  const { t, lang, setLang } = useText();
  const [safe, setSafe] = useState<boolean | null>(null);
  useEffect(() => { void keepData().then(setSafe); }, []);
  return (
    <>
      <Top phone={phone} title={t(['设置', 'Settings'])} back="#/" small={person.name} />
      <main className="page">
        {banners}
        <section className="setting"><h2>{t(['语言', 'Language'])}</h2><Choice label={t(['语言', 'Language'])} value={String(lang) as '0' | '1'} options={[['0', '中文'], ['1', 'English']]} onChange={(next) => setLang(next === '1' ? 1 : 0)} /></section>
        <section className="setting"><h2>{t(['外观', 'Appearance'])}</h2><Choice label={t(['外观', 'Appearance'])} value={appearance.look} options={[['light', t(['浅色', 'Light'])], ['dark', t(['深色', 'Dark'])], ['system', t(['随系统', 'System'])]]} onChange={appearance.setLook} /></section>
        <section className="setting">
          <h2>{t(['本机存储', 'On this phone'])}</h2>
          <p>{safe === null ? t(['正在询问…', 'Asking…']) : safe ? t(['浏览器答应不清理未发送的内容。', 'The browser has promised to keep what is not sent.']) : t(['空间不足时浏览器可能清理内容。把本页添加到主屏幕更稳妥，并尽早联网发送。', 'Short of space, the browser may clear it. Add this page to the home screen, and send soon.'])}</p>
        </section>
        <Leaving phone={phone} person={person} leave={leave} />
        <p className="foot"><a className="plain" href="/">{t(['打开完整版', 'Open the full desk'])}</a></p>
      </main>
    </>
  );
}

function Leaving({ phone, person, leave }: Pick<Props, 'phone' | 'person' | 'leave'>) {
  const { t } = useText();
  const [left, setLeft] = useState<number | null>(null);
  const go = async () => { await signOut(person.id); location.hash = '#/'; leave(); };
  const ask = async () => {
    const count = await unsent(person.id);
    if (count === 0) await go();
    else setLeft(count);
  };
  return (
    <section className="setting">
      <h2>{t(['退出', 'Sign out'])}</h2>
      {left === null && <button type="button" onClick={() => void ask()}>{t(['退出登录', 'Sign out'])}</button>}
      {left !== null && (
        <div className="sure" role="alert">
          <p>{t([`还有 ${left} 次到访没有送达。退出后读过的安排会清除；未送达的留在这台手机里，别人看不到，您再次登录后继续发送。`, `${left} visit(s) have not arrived. Signing out clears what was read; what is not sent stays on this phone, unseen by others, until you sign in again.`])}</p>
          <button type="button" className="primary" onClick={() => { setLeft(null); void phone.outbox?.sendNow(); }}>{t(['先发送', 'Send first'])}</button>
          <button type="button" className="danger" onClick={() => void go()}>{t(['仍然退出', 'Sign out all the same'])}</button>
        </div>
      )}
    </section>
  );
}
