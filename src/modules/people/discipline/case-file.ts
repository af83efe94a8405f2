/**
 * What the engine is given about one incident (案卷): the published versions, what the person was served before, the reminders, whether
 * they took calls, the term of contract; and the explanation that follows. Serves CC-ESC-2 to CC-ESC-3b, CG-14, CG-15, CG-28.
 */
import { calendar, dayOf, readRecord, Refusal, type RowOf, type Tx } from '../../../kernel/index.ts';
import { type Level, PRESETS, publishedVersions, rank, type RulebookVersion, type StoredVersion, versionOn } from '../rulebook/index.ts';
import { Employee } from '../staff/index.ts';
import type { Case, Incident as IncidentFacts, PastDecision, TakesCalls } from './case.rules.ts';
import { evidenceOn } from './case-evidence.ts';
import { codesOf } from './codes.rules.ts';
import { monthsInForce } from './decision.rules.ts';
import type { Incident } from './incident.ts';
import { openBefore } from './recheck.ts';
import { decide, type Explanation } from './rules.ts';
import { lastDayInForce, latestDecision } from './sanction.ts';

type Row = RowOf<typeof Incident>;

export interface CaseFile {
  readonly employee: RowOf<typeof Employee>;
  /** The accused as a user; somebody without a sign-in is told apart by the staff record. */
  readonly accused: string;
  readonly occurredOn: string;
  readonly contractTerm: string;
  readonly versions: readonly StoredVersion[];
  readonly explanation: Explanation;
  /** Number of the sanction that stands for this incident. */
  readonly alreadyDecided: string | null;
  /** Pieces of evidence on file. */
  readonly evidence: number;
  /** Decisions it is built on that wait to be decided anew first. */
  readonly before: readonly string[];
}

/** Cases of one person are weighed one after the other: whoever comes second sees what the first one decided. */
export async function caseFile(tx: Tx, record: Row, day: string): Promise<CaseFile> {
  await tx.query('select pg_advisory_xact_lock(hashtextextended($1, 0))', [`discipline/${record.employee}`]);
  const employee = await readRecord(tx, Employee, record.employee);
  if (!employee) throw new Refusal('incident.no_employee', ['没有这名员工', 'There is no such employee'], 404);
  const versions = await publishedVersions(tx);
  const latest = await latestDecision(tx, record.id);
  // What is decided anew is computed as of the day of the first decision, with what had been decided before it.
  const again = latest?.state === 'suspended' ? latest : null;
  const input: Case = {
    incident: factsOf(record, await dayOf(tx, record.occurred_at, record.unit_id)), on: again?.first_decided_on ?? day, contractTerm: contractTermOf(employee),
    history: await historyOf(tx, record.employee, record.id, again?.first_number ?? null, versions), takesCalls: (await takesCallsOf(tx, [record.employee]))[record.employee] ?? [],
  };
  return {
    employee, accused: employee.app_user ?? `employee/${employee.id}`, occurredOn: input.incident.occurredOn, contractTerm: input.contractTerm, versions,
    explanation: decide(versions, input), alreadyDecided: again ? null : (latest?.number ?? null),
    evidence: await evidenceOn(tx, record), before: again ? await openBefore(tx, record.employee, again.first_number) : [],
  };
}

/** Until contracts have a register of their own, one employment is one term. */
export function contractTermOf(employee: { readonly staff_no: string; readonly hired_on: string }): string {
  return `${employee.staff_no}/${employee.hired_on}`;
}

type Reported = Pick<Row, 'number' | 'clause' | 'also_clauses' | 'grade' | 'zone' | 'damage' | 'scope_reason' | 'nth_in_month' | 'absence_consecutive' | 'absence_in_month' | 'away_minutes' | 'away_covered' | 'urgent_call' | 'especially_serious' | 'analogy_to'>;

export function factsOf(record: Reported, occurredOn: string): IncidentFacts {
  const absent = record.absence_consecutive !== null || record.absence_in_month !== null;
  return {
    id: record.number, occurredOn, clauses: codesOf(record), grade: record.grade, zone: record.zone,
    ...(record.damage === null ? {} : { damage: record.damage }),
    ...(record.scope_reason === null ? {} : { scopeReason: record.scope_reason }),
    ...(record.nth_in_month === null ? {} : { nthInMonth: record.nth_in_month }),
    ...(absent ? { absence: { consecutive: record.absence_consecutive ?? 1, inMonth: record.absence_in_month ?? record.absence_consecutive ?? 1 } } : {}),
    ...(record.away_minutes === null ? {} : { away: { minutes: record.away_minutes, covered: record.away_covered === true } }),
    ...(record.urgent_call === true ? { urgentCall: true as const } : {}),
    ...(record.especially_serious === true ? { especiallySerious: true as const } : {}),
    ...(record.analogy_to === null ? {} : { analogyTo: record.analogy_to }),
  };
}

interface Served {
  readonly number: string; readonly level: Level; readonly clause: string; readonly family: string; readonly rulebook_no: string; readonly occurred_on: string; readonly counts_from: string | null; readonly contract_term: string;
  readonly in_force_to: string | null; readonly state: string; readonly consumed_by: string | null; readonly proposed_level: Level | null;
}

/** `before`: only decisions first taken before that one, and only what those used up. A suspended decision stands as it is proposed anew. */
async function historyOf(tx: Tx, employee: string, butNot: string, before: string | null, versions: readonly RulebookVersion[]): Promise<PastDecision[]> {
  const sanctions = await tx.query<Served>(
    `select s.number, s.level, s.clause, s.family, s.rulebook_no, s.occurred_on, coalesce(s.first_served_on, s.served_on) as counts_from, s.contract_term, s.in_force_to, s.state,
       case when $4::text is null or cf.number < $4 then c.number end as consumed_by, i.proposed_level
     from sanction s join incident i on i.tenant_id = s.tenant_id and i.id = s.incident
     join sanction f on f.tenant_id = s.tenant_id and f.incident = s.incident and f.round = 1
     left join sanction c on c.tenant_id = s.tenant_id and c.id = s.consumed_by
     left join sanction cf on cf.tenant_id = c.tenant_id and cf.incident = c.incident and cf.round = 1
     where s.tenant_id = $1 and s.employee = $2 and s.incident <> $3 and s.state <> 'replaced' and s.archived_at is null and ($4::text is null or f.number < $4)`, [tx.tenantId, employee, butNot, before]);
  const reminders = await tx.query<{ number: string; observed_on: string }>(
    `select number, observed_on from status_board_event where tenant_id = $1 and employee = $2 and state = 'reminded' and archived_at is null`, [tx.tenantId, employee]);
  return [
    ...sanctions.map((s) => pastOf(s, versions)),
    ...reminders.map((r): PastDecision => ({
      decision: r.number, kind: 'reminder', level: null, clause: 'CC-ACT-3', family: 'status-board', occurredOn: r.observed_on, served: r.observed_on,
      contractTerm: '', inForceTo: null, revoked: false, consumedBy: null,
    })),
  ];
}

function pastOf(s: Served, versions: readonly RulebookVersion[]): PastDecision {
  const asItWas = {
    decision: s.number, kind: 'sanction', level: s.level, clause: s.clause, family: s.family, occurredOn: s.occurred_on, served: s.counts_from,
    contractTerm: s.contract_term, inForceTo: s.in_force_to, revoked: s.state === 'revoked', consumedBy: s.consumed_by,
  } as const;
  if (s.state !== 'suspended') return asItWas;
  if (s.proposed_level === null) return { ...asItWas, revoked: true };
  const level = rank(s.proposed_level) < rank(s.level) ? s.proposed_level : s.level;
  return { ...asItWas, level, inForceTo: s.counts_from === null ? null : lastDayOf(versions, level, s.counts_from, s.occurred_on) };
}

/** Last day in force of a level served on a day, under the version of the day of the act. */
export function lastDayOf(versions: readonly RulebookVersion[], level: Level, served: string, occurredOn: string): string {
  return lastDayInForce(served, monthsInForce(level, versionOn(versions, occurredOn)?.parameters ?? PRESETS['as-printed']));
}

/** After an assignment without a successor the person counts again as somebody who takes calls. */
export async function takesCallsOf(tx: Tx, employees: readonly string[]): Promise<{ [employee: string]: TakesCalls[] }> {
  const rows = await tx.query<{ employee: string; takes_calls: boolean; valid_from: string; valid_to: string | null }>(
    `select employee, takes_calls, valid_from, valid_to from employee_assignment where tenant_id = $1 and employee = any($2) and archived_at is null order by valid_from`, [tx.tenantId, employees]);
  const found: { [employee: string]: TakesCalls[] } = {};
  for (const row of rows) {
    found[row.employee] = [...(found[row.employee] ?? []), { from: row.valid_from, value: row.takes_calls }];
  }
  for (const row of rows) {
    const periods = found[row.employee];
    if (row.valid_to === null || !periods) continue;
    const after = calendar.addDays(row.valid_to, 1);
    if (!periods.some((period) => period.from === after)) periods.push({ from: after, value: true });
  }
  return found;
}
