/** Who does what about drivers (驾驶员管理的岗位). Serves LOG-1.5. */
export const FLEET_READERS = ['vehicle_dispatcher', 'general_affairs', 'centre_manager', 'logistics_head', 'driver', 'auditor'];
export const FLEET_KEEPERS = ['vehicle_dispatcher', 'general_affairs', 'centre_manager'];
