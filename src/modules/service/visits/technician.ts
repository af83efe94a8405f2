/** The staff record behind a sign-in. */
import type { Tx } from '../../../kernel/index.ts';

export interface Technician { readonly id: string; readonly name: string; readonly unit_id: string }

export async function technicianOf(tx: Tx, userId: string): Promise<Technician | null> {
  const [found] = await tx.query<Technician>('select id, name, unit_id from employee where tenant_id = $1 and app_user = $2 and archived_at is null order by hired_on desc limit 1', [tx.tenantId, userId]);
  return found ?? null;
}
