/** Pay (薪资): who earns what, kept from everybody but payroll and the person concerned. Front door of the module. */
import { defineModule } from '../../../kernel/index.ts';
import { MyPay, PayOf, PayRecord } from './pay-record.ts';

export { PayRecord, wagesOn } from './pay-record.ts';

export const pay = defineModule({
  name: 'pay',
  area: 'people',
  label: ['薪资', 'Pay'],
  roles: { payroll: ['薪资专员', 'Payroll clerk'], agent: ['坐席', 'Agent'], technician: ['技术员', 'Technician'] },
  registers: [PayRecord],
  queries: [MyPay, PayOf],
  pages: { own: { label: ['我的薪资', 'My pay'], access: ['agent', 'line_supervisor', 'centre_manager', 'attendance_clerk', 'hr', 'payroll', 'technician', 'branch_manager'] } },
});
