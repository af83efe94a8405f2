/**
 * Sections on orders (服务指令): the four rates with satisfaction, complaints and product quality beside them, emergencies by region with the open
 * ones marked, the table region by content. Serves FS-0.2, FS-5.6 to FS-5.12.
 */
import type { Fill } from '../summary.ts';
import { asOfOf, cell, total, type Part, type Period } from './section.ts';
import { calendar, type Tx } from '../../../../kernel/index.ts';
import type { ReportPage } from '../../../../kernel/api.ts';

async function lastWork(tx: Tx, { from, to }: Period): Promise<string | null> {
  const [row] = await tx.query<{ day: string | null }>('select max(done_on) as day from service_order where tenant_id = $1 and done_on between $2 and $3', [tx.tenantId, from, to]);
  return row?.day ?? null;
}
const at = (page: ReportPage, column: string, value: string): number => page.rows.findIndex((row) => row[column] === value);

export const rates: Fill = async ({ tx, params, table }) => {
  const asOf = asOfOf(params, await lastWork(tx, params));
  const page = await table('service_rates', { from: params.from, as_of: asOf }, { caption: ['服务动态四率', 'The four rates'] });
  const survey = await table('survey_panel', { from: params.from, as_of: asOf }, { caption: ['满意度（平均分旁注明样本）', 'Satisfaction, with the size of the sample'] });
  const complaints = await table('complaints_by_branch', { period: { from: params.from, to: calendar.addDays(asOf, 1) } }, { caption: ['用户投诉', 'Complaints of users'], columns: ['place', 'received', 'repeated', 'open', 'to_call_back', 'closed', 'withdrawn'] });
  const quality = await table('failures_by_product', { from: params.from, as_of: asOf }, { caption: ['产品质量（产品 × 故障）', 'Product quality, product by failure'] });
  const of = (rate: string, part: string): Part => cell(page, at(page, 'rate', rate), part);
  return {
    asOf,
    sentences: [[
      ['服务指令 ', 'Service orders: '], of('completion', 'whole'), [' 项，完成 ', ', completed '], of('completion', 'part'), [' 项；服务申请 ', '; service requests '], of('issue', 'whole'), [' 份，下达服务执行单 ', ', execution orders issued '], of('issue', 'part'),
      [' 份，应收回执 ', ', receipts due '], of('receipt', 'whole'), [' 份，已收 ', ', returned '], of('receipt', 'part'), [' 份；收回服务报告 ', '; service reports collected '], of('report', 'part'), [' 份，满意度调查表 ', ', satisfaction surveys '], total(survey, 'answered'), [' 份。', '.'],
    ], [
      ['受理用户投诉 ', 'Complaints accepted: '], total(complaints, 'received'), [' 件，其中重复 ', ', of which repeated '], total(complaints, 'repeated'), [' 件。服务报告写明故障 ', '. Failures named in the service reports: '], total(quality, 'cases'), [' 起，其中未解决 ', ', of which unresolved '], total(quality, 'unresolved'), [' 起。', '.'],
    ]],
    tables: [page, survey, complaints, quality],
  };
};

export const emergencies: Fill = async ({ tx, params, table }) => {
  const asOf = asOfOf(params, await lastWork(tx, params));
  const page = await table('service_emergencies', { from: params.from, as_of: asOf, which: 'highlights' }, { caption: ['应急抢修与期间重点（按区域）', 'Emergencies and highlights by region'], columns: ['region', 'place', 'content', 'result', 'mark'] });
  const open = page.rows.filter((row) => row['mark'] === 'open').length;
  return {
    asOf,
    sentences: [[['期间重点 ', 'Highlights of the period: '], total({ ...page, totals: { orders: page.rows.length } }, 'orders'), [' 项，其中 ', ', of which '], [String(open), String(open)], [' 项仍在处理。', ' still being handled.']]],
    tables: [page],
  };
};

export const dynamics: Fill = async ({ tx, params, table }) => {
  const asOf = asOfOf(params, await lastWork(tx, params));
  const page = await table('service_dynamics', { from: params.from, as_of: asOf }, { caption: ['各区域服务动态（区域 × 内容）', 'Service dynamics, region by content'], columns: ['region', 'recv', 'acc', 'comm', 'emer', 'asm', 'maint', 'insp', 'other', 'orders', 'open'] });
  return { asOf, sentences: [], tables: [page] };
};
