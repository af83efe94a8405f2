/** Areas of the floor (外场区域) and who stands where (人员站位). Serves VIP-5.7, VIP-7.5, P15. */
import { defineProcess, defineRegister, f, takeStep, type Tx } from '../../../kernel/index.ts';
import type { Standing } from './rules.ts';

export const FLOOR = ['vip_agent', 'duty_supervisor', 'team_leader', 'vip_manager'] as const;
export const READERS = [...FLOOR, 'vip_director', 'auditor'] as const;
export const SENDERS = ['duty_supervisor', 'vip_manager'] as const;

export const FloorArea = defineRegister('floor_area', {
  label: ['外场区域', 'Floor area'],
  number: 'QY-{00}',
  fields: {
    name: f.text('名称', 'Name', { max: 30 }),
    storey: f.integer('楼层', 'Storey', { min: 1, max: 60 }),
    along: f.integer('走廊位置', 'Along the corridor', { min: 0, max: 2000, unit: ['米', 'm'], hint: ['从电梯口量起', 'From the lift'] }),
    rooms: f.text('所含房号', 'Rooms', { max: 120, optional: true }),
  },
  title: ['name'],
  list: ['name', 'storey', 'along', 'rooms'],
  sorts: ['number'],
  unique: [['name']],
  access: { read: READERS, create: SENDERS, edit: SENDERS, archive: SENDERS },
  empty: ['还没有区域。写下楼层和离电梯的距离，系统据此找最近的人。', 'No areas yet. With storey and distance from the lift the nearest person can be found.'],
});

export const FloorStand = defineRegister('floor_stand', {
  label: ['人员站位', 'Who stands where'],
  number: 'ZW-{yyyy}{mm}-{00000}',
  fields: {
    employee: f.ref('员工', 'Employee', 'employee'),
    area: f.ref('区域', 'Area', 'floor_area'),
    since: f.dateTime('到位时间', 'Since', { optional: true, readonly: true }),
    until: f.dateTime('离位时间', 'Until', { optional: true, readonly: true }),
  },
  title: ['employee', 'area'],
  list: ['employee', 'area', 'since', 'until'],
  sorts: ['-since', '-number'],
  indexes: [['state', 'employee']],
  access: { read: READERS, create: SENDERS },
  empty: ['没有站位记录。主管安排谁在哪个区域，派人时据此找最近的。', 'Nobody is placed yet. Supervisors say who stands where; the nearest is found from that.'],
  opening: {
    set: ({ now }) => ({ since: now }),
    // One person stands in one place: the earlier one ends.
    async effect({ tx, record }) {
      const others = await tx.query<{ id: string }>(`select id from floor_stand where tenant_id = $1 and employee = $2 and state = 'standing' and id <> $3 for update`, [tx.tenantId, record.employee, record.id]);
      for (const other of others) await takeStep(tx, FloorStandProcess, other.id, 'leave', {});
    },
  },
});

export const FloorStandProcess = defineProcess(FloorStand, 'standing',
  { standing: { label: ['在位', 'There'], tone: 'active' }, left: { label: ['已离位', 'Left'], tone: 'stopped' } },
  (step) => ({ leave: step({ label: ['离位', 'Leaves'], from: ['standing'], to: 'left', by: [...SENDERS, 'team_leader'], form: {}, set: ({ now }) => ({ until: now }) }) }),
);

/** Everybody who stands somewhere in the unit, with whether a request keeps them busy. */
export function standingIn(tx: Tx, unit: string): Promise<Standing[]> {
  return tx.query<Standing>(
    `select s.employee, e.name, a.name as area, a.storey, a.along,
       exists (select 1 from floor_request r where r.tenant_id = s.tenant_id and r.sent = s.employee and r.state = 'dispatched') as busy,
       greatest(s.since, (select max(r.done_at) from floor_request r where r.tenant_id = s.tenant_id and r.sent = s.employee)) as free_since
     from floor_stand s join floor_area a on a.tenant_id = s.tenant_id and a.id = s.area join employee e on e.tenant_id = s.tenant_id and e.id = s.employee
     where s.tenant_id = $1 and s.unit_id = $2 and s.state = 'standing' and s.archived_at is null order by e.staff_no`, [tx.tenantId, unit]);
}
