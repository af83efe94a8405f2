/** Section on rules and assessment (制度与考核): the documents in force, grades of the technicians, marks by branch and special rule. Serves FS-0.3, FS-2.1 to FS-2.3. */
import { calendar, figure, type Filter, type Tx } from '../../../../kernel/index.ts';
import type { Fill } from '../summary.ts';
import { listed, total, type Part } from './section.ts';

export const assessment: Fill = async ({ tx, params, table }) => {
  const grades = await table('grade_progress', {}, { caption: ['岗位评定', 'Grades'], columns: ['place', 'expected', 'graded', 'open', 'senior', 'intermediate', 'junior'] });
  const month = calendar.monthOf(params.to);
  const marks = await table('assessment_matrix', { month }, { caption: [`十项制度考核（${month}）`, `Ten special rules, marks of ${month}`], columns: ['place', 'assessed', 'sum', 'average'] });
  return {
    asOf: params.to,
    sentences: [await documents(tx, params.to), [
      ['岗位评定应评 ', 'Of '], total(grades, 'expected'), [' 人，已评 ', ' people to be graded '], total(grades, 'graded'), [' 人：', ' have been: '],
      ...listed([[['高级工 ', 'senior '], total(grades, 'senior'), [' 人', '']], [['中级工 ', 'intermediate '], total(grades, 'intermediate'), [' 人', '']], [['初级工 ', 'junior '], total(grades, 'junior'), [' 人', '']]]),
      ['；', '; '], total(grades, 'open'), [' 人未评。', ' are still to be graded.'],
    ]],
    tables: [grades, marks],
  };
};

/** How many governing documents and special rules were in force on the day; each number opens them. */
async function documents(tx: Tx, day: string): Promise<Part[]> {
  const [row] = await tx.query<{ rules: number; others: number }>(
    `select count(*) filter (where kind = 'special_rule') as rules, count(*) filter (where kind <> 'special_rule') as others from policy
     where tenant_id = $1 and archived_at is null and effective_from <= $2 and (ended_on is null or ended_on > $2)`, [tx.tenantId, day]);
  const behind = (op: 'eq' | 'ne') => {
    const filter: Filter = { all: [{ field: 'kind', op, value: 'special_rule' }, { field: 'effective_from', op: 'lte', value: day }, { any: [{ field: 'ended_on', op: 'empty', value: true }, { field: 'ended_on', op: 'gt', value: day }] }] };
    return { register: 'policy', filter };
  };
  return [
    ['现行服务特别管理制度 ', 'Special service rules in force: '], figure(row?.rules ?? 0, behind('eq')), [' 项，策划书、责任书、服务运行体系、会议决议等制度文件 ', '; plan books, letters, the service system, resolutions and the like: '],
    figure(row?.others ?? 0, behind('ne')), [' 份。', '.'],
  ];
}
