/** Who does what about instruments and tools (仪器工具的岗位). Serves FS-1.4. */
export const READERS = ['storekeeper', 'branch_manager', 'dispatcher', 'centre_manager', 'technician', 'auditor'] as const;
export const KEEPERS = ['storekeeper', 'centre_manager'] as const;
export const HANDLERS = ['storekeeper', 'branch_manager', 'centre_manager'] as const;
export const REPORT_READERS = ['storekeeper', 'branch_manager', 'dispatcher', 'centre_manager', 'auditor'] as const;
