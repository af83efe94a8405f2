/** Meetings (会议服务). Front door of the module. */
import { defineModule } from '../../../kernel/index.ts';
import { Buffer, Meeting, MeetingEquipment, MeetingProcess, MeetingRoom, MeetingService, MeetingServiceProcess } from './meeting.ts';
import { MeetingsByRoom } from './reports.ts';

export { Meeting, MeetingEquipment, MeetingProcess, MeetingRoom, MeetingService, MeetingServiceProcess } from './meeting.ts';
export { MeetingsByRoom } from './reports.ts';

export const meetings = defineModule({
  name: 'meetings',
  area: 'estate',
  label: ['会议服务', 'Meetings'],
  roles: {
    general_affairs: ['总务处', 'General affairs'], logistics_head: ['后勤主任', 'Head of logistics'], centre_manager: ['中心经理', 'Centre manager'], branch_manager: ['区域经理', 'Branch manager'], line_supervisor: ['线路主管', 'Line supervisor'],
    vip_director: ['贵宾中心主任', 'VIP centre director'], hr: ['人事', 'HR'], finance: ['财务', 'Finance'],
  },
  registers: [MeetingRoom, MeetingEquipment, Meeting, MeetingService],
  processes: [MeetingProcess, MeetingServiceProcess],
  reports: [MeetingsByRoom],
  parameters: [Buffer],
});
