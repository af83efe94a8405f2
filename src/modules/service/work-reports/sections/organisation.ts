/** Section on the organisation (组织机构): people by branch on the last day of the period. Serves FS-1.1. */
import { figure } from '../../../../kernel/index.ts';
import { placesOf } from '../counts.ts';
import type { Fill } from '../summary.ts';
import { total } from './section.ts';

export const organisation: Fill = async ({ tx, params, table }) => {
  const [centre] = await placesOf(tx);
  const staff = await table('staff_by_unit', { day: params.to, ...(centre ? { centre: centre.id } : {}) }, { caption: ['人员分布', 'Staff by unit'], columns: ['place', 'staff'] });
  return {
    asOf: params.to,
    sentences: [[
      ['服务人员 ', 'There are '], total(staff, 'staff'), [' 人，分布在总部和 ', ' people in service, at the centre and in '], figure(Math.max(0, staff.rows.length - 1)), [' 个区域服务部。', ' branches.'],
    ]],
    tables: [staff],
  };
};
