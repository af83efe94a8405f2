/**
 * The vocabulary of the contract ledger (挂账状态): which words the organisation uses, and what each counts as in the
 * three-way count. The words are data (CG-51); a word that nobody has said what it counts as breaks the count and is named.
 */
import { defineRegister, f } from '../../../kernel/index.ts';

export const READERS = ['dispatcher', 'branch_manager', 'technician', 'centre_manager', 'finance', 'management_office', 'supply', 'quality_control', 'auditor'];
export const KEEPERS = ['dispatcher', 'centre_manager', 'management_office'];

export const ContractLedgerStatus = defineRegister('contract_ledger_status', {
  label: ['挂账状态', 'Ledger status'],
  number: 'GZ{00}',
  fields: {
    code: f.text('代码', 'Code', { max: 20 }),
    name: f.text('名称', 'Name', { max: 40 }),
    counts_as: f.choice('计入', 'Counts as', {
      entered: ['已挂账', 'Entered'], not_to_enter: ['不挂账', 'Not to be entered'], not_entered: ['未挂账', 'Not yet entered'],
    }, { optional: true, hint: ['留空则不属于三类，合同履约表会点名用到它的合同', 'Empty: in none of the three groups; the report names the contracts that carry it'] }),
    list_order: f.integer('次序', 'Order', { min: 1 }),
  },
  title: ['name'],
  list: ['code', 'name', 'counts_as', 'list_order'],
  sorts: ['list_order', 'code'],
  unique: [['code']],
  access: { read: READERS, create: ['centre_manager', 'management_office'], edit: ['centre_manager', 'management_office'], archive: ['centre_manager', 'management_office'] },
  empty: ['先登记贵单位的挂账状态，并说明各计入哪一类。', 'Enter the words your organisation uses, and what each counts as.'],
});
