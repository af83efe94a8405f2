/** Who does what about attendance (考勤的岗位): the clerk keeps it, the supervisor decides corrections, everybody sees their own. Serves SM-6, SM-7. */
export const KEEPERS = ['attendance_clerk', 'centre_manager'] as const;
export const DECIDERS = ['line_supervisor', 'centre_manager'] as const;
export const READERS = ['attendance_clerk', 'line_supervisor', 'centre_manager', 'hr', 'auditor'] as const;
export const ASKERS = ['agent', 'attendance_clerk', 'line_supervisor', 'centre_manager'] as const;
