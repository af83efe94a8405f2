/** Who does what about study and training (学习与培训的岗位). Serves FS-1.2, FS-1.5, LOG-10.5, LOG-10.6. */
export const ORGANISERS = ['centre_manager', 'dispatcher', 'branch_manager', 'training_clerk'] as const;
/** Those who sign themselves in at a session. */
export const ATTENDEES = ['technician', 'storekeeper', 'logistics_head', 'vehicle_dispatcher', 'driver', 'repair_clerk', 'store_clerk', 'estate_clerk'] as const;
export const CENTRE = ['centre_manager', 'dispatcher'] as const;
/** Those who reckon hours and marks from who was there (LOG-10.5, LOG-10.1). */
export const HOURS_READERS = ['wages_clerk', 'general_affairs'] as const;
export const READERS = ['centre_manager', 'dispatcher', 'branch_manager', 'training_clerk', 'logistics_head', 'hr', 'auditor'] as const;
