/** Long work I asked for (后台任务): how far it is, a way to stop it, and what came of it. */
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { Button, Segmented } from 'antd';
import { useState } from 'react';
import type { JobRow } from '../../kernel/api.ts';
import { api } from '../client.ts';
import { useFormat, useText, words } from '../i18n/index.tsx';
import { Failure, Loading, PageHeading, useTitle } from '../shell/page.tsx';
import { ToneTag } from '../shell/tone-tag.tsx';
import { isOpen, JOB_STATES, JobBar, jobsQuery } from '../widgets/job.tsx';
import { RefusalNote } from '../widgets/refusal-note.tsx';
import './jobs.css';

interface Found { readonly rows: readonly JobRow[]; readonly mayAll: boolean }

export function JobsPage() {
  const { t } = useText();
  const title = t(words.shell.jobs);
  useTitle(title);
  const [all, setAll] = useState(false);
  const found = useQuery({ ...jobsQuery, ...(all ? { queryKey: ['jobs', { all }] as const, queryFn: () => api.get<Found>('/jobs', { all: '1' }) } : {}) } as typeof jobsQuery);
  if (found.error) return <Failure error={found.error} onRetry={() => { void found.refetch(); }} />;
  if (!found.data) return <Loading />;
  const { rows, mayAll } = found.data;
  return (
    <div className="jobs">
      <PageHeading title={title} note={t(['大的导出、导入、备份、排班在这里继续，可以离开页面；结果保留 7 天', 'Large exports, imports, backups and rosters go on here while you do other work; results are kept for 7 days'])} />
      {mayAll && <Segmented className="jobs-whose" value={all ? 'all' : 'mine'} onChange={(v) => setAll(v === 'all')} options={[{ value: 'mine', label: t(['我的', 'Mine']) }, { value: 'all', label: t(['全部', 'Everybody’s']) }]} />}
      {rows.length === 0 ? <p className="jobs-empty">{t(['还没有后台任务。导出大量记录、导入大表或立即备份时会出现在这里。', 'No jobs yet. They appear here when many records are exported, a large table is imported or a backup is made.'])}</p>
        : <ul className="jobs-list">{rows.map((job) => <One key={job.id} job={job} />)}</ul>}
    </div>
  );
}

function One({ job }: { readonly job: JobRow }) {
  const { t } = useText();
  const format = useFormat();
  const client = useQueryClient();
  const stop = useMutation({ mutationFn: () => api.post(`/jobs/${job.id}/stop`), onSettled: () => { void client.invalidateQueries({ queryKey: ['jobs'] }); } });
  const { label, tone } = JOB_STATES[job.state];
  const size = (n: number) => (n < 1e6 ? `${Math.ceil(n / 1e3)} kB` : `${format.number(Math.round(n / 1e5) / 10)} MB`);
  return (
    <li data-state={job.state}>
      <div className="job-head"><strong>{t(job.title)}</strong><ToneTag tone={tone} label={label} /></div>
      <p className="job-when">{[job.mine ? null : job.askedBy, format.dateTime(job.askedAt), job.endedAt && `${t(['历时', 'took'])} ${lasted(job.askedAt, job.endedAt)}`].filter(Boolean).join(' · ')}</p>
      {isOpen(job) ? <JobBar job={job} /> : job.said && <p className="job-said">{t(job.said)}</p>}
      <div className="job-actions">
        {isOpen(job) && <Button danger disabled={job.stopping || stop.isPending} onClick={() => stop.mutate()}>{t(['停止', 'Stop'])}</Button>}
        {job.file && job.mine && <Button type="primary" onClick={() => { void api.download(`/jobs/${job.id}/file`); }}>{t(['下载', 'Download'])} {size(job.file.bytes)}</Button>}
        {job.fileUntil && !job.file && <small>{t(['结果文件已过保存期', 'The result is no longer kept'])}</small>}
        {job.href && <Link to={job.href as string}>{t(['打开', 'Open'])}</Link>}
      </div>
      <RefusalNote error={stop.error} />
    </li>
  );
}

/** 1:05 for a minute and five seconds. */
function lasted(from: string, to: string): string {
  const seconds = Math.max(0, Math.round((Date.parse(to) - Date.parse(from)) / 1_000));
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`;
}
