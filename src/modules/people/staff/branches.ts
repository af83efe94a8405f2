/**
 * Who stands where in a service organisation (区域服务部): head offices with their branches, and the people at each of them on a day.
 * Serves FS-0.1, FS-1.1, FS-1.3, FS-1.4, FS-2.3.
 */
import type { Tx } from '../../../kernel/index.ts';

export interface ServicePlace { readonly id: string; readonly code: string; readonly name: string; readonly kind: 'head_office' | 'branch'; readonly centre: string }
export interface Colleague { readonly id: string; readonly staff_no: string; readonly name: string; readonly place: string; readonly app_user: string | null }

/** Every centre that has branches, followed by these; in the order of their codes. */
export function servicePlaces(tx: Tx): Promise<ServicePlace[]> {
  return tx.query<ServicePlace>(
    `select u.id, u.code, u.name, case when u.unit_kind = 'branch' then 'branch' else 'head_office' end as kind, case when u.unit_kind = 'branch' then u.parent else u.id end as centre
     from unit u where u.tenant_id = $1 and u.archived_at is null
       and (u.unit_kind = 'branch' or exists (select 1 from unit b where b.tenant_id = u.tenant_id and b.parent = u.id and b.unit_kind = 'branch' and b.archived_at is null))
     order by u.code`, [tx.tenantId]);
}

/** Everybody employed on a day at one of the units, at the place of that day, by staff number. */
export function colleaguesAt(tx: Tx, units: readonly string[], day: string): Promise<Colleague[]> {
  return tx.query<Colleague>(
    `select * from (
       select e.id, e.staff_no, e.name, coalesce(a.place, e.unit_id) as place, e.app_user
       from employee e left join employee_assignment a on a.tenant_id = e.tenant_id and a.employee = e.id and a.archived_at is null
         and a.valid_from <= $2 and (a.valid_to is null or a.valid_to >= $2)
       where e.tenant_id = $1 and e.archived_at is null and e.hired_on <= $2 and (e.left_on is null or e.left_on >= $2)) s
     where s.place = any($3) order by s.staff_no`, [tx.tenantId, day, units]);
}

/** One person on a day, or undefined when not employed then. */
export async function colleagueOn(tx: Tx, employee: string, day: string): Promise<Colleague | undefined> {
  const [found] = await tx.query<Colleague>(
    `select e.id, e.staff_no, e.name, coalesce(a.place, e.unit_id) as place, e.app_user
     from employee e left join employee_assignment a on a.tenant_id = e.tenant_id and a.employee = e.id and a.archived_at is null
       and a.valid_from <= $3 and (a.valid_to is null or a.valid_to >= $3)
     where e.tenant_id = $1 and e.id = $2 and e.archived_at is null and e.hired_on <= $3 and (e.left_on is null or e.left_on >= $3)`, [tx.tenantId, employee, day]);
  return found;
}
