/**
 * What people owe, by kind (应扣账): put down, taken through payroll, paid in, waived; and what is returned when the decision falls. Neither kind ever falls below zero, so nothing is taken
 * twice. Dimensions: the claim, and the month of the payroll. Serves SM-5, LG-1.
 */
import { defineLedger } from '../../../kernel/index.ts';
import { PAYROLL } from './roles.ts';

export const OwedByStaff = defineLedger('owed_by_staff', {
  label: ['员工应扣账', 'Owed by staff'],
  unit: ['分', 'fen'],
  dimensions: [['赔偿与罚款单', 'Claim'], ['月份', 'Month']],
  accounts: {
    assessed: { label: ['累计列入', 'Put down'] },
    owed_compensation: { label: ['应扣赔偿', 'Compensation owed'], per: 'employee', floor: 0 },
    owed_fine: { label: ['应扣罚款', 'Fines owed'], per: 'employee', floor: 0 },
    payroll: { label: ['工资扣回', 'Taken through payroll'] },
    paid_in: { label: ['自行缴付', 'Paid in'] },
    waived: { label: ['免除', 'Waived'] },
    fallen: { label: ['依据已撤销', 'Decision fallen'] },
    to_return: { label: ['应退员工', 'To be returned'], per: 'employee', floor: 0 },
    returned: { label: ['已退还', 'Returned'] },
  },
  movements: {
    schedule_compensation: { label: ['赔偿列入扣款', 'Compensation put down'], from: 'assessed', to: 'owed_compensation' },
    deduct_compensation: { label: ['工资扣赔偿', 'Compensation deducted'], from: 'owed_compensation', to: 'payroll' },
    pay_compensation: { label: ['缴付赔偿', 'Compensation paid in'], from: 'owed_compensation', to: 'paid_in' },
    waive_compensation: { label: ['免除赔偿', 'Compensation waived'], from: 'owed_compensation', to: 'waived' },
    schedule_fine: { label: ['罚款列入扣款', 'Fine put down'], from: 'assessed', to: 'owed_fine' },
    deduct_fine: { label: ['工资扣罚款', 'Fine deducted'], from: 'owed_fine', to: 'payroll' },
    pay_fine: { label: ['缴付罚款', 'Fine paid in'], from: 'owed_fine', to: 'paid_in' },
    waive_fine: { label: ['免除罚款', 'Fine waived'], from: 'owed_fine', to: 'waived' },
    fall: { label: ['依据撤销，应退', 'Decision fallen, to be returned'], from: 'fallen', to: 'to_return' },
    give_back: { label: ['退还', 'Returned'], from: 'to_return', to: 'returned' },
  },
  read: [...PAYROLL, 'auditor'],
});
