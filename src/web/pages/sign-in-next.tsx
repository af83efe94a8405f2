/** What is asked after the password: a code, setting codes up, a new password; and the recovery codes, shown this once. */
import { Button, Input } from 'antd';
import { useState } from 'react';
import type { SignedIn, SignInNext } from '../../kernel/api.ts';
import { api } from '../client.ts';
import { useText } from '../i18n/index.tsx';
import { QrCode } from '../print/qr-code.tsx';
import { SignInField, SignInStep } from './sign-in-form.tsx';

type Enrol = Extract<SignInNext, { readonly next: 'enrol' }>;
interface Asked { readonly to: SignInNext; readonly onGo: (to: SignedIn | SignInNext) => void; readonly onBack: () => void }

export function SignInNextStep({ to, onGo, onBack }: Asked) {
  const { t } = useText();
  return (
    <>
      {to.next === 'code' ? <Code to={to} onGo={onGo} /> : to.next === 'enrol' ? <EnrolCodes to={to} onGo={onGo} /> : <NewPassword to={to} onGo={onGo} />}
      <p className="sign-in-note"><Button type="link" size="small" onClick={onBack}>{t(['换一个账号登录', 'Sign in as somebody else'])}</Button></p>
    </>
  );
}

function Code({ to, onGo }: Pick<Asked, 'onGo'> & { readonly to: { readonly ticket: string } }) {
  const [code, setCode] = useState('');
  return (
    <SignInStep submitText={['继续', 'Go on']} ready={code.trim() ? null : ['请填写验证码', 'Type the code']} submit={async () => onGo(await api.post<SignedIn | SignInNext>('/sign-in/code', { ticket: to.ticket, code }))}>
      {({ problem }) => (
        <SignInField id="code" label={['验证码', 'One-time code']} problem={problem('code')} hint={['验证器应用里的 6 位数字；手机不在身边时，填一个恢复码', 'The 6 digits in your authenticator app; without the phone, one of your recovery codes']}>
          <Input id="code" size="large" autoFocus inputMode="text" autoComplete="one-time-code" value={code} aria-describedby="code-help" onChange={(event) => setCode(event.target.value)} />
        </SignInField>
      )}
    </SignInStep>
  );
}

function EnrolCodes({ to, onGo }: Pick<Asked, 'onGo'> & { readonly to: Enrol }) {
  const { t } = useText();
  const [code, setCode] = useState('');
  const [done, setDone] = useState<SignedIn | SignInNext | null>(null);
  if (done && 'recovery' in done && done.recovery) return <RecoveryCodes codes={done.recovery} onDone={() => onGo(done)} />;
  const submit = async () => { const next = await api.post<SignedIn | SignInNext>('/sign-in/enrol', { ticket: to.ticket, code }); if ('recovery' in next) setDone(next); else onGo(next); };
  return (
    <SignInStep submitText={['设置并登录', 'Set up and sign in']} ready={code.trim() ? null : ['请填写验证码', 'Type the code']} submit={submit}
      before={<p>{t(['单位要求两步验证。请在手机上用验证器应用扫描此码。', 'Your organisation asks for two-step sign-in. Scan this with an authenticator app on your phone.'])}</p>}>
      {({ problem }) => <><CodeSecret secret={to.secret} uri={to.uri} /><CodeInput code={code} onCode={setCode} problem={problem('code')} /></>}
    </SignInStep>
  );
}

/** The secret as a picture and as text, for phones without a camera. */
export function CodeSecret({ secret, uri }: { readonly secret: string; readonly uri: string }) {
  const { t } = useText();
  return (
    <div className="code-secret">
      <QrCode text={uri} label={t(['验证器应用的二维码', 'QR code for the authenticator app'])} />
      <p><span className="w-note">{t(['不能扫描时，手工输入密钥：', 'If you cannot scan, type this key:'])}</span><code>{secret.match(/.{1,4}/g)?.join(' ')}</code></p>
    </div>
  );
}

export function CodeInput({ code, onCode, problem }: { readonly code: string; readonly onCode: (code: string) => void; readonly problem: Parameters<typeof SignInField>[0]['problem'] }) {
  return (
    <SignInField id="first-code" label={['应用显示的 6 位数字', 'The 6 digits the app shows']} problem={problem}>
      <Input id="first-code" inputMode="numeric" autoComplete="one-time-code" value={code} onChange={(event) => onCode(event.target.value)} />
    </SignInField>
  );
}

/** Once gone from the screen, nobody can show them again. */
export function RecoveryCodes({ codes, onDone }: { readonly codes: readonly string[]; readonly onDone: () => void }) {
  const { t } = useText();
  const copy = () => { void navigator.clipboard?.writeText(codes.join('\n')); };
  return (
    <section className="recovery-codes" aria-labelledby="recovery">
      <h2 id="recovery">{t(['恢复码', 'Recovery codes'])}</h2>
      <p>{t(['手机不在时，每个可代替验证码一次。请抄下或打印，放在稳妥的地方；离开此页后不再显示。', 'Each stands in for a code once when the phone is gone. Write them down or print them and keep them safe; they are not shown again.'])}</p>
      <ul>{codes.map((code) => <li key={code}><code>{code}</code></li>)}</ul>
      <div className="recovery-actions"><Button onClick={copy}>{t(['复制', 'Copy'])}</Button><Button onClick={() => window.print()}>{t(['打印', 'Print'])}</Button><Button type="primary" onClick={onDone}>{t(['我已存好', 'I have kept them'])}</Button></div>
    </section>
  );
}

function NewPassword({ to, onGo }: Pick<Asked, 'onGo'> & { readonly to: { readonly ticket: string; readonly first?: true } }) {
  const { t } = useText();
  const [given, setGiven] = useState({ password: '', again: '' });
  return (
    <SignInStep submitText={['换好并登录', 'Change and sign in']} ready={given.password === given.again ? null : ['两次输入不一致', 'The two do not match']}
      submit={async () => onGo(await api.post<SignedIn | SignInNext>('/sign-in/new-password', { ticket: to.ticket, password: given.password }))}
      before={<p>{t(to.first ? ['这个密码是别人代为设置的。请先设置只有您自己知道的密码，再开始工作。', 'Somebody else set this password. Please set one that only you know before you begin.'] : ['按单位规定，密码已到期，请换一个新的。', 'By your organisation’s rule the password has run out; please set a new one.'])}</p>}>
      {({ problem }) => <TwicePassword given={given} onGiven={setGiven} problem={problem('password')} />}
    </SignInStep>
  );
}

export interface Twice { readonly password: string; readonly again: string }
export function TwicePassword({ given, onGiven, problem }: { readonly given: Twice; readonly onGiven: (given: Twice) => void; readonly problem: Parameters<typeof SignInField>[0]['problem'] }) {
  return (
    <>
      <SignInField id="new-password" label={['新密码', 'New password']} problem={problem} hint={['至少 10 个字符；几个不相干的词连在一起最好记', 'At least 10 characters; some unrelated words together are easiest to remember']}>
        <Input.Password id="new-password" size="large" autoFocus autoComplete="new-password" value={given.password} aria-describedby="new-password-help" onChange={(event) => onGiven({ ...given, password: event.target.value })} />
      </SignInField>
      <SignInField id="again" label={['再输一次', 'Once more']}>
        <Input.Password id="again" size="large" autoComplete="new-password" value={given.again} onChange={(event) => onGiven({ ...given, again: event.target.value })} />
      </SignInField>
    </>
  );
}
