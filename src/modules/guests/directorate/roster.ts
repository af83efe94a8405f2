/**
 * The centre's roster (排班表) is one of people/rosters: made, published and swapped there. Here: that next week stands before the week ends,
 * and whether people came as it says. Serves VIP-9.4.
 */
import { calendar, calendarOf, defineDuty, defineReport, f, Refusal, scopeOf, type Tx, unitsBelow } from '../../../kernel/index.ts';
import { onRoster, type RosteredShift, uncovered } from '../../people/rosters/index.ts';
import { DIRECTOR } from './posts.ts';
import { cameOf } from './rules.ts';

const READERS = ['vip_director', 'vip_manager', 'duty_supervisor', 'operations_gm', 'auditor'] as const;

export const RosterDuty = defineDuty('club_roster', {
  label: ['下周排班公布', 'Next week’s roster is published'],
  statements: ['VIP-9.4'],
  recurs: { every: 'week', on: [5] }, by: '18:00', unitKind: 'centre', owner: DIRECTOR[0], deputy: 'vip_manager', escalate: { to: 'operations_gm', afterMinutes: 120 },
  form: {},
  guard() { throw new Refusal('club_roster.by_evidence', ['在“排班表”公布下周每天每班都够人的班表，这一项就由系统完成', 'Done by the system once a roster is published that fills every shift of next week']); },
  async evidence({ tx, unit, day }) {
    const [monday, sunday] = [calendar.addDays(day, 3), calendar.addDays(day, 9)];
    const lines = await unitsBelow(tx, unit);
    const gaps = await uncovered(tx, lines, monday, sunday);
    return gaps === null || gaps.length > 0 ? null : { monday, shifts: (await onRoster(tx, lines, monday, sunday)).length };
  },
});

interface Arrival { readonly person: string; readonly day: string; readonly at: Date }
/** Whoever opened a till shift, or registered as the supervisor on duty. */
function arrivals(tx: Tx, units: readonly string[] | null, p: { readonly from: string; readonly to: string }, zone: string, dayStarts: string): Promise<Arrival[]> {
  return tx.query<Arrival>(
    `select clerk as person, business_day as day, created_at as at from shift where tenant_id = $1 and archived_at is null and clerk is not null and business_day >= $3 and business_day < $4 and ($2::uuid[] is null or unit_id = any($2))
     union all select supervisor, ((since at time zone $5) - $6::interval)::date, since from duty_presence
       where tenant_id = $1 and archived_at is null and supervisor is not null and ((since at time zone $5) - $6::interval)::date >= $3 and ((since at time zone $5) - $6::interval)::date < $4 and ($2::uuid[] is null or unit_id = any($2))
     order by at`, [tx.tenantId, units, p.from, p.to, zone, `${dayStarts}:00`]);
}

export const RosterKept = defineReport('roster_kept', {
  label: ['排班与到岗', 'The roster and who came'],
  access: READERS,
  params: { period: f.period('日期', 'Between') },
  initial: ({ day }) => ({ period: { from: calendar.addDays(day, 1 - calendar.weekday(day)), to: calendar.addDays(day, 1) } }),
  columns: {
    employee: f.ref('员工', 'Employee', 'employee'), planned: f.integer('排班', 'Planned'), on_time: f.integer('准时上岗', 'On time'), late: f.integer('晚到', 'Late'), not_seen: f.integer('未见上岗', 'Not seen'),
    unplanned: f.integer('未排而上岗', 'Came unplanned'),
  },
  totals: ['planned', 'on_time', 'late', 'not_seen', 'unplanned'],
  async rows(tx, { period }) {
    const { plans, came, names } = await weighed(tx, period);
    return names.map(({ id, person }) => ({ shifts: plans.filter((s) => s.employee === id).map((s) => s.id), employee: id, ...cameOf(plans.filter((s) => s.employee === id), came.filter((a) => a.person === person)) }));
  },
  async proof(tx, { period }, rows) {
    const units = await scopeOf(tx, tx.actor, READERS);
    const { zone } = await clubCalendar(tx);
    const [all] = await tx.query<{ n: number }>(
      `select count(*)::int as n from planned_shift s where s.tenant_id = $1 and s.state = 'planned' and s.archived_at is null and s.day >= $2 and s.day < $3 and ((s.day + s.starts::text::time) at time zone $5) <= $6 and ($4::uuid[] is null or s.line = any($4))
         and exists (select 1 from shift_roster r where r.tenant_id = s.tenant_id and r.id = s.roster and r.state = 'published' and r.archived_at is null)`, [tx.tenantId, period.from, period.to, await clubUnits(tx, units), zone, tx.now]);
    const sum = (of: (r: (typeof rows)[number]) => number) => rows.reduce((n, r) => n + of(r), 0);
    return [
      { label: ['各人班次之和 = 已公布并已开始的班次', 'Sum of people = shifts published and begun'], left: sum((r) => r.planned), right: all?.n ?? 0 },
      { label: ['排班 = 准时 + 晚到 + 未见', 'Planned = on time + late + not seen'], left: sum((r) => r.planned), right: sum((r) => r.on_time + r.late + r.not_seen) },
    ];
  },
  drill: {
    // Those that have begun, of published rosters of the club; a list takes no more than five hundred.
    planned: (row, _params, rows) => ({ register: 'planned_shift', filter: { field: 'id', op: 'in', value: ((row === null ? rows : [row]) as unknown as readonly { readonly shifts: readonly string[] }[]).flatMap((r) => r.shifts).slice(0, 500) } }),
  },
  notes: () => [['只计已经开始的班次；到岗按开班登记或当班主管登记的时刻，早于上班时间为准时。保安等不登记上岗的岗位显示为未见上岗。', 'Shifts that have begun; arrival is when a till shift was opened or the supervisor registered. Posts that register neither show as not seen.']],
});

/** Units that have a roster and belong to the club: those where somebody may open a till shift. */
async function clubUnits(tx: Tx, units: readonly string[] | null): Promise<readonly string[]> {
  const rows = await tx.query<{ id: string }>(
    `select distinct t.line as id from shift_template t where t.tenant_id = $1 and ($2::uuid[] is null or t.line = any($2))
       and exists (select 1 from shift s where s.tenant_id = t.tenant_id and s.unit_id = t.line)`, [tx.tenantId, units]);
  return rows.map((r) => r.id);
}
const clubCalendar = async (tx: Tx) => {
  const [club] = await clubUnits(tx, await scopeOf(tx, tx.actor, READERS));
  return calendarOf(tx, club ?? tx.actor.grants[0]?.unitId ?? '');
};

interface Named { readonly id: string; readonly person: string | null }
async function weighed(tx: Tx, period: { readonly from: string; readonly to: string }): Promise<{ readonly plans: readonly RosteredShift[]; readonly came: readonly Arrival[]; readonly names: readonly Named[] }> {
  const units = await clubUnits(tx, await scopeOf(tx, tx.actor, READERS));
  const of = await clubCalendar(tx);
  const plans = (await onRoster(tx, units, period.from, calendar.addDays(period.to, -1))).filter((s) => s.from <= tx.now);
  const came = await arrivals(tx, units, period, of.zone, of.dayStarts);
  const names = await tx.query<Named>(
    'select id, app_user as person from employee where tenant_id = $1 and archived_at is null and (id = any($2) or app_user = any($3)) order by staff_no', [tx.tenantId, plans.map((s) => s.employee), came.map((a) => a.person)]);
  return { plans, came, names };
}
