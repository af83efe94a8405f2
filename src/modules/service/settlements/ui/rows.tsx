/** The lines of a half-year statement: settled ones with their amounts, the others with the reason why not. Serves FS-4.3, AC-31. */
import type { Label } from '../../../../kernel/api.ts';
import { useFormat, useText } from '../../../../web/i18n/index.tsx';
import { Go, recordHref } from '../../../../web/widgets/go.tsx';
import type { HalfYear } from '../half-year.ts';

type Row = HalfYear['branches'][number]['rows'][number];
const WHY: { readonly [reason in Row['reason']]: Label } = {
  on_statement: ['列入本期', 'Settled'], unpriced: ['供应部未定价', 'Not priced yet'], not_performed: ['更换尚未完成', 'Work not done yet'], accrued_later: ['结算日之后才计', 'Accrued after the closing day'],
};

export const sumOf = (rows: readonly Row[]): number => rows.reduce((sum, r) => sum + (r.amount ?? 0), 0);

export function Rows({ rows }: { readonly rows: readonly Row[] }) {
  const { t } = useText();
  const format = useFormat();
  const on = rows.filter((r) => r.reason === 'on_statement');
  return (
    <div className="hy-scroll">
      <table className="w-report">
        <thead>
          <tr>
            <th scope="col">{t(['协议', 'Agreement'])}</th><th scope="col">{t(['客户', 'Customer'])}</th><th scope="col">{t(['配件', 'Part'])}</th><th scope="col" className="w-num">{t(['数量', 'Quantity'])}</th><th scope="col">{t(['协议日期', 'Agreed'])}</th>
            <th scope="col">{t(['更换完成', 'Work done'])}</th><th scope="col" className="w-num">{t(['单价', 'Unit price'])}</th><th scope="col" className="w-num">{t(['金额', 'Amount'])}</th><th scope="col">{t(['本期', 'This statement'])}</th>
          </tr>
        </thead>
        <tbody>
          {rows.map((r) => {
            const settled = r.reason === 'on_statement';
            return (
              <tr key={r.id} className={settled ? '' : 'hy-off'}>
                <th scope="row"><Go href={recordHref('replacement_agreement', r.id)}>{r.number}</Go></th><td>{r.customer}</td><td>{r.part}</td><td className="w-num">{r.quantity}</td><td>{r.agreed_on}</td>
                <td>{r.service_done_on ?? '—'}</td><td className="w-num">{r.unit_price === null ? '—' : format.money(r.unit_price)}</td><td className="w-num">{r.amount === null ? '—' : format.money(r.amount)}</td>
                <td className={settled ? '' : 'hy-why'}>{t(WHY[r.reason])}</td>
              </tr>
            );
          })}
        </tbody>
        <tfoot><tr><th scope="row" colSpan={7}>{t(['列入合计', 'Settled, total'])}</th><td className="w-num">{format.money(sumOf(on))}</td><td>{on.length}</td></tr></tfoot>
      </table>
    </div>
  );
}
