/** Who does what about study and training (学习与培训的岗位). Serves FS-1.2, FS-1.5. */
export const ORGANISERS = ['centre_manager', 'dispatcher', 'branch_manager'] as const;
export const CENTRE = ['centre_manager', 'dispatcher'] as const;
export const READERS = ['centre_manager', 'dispatcher', 'branch_manager', 'hr', 'auditor'] as const;
