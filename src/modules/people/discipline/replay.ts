/**
 * Past incidents under two versions of the rulebook (规则重演): real incidents, both outcomes side by side, nothing issued is touched.
 * Serves AC-11.
 */
import { calendarOf, calendar, defineQuery, defineReport, f, Refusal, scopeOf, type Label, type Tx } from '../../../kernel/index.ts';
import { type Level, LEVEL_LABELS, type StoredVersion, versionById } from '../rulebook/index.ts';
import { contractTermOf, factsOf, takesCallsOf } from './case-file.ts';
import { type Replay, replay, type ReplayIncident, type ReplayOutcome } from './replay.rules.ts';
import { CASE_READERS } from './roles.ts';
import { OUTCOME_LABELS, resultLabel } from './sentences.rules.ts';

interface Wanted { readonly version_a: string | null; readonly version_b: string | null; readonly employee: string | null; readonly from: string | null; readonly to: string | null }

const PARAMS = {
  version_a: f.ref('版本甲', 'Version A', 'rulebook_version', { optional: true, hint: ['留空为现行版本', 'Empty: the version in force'] }),
  version_b: f.ref('版本乙', 'Version B', 'rulebook_version', { optional: true, hint: ['留空为最新草稿', 'Empty: the newest draft'] }),
  employee: f.ref('员工', 'Employee', 'employee', { optional: true }),
  from: f.date('起', 'From', { optional: true }),
  to: f.date('止', 'To', { optional: true }),
} as const;

export interface ReplayLine {
  readonly employee: { readonly id: string; readonly name: string };
  readonly incident: { readonly id: string; readonly number: string };
  readonly occurredOn: string; readonly clause: string; readonly issued: Label | null; readonly a: Label; readonly b: Label; readonly differs: boolean;
}
export interface ReplayPage {
  readonly versions: readonly { readonly id: string; readonly no: string; readonly title: string; readonly state: string }[];
  readonly a: { readonly id: string; readonly no: string } | null;
  readonly b: { readonly id: string; readonly no: string } | null;
  readonly rows: readonly ReplayLine[];
  readonly differing: number;
  readonly people: number;
}

export const DisciplineReplay = defineQuery('discipline_replay', {
  label: ['规则重演', 'Replay'], access: CASE_READERS, params: PARAMS,
  async run(tx, wanted): Promise<ReplayPage> {
    const versions = await tx.query<ReplayPage['versions'][number]>('select id, no, title, state from rulebook_version where tenant_id = $1 and archived_at is null order by created_at desc, number desc', [tx.tenantId]);
    const pair = await pairOf(tx, wanted);
    if (!pair) return { versions, a: null, b: null, rows: [], differing: 0, people: 0 };
    const past = await pastIncidents(tx, wanted);
    const result = await replayed(tx, past, pair);
    const known = new Map(past.map((one) => [one.number, one]));
    return {
      versions, a: { id: pair.a.id, no: pair.a.no }, b: { id: pair.b.id, no: pair.b.no }, differing: result.differing, people: result.people,
      rows: result.rows.map((row) => {
        const one = known.get(row.incident)!;
        return {
          employee: { id: one.employee, name: one.person }, incident: { id: one.id, number: one.number }, occurredOn: row.occurredOn, clause: one.clause,
          issued: row.issued === null ? null : LEVEL_LABELS[row.issued], a: row.a.label, b: row.b.label, differs: row.differs,
        };
      }),
    };
  },
});

const OUTCOMES: { readonly [key: string]: Label } = Object.fromEntries([
  ...Object.entries(LEVEL_LABELS), ...Object.entries(OUTCOME_LABELS),
  ...(['action', 'iip', 'oral', 'written'] as const).map((level) => [`${level}-review`, resultLabel('sanction', level, 'two-written')] as const),
]);
const keyOf = (outcome: ReplayOutcome): string => (outcome.level === null ? outcome.outcome : outcome.review ? `${outcome.level}-review` : outcome.level);

export const DisciplineReplayReport = defineReport('discipline_replay_report', {
  label: ['规则重演对照表', 'Replay of two versions'], access: CASE_READERS,
  params: { ...PARAMS, only_differences: f.yesNo('只列不同', 'Only differences', { optional: true }) },
  columns: {
    person: f.text('员工', 'Employee', { max: 120 }), incident: f.text('事件', 'Incident', { max: 40 }), occurred_on: f.date('日期', 'Date'), clause: f.text('条款', 'Clause', { max: 28 }),
    issued: f.choice('已作决定', 'Issued', LEVEL_LABELS, { optional: true }),
    version_a: f.text('版本甲', 'Version A', { max: 12 }), under_a: f.choice('甲的结果', 'Under A', OUTCOMES), version_b: f.text('版本乙', 'Version B', { max: 12 }), under_b: f.choice('乙的结果', 'Under B', OUTCOMES), differs: f.yesNo('不同', 'Differs'),
  },
  totals: [],
  page: 'replay',
  async rows(tx, wanted) {
    const pair = await pairOf(tx, wanted);
    if (!pair) return [];
    const past = await pastIncidents(tx, wanted);
    const known = new Map(past.map((one) => [one.number, one]));
    const { rows } = await replayed(tx, past, pair);
    return rows.filter((row) => row.differs || wanted.only_differences !== true).map((row) => ({
      person: `${known.get(row.incident)!.person} ${known.get(row.incident)!.staff_no}`, incident: row.incident, occurred_on: row.occurredOn, clause: known.get(row.incident)!.clause,
      issued: row.issued, version_a: pair.a.no, under_a: keyOf(row.a), version_b: pair.b.no, under_b: keyOf(row.b), differs: row.differs,
    }));
  },
  drill: { incident: (row) => ({ register: 'incident', filter: row === null ? { all: [] } : { field: 'number', op: 'eq', value: row.incident } }) },
  notes: () => [['两个版本都从空白记录起算，各自以自己的结果为前案；已作的决定不受影响', 'Both versions start from an empty record and build on their own outcomes; issued decisions are untouched']],
});

interface Pair { readonly a: StoredVersion; readonly b: StoredVersion }

/** Without a choice: what is in force beside the newest draft. */
async function pairOf(tx: Tx, { version_a, version_b }: Wanted): Promise<Pair | null> {
  const newest = async (states: readonly string[]) => (await tx.query<{ id: string }>(
    'select id from rulebook_version where tenant_id = $1 and state = any($2) and archived_at is null order by effective_from desc nulls last, created_at desc limit 1', [tx.tenantId, states]))[0]?.id ?? null;
  const a = version_a ?? await newest(['effective']);
  const b = version_b ?? await newest(['draft', 'linted', 'consultation', 'approved']);
  if (a === null || b === null) return null;
  if (a === b) throw new Refusal('discipline_replay.same', ['请选择两个不同的版本', 'Choose two different versions'], 422, { version_b: ['与版本甲相同', 'The same as version A'] });
  return { a: await versionById(tx, a), b: await versionById(tx, b) };
}

interface Past extends FactsRow { readonly id: string; readonly employee: string; readonly unit_id: string; readonly occurred_at: Date; readonly person: string; readonly staff_no: string; readonly hired_on: string; readonly decided_on: string | null; readonly served_on: string | null; readonly issued: Level | null }
type FactsRow = Parameters<typeof factsOf>[0];

/** Everything that was not dismissed, as far as the reader may see it. */
function pastIncidents(tx: Tx, wanted: Wanted): Promise<Past[]> {
  return scopeOf(tx, tx.actor, CASE_READERS).then((units) => tx.query<Past>(
    `select i.*, e.name as person, e.staff_no, e.hired_on, s.decided_on, coalesce(s.first_served_on, s.served_on) as served_on, s.level as issued
     from incident i join employee e on e.tenant_id = i.tenant_id and e.id = i.employee
     left join sanction s on s.tenant_id = i.tenant_id and s.incident = i.id and s.state not in ('revoked', 'replaced')
     where i.tenant_id = $1 and i.archived_at is null and i.state <> 'dismissed' and ($2::uuid[] is null or i.unit_id = any($2)) and ($3::uuid is null or i.employee = $3)
       and ($4::date is null or i.occurred_at >= $4::date - 1) and ($5::date is null or i.occurred_at < $5::date + 2) order by i.occurred_at, i.id`,
    [tx.tenantId, units, wanted.employee, wanted.from, wanted.to]))
    .then((rows) => withinDays(tx, rows, wanted));
}

/** The statement above takes a day more at either end; the day itself is that of the unit's clock. */
async function withinDays(tx: Tx, rows: readonly Past[], { from, to }: Wanted): Promise<Past[]> {
  const kept: Past[] = [];
  for (const row of rows) {
    const day = await dayIn(tx, row);
    if ((from === null || day >= from) && (to === null || day <= to)) kept.push(row);
  }
  return kept;
}

async function dayIn(tx: Tx, row: Past): Promise<string> {
  return calendar.businessDay(row.occurred_at, await calendarOf(tx, row.unit_id));
}

async function replayed(tx: Tx, past: readonly Past[], { a, b }: Pair): Promise<Replay> {
  const incidents: ReplayIncident[] = [];
  for (const row of past) {
    incidents.push({ ...factsOf(row, await dayIn(tx, row)), person: row.employee, decidedOn: row.decided_on, servedOn: row.served_on, contractTerm: contractTermOf(row), issued: row.issued });
  }
  return replay({ incidents, takesCalls: await takesCallsOf(tx, past.map((row) => row.employee)), a, b });
}
