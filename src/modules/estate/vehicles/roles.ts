/** Who does what about vehicles (车辆的岗位). Serves FS-1.1, LOG-1.1. */
export const READERS = ['general_affairs', 'centre_manager', 'logistics_head', 'dispatcher', 'branch_manager', 'finance', 'vehicle_dispatcher', 'driver', 'auditor'] as const;
export const KEEPERS = ['general_affairs', 'dispatcher', 'centre_manager', 'vehicle_dispatcher'] as const;
/** What stands with the vehicle: documents, readings, care. */
export const HANDLERS = ['vehicle_dispatcher', 'driver', 'general_affairs', 'dispatcher', 'branch_manager'] as const;
