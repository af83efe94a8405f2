/** Who does what about breaches (违纪处理的岗位): who reports, who looks into it, who decides, who may read. Serves SM-2. */
export const REPORTERS = ['line_supervisor', 'centre_manager', 'attendance_clerk', 'hr'] as const;
export const INVESTIGATORS = ['line_supervisor', 'centre_manager'] as const;
export const APPROVERS = ['centre_manager', 'hr'] as const;
export const READERS = ['line_supervisor', 'centre_manager', 'hr', 'attendance_clerk', 'auditor'] as const;
export const CASE_READERS = ['line_supervisor', 'centre_manager', 'hr', 'auditor'] as const;
/** Whoever works under the code may be the person concerned. */
export const ACCUSED = ['agent', 'line_supervisor', 'attendance_clerk'] as const;
