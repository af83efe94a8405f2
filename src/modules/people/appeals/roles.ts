/** Who does what about appeals (申诉的岗位). Serves SM-3. */
export const FILERS = ['agent', 'line_supervisor', 'attendance_clerk', 'centre_manager', 'hr'] as const;
/** Enter what was handed in on paper. */
export const ENTER_FOR_OTHERS = ['hr', 'centre_manager', 'line_supervisor'] as const;
export const REVIEWERS = ['hr', 'centre_manager', 'operations_gm'] as const;
