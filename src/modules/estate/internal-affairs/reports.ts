/** Reports of internal affairs: training hours by person and per head, scores, progress of plans, papers due and overdue. Serves LOG-10.1, LOG-10.5, LOG-10.6, LOG-10.10, LOG-1.4. */
import { calendar, defineReport, f, type Filter, scopeOf, type Tx } from '../../../kernel/index.ts';
import { headcountOf } from '../../people/staff/index.ts';
import { lastDay } from './plans.ts';
import { PLAN_READERS, TRAINING_READERS, WAGES_READERS } from './roles.ts';
import { ITEMS, progressOf, scoreOf, type Facts } from './rules.ts';

const period = f.period('期间', 'Period');
const thisYear = ({ day }: { readonly day: string }) => ({ period: { from: `${day.slice(0, 4)}-01-01`, to: `${Number(day.slice(0, 4)) + 1}-01-01` } });
const add = (a: string, b: string): string => (Number(a) + Number(b)).toFixed(1);

interface Attended { readonly employee: string; readonly unit: string; readonly sessions: number; readonly hours: string; readonly missed: number; readonly tests: number; readonly passed: number; readonly behind: readonly string[] | null }
function attendedIn(tx: Tx, p: { readonly from: string; readonly to: string }, units: readonly string[] | null): Promise<Attended[]> {
  return tx.query<Attended>(
    `select a.employee, a.unit_id as unit, (count(*) filter (where a.state = 'attended'))::int as sessions, coalesce(sum(s.hours) filter (where a.state = 'attended'), 0)::numeric(12,1)::text as hours,
       array_agg(distinct s.id) filter (where a.state = 'attended') as behind, (count(*) filter (where a.state = 'absent'))::int as missed,
       (select count(*)::int from training_result r join training_item i on i.tenant_id = r.tenant_id and i.id = r.item join study_session x on x.tenant_id = i.tenant_id and x.id = i.session
          where r.tenant_id = $1 and r.employee = a.employee and r.archived_at is null and x.held_on >= $2 and x.held_on < $3) as tests,
       (select count(*)::int from training_result r join training_item i on i.tenant_id = r.tenant_id and i.id = r.item join study_session x on x.tenant_id = i.tenant_id and x.id = i.session
          where r.tenant_id = $1 and r.employee = a.employee and r.passed and r.archived_at is null and x.held_on >= $2 and x.held_on < $3) as passed
     from study_attendance a join study_session s on s.tenant_id = a.tenant_id and s.id = a.session join employee e on e.tenant_id = a.tenant_id and e.id = a.employee
     where a.tenant_id = $1 and s.state = 'closed' and a.archived_at is null and s.archived_at is null and s.held_on >= $2 and s.held_on < $3 and ($4::uuid[] is null or a.unit_id = any($4))
     group by a.employee, a.unit_id, e.staff_no order by e.staff_no`, [tx.tenantId, p.from, p.to, units]);
}
/** The other way round: session by session. */
async function hoursBySession(tx: Tx, p: { readonly from: string; readonly to: string }, units: readonly string[] | null): Promise<number> {
  const rows = await tx.query<{ hours: string | null; n: number }>(
    `select s.hours::text as hours, (select count(*)::int from study_attendance a where a.tenant_id = s.tenant_id and a.session = s.id and a.state = 'attended' and a.archived_at is null and ($4::uuid[] is null or a.unit_id = any($4))) as n
     from study_session s where s.tenant_id = $1 and s.state = 'closed' and s.archived_at is null and s.held_on >= $2 and s.held_on < $3`, [tx.tenantId, p.from, p.to, units]);
  return rows.reduce((sum, r) => sum + Number(r.hours ?? 0) * 10 * r.n, 0) / 10;
}

/** Of the sessions of the period only. */
function attendedBehind(row: object | null, rows: readonly object[], of: readonly Filter[]) {
  const sessions = new Set((row === null ? rows : [row]).flatMap((r) => (r as Pick<Attended, 'behind'>).behind ?? []));
  return { register: 'study_attendance', filter: { all: [{ field: 'state', op: 'eq', value: 'attended' }, { field: 'session', op: 'in', value: [...sessions].slice(0, 500) }, ...of] } satisfies Filter };
}

export const TrainingHours = defineReport('training_hours', {
  label: ['个人学时', 'Training hours by person'],
  access: TRAINING_READERS, params: { period }, initial: thisYear,
  columns: { employee: f.ref('员工', 'Employee', 'employee'), unit: f.unit('单位', 'Unit'), sessions: f.integer('到会', 'Attended'), hours: f.quantity('学时', 'Hours', { scale: 1 }), missed: f.integer('缺席', 'Missed'), tests: f.integer('考核', 'Tests'), passed: f.integer('合格', 'Passed') },
  totals: ['sessions', 'hours', 'missed', 'tests', 'passed'],
  rows: async (tx, p) => attendedIn(tx, p.period, await scopeOf(tx, tx.actor, TRAINING_READERS)),
  async proof(tx, p, rows) {
    return [{ label: ['个人学时之和 = 各学习会学时 × 到会人数之和', 'Hours by person = hours × people over the sessions'], left: Number(rows.reduce((sum, r) => add(sum, r.hours), '0')), right: await hoursBySession(tx, p.period, await scopeOf(tx, tx.actor, TRAINING_READERS)) }];
  },
  drill: { sessions: (row, _p, rows) => attendedBehind(row, rows, row === null ? [] : [{ field: 'employee', op: 'eq', value: row.employee }, { field: 'unit_id', op: 'eq', value: row.unit }]) },
  notes: () => [['学时按学习会登记的学时计给每名到会人员；未登记学时的学习会计为 0。', 'Each who attends is credited the hours of the session; a session without hours counts 0.']],
  chart: { kind: 'bar', x: 'employee', y: ['hours'] },
});

export const TrainingPerHead = defineReport('training_per_head', {
  label: ['人均学时', 'Training hours per head'],
  access: TRAINING_READERS, params: { period }, initial: thisYear,
  columns: { unit: f.unit('单位', 'Unit'), headcount: f.integer('期末人数', 'People at the end'), sessions: f.integer('到会人次', 'Attended'), hours: f.quantity('学时', 'Hours', { scale: 1 }), per_head: f.quantity('人均学时', 'Per head', { scale: 2, optional: true }) },
  totals: ['headcount', 'sessions', 'hours'],
  async rows(tx, p) {
    const scope = await scopeOf(tx, tx.actor, TRAINING_READERS);
    const attended = await attendedIn(tx, p.period, scope);
    const units = await tx.query<{ id: string }>('select id from unit where tenant_id = $1 and archived_at is null and ($2::uuid[] is null or id = any($2)) order by code', [tx.tenantId, scope]);
    const own = await tx.query<{ unit: string; n: number }>(
      `select coalesce(a.place, e.unit_id) as unit, count(*)::int as n from employee e left join employee_assignment a on a.tenant_id = e.tenant_id and a.employee = e.id and a.archived_at is null and a.valid_from <= $2 and (a.valid_to is null or a.valid_to >= $2)
       where e.tenant_id = $1 and e.archived_at is null and e.hired_on <= $2 and (e.left_on is null or e.left_on >= $2) group by 1`, [tx.tenantId, calendar.addDays(p.period.to, -1)]);
    return units.map(({ id }) => {
      const here = attended.filter((a) => a.unit === id);
      const hours = here.reduce((sum, a) => add(sum, a.hours), '0.0');
      const headcount = own.find((o) => o.unit === id)?.n ?? 0;
      return { behind: here.flatMap((a) => a.behind ?? []), unit: id, headcount, sessions: here.reduce((n, a) => n + a.sessions, 0), hours, per_head: headcount === 0 ? null : (Number(hours) / headcount).toFixed(2) };
    }).filter((r) => r.headcount > 0 || r.sessions > 0);
  },
  async proof(tx, p, rows) {
    const scope = await scopeOf(tx, tx.actor, TRAINING_READERS);
    const [root] = await tx.query<{ id: string }>('select id from unit where tenant_id = $1 and parent is null limit 1', [tx.tenantId]);
    const whole = root && scope === null ? (await headcountOf(tx, [root.id], calendar.addDays(p.period.to, -1))).get(root.id) ?? 0 : rows.reduce((n, r) => n + r.headcount, 0);
    return [
      { label: ['各单位人数之和 = 在职人数', 'People by unit = people employed'], left: rows.reduce((n, r) => n + r.headcount, 0), right: whole },
      { label: ['各单位学时之和 = 各学习会学时 × 到会人数之和', 'Hours by unit = hours × people over the sessions'], left: Number(rows.reduce((sum, r) => add(sum, r.hours), '0')), right: await hoursBySession(tx, p.period, scope) },
    ];
  },
  drill: { sessions: (row, _p, rows) => attendedBehind(row, rows, row === null ? [] : [{ field: 'unit_id', op: 'eq', value: row.unit }]) },
  chart: { kind: 'bar', x: 'unit', y: ['per_head'] },
});

const item = (i: keyof typeof ITEMS) => f.integer(ITEMS[i][0], ITEMS[i][1]);
export const PerformanceByPerson = defineReport('performance_by_person', {
  label: ['绩效得分表', 'Performance scores'],
  access: WAGES_READERS, params: { month: f.text('月份', 'Month', { max: 7 }) }, initial: ({ day }) => ({ month: calendar.addMonths(`${day.slice(0, 7)}-01`, -1).slice(0, 7) }),
  columns: {
    employee: f.ref('员工', 'Employee', 'employee'), duties_done: item('duties_done'), duties_late: item('duties_late'), study_missed: item('study_missed'), unsigned: item('unsigned'), absent_days: item('absent_days'), late_times: item('late_times'),
    sanctions: item('sanctions'), findings: item('findings'), adjustment: f.integer('调整', 'Adjustment', { min: -20 }), score: f.integer('得分', 'Score'),
  },
  totals: ['duties_done', 'duties_late', 'study_missed', 'unsigned', 'absent_days', 'late_times', 'sanctions', 'findings', 'score'],
  rows: (tx, { month }) => scoresOf(tx, month),
  proof: async (tx, { month }, rows) => {
    const again = (await scoresOf(tx, month)).reduce((n, r) => n + Math.max(0, scoreOf(r, { base: r.base, most: r.most_added, weights: r.weights }) + r.adjustment), 0);
    return [{ label: ['得分之和 = 按各项事实重算之和', 'Sum of scores = computed again from the items'], left: rows.reduce((n, r) => n + r.score, 0), right: again }];
  },
  drill: { score: (row, _p, rows) => ({ register: 'performance_score', filter: { field: 'id', op: 'in', value: (row === null ? rows : [row]).slice(0, 500).map((r) => (r as unknown as Scored).id) } }) },
  notes: () => [['基础分、加分上限和每项分值是按月末生效的参数，计算时写进该绩效月，打开“绩效月”即见。', 'Base, the most that can be added and what each item counts are parameters in force at the month’s end; they are written into the month when it is computed and stand there.']],
  chart: { kind: 'bar', x: 'employee', y: ['score'] },
});

interface Scored extends Facts { readonly id: string; readonly employee: string; readonly adjustment: number; readonly score: number; readonly base: number; readonly most_added: number; readonly weights: Facts }
const scoresOf = async (tx: Tx, month: string) => tx.query<Scored>(
  `select s.id, s.employee, s.duties_done, s.duties_late, s.study_missed, s.unsigned, s.absent_days, s.late_times, s.sanctions, s.findings, coalesce(s.adjustment, 0) as adjustment, s.score, m.base, m.most_added,
     jsonb_build_object('duties_done', m.w_duties_done, 'duties_late', m.w_duties_late, 'study_missed', m.w_study_missed, 'unsigned', m.w_unsigned, 'absent_days', m.w_absent_days, 'late_times', m.w_late_times, 'sanctions', m.w_sanctions, 'findings', m.w_findings) as weights
   from performance_score s join performance_month m on m.tenant_id = s.tenant_id and m.id = s.performance join employee e on e.tenant_id = s.tenant_id and e.id = s.employee
   where s.tenant_id = $1 and m.month = $2 and s.archived_at is null and ($3::uuid[] is null or s.unit_id = any($3)) order by s.score desc, e.staff_no`, [tx.tenantId, month, await scopeOf(tx, tx.actor, WAGES_READERS)]);

export const PlanProgress = defineReport('plan_progress', {
  label: ['计划进度', 'Progress of plans'],
  access: PLAN_READERS, params: { year: f.integer('年度', 'Year', { min: 2000, max: 2100, grouped: false }), as_of: f.date('截至', 'As of') }, initial: ({ day }) => ({ year: Number(day.slice(0, 4)), as_of: day }),
  columns: {
    plan: f.ref('计划', 'Plan', 'work_plan'), unit: f.unit('部门', 'Department'), ends_on: f.date('止', 'Ends on'), items: f.integer('事项', 'Items'), done: f.integer('已完成', 'Done'), carried: f.integer('转下期', 'Carried over'), open: f.integer('进行中', 'Under way'),
    overdue: f.integer('其中逾期', 'Of these overdue'), progress: f.integer('进度', 'Progress', { unit: ['%', '%'] }),
  },
  totals: ['items', 'done', 'carried', 'open', 'overdue'],
  async rows(tx, { year, as_of }) {
    const items = await planItems(tx, year, await scopeOf(tx, tx.actor, PLAN_READERS));
    return [...new Set(items.map((i) => i.plan))].map((plan) => {
      const own = items.filter((i) => i.plan === plan && i.item !== null);
      const of = (state: string) => own.filter((i) => i.state === state).length;
      const head = items.find((i) => i.plan === plan)!;
      return { plan, unit: head.unit, ends_on: lastDay(head.period), items: own.length, done: of('done'), carried: of('carried'), open: of('open'), overdue: own.filter((i) => i.state === 'open' && (i.due_on ?? '') < as_of).length, progress: progressOf(own) };
    });
  },
  async proof(tx, { year }, rows) {
    const [all] = await tx.query<{ n: number }>(
      `select count(*)::int as n from work_plan_item i join work_plan p on p.tenant_id = i.tenant_id and p.id = i.plan where i.tenant_id = $1 and left(p.period, 4) = $2 and i.archived_at is null and p.archived_at is null and ($3::uuid[] is null or p.unit_id = any($3))`,
      [tx.tenantId, String(year), await scopeOf(tx, tx.actor, PLAN_READERS)]);
    return [
      { label: ['事项之和 = 计划事项记录数', 'Sum of items = items on record'], left: rows.reduce((n, r) => n + r.items, 0), right: all?.n ?? 0 },
      { label: ['事项 = 已完成 + 转下期 + 进行中', 'Items = done + carried over + under way'], left: rows.reduce((n, r) => n + r.items, 0), right: rows.reduce((n, r) => n + r.done + r.carried + r.open, 0) },
    ];
  },
  drill: Object.fromEntries(([['items', null], ['done', 'done'], ['carried', 'carried'], ['open', 'open']] as const).map(([column, state]) => [column, (row: { readonly plan: string } | null) => ({ register: 'work_plan_item', filter: { all: [
    ...(row === null ? [] : [{ field: 'plan', op: 'eq', value: row.plan } as const]), ...(state === null ? [] : [{ field: 'state', op: 'eq', value: state } as const])] } })])),
  notes: () => [['进度 = 各事项进度按权重的平均。', 'Progress is the mean of the items by weight.']],
  chart: { kind: 'bar', x: 'plan', y: ['done', 'open', 'carried'] },
});
interface PlanItem { readonly plan: string; readonly unit: string; readonly period: string; readonly item: string | null; readonly state: string | null; readonly weight: number; readonly percent: number; readonly due_on: string | null }
const planItems = (tx: Tx, year: number, units: readonly string[] | null) => tx.query<PlanItem>(
  `select p.id as plan, p.unit_id as unit, p.period, i.id as item, i.state, coalesce(i.weight, 0) as weight, coalesce(i.percent, 0) as percent, i.due_on
   from work_plan p left join work_plan_item i on i.tenant_id = p.tenant_id and i.plan = p.id and i.archived_at is null
   where p.tenant_id = $1 and left(p.period, 4) = $2 and p.archived_at is null and ($3::uuid[] is null or p.unit_id = any($3)) order by p.period, p.number, i.due_on, i.number`, [tx.tenantId, String(year), units]);
