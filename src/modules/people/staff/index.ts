/** Staff (员工): the register of everybody who works here. Front door of the module. */
import { defineModule, firstRecord } from '../../../kernel/index.ts';
import { Employee, EmployeeAssignment } from './employee.ts';
import { StaffByUnit } from './headcount.ts';

export { type Colleague, colleagueOn, colleaguesAt, type ServicePlace, servicePlaces } from './branches.ts';
export { Employee, EmployeeAssignment } from './employee.ts';
export { headcountOf, StaffByUnit, staffOn } from './headcount.ts';
export { assignmentOn, employedOn, placeOn, takesCallsOn } from './rules.ts';

export const staff = defineModule({
  name: 'staff',
  area: 'people',
  label: ['员工', 'Staff'],
  roles: {
    hr: ['人事', 'HR'], attendance_clerk: ['考勤员', 'Attendance clerk'], line_supervisor: ['线路主管', 'Line supervisor'],
    centre_manager: ['中心经理', 'Centre manager'], branch_manager: ['区域经理', 'Branch manager'], dispatcher: ['调度员', 'Dispatcher'],
    vip_director: ['贵宾中心主任', 'VIP centre director'], vip_manager: ['客服经理', 'VIP manager'], duty_supervisor: ['当班主管', 'Supervisor on duty'], general_affairs: ['总务处', 'General affairs'],
    logistics_head: ['后勤主任', 'Head of logistics'], repair_clerk: ['报修员', 'Repair clerk'], store_clerk: ['物资保管员', 'Store clerk'], estate_clerk: ['房产管理员', 'Estate clerk'],
  },
  leads: ['centre_manager', 'branch_manager', 'line_supervisor', 'vip_director', 'vip_manager', 'logistics_head'],
  registers: [Employee, EmployeeAssignment],
  firstSteps: [firstRecord(Employee, ['录入员工，可从表格导入', 'Enter the employees, also from a table'])],
  reports: [StaffByUnit],
});
