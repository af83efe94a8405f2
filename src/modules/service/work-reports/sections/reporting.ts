/** Section on reporting (报告份数): how many reports the calendar asks for and how many were sent. Serves FS-2.9, CG-41. */
import type { Fill } from '../summary.ts';
import { cell, listed } from './section.ts';

export const reporting: Fill = async ({ params, table }) => {
  const counts = await table('work_report_counts', params, { caption: ['报告份数（按日历核对）', 'Reports, checked against the calendar'] });
  return {
    asOf: params.to,
    sentences: [[
      ['上报集团：', 'Sent to the group: '],
      ...listed([[['日报 ', 'daily '], cell(counts, 0, 'there'), [' 份', '']], [['周报 ', 'weekly '], cell(counts, 1, 'there'), [' 份', '']], [['月报 ', 'monthly '], cell(counts, 2, 'there'), [' 份', '']]]),
      ['。', '.'],
    ]],
    tables: [counts],
  };
};
