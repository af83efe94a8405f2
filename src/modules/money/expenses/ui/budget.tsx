/**
 * Budget against actual (预算执行): quota, actual, over or under by category, with the number of quota months always stated; every
 * figure opens its documents. Serves FS-3.1 to FS-3.3, CG-43, AC-24.
 */
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useRouter, useSearch } from '@tanstack/react-router';
import { Button } from 'antd';
import { type FormEvent, type ReactNode, useState } from 'react';
import type { Label } from '../../../../kernel/api.ts';
import { api, keys } from '../../../../web/client.ts';
import { fill, useFormat, useText } from '../../../../web/i18n/index.tsx';
import { EmptyState, Loading, PageHeading } from '../../../../web/shell/page.tsx';
import { ExportMenu } from '../../../../web/widgets/export-menu.tsx';
import { Chart } from '../../../../web/widgets/chart.tsx';
import { Go, listHref } from '../../../../web/widgets/go.tsx';
import { DateInput } from '../../../../web/widgets/inputs/index.tsx';
import { Proof } from '../../../../web/widgets/proof.tsx';
import { RefusalNote } from '../../../../web/widgets/refusal-note.tsx';
import { Section } from '../../../../web/widgets/section.tsx';
import type { BudgetBoard, PartsBeside } from '../reports.ts';
import { type Asked, MakeupDialog } from './makeup.tsx';
import './budget.css';

type Basis = BudgetBoard['basis'];
const BASES: readonly (readonly [Basis, Label])[] = [['one_month', ['一个月额度', 'One month']], ['whole_months', ['各月额度', 'Every month begun']], ['pro_rata', ['末月按日折算', 'Last month by its days']]];

export function BudgetPage() {
  const { t } = useText();
  const { from, to, basis, centre } = useSearch({ strict: false }) as { readonly from?: string; readonly to?: string; readonly basis?: string; readonly centre?: string };
  const params = { ...(from && { from }), ...(to && { to }), ...(basis && { basis }), ...(centre && { centre }) };
  const board = useQuery({
    queryKey: keys.query('budget_board', params), retry: false, placeholderData: keepPreviousData,
    queryFn: () => api.get<BudgetBoard | null>('/queries/budget_board', { params }),
  });
  const data = board.data;
  return (
    <div>
      <PageHeading title={t(['预算执行', 'Budget against actual'])} note={data ? <Standing board={data} /> : undefined}>
        {data && <Exports board={data} />}
      </PageHeading>
      {data && <Bar key={`${data.from}${data.to}${data.centre}`} board={data} />}
      <RefusalNote error={board.error} />
      {board.isPending && <Loading />}
      {data === null && <EmptyState title={t(['还没有已记账的费用', 'No costs booked yet'])} text={t(['报销经批准并由财务记账后列在这里。', 'Claims show here once finance has booked them.'])}><Go href="/r/expense_claim">{t(['查看报销', 'See claims'])}</Go></EmptyState>}
      {data && <div aria-busy={board.isPlaceholderData}><Figures board={data} /></div>}
    </div>
  );
}

function Standing({ board }: { readonly board: BudgetBoard }) {
  const { t } = useText();
  const format = useFormat();
  return <>{format.date(board.from)} – {format.date(board.to)}{t(['；', '; '])}{t(board.closedThrough === null ? ['尚未结账', 'no month closed yet'] : fill(['已结至 {month}', 'closed through {month}'], { month: board.closedThrough }))}</>;
}

function Bar({ board }: { readonly board: BudgetBoard }) {
  const { t } = useText();
  const { history } = useRouter();
  const [span, setSpan] = useState({ from: board.from, to: board.to });
  const show = (s: { readonly from: string; readonly to: string }, basis: Basis, centre = board.centre) => history.push(`${location.pathname}?${new URLSearchParams({ ...s, basis, ...(centre && { centre }) })}`);
  const set = (name: 'from' | 'to') => (value: unknown) => setSpan((before) => (typeof value === 'string' ? { ...before, [name]: value } : before));
  const submit = (e: FormEvent) => { e.preventDefault(); show(span, board.basis); };
  return (
    <form className="bx-bar no-print" onSubmit={submit} aria-label={t(['期间与对照额度', 'Period and quota'])}>
      {board.centres.length > 1 && (
        <span className="bx-basis" role="group" aria-label={t(['中心', 'Centre'])}>
          {board.centres.map((c) => <Button key={c.id} type="link" aria-pressed={board.centre === c.id} onClick={() => show(span, board.basis, c.id)}>{c.name}</Button>)}
        </span>
      )}
      <DateInput label={t(['起', 'From'])} value={span.from} onChange={set('from')} />
      <DateInput label={t(['截至，含当日', 'As of, that day included'])} value={span.to} onChange={set('to')} />
      <Button type="primary" htmlType="submit">{t(['查看', 'Show'])}</Button>
      <span className="bx-basis" role="group" aria-label={t(['对照额度', 'Compared with'])}>
        {BASES.map(([basis, label]) => <Button key={basis} type="link" aria-pressed={board.basis === basis} onClick={() => show(span, basis)}>{t(label)}</Button>)}
      </span>
    </form>
  );
}

function Figures({ board }: { readonly board: BudgetBoard }) {
  const { t } = useText();
  const format = useFormat();
  const { history } = useRouter();
  return (
    <>
      <p className="bx-months">{t(fill(['对照 {months} 的额度', 'Compared with {months} of quota'], { months: board.months }))}</p>
      <p className="bx-total">
        <span>{t(['支出', 'Spent'])} <Go href={documents(board)}><b>{format.money(board.spent)}</b></Go></span>
        <span>{t(['额度', 'Quota'])} <b>{format.money(board.quota)}</b></span>
        <span>{t(['执行率', 'Used'])} <b>{percent(board.percent)}</b></span>
      </p>
      <Section title={t(['各科目', 'By category'])}><Table board={board} /></Section>
      {board.parts && <Parts board={board} parts={board.parts} />}
      <Section quiet title={t(['额度与支出', 'Quota and actual'])}>
        <Chart kind="bar" title={t(['额度与支出', 'Quota and actual'])} x={board.categories.map((c) => c.name)} format={format.money}
          series={[{ label: t(['额度', 'Quota']), values: board.categories.map((c) => c.quota) }, { label: t(['支出', 'Spent']), values: board.categories.map((c) => c.spent) }]}
          onPick={(at) => history.push(documents(board, board.categories[at]!.id))} />
      </Section>
      <Proof lines={board.proof} />
      <ul className="bx-notes">
        <li>{t(['支出按费用发生日计；所属月份已结账的，计入入账当日。', 'Costs count on their own day, or on the day of booking when that month is closed.'])}</li>
        <li>{t(['承诺是已批准、尚未记账的金额，不计入支出。', 'Committed is approved and not booked; it is not part of what is spent.'])}</li>
      </ul>
    </>
  );
}

function Table({ board }: { readonly board: BudgetBoard }) {
  const { t } = useText();
  const format = useFormat();
  const caption = t(fill(['预算与实际，对照 {months}', 'Budget and actual, {months} of quota'], { months: board.months }));
  const heads: readonly Label[] = [['额度', 'Quota'], ['支出', 'Spent'], ['超支或结余', 'Over or under'], ['执行率', 'Used'], ['未了承诺', 'Committed'], ['待办理', 'On the way']];
  const pending = new Map(board.pending.map((p) => [p.category, p]));
  const [asked, setAsked] = useState<Asked | null>(null);
  const made = (part: Asked['part'], of: { readonly id: string | null; readonly name: string }, fen: number, shown: ReactNode = format.money(fen)) =>
    <button type="button" className="bx-made" aria-label={`${of.name}，${t(PARTS[part])}: ${format.money(fen)}`} onClick={() => setAsked({ part, category: of.id, name: of.name })}>{shown}</button>;
  const all = { id: null, name: t(['合计', 'Total']) };
  return (
    <div className="w-scroll" tabIndex={0} role="region" aria-label={caption}>
      <table className="w-report bx-table">
        <caption>{caption}</caption>
        <thead><tr><th scope="col">{t(['科目', 'Category'])}</th>{heads.map((h) => <th key={h[0]} scope="col" className="w-num">{t(h)}</th>)}</tr></thead>
        <tbody>
          {board.categories.map((c) => {
            const waiting = pending.get(c.id);
            return (
              <tr key={c.id}>
                <th scope="row">{c.name}</th>
                <td className="w-num">{made('quota', c, c.quota)}</td>
                <td className="w-num"><Spent board={board} category={c} /></td>
                <td className="w-num">{made('variance', c, c.variance, <Variance fen={c.variance} />)}</td>
                <td className="w-num">{percent(c.percent)}</td>
                <td className="w-num">{c.committed === 0 ? format.money(0) : made('committed', c, c.committed)}</td>
                <td className="w-num">{waiting === undefined ? '――' : <Go href={waitingHref(c.id)}>{t(fill(['{n} 张', '{n}'], { n: waiting.claims }))} {format.money(waiting.amount)}</Go>}</td>
              </tr>
            );
          })}
        </tbody>
        <tfoot>
          <tr>
            <th scope="row">{t(['合计', 'Total'])}</th>
            <td className="w-num">{made('quota', all, board.quota)}</td>
            <td className="w-num"><Go href={documents(board)}>{format.money(board.spent)}</Go></td>
            <td className="w-num">{made('variance', all, board.spent - board.quota, <Variance fen={board.spent - board.quota} />)}</td>
            <td className="w-num">{percent(board.percent)}</td>
            <td className="w-num">{board.committed === 0 ? format.money(0) : made('committed', all, board.committed)}</td>
            <td className="w-num">{format.money(board.pending.reduce((sum, p) => sum + p.amount, 0))}</td>
          </tr>
        </tfoot>
      </table>
      <MakeupDialog board={board} asked={asked} onClose={() => setAsked(null)} />
    </div>
  );
}
const PARTS: { readonly [part in Asked['part']]: Label } = { quota: ['额度', 'quota'], variance: ['差额', 'difference'], committed: ['未了承诺', 'committed'] };

/** Claims and payments are two registers: where a category has both, each opens its own. */
function Spent({ board, category: c }: { readonly board: BudgetBoard; readonly category: BudgetBoard['categories'][number] }) {
  const { t } = useText();
  const format = useFormat();
  const paid = board.payments[c.id] ?? 0;
  const link = (href: string, fen: number, what: Label) => <Go href={href} aria-label={`${c.name}，${t(what)}: ${format.money(fen)}`}>{format.money(fen)}</Go>;
  if (c.spent === 0 && paid === 0) return <>{format.money(0)}</>;
  if (paid === 0) return link(booked('expense_claim', board, c.id), c.spent, ['报销', 'claims']);
  if (paid === c.spent) return link(booked('fund_payment', board, c.id), paid, ['付款', 'payments']);
  return <>{format.money(c.spent)}<small className="bx-both">{t(['报销', 'Claims'])} {link(booked('expense_claim', board, c.id), c.spent - paid, ['报销', 'claims'])} {t(['付款', 'Payments'])} {link(booked('fund_payment', board, c.id), paid, ['付款', 'payments'])}</small></>;
}
const booked = (register: 'expense_claim' | 'fund_payment', board: BudgetBoard, ...categories: readonly string[]): string =>
  listHref(register, { all: [{ field: 'category', op: 'in', value: categories }, { field: 'booked_on', op: 'between', value: [board.from, board.to] }] });

/** What the categories for parts booked, beside the parts fitted in the same days: each figure opens its documents, what neither explains stands last. */
function Parts({ board, parts }: { readonly board: BudgetBoard; readonly parts: PartsBeside }) {
  const { t } = useText();
  const format = useFormat();
  const names = board.categories.filter((c) => parts.categories.includes(c.id)).map((c) => c.name).join('、');
  const title = t(['材料支出与装用配件', 'Spent on materials, and parts fitted']);
  const lines: readonly (readonly [string, number, string])[] = [
    [t(fill(['{names}，已入账支出', '{names}, booked'], { names })), parts.spent, documents(board, ...parts.categories)],
    [t(['装用配件，保内', 'Parts fitted, in warranty']), parts.inWarranty, fitted(board, 'in')],
    [t(['装用配件，保外', 'Parts fitted, out of warranty']), parts.outOfWarranty, fitted(board, 'out')],
    ...(parts.undecided === 0 ? [] : [[t(['装用配件，待判定', 'Parts fitted, to be decided']), parts.undecided, fitted(board, null)] as const]),
  ];
  return (
    <Section title={title}>
      <div className="w-scroll" tabIndex={0} role="region" aria-label={title}>
        <table className="w-report bx-table">
          <caption>{title}</caption>
          <thead><tr><th scope="col">{t(['项目', 'Item'])}</th><th scope="col" className="w-num">{t(['金额', 'Amount'])}</th></tr></thead>
          <tbody>{lines.map(([name, fen, href]) => <tr key={name}><th scope="row">{name}</th><td className="w-num">{fen === 0 ? format.money(0) : <Go href={href} aria-label={`${name}: ${format.money(fen)}`}>{format.money(fen)}</Go>}</td></tr>)}</tbody>
          <tfoot><tr><th scope="row">{t(parts.rest < 0 ? ['配件成本超出已入账支出，未能说明', 'Parts above what is booked, not explained'] : ['已入账支出超出配件成本，未能说明', 'Booked above the cost of parts, not explained'])}</th>
            <td className="w-num">{parts.rest === 0 ? format.money(0) : <b className="bx-over">{format.money(Math.abs(parts.rest))}</b>}</td></tr></tfoot>
        </table>
      </div>
    </Section>
  );
}
function fitted(board: BudgetBoard, side: 'in' | 'out' | null): string {
  return listHref('part_application', { all: [side === null ? { field: 'side', op: 'empty' } : { field: 'side', op: 'eq', value: side }, { field: 'replaced_on', op: 'between', value: [board.from, board.to] }] });
}

function Variance({ fen }: { readonly fen: number }) {
  const { t } = useText();
  const format = useFormat();
  return fen > 0 ? <span className="bx-over">{t(['超', 'over'])} {format.money(fen)}</span> : <span className="bx-under">{t(['余', 'under'])} {format.money(-fen)}</span>;
}

const percent = (p: number | null): string => (p === null ? '――' : `${p.toFixed(1)}%`);

/** Of several categories the register that holds the larger part. */
function documents(board: BudgetBoard, ...categories: readonly string[]): string {
  const of = board.categories.filter((c) => categories.length === 0 || categories.includes(c.id));
  const [spent, paid] = [of.reduce((sum, c) => sum + c.spent, 0), of.reduce((sum, c) => sum + (board.payments[c.id] ?? 0), 0)];
  return booked(paid > spent - paid ? 'fund_payment' : 'expense_claim', board, ...of.map((c) => c.id));
}
const waitingHref = (category: string): string =>
  listHref('expense_claim', { all: [{ field: 'category', op: 'eq', value: category }, { field: 'state', op: 'in', value: ['submitted', 'escalated', 'approved'] }] });

function Exports({ board }: { readonly board: BudgetBoard }) {
  const { t } = useText();
  const params = { from: board.from, to: board.to, basis: board.basis, centre: board.centre };
  return (
    <>
      <ExportMenu path="/reports/budget_against_actual/export" query={{ params }} />
      <Button onClick={() => print()}>{t(['打印', 'Print'])}</Button>
    </>
  );
}
