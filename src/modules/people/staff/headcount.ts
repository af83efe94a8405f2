/**
 * Headcount (人员编制表): how many people each branch or line has on a day, from the staff register and the dated assignments.
 * Serves FS-1.1, CG-46 and the per-head ranking of service points.
 */
import { defineReport, f, unitsBelow, unitsOpen, type Tx } from '../../../kernel/index.ts';
import { Employee } from './employee.ts';

export interface Posted { readonly id: string; readonly unit_id: string; readonly place: string; readonly takes_calls: boolean | null; readonly app_user: string | null }

/** Everybody employed on a day, with the place of that day. One query for the whole organisation. */
export function staffOn(tx: Tx, day: string): Promise<Posted[]> {
  return tx.query<Posted>(
    `select e.id, e.unit_id, coalesce(a.place, e.unit_id) as place, a.takes_calls, e.app_user
     from employee e left join employee_assignment a on a.tenant_id = e.tenant_id and a.employee = e.id and a.archived_at is null
       and a.valid_from <= $2 and (a.valid_to is null or a.valid_to >= $2)
     where e.tenant_id = $1 and e.archived_at is null and e.hired_on <= $2 and (e.left_on is null or e.left_on >= $2)`, [tx.tenantId, day]);
}

/** People per unit, everything below a unit counted to it. In: the units asked for. Out: headcount by unit id. */
export async function headcountOf(tx: Tx, unitIds: readonly string[], day: string): Promise<ReadonlyMap<string, number>> {
  const staff = await staffOn(tx, day);
  const counts = new Map<string, number>();
  for (const unit of unitIds) {
    const below = new Set(await unitsBelow(tx, unit));
    counts.set(unit, staff.filter((s) => below.has(s.place)).length);
  }
  return counts;
}

export const StaffByUnit = defineReport('staff_by_unit', {
  label: ['人员分布表', 'Staff by unit'],
  access: ['hr', 'centre_manager', 'dispatcher', 'branch_manager', 'attendance_clerk'],
  params: { day: f.date('日期', 'Day'), centre: f.unit('中心', 'Centre', { optional: true, hint: ['留空为全部', 'Empty: everybody'] }) },
  initial: ({ day }) => ({ day }),
  columns: { place: f.unit('部门', 'Unit'), staff: f.integer('人数', 'Staff'), takes_calls: f.integer('其中接听电话', 'Of whom take calls') },
  totals: ['staff', 'takes_calls'],
  async rows(tx, { day, centre }) {
    const within = centre === null ? null : new Set(await unitsBelow(tx, centre));
    const open = await unitsOpen(tx, Employee);
    const staff = (await staffOn(tx, day)).filter((s) => (within === null || within.has(s.place)) && (open === null || open.includes(s.unit_id)));
    const places = await tx.query<{ id: string }>('select id from unit where tenant_id = $1 order by code', [tx.tenantId]);
    return places
      .map(({ id }) => ({ place: id, people: staff.filter((s) => s.place === id).map((s) => s.id), staff: staff.filter((s) => s.place === id).length, takes_calls: staff.filter((s) => s.place === id && s.takes_calls === true).length }))
      .filter((row) => row.staff > 0);
  },
  async proof(tx, { day, centre }, rows) {
    const within = centre === null ? null : await unitsBelow(tx, centre);
    const [all] = await tx.query<{ n: number }>(
      `select count(*) as n from employee e where e.tenant_id = $1 and e.archived_at is null and e.hired_on <= $2 and (e.left_on is null or e.left_on >= $2)
       and ($4::uuid[] is null or e.unit_id = any($4)) and ($3::uuid[] is null or coalesce((select a.place from employee_assignment a where a.tenant_id = e.tenant_id and a.employee = e.id and a.archived_at is null
         and a.valid_from <= $2 and (a.valid_to is null or a.valid_to >= $2) limit 1), e.unit_id) = any($3))`, [tx.tenantId, day, within, await unitsOpen(tx, Employee)]);
    return [{ label: ['各部门之和 = 在职员工数', 'Sum of units = people employed'], left: rows.reduce((sum, r) => sum + r.staff, 0), right: all?.n ?? 0 }];
  },
  // People count where they work on the day, which is not always where their record stands; a list takes no more than five hundred by name.
  drill: { staff: (row, _params, rows) => ({ register: 'employee', filter: { field: 'id', op: 'in', value: ((row === null ? rows : [row]) as unknown as readonly { readonly people: readonly string[] }[]).flatMap((r) => r.people).slice(0, 500) } }) },
  chart: { kind: 'bar', x: 'place', y: ['staff'] },
});
