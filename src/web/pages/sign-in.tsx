/** Signing in: a name and a password; the organisation only on servers that hold several. */
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { Button, Input } from 'antd';
import { type FormEvent, type ReactNode, useState } from 'react';
import type { Label, Me } from '../../kernel/api.ts';
import { api, ApiRefusal, keys, messageOf } from '../client.ts';
import { useText, words } from '../i18n/index.tsx';
import { useTitle } from '../shell/page.tsx';

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

function SignInForm() {
  const { t } = useText();
  const { given, put, problems, error, busy, asksOrganisation, enter } = useSignIn();
  const submit = (event: FormEvent) => { event.preventDefault(); void enter(given); };
  return (
    <>
      <form onSubmit={submit} noValidate aria-busy={busy} className="sign-in-form">
        {error && <p role="alert" className="sign-in-error">{t(error)}</p>}
        {asksOrganisation && <Field id="organisation" label={words.signIn.organisation} problem={problems.organisation} hint={words.signIn.organisationHint}><Input {...said('organisation', problems)} value={given.organisation} autoComplete="organization" onChange={(event) => put({ organisation: event.target.value })} /></Field>}
        <Field id="name" label={words.signIn.name} problem={problems.name}><Input {...said('name', problems)} size="large" autoFocus value={given.name} autoComplete="username" autoCapitalize="none" spellCheck={false} onChange={(event) => put({ name: event.target.value })} /></Field>
        <Field id="password" label={words.signIn.password} problem={problems.password}><Input.Password {...said('password', problems)} size="large" value={given.password} autoComplete="current-password" onChange={(event) => put({ password: event.target.value })} /></Field>
        <Button type="primary" size="large" htmlType="submit" block loading={busy}>{t(words.signIn.submit)}</Button>
        <p className="sign-in-note">{t(words.signIn.forgotten)}</p>
      </form>
      <Demo busy={busy} onChoose={(name, password) => { put({ name, password }); void enter({ ...given, name, password }); }} />
    </>
  );
}

function useSignIn() {
  const client = useQueryClient();
  const navigate = useNavigate();
  const next = useSearch({ strict: false, select: (search) => (search as { next?: string }).next });
  const [given, setGiven] = useState<Given>({ organisation: '', name: '', password: '' });
  const [problems, setProblems] = useState<Problems>({});
  const [error, setError] = useState<Label | null>(null);
  const [busy, setBusy] = useState(false);
  const [asksOrganisation, setAsks] = useState(false);
  const enter = async ({ organisation, name, password }: Given) => {
    const missing: Problems = { ...(name.trim() ? {} : { name: words.signIn.nameMissing }), ...(password ? {} : { password: words.signIn.passwordMissing }) };
    setProblems(missing);
    setError(null);
    if (Object.keys(missing).length > 0) { focusOn(Object.keys(missing)[0]!); return; }
    setBusy(true);
    try {
      client.setQueryData(keys.me, await api.post<Me>('/sign-in', { name: name.trim(), password, ...(organisation.trim() ? { organisation: organisation.trim() } : {}) }));
      await navigate({ href: inside(next), replace: true });
    } catch (failure) {
      setBusy(false);
      setError(messageOf(failure));
      if (failure instanceof ApiRefusal && failure.body.code === 'sign_in.organisation') setAsks(true);
      if (failure instanceof ApiRefusal) setProblems((failure.body.fields ?? {}) as Problems);
      focusOn('password');
    }
  };
  return { given, put: (part: Partial<Given>) => setGiven((before) => ({ ...before, ...part })), problems, error, busy, asksOrganisation, enter };
}

function Field({ id, label, problem, hint, children }: { readonly id: string; readonly label: Label; readonly problem: Label | undefined; readonly hint?: Label; readonly children: ReactNode }) {
  const { t } = useText();
  return (
    <div className="sign-in-field">
      <label htmlFor={id}>{t(label)}</label>
      {children}
      {(problem ?? hint) && <span id={`${id}-help`} className={problem ? 'w-problem' : 'w-note'}>{t((problem ?? hint)!)}</span>}
    </div>
  );
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
