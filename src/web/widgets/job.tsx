/** A job in words and as a bar: how far it is, what came of it. */
import { queryOptions } from '@tanstack/react-query';
import { Alert, Progress } from 'antd';
import type { JobRow, Label, Tone } from '../../kernel/api.ts';
import { api } from '../client.ts';
import { useText } from '../i18n/index.tsx';

/** My own, asked again every second while one is open. */
export const jobsQuery = queryOptions({
  queryKey: ['jobs', { all: false }], queryFn: () => api.get<{ readonly rows: readonly JobRow[]; readonly mayAll: boolean }>('/jobs'), staleTime: 60_000,
  refetchInterval: (query) => (query.state.data?.rows.some(isOpen) ? 1_000 : false),
});
export const isOpen = (job: JobRow): boolean => job.state === 'waiting' || job.state === 'running';
export const JOB_STATES: { readonly [state in JobRow['state']]: { readonly label: Label; readonly tone: Tone } } = {
  waiting: { label: ['等待', 'Waiting'], tone: 'waiting' }, running: { label: ['进行中', 'Running'], tone: 'active' }, done: { label: ['完成', 'Done'], tone: 'done' },
  failed: { label: ['未完成', 'Failed'], tone: 'alarm' }, cancelled: { label: ['已停止', 'Stopped'], tone: 'stopped' },
};

const percentOf = ({ done, of }: JobRow): number | null => (of !== null && of > 0 ? Math.min(100, Math.floor((done / of) * 100)) : null);

export function JobBar({ job }: { readonly job: JobRow }) {
  const { t } = useText();
  const percent = percentOf(job);
  return (
    <span className="job-bar">
      {percent !== null && <Progress percent={percent} size="small" aria-label={t(job.title)} />}
      <small>{job.stopping ? t(['正在停止…', 'Stopping …']) : t(job.note ?? (job.state === 'waiting' ? ['排队中', 'In the line'] : ['进行中', 'Under way']))}</small>
    </span>
  );
}

export function JobNote({ job }: { readonly job: JobRow }) {
  const { t } = useText();
  if (isOpen(job)) return <Alert type="info" showIcon className="w-refusal" title={<>{t(job.title)}<JobBar job={job} /></>} />;
  return <Alert type={job.state === 'done' ? 'success' : 'error'} showIcon className="w-refusal" title={t(job.said ?? JOB_STATES[job.state].label)} />;
}
