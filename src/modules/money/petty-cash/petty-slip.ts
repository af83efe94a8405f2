/** Expense slips (备用金支出单): small costs paid from the float at once, with a receipt, up to a limit. Serves VIP-6.1, P12, AS-28. */
import { cancelSlip, defineProcess, defineRegister, f, journalOf, parameter, post, posting, Refusal, reverse, rmbCapitals, takeStep, yuan } from '../../../kernel/index.ts';
import { openShiftOf } from '../../guests/shifts/index.ts';
import { ClubCash } from '../cash/index.ts';
import { floatOfShift } from './float.ts';
import { SlipLimit } from './parameters.ts';
import { assertSlip } from './rules.ts';
import { PettySlipPaper } from './slips.ts';

const CATEGORIES = { supplies: ['用品', 'Supplies'], transport: ['交通', 'Transport'], post: ['邮寄', 'Postage'], refund: ['客人退赔', 'Paid to a guest'], other: ['其他', 'Other'] } as const;

export const PettySlip = defineRegister('petty_slip', {
  label: ['备用金支出单', 'Petty-cash slip'],
  number: 'ZC-{yyyy}{mm}-{0000}',
  gapless: true,
  fields: {
    category: f.choice('类别', 'Kind', CATEGORIES),
    purpose: f.text('用途', 'For what', { max: 120 }),
    payee: f.text('付给', 'Paid to', { max: 60 }),
    amount: f.money('金额', 'Amount', { min: 1 }),
    receipt_no: f.text('凭证号', 'Receipt number', { max: 60, hint: ['发票、收据或车票上的号码；没有凭证不能支出', 'The number on the receipt; nothing is paid without one'] }),
    receipt: f.photo('凭证照片', 'Picture of the receipt', { optional: true, max: 4 }),
    shift: f.ref('当班', 'Till shift', 'shift', { optional: true, readonly: true }),
    float: f.ref('备用金', 'Float', 'petty_float', { optional: true, readonly: true }),
    spent_on: f.date('营业日', 'Business day', { optional: true, readonly: true }),
    why: f.text('冲销原因', 'Why reversed', { optional: true, readonly: true, max: 200 }),
  },
  title: ['purpose', 'amount'],
  list: ['category', 'purpose', 'payee', 'amount', 'shift', 'spent_on'],
  sorts: ['-number', '-spent_on'],
  indexes: [['float', 'state']],
  access: { read: ['vip_agent', 'duty_supervisor', 'vip_manager', 'finance', 'auditor'], create: ['vip_agent'] },
  empty: ['用备用金付的小额费用，每笔一单，附凭证。', 'Small costs paid from the float: one slip each, with the receipt.'],
  opening: {
    async facts({ tx }) {
      const shift = await openShiftOf(tx);
      return { shift, float: await floatOfShift(tx, shift.id), limit: await parameter(tx, SlipLimit, shift.business_day!) };
    },
    guard({ input, facts }) {
      if (!facts.float) throw new Refusal('petty_slip.no_float', ['本班没有备用金', 'This shift holds no float']);
      assertSlip(input.amount, facts.limit);
    },
    set: ({ facts, day }) => ({ shift: facts.shift.id, float: facts.float!.id, spent_on: day, unit_id: facts.shift.unit_id }),
    async effect({ tx, record, now }) {
      await post(tx, posting(ClubCash, 'float_slip', { amount: record.amount, owner: record.shift!, because: record.number, cause: { register: 'petty_slip', id: record.id }, at: now, unit: record.unit_id }));
      await takeStep(tx, PettySlipProcess, record.id, 'pay', {});
    },
  },
});

export const PettySlipProcess = defineProcess(PettySlip, 'written',
  {
    written: { label: ['待支出', 'To be paid'], tone: 'waiting' },
    recorded: { label: ['已支出', 'Paid'], tone: 'done' },
    reversed: { label: ['已冲销', 'Reversed'], tone: 'stopped' },
  },
  (step) => ({
    pay: step({
      label: ['支出', 'Pay'], from: ['written'], to: 'recorded', by: [], form: {},
      slip: {
        kind: PettySlipPaper,
        content: ({ record }) => ({
          lines: [
            { label: ['支出单', 'Slip'], value: record.number }, { label: ['类别', 'Kind'], value: CATEGORIES[record.category] }, { label: ['用途', 'For what'], value: record.purpose }, { label: ['付给', 'Paid to'], value: record.payee },
            { label: ['金额', 'Amount'], value: yuan(record.amount) }, { label: ['大写', 'In words'], value: rmbCapitals(record.amount) }, { label: ['凭证号', 'Receipt number'], value: record.receipt_no },
          ],
          stamps: [['现金付讫', 'Paid in cash']], boxes: [['经手人', 'Paid by'], ['收款人', 'Received by']],
        }),
      },
    }),
    reverse: step({
      label: ['冲销', 'Reverse'], tone: 'danger', from: ['recorded'], to: 'reversed', by: ['duty_supervisor'],
      hint: ['钱退回原班的备用金；交接之后不能再冲销', 'The money goes back into the float of that shift; not after it was handed over'],
      form: { why: f.text('冲销原因', 'Why reversed', { max: 200 }) },
      sign: [{ name: 'supervisor', label: ['当班主管', 'Supervisor on duty'], by: 'user', role: 'duty_supervisor' }],
      async facts({ tx, record }) {
        const [shift] = await tx.query<{ state: string }>(`select state from shift where tenant_id = $1 and id = $2${tx.looking ? '' : ' for share'}`, [tx.tenantId, record.shift]);
        return { open: shift?.state === 'open', journal: await journalOf(tx, ClubCash, 'float_slip', record.number) };
      },
      ready: ({ facts }) => (facts.open ? null : ['该班已截账，不能冲销', 'That shift is cut']),
      async effect({ tx, record, facts, input }) {
        await reverse(tx, ClubCash, facts.journal!, { because: `${record.number}/冲销`, unit: record.unit_id });
        await cancelSlip(tx, { register: 'petty_slip', recordId: record.id, kind: PettySlipPaper }, input.why);
      },
    }),
  }),
);
