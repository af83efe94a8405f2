/** What maintenance contracts pay for a piece of equipment: read by parts and requests when they ask who pays. Serves FS-3, SM-26, SM-29. */
import { createRecord, tables, type Tx } from '../../../kernel/index.ts';
import { EquipmentCover, type Aspect, type Cover } from '../equipment/index.ts';
import { coveredBy, KEEPERS } from './maintenance-contract.ts';
import type { Term } from './rules.ts';

/** All contracts that pay for the equipment, past and future ones too, in order: the day of the failure decides which one counts. */
export async function coverOf(tx: Tx, equipmentId: string): Promise<Cover[]> {
  const rows = await tables(tx, EquipmentCover).selectFrom('equipment_cover').select(['contract', 'from_on', 'to_on', 'covers'])
    .where('tenant_id', '=', tx.tenantId).where('equipment', '=', equipmentId).where('archived_at', 'is', null).orderBy('from_on').orderBy('contract').execute();
  return rows.map((r) => ({ contract: r.contract, from: r.from_on, to: r.to_on, covers: r.covers }));
}

/** A signed contract stands beside each unit it covers, where the warranty is determined. */
export async function writeCover(tx: Tx, c: { readonly id: string; readonly number: string; readonly valid_from: string; readonly valid_to: string; readonly aspects: readonly Aspect[]; readonly unit_id: string }): Promise<void> {
  const byContract: typeof EquipmentCover = { ...EquipmentCover, access: { ...EquipmentCover.access, create: KEEPERS } };
  for (const e of await coveredBy(tx, c.id)) await createRecord(tx, byContract, { equipment: e.id, contract: c.number, from_on: c.valid_from, to_on: c.valid_to, covers: c.aspects, unit_id: c.unit_id });
}

/** The terms other signed contracts give to the same equipment. */
export async function otherTerms(tx: Tx, contract: string): Promise<Term[]> {
  return tx.query<Term>(
    `select m.number as contract, e.serial as equipment, m.valid_from as "from", m.valid_to as "to"
     from maintenance_cover mine join maintenance_cover c on c.tenant_id = mine.tenant_id and c.equipment = mine.equipment and c.archived_at is null and c.contract <> mine.contract
     join maintenance_contract m on m.tenant_id = c.tenant_id and m.id = c.contract and m.state not in ('draft', 'dropped') join equipment e on e.tenant_id = c.tenant_id and e.id = c.equipment
     where mine.tenant_id = $1 and mine.contract = $2 and mine.archived_at is null order by m.number`, [tx.tenantId, contract]);
}
