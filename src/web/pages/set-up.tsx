/** Setting up: an organisation of one's own with its first administrator, and taking the demo away. */
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { Button, Input, Popconfirm } from 'antd';
import { type FormEvent, useRef, useState } from 'react';
import type { HouseState, Label } from '../../kernel/api.ts';
import { api, ApiRefusal, messageOf } from '../client.ts';
import { useText, words } from '../i18n/index.tsx';
import { useTitle } from '../shell/page.tsx';
import { Restoring } from '../widgets/restoring.tsx';

interface State { readonly needed: boolean; readonly demo: boolean; readonly mine: boolean; readonly organisations: number; readonly restored: HouseState['restored'] }
type Given = { readonly [field in 'name' | 'code' | 'displayName' | 'login' | 'password']: string };
const FIELDS: readonly { readonly name: keyof Given; readonly label: Label; readonly hint?: Label }[] = [
  { name: 'name', label: ['组织名称', 'Name of the organisation'] },
  { name: 'code', label: ['组织代码', 'Short code'], hint: ['字母开头，登录时用，例如 YLFW', 'Letters and digits, used when signing in, e.g. ACME'] },
  { name: 'displayName', label: ['管理员姓名', 'Administrator’s name'] },
  { name: 'login', label: ['管理员登录名', 'Administrator’s sign-in name'] },
  { name: 'password', label: ['密码', 'Password'], hint: ['至少 10 个字符', 'At least 10 characters'] },
];

export function SetUpPage() {
  const { t, lang, setLang } = useText();
  useTitle(t(['首次设置', 'Set up']));
  const state = useQuery({ queryKey: ['set-up'], queryFn: () => api.get<State>('/set-up') });
  const [restoring, setRestoring] = useState(false);
  const token = new URLSearchParams(window.location.search).get('token');
  const open = state.data && (state.data.mine || (state.data.needed && token !== null));
  return (
    <div className="sign-in">
      <header className="sign-in-bar"><Button type="text" aria-label={t(words.shell.languageSwitch)} onClick={() => setLang(lang ? 0 : 1)}>{lang ? '中文' : 'English'}</Button></header>
      <main className="sign-in-sheet">
        <div className="sign-in-brand"><h1>{t(['建立自己的组织', 'Set up your organisation'])}</h1><p>{t(['组织、第一位管理员和节假日一次建好。', 'The organisation, its first administrator and the holidays, in one go.'])}</p></div>
        {state.data && !open && <p role="alert">{t(state.data.needed ? ['请使用启动时显示的设置地址打开本页。', 'Open this page by the set-up address printed at start.'] : ['只有演示组织的管理员可以建立新的组织。', 'Only the administrator of the demo can set up a new organisation.'])}</p>}
        {restoring ? <Restoring to="/sign-in" /> : open && <OrganisationForm token={token} />}
        {!restoring && state.data?.needed && token !== null && <FromBackup token={token} last={state.data.restored} onBegun={() => setRestoring(true)} />}
        {state.data?.mine && <RemoveDemo />}
      </main>
    </div>
  );
}

function OrganisationForm({ token }: { readonly token: string | null }) {
  const { t } = useText();
  const navigate = useNavigate();
  const [given, setGiven] = useState<Given>({ name: '', code: '', displayName: '', login: '', password: '' });
  const [problem, setProblem] = useState<{ readonly message: Label; readonly fields: { readonly [name: string]: Label } } | null>(null);
  const [made, setMade] = useState<string | null>(null);
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    try {
      const { code } = await api.post<{ code: string }>('/set-up', { ...given, ...(token ? { token } : {}) });
      setMade(code);
    } catch (error) {
      setProblem({ message: messageOf(error), fields: error instanceof ApiRefusal ? error.body.fields ?? {} : {} });
    }
  };
  if (made) return <p role="status" className="set-up-made">{t([`已建立，组织代码 ${made}。`, `Done. The code is ${made}.`])} <Button type="primary" onClick={() => void navigate({ to: '/sign-in' })}>{t(['去登录', 'Sign in'])}</Button></p>;
  return (
    <form className="sign-in-form" onSubmit={(event) => void submit(event)} noValidate>
      {problem && <p role="alert" className="sign-in-error">{t(problem.message)}</p>}
      {FIELDS.map(({ name, label, hint }) => {
        const wrong = problem?.fields[name];
        const Box = name === 'password' ? Input.Password : Input;
        return (
          <div key={name} className="sign-in-field">
            <label htmlFor={`set-up-${name}`}>{t(label)}</label>
            <Box id={`set-up-${name}`} value={given[name]} autoComplete={name === 'password' ? 'new-password' : 'off'} aria-describedby={`set-up-${name}-note`} {...(wrong ? { status: 'error' as const } : {})}
              onChange={(event) => setGiven({ ...given, [name]: event.target.value })} />
            <p id={`set-up-${name}-note`} className={wrong ? 'set-up-note w-problem' : 'set-up-note'}>{wrong ? t(wrong) : hint ? t(hint) : ''}</p>
          </div>
        );
      })}
      <Button type="primary" size="large" htmlType="submit" block>{t(['建立组织', 'Create'])}</Button>
    </form>
  );
}

/** A house that moves in from another machine. */
function FromBackup({ token, last, onBegun }: { readonly token: string; readonly last: State['restored']; readonly onBegun: () => void }) {
  const { t } = useText();
  const input = useRef<HTMLInputElement>(null);
  const [problem, setProblem] = useState<Label | null>(null);
  const [busy, setBusy] = useState(false);
  const bring = async (file: File) => {
    setBusy(true);
    const form = new FormData();
    form.append('file', file, file.name);
    await api.send(`/set-up/restore?token=${encodeURIComponent(token)}`, form).then(onBegun, (error: unknown) => { setProblem(messageOf(error)); });
    setBusy(false);
  };
  return (
    <section className="set-up-remove" aria-labelledby="from-backup">
      <h2 id="from-backup">{t(['从备份恢复', 'Restore a backup'])}</h2>
      <p>{t(['已经在别的机器上用过？选择那里的备份文件（dutydesk-….tar），组织、账号和全部记录都会回来。', 'In use on another machine before? Choose a backup from there (dutydesk-….tar): the organisation, accounts and all records come back.'])}</p>
      {(problem ?? (last && !last.ok ? last.said : null)) && <p role="alert" className="sign-in-error">{t((problem ?? last?.said)!)}</p>}
      <input ref={input} type="file" hidden accept=".tar" aria-label={t(['选择备份文件', 'Choose a backup'])} onChange={(event) => { const file = event.target.files?.[0]; event.target.value = ''; if (file) void bring(file); }} />
      <Button loading={busy} onClick={() => input.current?.click()}>{t(['选择备份文件', 'Choose a backup'])}</Button>
    </section>
  );
}

function RemoveDemo() {
  const { t } = useText();
  const client = useQueryClient();
  const navigate = useNavigate();
  const [problem, setProblem] = useState<Label | null>(null);
  const remove = async () => {
    try {
      await api.post('/set-up/remove-demo', {});
      client.clear();
      await navigate({ to: '/sign-in' });
    } catch (error) {
      setProblem(messageOf(error));
    }
  };
  return (
    <section className="set-up-remove" aria-labelledby="remove-demo">
      <h2 id="remove-demo">{t(['移除演示数据', 'Remove the demo'])}</h2>
      <p>{t(['演示组织的全部记录、单据、账目和账号都会删除，一行不留，也不会在下次启动时再出现。请先建立自己的组织。', 'Every record, slip, entry and account of the demo goes, to the last row, and does not come back at the next start. Set up your own organisation first.'])}</p>
      {problem && <p role="alert" className="sign-in-error">{t(problem)}</p>}
      <Popconfirm title={t(['确定移除全部演示数据？', 'Remove all demo data?'])} okText={t(['移除', 'Remove'])} cancelText={t(['取消', 'Cancel'])} okButtonProps={{ danger: true }} onConfirm={() => void remove()}>
        <Button danger>{t(['移除演示数据', 'Remove the demo'])}</Button>
      </Popconfirm>
    </section>
  );
}
