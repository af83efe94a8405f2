/** The warranty of a unit on a day, from its record and the contracts that cover it; used by requests, orders and parts. Serves AC-32, SM-26. */
import { dayOf, defineQuery, f, grantFor, readRecord, Refusal, tables, type RowOf, type Tx } from '../../../kernel/index.ts';
import { Equipment, EquipmentCover } from './equipment.ts';
import { determineWarranty, type Aspect, type Cover, type WarrantyDecision } from './rules.ts';

export type WarrantyByAspect = { readonly [A in Aspect]: WarrantyDecision };

export async function warrantyOn(tx: Tx, equipment: string, failed_on: string): Promise<WarrantyByAspect> {
  const unit = await readRecord(tx, Equipment, equipment);
  if (unit === null) throw new Refusal('equipment.unknown', ['没有这台设备', 'There is no such unit'], 422);
  const cover = await coverOf(tx, equipment);
  const decide = (aspect: Aspect) => determineWarranty({ terms: termsOf(unit), shipped_on: unit.shipped_on, commissioned_on: unit.commissioned_on, cover, failed_on, aspect });
  return { parts: decide('parts'), labour: decide('labour'), travel: decide('travel') };
}

const termsOf = (unit: RowOf<typeof Equipment>) => ({ starts: unit.warranty_from, parts: unit.parts_months, labour: unit.labour_months, travel: unit.travel_months });

async function coverOf(tx: Tx, equipment: string): Promise<readonly Cover[]> {
  const rows = await tables(tx, EquipmentCover).selectFrom('equipment_cover').select(['contract', 'from_on', 'to_on', 'covers'])
    .where('tenant_id', '=', tx.tenantId).where('equipment', '=', equipment).where('archived_at', 'is', null).orderBy('from_on').orderBy('contract').execute();
  return rows.map((r) => ({ contract: r.contract, from: r.from_on, to: r.to_on, covers: r.covers as readonly Aspect[] }));
}

/** The address that the QR label holds, without the host it is reached by. */
export interface UnitLabel { readonly path: string; readonly since: string }
export interface UnitToday { readonly day: string; readonly warranty: WarrantyByAspect; readonly label: UnitLabel | null }

/** For the unit's page: the three aspects as they stand today, and the label for those who may print it. */
export const EquipmentToday = defineQuery('equipment_today', {
  label: ['设备保修', 'Warranty of a unit'],
  access: ['dispatcher', 'branch_manager', 'technician', 'centre_manager', 'storekeeper', 'finance'],
  params: { equipment: f.ref('设备', 'Equipment', 'equipment') },
  async run(tx, { equipment }): Promise<UnitToday | null> {
    const unit = await readRecord(tx, Equipment, equipment);
    if (unit === null || !(await grantFor(tx, tx.actor, Equipment.access.read, unit.unit_id))) return null;
    const day = await dayOf(tx, tx.now, unit.unit_id);
    const prints = (await grantFor(tx, tx.actor, Equipment.access.create, unit.unit_id)) !== undefined;
    return { day, warranty: await warrantyOn(tx, equipment, day), label: prints && unit.qr_token !== null ? await labelOf(tx, unit.qr_token, unit.label_since ?? unit.created_at) : null };
  },
});

async function labelOf(tx: Tx, token: string, since: Date): Promise<UnitLabel> {
  const [tenant] = await tx.query<{ code: string }>('select code from tenant where id = $1', [tx.tenantId]);
  return { path: `/intake/${tenant?.code ?? ''}/equipment_request/${token}`, since: since.toISOString() };
}
