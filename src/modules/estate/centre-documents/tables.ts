/** The tables of which the four documents consist (文书用表): posts, duties, recurring duties, rules, work done, open matters; each a report of its own. Serves TEA-2, TEA-3. */
import { calendar, defineReport, f, Refusal, scopeOf, unitsBelow, type Label, type Tx } from '../../../kernel/index.ts';
import { headcountOf } from '../../people/staff/index.ts';
import { inLanguage } from './english.ts';
import { READERS } from './roles.ts';
import { refuseSpan, standOf, type Occurrence, type Span } from './rules.ts';

export const params = { centre: f.unit('中心', 'Centre'), from: f.date('起', 'From'), to: f.date('止', 'To', { hint: ['含当日', 'That day included'] }) };
export const initial = ({ day }: { readonly day: string }) => ({ from: `${day.slice(0, 4)}-01-01`, to: day });

/** The centre and all below it, as far as the reader reaches; a centre out of reach is refused. */
export async function within(tx: Tx, p: Span): Promise<readonly string[]> {
  refuseSpan(p);
  const scope = await scopeOf(tx, tx.actor, READERS);
  if (scope !== null && !scope.includes(p.centre)) throw new Refusal('not_allowed', ['您没有这项权限', 'You may not do this'], 403);
  return unitsBelow(tx, p.centre);
}
const end = (p: Span): string => calendar.addDays(p.to, 1);
/** In the language of whoever reads: these tables consist of words of the program, not of what somebody typed. */
const say = (tx: Tx, label: Label): string => label[tx.actor.lang ?? 0];
const postLabel = (tx: Tx, role: string): Label => tx.kernel.modules.map((m) => m.roles[role]).find((l) => l !== undefined) ?? [role, role];

export const CentrePosts = defineReport('centre_posts', {
  label: ['岗位与人数', 'Posts and people'], access: READERS, params, initial,
  columns: { post: f.text('岗位', 'Post'), holders: f.integer('任职人数', 'Holders') },
  totals: ['holders'],
  async rows(tx, p) {
    const rows = await tx.query<{ role: string; n: number }>('select role, count(distinct holder)::int as n from role_grant where tenant_id = $1 and unit_id = any($2) and archived_at is null and deputy_for is null and valid_from <= $3 and (valid_to is null or valid_to >= $3) group by role order by role', [tx.tenantId, await within(tx, p), p.to]);
    return rows.map((r) => ({ post: say(tx, postLabel(tx, r.role)), holders: r.n }));
  },
  async proof(tx, p, rows) {
    const [all] = await tx.query<{ n: number }>('select count(*)::int as n from (select distinct role, holder from role_grant where tenant_id = $1 and unit_id = any($2) and archived_at is null and deputy_for is null and valid_from <= $3 and (valid_to is null or valid_to >= $3)) g', [tx.tenantId, await within(tx, p), p.to]);
    return [{ label: ['各岗任职之和 = 任职记录', 'Holders by post = grants on record'], left: rows.reduce((n, r) => n + r.holders, 0), right: all?.n ?? 0 }];
  },
  chart: { kind: 'bar', x: 'post', y: ['holders'] },
});

export const CentreDuties = defineReport('centre_duties', {
  label: ['职责一览', 'Duties'], access: READERS, params, initial,
  columns: { section: f.text('类别', 'Section'), duty: f.text('职责', 'Duty'), owner: f.text('责任岗位', 'Owner'), deputy: f.text('代理岗位', 'Deputy'), frequency: f.text('频次', 'Frequency'), evidence: f.text('以何为凭', 'Evidence') },
  totals: [],
  async rows(tx, p) {
    const units = await within(tx, p);
    const own = await tx.query<{ section: string; duty: string; owner: string; deputy: string; frequency: string; evidence: string }>(
      `select section, words as duty, owner_role as owner, deputy_role as deputy, frequency, evidence from centre_duty where tenant_id = $1 and centre = any($2) and archived_at is null and in_force_from <= $3 and (ended_on is null or ended_on > $3) order by section, number`, [tx.tenantId, units, p.to]);
    const posts = new Set((await tx.query<{ role: string }>('select distinct role from role_grant where tenant_id = $1 and unit_id = any($2) and archived_at is null', [tx.tenantId, units])).map((r) => r.role));
    const recurring = [...tx.kernel.duties.values()].filter((d) => posts.has(d.owner)).map((d) => ({
      section: say(tx, ['定期事项', 'Recurring']), duty: say(tx, d.label), owner: say(tx, postLabel(tx, d.owner)), deputy: say(tx, postLabel(tx, d.deputy)), frequency: say(tx, every(d.recurs.every, 'months' in d.recurs ? d.recurs.months : undefined)),
      evidence: say(tx, d.evidence ? ['系统记录', 'Records of the system'] : ['填报', 'Filled in']),
    }));
    const read = (text: string) => inLanguage(tx.actor.lang ?? 0, text);
    return [...own.map((o) => ({ section: read(o.section), duty: read(o.duty), owner: read(o.owner), deputy: read(o.deputy), frequency: read(o.frequency), evidence: read(o.evidence) })), ...recurring];
  },
  notes: () => [['“定期事项”为系统按日历生成、由本中心岗位负责的事项。', 'Recurring duties are made by the calendar and belong to posts of this centre.']],
});
const EVERY: { readonly [every: string]: Label } = { day: ['每日', 'Daily'], week: ['每周', 'Weekly'], month: ['每月', 'Monthly'], year: ['每年', 'Yearly'] };
const every = (rule: string, months: readonly number[] | undefined): Label => (rule === 'month' && months !== undefined ? (months.length >= 4 ? ['每季', 'Quarterly'] : months.length === 2 ? ['每半年', 'Half-yearly'] : ['每年', 'Yearly']) : EVERY[rule] ?? [rule, rule]);

const occurrencesOf = (tx: Tx, units: readonly string[], p: Span) => tx.query<Occurrence & { duty: string }>(
  'select duty, due_at, done_at from duty_occurrence where tenant_id = $1 and unit_id = any($2) and day between $3 and $4 order by duty, day', [tx.tenantId, units, p.from, p.to]);
export const CentreCalendar = defineReport('centre_calendar', {
  label: ['定期事项完成情况', 'Recurring duties'], access: READERS, params, initial,
  columns: { duty: f.text('事项', 'Duty'), due: f.integer('应办', 'Due'), in_time: f.integer('按时', 'In time'), late: f.integer('逾期办', 'Late'), missed: f.integer('未办', 'Missed'), open: f.integer('未到期', 'Not yet due') },
  totals: ['due', 'in_time', 'late', 'missed', 'open'],
  async rows(tx, p) {
    const found = await occurrencesOf(tx, await within(tx, p), p);
    return [...new Set(found.map((o) => o.duty))].map((name) => ({ duty: say(tx, tx.kernel.duties.get(name)?.label ?? [name, name]), ...standOf(found.filter((o) => o.duty === name), tx.now) }));
  },
  async proof(tx, p, rows) {
    const [all] = await tx.query<{ n: number }>('select count(*)::int as n from duty_occurrence where tenant_id = $1 and unit_id = any($2) and day between $3 and $4', [tx.tenantId, await within(tx, p), p.from, p.to]);
    return [{ label: ['按时 + 逾期 + 未办 + 未到期 = 应办记录', 'In time + late + missed + not yet due = on record'], left: rows.reduce((n, r) => n + r.in_time + r.late + r.missed + r.open, 0), right: all?.n ?? 0 }];
  },
  chart: { kind: 'bar', x: 'duty', y: ['in_time', 'late', 'missed'] },
});

export const CentreRules = defineReport('centre_rules', {
  label: ['现行制度', 'Rules in force'], access: READERS, params, initial,
  columns: { policy: f.ref('制度', 'Rule', 'policy'), version_no: f.integer('版次', 'Version'), effective_from: f.date('生效日期', 'In force from'), signed: f.integer('已签', 'Signed'), checks: f.integer('期内检查', 'Checks in the period'), open: f.integer('整改中', 'Being put right') },
  totals: ['signed', 'checks', 'open'],
  rows: async (tx, p) => tx.query(
    `select p.id as policy, p.version_no, p.effective_from,
       (select count(*)::int from letter_signature l where l.tenant_id = p.tenant_id and l.letter = p.id and l.state = 'signed' and l.archived_at is null) as signed,
       (select count(*)::int from policy_check k where k.tenant_id = p.tenant_id and k.policy = p.id and k.checked_on between $3 and $4 and k.archived_at is null) as checks,
       (select count(*)::int from policy_check k where k.tenant_id = p.tenant_id and k.policy = p.id and k.checked_on <= $4 and k.state in ('correcting', 'rechecking') and k.archived_at is null) as open
     from policy p where p.tenant_id = $1 and p.unit_id = any($2) and p.archived_at is null and p.effective_from <= $4 and (p.ended_on is null or p.ended_on > $4) and p.state in ('in_force', 'superseded', 'repealed') order by p.code`, [tx.tenantId, await within(tx, p), p.from, p.to]),
  drill: { checks: (row) => ({ register: 'policy_check', filter: row === null ? { all: [] } : { field: 'policy', op: 'eq', value: row.policy } }) },
});

export const CentreWork = defineReport('centre_work', {
  label: ['办理的工作', 'Work done'], access: READERS, params, initial,
  columns: { register: f.text('台账', 'Register'), opened: f.integer('登记', 'Opened'), steps: f.integer('办理步骤', 'Steps taken'), people: f.integer('经办人数', 'People') },
  totals: ['opened', 'steps'],
  async rows(tx, p) {
    const rows = await tx.query<{ register: string; opened: number; steps: number; people: number }>(
      `select register, (count(*) filter (where what = 'create'))::int as opened, (count(*) filter (where what <> 'create'))::int as steps, count(distinct actor_id)::int as people from history
       where tenant_id = $1 and unit_id = any($2) and business_day >= $3 and business_day < $4 and register <> 'duty' group by register order by count(*) desc, register`, [tx.tenantId, await within(tx, p), p.from, end(p)]);
    return rows.flatMap((r) => { const register = tx.kernel.registers.get(r.register); return register && !register.hidden && tx.actor.grants.some((g) => register.access.read.includes(g.role)) ? [{ ...r, register: say(tx, register.label) }] : []; });
  },
  notes: () => [['取自历史记录：期间内本中心及下级登记和办理的次数；读者无权查看的台账不列。', 'From the history: opened and handled at this centre and below; registers the reader may not see are left out.']],
  chart: { kind: 'bar', x: 'register', y: ['opened', 'steps'] },
});

export const CentreOpen = defineReport('centre_open', {
  label: ['待办事项', 'Open matters'], access: READERS, params, initial,
  columns: { register: f.text('台账', 'Register'), open: f.integer('待办', 'Open'), overdue: f.integer('其中逾期', 'Of these overdue'), oldest: f.date('最早到期', 'Due first', { optional: true }) },
  totals: ['open', 'overdue'],
  async rows(tx, p) {
    const rows = await tx.query<{ register: string; open: number; overdue: number; oldest: string | null }>(
      `select register, count(*)::int as open, (count(*) filter (where due_at < $3))::int as overdue, to_char(min(due_at), 'YYYY-MM-DD') as oldest from task where tenant_id = $1 and unit_id = any($2) and done_at is null and show_at <= $3 group by register order by 3 desc, 2 desc, register`, [tx.tenantId, await within(tx, p), tx.now]);
    return rows.flatMap((r) => { const register = tx.kernel.registers.get(r.register); return register && tx.actor.grants.some((g) => register.access.read.includes(g.role)) ? [{ ...r, register: say(tx, register.label) }] : []; });
  },
  notes: () => [['待办按出具时刻，不按期间。', 'Open matters are those of the moment at which it is made.']],
  chart: { kind: 'bar', x: 'register', y: ['open', 'overdue'] },
});

/** People employed at the centre and below, at the beginning and at the end. */
export async function heads(tx: Tx, p: Span): Promise<{ readonly before: number; readonly after: number; readonly name: string }> {
  const [unit] = await tx.query<{ name: string }>('select name from unit where tenant_id = $1 and id = $2', [tx.tenantId, p.centre]);
  return { before: (await headcountOf(tx, [p.centre], p.from)).get(p.centre) ?? 0, after: (await headcountOf(tx, [p.centre], p.to)).get(p.centre) ?? 0, name: unit?.name ?? '' };
}
