/** What maintenance contracts pay for a piece of equipment: read by parts and requests when they ask who pays. Serves FS-3, SM-26, SM-29. */
import type { Tx } from '../../../kernel/index.ts';
import type { Aspect } from './maintenance-contract.ts';
import type { Term } from './rules.ts';

/** `from` and `to` are both days on which the contract pays. */
export interface Cover { readonly contract: string; readonly from: string; readonly to: string; readonly covers: readonly Aspect[] }

/** All signed contracts of the equipment, past and future ones too, in order: the day of the failure decides which one counts. */
export function coverOf(tx: Tx, equipmentId: string): Promise<Cover[]> {
  return tx.query<Cover>(
    `select m.number as contract, m.valid_from as "from", m.valid_to as "to", m.aspects as covers
     from maintenance_cover c join maintenance_contract m on m.tenant_id = c.tenant_id and m.id = c.contract
     where c.tenant_id = $1 and c.equipment = $2 and c.archived_at is null and m.state not in ('draft', 'dropped') order by m.valid_from`, [tx.tenantId, equipmentId]);
}

/** The terms other signed contracts give to the same equipment. */
export async function otherTerms(tx: Tx, contract: string): Promise<Term[]> {
  return tx.query<Term>(
    `select m.number as contract, e.serial as equipment, m.valid_from as "from", m.valid_to as "to"
     from maintenance_cover mine join maintenance_cover c on c.tenant_id = mine.tenant_id and c.equipment = mine.equipment and c.archived_at is null and c.contract <> mine.contract
     join maintenance_contract m on m.tenant_id = c.tenant_id and m.id = c.contract and m.state not in ('draft', 'dropped') join equipment e on e.tenant_id = c.tenant_id and e.id = c.equipment
     where mine.tenant_id = $1 and mine.contract = $2 and mine.archived_at is null order by m.number`, [tx.tenantId, contract]);
}
