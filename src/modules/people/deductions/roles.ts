/** Who does what about money effects (赔偿与扣款的岗位). Wages and what is taken from them are for payroll and the person alone (CC-3.2). Serves SM-5. */
export const ASSESSORS = ['line_supervisor', 'centre_manager', 'general_affairs', 'hr'] as const;
export const DECIDERS = ['centre_manager', 'hr'] as const;
export const PAYROLL = ['payroll'] as const;
export const READERS = [...ASSESSORS, 'payroll', 'auditor'] as const;
/** Who may answer for themselves. */
export const PEOPLE = ['agent', 'technician', 'attendance_clerk', 'branch_manager', ...ASSESSORS] as const;
