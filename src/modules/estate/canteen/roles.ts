/** Who runs the canteen, who looks on, who eats there (食堂的岗位). Serves P28. */
export const KEEPERS = ['canteen_keeper'] as const;
export const HEADS = ['general_affairs', 'logistics_head'] as const;
export const READERS = [...KEEPERS, ...HEADS, 'finance', 'auditor'] as const;
/** Anybody of the house may say what they think of a meal; posts that work where the canteen is. */
export const DINERS = [...KEEPERS, ...HEADS, 'store_clerk', 'repair_clerk', 'repair_worker', 'estate_clerk', 'vehicle_dispatcher', 'vip_agent', 'agent', 'finance'] as const;
