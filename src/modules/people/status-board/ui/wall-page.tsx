/**
 * The wall in the hall (状态墙): one card a person, the state in one word and how long it has lasted; what needs a look stands out by more than colour.
 * Serves CC-1.6a, CC-ACT-3, AC-05.
 */
import { keepPreviousData, useQuery, useQueryClient } from '@tanstack/react-query';
import { Button } from 'antd';
import { useEffect, useMemo, useState } from 'react';
import type { Label, Written } from '../../../../kernel/api.ts';
import { api, keys } from '../../../../web/client.ts';
import { fill, useFormat, useText } from '../../../../web/i18n/index.tsx';
import { EmptyState, Loading, PageHeading } from '../../../../web/shell/page.tsx';
import { useRegister } from '../../../../web/shell/session.tsx';
import { Go } from '../../../../web/widgets/go.tsx';
import { RefusalNote } from '../../../../web/widgets/refusal-note.tsx';
import { Section } from '../../../../web/widgets/section.tsx';
import type { Card, WallPage } from '../queries.ts';
import './wall.css';

const STATES: { readonly [state in Card['state']]: Label } = {
  on_call: ['通话', 'On a call'], wrap_up: ['话后', 'Wrap-up'], available: ['空闲', 'Available'], break: ['休息', 'Break'], meal: ['用餐', 'Meal'], meeting: ['会议', 'Meeting'], training: ['培训', 'Training'], off: ['离线', 'Off'],
};
const ORDER = ['on_call', 'wrap_up', 'available', 'break', 'meal', 'meeting', 'training', 'off'] as const;
const BY_HAND = ['available', 'meal', 'break', 'meeting', 'training', 'off'] as const;
const STALE = 15 * 60_000;

export function StatusWallPage() {
  const { t } = useText();
  const format = useFormat();
  const wall = useQuery({ queryKey: keys.query('status_wall', {}), retry: false, placeholderData: keepPreviousData, refetchInterval: 30_000, queryFn: () => api.get<WallPage>('/queries/status_wall', { params: {} }) });
  const { data } = wall;
  const now = useNow(data?.now);
  const lines = data ? [...new Map(data.cards.map((c) => [c.line, c.lineName]))] : [];
  return (
    <div className="wl">
      <PageHeading title={t(['状态墙', 'Status wall'])} note={data ? <Counts cards={data.cards} /> : undefined}>{data?.own && <OwnCard employee={data.own} />}</PageHeading>
      <RefusalNote error={wall.error} />
      {wall.isPending && <Loading />}
      {data && data.logEnd !== null && now - data.logEnd > STALE && <p className="wl-stale" role="status">{t(['电话日志停在', 'The telephone log stands at'])} {format.dateTime(new Date(data.logEnd).toISOString())}{t(['，状态以此为准', '; states are as of then'])}</p>}
      {data?.cards.length === 0 && <EmptyState title={t(['没有在线路上的员工', 'Nobody is on a line'])} />}
      {lines.map(([line, name]) => (
        <Section key={line} title={name}>
          <ul className="wl-cards">{data!.cards.filter((c) => c.line === line).map((card) => <Tile key={card.employee} card={card} now={now} />)}</ul>
        </Section>
      ))}
    </div>
  );
}

/** Seconds go on between two answers of the server; its clock is the one that counts. */
function useNow(server: number | undefined): number {
  const answered = useMemo(() => ({ server: server ?? 0, at: performance.now() }), [server]);
  const [tick, setTick] = useState(() => performance.now());
  useEffect(() => {
    const timer = setInterval(() => setTick(performance.now()), 1_000);
    return () => clearInterval(timer);
  }, []);
  return answered.server + Math.max(0, tick - answered.at);
}

function Counts({ cards }: { readonly cards: readonly Card[] }) {
  const { t } = useText();
  return <span className="wl-counts">{ORDER.map((state) => [state, cards.filter((c) => c.state === state).length] as const).filter(([, n]) => n > 0).map(([state, n]) => <span key={state} data-state={state}>{t(STATES[state])} <b>{n}</b></span>)}</span>;
}

function Tile({ card, now }: { readonly card: Card; readonly now: number }) {
  const { t } = useText();
  const format = useFormat();
  const observe = useRegister('status_board_event')?.mayCreate;
  const time = (ms: number) => format.time(new Date(ms).toISOString());
  return (
    <li className="wl-card" data-state={card.state} data-alarm={card.overLong || card.missing}>
      <p className="wl-name"><b>{card.name}</b><small>{card.staffNo}</small></p>
      <p className="wl-state">{card.onLeave && card.state === 'off' ? t(['请假', 'On leave']) : t(STATES[card.state])}{card.since !== null && <span className="wl-for">{lasting(now - card.since)}</span>}</p>
      <p className="wl-notes">
        {card.overLong && <strong>{t(['超时', 'Too long'])}</strong>}
        {card.missing && <strong>{t(['班上未到岗', 'On shift, not there'])}</strong>}
        {card.differs && <strong>{t(['牌与电话不一致', 'Card and telephone differ'])}</strong>}
        {!card.takesCalls && <span>{t(['不接电话', 'Takes no calls'])}</span>}
        {card.plan && <span>{time(card.plan.from)}–{time(card.plan.to)}</span>}
        {card.told === 'hand' && <span>{t(['手翻', 'by hand'])}</span>}
        {card.unflipped > 0 && <span>{t(fill(['本月未翻牌 {n} 次', 'not flipped this month: {n}'], { n: String(card.unflipped) }))}</span>}
        {observe && !card.own && <Go className="wl-observe no-print" href={`/r/status_board_event/new?employee=${card.employee}`} aria-label={t(fill(['登记 {name} 未翻牌', 'Note that {name} did not flip the card'], { name: card.name }))}>{t(['记未翻牌', 'Not flipped'])}</Go>}
      </p>
    </li>
  );
}

/** 4:05, 1:04:05. */
function lasting(ms: number): string {
  const s = Math.max(0, Math.floor(ms / 1000));
  const two = (n: number) => String(n).padStart(2, '0');
  return s >= 3600 ? `${Math.floor(s / 3600)}:${two(Math.floor(s / 60) % 60)}:${two(s % 60)}` : `${Math.floor(s / 60)}:${two(s % 60)}`;
}

function OwnCard({ employee }: { readonly employee: string }) {
  const { t } = useText();
  const client = useQueryClient();
  const may = useRegister('status_flip')?.mayCreate;
  const [error, setError] = useState<unknown>(null);
  if (!may) return null;
  const flip = (shown: string) => { setError(null); api.post<Written>('/records/status_flip', { values: { employee, shown } }).then(() => client.invalidateQueries({ queryKey: ['queries'] }), setError); };
  return (
    <fieldset className="wl-own no-print" aria-label={t(['我的牌', 'My card'])}>
      <legend>{t(['我的牌', 'My card'])}</legend>
      {BY_HAND.map((state) => <Button key={state} onClick={() => flip(state)}>{t(state === 'available' ? ['在岗', 'At the seat'] : state === 'off' ? ['下班', 'Off'] : STATES[state])}</Button>)}
      <RefusalNote error={error} />
    </fieldset>
  );
}
