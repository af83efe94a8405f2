/** What a centre has closed of its budget (结账到哪个月), and who waits for whom while it closes. Serves SM-28, LOG-4.3. */
import type { Tx } from '../../../kernel/index.ts';

const KEY = "hashtextextended('budget_month ' || $1::uuid || ' ' ||";
/** The centre a category belongs to, for whoever books there: they book side by side, and a closing of that centre waits for them. */
export async function bookingCentre(tx: Tx, category: string): Promise<string | null> {
  const [row] = await tx.query<{ unit_id: string }>(
    `select unit_id, pg_advisory_xact_lock_shared(${KEY} unit_id, 0)) from budget_category where tenant_id = $1::uuid and id = $2`, [tx.tenantId, category]);
  return row?.unit_id ?? null;
}
/** Whoever closes a month of a centre: nobody books there until it is done. */
export async function closeAlone(tx: Tx, centre: string): Promise<void> {
  await tx.query(`select pg_advisory_xact_lock(${KEY} $2::uuid, 0))`, [tx.tenantId, centre]);
}

/** The last month that this centre has closed, or that is sealed for all; `2026-01`. */
export async function closedThrough(tx: Tx, centre: string | null): Promise<string | null> {
  const [row] = await tx.query<{ month: string | null }>(
    `select greatest((select max(month) from budget_month where tenant_id = $1 and centre = $2 and state = 'closed' and archived_at is null),
       (select max(period) from ledger_period where tenant_id = $1 and ledger = 'budget')) as month`, [tx.tenantId, centre]);
  return row?.month ?? null;
}
