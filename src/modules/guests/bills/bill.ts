/**
 * Bills (账单) of the till: number, small ticket, the session they belong to, total, and whether they are paid. Points of an
 * open bill wait for it. Serves VIP-1.6, VIP-6.3, G18, G20.
 */
import { defineRegister, f, readRecord, Refusal, type Tx } from '../../../kernel/index.ts';
import { assertPast, lateFields, lateness } from '../shifts/index.ts';
import { Room, RoomSession } from '../rooms/index.ts';

export const BILL_READERS = ['front_desk', 'vip_agent', 'duty_supervisor', 'vip_manager', 'finance', 'auditor'] as const;
export const CASHIERS = ['front_desk', 'vip_agent', 'duty_supervisor', 'finance'] as const;

export const Bill = defineRegister('bill', {
  label: ['账单', 'Bill'],
  number: 'ZD-{yyyy}{mm}{dd}-{0000}',
  fields: {
    bill_no: f.text('账单号', 'Bill number', { max: 40 }),
    ticket_no: f.text('小票号', 'Small ticket', { optional: true, max: 40, hint: ['开发票凭小票与开房单', 'An invoice needs the ticket and the room slip'] }),
    session: f.ref('开房', 'Session', 'room_session', { optional: true }),
    kind: f.choice('类别', 'Kind', { consumption: ['消费', 'Consumption'], recharge: ['充值', 'Recharge'] }, { initial: 'consumption' }),
    total: f.money('应付金额', 'Total'),
    room: f.text('包厢', 'Room', { optional: true, max: 20, hint: ['选了开房即自动填写', 'Filled in from the session'] }),
    ...lateFields,
    bonus: f.money('其中赠送和券支付', 'Of it bonus and vouchers', { optional: true, readonly: true, hint: ['不积分的部分', 'Earns no points'] }),
    invoiceable: f.money('可开票金额', 'May be invoiced', { optional: true, readonly: true }),
    paid_at: f.dateTime('付款时间', 'Paid at', { optional: true, readonly: true }),
    cancelled_for: f.text('取消或冲销原因', 'Why cancelled or reversed', { optional: true, readonly: true, max: 200 }),
  },
  title: ['bill_no'],
  list: ['bill_no', 'ticket_no', 'room', 'kind', 'total', 'invoiceable', 'paid_at', 'late'],
  sorts: ['-number', '-paid_at'],
  unique: [['bill_no'], ['ticket_no']],
  access: { read: BILL_READERS, create: CASHIERS },
  empty: ['收银的账单登记在这里，本店系统也可经接口写入；积分单与发票凭账单办理。', 'Bills of the till, typed or sent through the API; points slips and invoices go by them.'],
  opening: {
    facts: async ({ tx, input }) => sessionOf(tx, input.session),
    guard({ input, now }) {
      assertPast(input.occurred_at ?? now, now);
      if (input.total <= 0) throw new Refusal('bill.nothing', ['应付金额须大于零', 'The total must be above zero'], 422, { total: ['大于零', 'Above zero'] });
      if (input.kind === 'recharge' && input.session !== null) throw new Refusal('bill.recharge', ['充值账单不属于开房', 'A recharge belongs to no session'], 422, { session: ['请留空', 'Leave it empty'] });
    },
    set: ({ input, facts, now }) => ({ ...lateness(input.occurred_at, now), ...(facts ? { room: input.room ?? facts.room, unit_id: facts.unit } : {}) }),
  },
});

async function sessionOf(tx: Tx, id: string | null): Promise<{ readonly room: string; readonly unit: string } | null> {
  if (id === null) return null;
  const session = await readRecord(tx, RoomSession, id);
  const room = session && (await readRecord(tx, Room, session.room));
  if (!session || !room) throw new Refusal('reference', ['没有这次开房', 'There is no such session'], 422, { session: ['请从列表中选择', 'Choose from the list'] });
  return { room: room.code, unit: session.unit_id };
}
