/**
 * The vehicle register (车辆台账): plate, kind, in service since when, and for which branch or department, with the dated history of assignments.
 * A vehicle without a branch stands in the row "unassigned". Vehicles of a service centre move to its branches; those of another centre stay with it and
 * are set aside for a department. Serves FS-1.1, CG-45, LOG-1.1.
 */
import { calendar, createRecord, defineProcess, defineRegister, f, readRecord, Refusal, updateRecord, type RowOf, type Tx } from '../../../kernel/index.ts';
import { servicePlaces } from '../../people/staff/index.ts';
import { CLASSES } from '../drivers/index.ts';
import { KEEPERS, READERS } from './roles.ts';
import { refuseAssignment, refuseDay, type Assignment } from './rules.ts';

export const Vehicle = defineRegister('vehicle', {
  label: ['车辆', 'Vehicle'],
  number: 'CL-{000}',
  fields: {
    plate: f.plate('车牌号', 'Plate'),
    kind: f.choice('车型', 'Kind', { van: ['工程车', 'Service van'], pickup: ['皮卡', 'Pickup'], suv: ['越野车', 'Off-road'], car: ['轿车', 'Car'], truck: ['货车', 'Lorry'] }),
    model: f.text('品牌型号', 'Make and model', { max: 60, optional: true }),
    seats: f.integer('座位', 'Seats', { min: 1, max: 60, optional: true }),
    in_service_since: f.date('启用日期', 'In service since'),
    ownership: f.choice('权属', 'Owned or rented', { own: ['自有', 'Owned'], rented: ['租赁', 'Rented'] }, { optional: true }),
    licence_class: f.choice('准驾要求', 'Licence asked for', CLASSES, { optional: true, hint: ['派车时核对驾驶员的准驾车型', 'Compared with the driver’s licence when dispatched'] }),
    fuel_norm: f.quantity('油耗定额', 'Fuel norm', { scale: 1, optional: true, unit: ['升/百公里', 'L/100 km'] }),
    next_service_on: f.date('下次保养日期', 'Next service on', { optional: true }),
    next_service_km: f.integer('下次保养里程', 'Next service at', { optional: true, max: 3_000_000, unit: ['公里', 'km'] }),
    branch: f.unit('配属单位', 'Assigned to', { optional: true, readonly: true }),
    assigned_since: f.date('配属起', 'Assigned since', { optional: true, readonly: true }),
    withdrawn_on: f.date('停用日期', 'Withdrawn on', { optional: true, readonly: true }),
  },
  title: ['plate', 'model'],
  list: ['plate', 'kind', 'model', 'branch', 'assigned_since', 'licence_class', 'fuel_norm', 'next_service_on'],
  sorts: ['plate', 'number'],
  indexes: [['branch']],
  unique: [['plate']],
  access: { read: READERS, create: KEEPERS, edit: KEEPERS, archive: ['general_affairs', 'centre_manager'], namesOpen: true },
  empty: ['还没有车辆。登记车牌和车型，再配属到服务部或部门。', 'No vehicles yet. Enter plate and kind, then assign it to a branch or department.'],
});

export const VehicleAssignment = defineRegister('vehicle_assignment', {
  label: ['车辆配属', 'Vehicle assignment'],
  number: 'CP-{0000}',
  fields: {
    vehicle: f.ref('车辆', 'Vehicle', 'vehicle'),
    branch: f.unit('配属单位', 'Assigned to'),
    valid_from: f.date('起', 'From'),
    valid_to: f.date('止', 'To', { optional: true, readonly: true, hint: ['含当日；留空为现配属', 'That day included; empty: until now'] }),
    reason: f.text('原因', 'Reason', { max: 200, optional: true }),
  },
  title: ['vehicle', 'branch'],
  list: ['vehicle', 'branch', 'valid_from', 'valid_to', 'reason'],
  sorts: ['-valid_from'],
  unique: [['vehicle', 'valid_from']],
  hidden: true,
  access: { read: READERS, create: KEEPERS },
  opening: {
    facts: async ({ tx, input }) => ({ vehicle: await readRecord(tx, Vehicle, input.vehicle) }),
    guard({ input, facts }) {
      // The vehicle's own steps keep the history in order; they have set these two before they write here.
      if (facts.vehicle?.branch !== input.branch || facts.vehicle.assigned_since !== input.valid_from) {
        throw new Refusal('vehicle_assignment.by_hand', ['请在车辆上办理“配属”', 'Use “Assign” on the vehicle'], 422, { vehicle: ['在车辆上办理', 'On the vehicle'] });
      }
    },
    set: ({ facts }) => (facts.vehicle ? { unit_id: facts.vehicle.unit_id } : {}),
  },
});
type Row = RowOf<typeof Vehicle>;
const reason = f.text('原因', 'Reason', { max: 200 });

export const VehicleProcess = defineProcess(Vehicle, 'in_service',
  {
    in_service: { label: ['在用', 'In service'], tone: 'done' },
    in_workshop: { label: ['在修', 'In the workshop'], tone: 'alarm' },
    withdrawn: { label: ['停用', 'Withdrawn'], tone: 'stopped' },
  },
  (step) => ({
    assign: step({
      label: ['配属', 'Assign'], tone: 'primary', from: ['in_service'], to: 'in_service', by: KEEPERS,
      form: { to_branch: f.unit('配属单位', 'Assign to'), from: f.date('起', 'From'), reason },
      facts: async ({ tx, record, input }) => ({ ...(await standing(tx, record.id)), ...(await destination(tx, record, input.to_branch ?? '')) }),
      preview: ({ day }) => ({ lines: [], initial: { from: day } }),
      guard: ({ input, facts, day }) => refuseAssignment({ branch: input.to_branch, from: input.from }, facts.history, { isBranch: facts.fits, since: facts.since, day }),
      set: ({ input, facts }) => ({ branch: input.to_branch, assigned_since: input.from, ...(facts.moves ? { unit_id: input.to_branch } : {}) }),
      async effect({ tx, record, input }) {
        await endRunning(tx, record, input.from);
        await createRecord(tx, VehicleAssignment, { vehicle: record.id, branch: input.to_branch, valid_from: input.from, reason: input.reason });
      },
    }),
    unassign: step({
      label: ['收回', 'Take back'], from: ['in_service'], to: 'in_service', by: KEEPERS, form: { from: f.date('自哪日起未配属', 'Unassigned from'), reason },
      facts: async ({ tx, record }) => ({ ...(await standing(tx, record.id)), home: await homeOf(tx, record) }),
      ready: ({ record }) => (record.branch === null ? ['没有配属', 'Not assigned'] : null),
      preview: ({ day }) => ({ lines: [], initial: { from: day } }),
      guard: ({ input, facts, day }) => refuseDay(input.from, facts.history, { since: facts.since, day }),
      set: ({ facts }) => ({ branch: null, assigned_since: null, ...(facts.home === null ? {} : { unit_id: facts.home }) }),
      effect: async ({ tx, record, input }) => endRunning(tx, record, input.from),
    }),
    to_workshop: step({
      label: ['送修', 'Send to the workshop'], from: ['in_service'], to: 'in_workshop', by: [...KEEPERS, 'driver'], form: { reason },
      hint: ['在修期间不能派车', 'Cannot be dispatched until it is back'],
    }),
    from_workshop: step({ label: ['修毕', 'Back from the workshop'], tone: 'primary', from: ['in_workshop'], to: 'in_service', by: KEEPERS, form: { reason: f.text('说明', 'Note', { max: 200 }) } }),
    /** The next service, set by the service that was done. */
    serviced: step({
      label: ['登记保养', 'Serviced'], from: ['in_service', 'in_workshop'], to: ['in_service', 'in_workshop'], by: [],
      form: { next_service_on: f.date('下次保养日期', 'Next service on', { optional: true }), next_service_km: f.integer('下次保养里程', 'Next service at', { optional: true, max: 3_000_000 }) },
      choose: ({ record }) => (record.state === 'in_workshop' ? 'in_workshop' : 'in_service'),
    }),
    withdraw: step({
      label: ['停用', 'Withdraw'], tone: 'danger', from: ['in_service'], to: 'withdrawn', by: KEEPERS, form: { withdrawn_on: f.date('停用日期', 'Withdrawn on'), reason },
      facts: async ({ tx, record }) => ({ ...(await standing(tx, record.id)), home: await homeOf(tx, record) }),
      preview: ({ day }) => ({ lines: [], initial: { withdrawn_on: day } }),
      guard: ({ input, facts, day }) => refuseDay(input.withdrawn_on, facts.history, { since: facts.since, day }),
      set: ({ facts }) => ({ branch: null, assigned_since: null, ...(facts.home === null ? {} : { unit_id: facts.home }) }),
      effect: async ({ tx, record, input }) => endRunning(tx, record, input.withdrawn_on),
    }),
  }),
);

/** The history of one vehicle. The step has locked the vehicle itself: two people assigning it at once take turns. */
async function standing(tx: Tx, vehicle: string): Promise<{ readonly history: readonly Assignment[]; readonly since: string }> {
  const [row] = await tx.query<{ in_service_since: string }>('select in_service_since from vehicle where tenant_id = $1 and id = $2', [tx.tenantId, vehicle]);
  const history = await tx.query<Assignment>('select vehicle, branch, valid_from, valid_to from vehicle_assignment where tenant_id = $1 and vehicle = $2 and archived_at is null order by valid_from', [tx.tenantId, vehicle]);
  return { history, since: row?.in_service_since ?? '' };
}

async function endRunning(tx: Tx, vehicle: Pick<Row, 'id'>, from: string): Promise<void> {
  const [running] = await tx.query<{ id: string }>('select id from vehicle_assignment where tenant_id = $1 and vehicle = $2 and valid_to is null and archived_at is null', [tx.tenantId, vehicle.id]);
  if (running) await updateRecord(tx, VehicleAssignment, running, { valid_to: calendar.addDays(from, -1) }, { what: 'end' });
}

/** Whether it may go there, and whether it then belongs there: a service centre gives its vehicles away, another centre keeps them. */
async function destination(tx: Tx, { unit_id }: Row, unit: string): Promise<{ readonly fits: boolean; readonly moves: boolean }> {
  const places = await servicePlaces(tx);
  const ofService = places.some((p) => p.id === unit_id);
  const branch = places.some((p) => p.kind === 'branch' && p.id === unit);
  return { fits: ofService ? branch : true, moves: ofService };
}
/** Back to the centre of the branch it leaves. */
async function homeOf(tx: Tx, { branch, unit_id }: Row): Promise<string | null> {
  return branch === unit_id ? ((await servicePlaces(tx)).find((p) => p.id === branch)?.centre ?? null) : null;
}

/** Every vehicle in service on a day, with its branch of that day. */
export async function vehiclesOn(tx: Tx, day: string): Promise<{ readonly id: string; readonly unit_id: string; readonly branch: string | null }[]> {
  return tx.query(
    `select v.id, v.unit_id, a.branch from vehicle v left join vehicle_assignment a on a.tenant_id = v.tenant_id and a.vehicle = v.id and a.archived_at is null
       and a.valid_from <= $2 and (a.valid_to is null or a.valid_to >= $2)
     where v.tenant_id = $1 and v.archived_at is null and v.in_service_since <= $2 and (v.withdrawn_on is null or v.withdrawn_on > $2)`, [tx.tenantId, day]);
}
