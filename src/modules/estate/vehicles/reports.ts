/**
 * Staff and vehicles by branch (人员车辆分布表): from the registers, with the row of what is unassigned, beside what was stated.
 * Serves FS-1.1, AC-37, CG-45.
 */
import { defineReport, f, scopeOf, type Filter, type Label, type Tx } from '../../../kernel/index.ts';
import { colleaguesAt, servicePlaces, type ServicePlace } from '../../people/staff/index.ts';
import { READERS } from './roles.ts';
import { sentencesOn } from './rules.ts';
import { statementUpTo } from './statement.ts';
import { vehiclesOn } from './vehicle.ts';

const KINDS = { head_office: ['总部', 'Head office'], branch: ['区域服务部', 'Branch'], unassigned: ['未配属', 'Unassigned'] } as const;
const STATED_SUMS = {
  staff: ['所报人员：各单位之和 = 总数', 'Stated staff: sum of units = total'], vehicles: ['所报车辆：各单位之和 = 总数', 'Stated vehicles: sum of units = total'],
  register: ['所报车辆总数 = 台账在用数', 'Vehicles stated = vehicles in the register'],
} as const;
/** Whether a check is of figures that somebody stated: those may contradict themselves, and say nothing about a report that counts the registers. */
export const isOfStatement = (label: Label): boolean => Object.values(STATED_SUMS).some((sum) => sum[0] === label[0]);

const params = { day: f.date('日期', 'Day') };
type Day = { readonly day: string };
/** Sentences of one run: notes get the same parameters object, but may not ask the database. */
const notesOfRun = new WeakMap<Day, readonly Label[]>();
/** Likewise the units of one run, for the records behind the total. */
const unitsOfRun = new WeakMap<Day, readonly string[]>();

export const StaffAndVehicles = defineReport('staff_and_vehicles', {
  label: ['人员车辆分布表', 'Staff and vehicles by branch'],
  access: [...READERS, 'hr'],
  wider: ['人员车辆分布表随工作总结公布，只列各单位的人数与车数；员工与车辆的单条记录只有相应岗位能打开。', 'The table is published with the work summary and holds numbers by unit alone; single people and vehicles open only for the posts that keep them.'],
  params, initial: ({ day }) => ({ day }),
  columns: {
    kind: f.choice('类别', 'Kind', KINDS), place: f.unit('单位', 'Unit', { optional: true }), staff: f.integer('人员', 'Staff'), vehicles: f.integer('车辆', 'Vehicles'),
    stated_staff: f.integer('所报人员', 'Staff stated', { optional: true }), stated_vehicles: f.integer('所报车辆', 'Vehicles stated', { optional: true }),
  },
  totals: ['staff', 'vehicles', 'stated_staff', 'stated_vehicles'],
  async rows(tx, p) {
    const places = await placesInOrder(tx, p.day);
    unitsOfRun.set(p, places.map((place) => place.id));
    const staff = await colleaguesAt(tx, places.map((place) => place.id), p.day);
    const vehicles = await vehiclesOf(tx, places, p.day);
    const whole = (await scopeOf(tx, tx.actor, [...READERS, 'hr'])) === null || places.some((place) => place.kind === 'head_office');
    const stated = await statementUpTo(tx, p.day);
    const unassigned = vehicles.filter((v) => v.branch === null).length;
    if (stated && whole) notesOfRun.set(p, [[`对照：${stated.title}（截至 ${stated.as_of}）`, `Compared with: ${stated.title} (as of ${stated.as_of})`], ...sentencesOn(stated, unassigned)]);
    const line = (place: ServicePlace) => stated?.lines.find((l) => l.place === place.id);
    return [
      ...places.map((place) => ({
        kind: place.kind, place: place.id, staff: staff.filter((s) => s.place === place.id).length, vehicles: vehicles.filter((v) => v.branch === place.id).length,
        stated_staff: line(place)?.staff ?? null, stated_vehicles: line(place)?.vehicles ?? null,
      })),
      ...(whole ? [{ kind: 'unassigned' as const, place: null, staff: 0, vehicles: unassigned, stated_staff: null, stated_vehicles: null }] : []),
    ];
  },
  async proof(tx, { day }, rows) {
    const places = await placesInOrder(tx, day);
    const [people] = await tx.query<{ n: number }>(
      `select count(*) as n from employee e where e.tenant_id = $1 and e.archived_at is null and e.hired_on <= $2 and (e.left_on is null or e.left_on >= $2)
       and coalesce((select a.place from employee_assignment a where a.tenant_id = e.tenant_id and a.employee = e.id and a.archived_at is null
         and a.valid_from <= $2 and (a.valid_to is null or a.valid_to >= $2) limit 1), e.unit_id) = any($3)`, [tx.tenantId, day, places.map((place) => place.id)]);
    const [cars] = await tx.query<{ n: number }>(
      `select count(*) as n from vehicle where tenant_id = $1 and archived_at is null and in_service_since <= $2 and (withdrawn_on is null or withdrawn_on > $2) and unit_id = any($3)`, [tx.tenantId, day, places.map((place) => place.id)]);
    const stated = await statementUpTo(tx, day);
    const sum = (of: (row: (typeof rows)[number]) => number | null) => rows.reduce((n, row) => n + (of(row) ?? 0), 0);
    const whole = rows.some((r) => r.kind === 'unassigned');
    return [
      { label: ['各单位人员之和 = 员工台账在岗人数', 'Sum of staff = people employed in the staff register'], left: sum((r) => r.staff), right: people?.n ?? 0 },
      { label: ['配属车辆 + 未配属 = 车辆台账在用数', 'Assigned + unassigned = vehicles in service in the register'], left: sum((r) => r.vehicles), right: cars?.n ?? 0 },
      ...(stated && whole ? [
        { label: STATED_SUMS.staff, left: sum((r) => r.stated_staff), right: stated.staff_total } as const,
        { label: STATED_SUMS.vehicles, left: sum((r) => r.stated_vehicles), right: stated.vehicles_total } as const,
        { label: STATED_SUMS.register, left: stated.vehicles_total, right: sum((r) => r.vehicles) } as const,
      ] : []),
    ];
  },
  drill: {
    staff: (row, p) => ({ register: 'employee', filter: { all: [{ field: 'unit_id', op: 'in', value: row === null ? (unitsOfRun.get(p) ?? []) : row.place === null ? [] : [row.place] }] } }),
    vehicles: (row, p) => ({ register: 'vehicle', filter: { all: [{ field: 'unit_id', op: 'in', value: unitsOfRun.get(p) ?? [] }, { field: 'state', op: 'in', value: ['in_service', 'in_workshop'] }, ...branchOf(row)] } }),
  },
  notes: (p) => [...(notesOfRun.get(p) ?? []), ['人员按当日所在单位计；车辆按当日配属计，未配属的单列一行。', 'People count where they work on the day, vehicles where they are assigned; what is unassigned has a row of its own.']],
});

const branchOf = (row: { readonly place: string | null } | null): Filter[] => (row === null ? [] : row.place === null ? [{ field: 'branch', op: 'empty', value: true }] : [{ field: 'branch', op: 'eq', value: row.place }]);

/** In the order in which the figures were stated; what was not stated follows by code. Only what the person reaches. */
async function placesInOrder(tx: Tx, day: string): Promise<readonly ServicePlace[]> {
  const reach = await scopeOf(tx, tx.actor, [...READERS, 'hr']);
  const places = (await servicePlaces(tx)).filter((p) => reach === null || reach.includes(p.id));
  const order = (await statementUpTo(tx, day))?.lines.map((l) => l.place) ?? [];
  const at = (p: ServicePlace) => (order.includes(p.id) ? order.indexOf(p.id) : order.length);
  return [...places].sort((a, b) => at(a) - at(b));
}

/** Those of the service centre and its branches; the pool of another centre is no part of the statement. */
async function vehiclesOf(tx: Tx, places: readonly ServicePlace[], day: string) {
  return (await vehiclesOn(tx, day)).filter((v) => places.some((place) => place.id === v.unit_id));
}
