/**
 * One member's birthday of one year (生日会员登记): what the member said on the phone, the gift, the room, the check of the document and
 * the delivery. The number and the picture of a document are never kept. Serves VIP-2.1 to VIP-2.14, G3, G6, G7, AS-14, AS-15.
 */
import { calendar, defineRegister, dayOf, f, parameter, readRecord, Refusal, tables, type Tx } from '../../../kernel/index.ts';
import { Member } from '../members/index.ts';
import { KeepLeapDay } from './parameters.ts';
import { ID_RESULTS, keptAs, keptBetween, surnameOf, type Born } from './rules.ts';

export const READERS = ['vip_agent', 'vip_manager', 'duty_supervisor', 'front_desk', 'service_supervisor', 'finance', 'auditor'] as const;

export const CONTACT_RESULTS = {
  will_come: ['会来', 'Will come'], will_not: ['不来', 'Will not come'], not_reached: ['没联系上', 'Not reached'], date_fixed: ['另约日期', 'Another day agreed'],
} as const;

export const BirthdayVisit = defineRegister('birthday_visit', {
  label: ['生日会员', 'Birthday member'],
  number: 'SR-{yyyy}{mm}-{0000}',
  fields: {
    member: f.ref('会员', 'Member', 'member'),
    member_name: f.personName('姓名', 'Name', { optional: true, readonly: true }),
    surname: f.text('姓氏', 'Surname', { optional: true, readonly: true, max: 30 }),
    card: f.ref('会员卡', 'Card', 'member_card', { optional: true, readonly: true }),
    month: f.ref('生日月', 'Month', 'birthday_month', { optional: true, readonly: true }),
    year: f.integer('年度', 'Year', { grouped: false, optional: true, readonly: true, hint: ['农历生日按农历年度', 'Of the lunar calendar for lunar birthdays'] }),
    day: f.date('生日', 'Birthday', { optional: true, readonly: true }),
    kept_as: f.text('生日（本人历法）', 'As the member keeps it', { optional: true, readonly: true, max: 20 }),
    visit_on: f.date('到店日期', 'Visit on', { optional: true, readonly: true }),
    addition: f.yesNo('上报后新增', 'Added after the report', { optional: true, readonly: true }),
    contact_result: f.choice('联系结果', 'Contact result', CONTACT_RESULTS, { optional: true, readonly: true }),
    contact_note: f.text('联系记录', 'What was said', { optional: true, readonly: true, max: 200 }),
    contacted_at: f.dateTime('联系时间', 'Contacted at', { optional: true, readonly: true }),
    contacted_by: f.personName('联系人', 'Contacted by', { optional: true, readonly: true }),
    address: f.text('地址', 'Address', { optional: true, readonly: true, personal: true, max: 100 }),
    greeted_at: f.dateTime('祝福时间', 'Greeted at', { optional: true, readonly: true }),
    gift: f.ref('礼品', 'Gift', 'gift', { optional: true, readonly: true }),
    draw: f.ref('领用单', 'Gift draw', 'gift_draw', { optional: true, readonly: true }),
    hand: f.ref('经手账户', 'In whose hand', 'gift_hand', { optional: true, readonly: true }),
    drawn_on: f.date('领用日', 'Drawn on', { optional: true, readonly: true }),
    notified_at: f.dateTime('通知服务部', 'Service department told at', { optional: true, readonly: true }),
    booking: f.ref('包厢预订', 'Booking', 'booking', { optional: true, readonly: true }),
    reservation_no: f.text('预约号', 'Reservation number', { optional: true, readonly: true, max: 30 }),
    room: f.ref('包厢', 'Room', 'room', { optional: true, readonly: true }),
    slot_start: f.dateTime('预约时间', 'Booked for', { optional: true, readonly: true }),
    remind_at: f.dateTime('提醒跟踪时间', 'Follow-up due since', { optional: true, readonly: true }),
    track_note: f.text('跟踪情况', 'Follow-up', { optional: true, readonly: true, max: 200 }),
    arrived_at: f.dateTime('到店时间', 'Arrived at', { optional: true, readonly: true }),
    id_seen: f.yesNo('已查看证件', 'Document seen', { optional: true, readonly: true }),
    id_result: f.choice('核对结果', 'Result of the check', ID_RESULTS, { optional: true, readonly: true }),
    id_checked_at: f.dateTime('核对时间', 'Checked at', { optional: true, readonly: true }),
    id_checked_by: f.personName('核对人', 'Checked by', { optional: true, readonly: true }),
    approved_for: f.text('经理批准理由', 'Why the manager approved', { optional: true, readonly: true, max: 200 }),
    approved_by: f.personName('批准人', 'Approved by', { optional: true, readonly: true }),
    seated_at: f.dateTime('入座时间', 'Seated at', { optional: true, readonly: true }),
    switched_on_at: f.dateTime('开机时间', 'Room switched on at', { optional: true, readonly: true }),
    given_at: f.dateTime('赠送时间', 'Given at', { optional: true, readonly: true }),
    given_by: f.personName('赠送人', 'Given by', { optional: true, readonly: true }),
    closed_for: f.text('未到店或取消原因', 'Why it ended', { optional: true, readonly: true, max: 200 }),
    return_due: f.dateTime('应退回财务', 'Back to finance by', { optional: true, readonly: true }),
    returned_on: f.date('退回日', 'Returned on', { optional: true, readonly: true }),
    lost_on: f.date('遗失登记日', 'Lost on', { optional: true, readonly: true }),
  },
  title: ['member_name', 'visit_on'],
  list: ['member_name', 'kept_as', 'visit_on', 'contact_result', 'gift', 'reservation_no', 'room', 'slot_start'],
  sorts: ['visit_on', '-number'],
  indexes: [['month', 'state']],
  unique: [['member', 'year']],
  access: { read: READERS, create: ['vip_agent', 'vip_manager'] },
  empty: ['名单由系统在月初前生成；当月才登记生日的会员可在这里补上。', 'The list is made before the month begins; members who tell their birthday later are added here.'],
  opening: {
    facts: async ({ tx, input }) => ({ ...(await listingOf(tx, input.member)), month: input.month }),
    guard({ facts, input, day }) {
      // From the list job everything is given; a person gives the member alone.
      if (input.day !== null) return;
      if (facts.born === null) throw new Refusal('birthday_visit.no_birthday', ['这位会员没有登记生日', 'This member has no birthday on record'], 422, { member: ['没有登记生日', 'No birthday on record'] });
      if (facts.card === null) throw new Refusal('birthday_visit.no_card', ['这位会员没有有效的会员卡', 'This member has no valid card'], 422, { member: ['没有有效会员卡', 'No valid card'] });
      const [kept] = keptBetween(facts.born, day, calendar.addDays(day, 31), facts.leapDay);
      if (!kept) throw new Refusal('birthday_visit.not_soon', ['生日不在一个月之内', 'The birthday is not within a month'], 422, { member: ['生日不在一个月之内', 'Not within a month'] });
      if (facts.months.find((m) => m.first_day === `${kept.day.slice(0, 7)}-01`)?.state === 'archived') throw archived();
    },
    set({ facts, input, day }) {
      if (input.day !== null || facts.born === null) return {};
      const [kept] = keptBetween(facts.born, day, calendar.addDays(day, 31), facts.leapDay);
      const month = facts.months.find((m) => m.first_day === `${kept!.day.slice(0, 7)}-01`);
      return {
        ...named(facts.name, facts.born), card: facts.card, day: kept!.day, visit_on: kept!.day, year: kept!.year, month: month?.id ?? null, addition: month?.state === 'running', unit_id: facts.unit,
      };
    },
  },
});
export const archived = () => new Refusal('birthday_month.archived', ['该月登记已归档，不能再改', 'The register of that month is archived and cannot be changed']);

export const named = (name: string, born: Born) => ({ member_name: name, surname: surnameOf(name), kept_as: keptAs(born) });

/** What the list needs to know of one member, and the months that stand open for rows. */
async function listingOf(tx: Tx, id: string) {
  const member = await readRecord(tx, Member, id);
  if (!member || member.archived_at !== null) throw new Refusal('reference', ['没有这位会员', 'There is no such member'], 422, { member: ['没有这位会员', 'No such member'] });
  const born: Born | null = member.birthday === null ? null : { birthday: member.birthday, birthday_kind: member.birthday_kind };
  const months = await tx.query<{ id: string; first_day: string; state: string }>(`select id, first_day, state from birthday_month where tenant_id = $1 and unit_id = $2 order by first_day desc limit 6`, [tx.tenantId, member.unit_id]);
  return { born, name: member.name, unit: member.unit_id, card: await cardOf(tx, id), months, leapDay: await parameter(tx, KeepLeapDay, await dayOf(tx, tx.now, member.unit_id)) };
}

/** The card a member uses now; one reported lost, or re-issued and not yet activated, still makes a member, but gets nothing (see `give`). */
export async function cardOf(tx: Tx, member: string): Promise<string | null> {
  const [card] = await tx.query<{ id: string }>(
    `select id from member_card where tenant_id = $1 and member = $2 and (state in ('active', 'suspended') or (state = 'issued' and replaces is not null)) order by state, number desc limit 1`, [tx.tenantId, member]);
  return card?.id ?? null;
}

export async function visitsFor(tx: Tx, day: string, units: readonly string[]) {
  return tables(tx, BirthdayVisit).selectFrom('birthday_visit').selectAll().where('tenant_id', '=', tx.tenantId).where('visit_on', '=', day).where('unit_id', 'in', units).orderBy('number').execute();
}
