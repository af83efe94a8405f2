/** Who looks after the houses and who works in them (房产的岗位). Serves LOG-2.1, LOG-2.2. */
import type { Label } from '../../../kernel/index.ts';

export const ROLES = {
  estate_clerk: ['房产管理员', 'Estate clerk'], repair_clerk: ['报修员', 'Repair clerk'], repair_worker: ['维修工', 'Repair worker'], store_clerk: ['物资保管员', 'Store clerk'],
  logistics_head: ['后勤主任', 'Head of logistics'], general_affairs: ['总务处', 'General affairs'], finance: ['财务', 'Finance'],
} as const satisfies { readonly [role: string]: Label };
export const READERS = ['estate_clerk', 'repair_clerk', 'repair_worker', 'store_clerk', 'logistics_head', 'general_affairs', 'finance', 'auditor'];
export const KEEPERS = ['estate_clerk', 'general_affairs'];
export const HEADS = ['logistics_head', 'general_affairs'];
