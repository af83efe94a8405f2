/**
 * How many reports there should be and how many there are (报告份数), by the calendar, and the calendar page's answer: every unit,
 * every period, in or late or missing, by date. Serves FS-2.9, SM-32, AC-29, CG-41.
 */
import { calendar, calendarOf, dayOf, defineQuery, defineReport, f, type Filter, type Label, type Tx, unitsOpen } from '../../../kernel/index.ts';
import { regionsFor } from '../orders/index.ts';
import { expectedFrom } from './duties.ts';
import { countReports, type Count, deadlineOf, expectedReports, KINDS, type Level, type ReportKind, type Span, type Standing, standingOf } from './periods.rules.ts';
import { KIND_LABELS } from './report.rules.ts';
import { READERS, WorkReport } from './work-report.ts';

interface Kept { readonly id: string; readonly number: string; readonly place: string; readonly report_kind: ReportKind; readonly starts_on: string; readonly state: string; readonly handed_in_at: Date | null; readonly late: boolean | null }
export interface Place { readonly id: string; readonly name: string; readonly level: Level }

/** The centre first, then its branches in the order of the regions. */
export async function placesOf(tx: Tx): Promise<Place[]> {
  const branches = (await regionsFor(tx, 'points')).map((r) => r.branch);
  const units = await tx.query<{ id: string; name: string; parent: string | null }>('select id, name, parent from unit where tenant_id = $1 and archived_at is null', [tx.tenantId]);
  const byId = new Map(units.map((u) => [u.id, u]));
  const centres = [...new Set(branches.flatMap((b) => byId.get(b)?.parent ?? []))];
  const named = (level: Level) => (id: string): Place[] => { const unit = byId.get(id); return unit ? [{ id, name: unit.name, level }] : []; };
  return [...centres.flatMap(named('consolidated')), ...branches.flatMap(named('branch'))];
}

const kept = (tx: Tx, places: readonly string[], span: Span): Promise<Kept[]> => tx.query<Kept>(
  `select id, number, place, report_kind, starts_on, state, handed_in_at, late from work_report
   where tenant_id = $1 and place = any($2) and archived_at is null and starts_on <= $4 and ends_on >= $3 order by starts_on`, [tx.tenantId, places, span.from, span.to]);

/** Counts of one unit; what is not expected by the answers in force is left out of both sides. */
async function countsOf(tx: Tx, place: Place, span: Span): Promise<Count[]> {
  const reports = await kept(tx, [place.id], span);
  const counts: Count[] = [];
  for (const kind of KINDS) {
    const wanted = new Set<string>();
    for (const e of expectedReports(kind, span)) if (await expectedFrom(tx, place.level, e.from)) wanted.add(e.from);
    const whole = countReports(kind, span, reports.filter((r) => r.report_kind === kind && r.handed_in_at !== null).map((r) => ({ starts_on: r.starts_on, late: r.late === true })));
    const absent = whole.absent.filter((e) => wanted.has(e.from));
    counts.push({ ...whole, expected: whole.there + absent.length, absent });
  }
  return counts;
}

const params = {
  from: f.date('起', 'From'), to: f.date('止', 'To', { hint: ['含当日', 'That day included'] }),
  unit: f.unit('单位', 'Unit', { optional: true, hint: ['留空为总部的汇总报告；区域服务部为本部的报告', 'Empty: the centre’s consolidated reports; for a branch its own'] }),
};
const DAYS_NAMED = 31;
/** The periods that lack a report, as found by the rows of the same run; notes may not ask the database. */
const absentOf = new WeakMap<object, readonly Label[]>();

export const ReportCounts = defineReport('work_report_counts', {
  label: ['报告份数', 'Reports handed in'],
  access: READERS, params,
  initial: ({ day }) => ({ from: `${day.slice(0, 4)}-01-01`, to: day }),
  columns: {
    kind: f.choice('类别', 'Kind', KIND_LABELS), expected: f.integer('应报', 'Expected'), there: f.integer('已报', 'Handed in'),
    late: f.integer('其中迟报', 'Of these late'), missing: f.integer('缺', 'Missing'),
  },
  totals: ['expected', 'there', 'late', 'missing'],
  async rows(tx, p) {
    const places = await wanted(tx, p.unit);
    const counts = (await Promise.all(places.map((place) => countsOf(tx, place, p)))).flat();
    absentOf.set(p, notesOf(counts));
    return KINDS.map((kind) => {
      const own = counts.filter((c) => c.kind === kind);
      const sum = (of: (c: Count) => number) => own.reduce((all, c) => all + of(c), 0);
      return { places: places.map((place) => place.id), kind, expected: sum((c) => c.expected), there: sum((c) => c.there), late: sum((c) => c.late), missing: sum((c) => c.absent.length) };
    });
  },
  async proof(tx, p, rows) {
    const [row] = await tx.query<{ n: number }>(
      `select count(*) as n from work_report where tenant_id = $1 and place = any($2) and archived_at is null and handed_in_at is not null and starts_on <= $4 and ends_on >= $3`,
      [tx.tenantId, (await wanted(tx, p.unit)).map((u) => u.id), p.from, p.to]);
    return [{ label: ['已报之和 = 台账中已上报的报告', 'Sum handed in = reports handed in in the register'], left: rows.reduce((sum, r) => sum + r.there, 0), right: row?.n ?? 0 }];
  },
  drill: { there: (row, p, rows) => behind(row, p, rows), late: (row, p, rows) => behind(row, p, rows, { field: 'late', op: 'eq', value: true }) },
  notes: (p) => [
    ['应报按日历计：日报每日一份，周报为期间触及的每个自然周（周一至周日）一份，月报为触及的每个月一份。', 'Expected by the calendar: one daily a day, one weekly for each week from Monday that the period touches, one monthly for each month it touches.'],
    ...(absentOf.get(p) ?? []),
  ],
  page: 'service/work-reports/calendar',
});

/** Of the places whose reports open for the reader: the one asked for, else the centre, else one's own branch. */
async function wanted(tx: Tx, unit: string | null): Promise<Place[]> {
  const places = await openPlaces(tx);
  const centres = places.filter((u) => u.level === 'consolidated');
  return unit !== null ? places.filter((u) => u.id === unit) : centres.length > 0 ? centres : places;
}
async function openPlaces(tx: Tx): Promise<Place[]> {
  const open = await unitsOpen(tx, WorkReport);
  return (await placesOf(tx)).filter((u) => open === null || open.includes(u.id));
}
function notesOf(counts: readonly Count[]): Label[] {
  return counts.filter((c) => c.absent.length > 0).map((c) => {
    const days = c.absent.slice(0, DAYS_NAMED).map((e) => (c.kind === 'monthly' ? e.from.slice(0, 7) : e.from));
    const more = c.absent.length - days.length;
    return [
      `${KIND_LABELS[c.kind][0]} ${c.there}/${c.expected}，缺：${days.join('、')}${more > 0 ? ` 等 ${c.absent.length} 份` : ''}`,
      `${KIND_LABELS[c.kind][1]} ${c.there}/${c.expected}, missing: ${days.join(', ')}${more > 0 ? ` and ${more} more` : ''}`,
    ];
  });
}
function behind(row: { readonly kind: ReportKind } | null, p: Span, rows: readonly object[], ...more: readonly Filter[]) {
  const places = (rows as readonly { readonly places: readonly string[] }[])[0]?.places ?? [];
  return { register: 'work_report', filter: { all: [
    ...(row === null ? [] : [{ field: 'report_kind', op: 'eq', value: row.kind } as const]), { field: 'place', op: 'in', value: places },
    { field: 'starts_on', op: 'lte', value: p.to }, { field: 'ends_on', op: 'gte', value: p.from }, { field: 'handed_in_at', op: 'empty', value: false }, ...more,
  ] as readonly Filter[] } };
}

export interface CalendarCell { readonly from: string; readonly to: string; readonly standing: Standing; readonly dueAt: string; readonly report: { readonly id: string; readonly number: string; readonly state: string } | null }
export interface CalendarRow { readonly place: Place; readonly cells: readonly CalendarCell[] }
export interface ReportCalendarView extends Span { readonly today: string; readonly kind: ReportKind; readonly rows: readonly CalendarRow[] }

/** In: a kind and a span. Out: each unit with each of its periods; periods that nobody owes and that have no report are left out. */
export const ReportCalendar = defineQuery('work_report_calendar', {
  label: ['汇报日历', 'Reporting calendar'],
  access: READERS,
  params: { kind: f.choice('类别', 'Kind', KIND_LABELS), from: f.date('起', 'From', { optional: true }), to: f.date('止', 'To', { optional: true }) },
  async run(tx, p): Promise<ReportCalendarView> {
    const places = await openPlaces(tx);
    const today = await dayOf(tx, tx.now, places[0]?.id ?? '');
    const span = { from: p.from ?? startOf(p.kind, today), to: p.to ?? today };
    const reports = await kept(tx, places.map((u) => u.id), span);
    const rows: CalendarRow[] = [];
    for (const place of places) rows.push({ place, cells: await cellsFor(tx, place, { kind: p.kind, span, reports: reports.filter((r) => r.place === place.id && r.report_kind === p.kind) }) });
    return { ...span, today, kind: p.kind, rows };
  },
});
/** Two weeks, eight weeks or six months back. */
const startOf = (kind: ReportKind, today: string): string => (kind === 'daily' ? calendar.addDays(today, -13) : kind === 'weekly' ? calendar.addDays(today, -55) : calendar.addMonths(today, -5));

async function cellsFor(tx: Tx, place: Place, c: { readonly kind: ReportKind; readonly span: Span; readonly reports: readonly Kept[] }): Promise<CalendarCell[]> {
  const { zone } = await calendarOf(tx, place.id);
  const byStart = new Map(c.reports.map((r) => [r.starts_on, r]));
  const cells: CalendarCell[] = [];
  for (const e of expectedReports(c.kind, c.span)) {
    const report = byStart.get(e.from);
    if (!report && !(await expectedFrom(tx, place.level, e.from))) continue;
    cells.push({
      from: e.from, to: e.to, standing: standingOf(e, report?.handed_in_at ?? null, { now: tx.now, level: place.level, zone }), dueAt: deadlineOf(e, place.level, zone).toISOString(),
      report: report ? { id: report.id, number: report.number, state: report.state } : null,
    });
  }
  return cells;
}

/** For the home page: what is missing in the last week and concerns the reader. */
export async function missingLately(tx: Tx, units: readonly string[] | null): Promise<number> {
  let missing = 0;
  for (const place of await placesOf(tx)) {
    if (units !== null && !units.includes(place.id)) continue;
    const today = await dayOf(tx, tx.now, place.id);
    const span = { from: calendar.addDays(today, -7), to: calendar.addDays(today, -1) };
    const reports = await kept(tx, [place.id], span);
    missing += (await cellsFor(tx, place, { kind: 'daily', span, reports: reports.filter((r) => r.report_kind === 'daily') })).filter((cell) => cell.standing === 'missing').length;
  }
  return missing;
}
