/** The half-year statement on paper (半年结算单): what is settled, what is not and why, with the signatures of branch and finance. Serves FS-4.3, AC-31. */
import { defineSlip, rmbCapitals, type SlipContent, yuan } from '../../../kernel/index.ts';
import { REASONS, type StatementRow } from './rules.ts';

export const HalfYearStatement = defineSlip('half_year_statement', {
  label: ['保外更换半年结算单', 'Half-year statement, out of warranty'], number: 'JSD-{yyyy}-{000}',
  copies: [['服务部联', 'Branch copy'], ['供应部联', 'Supply copy'], ['财务联', 'Finance copy']],
});

export function statementContent(s: { readonly branch: string; readonly closing_on: string; readonly number: string }, rows: readonly StatementRow[]): SlipContent {
  const on = rows.filter((r) => r.reason === 'on_statement');
  const off = rows.length - on.length;
  const total = on.reduce((sum, r) => sum + (r.amount ?? 0), 0);
  return {
    lines: [
      { label: ['结算单号', 'Statement'], value: s.number }, { label: ['区域服务部', 'Branch'], value: s.branch }, { label: ['结算日', 'Closing day'], value: s.closing_on },
      { label: ['列入', 'Settled'], value: `${on.length} 份` }, { label: ['未列入', 'Left out'], value: `${off} 份` },
      { label: ['结算金额', 'Total'], value: `${yuan(total)} 元` }, { label: ['大写', 'In words'], value: rmbCapitals(total) },
    ],
    table: {
      columns: [['协议号', 'Agreement'], ['客户', 'Customer'], ['配件', 'Part'], ['数量', 'Quantity'], ['单价', 'Unit price'], ['金额', 'Amount'], ['说明', 'Standing']],
      rows: rows.map((r) => {
        const settled = r.reason === 'on_statement';
        return [r.number, r.customer, r.part, String(r.quantity), settled ? yuan(r.unit_price ?? 0) : '', settled ? yuan(r.amount ?? 0) : '', settled ? REASONS[r.reason][0] : `${REASONS[r.reason][0]}，转下期`];
      }),
    },
  };
}
