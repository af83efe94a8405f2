/** Who reads and who writes in the director's part. */
export const DIRECTOR = ['vip_director'] as const;
export const LEADERS = ['vip_director', 'vip_manager'] as const;
export const STAFF = ['vip_agent', 'duty_supervisor', 'vip_manager', 'vip_director'] as const;
export const READERS = [...STAFF, 'operations_gm', 'auditor'] as const;
