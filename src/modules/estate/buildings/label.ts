/** What the label of a building holds: the address of the form by which anybody in it reports a fault. Serves LOG-2.5, TEA-1. */
import { defineQuery, f, grantFor, readRecord } from '../../../kernel/index.ts';
import { Building } from './building.ts';
import { KEEPERS, READERS } from './roles.ts';

export interface BuildingLabel { readonly path: string; readonly since: string }
export const BuildingLabelQuery = defineQuery('building_label', {
  label: ['房屋标签', 'Label of a building'],
  access: READERS,
  params: { building: f.ref('房屋', 'Building', 'building') },
  async run(tx, params): Promise<BuildingLabel | null> {
    const found = await readRecord(tx, Building, params.building);
    if (found === null || found.qr_token === null || !(await grantFor(tx, tx.actor, [...KEEPERS, 'repair_clerk'], found.unit_id))) return null;
    const [tenant] = await tx.query<{ code: string }>('select code from tenant where id = $1', [tx.tenantId]);
    return { path: `/intake/${tenant?.code ?? ''}/building_repair/${found.qr_token}`, since: (found.label_since ?? found.created_at).toISOString() };
  },
});
