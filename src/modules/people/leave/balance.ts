/** Leave balance as a ledger (假期额度账): granted, taken, given back; nobody takes more than is there. In half days. Serves SM-8. */
import { defineLedger, defineProcess, defineRegister, f, post, posting, readRecord, Refusal } from '../../../kernel/index.ts';
import { Employee } from '../staff/index.ts';
import { LeaveKind } from './kinds.ts';
import { READERS } from './roles.ts';

export const LeaveBalance = defineLedger('leave_balance', {
  label: ['假期额度', 'Leave balance'], unit: ['半天', 'half days'], read: [...READERS],
  accounts: {
    granted: { label: ['发放', 'Granted'] },
    balance: { label: ['余额', 'Balance'], per: 'leave_entitlement', floor: 0 },
    taken: { label: ['已休', 'Taken'] },
  },
  movements: {
    grant: { label: ['发放额度', 'Granted'], from: 'granted', to: 'balance' },
    reduce: { label: ['核减额度', 'Reduced'], from: 'balance', to: 'granted' },
    take: { label: ['批准请假', 'Leave approved'], from: 'balance', to: 'taken' },
    give_back: { label: ['退回额度', 'Given back'], from: 'taken', to: 'balance' },
  },
});

export const LeaveEntitlement = defineRegister('leave_entitlement', {
  label: ['假期额度', 'Leave entitlement'],
  number: 'JE-{yyyy}-{0000}',
  fields: {
    employee: f.ref('员工', 'Employee', 'employee'),
    kind: f.ref('假别', 'Kind', 'leave_kind'),
    year: f.integer('年度', 'Year', { min: 2000, max: 2100, grouped: false }),
    half_days: f.integer('发放（半天）', 'Granted (half days)', { min: 1, max: 200, hint: ['10 个半天即 5 天', '10 half days are 5 days'] }),
    person: f.ref('本人', 'The person', 'app_user', { optional: true, readonly: true }),
  },
  title: ['employee', 'kind', 'year'],
  list: ['employee', 'kind', 'year', 'half_days'],
  sorts: ['-year', '-number'],
  unique: [['employee', 'kind', 'year']],
  access: { read: READERS, create: ['hr'], own: 'person' },
  empty: ['还没有发放额度。人事按人、按年发放年假等额度。', 'Nothing granted yet. HR grants annual leave by person and year.'],
  opening: {
    facts: async ({ tx, input }) => ({ employee: await readRecord(tx, Employee, input.employee), kind: await readRecord(tx, LeaveKind, input.kind) }),
    guard({ facts }) {
      if (facts.kind && !facts.kind.keeps_balance) throw new Refusal('leave_entitlement.no_balance', ['这个假别不按额度', 'This kind has no balance'], 422, { kind: ['请选择按额度的假别', 'Choose a kind with a balance'] });
    },
    set: ({ facts }) => (facts.employee ? { person: facts.employee.app_user, unit_id: facts.employee.line ?? facts.employee.unit_id } : {}),
    async effect({ tx, record, now }) {
      await post(tx, posting(LeaveBalance, 'grant', { amount: record.half_days, owner: record.id, because: record.number, at: now, cause: { register: 'leave_entitlement', id: record.id } }));
    },
  },
});

export const LeaveEntitlementProcess = defineProcess(LeaveEntitlement, 'granted',
  { granted: { label: ['有效', 'In force'], tone: 'done' } },
  (step) => ({
    adjust: step({
      label: ['调整', 'Adjust'], from: ['granted'], to: 'granted', by: ['hr'],
      form: { by: f.integer('增减（半天）', 'More or less (half days)', { min: -200, max: 200, hint: ['负数为核减', 'Negative: fewer'] }), reason: f.text('原因', 'Reason', { max: 200 }) },
      guard({ input }) { if (input.by === 0) throw new Refusal('leave_entitlement.zero', ['增减不能为零', 'Not zero'], 422, { by: ['请填写增减数', 'Give a number'] }); },
      set: ({ record, input }) => ({ half_days: record.half_days + input.by }),
      async effect({ tx, record, input, now }) {
        await post(tx, posting(LeaveBalance, input.by > 0 ? 'grant' : 'reduce', { amount: Math.abs(input.by), owner: record.id, because: `${record.number}/${record.version}`, at: now, cause: { register: 'leave_entitlement', id: record.id } }));
      },
    }),
  }),
);
