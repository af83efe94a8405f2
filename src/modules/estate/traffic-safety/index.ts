/** Traffic safety (交通安全): lessons with attendance, violations with confirmation or contest, circulars, peer benchmarking. Front door of the module. */
import { defineModule } from '../../../kernel/index.ts';
import { MonthlySafetyLesson, SafetyAttendance, SafetyAttendanceProcess, SafetyLesson, SafetyLessonProcess } from './lesson.ts';
import { PeerIndicator, PeerStanding, PeerValue, PeerValueProcess } from './peers.ts';
import { TrafficCircular, TrafficCircularProcess, TrafficViolation, TrafficViolationProcess } from './violation.ts';

export { SafetyAttendance, SafetyAttendanceProcess, SafetyLesson, SafetyLessonProcess } from './lesson.ts';
export { PeerIndicator, PeerStanding, PeerValue, PeerValueProcess } from './peers.ts';
export { TrafficCircular, TrafficCircularProcess, TrafficViolation, TrafficViolationProcess } from './violation.ts';

export const trafficSafety = defineModule({
  name: 'traffic-safety',
  area: 'estate',
  label: ['交通安全', 'Traffic safety'],
  roles: {
    vehicle_dispatcher: ['车辆调度员', 'Vehicle dispatcher'], driver: ['驾驶员', 'Driver'], centre_manager: ['中心经理', 'Centre manager'], general_affairs: ['总务处', 'General affairs'], operations_gm: ['经营总经理', 'Operations general manager'],
  },
  registers: [TrafficCircular, TrafficViolation, SafetyLesson, SafetyAttendance, PeerIndicator, PeerValue],
  processes: [TrafficViolationProcess, TrafficCircularProcess, SafetyLessonProcess, SafetyAttendanceProcess, PeerValueProcess],
  duties: [MonthlySafetyLesson],
  reports: [PeerStanding],
});
