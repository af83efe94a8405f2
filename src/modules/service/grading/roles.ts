/** Who does what about grades and skills (岗位评定的岗位). Serves FS-2.3, SM-33. */
export const READERS = ['centre_manager', 'dispatcher', 'branch_manager', 'hr', 'auditor'] as const;
export const CENTRE = ['centre_manager', 'dispatcher'] as const;
export const RECOMMENDERS = ['branch_manager', 'centre_manager', 'dispatcher'] as const;
