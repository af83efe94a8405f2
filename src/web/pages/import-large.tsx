/** A table too large to be looked at row by row: its columns are named on the first rows, all of it is tried as a job, and then brought in as another. */
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Button } from 'antd';
import { useState } from 'react';
import type { ImportRead, JobRow, RegisterMeta } from '../../kernel/api.ts';
import { api, keys, newId } from '../client.ts';
import { fill, useFormat, useText } from '../i18n/index.tsx';
import { Go } from '../widgets/go.tsx';
import { isOpen, JobNote } from '../widgets/job.tsx';
import { RefusalNote } from '../widgets/refusal-note.tsx';
import { ImportGrid } from './import-grid.tsx';
import { keyFor, KeyChoice, type Table } from './import-key.tsx';

type What = 'try' | 'bring';

export function LargeImport({ register, table, large, onTable }: { readonly register: RegisterMeta; readonly table: Table; readonly large: NonNullable<ImportRead['large']>; readonly onTable: (next: Table) => void }) {
  const { t, lang } = useText();
  const format = useFormat();
  const client = useQueryClient();
  const [begun, setBegun] = useState<{ readonly what: What; readonly id: string } | null>(null);
  const job = useQuery({ queryKey: ['jobs', 'one', begun?.id], queryFn: () => api.get<JobRow>(`/jobs/${begun!.id}`), enabled: begun !== null, refetchInterval: (query) => (query.state.data && !isOpen(query.state.data) ? false : 1_000) }).data;
  const start = useMutation({
    mutationFn: async ({ what, key }: { readonly what: What; readonly key: string }) => ({ what, id: (await api.post<{ id: string }>(`/imports/${register.name}/large`, { what, upload: large.upload, total: large.total, file: table.file, heads: table.heads, columns: table.columns, key: table.key, lang }, { key })).id }),
    onSuccess: (next) => { setBegun(next); void client.invalidateQueries({ queryKey: ['jobs'] }); void client.invalidateQueries({ queryKey: keys.records(register.name) }); },
  });
  const begin = (what: What) => start.mutate({ what, key: newId() });
  const busy = start.isPending || (begun !== null && (!job || isOpen(job)));
  const change = (next: Table) => { setBegun(null); onTable(next); };
  const map = (at: number, field: string | null) => {
    const columns = table.columns.map((name, i) => (i === at ? field : name === field ? null : name));
    change({ ...table, columns, key: table.key?.every((column) => columns.includes(column)) ? table.key : keyFor(register, columns) });
  };
  const tried = begun?.what === 'try' && job?.state === 'done';
  const brought = begun?.what === 'bring' && job?.state === 'done';
  return (
    <>
      <p className="w-note">{t(fill(['这份表有 {n} 行，下面是前 {m} 行。先核对各列是哪一栏，再在后台逐行试算；试算通过的才写入，写入后可以整批撤销。可以离开本页，在“后台任务”里看进度。', 'This table has {n} rows; below are the first {m}. See that the columns are right, then have every row tried as a job; what passes is written, and can be taken back as a whole. You may leave this page and find it among the jobs.'], { n: format.number(large.total), m: table.rows.length }))}</p>
      <div className="p-import-how"><KeyChoice register={register} table={table} onKey={(key) => change({ ...table, key })} /></div>
      <RefusalNote error={start.error} />
      <div role="status">{job && <JobNote job={job} />}</div>
      <div className="p-import-tools">
        {!brought && <Button type={tried ? 'default' : 'primary'} loading={busy && begun?.what !== 'bring'} disabled={busy} onClick={() => begin('try')}>{t(fill(['试算全部 {n} 行', 'Try all {n} rows'], { n: format.number(large.total) }))}</Button>}
        {(tried || begun?.what === 'bring') && !brought && <Button type="primary" loading={busy && begun?.what === 'bring'} disabled={busy} onClick={() => begin('bring')}>{t(['写入试算通过的行', 'Write the rows that pass'])}</Button>}
        {job?.file && job.mine && <Button onClick={() => { void api.download(`/jobs/${job.id}/file`); }}>{t(['下载有问题的行（附原因）', 'Download the refused rows with reasons'])}</Button>}
        {brought && job.href && <Go href={job.href} className="w-as-button">{t(['查看这一批', 'Look at this import'])}</Go>}
      </div>
      <ImportGrid register={register} table={table} tried={undefined} onMap={map} onEdit={() => undefined} />
    </>
  );
}
