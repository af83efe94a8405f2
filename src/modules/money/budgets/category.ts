/** Cost categories (费用科目) of the service centre, and from when on a warning is given. Serves FS-3.1, SM-28, CG-44. */
import { defineParameter, defineRegister, f } from '../../../kernel/index.ts';
import { ON_OVERSPEND } from './rules.ts';

export const OFFICE = ['finance', 'centre_manager'];
export const EVERYBODY = ['finance', 'centre_manager', 'dispatcher', 'branch_manager', 'technician', 'auditor'];

export const WarnPercent = defineParameter('budgets.warn_percent', {
  label: ['预算预警线', 'Budget warning'],
  help: ['某科目当月已支出与已承诺达到额度的这一百分比时提醒；超过 100% 时按科目的设定处理。', 'From this share of a month’s quota on, people are warned; above 100 % the category’s own setting decides.'],
  field: f.integer('百分比', 'Per cent', { min: 1, max: 100, unit: ['%', '%'] }),
  source: 'SM-28',
  default: 80,
  writeBy: OFFICE,
});

export const BudgetCategory = defineRegister('budget_category', {
  label: ['费用科目', 'Cost category'],
  number: 'KM{000}',
  fields: {
    code: f.text('代码', 'Code', { max: 20 }),
    name: f.text('名称', 'Name', { max: 40 }),
    list_order: f.integer('排列顺序', 'Order', { min: 1, max: 999 }),
    on_overspend: f.choice('超出额度时', 'Above the quota', ON_OVERSPEND, { initial: 'escalate' }),
    takes_parts: f.yesNo('与配件成本对照', 'Compared with parts fitted', { optional: true, hint: ['预算执行页把本科目的支出与同期装用配件的成本对照', 'The budget page lays what is spent here beside the cost of parts fitted in the period'] }),
  },
  title: ['name'],
  list: ['name', 'code', 'list_order', 'on_overspend'],
  sorts: ['list_order'],
  unique: [['code'], ['name']],
  access: { read: EVERYBODY, create: OFFICE, edit: OFFICE, archive: OFFICE, namesOpen: true },
  empty: ['先列出费用科目，再分配每月额度。', 'List the cost categories first; then give them monthly quotas.'],
});
