/** Who hands over and who takes over. Serves P11. */
import type { Tx } from '../../../kernel/index.ts';

export interface Person { readonly id: string | null; readonly name: string }
export async function people(tx: Tx, h: { readonly shift_out: string | null; readonly shift_in: string | null }): Promise<{ readonly out: Person; readonly in: Person }> {
  const rows = await tx.query<{ shift: string; id: string; name: string }>('select s.id as shift, u.id, u.display_name as name from shift s join app_user u on u.tenant_id = s.tenant_id and u.id = s.clerk where s.tenant_id = $1 and s.id = any($2)', [tx.tenantId, [h.shift_out, h.shift_in].filter((x) => x !== null)]);
  const of = (shift: string | null): Person => rows.find((r) => r.shift === shift) ?? { id: null, name: '' };
  return { out: of(h.shift_out), in: of(h.shift_in) };
}

/** The acting person's own shift that waits to take over in this unit; briefed, unless it is the first of the day. */
export async function waitingFor(tx: Tx, h: { readonly unit_id: string; readonly shift_out: string | null }, actor: string, place: 'first' | 'later' = 'later'): Promise<string | null> {
  const [mine] = await tx.query<{ id: string }>(
    `select id from shift where tenant_id = $1 and unit_id = $2 and clerk = $3 and state = 'preparing' and id <> $4 and (case when $5 = 'first' then place = 'first' else place <> 'first' and briefed_at is not null end) order by number desc limit 1`,
    [tx.tenantId, h.unit_id, actor, h.shift_out, place]);
  return mine?.id ?? null;
}
