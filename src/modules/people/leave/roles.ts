/** Who does what about leave (请假的岗位). Serves CC-5.1a, SM-8. */
export const ASKERS = ['agent', 'line_supervisor', 'centre_manager', 'attendance_clerk', 'hr'] as const;
export const DECIDERS = ['line_supervisor', 'centre_manager'] as const;
export const READERS = ['line_supervisor', 'centre_manager', 'attendance_clerk', 'hr', 'auditor'] as const;
