/**
 * Invoices issued (开票): against small ticket and room slip, once for each ticket, numbers in order from what the shift holds.
 * Serves VIP-6.3 to VIP-6.6, P10, G17, G18, AS-22, AS-25, AS-27.
 */
import { calendar, calendarOf, defineRegister, f, readRecord, type Tx } from '../../../kernel/index.ts';
import { Bill, billByTicket } from '../../guests/bills/index.ts';
import { sessionByNumber } from '../../guests/rooms/index.ts';
import { openShiftOf } from '../../guests/shifts/index.ts';
import { MODELS } from './batch.ts';
import { assertPapers } from './rules.ts';

export const Invoice = defineRegister('invoice', {
  label: ['开票', 'Invoice'],
  number: 'KP-{yyyy}{mm}-{00000}',
  gapless: true,
  fields: {
    ticket_no: f.text('小票号', 'Small ticket', { max: 40 }),
    room_slip_no: f.text('开房单号', 'Room slip', { max: 40 }),
    requested_by: f.text('带客人来的服务员', 'Brought by', { optional: true, max: 40, hint: ['工号或姓名', 'Staff number or name'] }),
    buyer: f.text('抬头', 'Buyer', { optional: true, max: 120 }),
    buyer_tax_no: f.text('税号', 'Tax number', { optional: true, max: 30 }),
    bill: f.ref('账单', 'Bill', 'bill', { optional: true, readonly: true }),
    session: f.ref('开房', 'Session', 'room_session', { optional: true, readonly: true }),
    room: f.text('包厢号', 'Room', { optional: true, readonly: true, max: 20 }),
    amount: f.money('可开票金额', 'May be invoiced', { optional: true, readonly: true }),
    type: f.ref('发票种类', 'Kind', 'invoice_type', { optional: true, readonly: true }),
    model: f.choice('方式', 'Model', MODELS, { optional: true, readonly: true }),
    issued_amount: f.money('开票金额', 'Issued', { optional: true, readonly: true }),
    uncovered: f.money('未能开出', 'Not covered', { optional: true, readonly: true }),
    consent: f.yesNo('客人同意', 'Guest agreed', { optional: true, readonly: true }),
    sheets: f.text('面额与张数', 'Denominations', { optional: true, readonly: true, max: 200 }),
    numbers: f.text('发票号码', 'Invoice numbers', { optional: true, readonly: true, max: 400 }),
    pieces: f.integer('张数', 'Sheets', { optional: true, readonly: true }),
    shift: f.ref('当班', 'Till shift', 'shift', { optional: true, readonly: true }),
    issued_at: f.dateTime('开具时间', 'Issued at', { optional: true, readonly: true }),
    issued_on: f.date('营业日', 'Business day', { optional: true, readonly: true }),
    issued_by: f.personName('开具人', 'Issued by', { optional: true, readonly: true }),
    red_no: f.text('红字发票号', 'Red-letter number', { optional: true, readonly: true, max: 40 }),
    why: f.text('作废或红冲原因', 'Why voided or written off', { optional: true, readonly: true, max: 200 }),
  },
  title: ['ticket_no', 'numbers'],
  list: ['ticket_no', 'room', 'issued_amount', 'numbers', 'issued_at', 'issued_by'],
  sorts: ['-number', '-issued_at'],
  indexes: [['shift', 'state'], ['bill'], ['issued_on']],
  access: { read: ['vip_agent', 'duty_supervisor', 'vip_manager', 'finance', 'auditor'], create: ['vip_agent'] },
  empty: ['在“开票台”凭小票和开房单开具；同一小票只开一次。', 'Issued at the invoice desk against ticket and room slip, once for each ticket.'],
  opening: {
    facts: ({ tx, input }) => papersOf(tx, input.ticket_no, input.room_slip_no),
    guard: ({ facts }) => assertPapers(facts),
    // One ticket has one name, whichever number the clerk typed.
    set: ({ facts }) => ({
      ticket_no: facts.ticket!.ticket_no ?? facts.ticket!.bill_no, bill: facts.ticket!.id, session: facts.session!.id, room: facts.ticket!.room, amount: facts.ticket!.invoiceable, shift: facts.shift.id, unit_id: facts.shift.unit_id,
    }),
  },
});

/** The bill is locked, so that two clerks with the same ticket see each other. */
export async function papersOf(tx: Tx, ticketNo: string, roomSlipNo: string) {
  const shift = await openShiftOf(tx);
  const found = await billByTicket(tx, ticketNo);
  const ticket = found && (await readRecord(tx, Bill, found.id, { lock: true }));
  const session = (await sessionByNumber(tx, roomSlipNo)) ?? null;
  return { shift, ticket: ticket ?? null, session, earlier: ticket ? await earlierOf(tx, ticket.id) : null, zone: (await calendarOf(tx, shift.unit_id)).zone };
}

async function earlierOf(tx: Tx, bill: string): Promise<{ readonly numbers: string; readonly at: Date; readonly by: string } | null> {
  const [row] = await tx.query<{ number: string; numbers: string | null; issued_at: Date | null; issued_by: string | null; created_at: Date; opened_by: string | null }>(
    `select i.number, i.numbers, i.issued_at, i.issued_by, i.created_at, u.display_name as opened_by from invoice i left join app_user u on u.tenant_id = i.tenant_id and u.id = i.created_by
     where i.tenant_id = $1 and i.bill = $2 and i.state not in ('voided', 'red', 'cancelled') limit 1`, [tx.tenantId, bill]);
  return row ? { numbers: row.numbers ?? row.number, at: row.issued_at ?? row.created_at, by: row.issued_by ?? row.opened_by ?? '' } : null;
}

/** E-invoices issued in the calendar month of a business day and not written off: the credit used. */
export async function quotaUsed(tx: Tx, type: string, day: string): Promise<number> {
  const from = `${day.slice(0, 7)}-01`;
  const [row] = await tx.query<{ n: number }>(
    `select coalesce(sum(issued_amount), 0)::bigint as n from invoice where tenant_id = $1 and type = $2 and model = 'electronic' and issued_on >= $3 and issued_on < $4 and state in ('issued', 'checked', 'filed')`,
    [tx.tenantId, type, from, calendar.addMonths(from, 1)]);
  return Number(row?.n ?? 0);
}
