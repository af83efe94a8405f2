/** Signing in on the phone: small, so that a technician far out never loads the desk for it. What is on the phone stays where it is. */
import { type SyntheticEvent, useState } from 'react';
import type { Label } from '../../../../../kernel/api.ts';
import { ApiRefusal, messageOf } from '../../../../../web/client/wire.ts';
import { useText } from '../../../../../web/i18n/index.tsx';
import { Field } from './parts.tsx';
import { type Person, signIn } from './person.ts';

export function SignIn({ onSignedIn, offline, name, onBack }: { onSignedIn(person: Person): void; readonly offline: boolean; readonly name?: string; onBack?(): void }) {
  const { t, lang, setLang } = useText();
  const [given, setGiven] = useState({ organisation: '', name: '', password: '' });
  const [withOrganisation, setWithOrganisation] = useState(false);
  const [problem, setProblem] = useState<Label | null>(offline ? ['未联网。第一次使用须联网登录。', 'No network. The first sign-in needs one.'] : null);
  const [busy, setBusy] = useState(false);
  const submit = async (event: SyntheticEvent) => {
    event.preventDefault();
    setBusy(true);
    setProblem(null);
    try {
      onSignedIn(await signIn({ name: given.name, password: given.password, ...(given.organisation ? { organisation: given.organisation } : {}) }));
    } catch (e) {
      if (e instanceof ApiRefusal && e.body.code === 'sign_in.organisation') setWithOrganisation(true);
      setProblem(messageOf(e));
      setBusy(false);
    }
  };
  const type = (field: keyof typeof given) => (event: { readonly target: { readonly value: string } }) => setGiven({ ...given, [field]: event.target.value });
  return (
    <main className="sign-in">
      <h1>{t(['技术员到访', 'Technician’s visits'])}</h1>
      <p className="soft">{name ? t([`${name}，请重新登录，未发送的内容都在。`, `${name}, please sign in again; what is not sent is still here.`]) : t(['登录后，没有网络也能用', 'Once signed in, it works with no network'])}</p>
      <form onSubmit={submit}>
        {withOrganisation && <Field label={t(['组织代码', 'Organisation'])}><input value={given.organisation} onChange={type('organisation')} autoCapitalize="none" /></Field>}
        <Field label={t(['用户名', 'Name'])}><input value={given.name} onChange={type('name')} autoComplete="username" autoCapitalize="none" required /></Field>
        <Field label={t(['密码', 'Password'])}><input type="password" value={given.password} onChange={type('password')} autoComplete="current-password" required /></Field>
        {problem && <p className="problem" role="alert">{t(problem)}</p>}
        <button type="submit" className="primary" disabled={busy}>{busy ? t(['正在登录…', 'Signing in…']) : t(['登录', 'Sign in'])}</button>
        {onBack && <button type="button" className="plain" onClick={onBack}>{t(['先不登录', 'Not now'])}</button>}
      </form>
      <button type="button" className="plain" onClick={() => setLang(lang === 0 ? 1 : 0)} lang={lang === 0 ? 'en' : 'zh-CN'}>{lang === 0 ? 'English' : '中文'}</button>
    </main>
  );
}
