/** Section on rules and assessment (制度与考核): grades of the technicians, marks by branch and special rule. Serves FS-2.1 to FS-2.3. */
import { calendar } from '../../../../kernel/index.ts';
import type { Fill } from '../summary.ts';
import { listed, total } from './section.ts';

export const assessment: Fill = async ({ params, table }) => {
  const grades = await table('grade_progress', {}, { caption: ['岗位评定', 'Grades'], columns: ['place', 'expected', 'graded', 'open', 'senior', 'intermediate', 'junior'] });
  const month = calendar.monthOf(params.to);
  const marks = await table('assessment_matrix', { month }, { caption: [`十项制度考核（${month}）`, `Ten special rules, marks of ${month}`], columns: ['place', 'assessed', 'sum', 'average'] });
  return {
    asOf: params.to,
    sentences: [[
      ['岗位评定应评 ', 'Of '], total(grades, 'expected'), [' 人，已评 ', ' people to be graded '], total(grades, 'graded'), [' 人：', ' have been: '],
      ...listed([[['高级工 ', 'senior '], total(grades, 'senior'), [' 人', '']], [['中级工 ', 'intermediate '], total(grades, 'intermediate'), [' 人', '']], [['初级工 ', 'junior '], total(grades, 'junior'), [' 人', '']]]),
      ['；', '; '], total(grades, 'open'), [' 人未评。', ' are still to be graded.'],
    ]],
    tables: [grades, marks],
  };
};
