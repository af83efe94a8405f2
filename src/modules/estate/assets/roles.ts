/** Who keeps fixed assets and who decides about them (固定资产的岗位). Serves LOG-3.1, LOG-3.2. */
import type { Label } from '../../../kernel/index.ts';

export const ROLES = {
  store_clerk: ['物资保管员', 'Store clerk'], logistics_head: ['后勤主任', 'Head of logistics'], general_affairs: ['总务处', 'General affairs'], finance: ['财务', 'Finance'],
  repair_clerk: ['报修员', 'Repair clerk'], estate_clerk: ['房产管理员', 'Estate clerk'],
} as const satisfies { readonly [role: string]: Label };
export const READERS = ['store_clerk', 'logistics_head', 'general_affairs', 'finance', 'repair_clerk', 'estate_clerk', 'auditor'];
export const KEEPERS = ['store_clerk'];
export const HEADS = ['logistics_head', 'general_affairs'];
/** Who may ask for an asset. */
export const ASKERS = ['store_clerk', 'logistics_head', 'general_affairs', 'repair_clerk', 'estate_clerk'];
