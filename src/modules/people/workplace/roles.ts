/** Who does what about order at the workplace (工作现场的岗位). Serves CC-1, CC-2, CC-4. */
export const WALKERS = ['line_supervisor', 'centre_manager'] as const;
export const CLOSERS = ['agent', 'line_supervisor', 'centre_manager'] as const;
export const READERS = ['line_supervisor', 'centre_manager', 'hr', 'auditor'] as const;
