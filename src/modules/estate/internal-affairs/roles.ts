/** Who does what in the internal affairs of logistics (内部管理的岗位): five posts named by article 4, and who reads along. Serves LOG-10. */
import { SIGNERS } from '../../people/policies/index.ts';

export const ROLES = {
  logistics_head: ['后勤主任', 'Head of logistics'], wages_clerk: ['劳资员', 'Wages clerk'], training_clerk: ['教育网员', 'Training clerk'], info_clerk: ['信息员', 'Information clerk'],
  standards_owner: ['标准化专责', 'Standards owner'], plan_owner: ['计划专责', 'Plan owner'], centre_manager: ['中心经理', 'Centre manager'], hr: ['人事', 'HR'], general_affairs: ['总务处', 'General affairs'],
} as const;
export const HEADS = ['logistics_head', 'centre_manager'] as const;
const OVERSEERS = [...HEADS, 'general_affairs', 'auditor'] as const;
export const WAGES = ['wages_clerk'] as const;
export const WAGES_READERS = ['wages_clerk', 'hr', ...OVERSEERS] as const;
export const TEACHERS = ['training_clerk'] as const;
export const TRAINING_READERS = ['training_clerk', 'wages_clerk', 'hr', ...OVERSEERS] as const;
export const INFO = ['info_clerk'] as const;
export const INFO_READERS = ['info_clerk', ...OVERSEERS] as const;
export const STANDARDS = ['standards_owner'] as const;
export const STANDARDS_READERS = ['standards_owner', ...OVERSEERS] as const;
export const PLANNERS = ['plan_owner'] as const;
export const PLAN_READERS = ['plan_owner', 'wages_clerk', 'training_clerk', 'info_clerk', 'standards_owner', ...OVERSEERS] as const;
/** All five posts and the head write down work that falls under no sentence of its own. */
export const STAFF = ['logistics_head', 'wages_clerk', 'training_clerk', 'info_clerk', 'standards_owner', 'plan_owner'] as const;
export const STAFF_READERS = [...STAFF, 'centre_manager', 'general_affairs', 'auditor'] as const;
/** Whoever has a post has a score, and may object to it. */
export const ANYBODY = SIGNERS;
