/** Who arranges, approves and settles what vehicles cost (车辆费用的岗位). Serves LOG-1.4. */
export const READERS = ['general_affairs', 'centre_manager', 'logistics_head', 'dispatcher', 'branch_manager', 'finance', 'vehicle_dispatcher', 'driver', 'auditor'];
export const HANDLERS = ['vehicle_dispatcher', 'general_affairs', 'dispatcher', 'branch_manager'];
export const APPROVERS = ['logistics_head', 'centre_manager'];
