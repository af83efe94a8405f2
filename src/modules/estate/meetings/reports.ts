/** How the rooms are used and how the service was scored. Serves LOG-9.1. */
import { calendar, calendarOf, defineReport, f, type Filter, scopeOf, type Tx } from '../../../kernel/index.ts';
import { READERS } from './meeting.ts';

interface Row { readonly room: string; readonly meetings: number; readonly minutes: number; readonly people: number; readonly cancelled: number; readonly scored: number; readonly score_sum: number }
export const MeetingsByRoom = defineReport('meetings_by_room', {
  label: ['会议室使用与会务评价', 'Use of meeting rooms'],
  access: READERS, params: { period: f.period('开始日期', 'Beginning between') }, initial: ({ day }) => ({ period: { from: `${day.slice(0, 7)}-01`, to: day.slice(5, 7) === '12' ? `${Number(day.slice(0, 4)) + 1}-01-01` : `${day.slice(0, 5)}${String(Number(day.slice(5, 7)) + 1).padStart(2, '0')}-01` } }),
  columns: {
    room: f.ref('会议室', 'Room', 'meeting_room'), meetings: f.integer('会议', 'Meetings'), hours: f.quantity('小时', 'Hours', { scale: 1 }), people: f.integer('人次', 'People'), cancelled: f.integer('取消', 'Cancelled'),
    score: f.quantity('平均评分', 'Average score', { optional: true, scale: 2 }), scored: f.integer('评价次数', 'Evaluated'),
  },
  totals: ['meetings', 'people', 'cancelled', 'scored'],
  async rows(tx, p) {
    const span = await momentsOf(tx, p.period);
    const rows = await tx.query<Row>(
      `select r.id as room, count(m.id) filter (where m.state <> 'cancelled')::int as meetings, coalesce(sum(extract(epoch from m.ends_at - m.begins_at) / 60) filter (where m.state <> 'cancelled'), 0)::int as minutes,
         coalesce(sum(m.people) filter (where m.state <> 'cancelled'), 0)::int as people, count(m.id) filter (where m.state = 'cancelled')::int as cancelled, count(m.score)::int as scored, coalesce(sum(m.score), 0)::int as score_sum
       from meeting_room r left join meeting m on m.tenant_id = r.tenant_id and m.room = r.id and m.archived_at is null and m.begins_at >= $2 and m.begins_at < $3 and ($4::uuid[] is null or m.unit_id = any($4))
       where r.tenant_id = $1 and r.archived_at is null group by r.tenant_id, r.id order by r.number`, [tx.tenantId, ...span, await scopeOf(tx, tx.actor, READERS)]);
    return rows.map((r) => ({ ...r, hours: (Math.max(0, r.minutes) / 60).toFixed(1), score: r.scored === 0 ? null : (r.score_sum / r.scored).toFixed(2) }));
  },
  proof: async (tx, p, rows) => {
    const [all] = await tx.query<{ n: number }>(
      `select count(*)::int as n from meeting where tenant_id = $1 and archived_at is null and begins_at >= $2 and begins_at < $3 and ($4::uuid[] is null or unit_id = any($4)) and room in (select id from meeting_room where tenant_id = $1 and archived_at is null)`,
      [tx.tenantId, ...(await momentsOf(tx, p.period)), await scopeOf(tx, tx.actor, READERS)]);
    return [{ label: ['会议 + 取消 = 登记的会议', 'Meetings + cancelled = meetings on record'], left: rows.reduce((n, r) => n + r.meetings + r.cancelled, 0), right: all?.n ?? 0 }];
  },
  drill: {
    meetings: (row, p) => toMeetings(row, p, { field: 'state', op: 'ne', value: 'cancelled' }), people: (row, p) => toMeetings(row, p, { field: 'state', op: 'ne', value: 'cancelled' }),
    cancelled: (row, p) => toMeetings(row, p, { field: 'state', op: 'eq', value: 'cancelled' }), scored: (row, p) => toMeetings(row, p, { field: 'score', op: 'empty', value: false }),
  },
  notes: () => [['平均评分只计评价过的会议，旁边是次数。', 'The average counts evaluated meetings only; their number stands beside it.']],
  chart: { kind: 'bar', x: 'room', y: ['meetings'] },
});
interface Period { readonly from: string; readonly to: string }
/** The days of the house, as moments. */
async function momentsOf(tx: Tx, { from, to }: Period): Promise<readonly [Date, Date]> {
  const { zone } = await calendarOf(tx, tx.actor.grants[0]?.unitId ?? '');
  return [calendar.instantOf(from, '00:00', zone), calendar.instantOf(to, '00:00', zone)];
}
function toMeetings(row: { readonly room: string } | null, { period }: { readonly period: Period }, of: Filter) {
  const room: readonly Filter[] = row === null ? [] : [{ field: 'room', op: 'eq', value: row.room }];
  return { register: 'meeting', filter: { all: [...room, of, { field: 'begins_at', op: 'gte', value: period.from }, { field: 'begins_at', op: 'lt', value: period.to }] } satisfies Filter };
}
