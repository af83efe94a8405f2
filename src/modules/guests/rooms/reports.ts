/**
 * Reports of rooms: how full they are by type and hour, and who booked and did not come. Minutes are counted from sessions as
 * they were, cut at the hour; a session that still runs counts until now. Serves VIP-5.13, P14.
 */
import { calendar, calendarOf, defineReport, f, scopeOf, type Tx } from '../../../kernel/index.ts';
import { ROOM_READERS } from './room.ts';
import { minutesByHour } from './rules.ts';

const readers = ['duty_supervisor', 'vip_manager', 'finance', 'auditor'] as const;
const params = { from: f.date('自营业日', 'From'), to: f.date('至营业日', 'To') };
interface Days { readonly from: string; readonly to: string }
/** Hours of an opening in their order: the night belongs to the evening before. */
const HOURS = [...Array.from({ length: 16 }, (_, i) => i + 8), 0, 1];

const KINDS = ['small', 'medium', 'large', 'luxury'] as const;
type Kind = (typeof KINDS)[number];
const rate = (zh: string, en: string) => f.integer(zh, en, { optional: true, unit: ['%', '%'] });
interface Stay { readonly kind: Kind; readonly on: Date; readonly off: Date }

export const RoomOccupancy = defineReport('room_occupancy', {
  label: ['包厢使用热力图', 'Rooms by type and hour'],
  access: readers,
  params,
  initial: ({ day }) => ({ from: calendar.addDays(day, -27), to: day }),
  columns: {
    hour: f.text('时段', 'Hour'), small: rate('小包', 'Small'), medium: rate('中包', 'Medium'), large: rate('大包', 'Large'), luxury: rate('豪包', 'Luxury'), all: rate('全部', 'All'),
    minutes: f.integer('使用分钟', 'Minutes used', { big: true }), available: f.integer('可用分钟', 'Minutes to be had', { big: true }),
  },
  totals: ['minutes', 'available'],
  async rows(tx, { from, to }) {
    const [stays, rooms] = [await staysIn(tx, { from, to }), await roomsByKind(tx)];
    const { zone } = await centreOf(tx);
    const days = calendar.daysBetween(from, to) + 1;
    const used = new Map<string, number>();
    for (const stay of stays) for (const [hour, minutes] of minutesByHour(stay.on, stay.off, zone)) used.set(`${stay.kind} ${hour}`, (used.get(`${stay.kind} ${hour}`) ?? 0) + minutes);
    return HOURS.map((hour) => {
      const at = (kind: Kind) => used.get(`${kind} ${hour}`) ?? 0;
      const share = (minutes: number, of: number) => (of === 0 ? null : Math.round((minutes * 100) / (of * days * 60)));
      const [minutes, count] = [KINDS.reduce((sum, kind) => sum + at(kind), 0), KINDS.reduce((sum, kind) => sum + (rooms.get(kind) ?? 0), 0)];
      const of = (kind: Kind) => share(at(kind), rooms.get(kind) ?? 0);
      return {
        hour: `${String(hour).padStart(2, '0')}:00`, small: of('small'), medium: of('medium'), large: of('large'), luxury: of('luxury'), all: share(minutes, count), minutes: Math.round(minutes), available: count * days * 60,
      };
    });
  },
  async proof(tx, { from, to }, rows) {
    // Whole sessions, summed by the database, against their parts; each hour is rounded by at most half a minute.
    const [start, end] = await bounds(tx, { from, to });
    const [row] = await tx.query<{ n: number }>(
      `select coalesce(sum(extract(epoch from least(coalesce(switched_off_at, $4), $4) - switched_on_at) / 60), 0)::float8 as n from room_session
       where tenant_id = $1 and switched_on_at >= $2 and switched_on_at < $3 and room_type is not null and coalesce(switched_off_at, $4) > switched_on_at and ($5::uuid[] is null or unit_id = any($5))`,
      [tx.tenantId, start, end, tx.now, await scopeOf(tx, tx.actor, ROOM_READERS)]);
    const [whole, parts] = [row?.n ?? 0, rows.reduce((sum, r) => sum + r.minutes, 0)];
    return [{ label: ['各时段之和 = 各次开房时长之和（取整到分钟）', 'Sum of the hours = sum of the sessions (whole minutes)'], left: parts, right: Math.abs(parts - whole) <= rows.length / 2 ? parts : Math.round(whole) }];
  },
  drill: { minutes: (_row, { from, to }) => ({ register: 'room_session', filter: { field: 'switched_on_at', op: 'between', value: [`${from}T00:00:00Z`, `${calendar.addDays(to, 1)}T00:00:00Z`] } }) },
  notes: () => [
    ['使用率 = 使用分钟 ÷（包厢数 × 天数 × 60）；凌晨计入前一营业日；使用中的计到现在；换过房的按现在的类型', 'Rate = minutes used ÷ (rooms × days × 60); the night belongs to the evening before; running sessions count until now; after a move the present type counts'],
  ],
  chart: { kind: 'heat', x: 'hour', y: ['small', 'medium', 'large', 'luxury'] },
});

export const BookingsKept = defineReport('bookings_kept', {
  label: ['预订与未到店', 'Bookings and no-shows'],
  access: readers,
  params,
  initial: ({ day }) => ({ from: calendar.addDays(day, -27), to: day }),
  columns: {
    channel: f.choice('渠道', 'Channel', { phone: ['热线电话', 'Hotline'], counter: ['到店', 'At the desk'], online: ['网络', 'Online'], member: ['会员活动', 'Member activity'] }),
    bookings: f.integer('预订', 'Bookings'), arrived: f.integer('到店', 'Came'), no_show: f.integer('未到店', 'No-show'), cancelled: f.integer('取消', 'Cancelled'), open: f.integer('待到', 'To come'),
    rate: f.text('未到率', 'No-show rate'), minutes_lost: f.integer('空置分钟', 'Minutes lost', { hint: ['未到店的预订从开始到放房', 'From the beginning of a no-show until the room was given up'] }),
  },
  totals: ['bookings', 'arrived', 'no_show', 'cancelled', 'open', 'minutes_lost'],
  async rows(tx, days) {
    const [from, to] = await bounds(tx, days);
    const rows = await tx.query<{ channel: 'phone' | 'counter' | 'online' | 'member'; bookings: number; arrived: number; no_show: number; cancelled: number; open: number; minutes_lost: number }>(
      `select c.channel, count(b.id)::int as bookings, count(*) filter (where b.state = 'arrived')::int as arrived, count(*) filter (where b.state = 'no_show')::int as no_show,
         count(*) filter (where b.state = 'cancelled')::int as cancelled, count(*) filter (where b.state in ('requested', 'held', 'confirmed'))::int as open,
         coalesce(sum(extract(epoch from b.no_show_at - b.starts_at) / 60) filter (where b.state = 'no_show'), 0)::int as minutes_lost
       from unnest(array['phone', 'counter', 'online', 'member']) with ordinality as c(channel, at)
       left join booking b on b.tenant_id = $1 and b.channel = c.channel and b.starts_at >= $2 and b.starts_at < $3 and ($4::uuid[] is null or b.unit_id = any($4))
       group by c.channel, c.at order by c.at`, [tx.tenantId, from, to, await scopeOf(tx, tx.actor, ROOM_READERS)]);
    // Of those that were decided: who came and who did not.
    return rows.map((r) => ({ ...r, rate: r.arrived + r.no_show === 0 ? '—' : `${((r.no_show * 100) / (r.arrived + r.no_show)).toFixed(1)} %` }));
  },
  async proof(tx, days, rows) {
    const [from, to] = await bounds(tx, days);
    const [all] = await tx.query<{ n: number; sessions: number }>(
      `select count(*)::int as n, (select count(distinct s.booking)::int from room_session s join booking k on k.tenant_id = s.tenant_id and k.id = s.booking where s.tenant_id = $1 and k.starts_at >= $2 and k.starts_at < $3 and ($4::uuid[] is null or k.unit_id = any($4))) as sessions
       from booking where tenant_id = $1 and starts_at >= $2 and starts_at < $3 and ($4::uuid[] is null or unit_id = any($4))`, [tx.tenantId, from, to, await scopeOf(tx, tx.actor, ROOM_READERS)]);
    return [
      { label: ['到店 + 未到 + 取消 + 待到 = 预订', 'Came + no-show + cancelled + to come = bookings'], left: rows.reduce((n, r) => n + r.arrived + r.no_show + r.cancelled + r.open, 0), right: all?.n ?? 0 },
      { label: ['到店的预订都有开房', 'Every booking that came has a session'], left: rows.reduce((n, r) => n + r.arrived, 0), right: all?.sessions ?? 0 },
    ];
  },
  drill: { no_show: kept('no_show'), cancelled: kept('cancelled'), arrived: kept('arrived') },
  notes: () => [['未到率 = 未到店 ÷（到店 + 未到店）；取消的不算', 'No-show rate = no-shows ÷ (came + no-shows); cancelled bookings do not count']],
  chart: { kind: 'bar', x: 'channel', y: ['arrived', 'no_show', 'cancelled'] },
});

function kept(state: string) {
  return (row: { readonly channel: string } | null, { from, to }: Days) => ({
    register: 'booking',
    filter: { all: [...(row === null ? [] : [{ field: 'channel', op: 'eq' as const, value: row.channel }]), { field: 'state', op: 'eq' as const, value: state }, { field: 'starts_at', op: 'between' as const, value: [`${from}T00:00:00Z`, `${calendar.addDays(to, 1)}T00:00:00Z`] }] },
  });
}

async function centreOf(tx: Tx) {
  const [room] = await tx.query<{ unit: string }>('select unit_id as unit from room where tenant_id = $1 limit 1', [tx.tenantId]);
  return calendarOf(tx, room?.unit ?? tx.actor.grants[0]?.unitId ?? '');
}

async function bounds(tx: Tx, { from, to }: Days): Promise<readonly [Date, Date]> {
  const centre = await centreOf(tx);
  return [calendar.startOfBusinessDay(from, centre), calendar.endOfBusinessDay(to, centre)];
}

async function staysIn(tx: Tx, days: Days): Promise<Stay[]> {
  const [from, to] = await bounds(tx, days);
  return tx.query<Stay>(
    `select t.kind, s.switched_on_at as on, least(coalesce(s.switched_off_at, $4), $4) as off from room_session s join room_type t on t.tenant_id = s.tenant_id and t.id = s.room_type
     where s.tenant_id = $1 and s.switched_on_at >= $2 and s.switched_on_at < $3 and ($5::uuid[] is null or s.unit_id = any($5)) and coalesce(s.switched_off_at, $4) > s.switched_on_at`,
    [tx.tenantId, from, to, tx.now, await scopeOf(tx, tx.actor, ROOM_READERS)]);
}

async function roomsByKind(tx: Tx): Promise<ReadonlyMap<Kind, number>> {
  const rows = await tx.query<{ kind: Kind; n: number }>(
    `select t.kind, count(*)::int as n from room r join room_type t on t.tenant_id = r.tenant_id and t.id = r.room_type where r.tenant_id = $1 and r.archived_at is null and ($2::uuid[] is null or r.unit_id = any($2)) group by 1`,
    [tx.tenantId, await scopeOf(tx, tx.actor, ROOM_READERS)]);
  return new Map(rows.map((r) => [r.kind, r.n]));
}
