/**
 * Performance of a month (绩效): scores computed from facts that the system already has, contested by the person, decided by the head, handed
 * to personnel, who accept or send back. One ledger of sanctions and attendance for the whole house: nothing is typed twice. Serves LOG-10.1, LOG-10.4, P34, G-L12.
 */
import { createRecord, defineProcess, defineRegister, f, grantFor, readRecord, unitsBelow, updateRecord, type RowOf, type Tx } from '../../../kernel/index.ts';
import { colleaguesAt, type Colleague } from '../../people/staff/index.ts';
import { ANYBODY, HEADS, WAGES, WAGES_READERS } from './roles.ts';
import { type Facts, type Item, ITEMS, notToObject, refuseMonth, scoreOf, type Terms } from './rules.ts';
import { termsOf } from './terms.ts';

const worth = (item: Item) => f.integer(`每次：${ITEMS[item][0]}`, `Each: ${ITEMS[item][1].toLowerCase()}`, { min: -100, optional: true, readonly: true });
/** What the month was reckoned by stands in it, so that a later change of the parameters does not change what one reads. */
const WORTH = {
  w_duties_done: worth('duties_done'), w_duties_late: worth('duties_late'), w_study_missed: worth('study_missed'), w_unsigned: worth('unsigned'), w_absent_days: worth('absent_days'), w_late_times: worth('late_times'), w_sanctions: worth('sanctions'), w_findings: worth('findings'),
};
const written = ({ base, most, weights }: Terms) => ({ base, most_added: most, ...(Object.fromEntries((Object.keys(ITEMS) as Item[]).map((i) => [`w_${i}`, weights[i]])) as { readonly [W in keyof typeof WORTH]: number }) });

export const PerformanceMonth = defineRegister('performance_month', {
  label: ['绩效月', 'Month of performance'],
  number: 'JX-{yyyy}-{00}',
  fields: {
    unit: f.unit('部门', 'Department'),
    month: f.text('月份', 'Month', { max: 7, hint: ['例如 2026-02', 'For example 2026-02'] }),
    people: f.integer('人数', 'People', { optional: true, readonly: true }),
    base: f.integer('基础分', 'Base', { optional: true, readonly: true }),
    most_added: f.integer('加分上限', 'Most that can be added', { optional: true, readonly: true }),
    ...WORTH,
    computed_at: f.dateTime('计算时间', 'Computed at', { optional: true, readonly: true }),
    handed_on: f.date('报送日期', 'Handed in on', { optional: true, readonly: true }),
    returned_because: f.text('退回原因', 'Why it was sent back', { max: 200, optional: true, readonly: true }),
  },
  title: ['unit', 'month'],
  list: ['month', 'unit', 'people', 'handed_on'],
  sorts: ['-month', '-number'],
  unique: [['unit', 'month']],
  access: { read: WAGES_READERS, create: WAGES },
  empty: ['还没有绩效月。选部门和月份，得分由系统从已有的事实算出。', 'No months yet. Choose department and month; scores are computed from facts on record.'],
  opening: {
    guard: ({ input, day }) => refuseMonth('performance_month', input.month, day),
    set: ({ input }) => ({ unit_id: input.unit }),
  },
});

const count = (item: keyof typeof ITEMS) => f.integer(ITEMS[item][0], ITEMS[item][1], { optional: true, readonly: true });
export const PerformanceScore = defineRegister('performance_score', {
  label: ['绩效得分', 'Performance score'],
  number: 'JF-{yyyy}-{0000}',
  fields: {
    performance: f.ref('绩效月', 'Month', 'performance_month', { readonly: true }),
    employee: f.ref('员工', 'Employee', 'employee', { readonly: true }),
    person: f.ref('本人', 'The person', 'app_user', { optional: true, readonly: true }),
    duties_done: count('duties_done'), duties_late: count('duties_late'), study_missed: count('study_missed'), unsigned: count('unsigned'),
    absent_days: count('absent_days'), late_times: count('late_times'), sanctions: count('sanctions'), findings: count('findings'),
    computed: f.integer('按事实得分', 'By the facts', { readonly: true }),
    adjustment: f.integer('调整', 'Adjustment', { min: -20, max: 20, optional: true, readonly: true }),
    score: f.integer('得分', 'Score', { readonly: true }),
    objection: f.longText('异议', 'Objection', { max: 500, optional: true, readonly: true }),
    decision: f.longText('复核意见', 'Decision', { max: 500, optional: true, readonly: true }),
  },
  title: ['employee', 'performance'],
  list: ['performance', 'employee', 'computed', 'adjustment', 'score'],
  sorts: ['-number', '-score'],
  indexes: [['performance', 'state'], ['person']],
  unique: [['performance', 'employee']],
  access: { read: WAGES_READERS, create: [], own: 'person' },
  empty: ['还没有得分。由绩效月计算。', 'No scores yet. They are computed by the month.'],
});

export const PerformanceMonthProcess = defineProcess(PerformanceMonth, 'open',
  {
    open: { label: ['待计算', 'To be computed'], tone: 'waiting', due: { step: 'compute', at: ({ now }) => new Date(now.getTime() + 5 * 86_400_000) } },
    computed: { label: ['已计算，可异议', 'Computed, open to objections'], tone: 'active' },
    handed_in: { label: ['已报人事', 'With personnel'], tone: 'active', due: { step: 'accept', at: ({ now }) => new Date(now.getTime() + 3 * 86_400_000) } },
    accepted: { label: ['已收妥', 'Accepted'], tone: 'done' },
  },
  (step) => ({
    compute: step({
      label: ['计算', 'Compute'], tone: 'primary', from: ['open', 'computed'], to: 'computed', by: WAGES, form: {},
      hint: ['可反复计算；已复核的调整保留', 'May be repeated; adjustments decided stay'],
      facts: async ({ tx, record }) => ({ people: await peopleOf(tx, record), terms: await termsOf(tx, record.month) }),
      ready: ({ facts }) => (facts.people.length === 0 ? ['该部门当月没有在职人员', 'Nobody was employed there'] : null),
      set: ({ facts, now }) => ({ people: facts.people.length, computed_at: now, ...written(facts.terms) }),
      effect: async ({ tx, record, facts }) => computeAll(tx, record, facts.people, facts.terms),
    }),
    hand_in: step({
      label: ['报人事', 'Hand in to personnel'], tone: 'primary', from: ['computed'], to: 'handed_in', by: WAGES, form: {},
      facts: async ({ tx, record }) => ({ contested: await contested(tx, record.id) }),
      ready({ record, facts, day }) {
        if (record.month >= day.slice(0, 7)) return ['月份还没有过完', 'The month is not over'];
        return facts.contested.length > 0 ? [`异议未复核：${facts.contested.join('、')}`, `Objections undecided: ${facts.contested.join(', ')}`] : null;
      },
      set: ({ day }) => ({ handed_on: day, returned_because: null }),
    }),
    accept: step({ label: ['收妥', 'Accept'], tone: 'primary', from: ['handed_in'], to: 'accepted', by: ['hr'], form: {} }),
    return: step({ label: ['退回', 'Send back'], from: ['handed_in'], to: 'computed', by: ['hr'], form: { returned_because: f.text('退回原因', 'Why', { max: 200 }) } }),
  }),
);

export const PerformanceScoreProcess = defineProcess(PerformanceScore, 'computed',
  {
    computed: { label: ['已计算', 'Computed'], tone: 'active' },
    contested: { label: ['有异议', 'Contested'], tone: 'alarm', due: { step: 'decide', at: ({ now }) => new Date(now.getTime() + 5 * 86_400_000), escalateTo: 'centre_manager' } },
    decided: { label: ['已复核', 'Decided'], tone: 'done' },
  },
  (step) => ({
    contest: step({
      label: ['提出异议', 'Object'], from: ['computed'], to: 'contested', by: ANYBODY, form: { objection: f.longText('异议', 'Objection', { max: 500, hint: ['哪一项与事实不符', 'Which item does not fit the facts'] }) },
      hint: ['由本人提出；没有登录账号的，由劳资员登记', 'By the person; for somebody without a sign-in the wages clerk writes it down'],
      facts: async ({ tx, record, actor }) => ({ month: await readRecord(tx, PerformanceMonth, record.performance), clerk: (await grantFor(tx, actor, WAGES, record.unit_id)) !== undefined }),
      ready: ({ record, facts, actor }) => notToObject({ person: record.person, actor: actor.id, clerk: facts.clerk }) ?? (facts.month?.state === 'computed' ? null : ['已报人事，不再受理异议', 'Handed in; no objections any more']),
    }),
    decide: step({
      label: ['复核', 'Decide'], tone: 'primary', from: ['contested'], to: 'decided', by: HEADS,
      form: { adjustment: f.integer('调整', 'Adjustment', { min: -20, max: 20 }), decision: f.longText('复核意见', 'Decision', { max: 500 }) },
      ready: ({ record, actor }) => (record.person === actor.id ? ['不能复核自己的得分', 'Nobody decides on their own score'] : null),
      set: ({ record, input }) => ({ score: Math.max(0, record.computed + input.adjustment) }),
    }),
  }),
);

const peopleOf = async (tx: Tx, m: RowOf<typeof PerformanceMonth>): Promise<Colleague[]> => colleaguesAt(tx, await unitsBelow(tx, m.unit), `${m.month}-28`);

async function computeAll(tx: Tx, m: RowOf<typeof PerformanceMonth>, people: readonly Colleague[], terms: Terms): Promise<void> {
  const facts = await factsOf(tx, m.month, people);
  const kept = new Map((await tx.query<{ employee: string; id: string; version: number; adjustment: number | null }>(
    'select employee, id, version, adjustment from performance_score where tenant_id = $1 and performance = $2', [tx.tenantId, m.id])).map((r) => [r.employee, r]));
  for (const person of people) {
    const own = facts(person.id);
    const computed = scoreOf(own, terms);
    const old = kept.get(person.id);
    const values = { ...own, computed, score: Math.max(0, computed + (old?.adjustment ?? 0)) };
    if (old) await updateRecord(tx, PerformanceScore, old, values, { what: 'recompute' });
    else await createRecord(tx, PerformanceScore, { performance: m.id, employee: person.id, person: person.app_user, ...values, unit_id: person.place } as never);
  }
}

/** Each item counted where it is kept: duties, study, letters, attendance, discipline, standards. */
async function factsOf(tx: Tx, month: string, people: readonly Colleague[]): Promise<(employee: string) => Facts> {
  const ids = people.map((p) => p.id);
  const values = [tx.tenantId, `${month}-01`, `${month}-31`, ids];
  const rows = await tx.query<{ item: keyof Facts; employee: string; n: number }>(
    `select case when o.done_at <= o.due_at then 'duties_done' else 'duties_late' end as item, e.id as employee, count(*)::int as n
       from duty_occurrence o join employee e on e.tenant_id = o.tenant_id and e.app_user = o.done_by where o.tenant_id = $1 and to_char(o.day, 'YYYY-MM-DD') between $2 and $3 and e.id = any($4) group by 1, 2
     union all select 'study_missed', a.employee, count(*)::int from study_attendance a join study_session s on s.tenant_id = a.tenant_id and s.id = a.session
       where a.tenant_id = $1 and a.state = 'absent' and to_char(s.held_on, 'YYYY-MM-DD') between $2 and $3 and a.employee = any($4) and a.archived_at is null group by 2
     union all select 'unsigned', l.employee, count(*)::int from letter_signature l join signature_campaign c on c.tenant_id = l.tenant_id and c.id = l.campaign
       where l.tenant_id = $1 and l.state in ('waiting', 'refused') and to_char(c.due_on, 'YYYY-MM-DD') between $2 and $3 and l.employee = any($4) and l.archived_at is null group by 2
     union all select 'absent_days', d.employee, count(*)::int from attendance_day d where d.tenant_id = $1 and d.outcome = 'absent' and to_char(d.day, 'YYYY-MM-DD') between $2 and $3 and d.employee = any($4) and d.archived_at is null group by 2
     union all select 'late_times', d.employee, count(*)::int from attendance_day d where d.tenant_id = $1 and d.late_s > 0 and to_char(d.day, 'YYYY-MM-DD') between $2 and $3 and d.employee = any($4) and d.archived_at is null group by 2
     union all select 'sanctions', s.employee, count(*)::int from sanction s where s.tenant_id = $1 and s.state not in ('revoked', 'replaced') and to_char(s.decided_on, 'YYYY-MM-DD') between $2 and $3 and s.employee = any($4) and s.archived_at is null group by 2
     union all select 'findings', k.employee, count(*)::int from standard_check k where k.tenant_id = $1 and k.result = 'not_met' and to_char(k.checked_on, 'YYYY-MM-DD') between $2 and $3 and k.employee = any($4) and k.archived_at is null group by 2`, values);
  const counts = new Map(rows.map((r) => [`${r.employee} ${r.item}`, r.n]));
  return (employee) => Object.fromEntries((Object.keys(ITEMS) as (keyof Facts)[]).map((item) => [item, counts.get(`${employee} ${item}`) ?? 0])) as Facts;
}

async function contested(tx: Tx, performance: string): Promise<string[]> {
  const rows = await tx.query<{ name: string }>(
    `select e.name from performance_score s join employee e on e.tenant_id = s.tenant_id and e.id = s.employee where s.tenant_id = $1 and s.performance = $2 and s.state = 'contested' order by e.staff_no`, [tx.tenantId, performance]);
  return rows.map((r) => r.name);
}

