/** Organisations in one database. Made and removed by the owner's connection only; removal leaves not one row behind. */
import type { Pool } from '../database/connect.ts';
import { newId } from '../database/id.ts';

export interface Tenant { readonly id: string; readonly code: string; readonly name: string; readonly zone: string; readonly demo: boolean }

export async function createTenant(owner: Pool, t: Omit<Tenant, 'id'>, now: Date): Promise<Tenant> {
  const id = newId(now);
  await owner.query('insert into tenant (id, code, name, zone, demo, created_at) values ($1, $2, $3, $4, $5, $6)', [id, t.code, t.name, t.zone, t.demo, now]);
  return { id, ...t };
}

export async function tenantsOf(pool: Pool): Promise<Tenant[]> {
  return (await pool.query<Tenant>('select id, code, name, zone, demo from tenant order by created_at')).rows;
}

/** Every table that holds rows of organisations, children before parents as far as foreign keys ask. */
export async function removeTenant(owner: Pool, id: string): Promise<void> {
  const client = await owner.connect();
  try {
    await client.query('begin');
    await client.query(`select set_config('dutydesk.tenant', $1, true)`, [id]);
    // Waits for every write that is under way; those that come meanwhile wait for this one, and then find the organisation gone.
    await client.query('select pg_advisory_xact_lock(hashtextextended($1, 11))', [id]);
    const { rows } = await client.query<{ name: string }>(
      `select c.relname as name from pg_class c join pg_namespace n on n.oid = c.relnamespace join pg_attribute a on a.attrelid = c.oid
       where n.nspname = 'public' and c.relkind in ('r', 'p') and not c.relispartition and a.attname = 'tenant_id' and not a.attisdropped`);
    const waiting = new Set(rows.map((r) => r.name));
    for (let round = 0; waiting.size > 0; round++) {
      if (round > rows.length) throw new Error(`these tables refer to each other in a circle: ${[...waiting].join(', ')}`);
      for (const table of waiting) if (await emptied(client, table, id)) waiting.delete(table);
    }
    await client.query('delete from tenant where id = $1', [id]);
    await client.query('commit');
  } catch (e) {
    await client.query('rollback');
    throw e;
  } finally {
    client.release();
  }
}

async function emptied(client: { query(text: string, values?: unknown[]): Promise<unknown> }, table: string, id: string): Promise<boolean> {
  await client.query('savepoint one');
  try {
    await client.query(`delete from ${table} where tenant_id = $1`, [id]);
    return true;
  } catch (e) {
    // Something still refers to it: its turn comes in a later round.
    if ((e as { code?: string }).code !== '23503') throw e;
    await client.query('rollback to savepoint one');
    return false;
  }
}
