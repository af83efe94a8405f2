/** What the organisation decides about trips (用车的参数): which centre runs the pool, and who approves how far. None of it stands in the text, so all of it is an open question. Serves LOG-1.2, P19. */
import { defineParameter, f } from '../../../kernel/index.ts';
import { APPROVERS, RANGES, type Approver, type Range } from './rules.ts';

export const Pool = defineParameter('trips.pool', {
  label: ['车队所在单位', 'Centre that runs the pool'],
  help: ['用车申请交给这个单位调度。', 'Requests go to this unit.'],
  field: f.unit('单位', 'Unit'), source: 'LOG-1.2',
  blocks: ['用车申请', 'Requests for vehicles'], writeBy: ['centre_manager', 'general_affairs'],
});

const approver = (range: Range, value: Approver) => defineParameter(`trips.approver_${range}`, {
  label: [`${RANGES[range][0]}用车由谁批准`, `Who approves trips: ${RANGES[range][1].toLowerCase()}`],
  help: ['级别更高的也可以批准。', 'Whoever stands higher may approve as well.'],
  field: f.choice('岗位', 'Post', APPROVERS), source: 'P19',
  suggestion: { value, why: ['原文只说按范围分级批准，没有写级别。', 'The text says that approval depends on the range, without naming the levels.'] },
  blocks: ['批准用车', 'Approving trips'], writeBy: ['centre_manager', 'general_affairs'],
});
export const ApproverFor = { city: approver('city', 'vehicle_dispatcher'), province: approver('province', 'centre_manager'), beyond: approver('beyond', 'operations_gm') };
