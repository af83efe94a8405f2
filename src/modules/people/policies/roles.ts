/** Who does what about policies and letters (制度与责任书的岗位), in every area of the house. Serves FS-0.3, FS-1.3, FS-2.2, P-POLICY. */
import type { Label } from '../../../kernel/index.ts';

export const READERS = ['hr', 'centre_manager', 'dispatcher', 'branch_manager', 'general_affairs', 'logistics_head', 'vip_director', 'operations_gm', 'auditor'] as const;
/** Draft, publish and repeal the documents of their own unit. */
export const KEEPERS = ['centre_manager', 'hr', 'logistics_head', 'vip_director'] as const;
/** Read a management rule before it is approved; nobody reviews their own draft. */
export const REVIEWERS = ['general_affairs', 'finance', 'hr', 'centre_manager', 'logistics_head', 'vip_director'] as const;
export const APPROVERS = ['operations_gm', 'centre_manager', 'hr'] as const;
/** Look whether a rule is kept. */
export const CHECKERS = ['logistics_head', 'general_affairs', 'centre_manager', 'dispatcher', 'hr', 'vip_director'] as const;
export const CENTRE = ['dispatcher', 'centre_manager'] as const;

/** Everybody who may be bound by a rule: opens the shelf and signs what is theirs. */
export const POSTS: { readonly [post: string]: Label } = {
  hr: ['人事', 'HR'], centre_manager: ['中心经理', 'Centre manager'], dispatcher: ['调度员', 'Dispatcher'], branch_manager: ['区域经理', 'Branch manager'], technician: ['技术员', 'Technician'], storekeeper: ['库管', 'Storekeeper'],
  general_affairs: ['总务处', 'General affairs'], finance: ['财务', 'Finance'], operations_gm: ['经营总经理', 'Operations general manager'],
  agent: ['坐席', 'Agent'], line_supervisor: ['线路主管', 'Line supervisor'], attendance_clerk: ['考勤员', 'Attendance clerk'],
  vip_director: ['贵宾中心主任', 'VIP centre director'], vip_manager: ['客服经理', 'VIP manager'], vip_agent: ['客服专员', 'VIP agent'], front_desk: ['前台', 'Front desk'], duty_supervisor: ['当班主管', 'Supervisor on duty'],
  logistics_head: ['后勤主任', 'Head of logistics'], vehicle_dispatcher: ['车辆调度员', 'Vehicle dispatcher'], driver: ['驾驶员', 'Driver'], repair_clerk: ['报修员', 'Repair clerk'], store_clerk: ['物资保管员', 'Store clerk'],
  estate_clerk: ['房产管理员', 'Estate clerk'], repair_worker: ['维修工', 'Repair worker'], canteen_keeper: ['食堂管理员', 'Canteen keeper'], certificate_clerk: ['证件专员', 'Certificate clerk'],
  wages_clerk: ['劳资员', 'Wages clerk'], training_clerk: ['教育网员', 'Training clerk'], info_clerk: ['信息员', 'Information clerk'], standards_owner: ['标准化专责', 'Standards owner'], plan_owner: ['计划专责', 'Plan owner'],
  company_doctor: ['公司医生', 'Company doctor'], team_leader: ['领班', 'Team leader'], service_supervisor: ['服务部主管', 'Service supervisor'], guard: ['保安', 'Guard'], network_admin: ['网管', 'Network administrator'],
  management_office: ['管理部', 'Management office'], quality_control: ['质检部', 'Quality control'], supply: ['供应部', 'Supply'], payroll: ['薪资专员', 'Payroll clerk'],
};
export const SIGNERS: readonly string[] = Object.keys(POSTS);
export const EVERYBODY: readonly string[] = [...SIGNERS, 'auditor'];
