/**
 * The four rates (四率): issue, receipt, report, completion, each with its definition under the figure and the records behind it. "100 %" is
 * never one figure for four questions. Serves FS-5.6, FS-5.7, FS-5.9, CG-48, CG-49, AC-26.
 */
import { defineReport, f, type Label } from '../../../kernel/index.ts';
import { countsOf, LISTS, type Counted, type Span } from './figures.ts';
import { READERS } from './lists.ts';
import { percent } from './rules.ts';

export const RATES = {
  issue: ['下达率', 'Issue rate'], receipt: ['回执率', 'Receipt rate'], report: ['报告率', 'Report rate'], completion: ['完成率', 'Completion rate'],
} as const;
type Rate = keyof typeof RATES;
const PARTS: { readonly [R in Rate]: readonly [part: Counted, whole: Counted, missing: Counted] } = {
  issue: ['requests_issued', 'requests', 'requests_waiting'],
  receipt: ['receipts_back', 'receipts', 'receipts_missing'],
  report: ['reports', 'orders_done', 'orders_unreported'],
  completion: ['orders_resolved', 'orders', 'orders_open'],
};
const DEFINITIONS: readonly Label[] = [
  ['下达率 = 已下达服务执行单的申请 ÷ 期间受理的服务申请单（不含拒绝的）', 'Issue rate = requests for which an execution order was issued ÷ requests accepted in the period (refused ones left out)'],
  ['回执率 = 已回传的回执 ÷ 应收回执；只有由服务申请而来且已完工的指令应收回执', 'Receipt rate = receipts returned ÷ receipts due; a receipt is due for an order that came from a request and is done'],
  ['报告率 = 经用户认证的服务报告 ÷ 期间下达且已完工的服务指令', 'Report rate = service reports certified by the customer ÷ orders issued in the period whose work is done'],
  ['完成率 = 已解决的服务指令 ÷ 期间下达的服务指令（不含取消的）；有遗留问题的指令即使已核实、已计分，也算未完成', 'Completion rate = orders resolved ÷ orders issued in the period (cancelled ones left out); an order with a remainder counts as open even when it was verified and earned its points'],
];

const drillTo = (which: 0 | 1 | 2) => (row: { readonly rate: string } | null, p: Span) => LISTS[PARTS[(row?.rate ?? 'completion') as Rate][which]](p);

export const FourRates = defineReport('service_rates', {
  label: ['服务动态四率', 'The four rates'],
  access: READERS,
  params: { from: f.date('起', 'From'), as_of: f.date('截至', 'As of') },
  initial: ({ day }) => ({ from: `${day.slice(0, 4)}-01-01`, as_of: day }),
  columns: {
    rate: f.choice('指标', 'Rate', RATES), part: f.integer('已办', 'Done'), whole: f.integer('应办', 'Of'), missing: f.integer('未办', 'Missing'),
    percent: f.quantity('比率（%）', 'Rate (%)', { scale: 2, optional: true }),
  },
  totals: [],
  async rows(tx, p) {
    const counts = await countsOf(tx, p);
    return (Object.keys(RATES) as Rate[]).map((rate) => {
      const [part, whole, missing] = PARTS[rate].map((c) => counts[c]) as [number, number, number];
      return { rate, part, whole, missing, percent: percent(part, whole) };
    });
  },
  // Done and missing are counted apart from what there is in all, so that nothing falls between them.
  proof: async (_tx, _p, rows) => rows.map((r) => ({
    label: [`${RATES[r.rate][0]}：已办 + 未办 = 应办`, `${RATES[r.rate][1]}: done + missing = of`] as const, left: r.part + r.missing, right: r.whole,
  })),
  drill: { part: drillTo(0), whole: drillTo(1), missing: drillTo(2) },
  notes: () => DEFINITIONS,
  chart: { kind: 'bar', x: 'rate', y: ['part', 'whole'] },
});
