/** The floor (外场): requests, patrols, preferences, duty record, monthly review. Front door of the module. */
import { defineModule } from '../../../kernel/index.ts';
import { FloorArea, FloorStand, FloorStandProcess } from './areas.ts';
import { DutyRecord, DutyRecordProcess, StationTidy } from './duty-record.ts';
import { GuestPreference, PatrolFinding, PatrolFindingProcess } from './patrol.ts';
import { FloorRequest, FloorRequestProcess } from './request.ts';
import { ServiceReview, ServiceReviewProcess } from './review.ts';

export { FloorArea, FloorStand, FloorStandProcess } from './areas.ts';
export { DutyRecord, DutyRecordProcess } from './duty-record.ts';
export { GuestPreference, PatrolFinding, PatrolFindingProcess } from './patrol.ts';
export { FloorRequest, FloorRequestProcess } from './request.ts';
export { ServiceReview, ServiceReviewProcess } from './review.ts';

export const floor = defineModule({
  name: 'floor',
  area: 'guests',
  label: ['外场与值班', 'Floor and duty'],
  roles: {
    vip_agent: ['客服专员', 'VIP agent'], duty_supervisor: ['当班主管', 'Supervisor on duty'], vip_manager: ['客服经理', 'VIP manager'], vip_director: ['贵宾中心主任', 'VIP centre director'], team_leader: ['领班', 'Team leader'],
  },
  registers: [FloorRequest, PatrolFinding, FloorStand, FloorArea, GuestPreference, DutyRecord, ServiceReview],
  processes: [FloorRequestProcess, PatrolFindingProcess, FloorStandProcess, DutyRecordProcess, ServiceReviewProcess],
  duties: [StationTidy],
});
