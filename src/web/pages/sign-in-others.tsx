/** Ways in besides the password: badge and PIN at a shared till, a passkey, the identity provider; and the link for who forgot theirs. */
import { Button, Input } from 'antd';
import { useState } from 'react';
import type { Label, SignedIn, SignInWays } from '../../kernel/api.ts';
import { api, messageOf } from '../client.ts';
import { useText } from '../i18n/index.tsx';
import { SignInField, SignInStep } from './sign-in-form.tsx';

export function BadgeForm({ till, onEnter }: { readonly till: string; readonly onEnter: (me: SignedIn) => void }) {
  const [given, setGiven] = useState({ badge: '', pin: '' });
  return (
    <SignInStep submitText={['登录', 'Sign in']} ready={given.badge.trim() && given.pin ? null : ['请刷工牌并输入 PIN', 'Scan the badge and type the PIN']}
      submit={async () => onEnter(await api.post<SignedIn>('/sign-in/badge', { badge: given.badge.trim(), pin: given.pin }))} before={<p className="sign-in-till">{till}</p>}>
      {() => (
        <>
          <SignInField id="badge" label={['工牌号', 'Badge']} hint={['扫码枪扫一下，或手工输入', 'Scan it, or type it']}>
            {/* A handheld scanner types the number and presses Enter: that goes on to the PIN, not off to the server. */}
            <Input id="badge" size="large" autoFocus autoComplete="off" value={given.badge} aria-describedby="badge-help" onChange={(event) => setGiven({ ...given, badge: event.target.value })}
              onPressEnter={(event) => { event.preventDefault(); document.getElementById('pin')?.focus(); }} />
          </SignInField>
          <SignInField id="pin" label={['PIN', 'PIN']}>
            <Input.Password id="pin" size="large" inputMode="numeric" autoComplete="off" maxLength={8} value={given.pin} onChange={(event) => setGiven({ ...given, pin: event.target.value })} />
          </SignInField>
        </>
      )}
    </SignInStep>
  );
}

/** `asks`: the short name of the organisation, where several are on one server. */
export function OtherWays({ ways, asks, next, onEnter }: { readonly ways: SignInWays; readonly asks: string; readonly next: string; readonly onEnter: (me: SignedIn) => void }) {
  const { t } = useText();
  const [problem, setProblem] = useState<Label | null>(null);
  const [busy, setBusy] = useState(false);
  if (!ways.passkey && !ways.provider) return null;
  const withPasskey = async () => {
    setBusy(true);
    setProblem(null);
    try {
      const { startAuthentication } = await import('@simplewebauthn/browser');
      const { options, ticket } = await api.post<{ options: Parameters<typeof startAuthentication>[0]['optionsJSON']; ticket: string }>('/sign-in/passkey/start', asks ? { organisation: asks } : {});
      onEnter(await api.post<SignedIn>('/sign-in/passkey', { ticket, response: await startAuthentication({ optionsJSON: options }) }));
    } catch (error) {
      setBusy(false);
      setProblem(problemOf(error));
    }
  };
  const away = `/api/sign-in/provider?next=${encodeURIComponent(next)}${asks ? `&organisation=${encodeURIComponent(asks)}` : ''}`;
  return (
    <div className="sign-in-others" role="group" aria-label={t(['其他登录方式', 'Other ways to sign in'])}>
      {problem && <p role="alert" className="sign-in-error">{t(problem)}</p>}
      {ways.provider && <Button size="large" block href={away}>{t([`用“${ways.provider}”登录`, `Sign in with ${ways.provider}`])}</Button>}
      {ways.passkey && <Button size="large" block loading={busy} onClick={() => { void withPasskey(); }}>{t(['用通行密钥登录', 'Sign in with a passkey'])}</Button>}
    </div>
  );
}

/** The browser gives up with an error of its own when the person closes its window: that is no fault. */
export const problemOf = (error: unknown): Label => (error instanceof Error && ['NotAllowedError', 'AbortError'].includes(error.name)
  ? ['没有完成，可以再试一次', 'Not finished; you can try again'] : messageOf(error));

export function Forgotten({ asks, onBack }: { readonly asks: string; readonly onBack: () => void }) {
  const { t } = useText();
  const [name, setName] = useState('');
  const [sent, setSent] = useState(false);
  if (sent) {
    return (
      <div className="sign-in-form" role="status">
        <p>{t(['若有这个账户且登记了邮箱，重设链接已经寄出，30 分钟内有效。没有收到时请找管理员。', 'If there is such an account with an e-mail address, a link is on its way; it is good for 30 minutes. If none arrives, ask the administrator.'])}</p>
        <Button size="large" block onClick={onBack}>{t(['返回登录', 'Back to signing in'])}</Button>
      </div>
    );
  }
  return (
    <>
      <SignInStep submitText={['寄出重设链接', 'Send me a link']} ready={name.trim() ? null : ['请填写用户名', 'Type your user name']}
        submit={async () => { await api.post('/sign-in/forgotten', { name: name.trim(), ...(asks ? { organisation: asks } : {}) }); setSent(true); }}>
        {() => <SignInField id="forgotten-name" label={['用户名', 'User name']}><Input id="forgotten-name" size="large" autoFocus autoComplete="username" value={name} onChange={(event) => setName(event.target.value)} /></SignInField>}
      </SignInStep>
      <p className="sign-in-note"><Button type="link" size="small" onClick={onBack}>{t(['返回登录', 'Back to signing in'])}</Button></p>
    </>
  );
}
