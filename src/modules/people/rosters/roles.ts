/** Who does what about rosters (排班的岗位): the line supervisor makes them, everybody sees their own shifts. Serves SM-9. */
export const PLANNERS = ['line_supervisor', 'centre_manager'] as const;
export const READERS = ['line_supervisor', 'centre_manager', 'attendance_clerk', 'hr', 'auditor'] as const;
