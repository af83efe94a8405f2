/**
 * Work summary of a period (工作总结报告): the period is chosen once, every section fills itself from the reports of the module
 * that keeps the records, says as of when, proves its totals, and opens its figures. Serves FS-0.4, CG-40, CG-41.
 */
import { calendar, defineComposedReport, f, Refusal, type Label, type SentencePart, type Tx } from '../../../kernel/index.ts';
import type { ReportPage } from '../../../kernel/api.ts';
import { cost } from './sections/cost.ts';
import { dynamics, emergencies, rates } from './sections/orders.ts';
import { organisation, readiness } from './sections/organisation.ts';
import { contracts, output } from './sections/output.ts';
import { parts } from './sections/parts.ts';
import { points } from './sections/points.ts';
import { reporting } from './sections/reporting.ts';
import { assessment } from './sections/rules.ts';
import type { Period } from './sections/section.ts';

export type Fill = (c: {
  readonly tx: Tx; readonly params: Period; readonly day: string;
  table(report: string, params: object, look?: { readonly caption?: Label; readonly columns?: readonly string[] }): Promise<ReportPage>;
}) => Promise<{ readonly asOf: string; readonly sentences: readonly (readonly SentencePart[])[]; readonly tables?: readonly ReportPage[] }>;

export const SUMMARY_READERS = ['dispatcher', 'centre_manager', 'management_office'];

/** In the order in which the group reads them. */
const SECTIONS: readonly { readonly name: string; readonly title: Label; readonly fill: Fill }[] = [
  { name: 'organisation', title: ['服务组织机构', 'Organisation'], fill: organisation },
  { name: 'readiness', title: ['学习、责任书与工具', 'Study, letters and tools'], fill: readiness },
  { name: 'assessment', title: ['制度与考核', 'Rules and assessment'], fill: assessment },
  { name: 'points', title: ['服务积分与排名', 'Service points and ranking'], fill: points },
  { name: 'reporting', title: ['工作报告', 'Reporting'], fill: reporting },
  { name: 'cost', title: ['服务成本', 'Service cost'], fill: cost },
  { name: 'parts', title: ['配件管理', 'Parts'], fill: parts },
  { name: 'output', title: ['服务产值', 'Output value'], fill: output },
  { name: 'contracts', title: ['合同履约与到货验收', 'Contracts and arrivals'], fill: contracts },
  { name: 'orders', title: ['服务指令', 'Service orders'], fill: rates },
  { name: 'emergencies', title: ['应急抢修', 'Emergencies'], fill: emergencies },
  { name: 'dynamics', title: ['各区域服务动态', 'Service dynamics'], fill: dynamics },
];

export const WorkSummary = defineComposedReport('service_work_summary', {
  label: ['服务中心工作总结报告', 'Work summary of the service centre'],
  access: SUMMARY_READERS,
  params: { from: f.date('起', 'From'), to: f.date('止', 'To', { hint: ['含当日', 'That day included'] }) },
  // The month before this one, with all of its year before it.
  initial({ day }) {
    const to = calendar.addDays(`${calendar.monthOf(day)}-01`, -1);
    return { from: `${to.slice(0, 4)}-01-01`, to };
  },
  sections: SECTIONS.map((section) => ({ ...section, fill: (c: Parameters<Fill>[0]) => section.fill({ ...c, params: checked(c.params) }) })),
  signs: [['编制', 'Prepared by'], ['审核', 'Checked by'], ['中心经理', 'Centre manager']],
});

function checked(period: Period): Period {
  if (period.from > period.to) throw new Refusal('work_summary.period', ['止日早于起日', 'The period ends before it begins'], 422, { to: ['不早于起日', 'Not before the first day'] });
  if (calendar.daysBetween(period.from, period.to) > 366) throw new Refusal('work_summary.period', ['期间最长一年', 'A period of at most a year'], 422, { from: ['最长一年', 'At most a year'] });
  return period;
}
