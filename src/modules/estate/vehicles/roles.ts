/** Who does what about vehicles (车辆的岗位). Serves FS-1.1. */
export const READERS = ['general_affairs', 'centre_manager', 'dispatcher', 'branch_manager', 'finance', 'auditor'] as const;
export const KEEPERS = ['general_affairs', 'dispatcher', 'centre_manager'] as const;
