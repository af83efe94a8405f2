/** Centres with a budget of their own (预算中心): the units that cost categories belong to. Serves LOG-4.1, FS-3.1. */
import { Refusal, scopeOf, type Tx } from '../../../kernel/index.ts';

export interface Centre { readonly id: string; readonly name: string }

/** The centres with categories that these posts let the person look at, by the code of the unit. */
export async function centresOf(tx: Tx, roles: readonly string[]): Promise<Centre[]> {
  return tx.query<Centre>(
    `select u.id, u.name from unit u where u.tenant_id = $1 and ($2::uuid[] is null or u.id = any($2))
       and exists (select 1 from budget_category c where c.tenant_id = u.tenant_id and c.unit_id = u.id and c.archived_at is null) order by u.code`, [tx.tenantId, await scopeOf(tx, tx.actor, roles)]);
}

/** No centre at all: not the same as null, which asks for all of them. */
const NOWHERE = '00000000-0000-0000-0000-000000000000';
/** The centre asked for, or the first one within reach; where there is none, one without figures. Refuses one that the person may not look at. */
export async function centreFor(tx: Tx, wanted: string | null, roles: readonly string[]): Promise<string> {
  const centres = await centresOf(tx, roles);
  if (wanted === null) return centres[0]?.id ?? NOWHERE;
  if (centres.some((c) => c.id === wanted)) return wanted;
  throw new Refusal('budget.centre', ['这个部门没有您可以查看的预算', 'This unit has no budget that you may look at'], 404, { centre: ['请选择有预算的中心', 'Choose a centre with a budget'] });
}
