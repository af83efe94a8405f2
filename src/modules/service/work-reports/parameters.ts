/** Parameters of work reports (工作报告参数): who reports by the calendar, and from when. */
import { defineParameter, f } from '../../../kernel/index.ts';

export const WhoReports = defineParameter<'all' | 'centre' | 'none'>('work_reports.who', {
  label: ['谁按期报告', 'Who reports by the calendar'],
  help: [
    '按报告期第一天生效的答复。区域服务部报总部、总部报集团；可从某日起只由总部报，或暂停。',
    'By the answer in force on the first day of the period. Branches report to the centre, the centre to the group; from a day on only the centre, or nobody.',
  ],
  field: f.choice('谁报告', 'Who reports', { all: ['区域服务部与总部', 'Branches and the centre'], centre: ['只有总部', 'Only the centre'], none: ['暂不报告', 'Nobody for now'] }),
  source: 'FS-2.5', default: 'all', writeBy: ['centre_manager'],
});
