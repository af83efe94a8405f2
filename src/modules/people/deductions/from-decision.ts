/**
 * What a decision orders to be made good (来自处分决定): it becomes a claim by itself, once for each clause, and falls with the decision; what was
 * taken by then goes back. A claim that rests on a thing in custody stands on its own paper. Serves SM-5, CG-19, CC-FINE-2, CC-FINE-4, CC-FINE-5.
 */
import { createRecord, dayOf, parameter, readRecord, takeStep, type Tx, updateRecord } from '../../../kernel/index.ts';
import { type DecidedMoney, IncidentRegister, Sanction } from '../discipline/index.ts';
import { MoneyClaim } from './claim.ts';
import { MoneyClaimProcess } from './claim-process.ts';
import { PROFILE, type ProfileName } from './guard.rules.ts';
import { FinesAllowed, ProfileOfPlace } from './parameters.ts';
import { THING_OF } from './rate.rules.ts';
import { publishedVersions, versionOn } from '../rulebook/index.ts';

interface Known { readonly id: string; readonly state: string; readonly incident: string | null }

/** Told at every decision on an incident, also when it is taken anew: the claim of the first time stays and follows the new decision. */
export async function claimsFromDecision(tx: Tx, payload: { readonly [name: string]: unknown }): Promise<void> {
  const { incident: id, sanction, effects } = payload as unknown as DecidedMoney;
  const incident = await readRecord(tx, IncidentRegister, id);
  if (!incident || incident.state === 'annulled' || incident.state === 'dismissed') return;
  await tx.query('select pg_advisory_xact_lock(hashtextextended($1, 0))', [`money_claim ${tx.tenantId} ${incident.employee}`]);
  const day = await dayOf(tx, incident.occurred_at, incident.unit_id);
  for (const { clause, kind } of effects) {
    const thing = kind === 'fine' ? null : (THING_OF[clause] ?? 'loss');
    const known = await claimFor(tx, { incident: id, employee: incident.employee, kind, clause, thing, day });
    if (known) await follow(tx, known, id, sanction);
    else if (kind === 'compensation' || await fineStands(tx, day)) {
      const { id: claim } = await createRecord(tx, MoneyClaim, {
        employee: incident.employee, kind, thing, happened_on: day, incident: id, sanction, from_decision: true, unit_id: incident.unit_id,
        description: `${incident.number} ${incident.description}`.slice(0, 1000), evidence_note: [`见事件 ${incident.number} 的案卷`, ...(incident.damage === null ? [] : [incident.damage])].join('；').slice(0, 300),
      } as never);
      if (kind === 'compensation') await takeStep(tx, MoneyClaimProcess, claim, 'await_amount', {});
    }
  }
}

/** The same thing already claimed from what custody settled that day is the same loss, not a second one. */
async function claimFor(tx: Tx, of: { readonly incident: string; readonly employee: string; readonly kind: string; readonly clause: string; readonly thing: string | null; readonly day: string }): Promise<Known | undefined> {
  const [known] = await tx.query<Known>(
    `select id, state, incident from money_claim where tenant_id = $1 and archived_at is null and kind = $2 and ((incident = $3 and (clause = $4 or thing is not distinct from $6)) or (custody_item is not null and incident is null and state <> 'waived' and employee = $5 and thing = $6 and happened_on = $7))
     order by incident nulls last limit 1`, [tx.tenantId, of.kind, of.incident, of.clause, of.employee, of.thing, of.day]);
  return known;
}
async function follow(tx: Tx, claim: Known, incident: string, sanction: string | null): Promise<void> {
  await updateRecord(tx, MoneyClaim, claim, { incident, sanction }, { what: 'decided' });
}

/** A fine only where the place, the switch, the code and its amount all allow one; otherwise the decision says so and nothing arises. */
async function fineStands(tx: Tx, day: string): Promise<boolean> {
  if (PROFILE[await parameter(tx, ProfileOfPlace, day) as ProfileName].fines === 'forbidden' || !(await parameter(tx, FinesAllowed, day))) return false;
  const code = versionOn(await publishedVersions(tx), day)?.parameters;
  return code?.['fine.allowed'] === true && (code['late.amount_fen'] ?? 0) > 0;
}

/** Revoked, or ended without a sanction: the claims fall. Replaced by another level: they follow. */
export async function claimsAfterChange(tx: Tx, payload: { readonly [name: string]: unknown }): Promise<void> {
  const root = await readRecord(tx, Sanction, String(payload['sanction']));
  if (!root) return;
  const claims = await tx.query<Known>(`select id, state, incident from money_claim where tenant_id = $1 and incident = $2 and custody_item is null and archived_at is null and state not in ('waived', 'to_return', 'returned') order by number`, [tx.tenantId, root.incident]);
  for (const claim of claims) {
    if (payload['level'] === null) await takeStep(tx, MoneyClaimProcess, claim.id, 'fall', { waive_reason: `处分 ${root.number} 已撤销：${root.revoke_reason ?? ''}`.slice(0, 300) });
    else if (typeof payload['replacedBy'] === 'string') await follow(tx, claim, root.incident, payload['replacedBy']);
  }
}
