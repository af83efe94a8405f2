/** Who does what about improvement plans (改进计划的岗位). Serves SM-4. */
export const LEADERS = ['line_supervisor', 'centre_manager'] as const;
export const READERS = ['line_supervisor', 'centre_manager', 'hr', 'auditor'] as const;
