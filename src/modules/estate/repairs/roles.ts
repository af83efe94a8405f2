/** Who reports, does and settles repairs (维修的岗位). Serves LOG-2.5. */
import { POSTS, SIGNERS } from '../../people/policies/index.ts';
import { ROLES as HOUSE } from '../buildings/index.ts';

export const ROLES = {
  ...POSTS, ...HOUSE, front_desk: ['前台', 'Front desk'], duty_supervisor: ['当班主管', 'Duty supervisor'], centre_manager: ['中心经理', 'Centre manager'], line_supervisor: ['线路主管', 'Line supervisor'], vip_manager: ['客服经理', 'VIP manager'],
} as const;
export const READERS = ['repair_clerk', 'repair_worker', 'logistics_head', 'estate_clerk', 'general_affairs', 'finance', 'store_clerk', 'auditor'];
export const DESK = ['repair_clerk'];
export const HEADS = ['logistics_head', 'general_affairs'];
/** On site: the worker, or the desk for a worker without a phone. */
export const FIELD = ['repair_worker', 'repair_clerk'];
/** Whoever works in a building reports on the page, and sees what becomes of their own report. */
export const REPORTERS = [...new Set([...SIGNERS, 'auditor'])];
