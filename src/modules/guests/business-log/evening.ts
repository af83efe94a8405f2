/**
 * A disputed evening laid out by time (时间线): the log, calls, complaints, requests, points and deposits, lost property, slips printed; by room
 * and card; and whose shift it was. Modules above leave their tables, so it looks only where they are installed. Serves P11, AS-43, section 5.3.
 */
import { calendar, calendarOf, dayOf, defineQuery, f, type Label, type Tx } from '../../../kernel/index.ts';

export const LOOKERS = ['duty_supervisor', 'vip_manager', 'vip_director', 'auditor'] as const;
export const SOURCES = {
  log: ['营业日志', 'Log'], call: ['来电', 'Call'], complaint: ['投诉', 'Complaint'], request: ['现场需求', 'Request'], points: ['积分单', 'Points slip'], redemption: ['兑换', 'Redemption'], deposit: ['储值', 'Deposit'],
  lost: ['遗留物品', 'Lost property'], slip: ['单据', 'Slip'],
} as const;
export type Source = keyof typeof SOURCES;
export interface Happened { readonly at: Date; readonly source: Source; readonly what: Label; readonly room: string | null; readonly card: string | null; readonly record: string | null; readonly register: string; readonly id: string; readonly who: string | null; readonly late: boolean }
export interface OnShift { readonly id: string; readonly number: string; readonly code: string; readonly clerk: string; readonly opened_at: Date; readonly until: Date | null }
export interface Evening { readonly day: string; readonly events: readonly Happened[]; readonly shifts: readonly OnShift[] }

type Row = Omit<Happened, 'what' | 'source' | 'register'> & { readonly zh: string; readonly en: string };
/** One look at one table; what it says in both languages. $1 organisation, $2 and $3 the evening, $4 who is looking. */
const LOOKS: readonly { readonly source: Source; readonly register: string; readonly sql: string }[] = [
  { source: 'log', register: 'business_log_entry', sql: `select occurred_at as at, what as zh, coalesce(what_en, what) as en, room, card_no as card, coalesce(subject, number) as record, id, nullif(written_by, '系统') as who, coalesce(late, false) as late from business_log_entry where tenant_id = $1 and day = $5` },
  { source: 'call', register: 'hotline_call', sql: `select c.began_at as at, concat('热线来电，尾号 ', right(c.phone, 4)) as zh, concat('Call from …', right(c.phone, 4)) as en, null as room, null as card, c.number as record, c.id, u.display_name as who, false as late
      from hotline_call c left join app_user u on u.tenant_id = c.tenant_id and u.id = c.answered_by where c.tenant_id = $1 and c.began_at >= $2 and c.began_at < $3 and c.hidden_from is distinct from $4` },
  { source: 'complaint', register: 'guest_complaint', sql: `select received_at as at, '客人投诉' as zh, 'Guest complaint' as en, room, null as card, number as record, id, null as who, false as late
      from guest_complaint where tenant_id = $1 and received_at >= $2 and received_at < $3 and hidden_from is distinct from $4` },
  { source: 'request', register: 'floor_request', sql: `select r.raised_at as at, concat('现场需求：', r.matter) as zh, concat('Request: ', r.matter) as en, r.room, null as card, r.number as record, r.id, u.display_name as who, false as late
      from floor_request r left join app_user u on u.tenant_id = r.tenant_id and u.id = r.raised_by where r.tenant_id = $1 and r.raised_at >= $2 and r.raised_at < $3` },
  { source: 'points', register: 'points_slip', sql: `select p.posted_at as at, concat('积分 ', p.points, '，积分单 ', p.slip_no) as zh, concat(p.points, ' points, slip ', p.slip_no) as en, b.room, c.card_no as card, p.number as record, p.id, null as who, false as late
      from points_slip p join bill b on b.tenant_id = p.tenant_id and b.id = p.bill join member_card c on c.tenant_id = p.tenant_id and c.id = p.card where p.tenant_id = $1 and p.posted_at >= $2 and p.posted_at < $3` },
  { source: 'redemption', register: 'redemption', sql: `select r.executed_at as at, concat('兑换 ', r.quantity, ' 件，', r.points, ' 分') as zh, concat(r.quantity, ' redeemed for ', r.points, ' points') as en, null as room, c.card_no as card, r.number as record, r.id, null as who, false as late
      from redemption r join member_card c on c.tenant_id = r.tenant_id and c.id = r.card where r.tenant_id = $1 and r.executed_at >= $2 and r.executed_at < $3` },
  { source: 'deposit', register: 'card_deposit', sql: `select coalesce(d.occurred_at, d.posted_at) as at, concat('储值 ', to_char(d.amount / 100.0, 'FM999999990.00')) as zh, concat('Deposit of ', to_char(d.amount / 100.0, 'FM999999990.00')) as en, null as room, c.card_no as card, d.number as record, d.id, null as who, coalesce(d.late, false) as late
      from card_deposit d join member_card c on c.tenant_id = d.tenant_id and c.id = d.card where d.tenant_id = $1 and coalesce(d.occurred_at, d.posted_at) >= $2 and coalesce(d.occurred_at, d.posted_at) < $3` },
  { source: 'lost', register: 'lost_item', sql: `select found_at as at, concat('拾到 ', colour, item_name) as zh, concat('Found: ', colour, ' ', item_name) as en, found_place as room, null as card, number as record, id, null as who, false as late from lost_item where tenant_id = $1 and found_at >= $2 and found_at < $3` },
];

export async function happenedOn(tx: Tx, day: string): Promise<Happened[]> {
  const { start, end } = await windowOf(tx, day);
  const looks = LOOKS.filter((l) => tx.kernel.registers.has(l.register));
  const found = await Promise.all(looks.map(async ({ source, register, sql }) => {
    // Every look names all five values, so that each has its type where a look has no use for it.
    const rows = await tx.query<Row>(`${sql} and ($2::timestamptz <= $3::timestamptz and ($4::uuid is null or true) and $5::date is not null)`, [tx.tenantId, start, end, tx.actor.kind === 'user' ? tx.actor.id : null, day]);
    return rows.map(({ zh, en, ...r }): Happened => ({ ...r, source, register, what: [zh, en] }));
  }));
  return [...found.flat(), ...(await printedBetween(tx, start, end))].sort((a, b) => a.at.getTime() - b.at.getTime());
}

/** Slips printed, with the room and card of what they belong to left to their record. */
async function printedBetween(tx: Tx, start: Date, end: Date): Promise<Happened[]> {
  const rows = await tx.query<{ at: Date; n: number; kind: string; number: string; register: string; id: string; who: string | null }>(
    `select p.at, p.n, s.kind, s.number, s.register, s.record_id as id, u.display_name as who from slip_print p join slip s on s.tenant_id = p.tenant_id and s.id = p.slip_id left join app_user u on u.tenant_id = p.tenant_id and u.id = p.actor_id
     where p.tenant_id = $1 and p.at >= $2 and p.at < $3 and s.register = any($4)`, [tx.tenantId, start, end, CLUB_PAPERS]);
  return rows.map((r): Happened => ({
    at: r.at, source: 'slip', what: r.n === 1 ? [`打印 ${r.number}`, `${r.number} printed`] : [`补打 ${r.number}（第 ${r.n} 次）`, `${r.number} printed again (${r.n})`], room: null, card: null, record: r.number, register: r.register, id: r.id, who: r.who, late: false,
  }));
}
const CLUB_PAPERS = ['points_slip', 'redemption', 'card_deposit', 'card_refund', 'card_application', 'invoice', 'room_session', 'bill', 'hand_over'] as const;

async function windowOf(tx: Tx, day: string): Promise<{ readonly start: Date; readonly end: Date }> {
  const [unit] = await tx.query<{ centre: string }>('select centre from club_day where tenant_id = $1 order by day desc limit 1', [tx.tenantId]);
  const of = await calendarOf(tx, unit?.centre ?? '');
  return { start: calendar.startOfBusinessDay(day, of), end: calendar.endOfBusinessDay(day, of) };
}

export const EveningQuery = defineQuery('evening', {
  label: ['一晚的时间线', 'Time line of an evening'],
  access: LOOKERS,
  params: { day: f.date('营业日', 'Business day', { optional: true }), room: f.text('包厢', 'Room', { optional: true, max: 20 }), card: f.text('卡号', 'Card', { optional: true, max: 40 }) },
  async run(tx, { day: asked, room, card }): Promise<Evening> {
    const day = asked ?? await dayOf(tx, tx.now, tx.actor.grants.find((g) => LOOKERS.includes(g.role as never))?.unitId ?? '');
    const all = await happenedOn(tx, day);
    const shifts = await tx.query<OnShift>(
      `select s.id, s.number, s.code, u.display_name as clerk, s.opened_at, coalesce(s.handed_at, s.signed_out_at) as until from shift s join app_user u on u.tenant_id = s.tenant_id and u.id = s.clerk
       where s.tenant_id = $1 and s.business_day = $2 and s.opened_at is not null order by s.opened_at`, [tx.tenantId, day]);
    // A shift belongs to every room and card; the rest only to those it names.
    return { day, shifts, events: all.filter((h) => (room === null || h.room === room) && (card === null || h.card === card)) };
  },
});
