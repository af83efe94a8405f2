/** Customers and sites (客户与站点). Front door of the module. */
import { defineModule, firstRecord } from '../../../kernel/index.ts';
import { Customer, CustomerProcess, Site, SiteProcess } from './customer.ts';

export { Customer, CustomerProcess, Site, SiteProcess } from './customer.ts';
export { kilometresBetween, type Position } from './rules.ts';

export const customers = defineModule({
  name: 'customers',
  area: 'service',
  label: ['客户与站点', 'Customers and sites'],
  roles: {
    dispatcher: ['调度员', 'Dispatcher'], branch_manager: ['区域经理', 'Branch manager'], technician: ['技术员', 'Technician'], centre_manager: ['中心经理', 'Centre manager'],
    storekeeper: ['库管', 'Storekeeper'], finance: ['财务', 'Finance'],
  },
  registers: [Customer, Site],
  firstSteps: [firstRecord(Customer, ['录入客户和地点，可从表格导入', 'Enter customers and sites, also from a table'])],
  processes: [CustomerProcess, SiteProcess],
});
