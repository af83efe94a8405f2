/** Who issues protective supplies and who sets their norms (劳保用品的岗位). Serves LOG-9.2, LOG-10.2. */
import type { Label } from '../../../kernel/index.ts';

export const ROLES = {
  store_clerk: ['物资保管员', 'Store clerk'], logistics_head: ['后勤主任', 'Head of logistics'], general_affairs: ['总务处', 'General affairs'], finance: ['财务', 'Finance'], hr: ['人事', 'HR'],
} as const satisfies { readonly [role: string]: Label };
export const READERS = ['store_clerk', 'logistics_head', 'general_affairs', 'finance', 'hr', 'auditor'];
export const KEEPERS = ['store_clerk'];
export const HEADS = ['logistics_head', 'general_affairs'];
