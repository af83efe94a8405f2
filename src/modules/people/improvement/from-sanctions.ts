/** A plan follows the sanction it came with (改进计划与处分): opened when it is served, ended when it is gone, kept when it is decided anew at the same level. Serves SM-4, SM-3. */
import { createRecord, takeStep, updateRecord, type Tx } from '../../../kernel/index.ts';
import { ImprovementPlan } from './plan.ts';
import { PlanProcess } from './plan-process.ts';

interface Served { readonly level?: unknown; readonly sanction?: unknown; readonly incident?: unknown; readonly employee?: unknown; readonly unit?: unknown }

export async function onServed(tx: Tx, { level, sanction, incident, employee, unit }: Served): Promise<void> {
  if (level !== 'iip') return;
  const [known] = await tx.query<{ id: string; version: number }>(
    `select * from improvement_plan where tenant_id = $1 and incident = $2 and state <> 'withdrawn' limit 1`, [tx.tenantId, incident]);
  if (known) {
    await updateRecord(tx, ImprovementPlan, known, { sanction: String(sanction) });
    return;
  }
  const [person] = await tx.query<{ app_user: string | null }>('select app_user from employee where tenant_id = $1 and id = $2', [tx.tenantId, employee]);
  await createRecord(tx, ImprovementPlan, { employee: String(employee), sanction: String(sanction), incident: String(incident), accused_user: person?.app_user ?? null, unit_id: String(unit) });
}

/** While the incident waits to be decided anew the plan waits with it. */
export async function onChanged(tx: Tx, { employee }: { readonly employee?: unknown }): Promise<void> {
  const gone = await tx.query<{ id: string }>(
    `select p.id from improvement_plan p where p.tenant_id = $1 and p.employee = $2 and p.state in ('drafted', 'running', 'extended')
       and not exists (select 1 from sanction s where s.tenant_id = p.tenant_id and s.incident = p.incident and ((s.level = 'iip' and s.state not in ('revoked', 'replaced')) or s.state = 'suspended'))
     order by p.number`, [tx.tenantId, employee]);
  for (const { id } of gone) await takeStep(tx, PlanProcess, id, 'withdraw', {});
}
