/**
 * From the list to the delivered gift (P7): contact, draw, room, arrival, document, seat, room on, gift, entertainment; or no-show and the
 * gift back to finance. Steps the system takes by itself carry no post. Serves VIP-2.1, VIP-2.5 to VIP-2.14, G5, G6, G7, AS-15.
 */
import { balanceOf, calendar, calendarOf, defineProcess, f, parameter, post, posting, readRecord, Refusal, tables, takeStep, updateRecord, type Label, type Process, type Tx } from '../../../kernel/index.ts';
import { cardProblem, MemberCard } from '../cards/index.ts';
import { Member } from '../members/index.ts';
import { Gift, GiftHand, GiftStock } from '../points/index.ts';
import { houseWords } from '../scripts/index.ts';
import { bookForVisit, giveUpRoom, roomCode } from './booking.ts';
import { openEntertainment, tasksLeft, voidEntertainment } from './entertainment.ts';
import { FinanceOpens, VisitWindow } from './parameters.ts';
import { approvalProblem, assertInPerson, assertSignsAsMember, assertVisitDay, ID_RESULTS, idPasses, keptAsInEnglish, maskedPhone } from './rules.ts';
import { SCRIPTS } from './scripts.ts';
import { DeliverySlip, ReturnSlip } from './slips.ts';
import { BirthdayVisit, cardOf, CONTACT_RESULTS } from './visit.ts';
import { nextOpening } from './visit.rules.ts';

const cs = ['vip_agent', 'vip_manager'] as const;
const desk = ['front_desk', 'vip_agent'] as const;
const BEFORE_GIFT = ['drawn', 'notified', 'passed_on', 'room_held', 'to_track', 'tracked', 'arrived', 'id_failed', 'id_ok', 'seated', 'switched_on'] as const;

type When = { readonly record: { readonly visit_on: string | null; readonly slot_start: Date | null; readonly return_due: Date | null }; readonly day: string; readonly now: Date; readonly calendar: Parameters<typeof calendar.endOfBusinessDay>[1] };
const dayEnds = ({ record, day, calendar: of }: When) => calendar.endOfBusinessDay(record.visit_on ?? day, of);
const missed = { step: 'day_over', at: dayEnds } as const;
const handOver = { step: 'give', at: dayEnds, escalateTo: 'vip_manager' } as const;

export const BirthdayVisitProcess = defineProcess(BirthdayVisit, 'listed',
  {
    listed: { label: ['已列入名单', 'On the list'], tone: 'waiting', timer: { step: 'lapse', at: dayEnds } },
    drawn: { label: ['礼品已领用', 'Gift drawn'], tone: 'active', timer: missed },
    notified: {
      label: ['已通知服务部', 'Service department told'], tone: 'active', timer: missed,
      due: { step: 'pass_on', at: ({ record, day, calendar: of }) => calendar.instantOf(record.visit_on ?? day, '12:00', of.zone), escalateTo: 'vip_manager' },
    },
    passed_on: {
      label: ['已交前台留房', 'Front desk to hold a room'], tone: 'active', timer: missed,
      due: { step: 'hold_room', at: ({ record, day, calendar: of }) => calendar.instantOf(record.visit_on ?? day, '13:00', of.zone), escalateTo: 'vip_manager' },
    },
    room_held: { label: ['包厢已留', 'Room held'], tone: 'active', timer: missed },
    to_track: { label: ['待跟踪到店', 'To be followed up'], tone: 'waiting', timer: missed, due: { step: 'track', at: ({ record, now }) => record.slot_start ?? now, escalateTo: 'vip_manager' } },
    tracked: { label: ['已跟踪', 'Followed up'], tone: 'active', timer: missed },
    arrived: { label: ['已到店', 'Arrived'], tone: 'active', timer: missed },
    id_failed: { label: ['证件未通过', 'Document not accepted'], tone: 'alarm', timer: missed },
    id_ok: { label: ['核对无误', 'Document checked'], tone: 'active', due: handOver },
    seated: { label: ['已入座', 'Seated'], tone: 'active', due: handOver },
    switched_on: { label: ['已开机', 'Room on'], tone: 'active', due: handOver },
    given: { label: ['已赠送', 'Gift given'], tone: 'done', timer: { step: 'finish', at: dayEnds } },
    entertained: { label: ['已安排庆祝', 'Entertained'], tone: 'done', timer: { step: 'finish', at: dayEnds } },
    closed: { label: ['已完成', 'Completed'], tone: 'done' },
    no_show: { label: ['未到店，待退礼品', 'Did not come, gift to be returned'], tone: 'alarm', due: { step: 'return_gift', at: ({ record, now }) => record.return_due ?? now, escalateTo: 'finance' } },
    returned: { label: ['礼品已退回', 'Gift returned'], tone: 'stopped' },
    lost: { label: ['礼品遗失', 'Gift lost'], tone: 'alarm' },
    lapsed: { label: ['未到店', 'Did not come'], tone: 'stopped' },
    withdrawn: { label: ['已移出名单', 'Taken off the list'], tone: 'stopped' },
  },
  (step) => ({ ...inviting(step), ...preparing(step), ...receiving(step), ...celebrating(step), ...missing(step), ...byItself(step) }),
);

type StateName = 'listed' | 'drawn' | 'notified' | 'passed_on' | 'room_held' | 'to_track' | 'tracked' | 'arrived' | 'id_failed' | 'id_ok' | 'seated' | 'switched_on' | 'given' | 'entertained' | 'closed' | 'no_show' | 'returned' | 'lost' | 'lapsed' | 'withdrawn';
type Take = Parameters<Parameters<typeof defineProcess<typeof BirthdayVisit, { readonly [s in StateName]: Process['states'][string] }, Process['steps']>>[3]>[0];

/** On the phone: can the member come, and when. */
function inviting(step: Take) {
  return {
    contact: step({
      label: ['登记联系结果', 'Record the contact'], hint: SCRIPTS.contact, tone: 'primary', from: ['listed'], to: 'listed', by: cs,
      form: {
        contact_result: f.choice('联系结果', 'Contact result', CONTACT_RESULTS),
        visit_on: f.date('约定日期', 'Day agreed', { optional: true, hint: ['生日当天来的不用填', 'Left empty when it is the birthday itself'] }),
        address: f.text('地址', 'Address', { optional: true, personal: true, max: 100, hint: ['财务登记礼品用，可不填；留空则沿用已登记的', 'For finance’s register of gifts; left empty, what is on record stays'] }),
        contact_note: f.text('联系记录', 'What was said', { optional: true, max: 200 }),
      },
      facts: async ({ tx, record, day }) => ({ window: await parameter(tx, VisitWindow, day), queued: record.draw !== null }),
      ready: ({ facts }) => (facts.queued ? ['礼品正在领用，请先取消领用单', 'A gift is being drawn; cancel the draw first'] : null),
      preview: ({ record }) => ({ lines: [[`${record.member_name}，${record.kept_as}`, `${record.member_name}, ${keptAsInEnglish(record.kept_as ?? '')}`]] }),
      guard({ input, record, facts, day }) {
        if (input.contact_result === 'date_fixed' && input.visit_on === null) throw new Refusal('birthday_visit.no_date', ['请写明约定的日期', 'Say which day was agreed on'], 422, { visit_on: ['请填写', 'Required'] });
        if (input.contact_result === 'date_fixed') assertVisitDay(input.visit_on!, record.day!, day, facts.window);
      },
      set: ({ input, record, now, actor }) => ({
        visit_on: input.contact_result === 'date_fixed' ? input.visit_on : record.day, address: input.address ?? record.address, contacted_at: now, contacted_by: actor.name,
      }),
    }),
    greet: step({
      label: ['送上生日祝福', 'Send greetings'], hint: SCRIPTS.greet, from: ['listed', ...BEFORE_GIFT, 'given', 'lapsed'], to: ['listed', ...BEFORE_GIFT, 'given', 'lapsed'], by: cs,
      form: { channel: f.choice('方式', 'Channel', { phone: ['电话', 'Phone'], sms: ['短信', 'Text message'], group: ['会员群', 'Member group'], in_store: ['当面', 'In person'] }, { initial: 'phone' }) },
      ready: ({ record, day }) => (record.greeted_at !== null ? ['已经祝福过', 'Greeted already'] : day < (record.day ?? day) ? ['生日还没有到', 'It is not the birthday yet'] : null),
      choose: ({ record }) => record.state as StateName,
      set: ({ now }) => ({ greeted_at: now }),
    }),
    withdraw: step({
      label: ['移出名单', 'Take off the list'], tone: 'danger', from: ['listed'], to: 'withdrawn', by: cs,
      form: { closed_for: f.text('原因', 'Why', { max: 200, hint: ['如会员不愿参加', 'E.g. the member does not wish it'] }) },
      ready: ({ record }) => (record.draw !== null ? ['礼品正在领用，请先取消领用单', 'A gift is being drawn; cancel the draw first'] : null),
    }),
  };
}

/** The house gets ready: service department, room, follow-up in the slot before. */
function preparing(step: Take) {
  return {
    notify: step({
      label: ['通知服务部主管', 'Tell the service supervisor'], from: ['drawn'], to: 'notified', by: cs, form: {},
      set: ({ now }) => ({ notified_at: now }),
    }),
    pass_on: step({
      label: ['请前台留房', 'Ask the front desk to hold a room'], tone: 'primary', from: ['notified'], to: 'passed_on', by: ['service_supervisor'], form: {},
    }),
    hold_room: step({
      label: ['预留包厢', 'Hold a room'], hint: ['前台须熟记客人姓氏和预约号', 'The front desk knows surname and reservation number by heart'], tone: 'primary',
      from: ['notified', 'passed_on', 'room_held', 'to_track', 'tracked'], to: ['room_held', 'to_track', 'tracked'], by: desk,
      form: {
        slot_start: f.dateTime('开始', 'From'), slot_end: f.dateTime('结束', 'Until'),
        room: f.ref('包厢', 'Room', 'room', { optional: true, hint: ['留空则取该类型第一间空房', 'Empty: the first free one of the type'] }), room_type: f.ref('包厢类型', 'Room type', 'room_type', { optional: true }),
      },
      preview: ({ record }) => ({ lines: [[`${record.surname}，${record.visit_on} 到店`, `${record.surname}, on ${record.visit_on}`]], initial: { room: record.room, slot_start: record.slot_start } }),
      guard({ input, record, calendar: of }) {
        if (calendar.businessDay(input.slot_start, of) !== record.visit_on) {
          throw new Refusal('birthday_visit.other_day', [`预约时间须在 ${record.visit_on} 营业日内`, `The booking must lie on the business day ${record.visit_on}`], 422, { slot_start: ['不在到店日', 'Not on the day of the visit'] });
        }
      },
      choose: ({ record }) => (record.state === 'to_track' || record.state === 'tracked' ? record.state : 'room_held'),
      effect: async ({ tx, record, before, input }) => bookForVisit(tx, { ...record, room: before.room }, input),
    }),
    track: step({
      label: ['跟踪到店', 'Follow up'], hint: SCRIPTS.track, tone: 'primary', from: ['room_held', 'to_track', 'tracked'], to: 'tracked', by: cs,
      form: { track_note: f.text('客人答复', 'What the guest says', { max: 200 }) },
    }),
  };
}

/** At the door and in the room. */
function receiving(step: Take) {
  return {
    arrive: step({
      label: ['客人到店', 'Guest arrives'], hint: SCRIPTS.arrive, tone: 'primary', from: ['room_held', 'to_track', 'tracked'], to: 'arrived', by: desk,
      form: { in_person: f.yesNo('会员本人到店', 'The member in person') },
      guard: ({ input }) => assertInPerson(input.in_person),
      set: ({ now }) => ({ arrived_at: now }),
    }),
    check_id: step({
      label: ['核对证件', 'Check the document'], hint: SCRIPTS.check_id, tone: 'primary', from: ['arrived', 'id_failed'], to: ['id_ok', 'id_failed'], by: desk,
      form: { id_result: f.choice('核对结果', 'Result', ID_RESULTS) },
      facts: async ({ tx, record }) => ({ birthday: (await readRecord(tx, Member, record.member))?.birthday ?? null, words: await houseWords(tx, 'id_check') }),
      preview: ({ facts, record }) => ({ lines: [[`请比对照片；登记的出生日期：${facts.birthday ?? '—'}（${record.kept_as}）`, `Compare the photograph; date of birth on record: ${facts.birthday ?? '—'}`], ...facts.words] }),
      choose: ({ input }) => (idPasses(input.id_result) ? 'id_ok' : 'id_failed'),
      set: ({ input, now, actor }) => ({ id_seen: input.id_result !== 'no_document', id_checked_at: now, id_checked_by: actor.name }),
    }),
    approve: step({
      label: ['经理批准', 'Manager approves'], hint: ['是会员本人、只是出生日期不符时，写明理由后放行', 'For the member whose date of birth differs; with the reason'], from: ['id_failed'], to: 'id_ok', by: ['vip_manager'],
      form: { approved_for: f.text('批准理由', 'Why', { max: 200 }) },
      ready: ({ record }) => approvalProblem(record.id_result),
      set: ({ actor }) => ({ approved_by: actor.name }),
    }),
    seat: step({
      label: ['带入包厢', 'Lead to the room'], hint: SCRIPTS.seat, tone: 'primary', from: ['id_ok'], to: 'seated', by: desk,
      form: {
        agreed: f.yesNo('已与客人确认消费和包厢', 'Consumption and room agreed with the guest'), area_told: f.yesNo('已请区域服务员一起庆祝', 'Area staff asked to join in'),
      },
      guard({ input }) {
        if (!input.agreed) throw new Refusal('birthday_visit.not_agreed', ['请先与客人确认消费和包厢', 'Agree consumption and room with the guest first'], 409, { agreed: ['须确认', 'Required'] });
        if (!input.area_told) throw new Refusal('birthday_visit.area', ['请先请区域服务员一起庆祝', 'Ask the area staff to join in first'], 409, { area_told: ['须通知', 'Required'] });
      },
      set: ({ now }) => ({ seated_at: now }),
      effect: async ({ tx, record }) => openEntertainment(tx, { ...record, room: await roomCode(tx, record.room) }),
    }),
    switch_on: step({
      label: ['开机，请经理送礼', 'Room on, call the manager'], hint: SCRIPTS.switch_on, tone: 'primary', from: ['seated'], to: 'switched_on', by: desk, form: {},
      set: ({ now }) => ({ switched_on_at: now }),
    }),
  };
}

/** The gift leaves the manager's hand against the guest's signature. */
function celebrating(step: Take) {
  return {
    give: step({
      label: ['赠送礼品', 'Give the gift'], hint: SCRIPTS.give, tone: 'primary', from: ['switched_on'], to: 'given', by: ['vip_manager'], form: {},
      sign: [{ name: 'guest', label: ['会员签收', 'Signed by the member'], by: 'guest' }],
      facts: async ({ tx, record }) => ({ ...(await giftOf(tx, record)), words: await houseWords(tx, 'gift') }),
      ready: ({ facts }) => facts.problem,
      preview: ({ facts, record }) => ({ lines: [[`${facts.gift}，送给${record.member_name}`, `${facts.gift} for ${record.member_name}`], ...facts.words] }),
      guard: ({ record, signers }) => assertSignsAsMember(signers.guest!.name, record.member_name ?? ''),
      set: ({ now, actor }) => ({ given_at: now, given_by: actor.name }),
      async effect({ tx, record, now }) {
        await post(tx, posting(GiftStock, 'give_birthday', { amount: 1, from: record.hand!, to: record.gift!, because: record.number, cause: { register: 'birthday_visit', id: record.id }, at: now, unit: record.unit_id }));
        if ((await tasksLeft(tx, record.id)) === 0) await takeStep(tx, BirthdayVisitProcess, record.id, 'entertain', {});
      },
      slip: {
        kind: DeliverySlip,
        content: ({ record, facts, actor }) => ({
          lines: [
            { label: ['姓名', 'Name'], value: record.member_name ?? '' }, { label: ['电话', 'Phone'], value: maskedPhone(facts.phone) }, { label: ['生日', 'Birthday'], value: [`${record.day}（${record.kept_as}）`, `${record.day} (${keptAsInEnglish(record.kept_as ?? '')})`] },
            { label: ['礼品', 'Gift'], value: facts.gift }, { label: ['赠送人', 'Given by'], value: actor.name },
          ],
          stamps: [['已签收', 'Received']],
        }),
      },
    }),
    close: step({ label: ['结束', 'Complete'], from: ['entertained'], to: 'closed', by: [...desk, 'vip_manager'], form: {} }),
  };
}

/** Nobody came, or not with a document: the gift goes back, or is accounted for. */
function missing(step: Take) {
  const drawer = { name: 'drawer', label: ['领用经理', 'Manager who drew it'], by: 'user', role: 'vip_manager' } as const;
  const opening = async ({ tx, record, now, day }: { readonly tx: Tx; readonly record: { readonly unit_id: string }; readonly now: Date; readonly day: string }) => ({ due: await dueOf(tx, record.unit_id, now, day) });
  return {
    no_show: step({
      label: ['未到店', 'Did not come'], hint: SCRIPTS.regret, tone: 'danger', from: BEFORE_GIFT, to: 'no_show', by: cs,
      form: { closed_for: f.text('原因', 'Why', { max: 200 }) },
      facts: opening,
      set: ({ facts }) => ({ return_due: facts.due }),
      async effect({ tx, record }) {
        await voidEntertainment(tx, record.id);
        await giveUpRoom(tx, record.booking);
      },
    }),
    return_gift: step({
      label: ['退回财务', 'Return to finance'], tone: 'primary', from: ['no_show'], to: 'returned', by: ['finance'], form: {}, sign: [drawer],
      facts: ({ tx, record }) => giftOf(tx, record),
      guard: ({ facts, signers }) => assertHolder(facts.holder, signers.drawer!),
      set: ({ day }) => ({ returned_on: day }),
      async effect({ tx, record, now }) {
        await post(tx, posting(GiftStock, 'hand_back', { amount: 1, from: record.hand!, to: record.gift!, because: record.number, cause: { register: 'birthday_visit', id: record.id }, at: now, unit: record.unit_id }));
      },
      slip: {
        kind: ReturnSlip,
        content: ({ record, facts }) => ({
          lines: [
            { label: ['礼品', 'Gift'], value: facts.gift }, { label: ['原定会员', 'Meant for'], value: record.member_name ?? '' }, { label: ['到店日期', 'Visit on'], value: record.visit_on ?? '' },
            { label: ['退回原因', 'Why'], value: record.closed_for ?? '' },
          ],
          stamps: [['已退回', 'Returned']],
        }),
      },
    }),
    lose_gift: step({
      label: ['登记遗失', 'Record as lost'], tone: 'danger', from: ['no_show'], to: 'lost', by: ['finance'],
      form: { closed_for: f.text('遗失经过', 'How it was lost', { max: 200 }) }, sign: [drawer],
      facts: ({ tx, record }) => giftOf(tx, record),
      guard: ({ facts, signers }) => assertHolder(facts.holder, signers.drawer!),
      set: ({ day }) => ({ lost_on: day }),
      async effect({ tx, record, now }) {
        await post(tx, posting(GiftStock, 'lose_hand', { amount: 1, from: record.hand!, to: record.gift!, because: record.number, cause: { register: 'birthday_visit', id: record.id }, at: now, unit: record.unit_id }));
      },
    }),
  };
}

/** What the system does: the draw that finance posted, the end of the day, both entertainment tasks done. */
function byItself(step: Take) {
  return {
    take_gift: step({ label: ['财务发放礼品', 'Gift issued by finance'], from: ['listed'], to: 'drawn', by: [], form: { hand: f.ref('经手账户', 'In whose hand', 'gift_hand') }, set: ({ day }) => ({ drawn_on: day }) }),
    entertain: step({ label: ['庆祝安排完成', 'Entertainment done'], from: ['given'], to: 'entertained', by: [], form: {} }),
    finish: step({ label: ['营业日结束', 'Business day over'], from: ['given', 'entertained'], to: 'closed', by: [], form: {}, effect: ({ tx, record }) => voidEntertainment(tx, record.id) }),
    lapse: step({ label: ['当日未到店', 'Did not come that day'], from: ['listed'], to: 'lapsed', by: [], form: {}, effect: ({ tx, record }) => leaveDraw(tx, record) }),
    day_over: step({
      label: ['营业日结束仍未到店', 'Not come when the day ended'], from: ['drawn', 'notified', 'passed_on', 'room_held', 'to_track', 'tracked', 'arrived', 'id_failed'], to: 'no_show', by: [], form: {},
      facts: async ({ tx, record, now, day }) => ({ due: await dueOf(tx, record.unit_id, now, day) }),
      set: ({ record, facts }) => ({ return_due: facts.due, closed_for: record.id_result === null ? '未到店' : `证件未通过：${ID_RESULTS[record.id_result][0]}` }),
      effect: ({ tx, record }) => giveUpRoom(tx, record.booking),
    }),
    remind: step({ label: ['前一时段，提醒跟踪', 'Previous slot: follow up'], from: ['room_held'], to: 'to_track', by: [], form: {}, set: ({ now }) => ({ remind_at: now }) }),
  };
}

/** A draw that finance never posted must not find a guest who is gone. */
async function leaveDraw(tx: Tx, record: { readonly id: string; readonly draw: string | null }): Promise<void> {
  if (record.draw !== null) await updateRecord(tx, BirthdayVisit, record, { draw: null, gift: null }, { what: 'leave_draw' });
}

async function dueOf(tx: Tx, unit: string, now: Date, day: string): Promise<Date> {
  return nextOpening(now, await parameter(tx, FinanceOpens, day), (await calendarOf(tx, unit)).zone);
}

function assertHolder(holder: string | null, signer: { readonly userId: string | null; readonly name: string }): void {
  if (holder !== signer.userId) throw new Refusal('birthday_visit.other_drawer', [`须由领用该礼品的经理签字，${signer.name} 没有领用`, `The manager who drew it must sign; ${signer.name} did not`]);
}

async function giftOf(tx: Tx, record: { readonly member: string; readonly gift: string | null; readonly hand: string | null }) {
  const gift = record.gift === null ? null : await readRecord(tx, Gift, record.gift);
  const hand = record.hand === null ? null : await readRecord(tx, GiftHand, record.hand);
  const member = await readRecord(tx, Member, record.member);
  const id = await cardOf(tx, record.member);
  const card = id === null ? null : await readRecord(tx, MemberCard, id);
  const problem: Label | null = card === null ? ['会员没有有效的会员卡', 'The member has no valid card'] : cardProblem(card.state, 'benefit');
  const held = record.hand === null ? 0 : await balanceOf(tx, GiftStock, 'hand', record.hand);
  return { gift: gift?.name ?? '', phone: member?.phone ?? '', holder: hand?.holder ?? null, problem: problem ?? (held < 1 ? (['经理手中没有这件礼品', 'The manager holds no such gift'] as Label) : null) };
}

/** Both tasks done after the gift was given, or before: the visit moves on by itself. */
export async function settleEntertainment(tx: Tx, visit: string): Promise<void> {
  const row = await tables(tx, BirthdayVisit).selectFrom('birthday_visit').select('state').where('tenant_id', '=', tx.tenantId).where('id', '=', visit).executeTakeFirst();
  if (row?.state === 'given' && (await tasksLeft(tx, visit)) === 0) await takeStep(tx, BirthdayVisitProcess, visit, 'entertain', {});
}

/** News of the house's rooms about a birthday booking: time to follow up, or the room is on. */
export async function onBooking(tx: Tx, booking: unknown, step: 'remind' | 'switch_on'): Promise<void> {
  if (typeof booking !== 'string') return;
  const row = await tables(tx, BirthdayVisit).selectFrom('birthday_visit').select(['id', 'state']).where('tenant_id', '=', tx.tenantId).where('booking', '=', booking).executeTakeFirst();
  if (row?.state === { remind: 'room_held', switch_on: 'seated' }[step]) await takeStep(tx, BirthdayVisitProcess, row.id, step, {});
}
