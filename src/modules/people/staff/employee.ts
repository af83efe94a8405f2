/**
 * The staff register (员工台账): who works here, since when, in which branch or line; and, dated, whether that place takes calls.
 * Serves FS-1.1 (29 service staff by branch), CG-28 (takes_calls dated) and is what discipline, attendance and orders point to.
 */
import { defineRegister, f, readRecord } from '../../../kernel/index.ts';
import { refuseWrongAssignment, refuseWrongEmployment, type Assignment } from './rules.ts';

const READERS = ['hr', 'attendance_clerk', 'line_supervisor', 'centre_manager', 'branch_manager', 'dispatcher', 'vip_director', 'vip_manager', 'duty_supervisor', 'general_affairs', 'logistics_head', 'repair_clerk', 'store_clerk', 'estate_clerk'];

export const Employee = defineRegister('employee', {
  label: ['员工', 'Employee'],
  number: 'YG-{00000}',
  fields: {
    staff_no: f.text('工号', 'Staff number', { max: 20 }),
    name: f.personName('姓名', 'Name'),
    job_title: f.text('职务', 'Position', { max: 40, optional: true }),
    line: f.unit('线路', 'Line', { optional: true, hint: ['呼叫中心员工所在线路', 'For call-centre staff'] }),
    app_user: f.ref('登录用户', 'Sign-in', 'app_user', { optional: true }),
    hired_on: f.date('入职日', 'Hired on'),
    left_on: f.date('离职日', 'Left on', { optional: true, hint: ['最后工作日', 'Last day at work'] }),
  },
  title: ['name', 'staff_no'],
  list: ['staff_no', 'name', 'job_title', 'line', 'hired_on', 'left_on'],
  sorts: ['staff_no', 'name', '-hired_on'],
  indexes: [['unit_id'], ['app_user']],
  unique: [['staff_no']],
  // Agents swap shifts with a colleague whom they must be able to choose.
  access: { read: READERS, create: ['hr'], edit: ['hr'], archive: ['hr'], own: 'app_user', namesOpen: true },
  empty: ['还没有员工。人事在此登记员工，或从表格导入。', 'No employees yet. HR adds them here or imports a spreadsheet.'],
  opening: { guard: ({ input }) => refuseWrongEmployment(input) },
});

export const EmployeeAssignment = defineRegister('employee_assignment', {
  label: ['岗位安排', 'Assignment'],
  number: 'AP-{00000}',
  fields: {
    employee: f.ref('员工', 'Employee', 'employee'),
    place: f.unit('部门或线路', 'Unit or line'),
    takes_calls: f.yesNo('接听电话', 'Takes calls', { hint: ['不接听电话者无须佩戴耳麦', 'Those who take no calls need no headset'] }),
    valid_from: f.date('起', 'From'),
    valid_to: f.date('止', 'To', { optional: true, hint: ['含当日；留空表示长期', 'That day included; empty: until further notice'] }),
  },
  title: ['employee', 'valid_from'],
  list: ['employee', 'place', 'takes_calls', 'valid_from', 'valid_to'],
  sorts: ['-valid_from'],
  indexes: [['place']],
  unique: [['employee', 'valid_from']],
  access: { read: READERS, create: ['hr', 'line_supervisor'], edit: ['hr', 'line_supervisor'], archive: ['hr'] },
  empty: ['还没有岗位安排。没有安排的员工按其所在部门计。', 'No assignments yet. Without one, people count in the unit of their staff record.'],
  opening: {
    facts: async ({ tx, input }) => ({
      employment: await readRecord(tx, Employee, input.employee),
      // Not the assignment itself, when it is being edited: two never begin on the same day.
      others: await tx.query<Assignment>(
        `select place, takes_calls, valid_from, valid_to from employee_assignment
         where tenant_id = $1 and employee = $2 and archived_at is null and valid_from <> $3`, [tx.tenantId, input.employee, input.valid_from]),
    }),
    guard({ input, facts }) {
      // A reference to nobody is refused by the kernel; without this the guard would be asked first.
      if (facts.employment) refuseWrongAssignment(input, facts.employment, facts.others);
    },
  },
});
