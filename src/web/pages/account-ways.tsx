/** Setting up codes (the secret first, then a code that proves the phone has it) and adding a passkey. */
import { useState } from 'react';
import { api, ApiRefusal } from '../client.ts';
import { AccountDialog, type AskedField } from './account-dialog.tsx';
import { CodeSecret } from './sign-in-next.tsx';
import { problemOf } from './sign-in-others.tsx';

interface Made<T> { readonly current: readonly AskedField[]; readonly onClose: () => void; readonly onMade: (made: T) => void }
interface Started { readonly secret: string; readonly uri: string; readonly ticket: string; readonly current: string }

export function CodesDialog({ current, onClose, onMade }: Made<readonly string[]>) {
  const [started, setStarted] = useState<Started | null>(null);
  if (!started) {
    return <AccountDialog key="start" title={['开启两步验证', 'Set up two-step sign-in']} submitText={['继续', 'Go on']} fields={current} onClose={onClose}
      submit={async (given) => setStarted({ ...(await api.post<Omit<Started, 'current'>>('/account/codes/start', given)), current: given['current'] ?? '' })} />;
  }
  return (
    <AccountDialog key="code" title={['用验证器应用扫描', 'Scan with an authenticator app']} submitText={['开启', 'Switch on']} before={<CodeSecret secret={started.secret} uri={started.uri} />} onClose={onClose}
      fields={[{ name: 'code', label: ['应用显示的 6 位数字', 'The 6 digits the app shows'], numeric: true, complete: 'one-time-code' }]}
      submit={async ({ code = '' }) => onMade((await api.post<{ recovery: string[] }>('/account/codes', { current: started.current, ticket: started.ticket, code })).recovery)} />
  );
}

export function PasskeyDialog({ current, onClose, onMade }: Made<void>) {
  const make = async ({ label = '', ...given }: { readonly [name: string]: string }) => {
    const { startRegistration } = await import('@simplewebauthn/browser');
    const { options, ticket } = await api.post<{ options: Parameters<typeof startRegistration>[0]['optionsJSON']; ticket: string }>('/account/passkeys/start', given);
    const response = await startRegistration({ optionsJSON: options }).catch((error: unknown) => { throw new ApiRefusal(422, { code: 'passkey.left', message: problemOf(error) }); });
    await api.post('/account/passkeys', { ticket, label: label.trim(), response });
    onMade();
  };
  return <AccountDialog title={['添加通行密钥', 'Add a passkey']} submitText={['继续', 'Go on']} fields={[{ name: 'label', label: ['名称', 'Name'], hint: ['例如：前台电脑、我的手机', 'For example: reception computer, my phone'] }, ...current]} onClose={onClose} submit={make} />;
}
