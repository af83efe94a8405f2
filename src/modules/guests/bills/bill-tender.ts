/** The tenders of a paid bill (支付明细): what was paid how, from which half of a card, and what of it may be invoiced. Serves G18, VIP-6.4. */
import { createRecord, defineRegister, f, tables, type NewOf, type RowOf, type Tx } from '../../../kernel/index.ts';
import { BILL_READERS } from './bill.ts';
import { TENDERS } from './rules.ts';

export const BillTender = defineRegister('bill_tender', {
  label: ['支付明细', 'Tender of a bill'],
  number: 'ZF-{yyyy}{mm}{dd}-{00000}',
  fields: {
    bill: f.ref('账单', 'Bill', 'bill'),
    tender: f.choice('支付方式', 'Tender', TENDERS),
    amount: f.money('金额', 'Amount'),
    principal: f.money('其中本金', 'Of it principal'),
    bonus: f.money('其中赠送', 'Of it bonus'),
    invoiceable: f.money('可开票金额', 'May be invoiced'),
    card: f.ref('储值卡', 'Card', 'member_card', { optional: true }),
    shift: f.ref('收款当班', 'Till shift', 'shift', { optional: true }),
    paid_on: f.date('营业日', 'Business day'),
    taken_back_at: f.dateTime('冲销时间', 'Taken back at', { optional: true }),
  },
  title: ['tender', 'amount'],
  list: ['bill', 'tender', 'amount', 'principal', 'bonus', 'invoiceable', 'shift', 'paid_on'],
  sorts: ['-number'],
  indexes: [['paid_on', 'tender']],
  unique: [['bill', 'tender']],
  hidden: true,
  access: { read: BILL_READERS, create: [] },
  empty: ['收款时自动记录。', 'Written when a bill is paid.'],
});

/** Nobody types one; paying writes it, as whoever took the money. */
export async function recordTender(tx: Tx, line: NewOf<typeof BillTender>): Promise<void> {
  await createRecord(tx, BillTender, line);
}

/** What a bill was paid with and what of each tender may be invoiced; empty until it is paid and after it was taken back. */
export async function tendersOf(tx: Tx, bill: string): Promise<RowOf<typeof BillTender>[]> {
  const rows = await tables(tx, BillTender).selectFrom('bill_tender').selectAll().where('tenant_id', '=', tx.tenantId).where('bill', '=', bill).where('taken_back_at', 'is', null).orderBy('number').execute();
  return rows.map((row) => ({ ...row, amount: Number(row.amount), principal: Number(row.principal), bonus: Number(row.bonus), invoiceable: Number(row.invoiceable) }));
}
