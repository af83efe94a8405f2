/**
 * Paying a bill in one step by as many tenders as the guest likes, cancelling an open one, taking a payment back on its day.
 * Cash goes to the till of the clerk's shift. Points listen to what happens here. Serves VIP-1.6, G18, G20, AS-05.
 */
import { calendar, dayOf, defineProcess, emit, f, journalOf, parameter, post, posting, readRecord, Refusal, rmbCapitals, reverse, updateRecord, type Tx, yuan } from '../../../kernel/index.ts';
import { MemberCard } from '../cards/index.ts';
import { benefitSaid, RoomSession } from '../rooms/index.ts';
import { openShiftOf } from '../shifts/index.ts';
import { spendFromCard, takeBackSpend } from '../stored-value/index.ts';
import { ClubCash } from '../../money/cash/index.ts';
import { Bill, CASHIERS } from './bill.ts';
import { BillTender, recordTender, tendersOf } from './bill-tender.ts';
import { StoredValueInvoicedAt } from './parameters.ts';
import { invoiceable, linesOf, tenderProblem, TENDERS, unearned, type Amounts, type InvoicedAt, type PaidLine } from './rules.ts';
import { TakenBackSlip, ReceiptSlip } from './slips.ts';

const money = (zh: string, en: string) => f.money(zh, en, { optional: true });

export const BillProcess = defineProcess(Bill, 'open',
  {
    open: {
      label: ['未结', 'Open'], tone: 'waiting',
      due: { step: 'pay', at: ({ day, calendar: of }) => calendar.endOfBusinessDay(day, of), escalateTo: 'duty_supervisor' },
    },
    paid: { label: ['已付', 'Paid'], tone: 'done' },
    cancelled: { label: ['已取消', 'Cancelled'], tone: 'stopped' },
    reversed: { label: ['已冲销', 'Taken back'], tone: 'alarm' },
  },
  (step) => ({
    pay: step({
      label: ['收款', 'Pay'], tone: 'primary', from: ['open'], to: 'paid', by: CASHIERS,
      hint: ['可用几种方式合付，合计须等于应付金额；现金进入您当班的钱箱', 'Several tenders may pay together and must make the total; cash goes into the till of your shift'],
      form: {
        cash: money(...TENDERS.cash), bank_card: money(...TENDERS.bank_card), mobile: money(...TENDERS.mobile), transfer: money(...TENDERS.transfer), voucher: money(...TENDERS.voucher),
        stored_value: money(...TENDERS.stored_value), card: f.ref('支付的储值卡', 'Card that pays', 'member_card', { optional: true }),
      },
      facts: async ({ tx, day }) => ({ invoicedAt: (await parameter(tx, StoredValueInvoicedAt, day)) as InvoicedAt }),
      preview: ({ record }) => ({ lines: [[`应付 ${yuan(record.total)}`, `To pay ${yuan(record.total)}`]] }),
      guard({ record, input }) {
        const problem = tenderProblem(record, input, input.card);
        if (problem) throw new Refusal(`bill.${problem.code}`, problem.label, 422, { [problem.field]: problem.label });
      },
      set: ({ now }) => ({ paid_at: now }),
      async effect({ tx, record, input, facts, day, now }) {
        const paid = await take(tx, record, input, { card: input.card, day, at: now });
        const lines = paid.map((line) => ({ ...line, invoiceable: invoiceable(line, record.kind, facts.invoicedAt) }));
        for (const { tender, amount, principal, bonus, shift, ...line } of lines) {
          await recordTender(tx, { bill: record.id, tender, amount, principal, bonus, invoiceable: line.invoiceable, shift, card: tender === 'stored_value' ? input.card : null, paid_on: day, unit_id: record.unit_id });
        }
        await updateRecord(tx, Bill, record, { bonus: unearned(paid), invoiceable: lines.reduce((sum, line) => sum + line.invoiceable, 0) });
        emit(tx, 'bill.paid', { bill: record.id });
      },
      slip: {
        kind: ReceiptSlip,
        async content({ tx, record }) {
          const lines = await tendersOf(tx, record.id);
          const session = record.session === null ? null : await readRecord(tx, RoomSession, record.session);
          return {
            lines: [{ label: ['账单号', 'Bill'], value: record.bill_no }, ...(record.ticket_no === null ? [] : [{ label: ['小票号', 'Ticket'] as const, value: record.ticket_no }]), ...(record.room === null ? [] : [{ label: ['包厢', 'Room'] as const, value: record.room }]), { label: ['应付金额', 'Total'], value: yuan(record.total) }, { label: ['大写', 'In words'], value: rmbCapitals(record.total) },
              // Decided by the benefits above, which write it on the session.
              ...(session?.benefit_note ? [{ label: ['会员权益', 'Benefit'] as const, value: benefitSaid(session) }] : [])],
            table: {
              columns: [['支付方式', 'Tender'], ['金额', 'Amount'], ['可开票', 'May be invoiced']],
              rows: lines.map((line) => [TENDERS[line.tender], yuan(line.amount), yuan(line.invoiceable)]),
            },
            stamps: [['已收款', 'Paid']],
          };
        },
      },
    }),
    cancel: step({
      label: ['取消账单', 'Cancel'], tone: 'danger', from: ['open'], to: 'cancelled', by: ['duty_supervisor', 'finance'],
      form: { cancelled_for: f.text('取消原因', 'Why cancelled', { max: 200 }) },
      effect: async ({ tx, record }) => { emit(tx, 'bill.cancelled', { bill: record.id }); },
    }),
    take_back: step({
      label: ['冲销收款', 'Take the payment back'], tone: 'danger', from: ['paid'], to: 'reversed', by: ['duty_supervisor'],
      hint: ['限当日；钱按原方式退回，所积的分一并收回', 'On the same day only; the money goes back as it came, and so do the points'],
      form: { cancelled_for: f.text('冲销原因', 'Why taken back', { max: 200 }) },
      sign: [{ name: 'supervisor', label: ['当班主管', 'Supervisor on duty'], by: 'user', role: 'duty_supervisor' }],
      facts: async ({ tx, record }) => ({ paidOn: record.paid_at ? await dayOf(tx, record.paid_at, record.unit_id) : null }),
      ready: ({ facts, day }) => (facts.paidOn === day ? null : ['只能在收款当日冲销', 'Only on the day it was paid']),
      async effect({ tx, record, now }) {
        for (const line of await tendersOf(tx, record.id)) {
          await giveBack(tx, record, line);
          await updateRecord(tx, BillTender, line, { taken_back_at: now });
        }
        emit(tx, 'bill.reversed', { bill: record.id });
      },
      slip: {
        kind: TakenBackSlip,
        content: ({ record, input }) => ({
          lines: [{ label: ['账单号', 'Bill'], value: record.bill_no }, { label: ['退回金额', 'Given back'], value: yuan(record.total) }, { label: ['大写', 'In words'], value: rmbCapitals(record.total) }, { label: ['原因', 'Why'], value: input.cancelled_for }],
          stamps: [['已冲销', 'Taken back']],
        }),
      },
    }),
  }),
);

interface Paying { readonly id: string; readonly number: string; readonly unit_id: string; readonly kind: 'consumption' | 'recharge' }
interface Taken extends PaidLine { readonly shift: string | null }

/** Each tender goes where it belongs. A recharge bill moves nothing here: its money is posted by the deposit onto the card. */
async function take(tx: Tx, bill: Paying, amounts: Amounts, c: { readonly card: string | null; readonly day: string; readonly at: Date }): Promise<Taken[]> {
  const taken: Taken[] = [];
  for (const line of linesOf(amounts)) {
    const common = { amount: line.amount, because: `${bill.number}/${line.tender}`, cause: { register: 'bill', id: bill.id }, at: c.at, unit: bill.unit_id };
    const plain = { ...line, principal: 0, bonus: 0, shift: null };
    if (bill.kind === 'recharge' || line.tender === 'voucher') taken.push(plain);
    else if (line.tender === 'stored_value') taken.push({ ...plain, ...(await spendFromCard(tx, { card: c.card!, amount: line.amount, because: bill.number, cause: common.cause, at: c.at })) });
    else if (line.tender === 'cash') {
      const shift = (await openShiftOf(tx, bill.unit_id)).id;
      await post(tx, posting(ClubCash, 'bill_cash', { ...common, owner: shift }));
      taken.push({ ...plain, shift });
    } else {
      await post(tx, posting(ClubCash, 'bill_bank', common));
      taken.push(plain);
    }
  }
  return taken;
}

async function giveBack(tx: Tx, bill: Paying, line: { readonly tender: keyof typeof TENDERS; readonly card: string | null }): Promise<void> {
  if (bill.kind === 'recharge' || line.tender === 'voucher') return;
  if (line.tender === 'stored_value') {
    const card = line.card ? await readRecord(tx, MemberCard, line.card) : null;
    if (card) await takeBackSpend(tx, card, bill.number);
    return;
  }
  const because = `${bill.number}/${line.tender}`;
  const journal = await journalOf(tx, ClubCash, line.tender === 'cash' ? 'bill_cash' : 'bill_bank', because);
  if (journal) await reverse(tx, ClubCash, journal, { because: `${because}/冲销`, unit: bill.unit_id });
}
