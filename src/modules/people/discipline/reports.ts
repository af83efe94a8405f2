/** Cases by clause and level (违纪处分统计), every figure with its incidents; and what stands open on the home page. Serves SM-2, CC-ESC-1. */
import { defineReport, f, scopeOf, type Filter, type Tx } from '../../../kernel/index.ts';
import { publishedVersions } from '../rulebook/index.ts';
import { CASE_READERS } from './roles.ts';

const LEVELS = ['action', 'iip', 'oral', 'written'] as const;
interface Counted { readonly clause: string; readonly reported: number; readonly action: number; readonly iip: number; readonly oral: number; readonly written: number; readonly none: number; readonly open: number }

export const CasesByClause = defineReport('discipline_cases', {
  label: ['违纪处分统计', 'Cases by clause and level'], access: CASE_READERS,
  params: { from: f.date('起', 'From'), to: f.date('止', 'To') },
  initial: ({ day }) => ({ from: `${day.slice(0, 4)}-01-01`, to: day }),
  columns: {
    clause: f.text('条款', 'Clause', { max: 28 }), text: f.text('条文', 'Text', { max: 400 }), reported: f.integer('事件', 'Incidents'),
    action: f.integer('Action', 'Action'), iip: f.integer('IIP', 'IIP'), oral: f.integer('口头警告', 'Oral'), written: f.integer('书面警告', 'Written'),
    none: f.integer('不予处分', 'No sanction'), open: f.integer('未结', 'Open'),
  },
  totals: ['reported', 'action', 'iip', 'oral', 'written', 'none', 'open'],
  async rows(tx, { from, to }) {
    const texts = new Map((await publishedVersions(tx)).flatMap((version) => version.clauses.map((clause) => [clause.code, clause.text[0]] as const)));
    const rows = await counted(tx, from, to);
    return rows.map((row) => ({ ...row, text: texts.get(row.clause) ?? row.clause }));
  },
  async proof(tx, { from, to }, rows) {
    const [all] = await tx.query<{ n: number }>(`select count(*) as n from incident i where ${WITHIN}`, await withinOf(tx, from, to));
    const sum = (pick: (row: (typeof rows)[number]) => number) => rows.reduce((total, row) => total + pick(row), 0);
    return [
      { label: ['各条款之和 = 期间事件数', 'Sum of clauses = incidents of the period'], left: sum((row) => row.reported), right: all?.n ?? 0 },
      { label: ['各级别 + 不予处分 + 未结 = 事件数', 'Levels + no sanction + open = incidents'], left: sum((row) => row.action + row.iip + row.oral + row.written + row.none + row.open), right: sum((row) => row.reported) },
    ];
  },
  drill: {
    reported: (row, period) => behind(row?.clause, period, []),
    action: (row, period) => behind(row?.clause, period, [decided('action')]),
    iip: (row, period) => behind(row?.clause, period, [decided('iip')]),
    oral: (row, period) => behind(row?.clause, period, [decided('oral')]),
    written: (row, period) => behind(row?.clause, period, [decided('written')]),
    none: (row, period) => behind(row?.clause, period, [{ field: 'state', op: 'in', value: WITHOUT }]),
    open: (row, period) => behind(row?.clause, period, [{ field: 'state', op: 'in', value: OPEN }]),
  },
  chart: { kind: 'bar', x: 'clause', y: [...LEVELS] },
});

const WITHOUT = ['dismissed', 'closed', 'referred', 'annulled'];
const OPEN = ['reported', 'fact_finding', 'heard', 'proposed', 'awaiting_second', 'with_hr'];
const DECIDED = ['decided', 'served', 'review_eligible'];
const ZONE = `coalesce((select zone from unit where tenant_id = $1 and parent is null limit 1), 'Asia/Shanghai')`;
const WITHIN = `i.tenant_id = $1 and i.archived_at is null and (i.occurred_at at time zone ${ZONE})::date between $2 and $3 and ($4::uuid[] is null or i.unit_id = any($4))`;

async function withinOf(tx: Tx, from: string, to: string): Promise<readonly unknown[]> {
  return [tx.tenantId, from, to, await scopeOf(tx, tx.actor, CASE_READERS)];
}

async function counted(tx: Tx, from: string, to: string): Promise<Counted[]> {
  const levels = LEVELS.map((level) => `count(*) filter (where i.decided_level = '${level}' and i.state = any($5)) as ${level}`).join(', ');
  return tx.query<Counted>(
    `select i.clause, count(*) as reported, ${levels}, count(*) filter (where i.state = any($6)) as none, count(*) filter (where i.state = any($7)) as open
     from incident i where ${WITHIN} group by i.clause order by i.clause`, [...(await withinOf(tx, from, to)), DECIDED, WITHOUT, OPEN]);
}

function decided(level: (typeof LEVELS)[number]): Filter {
  return { all: [{ field: 'decided_level', op: 'eq', value: level }, { field: 'state', op: 'in', value: DECIDED }] };
}

function behind(clause: string | undefined, { from, to }: { readonly from: string; readonly to: string }, more: readonly Filter[]) {
  const filter: Filter = { all: [
    ...(clause === undefined ? [] : [{ field: 'clause', op: 'eq', value: clause } as const]), { field: 'occurred_at', op: 'gte', value: from }, { field: 'occurred_at', op: 'lte', value: to }, ...more,
  ] };
  return { register: 'incident', filter };
}

/** Cases past their day of decision. */
export async function overdue(tx: Tx): Promise<{ readonly value: string; readonly href: string; readonly tone: 'alarm' | 'done' }> {
  const [row] = await tx.query<{ n: number }>(
    `select count(*) as n from incident where tenant_id = $1 and archived_at is null and state = any($2) and decide_by < $3 and ($4::uuid[] is null or unit_id = any($4))`,
    [tx.tenantId, OPEN, tx.now, await scopeOf(tx, tx.actor, CASE_READERS)]);
  const n = row?.n ?? 0;
  const filter = { all: [{ field: 'state', op: 'in', value: OPEN }, { field: 'decide_by', op: 'lt', value: tx.now.toISOString() }] };
  return { value: String(n), href: `/r/incident?filter=${encodeURIComponent(JSON.stringify(filter))}`, tone: n > 0 ? 'alarm' : 'done' };
}
