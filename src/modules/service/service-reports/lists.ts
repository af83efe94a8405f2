/** Kinds of failure (故障类别): a list kept as data, by which the quality report counts; product lines are those of the equipment. Serves FS-5.10. */
import { defineRegister, f } from '../../../kernel/index.ts';

export const READERS = ['dispatcher', 'branch_manager', 'technician', 'centre_manager'];
const KEEPERS = ['dispatcher', 'centre_manager'];

/** As in the register of equipment. */
export const PRODUCTS = {
  heater: ['加热炉', 'Heater'], boiler: ['锅炉', 'Boiler'], separator: ['分离器', 'Separator'], burner: ['燃烧器', 'Burner'], skid: ['橇装装置', 'Skid'], other: ['其他', 'Other'],
} as const;
export type Product = keyof typeof PRODUCTS;

export const FailureKind = defineRegister('failure_kind', {
  label: ['故障类别', 'Kind of failure'],
  number: 'GZ{00}',
  fields: {
    code: f.text('代码', 'Code', { max: 10 }),
    name: f.text('名称', 'Name', { max: 40 }),
    list_order: f.integer('次序', 'Order'),
  },
  title: ['name'],
  list: ['code', 'name', 'list_order'],
  sorts: ['list_order'],
  unique: [['code']],
  access: { read: READERS, create: KEEPERS, edit: KEEPERS, archive: KEEPERS },
  empty: ['登记故障类别，服务报告由此选择，质量报告由此统计。', 'Kinds of failure that service reports choose from and the quality report counts by.'],
});
