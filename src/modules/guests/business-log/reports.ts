/** A disputed evening laid out by time: log, calls, points slips, lost property; by room and card. And the log of a day, counted. Serves AS-43, I11. */
import { calendar, calendarOf, defineReport, f, type Tx } from '../../../kernel/index.ts';
import { LogEntry } from './log-entry.ts';

const SOURCES = { log: ['营业日志', 'Log'], call: ['来电', 'Call'], points: ['积分单', 'Points slip'], redemption: ['兑换', 'Redemption'], lost: ['遗留物品', 'Lost property'] } as const;
type Source = keyof typeof SOURCES;
interface Happened { readonly at: Date; readonly source: Source; readonly what: string; readonly room: string | null; readonly card: string | null; readonly record: string | null; readonly late: boolean }

export const EveningTimeline = defineReport('evening_timeline', {
  label: ['时间线', 'Time line of an evening'],
  access: ['duty_supervisor', 'vip_manager', 'auditor'],
  params: { day: f.date('营业日', 'Business day'), room: f.text('包厢', 'Room', { optional: true, max: 20 }), card: f.text('卡号', 'Card', { optional: true, max: 40 }) },
  initial: ({ day }) => ({ day }),
  columns: {
    at: f.dateTime('时间', 'At'), source: f.choice('来源', 'From', SOURCES), what: f.text('内容', 'What', { max: 1200 }), room: f.text('包厢', 'Room', { optional: true, max: 40 }),
    card: f.text('卡号', 'Card', { optional: true, max: 60 }), record: f.text('记录', 'Record', { optional: true, max: 60 }), late: f.yesNo('补录', 'Entered later'),
  },
  totals: [],
  async rows(tx, { day, room, card }) {
    const all = await happenedOn(tx, day);
    return all.filter((h) => (room === null || h.room === room) && (card === null || h.card === card));
  },
  async proof(tx, { day, room, card }, rows) {
    const [log] = await tx.query<{ n: number }>('select count(*)::int as n from business_log_entry where tenant_id = $1 and day = $2 and ($3::text is null or room = $3) and ($4::text is null or card_no = $4)', [tx.tenantId, day, room, card]);
    return [{ label: ['日志条目全部在列', 'Every entry of the log is here'], left: rows.filter((r) => r.source === 'log').length, right: log?.n ?? 0 }];
  },
  drill: { what: (_row, { day }) => ({ register: LogEntry.name, filter: { field: 'day', op: 'eq', value: day } }) },
});

async function happenedOn(tx: Tx, day: string): Promise<Happened[]> {
  const has = (register: string) => tx.kernel.registers.has(register);
  const log = await tx.query<Happened>(`select occurred_at as at, 'log' as source, what, room, card_no as card, coalesce(subject, number) as record, coalesce(late, false) as late from business_log_entry where tenant_id = $1 and day = $2`, [tx.tenantId, day]);
  const from = await windowOf(tx, day);
  const rest = await Promise.all([
    has('points_slip') ? tx.query<Happened>(`select p.posted_at as at, 'points' as source, concat('积分 ', p.points, '，积分单 ', p.slip_no) as what, b.room, c.card_no as card, p.number as record, false as late from points_slip p
      join bill b on b.tenant_id = p.tenant_id and b.id = p.bill join member_card c on c.tenant_id = p.tenant_id and c.id = p.card where p.tenant_id = $1 and p.posted_on = $2`, [tx.tenantId, day]) : [],
    has('redemption') ? tx.query<Happened>(`select r.executed_at as at, 'redemption' as source, concat('兑换 ', r.quantity, ' 件，', r.points, ' 分') as what, null as room, c.card_no as card, r.number as record, false as late from redemption r
      join member_card c on c.tenant_id = r.tenant_id and c.id = r.card where r.tenant_id = $1 and r.executed_on = $2`, [tx.tenantId, day]) : [],
    has('hotline_call') ? tx.query<Happened>(`select began_at as at, 'call' as source, concat('热线来电 ', coalesce(kind, '')) as what, null as room, null as card, number as record, false as late from hotline_call
      where tenant_id = $1 and began_at >= $2 and began_at < $3 and hidden_from is null`, [tx.tenantId, from.start, from.end]) : [],
    has('lost_item') ? tx.query<Happened>(`select found_at as at, 'lost' as source, concat('拾到 ', colour, item_name) as what, found_place as room, null as card, number as record, false as late from lost_item
      where tenant_id = $1 and found_at >= $2 and found_at < $3`, [tx.tenantId, from.start, from.end]) : [],
  ]);
  return [...log, ...rest.flat()].sort((a, b) => a.at.getTime() - b.at.getTime());
}

async function windowOf(tx: Tx, day: string): Promise<{ readonly start: Date; readonly end: Date }> {
  const [unit] = await tx.query<{ centre: string }>('select centre from club_day where tenant_id = $1 order by day desc limit 1', [tx.tenantId]);
  const of = await calendarOf(tx, unit?.centre ?? '');
  return { start: calendar.startOfBusinessDay(day, of), end: calendar.endOfBusinessDay(day, of) };
}

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
