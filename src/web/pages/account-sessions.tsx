/** Where one is signed in: what a person looks at when a phone is lost or a screen was left open. */
import { useMutation } from '@tanstack/react-query';
import { Button } from 'antd';
import type { Account, Label } from '../../kernel/api.ts';
import { api } from '../client.ts';
import { useFormat, useText } from '../i18n/index.tsx';
import { RefusalNote } from '../widgets/refusal-note.tsx';
import { Section } from '../widgets/section.tsx';

const HOW: { readonly [how: string]: Label } = {
  password: ['密码', 'Password'], passkey: ['通行密钥', 'Passkey'], provider: ['统一登录', 'Single sign-on'], directory: ['目录密码', 'Directory password'], badge: ['工牌', 'Badge'],
};

export function AccountSessions({ account, onChanged }: { readonly account: Account; readonly onChanged: () => void }) {
  const { t } = useText();
  const format = useFormat();
  const end = useMutation({ mutationFn: (id: string | null) => api.post('/account/sessions/end', { id }), onSuccess: onChanged });
  const others = account.sessions.filter((s) => !s.here).length;
  return (
    <Section title={t(['登录中的设备', 'Where you are signed in'])} extra={others > 0 && <Button loading={end.isPending} onClick={() => end.mutate(null)}>{t(['退出其他设备', 'Sign out everywhere else'])}</Button>}>
      <RefusalNote error={end.error} />
      <ul className="account-sessions">
        {account.sessions.map((session) => (
          <li key={session.id}>
            <span><strong>{deviceName(session.device, t)}</strong>{session.here && <em>{t(['本机', 'This one'])}</em>}
              <small>{[t(HOW[session.how] ?? [session.how, session.how]), t([`${format.dateTime(session.createdAt)} 登录`, `signed in ${format.dateTime(session.createdAt)}`]), t([`最近 ${format.dateTime(session.seenAt)}`, `last seen ${format.dateTime(session.seenAt)}`]),
                ...(session.idleMinutes === null ? [] : [t([`闲置 ${session.idleMinutes} 分钟自动退出`, `signed out after ${session.idleMinutes} idle minutes`])])].join(' · ')}</small>
            </span>
            {!session.here && <Button type="text" size="small" aria-label={t([`退出 ${deviceName(session.device, t)}`, `Sign out ${deviceName(session.device, t)}`])} onClick={() => end.mutate(session.id)}>{t(['退出', 'Sign out'])}</Button>}
          </li>
        ))}
      </ul>
    </Section>
  );
}

const BROWSERS: readonly (readonly [RegExp, string])[] = [[/Edg\//, 'Edge'], [/MicroMessenger/, '微信'], [/Firefox\//, 'Firefox'], [/Chrome\//, 'Chrome'], [/Safari\//, 'Safari']];
const SYSTEMS: readonly (readonly [RegExp, string])[] = [[/HarmonyOS/, 'HarmonyOS'], [/Android/, 'Android'], [/iPhone|iPad/, 'iOS'], [/Windows/, 'Windows'], [/Mac OS X/, 'macOS'], [/Linux/, 'Linux']];

/** A browser and a system as people call them; anything else is a program. */
function deviceName(agent: string, t: (label: Label) => string): string {
  const name = (list: typeof BROWSERS) => list.find(([pattern]) => pattern.test(agent))?.[1];
  const parts = [name(BROWSERS), name(SYSTEMS)].filter(Boolean);
  return parts.length > 0 ? parts.join(' · ') : t(['其他程序', 'Another program']);
}
