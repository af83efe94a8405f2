/** Signing in: a name and a password, the organisation only on servers that hold several; what is asked next, and the other ways in. */
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { Button, Input } from 'antd';
import { type FormEvent, useState } from 'react';
import type { Label, SignedIn, SignInNext, SignInWays } from '../../kernel/api.ts';
import { api, ApiRefusal, keys, messageOf } from '../client.ts';
import { useText, words } from '../i18n/index.tsx';
import { useTitle } from '../shell/page.tsx';
import { SignInField } from './sign-in-form.tsx';
import { SignInNextStep } from './sign-in-next.tsx';
import { BadgeForm, Forgotten, OtherWays } from './sign-in-others.tsx';

interface DemoSignIn { readonly name: string; readonly password: string; readonly post: Label }
interface Given { readonly organisation: string; readonly name: string; readonly password: string }
type Problems = { readonly [field in keyof Given]?: Label };

export function SignInPage() {
  const { t, lang, setLang } = useText();
  useTitle(t(words.signIn.title));
  return (
    <div className="sign-in">
      <header className="sign-in-bar"><Button type="text" aria-label={t(words.shell.languageSwitch)} onClick={() => setLang(lang ? 0 : 1)}>{lang ? '中文' : 'English'}</Button></header>
      <main className="sign-in-sheet">
        <div className="sign-in-brand">
          <h1>{t(words.common.product)}</h1>
          <p>{t(words.signIn.motto)}</p>
        </div>
        <SignInForm />
      </main>
    </div>
  );
}

type Shown = 'password' | 'badge' | 'forgotten';

function SignInForm() {
  const { t } = useText();
  const { given, put, problems, error, busy, asksOrganisation, next, goOn, enter, arrive, target } = useSignIn();
  const ways = useQuery({ queryKey: ['sign-in-ways'], queryFn: () => api.get<SignInWays>('/sign-in/ways'), retry: false }).data ?? { passkey: false, provider: null, till: null, mail: false };
  const [chosen, setChosen] = useState<Shown | null>(null);
  const shown = chosen ?? (ways.till ? 'badge' : 'password');
  const submit = (event: FormEvent) => { event.preventDefault(); void enter(given); };
  const asks = asksOrganisation ? given.organisation.trim() : '';
  if (next) return <SignInNextStep to={next} onGo={goOn} onBack={() => { put({ password: '' }); goOn(null); }} />;
  if (shown === 'forgotten') return <Forgotten asks={asks} onBack={() => setChosen(null)} />;
  if (shown === 'badge' && ways.till) {
    return <><BadgeForm till={ways.till} onEnter={arrive} /><p className="sign-in-note"><Button type="link" size="small" onClick={() => setChosen('password')}>{t(['用密码登录', 'Sign in with a password'])}</Button></p></>;
  }
  return (
    <>
      <form onSubmit={submit} noValidate aria-busy={busy} className="sign-in-form">
        {error && <p role="alert" className="sign-in-error">{t(error)}</p>}
        {asksOrganisation && <SignInField id="organisation" label={words.signIn.organisation} problem={problems.organisation} hint={words.signIn.organisationHint}><Input {...said('organisation', problems)} value={given.organisation} autoComplete="organization" onChange={(event) => put({ organisation: event.target.value })} /></SignInField>}
        <SignInField id="name" label={words.signIn.name} problem={problems.name}><Input {...said('name', problems)} size="large" autoFocus value={given.name} autoComplete="username" autoCapitalize="none" spellCheck={false} onChange={(event) => put({ name: event.target.value })} /></SignInField>
        <SignInField id="password" label={words.signIn.password} problem={problems.password}><Input.Password {...said('password', problems)} size="large" value={given.password} autoComplete="current-password" onChange={(event) => put({ password: event.target.value })} /></SignInField>
        <Button type="primary" size="large" htmlType="submit" block loading={busy}>{t(words.signIn.submit)}</Button>
      </form>
      <OtherWays ways={ways} asks={asks} next={target} onEnter={arrive} />
      <p className="sign-in-note">
        {ways.mail ? <Button type="link" size="small" onClick={() => setChosen('forgotten')}>{t(['忘记密码', 'Forgot the password'])}</Button> : t(words.signIn.forgotten)}
        {ways.till && <Button type="link" size="small" onClick={() => setChosen('badge')}>{t(['用工牌登录', 'Sign in with the badge'])}</Button>}
      </p>
      <Demo busy={busy} onChoose={(name, password) => { put({ name, password }); void enter({ ...given, name, password }); }} />
    </>
  );
}

/** What the way back from an identity provider says went wrong. */
const PROBLEMS: { readonly [code: string]: Label } = {
  'signed_out.idle': ['闲置过久，已自动退出，请重新登录。', 'Nobody was here for too long; please sign in again.'],
  'sign_in.stranger': ['统一登录认得您，但这里没有您的账户，请联系管理员。', 'The provider knows you, but you have no account here; please ask the administrator.'],
  'sign_in.provider': ['统一登录没有完成，请再试或用密码登录。', 'Single sign-on was not completed; try again or use your password.'],
  'sign_in.ticket': ['登录用时太久或来自别的窗口，请重新开始。', 'That took too long or came from another window; please begin again.'],
};

function useSignIn() {
  const client = useQueryClient();
  const navigate = useNavigate();
  const search = useSearch({ strict: false, select: (given) => given as { next?: string; problem?: string } });
  const [given, setGiven] = useState<Given>({ organisation: '', name: '', password: '' });
  const [problems, setProblems] = useState<Problems>({});
  const [error, setError] = useState<Label | null>(PROBLEMS[search.problem ?? ''] ?? null);
  const [busy, setBusy] = useState(false);
  const [asksOrganisation, setAsks] = useState(false);
  const [next, setNext] = useState<SignInNext | null>(null);
  const target = inside(search.next);
  const arrive = (me: SignedIn) => {
    client.setQueryData(keys.me, me);
    void navigate({ href: target, replace: true });
  };
  const goOn = (to: SignedIn | SignInNext | null) => { setBusy(false); if (to && !('next' in to)) arrive(to); else setNext(to); };
  const enter = async ({ organisation, name, password }: Given) => {
    const missing: Problems = { ...(name.trim() ? {} : { name: words.signIn.nameMissing }), ...(password ? {} : { password: words.signIn.passwordMissing }) };
    setProblems(missing);
    setError(null);
    if (Object.keys(missing).length > 0) { focusOn(Object.keys(missing)[0]!); return; }
    setBusy(true);
    try {
      const to = await api.post<SignedIn | SignInNext>('/sign-in', { name: name.trim(), password, ...(organisation.trim() ? { organisation: organisation.trim() } : {}) });
      if ('next' in to) { setBusy(false); setNext(to); } else arrive(to);
    } catch (failure) {
      setBusy(false);
      setError(messageOf(failure));
      if (failure instanceof ApiRefusal && failure.body.code === 'sign_in.organisation') setAsks(true);
      if (failure instanceof ApiRefusal) setProblems((failure.body.fields ?? {}) as Problems);
      focusOn('password');
    }
  };
  return { given, put: (part: Partial<Given>) => setGiven((before) => ({ ...before, ...part })), problems, error, busy, asksOrganisation, next, goOn, enter, arrive, target };
}

const said = (id: keyof Given, problems: Problems) => ({ id, name: id, ...(problems[id] ? { status: 'error' as const, 'aria-invalid': true, 'aria-describedby': `${id}-help` } : {}) });

/** Only while the demo is loaded: a post each, to look around as that person. */
function Demo({ busy, onChoose }: { readonly busy: boolean; readonly onChoose: (name: string, password: string) => void }) {
  const { t } = useText();
  const found = useQuery({ queryKey: ['demo-sign-ins'], queryFn: () => api.get<readonly DemoSignIn[]>('/demo-sign-ins'), retry: false, staleTime: Number.POSITIVE_INFINITY });
  if (!Array.isArray(found.data) || found.data.length === 0) return null;
  return (
    <section className="sign-in-demo" aria-labelledby="demo">
      <h2 id="demo">{t(words.signIn.demo)}</h2>
      <p>{t(words.signIn.demoHint)}</p>
      <ul>{found.data.map((one) => <li key={one.name}><button type="button" disabled={busy} onClick={() => onChoose(one.name, one.password)}><span>{t(one.post)}</span><small>{one.name}</small></button></li>)}</ul>
    </section>
  );
}

/** Only an address of this product; anything else would send people elsewhere with our name on it. */
const inside = (next: string | undefined): string => (next?.startsWith('/') && !next.startsWith('//') && !next.startsWith('/\\') && !next.startsWith('/sign-in') ? next : '/');

const focusOn = (id: string) => requestAnimationFrame(() => document.getElementById(id)?.focus());
