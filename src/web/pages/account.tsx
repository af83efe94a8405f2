/** One's own account (账户与登录): how one signs in, and where one is signed in right now. */
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Button } from 'antd';
import { type ReactNode, useState } from 'react';
import type { Account, Label } from '../../kernel/api.ts';
import { api } from '../client.ts';
import { useFormat, useText } from '../i18n/index.tsx';
import { Failure, Loading, PageHeading, useTitle } from '../shell/page.tsx';
import { Section } from '../widgets/section.tsx';
import { AccountDialog, CURRENT, type Given } from './account-dialog.tsx';
import { OwnPassword } from './account-password.tsx';
import { CodesDialog, PasskeyDialog } from './account-ways.tsx';
import { AccountSessions } from './account-sessions.tsx';
import { RecoveryCodes } from './sign-in-next.tsx';
import './account.css';

const TITLE: Label = ['账户与登录', 'Account and sign-in'];
const KEY = ['account'] as const;
type Open = 'password' | 'mail' | 'codes' | 'recovery' | 'codesOff' | 'passkey' | 'badge' | 'badgeOff' | { readonly passkeyOff: string } | null;

export function AccountPage() {
  const { t } = useText();
  useTitle(t(TITLE));
  const client = useQueryClient();
  const found = useQuery({ queryKey: KEY, queryFn: () => api.get<Account>('/account') });
  const [open, setOpen] = useState<Open>(null);
  const [recovery, setRecovery] = useState<readonly string[] | null>(null);
  const again = () => { void client.invalidateQueries({ queryKey: KEY }); };
  const done = () => { setOpen(null); again(); };
  if (found.error) return <Failure error={found.error} onRetry={() => { void found.refetch(); }} />;
  if (!found.data) return <Loading />;
  return (
    <div className="account">
      <PageHeading title={t(TITLE)} note={found.data.name} />
      {recovery && <RecoveryCodes codes={recovery} onDone={() => setRecovery(null)} />}
      <Ways account={found.data} onOpen={setOpen} />
      <AccountSessions account={found.data} onChanged={again} />
      <Dialogs open={open} account={found.data} onClose={() => setOpen(null)} onDone={done} onRecovery={(codes) => { setRecovery(codes); done(); }} />
    </div>
  );
}

function Ways({ account, onOpen }: { readonly account: Account; readonly onOpen: (open: Open) => void }) {
  const { t } = useText();
  const format = useFormat();
  const { password, codes, passkeys, badge, mail, ways } = account;
  const set = (label: Label, open: Open, plain = false) => <Button type={plain ? 'text' : 'default'} onClick={() => onOpen(open)}>{t(label)}</Button>;
  return (
    <Section title={t(['登录方式', 'Ways to sign in'])}>
      <dl className="account-ways">
        <Way name={['密码', 'Password']} actions={set(['修改', 'Change'], 'password')}>
          {password ? t([`${format.date(password.changedAt)} 设置`, `Set on ${format.date(password.changedAt)}`]) : t(['不在这里：由目录或统一登录核对', 'Not here: checked by the directory or single sign-on'])}
        </Way>
        <Way name={['邮箱', 'E-mail']} actions={set(mail ? ['修改', 'Change'] : ['填写', 'Add'], 'mail')}>
          {mail ?? <span className="w-note">{ways.mail ? t(['忘记密码时用来收重设链接', 'For the link when the password is forgotten']) : t(['这里没有设置邮件服务器', 'There is no mail server here'])}</span>}
        </Way>
        <Way name={['两步验证', 'Two-step sign-in']} actions={codes ? <>{set(['更换恢复码', 'New recovery codes'], 'recovery')}{set(['关闭', 'Switch off'], 'codesOff', true)}</> : set(['开启', 'Set up'], 'codes')}>
          {codes ? t([`已开启，剩 ${codes.recoveryLeft} 个恢复码`, `On; ${codes.recoveryLeft} recovery codes left`]) : <span className="w-note">{t(['密码之外再输手机上的 6 位验证码', 'After the password, 6 digits from your phone'])}</span>}
        </Way>
        <Way name={['通行密钥', 'Passkeys']} actions={ways.passkey ? set(['添加', 'Add'], 'passkey') : null}>
          {passkeys.map((key) => (
            <span key={key.id} className="account-key">
              <span>{key.label}<small>{key.usedAt ? t([`上次使用 ${format.dateTime(key.usedAt)}`, `Last used ${format.dateTime(key.usedAt)}`]) : t(['还没有用过', 'Not used yet'])}</small></span>
              <Button type="text" size="small" aria-label={t([`移除 ${key.label}`, `Remove ${key.label}`])} onClick={() => onOpen({ passkeyOff: key.id })}>{t(['移除', 'Remove'])}</Button>
            </span>
          ))}
          {passkeys.length === 0 && <span className="w-note">{ways.passkey ? t(['用指纹、面容或安全钥匙登录，不必输密码', 'Fingerprint, face or a security key instead of a password']) : t(['只能在 https 网址下使用', 'Only under an https address'])}</span>}
        </Way>
        <Way name={['工牌与 PIN', 'Badge and PIN']} actions={<>{set(badge ? ['修改', 'Change'] : ['登记', 'Register'], 'badge')}{badge && set(['取消', 'Withdraw'], 'badgeOff', true)}</>}>
          {badge ?? <span className="w-note">{t(['只在共用终端上有效，十分钟不用自动退出', 'Works at shared tills only; signs out after ten idle minutes'])}</span>}
        </Way>
      </dl>
    </Section>
  );
}

function Way({ name, actions, children }: { readonly name: Label; readonly actions: ReactNode; readonly children: ReactNode }) {
  const { t } = useText();
  return <div><dt>{t(name)}</dt><dd className="account-what">{children}</dd><dd className="account-actions">{actions}</dd></div>;
}

interface DialogsOf { readonly open: Open; readonly account: Account; readonly onClose: () => void; readonly onDone: () => void; readonly onRecovery: (codes: readonly string[]) => void }

function Dialogs({ open, account, onClose, onDone, onRecovery }: DialogsOf) {
  const current = account.password ? [CURRENT] : [];
  const then = (path: string) => async (given: Given) => { await api.post(`/account/${path}`, given); onDone(); };
  if (open === null) return null;
  if (open === 'password') return <OwnPassword onClose={onClose} />;
  if (open === 'codes') return <CodesDialog current={current} onClose={onClose} onMade={onRecovery} />;
  if (open === 'passkey') return <PasskeyDialog current={current} onClose={onClose} onMade={onDone} />;
  if (open === 'recovery') return <AccountDialog title={['更换恢复码', 'New recovery codes']} submitText={['更换', 'Make new ones']} fields={current} before={<Plain text={['原来的恢复码随即失效。', 'The old ones stop working at once.']} />} onClose={onClose} submit={async (given) => { onRecovery((await api.post<{ recovery: string[] }>('/account/codes/recovery', given)).recovery); }} />;
  if (open === 'codesOff') return <AccountDialog danger title={['关闭两步验证', 'Switch two-step sign-in off']} submitText={['关闭', 'Switch off']} fields={current} before={<Plain text={['以后登录只问密码。', 'From then on only the password is asked.']} />} onClose={onClose} submit={then('codes/remove')} />;
  if (open === 'mail') return <AccountDialog title={['邮箱', 'E-mail']} submitText={['保存', 'Save']} fields={[{ name: 'mail', label: ['邮箱', 'E-mail'], complete: 'email', initial: account.mail ?? '', hint: ['留空表示不用', 'Empty: none'] }, ...current]} onClose={onClose} submit={async ({ mail = '', ...rest }) => { await api.post('/account/mail', { ...rest, mail: mail.trim() || null }); onDone(); }} />;
  if (open === 'badge') return <AccountDialog title={['工牌与 PIN', 'Badge and PIN']} submitText={['登记', 'Register']} fields={[{ name: 'badge', label: ['工牌号', 'Badge'], initial: account.badge ?? '', hint: ['用扫码枪扫一下，或手工输入', 'Scan it, or type it'] }, { name: 'pin', label: ['PIN', 'PIN'], secret: true, numeric: true, hint: ['4 至 8 位数字，不全同、不连号', '4 to 8 digits, not all the same, not in a row'] }, ...current]} onClose={onClose} submit={then('badge')} />;
  if (open === 'badgeOff') return <AccountDialog danger title={['取消工牌与 PIN', 'Withdraw badge and PIN']} submitText={['取消登记', 'Withdraw']} fields={current} onClose={onClose} submit={then('badge/remove')} />;
  return <AccountDialog danger title={['移除通行密钥', 'Remove the passkey']} submitText={['移除', 'Remove']} fields={current} onClose={onClose} submit={async (given) => { await api.post('/account/passkeys/remove', { ...given, id: open.passkeyOff }); onDone(); }} />;
}

function Plain({ text }: { readonly text: Label }) {
  const { t } = useText();
  return <p>{t(text)}</p>;
}
