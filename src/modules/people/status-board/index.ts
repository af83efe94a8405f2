/** Status wall (状态墙): who is on a call, free, at a break or off, live. The monthly counter of cards not flipped is kept in discipline. Front door of the module. */
import { defineModule } from '../../../kernel/index.ts';
import { READERS, StatusFlip } from './flip.ts';
import { LIMITS } from './parameters.ts';
import { StatusWall } from './queries.ts';

export { StatusFlip } from './flip.ts';

export const statusBoard = defineModule({
  name: 'status-board',
  area: 'people',
  label: ['状态墙', 'Status wall'],
  roles: {
    agent: ['坐席', 'Agent'], line_supervisor: ['线路主管', 'Line supervisor'], centre_manager: ['中心经理', 'Centre manager'], attendance_clerk: ['考勤员', 'Attendance clerk'], hr: ['人事', 'HR'],
  },
  registers: [StatusFlip],
  queries: [StatusWall],
  parameters: Object.values(LIMITS),
  pages: { wall: { label: ['状态墙', 'Status wall'], access: READERS } },
});
