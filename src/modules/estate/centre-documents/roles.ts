/** Who keeps the duty list of a centre and who reads its documents (中心文书的岗位). Serves TEA-3. */
export const KEEPERS = ['centre_manager', 'logistics_head', 'vip_director', 'operations_gm'] as const;
export const READERS = [...KEEPERS, 'general_affairs', 'dispatcher', 'hr', 'management_office', 'auditor'] as const;
