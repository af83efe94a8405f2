/** Kinds of leave (假别): paid or not, kept as a balance or not, whether proof and HR are asked. Serves CC-5.1a, SM-8. */
import { defineRegister, f } from '../../../kernel/index.ts';
import { READERS } from './roles.ts';

export const LeaveKind = defineRegister('leave_kind', {
  label: ['假别', 'Kind of leave'],
  number: 'JL-{000}',
  fields: {
    name: f.text('名称', 'Name', { max: 20 }),
    paid: f.yesNo('带薪', 'Paid'),
    keeps_balance: f.yesNo('按额度', 'From a balance', { hint: ['如年假、调休：只能在额度内请', 'Such as annual leave: only within what was granted'] }),
    needs_proof: f.yesNo('须附证明', 'Needs proof', { initial: false }),
    hr_from: f.integer('须人事确认的半天数', 'Half days from which HR confirms', { min: 1, max: 730, optional: true, hint: ['达到此半天数须人事再确认；留空则不须', 'From this many half days HR confirms too; empty: never'] }),
    retroactive_days: f.integer('可补请天数', 'Days it may be asked for afterwards', { min: 0, max: 60, initial: 3 }),
  },
  title: ['name'],
  list: ['name', 'paid', 'keeps_balance', 'needs_proof', 'hr_from', 'retroactive_days'],
  sorts: ['number', 'name'],
  unique: [['name']],
  access: { read: READERS, create: ['hr'], edit: ['hr'], archive: ['hr'], namesOpen: true },
  empty: ['还没有假别。人事先登记年假、病假、事假等。', 'No kinds of leave yet. HR enters annual, sick, personal leave and so on.'],
});
