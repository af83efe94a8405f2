/** For administrators: letting somebody in who lost phone or badge, and the shared tills of the house. */
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Alert, Button } from 'antd';
import { useState } from 'react';
import type { Account, FieldMeta } from '../../kernel/api.ts';
import { api } from '../client.ts';
import { useFormat, useText } from '../i18n/index.tsx';
import { FieldForm } from '../widgets/field-form.tsx';
import { RefusalNote } from '../widgets/refusal-note.tsx';
import { Section } from '../widgets/section.tsx';
import { AccountDialog } from './account-dialog.tsx';

export function LockedOut({ user }: { readonly user: FieldMeta }) {
  const { t } = useText();
  const [round, setRound] = useState(0);
  return (
    <Section title={t(['手机或工牌丢了', 'Phone or badge gone'])}>
      <p className="w-note">{t(['解除此人的两步验证、通行密钥、工牌与统一登录绑定，并退出其所有登录；此后只凭密码登录。', 'Clears that person’s codes, passkeys, badge and bond to single sign-on, and signs them out everywhere; from then on the password alone counts.'])}</p>
      {round > 0 && <Alert type="success" showIcon role="status" className="w-refusal" title={t(['已解除，此人的登录都已结束。', 'Cleared; that person is signed out everywhere.'])} />}
      <FieldForm key={round} name="access.locked-out" fields={[user]} initial={{}} submitText={['解除', 'Clear']} submit={async ({ values, key }) => { await api.post('/access/locked-out', { user: values['user'] }, { key }); setRound(round + 1); }} />
    </Section>
  );
}

export function Tills() {
  const { t } = useText();
  const format = useFormat();
  const client = useQueryClient();
  const found = useQuery({ queryKey: ['account'], queryFn: () => api.get<Account>('/account') });
  const again = () => { void client.invalidateQueries({ queryKey: ['account'] }); };
  const revoke = useMutation({ mutationFn: (id: string) => api.post(`/tills/${id}/revoke`), onSuccess: again });
  const [naming, setNaming] = useState(false);
  const tills = found.data?.tills ?? [];
  return (
    <Section title={t(['共用终端', 'Shared tills'])} extra={<Button onClick={() => setNaming(true)}>{t(['把本机设为共用终端', 'Make this device a shared till'])}</Button>}>
      <p className="w-note">{t(['多人轮用的收银台、前台电脑。设好之后，大家在那里刷工牌加 PIN 登录，十分钟不用自动退出。', 'Counters that several people share. Once set up, people sign in there with badge and PIN, and are signed out after ten idle minutes.'])}</p>
      <RefusalNote error={found.error ?? revoke.error} />
      <ul className="account-sessions">
        {tills.map((till) => (
          <li key={till.id}>
            <span><strong>{till.label}</strong>{till.here && <em>{t(['本机', 'This one'])}</em>}<small>{t([`${format.date(till.since)} 起`, `since ${format.date(till.since)}`])}</small></span>
            <Button type="text" size="small" aria-label={t([`停用 ${till.label}`, `Take ${till.label} out of service`])} onClick={() => revoke.mutate(till.id)}>{t(['停用', 'Take out of service'])}</Button>
          </li>
        ))}
      </ul>
      {naming && <AccountDialog title={['把本机设为共用终端', 'Make this device a shared till']} submitText={['设为共用终端', 'Make it one']} fields={[{ name: 'label', label: ['名称', 'Name'], hint: ['例如：前台一号', 'For example: reception 1'] }]} onClose={() => setNaming(false)} submit={async (given) => { await api.post('/tills', given); setNaming(false); again(); }} />}
    </Section>
  );
}
