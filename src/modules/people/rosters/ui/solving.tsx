/** Automatic planning on the board (自动排班): started here, its progress shown, stopped at any time; what stays uncovered is named. Serves SM-9, P10. */
import { useQuery } from '@tanstack/react-query';
import { Button, Progress } from 'antd';
import { useEffect, useRef, useState } from 'react';
import type { Written } from '../../../../kernel/api.ts';
import { api, keys } from '../../../../web/client.ts';
import { fill, useText } from '../../../../web/i18n/index.tsx';
import { RefusalNote } from '../../../../web/widgets/refusal-note.tsx';
import type { RunProgress } from '../run.ts';

export function Solving({ roster, last, onSettled }: { readonly roster: string; readonly last: string | null; onSettled(): void }) {
  const { t } = useText();
  const [started, setStarted] = useState<string | null>(null);
  const [error, setError] = useState<unknown>(null);
  const run = started ?? last;
  const now = useQuery({
    queryKey: keys.query('roster_run_progress', { run }), queryFn: () => api.get<RunProgress | null>('/queries/roster_run_progress', { params: { run } }), enabled: run !== null, retry: false,
    refetchInterval: (q) => (q.state.data?.state === 'solving' ? 700 : false),
  }).data;
  const state = now?.state ?? null;
  const before = useRef(state);
  useEffect(() => {
    if (before.current === 'solving' && state !== 'solving') onSettled();
    before.current = state;
  });
  const attempt = (work: Promise<unknown>) => { setError(null); work.catch(setError); };
  const solving = state === 'solving';
  return (
    <section className="ros-solving no-print" aria-live="polite">
      <RefusalNote error={error} />
      {solving && now ? (
        <div className="ros-progress">
          <span>{t(fill(['{what}，{s} 秒，最多 {m} 秒', '{what}, {s} of {m} seconds'], { what: t(now.note ?? ['排队中', 'In the line']), s: now.seconds, m: now.most }))}</span>
          <Progress percent={Math.min(100, Math.round((now.seconds / now.most) * 100))} showInfo={false} size="small" aria-label={t(['求解进度', 'Progress'])} />
          <Button danger onClick={() => attempt(api.post(`/records/roster_run/${run}/steps/cancel`, { input: {} }))}>{t(['停止', 'Stop'])}</Button>
        </div>
      ) : (
        <Button type="primary" onClick={() => attempt(api.post<Written>('/records/roster_run', { values: { roster, seconds: 60 } }).then((w) => setStarted(w.id)))}>{t(['自动排班', 'Plan automatically'])}</Button>
      )}
      {now && !solving && <Outcome now={now} />}
    </section>
  );
}

/** The Chinese and the English sentence of each place stand on lines of their own. */
function Outcome({ now }: { readonly now: RunProgress }) {
  const { t } = useText();
  if (now.state === 'failed') return <p className="ros-outcome" data-bad>{t(['未完成：', 'Not done: '])}{now.problem && t(now.problem)}</p>;
  if (now.state === 'cancelled') return <p className="ros-outcome">{t(['已停止，没有写入班次。', 'Stopped; nothing was written.'])}</p>;
  const sentences = (now.shortages ?? '').split('\n').filter(Boolean);
  const lines = sentences.flatMap((zh, i) => (i % 2 === 0 ? [t([zh, sentences[i + 1] ?? zh])] : []));
  return (
    <div className="ros-outcome" data-bad={lines.length > 0}>
      <p>{t(fill(['上次排入 {n} 个班次', '{n} shifts placed last time'], { n: now.placed ?? 0 }))}{lines.length === 0 ? t(['，全部排满。', ', everything covered.']) : t(fill(['，{m} 处排不满：', ', {m} places uncovered:'], { m: lines.length }))}</p>
      <ul>{lines.slice(0, 20).map((l) => <li key={l}>{l}</li>)}</ul>
    </div>
  );
}
