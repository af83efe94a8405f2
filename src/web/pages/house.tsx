/** The state of the installation (系统状态): is all well, when was the last backup, and is it any good. */
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Alert, Button, Input, Modal } from 'antd';
import { useState } from 'react';
import type { HouseState } from '../../kernel/api.ts';
import { api } from '../client.ts';
import { useFormat, useText, words } from '../i18n/index.tsx';
import { Failure, Loading, PageHeading, useTitle } from '../shell/page.tsx';
import { isOpen, JobNote } from '../widgets/job.tsx';
import { RefusalNote } from '../widgets/refusal-note.tsx';
import { Restoring } from '../widgets/restoring.tsx';
import { Section } from '../widgets/section.tsx';
import './account.css';

const KEY = ['house'] as const;

export function HousePage() {
  const { t } = useText();
  const title = t(words.shell.house);
  useTitle(title);
  const [restoring, setRestoring] = useState(false);
  const found = useQuery({ queryKey: KEY, queryFn: () => api.get<HouseState>('/house'), refetchInterval: (query) => (query.state.data?.jobs.some(isOpen) ? 1_000 : false) });
  if (restoring) return <div className="account"><PageHeading title={title} /><Restoring to="/sign-in" /></div>;
  if (found.error) return <Failure error={found.error} onRetry={() => { void found.refetch(); }} />;
  if (!found.data) return <Loading />;
  const state = found.data;
  const troubles = state.findings.filter((f) => !f.ok).length;
  return (
    <div className="account">
      <PageHeading title={title} note={`Dutydesk ${state.version}`} />
      <Section title={troubles === 0 ? t(['一切正常', 'All is well']) : t([`${troubles} 项需要处理`, `${troubles} to see to`])}>
        <ul className="house-findings">
          {state.findings.map((f) => <li key={f.what[1]} data-ok={f.ok ? '' : undefined}><i aria-hidden="true">{f.ok ? '✓' : '✗'}</i><span>{!f.ok && <strong>{t(['注意：', 'Note: '])}</strong>}{t(f.what)}</span></li>)}
        </ul>
      </Section>
      <Backups state={state} onRestoring={() => setRestoring(true)} />
    </div>
  );
}

function Backups({ state, onRestoring }: { readonly state: HouseState; readonly onRestoring: () => void }) {
  const { t } = useText();
  const format = useFormat();
  const client = useQueryClient();
  const [wanted, setWanted] = useState<string | null>(null);
  const start = useMutation({ mutationFn: (what: 'backup' | 'verify') => api.post(`/house/${what}`), onSettled: () => { void client.invalidateQueries({ queryKey: KEY }); } });
  const busy = state.jobs.some(isOpen) || start.isPending;
  const size = (bytes: number) => (bytes < 1e6 ? `${Math.ceil(bytes / 1e3)} kB` : `${format.number(Math.round(bytes / 1e5) / 10)} MB`);
  return (
    <Section title={t(['备份', 'Backups'])} extra={<span className="account-actions"><Button disabled={busy || state.backups.length === 0} onClick={() => start.mutate('verify')}>{t(['校验最近一份', 'Verify the newest'])}</Button><Button type="primary" disabled={busy} onClick={() => start.mutate('backup')}>{t(['立即备份', 'Back up now'])}</Button></span>}>
      {state.restored && <Alert type={state.restored.ok ? 'success' : 'error'} showIcon className="w-refusal" title={t(state.restored.said)} description={format.dateTime(state.restored.at)} />}
      <p className="w-note">{t(['每天自动一份，留最近 14 份，在数据目录的 backups 里。请另存一份到别的机器。', 'One a day by itself, the newest 14 kept, in the folder backups of the data folder. Keep a copy on another machine.'])}</p>
      {!state.mayRestore && <p className="w-note">{t(['要恢复备份，请停止程序后在终端执行 npm run dutydesk -- restore。', 'To restore a backup, stop the program and run npm run dutydesk -- restore at the terminal.'])}</p>}
      <RefusalNote error={start.error} />
      <div role="status">{state.jobs[0] && <JobNote job={state.jobs[0]} />}</div>
      <ul className="account-sessions">
        {state.backups.map((b) => <li key={b.name}><span><strong>{format.dateTime(b.at)}</strong><small>{b.name}</small></span><span className="house-size">{size(b.bytes)}</span>{state.mayRestore && <Button disabled={busy} onClick={() => setWanted(b.name)}>{t(['恢复', 'Restore'])}</Button>}</li>)}
      </ul>
      {wanted && <RestoreDialog name={wanted} onClose={() => setWanted(null)} onBegun={() => { setWanted(null); onRestoring(); }} />}
    </Section>
  );
}

/** All that was written since the backup is set aside with the former database: asked for with one's password. */
function RestoreDialog({ name, onClose, onBegun }: { readonly name: string; readonly onClose: () => void; readonly onBegun: () => void }) {
  const { t } = useText();
  const [password, setPassword] = useState('');
  const begin = useMutation({ mutationFn: () => api.post('/house/restore', { name, password }), onSuccess: onBegun });
  return (
    <Modal open title={t(['恢复这份备份', 'Restore this backup'])} okText={t(['恢复并重新启动', 'Restore and start again'])} cancelText={t(['取消', 'Cancel'])} okButtonProps={{ danger: true, disabled: password === '', loading: begin.isPending }} onOk={() => begin.mutate()} onCancel={onClose}>
      <p>{t([`全部数据回到 ${name} 时的样子。这之后写下的不在其中；现在的数据库改名保留，不会删除。所有人都会退出登录。`, `All data go back to how they were at ${name}. What was written since is not among them; the present database is kept under another name. Everybody is signed out.`])}</p>
      <label htmlFor="restore-password">{t(['本人密码', 'Your password'])}</label>
      <Input.Password id="restore-password" value={password} autoComplete="current-password" onChange={(event) => setPassword(event.target.value)} onPressEnter={() => { if (password !== '') begin.mutate(); }} />
      <RefusalNote error={begin.error} />
    </Modal>
  );
}
