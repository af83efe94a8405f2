/**
 * Fairness report (处分公平报告): by line, by reporting or deciding supervisor, by shift or clause family: how many cases, how they were decided,
 * and the number of cases beside every rate; rates from few cases are marked. Serves the comparison 8.1 of the requirements, CG-24.
 */
import { defineReport, f, scopeOf, type Filter, type Tx } from '../../../kernel/index.ts';
import { CASE_READERS } from '../discipline/index.ts';
import { familyLabel } from '../rulebook/index.ts';
import { LEVEL_LABELS } from '../rulebook/index.ts';
import { few, NOTHING, rate, shiftOf, type Shift, standsOut, type Tally } from './rules.ts';

const BY = { line: ['线路', 'Line'], reporter: ['报告人', 'Reporter'], decider: ['决定人', 'Decider'], shift: ['班次', 'Shift'], family: ['同类', 'Family'] } as const;
const SHIFTS: { readonly [shift in Shift]: readonly [string, string] } = { early: ['早班', 'Early shift'], late: ['中班', 'Late shift'], night: ['夜班', 'Night shift'], unplanned: ['没有排班', 'Not rostered'] };
type By = keyof typeof BY;

interface CaseRow {
  readonly number: string; readonly line: string; readonly unit_id: string; readonly reporter: string | null; readonly created_by: string; readonly decider: string | null; readonly family: string | null; readonly starts: string | null; readonly night: boolean | null;
  readonly state: string; readonly level: keyof typeof LEVEL_LABELS | null; readonly proposed: keyof typeof LEVEL_LABELS | null; readonly appealed: boolean; readonly overturned: boolean;
}

/** What was decided first and on which shift it happened; the appeal says what became of it. */
const CASES = `select i.number, u.name as line, i.unit_id, r.display_name as reporter, i.created_by, s.decided_by as decider, s.family, p.starts, p.night, i.state, s.level, i.proposed_level as proposed,
    a.id is not null as appealed, a.state in ('reduced', 'revoked') as overturned
  from incident i join unit u on u.tenant_id = i.tenant_id and u.id = i.unit_id left join app_user r on r.tenant_id = i.tenant_id and r.id = i.created_by
  left join sanction s on s.tenant_id = i.tenant_id and s.incident = i.id and s.round = 1
  left join appeal a on a.tenant_id = s.tenant_id and a.sanction = s.id
  left join lateral (select p.starts, p.night from planned_shift p where p.tenant_id = i.tenant_id and p.employee = i.employee and p.archived_at is null and p.state <> 'cancelled'
    and p.day = (i.occurred_at at time zone coalesce((select zone from unit where tenant_id = $1 and parent is null limit 1), 'Asia/Shanghai'))::date order by p.starts limit 1) p on true
  where i.tenant_id = $1 and i.archived_at is null and (i.occurred_at at time zone coalesce((select zone from unit where tenant_id = $1 and parent is null limit 1), 'Asia/Shanghai'))::date between $2 and $3
    and ($4::uuid[] is null or i.unit_id = any($4))`;

const ENDED: readonly string[] = ['decided', 'served', 'review_eligible', 'dismissed', 'annulled', 'closed', 'referred'];

async function casesOf(tx: Tx, from: string, to: string): Promise<CaseRow[]> {
  return tx.query<CaseRow>(CASES, [tx.tenantId, from, to, await scopeOf(tx, tx.actor, CASE_READERS)]);
}

function groupOf(row: CaseRow, by: By): string {
  if (by === 'line') return row.line;
  if (by === 'reporter') return row.reporter ?? '系统 System';
  if (by === 'decider') return row.decider ?? '—';
  if (by === 'family') return row.family === null ? '—' : familyLabel(row.family).join(' ');
  return SHIFTS[shiftOf(row.starts, row.night === true)].join(' ');
}

/** What a case counts for; the figure and the records behind it come from the same answer. */
function counted(row: CaseRow): { readonly [figure in keyof Tally]: boolean } {
  const ended = ENDED.includes(row.state) || row.level !== null;
  const order = Object.keys(LEVEL_LABELS);
  const compared = row.level === null || row.proposed === null || row.state === 'proposed' ? 0 : Math.sign(order.indexOf(row.level) - order.indexOf(row.proposed));
  return {
    cases: true, decided: ended, sanctioned: row.level !== null, warnings: row.level === 'oral' || row.level === 'written', heavier: compared > 0, lighter: compared < 0, appeals: row.appealed, overturned: row.overturned,
  };
}
const FIGURES = Object.keys(NOTHING) as (keyof Tally)[];
const tallyOf = (cases: readonly CaseRow[]): Tally => Object.fromEntries(FIGURES.map((figure) => [figure, cases.filter((row) => counted(row)[figure]).length])) as unknown as Tally;

/** The numbers of the cases behind each figure of a group; they reach the drill and nothing else. */
type Behind = { readonly [figure in keyof Tally]: readonly string[] };
const behind = (cases: readonly CaseRow[]): Behind => Object.fromEntries(FIGURES.map((figure) => [figure, cases.filter((row) => counted(row)[figure]).map((row) => row.number)])) as unknown as Behind;
/** More than an address can carry: then the period is opened. */
const MOST = 500;
function casesBehind(figure: keyof Tally) {
  return (row: object | null, { from, to }: { readonly from: string; readonly to: string }, rows: readonly object[]): { readonly register: string; readonly filter: Filter } => {
    const numbers = (row === null ? rows : [row]).flatMap((one) => (one as { readonly behind: Behind }).behind[figure]);
    if (numbers.length <= MOST) return { register: 'incident', filter: { field: 'number', op: 'in', value: numbers } };
    return { register: 'incident', filter: { all: [{ field: 'occurred_at', op: 'gte', value: from }, { field: 'occurred_at', op: 'lte', value: to }] } };
  };
}

const percent = (part: number, of: number): string | null => {
  const found = rate(part, of);
  return found === null ? null : (found / 10).toFixed(1);
};

export const FairnessReport = defineReport('discipline_fairness', {
  label: ['处分公平报告', 'Fairness of sanctions'], access: CASE_READERS,
  params: { from: f.date('起', 'From'), to: f.date('止', 'To'), by: f.choice('按', 'By', BY, { initial: 'line' }) },
  initial: ({ day }) => ({ from: `${Number(day.slice(0, 4)) - 1}${day.slice(4)}`.replace('-02-29', '-02-28'), to: day, by: 'line' as const }),
  columns: {
    group: f.text('组别', 'Group', { max: 120 }), cases: f.integer('事件', 'Cases'), decided: f.integer('已结', 'Decided'), sanctioned: f.integer('处分', 'Sanctioned'), sanction_rate: f.quantity('处分率 %', 'Sanctioned %', { scale: 1, optional: true }),
    warnings: f.integer('口头及书面', 'Warnings'), warning_rate: f.quantity('警告率 %', 'Warnings %', { scale: 1, optional: true }), heavier: f.integer('加重', 'Heavier'), lighter: f.integer('从轻', 'Lighter'), lighter_rate: f.quantity('从轻率 %', 'Lighter %', { scale: 1, optional: true }),
    appeals: f.integer('申诉', 'Appeals'), overturned: f.integer('申诉成立', 'Overturned'), mark: f.choice('说明', 'Mark', { few: ['件数少，比率不足为据', 'Few cases: the rate says little'], apart: ['与其他组明显不同', 'Clearly apart from the others'], usual: ['—', '—'] }),
  },
  totals: ['cases', 'decided', 'sanctioned', 'warnings', 'heavier', 'lighter', 'appeals', 'overturned'],
  async rows(tx, { from, to, by }) {
    const cases = await casesOf(tx, from, to);
    const groups = new Map<string, CaseRow[]>();
    for (const row of cases) groups.set(groupOf(row, by), [...(groups.get(groupOf(row, by)) ?? []), row]);
    const all = tallyOf(cases);
    return [...groups].sort(([a], [b]) => a.localeCompare(b)).map(([group, own]) => ({ group, own, tally: tallyOf(own) })).map(({ group, own, tally }) => ({
      group, behind: behind(own), ...tally, sanction_rate: percent(tally.sanctioned, tally.decided), warning_rate: percent(tally.warnings, tally.decided), lighter_rate: percent(tally.lighter, tally.sanctioned),
      mark: few(tally.decided) ? ('few' as const) : standsOut(tally, all, (one) => one.sanctioned) || standsOut(tally, all, (one) => one.warnings) ? ('apart' as const) : ('usual' as const),
    }));
  },
  async proof(tx, { from, to }, rows) {
    const units = await scopeOf(tx, tx.actor, CASE_READERS);
    const [all] = await tx.query<{ n: number; sanctioned: number }>(
      `select count(*) as n, count(*) filter (where exists (select 1 from sanction s where s.tenant_id = i.tenant_id and s.incident = i.id)) as sanctioned from incident i
       where i.tenant_id = $1 and i.archived_at is null and (i.occurred_at at time zone coalesce((select zone from unit where tenant_id = $1 and parent is null limit 1), 'Asia/Shanghai'))::date between $2 and $3 and ($4::uuid[] is null or i.unit_id = any($4))`,
      [tx.tenantId, from, to, units]);
    const sum = (pick: (row: (typeof rows)[number]) => number) => rows.reduce((total, row) => total + pick(row), 0);
    return [
      { label: ['各组事件之和 = 期间事件', 'Sum of groups = cases of the period'], left: sum((row) => row.cases), right: all?.n ?? 0 },
      { label: ['各组处分之和 = 有处分的事件', 'Sum of sanctions = cases with a decision'], left: sum((row) => row.sanctioned), right: all?.sanctioned ?? 0 },
    ];
  },
  drill: {
    cases: casesBehind('cases'), decided: casesBehind('decided'), sanctioned: casesBehind('sanctioned'), sanction_rate: casesBehind('sanctioned'), warnings: casesBehind('warnings'), warning_rate: casesBehind('warnings'), heavier: casesBehind('heavier'),
    lighter: casesBehind('lighter'), lighter_rate: casesBehind('lighter'), appeals: casesBehind('appeals'), overturned: casesBehind('overturned'),
  },
  notes: () => [
    ['点比率打开它的分子，点件数打开各件；多于 500 件时打开整个期间', 'A rate opens the cases of its numerator, a count its cases; above 500 the whole period opens'],
    ['处分率、警告率以已结事件为分母，从轻率以处分为分母；件数少于 5 的比率不足为据', 'Rates of sanctions and warnings are of decided cases, the rate of lighter ones of sanctions; a rate from fewer than 5 cases says little'],
    ['“明显不同”指处分率或警告率是其他各组的两倍以上或一半以下，两边都不少于 5 件；它提示去看，不是结论', '“Clearly apart”: twice or half the rate of all others, with at least 5 cases on both sides; it says look, not judge'],
  ],
  chart: { kind: 'bar', x: 'group', y: ['cases', 'sanctioned', 'warnings'] },
});

export const AnalogyDecisions = defineReport('discipline_by_analogy', {
  label: ['比照处理一览', 'Decisions by analogy'], access: CASE_READERS,
  params: { from: f.date('起', 'From'), to: f.date('止', 'To') },
  initial: ({ day }) => ({ from: `${day.slice(0, 4)}-01-01`, to: day }),
  columns: {
    decision: f.text('处分', 'Sanction', { max: 20 }), decided_on: f.date('决定日', 'Decided on'), cited: f.text('所违条文', 'Clause cited', { max: 28 }), compared: f.text('比照条款', 'Compared with', { max: 28 }), level: f.choice('级别', 'Level', LEVEL_LABELS),
    decided_by: f.text('决定人', 'Decided by', { max: 60 }), second: f.text('第二批准人', 'Second approver', { max: 60 }), state: f.text('现状', 'State', { max: 20 }),
  },
  totals: [],
  async rows(tx, { from, to }) {
    return tx.query(
      `select s.number as decision, s.decided_on, i.clause as cited, s.compared_with as compared, s.level, s.decided_by, coalesce(s.second_approver, '') as second, s.state
       from sanction s join incident i on i.tenant_id = s.tenant_id and i.id = s.incident
       where s.tenant_id = $1 and s.compared_with is not null and s.decided_on between $2 and $3 and ($4::uuid[] is null or s.unit_id = any($4)) order by s.number`, [tx.tenantId, from, to, await scopeOf(tx, tx.actor, CASE_READERS)]);
  },
  drill: { decision: (row) => ({ register: 'sanction', filter: row === null ? { all: [] } : { field: 'number', op: 'eq', value: row.decision } }) },
  notes: () => [['常被比照的情形应当写进守则的下一版', 'What is often handled by analogy belongs into the next version of the code']],
});
