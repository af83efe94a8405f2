/** The catalogue of parts (配件目录): what may be stocked, applied for and fitted, and whether each piece has a serial number. Serves FS-3.4, SM-25. */
import { defineRegister, f } from '../../../kernel/index.ts';
import { READERS } from './roles.ts';

const KEEPS = ['storekeeper', 'dispatcher'];

export const Part = defineRegister('part', {
  label: ['配件', 'Part'],
  number: 'PJ-{0000}',
  fields: {
    code: f.text('图号', 'Part no.', { max: 30, hint: ['厂家图号或物料号', 'The manufacturer’s part number'] }),
    name: f.text('名称', 'Name', { max: 60 }),
    spec: f.text('规格型号', 'Specification', { max: 80, optional: true }),
    measure: f.text('计量单位', 'Unit of measure', { max: 10, hint: ['个、套、只', 'piece, set'] }),
    serialised: f.yesNo('有出厂编号', 'Has a serial number', { hint: ['更换时须登记新旧两头的编号', 'Both serial numbers are recorded when it is replaced'] }),
    minimum: f.integer('总部最低库存', 'Least stock at head office', { optional: true, min: 0, max: 100_000 }),
  },
  title: ['name', 'spec'],
  list: ['code', 'name', 'spec', 'measure', 'serialised', 'minimum'],
  sorts: ['code', 'name', '-number'],
  unique: [['code']],
  access: { read: READERS, create: KEEPS, edit: KEEPS, archive: KEEPS, namesOpen: true },
  empty: ['还没有配件。库管逐个登记，或从表格导入。', 'No parts yet. The storekeeper adds them, or imports a spreadsheet.'],
});
