/** A new password by the link from a letter. The ticket stands after # so that no log of any server keeps it. */
import { Button } from 'antd';
import { useState } from 'react';
import { api } from '../client.ts';
import { useText, words } from '../i18n/index.tsx';
import { useTitle } from '../shell/page.tsx';
import { SignInStep } from './sign-in-form.tsx';
import { TwicePassword } from './sign-in-next.tsx';

export function ResetPage() {
  const { t } = useText();
  const title = t(['设置新密码', 'Set a new password']);
  useTitle(title);
  const [given, setGiven] = useState({ password: '', again: '' });
  const [done, setDone] = useState(false);
  return (
    <div className="sign-in">
      <main className="sign-in-sheet">
        <div className="sign-in-brand"><h1>{t(words.common.product)}</h1><p>{title}</p></div>
        {done
          ? <div className="sign-in-form" role="status"><p>{t(['新密码已设好，各处的登录都已结束。', 'The new password is set; you are signed out everywhere.'])}</p><Button type="primary" size="large" block href="/sign-in">{t(['去登录', 'Sign in'])}</Button></div>
          : (
            <SignInStep submitText={['设置', 'Set']} ready={given.password === given.again ? null : ['两次输入不一致', 'The two do not match']}
              submit={async () => { await api.post('/sign-in/reset', { ticket: location.hash.slice(1), password: given.password }); setDone(true); }}>
              {({ problem }) => <TwicePassword given={given} onGiven={setGiven} problem={problem('password')} />}
            </SignInStep>
          )}
      </main>
    </div>
  );
}
