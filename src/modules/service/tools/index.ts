/** Instruments and tools (仪器工具): the set each branch must have, each piece with its custodian and calibration. Front door of the module. */
import { defineModule } from '../../../kernel/index.ts';
import { CompletenessQuery, incompleteBranches, ToolCompleteness, ToolGaps } from './reports.ts';
import { ToolKind, ToolRequirement } from './required-set.ts';
import { REPORT_READERS } from './roles.ts';
import { ToolItem, ToolItemProcess } from './tool-item.ts';

export { ToolKind, ToolRequirement } from './required-set.ts';
export { ToolItem, ToolItemProcess } from './tool-item.ts';

export const tools = defineModule({
  name: 'tools',
  area: 'service',
  label: ['仪器工具', 'Instruments and tools'],
  roles: {
    dispatcher: ['调度员', 'Dispatcher'], branch_manager: ['区域经理', 'Branch manager'], technician: ['技术员', 'Technician'], centre_manager: ['中心经理', 'Centre manager'], storekeeper: ['库管', 'Storekeeper'],
  },
  registers: [ToolKind, ToolRequirement, ToolItem],
  processes: [ToolItemProcess],
  reports: [ToolCompleteness, ToolGaps],
  queries: [CompletenessQuery],
  pages: { completeness: { label: ['仪器工具齐全表', 'Completeness of tools'], access: REPORT_READERS } },
  figures: [incompleteBranches],
});
