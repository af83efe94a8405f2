/**
 * What somebody earns from a day on (薪资记录). Only payroll opens the register; the amounts are covered there too, and seeing one in the
 * clear asks for a reason and is written down. Everybody sees their own and nobody else's. Serves CC-3.2, AC-14.
 */
import { defineQuery, defineRegister, f, readRecord, Refusal, type Tx } from '../../../kernel/index.ts';
import { Employee } from '../staff/index.ts';

const PAYROLL = ['payroll'] as const;
const EVERYBODY = ['agent', 'line_supervisor', 'centre_manager', 'attendance_clerk', 'hr', 'payroll', 'technician', 'branch_manager'] as const;

export const PayRecord = defineRegister('pay_record', {
  label: ['薪资', 'Pay'],
  number: 'XZ-{00000}',
  fields: {
    employee: f.ref('员工', 'Employee', 'employee'),
    valid_from: f.date('起', 'From'),
    base: f.money('月薪', 'Monthly pay', { personal: true, readBy: PAYROLL }),
    allowance: f.money('津贴', 'Allowance', { personal: true, readBy: PAYROLL, optional: true }),
    note: f.text('说明', 'Note', { max: 200, optional: true, readBy: PAYROLL }),
  },
  title: ['employee', 'valid_from'],
  list: ['employee', 'valid_from', 'base', 'allowance'],
  sorts: ['-valid_from', '-number'],
  unique: [['employee', 'valid_from']],
  access: { read: PAYROLL, create: PAYROLL },
  empty: ['还没有薪资记录。只有薪资专员能打开这里。', 'No pay yet. Only payroll opens this register.'],
  opening: {
    facts: async ({ tx, input }) => ({ employee: await readRecord(tx, Employee, input.employee) }),
    guard({ input, facts }) { if (facts.employee && input.valid_from < facts.employee.hired_on) throw new Refusal('pay_record.before_hire', ['早于入职日', 'Before the day of hiring'], 422, { valid_from: [`不早于 ${facts.employee.hired_on}`, `Not before ${facts.employee.hired_on}`] }); },
    set: ({ facts }) => (facts.employee ? { unit_id: facts.employee.unit_id } : {}),
  },
});

export interface OwnPay { readonly number: string; readonly valid_from: string; readonly base: number; readonly allowance: number | null }
const rowsOf = (tx: Tx, employee: string): Promise<OwnPay[]> =>
  tx.query<OwnPay>('select number, valid_from, base::float8 as base, allowance::float8 as allowance from pay_record where tenant_id = $1 and employee = $2 and archived_at is null order by valid_from desc', [tx.tenantId, employee]);

export const MyPay = defineQuery('my_pay', {
  label: ['我的薪资', 'My pay'], access: EVERYBODY, params: {},
  async run(tx): Promise<OwnPay[]> {
    const [me] = await tx.query<{ id: string }>('select id from employee where tenant_id = $1 and app_user = $2 and archived_at is null', [tx.tenantId, tx.actor.id]);
    return me ? rowsOf(tx, me.id) : [];
  },
});

/** By person: one's own, or refused, whoever asks; payroll goes through the register, where looking is written down. */
export const PayOf = defineQuery('pay_of', {
  label: ['薪资', 'Pay of a person'], access: EVERYBODY, params: { employee: f.ref('员工', 'Employee', 'employee') },
  async run(tx, { employee }): Promise<OwnPay[]> {
    const person = await readRecord(tx, Employee, employee);
    if (person?.app_user !== tx.actor.id) throw new Refusal('pay.secret', ['薪资保密：只能看自己的（CC-3.2）', 'Pay is secret: only your own (CC-3.2)'], 403);
    return rowsOf(tx, employee);
  },
});

/** For payroll's own computations: the wage (pay and allowance) in force on a day, in fen. Asks for no post; whoever calls keeps it to payroll and the person. */
export async function wagesOn(tx: Tx, employees: readonly string[], day: string): Promise<ReadonlyMap<string, number>> {
  const rows = await tx.query<{ employee: string; wage: number }>(
    `select distinct on (employee) employee, (base + coalesce(allowance, 0))::float8 as wage from pay_record
     where tenant_id = $1 and employee = any($2) and valid_from <= $3 and archived_at is null order by employee, valid_from desc`, [tx.tenantId, employees, day]);
  return new Map(rows.map((r) => [r.employee, r.wage]));
}
