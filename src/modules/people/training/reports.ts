/** Attendance (出勤): study sessions and the stops of the training route, expected against attended. Serves FS-1.2, FS-1.5. */
import { defineReport, f, scopeOf, type Tx } from '../../../kernel/index.ts';
import { READERS } from './roles.ts';
import { rate } from './rules.ts';

const period = f.period('日期', 'Held between');
const thisYear = ({ day }: { readonly day: string }) => ({ period: { from: `${day.slice(0, 4)}-01-01`, to: `${Number(day.slice(0, 4)) + 1}-01-01` } });
const RATE = f.quantity('到会率 %', 'Attendance %', { optional: true, scale: 1 });

interface SessionRow { readonly session: string; readonly held_on: string; readonly state: string; readonly attended: number; readonly excused: number; readonly absent: number; readonly open: number }

export const StudyAttendanceReport = defineReport('study_attendance_report', {
  label: ['学习会到会情况', 'Attendance at study sessions'],
  access: READERS, params: { period }, initial: thisYear,
  columns: {
    session: f.ref('学习会', 'Session', 'study_session'), held_on: f.date('日期', 'Date'), expected: f.integer('应到', 'Expected'), attended: f.integer('已到', 'Attended'),
    excused: f.integer('请假', 'Excused'), absent: f.integer('缺席', 'Absent'), open: f.integer('未签到', 'Not yet'), rate: RATE,
  },
  totals: ['expected', 'attended', 'excused', 'absent', 'open'],
  async rows(tx, p) {
    const found = await tx.query<SessionRow>(
      `select s.id as session, s.held_on, s.state, count(a.id) filter (where a.state = 'attended') as attended, count(a.id) filter (where a.state = 'excused') as excused,
         count(a.id) filter (where a.state = 'absent') as absent, count(a.id) filter (where a.state = 'expected') as open
       from study_session s left join study_attendance a on a.tenant_id = s.tenant_id and a.session = s.id and a.archived_at is null and ($4::uuid[] is null or a.unit_id = any($4))
       where s.tenant_id = $1 and s.archived_at is null and s.state in ('called', 'closed') and s.held_on >= $2 and s.held_on < $3 and ($4::uuid[] is null or s.unit_id = any($4))
       group by s.tenant_id, s.id order by s.held_on, s.number`, [tx.tenantId, p.period.from, p.period.to, await scopeOf(tx, tx.actor, READERS)]);
    return found.map(({ state: _state, ...s }) => {
      const expected = s.attended + s.excused + s.absent + s.open;
      return { ...s, expected, rate: rate(s.attended, expected, s.excused)?.toFixed(1) ?? null };
    });
  },
  proof: async (tx, p, rows) => {
    const [listed] = await tx.query<{ n: number }>(
      `select count(*) as n from study_attendance a where a.tenant_id = $1 and a.archived_at is null and ($4::uuid[] is null or a.unit_id = any($4)) and a.session in (select id from study_session s where s.tenant_id = $1 and s.archived_at is null
         and s.state in ('called', 'closed') and s.held_on >= $2 and s.held_on < $3 and ($4::uuid[] is null or s.unit_id = any($4)))`, [tx.tenantId, p.period.from, p.period.to, await scopeOf(tx, tx.actor, READERS)]);
    return [{ label: ['已到 + 请假 + 缺席 + 未签到 = 名单人次', 'Attended + excused + absent + not yet = names on the lists'], left: rows.reduce((n, r) => n + r.attended + r.excused + r.absent + r.open, 0), right: listed?.n ?? 0 }];
  },
  drill: Object.fromEntries(([['expected', null], ['attended', 'attended'], ['excused', 'excused'], ['absent', 'absent'], ['open', 'expected']] as const).map(([column, state]) => [column,
    (row: { readonly session: string } | null, _p: unknown, rows: readonly { readonly session: string }[]) => ({ register: 'study_attendance', filter: { all: [
      { field: 'session', op: 'in', value: (row === null ? rows : [row]).map((r) => r.session).slice(0, 500) } as const, ...(state === null ? [] : [{ field: 'state', op: 'eq', value: state } as const]),
    ] } })])),
  notes: () => [['到会率 = 已到 ÷（应到 − 请假）。', 'Attendance = attended ÷ (expected − excused).']],
  chart: { kind: 'bar', x: 'session', y: ['attended', 'absent'] },
});

interface StopRow { readonly stop: string; readonly stop_no: number; readonly branch: string; readonly planned_on: string; readonly held_on: string | null; readonly state: 'planned' | 'postponed' | 'under_way' | 'done' | 'skipped'; readonly staff: number; readonly users: number; readonly attended: number; readonly absent: number }

export const TrainingRoute = defineReport('training_route', {
  label: ['培训路线与到训情况', 'Training route and attendance'],
  access: READERS, params: { plan: f.ref('培训计划', 'Plan', 'training_plan', { optional: true, hint: ['留空为最近的计划', 'Empty: the latest plan'] }) },
  columns: {
    stop_no: f.integer('第几站', 'Stop'), stop: f.ref('站点', 'Place', 'training_stop'), branch: f.unit('区域服务部', 'Branch'), planned_on: f.date('计划日期', 'Planned for'), held_on: f.date('实际日期', 'Held on', { optional: true }),
    state: f.choice('状态', 'State', { planned: ['计划中', 'Planned'], postponed: ['已延期', 'Postponed'], under_way: ['进行中', 'Under way'], done: ['已完成', 'Done'], skipped: ['已取消', 'Left out'] }),
    staff: f.integer('服务人员', 'Service staff'), users: f.integer('用户', 'Users'), attended: f.integer('到训', 'Attended'), absent: f.integer('缺席', 'Absent'), rate: RATE,
  },
  totals: ['staff', 'users', 'attended', 'absent'],
  async rows(tx, p) {
    const found = await tx.query<StopRow>(
      `select s.id as stop, s.stop_no, s.branch, s.planned_on, s.held_on, s.state, count(t.id) filter (where t.kind = 'staff') as staff, count(t.id) filter (where t.kind = 'user') as users,
         count(t.id) filter (where t.state = 'attended') as attended, count(t.id) filter (where t.state = 'absent') as absent
       from training_stop s left join training_participant t on t.tenant_id = s.tenant_id and t.stop = s.id and t.archived_at is null
       where s.tenant_id = $1 and s.archived_at is null and s.plan = $2 and s.stop_no is not null and ($3::uuid[] is null or s.unit_id = any($3))
       group by s.tenant_id, s.id order by s.stop_no`, [tx.tenantId, await planInView(tx, p.plan), await scopeOf(tx, tx.actor, READERS)]);
    return found.map((s) => ({ ...s, rate: rate(s.attended, s.attended + s.absent, 0)?.toFixed(1) ?? null }));
  },
  proof: async (tx, p, rows) => {
    const plan = await planInView(tx, p.plan);
    const [entered] = await tx.query<{ n: number }>(
      `select count(*) as n from training_participant t where t.tenant_id = $1 and t.archived_at is null and ($3::uuid[] is null or t.unit_id = any($3))
       and exists (select 1 from training_stop s where s.tenant_id = t.tenant_id and s.id = t.stop and s.plan = $2 and s.stop_no is not null and s.archived_at is null)`, [tx.tenantId, plan, await scopeOf(tx, tx.actor, READERS)]);
    return [{ label: ['服务人员 + 用户 = 参训名单人数', 'Service staff + users = names on the lists'], left: rows.reduce((n, r) => n + r.staff + r.users, 0), right: entered?.n ?? 0 }];
  },
  drill: { staff: byKind('staff'), users: byKind('user'), attended: byState('attended'), absent: byState('absent') },
  notes: () => [['到训率 = 到训 ÷（到训 + 缺席）；未开训的站不计。', 'Attendance = attended ÷ (attended + absent); stops not yet held are left out.']],
});

function byKind(kind: string) {
  return (row: { readonly stop: string } | null) => ({ register: 'training_participant', filter: { all: [{ field: 'kind', op: 'eq', value: kind } as const, ...(row === null ? [] : [{ field: 'stop', op: 'eq', value: row.stop } as const])] } });
}
function byState(state: string) {
  return (row: { readonly stop: string } | null) => ({ register: 'training_participant', filter: { all: [{ field: 'state', op: 'eq', value: state } as const, ...(row === null ? [] : [{ field: 'stop', op: 'eq', value: row.stop } as const])] } });
}

async function planInView(tx: Tx, wanted: string | null): Promise<string | null> {
  if (wanted !== null) return wanted;
  const [latest] = await tx.query<{ id: string }>('select id from training_plan where tenant_id = $1 and archived_at is null order by begins_on desc, number desc limit 1', [tx.tenantId]);
  return latest?.id ?? null;
}
