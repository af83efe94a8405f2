/** Who does what about policies and letters (制度与责任书的岗位). Serves FS-0.3, FS-1.3, FS-2.2. */
export const READERS = ['hr', 'centre_manager', 'dispatcher', 'branch_manager', 'general_affairs', 'auditor'] as const;
export const KEEPERS = ['centre_manager', 'hr'] as const;
export const CENTRE = ['dispatcher', 'centre_manager'] as const;
/** Everybody in field service may open the shelf and sign what is theirs. */
export const EVERYBODY = ['hr', 'centre_manager', 'dispatcher', 'branch_manager', 'technician', 'storekeeper', 'general_affairs', 'auditor'] as const;
export const SIGNERS = ['technician', 'branch_manager', 'dispatcher', 'centre_manager', 'storekeeper', 'hr'] as const;
