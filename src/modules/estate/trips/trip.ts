/**
 * A trip (用车与派车): asked for, approved by whoever may approve that range, dispatched with vehicle and driver on a slip in two copies, out, back and settled.
 * Who asked sees it; the pool's desk moves it; its driver departs and returns. Serves LOG-1.2, P19, AS-33.
 */
import { type Actor, defineProcess, defineRegister, defineSlip, f, grantFor, organisationDayAt, parameter, readRecord, Refusal, type RowOf, type Tx } from '../../../kernel/index.ts';
import { Driver } from '../drivers/index.ts';
import { readOdometer } from '../vehicles/index.ts';
import { ApproverFor, Pool } from './parameters.ts';
import { lockBoth, poolFor, wantedOf } from './resources.ts';
import { approvingPost, APPROVERS, driverProblems, LADDER, RANGES, refuseApproval, refuseDeparture, refuseDispatch, refuseOtherDriver, refuseReturn, refuseTimes, vehicleProblems } from './rules.ts';

export const DESK = ['vehicle_dispatcher'];
export const TRIP_READERS = [...LADDER, 'logistics_head', 'general_affairs', 'driver', 'finance', 'auditor'];
const REQUESTERS = ['vehicle_dispatcher', 'driver', 'centre_manager', 'logistics_head', 'repair_clerk', 'estate_clerk', 'store_clerk', 'general_affairs', 'branch_manager', 'vip_manager', 'vip_director', 'duty_supervisor', 'service_supervisor', 'line_supervisor', 'hr', 'finance', 'management_office', 'operations_gm'];

export const TripSlip = defineSlip('vehicle_trip', { label: ['派车单', 'Dispatch slip'], number: 'PC-{yyyy}{mm}-{0000}', copies: [['驾驶员联', 'Driver'], ['存根联', 'Pool']] });

const money = { tolls: f.money('过路过桥费', 'Tolls', { optional: true }), parking: f.money('停车费', 'Parking', { optional: true }) };

export const VehicleTrip = defineRegister('vehicle_trip', {
  label: ['用车申请', 'Trip'],
  number: 'YC-{yyyy}{mm}-{0000}',
  fields: {
    department: f.unit('用车部门', 'For'),
    purpose: f.text('事由', 'Purpose', { max: 120 }),
    range: f.choice('范围', 'Range', RANGES),
    from_place: f.text('出发地', 'From', { max: 60 }),
    to_place: f.text('目的地', 'To', { max: 60 }),
    planned_from: f.dateTime('用车起', 'Out from'),
    planned_to: f.dateTime('用车止', 'Back by'),
    passengers: f.integer('乘车人数', 'Passengers', { max: 60, hint: ['不含驾驶员', 'Without the driver'] }),
    contact: f.personName('乘车联系人', 'Contact', { optional: true }),
    phone: f.phone('电话', 'Phone', { optional: true }),
    requested_by: f.ref('申请人', 'Requested by', 'app_user', { optional: true, readonly: true }),
    vehicle: f.ref('车辆', 'Vehicle', 'vehicle', { optional: true, readonly: true }),
    driver: f.ref('驾驶员', 'Driver', 'driver', { optional: true, readonly: true }),
    driver_user: f.ref('驾驶员登录', 'Driver’s sign-in', 'app_user', { optional: true, readonly: true }),
    out_at: f.dateTime('出车时间', 'Left at', { optional: true, readonly: true }),
    out_km: f.integer('出车里程', 'Odometer out', { max: 3_000_000, optional: true, readonly: true, unit: ['公里', 'km'] }),
    back_at: f.dateTime('收车时间', 'Back at', { optional: true, readonly: true }),
    back_km: f.integer('收车里程', 'Odometer back', { max: 3_000_000, optional: true, readonly: true, unit: ['公里', 'km'] }),
    km: f.integer('行驶', 'Driven', { optional: true, readonly: true, unit: ['公里', 'km'] }),
    tolls: f.money('过路过桥费', 'Tolls', { optional: true, readonly: true }),
    parking: f.money('停车费', 'Parking', { optional: true, readonly: true }),
    remark: f.text('收车说明', 'Remark', { max: 200, optional: true, readonly: true }),
    approved_as: f.choice('批准岗位', 'Approved as', APPROVERS, { optional: true, readonly: true }),
  },
  title: ['purpose', 'to_place'],
  list: ['department', 'purpose', 'to_place', 'range', 'planned_from', 'planned_to', 'vehicle', 'driver', 'km'],
  sorts: ['-planned_from', '-number'],
  indexes: [['state', 'planned_from'], ['vehicle', 'planned_from'], ['driver', 'planned_from'], ['requested_by']],
  access: { read: TRIP_READERS, create: REQUESTERS, own: 'requested_by' },
  empty: ['还没有用车申请。写明去哪里、什么时候、几个人，批准后由车队派车。', 'No trips yet. Say where, when and how many; once approved the pool sends a vehicle.'],
  opening: {
    elsewhere: true,
    facts: async ({ tx, input, now }) => ({ pool: await parameter(tx, Pool, await organisationDayAt(tx, input.planned_from < now ? input.planned_from : now)) }),
    guard: ({ id, input, now }) => { if (id === null) refuseTimes(input.planned_from, input.planned_to, now); },
    set: ({ facts, actor }) => ({ unit_id: facts.pool, requested_by: actor.kind === 'user' ? actor.id : null }),
  },
});
export type Trip = RowOf<typeof VehicleTrip>;
const reason = f.text('原因', 'Reason', { max: 200 });

export const VehicleTripProcess = defineProcess(VehicleTrip, 'requested',
  {
    requested: { label: ['待批准', 'Waiting for approval'], tone: 'waiting', due: { step: 'approve', at: ({ record }) => tripOf(record).planned_from } },
    approved: { label: ['待派车', 'To dispatch'], tone: 'waiting', due: { step: 'dispatch', at: ({ record }) => tripOf(record).planned_from, escalateTo: 'centre_manager' } },
    dispatched: { label: ['已派车', 'Dispatched'], tone: 'active', due: { step: 'depart', at: ({ record }) => tripOf(record).planned_from, showBeforeHours: 24, escalateTo: 'vehicle_dispatcher' } },
    out: { label: ['在途', 'Out'], tone: 'active', due: { step: 'bring_back', at: ({ record }) => tripOf(record).planned_to, escalateTo: 'vehicle_dispatcher' } },
    returned: { label: ['已收车', 'Back'], tone: 'active', due: { step: 'settle', at: ({ now }) => new Date(now.getTime() + 2 * 86_400_000), escalateTo: 'centre_manager' } },
    settled: { label: ['已结算', 'Settled'], tone: 'done' },
    refused: { label: ['未批准', 'Refused'], tone: 'stopped' },
    cancelled: { label: ['已取消', 'Cancelled'], tone: 'stopped' },
  },
  (step) => ({
    approve: step({
      label: ['批准', 'Approve'], tone: 'primary', from: ['requested'], to: 'approved', by: LADDER, form: {},
      facts: ({ tx, record, actor }) => approvalOf(tx, record, actor),
      guard: ({ record, facts, actor }) => refuseApproval({ ...facts, requester: record.requested_by, creator: record.created_by, actor: actor.id }),
      set: ({ facts }) => ({ approved_as: approvingPost(facts.asked, facts.held) }),
    }),
    refuse: step({ label: ['不批准', 'Refuse'], tone: 'danger', from: ['requested'], to: 'refused', by: LADDER, form: { reason } }),
    dispatch: step({
      label: ['派车', 'Dispatch'], tone: 'primary', from: ['approved'], to: 'dispatched', by: DESK,
      form: { vehicle: f.ref('车辆', 'Vehicle', 'vehicle'), driver: f.ref('驾驶员', 'Driver', 'driver') },
      facts: ({ tx, record, input }) => dispatchFacts(tx, record, input.vehicle, input.driver),
      preview: ({ facts }) => ({ lines: [[`可派的车：${facts.free.vehicles.join('、') || '没有'}`, `Vehicles that can be sent: ${facts.free.vehicles.join(', ') || 'none'}`], [`可派的人：${facts.free.drivers.join('、') || '没有'}`, `Drivers that can be sent: ${facts.free.drivers.join(', ') || 'none'}`]] }),
      guard: ({ facts }) => refuseDispatch(facts.vehicle, facts.driver, facts.wanted),
      set: ({ facts }) => ({ driver_user: facts.driverUser }),
      slip: { kind: TripSlip, content: ({ record, facts }) => ({
        lines: [
          { label: ['用车部门', 'For'], value: facts.department }, { label: ['事由', 'Purpose'], value: record.purpose }, { label: ['路线', 'Route'], value: `${record.from_place} → ${record.to_place}` },
          { label: ['用车时间', 'Time'], value: `${facts.wanted.clock(record.planned_from)} – ${facts.wanted.clock(record.planned_to)}` }, { label: ['乘车人数', 'Passengers'], value: String(record.passengers) },
          { label: ['车牌号', 'Plate'], value: facts.vehicle?.plate ?? '' }, { label: ['驾驶员', 'Driver'], value: facts.driver?.name ?? '' }, { label: ['申请单号', 'Request'], value: record.number },
        ],
        boxes: [['出车里程', 'Odometer out'], ['收车里程', 'Odometer back'], ['用车人', 'Passenger']],
      }) },
    }),
    take_back: step({
      label: ['收回派车', 'Take back'], from: ['dispatched'], to: 'approved', by: DESK, form: { reason },
      set: () => ({ vehicle: null, driver: null, driver_user: null }),
    }),
    depart: step({
      label: ['出车', 'Depart'], tone: 'primary', from: ['dispatched'], to: 'out', by: [...DESK, 'driver'],
      form: { out_km: f.integer('出车里程', 'Odometer', { max: 3_000_000, unit: ['公里', 'km'] }), checked: f.yesNo('出车前检查合格', 'Checked and in order') },
      // Asked again: what was true when it was dispatched may no longer be.
      facts: async ({ tx, record, actor }) => ({ ...(await dispatchFacts(tx, record, record.vehicle, record.driver)), desk: (await grantFor(tx, actor, DESK, record.unit_id)) !== undefined }),
      preview: ({ facts }) => ({ lines: facts.vehicle?.km == null ? [] : [[`上次读数 ${facts.vehicle.km} 公里`, `Last reading ${facts.vehicle.km} km`]], initial: { out_km: facts.vehicle?.km ?? undefined } }),
      guard({ record, input, facts, actor }) {
        refuseOtherDriver(record.driver_user, actor.id, facts.desk);
        refuseDeparture(input.checked);
        refuseDispatch(facts.vehicle, facts.driver, facts.wanted);
      },
      set: ({ now }) => ({ out_at: now }),
      effect: ({ tx, record, input, now }) => readOdometer(tx, { vehicle: record.vehicle ?? '', at: now, km: input.out_km, driver: record.driver, source: 'depart', because: record.number }),
    }),
    bring_back: step({
      label: ['收车', 'Return'], tone: 'primary', from: ['out'], to: 'returned', by: [...DESK, 'driver'],
      form: { back_km: f.integer('收车里程', 'Odometer', { max: 3_000_000, unit: ['公里', 'km'] }), ...money, remark: f.text('收车说明', 'Remark', { max: 200, optional: true }) },
      facts: async ({ tx, record, actor }) => ({ desk: (await grantFor(tx, actor, DESK, record.unit_id)) !== undefined }),
      preview: ({ record }) => ({ lines: [[`出车 ${record.out_km} 公里`, `Left at ${record.out_km} km`]] }),
      guard({ record, input, facts, actor }) {
        refuseOtherDriver(record.driver_user, actor.id, facts.desk);
        refuseReturn(record.out_km ?? 0, input.back_km);
      },
      set: ({ record, input, now }) => ({ back_at: now, km: input.back_km - (record.out_km ?? 0), tolls: input.tolls ?? 0, parking: input.parking ?? 0 }),
      effect: ({ tx, record, input, now }) => readOdometer(tx, { vehicle: record.vehicle ?? '', at: now, km: input.back_km, driver: record.driver, source: 'return', because: record.number }),
    }),
    settle: step({
      label: ['结算', 'Settle'], tone: 'primary', from: ['returned'], to: 'settled', by: DESK, form: { tolls: f.money('过路过桥费', 'Tolls'), parking: f.money('停车费', 'Parking') },
      hint: ['对照票据核定费用', 'Hold the costs against the receipts'],
      preview: ({ record }) => ({ lines: [], initial: { tolls: record.tolls ?? 0, parking: record.parking ?? 0 } }),
      guard({ record, actor }) {
        if (record.driver_user === actor.id) throw new Refusal('vehicle_trip.own_costs', ['不能核定自己驾驶的费用', 'Nobody settles the costs of their own driving'], 403);
      },
    }),
    cancel: step({
      label: ['取消', 'Cancel'], tone: 'danger', from: ['requested', 'approved', 'dispatched'], to: 'cancelled', by: LADDER, form: { reason },
      // The slip stays; what it promised is no longer booked.
      set: () => ({ vehicle: null, driver: null, driver_user: null }),
    }),
  }),
);

/** The states know their register only loosely. */
const tripOf = (record: unknown): Trip => record as Trip;

async function approvalOf(tx: Tx, record: Trip, actor: Actor) {
  const held = [];
  for (const post of LADDER) if (await grantFor(tx, actor, [post], record.unit_id)) held.push(post);
  return { asked: await parameter(tx, ApproverFor[record.range], await organisationDayAt(tx, record.planned_from)), held };
}

/** Vehicles, and their keys, that are out with this employee at the wheel. */
export const vehiclesOutWith = (tx: Tx, employee: string): Promise<{ readonly id: string; readonly number: string; readonly plate: string }[]> => tx.query(
  `select t.id, t.number, v.plate from vehicle_trip t join driver d on d.tenant_id = t.tenant_id and d.id = t.driver join vehicle v on v.tenant_id = t.tenant_id and v.id = t.vehicle
   where t.tenant_id = $1 and d.employee = $2 and t.state = 'out' and t.archived_at is null order by t.number`, [tx.tenantId, employee]);

async function dispatchFacts(tx: Tx, record: Trip, vehicle: string | null | undefined, driver: string | null | undefined) {
  await lockBoth(tx, vehicle, driver);
  const [wanted, pool] = [await wantedOf(tx, record), await poolFor(tx, record)];
  const row = driver ? await readRecord(tx, Driver, driver) : null;
  const [unit] = await tx.query<{ name: string }>('select name from unit where tenant_id = $1 and id = $2', [tx.tenantId, record.department]);
  return {
    wanted, vehicle: pool.vehicles.find((v) => v.id === vehicle) ?? null, driver: pool.drivers.find((d) => d.id === driver) ?? null, driverUser: row?.app_user ?? null, department: unit?.name ?? '',
    free: { vehicles: pool.vehicles.filter((v) => vehicleProblems(v, wanted).length === 0).map((v) => v.plate), drivers: pool.drivers.filter((d) => driverProblems(d, null, wanted).length === 0).map((d) => d.name) },
  };
}
