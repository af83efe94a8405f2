/** Who does what when somebody leaves (离职的岗位). Serves SM-11, SM-14. */
export const OPENERS = ['hr', 'line_supervisor', 'centre_manager', 'general_affairs'] as const;
export const CLEARERS = ['hr', 'centre_manager', 'general_affairs'] as const;
export const READERS = [...OPENERS, 'auditor'] as const;
export const THEMSELVES = ['agent', 'technician', 'attendance_clerk', 'branch_manager'] as const;
