/** The documents behind a figure of the budget (构成): quota by month and what changed it, what holds or promised money; each line opens its record, the sum is the figure. */
import { useQuery } from '@tanstack/react-query';
import { Modal } from 'antd';
import type { Label } from '../../../../kernel/api.ts';
import { api, keys } from '../../../../web/client.ts';
import { useFormat, useText } from '../../../../web/i18n/index.tsx';
import { Loading } from '../../../../web/shell/page.tsx';
import { Go, listHref, recordHref } from '../../../../web/widgets/go.tsx';
import { RefusalNote } from '../../../../web/widgets/refusal-note.tsx';
import type { Makeup, MakeupLine } from '../../budgets/index.ts';
import type { BudgetBoard } from '../reports.ts';

export interface Asked { readonly part: 'quota' | 'variance' | 'committed'; readonly category: string | null; readonly name: string }
const TITLES: { readonly [part in Asked['part']]: Label } = { quota: ['额度的构成', 'What the quota is made of'], variance: ['差额的由来', 'Where the difference comes from'], committed: ['未了承诺的单据', 'Documents behind what is committed'] };

export function MakeupDialog({ board, asked, onClose }: { readonly board: BudgetBoard; readonly asked: Asked | null; onClose(): void }) {
  const { t } = useText();
  return (
    <Modal open={asked !== null} onCancel={onClose} footer={null} width={680} destroyOnHidden title={asked && `${asked.name}：${t(TITLES[asked.part])}`}>
      {asked && <Lines board={board} asked={asked} />}
    </Modal>
  );
}

function Lines({ board, asked }: { readonly board: BudgetBoard; readonly asked: Asked }) {
  const { t } = useText();
  const params = { from: board.from, to: board.to, basis: board.basis, ...(board.centre && { centre: board.centre }), ...(asked.category && { category: asked.category }) };
  const found = useQuery({ queryKey: keys.query('budget_makeup', params), queryFn: () => api.get<Makeup>('/queries/budget_makeup', { params }) });
  if (found.error) return <RefusalNote error={found.error} />;
  if (!found.data) return <Loading />;
  if (asked.part === 'committed') return <Table title={t(['已预留或承诺、尚未支出', 'Held or committed, not spent'])} lines={found.data.committed} />;
  const quota = <Table title={t(['额度', 'Quota'])} lines={found.data.quota} />;
  if (asked.part === 'quota') return quota;
  const spent = (asked.category === null ? board.categories : board.categories.filter((c) => c.id === asked.category)).map((c) => ({ id: c.id, name: c.name, fen: c.spent, paid: board.payments[c.id] ?? 0 }));
  return (
    <>
      {quota}
      <Spendings board={board} spent={spent} />
      <p className="bx-notes">{t(['差额 = 支出 − 额度', 'Difference = spent − quota'])}</p>
    </>
  );
}

function Table({ title, lines }: { readonly title: string; readonly lines: readonly MakeupLine[] }) {
  const { t } = useText();
  const format = useFormat();
  return (
    <div className="w-scroll" tabIndex={0} role="region" aria-label={title}>
      <table className="w-report bx-lines">
        <caption>{title}</caption>
        <thead><tr><th scope="col">{t(['单据', 'Document'])}</th><th scope="col">{t(['内容', 'What'])}</th><th scope="col" className="w-num">{t(['金额', 'Amount'])}</th></tr></thead>
        <tbody>{lines.map((line) => <tr key={`${line.register}${line.id}${line.what[0]}`}><th scope="row"><Go href={recordHref(line.register, line.id)}>{line.number}</Go></th><td>{t(line.what)}</td><td className="w-num">{format.money(line.amount)}</td></tr>)}</tbody>
        <tfoot><tr><th scope="row">{t(['合计', 'Total'])}</th><td /><td className="w-num">{format.money(lines.reduce((sum, l) => sum + l.amount, 0))}</td></tr></tfoot>
      </table>
    </div>
  );
}

function Spendings({ board, spent }: { readonly board: BudgetBoard; readonly spent: readonly { readonly id: string; readonly name: string; readonly fen: number; readonly paid: number }[] }) {
  const { t } = useText();
  const format = useFormat();
  const title = t(['支出', 'Spent']);
  const list = (register: string, category: string) => listHref(register, { all: [{ field: 'category', op: 'eq', value: category }, { field: 'booked_on', op: 'between', value: [board.from, board.to] }] });
  const lines = spent.flatMap((s) => [
    ...(s.fen !== s.paid ? [{ key: `${s.id}c`, what: `${s.name}，${t(['报销', 'claims'])}`, fen: s.fen - s.paid, href: list('expense_claim', s.id) }] : []),
    ...(s.paid !== 0 ? [{ key: `${s.id}p`, what: `${s.name}，${t(['付款', 'payments'])}`, fen: s.paid, href: list('fund_payment', s.id) }] : []),
  ]);
  return (
    <div className="w-scroll" tabIndex={0} role="region" aria-label={title}>
      <table className="w-report bx-lines">
        <caption>{title}</caption>
        <thead><tr><th scope="col">{t(['单据', 'Documents'])}</th><th scope="col" className="w-num">{t(['金额', 'Amount'])}</th></tr></thead>
        <tbody>{lines.map((l) => <tr key={l.key}><th scope="row"><Go href={l.href}>{l.what}</Go></th><td className="w-num">{format.money(l.fen)}</td></tr>)}</tbody>
        <tfoot><tr><th scope="row">{t(['合计', 'Total'])}</th><td className="w-num">{format.money(spent.reduce((sum, s) => sum + s.fen, 0))}</td></tr></tfoot>
      </table>
    </div>
  );
}
