/** The state of the installation (系统状态): is all well, when was the last backup, and is it any good. */
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Button } from 'antd';
import type { HouseState } from '../../kernel/api.ts';
import { api } from '../client.ts';
import { useFormat, useText, words } from '../i18n/index.tsx';
import { Failure, Loading, PageHeading, useTitle } from '../shell/page.tsx';
import { isOpen, JobNote } from '../widgets/job.tsx';
import { RefusalNote } from '../widgets/refusal-note.tsx';
import { Section } from '../widgets/section.tsx';
import './account.css';

const KEY = ['house'] as const;

export function HousePage() {
  const { t } = useText();
  const title = t(words.shell.house);
  useTitle(title);
  const found = useQuery({ queryKey: KEY, queryFn: () => api.get<HouseState>('/house'), refetchInterval: (query) => (query.state.data?.jobs.some(isOpen) ? 1_000 : false) });
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
      <Backups state={state} />
    </div>
  );
}

function Backups({ state }: { readonly state: HouseState }) {
  const { t } = useText();
  const format = useFormat();
  const client = useQueryClient();
  const start = useMutation({ mutationFn: (what: 'backup' | 'verify') => api.post(`/house/${what}`), onSettled: () => { void client.invalidateQueries({ queryKey: KEY }); } });
  const busy = state.jobs.some(isOpen) || start.isPending;
  const size = (bytes: number) => (bytes < 1e6 ? `${Math.ceil(bytes / 1e3)} kB` : `${format.number(Math.round(bytes / 1e5) / 10)} MB`);
  return (
    <Section title={t(['备份', 'Backups'])} extra={<span className="account-actions"><Button disabled={busy || state.backups.length === 0} onClick={() => start.mutate('verify')}>{t(['校验最近一份', 'Verify the newest'])}</Button><Button type="primary" disabled={busy} onClick={() => start.mutate('backup')}>{t(['立即备份', 'Back up now'])}</Button></span>}>
      <p className="w-note">{t(['每天自动一份，留最近 14 份，在数据目录的 backups 里。请另存一份到别的机器；恢复请停止程序后在终端执行 npm run dutydesk -- restore。', 'One a day by itself, the newest 14 kept, in the folder backups of the data folder. Keep a copy on another machine; to restore, stop the program and run npm run dutydesk -- restore at the terminal.'])}</p>
      <RefusalNote error={start.error} />
      <div role="status">{state.jobs[0] && <JobNote job={state.jobs[0]} />}</div>
      <ul className="account-sessions">
        {state.backups.map((b) => <li key={b.name}><span><strong>{format.dateTime(b.at)}</strong><small>{b.name}</small></span><span className="house-size">{size(b.bytes)}</span></li>)}
      </ul>
    </Section>
  );
}
