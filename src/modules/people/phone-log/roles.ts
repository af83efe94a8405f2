/** Who sees and feeds the telephone log (电话日志的岗位). Serves CC-5.2a. */
export const KEEPERS = ['attendance_clerk', 'centre_manager'] as const;
export const READERS = ['attendance_clerk', 'centre_manager', 'line_supervisor', 'hr', 'auditor'] as const;
