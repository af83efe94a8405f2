/** A disputed evening laid out by time as a report that proves itself, and the log of a day, counted. Serves AS-43, I11. */
import { calendar, defineReport, f } from '../../../kernel/index.ts';
import { happenedOn, LOOKERS, SOURCES } from './evening.ts';
import { LogEntry } from './log-entry.ts';

export const EveningTimeline = defineReport('evening_timeline', {
  label: ['时间线（可核对、可导出）', 'Evening, proved and exported'],
  access: LOOKERS, page: 'guests/business-log/evening',
  params: { day: f.date('营业日', 'Business day'), room: f.text('包厢', 'Room', { optional: true, max: 20 }), card: f.text('卡号', 'Card', { optional: true, max: 40 }) },
  initial: ({ day }) => ({ day }),
  columns: {
    at: f.dateTime('时间', 'At'), source: f.choice('来源', 'From', SOURCES), what: f.text('内容', 'What', { max: 1200 }), what_en: f.text('英文', 'In English', { max: 1200 }), room: f.text('包厢', 'Room', { optional: true, max: 40 }),
    card: f.text('卡号', 'Card', { optional: true, max: 60 }), record: f.text('记录', 'Record', { optional: true, max: 60 }), late: f.yesNo('补录', 'Entered later'),
  },
  totals: [],
  async rows(tx, { day, room, card }) {
    const all = await happenedOn(tx, day);
    return all.filter((h) => (room === null || h.room === room) && (card === null || h.card === card)).map(({ what, register: _register, id: _id, who: _who, ...h }) => ({ ...h, what: what[0], what_en: what[1] }));
  },
  async proof(tx, { day, room, card }, rows) {
    const [log] = await tx.query<{ n: number }>('select count(*)::int as n from business_log_entry where tenant_id = $1 and day = $2 and ($3::text is null or room = $3) and ($4::text is null or card_no = $4)', [tx.tenantId, day, room, card]);
    return [{ label: ['日志条目全部在列', 'Every entry of the log is here'], left: rows.filter((r) => r.source === 'log').length, right: log?.n ?? 0 }];
  },
  drill: { what: (_row, { day }) => ({ register: LogEntry.name, filter: { field: 'day', op: 'eq', value: day } }) },
});

export const LogByDay = defineReport('business_log_by_day', {
  label: ['日志按日', 'Business log by day'],
  access: ['duty_supervisor', 'vip_manager', 'auditor'],
  params: { period: f.period('营业日', 'Business days') },
  initial: ({ day }) => ({ period: { from: calendar.addDays(day, -60), to: calendar.addDays(day, 1) } }),
  columns: { day: f.date('营业日', 'Business day'), entries: f.integer('条目', 'Entries'), late: f.integer('补录', 'Entered later'), incidents: f.integer('异常', 'Incidents') },
  totals: ['entries', 'late', 'incidents'],
  rows: (tx, { period }) => tx.query(
    `select day, count(*)::int as entries, (count(*) filter (where late))::int as late, (count(*) filter (where kind = 'incident'))::int as incidents from business_log_entry where tenant_id = $1 and day >= $2 and day < $3 group by day order by day`, [tx.tenantId, period.from, period.to]),
  async proof(tx) {
    const [gaps] = await tx.query<{ numbered: number; written: number }>(
      `select coalesce(sum(last), 0)::int as numbered, coalesce(sum(n), 0)::int as written from (select left(number, 11) as series, max(right(number, 4)::int) as last, count(*) as n from business_log_entry where tenant_id = $1 group by 1) s`, [tx.tenantId]);
    const [after] = await tx.query<{ n: number }>(
      `select count(*)::int as n from ledger_journal j join club_day d on d.tenant_id = j.tenant_id and d.day = j.business_day and d.state = 'closed' where j.tenant_id = $1 and j.ledger in ('club_cash', 'invoice_sheets') and j.recorded_at > d.closed_at`, [tx.tenantId]);
    return [
      { label: ['编号没有缺号', 'No number is missing'], left: gaps?.numbered ?? 0, right: gaps?.written ?? 0 },
      { label: ['关账之后入已关营业日的账', 'Journals put into a day after it was closed'], left: after?.n ?? 0, right: 0 },
    ];
  },
  drill: { entries: (row, { period }) => ({ register: LogEntry.name, filter: row ? { field: 'day', op: 'eq', value: row.day } : { all: [{ field: 'day', op: 'gte', value: period.from }, { field: 'day', op: 'lt', value: period.to }] } }) },
  notes: () => [['日志不能修改、不能删除，长期保存（法规要求不少于 60 日）；改动会被审计链查出', 'Entries are neither changed nor deleted and kept without end (the law asks for 60 days); tampering breaks the audit chain']],
  chart: { kind: 'bar', x: 'day', y: ['entries'] },
});
