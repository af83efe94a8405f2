/**
 * The cascade at work (申诉连锁的执行): when a decision is gone or lighter, what was built on it is found, level by level, suspended, proposed
 * again and written down; open proposals are computed again. All in the transaction of the change. Serves SM-3.
 */
import { dayOf, emit, readRecord, Refusal, takeStep, type RowOf, type Tx } from '../../../kernel/index.ts';
import { type Level, publishedVersions } from '../rulebook/index.ts';
import { cascade, type Fallen, type Standing } from './cascade.rules.ts';
import { outdated } from './case-facts.ts';
import { caseFile, factsOf, lastDayOf, takesCallsOf } from './case-file.ts';
import { thawed } from './explained.rules.ts';
import { Incident } from './incident.ts';
import { settleRechecks, writeRecheck } from './recheck.ts';
import { latestDecision, SanctionProcess, type LatestDecision } from './sanction.ts';

/** Steps of the case that the cascade takes; given to it by the process, which knows its own steps. */
export interface Again {
  reconsider(tx: Tx, incident: string): Promise<void>;
  propose(tx: Tx, incident: string): Promise<void>;
}

export interface Change {
  readonly root: string;
  readonly number: string;
  /** What it is now; null: no sanction. */
  readonly level: Level | null;
  readonly replacedBy?: string;
  readonly reason: string;
}

/** The decision that stands for an incident; whoever works on one person's decisions comes one after the other. */
export async function standingFor({ tx, record }: { readonly tx: Tx; readonly record: { readonly id: string; readonly employee: string } }): Promise<LatestDecision> {
  await tx.query('select pg_advisory_xact_lock(hashtextextended($1, 0))', [`discipline/${record.employee}`]);
  const standing = await latestDecision(tx, record.id);
  if (!standing) throw new Refusal('incident.no_sanction', ['还没有处分决定', 'There is no decision yet']);
  return standing;
}

/** What would have to be decided again: the same that `afterChange` finds, only looked at. */
export async function foreseen(tx: Tx, employee: string, change: Pick<Change, 'root' | 'number' | 'level' | 'replacedBy'>): Promise<{ readonly fallen: readonly Fallen[]; readonly rows: readonly DecisionRow[] }> {
  const versions = await publishedVersions(tx);
  const rows = await decisionsOf(tx, employee, change);
  const decisions: Standing[] = [];
  for (const row of rows) decisions.push(await standingOf(tx, row));
  const fallen = cascade({
    versions, decisions, takesCalls: (await takesCallsOf(tx, [employee]))[employee] ?? [], changed: new Map([[change.number, change.level]]),
    lastDay: (level, served, incident) => lastDayOf(versions, level, served, incident.occurredOn),
  });
  return { fallen, rows };
}

export async function afterChange(tx: Tx, again: Again, employee: string, change: Change): Promise<void> {
  const [root] = await tx.query<{ incident: string }>('select incident from sanction where tenant_id = $1 and id = $2', [tx.tenantId, change.root]);
  await settleRechecks(tx, root?.incident ?? '', change.replacedBy ?? null);
  const { fallen, rows } = await foreseen(tx, employee, change);
  for (const one of fallen) {
    const row = rows.find((candidate) => candidate.number === one.number)!;
    const waiting = row.state === 'suspended';
    if (!one.same && !waiting) {
      await takeStep(tx, SanctionProcess, row.id, 'suspend', {});
      await again.reconsider(tx, row.incident);
    }
    if (!waiting) await writeRecheck(tx, row, { root: change.root, reason: change.reason }, one);
  }
  await proposeAgain(tx, again, employee);
  emit(tx, 'discipline.changed', { sanction: change.root, level: change.level, replacedBy: change.replacedBy ?? null, employee });
}

/** The case ends without a sanction although an earlier decision waited to be taken anew. */
export async function endWithout(tx: Tx, again: Again, record: { readonly id: string; readonly employee: string }, reason: string): Promise<void> {
  const before = await latestDecision(tx, record.id);
  if (before?.state !== 'suspended') return;
  await takeStep(tx, SanctionProcess, before.id, 'revoke', { revoke_reason: reason.slice(0, 300) });
  await afterChange(tx, again, record.employee, { root: before.id, number: before.number, level: null, reason: reason.slice(0, 300) });
}

/** Open proposals whose history has changed are computed again, so that nobody decides on what no longer holds. */
async function proposeAgain(tx: Tx, again: Again, employee: string): Promise<void> {
  const open = await tx.query<{ id: string }>(`select id from incident where tenant_id = $1 and employee = $2 and state in ('proposed', 'awaiting_second') and archived_at is null order by occurred_at, id`, [tx.tenantId, employee]);
  for (const { id } of open) {
    const record = await readRecord(tx, Incident, id);
    if (!record) continue;
    const day = await dayOf(tx, tx.now, record.unit_id);
    if (outdated(await caseFile(tx, record, day), record)) await again.propose(tx, id);
  }
}

export interface DecisionRow {
  readonly id: string; readonly number: string; readonly state: string; readonly level: Level; readonly clause: string; readonly family: string; readonly occurred_on: string; readonly counts_from: string | null;
  readonly contract_term: string; readonly in_force_to: string | null; readonly incident: string; readonly employee: string; readonly unit_id: string; readonly explanation: string; readonly first_decided_on: string;
  readonly now_number: string | null;
}

/** One decision for each incident, in the order in which the incidents were first decided; the changed one stands in its old place. */
function decisionsOf(tx: Tx, employee: string, change: Pick<Change, 'root' | 'replacedBy'>): Promise<DecisionRow[]> {
  return tx.query<DecisionRow>(
    `select s.id, s.number, s.state, s.level, s.clause, s.family, s.occurred_on, coalesce(s.first_served_on, s.served_on) as counts_from, s.contract_term, s.in_force_to, s.incident, s.employee, s.unit_id,
       s.explanation, f.decided_on as first_decided_on, n.number as now_number
     from sanction s join sanction f on f.tenant_id = s.tenant_id and f.incident = s.incident and f.round = 1
     left join sanction n on n.tenant_id = s.tenant_id and n.id = $4 and s.id = $3
     where s.tenant_id = $1 and s.employee = $2 and s.archived_at is null and (s.id = $3 or (s.state not in ('revoked', 'replaced') and s.id is distinct from $4::uuid))
     order by f.number, s.round`, [tx.tenantId, employee, change.root, change.replacedBy ?? null]);
}

async function standingOf(tx: Tx, row: DecisionRow): Promise<Standing> {
  const incident = (await readRecord(tx, Incident, row.incident)) as RowOf<typeof Incident>;
  return {
    number: row.number, incident: factsOf(incident, row.occurred_on), decidedOn: row.first_decided_on, level: row.level, contractTerm: row.contract_term, explanation: thawed(row.explanation),
    past: {
      decision: row.now_number ?? row.number, kind: 'sanction', level: row.level, clause: row.clause, family: row.family, occurredOn: row.occurred_on, served: row.counts_from,
      contractTerm: row.contract_term, inForceTo: row.in_force_to, revoked: false, consumedBy: null,
    },
  };
}
