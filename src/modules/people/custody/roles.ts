/** Who does what about things in custody (物品保管的岗位). Serves SM-11. */
export const KEEPERS = ['line_supervisor', 'centre_manager', 'general_affairs'] as const;
export const READERS = ['line_supervisor', 'centre_manager', 'general_affairs', 'hr', 'auditor'] as const;
