/** One's own password: the old one once more, the new one twice. Every session ends with it, this one too. */
import { useMutation } from '@tanstack/react-query';
import { Input, Modal } from 'antd';
import { type FormEvent, useId, useState } from 'react';
import type { Label } from '../../kernel/api.ts';
import { api, ApiRefusal } from '../client.ts';
import { useText } from '../i18n/index.tsx';
import { RefusalNote } from '../widgets/refusal-note.tsx';
import { useMe } from '../shell/session.tsx';

interface Given { readonly current: string; readonly password: string; readonly again: string }
const FIELDS: readonly { readonly name: keyof Given; readonly label: Label; readonly complete: string; readonly hint?: Label }[] = [
  { name: 'current', label: ['当前密码', 'Current password'], complete: 'current-password' },
  { name: 'password', label: ['新密码', 'New password'], complete: 'new-password', hint: ['至少 10 个字符', 'At least 10 characters'] },
  { name: 'again', label: ['再输一次新密码', 'New password again'], complete: 'new-password' },
];

export function OwnPassword({ onClose }: { onClose(): void }) {
  const { t } = useText();
  const me = useMe();
  const form = useId();
  const [given, setGiven] = useState<Given>({ current: '', password: '', again: '' });
  const [tried, setTried] = useState(false);
  const change = useMutation({
    mutationFn: () => api.post('/access/password', { user: me.id, current: given.current, password: given.password }),
    onSuccess: () => { location.assign('/sign-in'); },
  });
  const problems = { ...(tried ? problemsOf(given) : {}), ...(change.error instanceof ApiRefusal ? change.error.body.fields : {}) };
  const send = (event: FormEvent) => {
    event.preventDefault();
    setTried(true);
    if (Object.keys(problemsOf(given)).length === 0) change.mutate();
  };
  return (
    <Modal open title={t(['修改密码', 'Change password'])} width={440} onCancel={onClose} okText={t(['修改并重新登录', 'Change and sign in again'])} cancelText={t(['取消', 'Cancel'])}
      okButtonProps={{ htmlType: 'submit', form, loading: change.isPending }}>
      <form id={form} onSubmit={send} noValidate>
        <RefusalNote error={change.error} />
        {FIELDS.map(({ name, label, complete, hint }) => {
          const id = `${form}${name}`;
          const problem = problems[name];
          const help = problem ?? hint;
          return (
            <div className="w-field" key={name} data-problem={problem ? '' : undefined}>
              <label className="w-label" htmlFor={id}>{t(label)}</label>
              <Input.Password id={id} autoComplete={complete} value={given[name]} aria-describedby={`${id}-help`} {...(problem ? { status: 'error' as const, 'aria-invalid': true } : {})}
                onChange={(event) => { change.reset(); setGiven((before) => ({ ...before, [name]: event.target.value })); }} />
              <span id={`${id}-help`} className={problem ? 'w-problem' : 'w-note'}>{help && t(help)}</span>
            </div>
          );
        })}
      </form>
    </Modal>
  );
}

function problemsOf({ current, password, again }: Given): { readonly [name: string]: Label } {
  return {
    ...(current === '' ? { current: ['请填写当前密码', 'Give the current password'] as const } : {}),
    ...([...password].length < 10 ? { password: ['至少 10 个字符', 'At least 10 characters'] as const } : {}),
    ...(again !== password ? { again: ['两次输入不一致', 'The two do not match'] as const } : {}),
  };
}
