/**
 * The hotline log (热线来电): the moment and the guest's number come first, then what it is about; reservations, prices and complaints from
 * a call; no call ends with nothing. Kept from whom its complaint is about. Serves VIP-5.12, VIP-5.14, VIP-7.1, VIP-7.3, VIP-7.4, AS-29.
 */
import { createRecord, defineProcess, defineRegister, f, readRecord, takeStep, type Tx, updateRecord } from '../../../kernel/index.ts';
import { classified, FIVE, GuestComplaint, GuestComplaintProcess, namedBy, TOPICS } from '../complaints/index.ts';
import { bookRoom } from '../rooms/index.ts';
import { notEnded, refusePast } from './rules.ts';

export const CLERKS = ['vip_agent', 'duty_supervisor', 'vip_manager'] as const;
export const READERS = [...CLERKS, 'vip_director', 'operations_gm', 'auditor'] as const;
export const CALL_KINDS = {
  enquiry: ['咨询', 'Enquiry'], price: ['价格了解', 'Prices'], reservation: ['电话预约', 'Reservation'], complaint: ['投诉', 'Complaint'],
  activity: ['会员活动', 'Member activity'], card: ['办卡', 'Cards'], praise: ['表扬', 'Praise'], other: ['其他', 'Other'],
} as const;
const { complaint: _complaint, reservation: _reservation, ...NOTED } = CALL_KINDS;

export const HotlineCall = defineRegister('hotline_call', {
  label: ['热线来电', 'Hotline call'],
  number: 'RX-{yyyy}{mm}{dd}-{000}',
  fields: {
    phone: f.phone('来电号码', 'Caller’s number', { hint: ['先记号码，时间自动记下', 'The number first; the time is taken down by itself'] }),
    rings: f.integer('响铃几声接起', 'Rings', { min: 0, max: 30, optional: true, hint: ['三声之内为及时', 'Three at most is prompt'] }),
    began_at: f.dateTime('来电时间', 'Came at', { optional: true, readonly: true }),
    answered_by: f.ref('接听人', 'Answered by', 'app_user', { optional: true, readonly: true }),
    kind: f.choice('事由', 'About', CALL_KINDS, { optional: true, readonly: true }),
    caller: f.personName('来电人', 'Caller', { optional: true, readonly: true }),
    content: f.longText('内容与答复', 'What was said', { max: 2000, optional: true, readonly: true }),
    important: f.yesNo('重要咨询', 'Important', { optional: true, readonly: true }),
    price_item: f.ref('所询价目', 'Price asked about', 'price_item', { optional: true, readonly: true }),
    reserved_for: f.dateTime('预约到店', 'Coming at', { optional: true, readonly: true }),
    party: f.integer('人数', 'People', { min: 1, max: 200, optional: true, readonly: true }),
    reserved_until: f.dateTime('至', 'Until', { optional: true, readonly: true }),
    room_type: f.ref('包厢类型', 'Room type', 'room_type', { optional: true, readonly: true }),
    booking: f.ref('所订包厢', 'Booking', 'booking', { optional: true, readonly: true }),
    complaint: f.ref('所立投诉', 'Complaint', 'guest_complaint', { optional: true, readonly: true }),
    hidden_from: f.ref('对其保密', 'Hidden from', 'app_user', { optional: true, readonly: true }),
    ended_at: f.dateTime('结束时间', 'Ended at', { optional: true, readonly: true }),
    called_back_at: f.dateTime('回拨时间', 'Called back at', { optional: true, readonly: true }),
  },
  title: ['began_at', 'kind'],
  list: ['began_at', 'phone', 'kind', 'caller', 'important', 'answered_by', 'reserved_for', 'ended_at'],
  sorts: ['-began_at', '-number', 'state', '-reserved_for'],
  indexes: [['kind', 'began_at'], ['complaint']],
  access: { read: READERS, create: CLERKS, notBy: 'hidden_from' },
  empty: ['没有来电记录。电话一响，先在热线台键入号码。', 'No calls yet. When it rings, type the number at the hotline desk first.'],
  opening: { set: ({ actor, now }) => ({ began_at: now, answered_by: actor.kind === 'user' ? actor.id : null }) },
});

const minutes = (n: number) => ({ now }: { readonly now: Date }) => new Date(now.getTime() + n * 60_000);

export const HotlineCallProcess = defineProcess(HotlineCall, 'open',
  {
    open: { label: ['通话中', 'On the line'], tone: 'active', due: { step: 'end', at: minutes(30), escalateTo: 'duty_supervisor' } },
    missed: { label: ['未接，待回拨', 'Missed'], tone: 'alarm', due: { step: 'call_back', at: minutes(15), escalateTo: 'duty_supervisor' } },
    ended: { label: ['已结束', 'Ended'], tone: 'done' },
  },
  (step) => ({
    note: step({
      label: ['记录来电', 'Write it down'], tone: 'primary', from: ['open'], to: 'open', by: CLERKS,
      form: {
        kind: f.choice('事由', 'About', NOTED), caller: f.personName('来电人', 'Caller', { optional: true }), content: f.longText('内容与答复', 'What was said', { max: 2000 }),
        price_item: f.ref('所询价目', 'Price asked about', 'price_item', { optional: true }), important: f.yesNo('重要咨询', 'Important', { initial: false }),
      },
    }),
    reserve: step({
      label: ['预约', 'Reserve'], from: ['open'], to: 'open', by: CLERKS,
      form: {
        caller: f.personName('预约人姓氏', 'Name'), room_type: f.ref('包厢类型', 'Room type', 'room_type'), reserved_for: f.dateTime('预约到店', 'Coming at'), reserved_until: f.dateTime('至', 'Until'),
        party: f.integer('人数', 'People', { min: 1, max: 200 }), content: f.longText('要求', 'Wishes', { max: 200, optional: true }),
      },
      ready: ({ record }) => (record.booking === null ? null : ['这次来电已订房', 'A room was booked from this call']),
      guard: ({ input, now }) => refusePast(input.reserved_for, now),
      set: () => ({ kind: 'reservation' as const }),
      // The first room of the type that can be had; none left is said while the guest is still on the line.
      async effect({ tx, record, input }) {
        const booking = await bookRoom(tx, {
          guest: input.caller, phone: record.phone, room_type: input.room_type, starts_at: input.reserved_for, ends_at: input.reserved_until, guests: input.party, channel: 'phone', purpose: 'ordinary', note: input.content, unit_id: record.unit_id,
        });
        await updateRecord(tx, HotlineCall, record, { booking: booking.id });
      },
    }),
    complain: step({
      label: ['立投诉', 'Open a complaint'], tone: 'danger', from: ['open'], to: 'open', by: CLERKS, form: { ...FIVE, topic: f.choice('类别', 'About', TOPICS, { optional: true }) },
      facts: async ({ tx, input }) => ({ found: await namedBy(tx, input.accused_no ?? '') }),
      ready: ({ record }) => (record.complaint === null ? null : ['这次来电已立投诉', 'A complaint was opened from this call']),
      guard: ({ input, facts, day }) => void classified(input, facts.found, day),
      set: ({ input, facts, day }) => ({ kind: 'complaint' as const, caller: input.guest, hidden_from: classified(input, facts.found, day).hidden_from }),
      async effect({ tx, record, input }) {
        const complaint = await createRecord(tx, GuestComplaint, { phone: record.phone, via: 'hotline', unit_id: record.unit_id });
        await takeStep(tx, GuestComplaintProcess, complaint.id, 'classify', input);
        await updateRecord(tx, HotlineCall, record, { complaint: complaint.id });
      },
    }),
    missed: step({ label: ['漏接', 'Missed it'], from: ['open'], to: 'missed', by: CLERKS, form: {}, ready: ({ record }) => (record.kind === null ? null : ['已有通话内容', 'It was answered']) }),
    call_back: step({ label: ['已回拨接通', 'Called back'], tone: 'primary', from: ['missed'], to: 'open', by: CLERKS, form: {}, set: ({ now }) => ({ called_back_at: now }) }),
    end: step({
      label: ['结束通话', 'End the call'], tone: 'primary', from: ['open'], to: 'ended', by: CLERKS, form: {},
      facts: async ({ tx, record }) => ({ complaint: record.complaint === null ? null : await readRecord(tx, GuestComplaint, record.complaint) }),
      ready: ({ record, facts }) => notEnded(record, facts.complaint),
      set: ({ now }) => ({ ended_at: now }),
    }),
  }),
);

/** A complaint classified or corrected later names somebody else: the call follows. */
export async function hideCalls(tx: Tx, complaint: string, hiddenFrom: string | null): Promise<void> {
  const calls = await tx.query<{ id: string }>('select id from hotline_call where tenant_id = $1 and complaint = $2 and hidden_from is distinct from $3', [tx.tenantId, complaint, hiddenFrom]);
  for (const call of calls) await updateRecord(tx, HotlineCall, call, { hidden_from: hiddenFrom });
}
