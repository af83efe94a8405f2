/** The tables of the contract ledger: counts by branch, and lists of contracts with how long they have been waiting. Serves FS-5.2, FS-5.3. */
import type { Filter, Label } from '../../../../kernel/api.ts';
import { fill, useFormat, useText } from '../../../../web/i18n/index.tsx';
import { Go, recordHref } from '../../../../web/widgets/go.tsx';
import type { LedgerPage } from '../ledger-page.ts';

type Branch = LedgerPage['branches'][number];
type Column = 'contracts' | 'entered' | 'not_to_enter' | 'not_entered' | 'shipped' | 'not_shipped';
const COLUMNS: readonly (readonly [Column, Label])[] = [
  ['contracts', ['合同', 'Contracts']], ['entered', ['已挂', 'Entered']], ['not_to_enter', ['不挂', 'Not to enter']], ['not_entered', ['未挂', 'Not entered']], ['shipped', ['已发货', 'Shipped']], ['not_shipped', ['未发货', 'Not shipped']],
];

export function Branches({ data, hrefOf }: { readonly data: LedgerPage; hrefOf(unit: string, ...more: readonly Filter[]): string }) {
  const { t } = useText();
  const format = useFormat();
  const filterOf: { readonly [c in Column]?: Filter } = {
    shipped: { field: 'shipped_on', op: 'lte', value: data.as_of },
    not_shipped: { any: [{ field: 'shipped_on', op: 'empty' }, { field: 'shipped_on', op: 'gt', value: data.as_of }] },
    ...(data.changedSince ? {} : Object.fromEntries((['entered', 'not_to_enter', 'not_entered'] as const).map((g) => [g, { field: 'ledger_status', op: 'in', value: data.statuses.filter((s) => s.counts_as === g).map((s) => s.id) }]))),
  };
  const cell = (b: Branch, column: Column) => {
    if (b[column] === 0) return <span className="cl-zero">0</span>;
    const filter = filterOf[column];
    if (column !== 'contracts' && filter === undefined) return <>{format.number(b[column])}</>;
    return <Go href={hrefOf(b.unit, ...(filter ? [filter] : []))} aria-label={`${b.name}: ${b[column]}`}>{format.number(b[column])}</Go>;
  };
  const sum = (of: (b: Branch) => number) => data.branches.reduce((n, b) => n + of(b), 0);
  return (
    <div className="cl-scroll">
      <table className="w-report">
        <caption>{t(['各区域服务部的合同', 'Contracts by branch'])}</caption>
        <thead>
          <tr>
            <th scope="col">{t(['区域服务部', 'Branch'])}</th>
            {COLUMNS.map(([column, label]) => <th key={column} scope="col" className="w-num">{t(label)}</th>)}
            <th scope="col" className="w-num">{t(['台数', 'Units'])}</th><th scope="col" className="w-num">{t(['合同金额', 'Amount'])}</th>
          </tr>
        </thead>
        <tbody>
          {data.branches.map((b) => (
            <tr key={b.unit}>
              <th scope="row">{b.name}</th>
              {COLUMNS.map(([column]) => <td key={column} className="w-num">{cell(b, column)}</td>)}
              <td className="w-num">{format.number(b.units)}</td><td className="w-num">{format.money(b.amount)}</td>
            </tr>
          ))}
        </tbody>
        <tfoot>
          <tr>
            <th scope="row">{t(['合计', 'Total'])}</th>
            {COLUMNS.map(([column]) => <td key={column} className="w-num">{format.number(sum((b) => b[column]))}</td>)}
            <td className="w-num">{format.number(sum((b) => b.units))}</td><td className="w-num">{format.money(sum((b) => b.amount))}</td>
          </tr>
        </tfoot>
      </table>
    </div>
  );
}

export function ContractTable({ rows, asOf, since }: { readonly rows: LedgerPage['notShipped']; readonly asOf: string; readonly since: Label }) {
  const { t } = useText();
  const format = useFormat();
  if (rows.length === 0) return <p className="w-quiet">{t(['没有', 'None'])}</p>;
  return (
    <div className="cl-scroll">
      <table className="w-report">
        <thead>
          <tr>
            <th scope="col">{t(['合同编号', 'Contract no.'])}</th><th scope="col">{t(['客户', 'Customer'])}</th><th scope="col">{t(['产品', 'Product'])}</th><th scope="col" className="w-num">{t(['台数', 'Units'])}</th>
            <th scope="col" className="w-num">{t(['金额', 'Amount'])}</th><th scope="col">{t(['签订', 'Signed'])}</th><th scope="col">{t(['挂账', 'Ledger'])}</th><th scope="col">{t(['发货', 'Shipped'])}</th><th scope="col" className="w-num">{t(since)}</th>
          </tr>
        </thead>
        <tbody>
          {rows.map((c) => (
            <tr key={c.id}>
              <th scope="row"><Go href={recordHref('sales_contract', c.id)}>{c.contract_no}</Go></th><td>{c.customer}</td><td>{c.product}</td><td className="w-num">{c.units}</td>
              <td className="w-num">{format.money(c.amount)}</td><td>{c.signed_on}</td><td className={c.counts_as === null ? 'cl-none' : ''}>{c.status ?? '—'}</td><td>{c.shipped_on !== null && c.shipped_on <= asOf ? c.shipped_on : '—'}</td>
              <td className="w-num">{t(fill(['{n} 天', '{n} days'], { n: daysBetween(c.signed_on, asOf) }))}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

const daysBetween = (from: string, to: string): number => Math.round((Date.parse(to) - Date.parse(from)) / 86_400_000);
