/**
 * A case as one can read it (案件卷宗): what is on file, how it was decided and decided again, what fell with a decision. Serves SM-2, SM-3.
 */
import { defineQuery, f, readRecord, scopeOf, type Label, type Tx } from '../../../kernel/index.ts';
import { type Level, LEVEL_LABELS } from '../rulebook/index.ts';
import { EVIDENCE_KINDS } from './case-evidence.ts';
import { Incident } from './incident.ts';
import { CASE_READERS } from './roles.ts';

export interface EvidenceLine { readonly id: string; readonly number: string; readonly kind: Label; readonly shows: string; readonly words: string | null; readonly witness: string | null; readonly call_id: string | null; readonly files: number; readonly brought_by: string; readonly set_aside: string | null }
export interface DecisionLine { readonly id: string; readonly number: string; readonly level: Label; readonly state: string; readonly round: number; readonly decided_on: string; readonly decided_by: string; readonly served_on: string | null; readonly in_force_to: string | null; readonly change_reason: string | null; readonly second_approver: string | null }
export interface FallenLine { readonly id: string; readonly sanction: { readonly id: string; readonly number: string }; readonly incident: { readonly id: string; readonly number: string }; readonly depth: number; readonly because: string; readonly was: Label; readonly comes_to: Label | null; readonly state: string; readonly now: { readonly id: string; readonly number: string } | null }
export interface Dossier { readonly open: boolean; readonly evidence: readonly EvidenceLine[]; readonly decisions: readonly DecisionLine[]; readonly fallen: readonly FallenLine[] }

export const CaseDossier = defineQuery('case_dossier', {
  label: ['案件卷宗', 'Case file'], access: CASE_READERS, params: { incident: f.ref('违纪事件', 'Incident', 'incident') },
  async run(tx, { incident }): Promise<Dossier> {
    const record = await readRecord(tx, Incident, incident);
    const units = await scopeOf(tx, tx.actor, CASE_READERS);
    if (!record || (units !== null && !units.includes(record.unit_id))) return { open: false, evidence: [], decisions: [], fallen: [] };
    const evidence = await tx.query<Omit<EvidenceLine, 'kind'> & { readonly kind: keyof typeof EVIDENCE_KINDS }>(
      `select id, number, kind, shows, words, witness, call_id, coalesce(cardinality(files), 0) as files, coalesce(brought_by, '') as brought_by, case when state = 'set_aside' then set_aside_because end as set_aside
       from case_evidence where tenant_id = $1 and incident = $2 and archived_at is null order by number`, [tx.tenantId, incident]);
    const decisions = await tx.query<Omit<DecisionLine, 'level'> & { readonly level: Level }>(
      `select id, number, level, state, round, decided_on, decided_by, served_on, in_force_to, change_reason, second_approver from sanction where tenant_id = $1 and incident = $2 and archived_at is null order by round`, [tx.tenantId, incident]);
    return {
      open: ['reported', 'fact_finding', 'heard', 'proposed'].includes(record.state),
      evidence: evidence.map((one) => ({ ...one, kind: EVIDENCE_KINDS[one.kind] })), decisions: decisions.map((one) => ({ ...one, level: LEVEL_LABELS[one.level] })),
      fallen: await fallenFrom(tx, decisions.map((one) => one.id)),
    };
  },
});

export const SanctionCascade = defineQuery('sanction_cascade', {
  label: ['申诉连锁', 'What fell with a decision'], access: [...CASE_READERS, 'operations_gm'], params: { sanction: f.ref('处分决定', 'Sanction', 'sanction') },
  async run(tx, { sanction }): Promise<readonly FallenLine[]> {
    const [row] = await tx.query<{ unit_id: string }>('select unit_id from sanction where tenant_id = $1 and id = $2', [tx.tenantId, sanction]);
    const units = await scopeOf(tx, tx.actor, [...CASE_READERS, 'operations_gm']);
    return !row || (units !== null && !units.includes(row.unit_id)) ? [] : fallenFrom(tx, [sanction]);
  },
});

interface Fell { readonly id: string; readonly sanction_id: string; readonly sanction_number: string; readonly incident_id: string; readonly incident_number: string; readonly depth: number; readonly because: string; readonly was: Level; readonly comes_to: Level | null; readonly state: string; readonly now_id: string | null; readonly now_number: string | null }

async function fallenFrom(tx: Tx, roots: readonly string[]): Promise<FallenLine[]> {
  const rows = await tx.query<Fell>(
    `select r.id, s.id as sanction_id, s.number as sanction_number, i.id as incident_id, i.number as incident_number, r.depth, r.because, r.was, r.comes_to, r.state, n.id as now_id, n.number as now_number
     from sanction_recheck r join sanction s on s.tenant_id = r.tenant_id and s.id = r.sanction join incident i on i.tenant_id = r.tenant_id and i.id = r.incident
     left join sanction n on n.tenant_id = r.tenant_id and n.id = r.new_sanction where r.tenant_id = $1 and r.root = any($2) order by r.number`, [tx.tenantId, roots]);
  return rows.map((row) => ({
    id: row.id, sanction: { id: row.sanction_id, number: row.sanction_number }, incident: { id: row.incident_id, number: row.incident_number }, depth: row.depth, because: row.because, was: LEVEL_LABELS[row.was],
    comes_to: row.comes_to === null ? null : LEVEL_LABELS[row.comes_to], state: row.state, now: row.now_id && row.now_number ? { id: row.now_id, number: row.now_number } : null,
  }));
}
