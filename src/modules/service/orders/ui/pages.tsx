/**
 * Dispatch board (派工看板): technicians against time, the work nobody has yet beside it, moved by hand or by keyboard. Rows and cards are drawn
 * only where the window is, so that two thousand orders stay smooth; a narrow screen gets a list. Serves FS-2.4, SM-21, AC-35.
 */
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useRouter, useSearch } from '@tanstack/react-router';
import { Button, Input, Modal, Select } from 'antd';
import { useState, useSyncExternalStore } from 'react';
import type { Label } from '../../../../kernel/api.ts';
import { api, keys } from '../../../../web/client.ts';
import { fill, type Format, useFormat, useText } from '../../../../web/i18n/index.tsx';
import { Loading, PageHeading } from '../../../../web/shell/page.tsx';
import { DateInput } from '../../../../web/widgets/inputs/index.tsx';
import { RefusalNote } from '../../../../web/widgets/refusal-note.tsx';
import type { Board } from '../board.ts';
import { BoardList } from './board-list.tsx';
import { type Placing, type Target, usePlacing } from './placing.ts';
import { Workbench } from './workbench.tsx';
import './dispatch.css';

export const pages = { dispatch: DispatchBoardPage };

interface Search { readonly day?: string; readonly span?: 'day' | 'week'; readonly region?: string }

export function DispatchBoardPage() {
  const { t } = useText();
  const format = useFormat();
  const search = useSearch({ strict: false }) as Search;
  const params = { ...(search.day ? { day: search.day } : {}), ...(search.span ? { span: search.span } : {}), ...(search.region ? { region: search.region } : {}) };
  const found = useQuery({ queryKey: keys.query('dispatch_board', params), queryFn: () => api.get<Board>('/queries/dispatch_board', { params }), placeholderData: keepPreviousData, retry: false });
  const board = found.data;
  const placing = usePlacing((target) => described(target, board, format));
  const narrow = useNarrow();
  const late = board?.orders.filter((o) => o.late !== null).length ?? 0;
  return (
    <div className="db">
      <PageHeading title={t(['派工看板', 'Dispatch board'])}
        note={board && t(fill(['待派 {pool} 单，超期 {late} 单', '{pool} to assign, {late} overdue'], { pool: board.orders.filter((o) => o.technician === null).length, late }))} />
      {board && <Toolbar board={board} search={search} />}
      <RefusalNote error={found.error ?? placing.error} />
      {found.isPending && <Loading />}
      {board && (narrow ? <BoardList board={board} /> : <Workbench board={board} placing={placing} />)}
      <p className="visually-hidden" role="status">{placing.said ? t(placing.said) : ''}</p>
      {placing.asks && <AskReason key={placing.asks.target.order.id} placing={placing} asks={placing.asks} />}
    </div>
  );
}

function described({ order, technician, from, to }: Target, board: Board | undefined, format: Format): Label {
  const name = board?.technicians.find((x) => x.id === technician)?.name ?? '';
  const [a, b] = [format.dateTime(new Date(from).toISOString()), format.time(new Date(to).toISOString())];
  return [`${order.number} 已派给 ${name}，${a} 至 ${b}`, `${order.number} assigned to ${name}, ${a} to ${b}`];
}

function Toolbar({ board, search }: { readonly board: Board; readonly search: Search }) {
  const { t } = useText();
  const { history } = useRouter();
  const show = (change: Search) => {
    const next = { day: board.day, span: board.span, ...search, ...change };
    history.push(`${location.pathname}?${new URLSearchParams(Object.entries(next).filter((e): e is [string, string] => typeof e[1] === 'string' && e[1] !== ''))}`);
  };
  const step = (direction: 1 | -1) => show({ day: shifted(board.day, direction * (board.span === 'day' ? 1 : 7)) });
  return (
    <div className="db-bar no-print" role="toolbar" aria-label={t(['看板的日期与范围', 'Day and scope of the board'])}>
      <Button onClick={() => step(-1)} aria-label={t(['前一段', 'Earlier'])}>‹</Button>
      <DateInput label={t(['日期', 'Day'])} value={board.day} onChange={(day) => { if (typeof day === 'string') show({ day }); }} />
      <Button onClick={() => step(1)} aria-label={t(['后一段', 'Later'])}>›</Button>
      <Button onClick={() => show({ day: board.today })} disabled={board.day === board.today}>{t(['今天', 'Today'])}</Button>
      <span className="segment" role="group" aria-label={t(['跨度', 'Span'])}>
        {(['day', 'week'] as const).map((span) => (
          <Button key={span} type={board.span === span ? 'primary' : 'default'} aria-pressed={board.span === span} onClick={() => show({ span })}>{t(span === 'day' ? ['日', 'Day'] : ['周', 'Week'])}</Button>
        ))}
      </span>
      <Select className="db-region" aria-label={t(['区域', 'Region'])} value={search.region ?? ''} onChange={(region) => show({ region })}
        options={[{ value: '', label: t(['全部区域', 'All regions']) }, ...board.regions.map((r) => ({ value: r.id, label: r.name }))]} />
    </div>
  );
}

function AskReason({ placing, asks }: { readonly placing: Placing; readonly asks: NonNullable<Placing['asks']> }) {
  const { t } = useText();
  const [reason, setReason] = useState('');
  const send = () => { if (reason.trim() !== '') void placing.place(asks.target, reason.trim()); };
  return (
    <Modal open title={t(['与建议不同', 'Not as suggested'])} onCancel={placing.leave} onOk={send} okText={t(['照此派工', 'Assign all the same'])} cancelText={t(['取消', 'Cancel'])}
      okButtonProps={{ disabled: reason.trim() === '', loading: placing.busy }} destroyOnHidden>
      <p>{t(asks.message)}</p>
      <Input aria-label={t(['理由', 'Reason'])} placeholder={t(['理由', 'Reason'])} value={reason} maxLength={200} autoFocus onChange={(e) => setReason(e.target.value)} onPressEnter={send} />
    </Modal>
  );
}

function shifted(day: string, by: number): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) + by * 86_400_000).toISOString().slice(0, 10);
}

const NARROW = '(max-width: 860px)';
function useNarrow(): boolean {
  return useSyncExternalStore((changed) => {
    const media = matchMedia(NARROW);
    media.addEventListener('change', changed);
    return () => media.removeEventListener('change', changed);
  }, () => matchMedia(NARROW).matches);
}
