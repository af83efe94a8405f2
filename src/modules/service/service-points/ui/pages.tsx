/**
 * Service points (服务积分榜): both rankings side by side, the matrix of regions and service types with the period and the
 * cumulative row, chart, trend, and the arithmetic. Every figure opens its orders. Serves FS-2.6, FS-2.7, FS-2.8, SM-31.
 */
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useRouter, useSearch } from '@tanstack/react-router';
import { Button } from 'antd';
import { type FormEvent, useState } from 'react';
import type { Label } from '../../../../kernel/api.ts';
import { api, keys } from '../../../../web/client.ts';
import { fill, useFormat, useText } from '../../../../web/i18n/index.tsx';
import { EmptyState, Loading, PageHeading } from '../../../../web/shell/page.tsx';
import { ExportMenu } from '../../../../web/widgets/export-menu.tsx';
import { Chart } from '../../../../web/widgets/chart.tsx';
import { Go } from '../../../../web/widgets/go.tsx';
import { DateInput } from '../../../../web/widgets/inputs/index.tsx';
import { later } from '../../../../web/widgets/later.tsx';
import { Proof } from '../../../../web/widgets/proof.tsx';
import { RefusalNote } from '../../../../web/widgets/refusal-note.tsx';
import { Section } from '../../../../web/widgets/section.tsx';
import type { Board } from '../reports.ts';
import { Matrix } from './matrix.tsx';
import { ordersHref, sumOf } from './orders-behind.ts';
import { Rankings } from './rankings.tsx';
import './board.css';

export const pages = { board: PointsBoardPage, opening: later(async () => (await import('./opening-page.tsx')).OpeningPage, null) };

export function PointsBoardPage() {
  const { t } = useText();
  const search = useSearch({ strict: false }) as { readonly from?: string; readonly to?: string };
  const params = search.from && search.to ? { from: search.from, to: search.to } : {};
  const board = useQuery({
    queryKey: keys.query('service_points_board', params), retry: false, placeholderData: keepPreviousData,
    queryFn: () => api.get<Board | null>('/queries/service_points_board', { params }),
  });
  const data = board.data;
  return (
    <div className="sp-board">
      <PageHeading title={t(['服务积分榜', 'Service points'])} note={data ? <Standing board={data} /> : undefined}>
        {data && <Exports from={data.from} to={data.to} />}
      </PageHeading>
      {data && <Period key={`${data.from}${data.to}`} board={data} />}
      <RefusalNote error={board.error} />
      {board.isPending && <Loading />}
      {data === null && <EmptyState title={t(['还没有积分', 'No points yet'])} text={t(['服务指令核实后按单项分计分。', 'Orders earn points when they are verified.'])}><Go href="/r/points_catalogue">{t(['设定单项分', 'Set unit points'])}</Go></EmptyState>}
      {data && <div aria-busy={board.isPlaceholderData}><Figures board={data} /></div>}
    </div>
  );
}

function Standing({ board }: { readonly board: Board }) {
  const { t } = useText();
  const format = useFormat();
  const state: Label = board.closedThrough === null ? ['尚未结账', 'no month closed yet'] : fill(['已结至 {month}', 'closed through {month}'], { month: board.closedThrough });
  return <>{format.date(board.from)} – {format.date(board.to)}{t(['；', '; '])}{t(state)}</>;
}

function Figures({ board }: { readonly board: Board }) {
  const { t } = useText();
  const format = useFormat();
  const { history } = useRouter();
  const total = sumOf(board.cells);
  const byTotal = [...board.regions].sort((a, b) => b.points - a.points);
  return (
    <>
      <p className="sp-total">
        <Go href={ordersHref(board)}><b>{format.number(total.points)}</b> {t(['分', 'points'])}</Go>
        <span><b>{format.number(total.orders)}</b> {t(['单', 'orders'])}</span>
      </p>
      <Section title={t(['排名', 'Ranking'])}><Rankings board={board} /></Section>
      <Section title={t(['区域 × 服务类型', 'Region by service type'])}><Matrix board={board} /></Section>
      <div className="sp-charts">
        <Section quiet title={t(['各区域积分', 'Points by region'])}>
          <Chart kind="bar" title={t(['各区域积分', 'Points by region'])} x={byTotal.map((r) => r.name)} series={[{ label: t(['积分', 'Points']), values: byTotal.map((r) => r.points) }]}
            format={format.number} onPick={(at) => history.push(ordersHref(board, { region: byTotal[at]!.id }))} />
        </Section>
        <Section quiet title={t(['逐月', 'By month'])}><Months board={board} /></Section>
      </div>
      {board.months.length > 1 && <Section quiet title={t(['各区域逐月走势', 'Points by month and region'])}><Trend board={board} /></Section>}
      <Proof lines={proofOf(board)} />
      <Notes board={board} />
    </>
  );
}

/** The same arithmetic as under the report: rows, columns, and the other side of the ledger. */
function proofOf(board: Board) {
  const rows = board.regions.reduce((sum, r) => sum + r.points, 0);
  const columns = board.types.reduce((sum, type) => sum + sumOf(board.cells, { type: type.id }).points, 0);
  const line = (label: Label, left: number, right: number) => ({ label, left, right, ok: left === right });
  const trend = board.regionMonths.reduce((sum, m) => sum + m.points, 0);
  return [line(['各区域之和 = 各类型之和', 'Sum of regions = sum of types'], rows, columns), line(['各区域之和 = 积分账发放合计', 'Sum of regions = granted in the ledger'], rows, board.granted),
    line(['各区域逐月之和 = 逐月之和', 'Sum of regions by month = sum of months'], trend, board.months.reduce((sum, m) => sum + m.points, 0))];
}

/** One line for each region; a month without points of a region is a zero, not a gap. */
function Trend({ board }: { readonly board: Board }) {
  const { t } = useText();
  const format = useFormat();
  const { history } = useRouter();
  const months = board.months.map((m) => m.month);
  const at = (region: string, month: string) => board.regionMonths.find((m) => m.region === region && m.month === month)?.points ?? 0;
  const title = t(['各区域逐月走势', 'Points by month and region']);
  return (
    <>
      <Chart kind="line" title={title} x={months} series={board.regions.map((r) => ({ label: r.name, values: months.map((m) => at(r.id, m)) }))} format={format.number}
        onPick={(month, series) => history.push(ordersHref(monthSpan(months[month]!), { region: board.regions[series]!.id }))} />
      <div className="w-scroll" tabIndex={0} role="region" aria-label={title}>
        <table className="w-report sp-trend">
          <caption>{title}</caption>
          <thead><tr><th scope="col">{t(['区域', 'Region'])}</th>{months.map((m) => <th key={m} scope="col" className="w-num">{m}</th>)}<th scope="col" className="w-num">{t(['合计', 'Total'])}</th></tr></thead>
          <tbody>
            {board.regions.map((r) => (
              <tr key={r.id}>
                <th scope="row">{r.name}</th>
                {months.map((m) => <td key={m} className="w-num">{at(r.id, m) === 0 ? format.number(0) : <Go href={ordersHref(monthSpan(m), { region: r.id })} aria-label={`${r.name} ${m}: ${format.number(at(r.id, m))}`}>{format.number(at(r.id, m))}</Go>}</td>)}
                <td className="w-num">{format.number(months.reduce((sum, m) => sum + at(r.id, m), 0))}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </>
  );
}

function Months({ board }: { readonly board: Board }) {
  const { t } = useText();
  const format = useFormat();
  return (
    <table className="w-report sp-months">
      <caption>{t(['逐月积分', 'Points by month'])}</caption>
      <thead><tr><th scope="col">{t(['月份', 'Month'])}</th><th scope="col" className="w-num">{t(['单数', 'Orders'])}</th><th scope="col" className="w-num">{t(['积分', 'Points'])}</th><th scope="col">{t(['结账', 'Closed'])}</th></tr></thead>
      <tbody>
        {board.months.map((m) => (
          <tr key={m.month}>
            <th scope="row">{m.month}</th>
            <td className="w-num">{format.number(m.orders)}</td>
            <td className="w-num"><Go href={ordersHref(monthSpan(m.month))}>{format.number(m.points)}</Go></td>
            <td>{t(board.closedThrough !== null && m.month <= board.closedThrough ? ['已结', 'closed'] : ['未结', 'open'])}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function Notes({ board }: { readonly board: Board }) {
  const { t } = useText();
  const waiting = board.types.filter((type) => type.earns_points && type.unitPoints === null).map((type) => type.name).join('、');
  const notes: readonly Label[] = [
    ...(waiting === '' ? [] : [fill(['{types}的单项分尚未确定，其指令待计分。', 'No unit points yet for {types}; their orders wait.'], { types: waiting })]),
    ...(board.reversals === 0 ? [] : [fill(['本期含 {n} 笔冲回；被冲回的指令列在更正后的区域与类型之下。', 'This period holds {n} reversals; the orders behind them stand where they were credited anew.'], { n: board.reversals })]),
    ...(board.maintenance === null ? [] : [fill(['“维服”指{what}。', '维服 means {what}.'], { what: MEANING[board.maintenance] })]),
    board.audience,
  ];
  return <ul className="sp-notes">{notes.map((note) => <li key={note[0]}>{t(note)}</li>)}</ul>;
}
const MEANING = { repair: ['维修服务', 'repair service'], upkeep: ['维保服务', 'upkeep under contract'] } as const;

function Period({ board }: { readonly board: Board }) {
  const { t } = useText();
  const { history } = useRouter();
  const [span, setSpan] = useState({ from: board.from, to: board.to });
  const show = (s: { readonly from: string; readonly to: string }) => history.push(`${location.pathname}?${new URLSearchParams(s)}`);
  const submit = (e: FormEvent) => { e.preventDefault(); show(span); };
  const set = (name: 'from' | 'to') => (value: unknown) => setSpan((before) => (typeof value === 'string' ? { ...before, [name]: value } : before));
  const last = board.months.at(-1);
  return (
    <form className="sp-period no-print" onSubmit={submit} aria-label={t(['期间', 'Period'])}>
      <DateInput label={t(['起', 'From'])} value={span.from} onChange={set('from')} />
      <DateInput label={t(['止，含当日', 'To, that day included'])} value={span.to} onChange={set('to')} />
      <Button type="primary" htmlType="submit">{t(['查看', 'Show'])}</Button>
      <span className="sp-months-pick">
        {board.months.map(({ month }) => <Button key={month} type="link" aria-pressed={board.from === `${month}-01` && board.to === monthSpan(month).to} onClick={() => show(monthSpan(month))}>{month}</Button>)}
        {last && <Button type="link" onClick={() => show({ from: board.yearFrom, to: monthSpan(last.month).to })}>{t(['累计', 'Cumulative'])}</Button>}
      </span>
    </form>
  );
}

function monthSpan(month: string): { readonly from: string; readonly to: string } {
  const [year = 0, number = 0] = month.split('-').map(Number);
  return { from: `${month}-01`, to: new Date(Date.UTC(year, number, 0)).toISOString().slice(0, 10) };
}

function Exports({ from, to }: { readonly from: string; readonly to: string }) {
  const query = { params: { from, to } };
  return (
    <span className="no-print sp-save">
      <ExportMenu path="/reports/service_points_matrix/export" query={query} label={['导出积分表', 'Export the table']} />
      <ExportMenu path="/reports/service_points_ranking/export" query={query} label={['导出排名', 'Export the ranking']} />
    </span>
  );
}
